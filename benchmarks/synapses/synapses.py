"""What networks of plastic synapses cost, by synapse model: runs unchanged on NEST and on Myelin.

Neurons fire since each hears spikes of its own from Poisson processes; each also hears others through plastic synapses,
whose weights are so small that rates hardly depend on them. Prints a line of JSON: for each network the processor time
of a synaptic event [ns], neurons included, the mean rate [spikes/s], and the mean weight at the end.
"""

import json
import os
import sys
import time

import nest
from networks import NETWORKS

N = int(os.environ.get("SYNAPSES_N", "4000"))
INDEGREE = int(os.environ.get("SYNAPSES_INDEGREE", "500"))
THREADS = int(os.environ.get("SYNAPSES_THREADS", "1"))
ALONE = os.environ.get("SYNAPSES_ALONE") == "1"  # the neurons without these synapses, by the same number of events
WARM, BATCH, BATCHES = 200.0, 200.0, 5  # ms

def measured(name):
    synapse, own, model, parameters, inputs = NETWORKS[name]
    n = N // 8 if "clopath" in synapse else N
    indegree = min(INDEGREE, n // 2)
    nest.ResetKernel()
    nest.local_num_threads = THREADS
    neurons = nest.Create(model, n, params=parameters)
    for rate, weight in inputs:
        noise = nest.Create("poisson_generator", params={"rate": rate})
        nest.Connect(noise, neurons, syn_spec={"weight": weight, "delay": 1.0})
    recorder = nest.Create("spike_recorder", params={"record_to": "memory"})
    nest.Connect(neurons, recorder)
    syn = {"synapse_model": synapse, "weight": 0.001 if "delta" in model else 0.1, "delay": 1.5, **own}
    # a long delay anywhere has NEST keep what depresses clopath_synapse until its spikes arrive
    nest.Connect(neurons[0], nest.Create("parrot_neuron"), syn_spec={"delay": 20.0})
    if not ALONE:
        nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": indegree}, syn)
    nest.Simulate(WARM)
    fired = recorder.n_events
    took = []
    for _ in range(BATCHES):
        begin = time.process_time()
        nest.Simulate(BATCH)
        took.append(time.process_time() - begin)
    rate = (recorder.n_events - fired) / n / (BATCHES * BATCH) * 1000
    weights = [0.0] if ALONE else nest.GetConnections(neurons[:20], neurons).get("weight")
    events = rate * n * indegree * BATCH / 1000
    return {"ns": min(took) / events * 1e9, "rate": rate, "weight": sum(weights) / len(weights)}


if __name__ == "__main__":
    nest.set_verbosity("M_ERROR")
    print(json.dumps({name: measured(name) for name in sys.argv[1:] or NETWORKS}))
