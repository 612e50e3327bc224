"""What a step of a neuron costs, by model: runs unchanged on NEST and on Myelin.

Each population has 10 000 neurons. Each neuron hears spikes of its own from one Poisson process for each of its
receptors, or for excitation and inhibition, and records go to one spike recorder. Prints a line of JSON: for each model
the wall time of a neuron's step [ns] and the mean rate [spikes/s] in the first 50 ms that were measured.
"""

import json
import os
import sys
import time

import nest
from populations import MODELS

N = int(os.environ.get("FAMILIES_N", "10000"))
THREADS = int(os.environ.get("FAMILIES_THREADS", "1"))
WARM, MOST, LEAST = 100.0, 1000.0, 50.0  # ms
ENOUGH = 2.0  # s

def measured(model):
    population = MODELS[model]
    nest.ResetKernel()
    nest.local_num_threads = THREADS
    neurons = nest.Create(model, N, params=population["parameters"])
    for receptor, rate, weight in population["inputs"]:
        noise = nest.Create("poisson_generator", params={"rate": rate})
        nest.Connect(noise, neurons, syn_spec={"weight": weight, "delay": 1.0, "receptor_type": receptor})
    recorder = nest.Create("spike_recorder", params={"record_to": "memory"})
    if population.get("fires", True):
        nest.Connect(neurons, recorder)
    nest.Simulate(WARM)
    spikes, fired, took, simulated = recorder.n_events, 0, 0.0, 0.0
    while simulated < LEAST or (took < ENOUGH and simulated < MOST):
        begin = time.perf_counter()
        nest.Simulate(50.0)
        took += time.perf_counter() - begin
        simulated += 50.0
        if simulated == LEAST:  # the same time on both, since rates change at first
            fired = recorder.n_events - spikes
    rate = fired / N / LEAST * 1000
    return {"ns": took / (N * simulated / nest.resolution) * 1e9, "rate": rate}


if __name__ == "__main__":
    nest.set_verbosity("M_ERROR")
    known = set(nest.node_models)
    print(json.dumps({model: measured(model) for model in sys.argv[1:] or MODELS if model in known}))
