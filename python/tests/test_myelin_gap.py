"""A stimulator that drives neurons with gap junctions, against the exact solution of their equations.

The exact times at which V_m passes 0 mV upwards are those of the whole system of equations, by Dormand and Prince's
method of order 8 with a tolerance of 1e-9, with the current from 1 ms and a step on. NEST 3.10 is 0.025 to 0.058 ms
later, at any resolution: the current that a neuron has at the end of a slice is not put back when the slice is
repeated. Without a stimulator both simulators agree (test_gap_upstrokes.py).
"""

import nest
import numpy as np
import pytest

from netcheck import upstrokes

EXACT = {
    0.1: [[4.32374, 13.4382], [3.90534, 13.31313]],
    0.05: [[4.31341, 13.43174], [3.89414, 13.30344]],
}


@pytest.mark.parametrize("resolution", EXACT)
def test_a_stimulated_pair_fires_when_its_equations_say(resolution):
    nest.resolution = resolution
    driven, other = nest.Create("hh_psc_alpha_gap"), nest.Create("hh_psc_alpha_gap", params={"I_e": 314.0})
    current = nest.Create("dc_generator", params={"amplitude": 313.0})
    nest.Connect(current, driven)
    symmetric = {"rule": "one_to_one", "make_symmetric": True}
    nest.Connect(other, driven, symmetric, {"synapse_model": "gap_junction", "weight": 5.0})
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": resolution})
    nest.Connect(meter, driven + other)
    nest.Simulate(20.0)
    events = meter.events
    for node, exact in zip((driven, other), EXACT[resolution]):
        v = np.asarray(events["V_m"])[np.asarray(events["senders"]) == node.global_id]
        assert list(upstrokes(v, resolution)) == pytest.approx(exact, abs=1e-3)


@pytest.mark.parametrize("start", [5.0, 5.3, 5.7])
def test_a_junction_without_effect_changes_nothing(start):
    potentials = []
    for weight in (0.0, 1e-12):
        nest.ResetKernel()
        neurons = nest.Create("hh_psc_alpha_gap", 2)
        current = nest.Create("dc_generator", params={"amplitude": 300.0, "start": start})
        nest.Connect(current, neurons[0])
        if weight > 0:
            symmetric = {"rule": "one_to_one", "make_symmetric": True}
            nest.Connect(neurons[0], neurons[1], symmetric, {"synapse_model": "gap_junction", "weight": weight})
        nest.Simulate(20.0)
        potentials.append(neurons[0].V_m)
    assert potentials[0] == pytest.approx(potentials[1], abs=1e-8)
