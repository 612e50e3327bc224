"""PyNEST's vocabulary (NEST 3.10) on Myelin.

A network is made by ``Create`` and ``Connect``, run by ``Simulate``, and looked at through the
collections of nodes and connections that ``Create`` and ``GetConnections`` give. Settings are
attributes of this module: ``nest.resolution = 0.1``. ``nest.help()`` tells more.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from . import logic, math, random
from .absent import FUNCTIONS as _ABSENT
from .connect import CollocatedSynapses, Connect, Disconnect, TripartiteConnect
from .errors import KernelException as _KernelException
from .errors import NESTErrors
from .info import (
    VerbosityLevel,
    get_verbosity,
    help,
    message,
    serialize_data,
    set_verbosity,
    to_json,
)
from .kernel import ATTRIBUTES as _ATTRIBUTES
from .kernel import MEANINGS as _MEANINGS
from .kernel import NEST_VERSION as __version__
from .kernel import Attribute as _Attribute
from .kernel import GetKernelStatus, SetKernelStatus
from .models import ConnectionRules, CopyModel, GetDefaults, Models, SetDefaults
from .nodes import Create, GetLocalNodeCollection, GetNodes, NodeCollection, PrintNodes
from .parallel import (
    GetLocalVPs,
    NumProcesses,
    Rank,
    SetAcceptableLatency,
    SetMaxBuffered,
    SyncProcesses,
    set_communicator,
)
from .parameters import CreateParameter, Parameter
from .simulation import Cleanup, Prepare, ResetKernel, Run, RunManager, Simulate
from .state import state as _state
from .status import GetStatus, SetStatus
from .synapses import GetConnections, SynapseCollection

NESTError = NESTErrors.NESTError
globals().update(_ABSENT)

_LAZY = ("lib", "raster_plot", "spatial", "spatial_distributions", "voltage_trace")
_NEST2 = ("sli_push", "sli_run", "sli_pop", "sli_func")


def get(*keys: Any, **kwargs: Any) -> Any:
    """Kernel attributes: one by its name, a tuple of several by their names, all without."""
    return GetKernelStatus(list(keys) if len(keys) > 1 else keys[0] if keys else None, **kwargs)


def set(**kwargs: Any) -> None:
    """Sets kernel attributes: ``nest.set(resolution=0.1, rng_seed=1)``."""
    SetKernelStatus(kwargs)


class NestModule(ModuleType):
    """The module ``nest``, whose kernel attributes are read and set like variables."""

    @property
    def userdict(self) -> dict[Any, Any]:
        """A dict for whatever a script likes to keep."""
        return _state.userdict

    @userdict.setter
    def userdict(self, value: dict[Any, Any]) -> None:
        _state.userdict = value

    @property
    def ll_api(self) -> ModuleType:
        """This module, for scripts that look for errors and the like there."""
        return self

    @property
    def kernel(self) -> ModuleType:
        """This module, likewise."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name in _LAZY:
            return importlib.import_module(f"{self.__name__}.{name}")
        if name in _NEST2:
            from . import sli

            return getattr(sli, name)
        raise AttributeError(f"module 'nest' has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        known = name in self.__dict__ or hasattr(type(self), name) or isinstance(value, ModuleType)
        if not known and not name.startswith("__"):
            raise AttributeError(f"Cannot set attribute '{name}' on module 'nest'")
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        names = [
            n
            for n, value in self.__dict__.items()
            if not (n.startswith("_") and not n.startswith("__"))
            and (not isinstance(value, ModuleType) or n in ("logic", "math", "random"))
            and n not in ("Any", "ModuleType", "annotations")
        ]
        return sorted({*names, *_ATTRIBUTES, *_LAZY, "NESTErrors", "ll_api", "userdict"})


for _name in _ATTRIBUTES:
    setattr(NestModule, _name, _Attribute(_name))
sys.modules[__name__].__class__ = NestModule
