"""Networks in SONATA's format, beside what NEST makes of the same files (`sonata_files.py`)."""

import json
import os
import pickle
from pathlib import Path

import h5py
import libsonata
import nest
import numpy as np
import pytest
from sonata_files import CELLS, DRIVES, LAYOUTS, TSTOP, write

STORED = Path(__file__).parents[2] / "sonata/src/test/resources/myelin/sonata/small/nest.json"


@pytest.fixture(scope="module")
def stored():
    return json.loads(STORED.read_text(encoding="utf-8"))


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "small")


def network(files):
    return nest.SonataNetwork(files / "circuit.json", sim_config=files / "simulation.json")


def simulated(files, **build):
    made = network(files)
    nodes = made.BuildNetwork(**build)
    recorder = nest.Create("spike_recorder")
    nest.Connect(nodes["cells"], recorder)
    made.Simulate()
    return made, recorder.events


def same_spikes(events, stored):
    found, expected = (sorted(zip(np.round(e["times"], 6), e["senders"])) for e in (events, stored))
    assert len(expected) > 1000
    assert found == expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spikes_are_those_of_nest(tmp_path, stored, layout):
    made, events = simulated(write(tmp_path / "small", layout))
    same_spikes(events, stored)
    assert nest.num_connections == stored["connections"]
    assert [nest.resolution, nest.min_delay, nest.max_delay] == pytest.approx([0.1, *stored["delays"]])
    assert made.node_collections["cells"].V_m == pytest.approx(stored["V_m"], rel=1e-9)


def test_nodes_are_those_of_nest(files, stored):
    made = network(files)
    assert made.node_collections == {}
    nodes = made.Create()
    assert nodes == made.node_collections
    for name, (first, n, models) in stored["nodes"].items():
        assert nodes[name].tolist() == list(range(first, first + n))
        assert list(nodes[name].get("model")) == models
    assert nodes["drives"][3].spike_times == pytest.approx(stored["drive"])
    assert nodes["cells"][0].I_e == 300.0 and nodes["cells"][0].tau_m == 12.0
    assert nest.network_size == CELLS + DRIVES


def test_the_configuration_is_that_of_nest(files, stored):
    text = json.dumps(network(files).config).replace(str(files.resolve()), "FOLDER")
    assert json.loads(text) == stored["config"]


@pytest.mark.parametrize("slab", [1, 97, 2**40])
def test_the_size_of_slabs_does_not_matter(files, stored, slab):
    same_spikes(simulated(files, hdf5_hyperslab_size=slab)[1], stored)


def test_one_configuration_will_do(files, stored):
    both = {**json.loads((files / "circuit.json").read_text()), **json.loads((files / "simulation.json").read_text())}
    both["manifest"] = {
        **json.loads((files / "circuit.json").read_text())["manifest"],
        **json.loads((files / "simulation.json").read_text())["manifest"],
    }
    (files / "all.json").write_text(json.dumps(both))
    made = nest.SonataNetwork(str(files / "all.json"))
    made.BuildNetwork()
    made.Simulate()
    assert nest.biological_time == TSTOP
    assert nest.local_spike_counter == pytest.approx(len(stored["times"]) + 400)


def test_a_simulation_can_name_the_network(files):
    simulation = json.loads((files / "simulation.json").read_text())
    simulation["network"] = "$IN/circuit.json"
    (files / "simulation.json").write_text(json.dumps(simulation))
    nodes = nest.SonataNetwork(files / "simulation.json").BuildNetwork()
    assert len(nodes["cells"]) == CELLS


def test_defaults_that_a_script_has_set_count(files):
    nest.SetDefaults("iaf_psc_exp", {"C_m": 300.0})
    nest.CopyModel("static_synapse", "mine", {"weight": 3.0})
    change(files / "network/outer_types.csv", "2 static_synapse", "2 mine")
    nodes = network(files).BuildNetwork()
    assert nodes["cells"][30].C_m == 300.0
    assert len(nest.GetConnections(synapse_model="mine")) > 100


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- calls in the wrong order, with the wrong arguments ------------------------------------------


def test_calls_have_an_order(files):
    made = network(files)
    with pytest.raises(RuntimeError, match="must be created before"):
        made.Connect()
    with pytest.raises(RuntimeError, match="must be built before"):
        made.Simulate()
    with pytest.raises(RuntimeError, match="must be created before"):
        made.Record()
    made.Create()
    with pytest.raises(RuntimeError, match="must be built before"):
        made.Simulate()
    with pytest.raises(RuntimeError, match="there already"):
        made.Create()
    made.Connect()
    with pytest.raises(RuntimeError, match="connected already"):
        made.Connect()
    nest.ResetKernel()
    with pytest.raises(RuntimeError, match="ResetKernel"):
        made.Simulate()


@pytest.mark.parametrize(
    "size, error", [("many", TypeError), (2.0, TypeError), (0, ValueError), (-1, ValueError)]
)
def test_sizes_of_slabs_are_whole_and_above_0(files, size, error):
    made = network(files)
    with pytest.raises(error, match="hdf5_hyperslab_size"):
        made.BuildNetwork(hdf5_hyperslab_size=size)
    assert nest.network_size == 0
    made.Create()
    with pytest.raises(error, match="hdf5_hyperslab_size"):
        made.Connect(hdf5_hyperslab_size=size)
    assert nest.num_connections == 0


@pytest.mark.parametrize("path", [None, 3, ["circuit.json"]])
def test_paths_are_texts_or_paths(files, path):
    with pytest.raises(TypeError, match="str"):
        nest.SonataNetwork(path)
    with pytest.raises(TypeError, match="str"):
        nest.SonataNetwork(files / "circuit.json", sim_config=path or 0)


def test_a_missing_configuration_is_not_found(files):
    with pytest.raises(FileNotFoundError, match="nowhere.json"):
        nest.SonataNetwork(files / "nowhere.json")
    with pytest.raises(FileNotFoundError, match="nowhere.json"):
        nest.SonataNetwork(files / "circuit.json", files / "nowhere.json")


def test_the_resolution_is_that_of_the_run(files):
    nest.resolution = 0.5
    change(files / "simulation.json", '"dt": 0.1', '"dt": 0.05')
    network(files)
    assert nest.resolution == 0.05


# --- output -------------------------------------------------------------------------------------


def test_nothing_is_written_unless_asked_for(files):
    simulated(files)
    assert not (files / "output").exists()


def recorded(files):
    made = network(files)
    nodes = made.BuildNetwork()
    spikes = nest.Create("spike_recorder")
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 0.5})
    nest.Connect(nodes["cells"], spikes)
    nest.Connect(meter, nodes["cells"])
    made.Record()
    assert list(nest.NodeCollection(range(spikes[0].global_id, nest.network_size + 1)).get("model")) == [
        "spike_recorder",
        "multimeter",
        "spike_recorder",
        "multimeter",
    ]
    nest.samples_at_once = True
    made.Simulate()
    return nodes, spikes.events, meter.events


def test_h5py_reads_what_was_recorded(files):
    nodes, spikes, samples = recorded(files)
    with h5py.File(files / "output/spikes.h5") as file:
        assert file.attrs["magic"] == 0x0A7A
        group = file["spikes/cells"]
        assert h5py.check_enum_dtype(group.attrs.get_id("sorting").dtype) == {"none": 0, "by_id": 1, "by_time": 2}
        assert group.attrs["sorting"] == 2
        assert group["timestamps"][()].tolist() == spikes["times"].tolist()
        assert group["node_ids"][()].tolist() == (spikes["senders"] - 1).tolist()
        assert group["node_ids"].dtype == np.uint64
        assert group["timestamps"].attrs["units"] == b"ms"
    with h5py.File(files / "output/potentials.h5") as file:
        group = file["report/cells"]
        ids = group["mapping/node_ids"][()].tolist()
        assert ids == [0, 3, 9, 31, 36, 55]
        assert group["data"].attrs["units"] == b"mV"
        assert group["mapping/time"][()] == pytest.approx([0.5, TSTOP + 0.5, 0.5])
        assert group["data"].shape == (2 * TSTOP, len(ids))
        for column, i in enumerate(ids):
            expected = samples["V_m"][samples["senders"] == i + 1]
            assert group["data"][:, column] == pytest.approx(expected, rel=1e-6)


def test_libsonata_reads_what_was_recorded(files):
    nodes, spikes, samples = recorded(files)
    reader = libsonata.SpikeReader(str(files / "output/spikes.h5"))
    assert reader.get_population_names() == ["cells"]
    found = reader["cells"]
    assert found.sorting == "by_time"
    assert found.get() == list(zip((spikes["senders"] - 1).tolist(), spikes["times"].tolist()))
    report = libsonata.SomaReportReader(str(files / "output/potentials.h5"))["cells"]
    assert report.get_node_ids() == [0, 3, 9, 31, 36, 55] and report.sorted
    assert (report.time_units, report.data_units) == ("ms", "mV")
    assert report.times == pytest.approx((0.5, TSTOP + 0.5, 0.5))
    frame = report.get(node_ids=[3])
    expected = samples["V_m"][samples["senders"] == 4]
    assert frame.data[:, 0] == pytest.approx(expected, rel=1e-6)


def test_the_last_samples_are_written_though_meters_hold_them_back(files):
    made = network(files)
    made.BuildNetwork()
    made.Record()
    made.Simulate()
    with h5py.File(files / "output/potentials.h5") as file:
        assert len(file["report/cells/data"]) == 2 * TSTOP
    meter = nest.NodeCollection([nest.network_size])
    assert max(meter.events["times"]) < TSTOP


def test_spikes_can_be_sorted_by_id(files):
    change(files / "simulation.json", '"by_time"', '"by_id"')
    made = network(files)
    made.BuildNetwork()
    made.Record()
    made.Simulate()
    found = libsonata.SpikeReader(str(files / "output/spikes.h5"))["cells"]
    assert found.sorting == "by_id"
    assert found.get() == sorted(found.get())


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('"V_m"', '"V_n"', "V_m"),
        ('"some"', '"others"', "no set of nodes 'others'"),
        ('"membrane_report"', '"extracellular"', "membrane_report"),
        ('"by_time"', '"by_weight"', "by_id"),
        ('"dt": 0.5', '"dt": 0.25', "multiple of the resolution"),
        ('"cells": "some"', '"cells": "drives"', "no neurons"),
        ('"output":', '"exit":', "output is missing"),
    ],
)
def test_wrong_reports_are_refused(files, old, new, said):
    change(files / "simulation.json", old, new)
    made = network(files)
    made.BuildNetwork()
    before = nest.network_size
    with pytest.raises((ValueError, nest.NESTError), match=said):
        made.Record()
    assert nest.network_size == before
    made.Simulate()


# --- values of nodes and edges of their own -----------------------------------------------------


def test_nodes_have_parameters_of_their_own(files):
    with h5py.File(files / "network/cells.h5", "a") as file:
        file["nodes/cells/0/dynamics_params/V_th"] = np.linspace(-56, -50, CELLS)
    nodes = network(files).Create()["cells"]
    assert nodes.V_th == pytest.approx(np.linspace(-56, -50, CELLS))
    assert nodes[0].tau_m == 12.0


def test_edges_have_parameters_of_their_own_in_several_groups(files):
    with h5py.File(files / "network/outer.h5", "a") as file:
        group = file["edges/drives_to_cells"]
        n = len(group["edge_group_id"])
        own, weights = np.arange(n) % 2, group["0/syn_weight"][()]
        group["edge_group_id"][...] = own
        group["edge_group_index"][...] = np.arange(n) // 2
        del group["0/syn_weight"]
        group["1/delay"] = np.full(n // 2, 1.0) + 0.1 * (np.arange(n // 2) % 5)
        group["0/dynamics_params/delay"] = np.full(n - n // 2, 0.7)
        change(files / "network/outer_types.csv", "2 static_synapse none.json", "2 tsodyks2_synapse none.json")
        types, delays = group["edge_type_id"][()], group["1/delay"][()]
        sources, targets = group["source_node_id"][()], group["target_node_id"][()]
    assert len(weights) == n
    nodes = network(files).BuildNetwork()
    found = nest.GetConnections(nodes["drives"], nodes["cells"]).get(["source", "target", "weight", "delay"])
    rows = sorted(zip(found["source"], found["target"], found["weight"], np.round(found["delay"], 6)))
    expected = sorted(
        (
            CELLS + 1 + int(s),
            1 + int(t),
            120.0 if kind == 1 else 1.0,
            round(float(delays[e // 2]), 6) if e % 2 else 0.7,
        )
        for e, (s, t, kind) in enumerate(zip(sources, targets, types))
    )
    assert rows == expected


# --- broken files -------------------------------------------------------------------------------


def broken(name, path, what):
    """Changes a file in HDF5."""

    def act(files):
        with h5py.File(files / name, "a") as file:
            what(file, path)

    return act


def gone(file, path):
    del file[path]


def short(file, path):
    values = file[path][1:]
    attributes = dict(file[path].attrs)
    del file[path]
    file[path] = values
    file[path].attrs.update(attributes)


def last(value):
    def put(file, path):
        file[path][-1] = value

    return put


def stored_as(dtype):
    def put(file, path):
        values, attributes = file[path][()], dict(file[path].attrs)
        del file[path]
        file[path] = values.astype(dtype)
        file[path].attrs.update(attributes)

    return put


def attribute(name, value=None):
    def put(file, path):
        del file[path].attrs[name]
        if value is not None:
            file[path].attrs[name] = value

    return put


def flat(file, path):
    attributes = dict(file[path].attrs)
    del file[path]
    file.create_dataset(path, shape=(0,), dtype="u8")
    file[path].attrs.update(attributes)


def text(name, old, new):
    return lambda files: change(files / name, old, new)


def whole_file(name, content):
    def put(files):
        (files / name).write_bytes(content)

    return put


def half(name):
    def put(files):
        content = (files / name).read_bytes()
        (files / name).write_bytes(content[: len(content) // 2])

    return put


INNER, OUTER, CELL, DRIVE = "network/inner.h5", "network/outer.h5", "network/cells.h5", "drive.h5"
EDGES = "/edges/cells_to_cells"
OUTER_EDGES = "/edges/drives_to_cells"

BROKEN = {
    "no nodes": (broken(CELL, "/nodes", gone), "cells.h5: /nodes is missing"),
    "no population": (broken(CELL, "/nodes/cells", gone), "cells.h5: /nodes has no populations"),
    "no types of nodes": (broken(CELL, "/nodes/cells/node_type_id", gone), "/nodes/cells/node_type_id is missing"),
    "unknown type of a node": (
        broken(CELL, "/nodes/cells/node_type_id", last(99)),
        "/nodes/cells/node_type_id element 59 is 99",
    ),
    "types that are no whole numbers": (
        broken(CELL, "/nodes/cells/node_type_id", stored_as("f8")),
        "/nodes/cells/node_type_id holds numbers with fractions",
    ),
    "types that are texts": (
        broken(CELL, "/nodes/cells/node_type_id", stored_as("S3")),
        "/nodes/cells/node_type_id holds",
    ),
    "ids out of order": (broken(CELL, "/nodes/cells/node_id", last(0)), "/nodes/cells/node_id element 59 is 0"),
    "group index too short": (
        broken(CELL, "/nodes/cells/node_group_index", short),
        "/nodes/cells/node_group_index has 59 elements, /nodes/cells/node_type_id has 60",
    ),
    "no edges": (broken(INNER, "/edges", gone), "inner.h5: /edges is missing"),
    "no sources": (broken(INNER, EDGES + "/source_node_id", gone), EDGES + "/source_node_id is missing"),
    "no targets": (broken(INNER, EDGES + "/target_node_id", gone), EDGES + "/target_node_id is missing"),
    "no types of edges": (broken(INNER, EDGES + "/edge_type_id", gone), EDGES + "/edge_type_id is missing"),
    "targets too short": (broken(INNER, EDGES + "/target_node_id", short), EDGES + "/target_node_id has"),
    "unknown type of an edge": (broken(INNER, EDGES + "/edge_type_id", last(4)), EDGES + "/edge_type_id element"),
    "source out of range": (
        broken(INNER, EDGES + "/source_node_id", last(60)),
        "is 60, which is none of the 60 nodes of cells",
    ),
    "target beyond all": (
        broken(INNER, EDGES + "/target_node_id", last(2**64 - 1)),
        EDGES + "/target_node_id element .* is 18446744073709551615",
    ),
    "no name of the source": (
        broken(INNER, EDGES + "/source_node_id", attribute("node_population")),
        EDGES + "/source_node_id has no attribute node_population",
    ),
    "unknown name of the source": (
        broken(INNER, EDGES + "/source_node_id", attribute("node_population", "sells")),
        EDGES + "/source_node_id has node_population = sells.*did you mean cells",
    ),
    "virtual target": (
        broken(OUTER, OUTER_EDGES + "/target_node_id", attribute("node_population", "drives")),
        OUTER_EDGES + "/target_node_id has node_population = drives, whose nodes are virtual",
    ),
    "no such group": (broken(INNER, EDGES + "/edge_group_id", last(3)), EDGES + "/edge_group_id element"),
    "index beyond the group": (
        broken(INNER, EDGES + "/edge_group_index", last(5000)),
        EDGES + "/0/delay has .* elements, but .*/edge_group_index names number 5,000",
    ),
    "delay too short": (broken(INNER, EDGES + "/0/delay", short), EDGES + "/0/delay has"),
    "delay of 0": (broken(INNER, EDGES + "/0/delay", last(0.0)), EDGES + " has an edge with a delay of 0.0 ms"),
    "delay without end": (broken(INNER, EDGES + "/0/delay", last(np.inf)), EDGES + "/0/delay element"),
    "weight that is no number": (
        broken(OUTER, OUTER_EDGES + "/0/syn_weight", last(np.nan)),
        OUTER_EDGES + "/0/syn_weight element .* is NaN",
    ),
    "edges that are several": (
        broken(OUTER, OUTER_EDGES + "/0", lambda file, path: file.create_dataset(path + "/nsyns", data=np.full(600, 2))),
        OUTER_EDGES + "/0/nsyns",
    ),
    "numbers that were not written": (
        broken(INNER, EDGES + "/source_node_id", flat),
        EDGES + "/target_node_id has .* elements, " + EDGES + "/source_node_id has 0",
    ),
    "spikes without times": (broken(DRIVE, "/spikes/drives/timestamps", gone), "/spikes/drives/timestamps is missing"),
    "spikes of others": (broken(DRIVE, "/spikes/drives", lambda f, p: f.move(p, "/spikes/x")), "/spikes/drives is missing"),
    "spikes without nodes": (broken(DRIVE, "/spikes/drives/node_ids", gone), "/spikes/drives/gids is missing"),
    "spikes of no node": (broken(DRIVE, "/spikes/drives/node_ids", last(20)), "/spikes/drives/node_ids element 399 is 20"),
    "spike before the beginning": (broken(DRIVE, "/spikes/drives/timestamps", last(-1.0)), "timestamps element 399 is -1.0 ms"),
    "spikes in s": (broken(DRIVE, "/spikes/drives/timestamps", attribute("units", "s")), "timestamps is in s"),
    "half a file": (half(INNER), "inner.h5"),
    "half a file of nodes": (half(CELL), "cells.h5"),
    "no HDF5": (whole_file(INNER, b"edges"), "inner.h5 cannot be read as HDF5"),
    "pickled": (whole_file(INNER, pickle.dumps({"edges": {}})), "inner.h5 cannot be read as HDF5"),
    "empty": (whole_file(CELL, b""), "cells.h5 cannot be read as HDF5"),
    "no file": (lambda files: os.remove(files / INNER), "there is no file .*inner.h5"),
    "no types": (lambda files: os.remove(files / "network/inner_types.csv"), "there is no file .*inner_types.csv"),
    "no parameters": (lambda files: os.remove(files / "models/exp.json"), "there is no file .*exp.json"),
    "parameters that are no JSON": (whole_file("models/exp.json", b'{"I_e": }'), "exp.json is no JSON: line 1"),
    "parameters that are a list": (whole_file("models/exp.json", b"[1]"), "exp.json holds no JSON object"),
    "parameter that is an object": (whole_file("models/exp.json", b'{"I_e": {}}'), "exp.json: I_e"),
    "empty configurations": (
        lambda files: [(files / name).write_text("{}") for name in ("circuit.json", "simulation.json")],
        "circuit.json: run is missing",
    ),
    "configuration that is no JSON": (whole_file("circuit.json", b"{'a': 1}"), "circuit.json is no JSON: line 1"),
    "types without a model": (text("network/cell_types.csv", "model_template", "template"), "no column model_template"),
    "types without numbers": (text("network/cell_types.csv", "node_type_id", "id"), "no column node_type_id"),
    "type without a kind": (text("network/cell_types.csv", "model_type", "kind"), "no column model_type"),
    "two kinds": (text("network/cell_types.csv", "20 e point_neuron", "20 e virtual"), "takes one, as in NEST"),
    "biophysical": (text("network/cell_types.csv", "point_neuron", "biophysical"), "model_type = biophysical"),
    "type twice": (text("network/cell_types.csv", "\n8 ", "\n7 "), "line 4: node_type_id 7 is there twice"),
    "value too many": (text("network/cell_types.csv", "\n8 i", "\n8 i i"), "line 4: has 6 values for 5 columns"),
    "open quotes": (text("network/inner_types.csv", "'e'\"", "'e'"), "line 2: a text in quotes does not end"),
    "delay that is no number": (text("network/inner_types.csv", "1.5", "long"), "type 1: delay = long"),
    "delay below 0": (text("network/inner_types.csv", "1.5", "-1.5"), "type 1: delay = -1.5 ms"),
    "other simulator": (text("circuit.json", '"NEST"', '"NEURON"'), "target_simulator = NEURON"),
    "no manifest for a variable": (text("circuit.json", '"$MODELS": ', '"$MODEL": '), r"\$MODELS is not in the manifest"),
    "variables in a circle": (text("circuit.json", '"${configdir}"', '"$MODELS"'), "name variables that have no value"),
    "no run": (text("simulation.json", '"run"', '"walk"'), "run is missing"),
    "no dt": (text("simulation.json", '"dt": 0.1', '"h": 0.1'), "run/dt is missing"),
    "dt below 0": (text("simulation.json", '"dt": 0.1', '"dt": -0.1'), "run/dt = -0.1"),
    "no networks": (text("circuit.json", '"networks"', '"nets"'), "networks/nodes must list files"),
    "no spikes for virtual nodes": (text("simulation.json", '"drives"', '"cells"'), "virtual nodes 'drives'"),
    "other input": (text("simulation.json", '"input_type": "spikes"', '"input_type": "current"'), "input_type = current"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused_with_its_place(files, name):
    act, said = BROKEN[name]
    act(files)
    with pytest.raises((ValueError, nest.NESTErrors.IOError), match=said):
        network(files)
    assert nest.network_size == 0
    assert nest.resolution == 0.1


@pytest.mark.parametrize(
    "name, old, new, error, said",
    [
        ("network/cell_types.csv", "nest:iaf_psc_alpha", "nest:iaf_alpha", "UnknownModelName", "cell_types.csv, type 20.*iaf_alpha"),
        ("models/exp.json", "tau_syn_ex", "tau_x", "UnaccessedDictionaryEntry", "cell_types.csv, type 7.*tau_x"),
        ("models/alpha.json", "12.0", "-12.0", "ValueError", "cell_types.csv, type 20.*tau_m"),
    ],
)
def test_wrong_models_are_refused_before_there_is_a_node(files, name, old, new, error, said):
    change(files / name, old, new)
    made = network(files)
    kind = ValueError if error == "ValueError" else getattr(nest.NESTErrors, error)
    with pytest.raises(kind, match=said):
        made.Create()
    assert nest.network_size == 0


@pytest.mark.parametrize(
    "name, old, new, error, said",
    [
        ("network/outer_types.csv", "2 static_synapse", "2 stat_synapse", "UnknownSynapseType", "outer_types.csv, type 2.*stat_synapse"),
        ("models/depressing.json", '"U"', '"UU"', "UnaccessedDictionaryEntry", "inner_types.csv, type 3.*UU"),
        ("models/strong.json", "1.3", "0.04", "BadDelay", "outer_types.csv, type 1: a delay of 0.04 ms"),
    ],
)
def test_wrong_synapses_are_refused_before_there_is_one(files, name, old, new, error, said):
    change(files / name, old, new)
    made = network(files)
    made.Create()
    with pytest.raises(getattr(nest.NESTErrors, error), match=said):
        made.Connect()
    assert nest.num_connections == 0


def test_nothing_in_a_file_is_run(files):
    mark = files / "mark"
    code = f"__import__('os').system('touch {mark}')"
    change(files / "network/inner_types.csv", "ei == 'e'", code)
    change(files / "models/strong.json", "120.0", '"' + code + '"')
    change(files / "simulation.json", '"potentials"', '"$(touch ' + str(mark) + ')"')
    with pytest.raises(ValueError, match="must be a number"):
        network(files).BuildNetwork()
    assert not mark.exists()
