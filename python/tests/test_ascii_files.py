import os

import nest
import numpy as np
import pytest

from netcheck import parrots_driven_by, recorder


@pytest.fixture
def relays():
    return parrots_driven_by([1.0, 2.5], n=2)


def lines(path):
    with open(path) as f:
        return f.read().splitlines()


def rows(path):
    return [line.split("\t") for line in lines(path)[3:]]


def test_the_name_has_model_id_and_process(tmp_path, relays):
    heard = recorder(relays, record_to="ascii")
    nest.Simulate(5.0)
    assert os.listdir(tmp_path) == [f"spike_recorder-{heard.global_id}-0.dat"]


def test_the_file_is_found_by_its_status(relays):
    heard = recorder(relays, record_to="ascii")
    nest.Simulate(5.0)
    (name,) = heard.filenames
    assert os.path.isfile(name)


def test_the_header_tells_the_columns(tmp_path, relays):
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    text = lines(tmp_path / "spikes-4-0.dat")
    assert text[0].startswith("# NEST version: ")
    assert text[1] == "# RecordingBackendASCII version: 2"
    assert text[2] == "sender\ttime_ms"


def test_a_row_has_sender_and_time(tmp_path, relays):
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    assert sorted(rows(tmp_path / "spikes-4-0.dat")) == [
        ["2", "2.000"],
        ["2", "3.500"],
        ["3", "2.000"],
        ["3", "3.500"],
    ]


def test_numpy_reads_the_file(tmp_path, relays):
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    table = np.loadtxt(tmp_path / "spikes-4-0.dat", skiprows=3)
    assert table.shape == (4, 2)
    np.testing.assert_allclose(sorted(table[:, 1]), [2.0, 2.0, 3.5, 3.5])


def test_times_in_steps_have_two_columns(tmp_path, relays):
    recorder(relays[:1], record_to="ascii", label="spikes", time_in_steps=True)
    nest.Simulate(5.0)
    path = tmp_path / "spikes-4-0.dat"
    assert lines(path)[2].split("\t")[:2] == ["sender", "time_step"]
    assert [(int(r[1]), float(r[2])) for r in rows(path)] == [(20, 0.0), (35, 0.0)]


@pytest.mark.parametrize("precision", [0, 1, 6])
def test_the_precision_is_the_number_of_decimals(tmp_path, relays, precision):
    recorder(relays[:1], record_to="ascii", label="spikes", precision=precision)
    nest.Simulate(5.0)
    assert rows(tmp_path / "spikes-4-0.dat")[0] == ["2", f"{2.0:.{precision}f}"]


def test_the_extension_can_be_chosen(tmp_path, relays):
    recorder(relays, record_to="ascii", file_extension="txt")
    nest.Simulate(5.0)
    assert os.listdir(tmp_path) == ["spike_recorder-4-0.txt"]


def test_the_prefix_comes_before_the_label(tmp_path, relays):
    nest.data_prefix = "night_"
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    assert os.listdir(tmp_path) == ["night_spikes-4-0.dat"]


def test_a_meter_writes_a_column_for_each_recordable(tmp_path):
    neuron = nest.Create("iaf_psc_alpha")
    m = nest.Create("multimeter", params={"record_from": ["V_m", "I_syn_ex"], "record_to": "ascii"})
    nest.Connect(m, neuron, syn_spec={"delay": 0.1})
    nest.Simulate(3.0)
    path = tmp_path / "multimeter-2-0.dat"
    assert lines(path)[2] == "sender\ttime_ms\tV_m\tI_syn_ex"
    assert rows(path) == [["1", "1.000", "-70.000", "0.000"], ["1", "2.000", "-70.000", "0.000"]]


def test_a_recorder_that_hears_nothing_writes_its_header(tmp_path):
    recorder(nest.Create("iaf_psc_alpha"), record_to="ascii", label="quiet")
    nest.Simulate(2.0)
    assert len(lines(tmp_path / "quiet-2-0.dat")) == 3


def test_a_recorder_to_file_counts_but_keeps_no_events(relays):
    heard = recorder(relays, record_to="ascii")
    nest.Simulate(5.0)
    assert heard.n_events == 4
    assert "events" not in heard.get()


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path, relays):
    (tmp_path / "spikes-4-0.dat").write_text("mine\n")
    recorder(relays, record_to="ascii", label="spikes")
    with pytest.raises(nest.NESTErrors.IOError):
        nest.Simulate(5.0)
    assert (tmp_path / "spikes-4-0.dat").read_text() == "mine\n"


def test_an_existing_file_is_not_overwritten(tmp_path, relays):
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    before = lines(tmp_path / "spikes-4-0.dat")
    with pytest.raises(nest.NESTErrors.IOError):
        nest.Simulate(5.0)
    assert lines(tmp_path / "spikes-4-0.dat") == before


def test_an_existing_file_is_overwritten_where_asked(tmp_path, relays):
    nest.overwrite_files = True
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(2.5)
    assert len(rows(tmp_path / "spikes-4-0.dat")) == 2
    nest.Simulate(5.0)
    assert [r[1] for r in rows(tmp_path / "spikes-4-0.dat")] == ["3.500", "3.500"]


def test_several_runs_of_one_preparation_write_one_file(tmp_path, relays):
    recorder(relays[:1], record_to="ascii", label="spikes")
    with nest.RunManager():
        nest.Run(2.5)
        nest.Run(2.5)
    assert [r[1] for r in rows(tmp_path / "spikes-4-0.dat")] == ["2.000", "3.500"]


def test_each_recorder_has_its_file(tmp_path, relays):
    a, b = (recorder(r, record_to="ascii", label="spikes") for r in relays)
    nest.Simulate(5.0)
    assert sorted(os.listdir(tmp_path)) == [f"spikes-{r.global_id}-0.dat" for r in (a, b)]
    assert {r[0] for r in rows(tmp_path / f"spikes-{b.global_id}-0.dat")} == {"3"}


def test_each_thread_has_its_file(tmp_path):
    nest.local_num_threads = 2
    relays = parrots_driven_by([1.0], n=4)
    recorder(relays, record_to="ascii", label="spikes")
    nest.Simulate(3.0)
    files = sorted(os.listdir(tmp_path))
    assert files == ["spikes-6-0.dat", "spikes-6-1.dat"]
    assert sorted(r[0] for f in files for r in rows(tmp_path / f)) == ["2", "3", "4", "5"]


@pytest.mark.parametrize("params", [{"precision": 2.5}, {"file_extension": 3}], ids=str)
def test_a_setting_of_the_file_that_does_not_fit_is_refused(params):
    heard = nest.Create("spike_recorder", params={"record_to": "ascii"})
    with pytest.raises(nest.NESTError):
        heard.set(params)


def test_settings_cannot_change_while_prepared(relays):
    heard = recorder(relays, record_to="ascii")
    nest.Prepare()
    with pytest.raises(nest.NESTErrors.BadProperty):
        heard.label = "late"
    nest.Cleanup()


def test_each_label_has_its_file(tmp_path):
    heard = recorder(parrots_driven_by([1.0, 3.0, 5.0]), record_to="ascii", label="first")
    nest.Simulate(3.0)
    heard.label = "second"
    nest.Simulate(4.0)
    assert rows(tmp_path / "first-3-0.dat") == [["2", "2.000"]]
    assert rows(tmp_path / "second-3-0.dat") == [["2", "4.000"], ["2", "6.000"]]


def test_each_prefix_and_each_folder_has_its_file(tmp_path):
    recorder(parrots_driven_by([1.0, 3.0, 5.0]), record_to="ascii", label="spikes")
    nest.Simulate(3.0)
    nest.data_prefix = "late_"
    nest.Simulate(2.0)
    (tmp_path / "other").mkdir()
    nest.data_path = str(tmp_path / "other")
    nest.Simulate(2.0)
    assert rows(tmp_path / "spikes-3-0.dat") == [["2", "2.000"]]
    assert rows(tmp_path / "late_spikes-3-0.dat") == [["2", "4.000"]]
    assert rows(tmp_path / "other" / "late_spikes-3-0.dat") == [["2", "6.000"]]


def test_each_extension_has_its_file_and_its_precision(tmp_path):
    heard = recorder(parrots_driven_by([1.0, 3.0]), record_to="ascii", label="spikes")
    nest.Simulate(3.0)
    heard.set(file_extension="txt", precision=1)
    nest.Simulate(2.0)
    assert rows(tmp_path / "spikes-3-0.dat") == [["2", "2.000"]]
    assert rows(tmp_path / "spikes-3-0.txt") == [["2", "4.0"]]


def test_records_go_where_the_recorder_says_now(tmp_path):
    heard = recorder(parrots_driven_by([1.0, 3.0, 5.0]))
    nest.Simulate(3.0)
    assert list(heard.events["times"]) == [2.0]
    heard.record_to = "ascii"
    nest.Simulate(2.0)
    assert rows(tmp_path / "spike_recorder-3-0.dat") == [["2", "4.000"]]
    assert "events" not in heard.get()
    heard.record_to = "memory"
    nest.Simulate(2.0)
    assert list(heard.events["times"])[-1] == 6.0
    assert heard.n_events == 3
    assert "filenames" not in heard.get()


@pytest.mark.parametrize("model", ["voltmeter", "weight_recorder"])
def test_other_recorders_change_their_files_too(tmp_path, model):
    cells = nest.Create("iaf_psc_alpha", 2, {"I_e": 1000.0})
    writer = nest.Create(model, params={"record_to": "ascii", "label": "first"})
    nest.CopyModel("static_synapse", "watched", {"weight_recorder": writer} if model != "voltmeter" else {})
    nest.Connect(cells, cells, syn_spec={"synapse_model": "watched", "weight": 1.0, "delay": 0.1})
    if model == "voltmeter":
        nest.Connect(writer, cells, syn_spec={"delay": 0.1})
    nest.Simulate(10.0)
    writer.label = "second"
    nest.Simulate(10.0)
    first, second = (rows(tmp_path / f"{n}-3-0.dat") for n in ("first", "second"))
    assert first and max(float(r[1]) for r in first) <= 10.0
    assert second and min(float(r[1]) for r in second) >= 9.9


def test_the_name_is_known_before_and_after(tmp_path):
    heard = recorder(parrots_driven_by([1.0]), record_to="ascii", label="first")
    assert list(heard.filenames) == [str(tmp_path / "first-3-0.dat")]
    nest.Simulate(3.0)
    assert list(heard.filenames) == [str(tmp_path / "first-3-0.dat")]
    heard.label = "second"
    assert list(heard.filenames) == [str(tmp_path / "second-3-0.dat")]
    nest.Simulate(3.0)
    assert sorted(os.listdir(tmp_path)) == ["first-3-0.dat", "second-3-0.dat"]


def test_a_label_may_name_a_folder(tmp_path):
    (tmp_path / "sub").mkdir()
    heard = recorder(parrots_driven_by([1.0]), record_to="ascii", label="sub/spikes")
    nest.Simulate(3.0)
    assert list(heard.filenames) == [str(tmp_path / "sub" / "spikes-3-0.dat")]
    assert rows(heard.filenames[0]) == [["2", "2.000"]]


@pytest.mark.parametrize("extension", ["sub/x", "../../x", "/"])
def test_an_extension_names_no_folder(tmp_path, extension):
    recorder(parrots_driven_by([1.0]), record_to="ascii", file_extension=extension)
    with pytest.raises(nest.NESTErrors.IOError):
        nest.Simulate(3.0)
    assert os.listdir(tmp_path) == []
