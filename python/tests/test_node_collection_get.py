import json

import nest
import numpy as np
import pytest


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 3, {"V_m": [-60.0, -61.0, -62.0]})


@pytest.fixture
def recorders():
    """Two spike recorders: the first has two spikes of one neuron, the second none."""
    source = nest.Create("spike_generator", params={"spike_times": [1.0, 2.0]})
    relay = nest.Create("parrot_neuron")
    rec = nest.Create("spike_recorder", 2)
    nest.Connect(source, relay)
    nest.Connect(relay, rec[0])
    nest.Simulate(4.0)
    return rec


def test_one_parameter_of_one_node_is_its_value(nodes):
    assert nodes[1].get("V_m") == -61.0
    assert nodes[1].V_m == -61.0


def test_one_parameter_of_several_nodes_is_a_tuple(nodes):
    assert nodes.get("V_m") == (-60.0, -61.0, -62.0)
    assert nodes.V_m == (-60.0, -61.0, -62.0)


def test_several_parameters_are_a_dictionary(nodes):
    assert nodes.get(["V_m", "C_m"]) == {"V_m": (-60.0, -61.0, -62.0), "C_m": (250.0,) * 3}
    assert nodes[0].get(["V_m", "C_m"]) == {"V_m": -60.0, "C_m": 250.0}


def test_a_list_of_one_name_is_still_a_dictionary(nodes):
    assert nodes.get(["V_m"]) == {"V_m": (-60.0, -61.0, -62.0)}


def test_no_name_gives_every_parameter(nodes):
    everything = nodes.get()
    assert everything["V_m"] == (-60.0, -61.0, -62.0)
    assert everything["model"] == ("iaf_psc_alpha",) * 3
    assert nodes[0].get()["V_m"] == -60.0


@pytest.mark.parametrize(
    "key", ["element_type", "frozen", "global_id", "local", "model", "node_uses_wfr", "thread", "vp"]
)
def test_every_node_has_what_all_nodes_have(key):
    for model in ("iaf_psc_alpha", "poisson_generator", "spike_recorder"):
        assert key in nest.Create(model).get()


def test_a_neuron_says_where_it_lives(nodes):
    assert nodes[0].get(["local", "vp", "thread", "frozen"]) == {"local": True, "vp": 0, "thread": 0, "frozen": False}


def test_the_types_are_those_of_python(nodes):
    one = nodes[0]
    assert type(one.V_m) is float
    assert type(one.global_id) is int
    assert type(one.model) is str
    assert type(one.frozen) is bool


@pytest.mark.parametrize("keys", ["no_such", ["V_m", "no_such"]])
def test_a_name_that_no_node_knows_is_a_key_error(nodes, keys):
    with pytest.raises(KeyError, match="no_such"):
        nodes.get(keys)


def test_an_attribute_that_no_node_knows_is_an_error(nodes):
    with pytest.raises((AttributeError, KeyError)):
        nodes.no_such


@pytest.mark.parametrize("keys", [3, ["V_m", 3]])
def test_names_must_be_strings(nodes, keys):
    with pytest.raises(TypeError):
        nodes.get(keys)


def test_nodes_that_lack_a_parameter_give_none(nodes):
    mixed = nodes[:1] + nest.Create("poisson_generator", params={"rate": 5.0})
    assert mixed.get("rate") == (None, 5.0)
    assert mixed.get(["rate", "V_m"]) == {"rate": (None, 5.0), "V_m": (-60.0, None)}


def test_an_array_of_one_node_is_numpy():
    node = nest.Create("spike_generator", params={"spike_times": [1.0, 2.0]})
    assert isinstance(node.spike_times, np.ndarray)
    assert node.spike_times.dtype == np.float64


def test_a_second_name_reads_inside_a_dictionary(recorders):
    times = recorders[0].get("events", "times")
    assert isinstance(times, np.ndarray)
    np.testing.assert_allclose(times, [2.0, 3.0])


def test_a_list_of_inner_names_is_a_dictionary(recorders):
    found = recorders[0].get("events", ["times", "senders"])
    assert list(found) == ["times", "senders"]
    np.testing.assert_allclose(found["times"], [2.0, 3.0])
    np.testing.assert_array_equal(found["senders"], [2, 2])


def test_inner_names_of_several_nodes_give_one_array_each(recorders):
    times = recorders.get("events", "times")
    assert [list(np.round(t, 6)) for t in times] == [[2.0, 3.0], []]


def test_an_unknown_inner_name_is_a_key_error(recorders):
    with pytest.raises(KeyError, match="no_such"):
        recorders[0].get("events", "no_such")


def test_an_attribute_gives_the_dictionary_itself(recorders):
    assert set(recorders[0].events) == {"senders", "times"}
    assert len(recorders.events) == 2


@pytest.mark.parametrize(
    "keys, expected",
    [
        ("V_m", [-60.0, -61.0, -62.0]),
        (["V_m", "C_m"], {"V_m": [-60.0, -61.0, -62.0], "C_m": [250.0, 250.0, 250.0]}),
    ],
)
def test_json_holds_the_values(nodes, keys, expected):
    assert json.loads(nodes.get(keys, output="json")) == expected


def test_json_of_everything_can_be_read_back(nodes):
    assert json.loads(nodes.get(output="json"))["E_L"] == [-70.0] * 3


def test_json_of_inner_names(recorders):
    found = json.loads(recorders[0].get("events", ["times", "senders"], output="json"))
    assert found["senders"] == [2, 2]
    assert found["times"] == pytest.approx([2.0, 3.0])


def test_pandas_has_a_row_for_each_node(nodes):
    pytest.importorskip("pandas")
    frame = nodes.get(["V_m", "C_m"], output="pandas")
    assert list(frame.index) == [1, 2, 3]
    assert list(frame.columns) == ["V_m", "C_m"]
    assert list(frame["V_m"]) == [-60.0, -61.0, -62.0]


@pytest.mark.parametrize("keys", ["V_m", ["V_m"]])
def test_pandas_of_one_name_has_one_column(nodes, keys):
    pytest.importorskip("pandas")
    frame = nodes[1:].get(keys, output="pandas")
    assert frame.shape == (2, 1)
    assert list(frame.index) == [2, 3]


def test_pandas_marks_what_a_node_lacks(nodes):
    pandas = pytest.importorskip("pandas")
    mixed = nodes[:1] + nest.Create("poisson_generator", params={"rate": 5.0})
    frame = mixed.get(["rate", "V_m"], output="pandas")
    assert pandas.isna(frame["rate"].iloc[0])
    assert frame["rate"].iloc[1] == 5.0
    assert pandas.isna(frame["V_m"].iloc[1])


def test_pandas_of_inner_names_holds_arrays(recorders):
    pytest.importorskip("pandas")
    frame = recorders[0].get("events", "times", output="pandas")
    assert list(frame.index) == [recorders[0].global_id]
    np.testing.assert_allclose(frame["times"].iloc[0], [2.0, 3.0])
