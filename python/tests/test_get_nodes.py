import nest
import pytest


@pytest.fixture(autouse=True)
def population():
    nest.Create("iaf_psc_alpha", 3, {"V_m": [-60.0, -61.0, -60.0]})
    nest.Create("iaf_psc_exp", 2, {"C_m": 100.0})
    nest.Create("spike_recorder")


def test_without_properties_every_node_is_found():
    assert nest.GetNodes().tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "properties, ids",
    [
        ({"model": "iaf_psc_exp"}, [4, 5]),
        ({"model": "spike_recorder"}, [6]),
        ({"element_type": "neuron"}, [1, 2, 3, 4, 5]),
        ({"element_type": "recorder"}, [6]),
        ({"V_m": -60.0}, [1, 3]),
        ({"C_m": 100.0}, [4, 5]),
        ({"model": "iaf_psc_alpha", "V_m": -61.0}, [2]),
        ({"model": "iaf_psc_exp", "V_m": -61.0}, []),
        ({"model": "no_such"}, []),
    ],
)
def test_nodes_are_found_by_their_properties(properties, ids):
    assert nest.GetNodes(properties).tolist() == ids


def test_the_properties_have_a_name():
    assert nest.GetNodes(properties={"model": "iaf_psc_exp"}, local_only=True).tolist() == [4, 5]


def test_what_is_found_is_a_collection():
    found = nest.GetNodes({"model": "iaf_psc_exp"})
    assert isinstance(found, nest.NodeCollection)
    assert found.C_m == (100.0, 100.0)


def test_print_nodes_lists_each_model(capfd):
    nest.PrintNodes()
    out = capfd.readouterr().out
    for model in ("iaf_psc_alpha", "iaf_psc_exp", "spike_recorder"):
        assert model in out


def test_new_nodes_are_found_at_once():
    nest.Create("parrot_neuron", 2)
    assert nest.GetNodes({"model": "parrot_neuron"}).tolist() == [7, 8]
