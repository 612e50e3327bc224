"""Currents that drive dendrites, where NEST ignores them: the dendrite of pp_cond_exp_mc_urbanczik."""

import math

import nest
import pytest


@pytest.mark.parametrize("by_device", [False, True])
def test_currents_drive_the_dendrite(by_device):
    nest.ResetKernel()
    neuron = nest.Create("pp_cond_exp_mc_urbanczik", params={"phi_max": 0.0})
    if by_device:
        source = nest.Create("dc_generator", params={"amplitude": 60.0})
        nest.Connect(source, neuron, syn_spec={"receptor_type": neuron.get("receptor_types")["dendritic_curr"]})
        nest.Simulate(1.1)  # from sending to the step in which it acts
    else:
        neuron.dendritic = {"I_e": 60.0}
    nest.Simulate(20.0)
    # C_m V' = -g_L (V - E_L) + I, with C_m / g_L = 10 ms
    assert neuron.get("dendritic", "V_m") == pytest.approx(-70.0 + 2.0 * (1 - math.exp(-2.0)), abs=1e-6)
