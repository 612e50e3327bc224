"""Messages and their verbosity, and JSON."""

from __future__ import annotations

import enum
import sys
import warnings
from typing import Any, Union

from .state import state


class VerbosityLevel(enum.IntEnum):
    """How much is printed."""

    ALL = 0
    DEBUG = 5
    STATUS = 7
    INFO = 10
    PROGRESS = 15
    DEPRECATED = 18
    WARNING = 20
    ERROR = 30
    FATAL = 40
    QUIET = 100


def level(given: Union[int, str, VerbosityLevel]) -> VerbosityLevel:
    """A level by its number or its name, ``"M_ERROR"`` or ``"ERROR"``.

    Raises:
        ValueError: if there is no such level.
    """
    if isinstance(given, str):
        name = given.removeprefix("M_") if hasattr(given, "removeprefix") else given
        if name not in VerbosityLevel.__members__:
            raise ValueError(f"there is no verbosity '{given}'; see nest.VerbosityLevel")
        return VerbosityLevel[name]
    return VerbosityLevel(given)


def deprecated(name: str, instead: str) -> None:
    """Warns, as NEST does, that a function is kept only for older scripts."""
    warnings.warn(f"\n{name} is deprecated and may be removed in future.\nPlease use {instead} instead!", stacklevel=3)


def get_verbosity() -> VerbosityLevel:
    """How much is printed; ``nest.verbosity`` is newer."""
    deprecated("get_verbosity", "nest.verbosity")
    return VerbosityLevel(state.verbosity)


def set_verbosity(level_: Union[int, str, VerbosityLevel]) -> None:
    """Sets how much is printed. ``nest.message`` obeys it; above ``PROGRESS`` long simulations do not show how far
    they are, unless ``print_time`` is set."""
    state.verbosity = int(level(level_))


def message(*words: Any, severity: Any = VerbosityLevel.INFO, **_: Any) -> None:
    """Prints a message, if its severity is at least ``nest.verbosity``.

    ``message(text, severity)`` as in NEST 3.10, or ``message(level, sender, text)`` as before.
    """
    if not words:
        raise TypeError("message() takes a text: nest.message('built')")
    if len(words) == 3:
        severity, sender, text = words
        text = f"{sender}: {text}"
    else:
        text = words[0]
        severity = words[1] if len(words) > 1 else severity
    if level(severity) >= state.verbosity:
        print(f"[{level(severity).name}] {text}", file=sys.stderr)


def serialize_data(data: Any) -> Any:
    """Data with arrays and collections of nodes as lists, and of connections as dicts, as JSON takes it."""
    if hasattr(type(data), "tolist"):  # nodes, arrays and numbers of numpy
        return data.tolist()
    if hasattr(type(data), "disconnect"):  # connections
        return serialize_data(data.get())
    if isinstance(data, dict):
        return {str(k): serialize_data(v) for k, v in data.items()}
    if isinstance(data, (list, tuple, range)):
        return [serialize_data(v) for v in data]
    return data


def to_json(data: Any, **kwargs: Any) -> str:
    """Data as JSON; ``kwargs`` are those of ``json.dumps``."""
    import json  # only needed here

    return json.dumps(serialize_data(data), **kwargs)
