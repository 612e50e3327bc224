"""NEST's inner modules by name: each has all the names of ``nest``."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .. import helper


class _Inner(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(sys.modules[__name__.rpartition(".")[0]], name)


for _name in (
    "connection_helpers",
    "connections",
    "helper",
    "info",
    "models",
    "nodes",
    "parallel_computing",
    "simulation",
    "sonata",
    "spatial",
    "types",
):
    _inner = _Inner(f"{__name__}.hl_api_{_name}")
    _inner.__spec__ = ModuleSpec(_inner.__name__, None)
    sys.modules[_inner.__name__] = _inner
    setattr(sys.modules[__name__], f"hl_api_{_name}", _inner)
    if _name == "helper":
        vars(_inner).update({n: getattr(helper, n) for n in helper.__all__})
