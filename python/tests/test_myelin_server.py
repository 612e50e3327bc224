"""The server beside what NEST Server answered, and against clients that are slow, many or hostile."""

import asyncio
import concurrent.futures
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from own_process import environment
from server_requests import ANSWERS, ask

from myelin.server.kernel import Kernel
from myelin.server.settings import Settings, _read

for package in ("starlette", "uvicorn", "RestrictedPython"):
    pytest.importorskip(package)

TOKEN = "a-token-for-tests"
OF_THE_PROGRAM = ("port", "sizeof", "synapse_id", "simulator")
IMPATIENT = """
import sys
from myelin.server import __main__, connections
connections.HEAD_S = 1.0
sys.exit(__main__.main(sys.argv[1:]))
"""


@contextmanager
def server(*options, code=None, **variables):
    """A server on a free port: the process, the port, what it said, and ``ask``."""
    words = ["-c", code] if code else ["-m", "myelin.server"]
    words = [sys.executable, *words, "--port", "0", *options]
    process = subprocess.Popen(words, env=environment(**variables), stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline()
        found = re.search(r":(\d+);", said)
        assert found, said + process.stderr.read()
        yield Server(process, int(found[1]))
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


class Server:
    def __init__(self, process, port):
        self.process = process
        self.port = port

    def get(self, path, **more):
        return ask(self.port, "GET", path, **{"token": TOKEN, **more})

    def post(self, path, body=None, **more):
        return ask(self.port, "POST", path, body, **{"token": TOKEN, **more})

    def script(self, source, wanted=None, **more):
        status, text, _ = self.post("/exec", {"source": source, "return": wanted}, **more)
        return status, json.loads(text)

    def runs(self):
        return json.loads(self.get("/runs")[1])

    def waits_until(self, met, seconds=20):
        end = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.fixture(scope="module")
def served():
    with server("--exec", "--token", TOKEN) as started:
        yield started


@pytest.fixture(scope="module")
def bare():
    with server("--token", TOKEN) as started:
        yield started


def alike(data, other):
    """Whether two answers are equal, to rounding, but for what belongs to the program, such as the bytes of a synapse."""
    if isinstance(data, dict) and isinstance(other, dict):
        data, other = ({k: v for k, v in d.items() if k not in OF_THE_PROGRAM} for d in (data, other))
        return data.keys() == other.keys() and all(alike(data[k], other[k]) for k in data)
    if isinstance(data, list) and isinstance(other, list):
        return len(data) == len(other) and all(map(alike, data, other))
    if isinstance(data, float) and isinstance(other, float):
        return data == pytest.approx(other, rel=1e-9)
    return data == other and isinstance(data, bool) == isinstance(other, bool)


def test_it_answers_as_nests_server(served):
    assert served.post("/api/ResetKernel")[0] == 200
    differ = []
    for method, path, body, status, answer in json.loads(ANSWERS.read_text(encoding="utf-8")):
        got, text, _ = ask(served.port, method, path, body, TOKEN)
        if status == 500:  # NEST's does not expect such errors, and does not tell what they are
            same = got == 400 and json.loads(text)["message"]
        else:
            same = got == status and (status != 200 or alike(json.loads(text), answer))
        if not same:
            differ.append((method, path, body, status, answer, got, text))
    assert not differ


def test_calls_take_nodes_as_ids_and_arguments_of_an_address(served):
    served.post("/api/ResetKernel")
    served.post("/api/Create", {"model": "iaf_psc_alpha", "n": 3})
    assert served.post("/api/SetStatus", {"nodes": [1, 2], "params": {"V_m": -61.0}})[0] == 200
    assert json.loads(served.post("/api/GetStatus", {"nodes": [1, 3], "keys": "V_m"})[1]) == [-61.0, -70.0]
    assert json.loads(served.get("/api/GetKernelStatus?keys=resolution&keys=network_size")[1]) == [0.1, 3]
    nodes, synapses = json.loads(served.post("/api/GetKernelStatus", {"keys": ["node_models", "synapse_models"]})[1])  # NEST Desktop's list
    assert "iaf_psc_alpha" in nodes and "static_synapse" in synapses
    assert json.loads(served.get("/api/Create?model=iaf_psc_alpha&n=2")[1]) == [4, 5]
    plain = {"Content-Type": "text/plain"}
    assert json.loads(served.post("/api/Create", raw=b'{"model": "iaf_psc_alpha"}', headers=plain)[1]) == [6]
    assert "Creates nodes" in json.loads(served.get("/api/Create?inspect=getdoc")[1])["data"]
    assert "def Create(" in json.loads(served.get("/api/Create?inspect=getsource")[1])["data"]


def test_numbers_that_json_lacks_are_null_for_who_wants_json(served):
    ask_for = {"model": "iaf_psc_alpha", "keys": "V_min"}
    assert served.post("/api/GetDefaults", ask_for)[1] == "-Infinity"
    assert served.post("/api/GetDefaults", ask_for, headers={"Accept": "application/json, */*"})[1] == "null"


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\xff"])
def test_nothing_answers_without_the_token(served, token):
    for method, path in (("GET", "/"), ("GET", "/api"), ("POST", "/api/ResetKernel"), ("POST", "/exec"), ("GET", "/runs"),
                         ("DELETE", "/runs/1"), ("GET", "/nowhere"), ("HEAD", "/"), ("OPTIONS", "/exec"), ("PUT", "/")):  # fmt: skip
        assert ask(served.port, method, path, token=token)[0] == 403, (method, path)
    assert ask(served.port, "GET", f"/?NESTServerAuth={TOKEN}", token=token)[0] == 403
    bearer = {"Authorization": f"Bearer {TOKEN}", "Cookie": f"NESTServerAuth={TOKEN}"}
    assert ask(served.port, "GET", "/", token=token, headers=bearer)[0] == 403


def test_pages_of_other_origins_get_nothing(served):
    for origin, allowed in (("http://localhost:8000", True), ("http://127.0.0.1", True), ("https://localhost:1", False),
                            ("http://localhost.evil.org:80", False), ("http://evil.org", False), ("null", False)):  # fmt: skip
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        status, _, answered = ask(served.port, "OPTIONS", "/exec", headers=headers)
        assert (status == 200) == allowed
        assert answered["Access-Control-Allow-Origin"] == (origin if allowed else None)
        status, _, answered = served.get("/", headers={"Origin": origin})
        assert status == (200 if allowed else 403)
    asked = {**headers, "Origin": "http://localhost:1", "Access-Control-Request-Headers": "content-type,nestserverauth"}
    status, _, answered = ask(served.port, "OPTIONS", "/exec", headers=asked)
    assert status == 200 and "nestserverauth" in answered["Access-Control-Allow-Headers"].lower()


def test_scripts_are_off_at_first(bare):
    status, text, _ = bare.post("/exec", {"source": "print(1)"})
    assert status == 403 and "--exec" in text
    assert bare.post("/api/Create", {"model": "iaf_psc_alpha"})[0] == 200
    for call in ("DumpLayerNodes", "DumpLayerConnections", "SonataNetwork"):
        status, text, _ = bare.post(f"/api/{call}", {"args": [[1], "/tmp/x"]})
        assert status == 400 and "--files" in text


def test_scripts_use_what_they_may(served):
    source = """
import numpy as np
from numpy.random import default_rng
class Sum:
    def __init__(self):
        self.total = 0
    def add(self, n):
        self.total = self.total + n
        return self
many = Sum()
for i in range(5000):
    many.add(i)
a, (b, c) = 1, (2, 3)
table = {"x": [v * 2 for v in sorted({3, 1, 2})], **{"y": max(a, b, c)}}
table["z"] = np.zeros(3)
table["z"][1:] = np.arange(2)
del table["y"]
nest.ResetKernel()
nest.resolution = 0.2
n = nest.Create("iaf_psc_alpha", 4, positions=nest.spatial.free(nest.random.uniform(-0.5, 0.5), num_dimensions=2))
n.I_e = [1.0, 2.0, 3.0, 4.0]
try:
    nest.Create("none")
except nest.NESTErrors.UnknownModelName as error:
    caught = str(error)
places = dict(zip(n.global_id, nest.GetPosition(n)))
there = [hasattr(nest, "Create"), hasattr(nest, "Nothing"), getattr(many, "none", 5)]
print(f"{many.total:,}", end=".")
"""
    status, answer = served.script(source, ["table", "caught", "places", "n", "there"])
    assert status == 200, answer
    data = answer["data"]
    assert data["table"] == {"x": [2, 4, 6], "z": [0.0, 0.0, 1.0]} and "none" in data["caught"]
    assert data["n"] == [1, 2, 3, 4] and sorted(data["places"]) == ["1", "2", "3", "4"]
    assert data["there"] == [True, False, 5]
    assert answer["stdout"] == "12,497,500."
    assert served.script("v = n.I_e", "v")[0] == 400  # a script begins without what others have made
    assert served.script("v = nest.GetNodes().I_e\nr = nest.resolution", ["v", "r"])[1]["data"] == {"v": [1, 2, 3, 4], "r": 0.2}


NO_MODULE = "scripts may not use the module"
NO_NAME = "because it starts with \"_\""
OF_NUMPY = "of numpy's objects"
WAYS_OUT = {
    NO_MODULE: [
        "import os",
        "import myelin",
        "from nest import kernel",
        "from nest import raster_plot",
        "import numpy.lib.format",
        "nest.kernel",
        "nest.simulation.os",
        "nest.visualization.plot_network(nest.Create('iaf_psc_alpha'), '{new}')",
        "nest.voltage_trace.savefig('{new}')",
        "numpy.lib.format",
    ],
    "scripts may not use numpy.": [
        "from numpy import load",
        "numpy.load('{array}')",
        "numpy.fromfile('{text}')",
        "numpy.loadtxt('{text}')",
        "getattr(numpy, 'load')('{array}')",
        "numpy.save('{new}', numpy.zeros(3))",
        "numpy.test",
        "numpy.linalg.test",
        "from numpy.ma import test",
        *(f"numpy.{n}('{{text}}')" for n in ("recfromtxt", "recfromcsv", "mafromtxt", "ndfromtxt")),
    ],
    OF_NUMPY: [
        "numpy.zeros(3).tofile('{new}')",
        "numpy.float64(3).tofile('{new}')",
        "numpy.apply_along_axis(numpy.ndarray.tofile, 0, numpy.zeros(3), '{new}')",
        "numpy.apply_along_axis(numpy.ndarray.dump, 0, numpy.zeros(3), '{new}')",
        "numpy.apply_along_axis(getattr(numpy.ma.MaskedArray, 'dump'), 0, numpy.zeros(3), '{new}')",
        "class A(numpy.ndarray):\n    pass\nnumpy.apply_along_axis(A.tofile, 0, numpy.zeros(3), '{new}')",
        "numpy.float64.dump(numpy.float64(3), '{new}')",
        "numpy.zeros(3).ctypes",
        "numpy.random.PCG64().ctypes",
        "numpy.random.PCG64().cffi",
    ],
    "there is no nest.": ["nest.spatial.np.load('{array}')", "nest.math.Union"],
    "scripts may not use nest.": [
        "nest.DumpLayerNodes(nest.Create('iaf_psc_alpha', positions=nest.spatial.grid([2, 2])), '{new}')",
        "nest.PlotLayer(nest.Create('iaf_psc_alpha', positions=nest.spatial.grid([2, 2]))).savefig('{new}')",
        "nest.SonataNetwork('{text}')",
        "from nest import PlotTargets",
        "nest.PlotSources",
        "nest.PlotProbabilityParameter",
    ],
    NO_NAME: [
        "__import__('os')",
        "getattr(nest, '_kernel')",
        "getattr([], '__class__')",
        "().__class__.__bases__",
        "nest.Create.__globals__",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    e.__traceback__",
        "class A:\n    __slots__ = ()",
        "def f():\n    pass\nf.__code__",
    ],
    "is not safe": ["'{{0.__class__}}'.format(1)", "str.format('{{0.__class__}}', 1)"],
    "is not defined": ["open('{text}')", "compile('1', '', 'exec')", "globals()", "vars()", "type('X', (), {{}})",
                       "setattr(nest, 'Create', None)"],
    "not allowed": ["eval('1')", "exec('1')", "async def f():\n    pass", "table = {{}}\ntable['x'] += 1"],
    "restricted name": ["(i for i in [1]).gi_frame"],
    "reserved name": ["breakpoint()"],
    "scripts may not change": ["nest.spatial.free = None", "numpy.pi = 3"],
    "Cannot set attribute": ["nest.Create = None"],
    "has no attribute": ["[].nothing", "nest.Nothing", "from nest import jvm"],
}  # fmt: skip


@pytest.mark.parametrize(("words", "source"), [(w, s) for w, sources in WAYS_OUT.items() for s in sources])
def test_scripts_do_not_get_out(served, tmp_path, words, source):
    text, array, new = (tmp_path / name for name in ("numbers.txt", "array.npy", "new"))
    text.write_text("1 2\n")
    array.write_bytes(b"\x93NUMPY\x01\x00v\x00" + b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n" + b"\0" * 8)
    status, answer = served.script(source.format(text=text, array=array, new=new))
    assert not new.exists()
    assert status == 400, answer
    assert re.match(r"\w+ at line \d+: ", answer["message"]) and words in answer["message"], answer


def test_scripts_do_not_get_out_by_pandas(served, tmp_path):
    pytest.importorskip("pandas")
    source = f"nest.Create('iaf_psc_alpha').get('V_m', output='pandas').to_csv('{tmp_path / 'new'}')"
    status, answer = served.script(source)
    assert status == 400 and "objects of pandas" in answer["message"] and not (tmp_path / "new").exists()
    with server("--exec", "--token", TOKEN, "--modules", "nest,pandas") as trusting:  # who allows it trusts it
        assert trusting.script(source)[0] == 200 and (tmp_path / "new").exists()


def test_errors_name_the_line_of_the_script(served):
    status, answer = served.script("def f(x):\n    return 1 / x\n\nf(0)\n")
    assert (status, answer) == (400, {"lineNumber": 2, "message": "ZeroDivisionError at line 2: division by zero"})
    status, answer = served.script("x = 1\nnest.Create('none')")
    assert status == 400 and answer["lineNumber"] == 2
    assert answer["message"].startswith("UnknownModelName at line 2: ") and "none" in answer["message"]
    status, answer = served.script("x = 1\n\ny = (")
    assert status == 400 and answer["lineNumber"] == 3 and answer["message"].startswith("SyntaxError at line 3")


LONG = """
nest.ResetKernel()
n = nest.Create("iaf_psc_alpha", 2000, params={"I_e": 500.0})
nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 100}, {"weight": 0.1})
nest.Simulate(10000000.0)
"""


def test_others_wait_and_can_look_and_stop(served):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        first = pool.submit(served.script, LONG)
        served.waits_until(lambda: [r["state"] for r in served.runs()] == ["running"])
        second = pool.submit(served.script, "t = nest.biological_time", "t")
        served.waits_until(lambda: len(served.runs()) == 2)
        third = pool.submit(served.script, "t = 3", "t")
        served.waits_until(lambda: len(served.runs()) == 3)
        assert served.get("/")[0] == 200 and served.get("/api")[0] == 200
        running, *waiting = served.runs()
        assert running["call"] == "exec" and running["state"] == "running"
        assert [w["state"] for w in waiting] == ["waiting", "waiting"]
        assert ask(served.port, "DELETE", f"/runs/{running['id']}")[0] == 403
        assert not first.done()
        assert ask(served.port, "DELETE", f"/runs/{waiting[1]['id']}", token=TOKEN)[0] == 200
        assert ask(served.port, "DELETE", f"/runs/{running['id']}", token=TOKEN)[0] == 200
        status, answer = first.result(20)
        assert status == 400 and "stopped at the request" in answer["message"]
        status, answer = second.result(20)  # the network is as far as it was simulated
        assert status == 200 and 0 < answer["data"] < 10000000
        assert third.result(20)[0] == 400
    assert ask(served.port, "DELETE", "/runs/1", token=TOKEN)[0] == 404
    assert served.runs() == []


def test_a_client_that_leaves_gives_up_its_turn(served):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        first = pool.submit(served.script, LONG)
        served.waits_until(lambda: [r["state"] for r in served.runs()] == ["running"])
        gone = socket.create_connection(("127.0.0.1", served.port))
        head = f"POST /api/Create HTTP/1.1\r\nHost: localhost\r\nNESTServerAuth: {TOKEN}\r\nContent-Length: 2\r\n\r\n{{}}"
        gone.sendall(head.encode())
        served.waits_until(lambda: len(served.runs()) == 2)
        gone.close()
        served.waits_until(lambda: len(served.runs()) == 1)
        ask(served.port, "DELETE", f"/runs/{served.runs()[0]['id']}", token=TOKEN)
        assert first.result(20)[0] == 400


def test_calls_that_take_too_long_are_stopped():
    with server("--exec", "--token", TOKEN, "--timeout", "3") as limited:
        limited.script("nest.Create('iaf_psc_alpha')\nnest.Simulate(1.0)")
        status, answer = limited.script(LONG)
        assert status == 400 and "longer than 3 s" in answer["message"]
        assert limited.script("t = nest.biological_time", "t")[1]["data"] > 0
        stubborn = "while True:\n    try:\n        while True:\n            pass\n    except:\n        pass"
        status, answer = limited.script(stubborn)  # it is ended, and another kernel takes its place
        assert status == 400 and "longer than 3 s" in answer["message"] and "lost" in answer["message"]
        assert limited.script("t = nest.biological_time\nn = nest.network_size", ["t", "n"])[1]["data"] == {"t": 0, "n": 0}


def kernels(process):
    """The processes that a server has started."""
    parents = {}
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            pass
    return [child for child, parent in parents.items() if parent == process.pid]


LINUX = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="looks for processes as Linux shows them")


@LINUX
def test_a_kernel_that_dies_is_replaced(served):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        first = pool.submit(served.script, LONG)
        served.waits_until(lambda: [r["state"] for r in served.runs()] == ["running"])
        second = pool.submit(served.script, "n = nest.network_size", "n")
        served.waits_until(lambda: len(served.runs()) == 2)
        (kernel,) = kernels(served.process)
        os.kill(kernel, signal.SIGKILL)
        status, answer = first.result(30)
        assert status == 400 and "the network is lost" in answer["message"]
        assert second.result(60) == (200, {"data": 0})


def test_a_call_that_is_stopped_while_a_kernel_starts_is_not_done():
    class Starting(Kernel):
        async def start(self):
            assert self.stop(1) is not None

        async def _write(self, head, body=b""):
            raise AssertionError("the call was done")

    status, answer = asyncio.run(Starting(Settings()).do("Create", b"{}", False, False, "a client"))
    assert status == 400 and b"stopped at the request" in answer


ALONE = """
nest.ResetKernel()
n = nest.Create("iaf_psc_alpha", {n}, params={{"I_e": {current}}})
s = nest.Create("spike_recorder")
nest.Connect(n, s)
nest.Simulate(50.0)
response = [len(n), s.n_events, nest.biological_time]
"""


def sent_slowly(port, text, left):
    """Sends a byte now and then until told to leave."""
    with socket.create_connection(("127.0.0.1", port)) as slow:
        for byte in text:
            try:
                slow.sendall(bytes([byte]))
            except OSError:
                return
            if left.wait(0.2):
                return


def hostile(port, size=100_000_000):
    """Sends without the token what might be large; returns the status, and how much was taken."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(30)
        head = f"POST /exec HTTP/1.1\r\nHost: localhost\r\nNESTServerAuth: guess\r\nContent-Length: {size}\r\n\r\n"
        taken = 0
        answer = b""
        try:
            client.sendall(head.encode())
            while taken < size:
                taken += client.send(b"[" * 65536)
        except OSError:
            pass
        try:
            answer = client.recv(1000)
        except OSError:
            pass
    return answer.partition(b"\r\n")[0], taken


def resident_mb(process):
    text = open(f"/proc/{process.pid}/status", encoding="ascii").read()
    return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024


def test_a_hundred_clients_are_served_beside_slow_and_hostile_ones(served):
    left = threading.Event()
    threads = []
    for i in range(60):
        text = "GET / HTTP/1.1\r\nX: " + "y" * 10000 if i % 2 else (
            f"POST /exec HTTP/1.1\r\nHost: x\r\nNESTServerAuth: {TOKEN}\r\nContent-Length: 1000\r\n\r\n" + "z" * 1000
        )  # fmt: skip
        threads.append(threading.Thread(target=sent_slowly, args=(served.port, text.encode(), left)))
        threads[-1].start()
    expected = {i: served.script(ALONE.format(n=i + 1, current=400.0 + 4 * i), "response")[1]["data"] for i in range(100)}
    assert len({tuple(v) for v in expected.values()}) == 100
    with concurrent.futures.ThreadPoolExecutor(140) as pool:
        attacks = [pool.submit(hostile, served.port) for _ in range(40)]
        asked = {i: pool.submit(served.script, ALONE.format(n=i + 1, current=400.0 + 4 * i), "response") for i in range(100)}
        for i, answer in asked.items():
            assert answer.result(60) == (200, {"data": expected[i]})
        for attack in attacks:
            status, taken = attack.result(60)
            assert status in (b"HTTP/1.1 403 Forbidden", b"") and taken < 20_000_000
    left.set()
    for thread in threads:
        thread.join()
    if os.path.exists("/proc/self/status"):
        assert resident_mb(served.process) < 200


def test_odd_requests_are_refused(served):
    for path in ("/api/..%2f..%2fetc%2fpasswd", "/../../etc/passwd", "/api/%00", "/api/__class__", "/api/nest.kernel",
                 "/api/Create%0d%0aX:1", "/api/" + "x" * 5000, "/exec/", "//api", "/runs/-1", "/runs/x"):  # fmt: skip
        assert served.get(path)[0] in (400, 404), path
    for body in (b"{", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b'{"n": ' + b"9" * 10_000 + b"}", b"nan", b"\x00"):
        assert served.post("/api/GetNodes", raw=body)[0] == 400, body[:10]
    assert served.post("/exec", raw=b'{"source": "' + b"(" * 50_000 + b'"}')[0] == 400
    assert served.post("/exec", raw=b'{"source": "' + b"-" * 200_000 + b'1"}')[0] == 400
    large = json.dumps({"model": "x" * 100_000_000}).encode()
    status, text, _ = served.post("/api/Create", raw=large)  # with the token it is read, and is no model
    assert status == 400 and len(text) < 10_000
    for length in (b"-1", b"x", b"99999999999999999999"):
        with socket.create_connection(("127.0.0.1", served.port)) as client:
            token = TOKEN.encode()
            client.sendall(b"POST /exec HTTP/1.1\r\nHost: x\r\nNESTServerAuth: " + token + b"\r\nContent-Length: " + length + b"\r\n\r\n")
            assert client.recv(100)[9:12] in (b"400", b"413")
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\n" + b"A" * 70_000)
        assert client.recv(100)[9:12] == b"400"
    assert served.get("/")[0] == 200


def test_bodies_are_limited():
    with server("--token", TOKEN, "--max-body", "1") as small:
        assert small.post("/api/GetNodes", {"properties": {}, "args": []})[0] == 200
        status, text, _ = small.post("/api/Create", raw=b" " * (1 << 20) + b"{}")
        assert status == 413 and "--max-body" in text
        with socket.create_connection(("127.0.0.1", small.port)) as client:  # one that does not tell its length
            head = f"POST /api/GetNodes HTTP/1.1\r\nHost: x\r\nNESTServerAuth: {TOKEN}\r\nTransfer-Encoding: chunked\r\n\r\n"
            client.sendall(head.encode() + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 17)
            assert client.recv(100)[9:12] == b"413"


def test_the_silent_are_let_go():
    with server("--token", TOKEN, code=IMPATIENT) as impatient:
        for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"):
            with socket.create_connection(("127.0.0.1", impatient.port)) as client:
                client.settimeout(10)
                client.sendall(begun)
                try:
                    assert client.recv(10) == b""
                except ConnectionResetError:
                    pass
        assert impatient.get("/")[0] == 200


def test_without_a_token_only_this_machine_asks():
    with server("--no-token", "--exec") as opened:
        assert ask(opened.port, "GET", "/")[0] == 200
        for headers in ({"Host": "evil.org"}, {"Host": f"evil.org:{opened.port}"}, {"Origin": "http://evil.org"},
                        {"Sec-Fetch-Site": "cross-site"}):  # fmt: skip
            assert ask(opened.port, "POST", "/api/ResetKernel", headers=headers)[0] == 403
        assert ask(opened.port, "GET", "/", headers={"Origin": "http://localhost:54286", "Sec-Fetch-Site": "same-site"})[0] == 200


def test_without_a_token_no_page_has_a_browser_send_calls():
    create = b'{"model": "iaf_psc_alpha"}'
    json_kind = {"Content-Type": "application/json"}
    with server("--no-token", "--exec", "--host", "0.0.0.0") as opened:
        address = f"192.0.2.1:{opened.port}"

        def status(method, path, raw=None, **headers):
            return ask(opened.port, method, path, raw=raw, headers={k.replace("_", "-"): v for k, v in headers.items()})[0]

        for host in (address, "[2001:db8::1]", "localhost", "LOCALHOST:1", "127.0.0.1"):
            assert status("GET", "/", Host=host) == 200, host
        for host in ("evil.org", f"evil.org:{opened.port}", "127.0.0.1.evil.org", "[evil]", ""):
            assert status("GET", "/", Host=host) == 403, host
            assert ask(opened.port, "POST", "/api/Create", raw=create, headers={**json_kind, "Host": host})[0] == 403, host
        for method in ("GET", "HEAD"):  # as <img src=...> does, which old browsers send without Sec-Fetch-Site
            assert status(method, "/exec?source=nest.Create('iaf_psc_alpha')", Host=address) == 403
            assert status(method, "/api/Create?model=iaf_psc_alpha", Host=address) == 403
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=application/json", ""):
            assert status("POST", "/api/Create", create, Host=address, Content_Type=kind) == 403, kind
        assert ask(opened.port, "POST", "/api/GetKernelStatus", {"keys": "network_size"})[1] == "0"
        assert status("POST", "/api/Create", create, Host=address, Content_Type="application/json; charset=utf-8") == 200
        assert status("GET", "/api/Create?model=iaf_psc_alpha", Host=address, NESTServerAuth="any") == 200
        assert status("GET", "/api/Create?model=iaf_psc_alpha", Host=address, Origin="http://localhost:54286") == 200
        assert ask(opened.port, "POST", "/api/GetKernelStatus", {"keys": "network_size"})[1] == "3"


def test_nests_variables_are_heeded(tmp_path):
    variables = {"ACCESS_TOKEN": "other", "ENABLE_EXEC_CALL": "1", "MODULES": "nest,math", "CORS_ORIGINS": "http://a.org"}
    with server(**{f"NEST_SERVER_{k}": v for k, v in variables.items()}) as started:
        status, answer = started.script("import math\nx = math.floor(2.5)", "x", token="other")
        assert (status, answer) == (200, {"data": 2})
        assert started.script("import numpy", token="other")[0] == 400
        assert ask(started.port, "GET", "/", token="other", headers={"Origin": "http://a.org"})[0] == 200
        assert ask(started.port, "GET", "/", token="other", headers={"Origin": "http://localhost"})[0] == 403
    file = tmp_path / "token"
    with server("--token-file", str(file), "--unrestricted", NEST_SERVER_ACCESS_TOKEN="not-this-one") as started:
        token = file.read_text().strip()
        assert len(token) >= 32 and file.stat().st_mode & 0o777 == 0o600
        source = "import os\nx = [v for v in os.environ if v.startswith('NEST_SERVER')] + [os.getcwd()]"
        assert started.script(source, "x", token=token) == (200, {"data": [os.getcwd()]})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["stop"], "Ctrl-C"),
        (["--workers", "2"], "one kernel"),
        (["--port", "x"], "whole number"),
        (["--port", "99999"], "0 to 65535"),
        (["--timeout", "0"], "the timeout"),
        (["--token", "a b"], "without spaces"),
        (["--token", ""], "without spaces"),
        (["--token", "a", "--no-token"], "give one of"),
        (["--origins", "evil"], "an origin is"),
        (["--port", "0", "--exec", "--modules", "no_such_module"], "no_such_module"),
        (["--port", "0", "--exec", "--modules", "import os.path; rm -rf"], "modules are named"),
        (["--host", "192.0.2.1"], "cannot listen"),
    ],
)
def test_wrong_options_are_told(words, told):
    ended = subprocess.run([sys.executable, "-m", "myelin.server", *words], env=environment(), capture_output=True, text=True)
    assert ended.returncode in (1, 2) and told in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights, and links need one")
def test_a_file_that_is_not_fit_for_the_token_is_told(tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir(0o700)
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for name, mode in (("own", 0o600), ("open", 0o644), ("closed", 0o000), ("bytes", 0o600)):
        (tmp_path / name).write_bytes(b"\xff\xfe" if name == "bytes" else b"a-token\n")
        (tmp_path / name).chmod(mode)

    def told(name):
        words = [sys.executable, "-m", "myelin.server", "--host", "192.0.2.1", "--token-file", str(tmp_path / name)]
        ended = subprocess.run(words, env=environment(), capture_output=True, text=True)
        assert ended.returncode in (1, 2) and "Traceback" not in ended.stderr
        return ended.stderr

    assert "cannot listen" in told("own")
    assert "is no file" in told("folder")
    assert "link to a file that is not there" in told("link")
    assert "chmod 600" in told("open")
    assert "without spaces" in told("bytes")
    if os.getuid():
        assert "cannot be read" in told("closed")
    else:  # who may read all, and give files away
        os.chown(tmp_path / "own", 12345, 12345)
        assert "belongs to another user" in told("own")

    def unreadable(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", unreadable)
    with pytest.raises(ValueError, match="cannot be read from .*: Permission denied"):
        _read(tmp_path / "closed")


def test_a_port_that_is_taken_is_told(served):
    words = [sys.executable, "-m", "myelin.server", "--port", str(served.port)]
    ended = subprocess.run(words, env=environment(), capture_output=True, text=True)
    assert ended.returncode == 1 and "--port takes another" in ended.stderr


@LINUX
def test_it_ends_with_its_kernel():
    with server("--exec", "--token", TOKEN) as started:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            pool.submit(started.script, LONG)
            started.waits_until(lambda: [r["state"] for r in started.runs()] == ["running"])
            (kernel,) = kernels(started.process)
            began = time.monotonic()
            started.process.terminate()
            started.process.wait(20)
            assert time.monotonic() - began < 10
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)


def test_nest_client_works(served):
    nest_client = pytest.importorskip("nest_client")
    client = nest_client.NESTClient(f"http://127.0.0.1:{served.port}", {"NESTServerAuth": TOKEN})
    client.ResetKernel()
    generator = client.Create("poisson_generator", 1, {"rate": 6500.0})
    neurons = client.Create("iaf_psc_alpha", 100)
    recorder = client.Create("spike_recorder")
    client.Connect(generator, neurons, syn_spec={"weight": 10.0})
    client.Connect(neurons[::10], recorder)
    client.Simulate(100.0)
    events = client.GetStatus(recorder, "n_events")[0]
    assert events > 0 and events == len(client.GetStatus(recorder, "events")[0]["times"])
    assert client.exec_script("print('Hello')")["stdout"] == "Hello\n"
    assert "iaf_psc_alpha" in client.exec_script("models = nest.node_models", "models")["data"]
    with pytest.raises(Exception, match="no_such_model"):
        client.Create("no_such_model")
