"""Frozen nodes, which are not updated. Expected numbers are from NEST 3.10, on which these tests run, too."""

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def course(node, steps, name="V_m"):
    found = []
    for _ in range(steps):
        nest.Simulate(1.0)
        found.append(node.get(name))
    return found


def summing():
    """A neuron that adds up all that arrives."""
    values = {"tau_m": 1e9, "E_L": 0.0, "V_m": 0.0, "V_th": 1e9, "V_reset": -1.0}
    return nest.Create("iaf_psc_delta", params=values)


def test_a_frozen_neuron_stays_as_it_is_and_goes_on_from_there():
    both = nest.Create("iaf_psc_delta", 2, {"I_e": 500.0})
    nest.Simulate(5.0)
    both[0].frozen = True
    assert both.frozen == (True, False)
    nest.Simulate(5.0)
    assert both.V_m == pytest.approx((-62.1306131942527, -57.357588823428884), rel=1e-14)
    both[0].frozen = False
    nest.Simulate(5.0)
    assert both[0].V_m == pytest.approx(-57.357588823428884, rel=1e-14)


def test_no_samples_are_taken_of_it():
    both = nest.Create("iaf_psc_delta", 2)
    meter = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.Connect(meter, both)
    nest.Simulate(3.0)
    nest.SetStatus(both[0], "frozen", True)
    nest.Simulate(3.0)
    nest.SetStatus(both[0], "frozen", False)
    nest.Simulate(3.0)
    events = meter.events
    np.testing.assert_array_equal(events["times"][events["senders"] == 1], [1, 2, 3, 7, 8])
    np.testing.assert_array_equal(events["times"][events["senders"] == 2], [1, 2, 3, 4, 5, 6, 7, 8])


def test_its_refractory_time_stands_still():
    neuron = nest.Create("iaf_psc_delta", params={"t_ref": 5.0, "I_e": 1000.0, "V_m": -55.01})
    nest.Simulate(1.0)
    neuron.frozen = True
    nest.Simulate(10.0)
    neuron.frozen = False
    expected = [-70.0, -70.0, -70.0, -70.0, -66.55724741084914, -63.078365357734526]
    assert course(neuron, 6) == pytest.approx(expected, rel=1e-14)


def test_its_calcium_trace_decays():
    neuron = nest.Create("iaf_psc_alpha", params={"I_e": 1000.0, "tau_Ca": 100.0})
    nest.Simulate(100.0)
    assert neuron.Ca == pytest.approx(0.00972634113173795, rel=1e-12)
    neuron.frozen = True
    nest.Simulate(100.0)
    assert neuron.Ca == pytest.approx(0.003578120940186571, rel=1e-12)


def test_spikes_that_arrive_after_it_are_heard():
    source = nest.Create("spike_generator", params={"spike_times": [1.0, 12.0]})
    neuron = summing()
    nest.Connect(source, neuron)
    nest.Simulate(5.0)
    neuron.frozen = True
    nest.Simulate(7.0)
    neuron.frozen = False
    assert neuron.V_m == pytest.approx(1.0)
    assert course(neuron, 2) == pytest.approx([2.0, 2.0])


@pytest.mark.parametrize(
    "model, params",
    [
        ("dc_generator", {"amplitude": 100.0}),
        ("ac_generator", {"amplitude": 100.0, "frequency": 50.0}),
        ("noise_generator", {"std": 100.0}),
        ("poisson_generator", {"rate": 5000.0}),
        ("spike_generator", {"spike_times": [float(t) for t in range(1, 40)]}),
        ("spike_train_injector", {"spike_times": [float(t) for t in range(1, 40)]}),
        ("inhomogeneous_poisson_generator", {"rate_times": [0.1], "rate_values": [5000.0]}),
    ],
)
def test_a_frozen_stimulator_sends_nothing(model, params):
    source = nest.Create(model, params=params)
    neuron = summing()
    nest.Connect(source, neuron)
    nest.Simulate(10.0)
    source.frozen = True
    silent = np.diff(course(neuron, 10))
    source.frozen = False
    later = np.diff(course(neuron, 10))
    np.testing.assert_allclose(silent[1:], 0.0, atol=1e-6)
    assert np.abs(later).max() > 0.01


def test_what_was_sent_before_arrives():
    source = nest.Create("dc_generator", params={"amplitude": 100.0})
    neuron = summing()
    nest.Connect(source, neuron)
    nest.Simulate(10.0)
    source.frozen = True
    silent = course(neuron, 10)
    source.frozen = False
    later = course(neuron, 3)
    assert np.diff(silent)[:3] == pytest.approx([0.04, 0.0, 0.0], abs=1e-6)
    assert np.diff(later) == pytest.approx([0.36, 0.4], abs=1e-6)


def test_recorders_record_on():
    source = nest.Create("spike_generator", params={"spike_times": [1.0, 2.0]})
    recorder = nest.Create("spike_recorder", params={"frozen": True})
    nest.Connect(source, recorder)
    nest.Simulate(10.0)
    assert recorder.frozen is True
    assert recorder.n_events == 2


def test_a_meter_takes_no_samples_of_a_frozen_device():
    source = nest.Create("dc_generator", params={"amplitude": 3.0})
    meter = nest.Create("multimeter", params={"record_from": ["I"]})
    nest.Connect(meter, source)
    for frozen in (False, True, False):
        source.frozen = frozen
        nest.Simulate(3.0)
    np.testing.assert_array_equal(meter.events["times"], [1, 2, 3, 7, 8])


def test_others_hear_the_rate_that_it_has():
    nest.use_wfr = False
    both = nest.Create("lin_rate_ipn", 2, {"sigma": 0.0, "mu": 0.0})
    both[0].mu = 1.0
    nest.Connect(both[0], both[1], syn_spec={"synapse_model": "rate_connection_instantaneous", "weight": 0.5})
    nest.Simulate(5.0)
    both[0].frozen = True
    heard = course(both[1], 10, "rate")
    assert both[0].rate == pytest.approx(0.3934693402873671, rel=1e-14)
    # in NEST the rate before its last step, which it had sent last
    assert heard[:3] == pytest.approx([0.0587, 0.07169, 0.08344], rel=0.01)
    assert heard[-1] == pytest.approx(0.1397, rel=0.02)


@pytest.mark.parametrize("model", ["multimeter", "voltmeter"])
def test_a_meter_cannot_be_frozen(model):
    meter = nest.Create(model)
    with pytest.raises(nest.NESTErrors.BadProperty, match="cannot be frozen"):
        meter.frozen = True
    assert meter.frozen is False


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "parrot_neuron", "volume_transmitter"])
def test_defaults_know_nothing_of_it(model):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.SetDefaults(model, {"frozen": True})
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.CopyModel(model, "another", {"frozen": True})
    assert nest.GetDefaults(model, "frozen") is False
    assert nest.Create(model, params={"frozen": True}).frozen is True


@pytest.mark.parametrize("value", [1, 0, 1.0])
def test_it_is_true_or_false(value):
    neuron = nest.Create("iaf_psc_alpha")
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        neuron.frozen = value


def test_each_node_can_have_its_own():
    neurons = nest.Create("parrot_neuron", 3)
    neurons.frozen = [True, False, True]
    assert neurons.frozen == (True, False, True)
    neurons.set([{"frozen": False}, {"frozen": True}, {"frozen": False}])
    assert neurons.get("frozen") == (False, True, False)


def test_a_frozen_parrot_repeats_nothing():
    source = nest.Create("poisson_generator", params={"rate": 500.0})
    parrots = nest.Create("parrot_neuron", 2)
    recorder = nest.Create("spike_recorder")
    nest.Connect(source, parrots)
    nest.Connect(parrots, recorder)
    parrots[0].frozen = True
    nest.Simulate(100.0)
    assert set(recorder.events["senders"]) == {3}
