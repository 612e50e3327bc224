"""Makes networks of NIR graphs, and graphs of networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nir
import numpy as np

from .. import nest
from .network import METHODS, NUMBERS, RESETS, Network
from .paths import ONE, Flat


def read(
    graph: Any,
    dt: float | None = None,
    method: str = "euler",
    reset: str = "value",
    copies: int = 1,
    record: Sequence[str] = (),
) -> Network:
    """Makes a network of a NIR graph, in the kernel of ``myelin.nest`` as it is.

    Args:
        graph: a ``nir.NIRGraph``, or the name of a file
        dt: how long a step of ``nest.resolution`` is in the graph's unit of time; by default the resolution
            in seconds, as graphs mostly count in seconds
        method: ``"euler"``, steps of ``dt / tau``, or ``"exponential"``, of ``1 - exp(-dt / tau)``
        reset: ``"value"``, a neuron that fires is set to ``v_reset``, as NIR says; or ``"subtract"``, its
            threshold is subtracted
        copies: how many networks are made side by side, for several inputs at the same time
        record: names of nodes whose spikes and potentials are recorded; spikes that lead to an output are in
            any case

    Raises:
        ValueError: if the graph cannot be run so; nothing is made then.
    """
    if isinstance(graph, (str, Path)):
        graph = nir.read(graph)
    if type(graph).__name__ != "NIRGraph":
        raise ValueError(
            f"graph is a {type(graph).__name__}; it must be a nir.NIRGraph or the name of a file"
        )
    for word, value, allowed in (("method", method, METHODS), ("reset", reset, RESETS)):
        if value not in allowed:
            raise ValueError(f"{word} is {value!r}; it may be {' or '.join(map(repr, allowed))}")
    if isinstance(copies, bool) or not isinstance(copies, (int, np.integer)) or copies < 1:
        raise ValueError(f"copies is {copies!r}; it must be a whole number from 1 on")
    step = nest.resolution / 1000 if dt is None else float(dt)
    if not np.isfinite(step) or step <= 0:
        raise ValueError(f"dt is {dt!r}; it must be more than 0 and finite")
    return Network(
        graph, step, method, reset, int(copies), [record] if isinstance(record, str) else list(record)
    )


def to_nir(network: Network) -> Any:
    """Makes a graph of a network, with the parameters and weights that it has now.

    Nodes without a state stay what they were if no weight has changed; otherwise they become one ``Linear``
    or ``Affine`` and, where there are delays, ``Delay`` for each source.

    Args:
        network: one that ``read`` has made; of several copies the first counts

    Returns:
        a ``nir.NIRGraph``, which ``nir.write`` writes to a file
    """
    graph: Flat = network._flat
    now = {name: network.matrices(name) for name in network.populations}
    if all(_same(now[name], network._into[name]) for name in now):
        cells = {name: _cell(network, name, network._shapes[name]) for name in network.populations}
        edges = [(source, name) for name, sources in graph.sources.items() for source in sources]
        return nir.NIRGraph({**graph.nodes, **cells}, edges, type_check=False)
    return _composed(network, {**now, **{name: signal.terms for name, signal in network._outputs.items()}})


def _composed(network: Network, wanted: Mapping[str, Mapping[tuple[str, int], Any]]) -> Any:
    """The graph of a network with a map for each source of each target, all of one dimension."""
    nodes: dict[str, Any] = {name: _cell(network, name, (-1,)) for name in network.populations}
    edges: list[tuple[str, str]] = []
    ends = {name: name for name in nodes}
    for name in network.inputs:
        nodes[name], shape = network._flat.nodes[name], network._shapes[name]
        ends[name] = name if len(shape) == 1 else f"{name}-flat"
        if len(shape) != 1:
            nodes[ends[name]] = nir.Flatten(input_type={"input": np.array(shape)}, start_dim=0)
            edges.append((name, ends[name]))
    for target, terms in wanted.items():
        rows = next((m.shape[0] for m in terms.values()), 0)
        if target not in nodes:
            nodes[target] = nir.Output(np.array([rows]))
        biases = {delay: m.toarray()[:, 0] for (source, delay), m in terms.items() if source == ONE}
        pairs = [key for key in terms if key[0] != ONE]
        first = pairs[0][0] if pairs else next(iter(network.inputs))
        pairs += [(first, delay) for delay in biases if delay not in {d for _, d in pairs}]
        for source, delay in pairs:
            some = terms.get((source, delay))
            weight = np.zeros((rows, network._size(source))) if some is None else some.toarray()
            bias = biases.pop(delay, None)
            if bias is None and not delay and np.array_equal(weight, np.eye(rows)):
                edges.append((ends[source], target))
                continue
            name = f"{source}-{target}" + (f"-{delay}" if delay else "")
            nodes[name] = nir.Linear(weight=weight) if bias is None else nir.Affine(weight=weight, bias=bias)
            edges.append((ends[source], name))
            if delay:
                nodes[f"{name}-delay"] = nir.Delay(delay=np.full(rows, delay * network.dt))
                edges.append((name, f"{name}-delay"))
            edges.append((edges[-1][1], target))
    return nir.NIRGraph(nodes, edges, type_check=False)


def _same(now: Mapping[Any, Any], built: Mapping[Any, Any]) -> bool:
    built = {k: m for k, m in built.items() if m.nnz}
    return now.keys() == built.keys() and all(abs(now[k] - built[k]).max() == 0 for k in now)


def _cell(network: Network, name: str, shape: Sequence[int]) -> Any:
    """The node of neurons, with their parameters."""
    node, kind = network._flat.nodes[name], type(network._flat.nodes[name]).__name__
    neurons = network.populations[name][: network._size(name)]
    words = {("v_threshold" if kind == "Threshold" else word): word for word in NUMBERS[kind]}
    found = neurons.get(list(words))
    return type(node)(
        **{word: np.reshape(np.asarray(found[own], float), shape) for own, word in words.items()}
    )
