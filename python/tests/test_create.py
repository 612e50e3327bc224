import nest
import numpy as np
import pytest


def test_one_node_is_created_by_default():
    node = nest.Create("iaf_psc_alpha")
    assert len(node) == 1
    assert node.global_id == 1


@pytest.mark.parametrize("n", [1, 7, np.int64(7)])
def test_n_nodes_have_consecutive_ids(n):
    nest.Create("parrot_neuron", 2)
    assert nest.Create("iaf_psc_alpha", n).tolist() == list(range(3, 3 + n))


def test_arguments_have_names():
    nodes = nest.Create(model="iaf_psc_alpha", n=2, params={"C_m": 100.0})
    assert nodes.C_m == (100.0, 100.0)


@pytest.mark.parametrize(
    "values",
    [[-60.0, -61.0, -62.0], (-60.0, -61.0, -62.0), np.array([-60.0, -61.0, -62.0]), np.array([-60, -61, -62])],
    ids=["list", "tuple", "floats", "ints"],
)
def test_an_array_gives_each_node_its_value(values):
    assert nest.Create("iaf_psc_alpha", 3, {"V_m": values}).V_m == (-60.0, -61.0, -62.0)


def test_one_value_goes_to_every_node():
    assert nest.Create("iaf_psc_alpha", 3, {"V_m": -60}).V_m == (-60.0,) * 3


def test_single_values_and_arrays_mix():
    nodes = nest.Create("iaf_psc_alpha", 2, {"V_m": [-60.0, -61.0], "C_m": 200})
    assert nodes.get(["V_m", "C_m"]) == {"V_m": (-60.0, -61.0), "C_m": (200.0, 200.0)}


@pytest.mark.parametrize("kind", [list, tuple])
def test_one_dictionary_for_each_node(kind):
    params = kind([{"V_m": -60.0}, {"C_m": 100.0}])
    assert nest.Create("iaf_psc_alpha", 2, params).get(["V_m", "C_m"]) == {
        "V_m": (-60.0, -70.0),
        "C_m": (250.0, 100.0),
    }


def test_a_random_parameter_is_drawn_for_each_node():
    v = nest.Create("iaf_psc_alpha", 50, {"V_m": nest.random.uniform(-70.0, -60.0)}).V_m
    assert len(set(v)) == 50
    assert all(-70.0 <= x < -60.0 for x in v)


def test_an_expression_of_a_parameter_is_drawn_for_each_node():
    v = nest.Create("iaf_psc_alpha", 50, {"V_m": -70.0 + 5.0 * nest.random.uniform()}).V_m
    assert len(set(v)) == 50
    assert all(-70.0 <= x < -65.0 for x in v)


def test_an_integer_does_where_a_number_is_expected():
    assert nest.Create("iaf_psc_alpha", params={"C_m": 100}).C_m == 100.0


def test_numbers_of_numpy_do_as_parameters():
    node = nest.Create("iaf_psc_alpha", params={"C_m": np.float64(99.5), "tau_m": np.int64(7)})
    assert node.get(["C_m", "tau_m"]) == {"C_m": 99.5, "tau_m": 7.0}


@pytest.mark.parametrize("times", [[1.0, 2.5], [1, 2], np.array([1.0, 2.5]), (1.0, 2.5)])
def test_an_array_parameter_of_one_node_is_its_value(times):
    node = nest.Create("spike_generator", params={"spike_times": times})
    np.testing.assert_array_equal(node.spike_times, times)


def test_an_array_parameter_is_shared_by_all_nodes():
    nodes = nest.Create("spike_generator", 2, {"spike_times": [1.0, 2.0]})
    for times in nodes.spike_times:
        np.testing.assert_array_equal(times, [1.0, 2.0])


def test_each_node_gets_an_array_from_its_dictionary():
    nodes = nest.Create("spike_generator", 2, [{"spike_times": [1.0, 2.0]}, {"spike_times": [3.0]}])
    assert [list(t) for t in nodes.spike_times] == [[1.0, 2.0], [3.0]]


def test_an_unknown_model_is_refused():
    with pytest.raises(nest.NESTErrors.UnknownModelName, match="no_such"):
        nest.Create("no_such")


def test_a_synapse_is_no_node():
    with pytest.raises(nest.NESTErrors.UnknownModelName):
        nest.Create("static_synapse")


@pytest.mark.parametrize("n", [0, -1])
def test_the_number_of_nodes_must_be_positive(n):
    with pytest.raises(nest.NESTError):
        nest.Create("iaf_psc_alpha", n)


@pytest.mark.parametrize("n", [1.5, "3"])
def test_the_number_of_nodes_must_be_an_integer(n):
    with pytest.raises(TypeError):
        nest.Create("iaf_psc_alpha", n)


@pytest.mark.parametrize("params", [3, "C_m", 1.5])
def test_params_must_be_dictionaries(params):
    with pytest.raises(TypeError):
        nest.Create("iaf_psc_alpha", 1, params)


def test_a_list_of_dictionaries_must_have_one_for_each_node():
    with pytest.raises(TypeError):
        nest.Create("iaf_psc_alpha", 3, [{"V_m": -60.0}, {"V_m": -61.0}])


def test_an_array_must_have_a_value_for_each_node():
    with pytest.raises(IndexError):
        nest.Create("iaf_psc_alpha", 3, {"V_m": [-60.0, -61.0]})


def test_an_unknown_parameter_is_refused_by_name():
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="no_such"):
        nest.Create("iaf_psc_alpha", params={"no_such": 3.0})


def test_a_parameter_of_the_wrong_type_is_refused_by_name():
    with pytest.raises(nest.NESTErrors.TypeMismatch, match="V_m"):
        nest.Create("iaf_psc_alpha", params={"V_m": "low"})


@pytest.mark.parametrize(
    "model, params",
    [
        ("iaf_psc_alpha", {"C_m": 0.0}),
        ("iaf_psc_alpha", {"tau_syn_in": -1.0}),
        ("iaf_psc_alpha", {"V_reset": -50.0}),
        ("iaf_psc_exp", {"t_ref": -0.1}),
        ("iaf_psc_delta", {"tau_m": 0.0}),
        ("iaf_cond_exp", {"tau_syn_ex": 0.0}),
        ("poisson_generator", {"rate": -1.0}),
        ("noise_generator", {"std": -1.0}),
        ("spike_generator", {"spike_times": [2.0, 1.0]}),
        ("spike_generator", {"spike_times": [0.0]}),
        ("spike_generator", {"spike_times": [1.05]}),
        ("spike_generator", {"spike_times": [1.0, 2.0], "spike_weights": [1.0]}),
        ("spike_recorder", {"start": 5.0, "stop": 3.0}),
        ("spike_recorder", {"start": 5.03}),
        ("spike_recorder", {"record_to": "paper"}),
        ("multimeter", {"interval": 0.25}),
        ("multimeter", {"interval": 0.0}),
    ],
)
def test_a_value_out_of_range_is_refused(model, params):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create(model, params=params)


def test_the_message_names_the_model_the_node_and_the_reason():
    nest.Create("parrot_neuron", 2)
    with pytest.raises(nest.NESTErrors.BadProperty, match="(?s)iaf_psc_alpha.*3.*apacitance"):
        nest.Create("iaf_psc_alpha", params={"C_m": -1.0})
