"""PyNN 0.13 on Myelin, beside the numbers that it gets from NEST 3.10 (`pynn_scripts.py`)."""

import json
import lzma
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pyNN", minversion="0.13", reason="PyNN 0.13 is not installed")

import nest
import own_process
import pyNN.nest as sim
from pynn_scripts import CASES, STORED, run, spikes

@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    yield
    sim.end()


@pytest.fixture(scope="module")
def stored():
    return json.loads(lzma.decompress(STORED.read_bytes()))


def same(found, expected, tolerance):
    """Compares lists of lists, of numbers or texts."""
    if isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected):
            same(one, other, tolerance)
    elif isinstance(expected, str):
        assert found == expected
    else:
        assert found == pytest.approx(expected, rel=tolerance, abs=tolerance, nan_ok=True)


@pytest.mark.parametrize("name", CASES)
def test_numbers_are_those_with_nest(name, stored):
    found = run(name, sim)
    assert found.keys() == stored[name].keys()
    for key, expected in stored[name].items():
        same(found[key], expected, 1e-9)


def test_nests_extension_is_not_needed_except_for_its_own_synapse():
    from pyNN.errors import NoModelAvailableError

    assert not sim.state.extensions_loaded
    sim.setup()
    cells = sim.Population(2, sim.IF_cond_exp())
    with pytest.raises(NoModelAvailableError):
        sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StochasticTsodyksMarkramSynapse(weight=0.1))


def test_two_threads_give_the_same():
    def rates(threads):
        sim.setup(threads=threads, rng_seed=5)
        assert nest.local_num_threads == threads
        source = sim.Population(20, sim.SpikeSourcePoisson(rate=300.0))
        cells = sim.Population(10, sim.IF_cond_alpha())
        sim.Projection(source, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.004))
        cells.record("spikes")
        sim.run(200.0)
        return spikes(cells)

    alone = rates(1)
    assert sum(map(len, alone)) > 20
    assert rates(2) == alone


def test_sources_fire_at_random_as_they_are_described():
    sim.setup(rng_seed=11, min_delay=0.1)
    poisson = sim.Population(50, sim.SpikeSourcePoisson(rate=80.0, start=200.0, duration=1000.0))
    refractory = sim.Population(50, sim.SpikeSourcePoissonRefractory(rate=80.0, tau_refrac=5.0))
    gamma = sim.Population(50, sim.SpikeSourceGamma(alpha=4.0, beta=320.0))
    for population in (poisson, refractory, gamma):
        population.record("spikes")
    sim.run(2000.0)
    trains = {p: [np.array(t) for t in spikes(p)] for p in (poisson, refractory, gamma)}
    of_poisson = np.concatenate(trains[poisson])
    assert abs(len(of_poisson) - 4000) < 5 * np.sqrt(4000)
    assert of_poisson.min() >= 201.0 and of_poisson.max() <= 1201.2  # PyNN sets its origin to 1 ms
    gaps = {p: np.concatenate([np.diff(t) for t in trains[p]]) for p in trains}
    assert gaps[refractory].min() >= 5.0
    # 80 per second each, of which 5 ms are refractory; 8000 spikes in all, whose gaps have a CV of 1 - 0.4 and 1/2
    for population, cv in ((refractory, 0.6), (gamma, 0.5)):
        assert abs(sum(map(len, trains[population])) - 8000) < 5 * cv * np.sqrt(8000)
        assert abs(gaps[population].std() / gaps[population].mean() - cv) < 0.04


def test_currents_of_noise_have_their_mean_and_spread():
    sim.setup(rng_seed=3)
    cells = sim.Population(1, sim.IF_curr_exp(v_thresh=1e3))
    noise = sim.NoisyCurrentSource(mean=0.5, stdev=0.2, start=0.0, stop=4000.0, dt=1.0)
    cells.inject(noise)
    noise.record()
    sim.run(4000.0)
    drawn = noise.get_data().magnitude.ravel()[10:-10:10]
    assert abs(drawn.mean() - 0.5) < 5 * 0.2 / np.sqrt(len(drawn))
    assert abs(drawn.std() - 0.2) < 5 * 0.2 / np.sqrt(2 * len(drawn))


def test_quanta_are_released_at_random():
    sim.setup(rng_seed=8, min_delay=0.5)
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=[10.0, 20.0]))
    cells = sim.Population(400, sim.IF_cond_exp(tau_syn_E=0.5))
    synapse = sim.MultiQuantalSynapse(weight=0.01, delay=0.5, n=5, U=0.4, tau_rec=10.0)
    sim.Projection(source, cells, sim.AllToAllConnector(), synapse)
    cells.record("gsyn_exc")
    sim.run(30.0)
    g = cells.get_data().segments[0].filter(name="gsyn_exc")[0].magnitude
    first, second = (g[k : k + 50].max(axis=0) / 0.01 for k in (100, 200))
    # the first finds one site ready, of which half release; those of the other four and of these recover by 1 - exp(-1)
    assert set(np.rint(first)) == {0.0, 1.0}
    assert abs(first.mean() - 0.5) < 5 * 0.5 / np.sqrt(400)
    ready = 0.5 + 4.5 * (1 - np.exp(-1.0))
    assert abs(second.mean() - 0.4 * ready) < 5 * np.sqrt(5 * 0.24 / 400)


def test_the_synapse_of_its_extension_is_a_text():
    text = Path(__file__).parents[2] / "examples" / "models" / "stochastic_stp_synapse.nestml"
    sim.setup(rng_seed=9, min_delay=0.5)
    nest.Install(str(text))
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=[10.0, 20.0]))
    cells = sim.Population(400, sim.IF_cond_exp(tau_syn_E=0.5))
    synapse = sim.StochasticTsodyksMarkramSynapse(weight=0.01, delay=0.5, U=0.3, tau_rec=10.0, tau_facil=20.0)
    sim.Projection(source, cells, sim.AllToAllConnector(), synapse)
    cells.record("gsyn_exc")
    sim.run(30.0)
    g = cells.get_data().segments[0].filter(name="gsyn_exc")[0].magnitude
    first, second = (g[k : k + 50].max(axis=0) / 0.01 > 0.5 for k in (100, 200))
    # a site is released with U; it is ready again with 1 - exp(-1), and released with U + U (1 - U) exp(-1/2) then
    assert abs(first.mean() - 0.3) < 5 * np.sqrt(0.21 / 400)
    again = 0.3 + 0.3 * 0.7 * np.exp(-0.5)
    chance = (0.7 + 0.3 * (1 - np.exp(-1.0))) * again
    assert abs(second.mean() - chance) < 5 * np.sqrt(chance * (1 - chance) / 400)
    assert abs(second[first].mean() - (1 - np.exp(-1.0)) * again) < 5 * np.sqrt(0.2 / first.sum())


def test_nests_own_random_numbers_make_synapses():
    sim.setup(rng_seed=4, min_delay=0.1, max_delay=10.0)
    first, second = sim.Population(40, sim.IF_curr_exp()), sim.Population(30, sim.IF_curr_exp())
    rng = sim.NativeRNG(5)
    weight = sim.RandomDistribution("normal", mu=0.5, sigma=0.1, rng=rng)
    delay = sim.RandomDistribution("uniform", low=0.5, high=1.5, rng=rng)
    some = sim.FixedProbabilityConnector(0.25, rng=rng)
    made = sim.Projection(first, second, some, sim.StaticSynapse(weight=weight, delay=delay))
    pairs = np.array(made.get(["weight", "delay"], "list"))
    assert len({tuple(p[:2]) for p in pairs}) == len(pairs)
    assert abs(len(pairs) - 300) < 5 * 15
    assert abs(pairs[:, 2].mean() - 0.5) < 5 * 0.1 / np.sqrt(250)
    assert pairs[:, 3].min() >= 0.5 and pairs[:, 3].max() <= 1.5


NEURON = """
model leaky:
    state:
        V_m mV = E_L
        I_syn pA = 0 pA
    equations:
        I_syn' = -I_syn / tau_syn
        V_m' = -(V_m - E_L) / tau_m + (I_syn + I_e) / C_m
    parameters:
        C_m pF = 250 pF
        tau_m ms = 10 ms
        tau_syn ms = 2 ms
        E_L mV = -70 mV
        V_th mV = -55 mV
        I_e pA = 0 pA
    input:
        spikes <- spike
    output:
        spike
    onReceive(spikes):
        I_syn += spikes * pA * s
    update:
        integrate_odes()
    onCondition(V_m >= V_th):
        V_m = E_L
        emit_spike()
"""
SYNAPSE = """
model fading:
    state:
        w real = 1
    parameters:
        d ms = 1 ms
        factor real = 0.5
    input:
        pre_spikes <- spike
    output:
        spike(weight real, delay ms)
    onReceive(pre_spikes):
        emit_spike(w, d)
        w = w * factor
"""


def test_models_are_texts():
    from pyNN.nest import nestml

    nestml._compiled = False
    cell = nestml.nestml_cell_type("leaky", NEURON)
    fading = nestml.nestml_synapse_type("fading", SYNAPSE, weight_variable="w", delay_variable="d")
    sim.setup(timestep=0.1, min_delay=1.0, spike_precision="on_grid")
    assert {"fading", "fading_lbl", "fading_hpc"} <= set(nest.synapse_models)
    times = [5.0, 25.0, 45.0]
    source = sim.Population(1, sim.SpikeSourceArray(spike_times=times))
    given = sim.native_cell_type("iaf_psc_exp")(t_ref=0.1)
    cells, natives = sim.Population(2, cell()), sim.Population(1, given)
    made = sim.Projection(source, cells, sim.AllToAllConnector(), fading(weight=400.0, delay=1.0, factor=0.25))
    for time, weight in zip(times, (0.4, 0.1, 0.025)):
        one = sim.Population(1, sim.SpikeSourceArray(spike_times=[time]))
        sim.Projection(one, natives, sim.AllToAllConnector(), sim.StaticSynapse(weight=weight))
    for population in (cells, natives):
        population.record("V_m")
    sim.run(60.0)
    found, expected = (p.get_data().segments[0].filter(name="V_m")[0].magnitude for p in (cells, natives))
    assert expected.max() > -69.0
    np.testing.assert_allclose(found, np.repeat(expected, 2, axis=1), rtol=1e-9)
    assert made.get("w", "list") == [(0, 0, 6.25), (0, 1, 6.25)]


def test_it_does_not_warn_of_a_program_that_is_not_needed():
    script = "import pyNN.nest as sim; sim.setup(); sim.end()"
    words = [sys.executable, "-m", "myelin", "-c", script]
    ended = subprocess.run(words, env=own_process.environment(), capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
