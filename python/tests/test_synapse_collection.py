import json

import nest
import numpy as np
import pytest

from netcheck import pairs


@pytest.fixture
def made():
    pre, post = nest.Create("parrot_neuron", 4), nest.Create("parrot_neuron", 4)
    return nest.Connect(pre, post, "one_to_one", {"weight": [1.0, 2.0, 3.0, 4.0]}, return_synapsecollection=True)


def test_length_and_truth(made):
    assert len(made) == 4
    assert made
    assert len(made[0]) == 1


def test_source_and_target_are_lists_of_ids(made):
    assert made.source == [1, 2, 3, 4]
    assert made.target == [5, 6, 7, 8]
    assert list(made.sources()) == [1, 2, 3, 4]
    assert list(made.targets()) == [5, 6, 7, 8]


def test_one_connection_gives_single_values(made):
    one = made[2]
    assert (one.source, one.target, one.weight, one.delay) == (3, 7, 3.0, 1.0)
    assert type(one.source) is int
    assert type(one.weight) is float


def test_several_connections_give_lists(made):
    assert made.weight == [1.0, 2.0, 3.0, 4.0]
    assert made.get("weight") == [1.0, 2.0, 3.0, 4.0]


def test_get_of_a_list_is_a_dictionary(made):
    assert made.get(["weight", "delay"]) == {"weight": [1.0, 2.0, 3.0, 4.0], "delay": [1.0] * 4}
    assert made[0].get(["weight", "target"]) == {"weight": 1.0, "target": 5}


def test_get_of_nothing_has_every_key(made):
    everything = made.get()
    assert {"source", "target", "weight", "delay", "synapse_model", "receptor", "port", "target_thread"} <= set(
        everything
    )
    assert everything["weight"] == [1.0, 2.0, 3.0, 4.0]
    assert made[1].get()["synapse_model"] == "static_synapse"


def test_get_has_the_parameters_of_the_model():
    nodes = nest.Create("parrot_neuron", 2)
    nest.Connect(nodes[0], nodes[1], syn_spec="stdp_synapse")
    found = nest.GetConnections().get()
    assert {k: found[k] for k in ("alpha", "lambda", "tau_plus", "Wmax", "mu_plus", "mu_minus")} == {
        "alpha": 1.0,
        "lambda": 0.01,
        "tau_plus": 20.0,
        "Wmax": 100.0,
        "mu_plus": 1.0,
        "mu_minus": 1.0,
    }


def test_names_must_be_strings(made):
    with pytest.raises(TypeError):
        made.get(3)


@pytest.mark.parametrize(
    "piece", [slice(None), slice(1, 3), slice(None, None, 2), slice(-2, None), slice(3, 1), slice(None, None, -1)]
)
def test_slices_are_those_of_a_list(made, piece):
    assert list(made[piece].sources()) == [1, 2, 3, 4][piece]


def test_indices_count_from_either_end(made):
    assert made[-1].source == 4
    for index in (4, -5):
        with pytest.raises(IndexError):
            made[index]


def test_an_index_of_another_type_is_refused(made):
    with pytest.raises(TypeError):
        made["a"]


def test_iteration_yields_single_connections(made):
    assert [(c.source, c.weight) for c in made] == [(1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0)]
    assert all(isinstance(c, nest.SynapseCollection) for c in made)


def test_collections_compare_by_their_connections(made):
    assert made == nest.GetConnections()
    assert made[1:3] == made[1:3]
    assert made != made[:2]


def test_one_value_goes_to_every_connection(made):
    made.weight = 7
    assert made.weight == [7.0] * 4


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_each_connection_gets_its_value(made, kind):
    made.weight = kind([5.0, 6.0, 7.0, 8.0])
    assert nest.GetConnections().weight == [5.0, 6.0, 7.0, 8.0]
    made.set(weight=kind([1.0, 2.0, 3.0, 4.0]))
    assert nest.GetConnections().weight == [1.0, 2.0, 3.0, 4.0]


def test_set_takes_names_a_dictionary_or_a_list(made):
    made.set(weight=2.0, delay=1.5)
    assert made.get(["weight", "delay"]) == {"weight": [2.0] * 4, "delay": [1.5] * 4}
    made.set({"weight": 3.0, "delay": [1.0, 2.0, 3.0, 4.0]})
    assert made.get(["weight", "delay"]) == {"weight": [3.0] * 4, "delay": [1.0, 2.0, 3.0, 4.0]}
    made.set([{"weight": 9.0}, {"delay": 1.0}, {}, {"weight": 8.0}])
    assert made.get(["weight", "delay"]) == {"weight": [9.0, 3.0, 3.0, 8.0], "delay": [1.0, 1.0, 3.0, 4.0]}


def test_a_part_is_set_without_the_rest(made):
    made[1:3].weight = 0.5
    made[0].weight = -1.0
    assert made.weight == [-1.0, 0.5, 0.5, 4.0]


def test_values_by_numpy_survive_the_round_trip(made):
    w = np.array(made.weight)
    made.weight = w * 2
    np.testing.assert_array_equal(made.weight, w * 2)


def test_too_few_values_are_refused(made):
    with pytest.raises(IndexError):
        made.weight = [1.0, 2.0]
    with pytest.raises(TypeError):
        made.set([{"weight": 1.0}])


@pytest.mark.parametrize("key", ["no_such", "source", "target", "alpha", "synapse_model"])
def test_a_key_unknown_or_read_only_is_refused_by_name(made, key):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match=key):
        made[0].set({key: 1})


def test_a_delay_below_one_step_is_refused(made):
    with pytest.raises(nest.NESTErrors.BadDelay):
        made.delay = 0.0


def test_a_delay_within_the_extrema_may_change_after_simulating():
    nodes = nest.Create("parrot_neuron", 3)
    nest.Connect(nodes[0], nodes[1], syn_spec={"delay": 1.0})
    nest.Connect(nodes[0], nodes[2], syn_spec={"delay": 3.0})
    nest.Simulate(1.0)
    nest.GetConnections(target=nodes[1]).delay = 2.0
    assert nest.GetConnections(target=nodes[1]).delay == 2.0
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.GetConnections(target=nodes[1]).delay = 4.0


def test_set_wants_dictionaries(made):
    with pytest.raises(TypeError):
        made.set(5)


def test_the_empty_collection_is_false_and_holds_nothing(made):
    none = nest.GetConnections(synapse_model="stdp_synapse")
    assert not none
    assert len(none) == 0
    assert list(none) == []
    assert none.get() == {}
    assert list(none.weight) == []


def test_json_holds_the_values(made):
    assert json.loads(made.get("weight", output="json")) == [1.0, 2.0, 3.0, 4.0]
    assert json.loads(made.get(["source", "delay"], output="json")) == {"source": [1, 2, 3, 4], "delay": [1.0] * 4}
    assert json.loads(made[0].get("weight", output="json")) == 1.0


def test_pandas_has_a_row_for_each_connection(made):
    pytest.importorskip("pandas")
    frame = made.get(["target", "weight"], output="pandas")
    assert list(frame.columns) == ["target", "weight"]
    assert list(frame.index) == [1, 2, 3, 4]
    assert list(frame["weight"]) == [1.0, 2.0, 3.0, 4.0]


def test_the_text_is_a_table(made):
    text = str(made).splitlines()
    assert text[0].split() == ["source", "target", "synapse", "model", "weight", "delay"]
    assert len(text) == 6
    assert text[2].split() == ["1", "5", "static_synapse", "1.000", "1.000"]
    assert text[5].split() == ["4", "8", "static_synapse", "4.000", "1.000"]


def test_a_long_table_is_shortened_unless_asked_in_full():
    nodes = nest.Create("parrot_neuron", 7)
    nest.Connect(nodes, nodes)
    made = nest.GetConnections()
    assert not made.print_full
    assert len(str(made).splitlines()) == 33
    assert "⋮" in str(made)
    made.print_full = True
    assert len(str(made).splitlines()) == 51


def test_what_connect_returns_is_what_get_connections_finds(made):
    assert pairs(made) == pairs(nest.GetConnections())


def test_synapses_between_the_same_nodes_keep_their_places_when_they_are_changed():
    pre, post = nest.Create("parrot_neuron"), nest.Create("iaf_psc_alpha")
    for _ in range(3):
        nest.Connect(pre, post, syn_spec={"weight": 1.0, "delay": 1.0})
    found = nest.GetConnections(pre, post)
    found[0].weight = 5.0
    assert found.weight == [5.0, 1.0, 1.0]
    found[1].delay = 2.0
    found[0].weight = -6.0
    nest.Simulate(1.0)
    assert found.weight == [-6.0, 1.0, 1.0]
    assert found.delay == [1.0, 2.0, 1.0]
    found[1].weight = 7.0
    found[2].weight = 8.0
    nest.Simulate(1.0)
    assert found.weight == [-6.0, 7.0, 8.0]
    assert found.delay == [1.0, 2.0, 1.0]


def test_single_changes_are_seen_by_all_that_look_at_them():
    nodes = nest.Create("iaf_psc_alpha", 10)
    nest.Connect(nodes, nodes)
    found, one = nest.GetConnections(), nest.GetConnections(nodes[3], nodes[4])
    place = list(zip(found.source, found.target)).index((one.source, one.target))
    for i in range(100):
        found[i].weight = i + 0.5
    assert found.weight == [i + 0.5 for i in range(100)]
    assert one.weight == place + 0.5
    one.weight = -1.0
    assert found[place].weight == -1.0
    assert nest.GetConnections(nodes[3], nodes[4]).weight == -1.0
    nest.Simulate(1.0)
    assert nest.GetConnections(nodes[3], nodes[4]).weight == -1.0


def test_synapses_specified_alike_but_for_the_type_are_told_apart():
    nodes = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(nodes[0], nodes[1], syn_spec={"weight": 2, "receptor_type": 0})
    nest.Connect(nodes[0], nodes[1], syn_spec={"weight": 2.0, "receptor_type": 0})
    with pytest.raises((nest.NESTErrors.TypeMismatch, RuntimeError)):
        nest.Connect(nodes[0], nodes[1], syn_spec={"weight": 2.0, "receptor_type": 0.0})
    nest.SetDefaults("static_synapse", {"delay": 3.0})
    nest.Connect(nodes[0], nodes[1], syn_spec={"weight": 2.0, "receptor_type": 0})
    assert nest.GetConnections().delay == [1.0, 1.0, 3.0]
