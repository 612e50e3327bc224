"""What a process has one of, as in NEST: the network, the settings, the models by name."""

from __future__ import annotations

import bisect
import os
import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from .. import jvm
from ..signals import whole
from . import hardware, optimizers, processes
from .errors import call

DEFAULTS: dict[str, Any] = {
    "resolution": 0.1,
    "rng_seed": 143202461,
    "local_num_threads": 1,
    "data_path": "",
    "data_prefix": "",
    "overwrite_files": False,
    "print_time": False,
    "dict_miss_is_error": True,
    "use_wfr": True,
    "wfr_tol": 1e-4,
    "wfr_max_iterations": 15,
    "wfr_comm_interval": 1.0,
    "wfr_interpolation_order": 3,
    "tics_per_ms": 1000.0,
    "rng_type": "mt19937_64",
    "update_time_limit": float("inf"),
    "keep_source_table": True,
    "use_compressed_spikes": True,
    "adaptive_target_buffers": True,
    "buffer_size_spike_data": 2,
    "buffer_size_target_data": 2,
    "growth_factor_buffer_spike_data": 1.5,
    "growth_factor_buffer_target_data": 1.5,
    "max_buffer_size_target_data": 16777216,
    "spike_buffer_grow_extra": 0.5,
    "spike_buffer_shrink_limit": 0.2,
    "spike_buffer_shrink_spare": 0.1,
    "structural_plasticity_synapses": {},
    "structural_plasticity_update_interval": 10000.0,
    "eprop_update_interval": 1000.0,
    "eprop_learning_window": 1000.0,
    "eprop_reset_neurons_on_update": True,
    "samples_at_once": False,
}
"""Kernel attributes that can be set, with the values of a fresh kernel."""


class Parameter(NamedTuple):
    """The declaration of a model's parameter, read from the model itself.

    Attributes:
        kind: ``real``, ``integer``, ``flag``, ``text``, ``reals``, ``integers``, ``texts``,
            ``maps`` or ``node``
        role: ``constant``, ``state`` (changes by itself) or ``read_only``
    """

    name: str
    unit: str
    kind: str
    role: str
    initial: Any
    meaning: str
    condition: str

    @property
    def is_list(self) -> bool:
        return self.kind in ("reals", "integers", "texts", "maps")


FROZEN = Parameter("frozen", "", "flag", "state", False, "whether it is not updated and stays as it is", "any")
"""What every node has beside the parameters of its model."""


class RuleSpec(NamedTuple):
    """A connection rule as Java declares it.

    Attributes:
        argument: the name of its number; empty if it has none
        whole: whether that is a number of synapses
        drawn: whether that can be a Parameter
        symmetric: whether it can connect in both directions
    """

    name: str
    argument: str
    whole: bool
    drawn: bool
    symmetric: bool


def _fields(text: str) -> dict[str, str]:
    """The fields of a declaration by name."""
    return dict(field.split("=", 1) for field in text.split("\x1e"))


def _elements(field: str) -> list[str]:
    return field.split("\x1f") if field else []


RELAYS = ("parrot_neuron", "parrot_neuron_ps")
"""Neurons that pass spikes on and have nothing to record, not even a list of it."""


class Declaration:
    """A model as Java declares it. Its text is taken apart when it is first needed.

    Attributes:
        name: NEST's name
    """

    def __init__(self, text: str):
        self._text = text
        self.name = text[len("model=") : text.index("\x1e")]

    @cached_property
    def _fields(self) -> dict[str, str]:
        return _fields(self._text)

    @cached_property
    def element(self) -> str:
        """``neuron``, ``stimulator``, ``recorder``, ``other`` or ``synapse``."""
        return self._fields["element"]

    @cached_property
    def is_synapse(self) -> bool:
        """Whether it is a synapse model."""
        return self.element == "synapse"

    @cached_property
    def is_neuron(self) -> bool:
        """Whether it is a model of neurons; devices that NEST counts as neurons are not."""
        return self._fields["neuron"] == "1"

    @property
    def summary(self) -> str:
        """What it is, in a line."""
        return self._fields["summary"]

    @property
    def description(self) -> str:
        """Equations, remarks and source."""
        return self._fields["description"]

    @cached_property
    def signal(self) -> str:
        """The continuous signal that its neurons exchange or its synapses carry; empty for spikes alone."""
        return self._fields["signal"]

    @cached_property
    def both_ways(self) -> bool:
        """Whether its connections act in both directions: those of gap junctions, by potentials."""
        return self.is_synapse and self.signal == "potential"

    @cached_property
    def alike(self) -> bool:
        """Whether all its synapses have the same parameters, except for weights, delays and states."""
        return self._fields["alike"] == "1"

    @cached_property
    def fine_delays(self) -> bool:
        """Whether delays need not be multiples of the resolution."""
        return self._fields["fine_delays"] == "1"

    @cached_property
    def shared_weight(self) -> bool:
        """Whether all its synapses have one weight."""
        return self._fields["shared_weight"] == "1"

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Names that parameters of synapses have in the model's text, beside their own: ``w`` of ``weight``."""
        return dict(zip(_elements(self._fields["aliases"]), _elements(self._fields["aliased"])))

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters by name."""
        words = ("parameters", "units", "kinds", "roles", "defaults", "meanings", "conditions")
        found = {}
        for name, unit, kind, role, initial, meaning, condition in zip(
            *(self._fields[w].split("\x1f") for w in words)
        ):
            found[name] = Parameter(name, unit, kind, role, _initial(kind, initial), meaning, condition)
        if not self.is_synapse:
            found.setdefault("frozen", FROZEN)
        return found

    @cached_property
    def shown(self) -> dict[str, Any]:
        """The defaults of the parameters by name, as users read them."""
        return {n: shown(n, p.initial) for n, p in self.parameters.items()}

    @cached_property
    def plain(self) -> frozenset[str]:
        """The parameters that can be set to a number, and are under the same name and by themselves in Java."""
        if self.aliases or self.keeps_records or "optimizer" in self.parameters or hardware.ENTRY in self.parameters:
            return frozenset()
        numbers = (p for p in self.parameters.values() if p.role != "read_only" and p.kind in ("real", "integer"))
        return frozenset(p.name for p in numbers if p.name != "synapse_label")

    @cached_property
    def named_nodes(self) -> tuple[str, ...]:
        """The parameters of a synapse model that name a node: its recorder, and a third that it hears."""
        third = [p.name for p in self.parameters.values() if p.kind == "node"]
        return ("weight_recorder", *third) if self.is_synapse else ()

    @cached_property
    def one_for_all(self) -> frozenset[str]:
        """The parameters of a synapse model that its synapses have in common."""
        own = (p for p in self.parameters.values() if p.name not in ("weight", "delay", "receptor_type"))
        shared = {p.name for p in own if p.kind == "node" or (self.alike and p.role == "constant")}
        shared |= optimizers.one_for_all(self.parameters) | ({hardware.CYCLE} & self.parameters.keys())
        return frozenset(shared | {"weight"} if self.shared_weight else shared)

    @cached_property
    def each_own(self) -> frozenset[str]:
        """The parameters of a synapse model that Connect can give to each synapse without a further look."""
        return frozenset(self.parameters) - self.one_for_all - {"synapse_label"}

    @cached_property
    def keeps_records(self) -> bool:
        """Whether it is a recorder with events in memory or in files."""
        return "record_to" in self.parameters

    @cached_property
    def has_lists(self) -> bool:
        """Whether neurons have parameters that are lists, on which recordables and receptors depend."""
        return self.is_neuron and any(p.is_list for p in self.parameters.values())

    @cached_property
    def maps(self) -> tuple[str, ...]:
        """The parameters of neurons that are lists of dicts."""
        return tuple(p.name for p in self.parameters.values() if p.kind == "maps")

    @property
    def of_all(self) -> tuple[str, ...]:
        """What nodes have beside their parameters: a list of what they record, and what grows by a trace of calcium."""
        records = bool(self.recordables) or self.is_neuron and self.name not in RELAYS
        grows = self.is_neuron and "Ca" in self.parameters
        return ("recordables",) * records + ("synaptic_elements",) * grows

    @cached_property
    def recordables(self) -> tuple[str, ...]:
        """What a multimeter can record."""
        return tuple(sorted(_elements(self._fields["recordables"])))

    @cached_property
    def recordable_units(self) -> dict[str, str]:
        """The units of what a multimeter can record, by name; empty ones for pure numbers."""
        return dict(zip(*(_elements(self._fields[w]) for w in ("recordables", "recordable_units"))))

    @cached_property
    def groups(self) -> dict[str, dict[str, str]]:
        """Parameters that NEST has in dictionaries: by dictionary and name, their names in Java."""
        found: dict[str, dict[str, str]] = {}
        for name in self.parameters:
            group, dot, own = name.partition(".")
            if dot:
                found.setdefault(group, {})[own] = name
        return found

    @cached_property
    def receptor_types(self) -> dict[str, int]:
        """The numbers, from 1 on, of receptors that have names of their own, where all neurons have the same."""
        if self.has_lists:
            return {}
        return {n: k for n, k in sorted(self.receptors.items()) if k and n not in _UNNAMED}

    @cached_property
    def receptors(self) -> dict[str, int]:
        """The numbers of receptors by name."""
        names, numbers = (_elements(self._fields[w]) for w in ("receptors", "receptor_numbers"))
        return {n: int(k) for n, k in zip(names, numbers)}

    @cached_property
    def weight_units(self) -> dict[int, str]:
        """The units of weights of synapses that end on its receptors, by number; empty ones for pure numbers."""
        numbers, units = (_elements(self._fields[w]) for w in ("receptor_numbers", "receptor_units"))
        return dict(zip(map(int, numbers), units))


class Model:
    """A model by its name, with the defaults that were set for it.

    Attributes:
        number: its place among the network's models
        lasting: what GetDefaults shows of it whatever nodes there are; None before it was asked for, and when
            SetDefaults has changed ``own``
    """

    def __init__(self, name: str, declared: Declaration, own: dict[str, Any] | None = None):
        self.name = name
        self.declared = declared
        self.own = {} if own is None else own
        self.number = -1
        self.lasting: tuple[dict[str, Any], list[str]] | None = None


_UNNAMED = ("default", "filtered", "heard", "released")
"""Receptors for which NEST has numbers only: models that have no others do not have ``receptor_types``."""

_NEVER = ("stop", "Tstop")


def shown(name: str, value: Any) -> Any:
    """A value as users read it: as in NEST, the end of a device's window that never comes is the largest
    number there is, which JSON can write, too."""
    return sys.float_info.max if name in _NEVER and value == float("inf") else value


def python(kind: str, value: Any) -> Any:
    """A value of a parameter, as Python has it: a number, text, list or array of numpy."""
    if kind == "real":
        return float(value)
    if kind == "integer":
        return int(value)
    if kind == "flag":
        return bool(value)
    if kind == "text":
        return str(value)
    if kind == "texts":
        return [str(v) for v in value]
    if not len(value):
        return np.array([], float)  # as in NEST, also of whole numbers
    return np.array(memoryview(value)).astype(np.int64 if kind == "integers" else np.float64)


def _initial(kind: str, text: str) -> Any:
    """A default of a parameter, from the text in which Java gives it."""
    if kind == "integer":
        return int(float(text))
    if kind in ("real", "flag", "text", "node"):
        return python("text" if kind == "node" else kind, text)
    words = text.split("\x1c") if text else []
    if kind == "maps":
        return []
    if kind == "texts":
        return words
    return np.array([float(w) for w in words]).astype(np.int64 if kind == "integers" else np.float64)


_WFR = ("tol", "max_iterations", "comm_interval", "interpolation_order")
"""The settings of waveform relaxation, in Java's order."""


OPENING: list[Callable[[Network], None]] = []
"""What other modules tell a network when Java begins to have it."""


class Growth:
    """What a network's structural plasticity was told, also before Java has the network."""

    def __init__(self) -> None:
        self.enabled = False
        self.kernel: Any = None
        self.kinds: dict[str, Any] = {}
        self.told: Any = None


class Network:
    """The network of one life of the kernel, from one ResetKernel to the next.

    Nodes are known by runs of ids that have one model.
    """

    def __init__(self, settings: dict[str, Any], threads: int):
        package = jvm.start()
        self.package = package
        self.java = call(package.Kernel)
        self.prepare, self.create = self.java.prepare, self.java.create
        self.running: Any = None
        declared, self.rules = declarations(package)
        self.models: dict[str, Model] = {}
        for d in declared:
            self.know(Model(d.name, d))
        self._added = 0
        self.firsts: list[int] = []
        self.names: list[str] = []
        self.size = 0
        self.layers: list[Any] = []
        self.creating = False
        self.devices = False
        self.opened = False
        self.prepared = False
        self.grown = False
        self.growth = Growth()
        self.connected = False
        self.numbered = 0
        self.changed_defaults = False
        self.draws = 0
        self.removals = 0
        self.simulated = False
        self.everyone: Any = None
        self.ports: Any = None
        self.specs: dict[Any, Any] = {}
        self.defaults = 0
        self.elements: dict[tuple[int, str], Any] = {}  # lists of dicts that neurons of other processes have
        self.noted: dict[tuple[int, str], Any] = {}  # those that they are being given
        self.placed = False  # whether Java knows where files go, unless the folder has changed
        self._asked: Any = None
        self._folder = ""
        self._settings = settings
        self._threads = threads
        if os.environ.get("MYELIN_MODELS"):
            self.take_up()

    def take_up(self) -> None:
        """Takes up the models that the network has been given in Java since the last time."""
        text = str(call(self.java.catalogue, self._added))
        for declared in map(Declaration, text.split("\x1d") if text else ()):
            self.know(Model(declared.name, declared))
            self._added += 1

    def know(self, model: Model) -> Model:
        """Takes up a model, in the place of another of its name if there is one."""
        before = self.models.get(model.name)
        model.number = len(self.models) if before is None else before.number
        self.models[model.name] = model
        return model

    def open(self) -> Any:
        """The Java kernel, with a network in it."""
        if not self.opened:
            self._open()
        return self.java

    @whole
    def _open(self) -> None:
        s = self._settings
        call(
            self.java.open,
            s["resolution"],
            int(s["tics_per_ms"]),
            s["rng_seed"],
            self._threads or processes.cores(),
            s["use_wfr"],
            self._wfr(),
            [float(s[f"eprop_{n}"]) for n in ("update_interval", "learning_window", "reset_neurons_on_update")],
        )
        self.opened = True
        self.limit_delays()
        self.collect()
        for tell in OPENING:
            tell(self)

    def _wfr(self) -> list[float]:
        return [float(self._settings[f"wfr_{n}"]) for n in _WFR]

    def relax(self) -> None:
        """Tells Java the settings of waveform relaxation."""
        call(self.java.relax, self._wfr())

    def collect(self) -> None:
        """Tells Java when multimeters show samples of the last slice."""
        call(self.java.collectSamplesLater, not self._settings["samples_at_once"])

    def limit_delays(self) -> None:
        """Has Java refuse delays beyond limits that the user has set."""
        if self.opened and "min_delay" in self._settings:
            call(self.java.delays, self._settings["min_delay"], self._settings["max_delay"])

    def number(self) -> None:
        """Numbers all nodes on their threads, as NEST does when it connects or simulates."""
        self.numbered = self.size

    def add(self, model: str, n: int) -> range:
        """Takes note of ``n`` nodes that have been created; returns their ids."""
        first = self.size + 1
        if not self.names or self.names[-1] != model:
            self.devices = self.devices or not self.models[model].declared.is_neuron
            self.firsts.append(first)
            self.names.append(model)
        self.size += n
        return range(first, first + n)

    @whole
    def recount(self, model: str) -> None:
        """Takes note of nodes that Java may have created before a signal cut the call short."""
        del self.firsts[len(self.names) :]
        if n := int(call(self.java.size)) - self.size:
            self.add(model, n)

    def run(self, node: int) -> int:
        """The number of the run that a node is in."""
        return bisect.bisect_right(self.firsts, node) - 1

    def end(self, run: int) -> int:
        """The id after the last of a run."""
        return self.firsts[run + 1] if run + 1 < len(self.firsts) else self.size + 1

    def model(self, node: int) -> Model:
        """The model of a node."""
        return self.models[self.names[self.run(node)]]

    def files(self, again: bool = True) -> None:
        """Tells Java where recorders' files go from now on, if it does not know.

        Args:
            again: whether to look if the current folder has changed, where there may be recorders
        """
        if self.placed and (not again or not self.devices or os.getcwd() == self._folder):
            return
        s = self._settings
        self._folder = os.getcwd()
        asked = os.path.abspath(s["data_path"] or "."), s["data_prefix"], s["overwrite_files"]
        if asked != self._asked:
            call(self.java.recordTo, *asked)
        self.placed, self._asked = True, asked


# of Myelin's own models, which are the same for each network
_declared: list[Declaration] = []
_rules: dict[str, RuleSpec] = {}


def declarations(package: Any) -> tuple[list[Declaration], dict[str, RuleSpec]]:
    """Myelin's own models, and all connection rules by name, as Java declares them; read once."""
    if not _declared:
        texts = sorted(str(call(package.Catalogue.all)).split("\x1d"))
        for text in texts:
            if text.startswith("rule="):
                f = _fields(text)
                flags = (f[w] == "1" for w in ("whole", "drawn", "symmetric"))
                _rules[f["rule"]] = RuleSpec(f["rule"], f["argument"], *flags)
        _declared.extend(Declaration(text) for text in texts if text.startswith("model="))
    return _declared, _rules


class State:
    """Settings, and the network if there is one already."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = dict(DEFAULTS)
        self.userdict: dict[Any, Any] = {}
        self.verbosity = 10
        self.given: set[str] = set()
        self.api = int(os.environ.get("MYELIN_NEST_API", "3"))
        self._network: Network | None = None

    @property
    def network(self) -> Network:
        """The network; Java is started for it."""
        if jvm.forked:
            jvm.refuse()
        return self._network or self._made()

    @whole
    def _made(self) -> Network:
        if self._network is None:
            threads = self.settings["local_num_threads"]
            given = "local_num_threads" in self.given
            self._network = Network(self.settings, threads if given else 0)
        return self._network

    @property
    def exists(self) -> bool:
        """Whether models or nodes have been used."""
        if jvm.forked:
            jvm.refuse()
        return self._network is not None

    @property
    def opened(self) -> bool:
        """Whether there are nodes, or were."""
        return self.exists and self.network.opened

    @whole
    def reset(self) -> None:
        """Throws the network and all settings away, except where files go, as NEST does."""
        network, self._network = self.network if self.exists else None, None
        kept = {n: self.settings[n] for n in ("data_path", "data_prefix")}
        self.settings = {**DEFAULTS, **kept}
        self.given = set()
        if network is not None:
            network.running = None
            call(network.java.close)

    def renew(self) -> None:
        """Makes the next network with the settings as they are now; there are no nodes yet."""
        if self._network is not None:
            given = "local_num_threads" in self.given
            self._network._threads = self.settings["local_num_threads"] if given else 0


state = State()
