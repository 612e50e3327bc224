"""Devices whose spikes are known beforehand: spike_train_injector, pulsepacket_generator, spike_dilutor."""

import nest
import numpy as np
import pytest

BadProperty = nest.NESTErrors.BadProperty


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def heard(source, ms=12.0, delay=1.0, change=None, at=None):
    """Times of the spikes that a parrot receives, less the delay; parameters change in between."""
    relay = nest.Create("parrot_neuron")
    recorder = nest.Create("spike_recorder")
    nest.Connect(source, relay, syn_spec={"delay": delay})
    nest.Connect(relay, recorder)
    if at is not None:
        nest.Simulate(at)
        source.set(change)
    nest.Simulate(ms - (at or 0.0) + delay)
    return np.round(recorder.events["times"] - delay, 6).tolist()


def injector(times, **params):
    return nest.Create("spike_train_injector", params={"spike_times": times, **params})


def packets(times, **params):
    return nest.Create("pulsepacket_generator", params={"pulse_times": times, "activity": 1, **params})


@pytest.mark.parametrize(
    "params, expected",
    [
        ({}, [1.0, 2.0, 3.0, 4.0]),
        ({"start": 2.0, "stop": 3.0}, [3.0]),
        ({"origin": 1.0, "start": 2.0, "stop": 3.0}, [4.0]),
        ({"spike_multiplicities": [1, 0, 2, 1]}, [1.0, 3.0, 3.0, 4.0]),
    ],
    ids=str,
)
def test_an_injector_spikes_at_its_times(params, expected):
    assert heard(injector([1.0, 2.0, 3.0, 4.0], **params)) == expected


@pytest.mark.parametrize(
    "times, params, expected",
    [
        ([1.05, 2.01], {"allow_offgrid_times": True}, [1.1, 2.1]),
        ([0.0, 1.0], {"shift_now_spikes": True}, [0.1, 1.0]),
    ],
    ids=str,
)
def test_an_injector_moves_times(times, params, expected):
    source = injector(times, **params)
    np.testing.assert_allclose(source.spike_times, expected)
    assert heard(source) == expected


def test_precise_times_of_an_injector_are_recorded():
    source = injector([1.05, 2.01, 3.0], precise_times=True)
    recorder = nest.Create("spike_recorder")
    nest.Connect(source, recorder)
    nest.Simulate(5.0)
    np.testing.assert_allclose(recorder.events["times"], [1.05, 2.01, 3.0], rtol=1e-12)


def test_times_of_an_injector_may_change():
    assert heard(injector([1.0, 8.0]), change={"spike_times": [2.0, 5.0, 7.0]}, at=5.0) == [1.0, 7.0]


def test_an_injector_is_a_neuron_for_synapses():
    source = injector([10.0, 50.0, 100.0], spike_multiplicities=[1, 2, 1])
    assert source.element_type == "neuron"
    target = nest.Create("parrot_neuron")
    nest.Connect(nest.Create("spike_generator", params={"spike_times": [20.0, 60.0]}), target)
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("stdp_synapse", "recorded", {"weight_recorder": recorder})
    nest.Connect(source, target, syn_spec={"synapse_model": "recorded", "weight": 5.0, "receptor_type": 1})
    nest.Simulate(150.0)
    np.testing.assert_allclose(recorder.events["times"], [10.0, 50.0, 50.0, 100.0])
    np.testing.assert_allclose(
        recorder.events["weights"], [5.0, 5.50775552, 5.49417356, 6.590474011211757], rtol=1e-8
    )
    assert nest.GetConnections(source).weight == pytest.approx(6.590474011211757, rel=1e-12)


@pytest.mark.parametrize("model", ["tsodyks_synapse", "stdp_pl_synapse_hom", "static_synapse"])
def test_an_injector_sends_through_any_synapse(model):
    nest.Connect(injector([1.0]), nest.Create("iaf_psc_alpha"), syn_spec={"synapse_model": model})
    nest.Simulate(5.0)


def test_spikes_of_an_injector_wait_for_weights_that_change_between_two_calls():
    source = injector([5.0])
    target = nest.Create("iaf_psc_delta", params={"E_L": 0.0, "V_m": 0.0, "tau_m": 1e9, "V_th": 100.0})
    nest.Connect(source, target, syn_spec={"weight": 1.0, "delay": 1.0})
    nest.Simulate(5.0)
    nest.GetConnections(source).weight = 3.0
    nest.Simulate(5.0)
    assert target.V_m == pytest.approx(3.0, rel=1e-6)


@pytest.mark.parametrize(
    "params",
    [
        {"spike_times": [0.0]},
        {"spike_times": [1.05]},
        {"spike_times": [2.0, 1.0]},
        {"spike_times": [1.0], "spike_multiplicities": [1, 2]},
        {"spike_times": [1.0], "precise_times": True, "allow_offgrid_times": True},
    ],
    ids=str,
)
def test_an_injector_refuses_what_does_not_fit(params):
    with pytest.raises(BadProperty):
        nest.Create("spike_train_injector", params=params)


@pytest.mark.parametrize("name", ["spike_weights", "label", "stimulus_source"])
def test_an_injector_has_no_weights_and_no_label(name):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.Create("spike_train_injector", params={name: ""})


def test_an_injector_drives_no_binary_neuron():
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(injector([1.0]), nest.Create("mcculloch_pitts_neuron"))


@pytest.mark.parametrize(
    "params, expected",
    [
        ({"pulse_times": [2.0, 5.0], "activity": 3}, [2.1] * 3 + [5.1] * 3),
        ({"pulse_times": [2.05]}, [2.2]),
        ({"pulse_times": [0.0, 0.1, 0.05]}, [0.1, 0.2, 0.2]),
        ({"pulse_times": [-1.0, 3.0]}, [3.1]),
        ({"pulse_times": [5.0, 2.0]}, [2.1, 5.1]),
        ({"pulse_times": [2.0, 3.0, 4.0, 5.0], "start": 3.0, "stop": 4.0}, [3.1]),
        ({"pulse_times": [2.0, 3.0, 4.0, 5.0], "start": 2.0, "stop": 3.0, "origin": 1.0}, [3.1]),
        ({"pulse_times": [2.0, 2.0], "activity": 2}, [2.1] * 4),
        ({"pulse_times": [2.0], "activity": 0}, []),
    ],
    ids=str,
)
def test_a_packet_without_deviation_comes_one_step_after_its_time(params, expected):
    assert heard(packets([], **params)) == expected


def test_times_of_packets_are_sorted():
    np.testing.assert_array_equal(packets([5.0, 2.0, 3.0]).pulse_times, [2.0, 3.0, 5.0])


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"pulse_times": [3.0, 5.0, 5.1, 9.0]}, [2.1, 5.1, 5.2, 9.1]),
        ({"activity": 3}, [2.1, 8.1, 8.1, 8.1]),
    ],
    ids=str,
)
def test_packets_may_change(change, expected):
    assert heard(packets([2.0, 8.0]), change=change, at=5.0) == expected


def test_a_packet_is_normal_and_the_same_for_all():
    nest.rng_seed = 3
    source = packets([100.0], activity=2000, sdev=10.0)
    recorders = nest.Create("spike_recorder", 2)
    nest.Connect(source, recorders)
    nest.Simulate(200.0)
    first, second = (r.events["times"] for r in recorders)
    np.testing.assert_array_equal(first, second)
    assert len(first) == 2000
    assert first.mean() - 0.15 == pytest.approx(100.0, abs=5 * 10.0 / np.sqrt(2000))
    assert first.std() == pytest.approx(10.0, rel=5 / np.sqrt(4000))


@pytest.mark.parametrize("params", [{"activity": -1}, {"sdev": -1.0}], ids=str)
def test_a_pulsepacket_generator_refuses_what_does_not_fit(params):
    with pytest.raises(BadProperty):
        nest.Create("pulsepacket_generator", params=params)


def diluted(train, first=1.0, second=1.0, parrot=True, weight=1.0, n=1, pieces=(12.0,), **params):
    """Spikes of parrots behind a dilutor, parrot by parrot, of a train that a parrot repeats after 0.5 ms."""
    source = nest.Create("spike_generator", params=train)
    if parrot:
        relay = nest.Create("parrot_neuron")
        nest.Connect(source, relay, syn_spec={"delay": 0.5})
        source = relay
    dilutor = nest.Create("spike_dilutor", params=params)
    targets = nest.Create("parrot_neuron", n)
    recorders = nest.Create("spike_recorder", n)
    nest.Connect(source, dilutor, syn_spec={"delay": first, "weight": weight})
    nest.Connect(dilutor, targets, syn_spec={"delay": second})
    nest.Connect(targets, recorders, "one_to_one")
    for piece in pieces:
        nest.Simulate(piece)
    return [np.round(r.events["times"], 6).tolist() for r in recorders]


@pytest.mark.parametrize(
    "first, second, parrot, expected",
    [
        (1.0, 1.0, True, [3.5, 4.5, 4.5, 6.5]),
        (1.0, 1.0, False, [3.0, 4.0, 4.0, 6.0]),
        (0.1, 0.1, True, [1.7, 2.7, 2.7, 4.7]),
        (2.0, 3.0, True, [6.5, 7.5, 7.5, 9.5]),
    ],
)
def test_a_dilutor_of_probability_one_passes_all_on(first, second, parrot, expected):
    train = {"spike_times": [1.0, 2.0, 2.0, 4.0]}
    assert diluted(train, first, second, parrot, n=2) == [expected, expected]


@pytest.mark.parametrize("weight", [-2.0, 0.0, 3.0])
def test_the_weight_of_what_a_dilutor_hears_does_not_matter(weight):
    train = {"spike_times": [1.0, 2.0], "spike_multiplicities": [3, 1]}
    assert diluted(train, weight=weight) == [[3.5] * 3 + [4.5]]


def test_a_dilutor_does_not_mind_stops():
    assert diluted({"spike_times": [1.0, 2.0, 4.0]}, pieces=(1.8, 0.3, 0.5, 0.5, 3.0, 5.0)) == [[3.5, 4.5, 6.5]]


def test_a_dilutor_is_recorded():
    dilutor = nest.Create("spike_dilutor")
    recorder = nest.Create("spike_recorder")
    nest.Connect(nest.Create("spike_generator", params={"spike_times": [1.0, 2.0]}), dilutor)
    nest.Connect(dilutor, recorder)
    nest.Connect(dilutor, nest.Create("parrot_neuron"))
    nest.Simulate(5.0)
    np.testing.assert_allclose(recorder.events["times"], [2.0, 3.0])


def test_a_dilutor_thins_for_each_target_anew():
    nest.rng_seed = 12
    times = np.arange(1, 3001) * 0.1
    first, second = diluted({"spike_times": times}, n=2, pieces=(310.0,), p_copy=0.3)
    for found in (first, second):
        assert len(found) == pytest.approx(900, abs=5 * np.sqrt(3000 * 0.21))
    both = len(set(first) & set(second))
    assert both == pytest.approx(270, abs=5 * np.sqrt(270))


@pytest.mark.parametrize("model", ["spike_dilutor", "mip_generator"])
@pytest.mark.parametrize("p", [-0.1, 1.1])
def test_a_probability_lies_between_0_and_1(model, p):
    with pytest.raises(BadProperty):
        nest.Create(model, params={"p_copy": p})
