"""Asks NEST 3.10 for a synapse that dopamine modulates; writes modulated.json.

Three parrots fire at given times: source, target and dopamine neuron, one delay of 1 ms after their
generators. At some times the synapse is read, and at each spike of the source its weight is recorded.
Needed only to add cases:
    python ask_modulated.py
"""

import json
import pathlib
import random

import nest

STOPS = [10.0, 37.3, 37.9, 80.0, 81.0, 150.0, 200.0]
QUICK = {"tau_c": 50.0, "tau_n": 20.0, "b": 0.01}


def cases():
    yield "defaults", {}, {}
    yield "not clipped", {"A_minus": 0.9}, {}
    yield "quick", {"A_minus": 0.9, **QUICK}, {}
    yield "long delay", {"A_minus": 0.9, **QUICK}, {"delay": 4.7}
    yield "seldom", {"A_minus": 0.9, **QUICK}, {"interval": 7}
    yield "seldom, all delays differ", QUICK, {"interval": 4, "delay": 2.2, "dopamine_delay": 1.7, "min_delay": 0.5}
    yield "limits", {"A_minus": 0.9, "Wmin": 49.0, "Wmax": 51.0, **QUICK}, {}
    yield "below zero", {"Wmin": -60.0, "Wmax": -40.0, "A_plus": 3.0, **QUICK}, {"weight": -50.0}
    yield "baseline", {"b": 0.3, "A_minus": -0.4}, {}
    yield "state", QUICK, {"state": {"c": 3.0, "n": 0.5, "Kplus": 2.0}}
    yield "bursts", {"A_minus": 0.9, **QUICK}, {"pre": [20.0, 20.1, 20.2, 20.9, 21.0, 21.1], "post": [19.9, 20.0, 20.5]}
    yield "other target", {"A_minus": 0.9, "tau_plus": 5.0}, {"tau_minus": 50.0, "h": 0.25}


def ask(name, constants, other, number):
    h = other.get("h", 0.1)
    rng = random.Random(number)

    def train(n):
        return sorted(round(k * h, 4) for k in rng.sample(range(round(2 / h), round(195 / h)), n))

    case = {
        "name": name,
        "resolution": h,
        "constants": constants,
        "state": other.get("state", {}),
        "weight": other.get("weight", 50.0),
        "delay": other.get("delay", 1.0),
        "dopamine_delay": other.get("dopamine_delay", 1.0),
        "min_delay": other.get("min_delay", 1.0),
        "interval": other.get("interval", 1),
        "tau_minus": other.get("tau_minus", 20.0),
        "pre": other.get("pre", train(25)),
        "post": other.get("post", train(25)),
        "dopamine": train(20),
    }
    nest.ResetKernel()
    nest.resolution = h
    transmitter = nest.Create("volume_transmitter", params={"deliver_interval": case["interval"]})
    recorder = nest.Create("weight_recorder")
    parrots = nest.Create("parrot_neuron", 3)
    parrots[1].tau_minus = case["tau_minus"]
    for parrot, times in zip(parrots, ("pre", "post", "dopamine")):
        before = [round(t - 1.0, 4) for t in case[times]]
        nest.Connect(nest.Create("spike_generator", params={"spike_times": before}), parrot, syn_spec={"delay": 1.0})
    named = {"volume_transmitter": transmitter, "weight_recorder": recorder}
    nest.CopyModel("stdp_dopamine_synapse", "asked", {**named, **constants})
    nest.Connect(parrots[2], transmitter, syn_spec={"delay": case["dopamine_delay"]})
    nest.Connect(parrots[0], nest.Create("parrot_neuron"), syn_spec={"delay": case["min_delay"]})
    own = {"weight": case["weight"], "delay": case["delay"], **case["state"]}
    nest.Connect(parrots[0], parrots[1], syn_spec={"synapse_model": "asked", "receptor_type": 1, **own})
    synapse = nest.GetConnections(synapse_model="asked")
    read = []
    now = 0.0
    for stop in STOPS:
        stop = round(stop / h) * h
        nest.Simulate(round(stop - now, 4))
        now = stop
        read.append([round(stop, 4), *(synapse.get(n) for n in ("weight", "c", "n", "Kplus"))])
    events = recorder.events
    case["expected"] = {"read": read, "times": list(events["times"]), "weights": list(events["weights"])}
    return case


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    with open(pathlib.Path(__file__).parent / "modulated.json", "w") as out:
        json.dump([ask(*case, number) for number, case in enumerate(cases())], out, indent=1)
        out.write("\n")
