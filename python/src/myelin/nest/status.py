"""GetStatus and SetStatus, which NEST keeps for older scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from ..signals import whole
from . import values
from .errors import fail
from .info import to_json
from .nodes import NodeCollection
from .state import state
from .synapses import SynapseCollection


def _things(given: Any) -> tuple[Any, Any]:
    """Nodes or connections, and the places among them of what was asked for; None for all in order."""
    if isinstance(given, (NodeCollection, SynapseCollection)):
        return given, None
    if state.api != 2:
        raise TypeError(
            "nodes_or_conns must be a NodeCollection or a SynapseCollection. Is the script written for "
            "NEST 2, where nodes are numbers? Then run it with --api 2"
        )
    listed = given if values.is_sequence(given) else [given]
    ids = np.array([n.global_id if isinstance(n, NodeCollection) else int(n) for n in listed])
    if len(ids) < 2 or bool((np.diff(ids) > 0).all()):
        return NodeCollection(ids), None
    ordered, places = np.unique(ids, return_inverse=True)
    return NodeCollection(ordered), places.tolist()


def _asked(found: Sequence[Any], places: Any) -> tuple[Any, ...]:
    """What was found of each, in the order in which it was asked for."""
    return tuple(found) if places is None else tuple(found[p] for p in places)


def GetStatus(nodes_or_conns: Any, keys: Union[str, Sequence[str], None] = None, output: str = "") -> Any:
    """Parameters of nodes or connections, one by one; ``nodes.get()`` is newer.

    Args:
        nodes_or_conns: a NodeCollection or a SynapseCollection
        keys: a name, for a value of each; a list of names, for a tuple of values of each; all, for
            a dict of each, if None
        output: ``"json"`` for a text; with any other, the values themselves, as in NEST

    Returns:
        a tuple with one element for each node; of one name of connections a list

    Raises:
        KeyError: if there is no such parameter.
    """
    things, places = _things(nodes_or_conns)
    if len(things) == 0:
        return ()
    found = _status(things, places, keys)
    return to_json(found) if output == "json" else found


def _status(things: Any, places: Any, keys: Union[str, Sequence[str], None]) -> Any:
    one = len(things) == 1
    if isinstance(keys, str):
        found = things.get(keys)
        found = (found,) if one else found
        return found if places is None else _asked(found, places)
    if keys is None:
        found = things.get()
        rows = [found] if one else [{k: v[i] for k, v in found.items()} for i in range(len(things))]
        return _asked([_present(row) for row in rows], places)
    found = things.get(list(keys))
    columns = [[found[k]] if one else found[k] for k in keys]
    return _asked(list(zip(*columns)), places)


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if v is not None}


@whole
def SetStatus(nodes_or_conns: Any, params: Any, val: Any = None) -> None:
    """Sets parameters of nodes or connections; ``nodes.set()`` is newer.

    Args:
        params: values by name, or a list of such dicts with one for each; or a name
        val: the value, or a list with one for each, if ``params`` is a name
    """
    things, places = _things(nodes_or_conns)
    if len(things) == 0 and not (isinstance(things, SynapseCollection) and things._elsewhere()):
        return
    if places is not None:
        _set_each(things, places, params, val)
        return
    if val is not None:
        if not isinstance(params, str):
            raise TypeError("with a value, the parameter is given by its name")
        one = isinstance(val, (list, tuple)) and len(val) == len(things) == 1
        if one and not values.is_sequence(val[0]) and not _is_list(things, params):
            val = val[0]
        params = {params: val}
    if isinstance(params, (list, tuple)) and len(params) not in (1, len(things)):
        fail("BadParameter", f"{len(params)} dicts for {len(things)}: one, or one for each, is needed")
    things.set(params)


def _set_each(things: NodeCollection, places: Sequence[int], params: Any, val: Any) -> None:
    """Sets parameters of nodes that were given out of order, or several times: the last counts."""
    if val is not None:
        each = isinstance(val, (list, tuple)) and len(val) == len(places)
        params = [{params: v} for v in val] if each else {params: val}
    if not isinstance(params, (list, tuple)):
        things.set(params)
        return
    if len(params) not in (1, len(places)):
        raise TypeError(f"{len(params)} dicts for {len(places)}: one, or one for each, is needed")
    last: list[dict[str, Any]] = [{} for _ in range(len(things))]
    for p, one in zip(places, params if len(params) > 1 else params * len(places)):
        last[p].update(one)
    things.set(last)


def _is_list(things: Any, name: str) -> bool:
    if not isinstance(things, NodeCollection):
        return False
    spec = state.network.model(things.tolist()[0]).declared.parameters.get(name)
    return spec is not None and spec.is_list
