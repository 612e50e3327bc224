"""What differs between NEST's answer to a scenario and Myelin's."""

import math
from collections import Counter
from dataclasses import dataclass

from .ranges import COUPLED, INTEGRATED, RATES, RECORDABLES

EXACT = 1e-8
"""Tolerance of states that both compute by the same closed forms, relative."""

CLOSE = 1e-3
"""Tolerance of states that are integrated or relaxed with a tolerance, in their own units."""

WEIGHT = 1e-6
"""Tolerance of weights, relative: Myelin has single precision for those that do not change by themselves."""

SAME_SPIKE = 1e-6
"""Tolerance of times (ms): far less than a tic, and more than rounding can change."""

STEEP = 0.5
"""The change from step to step that coupled neurons may be in at the end (their own units)."""

RISING, UPSTROKE = -50.0, 20.0
"""Above such a potential (mV) a spike of an integrated neuron rises, and changes by so much from step to step (mV)."""

SHIFT = 0.02
"""Tolerance of states that are integrated, as a part of the change from one sample to the next."""


@dataclass(frozen=True)
class Difference:
    """One difference: its kind, in which step, of what, when, and what the two have."""

    kind: str  # crash, outcome, error, spikes, trace, weights, events, state, connections
    step: int
    what: str
    time: float
    nest: object
    myelin: object

    def __str__(self):
        when = f" at {self.time:g} ms" if math.isfinite(self.time) else ""
        return f"step {self.step}: {self.kind} of {self.what}{when}: NEST {short(self.nest)}, Myelin {short(self.myelin)}"

    def like(self):
        """What a smaller scenario must share with it."""
        return self.kind, self.what.split(" of ")[-1]


def short(it):
    text = str(it)
    return text if len(text) < 160 else text[:157] + "..."


def compare(nest, myelin):
    """The differences in the first step in which there are some, the earliest and most telling first."""
    for i in range(max(len(nest), len(myelin))):
        ours, theirs = (it[i] if i < len(it) else {"absent": True} for it in (myelin, nest))
        found = list(step(i, theirs or {}, ours or {}))
        if found:
            order = ("crash", "outcome", "error", "connections", "spikes", "trace", "weights", "events", "state")
            return sorted(found, key=lambda it: (it.time, order.index(it.kind)))
    return []


def step(i, nest, myelin):
    """The differences in one step."""
    if "crash" in nest or "crash" in myelin:
        yield Difference("crash", i, "process", -math.inf, nest.get("crash", "goes on"), myelin.get("crash", "goes on"))
    elif ("error" in nest) != ("error" in myelin) or "absent" in nest or "absent" in myelin:
        yield Difference("outcome", i, outcome(nest, myelin), -math.inf, said(nest), said(myelin))
    elif "error" in nest and nest["error"] != myelin["error"]:
        yield Difference("error", i, f"{nest['error']}, {myelin['error']}", -math.inf, said(nest), said(myelin))
    elif "read" in nest:
        yield from reading(i, nest["read"], myelin["read"])


def outcome(nest, myelin):
    return nest.get("error") or myelin.get("error") or "the rest"


def said(answer):
    return f"{answer['error']}: {answer['message']}" if "error" in answer else "goes on"


def reading(i, nest, myelin):
    """The differences between two readings of everything."""
    models = {row["global_id"]: row["model"] for rows in nest["nodes"].values() for row in rows}
    for name in nest["events"]:
        recorder = nest["nodes"][name][0]["model"]
        yield from events(i, name, recorder, nest, myelin, models)
    yield from connections(i, nest, myelin)
    for name, rows in nest["nodes"].items():
        for j, row in enumerate(rows):
            yield from state(i, f"{name}[{j}]", row, myelin["nodes"][name][j])
    if nest["num_connections"] != myelin["num_connections"]:
        what = nest["num_connections"], myelin["num_connections"]
        yield Difference("connections", i, "num_connections", math.inf, *what)


def events(i, name, recorder, nest, myelin, models):
    """The first difference between what a recorder has."""
    theirs, ours = nest["events"][name], myelin["events"][name]
    if recorder == "spike_recorder":
        yield from spikes(i, name, theirs, ours, models)
    elif recorder == "weight_recorder":
        keys = ("times", "senders", "targets", "weights")
        if not set(models.values()) & set(FROM_ZERO):
            keys = (*keys[:3], "receptors", keys[3])
        theirs, ours = ({key: it.get(key, []) for key in keys} for it in (theirs, ours))  # NEST: none yet, no columns
        first = next(unlike(table(theirs, keys), table(ours, keys), lambda *_: WEIGHT), None)
        if first:
            yield Difference("events", i, f"{name} of weight_recorder", first[0], *first[1:])
    else:
        columns = sorted(set(theirs) - {"times", "senders"})
        # samples of the last slice come with the next call in NEST
        last = nest["now"] - nest["min_delay"] - SAME_SPIKE
        there = {row[:2] for row in table(theirs, ("times", "senders"))}
        for column in columns:
            keys = ("times", "senders", column)
            if column not in ours:
                yield Difference("events", i, f"{name} of {recorder}", -math.inf, column, sorted(ours))
                return
            late = [row for row in table(ours, keys) if row[0] <= last or row[:2] in there]
            known = table(theirs, keys)
            steep = slopes(known)
            first = next(unlike(known, late, lambda row: tolerance(models.get(row[1]), steep[row[:2]])), None)
            if first:
                model = models.get(int((first[1] or first[2])[1]))
                yield Difference("trace", i, f"{name} of {column} of {model}", first[0], *first[1:])


def tolerance(model, steep=0.0):
    """How much a sample of this model may differ where it changes by so much from one sample to the next."""
    return CLOSE + SHIFT * steep if model in INTEGRATED or model in RATES else EXACT


def slopes(rows):
    """For each time and sender the largest change from the sample before or to the next."""
    last, steep = {}, {}
    for time, sender, it in rows:
        change = abs(it - last[sender][1]) if sender in last else 0.0
        if sender in last:
            before = last[sender][0], sender
            steep[before] = max(steep[before], change)
        steep[time, sender] = change
        last[sender] = time, it
    return steep


def table(columns, keys):
    times = [round(time, 5) for time in columns["times"]]  # NEST has 17.400000000000002
    return sorted(zip(times, *(columns[key] for key in keys[1:])))


def spikes(i, name, theirs, ours, models):
    def counted(events):
        return Counter((round(time, 5), sender) for time, sender in zip(events["times"], events["senders"]))

    nest, myelin = counted(theirs), counted(ours)
    if nest != myelin:
        time, sender = min(key for key in nest | myelin if nest[key] != myelin[key])
        what = f"{name} of {models.get(sender)}"
        yield Difference("spikes", i, what, time, *(f"{it[time, sender]} of node {sender}" for it in (nest, myelin)))


def unlike(theirs, ours, tolerance):
    """Pairs of rows that differ, with their times; rows that the other side lacks beside None."""
    for left, right in zip(theirs, ours):
        if any(abs(a - b) > SAME_SPIKE for a, b in zip(left[:-1], right[:-1])):
            earlier = left if tuple(left[:-1]) < tuple(right[:-1]) else right
            yield earlier[0], *((left, None) if earlier is left else (None, right))
            return
        if not near(left[-1], right[-1], tolerance(left)):
            yield left[0], left, right
    if len(theirs) != len(ours):
        more = (theirs if len(theirs) > len(ours) else ours)[min(len(theirs), len(ours))]
        yield more[0], *((more, None) if len(theirs) > len(ours) else (None, more))


def near(a, b, within):
    """Whether two values are the same but for this much: relative, and absolute where below 1."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(near(x, y, within) for x, y in zip(a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(near(a[key], b[key], within) for key in a)
    if isinstance(a, bool) or isinstance(b, bool) or not all(isinstance(it, (int, float)) for it in (a, b)):
        return a == b
    if a == b or math.isnan(a) and math.isnan(b):
        return True
    return abs(a - b) <= within * (max(1.0, abs(a), abs(b)) if within < CLOSE else max(1.0, abs(a) * 1e-2))


VALUES = ("delay", "weight", "drift_factor", "diffusion_factor")


def is_set(row, key):
    """Whether this says something of this connection: NEST has memory that was never set there."""
    return row["synapse_model"] != "diffusion_connection" or key not in ("delay", "weight")


FROM_ZERO = ("iaf_cond_alpha_mc", "pp_cond_exp_mc_urbanczik", "ht_neuron", "iaf_bw_2001_exact")
"""Models of which NEST tells receptors by other numbers than those that connect."""


def connections(i, nest, myelin):
    """The first difference between the connections that there are."""
    devices = {row["global_id"] for rows in nest["nodes"].values() for row in rows if "start" in row}
    meters = {row["global_id"] for rows in nest["nodes"].values() for row in rows if "interval" in row}
    several = {row["global_id"] for rows in nest["nodes"].values() for row in rows if row["model"] in FROM_ZERO}

    def ends(row):
        # NEST has a number of its own there
        receptor = None if row["source"] in meters or row["target"] in several else row["receptor"]
        return row["source"], row["target"], row["synapse_model"], receptor

    def ordered(rows):
        """By what they are, since NEST does not keep several of a pair in order of creation."""
        return sorted(rows, key=lambda row: (*ends(row), *(row[key] for key in VALUES if key in row and is_set(row, key))))

    # NEST does not list those from a meter to a stimulator
    found = [row for row in myelin["connections"] if not {row["source"], row["target"]} <= devices]
    known = [row for row in nest["connections"] if not {row["source"], row["target"]} <= devices]
    theirs, ours = Counter(map(ends, known)), Counter(map(ends, found))
    if theirs != ours:
        first = min(key for key in theirs | ours if theirs[key] != ours[key])
        yield Difference("connections", i, first[2], math.inf, *(f"{it[first]} of {first}" for it in (theirs, ours)))
        return
    for left, right in zip(ordered(known), ordered(found)):
        model = left["synapse_model"]
        for key in left.keys() & right.keys():
            if is_set(left, key) and not near(left[key], right[key], WEIGHT):
                if key == "receptor" and (left["source"] in meters or left["target"] in several):
                    continue
                what = f"{left['source']} to {left['target']} of {model}"
                kind = "weights" if key in ("weight", "Kplus", "Kplus_triplet") else "connections"
                yield Difference(kind, i, f"{key} of {what}", math.inf, left[key], right[key])
                return


STATE = {"V_m", "g_ex", "g_in", "rate", "noise", "Act_m", "Act_n", "Inact_h", "Inact_p", "Ca", "t_spike"}
STATE |= {"dg_ex", "dg_in", "dI_syn_ex", "dI_syn_in"}


OTHERWISE = {("iaf_chxk_2008", "t_spike"), ("iaf_chxk_2008", "Ca"), ("pp_psc_delta", "t_ref_remaining")}
"""Parameters of models that NEST takes for something else."""


def flat(it):
    """The numbers of a list of lists."""
    return [x for each in it for x in flat(each)] if isinstance(it, list) else [it]


def steepness(model, theirs):
    """By how much a neuron in this state may change from step to step."""
    if model in INTEGRATED and theirs.get("V_m", RISING) > RISING:
        return UPSTROKE
    return STEEP if model in COUPLED else 0.0


def state(i, node, theirs, ours):
    """Differences between what a node's parameters are."""
    model = theirs["model"]
    for key in sorted(theirs.keys() & ours.keys()):
        if (model, key) in OTHERWISE:
            continue
        if model.startswith("correl") and not any(flat(theirs[key])):
            continue  # NEST has no zeros before there is anything
        changes = key in STATE or key in RECORDABLES.get(model, ()) or isinstance(theirs[key], dict)
        within = tolerance(model, steepness(model, theirs)) if changes else EXACT
        if not near(theirs[key], ours[key], within):
            yield Difference("state", i, f"{key} of {node} of {model}", math.inf, theirs[key], ours[key])
            return
