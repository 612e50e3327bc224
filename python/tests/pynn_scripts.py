"""Scripts for PyNN 0.13 with what its own system tests use; none leaves anything to NEST's random numbers.

Run with a Python that has PyNN and NEST 3.10, this file writes what they give to `reference/pynn.json.xz`.
"""
import json
import lzma
import warnings
from pathlib import Path

import numpy as np

STORED = Path(__file__).parent / "reference" / "pynn.json.xz"
CASES = {}


def case(function):
    """A script for PyNN, which gets the module of its simulator and gives numbers by name."""
    CASES[function.__name__] = function
    return function


def signal(population, name):
    """What was recorded of all neurons: times in rows."""
    return population.get_data(name).segments[-1].filter(name=name)[0].magnitude


def spikes(population, segment=-1):
    """The times of all spikes, neuron by neuron."""
    return [train.magnitude.tolist() for train in population.get_data("spikes").segments[segment].spiketrains]


def driven(sim, cell, signals=("v",), strength=1.0, off=0.0, receptors=("excitatory", "inhibitory"), inhibition=0.004):
    """Three neurons with input of both kinds, and a current; their spikes and, now and then, their signals."""
    source = sim.Population(2, sim.SpikeSourceArray(spike_times=np.arange(5.0, 90.0, 7.0) + off))
    neurons = sim.Population(3, cell)
    for name, weight in zip(receptors, (0.01, inhibition)):
        synapse = sim.StaticSynapse(weight=strength * weight, delay=[[0.5, 1.0, 2.5]] * 2)
        sim.Projection(source, neurons, sim.AllToAllConnector(), synapse, receptor_type=name)
    neurons.inject(sim.DCSource(amplitude=0.3 * strength, start=20.0, stop=80.0))
    neurons.record(["spikes", *signals])
    sim.run(100.0)
    return {"spikes": spikes(neurons), **{s: signal(neurons, s)[::50] for s in signals}}


CURRENTS = ("IF_curr_exp", "IF_curr_alpha")
CONDUCTANCES = (
    ("IF_cond_exp", ("v", "gsyn_exc", "gsyn_inh"), {}),
    ("IF_cond_alpha", ("v", "gsyn_exc", "gsyn_inh"), {"tau_m": 15.0, "cm": 0.5, "e_rev_I": -75.0}),
    ("HH_cond_exp", ("v", "gsyn_exc"), {"cm": 0.3}),
    ("EIF_cond_alpha_isfa_ista", ("v", "w", "gsyn_inh"), {"a": 3.0, "b": 0.05}),
    ("EIF_cond_exp_isfa_ista", ("v", "w", "gsyn_exc"), {"tau_w": 100.0}),
    ("IF_facets_hardware1", ("v", "gsyn_exc", "gsyn_inh"), {}),
)


@case
def cells_with_currents(sim):
    found = {}
    for name in CURRENTS:
        for precision in ("on_grid", "off_grid"):
            sim.setup(timestep=0.1, min_delay=0.1, spike_precision=precision)
            cell = getattr(sim, name)(tau_m=15.0, cm=0.5, v_thresh=-55.0, tau_refrac=2.0, i_offset=[0.1, 0.3, 0.5])
            run = driven(sim, cell, strength=20.0, off=0.0321 if precision == "off_grid" else 0.0, inhibition=-0.004)
            found.update({f"{name} {precision} {k}": v for k, v in run.items()})
    return found


@case
def cells_with_steps_of_potential(sim):
    found = {}
    for precision in ("on_grid", "off_grid"):
        sim.setup(timestep=0.1, min_delay=0.1, spike_precision=precision)
        run = driven(sim, sim.IF_curr_delta(i_offset=0.5, v_thresh=-58.0), (), 300.0, inhibition=-0.004)
        found.update({f"{precision} {k}": v for k, v in run.items()})
    return found


@case
def cells_with_conductances(sim):
    found = {}
    for name, signals, parameters in CONDUCTANCES:
        sim.setup(timestep=0.1, min_delay=0.1, spike_precision="on_grid")
        run = driven(sim, getattr(sim, name)(**parameters), signals, 2.0)
        found.update({f"{name} {k}": v for k, v in run.items()})
    return found


@case
def cells_that_resonate(sim):
    sim.setup(timestep=0.1, min_delay=0.1, spike_precision="on_grid")
    return driven(sim, sim.Izhikevich(a=0.02, b=0.2, c=-65.0, d=6.0, i_offset=[0.0, 0.01, 0.015]), ("v", "u"), 0.02, inhibition=-0.004)


@case
def cells_of_receptors_and_a_membrane(sim):
    sim.setup(timestep=0.1, min_delay=0.1, spike_precision="on_grid")
    cell = sim.PointNeuron(
        sim.AdExp(tau_m=12.0, cm=0.2, v_rest=-68.0),
        AMPA=sim.AlphaPSR(tau_syn=1.5, e_syn=0.0),
        GABA=sim.AlphaPSR(tau_syn=4.0, e_syn=-75.0),
    )
    return driven(sim, cell, ("v", "AMPA.gsyn", "GABA.gsyn"), 2.0, receptors=("AMPA", "GABA"))


@case
def native_cells(sim):
    sim.setup(timestep=0.1, min_delay=0.1, spike_precision="on_grid")
    alpha = sim.native_cell_type("iaf_psc_alpha")
    neurons = sim.Population(3, alpha(I_e=400.0))
    neurons.set(tau_m=[9.0, 11.0, 13.0])
    bursting = sim.Population(2, sim.native_cell_type("ht_neuron")(tau_m=17.0))
    bursting.initialize(V_m=-70.0, theta=-50.0)
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=[10.0, 20.0, 30.5]))
    sim.Projection(source, neurons, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.3))
    sim.Projection(source, bursting, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.002), receptor_type="AMPA")
    for population in (neurons, bursting):
        population.record(["spikes", "V_m"])
    sim.run(60.0)
    return {
        "spikes": spikes(neurons),
        "V_m": signal(neurons, "V_m")[::40],
        "bursting": signal(bursting, "V_m")[::40],
        "tau_m": neurons.get("tau_m"),
        "receptors": bursting.celltype.receptor_types,
        "parameters": sorted(alpha.default_parameters),
        "initial": sorted(alpha.default_initial_values),
    }


@case
def standard_models(sim):
    sim.setup()
    return {"names": sim.list_standard_models()}


def plastic(sim, synapse, weights=None):
    """The weights of synapses between two groups that fire by themselves, and what the second group feels."""
    first = sim.Population(3, sim.SpikeSourceArray(spike_times=[np.arange(3.0 + k, 190.0, 11.0 + k) for k in range(3)]))
    drive = sim.Population(2, sim.SpikeSourceArray(spike_times=[np.arange(9.0, 190.0, 13.0), np.arange(4.0, 190.0, 9.0)]))
    second = sim.Population(2, sim.IF_curr_exp(tau_refrac=2.0))
    sim.Projection(drive, second, sim.OneToOneConnector(), sim.StaticSynapse(weight=25.0))
    projection = sim.Projection(first, second, sim.AllToAllConnector(), synapse, receptor_type="excitatory")
    if weights is not None:
        projection.set(weight=np.array(weights))
    second.record("v")
    sim.run(200.0)
    return {"weights": projection.get("weight", "list"), "v": signal(second, "v")[::100]}


@case
def synapses_that_learn(sim):
    rules = {
        "additive": lambda: sim.AdditiveWeightDependence(w_max=0.1),
        "multiplicative": lambda: sim.MultiplicativeWeightDependence(w_max=0.1),
        "mixed": lambda: sim.AdditivePotentiationMultiplicativeDepression(w_max=0.1),
        "guetig": lambda: sim.GutigWeightDependence(w_max=0.1, mu_plus=0.4, mu_minus=0.3),
    }
    found = {}
    for name, rule in rules.items():
        sim.setup(timestep=0.1, min_delay=0.5, spike_precision="on_grid")
        timing = sim.SpikePairRule(tau_plus=18.0, tau_minus=22.0, A_plus=0.03, A_minus=0.02)
        synapse = sim.STDPMechanism(timing, rule(), weight=0.05, delay=1.5)
        run = plastic(sim, synapse, [[0.03, 0.04], [0.05, 0.06], [0.02, 0.01]])
        found.update({f"{name} {k}": v for k, v in run.items()})
    return found


@case
def synapses_that_tire(sim):
    found = {}
    for name, parameters in (("tired", {"tau_rec": 90.0, "U": 0.6}), ("eased", {"tau_facil": 80.0, "U": 0.1})):
        sim.setup(timestep=0.1, min_delay=0.5, spike_precision="on_grid")
        run = plastic(sim, sim.TsodyksMarkramSynapse(weight=2.0, delay=1.0, **{"tau_rec": 50.0, **parameters}))
        found.update({f"{name} {k}": v for k, v in run.items()})
    return found


@case
def native_synapses(sim):
    given = {
        "stdp_synapse": {"lambda": 0.05, "Wmax": 200.0},
        "stdp_synapse_hom": {"lambda": 0.05, "mu_plus": 0.0, "Wmax": 150.0},
        "stdp_triplet_synapse": {"Aplus": 0.01},
        "tsodyks2_synapse": {"tau_rec": 60.0},
        "vogels_sprekeler_synapse": {"eta": 0.5, "Wmax": 300.0},
    }
    found = {}
    for name, parameters in given.items():
        sim.setup(timestep=0.1, min_delay=0.5, spike_precision="on_grid")
        type_ = sim.native_synapse_type(name)
        run = plastic(sim, type_(weight=80.0, delay=1.5, **parameters))
        found.update({f"{name} {k}": v for k, v in run.items()})
        found[f"{name} parameters"] = sorted(type_.default_parameters)
    return found


@case
def synapses_that_always_or_never_pass(sim):
    sim.setup(timestep=0.1, min_delay=0.5, spike_precision="on_grid")
    return plastic(sim, sim.SimpleStochasticSynapse(weight=3.0, p=[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))


@case
def connectors(sim):
    from pyNN.random import NumpyRNG

    sim.setup(timestep=0.1, min_delay=0.1, max_delay=5.0)
    grid = sim.space.Grid2D(aspect_ratio=1.0)
    pre = sim.Population(16, sim.IF_curr_exp(), structure=grid)
    post = sim.Population(9, sim.IF_cond_exp(), structure=grid)
    rows = [(0, 1, 0.1, 0.1), (5, 8, 0.2, 1.5), (15, 0, 0.3, 0.4), (5, 8, 0.4, 0.2)]
    made = {
        "all": (sim.AllToAllConnector(), pre, post),
        "others": (sim.AllToAllConnector(allow_self_connections=False), pre, pre),
        "one": (sim.OneToOneConnector(), pre, pre),
        "probable": (sim.FixedProbabilityConnector(0.3, rng=NumpyRNG(1)), pre, post),
        "pre": (sim.FixedNumberPreConnector(4, rng=NumpyRNG(2)), pre, post),
        "pre again": (sim.FixedNumberPreConnector(6, with_replacement=True, rng=NumpyRNG(3)), pre, post),
        "post": (sim.FixedNumberPostConnector(3, rng=NumpyRNG(4)), pre, post),
        "post again": (sim.FixedNumberPostConnector(5, with_replacement=True, rng=NumpyRNG(5)), pre, post),
        "total": (sim.FixedTotalNumberConnector(20, with_replacement=True, rng=NumpyRNG(6)), pre, post),
        "near": (sim.DistanceDependentProbabilityConnector("exp(-d)", rng=NumpyRNG(7)), pre, post),
        "array": (sim.ArrayConnector(np.eye(16, 9, dtype=bool)), pre, post),
        "list": (sim.FromListConnector(rows, column_names=["weight", "delay"]), pre, post),
    }
    found = {}
    for name, (connector, a, b) in made.items():
        normal = sim.RandomDistribution("normal_clipped", mu=0.5, sigma=0.1, low=0.0, high=1.0, rng=NumpyRNG(9))
        synapse = sim.StaticSynapse(weight=normal, delay="0.1 + 0.2 * d")
        projection = sim.Projection(a, b, connector, synapse, receptor_type="inhibitory" if name == "pre" else None)
        found[name] = sorted(projection.get(["weight", "delay"], "list"))
        found[name + " size"] = [projection.size(), len(projection)]
    copied = sim.Projection(pre, post, sim.CloneConnector(projection), sim.StaticSynapse(weight=2.0))
    found["copied"] = sorted(copied.get(["weight", "delay"], "list"))
    return found


@case
def weights_and_delays_read_and_set(sim):
    sim.setup(timestep=0.1, min_delay=0.1, max_delay=5.0)
    cells = sim.Population(4, sim.IF_curr_alpha())
    inhibited = sim.Population(3, sim.IF_cond_alpha())
    projection = sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.5, delay=0.3))
    other = sim.Projection(cells, inhibited, sim.OneToOneConnector(), sim.StaticSynapse(), receptor_type="inhibitory")
    projection.set(weight=np.arange(16).reshape(4, 4) / 3.0, delay=0.7)
    other.set(weight=0.003, delay=[0.5, 0.6, 0.7])
    projection[2].weight = 0.25
    projection[3].delay = 1.1
    some = [(int(cells.id_to_index(c.source)), int(cells.id_to_index(c.target)), c.weight, c.delay) for c in projection.connections]
    projection.save("weight", "saved.txt", format="list")
    saved = np.loadtxt("saved.txt")
    Path("saved.txt").unlink()
    return {
        "connections": sorted(some),
        "array": projection.get("weight", "array"),
        "delays": projection.get("delay", "array"),
        "other": other.get(["weight", "delay"], "list"),
        "matrix": other.get("weight", "array"),
        "saved": saved,
    }


@case
def parameters_of_cells(sim):
    from pyNN.random import NumpyRNG

    sim.setup()
    cells = sim.Population(6, sim.IF_cond_exp(tau_m=lambda i: 10.0 + i, v_rest=[-60.0, -61.0, -62.0] * 2))
    cells.set(cm=sim.RandomDistribution("uniform", (0.8, 1.2), rng=NumpyRNG(3)))
    cells.initialize(v=sim.RandomDistribution("normal", mu=-65.0, sigma=2.0, rng=NumpyRNG(4)), gsyn_exc=0.001)
    some = cells[1:4]
    some.set(tau_refrac=3.5)
    cells[5].tau_syn_E = 7.0
    both = some + sim.Population(2, sim.IF_cond_exp(i_offset=0.2))
    both.set(v_thresh=-48.0)
    both.record("v")
    cells.record(["v", "gsyn_exc"])
    sim.run(5.0)
    return {
        "values": np.array(cells.get(["tau_m", "v_rest", "cm", "tau_refrac", "tau_syn_E", "v_thresh"], simplify=False)),
        "both": both.get("v_thresh", gather=True),
        "v": signal(cells, "v"),
        "gsyn_exc": signal(cells, "gsyn_exc"),
    }


@case
def current_sources(sim):
    sim.setup(timestep=0.1, min_delay=0.2)
    cells = sim.Population(4, sim.IF_curr_exp(v_thresh=0.0))
    sources = [
        sim.DCSource(amplitude=0.5, start=5.0, stop=20.0),
        sim.ACSource(start=3.0, stop=30.0, amplitude=0.4, offset=0.1, frequency=80.0, phase=45.0),
        sim.StepCurrentSource(times=[4.0, 9.03, 21.0], amplitudes=[0.2, -0.3, 0.4]),
        sim.NoisyCurrentSource(mean=0.3, stdev=0.0, start=2.0, stop=25.0, dt=0.5),
    ]
    for cell, source in zip(cells, sources):
        cell.inject(source)
        source.record()
    cells.record("v")
    sim.run(15.0)
    sources[0].amplitude = 0.9
    sources[2].set_parameters(amplitudes=[1.0, 2.0], times=[16.0, 18.0])
    sim.run(20.0)
    found = {"v": signal(cells, "v")[::5]}
    for k, source in enumerate(sources):
        found[f"{k}"] = source.get_data().magnitude.ravel()[::5]
    return found


@case
def runs_after_a_reset(sim):
    sim.setup(timestep=0.1, min_delay=0.1, t_flush=200.0, spike_precision="on_grid")
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=[5.0, 12.0]))
    cells = sim.Population(2, sim.IF_curr_alpha(i_offset=0.9))
    sim.Projection(source, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=2.0))
    cells.record(["spikes", "v"])
    source.record("spikes")
    found = {}
    for k in range(3):
        sim.run(30.0)
        found[f"{k} time"] = [sim.get_current_time()]
        sim.reset()
        cells.set(i_offset=1.0 + 0.1 * k)
        source.set(spike_times=[4.0 + k])
    data = cells.get_data().segments
    for k in range(3):
        found[f"{k} spikes"] = [t.magnitude.tolist() for t in data[k].spiketrains]
        found[f"{k} v"] = data[k].filter(name="v")[0].magnitude[::10]
        found[f"{k} source"] = spikes(source, k)
    return found


@case
def spike_sources_set_again(sim):
    sim.setup(timestep=0.1, min_delay=0.5)
    source = sim.Population(2, sim.SpikeSourceArray(spike_times=[[1.0, 2.034, 7.5], [3.3333]]))
    source.record("spikes")
    sim.run(8.0)
    source.set(spike_times=[10.0, 12.345678])
    sim.run_until(20.0)
    return {"spikes": spikes(source), "steps": [sim.get_time_step(), sim.get_min_delay(), sim.get_current_time()]}


def numbers(value):
    """Numbers, texts and lists of them, for a file."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [numbers(v) for v in value] if isinstance(value, (list, tuple)) else value


def run(name, sim):
    """What a script gives."""
    return {key: numbers(found) for key, found in CASES[name](sim).items()}


if __name__ == "__main__":
    import pyNN.nest

    warnings.simplefilter("ignore")
    written = {}
    for name in CASES:
        written[name] = run(name, pyNN.nest)
        print(name, {k: str(v)[:70] for k, v in written[name].items()})
    STORED.write_bytes(lzma.compress(json.dumps(written).encode()))
