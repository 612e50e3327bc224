"""GetStatus and SetStatus, which NEST keeps for older scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from . import values
from .nodes import NodeCollection
from .state import state
from .synapses import SynapseCollection


def _things(given: Any) -> Any:
    if isinstance(given, (NodeCollection, SynapseCollection)):
        return given
    if state.api == 2:
        ids = np.atleast_1d(np.asarray(given)) if not isinstance(given, int) else np.array([given])
        return NodeCollection(np.unique(ids))
    raise TypeError("nodes_or_conns must be a NodeCollection or a SynapseCollection")


def GetStatus(nodes_or_conns: Any, keys: Union[str, Sequence[str], None] = None, output: str = "") -> Any:
    """Parameters of nodes or connections, one by one; ``nodes.get()`` is newer.

    Args:
        nodes_or_conns: a NodeCollection or a SynapseCollection
        keys: a name, for a value of each; a list of names, for a tuple of values of each; all, for
            a dict of each, if None
        output: ``"pandas"`` or ``"json"``

    Returns:
        a tuple with one element for each node; of one name of connections a list

    Raises:
        KeyError: if there is no such parameter.
    """
    things = _things(nodes_or_conns)
    if len(things) == 0:
        return ()
    if output == "pandas" or output == "json":
        return things.get(keys, output=output) if keys is not None else things.get(output=output)
    if isinstance(keys, str):
        found = things.get(keys)
        return (found,) if len(things) == 1 else found
    if keys is None:
        found = things.get()
        one = len(things) == 1
        rows = [found] if one else [{k: v[i] for k, v in found.items()} for i in range(len(things))]
        return tuple(_present(row) for row in rows)
    found = things.get(list(keys))
    if len(things) == 1:
        return (tuple(found[k] for k in keys),)
    return tuple(zip(*(found[k] for k in keys)))


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if v is not None}


def SetStatus(nodes_or_conns: Any, params: Any, val: Any = None) -> None:
    """Sets parameters of nodes or connections; ``nodes.set()`` is newer.

    Args:
        params: values by name, or a list of such dicts with one for each; or a name
        val: the value, or a list with one for each, if ``params`` is a name
    """
    things = _things(nodes_or_conns)
    if len(things) == 0:
        return
    if val is not None:
        if not isinstance(params, str):
            raise TypeError("with a value, the parameter is given by its name")
        one = isinstance(val, (list, tuple)) and len(val) == len(things) == 1
        if one and not values.is_sequence(val[0]) and not _is_list(things, params):
            val = val[0]
        params = {params: val}
    if isinstance(params, (list, tuple)) and len(params) not in (1, len(things)):
        raise TypeError(f"{len(params)} dicts for {len(things)}: one, or one for each, is needed")
    things.set(params)


def _is_list(things: Any, name: str) -> bool:
    if not isinstance(things, NodeCollection):
        return False
    spec = state.network.model(things.tolist()[0]).declared.parameters.get(name)
    return spec is not None and spec.is_list
