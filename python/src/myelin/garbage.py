"""Python's search for garbage, which takes long where there are many objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def paused() -> Iterator[None]:
    """Keeps Python from searching meanwhile, for times when what is made stays, such as modules."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def leave_to_python() -> None:
    """Leaves Python's search for garbage to Python, once jpype has started Java.

    jpype has Python go through all objects whenever Java has looked for garbage. It does not while
    Python does so itself, which is what it is told here. When Python's search shows that memory has
    grown, Java still looks for garbage, too.
    """
    import _jpype

    collect = getattr(_jpype, "_collect", None)
    if collect is None or collect not in gc.callbacks:
        return

    def collected(phase: str, info: dict[str, Any]) -> None:
        if phase == "stop":
            collect("stop", info)
            collect("start", info)

    gc.callbacks[:] = [c for c in gc.callbacks if c != collect] + [collected]
    collect("start", {})


def forget_java() -> None:
    """In a forked process: Java is not asked to look for garbage any more."""
    ours = (__name__, "_jpype")
    gc.callbacks[:] = [c for c in gc.callbacks if getattr(c, "__module__", "") not in ours]
