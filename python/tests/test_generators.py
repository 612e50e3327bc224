import math

import nest
import numpy as np
import pytest

from netcheck import meter, parrots_driven_by, recorder, spike_source

BadProperty = nest.NESTErrors.BadProperty


def relayed(source, n=1, delay=1.0, simulate=10.0):
    relays = nest.Create("parrot_neuron", n)
    nest.Connect(source, relays, syn_spec={"delay": delay})
    heard = recorder(relays)
    nest.Simulate(simulate)
    return heard.events


def test_a_spike_generator_sends_at_its_times():
    np.testing.assert_allclose(relayed(spike_source([0.1, 1.0, 2.7]))["times"], [1.1, 2.0, 3.7])


def test_equal_times_send_several_spikes():
    np.testing.assert_allclose(relayed(spike_source([1.0, 1.0, 2.0]))["times"], [2.0, 2.0, 3.0])


@pytest.mark.parametrize(
    "window, expected",
    [
        ({"start": 1.0, "stop": 3.0}, [3.0, 4.0]),
        ({"start": 2.0}, [4.0, 5.0]),
        ({"stop": 1.0}, [2.0]),
    ],
    ids=str,
)
def test_a_spike_generator_keeps_to_its_window(window, expected):
    np.testing.assert_allclose(relayed(spike_source([1.0, 2.0, 3.0, 4.0], **window))["times"], expected)


def test_the_origin_shifts_the_times():
    np.testing.assert_allclose(relayed(spike_source([1.0, 2.0], origin=3.0))["times"], [5.0, 6.0])


def test_times_off_the_grid_move_to_the_end_of_their_step():
    source = spike_source([1.01, 2.05, 3.0], allow_offgrid_times=True)
    np.testing.assert_allclose(source.spike_times, [1.1, 2.1, 3.0])
    np.testing.assert_allclose(relayed(source)["times"], [2.1, 3.1, 4.0])


def test_a_time_of_now_moves_to_the_next_step():
    source = spike_source([1.0])
    relays = nest.Create("parrot_neuron")
    nest.Connect(source, relays)
    heard = recorder(relays)
    nest.Simulate(5.0)
    source.set(spike_times=[5.0, 6.0], shift_now_spikes=True)
    np.testing.assert_allclose(source.spike_times, [5.1, 6.0])
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 6.1, 7.0])


def test_a_time_of_now_counts_from_the_origin():
    nest.Simulate(5.0)
    source = spike_source([3.0, 4.0], shift_now_spikes=True, origin=2.0)
    np.testing.assert_allclose(source.spike_times, [3.1, 4.0])


def test_precise_times_stay():
    source = spike_source([0.25, 1.01, 3.0], precise_times=True)
    np.testing.assert_allclose(source.spike_times, [0.25, 1.01, 3.0])


def test_times_are_read_back_on_the_grid():
    np.testing.assert_allclose(spike_source([1.0000001, 2.3]).spike_times, [1.0, 2.3], rtol=1e-12)


@pytest.mark.parametrize("name", ["allow_offgrid_times", "precise_times", "shift_now_spikes"])
def test_how_times_are_taken_is_said_with_the_times(name):
    source = spike_source([1.0])
    with pytest.raises(BadProperty):
        source.set({name: True})
    source.set({name: True, "spike_times": [2.0]})
    assert source.get(name) is True
    assert list(source.spike_times) == [2.0]


def test_no_times_silence_a_generator_with_weights():
    source = spike_source([1.0, 2.0], spike_weights=[3.0, 4.0])
    source.spike_times = []
    assert len(relayed(source)["times"]) == 0


def test_times_already_past_are_skipped():
    source = spike_source([1.0])
    relays = nest.Create("parrot_neuron")
    nest.Connect(source, relays)
    heard = recorder(relays)
    nest.Simulate(5.0)
    source.spike_times = [2.0, 7.0]
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 8.0])


@pytest.mark.parametrize(
    "params",
    [
        {"spike_times": [2.0, 1.0]},
        {"spike_times": [1.0, 2.0], "spike_weights": [1.0]},
        {"spike_times": [1.0, 2.0], "spike_multiplicities": [1]},
        {"spike_times": [1.0], "precise_times": True, "allow_offgrid_times": True},
        {"spike_times": [1.0], "precise_times": True, "shift_now_spikes": True},
    ],
    ids=str,
)
def test_a_spike_generator_refuses_what_does_not_fit(params):
    with pytest.raises(BadProperty):
        nest.Create("spike_generator", params=params)


@pytest.mark.parametrize("rate", [200.0, 2000.0, 30000.0])
def test_a_poisson_generator_has_its_rate(rate):
    nest.rng_seed = 77
    events = relayed(nest.Create("poisson_generator", params={"rate": rate}), n=50, simulate=101.0)
    expected = rate * 50 * 0.1
    assert abs(len(events["times"]) - expected) < 6 * math.sqrt(expected) + 0.002 * expected


def test_poisson_trains_of_two_targets_differ():
    events = relayed(nest.Create("poisson_generator", params={"rate": 1000.0}), n=2, simulate=100.0)
    first, second = (set(np.round(events["times"][events["senders"] == s], 6)) for s in (2, 3))
    assert first and second
    assert first != second


def test_poisson_counts_vary_like_their_mean():
    nest.rng_seed = 5
    events = relayed(nest.Create("poisson_generator", params={"rate": 1000.0}), n=200, simulate=51.0)
    counts = np.bincount(events["senders"], minlength=202)[2:]
    assert abs(counts.var() / counts.mean() - 1) < 6 * math.sqrt(2 / 200)


def test_a_poisson_generator_keeps_to_its_window():
    source = nest.Create("poisson_generator", params={"rate": 50000.0, "start": 2.0, "stop": 3.0})
    times = relayed(source, n=20, delay=0.5)["times"]
    assert times.min() > 2.5 + 1e-6
    assert times.max() < 3.6 + 1e-6
    assert len(times) > 500


def test_a_silent_poisson_generator_sends_nothing():
    assert len(relayed(nest.Create("poisson_generator"))["times"]) == 0


def test_a_poisson_generator_may_change_its_rate():
    source = nest.Create("poisson_generator", params={"rate": 10000.0})
    relay = nest.Create("parrot_neuron")
    nest.Connect(source, relay)
    heard = recorder(relay)
    nest.Simulate(20.0)
    source.rate = 0.0
    nest.Simulate(5.0)
    heard.n_events = 0
    nest.Simulate(20.0)
    assert heard.n_events == 0


def charged(source, delay=0.5, simulate=12.0):
    neuron = nest.Create("iaf_psc_exp", params={"V_th": 1e6})
    nest.Connect(source, neuron, syn_spec={"delay": delay})
    m = meter(neuron, "V_m")
    nest.Simulate(simulate)
    return m.events["times"], m.events["V_m"] + 70.0


def test_a_direct_current_charges_from_one_delay_after_its_start():
    t, v = charged(nest.Create("dc_generator", params={"amplitude": 100.0, "start": 1.0}))
    np.testing.assert_allclose(v, 4.0 * (1 - np.exp(-np.maximum(t - 1.5, 0) / 10.0)), atol=1e-10)


def test_a_direct_current_ends_one_delay_after_its_stop():
    t, v = charged(nest.Create("dc_generator", params={"amplitude": 100.0, "start": 1.0, "stop": 3.0}))
    assert t[np.argmax(v)] == pytest.approx(3.5)
    later = t > 3.45
    np.testing.assert_allclose(v[later], v.max() * np.exp(-(t[later] - 3.5) / 10.0), atol=1e-10)


def test_the_weight_of_a_current_multiplies_it():
    neurons = nest.Create("iaf_psc_exp", 2, {"V_th": 1e6})
    source = nest.Create("dc_generator", params={"amplitude": 100.0})
    nest.Connect(source, neurons, "all_to_all", {"weight": [[1.0], [-2.0]]})
    nest.Simulate(200.0)
    assert neurons.V_m == pytest.approx((-66.0, -78.0), abs=1e-6)


def test_a_second_receptor_filters_the_current():
    neuron = nest.Create("iaf_psc_exp", params={"tau_syn_ex": 5.0})
    source = nest.Create("dc_generator", params={"amplitude": 100.0})
    nest.Connect(source, neuron, syn_spec={"receptor_type": 1, "delay": 0.1})
    m = meter(neuron, "V_m")
    nest.Simulate(5.0)
    slow = m.events["V_m"][-1] + 70.0
    assert 0 < slow < 0.6 * 4.0 * (1 - math.exp(-0.5))


def test_a_step_current_changes_at_its_times():
    source = nest.Create(
        "step_current_generator", params={"amplitude_times": [1.0, 2.0, 4.0], "amplitude_values": [100.0, -50.0, 0.0]}
    )
    t, v = charged(source)
    turns = t[1:-1][np.sign(np.diff(v)[1:]) != np.sign(np.diff(v)[:-1])]
    assert turns[-2:] == pytest.approx([2.5, 4.5])
    assert t[np.argmax(v > 1e-9)] == pytest.approx(1.6)


@pytest.mark.parametrize(
    "params",
    [
        {"amplitude_times": [1.0, 2.0], "amplitude_values": [1.0]},
        {"amplitude_times": [2.0, 1.0], "amplitude_values": [1.0, 2.0]},
        {"amplitude_times": [1.05], "amplitude_values": [1.0]},
        {"amplitude_times": [0.0], "amplitude_values": [1.0]},
    ],
    ids=str,
)
def test_a_step_current_refuses_times_that_do_not_fit(params):
    with pytest.raises(BadProperty):
        nest.Create("step_current_generator", params=params)


def test_a_noisy_current_has_its_mean_and_deviation():
    nest.rng_seed = 8
    source = nest.Create("noise_generator", params={"mean": 10.0, "std": 3.0})
    nest.Connect(source, nest.Create("iaf_psc_exp"), syn_spec={"delay": 0.1})
    m = nest.Create("multimeter", params={"record_from": ["I"], "interval": 1.0})
    nest.Connect(m, source, syn_spec={"delay": 0.1})
    nest.Simulate(1000.0)
    i = m.events["I"][5:]
    assert abs(i.mean() - 10.0) < 6 * 3.0 / math.sqrt(len(i))
    assert abs(i.var() - 9.0) < 6 * 9.0 * math.sqrt(2 / len(i))


def test_one_generator_drives_targets_with_their_own_delays():
    source = spike_source([1.0])
    relays = nest.Create("parrot_neuron", 2)
    nest.Connect(source, relays, "all_to_all", {"delay": [[1.0], [3.0]]})
    heard = recorder(relays)
    nest.Simulate(6.0)
    assert dict(zip(heard.events["senders"], np.round(heard.events["times"], 6))) == {2: 2.0, 3: 4.0}


def test_parrots_relay_all_that_reaches_them():
    relays = parrots_driven_by([1.0, 2.0])
    nest.Connect(spike_source([1.5]), relays)
    heard = recorder(relays)
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 2.5, 3.0])
