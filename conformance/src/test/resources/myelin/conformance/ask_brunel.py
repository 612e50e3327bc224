"""Asks NEST 3.10 for the statistics of small Brunel networks; prints what BrunelStatisticsTest holds.

python ask_brunel.py
"""

import nest
import numpy

ORDER, EPSILON, DELAY, WARM_UP, DURATION, BIN = 400, 0.1, 1.5, 100.0, 600.0, 5.0
SEEDS = range(1, 21)
NE, NI = 4 * ORDER, ORDER
CE, CI = int(EPSILON * NE), int(EPSILON * NI)

DELTA = {
    "model": "iaf_psc_delta",
    "params": {
        "C_m": 1.0,
        "tau_m": 20.0,
        "t_ref": 2.0,
        "E_L": 0.0,
        "V_m": 0.0,
        "V_reset": 0.0,
        "V_th": 20.0,
    },
    "J": 0.8,
}
ALPHA = {
    "model": "iaf_psc_alpha",
    "params": {
        "C_m": 250.0,
        "tau_m": 20.0,
        "tau_syn_ex": 0.5,
        "tau_syn_in": 0.5,
        "t_ref": 2.0,
        "E_L": 0.0,
        "V_m": 0.0,
        "V_reset": 0.0,
        "V_th": 20.0,
    },
    "J": 147.0,
}
CASES = {
    "delta, asynchronous irregular": (DELTA, 8.0, 2500.0),
    "delta, synchronous irregular": (DELTA, 4.5, 1125.0),
    "alpha, asynchronous irregular": (ALPHA, 8.0, 2500.0),
}


def run(neuron, g, rate, seed):
    nest.ResetKernel()
    nest.set(resolution=0.1, rng_seed=seed, local_num_threads=1)
    ex = nest.Create(neuron["model"], NE, params=neuron["params"])
    inh = nest.Create(neuron["model"], NI, params=neuron["params"])
    noise = nest.Create("poisson_generator", params={"rate": rate})
    recorder = nest.Create("spike_recorder", params={"start": WARM_UP})
    excite = {"weight": neuron["J"], "delay": DELAY}
    inhibit = {"weight": -g * neuron["J"], "delay": DELAY}
    nest.Connect(noise, ex + inh, syn_spec=excite)
    nest.Connect(ex, ex + inh, {"rule": "fixed_indegree", "indegree": CE}, excite)
    nest.Connect(inh, ex + inh, {"rule": "fixed_indegree", "indegree": CI}, inhibit)
    nest.Connect(ex + inh, recorder)
    nest.Simulate(WARM_UP + DURATION)
    events = recorder.get("events")
    return statistics(numpy.array(events["senders"]), numpy.array(events["times"]))


def statistics(senders, times):
    rate_ex = (senders <= NE).sum() / NE / DURATION * 1e3
    rate_in = (senders > NE).sum() / NI / DURATION * 1e3
    cvs = []
    for i in range(1, NE + NI + 1):
        isi = numpy.diff(numpy.sort(times[senders == i]))
        if len(isi) >= 3:
            cvs.append(isi.std() / isi.mean())
    steps = numpy.round(times * 10).astype(int) - int(WARM_UP * 10) - 1
    counts = numpy.bincount(steps // int(BIN * 10), minlength=int(DURATION / BIN))
    return rate_ex, rate_in, numpy.mean(cvs), counts.var() / counts.mean()


if __name__ == "__main__":
    nest.verbosity = nest.VerbosityLevel.ERROR
    for name, case in CASES.items():
        all_seeds = numpy.array([run(*case, seed) for seed in SEEDS])
        print(name, "mean", all_seeds.mean(0).tolist(), "sd", all_seeds.std(0, ddof=1).tolist())
