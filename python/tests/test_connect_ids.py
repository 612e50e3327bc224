"""Connect with plain arrays of node ids in place of collections."""

import nest
import numpy as np
import pytest

from netcheck import pairs


@pytest.fixture(autouse=True)
def parrots():
    return nest.Create("parrot_neuron", 6)


def parallel(connections):
    found = connections.get(["source", "target", "weight", "delay"])
    return sorted(zip(*found.values()))


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_unique_ids_connect_like_a_collection(kind):
    nest.Connect(kind([1, 2]), kind([4, 5, 6]))
    assert sorted(pairs()) == [(s, t) for s in (1, 2) for t in (4, 5, 6)]


def test_ids_and_a_collection_mix(parrots):
    nest.Connect(parrots[:2], [5, 6], "one_to_one")
    assert sorted(pairs()) == [(1, 5), (2, 6)]


def test_repeated_ids_connect_pair_by_pair():
    nest.Connect(np.array([1, 1, 2, 1]), np.array([4, 5, 4, 4]), "one_to_one")
    assert sorted(pairs()) == [(1, 4), (1, 4), (1, 5), (2, 4)]


def test_repeated_ids_take_weights_and_delays():
    nest.Connect(
        np.array([1, 1, 2]),
        np.array([5, 4, 4]),
        "one_to_one",
        {"weight": np.array([1.0, 2.0, 3.0]), "delay": np.array([1.5, 2.5, 3.5])},
    )
    assert parallel(nest.GetConnections()) == [(1, 4, 2.0, 2.5), (1, 5, 1.0, 1.5), (2, 4, 3.0, 3.5)]


def test_repeated_ids_take_parameters_of_the_model():
    nest.Connect(
        np.array([1, 1]),
        np.array([4, 4]),
        "one_to_one",
        {
            "synapse_model": "stdp_synapse",
            "weight": np.array([1.0, 2.0]),
            "delay": np.array([1.0, 2.0]),
            "alpha": np.array([1.1, 1.2]),
        },
    )
    made = nest.GetConnections(synapse_model="stdp_synapse")
    assert sorted(zip(made.weight, made.alpha)) == [(1.0, 1.1), (2.0, 1.2)]


@pytest.mark.parametrize("conn_spec", [None, "all_to_all", {"rule": "fixed_indegree", "indegree": 1}])
def test_repeated_ids_need_one_to_one(conn_spec):
    with pytest.raises(ValueError, match="one_to_one"):
        nest.Connect([1, 1], [4, 5], conn_spec)


def test_repeated_ids_need_equal_numbers():
    with pytest.raises(ValueError):
        nest.Connect([1, 1, 2], [4, 5], "one_to_one")


def test_weights_must_be_as_many_as_the_pairs():
    with pytest.raises(ValueError, match="weight"):
        nest.Connect(np.array([1, 1]), np.array([4, 5]), "one_to_one", {"weight": np.array([1.0])})


def test_unknown_ids_are_refused():
    with pytest.raises(nest.NESTErrors.UnknownNode):
        nest.Connect([1, 1], [4, 99], "one_to_one")
    with pytest.raises(nest.NESTErrors.UnknownNode):
        nest.Connect([1, 2], [98, 99])


def test_ids_must_be_integers():
    with pytest.raises(TypeError):
        nest.Connect(np.array([1.0, 1.0]), np.array([4, 5]), "one_to_one", {"weight": np.array([1.0, 2.0])})


def test_arrays_of_ids_return_no_collection():
    with pytest.raises(ValueError):
        nest.Connect(np.array([1, 1]), np.array([4, 5]), "one_to_one", return_synapsecollection=True)
