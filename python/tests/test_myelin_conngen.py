"""Connections by sets of the Connection-Set Algebra: the rule conngen, which NEST has where it was built with libneurosim."""

import random

import nest
import numpy as np
import pytest

csa = pytest.importorskip("csa", reason="the package csa is not installed")

MAP = {"weight": 0, "delay": 1}


def connections():
    return list(zip(*(nest.GetConnections().get(n) for n in ("source", "target", "weight", "delay"))))


def spec(cg, **more):
    return {"rule": "conngen", "cg": cg, **more}


def test_the_rule_is_listed_where_the_package_is_there():
    assert "conngen" in nest.connection_rules
    assert nest.build_info["have_libneurosim"] is True


def test_one_to_one_with_weights_and_delays():
    pre, post = nest.Create("iaf_psc_alpha", 4), nest.Create("iaf_psc_alpha", 4)
    nest.Connect(pre, post, spec(csa.cset(csa.oneToOne, 10000.0, 2.0), params_map=MAP))
    assert connections() == [(k, k + 4, 10000.0, 2.0) for k in range(1, 5)]


def test_values_depend_on_the_pair():
    pre, post = nest.Create("iaf_psc_alpha", 3), nest.Create("iaf_psc_alpha", 2)
    cg = csa.cset(csa.full, lambda i, j: 1.5 + i, lambda i, j: 10.0 * i + j)
    nest.Connect(pre, post, spec(cg, params_map={"delay": 0, "weight": 1}))
    assert sorted(connections()) == [(1 + i, 4 + j, 10.0 * i + j, 1.5 + i) for i in range(3) for j in range(2)]


def test_a_set_without_values_takes_those_of_the_synapse():
    pre, post = nest.Create("iaf_psc_alpha", 4), nest.Create("iaf_psc_alpha", 4)
    synapse = {"synapse_model": "stdp_synapse", "tau_plus": 10.0, "weight": nest.random.uniform(1.0, 2.0)}
    nest.Connect(pre, post, spec(csa.oneToOne), synapse)
    made = nest.GetConnections(pre)
    assert list(made.targets()) == post.tolist()
    assert set(made.get("synapse_model")) == {"stdp_synapse"} and set(made.get("tau_plus")) == {10.0}
    weights = made.get("weight")
    assert len(set(weights)) == 4 and 1.0 <= min(weights) and max(weights) <= 2.0


def test_one_value_may_be_the_weight_alone():
    nodes = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(nodes, nodes, spec(csa.cset(csa.oneToOne, -3.0), params_map={"weight": 0}), {"delay": 2.5})
    assert connections() == [(1, 1, -3.0, 2.5), (2, 2, -3.0, 2.5)]


def test_random_pairs_are_those_that_csa_draws():
    pre, post = nest.Create("iaf_psc_alpha", 30), nest.Create("iaf_psc_alpha", 20)
    cg = csa.cset(csa.random(0.3), 1.0, 1.0)
    random.seed(7)
    expected = {(i + 1, j + 31) for i, j, *_ in csa.cross(range(30), range(20)) * cg}
    random.seed(7)
    nest.Connect(pre, post, spec(cg, params_map=MAP))
    made = nest.GetConnections()
    assert set(zip(made.sources(), made.targets())) == expected
    assert len(made) == len(expected) and 100 < len(expected) < 260


@pytest.mark.parametrize("where", ["slices", "joined", "arrays"])
def test_places_are_counted_within_the_nodes_that_are_connected(where):
    nest.Create("parrot_neuron", 5)
    a, b = nest.Create("iaf_psc_alpha", 6), nest.Create("iaf_psc_exp", 2)
    pre, post = {
        "slices": (a[1::2], a[::3]),
        "joined": (a[2:4] + b, b),
        "arrays": (np.array([6, 9, 11]), [7, 12]),
    }[where]
    nest.Connect(pre, post, spec(csa.cset([(2, 0), (0, 1), (9, 1), (1, 7)])))
    sources, targets = list(pre), list(post)
    if where != "arrays":
        sources, targets = pre.tolist(), post.tolist()
    made = nest.GetConnections()
    assert set(zip(made.sources(), made.targets())) == {(sources[2], targets[0]), (sources[0], targets[1])}


def test_sets_are_added_and_multiplied():
    nodes = nest.Create("iaf_psc_alpha", 10)
    nest.Connect(nodes, nodes, spec(csa.full - csa.oneToOne))
    assert nest.num_connections == 90
    nest.Connect(nodes, nodes, spec(csa.block(5) * csa.random(1.0)))
    assert nest.num_connections == 90 + 100
    nest.Connect(nodes, nodes, spec(csa.empty))
    assert nest.num_connections == 190
    assert len(nest.Connect(nodes[0], nodes[1], spec(csa.full), return_synapsecollection=True)) == 3


def test_generators_and_recorders():
    train, cell = nest.Create("spike_generator", params={"spike_times": [1.0]}), nest.Create("parrot_neuron")
    recorder = nest.Create("spike_recorder")
    nest.Connect(train, cell, spec(csa.cset(csa.oneToOne, 1.0, 2.0), params_map=MAP))
    nest.Connect(cell, recorder, spec(csa.oneToOne))
    nest.Simulate(10.0)
    assert recorder.events["times"].tolist() == [3.0]


@pytest.mark.parametrize(
    "given, synapse, words",
    [
        ({}, None, "needs 'cg', a set of csa"),
        ({"cg": 3}, None, "not int"),
        ({"cg": [1, 2]}, None, "not list"),
        ({"cg": csa.random(fanIn=2)}, None, "needs 'cg', a set of csa"),
        ({"cg": csa.cset(csa.full, 1.0, 2.0)}, None, "2 values; params_map must say"),
        ({"cg": csa.cset(csa.full, 1.0, 2.0), "params_map": {"weight": 0}}, None, "2 values; params_map must say"),
        ({"cg": csa.cset(csa.full, 1.0), "params_map": MAP}, None, r"params_map\['delay'\] = 1, but .* has 1 values"),
        ({"cg": csa.full, "params_map": MAP}, None, r"params_map\['weight'\] = 0, but .* has 0 values"),
        ({"cg": csa.cset(csa.full, 1.0, 2.0), "params_map": {"weight": 0, "delay": -1}}, None, "'delay'\\] = -1"),
        ({"cg": csa.cset(csa.full, 1.0), "params_map": {"U": 0}}, None, "weight and delay, not U"),
        ({"cg": csa.cset(csa.full, np.zeros((2, 2))), "params_map": {"weight": 0}}, None, "a number for the weight"),
        ({"cg": csa.cset(csa.full, 1.0, 2.0), "params_map": MAP}, {"weight": 1.0}, "the set gives the weight"),
        ({"cg": csa.cset(csa.full, 1.0, 2.0), "params_map": MAP}, {"delay": 1.0}, "the set gives the delay"),
        ({"cg": csa.full, "allow_autapses": False}, None, "the set says which pairs"),
    ],
)
def test_sets_that_do_not_fit_are_refused(given, synapse, words):
    nodes = nest.Create("iaf_psc_alpha", 3)
    with pytest.raises(nest.NESTErrors.BadProperty, match=words):
        nest.Connect(nodes, nodes, {"rule": "conngen", **given}, synapse)
    assert nest.num_connections == 0


def test_other_refusals():
    nodes = nest.Create("iaf_psc_alpha", 3)
    with pytest.raises(nest.NESTErrors.BadProperty, match="one synapse for each pair"):
        nest.Connect(nodes, nodes, spec(csa.full), nest.CollocatedSynapses({"weight": -2.0}, {"weight": 2.0}))
    with pytest.raises(nest.NESTErrors.UnknownSynapseType):
        nest.Connect(nodes, nodes, spec(csa.full), "fantasy_synapse")
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="indegree"):
        nest.Connect(nodes, nodes, spec(csa.full, indegree=2))
    with pytest.raises(nest.NESTErrors.TypeMismatch, match="params_map"):
        nest.Connect(nodes, nodes, spec(csa.cset(csa.full, 1.0), params_map=[0]))
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.Connect(nodes, nodes, spec(csa.cset(csa.full, 0.0), params_map={"delay": 0}))
    with pytest.raises(IndexError, match="3 sources and 3 targets; its arrays must be as large"):
        matrix = [[1.0, 2.0], [3.0, 4.0]]
        nest.Connect(nodes, nodes, spec(csa.cset(csa.full, lambda i, j: matrix[i][j]), params_map={"weight": 0}))
    assert nest.num_connections == 0


def test_without_the_package_the_rule_is_unknown(monkeypatch):
    from myelin.nest import conngen

    monkeypatch.setattr(conngen, "available", lambda: False)
    nodes = nest.Create("iaf_psc_alpha", 3)
    assert "conngen" not in nest.connection_rules
    with pytest.raises(nest.NESTErrors.BadProperty, match="Unknown connectivity rule: conngen; .* pip install csa"):
        nest.Connect(nodes, nodes, spec(csa.full))
