"""A network that is made of a NIR graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from .. import nest
from .paths import CELLS, ONE, SILENT, Paths, Signal, depths, flat, lag

TEXT = Path(__file__).parent / "neurons.nestml"
METHODS = ("euler", "exponential")
RESETS = ("value", "subtract")
NUMBERS = {
    "LIF": ("tau", "r", "v_leak", "v_threshold", "v_reset"),
    "LI": ("tau", "r", "v_leak"),
    "CubaLIF": ("tau_syn", "tau_mem", "r", "v_leak", "v_threshold", "v_reset", "w_in"),
    "CubaLI": ("tau_syn", "tau_mem", "r", "v_leak", "w_in"),
    "IF": ("r", "v_threshold", "v_reset"),
    "I": ("r",),
    "Threshold": ("threshold",),
}
"""The parameters of each kind of node, which the models of neurons call the same, but ``threshold``."""


class Network:
    """What ``read`` has made of a graph: nodes of ``myelin.nest``, and what belongs to them.

    Attributes:
        dt: how long a step of the kernel's resolution is, in the graph's unit of time
        inputs: for each ``Input`` by name, a ``spike_generator`` for each of its values
        populations: the neurons of each node that has a state, by its name
        late: by how many steps what each input and population gives is later than in the graph
        copies: how many copies of the graph there are; the nodes of a copy follow each other
    """

    def __init__(self, graph: Any, dt: float, method: str, reset: str, copies: int, record: Sequence[str]):
        self.dt, self.copies = dt, copies
        self._graph, self._flat, self._method, self._reset = graph, flat(graph), method, reset
        kinds = {name: type(node).__name__ for name, node in self._flat.nodes.items()}
        cells = [n for n, k in kinds.items() if k in CELLS]
        ports = [n for n, k in kinds.items() if k == "Input" and not self._flat.sources[n]]
        outer = [
            n
            for n, k in kinds.items()
            if k == "Output" and not any(n in s for s in self._flat.sources.values())
        ]
        if not ports:
            raise ValueError("the graph has no Input")
        for name in record:
            if name not in cells:
                raise ValueError(f"record: '{name}' is no node with neurons; those are {cells}")
        paths = Paths(self._flat, dt)
        self._shapes = {name: paths.shape(name) for name in (*ports, *cells)}
        self._into = {name: _once(name, paths.got(name).terms) for name in cells}
        for name in cells:
            self._require_fitting(name, kinds)
        self._outputs = {name: paths.got(name) for name in outer}
        self.late = depths(self._into, ports)
        given = {name: self._given(name, kinds[name]) for name in cells}
        self._create(
            ports,
            given,
            [
                n
                for n in cells
                if n in record or any((n, d) in o.terms for o in self._outputs.values() for d in _delays(o))
            ],
            record,
        )

    def _require_fitting(self, name: str, kinds: Mapping[str, str]) -> None:
        size = self._size(name)
        for (source, _), matrix in self._into[name].items():
            if matrix.shape[0] != size:
                raise ValueError(
                    f"{name} has {size} neurons, and gets {matrix.shape[0]} values from {self._flat.sources[name]}"
                )
            if kinds.get(source) in SILENT:
                raise ValueError(
                    f"{source} is a {kinds[source]}, whose potential goes to {name}: neurons of Myelin get spikes, so what does not"
                    " fire may lead to an Output only"
                )

    def _size(self, name: str) -> int:
        return int(np.prod(self._shapes[name], dtype=int))

    def _given(self, name: str, kind: str) -> dict[str, Any]:
        """The parameters of the neurons of a node."""
        node, size = self._flat.nodes[name], self._size(name)
        params: dict[str, Any] = {}
        for word in NUMBERS[kind]:
            value = np.asarray(getattr(node, word), float).ravel()
            if value.size not in (1, size) or not np.all(np.isfinite(value)):
                raise ValueError(f"{name}: {word} has {value.size} value(s), and needs {size} finite ones")
            params["v_threshold" if kind == "Threshold" else word] = np.tile(
                np.broadcast_to(value, (size,)), self.copies
            )
        for word in ("tau", "tau_syn", "tau_mem"):
            least = params[word].min() if word in params else np.inf
            if least <= 0 or (self._method == "euler" and least < self.dt * (1 - 1e-9)):
                raise ValueError(
                    f"{name}: {word} = {least:g} is shorter than a step, dt = {self.dt:g}, which method='euler' does not"
                    " allow, or not above 0"
                )
        if kind == "Threshold":
            params["tau"] = self.dt  # with which neurons forget all that was before
        if "v_leak" in params:
            params["v"] = params["v_leak"]
        params["dt"], params["wait"] = self.dt, self.late[name]
        params["fires"] = kind not in SILENT
        if kind != "Threshold":
            params["subtract"] = self._reset == "subtract"
            if CELLS[kind] != "nir_if":
                params["exponential"] = self._method == "exponential"
        return params

    def _create(
        self,
        ports: Sequence[str],
        given: Mapping[str, Mapping[str, Any]],
        shown: Sequence[str],
        record: Sequence[str],
    ) -> None:
        nest.Install(str(TEXT))
        self.inputs = {name: nest.Create("spike_generator", self._size(name) * self.copies) for name in ports}
        self.populations: dict[str, Any] = {}
        self._recorders: dict[str, Any] = {}
        for name, params in given.items():
            numbers = {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in params.items()}
            self.populations[name] = nest.Create(
                CELLS[type(self._flat.nodes[name]).__name__], self._size(name) * self.copies, params=numbers
            )
        self._one = (
            nest.Create("nir_one") if any(s == ONE for some in self._into.values() for s, _ in some) else None
        )
        for name, terms in self._into.items():
            for (source, delay), matrix in terms.items():
                self._connect(source, name, self._steps(source, name, delay), matrix.tocoo())
        for name in shown:
            nodes, fires = self.populations[name], given[name]["fires"]
            if fires:
                self._recorders[name] = nest.Create("spike_recorder")
                nest.Connect(nodes, self._recorders[name])
            if not fires or name in record:
                meter = nest.Create("multimeter", params={"record_from": ["v"], "interval": nest.resolution})
                self._recorders[name, "v"] = meter
                nest.Connect(meter, nodes)

    def _steps(self, source: str, target: str, delay: int) -> int:
        """The delay (steps) of synapses that a delay in the graph needs."""
        return delay + lag(source, target, delay) + self.late[target] - self.late.get(source, 0)

    def _connect(self, source: str, target: str, steps: int, matrix: Any) -> None:
        if not matrix.nnz:
            return
        copies = np.arange(self.copies)[:, None]
        begin, width = (self._one, 0) if source == ONE else (self._nodes(source), self._size(source))
        first = np.asarray(begin.tolist())[matrix.col + width * copies].ravel()
        last = np.asarray(self.populations[target].tolist())[matrix.row + self._size(target) * copies].ravel()
        weights = np.tile(matrix.data, self.copies)
        nest.Connect(
            first,
            last,
            "one_to_one",
            {"weight": weights, "delay": np.full(len(weights), steps * nest.resolution)},
        )

    def _nodes(self, name: str) -> Any:
        return self.inputs[name] if name in self.inputs else self.populations[name]

    def run(self, values: Any) -> Any:
        """Gives values to the inputs, simulates, and gives what comes out, aligned as in the graph.

        The network goes on from where it is, and runs some steps more than there are values, in which
        nothing comes in: as many as the latest output is late. Results of earlier calls of ``spikes`` and
        ``potentials`` then begin anew.

        Args:
            values: for the input, or by name for each of several, numbers in the shape (steps, *shape of the
                input), or (copies, steps, *shape) where there are several copies; spikes are ones

        Returns:
            the same for the output, or by name for each of several: spikes that have passed the maps before
            the output, or potentials

        Raises:
            ValueError: if the shapes do not fit.
        """
        if not isinstance(values, Mapping):
            if len(self.inputs) != 1:
                raise ValueError(
                    f"values: there are the inputs {list(self.inputs)}; give a dict with values for each by name"
                )
            values = {next(iter(self.inputs)): values}
        if set(values) != set(self.inputs):
            raise ValueError(
                f"values: there are values for {list(values)}; the inputs are {list(self.inputs)}"
            )
        arrays = {name: self._array(name, v) for name, v in values.items()}
        lengths = {a.shape[1] for a in arrays.values()}
        if len(lengths) > 1:
            raise ValueError(
                f"values: {sorted(lengths)} steps are given for different inputs; give the same number for each"
            )
        h, steps = nest.resolution, lengths.pop() if lengths else 0
        self._begin, self._length, self._given_values = round(nest.biological_time / h), steps, arrays
        for name, array in arrays.items():
            trains = []
            for train in np.moveaxis(array, 1, -1).reshape(-1, steps):
                at = np.flatnonzero(train)
                trains.append({"spike_times": (self._begin + 1 + at) * h, "spike_weights": train[at]})
            self.inputs[name].set(trains)
        for recorder in self._recorders.values():
            recorder.n_events = 0
        nest.Simulate((steps + max(self.late.values())) * h)
        found = {name: self._output(signal, steps) for name, signal in self._outputs.items()}
        return next(iter(found.values())) if len(found) == 1 else found

    def _array(self, name: str, values: Any) -> np.ndarray:
        array = np.asarray(values, float)
        shape = self._shapes[name]
        if self.copies == 1:
            array = array[None]
        if (
            array.ndim != 2 + len(shape)
            or array.shape[2:] != shape
            or array.shape[0] != self.copies
            or not np.all(np.isfinite(array))
        ):
            wanted = ", ".join([*(["copies"] if self.copies > 1 else []), "steps", *map(str, shape)])
            raise ValueError(
                f"values: those for '{name}' have the shape {np.shape(values)}; finite numbers in the shape ({wanted}) are needed"
            )
        return array

    def _output(self, signal: Signal, steps: int) -> np.ndarray:
        out = np.zeros((self.copies, steps, signal.size))
        for (source, delay), matrix in signal.terms.items():
            if delay >= steps:
                continue
            if source == ONE:
                out[:, delay:] += matrix.toarray()[:, 0]
            else:
                flatly = self._source(source).reshape(-1, self._size(source))
                out[:, delay:] += (matrix @ flatly.T).T.reshape(self.copies, steps, -1)[:, : steps - delay]
        out = out.reshape(self.copies, steps, *(signal.shape or (signal.size,)))
        return out if self.copies > 1 else out[0]

    def _source(self, name: str) -> np.ndarray:
        if name in self.inputs:
            return self._given_values[name]
        fires = type(self._flat.nodes[name]).__name__ not in SILENT
        return self._recorded(name, "times") if fires else self._recorded(name, "v")

    def _recorded(self, name: str, column: str) -> np.ndarray:
        """Spikes as ones, or potentials, in the shape (copies, steps, neurons)."""
        recorder = self._recorders.get(name if column == "times" else (name, "v"))
        if recorder is None or not hasattr(self, "_length"):
            raise ValueError(
                f"'{name}' has recorded nothing; name it in read(..., record=[...]), then call run"
            )
        before = nest.samples_at_once
        try:
            nest.samples_at_once = True
            events = recorder.events
        finally:
            nest.samples_at_once = before
        steps = (
            np.rint(np.asarray(events["times"], float) / nest.resolution).astype(int)
            - 1
            - self.late[name]
            - self._begin
        )
        size, inside = self._size(name), (steps >= 0) & (steps < self._length)
        place = np.asarray(events["senders"], int)[inside] - self.populations[name][0].global_id
        out = np.zeros((self.copies, self._length, size))
        out[place // size, steps[inside], place % size] = (
            1.0 if column == "times" else np.asarray(events["v"])[inside]
        )
        return out

    def spikes(self, name: str) -> np.ndarray:
        """The spikes of neurons that ``read`` was to record or that lead to an output, in the last call of
        ``run``.

        Returns:
            ones and zeros in the shape (steps, *shape of the node), or (copies, steps, *shape)

        Raises:
            ValueError: if they were not recorded.
        """
        return self._shaped(name, self._recorded(name, "times"))

    def potentials(self, name: str) -> np.ndarray:
        """The potentials at the end of each step, after resets, likewise."""
        return self._shaped(name, self._recorded(name, "v"))

    def _shaped(self, name: str, found: np.ndarray) -> np.ndarray:
        found = found.reshape(*found.shape[:2], *self._shapes[name])
        return found if self.copies > 1 else found[0]

    def connections(self, source: str, target: str) -> Any:
        """The synapses between two populations, or an input and a population, by name: a
        ``SynapseCollection``."""
        return nest.GetConnections(self._nodes(source), self.populations[target])

    def matrices(self, name: str) -> dict[tuple[str, int], Any]:
        """What neurons get, as it is in the network now (that of the first copy).

        Returns:
            sparse matrices (neurons, values of the source) by source and delay (steps) as in the graph; the
            source of biases is ``""``
        """
        found = {}
        sources = {s for s, _ in self._into[name]}
        targets = self.populations[name][: self._size(name)]
        for source in sorted(sources):
            nodes = self._one if source == ONE else self._nodes(source)[: self._size(source)]
            made = nest.GetConnections(nodes, targets)
            if not len(made):
                continue
            columns = made.get(["source", "target", "weight", "delay"])
            steps = np.rint(np.atleast_1d(columns["delay"]) / nest.resolution).astype(int)
            col = np.atleast_1d(columns["source"]) - nodes[0].global_id
            row = np.atleast_1d(columns["target"]) - targets[0].global_id
            weights = np.atleast_1d(columns["weight"]).astype(float)
            delays = steps - self.late[name] + self.late.get(source, 0)
            if source == name and (name, 0) in self._into[name]:
                delays = np.where(delays == 1, 0, delays)
            for delay in np.unique(delays).tolist():
                some = delays == delay
                found[source, int(delay)] = sparse.csr_matrix(
                    (weights[some], (row[some], col[some])), shape=(len(targets), len(nodes))
                )
        return found


def _once(name: str, terms: Mapping[tuple[str, int], Any]) -> dict[tuple[str, int], Any]:
    """What neurons get, with what they get from themselves without a delay and a step late, which is the
    same, as one matrix."""
    made = dict(terms)
    if (name, 0) in made and (name, 1) in made:
        made[name, 0] = made[name, 0] + made.pop((name, 1))
    return made


def _delays(signal: Signal) -> set[int]:
    return {d for _, d in signal.terms}
