"""Rates of driven neurons against theory."""

import math

import nest
import numpy as np
import pytest

from netcheck import recorder

TAU, T_REF, THRESHOLD = 10.0, 2.0, 15.0


def siegert(mu, sigma):
    """Rate in Hz of a leaky neuron with reset at rest, driven by white noise; potentials in mV above rest."""
    u = np.linspace(-mu / sigma, (THRESHOLD - mu) / sigma, 4001)
    f = np.exp(u**2) * np.array([math.erfc(-x) for x in u])
    integral = np.sum((f[1:] + f[:-1]) / 2) * (u[1] - u[0])
    return 1000.0 / (T_REF + TAU * math.sqrt(math.pi) * integral)


@pytest.mark.parametrize("mu", [13.0, 15.0, 20.0])
def test_a_neuron_driven_by_noise_has_the_rate_of_theory(mu):
    nest.rng_seed = 11
    weight = 0.05
    rate = mu / (weight * TAU * 1e-3)
    neurons = nest.Create("iaf_psc_delta", 100, {"V_m": nest.random.uniform(-70.0, -57.0)})
    noise = nest.Create("poisson_generator", params={"rate": rate})
    nest.Connect(noise, neurons, syn_spec={"weight": weight})
    heard = recorder(neurons, start=50.0)
    nest.Simulate(450.0)
    found = heard.n_events / 100 / 0.4
    sigma = math.sqrt(mu * weight)
    assert found == pytest.approx(siegert(mu, sigma), rel=0.1, abs=1.0)


def test_free_potentials_have_the_mean_and_spread_of_theory():
    nest.rng_seed = 12
    weight, rate = 0.1, 8000.0
    neurons = nest.Create("iaf_psc_delta", 400, {"V_th": 1e6})
    nest.Connect(nest.Create("poisson_generator", params={"rate": rate}), neurons, syn_spec={"weight": weight})
    nest.Simulate(100.0)
    v = np.array(neurons.V_m) + 70.0
    mean = weight * rate * TAU * 1e-3
    variance = weight**2 * rate * TAU * 1e-3 / 2
    assert abs(v.mean() - mean) < 6 * math.sqrt(variance / 400) + 0.01 * mean
    assert abs(v.var() / variance - 1) < 6 * math.sqrt(2 / 400)


def test_inhibition_lowers_the_rate_of_a_network():
    found = []
    for weight in (0.0, -1.0):
        nest.ResetKernel()
        nest.rng_seed = 13
        neurons = nest.Create("iaf_psc_delta", 50)
        noise = nest.Create("poisson_generator", params={"rate": 20000.0})
        nest.Connect(noise, neurons, syn_spec={"weight": 0.1})
        nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": 10}, {"weight": weight, "delay": 1.5})
        heard = recorder(neurons)
        nest.Simulate(100.0)
        found.append(heard.n_events)
    assert found[0] > 1.5 * found[1] > 0


def test_independent_neurons_spike_out_of_step():
    nest.rng_seed = 14
    neurons = nest.Create("iaf_psc_delta", 30)
    nest.Connect(nest.Create("poisson_generator", params={"rate": 20000.0}), neurons, syn_spec={"weight": 0.1})
    heard = recorder(neurons)
    nest.Simulate(60.0)
    events = heard.events
    trains = {tuple(events["times"][events["senders"] == n]) for n in neurons.tolist()}
    assert len(trains) == 30
