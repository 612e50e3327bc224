"""Scenarios that are kept with what NEST answered, small enough to be test resources."""

import json
import lzma

from .ranges import RECORDABLES
from .compared import STATE

SAMPLES = 6
"""So many times of each recorder's samples are kept."""

DIGITS = 11
"""With so many digits."""

OF_NODE = ("global_id", "model", "interval", "start")
OF_CONNECTION = ("source", "target", "synapse_model", "receptor", "weight")


def small(answer, like=None):
    """An answer with fewer samples, states and digits; with the samples that an answer `like` it has, if one is given."""
    return [
        {"read": reading(it["read"], like and like[i] and like[i].get("read"))} if it and "read" in it else it
        for i, it in enumerate(answer)
    ]


def reading(read, like):
    """A reading of everything with less in it."""
    models = {name: rows[0]["model"] for name, rows in read["nodes"].items()}
    return {
        **{key: read[key] for key in ("now", "min_delay", "num_connections")},
        "events": {
            name: thinned(columns, models[name], like and like["events"].get(name))
            for name, columns in read["events"].items()
        },
        "nodes": {name: [states(row) for row in rows] for name, rows in read["nodes"].items()},
        "connections": [{key: short(row[key]) for key in OF_CONNECTION if key in row} for row in read["connections"]],
    }


def states(row):
    """What a node has that changes by itself, and what says what it is."""
    model = row["model"]
    kept = {*OF_NODE, *RECORDABLES.get(model, ()), *STATE, "u_bar_plus", "theta", "U_m", "w"}
    detector = model.startswith("correl")
    return {key: short(it) for key, it in row.items() if key in kept or detector and key.endswith(("gram", "variance"))}


def thinned(columns, model, like):
    """Columns of events with fewer samples: of spikes all are kept."""
    if model == "spike_recorder" or "times" not in columns:
        return {key: short(it) for key, it in columns.items()}
    times = sorted({round(it, 5) for it in columns["times"]})
    chosen = set(times[:: max(1, -(-len(times) // SAMPLES))])
    if like:
        chosen = {round(it, 5) for it in like["times"]}
    places = [i for i, it in enumerate(columns["times"]) if round(it, 5) in chosen]
    return {key: short([it[i] for i in places]) for key, it in columns.items()}


def short(it):
    """A number with fewer digits, in lists as well."""
    if isinstance(it, list):
        return [short(each) for each in it]
    return float(f"{it:.{DIGITS}g}") if isinstance(it, float) else it


def write(path, model, kept):
    """Writes the scenarios of a model and NEST's answers."""
    path.mkdir(parents=True, exist_ok=True)
    text = json.dumps(kept, separators=(",", ":"))
    (path / f"{model}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))


def read(path):
    """What was written for a model: a list of scenarios, each with NEST's answer."""
    return json.loads(lzma.decompress(path.read_bytes()))
