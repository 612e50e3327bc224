"""PyNEST's vocabulary (NEST 3.10) on Myelin.

A network is made by ``Create`` and ``Connect``, run by ``Simulate``, and looked at through the
collections of nodes and connections that ``Create`` and ``GetConnections`` give. Settings are
attributes of this module: ``nest.resolution = 0.1``. ``nest.help()`` tells more.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .. import signals as _signals
from . import logic, math, random
from . import sli as _sli
from .compartments import Compartments, Receptors
from .connect import CollocatedSynapses, Connect, Disconnect
from .errors import KernelException as _KernelException
from .errors import NESTErrors
from .growing import DisableStructuralPlasticity, EnableStructuralPlasticity
from .info import (
    VerbosityLevel,
    get_verbosity,
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
from .layer_plots import PlotLayer, PlotProbabilityParameter, PlotSources, PlotTargets
from .layers import (
    Displacement,
    Distance,
    DumpLayerConnections,
    DumpLayerNodes,
    FindCenterElement,
    FindNearestElement,
    GetPosition,
    GetSourceNodes,
    GetSourcePositions,
    GetTargetNodes,
    GetTargetPositions,
    SelectNodesByMask,
)
from .masks import CreateMask, Mask
from .models import ConnectionRules, CopyModel, GetDefaults, Install, Models, SetDefaults, help
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
from .parameter_types import CreateParameter
from .parameters import Parameter
from .simulation import Cleanup, Prepare, ResetKernel, Run, RunManager, Simulate
from .sonata import SonataNetwork
from .state import state as _state
from .status import GetStatus, SetStatus
from .synapses import GetConnections, SynapseCollection
from .tripartite import TripartiteConnect

NESTError = NESTErrors.NESTError

_LAZY = ("lib", "raster_plot", "spatial", "spatial_distributions", "visualization", "voltage_trace")
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

    def __getattr__(self, name: str) -> Any:
        if name in _LAZY:
            return importlib.import_module(f"{self.__name__}.{name}")
        if name in _NEST2:
            return getattr(_sli, name)
        raise AttributeError(f"module 'nest' has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        known = name.startswith("_") or hasattr(type(self), name) or isinstance(value, ModuleType)
        if not known and not name.startswith("__"):
            raise AttributeError(f"Cannot set attribute '{name}' on module 'nest'")
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        names = [
            n
            for n, value in self.__dict__.items()
            if not (n.startswith("_") and not n.startswith("__"))
            and (not isinstance(value, ModuleType) or n in ("logic", "math", "random"))
            and n not in ("Any", "ModuleType", "TYPE_CHECKING", "annotations")
        ]
        return sorted({*names, *_ATTRIBUTES, *_LAZY, "NESTErrors", "ll_api", "userdict"})


if TYPE_CHECKING:  # for editors, which do not see what is set below
    T_max: float
    T_min: float
    adaptive_target_buffers: bool
    biological_time: float
    buffer_size_spike_data: int
    buffer_size_target_data: int
    build_info: dict[str, Any]
    connection_rules: list[str]
    data_path: str
    data_prefix: str
    dict_miss_is_error: bool
    eprop_learning_window: float
    eprop_reset_neurons_on_update: bool
    eprop_update_interval: float
    growth_curves: list[str]
    growth_factor_buffer_target_data: float
    keep_source_table: bool
    kernel_status: dict[str, Any]
    local_num_threads: int
    local_spike_counter: int
    max_buffer_size_target_data: int
    max_delay: float
    max_num_syn_models: int
    max_update_time: float
    memory_size: int
    min_delay: float
    min_update_time: float
    ms_per_tic: float
    network_size: int
    node_models: list[str]
    num_connections: int
    num_processes: int
    off_grid_spiking: bool
    overwrite_files: bool
    print_time: bool
    recording_backends: list[str]
    recv_buffer_size_secondary_events: int
    resolution: float
    rng_seed: int
    rng_type: str
    rng_types: list[str]
    send_buffer_size_secondary_events: int
    spike_buffer_grow_extra: float
    spike_buffer_resize_log: dict[str, Any]
    spike_buffer_shrink_limit: float
    spike_buffer_shrink_spare: float
    stimulation_backends: list[str]
    structural_plasticity_synapses: dict[str, Any]
    structural_plasticity_update_interval: float
    synapse_models: list[str]
    tics_per_ms: float
    tics_per_step: int
    to_do: int
    total_num_virtual_procs: int
    update_time_limit: float
    use_compressed_spikes: bool
    use_wfr: bool
    verbosity: VerbosityLevel
    wfr_comm_interval: float
    wfr_interpolation_order: int
    wfr_max_iterations: int
    wfr_tol: float

for _name in _ATTRIBUTES:
    setattr(NestModule, _name, _Attribute(_name))
_signals.install()
sys.modules[__name__].__class__ = NestModule
