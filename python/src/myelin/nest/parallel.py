"""What scripts ask about processes: those that MPI has started, NEST's ranks, and its virtual processes."""

from __future__ import annotations

from typing import Any

from . import processes
from .errors import absent
from .state import state


def Rank() -> int:
    """The number of this process, from 0."""
    return processes.joined().rank


def NumProcesses() -> int:
    """The number of processes."""
    return processes.joined().size


def GetLocalVPs() -> range:
    """The virtual processes of this process: every ``NumProcesses()``-th, as many as it has threads."""
    all_ = processes.joined()
    return range(all_.rank, state.settings["local_num_threads"] * all_.size, all_.size)


def SyncProcesses() -> None:
    """Waits for all processes."""
    processes.joined().meet()


def SetAcceptableLatency(port_name: str, latency: float) -> None:
    """Not there in Myelin, nor in NEST 3.10."""
    absent("MUSIC")


def SetMaxBuffered(port_name: str, size: int) -> None:
    """Not there in Myelin, nor in NEST 3.10."""
    absent("MUSIC")


def set_communicator(comm: Any) -> None:
    """Has the processes of a communicator of mpi4py share the network; without it those that ``mpirun`` has started do.

    It must come before anything else of ``nest``.

    Raises:
        TypeError: if it is none.
        NESTErrors.KernelException: if something else came before.
    """
    processes.join_by(comm)
