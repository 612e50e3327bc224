"""What signals do in a process that simulates.

SIGTERM and SIGHUP end it after the present slice, with recorders' files whole, unless the program has
handlers of its own. Handlers that raise, such as Python's for Ctrl-C, wait until a call that changes
the network is whole. Java leaves all these signals alone. What any handler does with the network while
it is simulated, it does between two slices (``simulation.py``).
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
import time
from _signal import getsignal, raise_signal  # those of ``signal`` take 20 times as long
from _signal import signal as set_handler
from _thread import get_ident
from collections.abc import Callable
from typing import Any, TypeVar, cast

ending = False
"""Whether the process has been told to end, and does so as soon as the present slice is done."""

at_end: list[Callable[[], None]] = []
"""What is done before the process ends: what simulates is stopped."""

_ENDING = tuple(getattr(signal, n) for n in ("SIGTERM", "SIGHUP") if hasattr(signal, n))
_HELD = (*_ENDING, *(getattr(signal, n) for n in ("SIGINT", "SIGALRM") if hasattr(signal, n)))

lock = threading.RLock()
"""What calls of other threads wait for, see `one_at_a_time`; a forked process has one of its own."""

_main = threading.main_thread().ident
_inside = False
_arrived: list[int] = []
_handlers: dict[int, Any] = {}

F = TypeVar("F", bound=Callable[..., Any])


def install() -> None:
    """Has SIGTERM and SIGHUP end the process as above, where they would end it anyway.

    In threads other than the main one it does nothing, as Python allows.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in _ENDING:
        if getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: Any) -> None:
    """Ends the process with the status 128 + number: like the system, without what follows in the
    script, since a summary of a run that was cut short would look like one of a whole run."""
    global ending
    if _inside:
        _arrived.append(number)
        return
    if ending:
        return
    ending = True
    try:
        for stop in at_end:
            stop()
        children = sys.modules.get("multiprocessing")
        for child in children.active_children() if children else ():
            child.terminate()
    except BaseException as error:
        _say(f"myelin: {error}\n")
    _say("")
    os._exit(128 + number)


def _say(words: str) -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is sys.stderr:
                stream.write(words)
            stream.flush()
        except Exception:  # closed, or interrupted while it was written to
            pass


def wait_for_end() -> None:
    """Does not return in a thread whose process is being ended by the main thread."""
    while ending and threading.current_thread() is not threading.main_thread():
        time.sleep(1)


def whole(function: F) -> F:
    """Decorates a call that must not be cut short: one thread at a time does such calls, and signals
    that Python handles are handled after them."""

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        global _inside
        with lock:
            if _inside or get_ident() != _main:
                return function(*args, **kwargs)
            held: list[int] = []
            try:
                _inside = True
                for number in _HELD:
                    handler = getsignal(number)
                    if handler is not _end and handler is not _later and callable(handler):
                        _handlers[number] = handler
                        held.append(number)
                        set_handler(number, _later)
                return function(*args, **kwargs)
            finally:
                _inside = False
                for number in held:
                    set_handler(number, _handlers[number])
                if _arrived:
                    _raise_arrived()

    return cast(F, guarded)


def _raise_arrived() -> None:
    """Raises the signals that have arrived, each also where the handler of another one has raised an error."""
    try:
        raise_signal(_arrived.pop(0))
    finally:
        if _arrived:
            _raise_arrived()


def one_at_a_time(function: F) -> F:
    """Decorates a call that other threads' calls wait for, and signals do not."""

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        with lock:
            return function(*args, **kwargs)

    return cast(F, guarded)


def _later(number: int, frame: Any) -> Any:
    if _inside:
        _arrived.append(number)
        return None
    return _handlers[number](number, frame)


def _forked() -> None:
    """A child has no other threads, and simulates nothing yet."""
    global lock, _main, _inside, ending
    lock = threading.RLock()
    _main = threading.main_thread().ident
    _inside = ending = False
    _arrived.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
