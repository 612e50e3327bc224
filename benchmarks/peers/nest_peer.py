"""Measures the networks in NEST."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import measure
import nest
import numpy as np
from measure import Figures, Run
from networks import BRUNEL, COBA, CUBA, CUBA_STDP, DT, MICROCIRCUIT, Brette


@dataclass(frozen=True)
class Network:
    """A connected network with its recorders and how many neurons each of them hears."""

    spikes_ex: Any
    spikes_in: Any
    heard_ex: int
    heard_in: int


def measured(connect: Callable[[np.random.Generator], Network]) -> Callable[[Run], Figures]:
    """A measurement of the network that `connect` makes."""

    def measurement(run: Run) -> Figures:
        nest.verbosity = nest.VerbosityLevel.ERROR
        nest.ResetKernel()
        nest.local_num_threads = run.threads
        nest.resolution = DT
        nest.rng_seed = run.seed
        begin = time.perf_counter()
        network = connect(np.random.default_rng(run.seed))
        nest.Prepare()
        built = time.perf_counter()
        nest.Run(run.simtime)
        first = time.perf_counter()
        events = network.spikes_ex.n_events, network.spikes_in.n_events
        between = time.perf_counter()
        nest.Run(run.simtime)
        steady = time.perf_counter()
        nest.Cleanup()
        seconds = run.simtime / 1000
        return Figures(
            version=nest.__version__,
            synapses=nest.num_connections,
            compile_s=None,
            build_s=built - begin,
            first_s=(first - built) / seconds,
            steady_s=(steady - between) / seconds,
            peak_rss_mb=measure.peak_memory(),
            rate_ex=events[0] / network.heard_ex / seconds,
            rate_in=events[1] / network.heard_in / seconds,
        )

    return measurement


def static(name: str, weight: float, delay: float) -> None:
    """Makes a model of static synapses that have no weights and delays of their own."""
    nest.CopyModel("static_synapse", name, {"weight": weight, "delay": delay})


def indegree(number: int) -> dict[str, Any]:
    return {"rule": "fixed_indegree", "indegree": number}


def brunel_alpha(random: np.random.Generator) -> Network:
    p = BRUNEL
    neuron = {
        "C_m": p.c_m,
        "tau_m": p.tau_m,
        "tau_syn_ex": p.tau_syn,
        "tau_syn_in": p.tau_syn,
        "t_ref": p.t_ref,
        "E_L": 0.0,
        "V_reset": 0.0,
        "V_m": 0.0,
        "V_th": p.v_th,
    }
    ex = nest.Create("iaf_psc_alpha", p.n_ex, neuron)
    in_ = nest.Create("iaf_psc_alpha", p.n_in, neuron)
    noise = nest.Create("poisson_generator", params={"rate": p.rate_input * p.indegree_ex})
    network = Network(*nest.Create("spike_recorder", 2), p.n_ex, p.n_in)
    static("excitatory", p.weight_ex, p.delay)
    static("inhibitory", p.weight_in, p.delay)
    nest.Connect(noise, ex + in_, syn_spec="excitatory")
    nest.Connect(ex, network.spikes_ex)
    nest.Connect(in_, network.spikes_in)
    nest.Connect(ex, ex + in_, indegree(p.indegree_ex), "excitatory")
    nest.Connect(in_, ex + in_, indegree(p.indegree_in), "inhibitory")
    return network


def cuba_stdp(random: np.random.Generator) -> Network:
    p = CUBA_STDP
    neuron = {
        "C_m": p.c_m,
        "tau_m": p.tau_m,
        "tau_syn_ex": p.tau_syn,
        "tau_syn_in": p.tau_syn,
        "tau_minus": p.tau_minus,
        "t_ref": p.t_ref,
        "E_L": 0.0,
        "V_reset": 0.0,
        "V_th": p.v_th,
    }
    ex = nest.Create("iaf_psc_exp", p.n_ex, neuron)
    in_ = nest.Create("iaf_psc_exp", p.n_in, neuron)
    both = ex + in_
    both.V_m = np.minimum(random.normal(p.v_start_mean, p.v_start_sd, len(both)), p.v_start_max)
    noise = nest.Create("poisson_generator", params={"rate": p.rate_input * p.indegree_ex})
    network = Network(*nest.Create("spike_recorder", 2), p.recorded, p.recorded)
    static("excitatory", p.weight_ex, p.delay)
    static("inhibitory", p.weight_in, p.delay)
    plasticity = {
        "delay": p.delay,
        "alpha": p.alpha,
        "lambda": p.lambda_,
        "tau_plus": p.tau_plus,
        "Wmax": p.weight_max,
    }
    nest.CopyModel("stdp_synapse", "plastic", plasticity)
    weights = nest.random.normal(p.weight_ex, p.weight_sd)
    plastic = {"synapse_model": "plastic", "weight": weights}
    nest.Connect(noise, both, syn_spec="excitatory")
    nest.Connect(ex, ex, indegree(p.indegree_ex), plastic)
    nest.Connect(ex, in_, indegree(p.indegree_ex), "excitatory")
    nest.Connect(in_, both, indegree(p.indegree_in), "inhibitory")
    nest.Connect(ex[: p.recorded], network.spikes_ex)
    nest.Connect(in_[: p.recorded], network.spikes_in)
    return network


def brette(p: Brette, model: str, neuron: dict[str, Any], weight_in: float) -> Network:
    """Connects one of the two networks without input."""
    common = {
        "C_m": p.c_m,
        "E_L": p.e_l,
        "V_reset": p.v_reset,
        "V_th": p.v_th,
        "t_ref": p.t_ref,
        "tau_syn_ex": p.tau_ex,
        "tau_syn_in": p.tau_in,
        "V_m": nest.random.uniform(p.v_reset, p.v_th),
    }
    both = nest.Create(model, p.n_ex + p.n_in, common | neuron)
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    network = Network(*nest.Create("spike_recorder", 2), p.n_ex, p.n_in)
    static("excitatory", p.weight_ex, DT)
    static("inhibitory", weight_in, DT)
    rule = {"rule": "pairwise_bernoulli", "p": p.probability}
    nest.Connect(ex, both, rule, "excitatory")
    nest.Connect(in_, both, rule, "inhibitory")
    nest.Connect(ex, network.spikes_ex)
    nest.Connect(in_, network.spikes_in)
    return network


def cuba(random: np.random.Generator) -> Network:
    return brette(CUBA, "iaf_psc_exp", {"tau_m": CUBA.tau_m}, CUBA.weight_in)


def coba(random: np.random.Generator) -> Network:
    p = COBA
    n = p.n_ex + p.n_in
    neuron = {
        "g_L": p.g_l,
        "E_ex": p.e_ex,
        "E_in": p.e_in,
        "g_ex": random.normal(p.g_ex_mean, p.g_ex_sd, n),
        "g_in": random.normal(p.g_in_mean, p.g_in_sd, n),
    }
    return brette(p, "iaf_cond_exp", neuron, -p.weight_in)  # NEST's sign tells the receptor


def microcircuit(random: np.random.Generator) -> Network:
    p = MICROCIRCUIT
    neuron = {
        "E_L": p.e_l,
        "V_reset": p.e_l,
        "V_th": p.v_th,
        "C_m": p.c_m,
        "tau_m": p.tau_m,
        "tau_syn_ex": p.tau_syn,
        "tau_syn_in": p.tau_syn,
        "t_ref": p.t_ref,
    }
    sizes = p.sizes
    stronger = 1 / math.sqrt(p.scale)
    network = Network(*nest.Create("spike_recorder", 2), sum(sizes[::2]), sum(sizes[1::2]))
    populations = []
    for i, size in enumerate(sizes):
        start = nest.random.normal(p.v_start_mean[i], p.v_start_sd[i])
        own = {"I_e": p.current(i), "V_m": start}
        populations.append(nest.Create("iaf_psc_exp", size, neuron | own))
        rate = p.rate_input * p.inputs[i] * p.scale
        noise = nest.Create("poisson_generator", params={"rate": rate})
        outside = {"weight": p.weight * stronger, "delay": p.delay_ex}
        nest.Connect(noise, populations[i], syn_spec=outside)
        nest.Connect(populations[i], network.spikes_in if i % 2 else network.spikes_ex)
    for i, target in enumerate(populations):
        for j, source in enumerate(populations):
            number = round(p.full_synapses(i, j) * p.scale**2)
            if number == 0:
                continue
            mean = p.weight_between(i, j) * stronger
            weight = nest.random.normal(mean, abs(mean) * p.weight_sd)
            limits = {"min": 0.0, "max": np.inf} if mean > 0 else {"min": -np.inf, "max": 0.0}
            later = p.delay_in if j % 2 else p.delay_ex
            delay = nest.random.normal(later, later * p.delay_sd)
            synapse = {
                "weight": nest.math.redraw(weight, **limits),
                "delay": nest.math.redraw(delay, min=DT / 2, max=np.inf),
            }
            nest.Connect(source, target, {"rule": "fixed_total_number", "N": number}, synapse)
    return network


if __name__ == "__main__":
    connections = {
        "brunel_alpha": brunel_alpha,
        "cuba_stdp": cuba_stdp,
        "cuba": cuba,
        "coba": coba,
        "microcircuit": microcircuit,
    }
    measure.main("NEST", {name: measured(connect) for name, connect in connections.items()})
