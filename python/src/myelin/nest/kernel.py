"""Kernel attributes: ``nest.resolution`` and the like, and GetKernelStatus, SetKernelStatus."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any, Union

import numpy as np

from .. import __version__
from ..signals import whole
from . import catalogue, conngen, growing, growth, processes
from .errors import call, fail
from .info import VerbosityLevel, level
from .parameters import real
from .sli import kernel_params
from .state import DEFAULTS, state

READ_ONLY = (
    "T_max",
    "T_min",
    "build_info",
    "connection_rules",
    "cycle_time_log",
    "growth_curves",
    "kernel_status",
    "local_spike_counter",
    "max_num_syn_models",
    "max_update_time",
    "memory_size",
    "min_update_time",
    "ms_per_tic",
    "network_size",
    "node_models",
    "num_connections",
    "num_processes",
    "off_grid_spiking",
    "recording_backends",
    "recv_buffer_size_secondary_events",
    "rng_types",
    "send_buffer_size_secondary_events",
    "spike_buffer_resize_log",
    "stimulation_backends",
    "synapse_models",
    "tics_per_step",
    "to_do",
)
SETTABLE = (
    *(n for n in DEFAULTS if n != "growth_factor_buffer_spike_data"),
    "biological_time",
    "max_delay",
    "min_delay",
    "total_num_virtual_procs",
    "verbosity",
)
ATTRIBUTES = tuple(sorted((*READ_ONLY, *SETTABLE)))

_FIXED: dict[str, Any] = {
    "growth_curves": growth.curves(),
    "max_num_syn_models": 511,
    "max_update_time": float("-inf"),
    "min_update_time": float("inf"),
    "recording_backends": ["ascii", "memory", "screen"],
    "recv_buffer_size_secondary_events": 0,
    "rng_types": ["Philox_32", "Philox_64", "Threefry_32", "Threefry_64", "mt19937", "mt19937_64"],
    "send_buffer_size_secondary_events": 0,
    "stimulation_backends": [],
    "to_do": 0,
    "modules": [],
}

MEANINGS: dict[str, str] = {
    "resolution": "Length of a time step (ms). Set it before nodes are created.",
    "rng_seed": "Seed of all random numbers, from 1 to 2^32 - 1; a new one holds from then on.",
    "local_num_threads": "Number of threads of each process. Results do not depend on it, and unless it is set "
    "Myelin uses as many as there are cores.",
    "total_num_virtual_procs": "Number of threads of all processes together: NEST's virtual processes.",
    "biological_time": "Simulated time so far (ms).",
    "data_path": "Folder of recorders' files.",
    "data_prefix": "The beginning of all recorders' file names.",
    "overwrite_files": "Whether recorders' files may replace older ones.",
    "print_time": "Whether a simulation shows how far it has got.",
    "dict_miss_is_error": "Whether unknown parameters are refused.",
    "min_delay": "Smallest delay of any connection (ms); set it with max_delay to refuse shorter ones.",
    "max_delay": "Largest delay of any connection (ms); set it with min_delay to refuse longer ones.",
    "network_size": "Number of nodes.",
    "num_connections": "Number of connections; of several processes that of this one.",
    "local_spike_counter": "Number of spikes of this process's neurons in the last simulation.",
    "off_grid_spiking": "Whether there are nodes with spikes between the steps.",
    "node_models": "Names of the models of nodes.",
    "synapse_models": "Names of the synapse models.",
    "connection_rules": "Names of the connection rules.",
    "use_wfr": "Whether slices of coupled neurons are repeated until they settle.",
    "wfr_tol": "How closely coupled neurons must settle.",
    "wfr_max_iterations": "How often a slice of coupled neurons is repeated at most; never over 10 000.",
    "wfr_comm_interval": "Longest slice of coupled neurons (ms).",
    "wfr_interpolation_order": "Order of the polynomial for gap junctions: 0, 1 or 3.",
    "eprop_update_interval": "After how long weights of e-prop synapses may change again (ms).",
    "eprop_learning_window": "Last part of each of these intervals, in which errors count (ms).",
    "eprop_reset_neurons_on_update": "Whether e-prop neurons begin anew with each interval.",
    "structural_plasticity_synapses": "Kinds of synapses that come and go with synaptic elements, by name.",
    "structural_plasticity_update_interval": "Time between two updates of these synapses (ms).",
    "growth_curves": "Names of the curves by which synaptic elements grow.",
    "samples_at_once": "Whether multimeters show the samples of the last slice at once. NEST, and Myelin unless "
    "it is set, shows them after the simulation has continued. NEST has no such attribute.",
    "verbosity": "From which severity on messages are printed, a nest.VerbosityLevel.",
    "kernel_status": "All of these as a dict.",
    "num_processes": "Number of processes that mpirun has started, or 1.",
}
"""What the attributes are; those not named here are settings of NEST's without effect."""


_DELAYS = (1, 2)
"""The places of delays in the network's state: to know them, connections are built, by all processes."""


def _java(place: int, before: Any) -> Any:
    """A number of the network's state, or what it is before there is one."""
    if not state.opened:
        return before
    java = state.network.java
    return float(call(java.state if place in _DELAYS else java.counters)[place])


def _spikes() -> int:
    return int(_java(3, 0))


def _connections() -> int:
    return int(call(state.network.java.synapses, "")) if state.opened else 0


def _delay(name: str) -> float:
    if name in state.given:
        return float(state.settings[name])
    return float(_java(1 if name == "min_delay" else 2, state.settings["resolution"]))


def _build_info() -> dict[str, Any]:
    return {
        "version": NEST_VERSION,
        "simulator": "Myelin",
        "simulator_version": __version__,
        "have_threads": True,
        "have_gsl": True,  # Myelin integrates without it, by the same methods
        "have_mpi": True,
        "have_music": False,
        "have_hdf5": False,
        "have_boost": True,  # Myelin sorts without it
        "have_libneurosim": conngen.available(),  # by which scripts know whether they can use csa
        "have_sionlib": False,
        "threads_model": "java",
        "built": time.strftime("%b %d %Y %H:%M:%S", time.gmtime(os.path.getmtime(__file__))),
        "prefix": sys.prefix,
        "datadir": os.path.join(sys.prefix, "share", "nest"),
        "docdir": os.path.join(sys.prefix, "share", "doc", "nest"),
        "host": f"{platform.machine()}-pc-{sys.platform}",
        "hostcpu": platform.machine(),
        "hostos": sys.platform,
        "hostvendor": "pc",
        "ndebug": True,
        "exitcode": 0,
        "test_exitcodes": dict(_EXITS),
    }


_EXITS = {
    "success": 0,
    "unknownerror": 10,
    "userabort": 15,
    "exception": 125,
    "scripterror": 126,
    "fatal": 127,
    "abort": 134,
    "segfault": 139,
    "skipped": 200,
    "skipped_no_mpi": 201,
    "skipped_have_mpi": 202,
    "skipped_no_threading": 203,
    "skipped_no_gsl": 204,
    "skipped_no_music": 205,
}
"""Exit statuses by which programs that run NEST's tests tell how these ended."""


NEST_VERSION = "3.10.0"
"""The version of NEST whose vocabulary this is."""


def read(name: str) -> Any:
    """The value of a kernel attribute.

    Raises:
        KeyError: if there is none of that name.
    """
    if name in _FIXED:
        value = _FIXED[name]
        return list(value) if isinstance(value, list) else value
    if name in ("min_delay", "max_delay"):
        return _delay(name)
    if name == growing.SYNAPSES:
        return {n: dict(one) for n, one in state.settings[name].items()}
    if name in DEFAULTS:
        return state.settings[name]
    resolution, tics = state.settings["resolution"], state.settings["tics_per_ms"]
    found: dict[str, Any] = {
        "total_num_virtual_procs": lambda: state.settings["local_num_threads"] * processes.joined().size,
        "num_processes": lambda: processes.joined().size,
        "mpi_rank": lambda: processes.joined().rank,
        "mpi_traffic": lambda: processes.joined().traffic(),
        "biological_time": lambda: float(_java(0, 0.0)),
        "network_size": lambda: state.network.size if state.exists else 0,
        "num_connections": _connections,
        "local_spike_counter": _spikes,
        "off_grid_spiking": lambda: bool(_java(7, False)),
        "node_models": lambda: catalogue.names("node"),
        "synapse_models": lambda: catalogue.names("synapse"),
        "connection_rules": conngen.rules,
        "T_max": lambda: _latest(resolution, tics),
        "T_min": lambda: -_latest(resolution, tics),
        "ms_per_tic": lambda: 1.0 / tics,
        "tics_per_step": lambda: round(resolution * tics),
        "memory_size": _memory,
        "build_info": _build_info,
        "verbosity": lambda: VerbosityLevel(state.verbosity),
        "prepared": lambda: state.exists and state.network.prepared,
        "kernel_status": status,
        "spike_buffer_resize_log": lambda: {
            n: np.array([]) for n in ("global_max_spikes_sent", "new_buffer_size", "times")
        },
        "time_construction_create": lambda: float(_java(4, 0.0)),
        "time_construction_connect": lambda: float(_java(5, 0.0)),
        "time_simulate": lambda: float(_java(6, 0.0)),
        "time_construction_create_cpu": lambda: float(_java(4, 0.0)),
        "time_construction_connect_cpu": lambda: float(_java(5, 0.0)),
        "time_simulate_cpu": lambda: float(_java(6, 0.0)),
        "time_communicate_prepare": _no_time,
        "time_communicate_prepare_cpu": _no_time,
        "network_build_time": lambda: float(_java(4, 0.0)) + float(_java(5, 0.0)),
        "simulation_time": lambda: float(_java(6, 0.0)),
    }
    return found[name]()


def _no_time() -> np.ndarray:
    """The time for communication by thread (s): there is none."""
    return np.zeros(state.settings["local_num_threads"])


def _latest(resolution: float, tics: float) -> float:
    """The end of the last step that has less than 2^60 tics before it (ms)."""
    return float((2**60 - 1) // round(resolution * tics) * resolution)


def _memory() -> int:
    """The memory that the process holds (KiB)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4
    except OSError:
        return 0


_EXTRA = (
    "growth_factor_buffer_spike_data",
    "modules",
    "mpi_rank",
    "mpi_traffic",
    "prepared",
    "time_construction_create",
    "time_construction_connect",
    "time_simulate",
    "time_construction_create_cpu",
    "time_construction_connect_cpu",
    "time_simulate_cpu",
    "time_communicate_prepare",
    "time_communicate_prepare_cpu",
)


def status() -> dict[str, Any]:
    """All kernel attributes by name."""
    names = [n for n in ATTRIBUTES if n not in ("kernel_status", "cycle_time_log", "samples_at_once")]
    return {name: read(name) for name in sorted((*names, *_EXTRA))}


def _refuse(what: str, why: Sequence[str]) -> None:
    if why:
        fail("KernelException", f"{what} cannot change any more: {'; '.join(why)}")


def _reasons(defaults: bool) -> list[str]:
    reasons = []
    if state.exists:
        network = state.network
        if network.size:
            reasons.append("nodes have been created")
        if defaults and network.changed_defaults:
            reasons.append("defaults of models have been changed")
        if network.simulated:
            reasons.append("the network has been simulated")
    return reasons


def _typed(name: str, value: Any) -> Any:
    """A value of the type that the attribute has."""
    if name == "tics_per_ms" and (isinstance(value, (bool, np.bool_)) or not isinstance(value, Integral)):
        fail("TypeMismatch", f"{name} must be a whole number, not {value!r}")
    was = DEFAULTS[name]
    if isinstance(was, bool):
        if not isinstance(value, (bool, np.bool_)):
            fail("TypeMismatch", f"{name} must be True or False, not {value!r}")
        return bool(value)
    if isinstance(was, int):
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, Integral):
            fail("TypeMismatch", f"{name} must be a whole number, not {value!r}")
        if abs(int(value)) >= 2**63:
            fail("BadProperty", f"{name} must be below 2^63 in size")
        return int(value)
    if isinstance(was, float):
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
            fail("TypeMismatch", f"{name} must be a number, not {value!r}")
        number = real(value)
        if number != number or (abs(number) == float("inf") and name != "update_time_limit"):
            fail("BadProperty", f"{name} = {number} must be a finite number")
        return number
    if isinstance(was, str) and not isinstance(value, str):
        if not isinstance(value, os.PathLike):
            fail("TypeMismatch", f"{name} must be a text, not {value!r}")
        return os.fspath(value)
    if isinstance(was, dict) and not isinstance(value, Mapping):
        fail("TypeMismatch", f"{name} must be a dict, not {value!r}")
    return value


_MOST_STEP_MS = 1e6
_MOST_TICS = 1e9
_INT = 2**31
"""The whole numbers of Java's kernel are below this."""


def _check(name: str, value: Any, resolution: float, tics_per_ms: float) -> None:
    """Refuses a value that an attribute cannot have, or not any more.

    Args:
        name: name of the attribute
        value: the new value
        resolution: the resolution after the call (ms)
        tics_per_ms: the tics in a millisecond after the call
    """
    if name == "rng_seed" and not 0 < value < 2**32:
        fail("BadProperty", f"rng_seed = {value} must be from 1 to 2^32 - 1")
    if name == "local_num_threads" and not 1 <= value < _INT:
        fail("BadProperty", f"local_num_threads = {value} must be at least 1, and below 2^31")
    if name == "resolution":
        tics = value * tics_per_ms
        if not (0 < value < _MOST_STEP_MS and 0.5 < tics < 1e9) or abs(tics - round(tics)) > 1e-6:
            tic = 1.0 / tics_per_ms
            fail("BadProperty", f"resolution = {value} ms must be a multiple of {tic:g} ms, below 1e6 ms and 1e9 tics")
    if name in ("wfr_tol", "wfr_max_iterations", "wfr_comm_interval") and value <= 0:
        fail("KernelException", f"{name} = {value} must be above 0")
    if name == "wfr_max_iterations" and value >= _INT:
        fail("KernelException", f"{name} = {value} must be below 2^31")
    if name == "wfr_comm_interval" and not state.settings["use_wfr"]:
        fail("KernelException", "wfr_comm_interval has no effect without use_wfr; set use_wfr first")
    if name == "wfr_comm_interval" and _connections():
        _refuse(name, ["connections have been made"])
    if name == "use_wfr" and state.exists and state.network.size:
        _refuse(name, _reasons(False))
    if name == "wfr_comm_interval" and value < resolution and value != DEFAULTS[name]:
        fail("KernelException", f"{name} = {value} ms must be at least the resolution, {resolution} ms")
    if name == "update_time_limit" and value <= 0:
        fail("BadProperty", f"update_time_limit = {value} s must be above 0")
    if name == "wfr_interpolation_order" and value not in (0, 1, 3):
        fail("KernelException", f"wfr_interpolation_order = {value} must be 0, 1 or 3")
    if name in ("eprop_update_interval", "eprop_learning_window") and value <= 0:
        fail("KernelException", f"{name} = {value} ms must be above 0")
    if name == "rng_type" and value not in _FIXED["rng_types"]:
        fail("BadProperty", f"unknown random number generator '{value}'")
    growing.require_setting(name, value)
    if name == growing.SYNAPSES:
        growing.check_synapses(value)
    if name == "data_prefix" and ("/" in value or os.sep in value):
        fail("BadProperty", f"data_prefix = {value!r} must not contain path elements; set data_path")
    if name == "tics_per_ms" and not 1 <= value <= _MOST_TICS:
        fail("BadProperty", f"tics_per_ms = {value:g} must be from 1 to {_MOST_TICS:g}")
    grid = ("resolution", "tics_per_ms")
    if name in (*grid, "local_num_threads", "use_wfr") or name.startswith("eprop_"):
        if state.settings[name] != value:
            _refuse(name, _reasons(name in (*grid, "local_num_threads")))
    if name == "wfr_interpolation_order" and state.settings[name] != value and state.exists:
        _refuse(name, ["the network has been simulated"] if state.network.simulated else [])


def _checked(name: str, value: Any, resolution: float, tics_per_ms: float) -> tuple[str, Any]:
    """Name and value of an attribute as they are kept; nothing has changed yet.

    Args:
        name: name of the attribute
        value: the new value
        resolution: the resolution after the call (ms)
        tics_per_ms: the tics in a millisecond after the call

    Raises:
        ValueError: if there is none of that name, or it can only be read.
        NESTErrors.KernelException: if it cannot change any more.
        NESTErrors.BadProperty: if the value is not allowed.
    """
    if name in READ_ONLY:
        raise ValueError(f"`{name}` is a readonly kernel parameter")
    if name == "verbosity":
        return name, int(level(value))
    if state.opened:
        call(state.network.java.requireWhole)
    if name == "biological_time":
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
            fail("TypeMismatch", f"{name} must be a number, not {value!r}")
        if value != 0:
            fail("BadProperty", "the simulation time can only be set to 0.0")
        if read(name) != 0:
            raise NotImplementedError(
                "Myelin cannot set biological_time back to 0 once the network has been simulated: neurons "
                "would keep input and state of later times. ResetKernel begins again; to begin the "
                "recorders again, set their n_events to 0 and use the times since then"
            )
        return name, 0.0
    if name == "total_num_virtual_procs":
        name, value = "local_num_threads", _threads(value)
    if name in DEFAULTS:
        value = _typed(name, value)
        _check(name, value, resolution, tics_per_ms)
        return name, value
    raise ValueError(
        f"`{name}` is not a valid kernel parameter, valid parameters are: "
        + ", ".join(f"'{n}'" for n in ATTRIBUTES)
    )


def _threads(virtual_processes: Any) -> int:
    """The number of threads of each process, from that of all together."""
    size = processes.joined().size
    total = int(_typed("local_num_threads", virtual_processes))
    if total % size:
        fail("BadProperty", f"total_num_virtual_procs = {total} must be a multiple of the number of processes, {size}")
    return total // size


_FILES = ("data_path", "data_prefix", "overwrite_files")
"""The settings of where recorders' files go."""


def _write(name: str, value: Any) -> None:
    """Sets a kernel attribute to a value that has been checked."""
    if name == "verbosity":
        state.verbosity = value
        return
    if name == "biological_time":
        return
    if name == "rng_seed" and state.opened and state.settings[name] != value:
        call(state.network.java.seed, value)
    if name == growing.SYNAPSES:
        state.network.growth.kinds = growing.check_synapses(value)
        value = {n: one.shown for n, one in state.network.growth.kinds.items()}
    state.settings[name] = value
    state.given.add(name)
    if name in _FILES and state.exists:
        state.network.placed = False
    if name in (growing.SYNAPSES, growing.INTERVAL) and state.opened:
        growing.tell(state.network)
    if name == "use_wfr" and not value:
        state.settings["wfr_comm_interval"] = state.settings["resolution"]
    if name.startswith("wfr_") and state.opened:
        state.network.relax()
    if name == "samples_at_once" and state.opened:
        state.network.collect()
    if name == "resolution":  # as in NEST, it does not stay below a step
        state.settings["wfr_comm_interval"] = max(value, state.settings["wfr_comm_interval"])
    if name == "rng_seed" and state.exists:
        state.network.draws = 0
    state.renew()


@whole
def SetKernelStatus(params: Mapping[str, Any]) -> None:
    """Sets kernel attributes, in a dict by name, all or none.

    Raises:
        ValueError: if there is none of a name, or it can only be read.
        NESTErrors.KernelException: if one cannot change any more.
    """
    if not isinstance(params, Mapping):
        raise TypeError("SetKernelStatus takes a dict")
    params = kernel_params(params)
    if state.settings["dict_miss_is_error"] is False:
        params = {n: v for n, v in params.items() if n in ATTRIBUTES}
    delays = {n: params.pop(n) for n in ("min_delay", "max_delay") if n in params}
    resolution, tics = state.settings["resolution"], state.settings["tics_per_ms"]
    if "tics_per_ms" in params:
        now, tics = tics, _checked("tics_per_ms", params["tics_per_ms"], resolution, tics)[1]
        if tics != now and "resolution" not in params:
            fail("KernelException", "tics_per_ms can only change together with the resolution: set both in one call")
    if "resolution" in params:
        resolution = _checked("resolution", params["resolution"], resolution, tics)[1]
    checked = [_checked(name, value, resolution, tics) for name, value in params.items()]
    _require_window(dict(checked))
    limits = _delays(delays, resolution) if delays else {}
    for name, value in checked:
        _write(name, value)
    if "resolution" in params and not limits and "min_delay" in state.given:
        limits = _around(state.settings["min_delay"], state.settings["max_delay"], resolution)
    for name, value in limits.items():
        state.settings[name] = value
        state.given.add(name)
    if limits and state.exists:
        state.network.limit_delays()


def _require_window(given: Mapping[str, Any]) -> None:
    """Refuses a learning window that is longer than the interval of which it is the end."""
    if "eprop_learning_window" not in given:
        return
    window = given["eprop_learning_window"]
    interval = given.get("eprop_update_interval", state.settings["eprop_update_interval"])
    if window > interval:
        fail(
            "KernelException",
            f"eprop_learning_window = {window} ms must be at most eprop_update_interval = {interval} ms",
        )


def _delays(delays: Mapping[str, Any], resolution: float) -> dict[str, float]:
    """Limits of delays, as they are kept; nothing has changed yet."""
    if state.opened:
        call(state.network.java.requireWhole)
    if len(delays) < 2:
        fail("BadProperty", "Both min_delay and max_delay have to be specified")
    for name, value in delays.items():
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
            fail("TypeMismatch", f"{name} must be a number, not {value!r}")
    least, most = real(delays["min_delay"]), real(delays["max_delay"])
    if not (least + 1e-9 >= resolution and least <= most):
        what = "smaller than or equal to max_delay" if least > most else "greater than or equal to resolution"
        fail("BadDelay", f"Delay value {least:g} is invalid: min_delay must be {what}")
    longest = _MOST_STEPS * resolution
    if most > longest * (1 + 1e-9):
        fail("BadDelay", f"max_delay is too large: delays are at most {_MOST_STEPS} steps, {longest:g} ms")
    if _connections():
        fail("BadProperty", "delays cannot be set once connections have been made")
    return _around(least, most, resolution)


def _around(least: float, most: float, resolution: float) -> dict[str, float]:
    """Limits of delays, moved outwards to the grid (ms)."""
    return {
        "min_delay": math.floor(least / resolution + 1e-6) * resolution,
        "max_delay": math.ceil(most / resolution - 1e-6) * resolution,
    }


_MOST_STEPS = 65535
"""The longest delay."""


def GetKernelStatus(keys: Union[str, Sequence[str], None] = None) -> Any:
    """Kernel attributes.

    Args:
        keys: a name for its value, a list of names for a tuple of values; all as a dict, if None

    Raises:
        KeyError: if there is none of a name.
    """
    if keys is None:
        return status()
    if isinstance(keys, str):
        return read(keys)
    if not isinstance(keys, (list, tuple)):
        raise TypeError("keys are a name or a list of names")
    return tuple(read(k) for k in keys)


class Attribute:
    """A kernel attribute as an attribute of the module ``nest``."""

    def __init__(self, name: str):
        self.name = name
        self.__doc__ = MEANINGS.get(name, "A setting of NEST's, without effect in Myelin.")

    def __get__(self, module: Any, cls: Any = None) -> Any:
        return self if module is None else read(self.name)

    def __set__(self, module: Any, value: Any) -> None:
        if self.name in READ_ONLY:
            raise AttributeError(f"`{self.name}` is a read only kernel attribute.")
        SetKernelStatus({self.name: value})
