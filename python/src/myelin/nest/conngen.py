"""Connections by a set of the Connection-Set Algebra, as the package ``csa`` makes it: the rule ``conngen``."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from . import values
from .errors import fail
from .state import state

NAME = "conngen"

_MAPPED = ("weight", "delay")
_KEYS = ("cg", "params_map")


@lru_cache(maxsize=None)
def available() -> bool:
    """Whether the package ``csa`` is installed."""
    return importlib.util.find_spec("csa") is not None


def rules() -> list[str]:
    """The names of connection rules, sorted; this one is among them if there is the package for it."""
    return sorted([*state.network.rules, NAME] if available() else state.network.rules)


def is_meant(conn_spec: Any) -> bool:
    """Whether a ``conn_spec`` asks for this rule."""
    return (conn_spec.get("rule") if isinstance(conn_spec, Mapping) else conn_spec) == NAME


class ConnectionSet:
    """The set of a ``conn_spec``, and which of its values are weights and delays.

    Raises:
        NESTErrors.BadProperty: if there is no set, or if its values are not those of the map.
        NESTErrors.UnaccessedDictionaryEntry: for keys that the rule does not have.
    """

    def __init__(self, conn_spec: Any):
        if not available():
            fail("BadProperty", f"Unknown connectivity rule: {NAME}; it needs the package csa: pip install csa")
        import csa  # takes long, and is there only if a script has made a set by it

        spec = {} if isinstance(conn_spec, str) else {n: v for n, v in conn_spec.items() if n != "rule"}
        for flag in ("allow_autapses", "allow_multapses"):
            if spec.pop(flag, True) is not True:
                fail("BadProperty", f"{flag} is not for the rule {NAME}: the set says which pairs are connected")
        unknown = ", ".join(str(n) for n in spec if n not in _KEYS)
        if unknown and state.settings["dict_miss_is_error"]:
            fail("UnaccessedDictionaryEntry", f"Unaccessed elements in conn_spec of rule {NAME}: {unknown}")
        self._set = spec.get("cg")
        listed = isinstance(self._set, list) and all(isinstance(p, (tuple, list)) and len(p) == 2 for p in self._set)
        if not listed and not isinstance(self._set, (csa.Mask, csa.ConnectionSet)):
            fail(
                "BadProperty",
                f"the rule {NAME} needs 'cg', a set of csa such as csa.cset(csa.random(0.1), 2.0, 1.5), "
                f"not {type(self._set).__name__}",
            )
        self._csa = csa
        self._arity = csa.arity(self._set)
        self.map = self._mapped(spec.get("params_map", {}))

    def _mapped(self, given: Any) -> dict[str, int]:
        """The place of each parameter among the values of a pair."""
        if not isinstance(given, Mapping):
            values.mismatch("params_map", given, "a dict")
        wrong = ", ".join(str(n) for n in given if n not in _MAPPED)
        if wrong:
            fail("BadProperty", f"params_map can have weight and delay, not {wrong}")
        mapped = {n: values.number(f"params_map['{n}']", k, True) for n, k in given.items()}
        for name, place in mapped.items():
            if not 0 <= place < self._arity:
                fail(
                    "BadProperty",
                    f"params_map['{name}'] = {place}, but each pair of the set has {self._arity} values; "
                    "the first is number 0",
                )
        if len(set(mapped.values())) < self._arity:
            fail(
                "BadProperty",
                f"each pair of the set has {self._arity} values; params_map must say which of them is the "
                "weight and which the delay, such as {'weight': 0, 'delay': 1}",
            )
        return mapped

    def pairs(self, sources: int, targets: int) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        """The pairs of the set between so many sources and targets: their places, counted from 0, and
        the values of the mapped parameters. What the set says of other places is left out."""
        within = self._csa.cross(range(sources), range(targets)) * self._set
        try:
            found = list(within)
        except IndexError as error:
            raise IndexError(
                f"the set has no value for a pair of {sources} sources and {targets} targets; its arrays must "
                f"be as large as the populations ({error})"
            ) from error
        columns = list(zip(*found)) if found else [()] * (2 + self._arity)
        pre, post = (np.array(c, np.int64) for c in columns[:2])
        return pre, post, {name: self._column(name, columns[2 + k]) for name, k in self.map.items()}

    @staticmethod
    def _column(name: str, given: Any) -> np.ndarray:
        column = np.array(given) if given else np.zeros(0)
        if column.ndim != 1 or column.dtype.kind not in "iuf":
            fail(
                "BadProperty",
                f"the set must have a number for the {name} of each pair; it has {type(given[0]).__name__}",
            )
        return column.astype(float)
