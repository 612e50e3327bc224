"""Nodes: Create, GetNodes, and collections of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Integral
from typing import Any, Tuple, Union

import numpy as np

from ..signals import one_at_a_time, whole
from . import catalogue, compartments, growth, places, processes, records, values
from .errors import call, fail
from .info import to_json
from .parameters import Parameter
from .state import Declaration, Network, shown, state


def _compact(ids: np.ndarray) -> Union[range, np.ndarray]:
    """Ids as a range, where they are consecutive. Only slices give ranges with steps, which NEST prints
    in another way."""
    n = len(ids)
    if n == 0:
        return range(0)
    if int(ids[-1]) - int(ids[0]) == n - 1:
        return range(int(ids[0]), int(ids[-1]) + 1)
    return ids


_put = object.__setattr__


class NodeCollection:
    """Some nodes of the network, in ascending order of their ids.

    ``nest.Create`` makes one. ``NodeCollection(ids)`` is of nodes that exist; ``+`` joins two;
    an int, a slice, a list of places or of booleans takes some out. A parameter of the nodes is
    read and written as an attribute: ``nodes.V_m``, ``nodes.V_m = -65.0``.

    Args:
        data: ids of nodes, ascending, each once

    Raises:
        NESTErrors.UnknownNode: if there is no such node.
        NESTErrors.BadProperty: if ids do not ascend.
    """

    __slots__ = ("_ids", "_network", "_java")
    __hash__ = None  # type: ignore[assignment]

    _ids: Union[range, np.ndarray]
    _network: Network
    _java: Any

    def __init__(self, data: Any = None):
        if data is None:
            data = []
        if isinstance(data, NodeCollection):
            ids = np.asarray(data._ids)
        else:
            if not values.is_sequence(data) and not isinstance(data, Iterable):
                raise TypeError("a NodeCollection is made of a list or an array of node ids")
            ids = np.asarray(data if values.is_sequence(data) else list(data))
            if ids.size and ids.dtype.kind not in "iu":
                raise TypeError("a NodeCollection is made of node ids, which are ints")
        ids = values.ids(ids)
        if ids.size:
            if bool((np.diff(ids) <= 0).any()):
                repeated = len(np.unique(ids)) < len(ids)
                fail(
                    "BadProperty",
                    "All node IDs in a NodeCollection have to be unique"
                    if repeated
                    else "node IDs in a NodeCollection must be in ascending order",
                )
            if ids[0] < 1 or ids[-1] > state.network.size:
                values.no_node(ids[0] if ids[0] < 1 else ids[-1])
        _put(self, "_ids", _compact(ids))
        _put(self, "_network", state.network)
        _put(self, "_java", None)

    @classmethod
    def _of(cls, ids: Union[range, np.ndarray], network: Network, java: Any = None) -> NodeCollection:
        made = cls.__new__(cls)
        _put(made, "_ids", ids)
        _put(made, "_network", network)
        _put(made, "_java", java)
        return made

    def _valid(self, error: str = "UnknownNode") -> Network:
        """The network, if the nodes are still in it; else NEST's error of that name is raised."""
        if self._network is not state._network and len(self._ids):
            fail(error, "these nodes are gone: ResetKernel has removed them")
        return state.network

    def _to_java(self) -> Any:
        """The same as Java has it."""
        if self._java is None:
            java = self._valid().open()
            ids = self._ids
            if isinstance(ids, range) and ids.step == 1:
                made = call(java.nodes, ids.start, len(ids))
            else:
                made = call(java.nodes, values.ints(ids))
            _put(self, "_java", made)
        return self._java

    # --- which nodes ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._ids)

    def __bool__(self) -> bool:
        return len(self._ids) > 0

    def __iter__(self) -> Iterator[Any]:
        if state.api == 2:
            yield from map(int, self._ids)
            return
        for i in self._ids:
            yield NodeCollection._of(range(int(i), int(i) + 1), self._network)

    def __contains__(self, node: Any) -> bool:
        if isinstance(node, NodeCollection):
            return len(node) == 1 and int(node._ids[0]) in self
        if not isinstance(node, Integral):
            return False
        if isinstance(self._ids, range):
            return int(node) in self._ids
        at = int(np.searchsorted(self._ids, node))
        return at < len(self._ids) and int(self._ids[at]) == node

    def index(self, node_id: int) -> int:
        """The place of a node id.

        Raises:
            ValueError: if it is not among them.
        """
        if not isinstance(node_id, Integral) or node_id not in self:
            raise ValueError(f"{node_id} is not in NodeCollection")
        if isinstance(self._ids, range):
            return self._ids.index(int(node_id))
        return int(np.searchsorted(self._ids, node_id))

    def tolist(self) -> list[int]:
        """The node ids."""
        return list(self._ids) if isinstance(self._ids, range) else self._ids.tolist()

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.array(self._ids, dtype=dtype if dtype is not None else np.int64)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, NodeCollection):
            return NotImplemented
        if len(self) != len(other):
            return False
        if isinstance(self._ids, range) and isinstance(other._ids, range):
            same = self._ids == other._ids
        else:
            same = bool(np.array_equal(np.asarray(self._ids), np.asarray(other._ids)))
        if not same or not self or self._network is other._network:
            return same
        mine, others = ([name for name, _ in nodes._runs()] for nodes in (self, other))
        return mine == others  # for nodes from before ResetKernel, as in NEST

    def __add__(self, other: Any) -> NodeCollection:
        """The nodes of both, in order of their ids; 0 adds none, so that ``sum`` takes collections.

        Raises:
            NESTErrors.BadProperty: if a node is in both.
        """
        if type(other) is int and other == 0:
            return self
        if not isinstance(other, NodeCollection):
            raise TypeError(f"Cannot add object of type '{type(other).__name__}' to 'NodeCollection'")
        if not other:
            return self
        if not self:
            return other
        network = self._valid("KernelException")
        other._valid("KernelException")
        a, b = self._ids, other._ids
        if network.layers and places.layer(network, a) is not places.layer(network, b):
            fail("BadProperty", "Can only join NodeCollections with same metadata: created together at places, or without")
        if isinstance(a, range) and isinstance(b, range) and a.step == b.step == 1:
            low, high = (a, b) if a.start < b.start else (b, a)
            if low.stop == high.start:
                return NodeCollection._of(range(low.start, high.stop), network)
        both = np.sort(np.concatenate([np.asarray(a), np.asarray(b)]))
        if bool((np.diff(both) == 0).any()):
            twice = int(both[:-1][np.diff(both) == 0][0])
            fail(
                "BadProperty",
                f"Cannot join overlapping NodeCollections: node {twice} is in both",
            )
        return NodeCollection._of(_compact(both), network)

    __radd__ = __add__

    def _to_array(self, selection: str = "all") -> dict[Any, list[int]]:
        """Node ids in a dict: those of all nodes by ``All`` or ``Rank 0``, or those of each thread by its number.

        Args:
            selection: ``"all"``, ``"thread"`` or ``"rank"``
        """
        if selection not in ("all", "thread", "rank"):
            fail("BadParameter", f"the selection is 'all', 'rank' or 'thread', not {selection!r}")
        if selection == "all":
            return {"All": self.tolist()}
        own = self._here()
        if selection == "rank":
            return {f"Rank {processes.joined().rank}": own.tolist()}
        thread = np.asarray(own._columns(["thread"])[0], int) if own else np.array([], int)
        ids = np.asarray(own._ids)
        return {t: ids[thread == t].tolist() for t in range(state.settings["local_num_threads"])}

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, Integral) and not isinstance(key, (bool, np.bool_)):
            return self._at(int(key))
        if isinstance(key, slice):
            return self._slice(key)
        if isinstance(key, (list, tuple, np.ndarray)):
            if isinstance(key, (list, tuple)) and 0 < sum(isinstance(k, (bool, np.bool_)) for k in key) < len(key):
                raise TypeError("indices of a NodeCollection must be ints or bools, not both")
            return self._places(np.asarray(key))
        raise IndexError("only integers, slices, lists, tuples, and numpy arrays are valid indices")

    def _at(self, place: int) -> Any:
        n = len(self)
        if not -n <= place < n:
            raise IndexError(f"place {place} is outside of a NodeCollection of {n} nodes")
        node = int(self._ids[place])
        return node if state.api == 2 else NodeCollection._of(range(node, node + 1), self._network)

    def _slice(self, key: slice) -> NodeCollection:
        if key.step is not None and key.step < 1:
            raise IndexError("the step of a slice of a NodeCollection must be strictly positive")
        start, stop, _ = key.indices(len(self))
        for given, end in ((key.start, len(self)), (key.stop, len(self))):
            if given is not None and not -end <= given <= end:
                raise IndexError(f"slice {key.start}:{key.stop} is outside of {end} nodes")
        if start >= stop:
            fail("BadParameter", f"an empty slice, {start}:{stop}: start < stop required")
        ids = self._ids[key]
        if len(ids) == 1:
            ids = range(int(ids[0]), int(ids[0]) + 1)
        return NodeCollection._of(ids if isinstance(ids, range) else _compact(ids), self._network)

    def _places(self, key: np.ndarray) -> NodeCollection:
        if key.size == 0:
            return NodeCollection._of(range(0), self._network)
        if key.ndim != 1:
            raise TypeError("indices of a NodeCollection have one dimension")
        if key.dtype.kind == "b":
            if len(key) != len(self):
                raise IndexError("a list of bools must be as long as the NodeCollection")
            return NodeCollection._of(_compact(np.asarray(self._ids)[key]), self._network)
        if key.dtype.kind not in "iu":
            raise TypeError("indices of a NodeCollection are ints or bools")
        if len(np.unique(key)) < len(key):
            raise ValueError("All node IDs in a NodeCollection have to be unique")
        n = len(self)
        if bool(((key < -n) | (key >= n)).any()):
            raise IndexError(f"a place is outside of a NodeCollection of {n} nodes")
        ids = np.asarray(self._ids)[key]
        if bool((np.diff(ids) < 0).any()):
            fail("BadProperty", "indices must be in ascending order")
        return NodeCollection._of(_compact(ids), self._network)

    def _where(self, mask: np.ndarray) -> NodeCollection:
        """Those for which a mask is True."""
        return NodeCollection._of(_compact(np.asarray(self._ids)[mask]), self._network)

    def _here(self) -> NodeCollection:
        """Those that are on this process."""
        if processes.joined().size == 1 or not self:
            return self
        own = np.ones(len(self), bool)
        for group, places_, ids in self._groups():
            mask = records.here(self._network, group, ids)
            if mask is not None:
                own[places_] = mask
        return self._where(own)

    def __repr__(self) -> str:
        if not self:
            return "NodeCollection(<empty>)"
        parts = [_describe(name, ids) for name, ids in self._runs()]
        layer = places.layer(self._network, self._ids)
        metadata = "spatial" if layer else "None"
        if len(parts) == 1 and "step=" not in parts[0] and (not layer or layer.n == len(self)):
            return f"NodeCollection(metadata={metadata}, {parts[0]})"
        if layer and len(self) == 1:
            parts[0] += f", last={self._ids[0]}"
        between = ";\n               "
        return f"NodeCollection(metadata={metadata},\n               {between.join(parts)})"

    __str__ = __repr__

    def _groups(self) -> list[tuple[str, Any, Union[range, np.ndarray]]]:
        """For each model its name, the places of its nodes (a slice or an array), and their ids."""
        network, ids = self._network, self._ids
        first, last = network.run(int(ids[0])), network.run(int(ids[-1]))
        if first == last:
            return [(network.names[first], slice(None), ids)]
        runs = np.searchsorted(network.firsts, np.asarray(ids), side="right") - 1
        groups: dict[str, list[np.ndarray]] = {}
        cuts = np.flatnonzero(np.diff(runs)) + 1
        for places in np.split(np.arange(len(ids)), cuts):
            groups.setdefault(network.names[runs[places[0]]], []).append(places)
        result = []
        for name, pieces in groups.items():
            places = np.concatenate(pieces)
            result.append((name, places, _compact(np.asarray(ids)[places])))
        return result

    def _runs(self) -> Iterator[tuple[str, Union[range, np.ndarray]]]:
        """Runs of ids of one model and one distance, in order."""
        network, ids = self._network, np.asarray(self._ids)
        run = np.searchsorted(network.firsts, ids, side="right") - 1
        gap = np.diff(ids)
        broken = np.diff(run) != 0
        if not isinstance(self._ids, range):
            broken |= gap != 1
        for part in np.split(ids, np.flatnonzero(broken) + 1):
            yield network.names[network.run(int(part[0]))], part

    # --- parameters ----------------------------------------------------------------------------

    @property
    def spatial(self) -> Union[dict[str, Any], None]:
        """Where the nodes are: ``center``, ``extent``, ``edge_wrap``, ``network_size``, and ``shape`` of a grid or
        ``positions``; None if they have no places, or were not created together."""
        layer = places.layer(self._network, self._ids)
        return layer.described(np.asarray(self._ids)) if layer else None

    @property
    def global_id(self) -> Any:
        """The node id, of several nodes a tuple of them."""
        return int(self._ids[0]) if len(self) == 1 else tuple(self.tolist())

    def get(self, *params: Any, **kwargs: Any) -> Any:
        """Reads parameters and state.

        Without arguments: a dict of all. With a name: its value for a single node, else a tuple
        with one for each, None where a node has no such parameter. With a list of names: a dict.
        Names can go deeper: ``get("events", "times")``, ``get("events", ["senders", "times"])``.

        Args:
            kwargs: ``output="pandas"`` for a DataFrame, ``output="json"`` for a text

        Raises:
            KeyError: if no node has such a parameter.
        """
        output = kwargs.pop("output", "")
        if kwargs:
            raise TypeError(f"get() has no argument {', '.join(kwargs)}")
        if output not in ("", "json", "pandas"):
            raise TypeError("output is 'json' or 'pandas'")
        self._valid()
        if not self:
            raise ValueError("an empty NodeCollection has no parameters to get")
        if not params:
            result = self._all()
        elif len(params) == 1:
            result = self._named(params[0])
        else:
            result = self._deeper(params)
        if output == "json":
            return to_json(result)
        if output == "pandas":
            return records.frame(self, params, result)
        return result

    def _all(self) -> dict[str, Any]:
        if len(self._ids) == 1:
            model = self._network.names[self._network.run(int(self._ids[0]))]
            found = records.neuron(self._network, model, self)
            if found is not None:
                return found
        names: set[str] = set()
        for group, _, ids in self._groups():
            one = self._network.models[group].declared
            names.update(records.names(one))
            if one.keeps_records:
                for node in ids:
                    names.update(records.files(self._network, int(node)))
        listed = sorted(names)
        columns = self._columns(listed, strict=False)
        if processes.joined().size > 1 and not self._here():
            listed = list(records.OF_PROXIES)
            columns = self._columns(listed)
        if len(self._ids) == 1:
            return {n: c[0] for n, c in zip(listed, columns)}
        return {n: tuple(c) for n, c in zip(listed, columns)}

    def _shape(self, column: Any) -> Any:
        return column[0] if len(self) == 1 else tuple(column)

    def _named(self, names: Any) -> Any:
        if isinstance(names, str):
            if len(self._ids) == 1:
                node = int(self._ids[0])
                spec = self._network.model(node).declared.parameters.get(names)
                kind = _NUMBERS.get(spec.kind) if spec is not None else None
                if kind is not None:
                    if records.here(self._network, self._network.names[self._network.run(node)], self._ids) is not None:
                        raise KeyError(names)
                    return shown(names, kind(call(self._network.java.number, node, names)))
            column = self._shape(self._columns([names])[0])
            if names in ("compartments", "receptors"):
                return compartments.of_nodes(self, names, column)
            return column
        listed = list(names) if isinstance(names, Iterable) else [names]
        if not all(isinstance(n, str) for n in listed):
            raise TypeError("get() takes a name, or several, which can be the keys of a dict")
        return {n: self._shape(c) for n, c in zip(listed, self._columns(listed))}

    def _deeper(self, params: Sequence[Any]) -> Any:
        path, last = params[:-1], params[-1]
        if not all(isinstance(p, str) for p in path):
            raise TypeError("all but the last name of get() must be single names")
        found = self._columns([path[0]])[0]  # names between the first and the last go unused, as in NEST
        one = len(self) == 1
        if isinstance(last, str):
            return found[0][last] if one else [v[last] for v in found]
        return {name: found[0][name] if one else [v[name] for v in found] for name in last}

    def _columns(self, names: Sequence[str], strict: bool = True) -> list[list[Any]]:
        """A list of values for each name, None for nodes without."""
        network = self._network
        groups = self._groups()
        found: dict[int, list[Any]] = {}
        if len(groups) == 1:
            found = records.read(network, groups[0][0], self, names)
        else:
            for group, places, ids in groups:
                nodes = NodeCollection._of(ids, network)
                for c, column in records.read(network, group, nodes, names).items():
                    whole = found.setdefault(c, [None] * len(self))
                    for place, value in zip(places.tolist(), column):
                        whole[place] = value
        if strict:
            for c, name in enumerate(names):
                if c not in found:
                    raise KeyError(name)
        return [found[c] if c in found else [None] * len(self) for c in range(len(names))]

    @whole
    def set(self, params: Any = None, **kwargs: Any) -> None:
        """Sets parameters and state, all or none.

        Args:
            params: values by name, or a list of such dicts with one for each node
            kwargs: values by name. A value is one for all nodes, a list or an array with one for
                each, or a Parameter, from which one is drawn for each.

        Raises:
            NESTErrors.UnaccessedDictionaryEntry: if a node has no such parameter.
            NESTErrors.BadProperty: if a value is not allowed.
            NESTErrors.TypeMismatch: if it is of the wrong type.
            IndexError: if a list is shorter than the collection; of a longer one the first values are taken.
        """
        if kwargs and params is not None:
            raise TypeError("set() takes a dict, or keywords, but not both")
        self._valid()
        if not self:
            return
        if params is None and not kwargs:
            raise TypeError("set() takes a dict, or keywords")
        params = kwargs if params is None else params
        if growth.concerns(params):
            self._set_elements(params)
            return
        if isinstance(params, Mapping):
            self._set(params)
            return
        if not isinstance(params, (list, tuple)) or not all(isinstance(p, Mapping) for p in params):
            raise TypeError("set() takes a dict or a list of dicts")
        if len(params) == 1:
            self._set(params[0])
            return
        if len(params) != len(self):
            fail("BadParameter", f"{len(params)} dicts for {len(self)} nodes: one for each is needed")
        merged = _merged(params)
        if merged is not None:
            self._set(merged)
            return
        changes = []
        for node, one in zip(self._ids, params):
            changes += _one(int(node), self._network)._changes(one)
        _make(self._network, changes)

    def _set_elements(self, params: Any) -> None:
        """Sets synaptic elements and other parameters, all or none."""
        if isinstance(params, Mapping):
            pairs = [(self, params)]
        elif len(params) not in (1, len(self)):
            fail("BadParameter", f"{len(params)} dicts for {len(self)} nodes: one for each is needed")
        else:
            one_each = ((_one(int(i), self._network), p) for i, p in zip(self._ids, params))
            pairs = list(one_each) if len(params) > 1 else [(self, params[0])]
        elements, others = [], []
        for nodes, one in pairs:
            made, rest = growth.changes(self._network, nodes, one)
            elements += made
            for some, own in rest:
                others += some._changes(own)
        _make(self._network, others)
        for change in elements:
            change.make(self._network)

    def _set(self, params: Mapping[str, Any]) -> None:
        if len(params) == 1 and self._set_number(*next(iter(params.items()))):
            return
        _make(self._network, self._changes(params))

    def _set_number(self, name: str, value: Any) -> bool:
        """Sets a number, where that is simply one for all nodes of one model; whether it was."""
        ids, network = self._ids, self._network
        if type(value) not in (float, int) or type(ids) is not range or ids.step != 1:
            return False
        run = network.run(ids.start)
        declared = network.models[network.names[run]].declared
        spec = declared.parameters.get(name)
        if ids.stop > network.end(run) or declared.keeps_records or spec is None:
            return False
        if spec.role == "read_only" or spec.kind not in ("real", "integer"):
            return False
        number = float(values.number(name, value, spec.kind == "integer"))
        where = f"Setting status of a '{network.names[run]}' with node ID {ids.start}: "
        call(network.open().set, ids.start, len(ids), name, number, where=where)
        return True

    def _changes(self, params: Mapping[str, Any]) -> list[_Change]:
        """What is to be set, as nodes with names, values, and the beginning of error messages."""
        network = self._network
        network.open()
        groups = self._groups()
        changes: list[_Change] = []
        for group, places, ids in groups:
            declared = network.models[group].declared
            own = values.check_names(declared, params, "set")
            records.require_changeable(network, declared, own)
            if compartments.is_concerned(declared, own):
                at = range(len(self)) if isinstance(places, slice) else places.tolist()
                changes += _each_whole(network, group, zip(at, ids), own, len(self))
                continue
            nodes = self if len(groups) == 1 else NodeCollection._of(ids, network)
            names, crossing, each = _crossing(declared, own, len(self), places)
            where = f"Setting status of a '{group}' with node ID {int(ids[0])}: "
            if names and not each:
                changes.append((nodes, names, crossing, where))
                continue
            chosen = range(len(self)) if isinstance(places, slice) else places.tolist()
            for place, node in zip(chosen if each else (), nodes._ids):
                row = _row(declared, _at(declared, own, place))
                changes.append((_one(int(node), network), *row, where))
        return changes

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not self:
            raise AttributeError(f"an empty NodeCollection has no '{name}'")
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("spatial", "global_id"):
            raise AttributeError(f"'{name}' of nodes can only be read")
        if isinstance(value, compartments._Elements) and value.was_added_to(self, name):
            return
        self.set({name: value})

    def __dir__(self) -> list[str]:
        own = [n for n in super().__dir__()]
        if not self or self._network is not state._network:
            return own
        return [*own, *records.names(self._network.models[self._groups()[0][0]].declared)]


_NUMBERS: dict[str, Any] = {"real": float, "integer": int, "flag": bool}
"""How a double becomes a parameter of a kind."""

_Change = Tuple[NodeCollection, list[str], list[Any], str]


def _make(network: Network, changes: list[_Change]) -> None:
    """Sets what is to be set, all or none."""
    java = network.open()
    noted, network.noted = network.noted, {}
    if len(changes) == 1:
        nodes, names, crossing, where = changes[0]
        call(java.set, nodes._to_java(), values.texts(names), values.objects(crossing), where=where)
    elif changes:
        rows = [[n._to_java(), values.texts(names), values.objects(c), w] for n, names, c, w in changes]
        call(java.set, values.rows(rows))
    network.elements.update(noted)


def _each_whole(network: Network, group: str, nodes: Any, params: dict[str, Any], size: int) -> list[_Change]:
    """What is to be set where lists of dicts are among it, which each node has of its own."""
    declared = network.models[group].declared
    changes = []
    apart = _apart(declared, params, size)
    for place, node in ((p, int(i)) for p, i in nodes):
        given = apart[place] if apart else params
        own = compartments.resolve(declared, given, lambda name: compartments.of(network, node, name))
        compartments.note(network, declared, node, own)
        where = f"Setting status of a '{group}' with node ID {node}: "
        changes.append((_one(node, network), *_row(declared, _at(declared, own, place)), where))
    return changes


def _apart(declared: Any, params: Mapping[str, Any], n: int) -> list[dict[str, Any]] | None:
    """A dict for each node where each has a list of dicts of its own; None where none has."""
    own = [name for name in params if compartments.is_one_each(declared, name, params[name])]
    if not own:
        return None
    own += [name for name in params if name in declared.parameters and _one_each(declared.parameters[name], params[name])]
    for name in own:
        if len(params[name]) < n:
            raise IndexError(f"'{name}' has {len(params[name])} values for {n} nodes; give one, or one for each")
    return [{name: v[k] if name in own else v for name, v in params.items()} for k in range(n)]


def _one(node: int, network: Network) -> NodeCollection:
    return NodeCollection._of(range(node, node + 1), network)


def _at(declared: Any, params: Mapping[str, Any], place: int) -> dict[str, Any]:
    """The values of the node at a place, where some values are lists with one for each node."""
    return {n: v[place] if _one_each(declared.parameters[n], v) else v for n, v in params.items()}


def _row(declared: Any, params: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """Names and values of one node, as Java takes them."""
    names, crossing, each = _crossing(declared, params, 1)
    own = [values.scalar(declared.parameters[name], column[0]) for name, column in each.items()]
    return [*names, *each], [*crossing, *own]


def _describe(model: str, ids: np.ndarray) -> str:
    text = f"model={model}, size={len(ids)}, first={ids[0]}"
    if len(ids) > 1:
        text += f", last={ids[-1]}"
        step = int(ids[1] - ids[0])
        if step > 1:
            text += f", step={step}"
    return text


def _merged(params: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]] | None:
    """Dicts of single values under the same names as a dict of lists; None for others."""
    names = list(params[0])
    for p in params:
        if list(p) != names or any(
            values.is_sequence(v) or isinstance(v, (dict, Parameter)) for v in p.values()
        ):
            return None
    return {n: [p[n] for p in params] for n in names}


def _crossing(
    declared: Any, params: Mapping[str, Any], n: int, places: Any = slice(None)
) -> tuple[list[str], list[Any], dict[str, list[Any]]]:
    """Values as Java takes them: names, values, and what has to be set node by node."""
    names: list[str] = []
    crossing: list[Any] = []
    each: dict[str, list[Any]] = {}
    for name, value in params.items():
        spec = declared.parameters[name]
        if not _one_each(spec, value):
            crossing.append(values.scalar(spec, value))
            names.append(name)
            continue
        if len(value) < n:
            raise IndexError(f"'{name}' has {len(value)} values for {n} nodes; give one, or one for each")
        chosen = value[:n]  # as in NEST, further values are ignored
        if not isinstance(places, slice):
            chosen = [value[p] for p in places]
        if spec.kind in ("real", "integer") and not any(isinstance(v, Parameter) for v in chosen):
            crossing.append(values._numbers(name, chosen, spec.kind == "integer"))
            names.append(name)
        else:
            each[name] = list(chosen)
    return names, crossing, each


def _one_each(spec: Any, value: Any) -> bool:
    """Whether a value is a list with one value for each node."""
    if not values.is_sequence(value):
        return False
    if not spec.is_list:
        return True
    nested = len(value) > 0 and all(values.is_sequence(v) for v in value)
    return nested


@one_at_a_time
def Create(
    model: str,
    n: int = 1,
    params: Union[Mapping[str, Any], Sequence[Mapping[str, Any]], None] = None,
    positions: Any = None,
) -> NodeCollection:
    """Creates nodes. Their ids follow those of the nodes created before; the first is 1.

    Args:
        model: name of the model, see ``nest.node_models``
        n: how many
        params: parameters by name, or a list of such dicts with one for each node. A value is one
            for all nodes, a list with one for each, or a Parameter.
        positions: where they are, ``nest.spatial.grid(...)`` or ``nest.spatial.free(...)``

    Returns:
        the new nodes

    Raises:
        NESTErrors.UnknownModelName: if there is no such model.
        NESTErrors.BadProperty: if a value is not allowed.
        NESTErrors.UnaccessedDictionaryEntry: if the model has no such parameter.
    """
    if positions is not None and not isinstance(positions, (places.grid, places.free)):
        raise TypeError("`positions` must be either a nest.spatial.free or a nest.spatial.grid object")
    if type(n) is not int and isinstance(n, Mapping) and params is None:  # Create(model, params)
        n, params = 1, n
    if not isinstance(model, str):
        raise TypeError("the model is given by its name, a text")
    chosen = catalogue.node_model(model)
    network = state.network
    if type(n) is not int or not 0 < n <= _MOST_NODES - network.size:
        n = _count(n)
    placed = None if positions is None else positions.made(network, n)
    if placed is not None:
        n = _count(int(placed.size()))
    elif params is None and not chosen.own:
        return _made(network, model, n, (network.create, model, n))
    one_by_one = params if isinstance(params, (list, tuple)) else None
    if one_by_one is not None:
        if len(one_by_one) != n or not all(isinstance(p, Mapping) for p in one_by_one):
            raise TypeError("list of params must have one dictionary per node")
        params = _merged(one_by_one) if one_by_one else None
        if params is not None:
            one_by_one = None
    elif params is not None and not isinstance(params, Mapping):
        raise TypeError("params must be a dict or a list of dicts")
    if params and one_by_one is None:
        one_by_one = _apart(chosen.declared, params, n)
        params = None if one_by_one else params
    java = network.open()
    params, elements = growth.of_new(chosen, one_by_one or params, n)
    if one_by_one is not None:
        one_by_one, params = params, None
    words, where = (network.create, model, n), ""
    if params or one_by_one:
        words, where = _words(java, chosen.declared, model, n, params or {}, one_by_one)
    if placed is not None:
        words = _at_places(words, network, placed)
    made = _made(network, model, n, words, where, elements, placed)
    if chosen.declared.maps and processes.joined().size > 1:
        for k, node in enumerate(made.tolist()):
            compartments.note(network, chosen.declared, node, {**chosen.own, **(one_by_one[k] if one_by_one else params or {})})
        network.elements.update(network.noted)
    return made


def _made(
    network: Network,
    model: str,
    n: int,
    words: tuple[Any, ...],
    where: str = "",
    elements: Any = (),
    placed: Any = None,
) -> NodeCollection:
    """The nodes that Java creates when it is called.

    Args:
        words: the method and its arguments
        where: the beginning of its errors
        elements: what the nodes have of synaptic elements
        placed: where they are, as Java has it; None if they have no places
    """
    if network.creating:
        fail(
            "KernelException",
            "a signal's handler has called Create in the midst of another call of Create; call it when that has ended",
        )
    if not network.opened:
        network.open()
    try:
        network.creating = True
        made = call(*words, where=where)
        nodes = NodeCollection._of(network.add(model, n), network, made)
        if placed is not None:
            network.layers.append(places.Layer(network, nodes._ids[0], placed))
        network.creating = False
        if elements:
            growth.give(network, nodes, elements)
        return nodes
    except BaseException:
        network.creating = False
        network.recount(model)
        raise


def _words(
    java: Any, declared: Declaration, model: str, n: int, params: Any, one_by_one: Any
) -> tuple[tuple[Any, ...], str]:
    """The call by which Java creates nodes that have parameters, and the beginning of its errors."""
    given = _known(declared, model, params)
    names, crossing, each = _crossing(declared, given, n)
    if each:  # all that differs from node to node goes node by node
        each = {name: list(v) for name, v in given.items() if _one_each(declared.parameters[name], v)}
        same = {name: v for name, v in zip(names, crossing) if name not in each}
        names, crossing = list(same), list(same.values())
    where = f"Setting status of a '{model}' with node ID {state.network.size + 1}: "
    if not each and not one_by_one and names and all(type(v) in (float, int) for v in crossing):
        return (java.createWith, model, n, values.texts(names), values.reals(crossing)), where
    base = values.texts(names), values.objects(crossing)
    if each or one_by_one:
        apart = one_by_one or [{name: column[k] for name, column in each.items()} for k in range(n)]
        rows = [_row(declared, _known(declared, model, one)) for one in apart]
        rows = [[values.texts(r[0]), values.objects(r[1])] for r in rows]
        return (java.create, model, *base, values.rows(rows)), f"Setting status of a '{model}': "
    return (java.create, model, n, *base), where if names else ""


def _at_places(words: tuple[Any, ...], network: Network, placed: Any) -> tuple[Any, ...]:
    """The call by which Java creates nodes at places, from that without."""
    _, model, *rest = words
    each = values.rows([])
    if len(rest) == 1:
        names, given = values.texts([]), values.objects([])
    elif isinstance(rest[0], int):
        _, names, given = rest
        if type(given).__name__ == "double[]":
            given = values.objects([float(x) for x in given])
    else:
        names, given, each = rest
    return network.package.Places.create, network.java, model, placed, names, given, each


def _known(declared: Declaration, model: str, params: Any) -> dict[str, Any]:
    """The given parameters that a model has, for nodes that are created."""
    given = values.check_names(declared, params, "Create")
    default = state.network.models[model].own
    return compartments.resolve(declared, given, lambda name: default.get(name, []))


_MOST_NODES = 2**31 - 65


def _count(n: Any) -> int:
    if type(n) is int and 0 < n <= _MOST_NODES - state.network.size:
        return n
    if isinstance(n, float) and n.is_integer():
        n = int(n)
    if not isinstance(n, Integral):
        raise TypeError(f"n = {n!r} must be a whole number")
    if n < 1:
        fail("BadParameterValue" if n == 0 else "BadProperty", f"n = {n}: create at least one node")
    if n > _MOST_NODES - state.network.size:
        fail("BadProperty", f"too many nodes: a network has at most {_MOST_NODES:,}")
    return int(n)


def GetNodes(properties: Mapping[str, Any] = {}, local_only: bool = False) -> NodeCollection:
    """All nodes, or those whose parameters have the given values.

    Args:
        properties: values by name, ``{"model": "iaf_psc_alpha"}``
        local_only: only those on this process, which devices are on all of
    """
    network = state.network
    nodes = NodeCollection._of(range(1, network.size + 1), network)
    if not nodes:
        return nodes
    if not properties:
        return nodes._here() if local_only else nodes
    if processes.joined().size > 1:
        nodes = nodes._here()
    chosen = np.ones(len(nodes), bool)
    for name, value in properties.items() if nodes else ():
        column = nodes._columns([name], strict=False)[0]
        chosen &= np.fromiter((v is not None and v == value for v in column), bool, len(nodes))
    found = np.asarray(nodes._ids)[chosen]
    return NodeCollection._of(_compact(found if local_only else processes.joined().together(found)), network)


def GetLocalNodeCollection(nc: NodeCollection) -> NodeCollection:
    """Those that are on this process, which devices are on all of."""
    if not isinstance(nc, NodeCollection):
        raise TypeError("GetLocalNodeCollection takes a NodeCollection")
    nc._valid()
    return nc._here()


def PrintNodes() -> None:
    """Prints the ids and models of all nodes."""
    nodes = GetNodes()
    if not nodes:
        return
    rows = [(str(ids[0]), str(ids[-1]), name) for name, ids in nodes._runs()]
    width = max(len(last) for _, last, _ in rows)
    for first, last, name in rows:
        span = f"{first:>{width}} .. {last:>{width}}" if first != last else f"{first:>{width}}"
        print(f"{span:<{2 * width + 4}} {name}")
