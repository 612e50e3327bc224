"""Neurons that are trees of compartments: lists of dicts are set once, added to, read and refused.

What they compute is compared with NEST's numbers in Java, in `NeuronScenariosTest`.
"""

import nest
import numpy as np
import pytest

REFUSED = getattr(nest.NESTErrors, "NESTError", Exception)
ROOT = {"parent_idx": -1}
TREE = [{"parent_idx": -1, "params": {"C_m": 0.5}}, {"parent_idx": 0}, {"parent_idx": 0, "params": {"g_C": 0.3}}]
SHOWN = ({"comp_idx": 0, "parent_idx": -1}, {"comp_idx": 1, "parent_idx": 0}, {"comp_idx": 2, "parent_idx": 0})


def tree(compartments=TREE, **params):
    neuron = nest.Create("cm_default", params=params)
    neuron.compartments = compartments
    return neuron


def test_compartments_are_shown_with_their_places():
    neuron = tree()
    assert neuron.compartments.get_tuple() == SHOWN
    assert neuron.compartments[1] == SHOWN[1]
    assert list(neuron.compartments) == list(SHOWN)
    assert str(neuron.compartments) == str(SHOWN)
    assert neuron.get()["compartments"] == list(SHOWN)
    assert neuron.get(["compartments", "V_th"]) == {"compartments": list(SHOWN), "V_th": -55.0}
    assert neuron.receptors.get_tuple() == ()


def test_receptors_are_shown_by_compartment_and_type():
    neuron = tree()
    pairs = [(1, "AMPA"), (0, "GABA"), (2, "AMPA_NMDA"), (2, "NMDA"), (1, "AMPA")]
    neuron.receptors = [{"comp_idx": k, "receptor_type": kind} for k, kind in pairs]
    shown = [(r["comp_idx"], r["receptor_idx"], r["receptor_type"]) for r in neuron.receptors]
    assert shown == [(0, 1, "GABA"), (1, 0, "AMPA"), (1, 4, "AMPA"), (2, 3, "NMDA"), (2, 2, "AMPA_NMDA")]


def test_recordables_go_by_compartments_and_receptors():
    neuron = tree(TREE[:2])
    gates = [f"{name}_{k}" for name in ("h_Na", "m_Na", "n_K") for k in (0, 1)]
    assert list(neuron.recordables) == [*gates, "v_comp0", "v_comp1"]
    neuron.receptors = [{"comp_idx": 1, "receptor_type": "AMPA_NMDA"}, {"comp_idx": 0, "receptor_type": "GABA"}]
    receptors = [f"g_{part}_{name}" for part in "dr" for name in ("AN_AMPA_0", "AN_NMDA_0", "GABA_1")]
    assert list(neuron.recordables) == [*receptors, *gates, "v_comp0", "v_comp1"]
    assert list(nest.GetDefaults("cm_default", "recordables")) == []


def test_elements_are_added_by_an_assignment():
    neuron = tree(TREE[:1])
    neuron.compartments += [{"parent_idx": 0}]
    neuron.compartments += {"parent_idx": 0}
    assert neuron.compartments.get_tuple() == SHOWN
    neuron.receptors = {"comp_idx": 0, "receptor_type": "GABA"}
    neuron.receptors += [{"comp_idx": 0, "receptor_type": "AMPA"}]
    assert [r["receptor_idx"] for r in neuron.receptors] == [1, 0]
    neuron.set({"add_receptors": [{"comp_idx": 2, "receptor_type": "NMDA"}]})
    assert len(neuron.get("receptors").get_tuple()) == 3


def test_a_sum_changes_no_node():
    neuron = tree(TREE[:1])
    both = neuron.compartments + [{"parent_idx": 0}]
    assert both.get_tuple() == (SHOWN[0], {"parent_idx": 0})
    assert neuron.compartments.get_tuple() == SHOWN[:1]
    with pytest.raises(nest.NESTErrors.BadProperty):
        neuron.compartments = both


def test_a_list_is_set_once():
    neuron = tree()
    with pytest.raises(nest.NESTErrors.BadProperty, match="already defined"):
        neuron.compartments = [ROOT]
    with pytest.raises(nest.NESTErrors.BadProperty, match="already defined"):
        neuron.set({"compartments": neuron.compartments})
    assert neuron.compartments.get_tuple() == SHOWN


def test_several_nodes_get_the_same_or_their_own():
    neurons = nest.Create("cm_default", 3, params={"compartments": [ROOT]})
    neurons[1].compartments += [{"parent_idx": 0}]
    assert [len(c) for c in neurons.compartments] == [1, 2, 1]
    neurons.compartments += [{"parent_idx": 0}]
    assert [len(c) for c in neurons.compartments] == [2, 3, 2]
    assert [len(r) for r in neurons.recordables] == [8, 12, 8]


@pytest.mark.parametrize(
    "compartments, error",
    [
        ([{"parent_idx": 0}], "UnknownCompartment"),
        ([ROOT, {"parent_idx": 5}], "UnknownCompartment"),
        ([ROOT, ROOT], "UnknownCompartment"),
        ([{"parent_idx": -1, "params": {"foo": 1.0}}], "UnaccessedDictionaryEntry"),
        ([{"parent_idx": -1, "foo": 1.0}], "UnaccessedDictionaryEntry"),
        ([{"parent_idx": -1, "params": {"C_m": "a"}}], "TypeMismatch"),
        ([{"params": {}}], None),
        (5, "BadProperty"),
        ([5], None),
    ],
)
def test_what_makes_no_tree_is_refused(compartments, error):
    neuron = nest.Create("cm_default")
    with pytest.raises(getattr(nest.NESTErrors, error) if error else Exception):
        neuron.compartments = compartments


@pytest.mark.parametrize(
    "receptor, error",
    [
        ({"comp_idx": 3, "receptor_type": "AMPA"}, "UnknownCompartment"),
        ({"comp_idx": 0, "receptor_type": "AMPA", "params": {"tau_r": 1.0}}, "UnaccessedDictionaryEntry"),
        ({"comp_idx": 0, "receptor_type": "AMPA", "params": {"tau_r_GABA": 1.0}}, "UnaccessedDictionaryEntry"),
        ({"comp_idx": 0}, None),
        ({"receptor_type": "AMPA"}, None),
    ],
)
def test_what_is_no_receptor_is_refused(receptor, error):
    neuron = tree()
    with pytest.raises(getattr(nest.NESTErrors, error) if error else Exception):
        neuron.receptors = [receptor]


def test_a_neuron_without_compartments_is_not_simulated():
    nest.Create("cm_default")
    with pytest.raises(nest.NESTErrors.UnknownCompartment):
        nest.Simulate(1.0)


@pytest.mark.parametrize("source, number, fits", [
    ("spike_generator", 0, True),
    ("spike_generator", 1, False),
    ("dc_generator", 2, True),
    ("dc_generator", 3, False),
])
def test_spikes_end_on_receptors_and_currents_on_compartments(source, number, fits):
    neuron = tree()
    neuron.receptors = [{"comp_idx": 1, "receptor_type": "AMPA"}]
    generator = nest.Create(source)
    if fits:
        nest.Connect(generator, neuron, syn_spec={"receptor_type": number})
        assert nest.num_connections == 1
    else:
        with pytest.raises(nest.NESTErrors.UnknownPort, match=f"Port with id {number} does not exist"):
            nest.Connect(generator, neuron, syn_spec={"receptor_type": number})


def test_each_node_has_compartments_of_its_own_beside_other_values_of_its_own():
    given = {"tau_minus": [5.0, 7.0], "compartments": [TREE, TREE[:2]]}
    made = nest.Create("cm_default", 2, params=given)
    changed = nest.Create("cm_default", 2)
    changed.set(given)
    for nodes in (made, changed):
        assert nodes.tau_minus == (5.0, 7.0)
        assert [node.compartments.get_tuple() for node in nodes] == [SHOWN, SHOWN[:2]]
    with pytest.raises(IndexError):
        nest.Create("cm_default", 3, params={"tau_minus": 5.0, "compartments": [TREE, TREE]} | {"V_th": [1.0] * 3})


def test_defaults_and_copies_have_compartments():
    nest.CopyModel("cm_default", "two", {"compartments": TREE[:2], "V_th": -50.0})
    assert nest.GetDefaults("two", "compartments") == list(SHOWN[:2])
    neuron = nest.Create("two")
    assert neuron.compartments.get_tuple() == SHOWN[:2]
    neuron.compartments += [{"parent_idx": 0}]
    assert neuron.compartments.get_tuple() == SHOWN
    assert nest.Create("two").compartments.get_tuple() == SHOWN[:2]
    assert nest.Create("cm_default").compartments.get_tuple() == ()


def test_plastic_synapses_end_on_it():
    neuron = tree(V_th=-65.0)
    neuron.receptors = [{"comp_idx": 0, "receptor_type": "AMPA"}]
    train = nest.Create("spike_generator", params={"spike_times": [5.0, 25.0]})
    parrot = nest.Create("parrot_neuron")
    nest.Connect(train, parrot)
    nest.Connect(parrot, neuron, syn_spec={"synapse_model": "stdp_synapse", "weight": 1.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neuron, recorder)
    nest.Simulate(40.0)
    fired = recorder.get("events", "times")
    assert len(fired) == 1
    paired = 1 + 0.01 * 100 * (1 - 0.01) * np.exp(-(fired[0] + 1.0 - 6.0) / 20.0)
    depressed = paired - 0.01 * paired * np.exp(-(26.0 - (fired[0] + 1.0)) / 20.0)
    assert nest.GetConnections(parrot, neuron).weight == pytest.approx(depressed, rel=1e-6)
