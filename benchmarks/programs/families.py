"""Networks of other kinds: AdEx, GIF, rates, short-term plasticity, a sheet in space, synapses that grow, a sudoku."""

from typing import Any

import nest
import numpy as np
from classics import rates
from nest_peer import Network, indegree
from networks import BRUNEL
from parameters import ADEX, GIF, GROWTH, SUDOKU, TSODYKS
from program import Built, Shown


def noise(rate: float, targets: Any, weight: float, delay: float = 1.0) -> None:
    """Spikes from outside, other ones for each target."""
    generator = nest.Create("poisson_generator", params={"rate": rate})
    nest.Connect(generator, targets, syn_spec={"weight": weight, "delay": delay})


def heard(ex: Any, in_: Any) -> Network:
    """Recorders of all spikes."""
    network = Network(*nest.Create("spike_recorder", 2), len(ex), len(in_))
    nest.Connect(ex, network.spikes_ex)
    nest.Connect(in_, network.spikes_in)
    return network


def adex(seed: int) -> Built:
    p = ADEX
    both = nest.Create("aeif_cond_exp", p.n_ex + p.n_in, p.neuron | {"V_m": nest.random.uniform(-70.0, -55.0)})
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    noise(p.input_rate, both, p.weight_ex)
    nest.Connect(ex, both, indegree(p.indegree_ex), {"weight": p.weight_ex, "delay": p.delay})
    nest.Connect(in_, both, indegree(p.indegree_in), {"weight": -p.weight_in, "delay": p.delay})
    return rates(heard(ex, in_))


def gif(seed: int) -> Built:
    n = 4000
    neurons = nest.Create("gif_psc_exp", n, GIF)
    noise(500.0, neurons, 20.0)
    nest.Connect(neurons, neurons, indegree(30), {"weight": 30.0, "delay": 1.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    return Built(lambda seconds: {"rate": recorder.n_events / n / seconds})


def rate(seed: int) -> Built:
    """Random weights that are strong enough for rates that never come to rest."""
    n, inputs, gain = 1000, 100, 1.5
    neurons = nest.Create("tanh_rate_ipn", n, {"tau": 10.0, "sigma": 0.1, "rate": nest.random.normal(0.0, 0.5)})
    weight = nest.random.normal(0.0, gain / inputs**0.5)
    synapse = {"synapse_model": "rate_connection_delayed", "weight": weight, "delay": 1.0}
    nest.Connect(neurons, neurons, indegree(inputs), synapse)

    def shown(seconds: float) -> Shown:
        values = np.array(neurons.rate)
        return {"mean_rate": float(values.mean()), "sd_rate": float(values.std())}

    return Built(shown)


def tsodyks(seed: int) -> Built:
    p = TSODYKS
    neuron = p.neuron | {"V_m": nest.random.uniform(0.0, 15.0), "I_e": nest.random.uniform(p.input_min, p.input_max)}
    ex = nest.Create("iaf_psc_exp", p.n_ex, neuron | {"t_ref": p.t_ref_ex})
    in_ = nest.Create("iaf_psc_exp", p.n_in, neuron | {"t_ref": p.t_ref_in})
    for source, target, many, kind in (
        (ex, ex, p.indegree_ex, p.ex_ex),
        (ex, in_, p.indegree_ex, p.ex_in),
        (in_, ex, p.indegree_in, p.in_ex),
        (in_, in_, p.indegree_in, p.in_in),
    ):
        synapse = {
            "synapse_model": "tsodyks2_synapse",
            "weight": kind.weight,
            "U": kind.used,
            "u": kind.used,
            "tau_rec": kind.tau_rec,
            "tau_fac": kind.tau_fac,
            "delay": p.delay,
        }
        nest.Connect(source, target, indegree(many), synapse)
    return rates(heard(ex, in_))


def sheet(seed: int) -> Built:
    """Brunel's network with neurons on a torus that hear those near them, fewer of them more strongly."""
    p, stronger, std = BRUNEL, 2.5, 0.1
    neuron = {
        "C_m": p.c_m,
        "tau_m": p.tau_m,
        "tau_syn_ex": p.tau_syn,
        "tau_syn_in": p.tau_syn,
        "t_ref": p.t_ref,
        "E_L": 0.0,
        "V_reset": 0.0,
        "V_th": p.v_th,
        "V_m": nest.random.uniform(0.0, p.v_th),
    }
    where = {"extent": [1.0, 1.0], "edge_wrap": True}
    ex = nest.Create("iaf_psc_alpha", params=neuron, positions=nest.spatial.grid([80, 80], **where))
    in_ = nest.Create("iaf_psc_alpha", params=neuron, positions=nest.spatial.grid([40, 40], **where))
    inputs = p.indegree_ex / stronger
    gaussian = nest.spatial_distributions.gaussian(nest.spatial.distance, std=std)
    for source, mean, weight in (
        (ex, inputs, p.weight_ex),
        (in_, inputs / 4, p.weight_in),
    ):
        likely = mean / len(source) / (2 * np.pi * std**2)
        rule = {"rule": "pairwise_bernoulli", "p": likely * gaussian, "mask": {"circular": {"radius": 0.4}}}
        for target in (ex, in_):
            nest.Connect(source, target, rule, {"weight": stronger * weight, "delay": p.delay})
    noise(p.rate_input * p.indegree_ex / stronger, ex, stronger * p.weight_ex)
    noise(p.rate_input * p.indegree_ex / stronger, in_, stronger * p.weight_ex)
    return rates(heard(ex, in_))


def structural(seed: int) -> Built:
    """Butz and van Ooyen (2013), doi:10.1371/journal.pcbi.1003259: neurons seek a calcium concentration by growing."""
    p = GROWTH
    nest.structural_plasticity_update_interval = p.interval
    kinds = {}
    for name, weight in (("excitatory", p.weight), ("inhibitory", -p.weight)):
        nest.CopyModel("static_synapse", f"{name}_synapse", {"weight": weight, "delay": 1.0})
        kinds[name] = {
            "synapse_model": f"{name}_synapse",
            "post_synaptic_element": f"to_{name}",
            "pre_synaptic_element": f"from_{name}",
        }
    nest.structural_plasticity_synapses = kinds

    def elements(calcium: float, own: str) -> dict[str, Any]:
        curve = {"growth_curve": "gaussian", "continuous": False, "eta": 0.0, "eps": calcium}
        grown = {"to_excitatory": p.speed, "to_inhibitory": 4 * p.speed, f"from_{own}": p.speed}
        return {name: curve | {"growth_rate": speed} for name, speed in grown.items()}

    ex = nest.Create("iaf_psc_exp", p.n_ex, p.neuron | {"synaptic_elements": elements(0.05, "excitatory")})
    in_ = nest.Create("iaf_psc_exp", p.n_in, p.neuron | {"synaptic_elements": elements(0.2, "inhibitory")})
    noise(10_000.0, ex + in_, p.weight_outside)
    nest.EnableStructuralPlasticity()
    network = heard(ex, in_)

    def shown(seconds: float) -> Shown:
        return rates(network).shown(seconds) | {"calcium_ex": float(np.mean(ex.Ca))}

    return Built(shown)


def sudoku(seed: int) -> Built:
    """A small population for each digit of each cell inhibits those that it excludes."""
    p = SUDOKU
    cells, digits, each = 81, 9, p.neurons
    neurons = nest.Create("iaf_psc_exp", cells * digits * each, p.neuron | {"V_m": nest.random.uniform(-65.0, -55.0)})
    groups = [neurons[k * each : (k + 1) * each] for k in range(cells * digits)]
    first = neurons[0].global_id
    for k in range(cells * digits):
        excluded = [j for j in range(cells * digits) if j != k and p.exclude(divmod(k, digits), divmod(j, digits))]
        ids = [first + j * each + i for j in excluded for i in range(each)]
        nest.Connect(groups[k], nest.NodeCollection(ids), syn_spec={"weight": p.weight, "delay": nest.random.uniform(0.1, 2.0)})
    noise(p.noise_rate, neurons, p.noise_weight)
    clues = nest.Create("poisson_generator", params={"rate": p.clue_rate})
    solution, given = p.puzzle()
    for cell in np.nonzero(given)[0]:
        group = groups[int(cell) * digits + int(solution[cell])]
        nest.Connect(clues, group, syn_spec={"weight": p.clue_weight, "delay": 1.0})
    recorders = nest.Create("spike_recorder", cells * digits)
    for group, recorder in zip(groups, recorders, strict=True):
        nest.Connect(group, recorder)
    wrong: list[int] = []
    before = np.zeros(cells * digits)

    def advance() -> None:
        nonlocal before
        for _ in range(10):
            nest.Run(100.0)
            now = np.array(recorders.n_events)
            chosen = (now - before).reshape(cells, digits).argmax(axis=1)
            wrong.append(int((chosen != solution).sum()))
            before = now

    def shown(seconds: float) -> Shown:
        return {"rate": float(before.sum()) / len(neurons) / seconds, "wrong_cells": float(np.mean(wrong))}

    return Built(shown, advance)


BUILDS = {
    "adex": adex,
    "gif": gif,
    "rate": rate,
    "tsodyks": tsodyks,
    "sheet": sheet,
    "structural": structural,
    "sudoku": sudoku,
}
