"""SIGTERM, SIGHUP and Ctrl-C at any moment, however a script was started."""

import collections
import os
import signal
import subprocess
import sys
import time

import nest
import pytest
from myelin.nest import growing

from own_process import ROOT, environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(autouse=True, scope="module")
def not_ignored():
    """SIGHUP as a terminal leaves it, for processes that are started here: nohup would have them ignore it."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


N = 20
BUILD = f"""
neurons = nest.Create("iaf_psc_delta", {N}, {{"I_e": 500.0}})
recorder = nest.Create("spike_recorder", params={{"record_to": "ascii"}})
nest.Connect(neurons, recorder)
"""
NOW = "print('now', flush=True)\n"
SOON = """
def tell():
    while nest.biological_time <= 1000.0:
        time.sleep(0.01)
    print('now', flush=True)
threading.Thread(target=tell, daemon=True).start()
"""
FOREVER = "nest.Simulate(1e7)\n"
MOMENTS = {
    "before nest is used": NOW + "time.sleep(60)\n",
    "while Java starts": NOW + BUILD + FOREVER,
    "while it is built": BUILD + NOW + "while True: nest.Connect(neurons, neurons)\n",
    "while it simulates": BUILD + "nest.Simulate(1000.0)\n" + SOON + FOREVER,
    "between calls": BUILD + "nest.Simulate(1000.0)\n" + NOW + "time.sleep(60)\n",
    "while Python works": BUILD + "nest.Simulate(1000.0)\n" + NOW + "while True: pass\n",
    "from a thread": BUILD + "nest.Simulate(1000.0)\n" + SOON + "t = threading.Thread(target=nest.Simulate, args=[1e7])\n"
    "t.start(); t.join(); print('after')\n",
}
HEADER = "import os, signal, sys, threading, time\nimport {} as nest\n"
RUNNER, PLAIN = [sys.executable, "-m", "myelin"], [sys.executable]


def python_started(folder, door, text, **more):
    """The process, once it has said ``now``."""
    file = folder / "script.py"
    file.write_text(HEADER.format("myelin.nest" if door == PLAIN else "nest") + text)
    return started(folder, [*door, str(file)], **more)


def started(folder, words, **more):
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell's background jobs ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while (line := process.stdout.readline()) and line.strip() != "now":
        pass
    return process


def ended(process, number=signal.SIGTERM):
    """What a process said, and the status a shell sees, when it has been sent a signal."""
    process.send_signal(number)
    try:
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    status = process.returncode
    return out, err, status if status >= 0 else 128 - status


def require_whole(folder):
    """All neurons fire at the same times, so each time is there as often as there are neurons."""
    for file in folder.glob("*.dat"):
        text = file.read_text()
        assert text.endswith("\n")
        rows = [line.split() for line in text.splitlines() if line[0].isdigit()]
        assert all(len(row) == 2 for row in rows)
        assert set(collections.Counter(time for _, time in rows).values()) <= {N}
    assert not list(folder.glob("hs_err*"))


@pytest.mark.parametrize(
    "door, moment", [(RUNNER, m) for m in MOMENTS] + [(PLAIN, "while it simulates"), (PLAIN, "from a thread")]
)
def test_sigterm_ends_the_run_with_whole_files(tmp_path, door, moment):
    assert ended(python_started(tmp_path, door, MOMENTS[moment])) == ("", "", 143)
    require_whole(tmp_path)
    if "simulates" in moment or "thread" in moment:
        assert list(tmp_path.glob("*.dat"))


def test_sighup_ends_the_run(tmp_path):
    process = python_started(tmp_path, RUNNER, MOMENTS["while it simulates"])
    assert ended(process, signal.SIGHUP) == ("", "", 129)
    require_whole(tmp_path)


@pytest.mark.skipif(not (ROOT / "target" / "launcher.stamp").exists(), reason="the launcher has built nothing")
def test_a_signal_to_the_launcher_alone_ends_a_script(tmp_path):
    process = python_started(tmp_path, [str(ROOT / "myelin"), "pynest"], MOMENTS["while it simulates"])
    assert ended(process) == ("", "", 143)
    require_whole(tmp_path)


PROGRAM = f"""
import module myelin;
import static myelin.Names.*;

void main() {{
  var sim = Simulator.builder().build();
  var neurons = sim.create(iaf_psc_delta.with(I_e, pA(500)), {N});
  var recorder = sim.create(spike_recorder.with(record_to, "ascii"));
  sim.connect(neurons, recorder);
  sim.simulate(ms(1000));
  IO.println("now");
  sim.simulate(ms(1e7));
  IO.println("after");
}}
"""


@pytest.mark.skipif(not (ROOT / "target" / "launcher.stamp").exists(), reason="the launcher has built nothing")
@pytest.mark.parametrize("door", ["run", "example"])
def test_a_signal_to_the_launcher_alone_ends_java(tmp_path, door):
    file = tmp_path / "Program.java"
    file.write_text(PROGRAM)
    if door == "run":
        process = started(tmp_path, [str(ROOT / "myelin"), "run", str(file)])
    else:
        words = "example brunel_alpha_numpy --order 20 --simtime 10000000 --out".split()
        process = subprocess.Popen([str(ROOT / "myelin"), *words, str(tmp_path)], env=environment())
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
    out, err, status = ended(process)
    assert status == 143
    assert "after" not in (out or "")
    if door == "run":
        require_whole(tmp_path)


GOES_ON = """
before = nest.biological_time
nest.Simulate(10.0)
assert round(nest.biological_time - before, 6) == 10.0
again = nest.Create("iaf_psc_delta", 2)
assert list(again.get("global_id")) == [again[0].global_id, again[0].global_id + 1]
assert nest.network_size == again[1].global_id
assert again[1].get("model") == "iaf_psc_delta"
print("goes on", flush=True)
"""
CALLS = [
    "while True: nest.ResetKernel(); nest.Create('iaf_psc_delta')",
    "nest.Simulate(1e7)",
    "while True: nest.Simulate(1.0)",
    "while True: nest.Create('iaf_psc_exp', 3); nest.Create('parrot_neuron')",
    "while True: nest.Connect(neurons, neurons, {'rule': 'fixed_indegree', 'indegree': 2})",
    "while True: neurons.set(V_m=-60.0)",
]


def test_the_network_goes_on_after_ctrl_c(tmp_path):
    text = ""
    for call in CALLS:
        text += f"try:\n    {NOW}    {call}\nexcept KeyboardInterrupt:\n    print('caught')\n{GOES_ON}"
        if "Reset" in call:
            text += BUILD
    file = tmp_path / "net.ckpt"
    asked = {"MYELIN_CHECKPOINT": str(file), "MYELIN_CHECKPOINT_ON_STOP": "yes"}
    process = python_started(tmp_path, RUNNER, text, **asked)
    for i in range(len(CALLS) - 1):
        time.sleep(0.05 * i)  # the first is while Java starts
        process.send_signal(signal.SIGINT)
        heard = [process.stdout.readline() for _ in range(3)]
        assert heard == ["caught\n", "goes on\n", "now\n"], process.stderr.read()
    assert ended(process, signal.SIGINT) == ("caught\ngoes on\n", "", 0)
    assert file.stat().st_size > 0


def test_ctrl_c_that_is_not_caught_ends_the_script(tmp_path):
    out, err, status = ended(python_started(tmp_path, RUNNER, MOMENTS["while it simulates"]), signal.SIGINT)
    assert (out, status) == ("", 130)
    assert err.endswith("KeyboardInterrupt\n")
    require_whole(tmp_path)


def test_handlers_of_the_script_go_on_working(tmp_path):
    text = """
def handler(number, frame):
    raise RuntimeError("handled")
signal.signal(signal.SIGTERM, handler)
seen = []
signal.signal(signal.SIGUSR1, lambda *_: seen.append(nest.network_size))
os.kill(os.getpid(), signal.SIGUSR1)
nest.Simulate(1000.0)
""" + SOON + """
try:
    nest.Simulate(1e7)
except RuntimeError as error:
    print(error, seen, signal.getsignal(signal.SIGTERM) is handler)
"""
    process = python_started(tmp_path, RUNNER, BUILD + text + GOES_ON)
    assert ended(process) == (f"handled [{N + 1}] True\ngoes on\n", "", 0)
    require_whole(tmp_path)


def test_each_signal_that_arrives_in_one_call_is_handled_after_it(tmp_path):
    text = """
from myelin.signals import whole

@whole
def call():
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass
    print("done", flush=True)

try:
    call()
except KeyboardInterrupt:
    print("goes on", flush=True)
print("now", flush=True)
time.sleep(60)
"""
    process = python_started(tmp_path, RUNNER, text)
    try:
        assert process.wait(30) == 143
    finally:
        process.kill()


def test_a_network_is_saved_when_it_is_stopped(tmp_path):
    file = tmp_path / "net.ckpt"
    asked = {"MYELIN_CHECKPOINT": str(file), "MYELIN_CHECKPOINT_ON_STOP": "yes"}
    process = python_started(tmp_path, RUNNER, MOMENTS["while it simulates"], **asked)
    assert ended(process) == ("", "", 143)
    assert file.stat().st_size > 0
    require_whole(tmp_path)


def test_signals_of_the_script_stay_as_they_are(tmp_path):
    text = """
found = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGCHLD, signal.SIGUSR1)]
signal.signal(signal.SIGHUP, signal.SIG_IGN)
nest.Simulate(1.0)
assert found == [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGCHLD, signal.SIGUSR1)]
assert found[0] is signal.default_int_handler
assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
print("now", flush=True)
time.sleep(60)
"""
    assert ended(python_started(tmp_path, PLAIN, BUILD + text)) == ("", "", 143)


PAUSED = """
nest.local_num_threads = 2

def simulated(handler=None):
    nest.ResetKernel()
    neurons = nest.Create("iaf_psc_alpha", 1000, {"I_e": 350.0})
    generator = nest.Create("poisson_generator", params={"rate": 4e4})
    recorder = nest.Create("spike_recorder")
    nest.Connect(generator, neurons, syn_spec={"weight": 5.0})
    nest.Connect(neurons, recorder)
    nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": 10}, {"weight": 20.0, "delay": 1.5})
    times, busy = [], []
    def handle(number, frame):
        if busy or nest.biological_time % 2000.0 == 0.0:  # before or after a simulation
            return
        busy.append(number)
        times.append(nest.biological_time)
        if handler:
            handler(neurons, recorder)
        busy.clear()
    for number in (signal.SIGALRM, signal.SIGUSR1):
        signal.signal(number, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        while not times:
            before = nest.biological_time
            nest.Simulate(2000.0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return before + 2000.0, recorder
"""
HANDLERS = {
    "reads": """
def handler(neurons, recorder):
    found.append(nest.GetStatus(neurons[:2], "V_m"))
    assert len(recorder.events["times"]) == recorder.n_events
found = []
end, recorder = simulated(handler)
events = recorder.events
assert nest.biological_time == end
whole = simulated()[1]
while nest.biological_time < end:
    nest.Simulate(2000.0)
assert [x.tolist() for x in events.values()] == [whole.events[n][whole.events["times"] <= end].tolist() for n in events]
""",
    "changes": """
def handler(neurons, recorder):
    made.append(nest.Create("iaf_psc_exp", 2))
    nest.Connect(made[-1][:1], neurons[:1])
    neurons[len(made)].I_e = 300.0
    nest.GetConnections(neurons[:1]).weight = 21.0
made = []
end, recorder = simulated(handler)
assert nest.biological_time == end
assert nest.network_size == 1002 + 2 * len(made)
assert made[0].get("model") == ("iaf_psc_exp",) * 2
assert len(nest.GetConnections(made[0])) == 1
""",
    "simulates": """
def handler(neurons, recorder):
    before = nest.biological_time
    if len(made) < 3:
        nest.Simulate(10.0)
        made.append(nest.biological_time - before)
made = []
end, recorder = simulated(handler)
assert made[0] == 10.0
assert nest.biological_time == end + 10.0 * len(made)
""",
    "resets": """
def handler(neurons, recorder):
    nest.ResetKernel()
try:
    simulated(handler)
    raise AssertionError("ended")
except nest.NESTErrors.KernelException as error:
    assert "call it after Simulate" in str(error)
assert nest.network_size == 0
nest.Create("iaf_psc_alpha")
nest.Simulate(1.0)
""",
    "raises": """
def handler(neurons, recorder):
    raise RuntimeError(nest.biological_time)
try:
    simulated(handler)
    raise AssertionError("ended")
except RuntimeError as error:
    time = error.args[0]
assert nest.biological_time == time
nest.Simulate(1.0)
assert round(nest.biological_time - time, 6) == 1.0
""",
}


@pytest.mark.parametrize("what", HANDLERS)
def test_a_handler_finds_the_network_at_rest(tmp_path, what):
    file = tmp_path / "script.py"
    file.write_text(HEADER.format("nest") + PAUSED + HANDLERS[what] + "print('done')\n")
    done = subprocess.run(
        [*RUNNER, str(file)], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120
    )
    assert done.stdout.endswith("done\n"), done.stderr
    assert done.returncode == 0


def test_nodes_keep_their_models_where_a_handler_creates_others_meanwhile(tmp_path):
    text = """
from myelin.nest.state import Network
add = Network.add
def late(network, model, n):
    Network.add = add
    os.kill(os.getpid(), signal.SIGUSR1)
    return add(network, model, n)
Network.add = late
signal.signal(signal.SIGUSR1, lambda *_: nest.Create("iaf_psc_exp"))
try:
    nest.Create("iaf_psc_delta")
    raise AssertionError("created")
except nest.NESTErrors.KernelException as error:
    assert "in the midst of another call of Create" in str(error)
parrot = nest.Create("parrot_neuron")
assert nest.GetNodes().get("model") == ("iaf_psc_delta", "parrot_neuron"), nest.GetNodes()
assert parrot.global_id == 2
print("now", flush=True)
time.sleep(60)
"""
    assert ended(python_started(tmp_path, RUNNER, text)) == ("", "", 143)


def test_a_network_that_a_handler_resets_before_its_simulation_begins_is_no_silence(monkeypatch):
    told = growing.tell

    def tell(network):
        told(network)
        monkeypatch.undo()
        nest.ResetKernel()  # as a signal's handler may

    nest.Create("iaf_psc_alpha")
    monkeypatch.setattr(growing, "tell", tell)
    with pytest.raises(nest.NESTErrors.KernelException, match="call it after Simulate"):
        nest.Simulate(1.0)
    nest.Create("iaf_psc_alpha")
    nest.Simulate(1.0)
    assert nest.biological_time == 1.0
