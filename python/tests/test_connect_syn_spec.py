import nest
import numpy as np
import pytest

from netcheck import pairs, weights_by_pair


@pytest.fixture
def three_to_four():
    return nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 4)


def grid(rows, columns):
    return np.arange(1.0, rows * columns + 1).reshape(rows, columns)


@pytest.mark.parametrize("syn_spec", [None, "static_synapse", {"synapse_model": "static_synapse"}, {}])
def test_the_default_is_a_static_synapse(three_to_four, syn_spec):
    nest.Connect(*three_to_four, syn_spec=syn_spec)
    made = nest.GetConnections()
    assert set(made.synapse_model) == {"static_synapse"}
    assert set(made.weight) == {1.0}
    assert set(made.delay) == {1.0}


def test_a_name_chooses_the_model(three_to_four):
    nest.Connect(*three_to_four, syn_spec="stdp_synapse")
    assert set(nest.GetConnections().synapse_model) == {"stdp_synapse"}


def test_single_values_go_to_every_connection(three_to_four):
    nest.Connect(*three_to_four, syn_spec={"weight": -2.5, "delay": 1.5})
    made = nest.GetConnections()
    assert set(made.weight) == {-2.5}
    assert set(made.delay) == {1.5}


def test_integers_do_as_weight_and_delay(three_to_four):
    nest.Connect(*three_to_four, syn_spec={"weight": 3, "delay": 2})
    assert nest.GetConnections()[0].get(["weight", "delay"]) == {"weight": 3.0, "delay": 2.0}


def test_parameters_of_the_model_are_set(three_to_four):
    nest.Connect(
        *three_to_four,
        syn_spec={"synapse_model": "stdp_synapse", "alpha": 1.1, "tau_plus": 15.0, "Wmax": 3.0, "weight": 2.0},
    )
    one = nest.GetConnections()[0]
    assert one.get(["alpha", "tau_plus", "Wmax", "weight"]) == {
        "alpha": 1.1,
        "tau_plus": 15.0,
        "Wmax": 3.0,
        "weight": 2.0,
    }


@pytest.mark.parametrize("given, kept", [(1.05, 1.1), (1.15, 1.2), (0.05, 0.1), (1.24, 1.2), (0.1, 0.1)])
def test_a_delay_is_rounded_to_steps(given, kept):
    nodes = nest.Create("parrot_neuron", 2)
    nest.Connect(nodes[0], nodes[1], syn_spec={"delay": given})
    assert nest.GetConnections().delay == pytest.approx(kept)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_one_to_one_takes_a_value_for_each_pair(kind):
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 3)
    nest.Connect(pre, post, "one_to_one", {"weight": kind([1.0, 2.0, 3.0]), "delay": kind([3.0, 2.0, 1.0])})
    assert weights_by_pair() == {(1, 4): 1.0, (2, 5): 2.0, (3, 6): 3.0}
    assert sorted(nest.GetConnections().delay) == [1.0, 2.0, 3.0]


def test_all_to_all_takes_a_row_for_each_target(three_to_four):
    w = grid(4, 3)
    nest.Connect(*three_to_four, "all_to_all", {"weight": w})
    assert weights_by_pair() == {(s + 1, t + 4): w[t, s] for s in range(3) for t in range(4)}


def test_all_to_all_takes_nested_lists(three_to_four):
    nest.Connect(*three_to_four, syn_spec={"weight": grid(4, 3).tolist(), "delay": grid(4, 3).tolist()})
    found = weights_by_pair()
    assert found[(1, 4)] == 1.0
    assert found[(3, 4)] == 3.0
    assert found[(1, 7)] == 10.0
    assert (nest.min_delay, nest.max_delay) == (1.0, 12.0)


def test_fixed_indegree_takes_a_row_for_each_target(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre, post, {"rule": "fixed_indegree", "indegree": 2}, {"weight": grid(4, 2)})
    for row, target in enumerate(post):
        assert sorted(nest.GetConnections(target=target).weight) == list(grid(4, 2)[row])


def test_fixed_outdegree_takes_a_row_for_each_source(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre, post, {"rule": "fixed_outdegree", "outdegree": 2}, {"weight": grid(3, 2)})
    for row, source in enumerate(pre):
        assert sorted(nest.GetConnections(source).weight) == list(grid(3, 2)[row])


def test_fixed_total_number_takes_a_value_for_each_connection(three_to_four):
    nest.Connect(*three_to_four, {"rule": "fixed_total_number", "N": 5}, {"weight": [1.0, 2.0, 3.0, 4.0, 5.0]})
    assert sorted(nest.GetConnections().weight) == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_parameters_of_the_model_take_arrays(three_to_four):
    nest.Connect(*three_to_four, syn_spec={"synapse_model": "stdp_synapse", "alpha": grid(4, 3)})
    assert sorted(nest.GetConnections().alpha) == list(range(1, 13))


def test_arrays_and_single_values_mix():
    pre, post = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 2)
    nest.Connect(pre, post, "one_to_one", {"weight": [1.0, 2.0], "delay": 1.5})
    assert nest.GetConnections().get(["weight", "delay"]) == {"weight": [1.0, 2.0], "delay": [1.5, 1.5]}


@pytest.mark.parametrize(
    "rule, shape",
    [
        ({"rule": "all_to_all"}, (3, 4)),
        ({"rule": "all_to_all"}, (4, 2)),
        ({"rule": "fixed_indegree", "indegree": 2}, (2, 4)),
        ({"rule": "fixed_outdegree", "outdegree": 2}, (2, 3)),
    ],
)
def test_an_array_of_the_wrong_shape_is_refused(three_to_four, rule, shape):
    with pytest.raises(ValueError, match="weight"):
        nest.Connect(*three_to_four, rule, {"weight": grid(*shape)})


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "all_to_all"},
        {"rule": "pairwise_bernoulli", "p": 0.5},
        {"rule": "fixed_indegree", "indegree": 2},
        {"rule": "fixed_outdegree", "outdegree": 2},
    ],
    ids=lambda spec: spec["rule"],
)
def test_a_flat_array_is_refused_where_pairs_have_no_order(three_to_four, rule):
    with pytest.raises(TypeError, match="weight"):
        nest.Connect(*three_to_four, rule, {"weight": [1.0, 2.0]})


def test_a_flat_array_of_the_wrong_length_is_refused():
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 3)
    with pytest.raises(ValueError, match="weight"):
        nest.Connect(pre, post, "one_to_one", {"weight": [1.0, 2.0]})
    with pytest.raises(ValueError, match="delay"):
        nest.Connect(pre, post, {"rule": "fixed_total_number", "N": 3}, {"delay": [1.0, 2.0]})


def test_weights_are_drawn_for_each_connection():
    nodes = nest.Create("parrot_neuron", 10)
    nest.Connect(nodes, nodes, syn_spec={"weight": nest.random.uniform(2.0, 3.0)})
    w = nest.GetConnections().weight
    assert len(set(w)) == 100
    assert all(2.0 <= x < 3.0 for x in w)


def test_delays_are_drawn_for_each_connection_and_rounded():
    nodes = nest.Create("parrot_neuron", 10)
    nest.Connect(nodes, nodes, syn_spec={"delay": nest.random.uniform(1.0, 2.0)})
    d = np.array(nest.GetConnections().delay)
    np.testing.assert_allclose(d, np.round(d / 0.1) * 0.1)
    assert d.min() >= 1.0 and d.max() <= 2.0 + 1e-9
    assert len(set(np.round(d, 6))) > 5
    assert nest.min_delay == pytest.approx(d.min())
    assert nest.max_delay == pytest.approx(d.max())


def test_normal_delays_are_kept_positive_by_redrawing():
    nodes = nest.Create("parrot_neuron", 10)
    delay = nest.math.redraw(nest.random.normal(1.5, 0.75), min=0.1, max=100.0)
    nest.Connect(nodes, nodes, {"rule": "fixed_total_number", "N": 200}, {"delay": delay})
    assert min(nest.GetConnections().delay) >= 0.1


def test_parameters_of_the_model_are_drawn():
    nodes = nest.Create("parrot_neuron", 5)
    nest.Connect(nodes, nodes, syn_spec={"synapse_model": "stdp_synapse", "alpha": nest.random.uniform(1.0, 1.1)})
    assert len(set(nest.GetConnections().alpha)) == 25


def test_the_receptor_type_is_kept():
    source = nest.Create("dc_generator")
    neurons = nest.Create("iaf_psc_exp", 2)
    nest.Connect(source, neurons, syn_spec={"receptor_type": 1})
    assert nest.GetConnections().receptor == [1, 1]


def test_collocated_synapses_are_made_for_every_pair(three_to_four):
    nest.Connect(
        *three_to_four,
        syn_spec=nest.CollocatedSynapses(
            {"weight": 1.0}, {"synapse_model": "stdp_synapse", "weight": 2.0, "delay": 3.0}, {"weight": 5.0}
        ),
    )
    assert len(nest.GetConnections()) == 36
    assert sorted(nest.GetConnections(synapse_model="static_synapse").weight) == [1.0] * 12 + [5.0] * 12
    plastic = nest.GetConnections(synapse_model="stdp_synapse")
    assert set(plastic.weight) == {2.0}
    assert set(plastic.delay) == {3.0}


def test_collocated_synapses_share_the_pairs_of_a_random_rule():
    nodes = nest.Create("parrot_neuron", 20)
    nest.Connect(
        nodes,
        nodes,
        {"rule": "pairwise_bernoulli", "p": 0.3},
        nest.CollocatedSynapses({"weight": 1.0}, {"synapse_model": "stdp_synapse"}),
    )
    static = nest.GetConnections(synapse_model="static_synapse")
    plastic = nest.GetConnections(synapse_model="stdp_synapse")
    assert sorted(pairs(static)) == sorted(pairs(plastic))


def test_a_weight_recorder_hears_a_copied_model():
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("static_synapse", "heard", {"weight_recorder": recorder, "weight": 3.0})
    source = nest.Create("spike_generator", params={"spike_times": [1.0, 4.0]})
    relays = nest.Create("parrot_neuron", 2)
    nest.Connect(source, relays[0])
    nest.Connect(relays[0], relays[1], syn_spec="heard")
    nest.Simulate(8.0)
    events = recorder.events
    assert list(events["weights"]) == [3.0, 3.0]
    assert list(events["senders"]) == [3, 3]
    assert list(events["targets"]) == [4, 4]
    np.testing.assert_allclose(events["times"], [2.0, 5.0])
