import nest
import numpy as np
import pytest


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 3)


def test_an_attribute_sets_every_node(nodes):
    nodes.V_m = -60.0
    assert nodes.V_m == (-60.0,) * 3


def test_an_attribute_of_a_part_leaves_the_rest(nodes):
    nodes[1:].V_m = -60.0
    assert nodes.V_m == (-70.0, -60.0, -60.0)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_an_attribute_takes_a_value_for_each_node(nodes, kind):
    nodes.V_m = kind([-60.0, -61.0, -62.0])
    assert nodes.V_m == (-60.0, -61.0, -62.0)


def test_set_takes_names(nodes):
    nodes.set(V_m=-60.0, E_L=[-71, -72, -73])
    assert nodes.V_m == (-60.0,) * 3
    assert nodes.E_L == (-71.0, -72.0, -73.0)


def test_set_takes_a_dictionary(nodes):
    nodes.set({"V_m": -60.0, "C_m": [100.0, 200.0, 300.0]})
    assert nodes.get(["V_m", "C_m"]) == {"V_m": (-60.0,) * 3, "C_m": (100.0, 200.0, 300.0)}


def test_set_takes_a_dictionary_for_each_node(nodes):
    nodes.set([{"V_m": -60.0}, {"C_m": 100.0}, {}])
    assert nodes.get(["V_m", "C_m"]) == {"V_m": (-60.0, -70.0, -70.0), "C_m": (250.0, 100.0, 250.0)}


def test_setting_nothing_is_allowed(nodes):
    nodes.set({})
    assert nodes.V_m == (-70.0,) * 3


def test_a_random_parameter_is_drawn_for_each_node():
    nodes = nest.Create("iaf_psc_alpha", 30)
    nodes.V_m = nest.random.uniform(-70.0, -60.0)
    assert len(set(nodes.V_m)) == 30
    nodes.set(C_m=nest.random.normal(250.0, 5.0), tau_m=20.0)
    assert len(set(nodes.C_m)) == 30
    assert set(nodes.tau_m) == {20.0}


def test_nodes_of_several_models_share_a_setting(nodes):
    both = nodes + nest.Create("iaf_psc_exp", 2)
    both.V_m = -61.5
    assert both.V_m == (-61.5,) * 5


def test_one_node_reached_by_index_is_set(nodes):
    nodes[2].I_e = 100.0
    assert nodes.I_e == (0.0, 0.0, 100.0)


def test_an_array_of_a_device_is_set():
    source = nest.Create("spike_generator")
    source.spike_times = [1.0, 2.0]
    np.testing.assert_array_equal(source.spike_times, [1.0, 2.0])
    source.set(spike_times=np.array([3.0]))
    np.testing.assert_array_equal(source.spike_times, [3.0])


def test_a_node_can_be_frozen():
    node = nest.Create("iaf_psc_alpha", params={"I_e": 1000.0})
    node.frozen = True
    nest.Simulate(5.0)
    assert node.V_m == -70.0


def test_too_few_values_are_an_index_error(nodes):
    with pytest.raises(IndexError):
        nodes.V_m = [-60.0, -61.0]


def test_too_few_dictionaries_are_refused(nodes):
    with pytest.raises(nest.NESTErrors.BadParameter):
        nodes.set([{"V_m": -60.0}, {"V_m": -61.0}])


@pytest.mark.parametrize("key", ["no_such", "global_id", "model", "element_type", "t_spike", "vp", "recordables"])
def test_a_parameter_unknown_or_read_only_is_refused_by_name(nodes, key):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match=key):
        nodes[0].set({key: 1})


def test_an_unknown_attribute_is_refused(nodes):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="no_such"):
        nodes.no_such = 3.0


@pytest.mark.parametrize(
    "params", [{"C_m": -1.0}, {"tau_m": 0.0}, {"t_ref": -1.0}, {"tau_syn_ex": -2.0}, {"V_reset": -40.0}]
)
def test_a_value_out_of_range_is_refused_and_the_old_one_kept(nodes, params):
    (key,) = params
    old = nodes.get(key)
    with pytest.raises(nest.NESTErrors.BadProperty):
        nodes.set(params)
    assert nodes.get(key) == old


def test_a_value_of_the_wrong_type_is_refused(nodes):
    with pytest.raises(nest.NESTErrors.TypeMismatch, match="V_m"):
        nodes[0].V_m = "low"


@pytest.mark.parametrize("params", [5, None])
def test_set_wants_dictionaries(nodes, params):
    with pytest.raises(TypeError):
        nodes.set(params)


def test_resting_potential_alone_leaves_the_other_potentials(nodes):
    nodes.E_L = -65.0
    assert nodes[0].get(["E_L", "V_m", "V_th", "V_reset"]) == {
        "E_L": -65.0,
        "V_m": -70.0,
        "V_th": -55.0,
        "V_reset": -70.0,
    }
