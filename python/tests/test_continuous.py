"""Rates, gap junctions and mean fields: what travels without spikes."""

import math

import nest
import numpy as np
import pytest

from netcheck import meter, recorder


def rate_trace(node, simulate=20.0):
    m = meter(node, "rate")
    nest.Simulate(simulate)
    return m.events["times"], m.events["rate"]


@pytest.mark.parametrize("tau", [5.0, 10.0])
def test_a_linear_rate_approaches_its_mean(tau):
    node = nest.Create("lin_rate_ipn", params={"mu": 2.0, "sigma": 0.0, "tau": tau})
    t, r = rate_trace(node)
    np.testing.assert_allclose(r, 2.0 * (1 - np.exp(-t / tau)), atol=1e-10)


def test_a_linear_rate_decays_from_its_start():
    node = nest.Create("lin_rate_ipn", params={"rate": 3.0, "sigma": 0.0, "rectify_output": False})
    t, r = rate_trace(node)
    np.testing.assert_allclose(r, 3.0 * np.exp(-t / 10.0), atol=1e-10)


@pytest.mark.parametrize("model", ["rate_connection_instantaneous", "rate_connection_delayed"])
def test_a_rate_drives_another(model):
    pre = nest.Create("lin_rate_ipn", params={"mu": 2.0, "sigma": 0.0})
    post = nest.Create("lin_rate_ipn", params={"sigma": 0.0})
    nest.Connect(pre, post, syn_spec={"synapse_model": model, "weight": 0.5})
    nest.Simulate(300.0)
    assert pre.rate == pytest.approx(2.0, abs=1e-6)
    assert post.rate == pytest.approx(1.0, abs=1e-6)


def test_a_delayed_rate_arrives_after_its_delay():
    pre = nest.Create("lin_rate_ipn", params={"rate": 1.0, "mu": 1.0, "sigma": 0.0})
    post = nest.Create("lin_rate_ipn", params={"sigma": 0.0})
    nest.Connect(pre, post, syn_spec={"synapse_model": "rate_connection_delayed", "delay": 2.0})
    t, r = rate_trace(post, simulate=10.0)
    assert np.all(r[t < 2.05] == 0.0)
    assert r[t > 2.05][0] > 0.0


def test_mutual_rates_settle_at_their_fixed_point():
    nodes = nest.Create("lin_rate_ipn", 2, {"mu": [1.0, 2.0], "sigma": 0.0})
    nest.Connect(
        nodes,
        nodes,
        {"rule": "all_to_all", "allow_autapses": False},
        {"synapse_model": "rate_connection_instantaneous", "weight": 0.5},
    )
    nest.Simulate(400.0)
    assert nodes.rate == pytest.approx((8.0 / 3.0, 10.0 / 3.0), abs=1e-3)


def test_noise_gives_a_rate_its_spread():
    nest.rng_seed = 31
    nodes = nest.Create("lin_rate_ipn", 300, {"sigma": 2.0, "tau": 5.0})
    nest.Simulate(50.0)
    r = np.array(nodes.rate)
    std = 2.0 / math.sqrt(2.0)
    assert abs(r.mean()) < 6 * std / math.sqrt(300)
    assert abs(r.var() / std**2 - 1) < 6 * math.sqrt(2 / 300)


def test_a_siegert_neuron_finds_the_rate_of_its_inputs():
    source = nest.Create("siegert_neuron", params={"mean": 1.0, "rate": 1.0})
    target = nest.Create(
        "siegert_neuron", params={"tau_m": 10.0, "t_ref": 2.0, "theta": 15.0, "V_reset": 0.0, "tau": 1.0}
    )
    nest.Connect(
        source,
        target,
        syn_spec={"synapse_model": "diffusion_connection", "drift_factor": 15.0, "diffusion_factor": 1.5},
    )
    t, r = rate_trace(target, simulate=50.0)
    final = 27.1095934379
    assert target.rate == pytest.approx(final, abs=1e-6)
    np.testing.assert_allclose(r, final * (1 - np.exp(-t)), atol=1e-6)


@pytest.mark.parametrize("key", ["weight", "delay"])
def test_a_diffusion_connection_has_neither_weight_nor_delay(key):
    nodes = nest.Create("siegert_neuron", 2)
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Connect(nodes[0], nodes[1], syn_spec={"synapse_model": "diffusion_connection", key: 1.0})


def gap_pair(weight):
    nodes = nest.Create("hh_psc_alpha_gap", 2, {"I_e": [200.0, 0.0]})
    if weight:
        nest.Connect(
            nodes[0],
            nodes[1],
            {"rule": "one_to_one", "make_symmetric": True},
            {"synapse_model": "gap_junction", "weight": weight},
        )
    nest.Simulate(30.0)
    return nodes.V_m


def test_a_gap_junction_pulls_two_potentials_together():
    apart = gap_pair(0.0)
    nest.ResetKernel()
    weak = gap_pair(0.5)
    nest.ResetKernel()
    strong = gap_pair(20.0)
    assert abs(strong[0] - strong[1]) < abs(weak[0] - weak[1]) < abs(apart[0] - apart[1])


def test_equal_neurons_feel_no_gap():
    nodes = nest.Create("hh_psc_alpha_gap", 3, {"I_e": 300.0})
    nest.Connect(nodes[0], nodes[1], {"rule": "one_to_one", "make_symmetric": True}, {"synapse_model": "gap_junction"})
    nest.Simulate(20.0)
    v = nodes.V_m
    assert v[0] == pytest.approx(v[2], abs=1e-3)
    assert v[0] == pytest.approx(v[1], abs=1e-9)


def test_connections_without_delay_use_the_communication_interval():
    nest.wfr_comm_interval = 0.5
    nodes = nest.Create("hh_psc_alpha_gap", 2)
    nest.Connect(nodes[0], nodes[1], {"rule": "one_to_one", "make_symmetric": True}, {"synapse_model": "gap_junction"})
    assert nest.min_delay == 0.5
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.wfr_comm_interval = 1.0


def test_a_driven_neuron_of_hodgkin_and_huxley_spikes_at_the_known_times():
    neuron = nest.Create("hh_psc_alpha_gap", params={"I_e": 300.0})
    heard = recorder(neuron)
    nest.Simulate(40.0)
    np.testing.assert_allclose(heard.events["times"], [4.0, 13.5, 24.8, 38.0], atol=0.1001)
