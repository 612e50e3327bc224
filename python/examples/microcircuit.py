"""Cortical microcircuit (Potjans and Diesmann), written against PyNEST.

Four layers of early sensory cortex, each an excitatory (E) and an inhibitory population (I) of leaky
integrate-and-fire neurons (Cerebral Cortex 24:785-806, 2014, doi:10.1093/cercor/bhs358). A network
of a fraction of the neurons keeps that fraction of each neuron's synapses; weights are divided by
its square root, and a current makes up for what is missing of the mean input
(doi:10.1371/journal.pcbi.1004490).

    ./myelin pynest python/examples/microcircuit.py [SCALE [MS [FOLDER]]]

It runs on NEST as it does on Myelin: python3 microcircuit.py 0.2
"""

import math
import sys
import tempfile
import time

import nest
import numpy as np

scale = float(sys.argv[1]) if len(sys.argv) > 1 else 0.2
simtime = float(sys.argv[2]) if len(sys.argv) > 2 else 1000.0  # after t_presim [ms]
folder = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
t_presim = 500.0  # simulated, but not evaluated [ms]

populations = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
N_full = np.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
K_ext = np.array([1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100])
# probability that a neuron has any synapse from another: targets in rows, sources in columns
conn_probs = np.array(
    [
        [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
        [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
        [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
        [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
        [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
        [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
        [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
        [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
    ]
)
full_mean_rates = np.array([0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83])  # [spikes/s]
V0_mean = [-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43]  # [mV]
V0_sd = [5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48]  # [mV]

dt = 0.1  # [ms]
tau_m, tau_syn, C_m = 10.0, 0.5, 250.0  # [ms], [ms], [pF]
PSP_e, g, weight_rel_sd = 0.15, -4.0, 0.1  # [mV]
delay_e, delay_i, delay_rel_sd = 1.5, 0.75, 0.5  # [ms]
bg_rate = 8.0  # [spikes/s]

# current of a synapse whose postsynaptic potential has the amplitude PSP_e [pA]
ratio, gap = tau_m / tau_syn, tau_m - tau_syn
peak = ratio ** (-tau_syn / gap) - ratio ** (-tau_m / gap)
PSC_e = PSP_e * C_m * gap / (tau_m * tau_syn * peak)
weights = np.where(np.arange(8) % 2 == 0, PSC_e, g * PSC_e) * np.ones((8, 1))
weights[0, 2] *= 2

pairs = np.outer(N_full, N_full)
with np.errstate(divide="ignore"):
    synapses_full = np.rint(np.log(1 - conn_probs) / np.log1p(-1 / pairs))
synapses = np.rint(synapses_full * scale**2).astype(int)
neurons = np.rint(N_full * scale).astype(int)

mean_input = (
    1e-3 * tau_syn * ((weights * synapses_full / N_full[:, None]) @ full_mean_rates + PSC_e * K_ext * bg_rate)
)
I_e = (1 - math.sqrt(scale)) * mean_input

nest.ResetKernel()
nest.set(resolution=dt, rng_seed=55, local_num_threads=2)
nest.set(overwrite_files=True, data_path=folder)

began = time.time()
nodes, recorders = [], []
for i, name in enumerate(populations):
    nodes.append(
        nest.Create(
            "iaf_psc_exp",
            int(neurons[i]),
            {
                "E_L": -65.0,
                "V_th": -50.0,
                "V_reset": -65.0,
                "t_ref": 2.0,
                "C_m": C_m,
                "tau_m": tau_m,
                "tau_syn_ex": tau_syn,
                "tau_syn_in": tau_syn,
                "I_e": I_e[i],
                "V_m": nest.random.normal(V0_mean[i], V0_sd[i]),
            },
        )
    )
    recorders.append(
        nest.Create("spike_recorder", params={"record_to": "ascii", "label": name, "start": t_presim})
    )
    noise = nest.Create("poisson_generator", params={"rate": bg_rate * K_ext[i] * scale})
    drive = {"weight": PSC_e / math.sqrt(scale), "delay": delay_e}
    nest.Connect(noise, nodes[i], syn_spec=drive)
    nest.Connect(nodes[i], recorders[i])

for t, target in enumerate(nodes):
    for s, source in enumerate(nodes):
        if synapses[t, s] == 0:
            continue
        w = weights[t, s] / math.sqrt(scale)
        d = delay_e if s % 2 == 0 else delay_i
        low, high = (0.0, np.inf) if w > 0 else (-np.inf, 0.0)
        nest.Connect(
            source,
            target,
            {"rule": "fixed_total_number", "N": int(synapses[t, s])},
            {
                "weight": nest.math.redraw(nest.random.normal(w, weight_rel_sd * abs(w)), min=low, max=high),
                "delay": nest.math.redraw(nest.random.normal(d, delay_rel_sd * d), min=dt / 2, max=np.inf),
            },
        )
nest.Prepare()
built = time.time()
nest.Run(t_presim)
nest.Run(simtime)
nest.Cleanup()
ended = time.time()

print(f"neurons {nest.network_size - 16}, synapses {synapses.sum()}")
print(f"built in {built - began:.2f} s, simulated {t_presim + simtime:g} ms in {ended - built:.2f} s")
print("population  neurons  rate (spikes/s)  at full scale")
for name, recorder, n, full in zip(populations, recorders, neurons, full_mean_rates):
    print(f"{name:10} {n:8d} {recorder.n_events / n / simtime * 1e3:16.2f} {full:14.2f}")
