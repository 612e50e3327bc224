"""Neurons with a few compartments, with parameters in dictionaries; test_myelin_texts.py has their numbers."""

import nest
import pytest

REFUSED = getattr(nest.NESTErrors, "NESTError", Exception)
MODELS = {
    "iaf_cond_alpha_mc": (
        ("soma", "proximal", "distal"),
        {
            **{"soma_exc": 1, "soma_inh": 2, "proximal_exc": 3, "proximal_inh": 4, "distal_exc": 5, "distal_inh": 6},
            **{"soma_curr": 7, "proximal_curr": 8, "distal_curr": 9},
        },
    ),
    "pp_cond_exp_mc_urbanczik": (
        ("soma", "dendritic"),
        {"soma_exc": 1, "soma_inh": 2, "dendritic_exc": 3, "dendritic_inh": 4, "soma_curr": 5, "dendritic_curr": 6},
    ),
}
EACH = [(model, group) for model, (groups, _) in MODELS.items() for group in groups]
OWN = {"C_m", "E_L", "E_ex", "E_in", "I_e", "V_m", "g_L", "tau_syn_ex", "tau_syn_in"}


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


@pytest.mark.parametrize("model", MODELS)
def test_receptors_have_names(model):
    receptors = MODELS[model][1]
    assert nest.GetDefaults(model)["receptor_types"] == receptors
    neuron = nest.Create(model)
    assert neuron.get("receptor_types") == receptors
    train, current = nest.Create("spike_generator"), nest.Create("dc_generator")
    for name, number in receptors.items():
        fits, other = (current, train) if name.endswith("curr") else (train, current)
        nest.Connect(fits, neuron, syn_spec={"receptor_type": number})
        with pytest.raises(REFUSED):
            nest.Connect(other, neuron, syn_spec={"receptor_type": number})
    for number in (0, len(receptors) + 1):
        with pytest.raises(REFUSED):
            nest.Connect(train, neuron, syn_spec={"receptor_type": number})
    assert nest.num_connections == len(receptors)


@pytest.mark.parametrize("model, group", EACH)
def test_a_dictionary_is_set_in_part(model, group):
    neurons = nest.Create(model, 2, params={group: {"g_L": 7.0}})
    before = nest.GetDefaults(model)[group]
    assert set(before) == OWN
    assert neurons.get(group) == ({**before, "g_L": 7.0},) * 2
    neurons.set({group: {"C_m": 33, "V_m": -61.0}})
    neurons[1].set({group: {"g_L": 8.0}})
    assert neurons[0].get(group) == {**before, "g_L": 7.0, "C_m": 33.0, "V_m": -61.0}
    assert neurons[1].get(group, "g_L") == 8.0
    neurons.set([{group: {"E_L": -72.0}}, {group: {"E_L": -73.0}}])
    assert [n.get(group, "E_L") for n in neurons] == [-72.0, -73.0]
    assert neurons[1].get()[group]["g_L"] == 8.0
    nest.SetStatus(neurons, {group: {"I_e": 5.0}})
    assert [d["I_e"] for d in nest.GetStatus(neurons, group)] == [5.0, 5.0]


@pytest.mark.parametrize("model, group", EACH)
def test_defaults_and_copies(model, group):
    nest.SetDefaults(model, {group: {"g_L": 5.0}})
    nest.CopyModel(model, "another", {group: {"C_m": 90.0}})
    assert nest.GetDefaults(model)[group]["g_L"] == 5.0
    copy = nest.Create("another")
    assert (copy.get(group, "g_L"), copy.get(group, "C_m")) == (5.0, 90.0)
    assert nest.Create(model).get(group, "C_m") != 90.0


@pytest.mark.parametrize("model, group", EACH)
@pytest.mark.parametrize("bad", [{"C_m": 0.0}, {"tau_syn_ex": 0.0}, {"tau_syn_in": -1.0}, {"C_m": "x"}, 3.0])
def test_what_is_refused_changes_nothing(model, group, bad):
    neuron = nest.Create(model)
    before = neuron.get(group)
    with pytest.raises(REFUSED):
        neuron.set({group: bad})
    assert neuron.get(group) == before


@pytest.mark.parametrize(
    "model, bad",
    [
        ("iaf_cond_alpha_mc", {"V_reset": -50.0}),
        ("iaf_cond_alpha_mc", {"V_th": -60.0}),
        ("iaf_cond_alpha_mc", {"t_ref": -1.0}),
        ("pp_cond_exp_mc_urbanczik", {"t_ref": -1.0}),
        ("pp_cond_exp_mc_urbanczik", {"phi_max": -1.0}),
        ("pp_cond_exp_mc_urbanczik", {"rate_slope": -1.0}),
    ],
)
def test_what_is_refused_of_the_whole(model, bad):
    with pytest.raises(REFUSED):
        nest.Create(model, params=bad)


@pytest.mark.parametrize("model", MODELS)
def test_potentials_are_recorded_by_compartment(model):
    neuron = nest.Create(model)
    names = [n for n in nest.GetDefaults(model)["recordables"] if n.startswith("V_m.")]
    assert len(names) == len(MODELS[model][0])
    meter = nest.Create("multimeter", params={"record_from": names})
    nest.Connect(meter, neuron)
    neuron.set({MODELS[model][0][-1]: {"V_m": -60.0}})
    nest.Simulate(3.0)
    assert all(len(meter.events[n]) >= 2 for n in names)
    assert sum(meter.events[n][0] > -69.9 for n in names) >= 1
