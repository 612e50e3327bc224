"""What scripts ask about processes: Myelin has one."""

from __future__ import annotations

from typing import Any

from .errors import absent
from .state import state


def Rank() -> int:
    """The number of this process: 0."""
    return 0


def NumProcesses() -> int:
    """The number of processes: 1."""
    return 1


def GetLocalVPs() -> range:
    """The virtual processes of this process: all."""
    return range(state.settings["local_num_threads"])


def SyncProcesses() -> None:
    """Waits for all processes: does nothing."""


def SetAcceptableLatency(port_name: str, latency: float) -> None:
    """Not there in Myelin, nor in NEST 3.10."""
    absent("MUSIC")


def SetMaxBuffered(port_name: str, size: int) -> None:
    """Not there in Myelin, nor in NEST 3.10."""
    absent("MUSIC")


def set_communicator(comm: Any) -> None:
    """Takes an MPI communicator, which Myelin has no use for."""
