"""Connects pairs of neurons in arrays, with weights, on Myelin or NEST; prints what it took, as JSON.

    ./myelin pynest benchmarks/connectome/arrays.py [SYNAPSES [NEURONS]]
    python benchmarks/connectome/arrays.py [SYNAPSES [NEURONS]]                        (a Python with NEST)

``connect`` is the call, ``build`` the first ``Prepare``, in which Myelin builds its tables: as a script meets them,
once. ``memory`` is the largest that the process ever had, the arrays of numpy included (``arrays``).
"""

import json
import os
import resource
import sys
import time

import numpy as np


def memory() -> float:
    """The largest that the process ever had (GB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> None:
    synapses = int(sys.argv[1]) if len(sys.argv) > 1 else 15_091_983
    neurons = int(sys.argv[2]) if len(sys.argv) > 2 else 138_639
    random = np.random.default_rng(1)
    pre, post = (random.integers(1, neurons + 1, synapses) for _ in range(2))
    weights = random.normal(0, 20, synapses)
    figures = {"arrays": memory()}
    import nest

    nest.set_verbosity("M_ERROR")
    nest.local_num_threads = os.cpu_count()
    nest.Create("iaf_psc_exp", neurons)
    for name, step in (
        ("connect", lambda: nest.Connect(pre, post, "one_to_one", {"weight": weights, "delay": np.full(synapses, 1.5)})),
        ("build", nest.Prepare),
    ):
        begin = time.perf_counter(), time.process_time()
        step()
        figures[name] = time.perf_counter() - begin[0]
        figures[name + "_cpu"] = time.process_time() - begin[1]
    figures["memory"] = memory()
    print(json.dumps({n: round(f, 2) for n, f in figures.items()}))


if __name__ == "__main__":
    main()
