"""stdp_facetshw_synapse_hom: tables for all, charges and thresholds for each."""

import nest
import numpy as np
import pytest

MODEL = "stdp_facetshw_synapse_hom"
UP = [min(15, k + 1) for k in range(16)]
DOWN = [max(0, k - 1) for k in range(16)]


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.resolution = 0.1


def pair(**synapse):
    """Two parrots, the first of which fires at 2, 12, ... 92 ms, the second 1 ms later."""
    parrots = nest.Create("parrot_neuron", 2)
    times = np.arange(1.0, 99.0, 10.0)
    for k in range(2):
        train = nest.Create("spike_generator", params={"spike_times": times + k})
        nest.Connect(train, parrots[k], syn_spec={"delay": 1.0})
    nest.Connect(parrots[0], parrots[1], syn_spec={"synapse_model": MODEL, "receptor_type": 1, **synapse})
    return parrots, nest.GetConnections(parrots, parrots)


def test_tables_are_lists_of_whole_numbers():
    found = nest.GetDefaults(MODEL)
    assert found["lookuptable_0"].tolist() == [2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14, 15]
    assert found["lookuptable_1"].tolist() == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13]
    assert found["lookuptable_2"].tolist() == list(range(16))
    assert found["configbit_0"].tolist() == [0, 0, 1, 0]
    assert found["configbit_1"].tolist() == [0, 1, 0, 0]
    assert found["reset_pattern"].tolist() == [1] * 6
    nest.SetDefaults(MODEL, {"lookuptable_2": DOWN, "reset_pattern": [0, 1, 0, 1, 0, 1]})
    assert nest.GetDefaults(MODEL, "lookuptable_2").tolist() == DOWN
    assert nest.GetDefaults(MODEL, "reset_pattern").tolist() == [0, 1, 0, 1, 0, 1]


def test_the_weight_of_an_entry_follows_the_limit_unless_it_is_given():
    nest.SetDefaults(MODEL, {"Wmax": 30.0})
    assert nest.GetDefaults(MODEL, "weight_per_lut_entry") == 2.0
    nest.SetDefaults(MODEL, {"Wmax": 60.0, "weight_per_lut_entry": 3.0})
    assert nest.GetDefaults(MODEL, "weight_per_lut_entry") == 3.0
    nest.CopyModel(MODEL, "mine", {"Wmax": 45.0})
    assert nest.GetDefaults("mine", "weight_per_lut_entry") == 3.0
    assert nest.GetDefaults("mine", "Wmax") == 45.0


def test_a_synapse_shows_charges_thresholds_and_its_number():
    _, found = pair(a_thresh_th=0.5, a_causal=0.25)
    shown = found.get()
    assert {"a_causal", "a_acausal", "a_thresh_th", "a_thresh_tl", "init_flag", "next_readout_time"} <= set(shown)
    assert not {"Wmax", "lookuptable_0", "configbit_0", "no_synapses", "readout_cycle_duration"} & set(shown)
    assert shown["synapse_id"] == 0 and shown["init_flag"] is False
    assert (shown["a_thresh_th"], shown["a_causal"]) == (0.5, 0.25)
    found.set(a_thresh_tl=0.75, next_readout_time=40.0)
    assert (found.a_thresh_tl, found.next_readout_time) == (0.75, 40.0)


@pytest.mark.parametrize("name, value", [("lookuptable_0", UP), ("configbit_1", [1, 0, 0, 0]), ("tau_plus", 3.0)])
def test_what_is_one_for_all_is_given_to_the_model(name, value):
    parrots, found = pair()
    with pytest.raises(Exception):
        nest.Connect(parrots, parrots, syn_spec={"synapse_model": MODEL, name: value})
    with pytest.raises(Exception):
        found.set({name: value})
    assert nest.num_connections == 3


@pytest.mark.parametrize(
    "params",
    [{"lookuptable_0": UP[:3]}, {"lookuptable_1": [16] * 16}, {"reset_pattern": [1, 1]}, {"configbit_0": [1] * 5}],
)
def test_tables_of_other_lengths_or_entries_are_refused(params):
    with pytest.raises(Exception):
        nest.SetDefaults(MODEL, params)


def test_the_duration_of_a_cycle_follows_from_the_synapses_though_it_is_given():
    nest.SetDefaults(MODEL, {"tau_plus": 25.0, "readout_cycle_duration": 3.0})
    pair(weight=10.0, delay=1.0)
    nest.Simulate(50.0)
    assert nest.GetDefaults(MODEL, ["tau_plus", "readout_cycle_duration"]) == [25.0, 15.0]
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.GetConnections().set({"readout_cycle_duration": 3.0})


def test_charges_add_up_until_the_weight_goes_up_by_an_entry():
    nest.SetDefaults(MODEL, {"Wmax": 30.0, "lookuptable_0": UP, "lookuptable_1": DOWN})
    nest.SetDefaults(MODEL, {"driver_readout_time": 25.0})
    recorder = nest.Create("weight_recorder")
    nest.CopyModel(MODEL, "heard", {"weight_recorder": recorder})
    _, found = pair(weight=10.1, delay=1.0, synapse_model="heard", a_thresh_th=1.5, a_thresh_tl=1.5)
    nest.Simulate(100.0)
    # readouts are due after 0, 25, 50, 75 ms: at 2, there is no charge; at 32 and 52, there are two causal pairs,
    # whose charge is beyond the threshold; at 82, three causal and three acausal ones, both beyond it
    steps = [5, 5, 5, 6, 6, 7, 7, 7, 7, 7]
    assert recorder.events["weights"].tolist() == [2.0 * k for k in steps]
    assert nest.GetDefaults("heard", "no_synapses") == 1
    assert nest.GetDefaults("heard", "readout_cycle_duration") == 25.0
    assert found.init_flag is True
