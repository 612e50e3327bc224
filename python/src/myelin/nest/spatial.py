"""Positions of nodes, of which Myelin has only the names so far."""

from __future__ import annotations

from typing import Any

from .absent import function
from .errors import absent

grid = function("grid", "positions of nodes")
free = function("free", "positions of nodes")


class _Position:
    """A position that does not exist."""

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        absent(f"positions of nodes (nest.spatial.{self._name})")


pos = _Position("pos")
source_pos = _Position("source_pos")
target_pos = _Position("target_pos")
distance = _Position("distance")
