"""Rate neurons with a nonlinear gain, which is applied to the sum of what arrives or to each rate."""

import math

import nest
import numpy as np
import pytest

TAU, MU, START = (8.0, 5.0, 3.0), (0.7, -0.3, 1.1), (0.0, 0.4, 0.0)
EDGES = ((0, 1, 0.8), (1, 0, -0.6), (2, 0, 0.5), (2, 1, -0.9), (0, 2, 0.2))
H = 0.1

# what NEST 3.10 has after 19 ms, by linear_summation, mult_coupling, instantaneous
NEST = {
    (True, True, True): (1.2452653716367559, -0.5560227652838083, 1.324997596789807),
    (True, False, True): (1.3274643766737835, -0.7797060195268629, 1.3390572082958632),
    (False, True, True): (1.3604860815488296, -0.4114468032482689, 1.3478677549167974),
    (True, True, False): (1.2620332525889726, -0.6291798891063991, 1.305175056906903),
    (True, False, False): (1.2854550886218103, -0.8294643766615684, 1.3106934859565476),
    (False, True, False): (1.3404890533338827, -0.43958044358532855, 1.326085513913808),
}


def gain(x):
    return math.tanh(1.3 * (x - 0.2))


def by_hand(linear, mult):
    """Two neurons with a gain and a linear one, with delays of 1.5 ms, step by step."""
    x = list(START)
    past = []
    for t in range(190):
        past.append(list(x))
        received = [[0.0, 0.0] for _ in x]
        for source, target, weight in EDGES:
            if t < 15:
                continue
            rate = past[t - 15][source]
            if target < 2 and not linear:
                rate = gain(rate)
            received[target][weight < 0] += weight * rate
        for i, (ex, inh) in enumerate(received):
            if i == 2 or not linear:
                drive = ex + inh
            else:
                drive = gain(ex) + gain(inh) if mult else gain(ex + inh)
            left = math.exp(-H / TAU[i])
            x[i] = left * x[i] + (1 - left) * (MU[i] + drive)
    return x


def simulated(linear, mult, instantaneous, pieces=(20.0,)):
    nest.ResetKernel()
    nest.resolution = H
    nest.use_wfr = instantaneous
    kinds = {"linear_summation": linear, "mult_coupling": mult, "g": 1.3, "theta": 0.2}
    nodes = None
    for i in range(3):
        model, more = ("tanh_rate_ipn", kinds) if i < 2 else ("lin_rate_ipn", {})
        node = nest.Create(model, 1, {"sigma": 0.0, "mu": MU[i], "tau": TAU[i], "rate": START[i], **more})
        nodes = node if nodes is None else nodes + node
    meter = nest.Create("multimeter", params={"record_from": ["rate"], "interval": 1.0})
    nest.Connect(meter, nodes)
    synapse = {"synapse_model": "rate_connection_instantaneous"}
    if not instantaneous:
        synapse = {"synapse_model": "rate_connection_delayed", "delay": 1.5}
    for source, target, weight in EDGES:
        nest.Connect(nodes[source], nodes[target], "one_to_one", {**synapse, "weight": weight})
    for piece in pieces:
        nest.Simulate(piece)
    events = meter.events
    at = np.isclose(events["times"], 19.0)
    return [float(events["rate"][at & (events["senders"] == node)][0]) for node in nodes.tolist()]


@pytest.mark.parametrize("case", NEST)
def test_rates_are_those_of_nest(case):
    assert simulated(*case) == pytest.approx(NEST[case], abs=1e-4 if case[2] else 1e-12)


@pytest.mark.parametrize("linear", [True, False])
@pytest.mark.parametrize("mult", [True, False])
def test_delayed_rates_follow_the_equations(linear, mult):
    assert simulated(linear, mult, False) == pytest.approx(by_hand(linear, mult), abs=1e-12)


def test_the_gain_may_change_between_calls():
    nest.ResetKernel()
    nest.resolution = H
    neuron = nest.Create("tanh_rate_ipn", params={"sigma": 0.0, "linear_summation": False, "g": 0.0})
    source = nest.Create("lin_rate_ipn", params={"sigma": 0.0, "mu": 1.0, "rate": 1.0})
    nest.Connect(source, neuron, "one_to_one", {"synapse_model": "rate_connection_instantaneous"})
    nest.Simulate(5.0)
    assert neuron.rate == 0
    neuron.g = 2.0
    nest.Simulate(500.0)
    assert neuron.rate == pytest.approx(math.tanh(2.0), abs=1e-9)
