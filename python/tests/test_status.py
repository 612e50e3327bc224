"""The older functions GetStatus and SetStatus."""

import json

import nest
import pytest


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 3, {"V_m": [-60.0, -61.0, -62.0]})


@pytest.fixture
def made(nodes):
    nest.Connect(nodes, nodes, "one_to_one", {"weight": [1.0, 2.0, 3.0]})
    return nest.GetConnections()


def test_status_is_one_dictionary_for_each_node(nodes):
    status = nest.GetStatus(nodes)
    assert len(status) == 3
    assert [s["V_m"] for s in status] == [-60.0, -61.0, -62.0]
    assert status[0]["model"] == "iaf_psc_alpha"


def test_status_of_one_key_is_one_value_for_each_node(nodes):
    assert tuple(nest.GetStatus(nodes, "V_m")) == (-60.0, -61.0, -62.0)
    assert nest.GetStatus(nodes[1], "V_m")[0] == -61.0


def test_status_of_a_list_is_a_tuple_for_each_node(nodes):
    assert [tuple(s) for s in nest.GetStatus(nodes, ["V_m", "C_m"])] == [
        (-60.0, 250.0),
        (-61.0, 250.0),
        (-62.0, 250.0),
    ]


def test_status_of_connections(made):
    assert list(nest.GetStatus(made, "weight")) == [1.0, 2.0, 3.0]
    assert [tuple(s) for s in nest.GetStatus(made, ["weight", "delay"])] == [(1.0, 1.0), (2.0, 1.0), (3.0, 1.0)]
    assert [s["target"] for s in nest.GetStatus(made)] == [1, 2, 3]


def test_status_of_nothing_is_empty():
    assert len(nest.GetStatus(nest.NodeCollection(), "V_m")) == 0


def test_status_as_json(nodes):
    assert json.loads(nest.GetStatus(nodes, "V_m", output="json")) == [-60.0, -61.0, -62.0]


def test_an_unknown_key_is_a_key_error(nodes):
    with pytest.raises(KeyError, match="no_such"):
        nest.GetStatus(nodes, "no_such")


def test_the_events_of_a_recorder_are_in_its_status():
    recorder = nest.Create("spike_recorder")
    events = nest.GetStatus(recorder, "events")[0]
    assert set(events) == {"senders", "times"}
    assert nest.GetStatus(recorder, keys="n_events")[0] == 0
    assert nest.GetStatus(recorder)[0]["n_events"] == 0


def test_set_status_takes_a_dictionary(nodes):
    nest.SetStatus(nodes, {"V_m": -65.0, "C_m": 100})
    assert nodes.get(["V_m", "C_m"]) == {"V_m": (-65.0,) * 3, "C_m": (100.0,) * 3}


def test_set_status_takes_a_name_and_a_value(nodes):
    nest.SetStatus(nodes, "V_m", -65.0)
    assert nodes.V_m == (-65.0,) * 3


def test_set_status_takes_a_name_and_a_value_for_each(nodes, made):
    nest.SetStatus(nodes, "V_m", [-63.0, -64.0, -65.0])
    assert nodes.V_m == (-63.0, -64.0, -65.0)
    nest.SetStatus(made, "weight", [4.0, 5.0, 6.0])
    assert made.weight == [4.0, 5.0, 6.0]


def test_set_status_takes_a_dictionary_for_each(nodes, made):
    nest.SetStatus(nodes, [{"V_m": -63.0}, {"C_m": 100.0}, {"V_m": -65.0}])
    assert nodes.V_m == (-63.0, -61.0, -65.0)
    assert nodes.C_m == (250.0, 100.0, 250.0)
    nest.SetStatus(made, [{"weight": 7.0}, {"weight": 8.0}, {"weight": 9.0}])
    assert made.weight == [7.0, 8.0, 9.0]


def test_set_status_of_connections_takes_a_dictionary(made):
    nest.SetStatus(made, {"weight": -2.0})
    assert made.weight == [-2.0] * 3


def test_set_status_refuses_an_unknown_key(nodes):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="no_such"):
        nest.SetStatus(nodes, {"no_such": 1.0})


def test_set_status_clears_a_recorder():
    neuron = nest.Create("iaf_psc_alpha", params={"V_m": -50.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neuron, recorder)
    nest.Simulate(2.0)
    assert nest.GetStatus(recorder, "n_events")[0] == 1
    nest.SetStatus(recorder, "n_events", 0)
    assert len(nest.GetStatus(recorder, "events")[0]["times"]) == 0
