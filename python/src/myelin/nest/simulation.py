"""Simulating: Simulate, Prepare, Run, Cleanup, ResetKernel."""

from __future__ import annotations

import os
import sys
import time
from _thread import get_ident
from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Real
from typing import Any

from .. import jvm, signals
from ..signals import one_at_a_time, whole
from . import growing, processes
from .errors import call, call_beside, fail
from .info import VerbosityLevel
from .state import Network, state

_PATIENCE_MS = 50
_LONGEST_MS = 1e15
_WAIT_S = 2.0


def _steps(t: Any) -> float:
    """A simulation time, rounded to tics as in NEST (ms)."""
    if type(t) is not float and (isinstance(t, bool) or not isinstance(t, Real)):
        raise TypeError(f"the simulation time must be a number of milliseconds, not {t!r}")
    settings = state.settings
    tics = settings["tics_per_ms"]
    if not -_LONGEST_MS < t < _LONGEST_MS:
        fail("BadParameter", f"the simulation time must be finite and below {_LONGEST_MS:g} ms")
    rounded = int(float(t) * tics + (0.5 if t >= 0 else -0.5))
    if rounded < 0:
        fail("BadParameter", f"the simulation time, {t} ms, cannot be negative")
    step = round(settings["resolution"] * tics)
    if rounded % step:
        fail(
            "BadParameter",
            f"the simulation time, {t} ms, must be a multiple of the resolution, {settings['resolution']} ms",
        )
    return rounded / tics


def _prepared() -> bool:
    network = state._network
    return network is not None and network.prepared


@one_at_a_time
def Simulate(t: float) -> None:
    """Simulates the network for a time, from where the last call ended.

    Ctrl-C ends it after the present slice; the network can still be used. So does any other signal
    whose handler, the script's, raises an error. SIGTERM and SIGHUP, if the script does not handle
    them, end the process after the present slice, with the status 143 and 129.

    Args:
        t: the time (ms), a multiple of ``nest.resolution``

    Raises:
        NESTErrors.BadParameter: if the time is negative or no multiple of the resolution.
        NESTErrors.IOError: if a recorder's file cannot be written, or others have changed it.
        NESTErrors.KernelException: if a simulation has failed before, so that records are missing.
        KeyboardInterrupt: if it was ended by Ctrl-C.
    """
    if _prepared():
        fail("KernelException", "the network is prepared: call Run, or Cleanup before Simulate")
    _run(_steps(t))


def Prepare() -> None:
    """Makes the network ready for ``Run``: builds it and opens recorders' files."""
    with signals.lock:
        network = state.network
        if network.prepared:
            fail("KernelException", "the network is prepared already; call Run or Cleanup")
        if not network.opened:
            network.open()
        growing.tell(network)
        network.files()
        network.number()
        call(network.prepare)
        network.prepared = True


@one_at_a_time
def Run(t: float) -> None:
    """Simulates for a time (ms), after ``Prepare`` and before ``Cleanup``.

    ``Simulate`` does all three.
    """
    if not _prepared():
        fail("KernelException", "call Prepare before Run")
    _run(_steps(t), False)


def Cleanup() -> None:
    """Ends what ``Prepare`` began."""
    with signals.lock:
        network = state._network
        if network is None or not network.prepared:
            fail("KernelException", "Cleanup without Prepare")
        network.prepared = False


@contextmanager
def RunManager() -> Iterator[None]:
    """``Prepare`` and ``Cleanup`` around calls of ``Run``: ``with nest.RunManager(): ...``."""
    Prepare()
    try:
        yield
    finally:
        Cleanup()


def ResetKernel() -> None:
    """Removes all nodes and synapses, and sets the kernel and all models to their defaults."""
    state.reset()


def _run(ms: float, files: bool = True) -> None:
    """Simulates.

    Args:
        files: whether to look where recorders' files go
    """
    network = state.network
    java = network.java
    bar = None
    if not network.opened:
        network.open()
    growing.tell(network)
    network.number()
    if files:
        network.files()
    if processes.joined().rank == 0:
        if state.settings["print_time"]:
            bar = _Bar(ms, float(java.time()))
        elif _watched():
            bar = _LateBar(ms, float(java.time()))
    sys.stdout.flush()
    # a signal's handler that simulates meanwhile finds none, and makes one of its own
    running, network.running = network.running or _Running(network), None
    try:
        running.simulate(ms, bar)
        network.simulated, network.running = True, running
    except BaseException:
        _halt(java)
        network.simulated = network.simulated or float(java.time()) > 0
        raise
    finally:
        signals.wait_for_end()
        if bar is not None:
            bar.close(float(java.time()))


class _Running:
    """The simulations of a network, one after the other, perhaps in a thread of Java's.

    Where a signal's handler calls ``nest`` meanwhile, the simulation pauses after its present slice; it goes on
    when the handler has returned.
    """

    def __init__(self, network: Network):
        self.network = network
        self.begin = network.java.simulate
        self.pausing = self.pause
        self.thread = 0
        self.left = 0.0

    def simulate(self, ms: float, bar: _Bar | None) -> None:
        """Simulates; returns when it has ended."""
        java = self.network.java
        self.thread, self.left = get_ident(), 0.0
        before, jvm.before = jvm.before, self.pausing
        try:
            self.require(ms)
            ended = call_beside(self.begin, ms)
            if ended and not self.left and processes.joined().size == 1 and state._network is self.network:
                return
            while True:
                while not ended:
                    ended = call_beside(java.ended, _PATIENCE_MS)
                    if bar is not None:
                        bar.show(float(java.time()))
                left, self.left = self.left, 0.0
                if not left and processes.joined().size > 1:
                    left = float(call_beside(java.left))  # another rank has paused it
                self.require(left)
                if not left:
                    return
                ended = call_beside(java.resume, left)
        finally:
            jvm.before = jvm.refuse if jvm.forked else before

    def require(self, left: float) -> None:
        """Refuses to go on with a network that is there no longer."""
        if state._network is not self.network:
            fail(
                "KernelException",
                f"a signal's handler has called ResetKernel while the network was simulated, {left:g} ms before its "
                "end; call it after Simulate",
            )

    def pause(self) -> None:
        """Has it pause where the thread that waits for it calls Java; calls of other threads go on beside it."""
        if get_ident() != self.thread:
            return
        left = -1.0
        while left < 0:  # another signal's handler may come between, and pause it
            left = call_beside(self.network.java.pause, _PATIENCE_MS)
        if left:
            self.left += left
            self.network.simulated = True


def _stop(java: Any) -> None:
    """Ends what is simulated after the present slice, and saves the network if that was asked for."""
    if call_beside(java.ended, 0):
        return
    java.stop()
    while not call_beside(java.ended, _PATIENCE_MS):
        java.stop()
    file = os.environ.get("MYELIN_CHECKPOINT")
    if file and os.environ.get("MYELIN_CHECKPOINT_ON_STOP"):
        call_beside(java.save, file)


_halt = whole(_stop)


def _end() -> None:  # perhaps while another thread simulates, so it waits for no lock
    if jvm.running() and state.exists:
        _stop(state.network.java)


signals.at_end.append(_end)


def _watched() -> bool:
    """Whether someone may look: at a terminal, or at a notebook."""
    if state.verbosity > VerbosityLevel.PROGRESS or "print_time" in state.given:
        return False
    notebook = "ipykernel" in sys.modules and type(sys.stdout).__module__.startswith("ipykernel")
    return notebook or (_is_terminal() and os.environ.get("TERM") != "dumb")


def _is_terminal() -> bool:
    """Whether what is printed goes to a terminal; what a program has put in the place of ``sys.stdout`` may not say."""
    try:
        return bool(sys.stdout.isatty())
    except (AttributeError, ValueError):
        return False


class _Bar:
    """The line that shows how far a simulation is; in a file, only the last."""

    def __init__(self, ms: float, begin: float):
        self.ms = ms
        self.begin = begin
        self.started = time.perf_counter()

    def show(self, now: float) -> None:
        if _is_terminal():
            self._line(now, "\r")

    def _line(self, now: float, begin: str) -> None:
        done = now - self.begin
        part = done / self.ms if self.ms else 1.0
        wall = time.perf_counter() - self.started
        factor = wall * 1e3 / done if done > 0 else 0.0
        print(
            f"{begin}[ {100 * part:3.0f} % ] Model time: {now:.1f} ms, Real-time factor: {factor:.4f} ",
            end="",
            flush=True,
        )

    def close(self, now: float) -> None:
        self._line(now, "\r" if _is_terminal() else "")
        print(flush=True)


class _LateBar(_Bar):
    """The same, nobody having asked for it, where someone looks and it takes more than two seconds."""

    shown = False

    def show(self, now: float) -> None:
        if time.perf_counter() - self.started >= _WAIT_S:
            self._line(now, "\r")
            self.shown = True

    def close(self, now: float) -> None:
        if self.shown:
            self._line(now, "\r")
            print(flush=True)
