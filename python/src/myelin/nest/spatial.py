"""Places of nodes: where they are, and values that depend on it.

``grid`` and ``free`` are given to ``Create(..., positions=...)``. ``pos.x`` is a Parameter for nodes;
``distance``, ``distance.x``, ``source_pos.x`` and ``target_pos.x`` are Parameters for ``Connect``.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np

from .errors import fail
from .parameters import Parameter
from .places import free, grid

__all__ = ["distance", "free", "grid", "pos", "source_pos", "target_pos"]


def _axis(dimension: Any, allowed: Sequence[int]) -> int:
    """The number of an axis."""
    if isinstance(dimension, (bool, np.bool_)) or not isinstance(dimension, Integral):
        raise RuntimeError(
            f"The dictionary value with key dimension must be a whole number, not {dimension!r}"
        )
    if dimension not in allowed:
        fail("BadParameterValue", f"dimension = {dimension} must be one of {', '.join(map(str, allowed))}")
    return int(dimension)


class _Axes:
    """The coordinates of a place, each a Parameter."""

    def __init__(self, word: str):
        self._word = word

    def n(self, dimension: int) -> Parameter:
        """The coordinate along axis 0, 1 or 2."""
        return Parameter.of_place(f"{self._word}:{_axis(dimension, range(3))}")

    x = property(lambda self: self.n(0), doc="The coordinate along the first axis.")
    y = property(lambda self: self.n(1), doc="The coordinate along the second axis.")
    z = property(lambda self: self.n(2), doc="The coordinate along the third axis.")


class _Distance(Parameter):
    """The distance of source and target, and how far they are apart along each axis."""

    __slots__ = ()

    def n(self, dimension: int) -> Parameter:
        """How far source and target are apart along axis 1, 2 or 3, without sign; 0 is the whole distance.
        Axes of places are counted from 0, those of distances from 1, as in NEST."""
        axis = _axis(dimension, range(4))
        return _Axes("distance").n(axis - 1) if axis else distance

    x = property(lambda self: self.n(1), doc="How far they are apart along the first axis.")
    y = property(lambda self: self.n(2), doc="How far they are apart along the second axis.")
    z = property(lambda self: self.n(3), doc="How far they are apart along the third axis.")


pos = _Axes("pos")
source_pos = _Axes("source_pos")
target_pos = _Axes("target_pos")
distance = _Distance.of_place("distance")
