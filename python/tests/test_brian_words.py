"""What the page on Brian 2 (``docs/guides/from-brian.md``) says of a network there and here, beside Brian's numbers
(``brian_networks.py``)."""

import json
import lzma

import nest
import numpy as np
import pytest

from brian_networks import EXCITATORY, LEARNING, POST, PRE, STORED, wired


@pytest.fixture(scope="module")
def stored():
    return json.loads(lzma.decompress(STORED.read_bytes()))


def test_a_network_with_currents_fires_spike_by_spike_as_in_brian(stored):
    nest.resolution = 0.1
    potentials, sources, targets = wired()
    cells = nest.Create(
        "iaf_psc_exp",
        len(potentials),
        params={
            "tau_m": 20.0,
            "C_m": 20.0,
            "tau_syn_ex": 5.0,
            "tau_syn_in": 10.0,
            "E_L": -49.0,
            "V_th": -50.0,
            "V_reset": -60.0,
            "t_ref": 5.0,
        },
    )
    cells.V_m = potentials
    weights = np.where(sources < EXCITATORY, 2.6, -14.0)
    nest.Connect(
        sources + 1, targets + 1, "one_to_one", {"weight": weights, "delay": np.full(len(sources), 0.1)}
    )
    spikes = nest.Create("spike_recorder")
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 0.1})
    nest.Connect(cells, spikes)
    nest.Connect(meter, cells[0])
    nest.Simulate(300.1)
    steps = np.rint(spikes.events["times"] * 10).astype(int)
    found = set(zip(steps[steps <= 3000].tolist(), (spikes.events["senders"][steps <= 3000] - 1).tolist()))
    expected = stored["with_currents"]
    assert len(expected["steps"]) > 500
    assert found == set(zip(expected["steps"], expected["neurons"]))
    np.testing.assert_allclose(meter.events["V_m"][:2999:10], expected["v"], rtol=1e-10)


def test_synapses_learn_as_in_brian(stored):
    nest.resolution = 0.1

    def firing(trains):
        """Neurons that fire at these times (ms)."""
        cells = nest.Create("parrot_neuron", len(trains))
        for cell, train in zip(cells, trains):
            source = nest.Create("spike_generator", params={"spike_times": np.array(train) - 1.0})
            nest.Connect(source, cell, syn_spec={"delay": 1.0})
        return cells

    p = LEARNING
    pre, post = firing(PRE), firing(POST)
    post.tau_minus = p["tau_minus"]
    words = ("tau_plus", "lambda", "alpha", "Wmax", "weight", "delay")
    synapse = {
        "synapse_model": "stdp_synapse",
        "mu_plus": 0.0,
        "mu_minus": 0.0,
        "receptor_type": 1,
        **{w: p[w] for w in words},
    }
    nest.Connect(pre, post, "all_to_all", synapse)
    # a weight is brought up to date when its source fires: one spike more, after all others
    last = nest.Create("spike_generator", params={"spike_times": [100.0]})
    nest.Connect(last, pre, syn_spec={"delay": 1.0})
    nest.Simulate(110.0)
    made = nest.GetConnections(pre, post)
    found = np.zeros((len(PRE), len(POST)))
    found[np.array(made.source) - pre[0].global_id, np.array(made.target) - post[0].global_id] = made.weight
    expected = np.array(stored["learning"]["weights"])
    # that spike itself lowers the weight by what the target's trace is then
    trace = np.array(
        [sum(np.exp(-(101.0 - t - p["delay"]) / p["tau_minus"]) for t in train) for train in POST]
    )
    np.testing.assert_allclose(found + p["alpha"] * p["lambda"] * p["Wmax"] * trace, expected, rtol=1e-9)
    assert np.ptp(expected) > 0.1
