"""What neurons do while they are held after a spike, and where in a step they fire; with NEST's numbers."""

import nest
import pytest


def recorded(neuron, quantities, interval, ms):
    meter = nest.Create("multimeter", params={"record_from": quantities, "interval": interval})
    nest.Connect(meter, neuron)
    nest.Simulate(ms)
    return [meter.events[q] for q in quantities]


@pytest.mark.parametrize("model", ["iaf_cond_alpha", "iaf_cond_beta", "iaf_cond_alpha_mc"])
@pytest.mark.parametrize("resolution, t_ref, held", [(0.1, 2.33, 2.4), (0.1, 2.0, 2.0), (1.0, 0.1, 1.0), (1.0, 2.05, 3.0)])
def test_what_is_left_of_the_refractory_time_is_whole_steps(model, resolution, t_ref, held):
    nest.resolution = resolution
    current = {"soma": {"I_e": 900.0}} if model.endswith("mc") else {"I_e": 900.0}
    neuron = nest.Create(model, params={"t_ref": t_ref, **current})
    (left,) = recorded(neuron, ["t_ref_remaining"], resolution, 40.0)
    assert max(left) == pytest.approx(held)
    assert min(left) == 0


@pytest.mark.parametrize("model", ["aeif_cond_alpha", "aeif_cond_exp", "aeif_psc_alpha", "aeif_psc_delta", "aeif_psc_exp"])
def test_a_potential_that_is_set_while_the_neuron_is_held_does_not_last(model):
    neuron = nest.Create(model, params={"t_ref": 5.0, "I_e": 900.0})
    spikes = nest.Create("spike_recorder")
    nest.Connect(neuron, spikes)
    while not spikes.n_events:
        nest.Simulate(1.0)
    neuron.V_m = -80.0
    nest.Simulate(0.2)
    assert neuron.V_m == -60.0


def test_what_arrives_in_the_last_step_of_a_clamp_is_lost():
    nest.resolution = 1.0
    neuron = nest.Create("aeif_psc_delta_clopath", params={"V_m": -50.0, "t_clamp": 1.0, "t_ref": 0.0, "I_e": 1120.0})
    source = nest.Create("spike_generator", params={"spike_times": [1.0, 2.0, 3.0, 4.0, 5.0]})
    nest.Connect(source, neuron, syn_spec={"weight": 0.25})
    (V_m,) = recorded(neuron, ["V_m"], 1.0, 7.0)
    assert V_m[:6] == pytest.approx([-47.8651, -44.3518, 33.0, -57.1685, -53.5085, -50.2462], abs=1e-4)


def test_a_soma_is_held_at_the_potential_that_is_set_meanwhile():
    neuron = nest.Create("iaf_cond_alpha_mc", params={"t_ref": 5.0, "soma": {"I_e": 900.0}})
    spikes = nest.Create("spike_recorder")
    nest.Connect(neuron, spikes)
    while not spikes.n_events:
        nest.Simulate(1.0)
    neuron.V_reset = -75.0
    nest.Simulate(0.2)
    assert neuron.get("soma")["V_m"] == -75.0


def test_a_neuron_of_hill_and_tononi_fires_within_a_step():
    nest.resolution = 1.0
    neuron = nest.Create("ht_neuron")
    nest.Connect(nest.Create("dc_generator", params={"amplitude": 460.0}), neuron)
    V_m, theta, I_NaP = recorded(neuron, ["V_m", "theta", "I_NaP"], 1.0, 9.0)
    assert V_m[2:7] == pytest.approx([17.74263, -10.29513, -23.94078, 14.3162, -11.84594], abs=1e-5)
    assert theta[2:7] == pytest.approx([19.43545, -8.27874, -25.08826, 16.2403, -10.21671], abs=1e-5)
    assert I_NaP[2:7] == pytest.approx([12.25472, 39.96471, 51.40645, 15.67851, 41.42675], abs=1e-5)


def test_what_flows_at_a_spike_at_the_end_of_a_step_is_that_before_it():
    nest.resolution = 1.0
    neuron = nest.Create("ht_neuron")
    nest.Connect(nest.Create("dc_generator", params={"amplitude": 100.0}), neuron)
    V_m, I_NaP = recorded(neuron, ["V_m", "I_NaP"], 1.0, 8.0)
    assert V_m[3:6] == pytest.approx([-56.37497, 30.0, -20.43019], abs=1e-5)
    assert I_NaP[3:6] == pytest.approx([9.43936, 24.54035, 48.91075], abs=1e-5)


def test_without_a_refractory_time_it_fires_once_a_step():
    nest.resolution = 0.5
    neuron = nest.Create("ht_neuron", params={"t_ref": 0.0})
    nest.Connect(nest.Create("dc_generator", params={"amplitude": 40.0}), neuron)
    (V_m,) = recorded(neuron, ["V_m"], 0.5, 11.0)
    assert V_m[16:20] == pytest.approx([-51.4866011487882, 30.0, 6.046315807993707, 30.0], abs=1e-4)
