"""Membrane potentials against closed forms."""

import math

import nest
import numpy as np
import pytest

from netcheck import meter, recorder, spike_source

E_L, C, TAU = -70.0, 250.0, 10.0
EXACT = dict(rtol=0, atol=1e-10)


def trace(neuron, name="V_m", simulate=20.0):
    m = meter(neuron, name)
    nest.Simulate(simulate)
    return m.events["times"], m.events[name]


def psp_exp(s, w, tau_syn, tau=TAU):
    a = 1 / tau - 1 / tau_syn
    return w / C / a * (np.exp(-s / tau_syn) - np.exp(-s / tau))


def psp_alpha(s, w, tau_syn, tau=TAU):
    a = 1 / tau - 1 / tau_syn
    return (
        w * math.e / (tau_syn * C) * (s * np.exp(-s / tau_syn) / a - (np.exp(-s / tau_syn) - np.exp(-s / tau)) / a**2)
    )


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"])
@pytest.mark.parametrize("current", [-200.0, 100.0, 370.0])
def test_a_constant_current_charges_the_membrane(model, current):
    t, v = trace(nest.Create(model, params={"I_e": current}))
    np.testing.assert_allclose(v, E_L + current * TAU / C * (1 - np.exp(-t / TAU)), **EXACT)


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"])
@pytest.mark.parametrize("tau_m", [5.0, 30.0])
def test_a_potential_decays_to_rest(model, tau_m):
    t, v = trace(nest.Create(model, params={"V_m": -60.0, "tau_m": tau_m, "E_L": -75.0, "V_reset": -75.0}))
    np.testing.assert_allclose(v, -75.0 + 15.0 * np.exp(-t / tau_m), **EXACT)


@pytest.mark.parametrize("model, psp", [("iaf_psc_exp", psp_exp), ("iaf_psc_alpha", psp_alpha)], ids=["exp", "alpha"])
@pytest.mark.parametrize("w, tau_syn", [(100.0, 2.0), (50.0, 0.5), (30.0, 20.0), (-80.0, 2.0)])
def test_one_spike_makes_the_psp_of_its_current(model, psp, w, tau_syn):
    neuron = nest.Create(model, params={"tau_syn_ex": tau_syn, "tau_syn_in": tau_syn})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": w, "delay": 1.5})
    t, v = trace(neuron)
    s = np.maximum(t - 2.5, 0)
    np.testing.assert_allclose(v, E_L + psp(s, w, tau_syn), **EXACT)


def test_the_sign_of_the_weight_chooses_the_time_constant():
    neuron = nest.Create("iaf_psc_exp", params={"tau_syn_ex": 1.0, "tau_syn_in": 4.0})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 60.0})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": -60.0})
    t, v = trace(neuron)
    s = np.maximum(t - 2.0, 0)
    np.testing.assert_allclose(v, E_L + psp_exp(s, 60.0, 1.0) + psp_exp(s, -60.0, 4.0), **EXACT)


def test_equal_time_constants_are_the_limit():
    neuron = nest.Create("iaf_psc_exp", params={"tau_syn_ex": TAU})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 100.0})
    t, v = trace(neuron)
    s = np.maximum(t - 2.0, 0)
    np.testing.assert_allclose(v, E_L + 100.0 / C * s * np.exp(-s / TAU), rtol=0, atol=1e-9)


def test_psps_of_many_spikes_add():
    times = [1.0, 1.5, 4.0, 4.1]
    neuron = nest.Create("iaf_psc_alpha")
    nest.Connect(spike_source(times), neuron, syn_spec={"weight": 20.0})
    t, v = trace(neuron)
    expected = sum(psp_alpha(np.maximum(t - x - 1.0, 0), 20.0, 2.0) for x in times)
    np.testing.assert_allclose(v, E_L + expected, **EXACT)


def test_weights_of_single_spikes_multiply_that_of_the_connection():
    source = spike_source([1.0, 3.0], spike_weights=[2.0, -0.5])
    neuron = nest.Create("iaf_psc_delta")
    nest.Connect(source, neuron, syn_spec={"weight": 3.0})
    t, v = trace(neuron)
    steps = sum(w * (t > x - 0.05) * np.exp(-(t - x) / TAU) for x, w in ((2.0, 6.0), (4.0, -1.5)))
    np.testing.assert_allclose(v, E_L + steps, **EXACT)


def test_synaptic_current_decays_exponentially():
    neuron = nest.Create("iaf_psc_exp")
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": -30.0})
    t, i = trace(neuron, "I_syn_in")
    np.testing.assert_allclose(i, np.where(t > 1.95, -30.0 * np.exp(-(t - 2.0) / 2.0), 0.0), **EXACT)


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"])
@pytest.mark.parametrize("current", [380.0, 400.0, 1000.0])
def test_a_constant_current_spikes_when_the_threshold_is_passed(model, current):
    heard = recorder(nest.Create(model, params={"I_e": current}))
    nest.Simulate(120.0)
    v_inf = current * TAU / C
    steps = math.ceil(TAU * math.log(v_inf / (v_inf - 15.0)) / 0.1)
    expected = np.arange(steps * 0.1, 120.05, steps * 0.1 + 2.0)
    np.testing.assert_allclose(heard.events["times"], expected)


def test_the_potential_never_falls_below_its_bound():
    neuron = nest.Create("iaf_psc_delta", params={"V_min": -72.0})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": -10.0})
    _, v = trace(neuron)
    assert v.min() == -72.0


def test_a_spike_resets_to_the_reset_potential():
    t, v = trace(nest.Create("iaf_psc_exp", params={"V_m": -50.0, "V_reset": -65.0}), simulate=10.0)
    assert list(v[:21]) == [-65.0] * 21
    later = t > 2.15
    np.testing.assert_allclose(v[later], E_L + 5.0 * np.exp(-(t[later] - 2.1) / TAU), **EXACT)


def test_conductances_jump_and_decay():
    neuron = nest.Create("iaf_cond_exp", params={"tau_syn_ex": 1.0})
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 4.0})
    t, g = trace(neuron, "g_ex")
    np.testing.assert_allclose(g, np.where(t > 1.95, 4.0 * np.exp(-(t - 2.0)), 0.0), atol=2e-3)


@pytest.mark.parametrize("w, reversal", [(10.0, 0.0), (-10.0, -85.0)])
def test_conductances_pull_towards_their_reversal(w, reversal):
    neuron = nest.Create("iaf_cond_exp")
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": w})
    t, v = trace(neuron)
    assert np.all(v[t < 2.05] == pytest.approx(E_L, abs=1e-9))
    assert np.sign(v[t > 2.05] - E_L)[0] == np.sign(reversal - E_L)


def test_a_conductance_neuron_rests_where_its_currents_balance():
    neuron = nest.Create("iaf_cond_exp", params={"I_e": 100.0})
    _, v = trace(neuron, simulate=200.0)
    assert v[-1] == pytest.approx(E_L + 100.0 / 16.6667, abs=1e-3)
