"""Asks NEST 3.10 what neurons with precise spike times do; writes precise.json.gz.

The file is a list of scenarios, drawn at random. In each, trains of spikes at any times, some on the grid,
some at the same times, and a stepwise current act on the first of two neurons, which acts on the second.
Of both there are the spikes, the recordables at an interval, and what can be read at the end. Weights are
multiples of 1/8, which are the same in single and in double precision.

Left out is what only NEST does (docs/differences.md): V_min, except in iaf_psc_alpha_ps; scenarios in
which an iaf_psc_exp_ps_lossless fires within its refractory period.

Needed only to draw others:
    python ask_precise.py
"""

import gzip
import json
import math
import pathlib
import random

import nest
import numpy as np

RECORDED = {
    "iaf_psc_delta_ps": ["V_m"],
    "iaf_psc_alpha_ps": ["V_m", "I_syn_ex", "I_syn_in"],
    "iaf_psc_exp_ps": ["V_m"],
    "iaf_psc_exp_ps_lossless": ["V_m", "I_syn", "I_syn_ex", "I_syn_in"],
}
READ = {
    "iaf_psc_delta_ps": ["V_m"],
    "iaf_psc_alpha_ps": ["V_m", "I_syn_ex", "I_syn_in", "dI_syn_ex", "dI_syn_in"],
    "iaf_psc_exp_ps": ["V_m", "I_syn_ex", "I_syn_in"],
    "iaf_psc_exp_ps_lossless": ["V_m", "I_syn", "I_syn_ex", "I_syn_in", "offset"],
}
STRENGTH = {"iaf_psc_delta_ps": 8, "iaf_psc_alpha_ps": 400, "iaf_psc_exp_ps": 800, "iaf_psc_exp_ps_lossless": 800}
EACH = 12


def parameters(rng, model, h):
    p = {
        "C_m": float(rng.randint(100, 400)),
        "E_L": rng.randint(-750, -600) / 10,
        "I_e": float(rng.randint(-100, 600)),
        "V_m": rng.randint(-780, -600) / 10,
        "V_th": rng.randint(-590, -450) / 10,
        "V_reset": rng.randint(-750, -600) / 10,
        "t_ref": rng.choice([h, 2 * h, 2.5 * h, 0.5 * h, 2.0, 1.25]),
        "tau_m": rng.randint(30, 300) / 10,
    }
    if model == "iaf_psc_alpha_ps" and rng.random() < 0.3:
        p["V_min"] = rng.randint(-850, -760) / 10
    if model == "iaf_psc_exp_ps_lossless":
        tau = rng.choice([0.2, 0.5, 1.0, 2.0, 3.25])
        p["tau_syn_ex"] = p["tau_syn_in"] = tau / 2 if tau == p["tau_m"] else tau
    elif model != "iaf_psc_delta_ps":
        p["tau_syn_ex"] = rng.choice([0.2, 0.5, 1.0, 2.0, 3.25, p["tau_m"], p["tau_m"] * (1 + 1e-9), 12.5])
        p["tau_syn_in"] = rng.choice([0.2, 0.5, 2.0, 3.25, 10.0])
    return p


def draw(rng, model):
    h = rng.choice([0.01, 0.1, 0.1, 0.25, 0.5, 1.0])
    duration = rng.choice([20.0, 30.0])
    strength = STRENGTH[model]
    trains = []
    for _ in range(rng.randint(1, 4)):
        times = sorted(round(rng.uniform(0.2, duration - 2), 3) for _ in range(rng.randint(1, 40)))
        precise = rng.random() < 0.7
        if not precise:
            times = sorted(round(max(1, round(t / h)) * h, 6) for t in times)
        trains.append(
            {
                "times": times,
                "precise": precise,
                "multiplicities": [rng.choice([1, 1, 1, 2]) for _ in times],
                "weight": rng.randint(-4 * strength, 8 * strength) / 8,
                "delay": round(h * rng.randint(1, 15), 6),
            }
        )
    if len(trains) > 1 and rng.random() < 0.4:
        trains[1] = trains[0] | {"weight": trains[1]["weight"]}
    times = sorted({round(h * rng.randint(1, int(duration / h) - 2), 6) for _ in range(5)})
    current = {
        "times": times,
        "values": [float(rng.randint(-300, 700)) for _ in times],
        "weight": rng.choice([1.0, -0.5, 0.0]),
        "delay": round(h * rng.randint(1, 5), 6),
    }
    return {
        "model": model,
        "resolution": h,
        "interval": round(5 * h, 6),
        "duration": duration,
        "neurons": [parameters(rng, model, h), parameters(rng, model, h)],
        "trains": trains,
        "current": current,
        "link": {"weight": rng.randint(1, 16 * strength) / 8, "delay": round(h * rng.randint(1, 20), 6)},
    }


def by_neuron(events, key):
    order = np.lexsort((events["times"], events["senders"]))
    senders = np.asarray(events["senders"])[order]
    values = np.asarray(events[key])[order]
    return [[float(x) for x in values[senders == n]] for n in (1, 2)]


def play(s):
    nest.ResetKernel()
    nest.resolution = s["resolution"]
    neurons = nest.Create(s["model"], 2)
    for neuron, params in zip(neurons, s["neurons"]):
        neuron.set(params)
    for train in s["trains"]:
        given = {
            "spike_times": train["times"],
            "spike_multiplicities": train["multiplicities"],
            "precise_times": train["precise"],
        }
        syn = {"weight": train["weight"], "delay": train["delay"]}
        nest.Connect(nest.Create("spike_generator", params=given), neurons[0], syn_spec=syn)
    current = s["current"]
    given = {"amplitude_times": current["times"], "amplitude_values": current["values"]}
    syn = {"weight": current["weight"], "delay": current["delay"]}
    nest.Connect(nest.Create("step_current_generator", params=given), neurons, syn_spec=syn)
    nest.Connect(neurons[0], neurons[1], syn_spec=s["link"])
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    recorded = RECORDED[s["model"]]
    meter = nest.Create("multimeter", params={"interval": s["interval"], "record_from": recorded})
    nest.Connect(meter, neurons)
    nest.Simulate(s["duration"])
    end = neurons.get(["t_spike", "Ca", "is_refractory", *READ[s["model"]]])
    return {
        "spikes": by_neuron(recorder.events, "times"),
        "columns": {name: by_neuron(meter.events, name) for name in recorded},
        "end": {name: [float(x) for x in values] for name, values in end.items()},
    }


def fires_while_refractory(s, found):
    for params, times in zip(s["neurons"], found["spikes"]):
        held = math.ceil(params["t_ref"] / s["resolution"] - 1e-9) * s["resolution"]
        if np.any(np.diff(times) < held - 1e-9):
            return True
    return False


def scenarios():
    rng = random.Random(2007)
    for model in RECORDED:
        kept = 0
        while kept < EACH:
            s = draw(rng, model)
            s["expected"] = play(s)
            if model == "iaf_psc_exp_ps_lossless" and fires_while_refractory(s, s["expected"]):
                continue
            kept += 1
            yield s


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("precise.json.gz")
    text = json.dumps(list(scenarios()), separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
