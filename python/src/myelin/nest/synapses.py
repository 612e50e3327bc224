"""Connections that exist: GetConnections, and collections of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral
from typing import Any, Union

import numpy as np

from ..signals import one_at_a_time, whole
from . import catalogue, hardware, ports, processes, values
from .errors import NESTErrors, call, fail
from .info import to_json
from .nodes import NodeCollection
from .parameters import Parameter
from .state import Declaration, Network, state

_READ_ONLY = (
    "port",
    "receptor",
    "sizeof",
    "source",
    "synapse_id",
    "synapse_model",
    "target",
    "target_thread",
)
_ALWAYS = tuple(sorted((*_READ_ONLY, "delay", "weight")))
_SHOWN = 36


class SynapseCollection:
    """Some connections, as ``nest.GetConnections`` finds them.

    They are in order of their synapse models. Of each model those between neurons come first, then
    those to recorders, then those from devices, all in order of their sources.
    A parameter is read and written as an attribute: ``synapses.weight`` is a number for a single
    connection, else a list, of more than a million an array of numpy; ``synapses.weight = 2.0`` sets
    it.

    They stay valid when others are made or taken out; of those that were taken out only sources and
    targets can be read.
    """

    __slots__ = (
        "_java",
        "_devices",
        "_order",
        "_network",
        "_n",
        "_tables",
        "_query",
        "_places",
        "_linked",
        "print_full",
        "_alone",
    )
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        network: Network,
        java: Any,
        tables: int,
        devices: Any,
        order: Any = None,
        query: Any = None,
        places: Any = None,
        linked: Any = None,
    ):
        put = object.__setattr__
        put(self, "_query", query)  # what they were found by
        put(self, "_places", places)  # which of those, in Java's order; all if None
        put(self, "_network", network)
        put(self, "_java", java)
        put(self, "_devices", devices)
        put(self, "_order", order)  # place, among those of Java and then those of devices
        put(self, "_linked", linked)  # Java's connections of devices, among which these are
        put(self, "print_full", False)
        put(self, "_alone", False)  # taken out of others by its place
        put(self, "_tables", tables)
        put(self, "_n", tables + len(devices["source"]))

    def _fresh(self) -> Any:
        """The connections in Java, looked up again where some have been moved."""
        if self._java is None or call(self._java.isPresent):
            return self._java
        if self._alone and processes.joined().size > 1:  # all would have to look them up again
            fail("KernelException", "connections have moved since these were looked up; look them up again")
        pre, post, model, size, removals = self._query
        found = call(self._network.java.connections, pre._to_java(), post._to_java(), model)
        if int(found.size()) != size or removals != self._network.removals:
            fail(
                "KernelException",
                "connections have been made or taken out since these were looked up; look them up again",
            )
        if self._places is not None:
            found = call(found.at, values.ints(self._places))
        object.__setattr__(self, "_java", found)
        return found

    # --- which connections -----------------------------------------------------------------------

    def __len__(self) -> int:
        return self._n

    def __iter__(self) -> Iterator[SynapseCollection]:
        for e in range(self._n):
            yield self[e]

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, SynapseCollection) or len(self) != len(other):
            return False
        names = ("source", "target", "synapse_model", "port")
        return all(np.array_equal(self._column(n), other._column(n)) for n in names)

    def __getitem__(self, key: Any) -> SynapseCollection:
        if isinstance(key, Integral):
            if not -self._n <= key < self._n:
                raise IndexError(f"there is no connection {key} of {self._n}")
            one = self._one(int(key) % self._n)
            object.__setattr__(one, "_alone", True)
            return one
        elif isinstance(key, slice):
            places = np.arange(self._n)[key]
        else:
            if not values.is_sequence(key):
                raise TypeError("indices of a SynapseCollection are ints, slices, lists or arrays")
            chosen = np.asarray(key)
            if chosen.size == 0:
                chosen = chosen.astype(np.int64)
            if chosen.dtype.kind == "b" and len(chosen) != self._n:
                raise IndexError("a list of bools must be as long as the SynapseCollection")
            places = np.arange(self._n)[chosen]
        return self._at(places)

    def _one(self, place: int) -> SynapseCollection:
        inner = place if self._order is None else int(self._order[place])
        if inner >= self._tables:
            return self._at(np.array([place]))
        java = call(self._fresh().at, inner)
        where = np.array([inner]) if self._places is None else self._places[inner : inner + 1]
        none = _NO_DEVICES
        return SynapseCollection(self._network, java, 1, none, None, self._query, where, self._linked)

    def _at(self, places: np.ndarray) -> SynapseCollection:
        tables = self._tables
        chosen = places if self._order is None else self._order[places]
        inner = chosen < tables
        own = chosen[inner]
        java = None
        if len(own) or (self._java is not None and processes.joined().size > 1):
            java = call(self._fresh().at, values.ints(own))
        devices = {n: c[chosen[~inner] - tables] for n, c in self._devices.items()}
        order = None
        if not inner.all() and inner.any():
            order = np.where(inner, np.cumsum(inner), inner.sum() + np.cumsum(~inner)) - 1
        where = own if self._places is None else self._places[own]
        n = len(own)
        return SynapseCollection(self._network, java, n, devices, order, self._query, where, self._linked)

    def _labelled(self, label: int) -> SynapseCollection:
        """Those that have a label."""
        if self._n == 0:
            return self
        models = self._column("synapse_model")
        wanted = np.zeros(self._n, bool)
        for model in np.unique(models).tolist():
            if "synapse_label" not in self._network.models[model].declared.parameters:
                continue
            places = np.flatnonzero(models == model)
            some = self._at(places)
            if some._java is not None and not len(some._devices["source"]):
                wanted[places[some._column("synapse_label") == label]] = True
        return self._at(np.flatnonzero(wanted))

    def sources(self) -> Iterator[int]:
        """The ids of the sources, one after the other."""
        return iter(self._column("source").tolist())

    def targets(self) -> Iterator[int]:
        """The ids of the targets, one after the other."""
        return iter(self._column("target").tolist())

    # --- parameters ------------------------------------------------------------------------------

    def _column(self, name: str) -> np.ndarray:
        """A parameter of all, as an array."""
        name = self._named(name)
        parts = []
        if self._java is not None:
            parts.append(self._table(name))
        if len(self._devices["source"]):
            parts.append(self._device(name))
        if not parts:
            return np.array([])
        column = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return column if self._order is None else column[self._order]

    def _device(self, name: str) -> np.ndarray:
        n = len(self._devices["source"])
        if name in ("port", "receptor"):
            numbers, port, receptor = ports.of_devices(self._network)
            own = values.array(call(self._linked.numbers))[self._devices["place"]]
            return (receptor if name == "receptor" else port)[np.searchsorted(numbers, own)]
        if name == "target_thread":
            return ports.target_threads(self._network, self._devices["source"], self._devices["target"])
        if name in ("weight", "delay"):
            return values.array(call(getattr(self._linked, name)))[self._devices["place"]]
        if name in self._devices:
            return self._devices[name]
        if name == "synapse_label":
            return np.full(n, -1)
        return _same(self._network, name, n, self._devices["synapse_model"])

    def _table(self, name: str) -> np.ndarray:
        java = self._fresh()
        if name == "weight":
            return values.array(call(self._network.package.Found.weights, java))
        if name in ("source", "target", "delay", "receptor"):
            return values.array(call(getattr(java, name)))
        if name == "synapse_model" or (name == "synapse_id" and not self._has_own_ids()):
            numbers = values.array(call(java.synapseNumbers)).astype(np.int64)
            models = np.array([str(m) for m in java.synapseModels()], str)
            return models[numbers] if name == "synapse_model" else _ids(self._network, models)[numbers]
        if name == "target_thread":
            return ports.target_threads(self._network, self._table("source"), self._table("target"))
        if name == "port":
            all_ = ports.tables(self._network).of(self._query, self._network.java)
            return all_ if self._places is None else all_[self._places]
        same = _same(self._network, name, int(java.size()), None)
        if same is not None:
            return same
        column = values.array(call(java.get, name))
        specs = [d.parameters.get(name) for d in self._declared()]
        kinds = {spec.kind for spec in specs if spec is not None}
        if len(kinds) > 1 or not kinds <= {"integer", "flag"}:
            return column
        return column.astype(np.int64 if kinds == {"integer"} else bool)

    def _names(self) -> list[str]:
        names = set(_ALWAYS)
        for model in np.unique(self._column("synapse_model")):
            declared = self._network.models[str(model)].declared
            names.update(declared.parameters.keys() - declared.one_for_all - {"receptor_type"})
            if declared.name not in catalogue.SYNAPSES:  # installed from a text, whose names scripts know
                names.update(declared.aliases)
        return sorted(names)

    def _has_own_ids(self) -> bool:
        """Whether ``synapse_id`` is a number of each synapse, and not of its model."""
        return all("synapse_id" in declared.parameters for declared in self._declared())

    def _declared(self) -> list[Declaration]:
        """The declarations of their models."""
        models = {str(m) for m in np.unique(self._column("synapse_model"))}
        return [self._network.models[m].declared for m in models]

    def _shows_weight(self) -> bool:
        """Whether each has a weight of its own, as NEST shows it."""
        used = [] if self._java is None else [str(m) for m in call(self._java.synapseModels)]
        if not any(self._network.models[m].declared.shared_weight for m in used):
            return True
        return not any(d.shared_weight for d in self._declared())

    def _named(self, name: str) -> str:
        """The parameter's name; ``name`` may be the one that the text of the models has for it."""
        if name in _ALWAYS or self._java is None:
            return name
        used = {str(m) for m in call(self._java.synapseModels)}
        if not any(name in self._network.models[m].declared.aliases for m in used):
            return name
        models = {str(m) for m in np.unique(self._column("synapse_model"))}
        called = {self._network.models[m].declared.aliases.get(name, name) for m in models}
        return called.pop() if len(called) == 1 else name

    def _has(self, name: str) -> bool:
        name = self._named(name)
        if name in _ALWAYS:
            return name != "weight" or self._shows_weight()
        specs = [d.parameters.get(name) for d in self._declared()]
        return all(spec is not None and spec.kind != "node" and not spec.is_list for spec in specs)

    def get(self, keys: Union[str, Sequence[str], None] = None, output: str = "") -> Any:
        """Reads parameters.

        Args:
            keys: a name, for a value (of several connections a list); a list of names, for a dict;
                all, if None
            output: ``"pandas"`` for a DataFrame, ``"json"`` for a text

        Raises:
            KeyError: if a single connection has no such parameter, or one in a list of names does not
                exist. A single name gives None for those of several connections that do not have it,
                and an empty list if none has it.
        """
        if self._n == 0 or self._network is not state._network:  # nothing, as in NEST
            return {} if keys is None else ()
        names = [keys] if isinstance(keys, str) else list(keys) if keys is not None else None
        if names is None:
            found = {n: self._plain(self._column(n)) if self._has(n) else self._partly(n) for n in self._names()}
            return self._shown({n: c for n, c in found.items() if len(np.atleast_1d(c))}, output)
        if not all(isinstance(n, str) for n in names):
            raise TypeError("keys must be a name or a list of names")
        if isinstance(keys, str) and self._n > 1 and not self._has(keys):
            found = self._partly(keys)
            return to_json(found) if output == "json" else found
        for name in names:
            if not self._has(name):
                raise KeyError(name)
        found = {n: self._plain(self._column(n)) for n in names}
        if output == "pandas" or not isinstance(keys, str):
            return self._shown(found, output)
        return to_json(found[keys]) if output == "json" else found[keys]

    def _shown(self, found: dict[str, Any], output: str) -> Any:
        """Columns by name, as a dict, a DataFrame or JSON."""
        if output == "pandas":
            import pandas

            index = np.atleast_1d(self._column("source"))
            return pandas.DataFrame({n: np.atleast_1d(c) for n, c in found.items()}, index=index)
        return to_json(found) if output == "json" else found

    def _partly(self, name: str) -> list[Any]:
        """A parameter that only some have: None for the others; an empty list if none has it."""
        models = self._column("synapse_model")
        column: list[Any] = [None] * self._n
        any_has = False
        for model in np.unique(models).tolist():
            places = np.flatnonzero(models == model)
            some = self._at(places)
            if not some._has(name):
                continue  # such as a weight that all share
            any_has = True
            for place, value in zip(places.tolist(), some._column(name).tolist()):
                column[place] = value
        return column if any_has else []

    def _plain(self, column: np.ndarray) -> Any:
        if self._n == 1:
            return column[0].item()
        return column.tolist() if len(column) <= _LISTED else column

    @whole
    def set(self, params: Any = None, **kwargs: Any) -> None:
        """Sets parameters. All of several processes call it, each for its own connections; a single one,
        taken out of others by its place, is set by the process that has it.

        Args:
            params: values by name, or a list of such dicts with one for each connection
            kwargs: values by name. A value is one for all, a list or an array with one for each,
                or a Parameter, from which one is drawn for each.

        Raises:
            NESTErrors.UnaccessedDictionaryEntry: if there is no such parameter to set.
            NESTErrors.BadProperty: if a value is not allowed.
        """
        if kwargs and params is not None:
            raise TypeError("set() takes a dict, or keywords, but not both")
        params = kwargs if params is None else params
        if self._network is not state._network:  # as in NEST
            return
        if self._n == 0 and not self._elsewhere():
            return
        if isinstance(params, (list, tuple)):
            if len(params) != self._n:
                raise TypeError(f"{len(params)} dicts for {self._n} connections")
            if not all(isinstance(p, Mapping) for p in params):
                raise TypeError("set() takes a dict or a list of dicts")
            own = list(params[0]) if params else []
            names = own if self._alone else processes.joined().names(own)
            differ = any(list(p) != names for p in params)
            if differ if self._alone else processes.joined().any(differ):
                self._set_apart(params)
                return
            params = {n: [p[n] for p in params] for n in names}
        if not isinstance(params, Mapping):
            raise TypeError("set() takes a dict or a list of dicts")
        changes = self._changes(params)
        if len(self._devices["source"]):
            self._require(changes, 0)
        self._make(changes)

    def _set_apart(self, params: Sequence[Mapping[str, Any]]) -> None:
        """Sets parameters whose names differ from connection to connection, all or none."""
        parts = [(one, one._changes(p)) for one, p in zip(self, params) if p]
        later = 0
        for one, changes in parts:
            one._require(changes, later)
            if not all(isinstance(v, np.ndarray) for v in changes.values()):  # only calls that draw count
                later += len(changes)
        for one, changes in parts:
            one._make(changes)

    def _elsewhere(self) -> bool:
        """Whether other processes may have connections where this one has none."""
        return self._query is not None and processes.joined().size > 1

    def _changes(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """New values by name: a Parameter of Java's, or an array with one for all or one each."""
        for name in params:
            known = name not in _READ_ONLY or (name == "synapse_id" and self._has_own_ids())
            if not known or not self._has(name):
                fail("UnaccessedDictionaryEntry", f"Unaccessed elements in params of connections: {name}")
        if "synapse_label" in params:
            values.label(params["synapse_label"])
        named = {self._named(name): value for name, value in params.items()}
        return {name: self._numbers(name, value) for name, value in named.items()}

    def _require(self, changes: Mapping[str, Any], later: int) -> None:
        """Refuses what ``_make`` would refuse; ``later`` values will have been set before."""
        java, linked = self._crossing(changes)
        if java and self._tables and (self._alone or processes.joined().size == 1):  # else all check together
            kernel = self._network.package.Kernel
            call(kernel.require, self._fresh(), values.texts(java), values.objects(java.values()), later)
        for name, numbers in linked.items():
            call(self._places_of_devices().require, name, numbers)

    def _make(self, changes: Mapping[str, Any]) -> None:
        java, linked = self._crossing(changes)
        if java and (self._tables > 0 if self._alone else processes.joined().any(self._tables > 0)):
            kernel = self._network.package.Kernel
            call(kernel.set, self._fresh(), values.texts(java), values.objects(java.values()))
        for name, numbers in linked.items():
            call(self._places_of_devices().set, name, numbers)

    def _places_of_devices(self) -> Any:
        return call(self._linked.at, values.ints(self._devices["place"]))

    def _crossing(self, changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """New values as Java takes them, of connections in tables and of those of devices."""
        tables = self._tables
        java, linked = {}, {}
        for name, numbers in changes.items():
            if not isinstance(numbers, np.ndarray):
                java[name] = numbers
                continue
            one = len(numbers) == 1
            java[name] = float(numbers[0]) if one else values.doubles(numbers[:tables])
            if len(self._devices["source"]):
                linked[name] = values.doubles(numbers if one else numbers[tables:])
        return java, linked

    def _numbers(self, name: str, value: Any) -> Any:
        if isinstance(value, Parameter):
            together = processes.joined().size > 1 and not self._alone
            devices = len(self._devices["source"]) > 0
            if not (processes.joined().any(devices) if together else devices):
                return value._value()
            value = self._drawn(name, value)
        if not values.is_sequence(value):
            one = np.array([values.number(name, value, False)], float)
            return np.atleast_1d(self._delays(one)) if name == "delay" else one
        if len(value) < self._n:
            raise IndexError(f"'{name}' has {len(value)} values for {self._n} connections")
        array = np.asarray(value[: self._n])  # as in NEST, further values are ignored
        if array.dtype.kind not in "iuf":
            values.mismatch(name, value, "numbers")
        if self._order is not None:
            sorted_ = np.empty(len(array), float)
            sorted_[self._order] = array
            array = sorted_
        array = np.asarray(array, float)
        return np.atleast_1d(self._delays(array)) if name == "delay" and array.size else array

    def _drawn(self, name: str, value: Parameter) -> Any:
        """Random numbers for connections some of which are of devices, as one process would draw them."""
        all_ = processes.joined()
        if all_.size == 1:
            return value._draw(self._n)
        if self._alone:
            fail(
                "BadProperty",
                f"several processes draw {name} for connections together, not one by one: "
                "give the random value to all that GetConnections has found",
            )
        rows = np.zeros((self._n, 6), np.int64)
        if self._n:
            java = self._fresh() if self._tables else None
            rows[:, :3] = np.column_stack(_sorted_by(self._network, java, self._devices))
            rows[self._tables :, 3] = 1
            if self._tables:
                rows[: self._tables, 4:] = np.column_stack([self._table("source"), self._table("target")])
            if self._n > self._tables:
                rows[self._tables :, 4] = values.array(call(self._linked.numbers))[self._devices["place"]]
        places, n = all_.places(rows)
        return np.asarray(value._draw(n))[places] if n else []

    def _delays(self, ms: np.ndarray) -> Any:
        """New delays, rounded to the grid unless all models take delays between the steps."""
        return values.delay(ms, not all(d.fine_delays for d in self._declared()))

    def _valid(self) -> None:
        if self._network is not state._network:
            fail("KernelException", "these connections are gone: ResetKernel has removed them")

    @whole
    def disconnect(self) -> None:
        """Takes the connections out of the network. All of several processes call it, each for its own; a single
        one, taken out of others by its place, is taken out by the process that has it."""
        self._valid()
        if len(self._devices["source"]):
            fail("InexistentConnection", "connections of devices cannot be taken out, nor can they in NEST")
        if self._java is not None:
            try:
                call(self._fresh().disconnect)
            except NESTErrors.IllegalConnection as error:
                fail("InexistentConnection", str(error))
            self._network.removals += 1

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "distance":
            return self._distance()
        return self.get(name)

    def _distance(self) -> Any:
        """Distances of the connected nodes, nan where these have no places."""
        if not self._n:
            return []
        ids = (values.ints(self._column(end)) for end in ("source", "target"))
        found = values.array(call(self._network.package.Places.distances, self._network.java, *ids)).tolist()
        return found[0] if self._n == 1 else found

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "print_full":
            object.__setattr__(self, name, value)
        else:
            self.set({name: value})

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self._n == 0:
            return "The synapse collection does not contain any connections."
        shown: Any = np.arange(self._n)
        cut = self._n >= _SHOWN and not self.print_full
        if cut:
            shown = np.concatenate([shown[:15], shown[-15:]])
        names = ("source", "target", "synapse_model", "weight", "delay")
        columns = [np.asarray(self._column(n))[shown] for n in names]
        width = max(15, max(len(str(m)) for m in columns[2]))
        lines = [
            f" source   target  {'synapse model':^{width}}  weight   delay ",
            f"-------- -------- {'-' * width} -------- -------",
        ]
        for s, t, m, w, d in zip(*columns):
            lines.append(f"{s:>7d} {t:>8d} {m:>{width}s} {w:>#8.4g} {d:>#7.4g}")
        if cut:
            lines.insert(2 + 15, f"{'⋮':>7} {'⋮':>8}")
        return "\n".join(lines)


_LISTED = 1_000_000
"""Longer columns stay arrays of numpy, since lists of as many numbers cost seconds."""


def _ids(network: Network, models: np.ndarray) -> np.ndarray:
    return np.array([network.models[str(m)].number for m in models])


def _same(network: Network, name: str, n: int, models: Any) -> Any:
    """What is the same for all, or can be told from the models; None for other names."""
    if name == "synapse_id" and models is not None:
        unique, inverse = np.unique(models, return_inverse=True)
        return _ids(network, unique)[inverse]
    if name == "sizeof":
        return np.full(n, 8, np.int64)
    return None


def _any_of(network: Network, source: np.ndarray, runs: np.ndarray) -> bool:
    """Whether nodes of some runs are among ids."""
    for run in np.flatnonzero(runs).tolist():
        if np.any((source >= network.firsts[run]) & (source < network.end(run))):
            return True
    return False


def _order(network: Network, java: Any, several: bool, devices: dict[str, np.ndarray]) -> Any:
    """The order by synapse model, in it those onto neurons, to recorders, from devices, as in NEST on
    one thread; None where all are in order.

    Args:
        several: whether those in tables may be of several synapse models
    """
    n = len(devices["source"])
    if java is None or (n == 0 and not several and not network.devices):
        return None
    runs = np.array([not network.models[m].declared.is_neuron for m in network.names])
    source = values.array(call(java.source))  # ascending, of what carries spikes
    generators = _any_of(network, source, runs)
    if n == 0 and not generators and not several:
        return None
    numbers = values.array(call(java.synapseNumbers))
    if n == 0 and not generators and bool((numbers == numbers[0]).all()):
        return None
    return np.lexsort(_sorted_by(network, java, devices)[::-1])


def _sorted_by(network: Network, java: Any, devices: dict[str, np.ndarray]) -> list[np.ndarray]:
    """What connections in tables, and then those of devices, are in order by, first the first."""
    model = _same(network, "synapse_id", len(devices["source"]), devices["synapse_model"])
    source, last = devices["source"], _rank(devices["source"])
    if java is not None:
        runs = np.array([not network.models[m].declared.is_neuron for m in network.names])
        senders, numbers = values.array(call(java.source)), values.array(call(java.synapseNumbers))
        known = _ids(network, np.array([str(m) for m in java.synapseModels()]))
        devices_last = runs[np.searchsorted(network.firsts, senders, side="right") - 1]
        model = np.concatenate([known[numbers], model])
        source = np.concatenate([senders, source])
        last = np.concatenate([np.where(devices_last, 2, 0), last])
    return [model, last, source * (last > 0)]


def _rank(source: np.ndarray) -> np.ndarray:
    """The rank of connections of devices in a model: those to recorders before those from devices."""
    return np.where(ports.neurons(state.network, source), 1, 2)


_NO_DEVICES = {
    "source": np.array([], np.int64),
    "target": np.array([], np.int64),
    "place": np.array([], np.int64),
    "receptor": np.array([], np.int64),
    "synapse_model": np.array([], str),
}


def _same_ids(models: np.ndarray) -> np.ndarray:
    return _same(state.network, "synapse_id", len(models), models)


def _devices(found: Any) -> dict[str, np.ndarray]:
    columns = {n: values.array(call(getattr(found, n))) for n in ("source", "target", "receptor")}
    columns["place"] = np.arange(len(columns["source"]))
    columns["synapse_model"] = np.array([str(m) for m in call(found.synapses)])
    source = columns["source"]
    order = np.lexsort((source, _rank(source), _same_ids(columns["synapse_model"])))
    return {n: c[order] for n, c in columns.items()}


def _everyone(network: Network) -> NodeCollection:
    """All nodes."""
    if network.everyone is None or len(network.everyone) != network.size:
        network.everyone = NodeCollection._of(range(1, network.size + 1), network)
    return network.everyone


def _nodes(name: str, given: Any) -> Union[NodeCollection, None]:
    """The nodes of an argument; NEST 2 took lists of ids."""
    if given is None or isinstance(given, NodeCollection):
        return given
    if state.api != 2:
        raise TypeError(f"{name} must be NodeCollection.")
    return NodeCollection(given) if isinstance(given, (list, tuple)) else given


@one_at_a_time
def GetConnections(
    source: Union[NodeCollection, None] = None,
    target: Union[NodeCollection, None] = None,
    synapse_model: Union[str, None] = None,
    synapse_label: Union[int, None] = None,
) -> SynapseCollection:
    """The connections between nodes.

    Args:
        source: only those from these nodes
        target: only those to these
        synapse_model: only those of this synapse model
        synapse_label: only those with this label, of models whose names end with ``_lbl``; -1 for all

    Raises:
        TypeError: if nodes are not given as NodeCollections.
        NESTErrors.UnknownSynapseType: if there is no such synapse model.
    """
    network = state.network
    source, target = _nodes("source", source), _nodes("target", target)
    if synapse_label is not None and not isinstance(synapse_label, (int, np.integer)):
        values.mismatch("synapse_label", synapse_label, "a whole number")
    wanted = catalogue.synapse_model(synapse_model).name if synapse_model is not None else ""
    if network.size == 0:
        return SynapseCollection(network, None, 0, _NO_DEVICES)
    java = network.open()
    pre = _everyone(network) if source is None else source
    post = _everyone(network) if target is None else target
    pre._valid()
    post._valid()
    a, b = pre._ids, post._ids
    if type(a) is range and type(b) is range and a.step == b.step == 1 and a and b:
        found = call(network.package.Found, java, a.start, len(a), b.start, len(b), wanted)
    else:
        found = call(network.package.Found, java, pre._to_java(), post._to_java(), wanted)
    more, n = divmod(int(found.sizes()), 1 << 32)
    table = found.tables() if n or processes.joined().size > 1 else None
    linked = found.devices() if more > 1 else None
    devices = _NO_DEVICES if linked is None else _devices(linked)
    query = (pre, post, wanted, n, network.removals)
    order = _order(network, table if n else None, bool(more & 1), devices)
    made = SynapseCollection(network, table, n, devices, order, query, linked=linked)
    return made if synapse_label in (None, -1) else made._labelled(int(synapse_label))


hardware.found_by(lambda model: GetConnections(synapse_model=model))
