"""Asks NEST 3.10 for synapses with delays between the steps; writes cont_delay.json.

Parrots with precise times fire at random, one delay of 1 ms after their generators, onto a parrot and neurons
with precise times and a neuron without. In NEST such delays are given to connections that exist, or to the
model; those given to Connect are rounded to the grid. A spike may arrive in the step before that of the delay that is
rounded up, so in NEST other connections must have a delay that is shorter by more than a step: here 1 ms.
Needed only to add cases:
    python ask_cont_delay.py
"""

import json
import pathlib

import nest
import numpy as np

MODEL = "cont_delay_synapse"
TARGETS = {"parrot_neuron_ps": {}, "iaf_psc_exp_ps": {"tau_syn_ex": 1.5}, "iaf_psc_alpha_ps": {}, "iaf_psc_alpha": {}}
DURATION = 100.0


def ask(number):
    rng = np.random.default_rng(number)
    h = float(rng.choice([0.1, 0.1, 0.25, 0.5]))
    sources = int(rng.integers(1, 5))
    on_grid = number % 4 == 3
    pre = [np.sort(rng.uniform(2.0, DURATION - 20, int(rng.integers(5, 40)))) for _ in range(sources)]
    if on_grid:
        pre = [np.unique(np.round(np.round(t / h) * h, 6)) for t in pre]
    n = sources * len(TARGETS)
    delay = rng.uniform(1.0 + 2 * h, 9.0, n).round(int(rng.integers(2, 9)))
    delay[:: 3] = (delay[::3] / h).round() * h
    case = {
        "name": f"random {number}",
        "resolution": h,
        "pre": [t.tolist() for t in pre],
        "delay": delay.tolist(),
        "weight": rng.uniform(-50, 350, n).tolist(),
        "targets": TARGETS,
    }
    nest.ResetKernel()
    nest.resolution = h
    parrots = nest.Create("parrot_neuron_ps", sources)
    for k, times in enumerate(case["pre"]):
        before = [round(t - 1.0, 9) for t in times]
        train = nest.Create("spike_generator", params={"spike_times": before, "precise_times": True})
        nest.Connect(train, parrots[k], syn_spec={"delay": 1.0})
    recorders = {}
    for t, (model, params) in enumerate(TARGETS.items()):
        target = nest.Create(model, params=params)
        spikes = nest.Create("spike_recorder")
        nest.Connect(target, spikes)
        if model.startswith("iaf"):
            meter = nest.Create("multimeter", params={"interval": 2 * h, "record_from": ["V_m"]})
            nest.Connect(meter, target)
        else:
            meter = None
        recorders[model] = spikes, meter
        for k in range(sources):
            e = t * sources + k
            nest.Connect(parrots[k], target, syn_spec={"synapse_model": MODEL, "weight": case["weight"][e], "delay": 1.0})
            nest.GetConnections(parrots[k], target).set(delay=case["delay"][e])
    nest.Simulate(DURATION)
    case["expected"] = {
        model: {
            "spikes": spikes.events["times"].tolist(),
            "V_m": [] if meter is None else meter.events["V_m"].tolist(),
        }
        for model, (spikes, meter) in recorders.items()
    }
    return case


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    with open(pathlib.Path(__file__).parent / "cont_delay.json", "w") as out:
        json.dump([ask(number) for number in range(12)], out)
        out.write("\n")
