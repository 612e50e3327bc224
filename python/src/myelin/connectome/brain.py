"""A network built of a connectome, and trials with it."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Mapping
from typing import Any, Union

import numpy as np

from .. import nest
from ..nest import bulk, connect
from ..nest.errors import call
from ..nest.state import state

FLY = "iaf_shiu_2024"
"""The neuron of Shiu et al. (2024): receptor 1 takes synapses, receptor 2 moves the potential itself."""

_SYNAPSES_OF_A_DRIVE = 250


class Trial:
    """The spikes of one trial.

    Attributes:
        duration: how long it was (ms)
        ids: the cell that fired, by spike
        times: when it fired (ms), from the trial's beginning: the end of the step, as in NEST; Brian tells
            its beginning
    """

    def __init__(self, duration: float, ids: np.ndarray, times: np.ndarray):
        if not 0 < duration < np.inf:
            raise ValueError(f"a trial of {duration} ms: it must be longer than 0, and end")
        self.duration, self.ids, self.times = duration, ids, times

    def __repr__(self) -> str:
        return f"Trial({len(self.ids)} spikes of {len(np.unique(self.ids))} cells in {self.duration:g} ms)"

    def rates(self) -> dict[str, np.ndarray]:
        """The cells that fired, and their rates (spikes/s), as a table: columns by name."""
        ids, counts = np.unique(self.ids, return_counts=True)
        return {"id": ids, "rate": counts * (1000.0 / self.duration)}

    def table(self) -> dict[str, np.ndarray]:
        """A row for each spike, as a table: columns by name."""
        return {"id": self.ids, "t_ms": self.times}

    def write(self, csv: Any) -> None:
        """Writes a row for each spike to a file in CSV."""
        with open(csv, "w", encoding="utf-8", newline="") as out:
            out.write("id,t_ms\n")
            out.writelines(f"{i},{t!r}\n" for i, t in zip(self.ids.tolist(), self.times.tolist()))


class _Drive:
    """What drives a cell. Its spikes are sent as early as those of other cells are that arrive with them: the
    network is simulated in slices as long as the smallest delay, which a delay of one step would make many of."""

    def __init__(self) -> None:
        self.rate = 0.0
        self.steps = np.array([], np.int64)
        self.on = False
        self.t_ref = 0.0

    def wanted(self) -> bool:
        return self.rate > 0 or len(self.steps) > 0


class Brain:
    """A network built of a connectome, in the kernel of ``myelin.nest``, which is reset.

    Tables are built once. Every trial begins with the state of the beginning, and depends on its seed
    and on who is driven and silenced, not on trials before. (Of other models than that of Shiu et al., what
    can be set is set back. What cannot, such as refractoriness of ``iaf_psc_exp``, stays as it was.)

    Args:
        connectome: a :class:`~myelin.connectome.Connectome`
        weight: of one synapse (mV; in the unit of the model)
        delay: of edges without a delay of their own (ms)
        model: the neurons' model; that of Shiu et al. (2024) by default
        params: their parameters
        receptor: where synapses end; 1 for that model, else the model's default
        jump: the weight of what drives a cell; 250 synapses by default
        jump_receptor: where it ends; 2 for that model, else the model's default
        threads: as many as there are cores by default
        resolution: (ms)
    """

    def __init__(
        self,
        connectome: Any,
        *,
        weight: float = 0.275,
        delay: float = 1.8,
        model: str = FLY,
        params: Union[Mapping[str, Any], None] = None,
        receptor: Union[int, None] = None,
        jump: Union[float, None] = None,
        jump_receptor: Union[int, None] = None,
        threads: Union[int, None] = None,
        resolution: float = 0.1,
    ):
        nest.ResetKernel()
        nest.resolution = resolution
        nest.local_num_threads = threads or os.cpu_count() or 1
        fly = model == FLY
        if fly:
            call(state.network.java.installFlyNeuron)
            state.network.take_up()
        self.connectome = connectome
        self.nodes = nest.Create(model, len(connectome.cells), dict(params or {}))
        self._first = int(self.nodes[0].global_id)
        self._early = 1
        if len(connectome.pre):
            late = delay if connectome.delay is None else connectome.delay
            ending = _ending(1 if fly and receptor is None else receptor)
            self._connect(float(weight), {"delay": late, **ending})
            self._early = max(1, round(float(np.min(late)) / resolution))
        self._jump = {
            "weight": _SYNAPSES_OF_A_DRIVE * weight if jump is None else jump,
            "delay": self._early * resolution,
            **_ending(2 if fly and jump_receptor is None else jump_receptor),
        }
        self._recorder = nest.Create("spike_recorder")
        nest.Connect(self.nodes, self._recorder)
        declared = state.network.models[model].declared.parameters.values()
        states = [p.name for p in declared if (p.role, p.kind) == ("state", "real")]
        self._rest = {name: _alike(self.nodes.get(name)) for name in states}
        self._immediate = fly
        self._drives: dict[int, _Drive] = {}
        self._generators: dict[int, Any] = {}
        self._silent: set[int] = set()
        nest.Prepare()
        nest.Cleanup()

    def _connect(self, weight: float, spec: dict[str, Any]) -> None:
        """Makes the synapses: what Java takes is made of the table some at a time, and never all of it here.
        Weights are rounded to single precision, which takes half of the memory."""
        state.network.open()
        state.network.number()
        first, edges = self._first, self.connectome
        one_to_one = connect.Rule.of("one_to_one")
        synapses = connect.Synapse({"weight": 0.0, **spec})
        model, names, given = synapses.words(one_to_one, (len(edges.pre),))
        given[0] = bulk.quantity(
            edges.synapses, lambda some: np.multiply(some, weight, dtype=float).astype(np.float32)
        )
        ends = (bulk.ints(places, lambda some: some + first) for places in (edges.pre, edges.post))
        connect.pairs_of(state.network, *ends, model, names, given)

    def _at(self, places: Iterable[int]) -> Any:
        return nest.NodeCollection(sorted(self._first + int(p) for p in set(places)))

    def drive(self, ids: Any, rate: float) -> None:
        """Has random spikes drive cells: in each step, one comes with the probability that gives this rate.

        In the model of Shiu et al. (2024), driven cells have no refractory time. A rate of 0 ends it; without
        times of :meth:`drive_at` either, the cell has its refractory time again.

        Args:
            ids: of the cells
            rate: (spikes/s)
        """
        if not 0 <= rate * nest.resolution <= 1000:
            most = f"{1000 / nest.resolution:g}"
            raise ValueError(f"a rate of {rate} spikes/s: it must be from 0 to {most}, one a step")
        for place in self._driven(ids):
            self._drives[place].rate = float(rate)

    def drive_at(self, id: int, times: Any) -> None:
        """Has spikes at these times (ms) of every trial drive a cell. No times end it.

        Args:
            id: of the cell
            times: multiples of the resolution above 0, in any order

        Raises:
            ValueError: if a time is not allowed, or there is not exactly one cell
        """
        if np.size(id) != 1:
            raise ValueError(f"drive_at takes one cell, not {np.size(id)}; call it for each")
        steps = _steps(f"a spike that drives cell {np.ravel(id)[0]}", times)
        self._drives[self._driven(np.ravel(id))[0]].steps = steps

    def _driven(self, ids: Any) -> list[int]:
        places = self.connectome.places(ids).tolist()
        fresh = [p for p in dict.fromkeys(places) if p not in self._drives]
        if fresh:
            made = nest.Create("spike_generator", len(fresh))
            targets = [self._first + p for p in fresh]
            jump = {n: [v] * len(fresh) for n, v in self._jump.items()}
            nest.Connect(made.tolist(), targets, "one_to_one", jump)
            for place, generator in zip(fresh, made):
                self._drives[place], self._generators[place] = _Drive(), generator
        return places

    def _refractoriness(self) -> None:
        """Takes the refractory times of cells whose drive has begun since the last trial, and gives back
        those of cells whose drive has ended."""
        changed = sorted(p for p, d in self._drives.items() if d.on != d.wanted())
        begun = [p for p in changed if not self._drives[p].on]
        ended = [p for p in changed if self._drives[p].on]
        if self._immediate and begun:
            cells = self._at(begun)
            for place, t_ref in zip(begun, np.atleast_1d(cells.get("t_ref")).tolist()):
                self._drives[place].t_ref = t_ref
            cells.set({"t_ref": 0.0})
        if self._immediate and ended:
            self._at(ended).set({"t_ref": _alike([self._drives[p].t_ref for p in ended])})
        for place in changed:
            self._drives[place].on = not self._drives[place].on

    def silence(self, ids: Any) -> None:
        """Silences cells: they fire no more."""
        places = self.connectome.places(ids).tolist()
        self._silent.update(places)
        if places:
            self._at(places).frozen = True

    def unsilence(self, ids: Any) -> None:
        """Lets cells fire that have been silenced."""
        places = self.connectome.places(ids).tolist()
        self._silent.difference_update(places)
        if places:
            self._at(places).frozen = False

    def trial(self, ms: float = 1000.0, seed: int = 1) -> Trial:
        """Simulates a trial.

        Args:
            ms: how long, a multiple of the resolution above 0
            seed: of what is random, a whole number of 64 bits; with another one, the drives send other spikes

        Raises:
            ValueError: if one of them is not allowed
        """
        if np.ndim(ms):
            raise ValueError("a trial has one duration (ms)")
        steps = int(_steps("a trial", ms)[0])
        seed = operator.index(seed)
        if not -(1 << 63) <= seed < 1 << 63:
            raise ValueError(f"seed = {seed}: it must be from -2^63 to 2^63 - 1")
        self._refractoriness()
        h = nest.resolution
        pause = round(nest.max_delay / h) + 1
        begin = round(nest.biological_time / h) + pause
        train = state.network.package.Tables.train
        for place, drive in self._drives.items():
            cell = int(self.connectome.cells[place])
            drawn = np.array(call(train, seed, cell, drive.rate * h / 1000, steps), dtype=np.int64)
            arriving = begin + 1 + np.sort(np.concatenate((drawn, drive.steps[drive.steps < steps])))
            self._generators[place].spike_times = np.round((arriving - self._early) * h, 6)
        self._to_rest(pause * h)
        nest.Simulate(steps * h)
        events = self._recorder.events
        ids = self.connectome.cells[np.asarray(events["senders"], np.int64) - self._first]
        return Trial(float(ms), ids, np.round(np.round(events["times"] / h - begin) * h, 6))

    def trials(self, ms: float, seeds: Iterable[int]) -> list[Trial]:
        """A trial with each of the seeds."""
        return [self.trial(ms, seed) for seed in seeds]

    def _to_rest(self, pause: float) -> None:
        """Brings all cells back to the beginning; what is under way to them is lost while they are frozen for a
        pause (ms)."""
        self.nodes.frozen = True
        nest.Simulate(pause)
        self.nodes.set(self._rest)
        self.nodes.frozen = False
        if self._silent:
            self._at(self._silent).frozen = True
        self._recorder.n_events = 0


def _steps(what: str, times: Any) -> np.ndarray:
    """Times within a trial (ms) as whole steps."""
    given = np.atleast_1d(np.asarray(times, float))
    if given.ndim != 1:
        raise ValueError(f"{what}: times are numbers in one row, not an array of {given.ndim} dimensions")
    h = nest.resolution
    steps = np.rint(given / h)
    with np.errstate(invalid="ignore"):
        right = (np.abs(given / h - steps) <= 1e-4) & (steps > 0) & (steps < 1 << 31)
    if not right.all():
        raise ValueError(
            f"{what}: {given[~right][0]} ms must be a multiple of the resolution, {h} ms, above 0 and below"
            f" {h * 2**31} ms"
        )
    return steps.astype(np.int64)


def _ending(receptor: Union[int, None]) -> dict[str, int]:
    return {} if receptor is None else {"receptor_type": receptor}


def _alike(numbers: Any) -> Any:
    """One number where all are the same."""
    array = np.atleast_1d(np.asarray(numbers, float))
    return float(array[0]) if (array == array[0]).all() else array


__all__ = ["FLY", "Brain", "Trial"]
