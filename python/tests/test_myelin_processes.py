"""Processes and threads of a script: each finds ``nest``, works, or is refused at once."""

import os
import subprocess
import sys

import pytest

from own_process import environment

JOBS = """
import os, sys, nest

def job(current):
    nest.ResetKernel()
    neuron = nest.Create("iaf_psc_delta", params={"I_e": current})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neuron, recorder)
    nest.Simulate(100.0)
    return "myelin" in nest.__file__, recorder.n_events > 0

def wrong(i):
    nest.Create("no_such_model")

WORKED = [(True, False), (True, True), (True, True)]
CURRENTS = [0.0, 500.0, 900.0]
"""


def said(folder, text, words=("-m", "myelin"), **more):
    """What a script prints, which must end with status 0."""
    file = folder / "script.py"
    file.write_text(text)
    (folder / "jobs.py").write_text(JOBS)
    ended = subprocess.run(
        [sys.executable, *words, str(file)],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    assert "myelin:" not in ended.stderr  # such as from workers that a pool ends
    return ended.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows starts processes in one way")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_pools_of_multiprocessing_work(tmp_path, method):
    text = f"""
import multiprocessing
from jobs import *

if __name__ == "__main__":
    with multiprocessing.get_context("{method}").Pool(2) as pool:
        assert pool.map(job, CURRENTS) == WORKED
        try:
            pool.map(wrong, [1])
        except nest.NESTErrors.UnknownModelName as error:
            print(error)
"""
    assert "no_such_model" in said(tmp_path, text)


def test_executors_of_processes_work(tmp_path):
    text = """
import concurrent.futures, multiprocessing
from jobs import *

if __name__ == "__main__":
    assert nest.Create("iaf_psc_delta").global_id == 1  # spawned ones need not be first
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn) as pool:
        print(list(pool.map(job, CURRENTS)) == WORKED)
"""
    assert said(tmp_path, text) == "True\n"


def test_started_scripts_find_the_same_nest(tmp_path):
    (tmp_path / "other.py").write_text("import nest, nest.random\nprint('myelin' in nest.__file__)\n")
    text = """
import subprocess, sys, nest
subprocess.run([sys.executable, "other.py"], check=True)
"""
    assert said(tmp_path, text) == "True\n"


def test_another_python_finds_its_own_nest(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "nest.py").write_text("print('its own')\n")
    text = """
import os, subprocess, sys
os.environ["MYELIN_PREFIX"] = "/some/other/python"
os.environ["PYTHONPATH"] += os.pathsep + "own"
subprocess.run([sys.executable, "-c", "import nest; print(nest.__file__)"], check=True)
"""
    assert said(tmp_path, text).splitlines()[0] == "its own"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_forks_after_the_first_use_are_refused_at_once(tmp_path):
    text = """
import multiprocessing
from jobs import *

if __name__ == "__main__":
    nodes = nest.Create("iaf_psc_delta", 3)
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    recorder = nest.Create("spike_recorder")
    def calls(_=None):
        refused = 0
        tried = [
            lambda: nest.Create("iaf_psc_delta"), lambda: nest.Simulate(1.0), nest.ResetKernel,
            lambda: nest.Connect(nodes, nodes), lambda: nodes.get("V_m"), lambda: nodes.set(V_m=[1.0, 2.0, 3.0]),
            lambda: nest.biological_time, lambda: nest.GetStatus(nodes), nest.GetConnections,
            lambda: found.get("weight"), lambda: found.set(weight=2.0), lambda: recorder.events,
            lambda: setattr(nest, "resolution", 0.2), lambda: nest.SetDefaults("iaf_psc_delta", {"C_m": 1.0}),
        ]
        for i, one in enumerate(tried):
            try:
                one()
                print("not refused", i, flush=True)
            except RuntimeError as error:
                assert "fork before the first use" in str(error), error
                refused += 1
        return refused == len(tried)
    if os.fork() == 0:
        assert calls()
        import gc
        gc.collect()
        sys.exit(0)  # as a script ends
    print(os.wait()[1])
    with multiprocessing.get_context("fork").Pool(2) as pool:
        try:
            pool.map(job, CURRENTS)
        except RuntimeError as error:
            print("fork before the first use" in str(error))
    nest.Simulate(1.0)  # the parent goes on
    print(nest.biological_time)
"""
    assert said(tmp_path, text) == "0\nTrue\n1.0\n"


THREADS = """
import sys, threading
import {nest} as nest

N = 24
together = threading.Barrier(N)
made, errors = [], []

def use(i):
    try:
        together.wait()
        nodes = nest.Create("iaf_psc_alpha", 2, {{"V_m": -60.0 - i}})
        nest.Connect(nodes, nodes)
        nodes.set(I_e=10.0 * i)
        if i % 8 == 0:
            nest.Simulate(1.0)
        made.append((i, nodes, nodes.get("I_e")))
    except BaseException as error:
        errors.append(repr(error))

threads = [threading.Thread(target=use, args=[i]) for i in range(N)]
[t.start() for t in threads]
[t.join() for t in threads]
assert not errors, errors
assert nest.network_size == 2 * N and nest.num_connections == 4 * N and nest.biological_time == 3.0
assert sorted(i for _, nodes, _ in made for i in nodes.tolist()) == list(range(1, 2 * N + 1))
assert all(values == (10.0 * i,) * 2 and nodes.get("I_e") == values for i, nodes, values in made)
for _ in range(300):  # threads come and go
    t = threading.Thread(target=lambda: nest.GetStatus(made[0][1], "V_m"))
    t.start()
    t.join()
print("done")
"""


@pytest.mark.parametrize("words, nest", [(("-m", "myelin"), "nest"), ((), "myelin.nest")], ids=["runner", "plain"])
def test_many_threads_may_be_the_first(tmp_path, words, nest):
    assert said(tmp_path, THREADS.format(nest=nest), words) == "done\n"


def test_garbage_is_pythons_affair(tmp_path):
    text = """
import gc
frozen = gc.get_freeze_count()  # Python 3.12 begins with some
import json, nest
kept = json.JSONDecoder()
holder = [kept]
nest.Create("iaf_psc_alpha")
assert gc.get_freeze_count() <= frozen
assert any(r is holder for r in gc.get_referrers(kept))
searches = []
gc.callbacks.append(lambda phase, info: searches.append(info["generation"]))
import jpype, time
system = jpype.JClass("java.lang.System")
for _ in range(5):
    system.gc()
    time.sleep(0.1)
print(searches.count(2))
"""
    assert said(tmp_path, text) == "0\n"
