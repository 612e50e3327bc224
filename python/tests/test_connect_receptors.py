"""One receptor for each synapse: parrots relay what comes on receptor 0 and ignore receptor 1."""

from collections import Counter

import nest
import pytest

from netcheck import as_list, pairs, recorder, spike_source

SHAPED = [
    ({"rule": "fixed_indegree", "indegree": 2}, [[1, 0], [0, 1], [1, 1], [0, 0]]),
    ({"rule": "fixed_indegree", "indegree": 2, "allow_multapses": False}, [[1, 0], [0, 1], [1, 1], [0, 0]]),
    ({"rule": "fixed_outdegree", "outdegree": 3}, [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 0]]),
    ({"rule": "fixed_total_number", "N": 5}, [1, 0, 0, 1, 1]),
    ({"rule": "one_to_one"}, [1, 0, 0, 1]),
    ({"rule": "all_to_all"}, [[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]]),
]


def flat(array):
    return [x for row in array for x in as_list(row)]


@pytest.mark.parametrize(
    "rule, receptors", SHAPED, ids=lambda x: x.get("rule") if isinstance(x, dict) else ""
)
def test_each_synapse_has_its_own(rule, receptors):
    pre, post = nest.Create("parrot_neuron", 4), nest.Create("parrot_neuron", 4)
    # weights tell which element of the array a synapse has
    weights = iter(range(1, 100))
    numbered = [[float(next(weights)) for _ in as_list(row)] for row in receptors]
    numbered = numbered if isinstance(receptors[0], list) else flat(numbered)
    nest.Connect(pre, post, rule, {"receptor_type": receptors, "weight": numbered})
    made = nest.GetConnections()
    wanted = dict(zip(flat(numbered), flat(receptors)))
    assert len(made) == len(wanted)
    assert dict(zip(made.weight, made.receptor)) == wanted


def test_a_row_is_that_of_a_target():
    pre, post = nest.Create("parrot_neuron", 5), nest.Create("parrot_neuron", 3)
    nest.Connect(
        pre,
        post,
        {"rule": "fixed_indegree", "indegree": 3},
        {"receptor_type": [[1, 1, 0], [0, 0, 0], [1, 1, 1]]},
    )
    made = nest.GetConnections()
    assert Counter(zip(made.target, made.receptor)) == {(6, 1): 2, (6, 0): 1, (7, 0): 3, (8, 1): 3}


def test_a_row_is_that_of_a_source():
    pre, post = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 5)
    nest.Connect(
        pre, post, {"rule": "fixed_outdegree", "outdegree": 3}, {"receptor_type": [[1, 1, 0], [0, 0, 0]]}
    )
    made = nest.GetConnections()
    assert Counter(zip(made.source, made.receptor)) == {(1, 1): 2, (1, 0): 1, (2, 0): 3}


def test_multapses_stay_out_across_receptors():
    pre, post = nest.Create("parrot_neuron", 4), nest.Create("parrot_neuron", 20)
    rule = {"rule": "fixed_indegree", "indegree": 4, "allow_multapses": False}
    nest.Connect(pre, post, rule, {"receptor_type": [[1, 0, 1, 0]] * 20})
    assert set(Counter(pairs()).values()) == {1}


def test_autapses_stay_out():
    nodes = nest.Create("parrot_neuron", 3)
    rule = {"rule": "all_to_all", "allow_autapses": False}
    nest.Connect(nodes, nodes, rule, {"receptor_type": [[0, 1, 0], [1, 0, 1], [0, 1, 0]]})
    made = nest.GetConnections()
    assert len(made) == 6
    assert all(s != t for s, t in pairs(made))


def test_spikes_act_on_their_receptor():
    source = spike_source([1.0])
    first = nest.Create("parrot_neuron")
    relays = nest.Create("parrot_neuron", 3)
    nest.Connect(source, first)
    nest.Connect(first, relays, {"rule": "fixed_indegree", "indegree": 1}, {"receptor_type": [[0], [1], [0]]})
    heard = recorder(relays)
    nest.Simulate(5.0)
    assert sorted(heard.events["senders"]) == [relays[0].global_id, relays[2].global_id]


def test_lists_of_ids_take_one_for_each_pair():
    nest.Create("parrot_neuron", 3)
    nest.Connect([1, 1, 2], [2, 2, 3], "one_to_one", {"receptor_type": [0, 1, 1], "weight": [1.0, 2.0, 3.0]})
    made = nest.GetConnections()
    assert dict(zip(made.weight, made.receptor)) == {1.0: 0, 2.0: 1, 3.0: 1}


def test_all_or_none_is_made():
    nodes = nest.Create("parrot_neuron", 3)
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.Connect(
            nodes, nodes, {"rule": "fixed_indegree", "indegree": 1}, {"receptor_type": [[7], [7], [7]]}
        )
    assert nest.num_connections == 0


@pytest.mark.parametrize("receptors", [[[0], [1]], [[0, 1], [0, 1], [0, 1]]])
def test_another_shape_is_refused(receptors):
    nodes = nest.Create("parrot_neuron", 3)
    with pytest.raises(ValueError, match="receptor_type"):
        nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": 1}, {"receptor_type": receptors})
