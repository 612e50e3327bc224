"""Spikes with times within a step: through parrots and neurons, to recorders, from random generators."""

import math

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def pairs(events):
    return sorted((int(n), round(float(t), 9)) for n, t in zip(events["senders"], events["times"]))


def test_a_precise_parrot_keeps_times_within_the_step():
    nest.resolution = 0.1
    assert not nest.off_grid_spiking
    parrots = nest.Create("parrot_neuron_ps", 2)
    assert nest.off_grid_spiking
    generator = nest.Create(
        "spike_generator",
        params={
            "precise_times": True,
            "spike_times": [1.03, 1.07, 2.0, 3.051],
            "spike_multiplicities": [1, 2, 1, 1],
            "spike_weights": [1.0, -2.0, 3.0, 0.5],
        },
    )
    coarse = nest.Create("parrot_neuron")
    nest.Connect(generator, parrots[0])
    nest.Connect(parrots[0], parrots[1], syn_spec={"weight": -3.0, "delay": 1.5})
    nest.Connect(parrots[0], coarse)
    nest.Connect(generator, parrots[1], syn_spec={"receptor_type": 1})
    recorder = nest.Create("spike_recorder")
    for nodes in (parrots, coarse):
        nest.Connect(nodes, recorder)
    nest.Simulate(20.0)
    assert pairs(recorder.events) == [
        *((1, t) for t in (2.03, 2.07, 2.07, 3.0, 4.051)),
        *((2, t) for t in (3.53, 3.57, 3.57, 4.5, 5.551)),
        *((4, t) for t in (3.1, 3.1, 3.1, 4.0, 5.1)),
    ]
    assert parrots.t_spike == pytest.approx((4.051, 5.551), abs=1e-12)
    assert coarse.t_spike == pytest.approx(5.1)
    assert parrots.Ca == pytest.approx((0.004991329641924868, 0.004992078397526424), rel=1e-12)


def test_spikes_of_one_step_leave_in_the_order_of_their_times():
    nest.resolution = 1.0
    parrot = nest.Create("parrot_neuron_ps")
    late = nest.Create("spike_generator", params={"precise_times": True, "spike_times": [2.9]})
    early = nest.Create("spike_generator", params={"precise_times": True, "spike_times": [2.2, 2.4]})
    nest.Connect(late, parrot)
    nest.Connect(early, parrot)
    recorder = nest.Create("spike_recorder")
    nest.Connect(parrot, recorder)
    nest.Simulate(3.0)  # they are under way when it stops
    nest.Simulate(7.0)
    assert [round(float(t), 9) for t in recorder.events["times"]] == [3.2, 3.4, 3.9]


def test_what_precise_parrots_refuse():
    parrots = nest.Create("parrot_neuron_ps", 2)
    with pytest.raises(nest.NESTError):
        nest.Connect(parrots[0], parrots[1], syn_spec={"receptor_type": 2})
    with pytest.raises(nest.NESTError):
        nest.Connect(nest.Create("dc_generator"), parrots[0])
    with pytest.raises(nest.NESTError):
        nest.Connect(parrots[0], nest.Create("spin_detector"))
    with pytest.raises(nest.NESTError):
        nest.Create("poisson_generator_ps", params={"rate": 100.0, "dead_time": 20.0})
    for name in ("rate", "dead_time"):
        with pytest.raises(nest.NESTError):
            nest.Create("poisson_generator_ps", params={name: -1.0})


def trains(n, duration, **params):
    """Trains of a poisson_generator_ps, as `n` parrots repeat them."""
    nest.resolution = 0.1
    generator = nest.Create("poisson_generator_ps", params=params)
    parrots = nest.Create("parrot_neuron_ps", n)
    nest.Connect(generator, parrots, syn_spec={"delay": 1.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(parrots, recorder)
    nest.Simulate(duration)
    events = recorder.events
    return [np.sort(events["times"][events["senders"] == n]) - 1.0 for n in parrots.tolist()]


def kolmogorov(sample, distribution):
    """The largest difference from a distribution function, times the square root of the number."""
    x = np.sort(sample)
    n = len(x)
    p = distribution(x)
    return max(np.max(np.arange(1, n + 1) / n - p), np.max(p - np.arange(n) / n)) * np.sqrt(n)


BOUND = 1.95  # exceeded once in a thousand times, Kolmogorov 1933


@pytest.mark.parametrize("rate, dead", [(50.0, 0.0), (300.0, 0.0), (50.0, 5.0), (300.0, 2.0), (400.0, 2.4)])
def test_intervals_are_the_dead_time_and_an_exponential_time(rate, dead):
    found = trains(40, 2000.0, rate=rate, dead_time=dead)
    intervals = np.concatenate([np.diff(t) for t in found])
    gap = 1000.0 / rate - dead
    assert np.min(intervals) >= dead - 1e-9
    # the end cuts long intervals off: all intervals are seen only of those that begin early enough
    early = np.concatenate([np.diff(t)[t[:-1] < 2000.0 - dead - 15 * gap] for t in found])
    assert kolmogorov(early, lambda x: 1 - np.exp(-np.maximum(x - dead, 0) / gap)) < BOUND


@pytest.mark.parametrize("rate, dead", [(50.0, 0.0), (200.0, 4.0), (400.0, 2.4)])
def test_trains_are_stationary_from_the_beginning(rate, dead):
    found = trains(2000, 12.0, rate=rate, dead_time=dead)
    first = np.array([t[0] for t in found if len(t)])
    dead_part, gap = rate / 1000.0 * dead, 1000.0 / rate - dead

    def forward_recurrence(x):
        """Time to the first spike of a stationary process, Cox 1962."""
        survive = np.where(x < dead, 1.0, np.exp(-(x - dead) / gap))
        area = np.where(x < dead, x, dead + gap * (1 - np.exp(-(x - dead) / gap)))
        return rate / 1000.0 * area + 0 * survive

    assert dead_part < 1
    seen = forward_recurrence(np.array([11.0]))[0]
    early = first[first <= 11.0]
    assert abs(len(early) / 2000 - seen) < 4.5 * np.sqrt(seen * (1 - seen) / 2000) + 1e-9
    assert kolmogorov(early, lambda x: forward_recurrence(x) / seen) < BOUND


def test_a_train_without_gaps_is_regular():
    for times in trains(10, 100.0, rate=100.0, dead_time=10.0):
        assert 9 <= len(times) <= 10
        assert np.diff(times) == pytest.approx(10.0)


def test_the_window_is_exact():
    found = np.concatenate(trains(200, 30.0, rate=1000.0, start=5.0, stop=15.0))
    assert 5.0 < np.min(found) < 5.1 and 14.9 < np.max(found) <= 15.0


def test_neurons_on_the_grid_receive_the_spikes_of_a_step_together():
    nest.resolution = 0.1
    generator = nest.Create("poisson_generator_ps", params={"rate": 2e4})
    coarse = nest.Create("parrot_neuron", 20)
    nest.Connect(generator, coarse)
    recorder = nest.Create("spike_recorder")
    nest.Connect(coarse, recorder)
    neuron = nest.Create("iaf_psc_delta", params={"V_th": 1e9, "tau_m": 1e9, "E_L": 0.0, "V_m": 0.0})
    nest.Connect(generator, neuron, syn_spec={"weight": 2.0})
    nest.Simulate(501.0)
    n = len(recorder.events["times"])
    assert abs(n - 20 * 2e4 * 0.5) < 4.5 * np.sqrt(20 * 2e4 * 0.5)
    steps = np.asarray(recorder.events["times"]) * 10
    assert np.max(np.abs(steps - np.rint(steps))) < 1e-6
    assert abs(neuron.V_m / 2.0 - 2e4 * 0.5) < 4.5 * np.sqrt(2e4 * 0.5) + 20


def test_a_recorder_hears_a_train_of_its_own():
    nest.resolution = 0.1
    generator = nest.Create("poisson_generator_ps", params={"rate": 200.0, "dead_time": 2.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(generator, recorder)
    nest.Simulate(5000.0)
    times = np.sort(recorder.events["times"])
    assert abs(len(times) - 1000) < 4.5 * np.sqrt(1000)
    assert np.min(np.diff(times)) >= 2.0 - 1e-9
    assert kolmogorov(np.diff(times), lambda x: 1 - np.exp(-np.maximum(x - 2.0, 0) / 3.0)) < BOUND


def test_trains_go_on_where_a_simulation_stops():
    nest.resolution = 0.1
    generator = nest.Create("poisson_generator_ps", params={"rate": 300.0, "dead_time": 2.0})
    parrots = nest.Create("parrot_neuron_ps", 30)
    nest.Connect(generator, parrots, syn_spec={"delay": 1.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(parrots, recorder)
    for duration in (10.1, 0.3, 25.0, 1.0, 63.6):
        nest.Simulate(duration)
    for n in parrots.tolist():
        times = np.sort(recorder.events["times"][recorder.events["senders"] == n])
        assert np.min(np.diff(times)) >= 2.0 - 1e-9


NEURONS = ("iaf_psc_delta_ps", "iaf_psc_alpha_ps", "iaf_psc_exp_ps", "iaf_psc_exp_ps_lossless")


@pytest.mark.parametrize("model", NEURONS)
def test_a_constant_current_causes_a_logarithm_whatever_the_resolution(model):
    first = -10.0 * math.log(1 - 15.0 / 40.0)  # tau_m, V_th - E_L, R I
    for h in (0.1, 0.5, 2.0):
        nest.ResetKernel()
        nest.resolution = h
        neuron = nest.Create(model, params={"I_e": 1000.0})
        recorder = nest.Create("spike_recorder")
        nest.Connect(neuron, recorder)
        nest.Simulate(40.0)
        times = first + np.arange(6) * (first + 2.0)
        assert recorder.events["times"] == pytest.approx(times, abs=1e-9)
        assert neuron.t_spike == pytest.approx(times[-1], abs=1e-9)
        assert nest.off_grid_spiking


@pytest.mark.parametrize("model", NEURONS)
def test_a_neuron_hears_another_at_the_time_of_its_spike(model):
    nest.resolution = 0.5
    neurons = nest.Create(model, 2)
    neurons[0].I_e = 1000.0
    neurons[1].set({"V_th": 1e9, "tau_m": 10.0})
    weight = 3.0 if model == "iaf_psc_delta_ps" else 100.0
    nest.Connect(neurons[0], neurons[1], syn_spec={"weight": weight, "delay": 1.5})
    nest.Simulate(7.0)
    since = 7.0 - 1.5 + 10.0 * math.log(1 - 15.0 / 40.0)
    a = 1 / 2.0 - 1 / 10.0  # of the time constants of synapse and membrane
    potential = {
        "iaf_psc_delta_ps": 3.0 * math.exp(-since / 10.0),
        "iaf_psc_alpha_ps": 100.0 * math.e / 2.0 / 250.0 / a**2
        * (math.exp(-since / 10.0) - (1 + a * since) * math.exp(-since / 2.0)),
    }.get(model, 100.0 / 250.0 / a * (math.exp(-since / 10.0) - math.exp(-since / 2.0)))  # fmt: skip
    assert neurons[1].V_m == pytest.approx(-70.0 + potential, abs=1e-9)


def test_the_refractory_period_can_be_seen_and_ends_within_a_step():
    nest.resolution = 1.0
    neuron = nest.Create("iaf_psc_exp_ps_lossless", params={"I_e": 1000.0, "t_ref": 1.5})
    seen = []
    for _ in range(8):
        nest.Simulate(1.0)
        seen.append(bool(neuron.is_refractory))
    spike = -10.0 * math.log(1 - 15.0 / 40.0)  # 4.7; t_ref is two steps
    assert seen == [False, False, False, False, True, True, False, False]
    assert neuron.offset == pytest.approx(5.0 - spike, abs=1e-9)
    assert neuron.V_m == pytest.approx(-30.0 - 40.0 * math.exp(-(8.0 - spike - 2.0) / 10.0), abs=1e-9)


def test_what_precise_neurons_refuse():
    for model in NEURONS:
        for wrong in ({"V_reset": -55.0}, {"V_min": -60.0}, {"C_m": 0.0}, {"tau_m": 0.0}, {"t_ref": -1.0}):
            with pytest.raises(nest.NESTError):
                nest.Create(model, params=wrong)
        for unknown in ("is_refractory", "I_syn", "dI_syn_ex", "offset"):
            with pytest.raises(nest.NESTError):
                nest.Create(model, params={unknown: 1.0})
        with pytest.raises(nest.NESTError):
            nest.Connect(nest.Create("dc_generator"), nest.Create(model), syn_spec={"receptor_type": 1})
    for model in NEURONS[:3]:
        with pytest.raises(nest.NESTError):
            nest.Create(model, params={"t_ref": 0.0})
    nest.Create(NEURONS[3], params={"t_ref": 0.0})
    for wrong in ({"tau_syn_ex": 3.0}, {"tau_syn_ex": 10.0, "tau_syn_in": 10.0}, {"tau_m": 2.0}):
        with pytest.raises(nest.NESTError):
            nest.Create(NEURONS[3], params=wrong)
    with pytest.raises(nest.NESTError):
        nest.Create("iaf_psc_alpha_ps", params={"I_syn_ex": 1.0})
    nest.Create("iaf_psc_exp_ps", params={"I_syn_ex": 1.0, "I_syn_in": -1.0})


def tsodyks_inactive(y, t, tau_psc, tau_rec):
    """z after ``t`` where z' = y / tau_psc - z / tau_rec, from z = 0, and y decays with tau_psc."""
    return y / tau_psc / (1 / tau_psc - 1 / tau_rec) * (math.exp(-t / tau_rec) - math.exp(-t / tau_psc))


def test_short_term_plasticity_onto_precise_neurons():
    nest.resolution = 0.1
    generator = nest.Create("spike_generator", params={"precise_times": True, "spike_times": [1.03, 11.07]})
    parrot = nest.Create("parrot_neuron_ps")
    post = nest.Create("iaf_psc_delta_ps", params={"V_th": 1e9})
    nest.Connect(generator, parrot)
    nest.Connect(
        parrot, post, syn_spec={"synapse_model": "tsodyks_synapse", "weight": 8.0, "tau_psc": 2.0, "tau_rec": 50.0}
    )
    nest.Simulate(15.0)
    # U = 0.5 throughout; synapses hear spikes at the ends of their steps, which are 10 ms apart
    y = 0.5 * math.exp(-10.0 / 2.0)
    x = 1 - y - tsodyks_inactive(0.5, 10.0, 2.0, 50.0)
    potential = 8.0 * (0.5 * math.exp(-(15.0 - 3.03) / 10.0) + 0.5 * x * math.exp(-(15.0 - 13.07) / 10.0))
    assert post.V_m + 70.0 == pytest.approx(potential, abs=1e-9)


def test_plastic_synapses_hear_sources_at_the_ends_of_steps():
    """As in NEST: the time of a source's spike is rounded up, and the spike itself arrives when it should."""
    nest.resolution = 0.1
    generator = nest.Create("spike_generator", params={"precise_times": True, "spike_times": [1.03, 31.01]})
    target = nest.Create("spike_generator", params={"spike_times": [11.0]})
    pre, post = nest.Create("parrot_neuron_ps"), nest.Create("parrot_neuron")
    nest.Connect(generator, pre)
    nest.Connect(target, post)
    rule = {"synapse_model": "stdp_synapse", "weight": 1.0, "mu_plus": 0.0, "mu_minus": 0.0, "receptor_type": 1}
    nest.Connect(pre, post, syn_spec=rule)
    nest.Simulate(40.0)
    expected = 1.0 + math.exp(-(12.0 + 1.0 - 2.1) / 20.0) - math.exp(-(32.1 - 1.0 - 12.0) / 20.0)
    assert nest.GetConnections(pre, post).weight == pytest.approx(expected, abs=1e-9)
