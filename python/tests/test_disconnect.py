import nest
import pytest

from netcheck import pairs, recorder, spike_source


@pytest.fixture
def square():
    """All to all from 1 and 2 to 3 and 4, plain and plastic."""
    pre, post = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 2)
    nest.Connect(pre, post, "all_to_all", {"weight": [[1.0, 2.0], [3.0, 4.0]]})
    nest.Connect(pre, post, "all_to_all", "stdp_synapse")
    return pre, post


def static():
    return sorted(pairs(nest.GetConnections(synapse_model="static_synapse")))


def plastic():
    return sorted(pairs(nest.GetConnections(synapse_model="stdp_synapse")))


EVERY = [(1, 3), (1, 4), (2, 3), (2, 4)]


def test_disconnect_pairs_one_to_one_by_default(square):
    nest.Disconnect(*square)
    assert static() == [(1, 4), (2, 3)]
    assert plastic() == EVERY


@pytest.mark.parametrize("conn_spec", ["all_to_all", {"rule": "all_to_all"}])
def test_disconnect_takes_a_rule(square, conn_spec):
    pre, post = square
    nest.Disconnect(pre[:1], post, conn_spec=conn_spec)
    assert static() == [(2, 3), (2, 4)]


@pytest.mark.parametrize("syn_spec", ["stdp_synapse", {"synapse_model": "stdp_synapse"}])
def test_disconnect_takes_a_model(square, syn_spec):
    nest.Disconnect(*square, conn_spec="one_to_one", syn_spec=syn_spec)
    assert static() == EVERY
    assert plastic() == [(1, 4), (2, 3)]


def test_a_collection_of_connections_is_removed(square):
    nest.Disconnect(nest.GetConnections(synapse_model="stdp_synapse"))
    assert static() == EVERY
    assert plastic() == []


def test_a_collection_removes_itself(square):
    nest.GetConnections(square[0][1]).disconnect()
    assert static() == [(1, 3), (1, 4)]
    assert plastic() == [(1, 3), (1, 4)]


def test_what_is_removed_is_counted_out(square):
    assert nest.num_connections == 8
    nest.Disconnect(*square)
    assert nest.num_connections == 6
    assert nest.GetDefaults("static_synapse", "num_connections") == 2


def test_what_remains_keeps_its_weights(square):
    nest.Disconnect(*square)
    left = nest.GetConnections(synapse_model="static_synapse")
    assert sorted(zip(left.source, left.target, left.weight)) == [(1, 4, 3.0), (2, 3, 2.0)]


def test_a_missing_connection_cannot_be_removed(square):
    pre, post = square
    nest.Disconnect(pre[0], post[0])
    with pytest.raises(nest.NESTErrors.InexistentConnection):
        nest.Disconnect(pre[0], post[0])


def test_one_to_one_wants_equal_numbers(square):
    pre, post = square
    with pytest.raises(nest.NESTErrors.DimensionMismatch):
        nest.Disconnect(pre, post[:1])


@pytest.mark.parametrize("args", [(5, 6), (1,), ([1], [3])])
def test_disconnect_wants_collections(square, args):
    with pytest.raises(TypeError):
        nest.Disconnect(*args)


def test_a_removed_connection_carries_no_more_spikes():
    source = spike_source([1.0, 5.0])
    relays = nest.Create("parrot_neuron", 2)
    nest.Connect(source, relays[0])
    nest.Connect(relays[0], relays[1])
    heard = recorder(relays[1])
    nest.Simulate(4.0)
    assert heard.n_events == 1
    nest.Disconnect(relays[0], relays[1])
    nest.Simulate(6.0)
    assert heard.n_events == 1
