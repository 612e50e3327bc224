"""Masks: the regions around a node in which its partners are sought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from . import values
from .errors import call, fail
from .state import state

_ANGLES = ("azimuth_angle", "polar_angle")

# for each type the arguments it needs, the others, and their number of dimensions
_TYPES: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {
    "rectangular": (("lower_left", "upper_right"), _ANGLES, 2),
    "box": (("lower_left", "upper_right"), _ANGLES, 3),
    "circular": (("radius",), (), 2),
    "spherical": (("radius",), (), 3),
    "doughnut": (("inner_radius", "outer_radius"), (), 2),
    "elliptical": (("major_axis", "minor_axis"), ("anchor", *_ANGLES), 2),
    "ellipsoidal": (("major_axis", "minor_axis", "polar_axis"), ("anchor", *_ANGLES), 3),
    "grid": (("shape",), (), 0),
}


class Mask:
    """A region around a node. Masks are combined: ``a & b`` is in both, ``a | b`` in either, ``a - b`` in
    the first one only."""

    __slots__ = ("_java",)

    def __init__(self, java: Any):
        self._java = java

    def _combined(self, sign: str, other: Any) -> Mask:
        if not isinstance(other, Mask):
            return NotImplemented
        try:
            return Mask(call(state.network.package.Places.combined, sign, self._java, other._java))
        except Exception as error:
            if "Grid masks" in str(error):
                fail("KernelException", str(error))
            raise

    def __and__(self, other: Any) -> Mask:
        return self._combined("&", other)

    def __or__(self, other: Any) -> Mask:
        return self._combined("|", other)

    def __sub__(self, other: Any) -> Mask:
        return self._combined("-", other)

    def contains(self, points: np.ndarray) -> np.ndarray:
        """Whether points, a row for each, are in it, as seen from the node."""
        inside = call(state.network.package.Places.contains, self._java, values.doubles(points))
        return np.array(memoryview(inside), dtype=bool)

    def Inside(self, point: Sequence[float]) -> bool:
        """Whether a point is in it, as seen from the node."""
        dimensions = int(self._java.dimensions())
        array = np.asarray(point, dtype=np.float64)
        if array.shape != (dimensions,):
            fail("BadProperty", f"Expected a {dimensions}-dimensional position.")
        return bool(self.contains(array)[0])


def _vector(name: str, given: Any, dimensions: int) -> np.ndarray:
    array = np.asarray(given)
    if array.ndim != 1 or array.dtype.kind not in "iuf":
        values.mismatch(name, given, "a list of numbers")
    if len(array) != dimensions:
        fail("BadProperty", f"Expected a {dimensions}-dimensional position. {name} = {given}")
    return array.astype(np.float64)


def _fields(name: str, given: Any) -> np.ndarray:
    array = np.asarray(given)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        values.mismatch(name, given, "a list with a whole number for each axis")
    return array


def CreateMask(
    masktype: str, specs: Mapping[str, Any], anchor: Union[Sequence[float], None] = None
) -> Mask:
    """Makes a mask.

    Args:
        masktype: ``rectangular``, ``circular``, ``doughnut``, ``elliptical`` or ``grid``; in three
            dimensions ``box``, ``spherical``, ``ellipsoidal`` or ``grid``
        specs: its arguments: ``lower_left`` and ``upper_right``; ``radius``; ``inner_radius`` and
            ``outer_radius``; ``major_axis``, ``minor_axis`` and ``polar_axis``; ``shape``. Rectangles, boxes,
            ellipses and ellipsoids take ``azimuth_angle`` (degrees) too, those in three dimensions
            ``polar_angle``.
        anchor: how far it is moved from the node; of a grid mask, the field that lies on the node's own

    Raises:
        NESTErrors.BadProperty: if a number is not allowed.
        NESTErrors.UndefinedName: if there is no such mask.
    """
    if masktype not in _TYPES:
        fail("UndefinedName", f"The name {masktype} is not defined. Masks are {', '.join(_TYPES)}")
    if not isinstance(specs, Mapping):
        values.mismatch(masktype, specs, "a dict")
    needed, others, dimensions = _TYPES[masktype]
    for name in needed:
        if name not in specs:
            raise IndexError(f"the mask {masktype} needs '{name}'")
    unknown = [n for n in specs if n not in needed and n not in others]
    if unknown and state.settings["dict_miss_is_error"]:
        fail(
            "UnaccessedDictionaryEntry",
            f"Unaccessed elements in specs, in function CreateMask:  {' '.join(unknown)}",
        )
    places = state.network.package.Places
    if masktype == "grid":
        shape = _fields("shape", specs["shape"])
        fields = np.zeros(len(shape), int) if anchor is None else _fields("anchor", anchor)
        return Mask(call(places.fields, values.ints(shape), values.ints(fields)))
    if "polar_angle" in specs and dimensions == 2:
        fail("BadProperty", f"mask {masktype}: polar_angle not defined in 2D.")
    numbers: list[float] = []
    if masktype in ("rectangular", "box"):
        for name in needed:
            numbers += _vector(name, specs[name], dimensions).tolist()
    else:
        numbers += [float(values.number(name, specs[name], False)) for name in needed]
        if masktype == "elliptical":
            numbers.append(numbers[-1])
    if others:
        numbers += [float(values.number(a, specs.get(a, 0.0), False)) for a in _ANGLES]
    java = call(places.mask, masktype, values.reals(numbers))
    for moved in (specs.get("anchor"), anchor):  # both count, as in NEST
        if moved is None:
            continue
        if len(moved) not in (2, 3):
            fail("BadProperty", "Anchor must be 2- or 3-dimensional.")
        if len(moved) != dimensions:
            raise TypeError(f"the anchor of the mask {masktype} has {dimensions} numbers, not {len(moved)}")
        java = call(places.moved, java, values.doubles(np.asarray(moved, dtype=np.float64)))
    return Mask(java)


def of(given: Any) -> Mask:
    """The mask of a ``conn_spec``: a Mask, or a dict such as ``{"circular": {"radius": 1.0}}``."""
    if isinstance(given, Mask):
        return given
    if not isinstance(given, Mapping):
        values.mismatch("mask", given, "a Mask or a dict")
    kinds = [k for k in given if k != "anchor"]
    if len(kinds) != 1:
        fail("BadProperty", f"a mask has one type, not {', '.join(map(str, kinds)) or 'none'}")
    return CreateMask(kinds[0], given[kinds[0]], given.get("anchor"))
