"""What nodes have to be read: parameters, state, and what recorders hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import values
from .errors import call, fail
from .state import Declaration, Network, python, state

COMMON = (
    "element_type",
    "frozen",
    "global_id",
    "local",
    "model",
    "model_id",
    "node_uses_wfr",
    "thread",
    "thread_local_id",
    "vp",
)
FILES = ("file_extension", "precision", "filenames")


def names(declared: Declaration) -> list[str]:
    """The names of all that nodes of a model have, but for those of a recorder's backend."""
    own = [n for n in declared.parameters if n not in FILES]
    if declared.is_neuron:
        own += ["recordables", "synaptic_elements"]
    return [*own, *COMMON]


def backend(network: Network, node: int) -> str:
    """Where a recorder's records go."""
    nodes = call(network.java.nodes, node, 1)
    return str(call(network.java.get, nodes, values.texts(["record_to"]), False)[0][0])


def files(network: Network, node: int) -> tuple[str, ...]:
    """The names that a recorder has because of where its records go."""
    to = backend(network, node)
    return ("events",) if to == "memory" else FILES if to in ("ascii", "gdf") else FILES[1:2]


def read(network: Network, model: str, nodes: Any, wanted: Sequence[str]) -> dict[int, list[Any]]:
    """The columns of values of nodes of one model, by place of the name; not of names it has not."""
    declared = network.models[model].declared
    columns: dict[int, list[Any]] = {}
    places = [c for c, name in enumerate(wanted) if name in declared.parameters]
    if places:
        java = network.open()
        asked = values.texts([wanted[c] for c in places])
        neurons = declared.is_neuron
        for c, column in zip(places, call(java.get, nodes._to_java(), asked, neurons)):
            columns[c] = _column(declared.parameters[wanted[c]], column, neurons)
    for c, name in enumerate(wanted):
        if c in columns:
            continue
        column = _common(network, model, nodes, name)
        if column is not None:
            columns[c] = column
    return columns


def _column(spec: Any, column: Any, neurons: bool) -> list[Any]:
    kind = spec.kind
    if not neurons:
        found = [python(kind, v) for v in column]
        return [v or "dat" for v in found] if spec.name == "file_extension" else found
    numbers = values.array(column)
    if kind == "flag":
        return (numbers != 0).tolist()
    if kind == "integer":
        return numbers.astype(np.int64).tolist()
    return numbers.tolist()


def _common(network: Network, model: str, nodes: Any, name: str) -> list[Any] | None:
    declared = network.models[model].declared
    n = len(nodes)
    if name == "global_id":
        return nodes.tolist()
    if name in ("thread", "vp"):
        threads = state.settings["local_num_threads"]
        if not declared.is_neuron:
            return [0] * n
        return [i % threads for i in nodes.tolist()]
    same: dict[str, Any] = {
        "element_type": declared.element,
        "frozen": False,
        "local": True,
        "model": model,
        "model_id": list(network.models).index(model) if name == "model_id" else None,
        "node_uses_wfr": uses_wfr(declared.name),
        "thread_local_id": -1,
    }
    if declared.is_neuron:
        same["recordables"] = list(declared.recordables)
        same["synaptic_elements"] = {}
    if name in same:
        return [same[name]] * n
    if declared.element == "recorder" and name in ("events", "filenames"):
        one = [_recorded(network, model, int(node), name) for node in nodes.tolist()]
        return one if any(v is not None for v in one) else None
    return None


def uses_wfr(name: str) -> bool:
    """Whether slices are repeated for nodes of a model."""
    return state.settings["use_wfr"] and name in ("hh_psc_alpha_gap", "lin_rate_ipn", "siegert_neuron")


def _recorded(network: Network, model: str, node: int, name: str) -> Any:
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
        return events(network, nodes)
    if to == "gdf" and state.api == 2 and network.models[model].declared.name != "multimeter":
        return _columns(call(network.java.written, nodes), False)
    return None


def require_changeable(network: Network, declared: Any, params: dict[str, Any]) -> None:
    """Refuses what recorders cannot change any more."""
    if declared.element != "recorder":
        return
    if network.prepared:
        for name in ("record_to", "label", "file_extension", "precision", "time_in_steps"):
            if name in params:
                fail("BadProperty", f"'{name}' cannot change between Prepare and Cleanup")
    if network.simulated and "time_in_steps" in params:
        fail("BadProperty", "time_in_steps cannot change any more, as the network was simulated")


def events(network: Network, node: Any) -> dict[str, np.ndarray]:
    """What a recorder holds, as columns: senders, times, and what it records."""
    steps = call(network.java.get, node, values.texts(["time_in_steps"]), False)[0][0]
    held = call(network.java.events, node)
    if not steps and held.size() >= values.LARGE and held.quantities().isEmpty():
        return _spikes(network, held)
    return _columns(call(network.package.Kernel.columns, held, bool(steps)), bool(steps))


def _spikes(network: Network, held: Any) -> dict[str, np.ndarray]:
    """Many spikes, without arrays of Java's in between."""
    buffers, n = network.package.Buffers, int(held.size())
    return {
        "senders": values.filled(n, np.int64, lambda first, to: call(buffers.senders, held, first, to)),
        "times": values.filled(n, np.float64, lambda first, to: call(buffers.times, held, first, to)),
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
    columns = result if isinstance(result, dict) else {params[-1]: result}
    if len(ids) == 1:
        return pandas.DataFrame({k: [v] for k, v in columns.items()}, index=ids)
    return pandas.DataFrame({k: list(v) for k, v in columns.items()}, index=ids)
