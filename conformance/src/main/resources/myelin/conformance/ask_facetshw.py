"""Asks NEST 3.10 for synapses of the FACETS hardware; writes facetshw.json.

Parrots fire at random times, one delay of 1 ms after their generators; all sources reach all targets. The first
spikes of any two sources are more than 1.5 ms apart: in NEST the order of spikes within a slice depends on its
length. NEST sorts synapses by source without keeping the order of those of one source if they are many, so where
there are many sources each has one target. Needed only to add cases:
    python ask_facetshw.py
"""

import json
import pathlib

import nest
import numpy as np

MODEL = "stdp_facetshw_synapse_hom"
DURATION = 600.0
STATES = ("a_causal", "a_acausal", "init_flag", "synapse_id", "next_readout_time")


def train(rng, h, first, n, apart):
    """A random train on the grid with its first spike at ``first`` [ms], the others far from those of ``apart``."""
    grid = np.arange(round(first / h) + 1, round((DURATION - 2) / h))
    far = np.array([all(abs(k * h - t) > 1.5 for t in apart) for k in grid])
    later = rng.choice(grid[far], n, replace=False)
    return [round(float(k) * h, 4) for k in sorted({round(first / h), *later.tolist()})]


def shared(rng, number):
    """Random parameters of the model; tables that go up and down by one in every second case."""
    usual = number % 2 == 0
    most = float(rng.choice([20.0, 100.0, 130.0, -75.0]))
    bits = rng.integers(0, 2, 16).tolist()
    values = {
        "tau_plus": float(rng.uniform(5, 40)),
        "tau_minus_stdp": float(rng.uniform(5, 40)),
        "Wmax": most,
        "synapses_per_driver": int(rng.integers(1, 5)),
        "driver_readout_time": float(rng.choice([15.0, 5.0, 3.3, 0.1, 7.5])),
        "configbit_0": [0, 0, 1, 0] if usual else bits[:4],
        "configbit_1": [0, 1, 0, 0] if usual else bits[4:8],
        "reset_pattern": bits[8:14],
    }
    for k, step in enumerate((1, -1, 0)):
        plain = [min(15, max(0, e + step)) for e in range(16)]
        values[f"lookuptable_{k}"] = plain if usual else rng.integers(0, 16, 16).tolist()
    if number == 3:
        values["weight_per_lut_entry"] = 5.0
    if number == 5:
        values["no_synapses"] = 7
    return values


def ask(number):
    rng = np.random.default_rng(number)
    h = float(rng.choice([0.1, 0.1, 0.25, 1.0]))
    sources, targets = (int(n) for n in rng.integers(1, 5, 2))
    if number == 0:
        sources, targets = 45, 1
    nest.ResetKernel()
    nest.resolution = h
    values = shared(rng, number)
    firsts = [round(3.0 + 12 * k, 4) for k in rng.permutation(sources).tolist()]
    case = {
        "name": f"random {number}",
        "resolution": h,
        "shared": values,
        "delay": float(rng.choice([1.0, 2.0, 5.0]) if h > 0.1 else rng.choice([0.1, 0.5, 1.0, 3.2])),
        "pre": [train(rng, h, first, int(rng.integers(5, 60)), firsts) for first in firsts],
        "post": [train(rng, h, 2.0, int(rng.integers(5, 80)), []) for _ in range(targets)],
    }
    shape = (targets, sources)
    each = {
        "weight": rng.uniform(0, values["Wmax"], shape) if values["Wmax"] > 0 else -rng.uniform(0, 75, shape),
        "a_thresh_th": rng.uniform(0.05, 2, shape),
        "a_thresh_tl": rng.uniform(0.05, 2, shape),
        "a_causal": rng.uniform(0, 2, shape),
    }
    case["each"] = {name: array.ravel().tolist() for name, array in each.items()}
    weights = nest.Create("weight_recorder")
    nest.CopyModel(MODEL, "asked", {**values, "weight_recorder": weights})
    parrots = []
    for trains in (case["pre"], case["post"]):
        parrots.append(nest.Create("parrot_neuron", len(trains)))
        before = [{"spike_times": [round(t - 1.0, 4) for t in times]} for times in trains]
        nest.Connect(
            nest.Create("spike_generator", len(trains), before), parrots[-1], "one_to_one", {"delay": 1.0}
        )
    synapse = {"synapse_model": "asked", "delay": case["delay"], "receptor_type": 1, **each}
    nest.Connect(parrots[0], parrots[1], "all_to_all", synapse)
    nest.Simulate(DURATION)
    events = weights.events
    heard = {(s, t): [] for s in parrots[0].tolist() for t in parrots[1].tolist()}
    for s, t, w in zip(events["senders"], events["targets"], events["weights"]):
        heard[s, t].append(float(w))
    found = nest.GetConnections(parrots[0], parrots[1])
    known = {}
    for c in found:
        known[c.source, c.target] = [float(c.get(n)) for n in STATES]
    pairs = [(s, t) for t in parrots[1].tolist() for s in parrots[0].tolist()]
    case["expected"] = {
        "weights": [heard[p] for p in pairs],
        "states": {n: [known[p][k] for p in pairs] for k, n in enumerate(STATES)},
        "no_synapses": nest.GetDefaults("asked", "no_synapses"),
        "readout_cycle_duration": nest.GetDefaults("asked", "readout_cycle_duration"),
    }
    return case


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    with open(pathlib.Path(__file__).parent / "facetshw.json", "w") as out:
        json.dump([ask(number) for number in range(16)], out)
        out.write("\n")
