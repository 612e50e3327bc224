"""Networks that others have published: hpc_benchmark, gap junctions, those of Brette et al., Brunel's, microcircuit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import nest
import nest_peer
import numpy as np
from networks import BRUNEL, COBA, CUBA
from program import Built, Shown


def rates(network: nest_peer.Network) -> Built:
    """What a network of the peers shows: rates of its excitatory and inhibitory neurons."""

    def shown(seconds: float) -> Shown:
        return {
            "rate_ex": network.spikes_ex.n_events / network.heard_ex / seconds,
            "rate_in": network.spikes_in.n_events / network.heard_in / seconds,
        }

    return Built(shown)


def peer(connect: Callable[[np.random.Generator], nest_peer.Network]) -> Callable[[int], Built]:
    """A network of the peers, as a row of the table."""
    return lambda seed: rates(connect(np.random.default_rng(seed)))


def hpc_benchmark(seed: int) -> Built:
    """Morrison et al. (2007), doi:10.1162/neco.2007.19.6.1467, as NEST's "hpc_benchmark".

    A neuron has a fifth of the inputs, two and a half times as strong, so that all of it fits everywhere.
    """
    n_ex, n_in, indegree_ex, indegree_in, heard = 9000, 2250, 1800, 450, 1000
    p = replace(
        BRUNEL,
        n_ex=n_ex,
        n_in=n_in,
        indegree_ex=indegree_ex,
        indegree_in=indegree_in,
        tau_m=10.0,
        tau_syn=0.32582722403722841,  # potentials that such currents make rise within 1.7 ms
        t_ref=0.5,
        psp=0.35,
        eta=1.685,
    )
    neuron = {
        "C_m": p.c_m,
        "tau_m": p.tau_m,
        "tau_syn_ex": p.tau_syn,
        "tau_syn_in": p.tau_syn,
        "tau_minus": 30.0,
        "t_ref": p.t_ref,
        "E_L": 0.0,
        "V_reset": 0.0,
        "V_th": p.v_th,
        "V_m": nest.random.normal(5.7, 7.2),
    }
    ex, in_ = nest.Create("iaf_psc_alpha", n_ex, neuron), nest.Create("iaf_psc_alpha", n_in, neuron)
    noise = nest.Create("poisson_generator", params={"rate": p.rate_input * indegree_ex})
    network = nest_peer.Network(*nest.Create("spike_recorder", 2), heard, n_in)
    nest_peer.static("excitatory", p.weight_ex, p.delay)
    nest_peer.static("inhibitory", p.weight_in, p.delay)
    plasticity = {"alpha": 0.0513, "lambda": 0.1, "mu": 0.4, "tau_plus": 15.0, "delay": p.delay}
    nest.CopyModel("stdp_pl_synapse_hom", "plastic", plasticity)
    nest.Connect(noise, ex + in_, syn_spec="excitatory")
    plastic = {"synapse_model": "plastic", "weight": p.weight_ex}
    nest.Connect(ex, ex, nest_peer.indegree(indegree_ex), plastic)
    nest.Connect(ex, in_, nest_peer.indegree(indegree_ex), "excitatory")
    nest.Connect(in_, ex + in_, nest_peer.indegree(indegree_in), "inhibitory")
    nest.Connect(ex[:heard], network.spikes_ex)
    nest.Connect(in_, network.spikes_in)
    some = nest.GetConnections(ex, ex[:5], "plastic")

    def shown(seconds: float) -> Shown:
        return rates(network).shown(seconds) | {"mean_weight": float(np.mean(some.get("weight")))}

    return Built(shown)


def gap_junctions(seed: int) -> Built:
    """Hahne et al. (2015), doi:10.3389/fninf.2015.00022: neurons that inhibit each other and are joined."""
    n, joined, inhibiting = 500, 60, 50
    nest.wfr_comm_interval = 1.0
    nest.wfr_tol = 1e-4
    nest.wfr_max_iterations = 15
    nest.wfr_interpolation_order = 3
    neurons = nest.Create("hh_psc_alpha_gap", n, {"V_m": np.linspace(-40.0, -80.0, n)})
    noise = nest.Create("poisson_generator", params={"rate": 500.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, neurons, nest_peer.indegree(inhibiting), {"weight": -50.0, "delay": 1.0})
    nest.Connect(noise, neurons, syn_spec={"weight": 300.0, "delay": 1.0})
    nest.Connect(neurons, recorder)
    rule = {"rule": "one_to_one", "make_symmetric": True}
    joint = {"synapse_model": "gap_junction", "weight": 0.5}
    random = np.random.default_rng(seed)
    for far in random.choice(np.arange(1, n // 2), joined // 2, replace=False).tolist():  # around a ring
        nest.Connect(neurons[: n - far], neurons[far:], rule, joint)
        nest.Connect(neurons[:far], neurons[n - far :], rule, joint)

    def shown(seconds: float) -> Shown:
        return {"rate": recorder.n_events / n / seconds, "mean_potential": float(np.mean(neurons.V_m))}

    return Built(shown)


def cuba_precise(random: np.random.Generator) -> nest_peer.Network:
    """Brette et al.'s network of currents with spikes at any time."""
    return nest_peer.brette(CUBA, "iaf_psc_exp_ps", {"tau_m": CUBA.tau_m}, CUBA.weight_in)


def hh_coba(random: np.random.Generator) -> nest_peer.Network:
    """Brette et al. (2007), benchmark 3: Hodgkin-Huxley neurons."""
    p = COBA
    n = p.n_ex + p.n_in
    neuron: dict[str, Any] = {
        "V_m": p.e_l - 5.0 + 5.0 * random.standard_normal(n),
        "C_m": p.c_m,
        "E_L": p.e_l,
        "g_L": p.g_l,
        "tau_syn_ex": p.tau_ex,
        "tau_syn_in": p.tau_in,
        "E_ex": p.e_ex,
        "E_in": p.e_in,
        "t_ref": 3.0,
    }
    both = nest.Create("hh_cond_exp_traub", n, neuron)
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    network = nest_peer.Network(*nest.Create("spike_recorder", 2), p.n_ex, p.n_in)
    noise = nest.Create("poisson_generator", params={"rate": 1000.0})
    for name, weight in (("excitatory", p.weight_ex), ("inhibitory", -p.weight_in)):
        nest_peer.static(name, weight, 0.1)
    nest.Connect(noise, both, syn_spec={"weight": 2.0, "delay": 0.1})
    rule = {"rule": "pairwise_bernoulli", "p": p.probability}
    nest.Connect(ex, both, rule, "excitatory")
    nest.Connect(in_, both, rule, "inhibitory")
    nest.Connect(ex, network.spikes_ex)
    nest.Connect(in_, network.spikes_in)
    return network


BUILDS = {
    "hpc_benchmark": hpc_benchmark,
    "gap_junctions": gap_junctions,
    "coba": peer(nest_peer.coba),
    "cuba": peer(nest_peer.cuba),
    "hh_coba": peer(hh_coba),
    "cuba_precise": peer(cuba_precise),
    "cuba_stdp": peer(nest_peer.cuba_stdp),
    "microcircuit": peer(nest_peer.microcircuit),
    "brunel": peer(nest_peer.brunel_alpha),
}
