"""What NEST says of its models: which there are, and each default's key, type and value.

`reference/defaults.json.xz` was written by this file, run with NEST 3.10's Python. What differs is in `DIFFERENT`, with
the reason, and must differ.
"""

import fnmatch
import json
import lzma
import math
from pathlib import Path

import nest
import numpy as np
import pytest

STORED = Path(__file__).with_name("reference") / "defaults.json.xz"

ABSENT: dict[str, str] = {}
"""Models of NEST's that Myelin does not have."""

POOLS = "how NEST keeps nodes in memory"
NUMBERS = "counts models in the order of the program's list"
STATE = "a text keeps its whole state open to a multimeter"
LISTS = "state of which there is one for each receptor is recorded, as g_1 and the like, but not read"
EMPTY = "NEST has empty lists of whole numbers as lists of numbers"
RECORDED = "sum that is recorded, but not read"

DIFFERENT = {
    ("*", "elementsize"): POOLS,
    ("*", "model_id"): NUMBERS,
    ("*", "synapse_modelid"): NUMBERS,
    ("*", "sizeof"): "bytes in memory; NEST lacks it for some models",
    ("*", "has_connections"): "GetConnections tells it",
    ("eprop_iaf*", "f_target"): "NEST tells a thousandth of what was set, and of what is the default",
    ("aeif_cond_alpha", "recordables"): STATE,
    ("aeif_cond_alpha_astro", "recordables"): STATE,
    ("aeif_psc_alpha", "recordables"): STATE,
    ("iaf_cond_alpha", "recordables"): STATE,
    ("iaf_cond_beta", "recordables"): STATE,
    ("iaf_tum_2000", "recordables"): STATE,
    ("amat2_psc_exp", "recordables"): STATE,
    ("mat2_psc_exp", "recordables"): STATE,
    ("pp_psc_delta", "recordables"): STATE,
    ("gif_*_multisynapse", "recordables"): "NEST leaves the parts of receptors out of the model's list",
    ("*_multisynapse", "g"): LISTS,
    ("*_multisynapse", "dg"): LISTS,
    ("glif_cond", "g"): LISTS,
    ("glif_cond", "dg"): LISTS,
    ("glif_*", "ASCurrents"): LISTS,
    ("*mat2_psc_exp", "V_th"): RECORDED,
    ("glif_cond", "threshold_spike"): "a state in NEST, too, and in its glif_psc",
    ("glif_cond", "threshold_voltage"): "a state in NEST, too, and in its glif_psc",
    ("correl*_detector", "label"): "a device like others, which have one",
    ("correl*_detector", "n_events"): "zeros, which come with a node",
    ("correlation_detector", "count_histogram"): EMPTY,
    ("diffusion_connection", "weight"): "memory that NEST never sets; its factors count",
}
"""Models and keys whose defaults differ, with the reason."""


def kind(it):
    """The type of a value: of an array with that of its elements, of a list with that of its first."""
    if isinstance(it, np.ndarray):
        return f"array of {it.dtype}"
    if isinstance(it, (list, tuple)) and it:
        return f"{type(it).__name__} of {type(it[0]).__name__}"
    return type(it).__name__


def plain(it):
    """A value as JSON knows it."""
    if isinstance(it, dict):
        return {str(key): plain(each) for key, each in it.items()}
    if isinstance(it, (np.ndarray, np.generic)):
        return plain(it.tolist())
    if isinstance(it, (list, tuple)):
        return [plain(each) for each in it]
    return it if it is None or isinstance(it, (bool, int, float, str)) else str(it)


def described(model):
    """The defaults of a model: by key the type and the value."""
    return {key: [kind(it), plain(it)] for key, it in nest.GetDefaults(model).items()}


def same(a, b):
    """Whether two values are the same but for the last digit."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b or isinstance(a, float) and isinstance(b, float) and math.isclose(a, b, rel_tol=1e-15)


def differing(model):
    """The keys of a model that one side lacks, or of which types or values differ."""
    theirs, ours = NEST[KINDS[model]][model], described(model)
    keys = theirs.keys() | ours.keys()
    return {key for key in keys if not same(theirs.get(key), ours.get(key))}


def listed(model, key):
    return [pair for pair in DIFFERENT if fnmatch.fnmatchcase(model, pair[0]) and key == pair[1]]


NEST = json.loads(lzma.decompress(STORED.read_bytes())) if STORED.exists() else {"nodes": {}, "synapses": {}}
KINDS = {model: kind for kind in NEST for model in NEST[kind]}


def has(model):
    return not any(fnmatch.fnmatchcase(model, pattern) for pattern in ABSENT)


@pytest.mark.parametrize("kind, models, number", [("nodes", "node_models", 106), ("synapses", "synapse_models", 77)])
def test_the_models_are_those_of_nest(kind, models, number):
    assert len(NEST[kind]) == number
    assert sorted(getattr(nest, models)) == sorted(filter(has, NEST[kind]))


@pytest.mark.parametrize("model", filter(has, KINDS))
def test_keys_types_and_values_of_defaults_are_those_of_nest(model):
    theirs, ours = NEST[KINDS[model]][model], described(model)
    found = {key: (theirs.get(key), ours.get(key)) for key in differing(model) if not listed(model, key)}
    assert not found


def test_what_is_listed_as_different_differs():
    met = {pair for model in filter(has, KINDS) for key in differing(model) for pair in listed(model, key)}
    assert met == set(DIFFERENT)
    assert all(any(fnmatch.fnmatchcase(model, pattern) for model in KINDS) for pattern in ABSENT)


if __name__ == "__main__":
    nest.ResetKernel()
    kinds = {"nodes": nest.node_models, "synapses": nest.synapse_models}
    everything = {what: {model: described(model) for model in models} for what, models in kinds.items()}
    STORED.write_bytes(lzma.compress(json.dumps(everything).encode(), preset=9))
