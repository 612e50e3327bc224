"""Asks NEST 3.10 for synapses that learn by the error of a dendrite; writes urbanczik.json.

The neuron fires at random. Here it never fires, since its rate is tiny, for which the learning rate makes up; or it
fires whenever it can, since its rate is huge. So its spikes are the same for all random numbers. Parrots fire one
delay of 1 ms after their generators. Needed only to add cases:
    python ask_urbanczik.py
"""

import json
import pathlib

import nest
import numpy as np

NEURON = "pp_cond_exp_mc_urbanczik"
DURATION = 300.0


def ask(number):
    rng = np.random.default_rng(number)
    h = float(rng.choice([0.1, 0.1, 0.25, 0.5]))
    fires = number % 2 == 1
    phi = 1e5 if fires else 1e-9
    neuron = {
        "phi_max": phi,
        "rate_slope": float(rng.uniform(0.3, 1.5)),
        "beta": float(rng.uniform(0.2, 0.4)),
        "theta": float(rng.uniform(-68, -52)),
        "t_ref": float(rng.choice([2.0, 3.0, 11.0])),
        "g_sp": float(rng.uniform(200, 700)),
        "g_ps": float(rng.choice([0.0, 30.0])),
        "soma.E_L": float(rng.uniform(-72, -68)),
        "soma.g_L": float(rng.uniform(20, 40)),
        "dendritic.C_m": float(rng.uniform(250, 350)),
        "dendritic.g_L": float(rng.uniform(20, 40)),
        "dendritic.tau_syn_ex": float(rng.uniform(1, 5)),
        "dendritic.tau_syn_in": float(rng.uniform(1, 5)),
    }
    synapses = []
    for _ in range(int(rng.integers(1, 5))):
        negative = bool(rng.random() < 0.3)
        weight = float(rng.uniform(1, 40))
        synapses.append(
            {
                "receptor_type": int(rng.integers(1, 5)) if not negative else int(rng.integers(3, 5)),
                "weight": -weight if negative else weight,
                "Wmin": float(rng.choice([-50.0, -500.0])) if negative else float(rng.choice([0.0, 0.5])),
                "Wmax": float(rng.choice([-0.25, -0.5])) if negative else float(rng.choice([45.0, 500.0])),
                "delay": round(float(rng.integers(1, 40)) * h, 4),
                "tau_Delta": float(rng.uniform(20, 200)),
                "eta": float(rng.choice([-1, 1]) * rng.uniform(0.1, 10) * (2e-8 if fires else 1e7)),
            }
        )
    case = {"name": f"random {number}", "resolution": h, "neuron": neuron, "synapses": synapses}
    grid = np.arange(round(3 / h), round((DURATION - 2) / h))
    case["pre"] = [
        [round(float(k) * h, 4) for k in sorted(rng.choice(grid, int(rng.integers(5, 40)), replace=False))]
        for _ in synapses
    ]
    case["later"] = {"weight": synapses[0]["weight"] * 0.9} if number % 3 == 0 else {"tau_Delta": 77.0}
    nest.ResetKernel()
    nest.resolution = h
    nested = {n: v for n, v in neuron.items() if "." not in n}
    for group in ("soma", "dendritic"):
        nested[group] = {n.split(".")[1]: v for n, v in neuron.items() if n.startswith(group)}
    target = nest.Create(NEURON, params=nested)
    weights = nest.Create("weight_recorder")
    nest.CopyModel("urbanczik_synapse", "asked", {"weight_recorder": weights})
    parrots = nest.Create("parrot_neuron", len(synapses))
    for k, synapse in enumerate(synapses):
        train = nest.Create("spike_generator", params={"spike_times": [round(t - 1.0, 4) for t in case["pre"][k]]})
        nest.Connect(train, parrots[k], syn_spec={"delay": 1.0})
        nest.Connect(parrots[k], target, syn_spec={"synapse_model": "asked", **synapse})
    spikes = nest.Create("spike_recorder")
    nest.Connect(target, spikes)
    meter = nest.Create("multimeter", params={"interval": 2.5, "record_from": ["V_m.s", "V_m.p"]})
    nest.Connect(meter, target)
    nest.Simulate(DURATION / 2)
    nest.GetConnections(parrots[0], target).set(case["later"])
    nest.Simulate(DURATION / 2)
    events = weights.events
    case["expected"] = {
        "weights": [events["weights"][events["senders"] == p].tolist() for p in parrots.tolist()],
        "spikes": spikes.events["times"].tolist(),
        "samples": {n: meter.events[n].tolist() for n in ("V_m.s", "V_m.p")},
    }
    return case


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    with open(pathlib.Path(__file__).parent / "urbanczik.json", "w") as out:
        json.dump([ask(number) for number in range(14)], out)
        out.write("\n")
