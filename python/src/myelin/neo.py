"""What recorders hold, as objects of Neo: spike trains and signals with units.

``segment`` and ``block`` take recorders of ``myelin.nest``, ``read`` the text files that recorders have
written, by Myelin or NEST. Needs the package ``neo``: ``pip install 'myelin-sim[neo]'``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import neo
import numpy as np
import quantities as pq

from . import nest
from .nest.state import state

_KINDS = ("spike_recorder", "multimeter", "voltmeter", "weight_recorder", "spin_detector")
_PLACES = ("senders", "times", "offsets", "targets", "receptors", "ports")


def segment(
    *recorders: Any,
    nodes: Any = None,
    start: float | None = None,
    stop: float | None = None,
    name: str | None = None,
    units: Mapping[str, str] | None = None,
) -> neo.Segment:
    """Makes a segment of what recorders hold, or have written to text files.

    A ``spike_recorder`` gives a spike train for each node that is connected to it, the silent ones among
    them. A ``multimeter`` gives for each recordable, and each model, a signal with a channel for each node;
    one whose samples are not equally spaced is irregular. A ``weight_recorder`` gives an irregular signal of
    weights for each synapse, a ``spin_detector`` one of states for each node. Samples and spikes at
    ``start`` belong to what was before, as those at the beginning of a simulation do.

    Args:
        recorders: collections of recorders; all that there are, if none is given
        nodes: the nodes that are wanted; all that were recorded by default
        start: from when (ms); by default when the first of the recorders began, at the earliest 0
        stop: to when (ms); by default the present time, or when the last of the recorders ended
        name: the segment's name
        units: units of quantities that Myelin does not know, or wants to call otherwise: ``{"w": "pA"}``

    Returns:
        a segment whose trains and signals are annotated with ``model``, ``recorder`` (its id), and
        ``source_id`` or, for signals, an array annotation ``source_ids``; times are in ms

    Raises:
        ValueError: if a node is not a recorder of these kinds, or the times or units make no sense.
    """
    found = [
        one
        for given in recorders or [nest.GetNodes({"element_type": "recorder"})]
        for one in _each(given, not recorders)
    ]
    events = [_events(one) for one in found]
    windows = [_window(one, held["times"]) for one, held in zip(found, events)]
    begin = _time("start", start, min((w[0] for w in windows), default=0.0))
    end = _time("stop", stop, max((w[1] for w in windows), default=nest.biological_time))
    made = _Making(neo.Segment(name=name), begin, end, nodes, dict(units or {}), _model_of)
    for one, held in zip(found, events):
        made.add(one.model, int(one.global_id), held, _recorded(one))
    return made.made


def block(*recorders: Any, name: str | None = None, **options: Any) -> neo.Block:
    """Makes a block with one segment, of what ``segment`` takes; Neo's writers of files take blocks."""
    whole = neo.Block(name=name, description=f"simulated by Myelin, seed {nest.rng_seed}")
    whole.segments.append(segment(*recorders, name=name, **options))
    return whole


def read(
    *files: str,
    nodes: Any = None,
    start: float = 0.0,
    stop: float | None = None,
    name: str | None = None,
    model: str | None = None,
    units: Mapping[str, str] | None = None,
    resolution: float | None = None,
) -> neo.Segment:
    """Makes a segment of text files that recorders have written, by Myelin or by NEST.

    Args:
        files: names of files; those of several threads or processes, which lie in one folder and whose names
            differ in the last number, are put together
        nodes: the ids of the nodes; those with silent ones among them, since files name only nodes that fired
        start: from when (ms)
        stop: to when (ms); by default the latest time in the files
        name: the segment's name
        model: the model of the nodes, which tells the units; by default the unit that all models have for a
            quantity
        units: units of quantities by name, for others
        resolution: the length of a step (ms), for files with times in steps

    Returns:
        what ``segment`` does; ``recorder`` is the folder and name of the files, up to that number

    Raises:
        ValueError: if a file is not one of a recorder, or units are not known; ``OSError`` if it cannot be
            read.
    """
    together: dict[str, list[dict[str, np.ndarray]]] = {}
    for file in files:
        stem = re.sub(r"(-\d+)-\d+(\.\w+)?$", r"\1", os.path.normpath(file))
        together.setdefault(stem, []).append(_parsed(file, resolution))
    tables = {}
    for stem, parts in together.items():
        if len({tuple(p) for p in parts}) > 1:
            raise ValueError(f"the files of '{stem}' have different columns: {[list(p) for p in parts]}")
        joined = _joined(parts)
        order = np.argsort(joined["times"], kind="stable")
        tables[stem] = {c: v[order] for c, v in joined.items()}
    latest = max((t["times"][-1] for t in tables.values() if len(t["times"])), default=start)
    begin, end = _time("start", start, 0.0), _time("stop", stop, float(latest))
    if model is not None and model not in state.network.models:
        raise ValueError(f"model: there is no model '{model}'")
    made = _Making(neo.Segment(name=name), begin, end, nodes, dict(units or {}), lambda ids: {model: ids})
    for stem, table in tables.items():
        quantities = [c for c in table if c not in _PLACES]
        kind = "weight_recorder" if "weights" in table else "multimeter" if quantities else "spike_recorder"
        made.add(kind, stem, table, np.unique(table["senders"]) if made.wanted is None else made.wanted)
    return made.made


def _parsed(file: str, resolution: float | None) -> dict[str, np.ndarray]:
    """The columns of a file of a recorder, as ``events`` names them."""
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                heads = line.split()
                break
        else:
            raise ValueError(
                f"{file}: there is no line with names of columns; is it written by a recorder (record_to 'ascii')?"
            )
        if heads[0] != "sender":
            raise ValueError(
                f"{file}: the first column is '{heads[0]}', not 'sender'; is it written by a recorder (record_to 'ascii')?"
            )
        try:
            numbers = np.array(
                [line.split() for line in lines if line.strip() and not line.startswith("#")], float
            )
        except ValueError as error:
            raise ValueError(f"{file}: a line does not have {len(heads)} numbers: {error}") from None
    numbers = numbers.reshape(-1, len(heads))
    table = {head: numbers[:, k] for k, head in enumerate(heads)}
    found: dict[str, np.ndarray] = {"senders": table.pop("sender").astype(int)}
    if "time_ms" in table:
        found["times"] = table.pop("time_ms")
    else:
        if resolution is None:
            raise ValueError(f"{file}: times are in steps; give resolution, the length of a step (ms)")
        found["times"] = _ms(table.pop("time_step"), resolution) - table.pop("time_offset", 0.0)
    names = {"target": "targets", "receptor": "receptors", "port": "ports", "weight": "weights"}
    found.update({names.get(n, n): v.astype(int) if names.get(n) in _PLACES else v for n, v in table.items()})
    return found


def _joined(parts: Sequence[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {column: np.concatenate([part[column] for part in parts]) for column in parts[0]}


def _ms(steps: Any, resolution: float) -> np.ndarray:
    """Times of steps (ms), correctly rounded as the simulator's: 603 steps of 0.1 ms are 60.3 ms."""
    if not 0 < resolution < np.inf:
        raise ValueError(f"resolution is {resolution}; it must be a finite time (ms) above 0")
    step = Fraction(float(resolution)).limit_denominator(1_000_000)
    if float(step) != resolution:
        return np.asarray(steps, float) * resolution
    return np.asarray(steps, float) * step.numerator / step.denominator


def _each(given: Any, all_of_them: bool) -> Iterable[Any]:
    """The recorders in a collection, one by one."""
    if given is None:
        return
    for one in given:
        if state.network.models[one.model].declared.name in _KINDS:
            if not all_of_them or one.record_to in ("memory", "ascii", "gdf"):
                yield one
        elif not all_of_them:
            raise ValueError(f"node {one.global_id} is a {one.model}; recorders are {', '.join(_KINDS)}")


def _time(name: str, given: float | None, otherwise: float) -> float:
    value = otherwise if given is None else float(given)
    if not np.isfinite(value):
        raise ValueError(f"{name} is {value}; it must be a finite time (ms)")
    return value


def _window(one: Any, times: np.ndarray) -> tuple[float, float]:
    """From when to when a recorder recorded (ms); all times if it holds some outside its present window."""
    now, h = nest.biological_time, nest.resolution
    ends = [min(now, max(0.0, one.origin + at)) / h for at in (one.start, one.stop)]
    begin, end = _ms(np.rint(ends), h).tolist()
    if len(times) and (times.min() <= begin or times.max() > end + 1e-9):
        return 0.0, now
    return begin, end


def _recorded(one: Any) -> np.ndarray:
    """The ids of the nodes that a recorder records."""
    kind = state.network.models[one.model].declared.name
    if kind == "weight_recorder":
        return np.array([], int)
    end = {"source": one} if kind in ("multimeter", "voltmeter") else {"target": one}
    made = nest.GetConnections(**end)
    if not len(made):
        return np.array([], int)
    return np.unique(np.atleast_1d(made.get("target" if "source" in end else "source")))


def _events(one: Any) -> dict[str, np.ndarray]:
    """What a recorder holds, or has written, with times in ms."""
    to = one.record_to
    if to in ("ascii", "gdf"):
        parts = [_parsed(f, nest.resolution) for f in one.filenames]
        return _joined(parts) if parts else {"senders": np.array([]), "times": np.array([])}
    if to != "memory":
        raise ValueError(
            f"recorder {one.global_id} records to '{to}'; segments are made of what is in 'memory' or in 'ascii' files"
        )
    before = nest.samples_at_once
    nest.samples_at_once = True
    try:
        found = dict(one.events)
    finally:
        nest.samples_at_once = before
    if "offsets" in found:
        found["times"] = _ms(found["times"], nest.resolution) - found.pop("offsets")
    return found


def _model_of(ids: np.ndarray) -> dict[str | None, np.ndarray]:
    """The ids by the model of the nodes."""
    found: dict[str | None, list[int]] = {}
    for node in ids.tolist():
        found.setdefault(state.network.model(node).name, []).append(node)
    return {m: np.array(some) for m, some in found.items()}


class _Making:
    """A segment under way."""

    def __init__(
        self, made: neo.Segment, start: float, stop: float, nodes: Any, units: dict[str, str], models: Any
    ):
        if stop < start:
            raise ValueError(f"stop, {stop:g} ms, lies before start, {start:g} ms")
        self.made, self.start, self.stop = made, start, stop
        self.units, self.models = units, models
        ids = nodes.tolist() if hasattr(nodes, "tolist") else nodes
        self.wanted = None if ids is None else np.array(list(ids), int)

    def add(self, kind: str, recorder: Any, events: Mapping[str, np.ndarray], ids: np.ndarray) -> None:
        """Adds what one recorder holds of the nodes that it records."""
        declared = state.network.models[kind].declared.name if kind in state.network.models else kind
        senders, times = np.asarray(events["senders"], int), np.asarray(events["times"], float)
        inside = (times > self.start) & (times <= self.stop)
        ids = np.union1d(ids, senders[inside]).astype(int)
        if self.wanted is not None:
            ids = ids[np.isin(ids, self.wanted)]
            inside &= np.isin(senders, self.wanted)
        columns = {c: np.asarray(v)[inside] for c, v in events.items() if c not in ("times", "senders")}
        senders, times = senders[inside], times[inside]
        if declared == "spike_recorder":
            self._trains(recorder, senders, times, ids)
        elif declared == "weight_recorder":
            self._weights(recorder, senders, times, columns)
        else:
            self._signals(recorder, senders, times, columns, ids)

    def _trains(self, recorder: Any, senders: np.ndarray, times: np.ndarray, ids: np.ndarray) -> None:
        order = np.lexsort((times, senders))
        parts = np.split(times[order], np.searchsorted(senders[order], ids[1:])) if len(ids) else []
        model_of = {node: model for model, some in self.models(ids).items() for node in some.tolist()}
        for node, part in zip(ids.tolist(), parts):
            train = neo.SpikeTrain(
                part, units="ms", t_start=self.start, t_stop=self.stop, name=f"spikes of {node}"
            )
            self._annotate(train, recorder, model_of[node], source_id=node)
            self.made.spiketrains.append(train)

    def _annotate(self, what: Any, recorder: Any, model: str | None, **more: Any) -> None:
        what.annotate(recorder=recorder, **({} if model is None else {"model": model}), **more)
        what.segment = self.made

    def _signals(
        self,
        recorder: Any,
        senders: np.ndarray,
        times: np.ndarray,
        columns: Mapping[str, np.ndarray],
        ids: np.ndarray,
    ) -> None:
        """Signals of quantities: one for the nodes of a model that were sampled at the same times."""
        order = np.lexsort((times, senders))
        cuts = np.searchsorted(senders[order], ids[1:]) if len(ids) else []
        places = dict(zip(ids.tolist(), np.split(order, cuts)))
        for model, some in self.models(ids).items():
            alike: dict[bytes, list[int]] = {}
            for node in some.tolist():
                if len(places[node]):
                    alike.setdefault(times[places[node]].tobytes(), []).append(node)
            for nodes in alike.values():
                at = times[places[nodes[0]]]
                for quantity, values in columns.items():
                    table = np.column_stack([values[places[n]] for n in nodes]).astype(float)
                    self._signal(recorder, quantity, model, nodes, at, table)

    def _signal(
        self, recorder: Any, quantity: str, model: str | None, nodes: list[int], at: np.ndarray, table: Any
    ) -> None:
        unit = self._unit(quantity, model)
        words = {"name": quantity, "array_annotations": {"source_ids": np.array(nodes)}}
        gaps = np.diff(at)
        if len(at) > 1 and gaps.min() > 0 and np.ptp(gaps) < 1e-6 * gaps[0]:
            period = (at[-1] - at[0]) / (len(at) - 1)
            signal = neo.AnalogSignal(
                table, units=unit, t_start=at[0] * pq.ms, sampling_period=round(period, 9) * pq.ms, **words
            )
            self.made.analogsignals.append(signal)
        else:
            signal = neo.IrregularlySampledSignal(at, table, units=unit, time_units="ms", **words)
            self.made.irregularlysampledsignals.append(signal)
        self._annotate(signal, recorder, model)

    def _weights(
        self, recorder: Any, senders: np.ndarray, times: np.ndarray, columns: Mapping[str, np.ndarray]
    ) -> None:
        """Weights that spikes met, synapse by synapse."""
        if not len(senders):
            return
        keys = np.column_stack(
            [senders, *(np.asarray(columns[c], int) for c in ("targets", "receptors", "ports"))]
        )
        each, which = np.unique(keys, axis=0, return_inverse=True)
        order = np.lexsort((times, which.ravel()))
        parts = np.split(order, np.searchsorted(which.ravel()[order], np.arange(1, len(each))))
        for key, some in zip(each, parts):
            source, target, receptor, port = key.tolist()
            (model,) = self.models(np.array([target]))
            unit = self.units.get("weights") or _known(self._weight_unit(model, receptor))
            signal = neo.IrregularlySampledSignal(
                times[some], columns["weights"][some], units=unit, time_units="ms", name="weights"
            )
            self._annotate(
                signal, recorder, model, source_id=source, target_id=target, receptor=receptor, port=port
            )
            self.made.irregularlysampledsignals.append(signal)

    @staticmethod
    def _weight_unit(model: str | None, receptor: int) -> str:
        return "" if model is None else state.network.models[model].declared.weight_units.get(receptor, "")

    def _unit(self, quantity: str, model: str | None) -> Any:
        """The unit of a quantity that a model has."""
        if quantity in self.units:
            return _known(self.units[quantity])
        models = [state.network.models[model]] if model is not None else list(state.network.models.values())
        same = {u for m in models if not m.declared.is_synapse for u in _units(m.declared, quantity)}
        if len(same) != 1 and model is None:
            reason = (
                f"models have it in {sorted(u or 'pure numbers' for u in same)}"
                if same
                else "no model has it"
            )
            raise ValueError(
                f"the unit of '{quantity}' is not known, as {reason}; give model='...' or units={{'{quantity}': '...'}}"
            )
        return _known(same.pop() if same else "")


def _units(declared: Any, quantity: str) -> list[str]:
    """The unit of a quantity, also of one of several receptors (``g_2``), if a model has it."""
    if not declared.recordables:
        return []
    first = re.sub(r"_\d+$", "_1", quantity)
    return [declared.recordable_units[n] for n in (quantity, first) if n in declared.recordable_units][:1]


def _known(unit: str) -> Any:
    """The unit of a name, as ``quantities`` has it."""
    try:
        return pq.unit_registry[unit or "dimensionless"]
    except (LookupError, SyntaxError, ValueError) as error:
        raise ValueError(f"'{unit}' is no unit that the package quantities knows: {error}") from None
