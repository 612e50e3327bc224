import nest
import pytest

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
