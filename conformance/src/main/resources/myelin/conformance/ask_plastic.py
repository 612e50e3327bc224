"""Asks NEST 3.10 for weights of plastic synapses; writes plastic.json, unusual.json, later.json.

Cases that the traces of single synapses do not have: parrots that fire several times in a step,
weights beyond the limit, steps of either sign, powers of negative numbers and 0. The parrots
fire one delay of 1 ms after their generators. Needed only to add cases:
    python ask_plastic.py
"""

import json
import pathlib

import nest

H = 0.1
TOGETHER = {"pre": [10, 30, 30, 30, 30.5, 60], "post": [8, 8, 20, 20, 29, 29, 31, 31, 31]}
CLOSE = {
    "pre": [3.1, 3.2, 3.4, 9.0, 9.1, 9.1, 20.0, 20.5, 35.0],
    "post": [2.0, 3.1, 3.1, 8.0, 8.1, 8.2, 19.5, 20.0, 20.1],
}
EARLY = {"pre": [10, 50], "post": [5, 20]}
LATE = {"pre": [10, 50, 90], "post": [20]}

CASES = [
    *(
        (model, {"weight": w}, {}, spikes)
        for model, w in (
            ("stdp_synapse", 50.0),
            ("stdp_synapse_hom", 50.0),
            ("stdp_pl_synapse_hom", 5.0),
            ("stdp_triplet_synapse", 50.0),
            ("vogels_sprekeler_synapse", 0.4),
        )
        for spikes in (TOGETHER, CLOSE)
    ),
    ("stdp_synapse", {"weight": 50.0, "Kplus": 1.7}, {"tau_minus": 33.3}, CLOSE),
    (
        "stdp_triplet_synapse",
        {"weight": 50.0, "Kplus": 1.7, "Kplus_triplet": 2.4, "Aplus": 0.3, "Aminus_triplet": 0.2},
        {"tau_minus": 33.3, "tau_minus_triplet": 80.0},
        TOGETHER,
    ),
    ("stdp_triplet_synapse", {"weight": -50.0, "Wmax": -100.0}, {}, TOGETHER),
    ("vogels_sprekeler_synapse", {"weight": -0.4, "Wmax": -1.0}, {}, TOGETHER),
]

UNUSUAL = [
    ("stdp_synapse", {"weight": 150.0, "mu_plus": 0.4}, {}, EARLY),
    ("stdp_synapse", {"weight": 150.0, "mu_plus": 0.4}, {}, LATE),
    ("stdp_synapse", {"weight": 150.0}, {}, EARLY),
    ("stdp_synapse", {"weight": 150.0}, {}, LATE),
    ("stdp_synapse", {"weight": 50.0, "lambda": -0.5, "mu_minus": 0.4}, {}, TOGETHER),
    ("stdp_synapse", {"weight": 50.0, "alpha": -90.0, "mu_plus": 0.4}, {}, TOGETHER),
    ("stdp_synapse", {"weight": 5.0, "lambda": -0.5, "mu_plus": 0.4, "mu_minus": 0.4}, {}, CLOSE),
    ("stdp_pl_synapse_hom", {"weight": -5.0}, {}, LATE),
    ("stdp_pl_synapse_hom", {"weight": -5.0, "mu": 1.0}, {}, LATE),
    ("stdp_pl_synapse_hom", {"weight": 0.0, "mu": -0.5}, {}, TOGETHER),
    ("stdp_triplet_synapse", {"weight": 150.0}, {}, EARLY),
    ("stdp_triplet_synapse", {"weight": 150.0}, {}, LATE),
    ("vogels_sprekeler_synapse", {"weight": 1.5}, {}, EARLY),
    ("vogels_sprekeler_synapse", {"weight": 1.5}, {}, LATE),
]


def parrot(times, params):
    node = nest.Create("parrot_neuron", params=params)
    distinct = sorted(set(times))
    train = nest.Create(
        "spike_generator",
        params={
            "spike_times": [round(t - 1.0, 1) for t in distinct],
            "spike_multiplicities": [times.count(t) for t in distinct],
        },
    )
    nest.Connect(train, node, syn_spec={"delay": 1.0})
    return node


def ask(model, params, post, spikes, delay=1.0):
    nest.ResetKernel()
    nest.resolution = H
    pre_node, post_node = parrot(spikes["pre"], {}), parrot(spikes["post"], post)
    recorder = nest.Create("weight_recorder")
    nest.CopyModel(model, "asked", {"weight_recorder": recorder})
    common = [k for k in params if model.endswith("_hom") and k not in ("weight", "Kplus")]
    nest.SetDefaults("asked", {k: params[k] for k in common})
    own = {k: v for k, v in params.items() if k not in common}
    nest.Connect(
        pre_node,
        post_node,
        syn_spec={"synapse_model": "asked", "delay": delay, "receptor_type": 1, **own},
    )
    nest.Simulate(200.0)
    events = recorder.events
    changes = " ".join(f"{k} {v}" for k, v in {**params, **post}.items())
    return {
        "name": f"{model} {changes}, {len(spikes['pre'])} and {len(spikes['post'])} spikes",
        "resolution": H,
        "synapse": {"model": model, "params": params, "delay": delay},
        "post": post,
        "pre_spikes": spikes["pre"],
        "post_spikes": spikes["post"],
        "expected": {"times": list(events["times"]), "weights": list(events["weights"])},
    }


def later(first, tau_minus=None):
    """Synapse a to b made after 50 ms, beside another made at the start."""
    nest.ResetKernel()
    nest.resolution = H
    a = parrot([10.0, 30.0, 60.0, 90.0], {})
    b = parrot([15.0, 28.0, 49.5, 62.0, 80.0], {})
    c = parrot([12.0], {})
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("stdp_synapse", "asked", {"weight_recorder": recorder})
    other = {"synapse_model": "stdp_synapse", "receptor_type": 1, "delay": 1.0}
    ends = {"none": None, "a to c": (a, c), "c to b": (c, b), "a to b": (a, b)}[first]
    if ends:
        nest.Connect(*ends, syn_spec=other)
    nest.Simulate(50.0)
    if tau_minus:
        b.tau_minus = tau_minus
    nest.Connect(a, b, syn_spec={**other, "synapse_model": "asked", "weight": 50.0})
    nest.Simulate(100.0)
    case = {"name": f"first {first}, then a to b", "first": first}
    if tau_minus:
        case["name"] += f", tau_minus {tau_minus}"
        case["tau_minus"] = tau_minus
    return {**case, "weights": list(recorder.events["weights"])}


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    here = pathlib.Path(__file__).parent
    for name, cases in (("plastic.json", CASES), ("unusual.json", UNUSUAL)):
        with open(here / name, "w") as out:
            json.dump([ask(*case) for case in cases], out, indent=1)
            out.write("\n")
    firsts = ("none", "a to c", "c to b", "a to b")
    with open(here / "later.json", "w") as out:
        json.dump([later(f, tau) for f in firsts for tau in (None, 45.0)], out, indent=1)
        out.write("\n")
