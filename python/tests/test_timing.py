"""When spikes are sent, arrive and take effect."""

import nest
import numpy as np
import pytest

from netcheck import meter, parrots_driven_by, recorder, sampled, spike_source


@pytest.mark.parametrize("delay", [0.1, 0.7, 1.0, 3.5, 20.0])
def test_a_relay_sends_one_delay_later(delay):
    source = spike_source([1.0, 2.3])
    relay = nest.Create("parrot_neuron")
    nest.Connect(source, relay, syn_spec={"delay": delay})
    heard = recorder(relay)
    nest.Simulate(30.0)
    np.testing.assert_allclose(heard.events["times"], [1.0 + delay, 2.3 + delay])


def test_delays_add_along_a_chain():
    relays = nest.Create("parrot_neuron", 5)
    nest.Connect(spike_source([1.0]), relays[0], syn_spec={"delay": 0.5})
    for i in range(4):
        nest.Connect(relays[i], relays[i + 1], syn_spec={"delay": 0.1 * (i + 1)})
    heard = recorder(relays)
    nest.Simulate(5.0)
    found = dict(zip(heard.events["senders"], heard.events["times"]))
    assert [found[r] for r in relays.tolist()] == pytest.approx([1.5, 1.6, 1.8, 2.1, 2.5])


def test_a_spike_goes_round_a_ring():
    relays = nest.Create("parrot_neuron", 3)
    for here, there in ((0, 1), (1, 2), (2, 0)):
        nest.Connect(relays[here], relays[there], syn_spec={"delay": 2.0})
    nest.Connect(spike_source([1.0]), relays[1])
    heard = recorder(relays)
    nest.Simulate(9.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 4.0, 6.0, 8.0])
    assert list(heard.events["senders"]) == [2, 3, 1, 2]


def test_an_autapse_repeats_a_spike_every_delay():
    relay = parrots_driven_by([1.0])
    nest.Connect(relay, relay, syn_spec={"delay": 1.5})
    heard = recorder(relay)
    nest.Simulate(7.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 3.5, 5.0, 6.5])


def test_relays_ignore_weights():
    relays = nest.Create("parrot_neuron", 2)
    nest.Connect(spike_source([1.0]), relays, "all_to_all", {"weight": [[-3.0], [0.0]]})
    heard = recorder(relays)
    nest.Simulate(4.0)
    np.testing.assert_allclose(heard.events["times"], [2.0, 2.0])


def test_relays_do_not_relay_their_second_receptor():
    relay = nest.Create("parrot_neuron")
    nest.Connect(spike_source([1.0]), relay, syn_spec={"receptor_type": 1})
    heard = recorder(relay)
    nest.Simulate(4.0)
    assert heard.n_events == 0


def test_two_connections_carry_two_spikes():
    relays = parrots_driven_by([1.0])
    target = nest.Create("parrot_neuron")
    for delay in (1.0, 2.0):
        nest.Connect(relays, target, syn_spec={"delay": delay})
    heard = recorder(target)
    nest.Simulate(6.0)
    np.testing.assert_allclose(heard.events["times"], [3.0, 4.0])


def test_coinciding_spikes_are_all_relayed():
    relays = parrots_driven_by([1.0], n=3)
    target = nest.Create("parrot_neuron")
    nest.Connect(relays, target)
    heard = recorder(target)
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [3.0] * 3)


@pytest.mark.parametrize("delay", [0.1, 1.0, 2.5])
def test_a_delta_input_moves_the_potential_at_its_arrival(delay):
    neuron = nest.Create("iaf_psc_delta")
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 5.0, "delay": delay})
    m = meter(neuron, "V_m")
    nest.Simulate(6.0)
    arrival = 1.0 + delay
    assert sampled(m, "V_m", arrival - 0.1) == -70.0
    assert sampled(m, "V_m", arrival) == pytest.approx(-65.0, abs=1e-12)
    assert sampled(m, "V_m", arrival + 1.0) == pytest.approx(-70 + 5 * np.exp(-0.1), abs=1e-10)


def test_an_exponential_current_jumps_at_its_arrival_and_moves_the_potential_after():
    neuron = nest.Create("iaf_psc_exp")
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 100.0, "delay": 1.0})
    m = meter(neuron, "V_m", "I_syn_ex")
    nest.Simulate(4.0)
    assert sampled(m, "I_syn_ex", 1.9) == 0.0
    assert sampled(m, "I_syn_ex", 2.0) == pytest.approx(100.0)
    assert sampled(m, "V_m", 2.0) == -70.0
    assert sampled(m, "V_m", 2.1) > -70.0


def test_an_alpha_current_starts_from_zero_at_its_arrival():
    neuron = nest.Create("iaf_psc_alpha")
    nest.Connect(spike_source([1.0]), neuron, syn_spec={"weight": 100.0, "delay": 1.0})
    m = meter(neuron, "I_syn_ex")
    nest.Simulate(8.0)
    assert sampled(m, "I_syn_ex", 2.0) == pytest.approx(0.0, abs=1e-12)
    assert sampled(m, "I_syn_ex", 2.1) > 0.0
    assert sampled(m, "I_syn_ex", 4.0) == pytest.approx(100.0)


def test_a_neuron_above_threshold_spikes_in_the_first_step():
    heard = recorder(nest.Create("iaf_psc_alpha", params={"V_m": -50.0}))
    nest.Simulate(2.0)
    np.testing.assert_allclose(heard.events["times"], [0.1])


@pytest.mark.parametrize("t_ref, held", [(2.0, 20), (0.0, 0), (0.25, 3), (5.5, 55)])
def test_the_potential_is_held_for_the_refractory_time(t_ref, held):
    neuron = nest.Create("iaf_psc_alpha", params={"V_m": -50.0, "t_ref": t_ref, "I_e": 100.0})
    m = meter(neuron, "V_m")
    nest.Simulate(8.0)
    v = m.events["V_m"]
    assert list(v[: held + 1]) == [-70.0] * (held + 1)
    assert v[held + 1] > -70.0


def test_input_in_the_refractory_time_is_lost_for_delta():
    neuron = nest.Create("iaf_psc_delta", 2, {"V_m": -50.0, "refractory_input": [False, True]})
    nest.Connect(spike_source([0.5]), neuron, syn_spec={"weight": 5.0, "delay": 0.5})
    m = meter(neuron, "V_m")
    nest.Simulate(3.5)
    events = m.events
    at_end = np.abs(events["times"] - 3.0) < 1e-6
    lost, kept = events["V_m"][at_end][np.argsort(events["senders"][at_end])]
    assert lost == -70.0
    assert kept > -70.0


def test_the_time_of_the_last_spike_is_kept():
    neuron = nest.Create("iaf_psc_alpha", params={"I_e": 1000.0})
    heard = recorder(neuron)
    nest.Connect(neuron, nest.Create("parrot_neuron"), syn_spec="stdp_synapse")
    nest.Simulate(30.0)
    assert neuron.t_spike == pytest.approx(heard.events["times"].max())
