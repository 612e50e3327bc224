"""Answers of calls as JSON."""

from __future__ import annotations

import json
import math
from typing import Any

from ..nest import serialize_data


_LONGEST = 5000


def error(message: str, line: int = -1) -> bytes:
    """The answer to what failed.

    Args:
        line: the line of the client's script, -1 if there is none
    """
    short = message if len(message) <= _LONGEST else f"{message[:_LONGEST]} ..."
    return _written({"lineNumber": line, "message": short})


def told(failure: BaseException, line: int = -1) -> str:
    """An error by its name, its line if it has one, and its message."""
    name = type(failure).__name__ + (f" at line {line}" if line >= 0 else "")
    text = failure.msg if isinstance(failure, SyntaxError) else str(failure)
    return f"{name}: {text}" if text else name


def encode(data: Any, strict: bool) -> bytes:
    """Data as JSON, with arrays and nodes as lists, connections as a dict of lists.

    Args:
        strict: whether numbers that are not finite, which JSON does not have, become null; else they are written
            ``NaN`` and ``Infinity``, as NEST Server and Python do

    Raises:
        TypeError: if JSON has no such thing.
    """
    plain = serialize_data(data)
    if strict:
        try:
            return _written(plain, allow_nan=False)
        except ValueError:
            plain = _finite(plain)
    return _written(plain)


def _written(plain: Any, **options: Any) -> bytes:
    return json.dumps(plain, default=_refuse, separators=(",", ":"), **options).encode()


def _finite(data: Any) -> Any:
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {k: _finite(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [_finite(v) for v in data]
    return data


def _refuse(value: Any) -> Any:
    if hasattr(type(value), "tolist"):  # within what serialize_data leaves as it is
        return value.tolist()
    kind = type(value)
    raise TypeError(f"JSON has numbers, texts, lists and dicts, but no {kind.__module__}.{kind.__qualname__}")
