"""What connects the neurons of a NIR graph: all ways through nodes without a state, as matrices by their
delays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from . import maps

CELLS = {
    "LIF": "nir_lif",
    "LI": "nir_lif",
    "Threshold": "nir_lif",
    "CubaLIF": "nir_cuba_lif",
    "CubaLI": "nir_cuba_lif",
    "IF": "nir_if",
    "I": "nir_if",
}
"""The model of the neurons of each kind of node that has a state."""

SILENT = ("LI", "CubaLI", "I")
"""Those that do not fire."""

ONE = ""
"""The name of what is 1 in every step, for biases."""


class Signal(NamedTuple):
    """What a node gives, as sums over what inputs and neurons give: matrices by source and by delay
    (steps)."""

    terms: Mapping[tuple[str, int], Any]
    shape: maps.Shape | None
    size: int


class Flat(NamedTuple):
    """A graph without graphs in it."""

    nodes: Mapping[str, Any]
    sources: Mapping[str, list[str]]
    """The nodes from which each one gets values."""


def flat(graph: Any) -> Flat:
    """The graph with the nodes of inner graphs as its own, called ``outer.inner``."""
    nodes: dict[str, Any] = {}
    edges: list[tuple[str, str]] = []
    doors: dict[str, tuple[list[str], list[str]]] = {}

    def add(inner: Any, prefix: str) -> None:
        for name, node in inner.nodes.items():
            if type(node).__name__ == "NIRGraph":
                add(node, f"{prefix}{name}.")
                kinds = {k: type(n).__name__ for k, n in node.nodes.items()}
                doors[prefix + name] = tuple(
                    [f"{prefix}{name}.{k}" for k in kinds if kinds[k] == kind] for kind in ("Input", "Output")
                )
            else:
                nodes[prefix + name] = node
        for source, target in inner.edges:
            starts = doors.get(prefix + source, ((), [prefix + source]))[1]
            ends = doors.get(prefix + target, ([prefix + target], ()))[0]
            for word, names, found in (("outputs", source, starts), ("inputs", target, ends)):
                if len(found) != 1:
                    raise ValueError(
                        f"the graph '{prefix}{names}' has {len(found)} {word}; an edge needs exactly one"
                    )
            edges.append((starts[0], ends[0]))

    add(graph, "")
    sources: dict[str, list[str]] = {name: [] for name in nodes}
    for source, target in edges:
        for name in (source, target):
            if name not in nodes:
                raise ValueError(
                    f"the edge {source} -> {target} names '{name}', which is no node of the graph"
                )
        sources[target].append(source)
    return Flat(nodes, sources)


def is_cell(node: Any) -> bool:
    """Whether neurons stand for the node."""
    return type(node).__name__ in CELLS


def shape_of(node: Any) -> maps.Shape:
    """The shape of the parameters of a node that has a state."""
    word = {"Threshold": "threshold", "CubaLIF": "v_leak", "CubaLI": "v_leak"}.get(type(node).__name__, "r")
    return np.shape(getattr(node, word))


class Paths:
    """Follows the nodes of a graph backwards to the inputs and neurons from which they get their values."""

    def __init__(self, graph: Flat, dt: float):
        self.graph = graph
        self.dt = dt
        self._found: dict[str, Signal] = {}
        self._under_way: list[str] = []

    def given(self, name: str) -> Signal:
        """What a node gives: an input or neurons as they are, others what they make of what they get."""
        node, kind = self.graph.nodes[name], type(self.graph.nodes[name]).__name__
        if is_cell(node) or (kind == "Input" and not self.graph.sources[name]):
            shape = self.shape(name)
            size = int(np.prod(shape, dtype=int))
            return Signal({(name, 0): sparse.identity(size, format="csr")}, shape, size)
        if name in self._found:
            return self._found[name]
        if name in self._under_way:
            loop = " -> ".join([*self._under_way[self._under_way.index(name) :], name])
            raise ValueError(f"the loop {loop} has no neurons in it")
        self._under_way.append(name)
        got = self.got(name)
        self._under_way.pop()
        made = (
            got
            if kind in ("Input", "Output")
            else self._delayed(name, node, got)
            if kind == "Delay"
            else self._mapped(name, node, got)
        )
        self._found[name] = made
        return made

    def shape(self, name: str) -> maps.Shape:
        """The shape of an input, or of neurons; parameters that are single numbers hold for all that come
        in."""
        node = self.graph.nodes[name]
        if not is_cell(node):
            return tuple(int(n) for n in np.ravel(node.input_type["input"]))
        shape = shape_of(node)
        if int(np.prod(shape, dtype=int)) == 1:
            before = [
                self.given(s)
                for s in self.graph.sources[name]
                if s not in self._under_way and s != name and not is_cell(self.graph.nodes[s])
            ]
            return next((s.shape for s in before if s.size > 1 and s.shape), shape or (1,))
        return shape

    def got(self, name: str) -> Signal:
        """The sum of what a node gets."""
        terms: dict[tuple[str, int], Any] = {}
        shape, size = None, None
        for source in self.graph.sources[name]:
            one = self.given(source)
            if size not in (None, one.size):
                raise ValueError(f"{name} gets {size} and {one.size} values from {self.graph.sources[name]}")
            shape, size = one.shape if shape is None else shape, one.size
            for key, matrix in one.terms.items():
                terms[key] = terms[key] + matrix if key in terms else matrix
        if size is None:
            raise ValueError(f"no edge leads to {name}")
        return Signal(terms, shape, size)

    def _mapped(self, name: str, node: Any, got: Signal) -> Signal:
        made = maps.made(name, node, got.shape)
        if made.matrix.shape[1] != got.size:
            raise ValueError(
                f"{name} takes {made.matrix.shape[1]} values, and gets {got.size} from {self.graph.sources[name]}"
            )
        terms = {key: (made.matrix @ matrix).tocsr() for key, matrix in got.terms.items()}
        if made.bias is not None:
            bias = sparse.csr_matrix(made.bias[:, None])
            terms[ONE, 0] = terms[ONE, 0] + bias if (ONE, 0) in terms else bias
        return Signal(terms, made.shape, made.matrix.shape[0])

    def _delayed(self, name: str, node: Any, got: Signal) -> Signal:
        delays = np.asarray(node.delay, float).ravel()
        if delays.size not in (1, got.size):
            raise ValueError(f"{name} has {delays.size} delays, and gets {got.size} values")
        steps = np.rint(delays / self.dt)
        if (
            not np.all(np.isfinite(steps))
            or steps.min() < 0
            or np.abs(delays / self.dt - steps).max() > 1e-6 * max(1.0, steps.max())
        ):
            raise ValueError(
                f"{name} has delays of {np.unique(delays)}; they must be whole multiples of dt = {self.dt:g}, or 0"
            )
        whole = np.broadcast_to(steps.astype(int), (got.size,))
        terms: dict[tuple[str, int], Any] = {}
        for (source, before), matrix in got.terms.items():
            for delay in np.unique(whole).tolist():
                some = sparse.diags((whole == delay).astype(float), format="csr") @ matrix
                key = (source, before + delay)
                terms[key] = terms[key] + some if key in terms else some
        return Signal(terms, got.shape, got.size)


def depths(terms: Mapping[str, Mapping[tuple[str, int], Any]], inputs: list[str]) -> dict[str, int]:
    """How many steps what inputs and neurons give is late, since each passage to neurons takes one.

    A delay of a synapse is the delay in the graph, and one step for the value of the step before in a loop
    of neurons with themselves, and the difference of both depths; it must be at least one step. That of a
    bias is its delay in the graph and the depth of the neurons that get it.

    Args:
        terms: for each population, the matrices by source and delay

    Raises:
        ValueError: if there is a loop with too small delays.
    """
    edges = [
        (s, t, delay + lag(s, t, delay))
        for t, some in terms.items()
        for s, delay in some
        if s != ONE and s != t
    ]
    depth = {name: 0 for name in inputs}
    for name, some in terms.items():  # biases come from a neuron that is never late
        depth[name] = max([0, *(1 - delay for source, delay in some if source == ONE)])
    before: dict[str, str] = {}
    for _ in range(len(depth) + 1):
        changed = ""
        for source, target, delay in edges:
            if depth[source] + 1 - delay > depth[target]:
                depth[target], before[target], changed = depth[source] + 1 - delay, source, target
        if not changed:
            return depth
    loop = [changed]
    for _ in depth:  # certainly in the loop then
        loop = [before[loop[0]]]
    while len(loop) == 1 or loop[0] != loop[-1]:
        loop.insert(0, before[loop[0]])
    total = sum(min(d for s, t, d in edges if (s, t) == pair) for pair in zip(loop, loop[1:]))
    raise ValueError(
        f"the loop {' -> '.join(loop)} takes {len(loop) - 1} steps, one for each passage to neurons, and has delays of {total} step(s):"
        f" put a Delay of at least {len(loop) - 1} * dt into it"
    )


def lag(source: str, target: str, delay: int) -> int:
    """Neurons that feed themselves without a delay get what they gave in the step before."""
    return int(source == target and delay == 0)
