"""What can be read of nodes: parameters, state, and what recorders hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from . import bulk, compartments, growth, ports, processes, values
from .errors import call, fail
from .state import Declaration, Network, python, shown, state

COMMON = (
    "element_type",
    "global_id",
    "local",
    "model",
    "model_id",
    "node_uses_wfr",
    "thread",
    "thread_local_id",
    "vp",
)
OF_PROXIES = ("element_type", "global_id", "local", "model", "model_id", "vp")
"""What can be read of the neurons of other processes."""

FILES = ("file_extension", "precision", "filenames")


@lru_cache(maxsize=None)
def names(declared: Declaration) -> tuple[str, ...]:
    """The names of all that nodes of a model have, except those of a recorder's backend."""
    own = [n for n in declared.parameters if n not in FILES and "." not in n]
    own += declared.groups
    if declared.receptor_types:
        own += ["receptor_types"]
    return (*own, *declared.of_all, *COMMON)


def backend(network: Network, node: int) -> str:
    """Where a recorder's records go."""
    return str(call(network.java.text, node, "record_to"))


def files(network: Network, node: int) -> tuple[str, ...]:
    """The names that a recorder has because of where its records go."""
    to = backend(network, node)
    return ("events",) if to == "memory" else FILES if to in ("ascii", "gdf") else FILES[1:2]


def here(network: Network, model: str, ids: Any) -> Any:
    """Which nodes of a model are on this process: a mask; None if all are, as devices always are."""
    all_ = processes.joined()
    if all_.size == 1 or not network.models[model].declared.is_neuron:
        return None
    mask = all_.has(np.asarray(ids))
    return None if mask.all() else mask


def read(network: Network, model: str, nodes: Any, wanted: Sequence[str]) -> dict[int, list[Any]]:
    """The columns of values of nodes of one model, by place of the name; names it lacks are left out.

    Of neurons of other processes there are only a few values, and None for others.
    """
    mask = here(network, model, nodes._ids)
    if mask is None:
        return _read(network, model, nodes, wanted)
    columns: dict[int, list[Any]] = {}
    own = nodes._where(mask)
    if own:
        for c, column in _read(network, model, own, wanted).items():
            whole = np.full(len(mask), None, object)
            for place, value in zip(np.flatnonzero(mask).tolist(), column):
                whole[place] = value
            columns[c] = whole.tolist()
    same = _same(network, model)
    for c, name in enumerate(wanted):
        if name == "local":
            columns[c] = mask.tolist()
        elif name in OF_PROXIES:
            each = _each(network, model, nodes, name)
            columns[c] = [same[name]] * len(mask) if each is None else each
    return columns


def _read(network: Network, model: str, nodes: Any, wanted: Sequence[str]) -> dict[int, list[Any]]:
    columns: dict[int, list[Any]] = {}
    both = _split(network.models[model].declared, tuple(wanted))
    for get, (places, specs) in zip((_objects, _numbers), both):
        if places:
            columns.update(zip(places, get(network.open(), nodes, specs)))
    if network.models[model].declared.name == "weight_recorder":
        for c, name in enumerate(wanted):
            if name in ("senders", "targets"):  # the nodes to which it is restricted
                columns[c] = [type(nodes)(ids) for ids in columns[c]]
    if len(columns) < len(wanted):
        same = _same(network, model)
        n = len(nodes)
        for c, name in enumerate(wanted):
            if c in columns:
                continue
            if name in same:
                columns[c] = [same[name]] * n
                continue
            group = network.models[model].declared.groups.get(name)
            if group is not None:
                columns[c] = _grouped(network, model, nodes, group)
                continue
            column = _each(network, model, nodes, name)
            if column is not None:
                columns[c] = column
    return columns


def neuron(network: Network, model: str, node: Any) -> dict[str, Any] | None:
    """All that a single neuron has, by name in order; None for a node that has more than numbers."""
    plan = _plan(network.models[model].declared)
    if plan is None:
        return None
    listed, own, kinds = plan
    if here(network, model, node._ids) is not None:
        return {n: columns[0] for n, columns in zip(OF_PROXIES, read(network, model, node, OF_PROXIES).values())}
    numbers = call(network.open().numbers, node._to_java(), values.texts(own))
    found = dict(zip(own, memoryview(numbers).tolist()))
    for name, kind in kinds:
        found[name] = kind(found[name])
    found.update(_same(network, model))
    identity, virtual = int(node._ids[0]), _virtual_processes()
    if growth.ELEMENTS in listed:
        found[growth.ELEMENTS] = growth.column(network, [identity])[0]
    found["global_id"] = identity
    found["vp"] = identity % virtual
    found["thread"] = found["vp"] // processes.joined().size
    if virtual > 1:
        found["thread_local_id"] = _local_ids(network, np.asarray(node)).tolist()[0]
    else:
        found["thread_local_id"] = identity - 1 if identity <= network.numbered else -1
    return {name: found[name] for name in listed}


@lru_cache(maxsize=None)
def _plan(declared: Declaration) -> tuple[list[str], tuple[str, ...], list[tuple[str, Any]]] | None:
    """All names that neurons of a model have, those of their parameters, and the kinds of those that are no reals;
    None where parameters are no numbers."""
    specs = declared.parameters
    if not declared.is_neuron or declared.groups or any(s.is_list or s.kind == "text" for s in specs.values()):
        return None
    kinds = [(n, _NOT_REAL[s.kind]) for n, s in specs.items() if s.kind in _NOT_REAL]
    return sorted(names(declared)), tuple(specs), kinds


def _grouped(network: Network, model: str, nodes: Any, group: Mapping[str, str]) -> list[dict[str, Any]]:
    """The dictionary of some parameters of each node."""
    columns = read(network, model, nodes, list(group.values()))
    return [{own: columns[c][i] for c, own in enumerate(group)} for i in range(len(nodes))]


@lru_cache(maxsize=256)
def _split(declared: Declaration, wanted: tuple[str, ...]) -> list[tuple[list[int], list[Any]]]:
    """Places and declarations of the parameters among these names: of what crosses as objects, which
    are parameters of devices and lists, and of neurons' numbers."""
    both: list[tuple[list[int], list[Any]]] = [([], []), ([], [])]
    for place, name in enumerate(wanted):
        spec = declared.parameters.get(name)
        if spec is not None:
            places, specs = both[declared.is_neuron and not spec.is_list and spec.kind != "text"]
            places.append(place)
            specs.append(spec)
    return both


def _numbers(java: Any, nodes: Any, specs: Sequence[Any]) -> Iterator[list[Any]]:
    """Columns of neurons' parameters, which are all numbers."""
    n = len(nodes)
    each = len(specs) if n * len(specs) <= _TOGETHER else 1
    for begin in range(0, len(specs), each):
        some = specs[begin : begin + each]
        numbers = call(java.numbers, nodes._to_java(), values.texts([s.name for s in some]))
        listed = memoryview(numbers).tolist()
        for k, spec in enumerate(some):
            column = listed[k * n : (k + 1) * n]
            kind = _NOT_REAL.get(spec.kind)
            yield column if kind is None else [kind(v) for v in column]


_NOT_REAL = {"flag": bool, "integer": int}
"""How a double becomes a number of another kind."""

_TOGETHER = 2**24
"""At most so many numbers cross together."""


def _objects(java: Any, nodes: Any, specs: Sequence[Any]) -> Iterator[list[Any]]:
    """Columns of parameters of devices, or of parameters that are lists."""
    for spec, column in zip(specs, call(java.get, nodes._to_java(), values.texts(s.name for s in specs))):
        if spec.kind == "maps":
            yield [compartments.shown(spec.name, compartments.python(v)) for v in column]
            continue
        found = [shown(spec.name, python(spec.kind, v)) for v in column]
        if spec.name in MATRICES:
            channels = call(java.get, nodes._to_java(), values.texts(["N_channels"]))[0]
            found = [v.reshape(int(n), int(n), -1) for v, n in zip(found, channels)]
        yield [v or "dat" for v in found] if spec.name == "file_extension" else found


MATRICES = ("covariance", "count_covariance")
"""Parameters with a number for each pair of channels and each bin: arrays of three dimensions."""


def _same(network: Network, model: str) -> dict[str, Any]:
    """What all nodes of a model have in common, beside its parameters."""
    declared = network.models[model].declared
    same: dict[str, Any] = {
        "element_type": declared.element,
        "local": True,
        "model": model,
        "model_id": network.models[model].number,
        "node_uses_wfr": uses_wfr(declared),
    }
    if declared.receptor_types:
        same["receptor_types"] = dict(declared.receptor_types)
    if not declared.has_lists and "recordables" in declared.of_all:
        same["recordables"] = list(declared.recordables)
    return same


def _each(network: Network, model: str, nodes: Any, name: str) -> list[Any] | None:
    """What is not a parameter of nodes and differs from node to node; None if they have no such thing."""
    declared = network.models[model].declared
    if name == "recordables" and declared.has_lists:
        java = network.open()
        return [sorted(str(r) for r in call(java.recordables, int(node))) for node in nodes.tolist()]
    if name == growth.ELEMENTS and name in declared.of_all:
        return growth.column(network, nodes.tolist())
    if name == "global_id":
        return nodes.tolist()
    if name in ("thread", "vp"):
        vp = vps(declared, np.asarray(nodes))
        return list((vp if name == "vp" else vp // processes.joined().size).tolist())
    if name == "thread_local_id":
        return list(_local_ids(network, np.asarray(nodes)).tolist())
    if declared.keeps_records and name in ("events", "filenames"):
        one = [_recorded(network, model, int(node), name) for node in nodes.tolist()]
        return one if any(v is not None for v in one) else None
    return None


def _virtual_processes() -> int:
    """The number of threads of all processes."""
    return int(state.settings["local_num_threads"]) * processes.joined().size


def vps(declared: Declaration, ids: np.ndarray) -> np.ndarray:
    """The virtual processes of a model's nodes in NEST, which assigns neurons to them by their ids; devices
    are on all, and count as on the first of this process."""
    return ids % _virtual_processes() if declared.is_neuron else np.full(len(ids), processes.joined().rank)


def _local_ids(network: Network, ids: np.ndarray) -> np.ndarray:
    """The place of each node on its thread; as in NEST, -1 for nodes created after the last call of
    Connect or Simulate. Devices are on every thread of every process."""
    each = _virtual_processes()
    place = ids - 1
    if each > 1:
        before = np.zeros(each, int)  # nodes on each thread in the runs before
        for run, model in enumerate(network.names):
            first, end = network.firsts[run], network.end(run)
            some = (ids >= first) & (ids < end)
            if network.models[model].declared.is_neuron:
                thread = ids[some] % each
                place[some] = before[thread] + (ids[some] - first) // each
                begin = first + (np.arange(each) - first) % each  # the first id of each thread
                before += np.maximum(0, (end - begin + each - 1) // each)
            else:
                place[some] = before[processes.joined().rank] + ids[some] - first
                before += end - first
    return np.where(ids <= network.numbered, place, -1)


def uses_wfr(declared: Declaration) -> bool:
    """Whether slices are repeated for nodes of a model: those that exchange continuous signals."""
    return bool(state.settings["use_wfr"] and declared.signal not in ("", "readout", "learning", "slow_current"))


def _recorded(network: Network, model: str, node: int, name: str) -> Any:
    if name == "events":
        spikes = call(network.java.spikes, node, values.LARGE)
        if spikes is not None:
            return _halves(spikes)
    to = backend(network, node)
    nodes = call(network.java.nodes, node, 1)
    if name == "filenames":
        if to not in ("ascii", "gdf"):
            return None
        if not network.prepared:
            network.files(again=False)
        file = str(call(network.java.filename, nodes))
        return [file] if file else []
    if to == "memory":
        return _events(network, node, nodes)
    if to == "gdf" and state.api == 2 and network.models[model].declared.name != "multimeter":
        return _columns(call(network.java.written, nodes), False)
    return None


def require_changeable(network: Network, declared: Any, params: dict[str, Any]) -> None:
    """Refuses what recorders cannot change any more."""
    if not declared.keeps_records:
        return
    if network.prepared:
        for name in ("record_to", "label", "file_extension", "precision", "time_in_steps"):
            if name in params:
                fail("BadProperty", f"'{name}' cannot change between Prepare and Cleanup")
    if network.simulated and "time_in_steps" in params:
        fail("BadProperty", "time_in_steps cannot change any more, as the network was simulated")


def _halves(spikes: Any) -> dict[str, np.ndarray]:
    """Senders and times of spikes, which stand one after the other."""
    numbers = np.array(memoryview(spikes)) if len(spikes) else np.array([])
    n = len(numbers) // 2
    senders = numbers[:n].astype(np.int64) if n else np.array([])
    return {"senders": senders, "times": numbers[n:].copy()}


def _events(network: Network, node: int, nodes: Any) -> dict[str, np.ndarray]:
    """What a recorder holds, as columns: senders, times, and what it records."""
    steps = call(network.java.number, node, "time_in_steps") != 0
    held = call(network.java.events, nodes)
    if not steps and held.size() >= values.LARGE and held.quantities().isEmpty():
        return _spikes(network, held)
    found = _columns(call(network.package.Recorded.columns, held, steps), steps)
    if not network.simulated:  # as in NEST, there are no quantities yet
        return {n: found[n] for n in ("senders", "times")}
    if network.model(node).declared.name == "weight_recorder" and len(found["senders"]):
        found["ports"] = ports.tables(network).recorded(_recording(network, node), found)
    order = _by_slice(network, node, found, steps)
    return dict(sorted(found.items() if order is None else ((n, c[order]) for n, c in found.items())))


def _recording(network: Network, node: int) -> list[str]:
    """The synapse models that name a weight recorder."""
    named = ((m, one.own.get("weight_recorder")) for m, one in network.models.items())
    return [m for m, recorder in named if recorder is not None and recorder.tolist() == [node]]


def _by_slice(network: Network, node: int, found: Mapping[str, np.ndarray], steps: bool) -> Any:
    """The order in which NEST collects samples: by slice, and within a slice by node. None where they
    are in that order, since each node has at most one sample in a slice."""
    if "interval" not in network.model(node).declared.parameters or not len(found["times"]):
        return None
    h = state.settings["resolution"]
    now = call(network.java.state)
    least, begin = round(float(now[1]) / h), round(float(now[8]) / h)
    if call(network.java.number, node, "interval") / h > least - 0.5:
        return None
    taken = found["times"] if steps else np.round(found["times"] / h).astype(np.int64)
    return np.lexsort((taken, found["senders"], (taken - begin - 1) // least))


def _spikes(network: Network, held: Any) -> dict[str, np.ndarray]:
    """Many spikes, without arrays of Java's in between."""
    buffers, n = network.package.Buffers, int(held.size())
    return {
        "senders": bulk.filled(n, np.int64, lambda first, to: call(buffers.senders, held, first, to)),
        "times": bulk.filled(n, np.float64, lambda first, to: call(buffers.times, held, first, to)),
    }


def _columns(crossed: Any, steps: bool) -> dict[str, np.ndarray]:
    senders = values.array(crossed[1])
    whole = len(senders) > 0
    found = {"senders": senders}
    times = values.array(crossed[2])
    found["times"] = times
    if steps:
        found["offsets"] = values.array(crossed[3])
    for q, name in enumerate(crossed[0]):
        column = values.array(crossed[4 + q])
        integer = str(name) in ("targets", "receptors", "ports")
        found[str(name)] = column.astype(np.int64) if integer and whole else column
    return found


def frame(nodes: Any, params: Sequence[Any], result: Any) -> Any:
    """What was read as a DataFrame, a row for each node."""
    import pandas

    ids = nodes.tolist()
    named = not params or not isinstance(params[-1], str)
    columns = result if named else {params[-1]: result}
    if len(ids) == 1:
        return pandas.DataFrame({k: [v] for k, v in columns.items()}, index=ids)
    return pandas.DataFrame({k: list(v) for k, v in columns.items()}, index=ids)
