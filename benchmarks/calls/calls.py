"""What small calls of PyNEST cost: runs unchanged on NEST and on Myelin.

Prints a line of JSON: for each call its processor time in microseconds, of all threads of the process. Each call is made
until the process has been busy with it for a while (WARM seconds), then measured in ROUNDS batches, of which the
shortest counts; in fewer where they take longer than LIMIT seconds.
"""

import json
import os
import sys
import time

import nest

WARM, ROUNDS, LIMIT = float(os.environ.get("CALLS_WARM", "3")), 5, 5.0
nest.set_verbosity("M_ERROR")


def reset():
    nest.ResetKernel()
    nest.local_num_threads = 1


def two():
    reset()
    neurons = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(neurons[0], neurons[1], syn_spec={"weight": 20.0, "delay": 1.0})
    return neurons


def thousand():
    reset()
    neurons = nest.Create("iaf_psc_alpha", 1000)
    nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": 100})
    return neurons


CASES = {}


def case(name, n):
    """A case: a function that prepares a network and returns the call, which a batch makes n times."""

    def keep(prepare):
        CASES[name] = (prepare, n)
        return prepare

    return keep


@case("Create, 1 neuron", 200)
def _():
    reset()
    return lambda i: nest.Create("iaf_psc_alpha")


@case("Create, 1 neuron with parameters", 200)
def _():
    reset()
    return lambda i: nest.Create("iaf_psc_alpha", params={"C_m": 200.0, "I_e": 100.0 + i})


@case("Create, 1000 neurons", 20)
def _():
    reset()
    return lambda i: nest.Create("iaf_psc_alpha", 1000)


@case("Create, a device", 200)
def _():
    reset()
    return lambda i: nest.Create("poisson_generator", params={"rate": 100.0})


def _connect(*args):
    reset()
    a, b = nest.Create("iaf_psc_alpha", 10), nest.Create("iaf_psc_alpha", 10)
    return a, b


@case("Connect, a pair", 200)
def _():
    a, b = _connect()
    a, b = a[0], b[0]
    return lambda i: nest.Connect(a, b)


@case("Connect, a pair with weight and delay", 200)
def _():
    a, b = _connect()
    a, b = a[0], b[0]
    return lambda i: nest.Connect(a, b, syn_spec={"weight": 2.0, "delay": 1.5})


@case("Connect, one_to_one of 10", 200)
def _():
    a, b = _connect()
    return lambda i: nest.Connect(a, b, "one_to_one", {"weight": 2.0, "delay": 1.5})


@case("Connect, all_to_all of 10 x 10", 100)
def _():
    a, b = _connect()
    return lambda i: nest.Connect(a, b)


@case("Connect, ids in arrays of 10", 200)
def _():
    import numpy as np

    a, b = _connect()
    a, b, w = np.array(a.tolist()), np.array(b.tolist()), np.ones(10)
    return lambda i: nest.Connect(a, b, "one_to_one", {"weight": w, "delay": 1.5 * w})


@case("Connect, a generator to a neuron", 200)
def _():
    a, b = _connect()
    g, b = nest.Create("poisson_generator"), b[0]
    return lambda i: nest.Connect(g, b, syn_spec={"weight": 2.0})


@case("Connect, a neuron to a recorder", 200)
def _():
    a, b = _connect()
    r = nest.Create("spike_recorder", 200)
    rs = [r[i] for i in range(200)]
    return lambda i: nest.Connect(a, rs[i])


@case("Connect, a pair, 200 times, then Prepare and Cleanup", 10)
def _():
    a, b = _connect()
    pairs = [(s, t) for s in a for t in b] * 2

    def call(i):
        for s, t in pairs:
            nest.Connect(s, t, syn_spec={"weight": 2.0, "delay": 1.5})
        nest.Prepare()
        nest.Cleanup()

    return call


@case("GetConnections, a pair of 100 000", 20)
def _():
    n = thousand()
    pairs = [(n[i], n[3 * i]) for i in range(20)]
    nest.GetConnections(n[0], n[1])
    return lambda i: nest.GetConnections(*pairs[i])


@case("GetConnections, from one neuron, 100 000", 20)
def _():
    n = thousand()
    sources = [n[i] for i in range(20)]
    nest.GetConnections(n[0], n[1])
    return lambda i: nest.GetConnections(sources[i])


@case("GetConnections, of two neurons", 100)
def _():
    two()
    return lambda i: nest.GetConnections()


@case("a parameter of a neuron, read", 200)
def _():
    n = two()
    n = n[0]
    return lambda i: n.V_m


@case("all parameters of a neuron, read", 50)
def _():
    n = two()
    n = n[0]
    return lambda i: n.get()


@case("a parameter of a neuron, set", 200)
def _():
    n = two()
    n = n[0]

    def call(i):
        n.I_e = 100.0 + i

    return call


@case("a parameter of a generator, set", 200)
def _():
    reset()
    g = nest.Create("poisson_generator")

    def call(i):
        g.rate = 100.0 + i

    return call


@case("a weight, read", 200)
def _():
    two()
    c = nest.GetConnections()
    return lambda i: c.weight


@case("a weight, set", 200)
def _():
    two()
    c = nest.GetConnections()

    def call(i):
        c.weight = 20.0 + i

    return call


@case("c[i].weight of 100 000, set", 50)
def _():
    thousand()
    c = nest.GetConnections()

    def call(i):
        c[100 * i].weight = 20.0 + i

    return call


@case("a weight of 100 000 set, then Simulate(0.1)", 20)
def _():
    n = thousand()
    c = [nest.GetConnections(n[i])[0] for i in range(20)]
    nest.Simulate(1.0)

    def call(i):
        c[i].weight = 20.0 + i
        nest.Simulate(0.1)

    return call


@case("Prepare and Cleanup, two neurons", 100)
def _():
    two()
    nest.Simulate(1.0)

    def call(i):
        nest.Prepare()
        nest.Cleanup()

    return call


@case("Run(0.1), two neurons", 200)
def _():
    two()
    nest.Prepare()
    return lambda i: nest.Run(0.1)


@case("Simulate(0.1), two neurons", 200)
def _():
    two()
    return lambda i: nest.Simulate(0.1)


@case("Simulate(1.0), two neurons", 100)
def _():
    two()
    return lambda i: nest.Simulate(1.0)


@case("Simulate(1.0), two neurons, recorder, generator, multimeter", 100)
def _():
    n = two()
    g, r = nest.Create("poisson_generator", params={"rate": 1e4}), nest.Create("spike_recorder")
    m = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.Connect(g, n, syn_spec={"weight": 20.0})
    nest.Connect(n, r)
    nest.Connect(m, n)
    return lambda i: nest.Simulate(1.0)


@case("ResetKernel", 50)
def _():
    reset()

    def call(i):
        nest.ResetKernel()

    return call


@case("ResetKernel, Create, 1 neuron", 50)
def _():
    reset()

    def call(i):
        nest.ResetKernel()
        nest.Create("iaf_psc_alpha")

    return call


@case("two neurons built and run for 1 s", 5)
def _():
    def call(i):
        n = two()
        g, r = nest.Create("poisson_generator", params={"rate": 8e3}), nest.Create("spike_recorder")
        nest.Connect(g, n, syn_spec={"weight": 20.0})
        nest.Connect(n, r)
        nest.Simulate(1000.0)

    return call


@case("events of a recorder, 100 spikes", 50)
def _():
    reset()
    g = nest.Create("spike_generator", params={"spike_times": [1.0 + i for i in range(100)]})
    r = nest.Create("spike_recorder")
    p = nest.Create("parrot_neuron")
    nest.Connect(g, p)
    nest.Connect(p, r)
    nest.Simulate(110.0)
    assert r.n_events == 100
    return lambda i: (r.events["times"], r.n_events)



@case("CopyModel", 50)
def _():
    reset()

    def call(i):
        nest.CopyModel("static_synapse", "copy_%d" % i, {"weight": 2.0})

    return call


@case("SetDefaults", 50)
def _():
    reset()
    return lambda i: nest.SetDefaults("iaf_psc_alpha", {"C_m": 200.0 + i})


@case("GetDefaults, all of a model", 50)
def _():
    reset()
    return lambda i: nest.GetDefaults("iaf_psc_alpha")


@case("a kernel attribute, read", 200)
def _():
    two()
    return lambda i: nest.biological_time


def times(n, call):
    """A call that makes another n times."""

    def all_of_them(_):
        for i in range(n):
            call(i)

    return all_of_them


MANY = 10_000


@case("10 000 Create of 1 neuron", 1)
def _():
    reset()
    return times(MANY, lambda i: nest.Create("iaf_psc_alpha"))


@case("10 000 Connect of a pair", 1)
def _():
    reset()
    nodes = nest.Create("iaf_psc_alpha", 100)
    nodes = [nodes[i] for i in range(100)]
    return times(MANY, lambda i: nest.Connect(nodes[i // 100], nodes[i % 100]))


@case("10 000 set of one neuron of 10 000", 1)
def _():
    reset()
    nodes = nest.Create("iaf_psc_alpha", MANY)
    return times(MANY, lambda i: nodes[i].set(V_m=-65.0))


@case("10 000 get of one neuron of 10 000", 1)
def _():
    reset()
    nodes = nest.Create("iaf_psc_alpha", MANY)
    return times(MANY, lambda i: nodes[i].get("V_m"))


@case("1000 GetConnections of one neuron of 10 000", 1)
def _():
    reset()
    nodes = nest.Create("iaf_psc_alpha", MANY)
    nest.Connect(nodes, nodes, "one_to_one")
    nest.GetConnections(nodes[0])
    return times(1000, lambda i: nest.GetConnections(nodes[i]))


@case("10 000 Simulate(0.1) of two neurons", 1)
def _():
    two()
    return times(MANY, lambda i: nest.Simulate(0.1))


def _devices(model, one_by_one, to_neurons):
    """Makes 10 000 devices, connects each with a neuron of its own, and simulates 10 ms."""
    reset()
    nodes = nest.Create("iaf_psc_alpha", MANY)

    def call(i):
        if one_by_one:
            for node in nodes:
                device = nest.Create(model)
                nest.Connect(*((device, node) if to_neurons else (node, device)))
        else:
            devices = nest.Create(model, MANY)
            nest.Connect(*((devices, nodes) if to_neurons else (nodes, devices)), "one_to_one")
        nest.Simulate(10.0)

    return call


for _model, _to_neurons in (
    ("poisson_generator", True),
    ("spike_generator", True),
    ("dc_generator", True),
    ("spike_recorder", False),
    ("multimeter", True),
):
    for _one_by_one in (False, True):
        _how = "made one by one" if _one_by_one else "in one call"
        case(f"10 000 {_model}s {_how}, connected, 10 ms", 1)(
            lambda m=_model, o=_one_by_one, t=_to_neurons: _devices(m, o, t)
        )


def measure(prepare, n):
    def batch():
        call = prepare()
        begin = time.process_time()
        for i in range(n):
            call(i)
        return (time.process_time() - begin) / n * 1e6

    end = time.process_time() + WARM
    while time.process_time() < end:
        batch()
    end = time.process_time() + LIMIT
    least = batch()
    for _ in range(ROUNDS - 1):
        if time.process_time() < end:
            least = min(least, batch())
    return least


wanted = sys.argv[1:]
found = {}
for name, (prepare, n) in CASES.items():
    if not wanted or any(w in name for w in wanted):
        found[name] = measure(prepare, n)
        if os.environ.get("CALLS_SHOW"):
            print("%10.1f  %s" % (found[name], name), file=sys.stderr, flush=True)
print(json.dumps(found))
