"""Parameters of neurons that are lists: receptors and recordables depend on their lengths."""

import nest
import numpy as np
import pytest

MODEL = "iaf_psc_exp_multisynapse"


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def test_lists_are_read_as_arrays():
    neuron = nest.Create(MODEL)
    assert np.array_equal(neuron.tau_syn, [2.0])
    assert neuron.n_synapses == 1
    neuron = nest.Create(MODEL, params={"tau_syn": [1.0, 2.5, 4.0]})
    assert np.array_equal(neuron.get("tau_syn"), [1.0, 2.5, 4.0])
    assert neuron.n_synapses == 3
    assert neuron.get()["n_synapses"] == 3
    assert sorted(neuron.get("recordables")) == ["I_syn", "I_syn_1", "I_syn_2", "I_syn_3", "V_m"]


def test_a_list_is_for_all_nodes():
    neurons = nest.Create(MODEL, 3, {"tau_syn": [1.0, 2.0, 3.0]})
    assert [list(t) for t in neurons.tau_syn] == [[1.0, 2.0, 3.0]] * 3
    neurons.tau_syn = [5.0, 6.0, 7.0]
    assert [list(t) for t in neurons.tau_syn] == [[5.0, 6.0, 7.0]] * 3


def test_each_node_may_have_a_list_of_its_own():
    neurons = nest.Create(MODEL, 2)
    neurons.set([{"tau_syn": [1.0, 2.0]}, {"tau_syn": [3.0]}])
    assert [list(t) for t in neurons.tau_syn] == [[1.0, 2.0], [3.0]]
    assert neurons.n_synapses == (2, 1)


def test_lists_of_each_node_stand_beside_numbers_of_each():
    nodes = nest.Create("iaf_psc_exp_multisynapse", 2, {"tau_syn": [[1.0, 2.0], [3.0, 4.0]], "C_m": [100.0, 200.0], "V_th": -50.0})
    assert [list(own) for own in nodes.tau_syn] == [[1.0, 2.0], [3.0, 4.0]]
    assert nodes.get(["C_m", "V_th"]) == {"C_m": (100.0, 200.0), "V_th": (-50.0, -50.0)}


def test_lists_may_change_until_connections_are_made():
    neuron = nest.Create(MODEL)
    nest.SetStatus(neuron, {"tau_syn": [1.0, 2.0], "C_m": 100.0})
    assert np.array_equal(neuron.tau_syn, [1.0, 2.0])
    assert neuron.C_m == 100
    parrot = nest.Create("parrot_neuron")
    nest.Connect(parrot, neuron, syn_spec={"receptor_type": 2})
    with pytest.raises(nest.NESTError):
        neuron.tau_syn = [1.0]
    assert np.array_equal(neuron.tau_syn, [1.0, 2.0])


def test_defaults_and_copies_have_lists():
    nest.CopyModel(MODEL, "two", {"tau_syn": [1.0, 9.0]})
    assert np.array_equal(nest.GetDefaults("two", "tau_syn"), [1.0, 9.0])
    assert np.array_equal(nest.Create("two").tau_syn, [1.0, 9.0])
    nest.SetDefaults(MODEL, {"tau_syn": [4.0, 5.0, 6.0]})
    assert nest.Create(MODEL).n_synapses == 3


@pytest.mark.parametrize("receptor", [0, 3])
def test_receptors_that_are_not_there_are_refused(receptor):
    neuron = nest.Create(MODEL, params={"tau_syn": [1.0, 2.0]})
    parrot = nest.Create("parrot_neuron")
    with pytest.raises(nest.NESTError):
        nest.Connect(parrot, neuron, syn_spec={"receptor_type": receptor})


@pytest.mark.parametrize("wrong", [[0.0], [1.0, -1.0]])
def test_impossible_lists_are_refused(wrong):
    with pytest.raises(nest.NESTError):
        nest.Create(MODEL, params={"tau_syn": wrong})
    neuron = nest.Create(MODEL)
    with pytest.raises(nest.NESTError):
        neuron.tau_syn = wrong
    assert np.array_equal(neuron.tau_syn, [2.0])


def test_currents_of_receptors_decay_apart():
    neuron = nest.Create(MODEL, params={"tau_syn": [2.0, 5.0]})
    train = nest.Create("spike_generator", params={"spike_times": [1.0]})
    for receptor, weight in ((1, 3.0), (2, -7.0)):
        nest.Connect(train, neuron, syn_spec={"receptor_type": receptor, "weight": weight})
    meter = nest.Create("multimeter", params={"record_from": ["I_syn_1", "I_syn_2", "I_syn"], "interval": 1.0})
    nest.Connect(meter, neuron)
    nest.Simulate(12.0)
    events = meter.events
    after = events["times"] >= 2
    t = events["times"][after] - 2
    assert events["I_syn_1"][after] == pytest.approx(3 * np.exp(-t / 2), abs=1e-12)
    assert events["I_syn_2"][after] == pytest.approx(-7 * np.exp(-t / 5), abs=1e-12)
    assert events["I_syn"] == pytest.approx(events["I_syn_1"] + events["I_syn_2"], abs=1e-12)
