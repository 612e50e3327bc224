"""Asks NEST 3.10 for the statistics of networks; writes what StatisticsSuite compares with.

    python ask_statistics.py                 networks.json, a few seconds
    python ask_statistics.py NETWORK...      also NETWORK.json.gz, by NEST: some minutes each

A network is a description by numbers alone, from which NEST builds it here and Myelin in Java: populations, each with
independent Poisson spikes unless it has no "rate", and projections. Numbers that are objects are drawn: {"mean", "sd",
"min", "max"} is normal and drawn again beyond the limits, {"low", "high"} is uniform. Times are in ms, the others in
NEST's units. A population that says what is to be recorded of it ("record", a recordable) is measured by that, once a
ms, one with "measured" false not at all, others by their spikes.

Measures are sorted samples, one a seed: QUANTILES of all values, in equal steps of rank, rounded to DIGITS.
    rate         of the first SAMPLE neurons of a population (spikes/s)
    cv           coefficient of variation of the intervals of those with three spikes or more
    correlation  coefficient of the numbers of spikes in bins of BIN ms, of all pairs of the first PAIRS neurons
    weight       of plastic synapses onto the first TARGETS neurons, at the end
    mean, sd     of what is recorded of each of the first PAIRS neurons, over time
    likeness     coefficient of correlation of what is recorded, of all pairs of these
"""

import gzip
import json
import math
import pathlib
import sys

import numpy as np

SEEDS = range(1, 11)
SAMPLE, PAIRS, BIN, TARGETS = 1000, 200, 5.0, 20
QUANTILES, DIGITS = 200, 5
DT = 0.1
SETTINGS = {
    "sample": SAMPLE,
    "pairs": PAIRS,
    "bin": BIN,
    "targets": TARGETS,
    "quantiles": QUANTILES,
    "digits": DIGITS,
}


def alpha_peak(tau_m, tau_syn, c_m):
    """The largest potential that an alpha-shaped current of 1 pA makes (mV), by a search on a fine grid."""
    t = np.linspace(0, tau_m, 10_000_001)
    b = 1 / tau_syn - 1 / tau_m
    slow, fast = np.exp(-t / tau_m), np.exp(-t / tau_syn)
    return float((math.e / (tau_syn * c_m * b) * ((slow - fast) / b - t * fast)).max())


def brunel(title, order, neuron, weight, g, rate, discard=200.0, record=1000.0):
    """Brunel (2000), doi:10.1023/A:1008925309027; each tenth neuron of a population is a source."""
    sizes = {"E": 4 * order, "I": order}
    weights = {"E": weight, "I": -g * weight}
    return {
        "title": title,
        "discard": discard,
        "record": record,
        "populations": {
            p: neuron | {"size": n, "rate": rate, "weight": weight, "delay": 1.5} for p, n in sizes.items()
        },
        "projections": [
            {
                "source": s,
                "target": t,
                "rule": "fixed_indegree",
                "number": sizes[s] // 10,
                "synapse": "static_synapse",
                "weight": weights[s],
                "delay": 1.5,
            }
            for s in sizes
            for t in sizes
        ],
    }


def iaf(model, **more):
    params = {"tau_m": 20.0, "t_ref": 2.0, "E_L": 0.0, "V_m": 0.0, "V_reset": 0.0, "V_th": 20.0}
    return {"model": model, "params": params | more}


DELTA = iaf("iaf_psc_delta", C_m=1.0)
ALPHA = iaf("iaf_psc_alpha", C_m=250.0, tau_syn_ex=0.5, tau_syn_in=0.5)


def brunel_alpha(order, **times):
    """The network of NEST's example brunel_alpha_numpy; with fewer inputs, each is stronger."""
    weight = 0.1 * 2500 / order / alpha_peak(20.0, 0.5, 250.0)
    threshold = 20.0 * 250.0 / (weight * math.e * 20.0 * 0.5)  # 1/ms, of all inputs
    title = f"Brunel's network, alpha-shaped currents, {5 * order} neurons"
    return brunel(title, order, ALPHA, weight, 5.0, 1000 * 2 * threshold, **times)


def brunel_delta(order, **times):
    """The network of NEST's example brunel_delta_nest; with fewer inputs, each is stronger."""
    weight = 0.1 * 2500 / order
    title = f"Brunel's network, delta-shaped currents, {5 * order} neurons"
    return brunel(title, order, DELTA, weight, 5.0, 1000 * 2 * 20.0 / (weight * 20.0), **times)


def cuba_stdp(scale, discard=500.0, record=1000.0):
    """Brette et al. (2007), doi:10.1007/s10827-007-0038-6, benchmark 5, with STDP from E to E."""
    sizes = {"E": round(9000 * scale), "I": round(2250 * scale)}
    params = {"tau_m": 20.0, "C_m": 250.0, "E_L": 0.0, "V_reset": 0.0, "V_th": 20.0, "tau_minus": 20.0}
    params["V_m"] = {"mean": 7.0, "sd": 5.0, "min": -100.0, "max": 19.9}
    inputs = {"rate": 4050.0, "weight": 35.0, "delay": 1.5}
    network = {
        "title": f"CUBA-STDP, {sum(sizes.values())} neurons",
        "discard": discard,
        "record": record,
        "populations": {
            p: {"model": "iaf_psc_exp", "params": params, "size": n} | inputs for p, n in sizes.items()
        },
        "projections": [
            {
                "source": s,
                "target": t,
                "rule": "fixed_indegree",
                "number": sizes[s] // 10,
                "synapse": "static_synapse",
                "weight": 35.0 if s == "E" else -175.0,
                "delay": 1.5,
            }
            for s in sizes
            for t in sizes
        ],
    }
    network["projections"][0] |= {
        "synapse": "stdp_synapse",
        "weight": {"mean": 35.0, "sd": 3.0, "min": 0.0, "max": 70.0},
        "params": {"alpha": 1.05, "lambda": 0.01, "tau_plus": 20.0, "Wmax": 70.0},
    }
    return network


def coba(size):
    """Brette et al. (2007), benchmark 1, with input from outside instead of conductances at the start."""
    sizes = {"E": 4 * size // 5, "I": size // 5}
    params = {"g_L": 10.0, "C_m": 200.0, "E_L": -60.0, "V_reset": -60.0, "V_th": -50.0, "t_ref": 5.0}
    params |= {"E_ex": 0.0, "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}
    params["V_m"] = {"low": -60.0, "high": -50.0}
    inputs = {"rate": 300.0, "weight": 6.0, "delay": 0.1}
    return {
        "title": f"COBA, {size} neurons",
        "discard": 0.0,
        "record": 1000.0,
        "populations": {
            p: {"model": "iaf_cond_exp", "params": params, "size": n} | inputs for p, n in sizes.items()
        },
        "projections": [
            {
                "source": s,
                "target": t,
                "rule": "pairwise_bernoulli",
                "number": 80 / size,
                "synapse": "static_synapse",
                "weight": 6.0 if s == "E" else -67.0,
                "delay": 0.1,
            }
            for s in sizes
            for t in sizes
        ],
    }


MICROCIRCUIT_SIZES = (20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948)
MICROCIRCUIT_NAMES = ("L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I")
MICROCIRCUIT_PROBABILITIES = (  # rows are targets
    (0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0),
    (0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0),
    (0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0),
    (0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0),
    (0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0),
    (0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0),
    (0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252),
    (0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443),
)
MICROCIRCUIT_RATES = (0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83)
MICROCIRCUIT_INPUTS = (1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100)
MICROCIRCUIT_START = (-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43)
MICROCIRCUIT_START_SD = (5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48)


def microcircuit(scale, discard=500.0, record=2000.0):
    """Potjans & Diesmann (2014), doi:10.1093/cercor/bhs358, with a fraction of neurons and of inputs to each.

    Weights are larger and a current is added, so that mean and variance of inputs are those of full scale.
    """
    m, s = 10.0, 0.5  # time constants
    peak = math.log(m / s) * m * s / (m - s)
    w = 0.15 * 250.0 * (m - s) / (m * s) / (math.exp(-peak / m) - math.exp(-peak / s))
    sizes = [round(n * scale) for n in MICROCIRCUIT_SIZES]
    network = {
        "title": f"cortical microcircuit at scale {scale}, {sum(sizes)} neurons",
        "discard": discard,
        "record": record,
        "populations": {},
        "projections": [],
    }
    for i, name in enumerate(MICROCIRCUIT_NAMES):
        missing = MICROCIRCUIT_INPUTS[i] * w * 8.0
        for j, source in enumerate(MICROCIRCUIT_NAMES):
            pairs = MICROCIRCUIT_SIZES[i] * MICROCIRCUIT_SIZES[j]
            full = round(math.log(1 - MICROCIRCUIT_PROBABILITIES[i][j]) / math.log(1 - 1 / pairs))
            weight = -4 * w if j % 2 else 2 * w if (i, j) == (0, 2) else w
            missing += full / MICROCIRCUIT_SIZES[i] * weight * MICROCIRCUIT_RATES[j]
            if full > 0:
                network["projections"].append(
                    microcircuit_projection(source, name, round(full * scale**2), weight / math.sqrt(scale))
                )
        network["populations"][name] = {
            "model": "iaf_psc_exp",
            "params": {
                "E_L": -65.0,
                "V_th": -50.0,
                "V_reset": -65.0,
                "t_ref": 2.0,
                "C_m": 250.0,
                "tau_m": m,
                "tau_syn_ex": s,
                "tau_syn_in": s,
                "I_e": 1e-3 * s * (1 - math.sqrt(scale)) * missing,
                "V_m": {
                    "mean": MICROCIRCUIT_START[i],
                    "sd": MICROCIRCUIT_START_SD[i],
                    "min": -100.0,
                    "max": -20.0,
                },
            },
            "size": sizes[i],
            "rate": 8.0 * MICROCIRCUIT_INPUTS[i] * scale,
            "weight": w / math.sqrt(scale),
            "delay": 1.5,
        }
    return network


def microcircuit_projection(source, target, number, weight):
    limits = {"min": 0.0, "max": 10 * weight} if weight > 0 else {"min": 10 * weight, "max": 0.0}
    delay = 1.5 if weight > 0 else 0.75
    return {
        "source": source,
        "target": target,
        "rule": "fixed_total_number",
        "number": number,
        "synapse": "static_synapse",
        "weight": {"mean": weight, "sd": 0.1 * abs(weight)} | limits,
        "delay": {"mean": delay, "sd": 0.5 * delay, "min": DT / 2, "max": 1000.0},
    }


def wired(title, populations, strengths, inputs=40, delay=1.5, synapse=None, receptors=None, discard=200.0):
    """Two populations, E and I: each neuron has `inputs` from E and a quarter of that from I."""
    synapse, receptors = synapse or {"synapse": "static_synapse", "delay": delay}, receptors or {}
    return {
        "title": title,
        "discard": discard,
        "record": 1000.0,
        "populations": populations,
        "projections": [
            {"source": s, "target": t, "rule": "fixed_indegree", "number": inputs if s == "E" else inputs // 4}
            | synapse
            | {"weight": strengths[s, t] if (s, t) in strengths else strengths[s]}
            | ({"receptor": receptors[t]} if t in receptors else {})
            for s in "EI"
            for t in "EI"
        ],
    }


def population(model, size, params, rate, weight, delay=1.5, **more):
    return {"model": model, "params": params, "size": size, "rate": rate, "weight": weight, "delay": delay} | more


def adex():
    """Excitatory neurons that adapt and inhibitory ones that do not, with exponential conductances."""
    common = {"C_m": 200.0, "g_L": 10.0, "E_L": -65.0, "V_th": -50.0, "Delta_T": 2.0, "V_reset": -65.0}
    common |= {"V_peak": 0.0, "t_ref": 5.0, "E_ex": 0.0, "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 5.0}
    common |= {"tau_w": 500.0, "V_m": {"low": -65.0, "high": -50.0}}
    exc, inh = common | {"a": 4.0, "b": 20.0}, common | {"a": 0.0, "b": 0.0, "Delta_T": 0.5}
    populations = {
        "E": population("aeif_cond_exp", 400, exc, 800.0, 3.0),
        "I": population("aeif_cond_exp", 100, inh, 800.0, 3.0),
    }
    return wired("AdEx neurons, 500", populations, {"E": 1.0, "I": -5.0})


def hodgkin_huxley():
    """Brette et al. (2007), benchmark 3, with fewer neurons and Poisson input."""
    params = {"g_Na": 20000.0, "g_K": 6000.0, "g_L": 10.0, "C_m": 200.0, "E_L": -60.0, "V_T": -63.0, "t_ref": 3.0}
    params |= {"E_Na": 50.0, "E_K": -90.0, "E_ex": 0.0, "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}
    params["V_m"] = {"low": -65.0, "high": -55.0}
    populations = {
        "E": population("hh_cond_exp_traub", 400, params, 250.0, 6.0),
        "I": population("hh_cond_exp_traub", 100, params, 250.0, 6.0),
    }
    return wired("Hodgkin-Huxley neurons, 500", populations, {"E": 1.5, "I": -15.0}, inputs=20)


def gif():
    """Excitatory neurons with random thresholds (GIF) that excite generalized leaky ones (GLIF, with all mechanisms)."""
    exc = {"lambda_0": 10.0, "Delta_V": 2.0, "V_T_star": -50.0, "E_L": -65.0, "V_reset": -65.0, "t_ref": 4.0}
    exc |= {"C_m": 200.0, "g_L": 10.0, "tau_sfa": [100.0], "q_sfa": [2.0], "tau_stc": [60.0], "q_stc": [20.0]}
    exc |= {"tau_syn_ex": 3.0, "tau_syn_in": 6.0, "V_m": {"low": -65.0, "high": -55.0}}
    inh = {"spike_dependent_threshold": True, "after_spike_currents": True, "adapting_threshold": True}
    inh |= {"E_L": -70.0, "V_th": -50.0, "V_m": {"low": -70.0, "high": -55.0}, "tau_syn": [2.0, 4.0]}
    populations = {
        "E": population("gif_psc_exp", 400, exc, 4000.0, 25.0),
        "I": population("glif_psc", 100, inh, 3000.0, 40.0, receptor=1),
    }
    strengths = {("E", "E"): 15.0, ("E", "I"): 30.0, ("I", "E"): -50.0, ("I", "I"): 60.0}
    network = wired("GIF and GLIF neurons, 500", populations, strengths, receptors={"I": 1})
    network["projections"][-1] |= {"receptor": 2, "weight": -60.0}
    return network


def precise():
    """Brunel's network with spikes between the steps, which are 0.1 ms long."""
    params = {"tau_m": 20.0, "t_ref": 2.0, "E_L": 0.0, "V_reset": 0.0, "V_th": 20.0, "C_m": 250.0}
    params |= {"tau_syn_ex": 0.5, "tau_syn_in": 0.5, "V_m": {"low": 0.0, "high": 19.0}}
    cells = {p: ("iaf_psc_exp_ps", n) for p, n in (("E", 800), ("I", 200))}
    populations = {
        p: population(model, n, params, 3000.0, 250.0, generator="poisson_generator_ps") for p, (model, n) in cells.items()
    }
    return wired("Precise spike times, 1000 neurons", populations, {"E": 150.0, "I": -900.0}, inputs=80)


def binary():
    """Binary neurons that inhibit each other on average, after Ginzburg and Sompolinsky (1994)."""
    params = {"tau_m": 10.0, "theta": 0.0, "c_1": 0.0, "c_2": 1.0, "c_3": 1.0}
    populations = {
        p: {"model": "ginzburg_neuron", "params": params, "size": n, "record": "S"} for p, n in (("E", 400), ("I", 100))
    }
    network = wired("Binary neurons, 500", populations, {"E": 0.12, "I": -0.72}, delay=0.1)
    for p in network["projections"]:  # NEST takes two synapses between the same neurons for a change upwards
        p |= {"rule": "pairwise_bernoulli", "number": 0.1}
    return network


def rate():
    """Linear rate neurons that excite and saturating ones that inhibit, each with noise of its own."""
    exc = {"tau": 10.0, "lambda": 1.0, "mu": 2.0, "sigma": 2.0, "g": 1.0}
    inh = {"tau": 5.0, "lambda": 1.0, "mu": 0.5, "sigma": 1.0, "g": 1.0, "theta": 0.0}
    populations = {
        "E": {"model": "lin_rate_ipn", "params": exc, "size": 400, "record": "rate"},
        "I": {"model": "tanh_rate_ipn", "params": inh, "size": 100, "record": "rate"},
    }
    synapse = {"synapse": "rate_connection_delayed", "delay": 1.5}
    return wired("Rate neurons, 500", populations, {"E": 0.015, "I": -0.15}, synapse=synapse)


def astrocytes():
    """AdEx neurons of which the excitatory ones excite astrocytes, which return slow currents."""
    params = {"tau_syn_ex": 2.0, "tau_syn_in": 4.0, "V_m": {"low": -70.0, "high": -60.0}}
    calcium = {"delta_IP3": 0.02, "tau_IP3": 500.0, "IP3": {"low": 0.2, "high": 1.5}, "h_IP3R": {"low": 0.3, "high": 0.9}}
    populations = {
        "E": population("aeif_cond_alpha_astro", 400, params, 1000.0, 3.5),
        "I": population("aeif_cond_alpha_astro", 100, params, 1000.0, 3.5),
        "A": {"model": "astrocyte_lr_1994", "params": calcium, "size": 200, "record": "Ca_astro"},
    }
    network = wired("Neurons and astrocytes, 700", populations, {"E": 0.8, "I": -4.0}, discard=500.0)
    given = {"rule": "fixed_indegree", "delay": 1.5}
    network["projections"] += [
        given | {"source": "E", "target": "A", "number": 20, "synapse": "static_synapse", "weight": 1.0},
        given | {"source": "A", "target": "E", "number": 5, "synapse": "sic_connection", "weight": 10.0},
    ]
    return network


def eprop():
    """Neurons that learn by e-prop: ten readouts follow a square wave, after Bellec et al. (2020)."""
    cell = {"C_m": 250.0, "tau_m": 20.0, "E_L": 0.0, "V_m": {"low": 0.0, "high": 15.0}, "V_th": 20.0, "t_ref": 2.0}
    readout = {"C_m": 250.0, "tau_m": 20.0, "E_L": 0.0, "V_m": 0.0}
    wave = {"amplitude_times": [1.0 + 100.0 * k for k in range(20)], "amplitude_values": [-1.0, 1.0] * 10}
    always = {"amplitude_times": [1.0], "amplitude_values": [1.0]}
    populations = {
        "R": population("eprop_iaf", 200, cell, 4000.0, 0.25),
        "O": {"model": "eprop_readout", "params": readout, "size": 10, "record": "readout_signal"},
        "T": {"model": "step_rate_generator", "params": wave, "size": 1, "measured": False},
        "L": {"model": "step_rate_generator", "params": always, "size": 1, "measured": False},
    }
    weights = {"min": -1e3, "max": 1e3}
    learning = {"rule": "pairwise_bernoulli", "synapse": "eprop_synapse", "delay": 0.1}
    signal = {"rule": "pairwise_bernoulli", "number": 1.0, "delay": 0.1}
    return {
        "title": "Neurons that learn by e-prop, 200",
        "discard": 500.0,
        "record": 1500.0,
        "populations": populations,
        "projections": [
            {"source": "R", "target": "R", "number": 0.2, "weight": {"mean": 0.0, "sd": 0.1} | weights} | learning,
            {"source": "R", "target": "O", "number": 0.5, "weight": {"mean": 0.0, "sd": 0.1} | weights} | learning,
            {"source": "O", "target": "R", "synapse": "eprop_learning_signal_connection"}
            | {"weight": {"mean": 0.0, "sd": 1.0} | weights}
            | signal,
            {"source": "L", "target": "O", "synapse": "rate_connection_delayed", "weight": 1.0, "receptor": 1} | signal,
            {"source": "T", "target": "O", "synapse": "rate_connection_delayed", "weight": 1.0, "receptor": 2} | signal,
        ],
    }


NETWORKS = {
    "brunel_alpha": brunel_alpha(1000),
    "brunel_delta": brunel_delta(1000),
    "irregular_alpha": brunel("Asynchronous irregular, alpha, 2000 neurons", 400, ALPHA, 147.0, 8.0, 2500.0),
    "irregular_delta": brunel("Asynchronous irregular, delta, 2000 neurons", 400, DELTA, 0.8, 8.0, 2500.0),
    "synchronous_delta": brunel("Synchronous irregular, delta, 2000 neurons", 400, DELTA, 0.8, 4.5, 1125.0),
    "cuba_stdp": cuba_stdp(0.2),
    "microcircuit": microcircuit(0.1),
    "conductances": coba(1000) | {"discard": 200.0},
    "adex": adex(),
    "hodgkin_huxley": hodgkin_huxley(),
    "gif": gif(),
    "precise": precise(),
    "binary": binary(),
    "rate": rate(),
    "astrocytes": astrocytes(),
    "eprop": eprop(),
}
SMALL = {
    "brunel_alpha_small": brunel_alpha(100, discard=0.0, record=300.0),
    "brunel_delta_small": brunel_delta(100, discard=0.0, record=300.0),
    "cuba_stdp_small": cuba_stdp(0.1, discard=0.0, record=300.0),
    "coba_small": coba(1000) | {"record": 300.0},
    "microcircuit_small": microcircuit(0.02, discard=0.0, record=300.0),
}


def drawn(value):
    """A number, or one that NEST draws."""
    if not isinstance(value, dict):
        return value
    if "low" in value:
        return nest.random.uniform(value["low"], value["high"])
    return nest.math.redraw(nest.random.normal(value["mean"], value["sd"]), value["min"], value["max"])


def synapse(model, of):
    """The synapses of a projection, or of the Poisson spikes of a population."""
    syn = {"synapse_model": model, "weight": drawn(of["weight"])}
    if "delay" in of:
        syn["delay"] = drawn(of["delay"])
    return syn | ({"receptor_type": of["receptor"]} if "receptor" in of else {})


def run(network, seed):
    nest.ResetKernel()
    nest.set(resolution=DT, rng_seed=seed, local_num_threads=1)
    populations, recorders = {}, {}
    for name, p in network["populations"].items():
        params = {k: drawn(v) for k, v in p["params"].items()}
        populations[name] = nest.Create(p["model"], p["size"], params)
        if "rate" in p:
            noise = nest.Create(p.get("generator", "poisson_generator"), params={"rate": p["rate"]})
            nest.Connect(noise, populations[name], syn_spec=synapse("static_synapse", p))
        if not p.get("measured", True):
            continue
        if "record" in p:
            wanted = {"record_from": [p["record"]], "interval": 1.0, "start": network["discard"]}
            recorders[name] = nest.Create("multimeter", params=wanted)
            nest.Connect(recorders[name], populations[name][: min(PAIRS, p["size"])])
        else:
            recorders[name] = nest.Create("spike_recorder", params={"start": network["discard"]})
            nest.Connect(populations[name][: min(SAMPLE, p["size"])], recorders[name])
    for p in network["projections"]:
        number = {"fixed_indegree": "indegree", "fixed_total_number": "N", "pairwise_bernoulli": "p"}[p["rule"]]
        rule = {"rule": p["rule"], number: p["number"]}
        syn = synapse(p["synapse"], p) | p.get("params", {})
        nest.Connect(populations[p["source"]], populations[p["target"]], rule, syn)
    nest.Simulate(network["discard"] + network["record"])
    measures = {}
    for name, recorder in recorders.items():
        p = network["populations"][name]
        nodes = populations[name][: min(PAIRS if "record" in p else SAMPLE, p["size"])]
        events = recorder.get("events")
        ids = np.array(nodes.tolist())
        if "record" in p:
            measures[name] = of_values(np.array(events["senders"]) - ids[0], np.array(events[p["record"]]), len(ids))
            continue
        measures[name] = of_spikes(network, np.array(events["senders"]) - ids[0], np.array(events["times"]), len(ids))
    for p in network["projections"]:
        if p["synapse"].startswith(("stdp", "eprop_synapse")):
            plastic = nest.GetConnections(populations[p["source"]], populations[p["target"]][: min(TARGETS, network["populations"][p["target"]]["size"])], p["synapse"])
            measures[p["source"] + " to " + p["target"]] = {"weight": np.array(plastic.weight)}
    return measures


def of_spikes(network, neurons, times, size):
    trains = [np.sort(times[neurons == i]) for i in range(size)]
    cvs = [np.diff(t).std() / np.diff(t).mean() for t in trains if len(t) >= 3]
    bins = round(network["record"] / BIN)
    steps = [np.ceil((t - network["discard"]) / DT - 1e-6).astype(int) - 1 for t in trains[:PAIRS]]
    counts = np.array([np.bincount(s // round(BIN / DT), minlength=bins) for s in steps])
    coefficients = np.corrcoef(counts[counts.std(1) > 0])
    return {
        "rate": np.array([len(t) / network["record"] * 1e3 for t in trains]),
        "cv": np.array(cvs),
        "correlation": coefficients[np.triu_indices(len(coefficients), 1)],
    }


def of_values(nodes, values, size):
    """Measures of what was recorded, an equal number of values of each node, in the order of time."""
    traces = values[np.argsort(nodes, kind="stable")].reshape(size, -1)
    varying = traces[traces.std(1) > 0]
    coefficients = np.corrcoef(varying)
    return {
        "mean": traces.mean(1),
        "sd": traces.std(1),
        "likeness": coefficients[np.triu_indices(len(coefficients), 1)],
    }


def reduced(values):
    values = np.sort(values)
    if len(values) > QUANTILES:
        values = values[((np.arange(QUANTILES) + 0.5) * len(values) / QUANTILES).astype(int)]
    return np.round(values, DIGITS).tolist()


def statistics(name):
    seeds = []
    for seed in SEEDS:
        seeds.append(run(NETWORKS[name], seed))
        means = {p: {m: round(float(v.mean()), 4) for m, v in ms.items()} for p, ms in seeds[-1].items()}
        print(name, seed, means, flush=True)
    return {
        "network": name,
        "simulator": "NEST " + nest.__version__,
        "seeds": list(SEEDS),
        "measures": {
            p: {m: [reduced(one[p][m]) for one in seeds] for m in measures} for p, measures in seeds[0].items()
        },
    }


def text_of(value, depth=0):
    """JSON with a line for each population and each projection."""
    if depth == 4 or not isinstance(value, dict | list):
        return json.dumps(value)
    indent = "\n" + " " * (depth + 1)
    if isinstance(value, list):
        return "[" + ",".join(indent + text_of(v, 4) for v in value) + "\n" + " " * depth + "]"
    lines = (f"{indent}{json.dumps(k)}: {text_of(v, depth + 1)}" for k, v in value.items())
    return "{" + ",".join(lines) + "\n" + " " * depth + "}"


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent
    (here / "networks.json").write_text(text_of({"settings": SETTINGS, "networks": NETWORKS | SMALL}) + "\n")
    for name in sys.argv[1:]:
        import nest

        nest.verbosity = nest.VerbosityLevel.ERROR
        text = json.dumps(statistics(name), separators=(",", ":"))
        (here / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
