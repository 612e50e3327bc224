"""Models that a network is given in Java, beside Myelin's own."""

import jpype
import nest
import pytest
from myelin.nest.state import state


def add(name):
    """Adds a model of synapses of constant weight to the present network."""
    models = state.network.java.models()
    words = jpype.JClass("myelin.engine.declare.Model$Words")(name, "constant weight", "")
    parameters = models.named("static_synapse").parameters()
    models.add(jpype.JClass("myelin.engine.plastic.SynapseModel")(words, parameters))


def test_it_is_used_by_name_until_the_kernel_is_reset():
    add("plain_synapse")
    assert "plain_synapse" in nest.synapse_models
    assert nest.GetDefaults("plain_synapse", "delay") == 1.0
    a = nest.Create("parrot_neuron", 2)
    nest.Connect(a, a, syn_spec={"synapse_model": "plain_synapse", "weight": 3.0})
    assert nest.num_connections == 4
    assert nest.GetConnections(synapse_model="plain_synapse").weight == [3.0] * 4
    nest.ResetKernel()
    assert "plain_synapse" not in nest.synapse_models
    with pytest.raises(nest.NESTErrors.UnknownComponent, match="plain_synapse"):
        nest.GetDefaults("plain_synapse")


def test_it_can_be_copied_and_its_name_is_taken():
    nest.Create("parrot_neuron")
    add("plain_synapse")
    nest.CopyModel("plain_synapse", "strong", {"weight": 5.0})
    assert nest.GetDefaults("strong", "weight") == 5.0
    nest.SetDefaults("plain_synapse", {"weight": 4.0})
    assert nest.GetDefaults("plain_synapse", "weight") == 4.0
    add("plainer_synapse")
    with pytest.raises(nest.NESTErrors.NewModelNameExists, match="plainer_synapse"):
        nest.CopyModel("static_synapse", "plainer_synapse")


def test_one_that_is_not_there_is_refused_with_the_nearest():
    add("plain_synapse")
    with pytest.raises(nest.NESTErrors.NESTError, match="did you mean plain_synapse"):
        nest.GetDefaults("plain_synaps")
