"""Asks NEST 3.10 what rate neurons of all gains do without noise; writes rates.json.gz.

The file is an object with `scenarios`, as in coupled.json.gz (see ask_coupled.py, which plays them).
In each, two nodes of the model asked for and a linear rate neuron, sometimes a step_rate_generator,
act on each other at once, after delays, or both.

Needed only to add scenarios:
    python ask_rates.py
"""

import gzip
import json
import pathlib

from ask_coupled import OFF, TIGHT, at_once, heard, later, node, play, scenario

SHIFT = ({"theta": 0.3}, {"theta": -0.2})
GAINS = {
    "lin": ({"g": 0.8, "g_ex": 0.5, "theta_ex": 2.0}, {"g": 1.2, "g_in": 0.7, "theta_in": 1.5}),
    "tanh": ({"g": 1.3, **SHIFT[0]}, {"g": 0.7, **SHIFT[1]}),
    "threshold_lin": ({"g": 1.5, **SHIFT[0]}, {"g": 0.7, "alpha": 0.9, **SHIFT[1]}),
    "sigmoid": ({"g": 2.0, "beta": 3.0, **SHIFT[0]}, {"g": -1.2, "beta": 0.8, **SHIFT[1]}),
    "sigmoid_gg_1998": ({"g": 0.3}, {"g": -0.1}),
    "gauss": ({"g": 2.0, "mu": 0.4, "sigma": 0.6}, {"g": -0.7, "mu": -0.2, "sigma": 1.5}),
}
OUTPUT = ("lin", "tanh", "threshold_lin")
START = ({"tau": 8.0, "rate": 0.2}, {"tau": 3.0, "rate": -0.1})
MEAN = (0.7, -0.4)
COUPLINGS = {
    "at once": [at_once(0, 1, 0.8), at_once(1, 0, -0.6), at_once(2, 0, 0.5), at_once(2, 1, -0.9)],
    "later": [
        later(0, 1, 0.8, 1.0),
        later(1, 0, -0.6, 0.3),
        later(2, 0, 0.5, 0.1),
        later(2, 1, -0.9, 0.4),
        later(0, 0, 0.3, 2.0),
    ],
    "both": [at_once(0, 1, 0.8), later(1, 0, -0.6, 1.0), at_once(2, 0, 0.5), later(2, 1, -0.9, 2.0)],
}
SOURCE = node("lin_rate_ipn", sigma=0.0, mu=1.1, tau=6.0, rate=0.3)


def quiet(kind, gain, place):
    """Parameters for the mean input and for no noise; a model with Gaussian gain has other names for them."""
    if kind == "transformer":
        return {}
    mean, strength = ("mean", "std") if gain == "gauss" else ("mu", "sigma")
    return {mean: MEAN[place], strength: 0.0}


def pair(kind, gain, common=None):
    first, _, rest = gain.partition("_gg")  # the only name that is split
    model = f"{first}_rate{rest and '_gg' + rest}_{kind}"
    if kind == "transformer":
        model = f"rate_transformer_{gain}"
    both = []
    for place in (0, 1):
        start = dict(START[place])
        if kind == "transformer":
            del start["tau"]
        params = {**start, **GAINS[gain][place], **quiet(kind, gain, place), **(common or {})}
        both.append(node(model, **params))
    return model, both


def models():
    for gain in GAINS:
        yield "ipn", gain
        if gain in OUTPUT:
            yield "opn", gain
        yield "transformer", gain


def recorded(kind):
    names = ["rate", "noisy_rate"] if kind == "opn" else ["rate"]
    return {"0": names, "1": names, "2": ["rate"]}


def scenarios():
    for kind, gain in models():
        for linear in (True, False):
            for mult in (True, False):
                if mult and kind == "transformer":
                    continue
                common = {"linear_summation": linear}
                if kind != "transformer":
                    common["mult_coupling"] = mult
                model, both = pair(kind, gain, common)
                for how, links in COUPLINGS.items():
                    for kernel in (TIGHT, OFF):
                        name = f"{model} {how}, {common}, {kernel}"
                        more = {"record": recorded(kind), "device_delay": 2.0 if how != "at once" else 1.0}
                        yield scenario(name, [*both, SOURCE], links, [10.0], kernel, **more)
        model, both = pair(kind, gain)
        links = COUPLINGS["both"]
        more = {"record": recorded(kind), "device_delay": 2.0, "interval": 0.1}
        yield scenario(f"{model}, sampled every step, {{}}", [*both, SOURCE], links, [4.0], {}, **more)
        yield scenario(f"{model} in calls", [*both, SOURCE], COUPLINGS["at once"], [3.0, 4.0], OFF, **more)
        steps = node("step_rate_generator", amplitude_times=[1.0, 2.5, 4.0], amplitude_values=[1.0, -0.5, 0.7])
        links = [at_once(1, 2, 0.8), later(0, 1, 2.0, 1.0), later(0, 2, -1.5, 1.0)]
        record = {"1": recorded(kind)["0"], "2": recorded(kind)["1"]}
        more = {"record": record, "interval": 0.1}
        # rates of a device come late to neurons that were made before it, and not at all in repetitions
        yield scenario(f"{model} and a step_rate_generator", [steps, *both], links, [8.0], OFF, **more)
        more = {"record": {i: names for i, names in recorded(kind).items() if i != "2"}, "interval": 0.1}
        yield scenario(f"{model} alone", both, [], [5.0], TIGHT, **more)
        if kind == "ipn":
            for common in ({"rectify_output": True, "rectify_rate": 0.25}, {"lambda": 0.0}, {"lambda": 2.0}):
                model, both = pair(kind, gain, common)
                name = f"{model} at once, {common}"
                yield scenario(name, [*both, SOURCE], COUPLINGS["at once"], [8.0], TIGHT, record=recorded(kind))


def answered(s):
    answer, failure, _ = heard(lambda: play(s))
    if failure:
        raise failure
    return {**s, "expected": answer["expected"]}


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(answered(s)) for s in scenarios())
    text = f'{{"scenarios": [\n{lines}\n]}}\n'
    file = pathlib.Path(__file__).parent / "rates.json.gz"
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
