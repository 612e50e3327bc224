"""Connections that exist: GetConnections, and collections of them."""

from __future__ import annotations

from numbers import Integral
from typing import Any, Iterator, Mapping, Sequence, Union

import numpy as np

from . import values
from .errors import absent, call, fail
from .nodes import NodeCollection
from .parameters import Parameter
from .state import Network, state

_ALWAYS = (
    "delay", "port", "receptor", "sizeof", "source", "synapse_id", "synapse_model", "target",
    "target_thread", "weight",
)
_READ_ONLY = ("port", "receptor", "sizeof", "source", "synapse_id", "synapse_model", "target",
              "target_thread")
_SHOWN = 36


class SynapseCollection:
    """Some connections, as ``nest.GetConnections`` finds them.

    They are in order of their synapse models, then their sources; connections of devices come last.
    A parameter is read and written as an attribute: ``synapses.weight`` is a number for a single
    connection, else a list, of more than a million an array of numpy; ``synapses.weight = 2.0`` sets
    it.

    After more connections have been made, look them up again.
    """

    __slots__ = ("_java", "_devices", "_order", "_network", "_n", "print_full", "_chosen")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, network: Network, java: Any, devices: Any, chosen: Any = None):
        put = object.__setattr__
        put(self, "_network", network)
        put(self, "_java", java)
        put(self, "_devices", devices)
        put(self, "_order", _order(network, java) if chosen is None else None)
        put(self, "_chosen", chosen)
        put(self, "print_full", False)
        tables = 0 if java is None else int(java.size())
        lists = len(devices["source"])
        put(self, "_n", tables + lists)

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
        return all(
            np.array_equal(self._column(n), other._column(n)) for n in names
        )

    def __getitem__(self, key: Any) -> SynapseCollection:
        if isinstance(key, Integral):
            if not -self._n <= key < self._n:
                raise IndexError(f"there is no connection {key} of {self._n}")
            places = np.array([key % self._n])
        elif isinstance(key, slice):
            places = np.arange(self._n)[key]
        else:
            chosen = np.asarray(key)
            if chosen.size == 0:
                chosen = chosen.astype(np.int64)
            if chosen.dtype.kind == "b" and len(chosen) != self._n:
                raise IndexError("a list of bools must be as long as the SynapseCollection")
            places = np.arange(self._n)[chosen]
        return self._at(places)

    def _at(self, places: np.ndarray) -> SynapseCollection:
        tables = self._n - len(self._devices["source"])
        inner = places[places < tables]
        outer = places[places >= tables] - tables
        if len(inner) and len(outer) and bool((np.diff(places < tables).astype(int) > 0).any()):
            raise IndexError("connections of devices come after the others")
        java = None
        if self._java is not None and len(inner):
            where = inner if self._order is None else self._order[inner]
            java = call(self._java.at, values.ints(where))
        devices = {n: c[outer] for n, c in self._devices.items()}
        return SynapseCollection(self._network, java, devices, chosen=places)

    def _without(self, before: SynapseCollection) -> SynapseCollection:
        """Those that are not among connections that were looked up before some were made."""
        if len(before) == 0:
            return self
        keys, marks = [], []
        for c in (self, before):
            columns = [np.asarray(c._column(n)) for n in ("source", "target", "synapse_id")]
            keys.append(list(zip(*(column.tolist() for column in columns))))
        count: dict[Any, int] = {}
        for key in keys[1]:
            count[key] = count.get(key, 0) + 1
        for key in keys[0]:
            left = count.get(key, 0)
            marks.append(left == 0)
            count[key] = max(0, left - 1)
        return self[np.array(marks, bool)]

    def sources(self) -> Iterator[int]:
        """The ids of the sources, one after the other."""
        return iter(self._column("source").tolist())

    def targets(self) -> Iterator[int]:
        """The ids of the targets, one after the other."""
        return iter(self._column("target").tolist())

    # --- parameters ------------------------------------------------------------------------------

    def _column(self, name: str) -> np.ndarray:
        """A parameter of all, as an array."""
        parts = []
        if self._java is not None:
            part = self._table(name)
            parts.append(part if self._order is None else part[self._order])
        if len(self._devices["source"]):
            parts.append(self._device(name))
        if not parts:
            return np.array([])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _device(self, name: str) -> np.ndarray:
        n = len(self._devices["source"])
        if name in self._devices:
            return self._devices[name]
        return _same(self._network, name, n, self._devices["synapse_model"])

    def _table(self, name: str) -> np.ndarray:
        java = self._java
        if name in ("source", "target", "weight", "delay", "receptor"):
            return np.asarray(memoryview(call(getattr(java, name))))
        if name in ("synapse_model", "synapse_id"):
            numbers = np.asarray(memoryview(call(java.synapseNumbers)))
            models = np.array([str(m) for m in java.synapseModels()])
            return models[numbers] if name == "synapse_model" else _ids(self._network, models)[numbers]
        same = _same(self._network, name, int(java.size()), None)
        if same is not None:
            return same
        return np.asarray(memoryview(call(java.get, name)))

    def _names(self) -> list[str]:
        names = set(_ALWAYS)
        for model in np.unique(self._column("synapse_model")):
            declared = self._network.models[str(model)].declared
            if not declared.alike:
                names.update(n for n in declared.parameters if n != "receptor_type")
        return sorted(names)

    def _has(self, name: str) -> bool:
        if name in _ALWAYS:
            return True
        models = {str(m) for m in np.unique(self._column("synapse_model"))}
        return all(name in self._network.models[m].declared.parameters for m in models)

    def get(self, keys: Union[str, Sequence[str], None] = None, output: str = "") -> Any:
        """Reads parameters.

        Args:
            keys: a name, for a value (of several connections a list); a list of names, for a dict;
                all, if None
            output: ``"pandas"`` for a DataFrame, ``"json"`` for a text

        Raises:
            KeyError: if there is no such parameter.
        """
        self._valid()
        if self._n == 0:
            return {} if keys is None or not isinstance(keys, str) else []
        names = [keys] if isinstance(keys, str) else list(keys) if keys is not None else None
        if names is None:
            names = [n for n in self._names() if self._has(n)]
        if not all(isinstance(n, str) for n in names):
            raise TypeError("keys must be a name or a list of names")
        for name in names:
            if not self._has(name):
                raise KeyError(name)
        found = {n: self._plain(self._column(n)) for n in names}
        if output == "pandas":
            import pandas

            index = np.arange(self._n)
            return pandas.DataFrame({n: np.atleast_1d(c) for n, c in found.items()}, index=index)
        result = found[keys] if isinstance(keys, str) else found
        if output == "json":
            from .info import to_json

            return to_json(result)
        return result

    def _plain(self, column: np.ndarray) -> Any:
        if self._n == 1:
            return column[0].item()
        return column.tolist() if len(column) <= _LISTED else column

    def set(self, params: Any = None, **kwargs: Any) -> None:
        """Sets parameters.

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
        self._valid()
        if self._n == 0:
            return
        if isinstance(params, (list, tuple)):
            if len(params) == 1:
                params = params[0]
            elif len(params) != self._n:
                raise TypeError(f"{len(params)} dicts for {self._n} connections")
            else:
                if any(list(p) != list(params[0]) for p in params):
                    for one, p in zip(self, params):
                        one.set(p)
                    return
                params = {n: [p[n] for p in params] for n in params[0]}
        if not isinstance(params, Mapping):
            raise TypeError("set() takes a dict or a list of dicts")
        for name in params:
            if name in _READ_ONLY or not self._has(name):
                fail("UnaccessedDictionaryEntry", f"connections have no '{name}' to set")
        for name, value in params.items():
            self._set(name, value)

    def _set(self, name: str, value: Any) -> None:
        if len(self._devices["source"]):
            absent("changes of connections of devices; leave them out: GetConnections(neurons, neurons)")
        from .connect import _rounded

        if isinstance(value, Parameter):
            call(self._java.set, name, value._value())
            return
        if values.is_sequence(value):
            if len(value) != self._n:
                raise IndexError(f"'{name}' has {len(value)} values for {self._n} connections")
            array = np.asarray(value)
            if array.dtype.kind not in "iuf":
                values.mismatch(name, value, "numbers")
            if self._order is not None:
                sorted_ = np.empty(len(array), float)
                sorted_[self._order] = array
                array = sorted_
            array = _rounded(array) if name == "delay" else array
            call(self._java.set, name, values.doubles(array))
            return
        one = values.number(name, value, False)
        one = _rounded(one) if name == "delay" else one
        call(self._java.set, name, float(one))

    def _valid(self) -> None:
        if self._network is not state._network:
            fail("KernelException", "these connections are gone: ResetKernel has removed them")

    def disconnect(self) -> None:
        """Takes the connections out of the network."""
        self._valid()
        if len(self._devices["source"]):
            absent("disconnecting devices")
        if self._java is not None:
            try:
                call(self._java.disconnect)
            except Exception as error:
                if "taken out" in str(error):
                    raise NotImplementedError(str(error)) from None
                raise

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "distance":
            absent("positions of nodes")
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "print_full":
            object.__setattr__(self, name, value)
        else:
            self.set({name: value})

    def __str__(self) -> str:
        if self._n == 0:
            return "The synapse collection does not contain any connections."
        shown: Any = np.arange(self._n)
        cut = self._n >= _SHOWN and not self.print_full
        if cut:
            shown = np.concatenate([shown[:15], shown[-15:]])
        names = ("source", "target", "synapse_model", "weight", "delay")
        columns = [np.asarray(self._column(n))[shown] for n in names]
        width = max(13, max(len(str(m)) for m in columns[2]))
        lines = [
            f" source   target   {'synapse model':^{width}}   weight   delay ",
            f"-------- -------- {'-' * (width + 2)} -------- -------",
        ]
        for s, t, m, w, d in zip(*columns):
            lines.append(f"{s:>7d} {t:>8d} {m:>{width + 2}s} {w:>#8.4g} {d:>#7.4g}")
        if cut:
            lines.insert(2 + 15, f"{'⋮':>7} {'⋮':>8}")
        return "\n".join(lines)


_LISTED = 1_000_000
"""Longer columns stay arrays of numpy, since lists of as many numbers cost seconds."""


def _ids(network: Network, models: np.ndarray) -> np.ndarray:
    listed = list(network.models)
    return np.array([listed.index(str(m)) for m in models])


def _same(network: Network, name: str, n: int, models: Any) -> Any:
    """What is the same for all, or can be told from the models; None for other names."""
    if name == "synapse_id" and models is not None:
        unique, inverse = np.unique(models, return_inverse=True)
        return _ids(network, unique)[inverse]
    if name in ("port", "target_thread"):
        return np.zeros(n, np.int64)
    if name == "sizeof":
        return np.full(n, 8, np.int64)
    if name == "receptor":
        return np.zeros(n, np.int64)
    return None


def _order(network: Network, java: Any) -> Any:
    """The order by synapse model, or None where there is one model."""
    if java is None or java.synapseModels().size() < 2 or java.size() == 0:
        return None
    numbers = np.asarray(memoryview(call(java.synapseNumbers)))
    if bool((numbers == numbers[0]).all()):
        return None
    models = np.array([str(m) for m in java.synapseModels()])
    return np.argsort(_ids(network, models)[numbers], kind="stable")


_NO_DEVICES = {
    "source": np.array([], np.int64),
    "target": np.array([], np.int64),
    "weight": np.array([]),
    "delay": np.array([]),
    "receptor": np.array([], np.int64),
    "synapse_model": np.array([], str),
}


def _devices(found: Any) -> dict[str, np.ndarray]:
    if int(found.size()) == 0:
        return _NO_DEVICES
    columns = {
        n: np.asarray(memoryview(call(getattr(found, n))))
        for n in ("source", "target", "weight", "delay", "receptor")
    }
    columns["synapse_model"] = np.array([str(m) for m in call(found.synapses)])
    order = np.argsort(columns["source"], kind="stable")
    return {n: c[order] for n, c in columns.items()}


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
        synapse_label: not supported by Myelin yet

    Raises:
        TypeError: if nodes are not given as NodeCollections.
        NESTErrors.UnknownSynapseType: if there is no such synapse model.
    """
    from . import models

    network = state.network
    for name, nodes in (("source", source), ("target", target)):
        if nodes is None or isinstance(nodes, NodeCollection):
            continue
        if state.api != 2:
            raise TypeError(f"{name} must be NodeCollection.")
    source, target = (
        NodeCollection(n) if isinstance(n, (list, tuple)) else n for n in (source, target)
    )
    if synapse_label is not None:
        absent("synapse_label")
    wanted = models.synapse_model(synapse_model).name if synapse_model is not None else ""
    if network.size == 0:
        return SynapseCollection(network, None, _NO_DEVICES)
    java = network.open()
    everyone = NodeCollection._of(range(1, network.size + 1), network)
    pre = (everyone if source is None else source)._to_java()
    post = (everyone if target is None else target)._to_java()
    found = call(java.connections, pre, post, wanted)
    devices = _devices(call(java.deviceConnections, pre, post, wanted))
    return SynapseCollection(network, found if found.size() else None, devices)
