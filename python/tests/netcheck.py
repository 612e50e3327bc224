"""What several test files need: counting connections and running one neuron under a meter."""

from collections import Counter

import nest
import numpy as np


def pairs(connections=None):
    """(source, target) of every connection, in order of the collection."""
    c = nest.GetConnections() if connections is None else connections
    if len(c) == 0:
        return []
    return list(zip(as_list(c.source), as_list(c.target)))


def as_list(x):
    return list(x) if isinstance(x, (list, tuple, np.ndarray)) else [x]


def in_degrees(targets):
    found = Counter(t for _, t in pairs())
    return [found[t] for t in targets.tolist()]


def out_degrees(sources):
    found = Counter(s for s, _ in pairs())
    return [found[s] for s in sources.tolist()]


def weights_by_pair():
    c = nest.GetConnections()
    return dict(zip(pairs(c), as_list(c.weight)))


def spike_source(times, **params):
    return nest.Create("spike_generator", params={"spike_times": times, **params})


def meter(nodes, *recordables, interval=0.1):
    m = nest.Create("multimeter", params={"record_from": list(recordables), "interval": interval})
    nest.Connect(m, nodes, syn_spec={"delay": 0.1})
    return m


def sampled(m, name, t):
    """The value recorded at time t."""
    events = m.events
    at = np.flatnonzero(np.abs(events["times"] - t) < 1e-6)
    assert len(at) == 1, f"{len(at)} samples at {t}"
    return events[name][at[0]]


def upstrokes(v, interval):
    """Times at which potentials, sampled from one interval on, pass 0 mV upwards, on straight lines between samples."""
    k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    return (k + 1 - v[k] / (v[k + 1] - v[k])) * interval


def recorder(nodes, **params):
    r = nest.Create("spike_recorder", params=params)
    nest.Connect(nodes, r)
    return r


def parrots_driven_by(times, n=1):
    """n parrots that emit one step-delay after each of the times."""
    source = spike_source(times)
    relays = nest.Create("parrot_neuron", n)
    nest.Connect(source, relays, syn_spec={"delay": 1.0})
    return relays
