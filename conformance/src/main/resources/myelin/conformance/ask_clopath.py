"""Asks NEST 3.10 for a synapse that hears the potential of its target; writes clopath.json.

A parrot fires at given times, one delay of 1 ms after its generator; the target is driven by currents.
Weights are recorded at each spike of the parrot, potentials at some times.

A connection with a delay of 30 ms to an idle node is needed since NEST 3.10 keeps depressions for the
longest delay only: without it, a spike whose slice ends later finds none, and its weight depends on the
slices. Needed only to add cases:
    python ask_clopath.py
"""

import json
import pathlib
import random

import nest

NEURON = "hh_psc_alpha_clopath"
RECORDED = ["V_m", "u_bar_plus", "u_bar_minus", "u_bar_bar", "Act_m", "I_syn_ex"]


def cases():
    yield "defaults", {}, {}, {}
    yield "depression by u_bar_bar", {"A_LTD_const": False}, {}, {}
    yield "long delay", {}, {}, {"delay": 4.7}
    yield "quick trace", {"tau_u_bar_plus": 7.0}, {"tau_x": 3.0}, {}
    yield "limits", {"A_LTP": 1e-3}, {"Wmin": 0.4, "Wmax": 0.9}, {}
    yield "negative", {"A_LTP": -8e-4, "A_LTD": -3e-4}, {"weight": -0.5, "Wmax": -1.0, "Wmin": -0.2}, {}
    yield "trace at first", {"u_bar_plus": -60.0, "u_bar_minus": -65.0, "u_bar_bar": -65.0}, {"x_bar": 0.4}, {}
    yield "short delay of potentials", {"delay_u_bars": 0.3, "theta_plus": -60.0}, {}, {}
    yield "no delay of potentials", {"delay_u_bars": 0.0}, {}, {}
    yield "strong synapse", {}, {"weight": 60.0, "Wmax": 300.0}, {}
    yield "long steps", {}, {}, {"h": 0.25}


def ask(name, neuron, synapse, other, number):
    h = other.get("h", 0.1)
    rng = random.Random(number)
    case = {
        "name": name,
        "resolution": h,
        "neuron": neuron,
        "synapse": {"weight": 0.5, **synapse},
        "delay": other.get("delay", 1.0),
        "pre": sorted(round(k * h, 4) for k in rng.sample(range(round(2 / h), round(195 / h)), 30)),
        "current": {
            "amplitude_times": [20.0, 25.0, 60.0, 68.0, 100.0, 106.0],
            "amplitude_values": [800.0, 0.0, 1200.0, 0.0, 900.0, 0.0],
        },
    }
    nest.ResetKernel()
    nest.resolution = h
    target = nest.Create(NEURON, params=neuron)
    parrot = nest.Create("parrot_neuron")
    before = [round(t - 1.0, 4) for t in case["pre"]]
    nest.Connect(nest.Create("spike_generator", params={"spike_times": before}), parrot, syn_spec={"delay": 1.0})
    nest.Connect(parrot, nest.Create("parrot_neuron"), syn_spec={"delay": 30.0})
    weights = nest.Create("weight_recorder")
    nest.CopyModel("clopath_synapse", "asked", {"weight_recorder": weights})
    nest.Connect(parrot, target, syn_spec={"synapse_model": "asked", "delay": case["delay"], **case["synapse"]})
    nest.Connect(nest.Create("step_current_generator", params=case["current"]), target, syn_spec={"delay": 1.0})
    meter = nest.Create("multimeter", params={"interval": 2.5, "record_from": RECORDED})
    nest.Connect(meter, target)
    spikes = nest.Create("spike_recorder")
    nest.Connect(target, spikes)
    nest.Simulate(200.0)
    events = meter.events
    case["expected"] = {
        "weights": list(weights.events["weights"]),
        "x_bar": nest.GetConnections(synapse_model="asked").x_bar,
        "spikes": list(spikes.events["times"]),
        "samples": {n: list(events[n]) for n in RECORDED},
    }
    return case


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    with open(pathlib.Path(__file__).parent / "clopath.json", "w") as out:
        json.dump([ask(*case, number) for number, case in enumerate(cases())], out)
        out.write("\n")
