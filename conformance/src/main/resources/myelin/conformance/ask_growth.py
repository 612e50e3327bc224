"""Asks NEST 3.10 how synaptic elements grow, and how many synapses come of them; writes growth.json.

    python ask_growth.py growth.json
"""

import json
import random
import sys

import nest

CURVES = ("linear", "gaussian", "sigmoid")
SEEDS = range(1, 9)
TIMES = 4
PERIOD = 5000.0


def reset(**settings):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.set(**settings)


def elements(draw, curve):
    """Elements of one name for each continuous, with numbers of their own."""
    made = {}
    for name, continuous in (("whole", False), ("parts", True)):
        made[name] = {
            "growth_curve": curve,
            "continuous": continuous,
            "growth_rate": draw.choice((0.01, 0.002, 0.0005, -0.0005)),
            "tau_vacant": round(draw.uniform(0.02, 0.6), 3),
            "eps": round(draw.uniform(0.02, 0.6), 3),
            "z": round(draw.uniform(0, 9), 3),
        }
        if curve == "gaussian":
            made[name]["eta"] = round(draw.uniform(0, 0.019), 3)
        if curve == "sigmoid":
            made[name]["psi"] = round(draw.uniform(0.02, 0.3), 3)
    return made


def neuron(number, curve, model, tau_Ca, resolution, interval):
    """A neuron that repeats a train, simulated in pieces; its elements and trace after each."""
    draw = random.Random(number)
    tics = round(1000 * resolution)
    pieces = [tics * draw.randrange(1, 9000) / 1000 for _ in range(6)]
    on_grid = not model.endswith("ps")
    end = sum(pieces)
    times = set()
    while len(times) < 60:
        at = round(draw.uniform(1, end) / resolution) * tics / 1000
        # offsets below half a step, as otherwise rounding decides how many steps lie between two spikes
        times.add(at if on_grid else round(at - draw.randrange(1, 2 * tics // 5) / 1000, 3))
    values = {"tau_Ca": tau_Ca, "beta_Ca": draw.choice((0.01, 0.1)), "Ca": draw.choice((0.0, 0.3))}
    made = elements(draw, curve)
    reset(resolution=resolution, structural_plasticity_update_interval=interval or 1000.0)
    node = nest.Create(model, 1, {**values, "synaptic_elements": made})
    train = nest.Create("spike_generator", 1, {"spike_times": sorted(times), "precise_times": not on_grid})
    nest.Connect(train, node, syn_spec={"delay": 1.0})
    if interval:
        nest.EnableStructuralPlasticity()
    rows = []
    for piece in pieces:
        nest.Simulate(piece)
        now = node.synaptic_elements
        rows.append([now["whole"]["z"], now["parts"]["z"], node.Ca])
    return {
        "name": f"{number} {curve} {model}",
        "model": model,
        "resolution": resolution,
        "interval": interval,
        "values": values,
        "elements": made,
        "times": sorted(times),
        "pieces": pieces,
        "rows": rows,
    }


def network(curve, seed):
    """How many synapses of either kind a network has after each period, as in NEST's example but smaller."""

    def grows(rate, eps):
        own = {"gaussian": {"eta": 0.0}, "sigmoid": {"psi": 0.05}, "linear": {}}[curve]
        return {"growth_curve": curve, "growth_rate": rate, "eps": eps, "continuous": False, **own}

    reset(rng_seed=seed, structural_plasticity_update_interval=500.0)
    nest.CopyModel("static_synapse", "excitatory", {"weight": 300.0, "delay": 1.0})
    nest.CopyModel("static_synapse", "inhibitory", {"weight": -300.0, "delay": 1.0})
    nest.structural_plasticity_synapses = {
        "ex": {"synapse_model": "excitatory", "pre_synaptic_element": "Axon_ex", "post_synaptic_element": "Den_ex"},
        "in": {"synapse_model": "inhibitory", "pre_synaptic_element": "Axon_in", "post_synaptic_element": "Den_in"},
    }
    cell = {"tau_m": 10.0, "tau_syn_ex": 0.5, "tau_syn_in": 0.5, "t_ref": 2.0, "E_L": -65.0}
    cell.update(V_th=-50.0, C_m=250.0, V_reset=-65.0, V_m=-65.0)
    ex = {n: grows(0.001, 0.05) for n in ("Den_ex", "Den_in", "Axon_ex")}
    inhibitory = {n: grows(0.002, 0.1) for n in ("Den_ex", "Den_in", "Axon_in")}
    e = nest.Create("iaf_psc_alpha", 160, {**cell, "synaptic_elements": ex})
    i = nest.Create("iaf_psc_alpha", 40, {**cell, "synaptic_elements": inhibitory})
    noise = nest.Create("poisson_generator", 1, {"rate": 10000.0})
    nest.Connect(noise, e + i, "all_to_all", {"weight": 24.0, "delay": 1.0})
    nest.EnableStructuralPlasticity()
    counts = []
    for _ in range(TIMES):
        nest.Simulate(PERIOD)
        counts.append([nest.GetDefaults(n, "num_connections") for n in ("excitatory", "inhibitory")])
    return counts


def main():
    neurons = []
    for number in range(24):
        curve = CURVES[number % 3]
        model = ("parrot_neuron", "parrot_neuron_ps")[number // 3 % 2]
        tau_Ca = (10000.0, 200.0)[number // 6 % 2]
        resolution = (0.1, 0.25)[number // 12 % 2]
        interval = random.Random(number).choice((0, 100.0, 300.0))
        neurons.append(neuron(number, curve, model, tau_Ca, resolution, interval))
    networks = {curve: [network(curve, seed) for seed in SEEDS] for curve in CURVES}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"neurons": neurons, "networks": networks}, file)
        file.write("\n")


main()
