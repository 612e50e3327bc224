"""A connectome, built and simulated by one simulator: Myelin, NEST, or Brian 2; prints what it took, as JSON.

    python network.py SIMULATOR TABLE CELLS THREADS SIMTIME [SPIKES]

TABLE is what ``run`` makes: arrays of numpy, ``pre``, ``post`` (places of cells), ``synapses``. SPIKES is a file
for all spikes: two rows of an array of numpy, the cell, and the step that the spike ends, sorted by step and cell.
"""

import json
import resource
import sys
import time

import numpy as np

DRIVEN, RATE = 20, 150.0
"""So many cells, the first ones, are driven by so many spikes a second, in multiples of a step, which are given."""


def trains(seed: int, simtime: float) -> list[np.ndarray]:
    """Steps in which each driven cell gets an event."""
    random = np.random.default_rng(seed)
    steps = round(simtime * 10)
    return [np.flatnonzero(random.random(steps - 1) < RATE * 1e-4) + 1 for _ in range(DRIVEN)]


def myelin(table, cells, threads, simtime):
    from myelin import connectome

    pre, post, synapses = table["pre"], table["post"], table["synapses"]
    fly = connectome.Connectome(np.arange(1, cells + 1), {}, pre, post, synapses, None)
    begin = time.perf_counter(), time.process_time()
    brain = fly.build(threads=threads)
    built = time.perf_counter(), time.process_time()
    for cell, steps in enumerate(trains(1, simtime)):
        brain.drive_at(cell + 1, steps * 0.1)
    brain.trial(10.0)
    ready = time.perf_counter(), time.process_time()
    trial = brain.trial(simtime)
    return begin, built, ready, (trial.ids - 1, np.rint(trial.times * 10))


def nest(table, cells, threads, simtime):
    """NEST has no such neuron; iaf_psc_exp, which hears while it is refractory, is nearest: 1 pA moves its potential
    as 1 mV of g does. Generators stand in the place of the driven cells."""
    import nest as sim

    sim.set_verbosity("M_ERROR")
    sim.local_num_threads = threads
    begin = time.perf_counter(), time.process_time()
    neuron = dict(
        E_L=-52.0, V_m=-52.0, V_reset=-52.0, V_th=-45.0, tau_m=20.0, C_m=20.0, tau_syn_ex=5.0, tau_syn_in=5.0, t_ref=2.2
    )
    times = [{"spike_times": np.round(steps * 0.1 + 10.0, 1)} for steps in trains(1, simtime)]
    sim.Create("spike_generator", DRIVEN, times)
    nodes = sim.Create("iaf_psc_exp", cells, neuron)
    weight = table["synapses"] * 0.275
    delay = np.full(len(weight), 1.8)
    pre = table["pre"] + 1 + DRIVEN
    pre[pre <= 2 * DRIVEN] -= DRIVEN
    sim.Connect(pre, table["post"] + 1 + DRIVEN, "one_to_one", {"weight": weight, "delay": delay})
    sim.Prepare()
    sim.Cleanup()
    built = time.perf_counter(), time.process_time()
    recorder = sim.Create("spike_recorder")
    sim.Connect(nodes, recorder)
    sim.Simulate(10.0)
    ready = time.perf_counter(), time.process_time()
    sim.Simulate(simtime)
    events = recorder.events
    return begin, built, ready, (events["senders"] - 1 - DRIVEN, np.rint(events["times"] * 10) - 100)


def brian(table, cells, threads, simtime):
    """The equations of Shiu et al. (2024), as they have them; one thread, as Brian 2 runs them from Python. Its times
    are those of the beginnings of steps."""
    import brian2 as b

    b.defaultclock.dt = 0.1 * b.ms
    begin = time.perf_counter(), time.process_time()
    space = dict(v_0=-52 * b.mV, v_rst=-52 * b.mV, v_th=-45 * b.mV, t_mbr=20 * b.ms, tau=5 * b.ms)
    equations = """
    dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)
    dg/dt = -g / tau : volt (unless refractory)
    rfc : second"""
    neurons = b.NeuronGroup(
        cells,
        equations,
        method="linear",
        threshold="v > v_th",
        reset="v = v_rst; g = 0 * mV",
        refractory="rfc",
        namespace=space,
    )
    neurons.v = -52 * b.mV
    neurons.rfc = 2.2 * b.ms
    neurons.rfc[:DRIVEN] = 0 * b.ms
    synapses = b.Synapses(neurons, neurons, "w : volt", on_pre="g += w", delay=1.8 * b.ms)
    synapses.connect(i=table["pre"], j=table["post"])
    synapses.w = table["synapses"] * 0.275 * b.mV
    drawn = trains(1, simtime)
    i = np.concatenate([np.full(len(t), k) for k, t in enumerate(drawn)])
    driver = b.SpikeGeneratorGroup(DRIVEN, i, np.concatenate(drawn) * 0.1 * b.ms)
    drive = b.Synapses(driver, neurons, on_pre="v += 68.75 * mV")
    drive.connect(i=np.arange(DRIVEN), j=np.arange(DRIVEN))
    monitor = b.SpikeMonitor(neurons)
    network = b.Network(neurons, synapses, driver, drive, monitor)
    network.run(0 * b.ms)
    built = ready = time.perf_counter(), time.process_time()
    network.run(simtime * b.ms)
    return begin, built, ready, (np.asarray(monitor.i), np.rint(monitor.t / b.defaultclock.dt) + 1)


def main() -> None:
    name, path, cells, threads, simtime, *file = sys.argv[1:]
    table = np.load(path)
    table = {n: table[n] for n in table.files}
    begin, built, ready, spikes = globals()[name](table, int(cells), int(threads), float(simtime))
    end = time.perf_counter(), time.process_time()
    figures = {
        "build": built[0] - begin[0],
        "build_cpu": built[1] - begin[1],
        "trial": end[0] - ready[0],
        "trial_cpu": end[1] - ready[1],
        "spikes": len(spikes[0]),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }
    for name in file:
        cell, step = np.asarray(spikes, np.int64)
        order = np.lexsort((cell, step))
        np.save(name, (cell[order], step[order]))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
