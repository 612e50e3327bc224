"""Scripts that ``mpirun`` starts as several processes: what each sees, and that all together do what one does."""

import json
import os
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest

from own_process import environment

_NAMES = ("mpirun", "mpiexec", "mpirun.openmpi", "mpirun.mpich", "mpiexec.hydra")


def _launchers():
    """The launchers of this machine by the MPI that they belong to; ``./myelin test`` names that of MPICH 5."""
    found = {}
    for name in _NAMES:
        path = shutil.which(name)
        if path is None:
            continue
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60).stdout
        kind = "Open MPI" if "Open MPI" in said or "Open RTE" in said else "MPICH" if "HYDRA" in said else None
        found.setdefault(kind, path)
    found.pop(None, None)
    for kind, variable, name in (
        ("MPI-5", "MYELIN_MPICH5", "mpiexec.mpich5"),
        ("Open MPI 5", "MYELIN_OPENMPI5", "mpirun.openmpi5"),
    ):
        path = shutil.which(os.environ.get(variable, name))
        if path:
            found[kind] = path
    return found


LAUNCHERS = _launchers()
pytestmark = pytest.mark.skipif(not LAUNCHERS, reason="no mpirun is installed: neither that of Open MPI nor of MPICH")
FIRST = next(iter(LAUNCHERS), None)


def mpirun(folder, ranks, text, *, kind=None, limit=120, **more):
    """What processes with a script said and how they ended; ``ranks`` is None for a process of its own."""
    kind = kind or FIRST
    file = folder / "script.py"
    file.write_text(text)
    words = [sys.executable, "-m", "myelin", str(file)]
    if ranks is not None:
        there = ["--oversubscribe"] if kind.startswith("Open MPI") else []
        words = [LAUNCHERS[kind], *there, "-n", str(ranks), *words]
    root = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    abi = {"MPI4PY_MPIABI": "openmpi" if kind.startswith("Open MPI") else "mpich"}
    return subprocess.run(
        words, cwd=folder, env=environment(**root, **abi, **more), capture_output=True, text=True, timeout=limit
    )


def results(folder, ranks, text, **more):
    """What each process has put into the dict ``found``."""
    before = "import json, nest\nimport numpy as np\nfound = {}\nnest.set_verbosity('M_ERROR')\n"
    after = """
def plain(x):
    return x.tolist() if hasattr(x, "tolist") else list(x) if isinstance(x, range) else str(x)
with open(f"found-{nest.Rank()}.json", "w") as file:
    json.dump(found, file, default=plain)
"""
    ended = mpirun(folder, ranks, before + text + after, **more)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "myelin" not in ended.stderr, ended.stderr
    return [json.loads((folder / f"found-{r}.json").read_text()) for r in range(ranks or 1)]


VIEWS = """
found["rank"], found["size"] = nest.Rank(), nest.NumProcesses()
found["size again"] = nest.num_processes, nest.GetKernelStatus("num_processes"), nest.kernel_status["mpi_rank"]
found["vps"] = nest.GetLocalVPs(), nest.local_num_threads, nest.total_num_virtual_procs
nest.total_num_virtual_procs = 3 * nest.num_processes
found["vps of 3"] = nest.GetLocalVPs(), nest.local_num_threads, nest.total_num_virtual_procs
try:
    nest.total_num_virtual_procs = 3 * nest.num_processes + 1
except nest.NESTErrors.BadProperty as error:
    found["uneven"] = str(error)
nest.local_num_threads = 2
found["threads 2"] = nest.GetLocalVPs(), nest.total_num_virtual_procs

n = nest.Create("iaf_psc_alpha", 7, {"V_m": [-61.0, -62.0, -63.0, -64.0, -65.0, -66.0, -67.0]})
generator = nest.Create("poisson_generator", params={"rate": 20000.0})
recorder = nest.Create("spike_recorder")
multisynapse = nest.Create("iaf_psc_exp_multisynapse", 2, {"tau_syn": [1.0, 2.0]})
found["size of network"] = nest.network_size, len(nest.GetNodes())
found["local"], found["vp"], found["thread"] = n.local, n.vp, n.thread
found["keys"] = [sorted(x.get()) for x in (*n[:2], *multisynapse)]
found["one"] = [x.get(["local", "vp", "global_id", "model", "element_type"]) for x in n[:2]]
found["V_m"] = n.V_m
found["status"] = nest.GetStatus(n, ["global_id", "V_m"])
found["devices"] = [(d.local, d.vp, d.thread, d.get("element_type")) for d in (generator, recorder)]
found["refused"] = []
for x in n:
    try:
        found["refused"].append(x.V_m)
    except KeyError as error:
        found["refused"].append(repr(error))
found["GetNodes"] = nest.GetNodes(local_only=True).tolist(), nest.GetLocalNodeCollection(n).tolist()
found["GetNodes by model"] = nest.GetNodes({"model": "iaf_psc_alpha"}).tolist()
found["defaults"] = nest.GetDefaults("iaf_psc_alpha", "C_m"), n[0].model
found["GetNodes by V_m"] = nest.GetNodes({"V_m": -62.0}).tolist(), nest.GetNodes({"V_m": -63.0}, True).tolist()
found["to array"] = n._to_array("rank"), {str(t): ids for t, ids in n._to_array("thread").items()}

n.V_m = -70.0
found["all set"] = n.V_m
n.V_m = [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0]
found["each set"] = n.V_m
n[0].V_m = -71.0
n[1].V_m = -72.0
for x in nest.GetLocalNodeCollection(n):  # calls that the other processes do not make
    if x.global_id > 2:
        x.set(V_m=-80.0 - x.global_id)
nest.SetStatus(n[5:], [{"I_e": 1.0}, {"C_m": 200.0}])
found["set one by one"] = n.V_m, n.I_e, n.C_m
multisynapse.tau_syn = [3.0, 4.0, 5.0]
try:
    found["lists"] = multisynapse.tau_syn
except KeyError:  # both are elsewhere
    found["lists"] = [None, None]
if nest.Rank() == 0:  # node 4 is there, and nobody else asks
    try:
        n[3].set(C_m=-1.0)
    except nest.NESTErrors.BadProperty:
        found["wrong"] = n[3].C_m

nest.Connect(generator, n, syn_spec={"weight": 100.0})
nest.Connect(n, n, syn_spec={"weight": 2.0})
nest.Connect(n, recorder)
nest.Connect(np.array([1, 2, 3]), np.array([3, 2, 1]), "one_to_one", {"weight": np.array([1.0, 2.0, 3.0]), "delay": np.ones(3)})
c = nest.GetConnections()
found["connections"] = list(zip(c.source, c.target, c.target_thread))
found["num_connections"] = nest.num_connections, nest.GetDefaults("static_synapse", "num_connections")
found["of arrays"] = nest.GetConnections(n[:3], n[:3]).get(["source", "target", "weight"])
nest.SyncProcesses()
nest.Simulate(1.0)
before = nest.GetKernelStatus("mpi_traffic")
nest.Simulate(49.0)
found["traffic"] = before, nest.kernel_status["mpi_traffic"]
found["events"] = recorder.n_events, recorder.events["senders"]
found["counter"] = nest.local_spike_counter
found["time"] = nest.biological_time
found["delays"] = nest.min_delay, nest.max_delay
grid = nest.Create("iaf_psc_exp", positions=nest.spatial.grid([3, 1], extent=[3.0, 1.0]))
nest.Connect(grid, grid)
found["places"] = nest.GetPosition(grid), nest.Distance(grid[:1], grid), [t.tolist() for t in nest.GetTargetNodes(grid, grid)]
"""


@pytest.fixture(scope="module", params=[2, 4])
def views(tmp_path_factory, request):
    return results(tmp_path_factory.mktemp("views"), request.param, VIEWS)


def here(views, rank, ids):
    """Those of some neurons that a process has."""
    return [i for i in ids if i % len(views) == rank]


def thread(views, node):
    """The thread of a neuron where each process has two."""
    return node % (2 * len(views)) // len(views)


def test_numbers_of_processes(views):
    size = len(views)
    for rank, found in enumerate(views):
        assert (found["rank"], found["size"]) == (rank, size)
        assert found["size again"] == [size, size, rank]


def test_virtual_processes_are_dealt_to_ranks(views):
    size = len(views)
    for rank, found in enumerate(views):
        assert found["vps"] == [[rank], 1, size]
        assert found["vps of 3"] == [[rank, rank + size, rank + 2 * size], 3, 3 * size]
        assert found["threads 2"] == [[rank, rank + size], 2 * size]
        assert f"multiple of the number of processes, {size}" in found["uneven"]


def test_neurons_are_dealt_to_virtual_processes(views):
    ids = np.arange(1, 8)
    for rank, found in enumerate(views):
        assert found["size of network"] == [11, 11]
        assert found["vp"] == (ids % (2 * len(views))).tolist()
        assert found["local"] == (ids % len(views) == rank).tolist()
        assert found["thread"] == own(views, rank, [thread(views, i) for i in ids])
        assert found["devices"] == [[True, rank, 0, "stimulator"], [True, rank, 0, "recorder"]]


def test_little_is_known_of_other_processes_neurons(views):
    proxy = ["element_type", "global_id", "local", "model", "model_id", "vp"]
    for rank, found in enumerate(views):
        for node, keys in zip((1, 2, 10, 11), found["keys"]):
            if node % len(views) == rank:
                assert {"V_m", "C_m", "thread", *proxy} < set(keys)
            else:
                assert keys == proxy
        for node, one in zip((1, 2), found["one"]):
            assert one["local"] == (node % len(views) == rank)
            assert (one["vp"], one["global_id"], one["model"]) == (node % (2 * len(views)), node, "iaf_psc_alpha")
            assert one["element_type"] == "neuron"
        assert found["defaults"] == [250.0, "iaf_psc_alpha"]


def own(views, rank, values, first=1):
    """Values of neurons as a process sees them."""
    return [v if i % len(views) == rank else None for i, v in enumerate(values, first)]


def test_only_own_state_can_be_read(views):
    for rank, found in enumerate(views):
        assert found["V_m"] == own(views, rank, [-61, -62, -63, -64, -65, -66, -67])
        assert found["status"] == [[i, v] for i, v in enumerate(found["V_m"], 1)]
        assert found["refused"] == ["KeyError('V_m')" if v is None else v for v in found["V_m"]]


def test_local_nodes(views):
    for rank, found in enumerate(views):
        neurons = here(views, rank, range(1, 8))
        assert found["GetNodes"] == [[*neurons, 8, 9, *here(views, rank, (10, 11))], neurons]
        assert found["GetNodes by model"] == list(range(1, 8))
        assert found["GetNodes by V_m"] == [[2], here(views, rank, [3])]
        threads = {str(t): [i for i in neurons if thread(views, i) == t] for t in (0, 1)}
        assert found["to array"] == [{f"Rank {rank}": neurons}, threads]


def test_parameters_are_set_where_nodes_are(views):
    for rank, found in enumerate(views):
        assert found["all set"] == own(views, rank, [-70] * 7)
        assert found["each set"] == own(views, rank, [-1, -2, -3, -4, -5, -6, -7])
        potentials, currents, capacities = found["set one by one"]
        assert potentials == own(views, rank, [-71, -72, *(-80 - i for i in range(3, 8))])
        assert currents == own(views, rank, [0, 0, 0, 0, 0, 1, 0])
        assert capacities == own(views, rank, [250, 250, 250, 250, 250, 250, 200])
        assert found["lists"] == [[3, 4, 5] if i % len(views) == rank else None for i in (10, 11)]
    assert views[0]["wrong"] == 250


def test_connections_are_those_onto_own_neurons(views):
    pairs = [(8, t) for t in range(1, 8)] + [(s, t) for s in range(1, 8) for t in range(1, 8)]
    pairs += [(1, 3), (2, 2), (3, 1)]
    for rank, found in enumerate(views):
        mine = [(s, t, thread(views, t)) for s, t in pairs if t % len(views) == rank]
        mine += [(s, 9, thread(views, s)) for s in here(views, rank, range(1, 8))]
        assert sorted(map(tuple, found["connections"])) == sorted(mine)
        assert found["num_connections"] == [len(mine), len(mine)]
        arrays = found["of arrays"] or {"source": [], "target": [], "weight": []}
        rows = sorted(zip(arrays["source"], arrays["target"], arrays["weight"]))
        wanted = [(s, t, 2.0) for s in (1, 2, 3) for t in (1, 2, 3)] + [(1, 3, 1.0), (2, 2, 2.0), (3, 1, 3.0)]
        assert rows == sorted(r for r in wanted if r[1] % len(views) == rank)


def test_recorders_have_events_of_own_neurons(views):
    for rank, found in enumerate(views):
        n, senders = found["events"]
        assert n == len(senders) == found["counter"] > 10
        assert {s % len(views) for s in senders} == {rank}
        assert (found["time"], found["delays"]) == (50.0, [1.0, 1.0])


def test_places_are_known_of_all_and_targets_of_own(views):
    for rank, found in enumerate(views):
        places, distances, targets = found["places"]
        assert places == [[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]
        assert distances == [0.0, 1.0, 2.0]
        assert targets == [here(views, rank, (12, 13, 14))] * 3


def test_what_is_exchanged_is_counted(views):
    for found in views:
        before, after = found["traffic"]
        assert after["exchanges"] - before["exchanges"] >= 49  # the smallest delay is 1 ms
        assert after["bytes"] - before["bytes"] >= 49 * 256  # blocks have 32 words or more
        assert after["seconds"] > before["seconds"] > 0.0


NETWORK = """
nest.rng_seed = 77
nest.total_num_virtual_procs = 4
nest.data_prefix = "a_"
nest.overwrite_files = True
e = nest.Create("iaf_psc_alpha", 40, {"V_m": nest.random.uniform(-70.0, -56.0), "I_e": 300.0})
i = nest.Create("iaf_psc_alpha", 10, {"V_m": np.linspace(-70, -60, 10), "C_m": [200.0 + k for k in range(10)]})
for node in nest.GetLocalNodeCollection(e[:6]):
    node.set(tau_m=12.0 + node.global_id / 10)
e[10:20].set(I_e=320.0)
generator = nest.Create("poisson_generator", params={"rate": 8000.0})
given = nest.Create("spike_generator", params={"spike_times": [5.0, 10.0, 15.0]})
nest.CopyModel("stdp_synapse", "plastic", {"lambda": 0.02})
nest.Connect(generator, e + i, syn_spec={"weight": 20.0})
nest.Connect(given, e, syn_spec={"weight": nest.random.normal(50.0, 10.0), "delay": 1.5})
plastic = {"synapse_model": "plastic", "weight": nest.random.uniform(10.0, 30.0), "delay": nest.random.uniform(1.0, 3.0)}
nest.Connect(e, e + i, {"rule": "pairwise_bernoulli", "p": 0.2}, plastic)
nest.Connect(i, e + i, {"rule": "fixed_indegree", "indegree": 4}, {"weight": -100.0, "delay": 1.5})
nest.Connect(e, i, {"rule": "fixed_total_number", "N": 33})
grid = nest.Create("iaf_psc_exp", positions=nest.spatial.grid([5, 4]), params={"I_e": 400.0})
near = nest.spatial_distributions.gaussian(nest.spatial.distance, std=0.3)
nest.Connect(grid, grid, {"rule": "pairwise_bernoulli", "p": near}, {"weight": 30.0 / (0.1 + nest.spatial.distance)})
recorder = nest.Create("spike_recorder")
writer = nest.Create("spike_recorder", params={"record_to": "ascii", "label": "spikes"})
meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 0.5})
nest.Connect(e + i, recorder)
nest.Connect(grid, recorder)
nest.Connect(nest.GetLocalNodeCollection(e), writer)
nest.Connect(meter, e[:10])
nest.Simulate(60.0)
e.I_e = 350.0
nest.Simulate(20.0)
with nest.RunManager():
    nest.Run(10.0)
    nest.Run(10.0)
spikes, samples = recorder.events, meter.events
found["spikes"] = list(zip(spikes["times"].tolist(), spikes["senders"].tolist()))
found["samples"] = list(zip(samples["times"].tolist(), samples["senders"].tolist(), samples["V_m"].tolist()))
c = nest.GetConnections()
found["connections"] = list(zip(*(c.get(k) for k in ("source", "target", "synapse_model", "weight", "delay"))))
found["delays"] = nest.min_delay, nest.max_delay
found["file"] = writer.filenames[0]
found["places"] = nest.GetPosition(grid)
nest.DumpLayerNodes(grid, "nodes.txt")
nest.DumpLayerConnections(grid, grid, "static_synapse", "connections.txt")
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    return folder, results(folder, None, NETWORK)[0]


def lines(folder, pattern):
    return sorted(l for file in folder.glob(pattern) for l in file.read_text().splitlines() if l[0].isdigit())


@pytest.mark.parametrize("kind, ranks", [(FIRST, 4), *((kind, 2) for kind in sorted(LAUNCHERS))])
def test_ranks_do_together_what_one_process_does(tmp_path, alone, kind, ranks):
    where, one = alone
    all_ = results(tmp_path, ranks, NETWORK, kind=kind)
    for name in ("spikes", "samples", "connections"):
        parts = [found[name] for found in all_]
        assert all(len(part) < len(one[name]) for part in parts)
        assert sorted(row for part in parts for row in part) == sorted(one[name]), name
    for found in all_:
        assert found["delays"] == one["delays"]
        assert found["places"] == one["places"]
    names = [os.path.basename(found["file"]) for found in all_]
    assert names == [f"a_spikes-74-{r}.dat" for r in range(ranks)]
    assert sorted(file.name for file in tmp_path.glob("*.dat")) == names
    for pattern in ("*.dat", "nodes*.txt", "connections*.txt"):
        assert lines(tmp_path, pattern) == lines(where, pattern) != []
    assert sorted(f.name for f in tmp_path.glob("nodes*.txt")) == [f"nodes-{r}.txt" for r in range(ranks)]


CHANGES = """
n = nest.Create("iaf_psc_alpha", 6, {"I_e": 450.0})
single = nest.Create("iaf_psc_alpha")
generator = nest.Create("poisson_generator", params={"rate": 9000.0})
recorder = nest.Create("spike_recorder")
nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 3}, {"weight": 2.0})
nest.Connect(n, n, "one_to_one", {"synapse_model": "stdp_synapse", "weight": 3.0})
nest.Connect(n[:2], single)
nest.Connect(generator, n, syn_spec={"weight": 10.0})
nest.Connect(n, recorder)
nest.Simulate(20.0)
c = nest.GetConnections(n, n, "static_synapse")
c.weight = [float(s * 10 + t) for s, t in zip(c.source, c.target)]
nest.Simulate(20.0)
nest.GetConnections(n, single).weight = 7.0  # all of them on one rank
nest.GetConnections(generator).weight = 12.0
nest.GetConnections(generator, n[:1]).weight = 13.0
nest.GetConnections(generator, n[2:]).weight = nest.random.normal(10.0, 3.0)
nest.GetConnections(None, n[:4]).weight = nest.random.uniform(2.0, 9.0)
nest.GetConnections(n, n, "stdp_synapse").weight = nest.random.uniform(1.0, 5.0)
nest.GetConnections(n, n, "static_synapse").delay = 2.0
nest.Simulate(20.0)
if nest.Rank() == 0:  # what one rank alone may look at
    nest.GetKernelStatus(), recorder.get(), n.get(), c.get(), nest.GetDefaults("iaf_psc_alpha")
nest.Disconnect(n[:1], single)
try:
    nest.Disconnect(n[:1], single)
except nest.NESTErrors.InexistentConnection:
    found["once"] = True
nest.GetConnections(n[3:4], n, "static_synapse").disconnect()
nest.Simulate(20.0)

found["read"] = []
for c in nest.GetConnections():  # as many turns as this process has connections
    if c.synapse_model == "static_synapse":
        c.weight = c.source + 0.1 * c.target
        if c.target == 3:
            c.delay = 1.5
    else:
        c.set({"weight": 1.0 + c.target, "lambda": 0.001 * c.source})
    known = c.get(["source", "target", "synapse_model", "weight", "delay"])
    found["read"].append([*known.values(), len(c.get())])
for c in nest.GetConnections(n[4:], n, "static_synapse"):
    nest.Disconnect(c)
left = nest.num_connections
nest.Simulate(20.0)
found["left"] = left == nest.num_connections == len(nest.GetConnections())
c = nest.GetConnections(n, n)
c.set([{"weight": 20.0 + s} if s % 2 else {"delay": 2.0} if m == "static_synapse" else {"lambda": 0.02}
       for s, m in zip(c.source, c.synapse_model)])
c = nest.GetConnections(n, single)
c.set([{"weight": 1.0 + k, "delay": 2.0} for k in range(len(c))])  # all of them on one rank
nest.SetStatus(c, [{"weight": 10.0 + k} for k in range(len(c))])
nest.SetStatus(c, "delay", 4.0)
found["refused"] = []
for one in nest.GetConnections(n, n):
    for wrong in ("heavy", float("nan"), *([nest.random.uniform()] if nest.NumProcesses() > 1 else [])):
        try:
            one.weight = wrong
        except Exception as error:
            found["refused"].append(str(error))
nest.Simulate(20.0)
found["spikes"] = list(zip(recorder.events["times"].tolist(), recorder.events["senders"].tolist()))
c = nest.GetConnections()
found["connections"] = list(zip(*(c.get(k) for k in ("source", "target", "synapse_model", "weight", "delay"))))
"""


def test_connections_change_as_on_one_process(tmp_path):
    (one,) = results(tmp_path, None, CHANGES)
    all_ = results(tmp_path, 3, CHANGES, MYELIN_MPI_CHECK="on")
    for name in ("spikes", "connections", "read"):
        assert sorted(row for found in all_ for row in found[name]) == sorted(one[name])
    assert [found["once"] for found in (one, *all_)] == [True] * 4
    assert [found["left"] for found in (one, *all_)] == [True] * 4
    for found in all_:
        assert len(found["refused"]) % 3 == 0
        assert all("draw weight for connections together" in text for text in found["refused"][2::3])


SEVERAL = """
first = nest.Create("cm_default", 3, {"V_th": 100.0})
second = nest.Create("cm_default", 2, {"V_th": 100.0, "compartments": [{"parent_idx": -1, "params": {"C_m": 1.0}}]})
first.compartments = [{"parent_idx": -1, "params": {"C_m": 1.0}}, {"parent_idx": 0, "params": {"C_m": 0.1}}]
first.receptors = [{"comp_idx": 1, "receptor_type": "AMPA"}]
second.set({"add_compartments": {"parent_idx": 0, "params": {"C_m": 0.2}}})
second.set({"add_receptors": {"comp_idx": 1, "receptor_type": "AMPA"}})
given = nest.Create("spike_generator", params={"spike_times": [1.0, 5.0]})
nest.Connect(given, first + second, syn_spec={"weight": 5.0, "receptor_type": 0})
meter = nest.Create("multimeter", params={"record_from": ["v_comp0", "v_comp1"]})
nest.Connect(meter, first + second)
nest.Simulate(10.0)
found["rows"] = list(zip(*(meter.get("events", n).tolist() for n in ("times", "senders", "v_comp0", "v_comp1"))))
found["sizes"] = [c and len(c) for c in (first + second).get("compartments")]

found["counts"] = []
for seed in (1, 2):  # a second network, and a third
    nest.ResetKernel()
    nest.rng_seed = seed
    n = nest.Create("iaf_psc_alpha", 3, {"I_e": 500.0})
    recorder = nest.Create("spike_recorder")
    nest.Connect(n, recorder)
    nest.Simulate(100.0)
    found["counts"].append(recorder.n_events)

nest.ResetKernel()
nest.Connect(nest.Create("iaf_psc_alpha", 4), nest.Create("spike_recorder", params={"record_to": "ascii"}))
nest.data_path = "." if nest.Rank() == 0 else "./there_is_no_such_folder"
try:
    nest.Simulate(10.0)
except nest.NESTErrors.IOError as error:
    found["error"] = str(error)
"""


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    return results(tmp_path_factory.mktemp("several"), 2, SEVERAL)


def test_compartments_are_the_same_on_all(tmp_path, several):
    (one,) = results(tmp_path, None, SEVERAL)
    assert sorted(row for found in several for row in found["rows"]) == sorted(one["rows"]) != []
    assert [found["sizes"] for found in several] == [own(several, rank, [2] * 5) for rank in (0, 1)]


def test_a_second_network_follows_the_first(several):
    first, second = (found["counts"] for found in several)
    assert first[0] == first[1] > 0
    assert second == [2 * n for n in first]  # of three neurons one is on rank 0


def test_an_error_of_a_rank_in_a_common_call_is_one_of_all(several):
    first, second = several
    assert "there_is_no_such_folder" in second["error"]
    assert first["error"] == "rank 1: " + second["error"]


ERROR = """
import nest, time
n = nest.Create("iaf_psc_alpha", 40, {"I_e": 400.0})
nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 10}, {"weight": 5.0})
print("I was here", nest.Rank())
if nest.Rank() == 1:
    raise ValueError("the reason")
nest.Simulate(1e7)
print("I came on")
"""


@pytest.mark.parametrize("kind", sorted(LAUNCHERS) or ["none"])
def test_an_error_on_one_rank_ends_all(tmp_path, kind):
    begin = time.monotonic()
    ended = mpirun(tmp_path, 2, ERROR, kind=kind, limit=60)
    assert time.monotonic() - begin < 30  # most of it to start two Javas
    assert ended.returncode != 0
    assert "rank 1: ValueError: the reason" in ended.stderr
    assert "rank 1:     raise ValueError" in ended.stderr
    assert "I was here 1" in ended.stdout  # though it was never flushed
    assert "I came on" not in ended.stdout


BESIDE = """
if {before}:
    from mpi4py import MPI
import nest
rank = nest.Rank()
from mpi4py import MPI
n = nest.Create("iaf_psc_alpha", 4, {{"I_e": 500.0}})
recorder = nest.Create("spike_recorder")
nest.Connect(n, recorder)
nest.Simulate(100.0)
all_ = MPI.COMM_WORLD.gather(recorder.events["senders"].tolist())
assert (rank, nest.NumProcesses()) == (MPI.COMM_WORLD.rank, MPI.COMM_WORLD.size)
if rank == 0:
    print("gathered", sorted({{s for part in all_ for s in part}}))
"""


def require_mpi4py(folder):
    """Skips where mpi4py is not there for the MPI of the launcher."""
    pytest.importorskip("mpi4py", reason="mpi4py is not installed")
    ended = mpirun(folder, 2, "from mpi4py import MPI\nassert MPI.COMM_WORLD.size == 2")
    if ended.returncode:
        pytest.skip("mpi4py does not work with this mpirun: " + ended.stderr.strip()[-300:])


@pytest.mark.parametrize("before", [True, False])
def test_mpi4py_goes_on_beside(tmp_path, before):
    require_mpi4py(tmp_path)
    ended = mpirun(tmp_path, 2, BESIDE.format(before=before))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "gathered [1, 2, 3, 4]\n"
    assert "MPI" not in ended.stderr


def test_the_processes_of_a_communicator_share_a_network(tmp_path):
    require_mpi4py(tmp_path)
    text = """
from mpi4py import MPI
import nest
world = MPI.COMM_WORLD
half = world.Split(world.rank // 2, world.rank)
try:
    nest.ll_api.set_communicator("all")
except TypeError as error:
    assert "mpi4py" in str(error)
nest.ll_api.set_communicator(half)
assert (nest.Rank(), nest.NumProcesses()) == (world.rank % 2, 2)
n = nest.Create("iaf_psc_alpha", 4 + world.rank // 2, {"I_e": 500.0})
nest.Simulate(10.0 * (1 + world.rank // 2))
sizes = world.gather((nest.network_size, nest.biological_time))
if world.rank == 0:
    print(sizes)
"""
    ended = mpirun(tmp_path, 4, text)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "[(4, 10.0), (4, 10.0), (5, 20.0), (5, 20.0)]\n"


def test_set_communicator_comes_first(tmp_path):
    require_mpi4py(tmp_path)
    text = """
from mpi4py import MPI
import nest
nest.Rank()
nest.set_communicator(MPI.COMM_WORLD)  # has all that are there already
nest.set_communicator(MPI.COMM_WORLD.Split(MPI.COMM_WORLD.rank))
"""
    ended = mpirun(tmp_path, 2, text)
    assert ended.returncode != 0
    assert "set_communicator must come before anything else of nest" in ended.stderr


@pytest.mark.skipif(not {"Open MPI", "MPICH"} <= LAUNCHERS.keys(), reason="Open MPI and MPICH are not both installed")
def test_the_library_of_another_mpi_is_refused(tmp_path):
    ended = mpirun(tmp_path, 2, "import nest\nnest.Create('iaf_psc_alpha')", kind="MPICH", MYELIN_MPI="libmpi.so.40")
    assert ended.returncode != 0
    assert "it belongs to another MPI" in ended.stderr


def test_a_process_that_mpi_starts_alone_is_one(tmp_path):
    (found,) = results(tmp_path, 1, "found['n'] = nest.Rank(), nest.NumProcesses(), nest.Create('iaf_psc_alpha').local")
    assert found["n"] == [0, 1, True]
