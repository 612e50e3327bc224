import nest
import numpy as np
import pytest

from netcheck import out_degrees, pairs, recorder, spike_source

Illegal = nest.NESTErrors.IllegalConnection


@pytest.fixture
def neurons():
    return nest.Create("iaf_psc_alpha", 3)


def test_a_generator_drives_every_target(neurons):
    source = nest.Create("poisson_generator")
    nest.Connect(source, neurons, syn_spec={"weight": 2.0})
    made = nest.GetConnections(source)
    assert sorted(made.target) == [1, 2, 3]
    assert set(made.weight) == {2.0}


def test_a_recorder_listens_to_every_source(neurons):
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    assert sorted(nest.GetConnections(target=recorder).source) == [1, 2, 3]


def test_a_meter_is_the_source(neurons):
    meter = nest.Create("voltmeter")
    nest.Connect(meter, neurons)
    assert sorted(nest.GetConnections(meter).target) == [1, 2, 3]


def test_a_recorder_cannot_be_the_source(neurons):
    with pytest.raises(Illegal):
        nest.Connect(nest.Create("spike_recorder"), neurons)


def test_a_meter_cannot_be_the_target(neurons):
    with pytest.raises(Illegal):
        nest.Connect(neurons, nest.Create("multimeter"))


def test_a_generator_cannot_be_the_target(neurons):
    with pytest.raises(Illegal):
        nest.Connect(neurons, nest.Create("poisson_generator"))


def test_a_meter_connects_to_a_node_once(neurons):
    meter = nest.Create("voltmeter")
    nest.Connect(meter, neurons)
    with pytest.raises(Illegal):
        nest.Connect(meter, neurons[:1])


def test_a_meter_refuses_what_its_node_cannot_show(neurons):
    meter = nest.Create("multimeter", params={"record_from": ["g_ex"]})
    with pytest.raises(Illegal, match="g_ex"):
        nest.Connect(meter, neurons)


def test_what_a_meter_records_is_fixed_once_connected(neurons):
    meter = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.Connect(meter, neurons)
    for params in ({"record_from": ["I_syn_ex"]}, {"interval": 0.5}, {"offset": 0.5}):
        with pytest.raises(nest.NESTErrors.BadProperty):
            meter.set(params)


def test_a_poisson_generator_cannot_drive_a_plastic_synapse(neurons):
    with pytest.raises(Illegal):
        nest.Connect(nest.Create("poisson_generator"), neurons, syn_spec="stdp_synapse")


def test_a_recorder_is_no_target_of_a_plastic_synapse(neurons):
    with pytest.raises(Illegal):
        nest.Connect(neurons, nest.Create("spike_recorder"), syn_spec="stdp_synapse")


def test_a_current_cannot_reach_a_recorder_of_spikes():
    with pytest.raises(Illegal):
        nest.Connect(nest.Create("dc_generator"), nest.Create("spike_recorder"))


@pytest.mark.parametrize(
    "rule", [{"rule": "fixed_indegree", "indegree": 1}, {"rule": "fixed_outdegree", "outdegree": 1}]
)
def test_devices_are_no_targets_of_fixed_degrees(neurons, rule):
    with pytest.raises(Illegal):
        nest.Connect(neurons, nest.Create("spike_recorder"), rule)


def test_one_generator_uses_one_synapse(neurons):
    nest.CopyModel("static_synapse", "other")
    source = nest.Create("poisson_generator")
    nest.Connect(source, neurons[0])
    with pytest.raises(Illegal):
        nest.Connect(source, neurons[1], syn_spec="other")


def test_a_generator_takes_weights_for_each_target(neurons):
    source = nest.Create("poisson_generator")
    nest.Connect(source, neurons, "all_to_all", {"weight": [[1.0], [2.0], [3.0]]})
    made = nest.GetConnections(source)
    assert sorted(zip(made.target, made.weight)) == [(1, 1.0), (2, 2.0), (3, 3.0)]


def test_generators_and_recorders_connect_one_to_one(neurons):
    sources = nest.Create("dc_generator", 3)
    nest.Connect(sources, neurons, "one_to_one")
    recorders = nest.Create("spike_recorder", 3)
    nest.Connect(neurons, recorders, "one_to_one")
    assert nest.num_connections == 6
    assert nest.GetConnections(target=recorders[1]).source == 2


def test_devices_count_for_the_delay_extrema(neurons):
    nest.Connect(nest.Create("poisson_generator"), neurons, syn_spec={"delay": 0.5})
    assert (nest.min_delay, nest.max_delay) == (0.5, 0.5)


@pytest.mark.parametrize("model, recordable", [("iaf_psc_exp", "V_m"), ("iaf_cond_exp", "g_ex")])
def test_one_meter_may_watch_nodes_of_several_models(model, recordable):
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 1.0})
    watched = nest.Create("iaf_psc_alpha") + nest.Create(model)
    nest.Connect(meter, watched)
    nest.Simulate(3.0)
    assert set(meter.events["senders"]) == set(watched.tolist())


RANDOM = [
    ({"rule": "fixed_indegree", "indegree": 2}, 2 * 10),
    ({"rule": "fixed_outdegree", "outdegree": 4}, 4 * 3),
    ({"rule": "fixed_total_number", "N": 7}, 7),
    ({"rule": "pairwise_bernoulli", "p": 1.0}, 3 * 10),
]


@pytest.mark.parametrize("rule, count", RANDOM, ids=str)
@pytest.mark.parametrize("model", ["poisson_generator", "dc_generator", "noise_generator"])
def test_generators_are_sources_of_random_rules(model, rule, count):
    sources = nest.Create(model, 3)
    targets = nest.Create("iaf_psc_alpha", 10)
    nest.Connect(sources, targets, rule, {"weight": 2.0, "delay": 1.5})
    assert nest.num_connections == len(nest.GetConnections(sources, targets)) == count
    if rule["rule"] == "fixed_outdegree":
        assert out_degrees(sources) == [4, 4, 4]


def test_a_random_rule_drives_the_targets_it_has_chosen():
    source = nest.Create("dc_generator", params={"amplitude": 100.0})
    targets = nest.Create("iaf_psc_alpha", 40)
    nest.Connect(source, targets, {"rule": "pairwise_bernoulli", "p": 0.5})
    nest.Simulate(5.0)
    driven = {t for t, v in zip(targets.tolist(), targets.V_m) if v > -69.99}
    assert driven == {t for _, t in pairs()}
    assert 5 < len(driven) < 35


def test_weights_of_a_generator_can_change(neurons):
    source = nest.Create("poisson_generator")
    nest.Connect(source, neurons)
    made = nest.GetConnections(source)
    made.weight = [1.0, 2.0, 3.0]
    assert dict(zip(made.target, made.weight)) == {1: 1.0, 2: 2.0, 3: 3.0}
    nest.GetConnections(source, neurons[1]).set(weight=7.0, delay=2.5)
    assert dict(zip(made.target, made.weight)) == {1: 1.0, 2: 7.0, 3: 3.0}
    assert dict(zip(made.target, made.delay)) == {1: 1.0, 2: 2.5, 3: 1.0}


def charging(weight, begin, t):
    """What a current of 100 pA that acts from a time on adds to the potential of an iaf_psc_exp (mV)."""
    return weight * 4.0 * (1 - np.exp(-np.maximum(t - begin, 0.0) / 10.0))


@pytest.mark.parametrize("weight", [-1.0, 3.0, 0.0])
def test_a_changed_weight_holds_for_what_is_sent_from_then_on(weight):
    source = nest.Create("dc_generator", params={"amplitude": 100.0})
    neurons = nest.Create("iaf_psc_exp", 2, {"V_th": 1e6})
    nest.Connect(source, neurons, syn_spec={"delay": 2.0})
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 1.0})
    nest.Connect(meter, neurons)
    nest.Simulate(10.0)
    nest.GetConnections(source, neurons[0]).set(weight=weight)
    nest.Simulate(11.0)
    events = meter.events
    for node, after in ((neurons[0], weight), (neurons[1], 1.0)):
        own = (events["senders"] == node.global_id) & (events["times"] <= 20.0)
        t, v = events["times"][own], events["V_m"][own] + 70.0
        expected = charging(1.0, 2.1, t) + charging(after - 1.0, 12.1, t)
        np.testing.assert_allclose(v, expected, atol=1e-9)


def test_a_changed_weight_holds_for_poisson_spikes():
    source = nest.Create("poisson_generator", params={"rate": 1e5})
    neurons = nest.Create("iaf_psc_alpha", 2, {"V_th": 1e6, "E_L": 0.0, "V_m": 0.0})
    nest.Connect(source, neurons, syn_spec={"weight": 1.0, "delay": 1.0})
    nest.Simulate(100.0)
    assert min(neurons.V_m) > 5.0
    nest.GetConnections(source, neurons[1]).weight = -1.0
    nest.Simulate(100.0)
    assert neurons[0].V_m > 5.0
    assert neurons[1].V_m < -5.0


def test_weights_of_neurons_and_generators_change_together():
    source, train = nest.Create("poisson_generator"), spike_source([1.0])
    neurons = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(source + train, neurons)
    nest.Connect(neurons, neurons)
    recorder(neurons)
    made = nest.GetConnections()
    made.weight = [float(k) for k in range(len(made))]
    assert list(made.weight) == list(range(10))
    made.weight = 5.0
    assert set(made.weight) == {5.0}


def test_connections_of_devices_stay(neurons):
    source, heard = nest.Create("poisson_generator"), recorder(neurons)
    nest.Connect(source, neurons)
    for made in (nest.GetConnections(source), nest.GetConnections(target=heard)):
        with pytest.raises(nest.NESTErrors.InexistentConnection):
            made.disconnect()
    with pytest.raises(nest.NESTErrors.InexistentConnection):
        nest.Disconnect(source, neurons, conn_spec="all_to_all")
    assert nest.num_connections == 6


@pytest.mark.parametrize("params", [{"delay": 0.01}, {"tau_plus": 1.0}], ids=str)
def test_changes_of_a_generators_connections_are_checked(neurons, params):
    source = nest.Create("poisson_generator")
    nest.Connect(source, neurons)
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.GetConnections(source).set(params)
