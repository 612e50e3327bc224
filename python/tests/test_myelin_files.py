"""What Myelin does about recorders' files beyond NEST: others' changes, paths in labels, a full disk."""

import os

import nest
import numpy as np
import pytest

from netcheck import parrots_driven_by, recorder

TIMES = [float(t) for t in range(1, 30)]


def delete(file):
    os.remove(file)


def truncate(file):
    with open(file, "r+b") as f:
        f.truncate(30)


def append(file):
    with open(file, "a") as f:
        f.write("mine\n")


def replace(file):
    os.remove(file)
    with open(file, "w") as f:
        f.write("mine\n")


def overwrite(file):
    with open(file, "r+b") as f:
        text = f.read()
        f.seek(0)
        f.write(text.replace(b"2.000", b"7.000"))


def content(file):
    if not os.path.exists(file):
        return None
    with open(file, "rb") as f:
        return f.read()


@pytest.mark.parametrize("replaced", [False, True])
@pytest.mark.parametrize("deed", [delete, truncate, append, replace, overwrite])
def test_a_file_that_others_changed_is_not_written_to(deed, replaced):
    nest.overwrite_files = replaced
    heard = recorder(parrots_driven_by(TIMES), record_to="ascii", label="spikes")
    nest.Simulate(5.0)
    (file,) = heard.filenames
    deed(file)
    left = content(file)
    for _ in range(2):
        with pytest.raises(nest.NESTErrors.IOError, match="Nothing more was written"):
            nest.Simulate(5.0)
    assert content(file) == left
    assert nest.biological_time == 5.0
    heard.label = "others"
    nest.Simulate(5.0)
    assert content(file) == left
    assert np.loadtxt(heard.filenames[0], skiprows=3)[:, 1].tolist() == [6.0, 7.0, 8.0, 9.0, 10.0]


def test_a_recorder_comes_back_to_its_file(tmp_path):
    nest.overwrite_files = True
    heard = recorder(parrots_driven_by(TIMES), record_to="ascii", label="spikes")
    nest.Simulate(3.0)
    heard.record_to = "memory"
    nest.Simulate(3.0)
    heard.record_to = "ascii"
    nest.Simulate(3.0)
    times = np.loadtxt(tmp_path / "spikes-3-0.dat", skiprows=3)[:, 1]
    assert times.tolist() == [2.0, 3.0, 7.0, 8.0, 9.0]
    heard.record_to = "memory"
    assert heard.events["times"].tolist() == [4.0, 5.0, 6.0]


@pytest.mark.parametrize("label", ["sub/x", "../escape", "/etc/absolute", "a/../../../b", ".."])
def test_no_label_leads_out_of_the_data_path(tmp_path, label):
    (tmp_path / "data").mkdir()
    nest.data_path = str(tmp_path / "data")
    heard = recorder(parrots_driven_by(TIMES), record_to="ascii", label=label)
    planned = list(heard.filenames)
    nest.Simulate(3.0)
    (file,) = heard.filenames
    assert planned == [file]
    assert os.path.realpath(file).startswith(os.path.realpath(tmp_path / "data") + os.sep)
    assert len(content(file).splitlines()) == 5
    assert os.listdir(tmp_path) == ["data"]


def test_a_prefix_names_no_folder():
    with pytest.raises(nest.NESTErrors.BadProperty, match="path elements"):
        nest.data_prefix = "../p_"
    assert nest.data_prefix == ""


def test_the_name_stays_true_when_the_program_goes_to_another_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nest.data_path = ""
    heard = recorder(parrots_driven_by(TIMES), record_to="ascii", label="spikes")
    nest.Simulate(3.0)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert list(heard.filenames) == [str(tmp_path / "spikes-3-0.dat")]
    nest.Simulate(3.0)
    assert list(heard.filenames) == [str(tmp_path / "other" / "spikes-3-0.dat")]
    assert os.path.exists(heard.filenames[0])


def test_the_offset_may_be_one_step():
    m = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 2.0, "offset": 0.1})
    nest.Connect(m, nest.Create("iaf_psc_alpha"))
    nest.Simulate(6.0)
    np.testing.assert_allclose(m.events["times"], [0.1, 2.1, 4.1])


def fill_the_disk(simulate):
    """Simulates while no file may become longer than 8 kB, which is as good as a full disk."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(nest.NESTErrors.IOError, match="writing records failed"):
            simulate()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


CHANGES = {
    "Simulate": lambda r, c: nest.Simulate(1.0),
    "Prepare": lambda r, c: nest.Prepare(),
    "Create": lambda r, c: nest.Create("iaf_psc_alpha", 2),
    "Connect": lambda r, c: nest.Connect(r[:1], r[1:]),
    "Disconnect": lambda r, c: c.disconnect(),
    "set": lambda r, c: r.set(V_m=-60.0),
    "SetStatus": lambda r, c: nest.SetStatus(r, [{"V_m": -60.0}, {"V_m": -61.0}]),
    "set a weight": lambda r, c: c.set(weight=3.0),
    "SetDefaults": lambda r, c: nest.SetDefaults("iaf_psc_alpha", {"V_m": -60.0}),
    "CopyModel": lambda r, c: nest.CopyModel("iaf_psc_alpha", "another", {"V_m": -60.0}),
    "data_prefix": lambda r, c: setattr(nest, "data_prefix", "late_"),
    "SetKernelStatus": lambda r, c: nest.SetKernelStatus({"overwrite_files": True}),
    "delays": lambda r, c: nest.SetKernelStatus({"min_delay": 1.0, "max_delay": 2.0}),
}


def test_after_a_full_disk_each_change_is_refused_and_records_can_be_read(tmp_path):
    cells = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(cells, cells)
    noise = nest.Create("poisson_generator", params={"rate": 5000.0})
    parrot = nest.Create("parrot_neuron")
    kept = nest.Create("spike_recorder")
    nest.Connect(noise, parrot)
    nest.Connect(parrot, kept)
    written = recorder(parrot, record_to="ascii", label="spikes")
    connections = nest.GetConnections(cells, cells)
    fill_the_disk(lambda: nest.Simulate(5000.0))

    def look():
        lines = content(written.filenames[0]).decode().splitlines()
        settings = [nest.GetKernelStatus(n) for n in ("data_prefix", "overwrite_files", "min_delay")]
        models = nest.GetDefaults("iaf_psc_alpha", "V_m"), len(nest.node_models)
        state = nest.biological_time, nest.network_size, nest.num_connections, len(kept.events["times"])
        return lines, settings, models, state, cells.V_m, list(connections.weight), os.listdir(tmp_path)

    before = look()
    assert len(before[0]) > 100 and before[0][-1].startswith(f"{parrot.global_id}\t")
    for name, change in CHANGES.items():
        with pytest.raises(nest.NESTErrors.KernelException, match="network is broken.*writing records"):
            change(cells, connections)
            raise AssertionError(f"{name} was not refused")
    assert look() == before
    nest.ResetKernel()
    nest.Create("iaf_psc_alpha")
    nest.Simulate(1.0)
    assert nest.biological_time == 1.0
