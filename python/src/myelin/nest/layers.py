"""What is asked of nodes that have places: where they are, how far apart, which are near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Union

import numpy as np

from . import masks, places, processes, values
from .errors import call, fail
from .nodes import NodeCollection
from .state import state
from .synapses import GetConnections

Locations = Union[NodeCollection, Sequence[Any], np.ndarray]


def _layer(nodes: Any, what: str = "nodes") -> places.Layer:
    """The layer of nodes that have places."""
    if not isinstance(nodes, NodeCollection):
        raise TypeError(f"{what} must be a NodeCollection with spatial extent")
    nodes._valid("KernelException")
    found = places.layer(nodes._network, nodes._ids)
    if found is None:
        fail("LayerExpected", f"{what} must have places, and be created together")
    return found


def _coordinates(nodes: NodeCollection, what: str = "nodes") -> np.ndarray:
    layer = _layer(nodes, what)
    flat = values.array(call(state.network.package.Places.coordinates, nodes._to_java()))
    return flat.reshape(-1, layer.dimensions)


def _points(given: Any, dimensions: int) -> np.ndarray:
    """Places that users give, a row for each."""
    try:
        points = np.atleast_2d(np.asarray(given, dtype=np.float64))
    except (TypeError, ValueError):
        raise TypeError("locations are positions: lists of as many numbers each") from None
    if points.ndim != 2 or points.shape[1] != dimensions:
        fail("BadProperty", f"Expected a {dimensions}-dimensional position.")
    return points


def GetPosition(nodes: NodeCollection) -> list[Any]:
    """The coordinates of each node; of a single node its own."""
    if not isinstance(nodes, NodeCollection):
        raise TypeError("nodes must be a NodeCollection with spatial extent")
    found = _coordinates(nodes).tolist()
    return found[0] if len(nodes) == 1 else found


def _ways(from_arg: Locations, to_arg: NodeCollection, function: str) -> Any:
    if not isinstance(to_arg, NodeCollection):
        raise TypeError("to_arg must be a NodeCollection")
    many = from_arg if isinstance(from_arg, (NodeCollection, np.ndarray)) else list(from_arg)
    single = isinstance(many, np.ndarray) and many.ndim == 1
    n = 1 if single else len(many)
    if len(to_arg) not in (1, n) and n != 1:
        raise ValueError("to_arg and from_arg must have same size unless one have size 1.")
    dimensions = _layer(to_arg, "to_arg").dimensions
    points = _coordinates(from_arg, "from_arg") if isinstance(from_arg, NodeCollection) else _points(many, dimensions)
    if points.shape[1] != dimensions:
        fail("BadProperty", f"Expected a {dimensions}-dimensional position.")
    made = getattr(state.network.package.Places, function)
    found = values.array(call(made, values.doubles(points), dimensions, to_arg._to_java()))
    if function == "distances":
        return found.tolist()
    if isinstance(from_arg, NodeCollection):
        found = 0.0 - found
    return found.reshape(-1, dimensions).tolist()


def Displacement(from_arg: Locations, to_arg: NodeCollection) -> list[list[float]]:
    """The ways from positions to nodes, the shortest where edges are joined. Between nodes it is the way back,
    from ``to_arg`` to ``from_arg``, as in NEST.

    Args:
        from_arg: nodes, or a list of positions
        to_arg: as many nodes, or one; or any number if there is one in ``from_arg``
    """
    return _ways(from_arg, to_arg, "displacements")


def Distance(from_arg: Locations, to_arg: NodeCollection) -> list[float]:
    """The lengths of the ways that Displacement gives."""
    return _ways(from_arg, to_arg, "distances")


def FindNearestElement(layer: NodeCollection, locations: Locations, find_all: bool = False) -> Any:
    """The node that is nearest to each of some locations.

    Args:
        layer: nodes with places
        locations: a position, or a list of positions, or nodes
        find_all: give all nodes that are nearest, not the first of them

    Returns:
        a NodeCollection of one node, in a list if there are several locations; with ``find_all`` lists of such
    """
    if not isinstance(layer, NodeCollection):
        raise TypeError("layer must be a NodeCollection")
    if not len(layer):
        raise ValueError("layer cannot be empty")
    if not values.is_sequence(locations) and not isinstance(locations, NodeCollection):
        raise TypeError("locations must be a position or a list of positions")
    dimensions = _layer(layer, "layer").dimensions
    points = _coordinates(locations) if isinstance(locations, NodeCollection) else _points(locations, dimensions)
    found = call(state.network.package.Places.nearest, layer._to_java(), values.doubles(points), dimensions)
    each = [[NodeCollection._of(range(int(i), int(i) + 1), state.network) for i in ids] for ids in found]
    if find_all:
        return each if len(each) > 1 else each[0]
    first = [nodes[0] for nodes in each]
    return first if len(first) > 1 else first[0]


def FindCenterElement(layer: NodeCollection) -> NodeCollection:
    """The node that is nearest to the center of the extent."""
    if not isinstance(layer, NodeCollection):
        raise TypeError("layer must be a NodeCollection")
    known = places.layer(layer._network, layer._ids)
    if known is None:
        raise TypeError("layer must be a NodeCollection whose nodes have places, and were created together")
    center = known.center
    return FindNearestElement(layer, center)


def _ends(near: NodeCollection, far: NodeCollection, syn_model: Any, forward: bool) -> list[np.ndarray]:
    """For each of some nodes the ids of its partners, in the order of the connections."""
    pre, post = (near, far) if forward else (far, near)
    found = GetConnections(pre, post, syn_model)
    own = np.asarray(found._column("source" if forward else "target"), int)
    other = np.asarray(found._column("target" if forward else "source"), int)
    return [other[own == node] for node in near.tolist()]


def _partners(near: Any, far: Any, syn_model: Any, forward: bool) -> list[np.ndarray]:
    names = ("sources", "tgt_layer") if forward else ("targets", "src_layer")
    for nodes, name in zip((near, far), names):
        if not isinstance(nodes, NodeCollection):
            raise TypeError(f"{name} must be a NodeCollection.")
    return _ends(near, far, syn_model, forward) if near and far else [np.array([], int) for _ in near.tolist()]


def _collections(partners: list[np.ndarray]) -> tuple[NodeCollection, ...]:
    return tuple(NodeCollection(np.unique(ids)) for ids in partners)


def GetTargetNodes(
    sources: NodeCollection, tgt_layer: NodeCollection, syn_model: Union[str, None] = None
) -> tuple[NodeCollection, ...]:
    """For each source its targets among some nodes, by a synapse model or by any."""
    return _collections(_partners(sources, tgt_layer, syn_model, True))


def GetSourceNodes(
    src_layer: NodeCollection, targets: NodeCollection, syn_model: Union[str, None] = None
) -> tuple[NodeCollection, ...]:
    """For each target its sources among some nodes, by a synapse model or by any."""
    return _collections(_partners(targets, src_layer, syn_model, False))


def _places_of(partners: list[np.ndarray], layer: NodeCollection) -> list[list[list[float]]]:
    known = _layer(layer, "the layer")
    coordinates = known.coordinates()
    return [coordinates[ids - known.first].tolist() for ids in partners]


def GetTargetPositions(
    sources: NodeCollection, tgt_layer: NodeCollection, syn_model: Union[str, None] = None
) -> list[list[list[float]]]:
    """For each source the positions of its targets, as often as it is connected to them."""
    return _places_of(_partners(sources, tgt_layer, syn_model, True), tgt_layer)


def GetSourcePositions(
    src_layer: NodeCollection, targets: NodeCollection, syn_model: Union[str, None] = None
) -> list[list[list[float]]]:
    """For each target the positions of its sources, as often as they are connected to it."""
    return _places_of(_partners(targets, src_layer, syn_model, False), src_layer)


def SelectNodesByMask(layer: NodeCollection, anchor: Sequence[float], mask_obj: masks.Mask) -> NodeCollection:
    """The nodes that lie in a mask around a position.

    Args:
        layer: nodes with places
        anchor: the position
        mask_obj: made by CreateMask
    """
    if not isinstance(layer, NodeCollection):
        raise TypeError("layer must be a NodeCollection.")
    if not isinstance(mask_obj, masks.Mask):
        raise TypeError("mask_obj must be a Mask.")
    point = np.asarray(anchor, dtype=np.float64)
    dimensions = _layer(layer, "layer").dimensions
    if point.shape != (dimensions,):
        fail("TypeMismatch", f"the anchor must have {dimensions} numbers, as the nodes' places have")
    java = call(state.network.package.Places.inside, layer._to_java(), mask_obj._java, values.doubles(point))
    return NodeCollection(values.array(java))


def _text(x: float) -> str:
    return f"{x:.6g}"


def DumpLayerNodes(layer: NodeCollection, outname: str) -> None:
    """Writes a line for each node into a file: its id and its coordinates.

    Each of several processes writes its own nodes, into a file with its number in the name.
    """
    rows = zip(layer.tolist(), _coordinates(layer, "layer").tolist())
    own = set(layer._here().tolist())
    with open(processes.joined().own_name(outname), "w", encoding="utf-8") as out:
        out.writelines(f"{node} {' '.join(map(_text, place))}\n" for node, place in rows if node in own)


def DumpLayerConnections(
    source_layer: NodeCollection, target_layer: NodeCollection, synapse_model: str, outname: str
) -> None:
    """Writes a line for each connection of a model into a file: source, target, weight, delay, and the way from
    source to target along each axis.

    Each of several processes writes the connections that it has, into a file with its number in the name.
    """
    source, target = _layer(source_layer, "source_layer"), _layer(target_layer, "target_layer")
    found = GetConnections(source_layer, target_layer, synapse_model)
    ends = [np.asarray(found._column(end), int) for end in ("source", "target")]
    weights, delays = (np.asarray(found._column(name), float) for name in ("weight", "delay"))
    ways = target.coordinates()[ends[1] - target.first] - source.coordinates()[ends[0] - source.first]
    if target.java.isWrapped():
        extent = target.extent
        around = np.floor(ways / np.where(extent > 0, extent, 1) + 0.5)
        turns = np.where((ways >= extent / 2) | (ways < -extent / 2), around, 0)
        ways = ways - extent * turns
    with open(processes.joined().own_name(outname), "w", encoding="utf-8") as out:
        for s, t, w, d, way in zip(*(e.tolist() for e in ends), weights.tolist(), delays.tolist(), ways.tolist()):
            out.write(f"{s} {t} {_text(w)} {_text(d)} {' '.join(map(_text, way))}\n")
