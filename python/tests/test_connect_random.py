"""Numbers of random connections, within six standard deviations of what is expected."""

import math

import nest
import pytest

from netcheck import in_degrees, out_degrees, pairs

N = 60


@pytest.fixture(params=[1, 2024])
def populations(request):
    nest.rng_seed = request.param
    return nest.Create("parrot_neuron", N), nest.Create("parrot_neuron", N)


def near(found, mean, variance):
    return abs(found - mean) <= 6 * math.sqrt(variance)


@pytest.mark.parametrize("p", [0.05, 0.5, 0.9])
def test_pairwise_bernoulli_makes_the_expected_number(populations, p):
    nest.Connect(*populations, {"rule": "pairwise_bernoulli", "p": p})
    assert near(len(nest.GetConnections()), N * N * p, N * N * p * (1 - p))


@pytest.mark.parametrize("p", [0.1, 0.6])
def test_symmetric_pairwise_bernoulli_makes_the_expected_number(populations, p):
    nest.Connect(
        *populations,
        {"rule": "symmetric_pairwise_bernoulli", "p": p, "allow_autapses": False, "make_symmetric": True},
    )
    assert near(len(nest.GetConnections()) / 2, N * N * p, N * N * p * (1 - p))


@pytest.mark.parametrize("mean", [0.2, 1.5])
def test_pairwise_poisson_makes_the_expected_number(populations, mean):
    nest.Connect(*populations, {"rule": "pairwise_poisson", "pairwise_avg_num_conns": mean})
    assert near(len(nest.GetConnections()), N * N * mean, N * N * mean)


def test_fixed_indegree_spreads_over_the_sources(populations):
    pre, post = populations
    nest.Connect(pre, post, {"rule": "fixed_indegree", "indegree": 40})
    assert in_degrees(post) == [40] * N
    assert all(near(k, 40, 40) for k in out_degrees(pre))
    assert len(set(out_degrees(pre))) > 1


def test_fixed_outdegree_spreads_over_the_targets(populations):
    pre, post = populations
    nest.Connect(pre, post, {"rule": "fixed_outdegree", "outdegree": 40})
    assert out_degrees(pre) == [40] * N
    assert all(near(k, 40, 40) for k in in_degrees(post))
    assert len(set(in_degrees(post))) > 1


def test_fixed_total_number_spreads_over_both(populations):
    pre, post = populations
    nest.Connect(pre, post, {"rule": "fixed_total_number", "N": 40 * N})
    assert all(near(k, 40, 40) for k in in_degrees(post))
    assert all(near(k, 40, 40) for k in out_degrees(pre))


def test_a_probability_may_be_a_parameter(populations):
    nest.Connect(*populations, {"rule": "pairwise_bernoulli", "p": nest.random.uniform(0.2, 0.6)})
    assert near(len(nest.GetConnections()), N * N * 0.4, N * N * 0.24)


def test_an_indegree_may_be_a_parameter(populations):
    pre, post = populations
    nest.Connect(pre, post, {"rule": "fixed_indegree", "indegree": 2 + nest.random.uniform_int(3)})
    assert set(in_degrees(post)) == {2, 3, 4}


def test_an_outdegree_may_be_a_parameter(populations):
    pre, post = populations
    nest.Connect(pre, post, {"rule": "fixed_outdegree", "outdegree": 2 + nest.random.uniform_int(3)})
    assert set(out_degrees(pre)) == {2, 3, 4}


def test_a_mean_number_may_be_a_parameter(populations):
    nest.Connect(*populations, {"rule": "pairwise_poisson", "pairwise_avg_num_conns": nest.random.uniform(0.5, 1.5)})
    assert near(len(nest.GetConnections()), N * N, N * N * (1 + 1 / 12))


@pytest.mark.parametrize(
    "conn_spec",
    [
        {"rule": "fixed_indegree", "indegree": 3},
        {"rule": "fixed_outdegree", "outdegree": 3},
        {"rule": "fixed_total_number", "N": 100},
        {"rule": "pairwise_bernoulli", "p": 0.1},
        {"rule": "pairwise_poisson", "pairwise_avg_num_conns": 0.3},
    ],
    ids=lambda spec: spec["rule"],
)
def test_the_same_seed_draws_the_same_network(conn_spec):
    drawn = []
    for seed in (5, 5, 6):
        nest.ResetKernel()
        nest.rng_seed = seed
        nodes = nest.Create("parrot_neuron", 20)
        nest.Connect(nodes, nodes, conn_spec)
        drawn.append(sorted(pairs()))
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
