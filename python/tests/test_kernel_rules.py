"""When a kernel attribute may be set, and what is raised otherwise."""

import nest
import numpy as np
import pytest

KernelException = nest.NESTErrors.KernelException
BadProperty = nest.NESTErrors.BadProperty


def a_node():
    nest.Create("iaf_psc_alpha")


def a_changed_default():
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 200.0})


def a_simulation():
    nest.Simulate(1.0)


@pytest.mark.parametrize("before", [a_node, a_changed_default, a_simulation])
@pytest.mark.parametrize("name, value", [("resolution", 0.2), ("local_num_threads", 2)])
def test_resolution_and_threads_are_fixed_once(before, name, value):
    old = getattr(nest, name)
    before()
    with pytest.raises(KernelException):
        setattr(nest, name, value)
    assert getattr(nest, name) == old


def test_use_wfr_is_fixed_once_nodes_exist():
    a_node()
    with pytest.raises(KernelException):
        nest.use_wfr = False


def test_the_total_of_virtual_processes_is_fixed_once_nodes_exist():
    a_node()
    with pytest.raises(KernelException):
        nest.total_num_virtual_procs = 2


@pytest.mark.parametrize("value", [0.0005, 0.0, -1.0])
def test_a_resolution_below_one_tic_is_refused(value):
    with pytest.raises(KernelException):
        nest.resolution = value
    assert nest.resolution == 0.1


def test_a_resolution_that_is_no_number_is_refused():
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.resolution = "fine"


@pytest.mark.parametrize("h, tics", [(0.1, 100), (0.25, 250), (1.0, 1000), (0.001, 1)])
def test_the_resolution_sets_the_tics_per_step(h, tics):
    nest.resolution = h
    assert nest.tics_per_step == tics


@pytest.mark.parametrize("h", [0.01, 0.2, 0.5, 2.0])
def test_the_delays_of_an_empty_network_are_the_resolution(h):
    nest.resolution = h
    assert (nest.min_delay, nest.max_delay) == (h, h)


@pytest.mark.parametrize("h, delay", [(0.1, 1.0), (0.5, 1.0), (0.15, 1.05), (2.0, 2.0)])
def test_the_default_delay_is_a_multiple_of_the_resolution(h, delay):
    nest.resolution = h
    assert nest.GetDefaults("static_synapse", "delay") == pytest.approx(delay)


def test_the_tics_per_ms_cannot_change_without_the_resolution():
    with pytest.raises(KernelException):
        nest.tics_per_ms = 100


@pytest.mark.parametrize(
    "tics, h, a_step, latest",
    [
        (2000, 0.1, 200, 576460752303423.4),
        (1024, 0.125, 128, 1125899906842623.9),
        (10, 0.1, 1, 1.152921504606847e17),
        (3, 1 / 3, 1, 3.843071682022823e17),
        (64, 1 / 32, 2, 1.8014398509481984e16),
        (1000000, 0.0001, 100, 1152921504606.8467),
    ],
)
def test_the_tics_per_ms_change_with_the_resolution(tics, h, a_step, latest):
    nest.set(tics_per_ms=tics, resolution=h)
    assert nest.resolution == pytest.approx(h, rel=1e-15)
    assert nest.tics_per_ms == tics
    assert nest.ms_per_tic == pytest.approx(1 / tics, rel=1e-15)
    assert nest.tics_per_step == a_step
    assert nest.T_max == pytest.approx(latest, rel=1e-15)
    assert (nest.min_delay, nest.max_delay) == pytest.approx((h, h), rel=1e-15)
    neuron = nest.Create("iaf_psc_exp", params={"I_e": 1000.0, "t_ref": 4 * h})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neuron, recorder)
    steps = round(30 / h) if h > 1e-3 else 50000
    nest.Simulate(steps * h)
    assert nest.biological_time == pytest.approx(steps * h, rel=1e-12)
    first = np.ceil(-10.0 * np.log(1 - 15.0 / 40.0) / h)  # the step in which the threshold is crossed
    expected = [k for k in (first, 2 * first + 4, 3 * first + 8, 4 * first + 12, 5 * first + 16) if k <= steps]
    assert np.asarray(recorder.events["times"])[: len(expected)] / h == pytest.approx(expected, abs=1e-6)
    nest.ResetKernel()
    assert (nest.tics_per_ms, nest.resolution) == (1000.0, 0.1)


@pytest.mark.parametrize("tics, h", [(1024, 0.1), (10, 0.05), (0, 0.1), (-1000, 0.1), (1000.5, 0.1), (2000.0, 0.1)])
def test_wrong_tics_change_nothing(tics, h):
    with pytest.raises(nest.NESTError):
        nest.set(tics_per_ms=tics, resolution=h)
    assert (nest.tics_per_ms, nest.resolution) == (1000.0, 0.1)


def test_tics_cannot_change_once_there_are_nodes():
    nest.Create("iaf_psc_alpha")
    with pytest.raises(KernelException):
        nest.set(tics_per_ms=2000, resolution=0.1)
    nest.ResetKernel()
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 200.0})
    with pytest.raises(KernelException):
        nest.set(tics_per_ms=2000, resolution=0.1)


def test_times_are_rounded_to_tics():
    nest.set(tics_per_ms=10000, resolution=0.1)
    with pytest.raises(nest.NESTError):
        nest.Simulate(0.1004)  # the same as 0.1 where a tic is 0.001 ms
    nest.ResetKernel()
    nest.Simulate(0.1004)
    assert nest.biological_time == pytest.approx(0.1)


def test_biological_time_can_only_be_set_to_zero():
    nest.Simulate(3.0)
    with pytest.raises(BadProperty):
        nest.biological_time = 2.0
    assert nest.biological_time == 3.0
    nest.biological_time = 0.0
    assert nest.biological_time == 0.0


@pytest.mark.parametrize("seed", [0, 2**32, -1])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(BadProperty):
        nest.rng_seed = seed
    assert nest.rng_seed == 143202461


@pytest.mark.parametrize("seed", [1, 2**31 - 1])
def test_a_seed_at_either_end_is_accepted(seed):
    nest.rng_seed = seed
    assert nest.rng_seed == seed


@pytest.mark.parametrize("seed", [1.5, "seven"])
def test_a_seed_that_is_no_integer_is_refused(seed):
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.rng_seed = seed


def test_the_seed_may_change_while_nodes_exist():
    a_node()
    nest.rng_seed = 99
    assert nest.rng_seed == 99


def test_the_same_seed_gives_the_same_numbers():
    nest.rng_seed = 4711
    first = [nest.random.uniform().GetValue() for _ in range(5)]
    nest.rng_seed = 4711
    assert [nest.random.uniform().GetValue() for _ in range(5)] == first
    nest.rng_seed = 4712
    assert [nest.random.uniform().GetValue() for _ in range(5)] != first


def test_every_listed_generator_of_random_numbers_can_be_chosen():
    assert nest.rng_type in nest.rng_types
    for name in nest.rng_types:
        nest.rng_type = name
        assert nest.rng_type == name


def test_an_unknown_generator_of_random_numbers_is_refused():
    with pytest.raises(BadProperty):
        nest.rng_type = "dice"


@pytest.mark.parametrize("name", ["min_delay", "max_delay"])
def test_one_delay_extremum_alone_is_refused(name):
    with pytest.raises(BadProperty):
        setattr(nest, name, 0.5)


def test_both_delay_extrema_are_set_together():
    nest.set(min_delay=0.5, max_delay=2.0)
    assert (nest.min_delay, nest.max_delay) == (0.5, 2.0)


def test_the_smallest_delay_cannot_exceed_the_largest():
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.set(min_delay=3.0, max_delay=2.0)


def test_delays_outside_the_extrema_set_by_the_user_are_refused():
    nest.set(min_delay=0.5, max_delay=2.0)
    a = nest.Create("parrot_neuron", 2)
    nest.Connect(a[0], a[1], syn_spec={"delay": 0.5})
    for delay in (0.4, 2.1):
        with pytest.raises(nest.NESTErrors.BadDelay):
            nest.Connect(a[0], a[1], syn_spec={"delay": delay})
    assert (nest.min_delay, nest.max_delay) == (0.5, 2.0)


@pytest.mark.parametrize(
    "delay",
    [
        lambda: nest.random.uniform(0.5, 3.0),
        lambda: nest.random.uniform(0.1, 2.0),
        lambda: nest.random.normal(1.25, 2.0),
        lambda: 1.0 + nest.random.uniform(0.0, 3.0),
    ],
    ids=["longer", "shorter", "normal", "sum"],
)
def test_drawn_delays_outside_the_extrema_set_by_the_user_are_refused(delay):
    nest.set(min_delay=0.5, max_delay=2.0)
    nodes = nest.Create("parrot_neuron", 20)
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.Connect(nodes, nodes, syn_spec={"delay": delay()})


def test_drawn_delays_within_the_extrema_set_by_the_user_are_taken():
    nest.set(min_delay=0.5, max_delay=2.0)
    nodes = nest.Create("parrot_neuron", 20)
    nest.Connect(nodes, nodes, syn_spec={"delay": nest.random.uniform(0.5, 2.0)})
    nest.Connect(nodes, nodes, syn_spec={"delay": nest.math.redraw(nest.random.normal(1.25, 1.0), 0.5, 2.0)})
    assert len(nest.GetConnections()) == 800


def test_the_extrema_can_be_set_after_nodes_are_created():
    nodes = nest.Create("parrot_neuron", 2)
    nest.set(min_delay=0.5, max_delay=2.0)
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.Connect(nodes, nodes, syn_spec={"delay": nest.random.uniform(2.5, 3.0)})


def test_the_default_delay_must_lie_within_the_extrema():
    nest.set(min_delay=2.0, max_delay=2.0)
    nodes = nest.Create("parrot_neuron", 2)
    with pytest.raises(nest.NESTErrors.BadDelay):
        nest.Connect(nodes, nodes)
    assert nest.num_connections == 0


def test_delays_of_devices_must_lie_within_the_extrema():
    nest.set(min_delay=0.5, max_delay=2.0)
    nodes = nest.Create("iaf_psc_alpha", 2)
    for delay in (0.1, 2.5):
        with pytest.raises(nest.NESTErrors.BadDelay):
            nest.Connect(nest.Create("poisson_generator"), nodes, syn_spec={"delay": delay})
        with pytest.raises(nest.NESTErrors.BadDelay):
            nest.Connect(nodes, nest.Create("spike_recorder"), syn_spec={"delay": delay})


def test_changed_delays_must_lie_within_the_extrema():
    nest.set(min_delay=0.5, max_delay=2.0)
    nodes = nest.Create("parrot_neuron", 2)
    nest.Connect(nodes, nodes)
    for delay in (0.4, 2.1):
        with pytest.raises(nest.NESTErrors.BadDelay):
            nest.GetConnections().delay = delay
    assert set(nest.GetConnections().delay) == {1.0}


def test_the_delay_extrema_follow_the_connections():
    a = nest.Create("parrot_neuron", 2)
    nest.Connect(a[0], a[1], syn_spec={"delay": 1.5})
    assert (nest.min_delay, nest.max_delay) == (1.5, 1.5)
    nest.Connect(a[1], a[0], syn_spec={"delay": 0.7})
    assert nest.min_delay == pytest.approx(0.7)
    assert nest.max_delay == 1.5


@pytest.mark.parametrize("name, value", [("wfr_tol", -1.0), ("wfr_max_iterations", 0), ("wfr_interpolation_order", 2)])
def test_a_setting_of_the_waveform_relaxation_out_of_range_is_refused(name, value):
    with pytest.raises(KernelException):
        setattr(nest, name, value)


def test_without_waveform_relaxation_the_interval_is_one_step():
    nest.use_wfr = False
    assert nest.wfr_comm_interval == 0.1


@pytest.mark.parametrize("name", ["print_time", "overwrite_files"])
@pytest.mark.parametrize("value", ["yes", 1])
def test_a_switch_wants_a_bool(name, value):
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        setattr(nest, name, value)


def test_the_data_prefix_wants_a_string():
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.data_prefix = 3


def test_a_time_limit_of_zero_is_refused():
    with pytest.raises(KernelException):
        nest.update_time_limit = 0.0


def test_threads_and_virtual_processes_are_one_number_in_one_process():
    nest.local_num_threads = 2
    assert nest.total_num_virtual_procs == 2
    nest.total_num_virtual_procs = 3
    assert nest.local_num_threads == 3


def test_an_unknown_parameter_passes_where_a_miss_is_no_error():
    nest.dict_miss_is_error = False
    assert len(nest.Create("iaf_psc_alpha", params={"no_such": 1.0})) == 1
