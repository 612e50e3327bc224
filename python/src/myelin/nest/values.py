"""Checks values that users give and converts them to the form in which they cross to Java."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any, NoReturn

import numpy as np

from . import bulk, compartments, pairs
from .errors import NESTErrors, absent, call, fail
from .parameters import Parameter, real
from .sli import recorder_params
from .state import FROZEN, Declaration, state
from .state import Parameter as Spec


def mismatch(name: str, value: Any, wanted: str) -> None:
    """Refuses a value of the wrong type."""
    fail("TypeMismatch", f"'{name}' must be {wanted}, not {type(value).__name__}")


def is_sequence(value: Any) -> bool:
    """Whether it is a list, a tuple or an array of numpy, of one dimension or more."""
    return isinstance(value, (list, tuple, range)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def doubles(numbers: Any) -> Any:
    """An array of doubles for Java, copied in one go."""
    if type(numbers) is not np.ndarray or numbers.dtype != np.float64 or numbers.ndim != 1:
        numbers = np.asarray(numbers, dtype=np.float64).ravel()
    if len(numbers) >= LARGE:
        return bulk.doubles(numbers)
    return _array_of("JDouble")(np.ascontiguousarray(numbers))


def quantity(numbers: np.ndarray) -> Any:
    """The same as Java keeps it: many numbers as a quantity, which Java need not copy again."""
    return bulk.quantity(numbers) if len(numbers) >= LARGE else doubles(numbers)


def reals(numbers: list[float]) -> Any:
    """An array of doubles for Java, of a short list."""
    return _array_of("JDouble")(numbers)


def whole(array: np.ndarray) -> Any:
    """An array of ints for Java, of whole numbers that are known to be below 2^31."""
    if len(array) >= LARGE:
        return bulk.ints(array)
    return _array_of("JInt")(array.astype(np.int32))


def ints(numbers: Any) -> Any:
    """An array of ints for Java, copied in one go.

    Raises:
        NESTErrors.BadProperty: if one is beyond 2^31.
    """
    given = np.asarray(numbers)
    short = np.ascontiguousarray(given, dtype=np.int32)
    if not (short == given).all():
        wide = given[short != given][0]
        fail("BadProperty", f"{wide} is too large: ids and places are whole numbers below 2^31")
    return _array_of("JInt")(short)


def ids(array: np.ndarray) -> np.ndarray:
    """Ids of nodes, which are whole numbers, in one row of int64.

    Raises:
        NESTErrors.UnknownNode: if one does not fit.
    """
    if array.dtype == np.uint64 and array.size and array.max() > _MOST:
        no_node(array.max())
    return array.astype(np.int64).ravel()


_MOST = 2**63 - 1


def no_node(node: Any) -> NoReturn:
    """Refuses the id of a node that does not exist."""
    fail("UnknownNode", f"Node with id {node} does not exist. The network has {state.network.size} nodes")


@functools.lru_cache(maxsize=None)
def _array_of(element: str) -> Any:
    """Java's type of arrays of such elements, by jpype's name; jpype is slow to make it."""
    import jpype

    return jpype.JArray(getattr(jpype, element))


LARGE = bulk.LARGE
"""From this many numbers on, Java reads and writes memory of numpy's."""

_DTYPES = {"double[]": np.float64, "long[]": np.int64, "int[]": np.int32}


def array(java: Any) -> np.ndarray:
    """An array of Java's numbers as one of numpy: float64, or int64 for whole numbers."""
    n = len(java)
    if n == 0:
        return np.array([])
    if n < LARGE:
        small = np.array(memoryview(java))
        return small if small.dtype.kind == "f" else small.astype(np.int64)
    dtype = _DTYPES[str(java.getClass().getSimpleName())]
    copy = state.network.package.Buffers.copy
    large = bulk.filled(n, dtype, lambda first, window: call(copy, java, first, window))
    return large if large.dtype.kind == "f" else large.astype(np.int64, copy=False)


def texts(words: Iterable[str]) -> Any:
    """An array of texts for Java, which does not write to it."""
    return _texts(tuple(words))


@functools.lru_cache(maxsize=512)
def _texts(words: tuple[str, ...]) -> Any:
    return _array_of("JString")(words)


def objects(values: Iterable[Any]) -> Any:
    """An array of values for Java, which does not write to it."""
    listed = list(values)
    return _array_of("JObject")(listed) if listed else _nothing()


@functools.lru_cache(maxsize=None)
def _nothing() -> Any:
    return _array_of("JObject")([])


def rows(table: Iterable[Iterable[Any]]) -> Any:
    """Rows of values for Java."""
    import jpype

    return jpype.JArray(jpype.JObject, 2)([objects(row) for row in table])


def number(name: str, value: Any, whole: bool) -> float | int:
    """A number for a parameter; a whole one where that is wanted.

    Raises:
        NESTErrors.TypeMismatch: if it is none.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        mismatch(name, value, "a whole number" if whole else "a number")
    if isinstance(value, Integral) and not -(2**63) <= value < 2**63:
        raise OverflowError(f"'{name}' is out of range: whole numbers are from -2^63 to 2^63 - 1")
    if not whole:
        return real(value)
    if not isinstance(value, Integral):
        mismatch(name, value, "a whole number")
    if abs(int(value)) > _EXACT:
        fail("BadProperty", f"'{name}' is too large: a whole number up to 2^53 in size is needed")
    return int(value)


_EXACT = 2**53
"""Up to here doubles hold all whole numbers."""


def label(given: Any) -> None:
    """Refuses what is not a label, a whole number of at least 0, nor a list of such.

    Raises:
        NESTErrors.TypeMismatch: if it is not a whole number.
        NESTErrors.BadProperty: if it is negative.
    """
    for one in given if is_sequence(given) else (given,):
        if number("synapse_label", one, True) < 0:
            fail("BadProperty", f"synapse_label = {one}: a label of synapses must not be negative")


def _numbers(name: str, values: Any, whole: bool) -> Any:
    try:
        array = np.asarray(values)
    except ValueError:
        mismatch(name, values, "numbers")
    if array.size and (array.dtype.kind not in "iuf" or (whole and array.dtype.kind == "f")):
        mismatch(name, values, "whole numbers" if whole else "numbers")
    return doubles(array)


def scalar(spec: Spec, value: Any) -> Any:
    """One value for a parameter, as Java takes it."""
    if type(value) is float and spec.kind == "real":
        return value
    if isinstance(value, Parameter):
        if spec.kind not in ("real", "integer"):
            mismatch(spec.name, value, f"of type {spec.kind}")
        return value._value()
    if spec.kind in ("real", "integer"):
        return number(spec.name, value, spec.kind == "integer")
    if spec.kind == "flag":
        if not isinstance(value, (bool, np.bool_)):
            mismatch(spec.name, value, "True or False")
        return bool(value)
    if spec.kind == "text":
        if not isinstance(value, str):
            mismatch(spec.name, value, "a text")
        return str(value)
    if spec.kind == "maps":
        return compartments.java(spec.name, value)
    if spec.kind == "texts":
        if isinstance(value, str) or not is_sequence(value):
            mismatch(spec.name, value, "a list of texts")
        words = list(value)
        if not all(isinstance(w, str) for w in words):
            mismatch(spec.name, value, "a list of texts")
        return texts(words)
    if hasattr(type(value), "tolist") and not isinstance(value, np.ndarray):  # nodes
        value = value.tolist()
    if not is_sequence(value):
        value = [value]
    return _numbers(spec.name, value, spec.kind == "integers")


def rounded(ms: Any) -> Any:
    """Delays on the grid: to the nearest step, halves upwards, as in NEST."""
    return on_grid(ms, state.settings["resolution"])


def on_grid(ms: Any, h: float) -> Any:
    """The same with steps of ``h`` ms."""
    if type(ms) is float and abs(ms) < 1e6:  # the same by the same operations, without an array
        steps = math.floor(round(ms / h * 1e6) / 1e6 + 0.5)
        return round(steps * h * 1e9) / 1e9
    near = bulk.mapped(lambda ms: np.round(np.floor(np.round(ms / h, 6) + 0.5) * h, 9), np.asarray(ms, float))
    return float(near) if np.ndim(near) == 0 else near


FEW = 64
"""Up to so many delays, looking at them one by one is faster than numpy."""


def delay(ms: Any, on_grid: bool = True) -> Any:
    """Delays, rounded to the grid if they must be on it.

    Raises:
        NESTErrors.BadDelay: if one is shorter than a step, or beyond limits that the user has set.
    """
    least = state.settings.get("min_delay", state.settings["resolution"])
    most = state.settings.get("max_delay", math.inf)
    if on_grid and type(ms) is np.ndarray and ms.size <= FEW:
        given = ms.ravel().tolist()
        few = {v: rounded(float(v)) for v in set(given)}
        for v in few.values():
            if not (least - 1e-9 <= v <= most + 1e-9 and v < math.inf):
                break
        else:
            near = [few[v] for v in given]
            return ms if near == given else np.array(near)
    if type(ms) is np.ndarray and ms.size >= LARGE and ms.min() == ms.max():
        ms = float(ms.flat[0])  # one for all
    near = rounded(ms) if on_grid else ms
    if type(near) is float and least - 1e-9 <= near <= most + 1e-9 and near < math.inf:
        return near
    within = (near >= least - 1e-9) & (near <= most + 1e-9) & (near < math.inf)
    bad = np.atleast_1d(ms)[~np.atleast_1d(within)]
    if len(bad):
        if float(bad[0]) > most:
            what = f"smaller than or equal to max_delay, {most:g} ms"
        elif "min_delay" in state.settings:
            what = f"greater than or equal to min_delay, {least:g} ms"
        else:
            what = f"greater than or equal to resolution, {least:g} ms"
        fail("BadDelay", f"Delay value {float(bad[0]):g} is invalid: Delay must be {what}")
    return near


def _flat(declared: Declaration, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with the elements of dictionaries under the names that they have in Java: ``soma.g_L``.

    Raises:
        NESTErrors.TypeMismatch: if something else stands for such a dictionary.
    """
    if declared.is_synapse or not declared.groups.keys() & params.keys():
        return params
    found: dict[str, Any] = {}
    for name, value in params.items():
        if name not in declared.groups:
            found[name] = value
            continue
        if not isinstance(value, Mapping):
            mismatch(name, value, "a dictionary")
        for own, one in value.items():
            found[f"{name}.{own}"] = one
    return found


def check_names(declared: Declaration, params: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The given parameters that the model has.

    Raises:
        NESTErrors.UnaccessedDictionaryEntry: for others, unless ``dict_miss_is_error`` is False.
    """
    if declared.plain.issuperset(params):
        return dict(params)
    params = _flat(declared, recorder_params(declared, params))
    known = {}
    unknown = []
    for name, value in params.items():
        spec = declared.parameters.get(name)
        if spec is FROZEN and where not in ("Create", "set"):
            unknown.append(name)
        elif (spec is not None and spec.role != "read_only") or compartments.is_added(declared, name):
            known[name] = value
        else:
            unknown.append(name)
    if "individual_spike_trains" in known and where in ("Create", "set"):
        fail(
            "BadProperty",
            f"{declared.name}: individual_spike_trains is the same for all nodes of a model; "
            "set it by SetDefaults or CopyModel, before nodes are created",
        )
    if unknown and state.settings["dict_miss_is_error"]:
        specs = (p for p in declared.parameters.values() if p.role != "read_only" and p.name not in unknown)
        names = ", ".join(sorted(p.name for p in specs))
        fail(
            "UnaccessedDictionaryEntry",
            f"Unaccessed elements in params of {where}: {', '.join(unknown)}. "
            f"{declared.name} has: {names}{pairs.hint(state.network, declared.name, unknown)}",
        )
    return known


__all__ = [
    "NESTErrors",
    "check_names",
    "doubles",
    "ints",
    "is_sequence",
    "number",
    "objects",
    "scalar",
    "texts",
]
