"""A device that sends rates: step_rate_generator."""

import math

import nest
import numpy as np
import pytest

H = 0.1


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.resolution = H
    nest.use_wfr = False


def course(delay, smallest=None, pieces=(8.0,), **params):
    """Rates of a neuron that a generator drives, and those that a multimeter sees of the generator."""
    given = {"amplitude_times": [1.0, 3.0], "amplitude_values": [2.0, -1.0], **params}
    generator = nest.Create("step_rate_generator", params=given)
    neuron = nest.Create("lin_rate_ipn", params={"sigma": 0.0, "tau": 5.0})
    meters = nest.Create("multimeter", 2, {"record_from": ["rate"], "interval": H})
    nest.Connect(meters[0], neuron)
    nest.Connect(meters[1], generator)
    synapse = {"synapse_model": "rate_connection_delayed", "delay": delay, "weight": 1.5}
    nest.Connect(generator, neuron, "one_to_one", synapse)
    if smallest is not None:
        parrots = nest.Create("parrot_neuron", 2)
        nest.Connect(parrots[0], parrots[1], syn_spec={"delay": smallest})
    for piece in pieces:
        nest.Simulate(piece)
    return [dict(zip(np.round(e["times"], 6), e["rate"])) for e in (m.events for m in meters)]


def by_hand(first_step, last_step=75, second=20):
    """The neuron from the step on in which 2 arrives; -1 arrives `second` steps later."""
    rates, x = {}, 0.0
    left = math.exp(-H / 5)
    for k in range(last_step):
        arriving = 0.0 if k < first_step else 2.0 if k < first_step + second else -1.0
        x = left * x + (1 - left) * 1.5 * arriving
        rates[round((k + 1) * H, 6)] = x
    return rates


def test_rates_act_when_they_do_in_nest():
    neuron, generator = course(0.5)
    # NEST 3.10: the first rate that differs from 0, and later ones
    assert neuron[0.9] == 0
    assert [neuron[t] for t in (1.0, 1.1, 1.2, 1.3)] == pytest.approx([0.05940398, 0.11763168, 0.1747064, 0.23065096], abs=1e-8)
    assert [neuron[t] for t in (7.3, 7.4, 7.5)] == pytest.approx([-0.4675888, -0.48803191, -0.50807022], abs=1e-8)
    assert generator[0.9] == 0 and generator[1.0] == 2
    assert generator[2.9] == 2 and generator[3.0] == -1


@pytest.mark.parametrize("delay,smallest,first", [(0.5, None, 9), (1.0, 1.0, 9), (1.5, 1.0, 14), (2.0, 0.5, 24)])
@pytest.mark.parametrize("pieces", [(8.0,), (0.4, 1.3, 6.3)])
def test_rates_follow_the_equations(delay, smallest, first, pieces):
    neuron, _ = course(delay, smallest, pieces)
    expected = by_hand(first)
    for t, rate in expected.items():
        if t in neuron:
            assert neuron[t] == pytest.approx(rate, abs=1e-12), t


def test_it_sends_between_start_and_stop():
    _, generator = course(1.0, start=2.0, stop=5.0)
    on = sorted(t for t, rate in generator.items() if rate)
    assert (on[0], on[-1]) == (2.0, 4.9)


def test_outside_its_time_it_sends_no_rate_not_even_0():
    nest.use_wfr = True
    given = {"start": 8.0, "amplitude_times": [10.0], "amplitude_values": [1.0]}
    generator = nest.Create("step_rate_generator", params=given)
    gain = {"linear_summation": False, "theta": -0.2}  # of 0 it is 0.2
    neuron = nest.Create("rate_transformer_threshold_lin", params=gain)
    nest.Connect(generator, neuron, "all_to_all", {"synapse_model": "rate_connection_delayed"})
    meter = nest.Create("multimeter", params={"record_from": ["rate"]})
    nest.Connect(meter, neuron)
    nest.Simulate(15.0)
    assert meter.events["rate"][:13] == pytest.approx([0.0] * 7 + [0.2] * 2 + [1.2] * 4)


def test_it_connects_to_rate_neurons_by_delayed_connections_only():
    generator = nest.Create("step_rate_generator")
    rate, iaf = nest.Create("lin_rate_ipn"), nest.Create("iaf_psc_alpha")
    for target, model in ((rate, "static_synapse"), (iaf, "rate_connection_delayed"), (iaf, "static_synapse")):
        with pytest.raises(nest.NESTError):
            nest.Connect(generator, target, "one_to_one", {"synapse_model": model})
    assert nest.num_connections == 0
    nest.Connect(generator, rate, "one_to_one", {"synapse_model": "rate_connection_delayed", "weight": 0.5})
    assert nest.GetConnections(generator, rate).weight == 0.5


@pytest.mark.parametrize("wrong", [{"amplitude_times": [1.0]}, {"amplitude_times": [2.0, 1.0], "amplitude_values": [1.0, 1.0]}])
def test_impossible_lists_are_refused(wrong):
    with pytest.raises(nest.NESTError):
        nest.Create("step_rate_generator", params=wrong)
