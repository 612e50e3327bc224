"""Asks NEST 3.10 what trees of compartments do; writes compartments.json.gz.

The scenarios are as in ask_nest.py: a `cm_default` of a random tree, often with channels, with receptors
of random types on random compartments, currents and spikes; half of them with a threshold that changes,
at three resolutions. When a call of Simulate begins NEST loses what is under way to such a neuron, so
where there is a second call, input ends before. Needed only to add scenarios:
    python ask_compartments.py
"""

import gzip
import json
import pathlib
import random

import nest
from ask_nest import run, stimulus

RECORDED = 9
FORMS = {
    "one": lambda k, rng: -1,
    "chain": lambda k, rng: k - 1,
    "star": lambda k, rng: 0 if k else -1,
    "tree": lambda k, rng: rng.randrange(k) if k else -1,
}
TIMES = {"AMPA": (0.2, 3.0), "GABA": (0.2, 10.0), "NMDA": (0.2, 43.0)}
PARTS = {"AMPA": ["AMPA"], "GABA": ["GABA"], "NMDA": ["NMDA"], "AMPA_NMDA": ["AMPA", "NMDA"]}


def compartment(parent, rng):
    numbers = {
        "C_m": round(rng.uniform(0.05, 2.0), 3),
        "g_C": round(rng.uniform(0.005, 1.0), 3),
        "g_L": round(rng.uniform(0.02, 0.3), 3),
        "e_L": round(rng.uniform(-80.0, -60.0), 1),
        "v_comp": round(rng.uniform(-85.0, -50.0), 1),
        "gbar_Na": rng.choice([0.0, round(rng.uniform(0.5, 40.0), 2)]),
        "gbar_K": rng.choice([0.0, round(rng.uniform(0.1, 10.0), 2)]),
    }
    own = {name: numbers[name] for name in numbers if rng.random() < 0.7}
    return {"parent_idx": parent, "params": own} if own else {"parent_idx": parent}


def receptor(compartments, rng):
    kind = rng.choice(list(PARTS))
    numbers = {f"e_{kind}": round(rng.uniform(-90.0, 10.0), 1), "NMDA_ratio": round(rng.uniform(0.1, 4.0), 2)}
    if kind != "AMPA_NMDA":
        del numbers["NMDA_ratio"]
    for part in PARTS[kind]:
        rise, decay = TIMES[part]
        numbers[f"tau_r_{part}"] = round(rise * rng.uniform(0.5, 4.0), 2)
        numbers[f"tau_d_{part}"] = round(decay * rng.uniform(0.5, 1.5), 2)
    own = {name: numbers[name] for name in numbers if rng.random() < 0.4}
    return {"comp_idx": rng.randrange(compartments), "receptor_type": kind, "params": own}


def trains(receptors, h, until, rng):
    for r in range(receptors):
        times = sorted({round(rng.randrange(1, int(until / h)) * h, 6) for _ in range(rng.randrange(1, 8))})
        base = {"model": "spike_generator", "params": {"spike_times": times}}
        weight = rng.randrange(1, 33) / 64
        yield stimulus(base, delay=round(rng.randrange(1, 12) * h, 6), weight=weight, receptor_type=r)


def currents(compartments, h, until, rng):
    for k in rng.sample(range(compartments), min(compartments, rng.randrange(3))):
        times = [round(t * h, 6) for t in sorted(rng.sample(range(1, int(until / h)), 3))]
        values = [*(round(rng.uniform(-3.0, 12.0), 2) for _ in times[1:]), 0.0]
        steps = {"model": "step_current_generator", "params": {"amplitude_times": times, "amplitude_values": values}}
        sine = {"amplitude": round(rng.uniform(0.5, 5.0), 2), "frequency": round(rng.uniform(20.0, 300.0), 1)}
        sine["stop"] = until
        wave = {"model": "ac_generator", "params": sine}
        delay = round(rng.randrange(1, 12) * h, 6)
        yield stimulus(rng.choice([steps, wave]), delay=delay, weight=rng.choice([1.0, 0.5]), receptor_type=k)


def scenario(number):
    rng = random.Random(number)
    form = rng.choice(list(FORMS))
    n = 1 if form == "one" else rng.choice([2, 3, 4, 6, 9, 30])
    h = rng.choice([0.05, 0.1, 0.1, 0.25])
    tree = [compartment(FORMS[form](k, rng), rng) for k in range(n)]
    receptors = [receptor(n, rng) for _ in range(rng.randrange(6))]
    node = {
        "model": "cm_default",
        "params": {"compartments": tree, "receptors": receptors, "V_th": round(rng.uniform(-65.0, -20.0), 1)},
    }
    if not receptors:
        del node["params"]["receptors"]  # NEST refuses an empty list
    if rng.random() < 0.5:
        node["changes"] = {"1": {"V_th": round(rng.uniform(-65.0, -20.0), 1)}}
    until = 12.0 if "changes" in node else 25.0
    stimuli = [*trains(len(receptors), h, until, rng), *currents(n, h, until, rng)]
    if not stimuli:
        stimuli = [stimulus({"model": "dc_generator", "params": {"amplitude": 2.0, "stop": until}}, delay=h)]
    nest.ResetKernel()
    shown = nest.Create("cm_default", params=node["params"]).recordables
    active = [r for r in shown if is_moving(r, tree)]
    others = [r for r in active if r != "v_comp0"]
    record = ["v_comp0", *sorted(rng.sample(others, min(RECORDED, len(others))))]
    return {
        "name": f"cm_default {number}, {form} of {n}, h {h}",
        "resolution": h,
        "phases": [16.0, 14.0] if "changes" in node else [30.0],
        "node": node,
        "stimuli": stimuli,
        "record": record,
        "meter": {"interval": 0.5 if h == 0.1 else 5 * h},
        "recorder": {},
        "current": False,
    }


def is_moving(recordable, tree):
    """Whether it is no gate of channels that are not there, which stays as it is."""
    name, _, place = recordable.rpartition("_")
    gate = {"m_Na": "gbar_Na", "h_Na": "gbar_Na", "n_K": "gbar_K"}.get(name)
    return gate is None or tree[int(place)].get("params", {}).get(gate, 0.0) > 0


def answered(s):
    answer = run(s)
    answer["expected"]["times"] = answer["expected"].pop("I_times")
    return answer


if __name__ == "__main__":
    nest.set_verbosity("M_ERROR")
    lines = ",\n".join(json.dumps(answered(scenario(number))) for number in range(1, 61))
    data = gzip.compress(f"[\n{lines}\n]\n".encode(), mtime=0)
    (pathlib.Path(__file__).parent / "compartments.json.gz").write_bytes(data)
