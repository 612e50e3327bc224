"""The processes that simulate a network together, as ``mpirun`` has started them: NEST's ranks."""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Union

import numpy as np

from .. import jvm
from .errors import call, fail

_COMMUNICATOR = "myelin.mpi.communicator"
"""The property of Java that holds the communicator of the processes, if it is not that of all."""


class Processes:
    """The processes that share a network. Each has every ``size``-th neuron; all have all devices.

    Attributes:
        rank: the number of this one
        size: how many there are
    """

    __slots__ = ("rank", "size", "_java")

    def __init__(self, rank: int = 0, size: int = 1, java: Any = None):
        self.rank = rank
        self.size = size
        self._java = java

    def has(self, ids: Any) -> Any:
        """Whether neurons are on this one: a number or an array of ids."""
        return ids % self.size == self.rank

    def meet(self) -> None:
        """Waits for all."""
        if self._java is not None:
            call(self._java.meet)

    def traffic(self) -> dict[str, float]:
        """What this one has exchanged with the others: how often, how many bytes it sent, how long it took (s)."""
        if self._java is None:
            return {"exchanges": 0, "bytes": 0, "seconds": 0.0}
        told = call(self._java.traffic)
        return {"exchanges": int(told.exchanges()), "bytes": int(told.bytes()), "seconds": float(told.seconds())}

    def any(self, own: bool) -> bool:
        """Whether any of them says so; all call it."""
        return own if self._java is None else bool(call(jvm.start().Processes.any, own))

    def names(self, own: Sequence[str]) -> list[str]:
        """The names that those have that have any; all call it."""
        if self._java is None:
            return list(own)
        found = str(call(jvm.start().Processes.first, "\x1f".join(own)))
        return found.split("\x1f") if found else []

    def together(self, ids: Sequence[int]) -> np.ndarray:
        """The ids that any of them gives, ascending; all call it."""
        if self._java is None:
            return np.asarray(ids)
        import jpype

        own = jpype.JArray(jpype.JInt)([int(i) for i in ids])
        return np.array(memoryview(call(jvm.start().Processes.together, own)), np.int64)

    def places(self, rows: np.ndarray) -> tuple[np.ndarray, int]:
        """The place that each of this process's rows of whole numbers has among those of all, in order of their first
        column, then the second ..., and the number of all rows; all call it. Equal rows are of one process."""
        import jpype

        n, width = rows.shape
        column = np.column_stack([rows, np.full(n, self.rank), np.arange(n)]).astype(np.int64)
        own = jpype.JArray(jpype.JLong)(column.reshape(-1))
        found = np.array(memoryview(call(jvm.start().Processes.gather, own)), np.int64).reshape(-1, width + 2)
        order = np.lexsort(found.T[[width + 1, *range(width - 1, -1, -1)]])
        return np.flatnonzero(found[order, width] == self.rank), len(found)

    def own_name(self, file: str) -> str:
        """The name of a file that each of several writes: ``a-1.txt`` for ``a.txt``, as in NEST."""
        if self.size == 1:
            return file
        folder, base = os.path.split(os.fspath(file))
        name, dot, rest = base.partition(".")
        return os.path.join(folder, f"{name}-{self.rank:0{len(str(self.size))}d}{dot}{rest}")

    def fail(self) -> None:
        """Has all end as soon as this one ends."""
        if self._java is not None and jvm.running():
            self._java.fail()


_ALONE = Processes()
_joined: Union[Processes, None] = None if jvm.several else _ALONE


def joined() -> Processes:
    """All of them; they are joined when they are first asked for.

    Raises:
        NESTErrors.IOError: if they cannot be joined.
    """
    return _joined or _join()


def _join() -> Processes:
    global _joined
    java = call(jvm.start().Processes.all)
    rank, size = int(java.rank()), int(java.size())
    if size == 1:
        _joined = _ALONE
        return _joined
    _joined = Processes(rank, size, java)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stdout.flush()
        lines = "".join(traceback.format_exception(kind, error, trace)).splitlines(True)
        sys.stderr.write("".join(f"rank {rank}: {line}" for line in lines))
        sys.stderr.flush()
        _joined.fail()

    sys.excepthook = report
    atexit.register(sys.stdout.flush)  # MPI may end this process before Python would write it
    return _joined


def join_by(comm: Any) -> None:
    """Joins the processes of a communicator of mpi4py.

    Raises:
        TypeError: if it is none.
        NESTErrors.KernelException: if the processes have been joined already, or it has other ones.
    """
    module = sys.modules.get("mpi4py.MPI")
    if module is None or not isinstance(comm, module.Comm):
        raise TypeError(f"set_communicator takes a communicator of mpi4py, not {comm!r}")
    if not jvm.several:
        if comm.Get_size() > 1:
            fail("KernelException", "this process was not started by mpirun, so it cannot be one of several")
        return
    if _joined is not None:
        if (comm.Get_rank(), comm.Get_size()) == (_joined.rank, _joined.size):
            return
        fail("KernelException", "set_communicator must come before anything else of nest")
    handle = ctypes.string_at(module._addressof(comm), module._sizeof(comm))
    number = int.from_bytes(handle, sys.byteorder, signed=False)
    jvm.start()
    import jpype

    system = jpype.JClass("java.lang.System")
    system.setProperty(_COMMUNICATOR, str(number))
    found = joined()
    if (found.rank, found.size) != (comm.Get_rank(), comm.Get_size()):
        fail(
            "KernelException",
            f"mpi4py sees rank {comm.Get_rank()} of {comm.Get_size()}, Myelin rank {found.rank} of {found.size}: "
            "they use different MPI libraries",
        )


def threads_of(ids: Any, threads: int) -> Any:
    """The threads of neurons in NEST, which assigns them to virtual processes by their ids, and these to ranks."""
    size = joined().size
    return ids % (threads * size) // size


def cores() -> int:
    """The number of threads where a user sets none; 0 for as many as there are cores."""
    if joined().size == 1:
        return 0
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    bound = there < (os.cpu_count() or 1)  # to cores of its own, by mpirun
    return there if bound else max(1, there // jvm.processes_here())
