"""Many numbers go to Java and come from there through windows: memory of numpy's that Java sees.

Java holds on to memory that it was given until it looks for garbage, so it is given the same memory again
and again. Whole arrays cross at the speed of copying, and none is made in between.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

import numpy as np

from .errors import call
from .state import state

Change = Optional[Callable[[np.ndarray], np.ndarray]]

LARGE = 100_000
"""From this many numbers on, that is faster than what jpype does."""

_WINDOW = 1 << 20
_windows: list[tuple[np.ndarray, Any]] = []
"""Windows of ``_WINDOW`` bytes each, with Java's object for it."""


def _through(n: int, dtype: Any, step: Callable[[int, np.ndarray, Any], Any]) -> None:
    """Goes through ``n`` numbers, as many at a time as a window holds: from which, the window, Java's buffer."""
    window, buffer = _windows.pop() if _windows else _new_window()
    numbers = window.view(dtype)
    try:
        for first in range(0, n, len(numbers)):
            step(first, numbers[: n - first], buffer)
    finally:
        _windows.append((window, buffer))


def _new_window() -> tuple[np.ndarray, Any]:
    import jpype.nio

    window = np.empty(_WINDOW, np.uint8)
    return window, jpype.nio.convertToDirectBuffer(window)


def filled(n: int, dtype: Any, write: Callable[[int, Any], Any]) -> np.ndarray:
    """An array of ``n`` numbers of Java's, which come some at a time.

    Args:
        write: has Java write numbers from a place on to a buffer, as many as it has room for.
    """
    made = np.empty(n, dtype)

    def take(first: int, window: np.ndarray, buffer: Any) -> None:
        write(first, buffer)
        made[first : first + len(window)] = window

    _through(n, dtype, take)
    return made


def _sent(numbers: np.ndarray, dtype: Any, to: Any, change: Change = None) -> Any:
    """Puts numbers into an object of Java's that has room for them, changed on the way."""
    put = state.network.package.Buffers.put

    def give(first: int, window: np.ndarray, buffer: Any) -> None:
        some = numbers[first : first + len(window)]
        window[:] = some if change is None else change(some)
        call(put, buffer, to, first)

    _through(len(numbers), dtype, give)
    return to


def doubles(numbers: np.ndarray) -> Any:
    """An array of doubles for Java."""
    return _sent(numbers, np.float64, state.network.package.Buffers.doubles(len(numbers)))


def ints(numbers: np.ndarray, change: Change = None) -> Any:
    """An array of ints for Java, of whole numbers that are known to be below 2^31, changed on the way."""
    return _sent(numbers, np.int32, state.network.package.Buffers.ints(len(numbers)), change)


def longs(numbers: np.ndarray) -> Any:
    """An array of wide whole numbers for Java."""
    return _sent(numbers, np.int64, state.network.package.Buffers.longs(len(numbers)))


def exchanged(numbers: np.ndarray, dtype: Any, exchange: Callable[[int, Any], Any]) -> np.ndarray:
    """What Java puts in the place of numbers, of another type that is not wider.

    Args:
        exchange: has Java do so with the first so many numbers in a buffer
    """
    made = np.empty(len(numbers), dtype)

    def swap(first: int, window: np.ndarray, buffer: Any) -> None:
        n = len(window)
        window[:] = numbers[first : first + n]
        exchange(n, buffer)
        made[first : first + n] = window.view(dtype)[:n]

    _through(len(numbers), numbers.dtype, swap)
    return made


def quantity(numbers: np.ndarray, change: Change = None) -> Any:
    """A quantity of Java's, one number for each, changed on the way."""
    buffers = state.network.package.Buffers
    return call(buffers.quantity, _sent(numbers, np.float64, buffers.numbers(len(numbers)), change))


_PIECE = 1 << 15


def mapped(f: Callable[[np.ndarray], np.ndarray], numbers: np.ndarray) -> np.ndarray:
    """``f`` of numbers, piece by piece where they are many, so that what it makes on the way stays in caches."""
    if numbers.size < LARGE:
        return f(numbers)
    flat = numbers.ravel()
    made = np.empty(flat.shape)
    for first in range(0, len(flat), _PIECE):
        made[first : first + _PIECE] = f(flat[first : first + _PIECE])
    return made.reshape(numbers.shape)
