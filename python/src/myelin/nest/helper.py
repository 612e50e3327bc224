"""Small functions that programs take from ``nest.lib.hl_api_helper``."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from typing import Any

__all__ = [
    "SuppressedDeprecationWarning",
    "broadcast",
    "is_iterable",
    "is_iterable_not_str",
    "stringify_path",
]


def is_iterable(seq: Any) -> bool:
    """Whether one can loop over the elements of something."""
    try:
        iter(seq)
    except TypeError:
        return False
    return True


def is_iterable_not_str(seq: Any) -> bool:
    """Whether one can loop over the elements of something that is not a text."""
    return is_iterable(seq) and not isinstance(seq, str)


def broadcast(item: Any, length: int, allowed_types: Any, name: str = "item") -> Any:
    """A list of the length that is needed: one value of an allowed type is repeated.

    Raises:
        TypeError: if a single value has another type, or a list has another length.
    """
    if isinstance(item, allowed_types):
        return (item,) * length
    listed = list(item) if isinstance(item, Iterable) else None
    if listed is not None and len(listed) == 1:
        return type(item)(listed * length) if isinstance(item, (list, tuple)) else listed * length
    if listed is None or len(listed) != length:
        raise TypeError(f"'{name}' must be one value, or a list with one value or {length}")
    return item


def stringify_path(filepath: Any) -> str:
    """A path as a text; a text or a path from ``pathlib`` is taken.

    Raises:
        TypeError: if it is anything else.
    """
    return os.fspath(filepath)


class SuppressedDeprecationWarning:
    """Silences the warnings of functions that are kept for older scripts: ``with SuppressedDeprecationWarning("Models"):``.

    Args:
        no_dep_funcs: the name of a function, or several
    """

    def __init__(self, no_dep_funcs: Any):
        self._names = (no_dep_funcs,) if isinstance(no_dep_funcs, str) else tuple(no_dep_funcs)

    def __enter__(self) -> None:
        self._kept = warnings.catch_warnings()
        self._kept.__enter__()
        for name in self._names:
            warnings.filterwarnings("ignore", rf"\n{name} is deprecated")

    def __exit__(self, *error: Any) -> None:
        self._kept.__exit__(*error)
