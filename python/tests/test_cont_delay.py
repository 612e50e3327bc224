"""cont_delay_synapse: delays between the steps, for neurons with precise spike times."""

import nest
import numpy as np
import pytest

MODEL = "cont_delay_synapse"
TIMES = [1.0, 2.03, 3.06, 4.099]


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.resolution = 0.1


def parrots(target="parrot_neuron_ps"):
    """A parrot that fires at TIMES + 1 ms, another neuron, and what records its spikes."""
    source, target, recorder = nest.Create("parrot_neuron_ps"), nest.Create(target), nest.Create("spike_recorder")
    train = nest.Create("spike_generator", params={"spike_times": TIMES, "precise_times": True})
    nest.Connect(train, source, syn_spec={"delay": 1.0})
    nest.Connect(target, recorder)
    return source, target, recorder


def arrivals(recorder):
    nest.Simulate(20.0)
    return np.asarray(recorder.events["times"]) - np.asarray(TIMES) - 1.0


@pytest.mark.parametrize("delay", [1.0, 1.05, 1.001, 1.0004, 1.23456789])
def test_a_model_has_delays_between_the_steps(delay):
    source, target, recorder = parrots()
    nest.SetDefaults(MODEL, {"delay": delay})
    nest.CopyModel(MODEL, "mine", {"delay": delay + 1})
    nest.Connect(source, target, syn_spec={"synapse_model": MODEL})
    assert nest.GetDefaults(MODEL, "delay") == pytest.approx(delay, abs=1e-12)
    assert nest.GetDefaults("mine", "delay") == pytest.approx(delay + 1, abs=1e-12)
    assert nest.GetConnections(source, target).delay == pytest.approx(delay, abs=1e-12)
    assert arrivals(recorder) == pytest.approx(np.full(4, delay), abs=1e-9)


@pytest.mark.parametrize("delay", [1.0, 1.05, 0.15, 0.12345, 2.999])
def test_connections_that_exist_have_delays_between_the_steps(delay):
    source, target, recorder = parrots()
    nest.Connect(source, target, syn_spec={"synapse_model": MODEL})
    synapse = nest.GetConnections(source, target)
    synapse.delay = delay
    assert synapse.delay == pytest.approx(delay, abs=1e-12)
    assert arrivals(recorder) == pytest.approx(np.full(4, delay), abs=1e-9)


@pytest.mark.parametrize("delay, near", [(1.05, 1.1), (1.04, 1.0), (0.15, 0.2), (0.99, 1.0)])
def test_those_given_to_connect_come_to_the_grid(delay, near):
    source, target, recorder = parrots()
    nest.Connect(source, target, syn_spec={"synapse_model": MODEL, "delay": delay})
    assert nest.GetConnections(source, target).delay == pytest.approx(near, abs=1e-12)
    assert arrivals(recorder) == pytest.approx(np.full(4, near), abs=1e-9)


@pytest.mark.parametrize("delay", [0.09, 0.0, -1.0])
def test_a_delay_below_the_resolution_is_refused(delay):
    source, target, _ = parrots()
    nest.Connect(source, target, syn_spec={"synapse_model": MODEL})
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.GetConnections(source, target).delay = delay
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.SetDefaults(MODEL, {"delay": delay})


def test_neurons_on_the_grid_take_the_end_of_the_step():
    source = nest.Create("parrot_neuron")
    target, recorder = nest.Create("parrot_neuron"), nest.Create("spike_recorder")
    train = nest.Create("spike_generator", params={"spike_times": [1.0, 2.0, 3.0]})
    nest.Connect(train, source, syn_spec={"delay": 1.0})
    nest.Connect(target, recorder)
    nest.Connect(source, target, syn_spec={"synapse_model": MODEL})
    nest.GetConnections(source, target).delay = 1.11
    nest.Simulate(10.0)
    assert recorder.events["times"] == pytest.approx([3.2, 4.2, 5.2])
