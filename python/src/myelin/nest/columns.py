"""Few pairs whose synapses have numbers of their own, in arrays: what scripts connect thousands of times.

All numbers cross to Java as one array, and Java alone looks at them. What it does not take, a mistake among
it, goes the long way of ``connect.py``, which says what is wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from . import catalogue, values
from .errors import call
from .state import Network, state

_DOUBLE = np.dtype(np.float64)
_KINDS = frozenset("iu")


def connected(network: Network, pre: Any, post: Any, syn_spec: Any) -> bool:
    """Connects arrays of ids pair by pair; False, with nothing done, if that is not for this way.

    Args:
        syn_spec: a dict with arrays of float64, of the same shape as the ids, and the name of the model
    """
    if type(post) is not np.ndarray or type(syn_spec) is not dict:
        return False
    shape = pre.shape
    if len(shape) != 1 or not 0 < shape[0] <= values.FEW or post.shape != shape:
        return False
    if pre.dtype.kind not in _KINDS or post.dtype.kind not in _KINDS:
        return False
    model, names, columns = "static_synapse", [], [pre, post]
    for name, value in syn_spec.items():
        if type(value) is np.ndarray:
            if value.dtype is not _DOUBLE or value.shape != shape:
                return False
            names.append(name)
            columns.append(value)
        elif name == "synapse_model" and type(value) is str:
            model = value
        else:
            return False
    settings = state.settings
    if not names or "min_delay" in settings or "max_delay" in settings:
        return False
    known = network.models.get(model)
    if known is None or known.declared.aliases or not known.declared.each_own.issuperset(names):
        return False
    if "receptor_type" in names:
        return False
    row = values.doubles(np.concatenate(columns))
    connect = network.package.Columns.connect
    return bool(call(connect, network.java, row, _named(model, *names)))


@lru_cache(maxsize=512)
def _named(model: str, *names: str) -> Any:
    """What the columns after sources and targets are, as Java has it."""
    return call(state.network.package.Columns, model, values.texts(names))
