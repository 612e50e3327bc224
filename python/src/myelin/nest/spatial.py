"""Places of nodes: where they are, and values that depend on it.

``grid`` and ``free`` are given to ``Create(..., positions=...)``. ``pos.x`` is a Parameter for nodes;
``distance``, ``distance.x``, ``source_pos.x`` and ``target_pos.x`` are Parameters for ``Connect``.
"""

from __future__ import annotations

from .parameters import Parameter
from .places import free, grid

__all__ = ["distance", "free", "grid", "pos", "source_pos", "target_pos"]

_AXES = "xyz"


class _Axes:
    """The coordinates of a place, each a Parameter."""

    def __init__(self, word: str):
        self._word = word

    def n(self, dimension: int) -> Parameter:
        """The coordinate along axis 0, 1 or 2."""
        if dimension not in (0, 1, 2):
            raise ValueError(f"axes are 0, 1 and 2; there is no axis {dimension}")
        return Parameter.of_place(f"{self._word}:{dimension}")

    x = property(lambda self: self.n(0), doc="The coordinate along the first axis.")
    y = property(lambda self: self.n(1), doc="The coordinate along the second axis.")
    z = property(lambda self: self.n(2), doc="The coordinate along the third axis.")


class _Distance(Parameter):
    """The distance of source and target, and how far they are apart along each axis."""

    __slots__ = ()

    def n(self, dimension: int) -> Parameter:
        """How far source and target are apart along axis 0, 1 or 2, without sign."""
        return _Axes("distance").n(dimension)

    x = property(lambda self: self.n(0), doc="How far they are apart along the first axis.")
    y = property(lambda self: self.n(1), doc="How far they are apart along the second axis.")
    z = property(lambda self: self.n(2), doc="How far they are apart along the third axis.")


pos = _Axes("pos")
source_pos = _Axes("source_pos")
target_pos = _Axes("target_pos")
distance = _Distance.of_place("distance")
