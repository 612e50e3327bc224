import nest
import numpy as np
import pytest

from netcheck import parrots_driven_by, recorder, spike_source


def test_events_hold_senders_and_times():
    heard = recorder(parrots_driven_by([1.0, 2.0, 5.5], n=2))
    nest.Simulate(8.0)
    events = heard.events
    assert set(events) == {"senders", "times"}
    found = sorted(zip(np.round(events["times"], 6), events["senders"]))
    assert found == [(t, s) for t in (2.0, 3.0, 6.5) for s in (2, 3)]
    assert heard.n_events == 6


def test_events_are_arrays_of_numpy():
    heard = recorder(parrots_driven_by([1.0]))
    nest.Simulate(3.0)
    assert heard.events["times"].dtype == np.float64
    assert np.issubdtype(heard.events["senders"].dtype, np.integer)


def test_before_any_spike_the_arrays_are_empty():
    events = nest.Create("spike_recorder").events
    assert len(events["times"]) == len(events["senders"]) == 0
    assert isinstance(events["times"], np.ndarray)


def test_the_times_of_one_sender_increase():
    neurons = nest.Create("iaf_psc_alpha", 10, {"I_e": [400.0 + 50 * i for i in range(10)]})
    heard = recorder(neurons)
    nest.Simulate(60.0)
    events = heard.events
    for neuron in neurons.tolist():
        mine = events["times"][events["senders"] == neuron]
        assert len(mine) > 1
        assert np.all(np.diff(mine) > 0)


def test_several_recorders_hear_the_same():
    relays = parrots_driven_by([1.0, 3.0])
    first, second = recorder(relays), recorder(relays)
    nest.Simulate(6.0)
    np.testing.assert_array_equal(first.events["times"], second.events["times"])


def test_the_delay_to_a_recorder_does_not_count():
    relays = parrots_driven_by([1.0])
    heard = nest.Create("spike_recorder")
    nest.Connect(relays, heard, syn_spec={"delay": 5.0})
    nest.Simulate(10.0)
    np.testing.assert_allclose(heard.events["times"], [2.0])


def test_setting_n_events_to_zero_forgets_the_past():
    heard = recorder(parrots_driven_by([1.0, 2.0, 8.0]))
    nest.Simulate(5.0)
    assert heard.n_events == 2
    heard.n_events = 0
    assert heard.n_events == 0
    assert len(heard.events["times"]) == 0
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [9.0])


@pytest.mark.parametrize("n", [1, -1])
def test_n_events_can_be_set_to_nothing_else(n):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create("spike_recorder").n_events = n


def test_events_cannot_be_set():
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.Create("spike_recorder").events = {"times": [1.0]}


@pytest.mark.parametrize(
    "window, expected",
    [
        ({"start": 2.0, "stop": 4.0}, [3.0, 4.0]),
        ({"start": 3.0}, [4.0, 5.0]),
        ({"stop": 3.0}, [2.0, 3.0]),
        ({"origin": 1.0, "start": 1.0, "stop": 3.0}, [3.0, 4.0]),
        ({"start": 4.0, "stop": 4.0}, []),
        ({"start": 10.0}, []),
    ],
    ids=str,
)
def test_the_window_excludes_its_start_and_includes_its_stop(window, expected):
    heard = recorder(parrots_driven_by([1.0, 2.0, 3.0, 4.0]), **window)
    nest.Simulate(8.0)
    np.testing.assert_allclose(heard.events["times"], expected)


@pytest.mark.parametrize("params", [{"start": 5.0, "stop": 3.0}, {"start": 0.05}, {"stop": 1.01}, {"origin": 0.03}])
def test_a_window_out_of_order_or_off_the_grid_is_refused(params):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create("spike_recorder", params=params)


def test_times_in_steps_are_integers_with_offsets():
    heard = recorder(parrots_driven_by([1.0, 2.5]), time_in_steps=True)
    nest.Simulate(5.0)
    events = heard.events
    assert set(events) == {"senders", "times", "offsets"}
    assert list(events["times"]) == [20, 35]
    assert np.issubdtype(events["times"].dtype, np.integer)
    assert list(events["offsets"]) == [0.0, 0.0]


def test_time_in_steps_is_fixed_once_simulated():
    heard = recorder(parrots_driven_by([1.0]))
    nest.Simulate(1.0)
    with pytest.raises(nest.NESTErrors.BadProperty):
        heard.time_in_steps = True


def test_a_spike_counts_as_often_as_its_multiplicity():
    source = spike_source([1.0, 2.0], spike_multiplicities=[1, 3])
    relay = nest.Create("parrot_neuron")
    nest.Connect(source, relay)
    heard = recorder(relay)
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 3.0, 3.0, 3.0])


def test_a_generator_is_recorded_at_its_times():
    source = spike_source([1.0, 2.0])
    heard = recorder(source)
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [1.0, 2.0])
    assert list(heard.events["senders"]) == [source.global_id] * 2


def test_a_label_is_kept():
    heard = nest.Create("spike_recorder", params={"label": "excitatory"})
    assert heard.label == "excitatory"


def test_memory_is_the_default_and_other_places_are_known():
    heard = nest.Create("spike_recorder")
    assert heard.record_to == "memory"
    for place in ("ascii", "screen", "memory"):
        heard.record_to = place
        assert heard.record_to == place
    with pytest.raises(nest.NESTErrors.BadProperty, match="paper"):
        heard.record_to = "paper"


def test_the_screen_shows_a_row_for_each_spike(capfd):
    heard = recorder(parrots_driven_by([1.0, 2.5]), record_to="screen")
    nest.Simulate(5.0)
    rows = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert [r for r in rows if r[:1] == ["2"]] == [["2", "2.000"], ["2", "3.500"]]
    assert heard.n_events == 2
