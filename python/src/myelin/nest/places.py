"""Places of nodes: what ``nest.spatial.grid`` and ``nest.spatial.free`` make, and what a network knows of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Union

import numpy as np

from . import values
from .errors import call, fail
from .parameters import Parameter
from .state import Network


def _numbers(name: str, given: Any) -> Any:
    """An array of doubles for Java; None stays None."""
    if given is None:
        return None
    array = np.asarray(given)
    if array.ndim != 1 or array.dtype.kind not in "iuf":
        values.mismatch(name, given, "a list with a number for each axis")
    return values.doubles(array)


def _flag(name: str, given: Any) -> bool:
    if not isinstance(given, (bool, np.bool_)):
        values.mismatch(name, given, "True or False")
    return bool(given)


class grid:
    """Places on a grid: column by column from the left, each from the top down.

    Args:
        shape: number of columns and rows, in three dimensions also of layers
        center: the middle; the origin if None
        extent: size along each axis; 1 if None
        edge_wrap: whether opposite edges are joined
    """

    def __init__(
        self,
        shape: Sequence[int],
        center: Union[Sequence[float], None] = None,
        extent: Union[Sequence[float], None] = None,
        edge_wrap: bool = False,
    ):
        self.shape = shape
        self.center = center
        self.extent = extent
        self.edge_wrap = edge_wrap

    def made(self, network: Network, n: Any) -> Any:
        """The places as Java has them."""
        if n != 1:
            raise ValueError("Cannot specify number of nodes with grid positions")
        wrapped = _flag("edge_wrap", self.edge_wrap)
        shape = np.asarray(self.shape)
        if shape.ndim != 1 or shape.dtype.kind not in "iu":
            values.mismatch("shape", self.shape, "a list with a whole number for each axis")
        if (shape < 1).any():
            fail("BadProperty", f"All shape entries must be positive. The shape is {self.shape}")
        center, extent = _numbers("center", self.center), _numbers("extent", self.extent)
        return call(network.package.Places.grid, values.ints(shape), center, extent, wrapped)


class free:
    """Places anywhere.

    Args:
        pos: a list of places, each of two or three coordinates; or a Parameter from which all
            coordinates are drawn; or a list of Parameters, one for each axis
        extent: size along each axis, around the middle of the places; what they take up, rounded up to
            whole numbers, if None
        edge_wrap: whether opposite edges are joined
        num_dimensions: number of axes, where ``pos`` is a single Parameter and there is no ``extent``
    """

    def __init__(
        self,
        pos: Any,
        extent: Union[Sequence[float], None] = None,
        edge_wrap: bool = False,
        num_dimensions: Union[int, None] = None,
    ):
        if extent is not None and num_dimensions is not None:
            raise TypeError("extent and number of dimensions cannot be specified at the same time")
        if isinstance(pos, Parameter):
            if extent is None and num_dimensions is None:
                raise TypeError(
                    "could not infer number of dimensions. Set num_dimensions or extent when using Parameter as pos"
                )
            pos = [pos] * (num_dimensions if extent is None else len(extent))
        elif not values.is_sequence(pos):
            raise TypeError("pos must be either an array of positions, or a Parameter")
        elif num_dimensions is not None:
            raise TypeError(
                "number of dimensions cannot be specified when using an array of positions; leave num_dimensions out"
            )
        if len(pos) == 0:
            raise ValueError("Number of dimensions must be 2 or 3")
        self.pos = pos
        self.extent = extent
        self.edge_wrap = edge_wrap

    @property
    def drawn(self) -> bool:
        """Whether the coordinates are drawn."""
        return any(isinstance(p, Parameter) for p in self.pos)

    def made(self, network: Network, n: int) -> Any:
        """The places as Java has them; so many where they are drawn. Listed places say themselves how many they
        are, as in NEST."""
        extent = _numbers("extent", self.extent)
        wrapped = _flag("edge_wrap", self.edge_wrap)
        if self.drawn:
            if len(self.pos) not in (2, 3):
                raise ValueError("Number of dimensions must be 2 or 3")
            if n == 1 and extent is None:
                fail("KernelException", "If only one node is created, 'extent' must be specified.")
            axes = [p if isinstance(p, Parameter) else Parameter("number", p) for p in self.pos]
            network.draws += 1
            seed = network._settings["rng_seed"]
            java = values.objects(p._value() for p in axes)
            return call(network.package.Places.drawn, n, java, seed, network.draws, extent, wrapped)
        try:
            places = np.asarray(self.pos, dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError("pos is a list of positions, each of as many numbers") from None
        if places.ndim != 2 or places.shape[1] not in (2, 3):
            raise ValueError("Number of dimensions must be 2 or 3")
        if len(places) == 1 and extent is None:
            fail("KernelException", "If only one node is created, 'extent' must be specified.")
        flat = values.doubles(places)
        return call(network.package.Places.free, flat, places.shape[1], extent, wrapped)


class Layer:
    """Nodes that were created together at places.

    Attributes:
        first: id of the first
        n: how many
        java: the places as Java has them
        dimensions: number of dimensions
        center, extent: the middle and the size of where they may be
    """

    def __init__(self, network: Network, first: int, java: Any):
        self.first = first
        self.java = java
        self.center = values.array(call(network.package.Places.center, java))
        self.extent = values.array(call(network.package.Places.extent, java))
        self.n = int(java.size())
        self.dimensions = int(java.dimensions())

    def __contains__(self, node: int) -> bool:
        return self.first <= node < self.first + self.n

    def coordinates(self) -> np.ndarray:
        """Coordinates of all nodes, a row for each."""
        columns = self.java.toArray()
        return np.stack([values.array(c) for c in columns], axis=1)

    def described(self, ids: np.ndarray) -> dict[str, Any]:
        """What ``nodes.spatial`` is for some of them."""
        all_: dict[str, Any] = {
            "center": self.center.copy(),
            "edge_wrap": bool(self.java.isWrapped()),
            "extent": self.extent.copy(),
            "network_size": len(ids),
        }
        if self.java.isGrid():
            all_["shape"] = np.array(self.java.shape(), dtype=np.int64)
        else:
            all_["positions"] = self.coordinates()[ids - self.first]
        return all_


def layer(network: Network, ids: Any) -> Union[Layer, None]:
    """The layer in which nodes are; None if they are not all in one."""
    layers = network.layers
    if not layers or not len(ids):
        return None
    at = bisect_right(layers, int(ids[0]), key=lambda known: known.first) - 1
    found = layers[at] if at >= 0 else None
    return found if found and int(ids[0]) in found and int(ids[-1]) in found else None
