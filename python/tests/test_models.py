import json

import nest
import pytest

from catalogue import NEURONS, SYNAPSES, DEVICES, DEFAULTS, RATES, RECORDABLES


@pytest.mark.parametrize("model", NEURONS + DEVICES)
def test_the_model_of_a_node_is_listed(model):
    assert model in nest.node_models
    assert model not in nest.synapse_models


@pytest.mark.parametrize("model", SYNAPSES)
def test_the_model_of_a_synapse_is_listed(model):
    assert model in nest.synapse_models
    assert model not in nest.node_models


def test_there_are_as_many_synapse_models_as_nest_has():
    assert len(nest.synapse_models) == 77


def test_models_are_listed_in_order():
    assert list(nest.node_models) == sorted(nest.node_models)
    assert list(nest.synapse_models) == sorted(nest.synapse_models)


@pytest.mark.parametrize("model", DEFAULTS)
def test_the_defaults_are_those_documented(model):
    found = nest.GetDefaults(model)
    for key, value in DEFAULTS[model].items():
        assert found[key] == pytest.approx(value), key


@pytest.mark.parametrize("model", [m for m in DEFAULTS if m in NEURONS + DEVICES])
def test_a_new_node_has_the_defaults(model):
    node = nest.Create(model)
    for key, value in DEFAULTS[model].items():
        assert node.get(key) == pytest.approx(value), key


@pytest.mark.parametrize("model", RECORDABLES)
def test_the_recordables_are_listed(model):
    assert sorted(nest.GetDefaults(model, "recordables")) == sorted(RECORDABLES[model])
    assert sorted(nest.Create(model).recordables) == sorted(RECORDABLES[model])
    assert "recordables" not in nest.Create("spike_generator").get()


@pytest.mark.parametrize(
    "model, kind",
    [("iaf_psc_alpha", "neuron"), ("poisson_generator", "stimulator"), ("spike_recorder", "recorder")],
)
def test_the_element_type_tells_what_a_node_is(model, kind):
    assert nest.GetDefaults(model, "element_type") == kind
    assert nest.Create(model).element_type == kind


@pytest.mark.parametrize("model", NEURONS + DEVICES)
def test_slices_are_repeated_for_what_signals_all_the_time(model):
    coupled = model in ("hh_cond_beta_gap_traub", "hh_psc_alpha_gap", "siegert_neuron", *RATES)
    assert nest.GetDefaults(model, "node_uses_wfr") is coupled
    assert nest.Create(model).node_uses_wfr is coupled
    nest.ResetKernel()
    nest.use_wfr = False
    assert nest.Create(model).node_uses_wfr is False


def test_a_default_is_read_by_name_or_by_list():
    assert nest.GetDefaults("iaf_psc_alpha", "C_m") == 250.0
    assert list(nest.GetDefaults("iaf_psc_alpha", ["tau_m", "C_m"])) == [10.0, 250.0]


def test_defaults_can_be_had_as_json():
    assert json.loads(nest.GetDefaults("iaf_psc_alpha", ["tau_m", "C_m"], output="json")) == [10.0, 250.0]


def test_an_unknown_default_is_a_key_error():
    with pytest.raises(KeyError, match="no_such"):
        nest.GetDefaults("iaf_psc_alpha", "no_such")


def test_the_defaults_of_an_unknown_model_are_refused():
    with pytest.raises(nest.NESTErrors.UnknownComponent, match="no_such"):
        nest.GetDefaults("no_such")
    with pytest.raises(nest.NESTErrors.UnknownComponent, match="no_such"):
        nest.SetDefaults("no_such", {"C_m": 1.0})


def test_set_defaults_takes_a_dictionary_or_a_name_and_a_value():
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 200.0, "tau_m": 20})
    nest.SetDefaults("iaf_psc_alpha", "V_th", -50.0)
    node = nest.Create("iaf_psc_alpha")
    assert node.get(["C_m", "tau_m", "V_th"]) == {"C_m": 200.0, "tau_m": 20.0, "V_th": -50.0}


def test_set_defaults_leaves_existing_nodes_alone():
    old = nest.Create("iaf_psc_alpha")
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 200.0})
    assert old.C_m == 250.0


def test_set_defaults_of_a_synapse_changes_new_connections():
    a = nest.Create("parrot_neuron", 2)
    nest.SetDefaults("static_synapse", {"weight": 3.0, "delay": 2.0})
    nest.Connect(a[0], a[1])
    assert nest.GetConnections().get(["weight", "delay"]) == {"weight": 3.0, "delay": 2.0}


@pytest.mark.parametrize("value", [[1.0, 2.0], "parameter"])
def test_a_default_must_be_one_definite_value(value):
    if value == "parameter":
        value = nest.random.uniform()
    with pytest.raises(ValueError):
        nest.SetDefaults("iaf_psc_alpha", {"C_m": value})


def test_set_defaults_wants_a_value_beside_a_name():
    with pytest.raises(TypeError):
        nest.SetDefaults("iaf_psc_alpha", "C_m")


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "static_synapse"])
def test_set_defaults_refuses_an_unknown_parameter(model):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="no_such"):
        nest.SetDefaults(model, {"no_such": 1.0})


@pytest.mark.parametrize("params", [{"C_m": -1.0}, {"tau_m": 0.0}, {"t_ref": -1.0}, {"tau_syn_ex": 0.0}])
def test_set_defaults_refuses_a_value_out_of_range(params):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.SetDefaults("iaf_psc_alpha", params)
    (key,) = params
    assert nest.GetDefaults("iaf_psc_alpha", key) > 0


def test_a_default_delay_is_rounded_to_steps():
    nest.SetDefaults("static_synapse", {"delay": 1.23})
    assert nest.GetDefaults("static_synapse", "delay") == pytest.approx(1.2)


def test_a_default_delay_below_the_resolution_is_refused():
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.SetDefaults("static_synapse", {"delay": 0.0})


def test_num_connections_of_a_synapse_counts_its_connections():
    a = nest.Create("parrot_neuron", 3)
    nest.Connect(a, a)
    nest.Connect(a, a, "one_to_one", {"synapse_model": "stdp_synapse_hom"})
    assert nest.GetDefaults("static_synapse", "num_connections") == 9


@pytest.mark.parametrize("sel", ["iaf_psc", "stdp", "recorder"])
def test_models_selects_by_part_of_the_name(sel):
    found = nest.Models(sel=sel)
    assert found
    assert all(sel in name for name in found)


@pytest.mark.parametrize("kind, lists", [("nodes", "node_models"), ("synapses", "synapse_models")])
def test_models_lists_one_kind(kind, lists):
    assert sorted(nest.Models(kind)) == sorted(getattr(nest, lists))


def test_connection_rules_lists_the_rules():
    assert sorted(nest.ConnectionRules()) == sorted(nest.connection_rules)


def test_receptor_types_are_in_the_order_of_their_names():
    assert list(nest.GetDefaults("ht_neuron", "receptor_types")) == ["AMPA", "GABA_A", "GABA_B", "NMDA"]
    neuron = nest.Create("iaf_cond_alpha_mc")
    assert list(neuron.receptor_types) == sorted(neuron.receptor_types)


@pytest.mark.parametrize("model", ["iaf_psc_exp", "iaf_tum_2000", "parrot_neuron", "parrot_neuron_ps"])
def test_receptors_that_have_numbers_only_are_not_listed(model):
    assert "receptor_types" not in nest.GetDefaults(model)
    assert "receptor_types" not in nest.Create(model).get()
