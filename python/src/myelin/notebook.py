"""What ``%load_ext myelin`` adds to IPython and notebooks: errors are shown where they are the user's."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Optional

_HERE = str(Path(__file__).resolve().parent)
_TOLD = (TypeError, ValueError, KeyError)
"""Errors beside those of NEST's names by which calls are refused; others may be faults of Myelin, and are shown whole."""


def refuses(error: BaseException) -> bool:
    """Whether a call is refused by such an error. Those of NEST's names are known by name, as NEST's words are imported late."""
    return isinstance(error, _TOLD) or any(c.__module__ == "NESTErrors" for c in type(error).__mro__)


def short(trace: TracebackType) -> TracebackType:
    """A trace without the frames of Myelin at its end: what called Myelin is the last. One that ends elsewhere, as in a
    function that Myelin called, stays whole."""
    frames = []
    step: Optional[TracebackType] = trace
    while step is not None:
        frames.append(step)
        step = step.tb_next
    kept = len(frames)
    while kept and frames[kept - 1].tb_frame.f_code.co_filename.startswith(_HERE):
        kept -= 1
    if kept in (0, len(frames)):
        return trace
    made: Optional[TracebackType] = None
    for f in reversed(frames[:kept]):
        made = TracebackType(made, f.tb_frame, f.tb_lasti, f.tb_lineno)
    assert made is not None
    return made


def show_errors_briefly(shell: Any) -> None:
    """Has IPython show refused calls without the frames of Myelin; ``%tb`` shows them all."""

    def show(shell: Any, kind: type, error: BaseException, trace: TracebackType, tb_offset: Optional[int] = None) -> None:
        shown = short(trace) if refuses(error) else trace
        shell.showtraceback((kind, error, shown), tb_offset=tb_offset)
        sys.last_traceback = trace

    shell.set_custom_exc((Exception,), show)
