"""Requests to a server, and what NEST Server 3.10 answered: ``python3 server_requests.py PORT TOKEN`` asks one anew.

NEST's runs with ``NEST_SERVER_ENABLE_EXEC_CALL=1 NEST_SERVER_MODULES='import nest; import numpy'``.
"""

import json
import sys
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

ANSWERS = Path(__file__).parent / "reference" / "server.json"

IAF = "iaf_psc_alpha"


def call(name, **named):
    return ["POST", f"/api/{name}", named]


def script(source, wanted=None):
    return ["POST", "/exec", {"source": source, "return": wanted} if wanted else {"source": source}]


REQUESTS = [
    *(["GET", path, None] for path in ("/", "/nowhere", "/api/", "/api/../exec", "/api/%2e%2e/exec", "/api/a/b")),
    *([method, path, {}] for method, path in (("POST", "/"), ("POST", "/api"), ("PUT", "/exec"), ("DELETE", "/api/Create"))),
    ["GET", "/api/Nowhere", None],
    ["GET", "/api/sys", None],
    ["GET", "/api/Create?inspect=other", None],
    ["GET", "/api/Nowhere?inspect=getdoc", None],
    call("ResetKernel"),
    call("Create", model=IAF, n=3),
    call("Create", args=[IAF, 2]),
    call("Create", args=[IAF, 2], params={"V_m": -60.0}),
    call("Create", args=[IAF, 2], n=2),
    ["POST", "/api/Create", [IAF, 2]],
    ["POST", "/api/Create", IAF],
    call("Create", nix="nix"),
    call("Create", model=IAF, n=2, params={"V_m": [1.0, 2.0]}),
    call("Create", model="nix"),
    call("GetNodes"),
    call("GetNodes", properties={"V_m": -60.0}),
    call("NodeCollection", args=[[1, 2]]),
    call("GetConnections"),
    call("Connect", pre=[1], post=[2]),
    call("GetConnections"),
    call("Connect", args=[[1], [2], "one_to_one", {"weight": 6.0}]),
    call("Connect", pre=[1], post=[2], conn_spec="all_to_all", syn_spec={"weight": 5.0, "delay": 2.0}),
    call("Connect", args=[[1, 2], [3]], syn_spec={"weight": 10.0}),
    call("Connect", pre=1, post=[2]),
    call("GetConnections", source=[1]),
    call("GetConnections", args=[[1], [2]]),
    call("GetConnections", source=[1], target=[2], synapse_model="static_synapse"),
    call("Simulate", t=10.0),
    call("Simulate", args=[10.0]),
    call("Simulate", t="x"),
    call("GetKernelStatus", keys="biological_time"),
    call("GetKernelStatus", args=[["biological_time", "resolution"]]),
    call("GetKernelStatus", keys=["node_models", "network_size"]),
    call("SetKernelStatus", args=[{"rng_seed": 5}]),
    call("SetKernelStatus", rng_seed=5),
    call("get", args=["rng_seed"]),
    call("set", resolution=0.5),
    call("GetDefaults", model=IAF, keys="V_m"),
    call("GetDefaults", args=[IAF, ["V_m", "C_m"]]),
    ["GET", f"/api/GetDefaults?model={IAF}&keys=tau_m", None],
    ["GET", "/api/GetDefaults", None],
    ["GET", "/api/resolution", None],
    ["GET", "/api/random", None],
    call("CopyModel", args=[IAF, "other"], params={"C_m": 200.0}),
    call("SetDefaults", model=IAF, params={"V_m": -66.0}),
    call("GetDefaults", model="other", keys="C_m"),
    call("Models", mtype="nodes", sel="iaf_psc"),
    call("Rank"),
    call("NumProcesses"),
    call("Install", module_name="nomodule"),
    call("Prepare"),
    call("Run", args=[10.0]),
    call("Cleanup"),
    call("RunManager"),
    call("CreateMask", args=["circular", {"radius": 1.0}]),
    call("GetPosition", args=[[1]]),
    call("Create", model=IAF, params={"V_mm": 3}),
    script("print('one')\nprint('two', 3)"),
    script("a = 1\nb = [1, 2]", "b"),
    script("a = 1\nb = [1, 2]", ["a", "b", "c"]),
    script("a = 1", "b"),
    script("a = numpy.arange(4)", "a"),
    script("import numpy\na = {'c': numpy.ones((2, 2)), 'b': (1, 2.5, None, True)}", "a"),
    script("1 / 0"),
    script("x = 1\nraise ValueError('bad')"),
    script("nest.Create('nix')"),
    script("a = ("),
    script("open('/etc/passwd')"),
    script("a = ().__class__", "a"),
    script("a = eval('1 + 1')", "a"),
    script("a = nest.__dict__", "a"),
    script("a = {1, 2}", "a"),
    script("a = 1 + 2j", "a"),
    script("a = nest.Create", "a"),
    script(f"nest.ResetKernel()\nn = nest.Create('{IAF}', 3)\ng = n.get(['V_m', 'C_m'])\nv = n.V_m", ["n", "g", "v"]),
    script(
        f"nest.ResetKernel()\nn = nest.Create('{IAF}', 2, params={{'I_e': 500.0}})\n"
        "s = nest.Create('spike_recorder')\nv = nest.Create('voltmeter')\n"
        "nest.Connect(n, s)\nnest.Connect(v, n)\nnest.Simulate(30.0)\n"
        "response = {'events': [s.events, v.events], 'n': s.n_events}",
        "response",
    ),
    script(f"l = nest.Create('{IAF}', positions=nest.spatial.grid([2, 2]))\np = nest.GetPosition(l)", "p"),
    call("Simulate", t=-1),
    ["GET", "/exec?source=print(1)", None],
    ["POST", "/exec", {}],
    ["POST", "/exec", {"source": 5}],
    ["POST", "/exec", ["a"]],
]


def ask(port, method, path, body=None, token=None, headers=None, raw=None, timeout=60):
    """Status, text and headers of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    sent = {"NESTServerAuth": token} if token is not None else {}
    if body is not None:
        raw = json.dumps(body).encode()
        sent["Content-Type"] = "application/json"
    with suppress(BrokenPipeError, ConnectionResetError):  # the answer may come before all has been sent
        connection.request(method, path, raw, {**sent, **(headers or {})})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers


if __name__ == "__main__":
    kept = []
    for method, path, body in REQUESTS:
        status, text, _ = ask(int(sys.argv[1]), method, path, body, sys.argv[2])
        kept.append([method, path, body, status, json.loads(text) if status == 200 else None])
    ANSWERS.write_text("[\n" + ",\n".join(json.dumps(k) for k in kept) + "\n]\n", encoding="utf-8")
