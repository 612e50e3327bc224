"""Models of synapses that are variants of others: with labels (_lbl), for large machines (_hpc), with one weight for all (_hom_w)."""

import nest
import numpy as np
import pytest
from catalogue import SYNAPSES

FEW = {"port", "receptor", "sizeof", "source", "synapse_id", "synapse_model", "target", "target_thread", "delay"}
COUNTED = {"sizeof", "synapse_model", "synapse_modelid"}
VARIED = [name for name in SYNAPSES if name.endswith(("_synapse", "_hom", "_hom_w")) and not name.startswith("eprop_")]


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def shown(model, left_out=COUNTED):
    found = {n: v for n, v in nest.GetDefaults(model).items() if n not in left_out and "recorder" not in n}
    return {n: v.tolist() if hasattr(v, "tolist") else v for n, v in found.items()}


@pytest.mark.parametrize("model", VARIED)
def test_variants_have_the_defaults_of_their_model(model):
    assert {f"{model}_hpc", f"{model}_lbl"} <= set(nest.synapse_models)
    assert shown(f"{model}_hpc", COUNTED | {"volume_transmitter"}) == shown(model, COUNTED | {"volume_transmitter"})
    labelled = shown(f"{model}_lbl", COUNTED | {"volume_transmitter"})
    assert labelled.pop("synapse_label") == -1
    assert labelled == shown(model, COUNTED | {"volume_transmitter"})


def test_models_without_spikes_have_no_variants():
    for model in ("gap_junction", "diffusion_connection", "rate_connection_delayed"):
        assert not {f"{model}_hpc", f"{model}_lbl"} & set(nest.synapse_models)


@pytest.mark.parametrize("model", ["static_synapse", "stdp_synapse", "stdp_synapse_hom", "tsodyks2_synapse"])
def test_connections_are_found_by_their_labels(model):
    neurons = nest.Create("iaf_psc_alpha", 4)
    spec = {"synapse_model": f"{model}_lbl", "weight": 2.0}
    nest.Connect(neurons, neurons, "one_to_one", {**spec, "synapse_label": 7})
    nest.Connect(neurons, neurons, "one_to_one", {**spec, "synapse_label": [1, 2, 7, 0]})
    nest.Connect(neurons[0], neurons[1], syn_spec=spec)
    nest.Connect(neurons, neurons)
    assert len(nest.GetConnections()) == len(nest.GetConnections(synapse_label=-1)) == 25
    some = nest.GetConnections(synapse_label=7)
    assert sorted(some.sources()) == [1, 2, 3, 3, 4]
    assert some.synapse_label == [7] * 5
    assert all(type(n) is int for n in some.synapse_label)
    assert len(nest.GetConnections(neurons[2], neurons, synapse_label=7)) == 2
    assert len(nest.GetConnections(synapse_label=0)) == 1
    assert len(nest.GetConnections(synapse_label=99)) == 0
    assert len(nest.GetConnections(synapse_model="static_synapse", synapse_label=7)) == 0
    assert nest.GetConnections(neurons[0], neurons[1], f"{model}_lbl").synapse_label == -1
    some.synapse_label = 8
    assert len(nest.GetConnections(synapse_label=7)) == 0
    assert sorted(nest.GetConnections(synapse_label=8).sources()) == [1, 2, 3, 3, 4]
    nest.SetDefaults(f"{model}_lbl", {"synapse_label": 5})
    nest.CopyModel(f"{model}_lbl", "mine", {"synapse_label": 6})
    nest.Connect(neurons[0], neurons[1], syn_spec={"synapse_model": f"{model}_lbl"})
    nest.Connect(neurons[0], neurons[1], syn_spec={"synapse_model": "mine"})
    assert nest.GetConnections(synapse_label=5).get("synapse_model") == f"{model}_lbl"
    assert nest.GetConnections(synapse_label=6).get("synapse_model") == "mine"


def test_bad_labels_are_refused():
    neurons = nest.Create("iaf_psc_alpha", 2)
    with pytest.raises(nest.NESTError):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "static_synapse_lbl", "synapse_label": -3})
    with pytest.raises((nest.NESTError, RuntimeError)):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "static_synapse_lbl", "synapse_label": 2.5})
    with pytest.raises(nest.NESTError):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "static_synapse", "synapse_label": 3})
    with pytest.raises(nest.NESTError):
        nest.GetConnections(synapse_label=2.0)
    assert nest.num_connections == 0
    nest.Connect(neurons[0], neurons[1], syn_spec={"synapse_model": "static_synapse_lbl", "synapse_label": 3})
    made = nest.GetConnections()
    for label in (-7, -1):
        with pytest.raises(nest.NESTError):
            made.synapse_label = label
    assert made.synapse_label == 3


def events(model, spec, direct=False):
    """What neurons do that are driven through synapses of a model, by neurons and, if wanted, by generators."""
    nest.ResetKernel()
    parrots = nest.Create("parrot_neuron", 20)
    cells = nest.Create("iaf_psc_alpha", 10)
    times = [{"spike_times": np.arange(1.0 + k, 300.0, 7.0 + 0.5 * k)} for k in range(20)]
    for targets in (parrots, cells) if direct else (parrots,):
        trains = nest.Create("spike_generator", 20)
        trains.set(times)
        if targets == parrots:
            nest.Connect(trains, parrots, "one_to_one")
        else:
            nest.Connect(trains, cells, syn_spec={"synapse_model": model, **spec})
    nest.Connect(parrots, cells, syn_spec={"synapse_model": model, **spec})
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    nest.Simulate(300.0)
    found = recorder.events
    return sorted(zip(np.round(found["times"], 6).tolist(), found["senders"].tolist()))


def test_labelled_synapses_act_as_others():
    spec = {"weight": 90.0, "delay": 1.5}
    plain = events("static_synapse", spec, True)
    assert len(plain) > 10
    assert events("static_synapse_lbl", {**spec, "synapse_label": 4}, True) == plain
    assert events("static_synapse_hpc", spec, True) == plain
    plastic = events("stdp_synapse", spec)
    assert plastic and plastic != events("static_synapse", spec)
    assert events("stdp_synapse_lbl", {**spec, "synapse_label": 4}) == plastic


def test_one_weight_for_all():
    cells = nest.Create("iaf_psc_alpha", 2)
    model = "static_synapse_hom_w"
    with pytest.raises(nest.NESTError):
        nest.Connect(cells, cells, syn_spec={"synapse_model": model, "weight": 3.0})
    with pytest.raises(nest.NESTError):
        nest.Connect(cells, cells, syn_spec={"synapse_model": model, "weight": [[1.0, 2.0], [3.0, 4.0]]})
    nest.CopyModel(model, "strong", {"weight": 3.0})
    nest.Connect(cells, cells, syn_spec={"synapse_model": "strong", "delay": 2.0})
    made = nest.GetConnections()
    assert set(made.get()) == FEW
    with pytest.raises(KeyError):
        made[0].get("weight")
    with pytest.raises(nest.NESTError):
        made.weight = 5.0
    made.delay = 1.0
    assert made.delay == [1.0] * 4
    assert nest.GetDefaults("strong", "weight") == 3.0
