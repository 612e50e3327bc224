"""Binary neurons: what transitions mean to them and to recorders, and what they may be connected to."""

import math

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()

BINARY = ["mcculloch_pitts_neuron", "ginzburg_neuron", "erfc_neuron"]
COMPATIBLE = ["noise_generator", "spike_generator", "parrot_neuron", *BINARY]
ONLY_EVENTS = ["dc_generator", "ac_generator", "step_current_generator", "poisson_generator", "parrot_neuron_ps"]


def steps_of(events, quantity):
    """Times at which a quantity changes, with its new values."""
    changes, before = [], None
    for time, value in zip(events["times"], events[quantity]):
        if value != before:
            changes.append((round(float(time), 3), float(value)))
        before = value
    return changes


def test_multiplicities_are_transitions():
    nest.resolution = 0.1
    generator = nest.Create(
        "spike_generator",
        params={"spike_times": [1.0, 2.0, 3.0, 3.0, 4.0, 5.0], "spike_multiplicities": [2, 1, 1, 1, 3, 2]},
    )
    detector = nest.Create("spin_detector")
    nest.Connect(generator, detector)
    neuron = nest.Create("mcculloch_pitts_neuron", params={"theta": 1e9})
    nest.Connect(generator, neuron, syn_spec={"weight": 2.5, "delay": 1.0})
    meter = nest.Create("multimeter", params={"record_from": ["h", "S"], "interval": 0.1})
    nest.Connect(meter, neuron)
    nest.Simulate(8.0)
    events = detector.events
    assert list(events["times"]) == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert list(events["state"]) == [1, 0, 1, 0, 1]
    assert steps_of(meter.events, "h") == [(0.1, 0.0), (2.0, 2.5), (3.0, 0.0), (4.0, 2.5), (6.0, 5.0)]
    assert steps_of(meter.events, "S") == [(0.1, 0.0)]


def chain():
    nest.resolution = 0.1
    nest.rng_seed = 3
    neurons = nest.Create("mcculloch_pitts_neuron", 3)
    neurons[1].theta = -1.0
    neurons[2].theta = 1.0
    generator = nest.Create("spike_generator", params={"spike_times": [30.0, 120.0], "spike_multiplicities": [2, 1]})
    nest.Connect(generator, neurons[0])
    nest.Connect(neurons[0], neurons[2], syn_spec={"weight": 3.0, "delay": 2.0})
    return neurons


def test_states_follow_the_input_at_the_next_update():
    neurons = chain()
    detector, recorder = nest.Create("spin_detector"), nest.Create("spike_recorder")
    nest.Connect(neurons, detector)
    nest.Connect(neurons, recorder)
    nest.Simulate(300.0)
    of = {
        int(n): [(t, s) for m, t, s in zip(*(detector.events[k] for k in ("senders", "times", "state"))) if m == n]
        for n in neurons.tolist()
    }
    first, second, third = (of[n] for n in neurons.tolist())
    assert [s for _, s in first] == [1, 0]
    assert [s for _, s in second] == [1]  # its threshold is below 0
    assert [s for _, s in third] == [1, 0]
    assert 31.0 <= first[0][0] < 120.0 and first[1][0] >= 121.0
    assert third[0][0] >= first[0][0] + 2.0 and third[1][0] >= first[1][0] + 2.0
    spikes = recorder.events["times"][recorder.events["senders"] == neurons[0].global_id]
    assert [round(float(t), 6) for t in spikes] == [round(first[0][0], 6)] * 2 + [round(first[1][0], 6)]
    assert neurons.S == (False, True, False)
    assert neurons.h == (0.0, 0.0, 0.0)
    assert neurons[0].t_spike == pytest.approx(first[1][0])


def test_updates_come_at_random_with_the_mean_interval_tau_m():
    nest.resolution = 0.1
    neurons = nest.Create("mcculloch_pitts_neuron", 2000, params={"theta": -1.0, "tau_m": 20.0})
    detector = nest.Create("spin_detector")
    nest.Connect(neurons, detector)
    nest.Simulate(400.0)
    times = np.sort(detector.events["times"])
    assert len(times) == 2000
    # deviation of the distribution of the first updates from the exponential one, Kolmogorov 1933; on the grid
    expected = 1 - np.exp(-times / 20.0)
    found = np.arange(1, 2001) / 2000
    assert np.max(np.abs(found - expected)) < 1.95 / np.sqrt(2000) + 0.005
    assert set(detector.events["state"]) == {1}


def test_an_injected_current_adds_to_the_input():
    nest.resolution = 0.1
    neuron = nest.Create("mcculloch_pitts_neuron", params={"theta": 3.0, "tau_m": 1.0})
    noise = nest.Create("noise_generator", params={"mean": 5.0, "std": 0.0, "start": 10.0, "stop": 100.0})
    nest.Connect(noise, neuron)
    detector = nest.Create("spin_detector")
    nest.Connect(neuron, detector)
    nest.Simulate(200.0)
    assert list(detector.events["state"]) == [1, 0]
    up, down = detector.events["times"]
    assert 10.0 < up < 40.0 and 100.0 < down < 130.0
    assert neuron.h == 0.0


GAINS = {
    "a sigmoid": (
        "ginzburg_neuron",
        {"theta": 1.0, "c_2": 0.9, "c_3": 0.7},
        lambda x: 0.45 * (1 + math.tanh(0.7 * (x - 1))),
    ),
    "a sigmoid and a line": (
        "ginzburg_neuron",
        {"c_1": 0.1, "c_2": 0.4, "c_3": 0.5, "theta": 2.0},
        lambda x: 0.1 * x + 0.2 * (1 + math.tanh(0.5 * (x - 2))),
    ),
    "an error function": (
        "erfc_neuron",
        {"theta": 1.0, "sigma": 1.5},
        lambda x: 0.5 * (1 + math.erf((x - 1) / 1.5 / math.sqrt(2))),
    ),
}


@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("x", [-1.0, 0.5, 1.0, 2.3, 9.0])
@pytest.mark.parametrize("injected", [True, False])
def test_neurons_are_on_with_the_probability_of_their_gain(gain, x, injected):
    nest.resolution = 0.1
    nest.rng_seed = 17
    model, params, function = GAINS[gain]
    n = 2000
    neurons = nest.Create(model, n, params={**params, "tau_m": 5.0})
    if injected:
        nest.Connect(nest.Create("noise_generator", params={"mean": x, "std": 0.0}), neurons)
    else:
        on = nest.Create("mcculloch_pitts_neuron", params={"theta": -1.0, "tau_m": 0.5})
        nest.Connect(on, neurons, syn_spec={"weight": x})
    nest.Simulate(80.0)
    p = min(max(function(x), 0.0), 1.0)
    assert np.mean(neurons.S) == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / n) + 1e-4)
    assert set(neurons.h) == {0.0 if injected else x}


def test_a_coin_that_is_thrown_at_each_update_changes_at_exponential_intervals():
    nest.resolution = 0.1
    nest.rng_seed = 5
    neurons = nest.Create("ginzburg_neuron", 400, params={"c_3": 0.0, "tau_m": 5.0})  # on with probability 1/2
    recorder = nest.Create("spike_recorder")  # NEST's spin_detector leaves out changes of other neurons in the same step
    nest.Connect(neurons, recorder)
    nest.Simulate(300.0)
    senders, times = recorder.events["senders"], recorder.events["times"]
    intervals = []
    for node in neurons.tolist():
        changes = np.concatenate([[0.0], np.unique(times[senders == node])])
        assert len(changes) > 5
        intervals += list(np.diff(changes)[:5])
    intervals = np.sort(intervals)
    expected = 1 - np.exp(-intervals / 10.0)
    found = (np.arange(len(intervals)) + 0.5) / len(intervals)
    assert np.max(np.abs(found - expected)) < 1.95 / math.sqrt(len(intervals)) + 0.01


@pytest.mark.parametrize("binary", BINARY)
@pytest.mark.parametrize("model", COMPATIBLE)
def test_who_may_send_to_a_binary_neuron(model, binary):
    nest.Connect(nest.Create(model), nest.Create(binary))
    assert nest.num_connections == 1


@pytest.mark.parametrize("binary", BINARY)
@pytest.mark.parametrize("model", ONLY_EVENTS)
def test_who_may_not(model, binary):
    with pytest.raises(nest.NESTError):
        nest.Connect(nest.Create(model), nest.Create(binary))
    assert nest.num_connections == 0


@pytest.mark.parametrize("binary", BINARY)
@pytest.mark.parametrize("model", ["iaf_psc_alpha", "parrot_neuron_ps", "correlation_detector"])
def test_to_whom_a_binary_neuron_may_not_send(model, binary):
    with pytest.raises(nest.NESTError):
        nest.Connect(nest.Create(binary), nest.Create(model))


def test_neither_may_events_go_to_a_spin_detector():
    with pytest.raises(nest.NESTError):
        nest.Connect(nest.Create("iaf_psc_alpha"), nest.Create("spin_detector"))


@pytest.mark.parametrize("binary", BINARY)
@pytest.mark.parametrize("name, value", [("S", True), ("h", 3.0), ("tau_m", 0.0), ("tau_m", -1.0)])
def test_what_cannot_be_set(name, value, binary):
    neuron = nest.Create(binary)
    with pytest.raises(nest.NESTError):
        neuron.set({name: value})
    assert neuron.get(["S", "h", "tau_m"]) == {"S": False, "h": 0.0, "tau_m": 10.0}
