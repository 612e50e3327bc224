import nest
import pytest


def test_a_copied_neuron_has_its_own_defaults():
    nest.CopyModel("iaf_psc_alpha", "my_neuron", {"C_m": 100.0})
    assert nest.GetDefaults("my_neuron", "C_m") == 100.0
    assert nest.GetDefaults("iaf_psc_alpha", "C_m") == 250.0


def test_a_copied_neuron_can_be_created_and_says_its_name():
    nest.CopyModel("iaf_psc_alpha", "my_neuron", {"C_m": 100.0})
    node = nest.Create("my_neuron", 2)
    assert node.model == ("my_neuron", "my_neuron")
    assert node.C_m == (100.0, 100.0)


def test_a_copy_is_listed():
    nest.CopyModel("iaf_psc_alpha", "my_neuron")
    nest.CopyModel("static_synapse", "my_synapse")
    assert "my_neuron" in nest.node_models
    assert "my_synapse" in nest.synapse_models


def test_a_copy_takes_the_defaults_of_its_moment():
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 111.0})
    nest.CopyModel("iaf_psc_alpha", "my_neuron")
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 222.0})
    assert nest.GetDefaults("my_neuron", "C_m") == 111.0


def test_a_copy_can_be_copied():
    nest.CopyModel("iaf_psc_alpha", "first", {"C_m": 100.0})
    nest.CopyModel("first", "second", {"E_L": -61.0})
    assert list(nest.GetDefaults("second", ["C_m", "E_L"])) == [100.0, -61.0]


def test_a_copied_synapse_connects_with_its_own_defaults():
    nest.CopyModel("static_synapse", "excitatory", {"weight": 20.0, "delay": 1.5})
    nest.CopyModel("static_synapse", "inhibitory", {"weight": -100.0, "delay": 1.5})
    a = nest.Create("parrot_neuron", 2)
    nest.Connect(a[:1], a[1:], syn_spec="excitatory")
    nest.Connect(a[1:], a[:1], syn_spec="inhibitory")
    assert nest.GetConnections(synapse_model="excitatory").weight == 20.0
    assert nest.GetConnections(synapse_model="inhibitory").weight == -100.0
    assert nest.GetConnections(a[0]).synapse_model == "excitatory"


def test_a_common_parameter_of_a_synapse_is_set_by_copy_model():
    nest.CopyModel("stdp_synapse_hom", "my_stdp", {"lambda": 0.25})
    assert nest.GetDefaults("my_stdp", "lambda") == 0.25
    assert nest.GetDefaults("stdp_synapse_hom", "lambda") == 0.01


@pytest.mark.parametrize("name", ["my_neuron", "static_synapse", "iaf_psc_exp"])
def test_a_name_in_use_is_refused(name):
    nest.CopyModel("iaf_psc_alpha", "my_neuron")
    with pytest.raises(nest.NESTErrors.NewModelNameExists, match=name):
        nest.CopyModel("iaf_psc_alpha", name)


def test_an_unknown_model_cannot_be_copied():
    with pytest.raises(nest.NESTErrors.UnknownModelName, match="no_such"):
        nest.CopyModel("no_such", "mine")


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "static_synapse"])
def test_a_copy_with_an_unknown_parameter_is_refused(model):
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="no_such"):
        nest.CopyModel(model, "mine", {"no_such": 1.0})
