"""What Myelin refuses where plastic synapses would hear spikes that are not events at the ends of steps."""

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


@pytest.mark.parametrize("model", ["parrot_neuron_ps", "iaf_psc_exp_ps", "mcculloch_pitts_neuron"])
def test_no_plastic_synapses_onto_them(model):
    neurons = nest.Create(model, 2)
    with pytest.raises(nest.NESTError, match="static_synapse"):
        nest.Connect(neurons[0], neurons[1], syn_spec={"synapse_model": "stdp_synapse"})
    assert nest.num_connections == 0


def test_the_refusal_says_what_binary_neurons_are_connected_to():
    with pytest.raises(nest.NESTError, match="noise_generator"):
        nest.Connect(nest.Create("dc_generator"), nest.Create("mcculloch_pitts_neuron"))


def test_no_spikes_are_so_near_that_a_step_has_thousands_to_choose_from():
    with pytest.raises(nest.NESTError, match="or none"):
        nest.Create("poisson_generator_ps", params={"rate": 100.0, "dead_time": 10.0 - 1e-5})


def test_trains_go_on_where_nodes_are_added():
    nest.resolution = 0.1
    generator = nest.Create("poisson_generator_ps", params={"rate": 300.0, "dead_time": 2.0})
    parrots = nest.Create("parrot_neuron_ps", 30)
    nest.Connect(generator, parrots, syn_spec={"delay": 1.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(parrots, recorder)
    for duration in (10.1, 0.3, 25.0, 1.0, 63.6):
        nest.Simulate(duration)
        nest.Create("parrot_neuron_ps")
    for n in parrots.tolist():
        times = np.sort(recorder.events["times"][recorder.events["senders"] == n])
        assert np.min(np.diff(times)) >= 2.0 - 1e-9
