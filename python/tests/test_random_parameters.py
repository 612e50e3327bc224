"""Drawn values: ranges, and moments within six standard errors."""

import math

import nest
import numpy as np
import pytest

N = 4000


@pytest.fixture(autouse=True, params=[3, 1618])
def seed(request):
    nest.rng_seed = request.param


def draws(parameter, n=N):
    return np.array([parameter.GetValue() for _ in range(n)])


def mean_is(x, mean, std):
    return abs(x.mean() - mean) < 6 * std / math.sqrt(len(x))


def std_is(x, std, kurtosis):
    """kurtosis: fourth central moment over the squared variance."""
    return abs(x.var() - std**2) < 6 * std**2 * math.sqrt((kurtosis - 1) / len(x))


def test_uniform_is_between_zero_and_one_by_default():
    x = draws(nest.random.uniform())
    assert x.min() >= 0 and x.max() < 1
    assert mean_is(x, 0.5, math.sqrt(1 / 12))
    assert std_is(x, math.sqrt(1 / 12), 1.8)


@pytest.mark.parametrize("low, high", [(1.0, 3.0), (-5.0, -4.0), (-1.0, 1.0)])
def test_uniform_stays_between_its_ends(low, high):
    x = draws(nest.random.uniform(min=low, max=high))
    assert x.min() >= low and x.max() < high
    assert mean_is(x, (low + high) / 2, (high - low) / math.sqrt(12))


def test_uniform_fills_its_range_evenly():
    counts, _ = np.histogram(draws(nest.random.uniform()), bins=10, range=(0, 1))
    assert np.all(np.abs(counts - N / 10) < 6 * math.sqrt(N * 0.1 * 0.9))


@pytest.mark.parametrize("n", [1, 2, 7])
def test_uniform_int_draws_every_integer_below_its_bound(n):
    x = draws(nest.random.uniform_int(n))
    assert set(x) == set(range(n))
    counts = np.bincount(x.astype(int))
    assert np.all(np.abs(counts - N / n) <= 6 * math.sqrt(N / n * (1 - 1 / n)))


@pytest.mark.parametrize("mean, std", [(0.0, 1.0), (10.0, 2.5), (-3.0, 0.1)])
def test_normal_has_its_mean_and_deviation(mean, std):
    x = draws(nest.random.normal(mean=mean, std=std))
    assert mean_is(x, mean, std)
    assert std_is(x, std, 3)


def test_normal_is_standard_by_default():
    x = draws(nest.random.normal())
    assert mean_is(x, 0, 1)
    assert abs((x < -1).mean() - 0.158655) < 6 * math.sqrt(0.158655 * 0.841345 / N)


@pytest.mark.parametrize("beta", [0.5, 1.0, 20.0])
def test_exponential_has_its_scale_as_mean(beta):
    x = draws(nest.random.exponential(beta=beta))
    assert x.min() >= 0
    assert mean_is(x, beta, beta)
    assert std_is(x, beta, 9)


def test_exponential_has_scale_one_by_default():
    assert mean_is(draws(nest.random.exponential()), 1, 1)


@pytest.mark.parametrize("mean, std", [(0.0, 1.0), (1.0, 0.1), (-2.0, 0.5)])
def test_the_logarithm_of_a_lognormal_is_normal(mean, std):
    x = draws(nest.random.lognormal(mean=mean, std=std))
    assert x.min() > 0
    assert mean_is(np.log(x), mean, std)
    assert std_is(np.log(x), std, 3)


@pytest.mark.parametrize("low, high", [(-0.5, 0.5), (0.0, 100.0), (-100.0, 0.2)])
def test_redraw_keeps_only_values_in_its_range(low, high):
    x = draws(nest.math.redraw(nest.random.normal(), min=low, max=high), 1000)
    assert x.min() >= low and x.max() <= high


def test_redraw_has_the_moments_of_the_cut_distribution():
    x = draws(nest.math.redraw(nest.random.normal(), min=0.0, max=1000.0))
    assert mean_is(x, math.sqrt(2 / math.pi), math.sqrt(1 - 2 / math.pi))


def test_draws_are_independent():
    x = draws(nest.random.normal())
    assert abs(np.corrcoef(x[:-1], x[1:])[0, 1]) < 6 / math.sqrt(N)


def test_weights_of_connections_have_the_moments_of_their_parameter():
    nodes = nest.Create("parrot_neuron", 60)
    nest.Connect(nodes, nodes, syn_spec={"weight": nest.random.normal(-80.0, 8.0)})
    w = np.array(nest.GetConnections().weight)
    assert mean_is(w, -80, 8)
    assert std_is(w, 8, 3)


def test_states_of_nodes_have_the_moments_of_their_parameter():
    v = np.array(nest.Create("iaf_psc_exp", 2000, {"V_m": nest.random.normal(-58.0, 5.0)}).V_m)
    assert mean_is(v, -58, 5)
    assert std_is(v, 5, 3)


def test_states_of_nodes_are_not_the_same_twice():
    a, b = (nest.Create("iaf_psc_exp", 100, {"V_m": nest.random.uniform()}).V_m for _ in range(2))
    assert a != b
