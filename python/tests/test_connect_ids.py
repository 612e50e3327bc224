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


@pytest.mark.parametrize("n", [3, 300])
def test_delays_of_few_and_of_many_are_rounded_alike(n):
    near = [0.96, 1.04, 1.05, 1.25, 2.349999]
    delays = np.array(near * (n // 3))
    ids = np.ones(len(delays), int)
    nest.Connect(ids, ids + 3, "one_to_one", {"weight": np.arange(len(delays)) + 0.3, "delay": delays})
    found = nest.GetConnections().get(["weight", "delay"])
    by_weight = dict(zip(np.round(found["weight"], 6), found["delay"]))
    expected = [1.0, 1.0, 1.1, 1.3, 2.3]  # NEST 3.10
    assert [by_weight[k + 0.3] for k in range(5)] == expected


@pytest.mark.parametrize("n", [2, 200])
@pytest.mark.parametrize(
    "ids, values, error",
    [
        ((1, 99), {"weight": 1.0}, nest.NESTErrors.UnknownNode),
        ((1, -2), {"weight": 1.0}, nest.NESTErrors.UnknownNode),
        ((1, 4), {"weight": np.nan}, nest.NESTErrors.BadProperty),
        ((1, 4), {"weight": 1.0, "delay": 0.01}, nest.NESTErrors.BadDelay),
        ((1, 4), {"weight": 1.0, "delay": np.nan}, nest.NESTErrors.BadDelay),
        ((1, 4), {"weight": 1.0, "delay": np.inf}, nest.NESTErrors.BadDelay),
        ((1, 4), {"weight": 1.0, "receptor_type": 0.0}, nest.NESTErrors.TypeMismatch),
        ((1, 4), {"weight": 1.0, "wheight": 1.0}, nest.NESTErrors.UnaccessedDictionaryEntry),
        ((1, 4), {"synapse_model": "stdp_synapse", "Wmax": -5.0, "weight": 3.0}, nest.NESTErrors.BadProperty),
    ],
)
def test_few_and_many_arrays_are_refused_alike(n, ids, values, error):
    source, target = (np.full(n, i) for i in ids)
    model = {k: v for k, v in values.items() if isinstance(v, str)}
    arrays = {k: np.full(n, v) for k, v in values.items() if not isinstance(v, str)}
    with pytest.raises(error):
        nest.Connect(source, target, "one_to_one", model | arrays)
    assert nest.num_connections == 0


def test_delays_stay_within_limits_that_were_set():
    nest.SetKernelStatus({"min_delay": 1.0, "max_delay": 2.0})
    ids = np.array([1, 2])
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.Connect(ids, ids + 3, "one_to_one", {"weight": np.ones(2), "delay": np.full(2, 0.5)})
    assert nest.num_connections == 0


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
    for nested in ([[4]], np.array([[4, 5]]), [[4], [5]], [[4], [5, 6]]):
        with pytest.raises(TypeError):
            nest.Connect([1, 2], nested)


def test_arrays_of_ids_return_no_collection():
    with pytest.raises(ValueError):
        nest.Connect(np.array([1, 1]), np.array([4, 5]), "one_to_one", return_synapsecollection=True)
