"""Strongly coupled hh_psc_alpha_gap neurons against the exact solution of their equations.

`reference/gap_upstrokes.json` has random networks with junctions of up to 340 nS, and the times at which V_m passes
0 mV upwards: `exact` of the whole system of equations, by Dormand and Prince's method of order 8 with a tolerance of
1e-12; `nest` of NEST 3.10. Both simulators have an error that depends on the resolution, through the polynomials that
stand for the potentials of neighbours within a step; ours may be no larger than NEST's.
"""

import json
from pathlib import Path

import nest
import numpy as np
import pytest

from netcheck import upstrokes

NETWORKS = json.loads((Path(__file__).parent / "reference" / "gap_upstrokes.json").read_text())


def fired(network, duration=42.0):
    nest.resolution = h = network["resolution"]
    neurons = nest.Create("hh_psc_alpha_gap", len(network["I_e"]), {"I_e": network["I_e"], "V_m": network["V_m"]})
    symmetric = {"rule": "one_to_one", "make_symmetric": True}
    for i, j, weight in network["junctions"]:
        nest.Connect(neurons[i], neurons[j], symmetric, {"synapse_model": "gap_junction", "weight": weight})
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": h})
    nest.Connect(meter, neurons)
    nest.Simulate(duration)
    events, times = meter.events, []
    for node in neurons.tolist():
        v = np.asarray(events["V_m"])[np.asarray(events["senders"]) == node][: round((duration - 2.0) / h)]
        times.append(upstrokes(v, h))
    return times


@pytest.mark.parametrize("network", NETWORKS, ids=lambda it: f"{len(it['I_e'])} at {it['resolution']} ms")
def test_upstrokes_are_as_near_to_the_exact_ones_as_those_of_nest(network):
    times = fired(network)
    assert sum(map(len, times)) > 0
    for ours, exact, theirs in zip(times, network["exact"], network["nest"]):
        assert len(ours) == len(exact)
        error = np.abs(ours - np.array(exact))
        assert np.all(error <= np.abs(np.array(theirs) - np.array(exact)) + 2e-4), error
