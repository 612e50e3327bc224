"""What is read and set between two calls of Simulate comes before the spikes of the last min_delay.

Spikes pass synapses at the beginning of a slice, which is as long as the smallest delay; so those of the last slice
wait until the simulation goes on. All numbers are NEST 3.10's.
"""

import nest
import pytest

SUM = {"tau_m": 1e9, "E_L": 0.0, "V_reset": 0.0, "V_m": 0.0, "V_th": 1e9}


def relay(*connections):
    """A parrot that fires at 10.5 ms, and two neurons that add up weights; connections by (neuron, weight)."""
    source = nest.Create("spike_generator", params={"spike_times": [9.5]})
    parrot, neurons = nest.Create("parrot_neuron"), nest.Create("iaf_psc_delta", 2, SUM)
    nest.Connect(source, parrot)
    for number, weight in connections:
        nest.Connect(parrot, neurons[number], syn_spec={"weight": weight})
    return parrot, neurons


def sums(neurons):
    nest.Simulate(10.0)
    return [round(v, 6) for v in neurons.get("V_m")]


@pytest.mark.parametrize("stop, weight", [(10.4, 5.0), (10.5, 5.0), (10.7, 5.0), (11.0, 5.0), (11.1, 2.0), (11.2, 2.0)])
def test_weight_set_before_the_slice_is_delivered(stop, weight):
    parrot, neurons = relay((0, 2.0))
    nest.Simulate(stop)
    nest.GetConnections(parrot, neurons[0]).weight = 5.0
    assert sums(neurons) == [weight, 0.0]


@pytest.mark.parametrize("pieces", [[10.4, 0.3], [10.5, 0.1, 0.4], [10.6, 0.1, 0.1, 0.1]])
def test_a_slice_that_is_run_in_pieces_is_delivered_at_its_end(pieces):
    parrot, neurons = relay((0, 2.0))
    for piece in pieces:
        nest.Simulate(piece)
    nest.GetConnections(parrot, neurons[0]).weight = 5.0
    assert sums(neurons) == [5.0, 0.0]


@pytest.mark.parametrize("stop, second", [(10.7, 7.0), (11.0, 7.0), (11.1, 0.0)])
def test_synapses_made_before_the_slice_is_delivered(stop, second):
    parrot, neurons = relay((0, 2.0))
    nest.Simulate(stop)
    nest.Connect(parrot, neurons[1], syn_spec={"weight": 7.0})
    assert sums(neurons) == [2.0, second]


@pytest.mark.parametrize("stop", [10.7, 11.0])
def test_a_spike_that_had_no_synapse_is_not_passed_by_a_new_one(stop):
    parrot, neurons = relay()
    nest.Connect(neurons[0], neurons[1])
    nest.Simulate(stop)
    nest.Connect(parrot, neurons[1], syn_spec={"weight": 7.0})
    assert sums(neurons) == [0.0, 0.0]


@pytest.mark.parametrize("stop, first", [(10.7, 0.0), (11.0, 0.0), (11.1, 2.0)])
def test_synapses_taken_out_before_the_slice_is_delivered(stop, first):
    parrot, neurons = relay((0, 2.0), (1, 3.0))
    nest.Simulate(stop)
    nest.Disconnect(parrot, neurons[0])
    assert sums(neurons) == [first, 3.0]


@pytest.mark.parametrize("stop, weight", [(10.4, 5.0), (10.5, 2.0), (10.7, 2.0), (11.0, 2.0)])
def test_spikes_of_generators_leave_at_once(stop, weight):
    source = nest.Create("spike_generator", params={"spike_times": [10.5]})
    neurons = nest.Create("iaf_psc_delta", 2, SUM)
    nest.Connect(source, neurons, syn_spec={"weight": 2.0})
    nest.Simulate(stop)
    nest.GetConnections(source, neurons).weight = 5.0
    assert sums(neurons) == [weight, weight]


def test_spikes_of_generators_leave_before_connections_change():
    source = nest.Create("spike_generator", params={"spike_times": [10.5]})
    neurons = nest.Create("iaf_psc_delta", 2, SUM)
    nest.Connect(source, neurons[0], syn_spec={"weight": 2.0})
    nest.Simulate(11.0)
    nest.Connect(source, neurons[1], syn_spec={"weight": 3.0})
    assert sums(neurons) == [2.0, 0.0]


def plastic(stop, weight=None):
    """The weight of a pair at stop, and at 16.5 ms; the source fires at 5.5 and 11.5, the target at 3 and 8.5."""
    nest.resolution = 0.5
    early = nest.Create("spike_generator", params={"spike_times": [5.0, 11.0]})
    late = nest.Create("spike_generator", params={"spike_times": [2.5, 8.0]})
    pre, post = nest.Create("parrot_neuron"), nest.Create("parrot_neuron")
    nest.Connect(early, pre, syn_spec={"delay": 0.5})
    nest.Connect(late, post, syn_spec={"delay": 0.5})
    synapse = {"synapse_model": "stdp_synapse", "weight": 2.0, "delay": 0.5, "receptor_type": 1, "lambda": 0.1}
    nest.Connect(pre, post, syn_spec=synapse)
    nest.Simulate(stop)
    pair = nest.GetConnections(pre, post)
    read = [pair.weight]
    if weight is not None:
        pair.weight = weight
    nest.Simulate(16.5 - stop)
    return [round(x, 6) for x in (*read, pair.weight)]


def test_plastic_weight_is_the_one_before_the_last_slice():
    assert plastic(11.5) == [1.819033, 8.498629]


def test_plastic_weight_that_is_set_is_changed_by_the_last_slice():
    assert plastic(11.5, 1.0) == [1.819033, 7.864855]


def test_plastic_weight_after_the_slice():
    assert plastic(12.0, 1.0) == [8.498629, 1.0]


@pytest.mark.parametrize(
    "model, early, late",
    [
        ("stdp_synapse", [1.98321086, 2.0, 1.98321086], [3.638573409, 2.797127325, 3.638573409]),
        ("stdp_triplet_synapse", [1.994123801, 2.0, 1.994123801], [1.992416371, 1.993469056, 1.992416371]),
        ("vogels_sprekeler_synapse", [0.99988, 0.99988, 0.99988], [0.99988, 0.99988, 0.99988]),
        ("stdp_synapse_hom", [1.98321086, 2.0, 1.98321086], [3.638573409, 2.797127325, 3.638573409]),
        ("stdp_pl_synapse_hom", [1.832108596, 2.0, 1.832108596], [1.578774533, 1.91977692, 1.578774533]),
    ],
)
def test_plastic_synapses_made_before_the_slice_is_delivered(model, early, late):
    """The source fires at 10.5, before two of its three synapses are made, and at 16; the targets at 6, 10.6, 13."""
    first = nest.Create("spike_generator", params={"spike_times": [9.5, 15.0]})
    second = nest.Create("spike_generator", params={"spike_times": [5.0, 9.6, 12.0]})
    pre, post = nest.Create("parrot_neuron"), nest.Create("parrot_neuron", 2)
    synapse = {"synapse_model": model, "weight": 2.0, "receptor_type": 1}
    nest.Connect(first, pre)
    nest.Connect(second, post)
    nest.Connect(pre, post[1], syn_spec=synapse)
    nest.Simulate(11.0)
    nest.Connect(pre, post, "all_to_all", synapse)
    for piece, weights in ((0.0, [2.0, 2.0, 2.0]), (2.0, early), (10.0, late)):
        nest.Simulate(piece)
        assert sorted(nest.GetConnections(pre).weight) == pytest.approx(sorted(weights), abs=1e-8)


def test_weights_are_recorded_when_spikes_pass():
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("static_synapse", "recorded", {"weight_recorder": recorder})
    source = nest.Create("spike_generator", params={"spike_times": [9.5]})
    pre, post = nest.Create("parrot_neuron"), nest.Create("parrot_neuron")
    nest.Connect(source, pre)
    nest.Connect(pre, post, syn_spec={"synapse_model": "recorded"})
    nest.Simulate(11.0)
    assert recorder.n_events == 0
    nest.Simulate(1.0)
    assert list(recorder.events["times"]) == [10.5]
