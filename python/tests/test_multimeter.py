import nest
import numpy as np
import pytest


def watched(nodes, simulate=10.0, delay=0.1, **params):
    m = nest.Create("multimeter", params={"record_from": ["V_m"], **params})
    nest.Connect(m, nodes, syn_spec={"delay": delay})
    nest.Simulate(simulate)
    return m


def test_events_hold_what_was_asked():
    m = watched(nest.Create("iaf_psc_alpha"), record_from=["V_m", "I_syn_ex"])
    assert set(m.events) == {"senders", "times", "V_m", "I_syn_ex"}
    assert len({len(v) for v in m.events.values()}) == 1


@pytest.mark.parametrize("interval, times", [(1.0, range(1, 10)), (2.5, [2.5, 5.0, 7.5]), (4.0, [4.0, 8.0])])
def test_samples_come_at_multiples_of_the_interval(interval, times):
    m = watched(nest.Create("iaf_psc_alpha"), interval=interval)
    np.testing.assert_allclose(m.events["times"], list(times))


def test_samples_can_come_at_every_step():
    m = watched(nest.Create("iaf_psc_alpha"), simulate=3.0, interval=0.1)
    np.testing.assert_allclose(m.events["times"], np.arange(1, 30) * 0.1)


def test_an_offset_shifts_the_samples():
    m = watched(nest.Create("iaf_psc_alpha"), interval=2.0, offset=0.5)
    np.testing.assert_allclose(m.events["times"], [0.5, 2.5, 4.5, 6.5, 8.5])


@pytest.mark.parametrize("model", ["multimeter", "voltmeter"])
@pytest.mark.parametrize(
    "offset, interval, first", [(0.0, 2.0, 2.0), (0.2, 2.0, 0.2), (2.0, 2.0, 2.0), (5.0, 2.0, 5.0)]
)
def test_the_offset_is_the_time_of_the_first_sample(model, offset, interval, first):
    m = nest.Create(model, params={"interval": interval, "offset": offset})
    if model == "multimeter":
        m.record_from = ["V_m"]
    nest.Connect(m, nest.Create("iaf_psc_alpha"), syn_spec={"delay": 0.1})
    nest.Simulate(10.0)
    np.testing.assert_allclose(m.events["times"][:2], [first, first + interval])


def test_an_offset_of_one_step_is_taken_for_an_interval_more():
    m = watched(nest.Create("iaf_psc_alpha"), interval=2.0, offset=0.1)
    np.testing.assert_allclose(m.events["times"][:2], [2.1, 4.1])


def test_the_last_slice_is_seen_after_the_next_run():
    m = watched(nest.Create("iaf_psc_alpha"), simulate=3.0, delay=1.0, interval=0.1)
    assert m.n_events == 20
    nest.Simulate(1.0)
    assert m.n_events == 30


def test_the_window_excludes_its_start_and_includes_its_stop():
    m = watched(nest.Create("iaf_psc_alpha"), start=2.0, stop=5.0)
    np.testing.assert_allclose(m.events["times"], [3.0, 4.0, 5.0])


def test_every_node_is_sampled():
    neurons = nest.Create("iaf_psc_alpha", 3, {"V_m": [-60.0, -61.0, -62.0], "E_L": [-60.0, -61.0, -62.0]})
    m = watched(neurons, simulate=4.0)
    events = m.events
    assert sorted(set(events["senders"])) == neurons.tolist()
    for node in neurons:
        mine = events["senders"] == node.global_id
        np.testing.assert_allclose(events["times"][mine], [1.0, 2.0, 3.0])
        np.testing.assert_allclose(events["V_m"][mine], node.E_L)


def test_setting_n_events_to_zero_forgets_the_past():
    m = watched(nest.Create("iaf_psc_alpha"), simulate=5.0)
    m.n_events = 0
    assert len(m.events["V_m"]) == 0
    nest.Simulate(3.0)
    assert m.events["times"].min() >= 5.0


def test_nothing_asked_records_only_times():
    m = nest.Create("multimeter")
    assert list(m.record_from) == []
    assert set(m.events) == {"senders", "times"}


def test_a_voltmeter_records_the_membrane_every_ms():
    v = nest.Create("voltmeter")
    nest.Connect(v, nest.Create("iaf_psc_delta"), syn_spec={"delay": 0.1})
    nest.Simulate(4.0)
    assert list(v.record_from) == ["V_m"]
    np.testing.assert_allclose(v.events["times"], [1.0, 2.0, 3.0])
    np.testing.assert_allclose(v.events["V_m"], -70.0)


def test_times_in_steps_are_integers():
    m = watched(nest.Create("iaf_psc_alpha"), simulate=4.0, time_in_steps=True)
    assert list(m.events["times"]) == [10, 20, 30]


@pytest.mark.parametrize("interval", [0.25, 0.0, -1.0])
def test_an_interval_off_the_grid_is_refused(interval):
    m = nest.Create("multimeter")
    with pytest.raises(nest.NESTErrors.BadProperty):
        m.interval = interval
    assert m.interval == 1.0


def test_record_from_wants_a_list():
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.Create("multimeter", params={"record_from": "V_m"})


def test_what_to_record_may_be_chosen_before_connecting():
    m = nest.Create("multimeter")
    m.set(record_from=["V_m"], interval=0.5)
    assert list(m.record_from) == ["V_m"]
    assert m.interval == 0.5


@pytest.mark.parametrize(
    "model, params, expected",
    [
        ("dc_generator", {"amplitude": 12.5}, lambda t: 12.5 + 0 * t),
        (
            "ac_generator",
            {"amplitude": 3.0, "offset": 1.0, "frequency": 100.0, "phase": 90.0},
            lambda t: 1.0 + 3.0 * np.sin(2 * np.pi * 0.1 * t + np.pi / 2),
        ),
    ],
)
def test_a_current_generator_shows_its_current(model, params, expected):
    source = nest.Create(model, params=params)
    nest.Connect(source, nest.Create("iaf_psc_alpha"), syn_spec={"delay": 0.1})
    m = watched(source, record_from=["I"], interval=0.1)
    events = m.events
    later = events["times"] > 1.0
    assert later.sum() > 50
    np.testing.assert_allclose(events["I"][later], expected(events["times"][later]), atol=1e-9)
