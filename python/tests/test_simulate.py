import os
import signal
import subprocess
import sys

import nest
import numpy as np
import pytest

from netcheck import meter, recorder

KernelException = nest.NESTErrors.KernelException


def small_network():
    """Driven neurons with sparse recurrence; the same each time for one seed."""
    nest.ResetKernel()
    nest.rng_seed = 99
    neurons = nest.Create("iaf_psc_exp", 20, {"V_m": nest.random.uniform(-65.0, -55.0)})
    noise = nest.Create("poisson_generator", params={"rate": 15000.0})
    nest.Connect(noise, neurons, syn_spec={"weight": 25.0, "delay": 1.0})
    nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": 4}, {"weight": -50.0, "delay": 1.5})
    watched = meter(neurons[:2], "V_m")
    return recorder(neurons), watched


def result(network):
    spikes, watched = network
    events = spikes.events
    order = np.lexsort((events["senders"], events["times"]))
    return events["times"][order], events["senders"][order], watched.events["V_m"]


def assert_same(a, b):
    n = min(len(a[2]), len(b[2]))
    np.testing.assert_array_equal(a[0], b[0])
    np.testing.assert_array_equal(a[1], b[1])
    np.testing.assert_array_equal(a[2][:n], b[2][:n])


def test_simulate_advances_the_clock():
    nest.Simulate(10.0)
    assert nest.biological_time == 10.0
    nest.Simulate(0.5)
    assert nest.biological_time == 10.5


def test_simulate_nothing_is_allowed():
    nest.Simulate(0)
    assert nest.biological_time == 0.0


def test_simulate_takes_an_integer():
    nest.Simulate(3)
    assert nest.biological_time == 3.0


def test_simulate_a_hair_off_the_grid_is_on_the_grid():
    nest.Simulate(1.0004)
    assert nest.biological_time == 1.0


def test_simulate_refuses_a_negative_time():
    with pytest.raises(nest.NESTErrors.BadParameter):
        nest.Simulate(-1.0)


def test_simulate_refuses_a_time_off_the_grid():
    with pytest.raises(KernelException):
        nest.Simulate(1.05)


def test_simulate_refuses_what_is_no_number():
    with pytest.raises(TypeError):
        nest.Simulate("long")


def test_one_run_is_the_sum_of_its_parts():
    whole = small_network()
    nest.Simulate(60.0)
    expected = result(whole)
    assert len(expected[0]) > 20
    parts = small_network()
    for t in (10.0, 0.1, 24.9, 5.0, 20.0):
        nest.Simulate(t)
    assert_same(expected, result(parts))


def test_prepare_run_and_cleanup_are_simulate():
    whole = small_network()
    nest.Simulate(40.0)
    expected = result(whole)
    parts = small_network()
    nest.Prepare()
    for _ in range(4):
        nest.Run(10.0)
    nest.Cleanup()
    assert_same(expected, result(parts))


def test_run_manager_prepares_and_cleans_up():
    whole = small_network()
    nest.Simulate(20.0)
    expected = result(whole)
    parts = small_network()
    with nest.RunManager():
        nest.Run(5.0)
        nest.Run(15.0)
    assert nest.biological_time == 20.0
    assert_same(expected, result(parts))
    nest.Simulate(1.0)


def test_the_same_seed_gives_the_same_spikes_and_another_others():
    runs = []
    for seed in (1, 1, 2):
        network = small_network()
        nest.rng_seed = seed
        nest.Simulate(40.0)
        runs.append(result(network))
    assert_same(runs[0], runs[1])
    assert not np.array_equal(runs[0][0], runs[2][0])


def test_run_needs_prepare():
    with pytest.raises(KernelException):
        nest.Run(1.0)


def test_prepare_cannot_be_repeated():
    nest.Prepare()
    with pytest.raises(KernelException):
        nest.Prepare()


def test_simulate_cannot_be_called_while_prepared():
    nest.Prepare()
    with pytest.raises(KernelException):
        nest.Simulate(1.0)
    nest.Cleanup()
    nest.Simulate(1.0)


def test_cleanup_needs_prepare():
    with pytest.raises(KernelException):
        nest.Cleanup()


def test_events_can_be_read_between_runs():
    neuron = nest.Create("iaf_psc_alpha", params={"I_e": 1000.0})
    heard = recorder(neuron)
    nest.Prepare()
    nest.Run(10.0)
    first = heard.n_events
    nest.Run(10.0)
    second = heard.n_events
    nest.Cleanup()
    assert 0 < first < second


def test_parameters_can_change_between_runs():
    neuron = nest.Create("iaf_psc_alpha")
    heard = recorder(neuron)
    nest.Simulate(50.0)
    assert heard.n_events == 0
    neuron.I_e = 1000.0
    nest.Simulate(50.0)
    assert heard.n_events > 0
    assert heard.events["times"].min() > 50.0


def test_nodes_made_after_a_run_take_part_in_the_next():
    nest.Simulate(10.0)
    neuron = nest.Create("iaf_psc_alpha", params={"V_m": -50.0})
    heard = nest.Create("spike_recorder")
    nest.Connect(neuron, heard, syn_spec={"delay": 0.1})
    nest.Simulate(5.0)
    np.testing.assert_allclose(heard.events["times"], [10.1])


def test_the_resolution_sets_the_step():
    nest.resolution = 0.5
    neuron = nest.Create("iaf_psc_alpha", params={"V_m": -50.0})
    heard = recorder(neuron)
    nest.Simulate(2.0)
    np.testing.assert_allclose(heard.events["times"], [0.5])


def test_threads_do_not_change_what_is_not_random():
    found = []
    for threads in (1, 2):
        nest.ResetKernel()
        nest.local_num_threads = threads
        neurons = nest.Create("iaf_psc_alpha", 6, {"I_e": [900.0 + 20 * i for i in range(6)]})
        nest.Connect(neurons, neurons, syn_spec={"weight": 20.0, "delay": 1.5})
        heard = recorder(neurons)
        nest.Simulate(15.0)
        found.append(sorted(zip(np.round(heard.events["times"], 6), heard.events["senders"])))
    assert len(found[0]) > 6
    assert found[0] == found[1]


@pytest.fixture
def interrupts():
    """Signals reach Python, as they may not where a shell has started this in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interrupts")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_leaves_the_network_usable():
    neurons = nest.Create("iaf_psc_alpha", 50, {"I_e": 400.0})
    killer = subprocess.Popen(["sh", "-c", f"sleep 0.1; kill -INT {os.getpid()}"])
    with pytest.raises(KeyboardInterrupt):
        while True:
            nest.Simulate(20.0)
    killer.wait()
    before = nest.biological_time
    nest.Simulate(20.0)
    assert nest.biological_time == pytest.approx(before + 20.0)
    assert len(neurons.V_m) == 50
