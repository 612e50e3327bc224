import nest
import pytest

from netcheck import pairs


@pytest.fixture
def network():
    """Three sources, two targets; plain connections of all, plastic ones of equals."""
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 2)
    nest.Connect(pre, post)
    nest.Connect(pre[:2], post, "one_to_one", "stdp_synapse")
    return pre, post


def test_without_filters_every_connection_is_found(network):
    assert len(nest.GetConnections()) == 8


def test_connections_are_found_by_source(network):
    pre, _ = network
    assert sorted(pairs(nest.GetConnections(pre[0]))) == [(1, 4), (1, 4), (1, 5)]
    assert set(nest.GetConnections(source=pre[1:]).source) == {2, 3}


def test_connections_are_found_by_target(network):
    _, post = network
    assert sorted(nest.GetConnections(target=post[1]).source) == [1, 2, 2, 3]


def test_connections_are_found_by_model(network):
    assert sorted(pairs(nest.GetConnections(synapse_model="stdp_synapse"))) == [(1, 4), (2, 5)]
    assert len(nest.GetConnections(synapse_model="static_synapse")) == 6


def test_filters_are_combined(network):
    pre, post = network
    assert pairs(nest.GetConnections(pre[1:], post[:1])) == [(2, 4), (3, 4)]
    assert pairs(nest.GetConnections(pre, post[:1], "stdp_synapse")) == [(1, 4)]
    assert len(nest.GetConnections(post, pre)) == 0


def test_a_composite_filters(network):
    pre, post = network
    assert set(nest.GetConnections(pre[::2]).source) == {1, 3}
    assert sorted(pairs(nest.GetConnections(pre[[0, 2]], post[1]))) == [(1, 5), (3, 5)]


def test_connections_of_an_unused_model_are_none(network):
    assert len(nest.GetConnections(synapse_model="stdp_synapse_hom")) == 0


def test_an_unknown_model_is_refused(network):
    with pytest.raises(nest.NESTErrors.UnknownSynapseType, match="no_such"):
        nest.GetConnections(synapse_model="no_such")


@pytest.mark.parametrize("nodes", [1, [1, 2], "a"])
def test_only_collections_filter(network, nodes):
    with pytest.raises(TypeError):
        nest.GetConnections(nodes)
    with pytest.raises(TypeError):
        nest.GetConnections(target=nodes)


def test_connections_come_by_model_and_then_by_source():
    post, pre = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 3)
    nest.Connect(pre, post, "all_to_all", "stdp_synapse")
    nest.Connect(pre[2], post)
    nest.Connect(pre[0], post)
    nest.Connect(pre[1], post)
    made = nest.GetConnections()
    assert made.synapse_model == ["static_synapse"] * 6 + ["stdp_synapse"] * 6
    assert made.source == [3, 3, 4, 4, 5, 5] * 2


def test_connections_of_generators_come_after_those_of_neurons():
    source = nest.Create("spike_generator")
    relays = nest.Create("parrot_neuron", 2)
    nest.Connect(source, relays)
    nest.Connect(relays, relays)
    assert nest.GetConnections().source == [2, 2, 3, 3, 1, 1]


def test_connections_made_later_are_found_too(network):
    pre, post = network
    nest.Simulate(2.0)
    nest.Connect(post, pre)
    assert sorted(pairs(nest.GetConnections(post))) == [(s, t) for s in (4, 5) for t in (1, 2, 3)]


def test_more_threads_hold_the_same_connections():
    nest.local_num_threads = 2
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 4)
    nest.Connect(pre, post)
    assert sorted(pairs()) == [(s, t) for s in (1, 2, 3) for t in (4, 5, 6, 7)]
    assert sorted(pairs(nest.GetConnections(pre[1], post[2:]))) == [(2, 6), (2, 7)]
