"""Where Myelin differs from NEST 3.10: tests that hold for NEST alone, and why.

On Myelin they must fail, so that the list stays true.
"""

FILES = "a recorder has one file, whatever the number of threads, which goes on when Simulate is called again"
SAMPLES = "files have the samples of the last slice at once, not after the next Simulate"
OFFSET = "the first sample is at the offset, as the documentation says"
ALLOWED = "it is allowed"
ABSENT = "it raises NotImplementedError"

DIFFERENCES = {
    "test_ascii_files.py::test_the_header_tells_the_columns": "the header names Myelin",
    "test_ascii_files.py::test_a_meter_writes_a_column_for_each_recordable": SAMPLES,
    "test_ascii_files.py::test_an_existing_file_is_not_overwritten": FILES,
    "test_ascii_files.py::test_an_existing_file_is_overwritten_where_asked": FILES,
    "test_ascii_files.py::test_each_thread_has_its_file": FILES,
    "test_connect_devices.py::test_what_a_meter_records_is_fixed_once_connected": ALLOWED,
    "test_connect_devices.py::test_one_generator_uses_one_synapse": ALLOWED,
    "test_connect_errors.py::test_a_delay_outside_the_extrema_is_refused_after_simulating": ALLOWED,
    "test_create.py::test_the_message_names_the_model_the_node_and_the_reason": "other words",
    "test_kernel_rules.py::test_biological_time_can_only_be_set_to_zero": ABSENT,
    "test_multimeter.py::test_an_offset_of_one_step_is_taken_for_an_interval_more": OFFSET,
    "test_synapse_collection.py::test_a_delay_within_the_extrema_may_change_after_simulating": ALLOWED,
}
