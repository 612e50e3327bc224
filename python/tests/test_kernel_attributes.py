import math

import nest
import pytest

DEFAULTS = {
    "resolution": 0.1,
    "tics_per_ms": 1000.0,
    "tics_per_step": 100,
    "ms_per_tic": 0.001,
    "biological_time": 0.0,
    "min_delay": 0.1,
    "max_delay": 0.1,
    "rng_seed": 143202461,
    "rng_type": "mt19937_64",
    "local_num_threads": 1,
    "total_num_virtual_procs": 1,
    "num_processes": 1,
    "off_grid_spiking": False,
    "use_wfr": True,
    "wfr_comm_interval": 1.0,
    "wfr_tol": 1e-4,
    "wfr_max_iterations": 15,
    "wfr_interpolation_order": 3,
    "use_compressed_spikes": True,
    "keep_source_table": True,
    "overwrite_files": False,
    "print_time": False,
    "dict_miss_is_error": True,
    "update_time_limit": math.inf,
    "min_update_time": math.inf,
    "max_update_time": -math.inf,
    "network_size": 0,
    "num_connections": 0,
    "local_spike_counter": 0,
    "to_do": 0,
    "adaptive_target_buffers": True,
    "growth_factor_buffer_target_data": 1.5,
    "max_buffer_size_target_data": 16777216,
    "spike_buffer_grow_extra": 0.5,
    "spike_buffer_shrink_limit": 0.2,
    "spike_buffer_shrink_spare": 0.1,
    "max_num_syn_models": 511,
}

READ_ONLY = [
    "T_max",
    "T_min",
    "build_info",
    "connection_rules",
    "kernel_status",
    "local_spike_counter",
    "max_update_time",
    "memory_size",
    "min_update_time",
    "ms_per_tic",
    "network_size",
    "node_models",
    "num_connections",
    "num_processes",
    "off_grid_spiking",
    "recording_backends",
    "rng_types",
    "stimulation_backends",
    "synapse_models",
    "tics_per_step",
    "to_do",
]


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_fresh_kernel_has_the_default(name):
    value = getattr(nest, name)
    assert value == pytest.approx(DEFAULTS[name])
    assert type(value) is type(DEFAULTS[name])
    assert nest.GetKernelStatus(name) == value


@pytest.mark.parametrize("name", READ_ONLY)
def test_a_read_only_attribute_cannot_be_set(name):
    with pytest.raises(AttributeError, match=name):
        setattr(nest, name, 1)
    with pytest.raises(ValueError, match=name):
        nest.SetKernelStatus({name: 1})


@pytest.mark.parametrize(
    "name, value",
    [
        ("resolution", 0.2),
        ("rng_seed", 12345),
        ("local_num_threads", 2),
        ("print_time", True),
        ("overwrite_files", True),
        ("dict_miss_is_error", False),
        ("use_wfr", False),
        ("wfr_comm_interval", 2.0),
        ("wfr_tol", 1e-3),
        ("wfr_max_iterations", 7),
        ("wfr_interpolation_order", 1),
        ("data_prefix", "night_"),
        ("use_compressed_spikes", False),
        ("update_time_limit", 100.0),
    ],
)
def test_an_attribute_that_may_be_written_is_read_back(name, value):
    setattr(nest, name, value)
    assert getattr(nest, name) == value
    assert nest.GetKernelStatus(name) == value


def test_the_data_path_is_read_back(tmp_path):
    nest.data_path = str(tmp_path)
    assert nest.data_path == str(tmp_path)


def test_an_unknown_attribute_cannot_be_assigned():
    with pytest.raises(AttributeError, match="no_such"):
        nest.no_such = 1


def test_an_unknown_attribute_cannot_be_read():
    with pytest.raises(AttributeError, match="no_such"):
        nest.no_such


def test_set_takes_several_attributes_at_once():
    nest.set(resolution=0.5, rng_seed=7)
    assert (nest.resolution, nest.rng_seed) == (0.5, 7)


def test_set_refuses_an_unknown_attribute_by_name():
    with pytest.raises(ValueError, match="no_such"):
        nest.set(no_such=1)


def test_set_kernel_status_refuses_an_unknown_key_by_name():
    with pytest.raises(ValueError, match="no_such"):
        nest.SetKernelStatus({"no_such": 1})


def test_set_kernel_status_sets_what_the_dictionary_holds():
    nest.SetKernelStatus({"resolution": 0.2, "overwrite_files": True})
    assert (nest.resolution, nest.overwrite_files) == (0.2, True)


def test_get_kernel_status_without_keys_is_a_dictionary_of_everything():
    status = nest.GetKernelStatus()
    assert isinstance(status, dict)
    assert set(DEFAULTS) <= set(status)


def test_get_kernel_status_of_a_list_is_a_tuple_in_its_order():
    assert nest.GetKernelStatus(["rng_seed", "resolution"]) == (143202461, 0.1)


def test_get_kernel_status_of_an_unknown_key_is_a_key_error():
    with pytest.raises(KeyError, match="no_such"):
        nest.GetKernelStatus("no_such")


def test_get_kernel_status_wants_a_string_or_a_list():
    with pytest.raises(TypeError):
        nest.GetKernelStatus(3)


def test_get_reads_one_several_or_all():
    assert nest.get("resolution") == 0.1
    assert nest.get("resolution", "rng_seed") == (0.1, 143202461)
    assert nest.get()["resolution"] == 0.1


def test_kernel_status_is_the_whole_dictionary():
    assert nest.kernel_status["tics_per_ms"] == 1000.0


def test_the_largest_times_are_symmetric_and_far_away():
    assert nest.T_max == -nest.T_min
    assert nest.T_max > 1e12


def test_the_version_is_that_of_the_build():
    assert nest.__version__ == nest.build_info["version"]


def test_the_recording_backends_include_memory_ascii_and_screen():
    assert {"memory", "ascii", "screen"} <= set(nest.recording_backends)


def test_the_connection_rules_are_listed():
    assert set(nest.connection_rules) >= {
        "all_to_all",
        "one_to_one",
        "fixed_indegree",
        "fixed_outdegree",
        "fixed_total_number",
        "pairwise_bernoulli",
        "symmetric_pairwise_bernoulli",
        "pairwise_poisson",
    }


def test_network_size_counts_nodes_and_devices():
    nest.Create("iaf_psc_alpha", 3)
    nest.Create("spike_recorder")
    assert nest.network_size == 4


def test_num_connections_counts_connections():
    a = nest.Create("parrot_neuron", 3)
    nest.Connect(a, a)
    assert nest.num_connections == 9


def test_the_spike_counter_counts_the_neurons_of_the_last_run():
    neuron = nest.Create("iaf_psc_alpha", params={"V_m": -50.0})
    nest.Create("iaf_psc_alpha")
    nest.Simulate(1.0)
    assert nest.local_spike_counter == 1
    nest.Simulate(1.0)
    assert nest.local_spike_counter == 0
    assert neuron.V_m == -70.0
