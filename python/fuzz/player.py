"""Runs programs, one a line of standard input, and writes what came of each as a line.

Started as a program, by the Python that has NEST or by Myelin's. A program is `{"lines": [...], "skipped": n}`, a list of
pieces of PyNEST, of whose first n nothing is answered; a piece that says `read()` is answered with all that can be read. The answer is
`{"steps": [...]}`: for each piece nothing, what was read, or its error. Pieces after an error are run, but
none after a simulation that failed.
"""

import json
import os
import sys
import time
import warnings

import numpy as np

NOT_READ = {
    # numbers of the program's own
    *("model_id", "thread_local_id", "vp", "thread", "type_id", "local", "recordables", "element_type"),
    *("port", "synapse_id", "synapse_modelid", "sizeof", "target_thread", "archiver_length"),
    *("synaptic_elements", "flush_event_send_interval", "events", "record_to", "stimulus_source", "filenames", "n_events"),
    *("frozen", "node_uses_wfr", "data_path"),
    *("y_0", "y_1"),  # of ac_generator: NEST has those of its last step
    "post_trace",  # NEST has the one that a synapse has read last, Myelin that of now
}


def plain(it):
    """A value as JSON knows it."""
    if isinstance(it, np.ndarray):
        return [plain(each) for each in it.tolist()]
    if isinstance(it, (list, tuple)):
        return [plain(each) for each in it]
    if isinstance(it, np.generic):
        return it.item()
    if isinstance(it, dict):
        return {str(key): plain(each) for key, each in it.items()}
    if it is None or isinstance(it, (bool, int, float, str)):
        return it
    if hasattr(it, "tolist"):
        return plain(it.tolist())
    return str(it)


def rows(status, n):
    """A dictionary of values, or of lists of n values, as n dictionaries."""
    return [
        {key: plain(it if n == 1 else it[i]) for key, it in status.items() if key not in NOT_READ} for i in range(n)
    ]


def read(nest, names):
    """Everything that can be read: recorders' events, nodes' parameters, connections."""
    got = {"now": nest.biological_time, "min_delay": nest.min_delay, "events": {}, "nodes": {}}
    for name, thing in names.items():
        if isinstance(thing, nest.NodeCollection):
            status = thing.get()
            if "events" in status:
                got["events"][name] = {key: plain(it) for key, it in status["events"].items()}
            got["nodes"][name] = rows(status, len(thing))
    got["connections"] = []
    everything = nest.GetConnections()
    models = everything.get("synapse_model") if len(everything) else []
    for model in sorted({models} if isinstance(models, str) else set(models)):
        found = nest.GetConnections(synapse_model=model)
        got["connections"] += rows(found.get(), len(found))
    got["num_connections"] = nest.num_connections
    return got


def play(nest, lines):
    """What came of each of these pieces of PyNEST."""
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    names = {"nest": nest, "np": np}
    steps = []
    for line in lines:
        try:
            if line == "read()":
                steps.append({"read": read(nest, names)})
            else:
                exec(compile(line, "scenario", "exec"), names)
                steps.append(None)
        except Exception as error:  # whatever it is, it is part of the answer
            kinds = [kind.__name__ for kind in type(error).__mro__]
            steps.append({"error": kinds[0], "nest": "NESTError" in kinds, "message": str(error)})
            if "Simulate" in line or "Run" in line:
                break
    return steps


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the simulators print is not an answer
    warnings.simplefilter("ignore")
    import nest

    for request in sys.stdin:
        began = time.monotonic()
        asked = json.loads(request)
        steps = play(nest, asked["lines"])[asked["skipped"] :]
        json.dump({"steps": steps, "seconds": time.monotonic() - began}, answers)
        answers.write("\n")
        answers.flush()


if __name__ == "__main__":
    main()
