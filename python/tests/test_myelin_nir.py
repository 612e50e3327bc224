"""Graphs of NIR on Myelin beside a slow interpreter of them (``nir_steps.py``), and back."""

import json
import lzma

import nest
import numpy as np
import pytest

nir = pytest.importorskip("nir")
pytest.importorskip("scipy")

from myelin.nir import read, to_nir
import spyx_network
from nir_steps import interpret, learned, patterns

DT = 1e-3


@pytest.fixture(autouse=True)
def steps_of_a_millisecond():
    nest.resolution = 1.0


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def full(n, *values):
    return [np.full(n, v, float) for v in values]


def lif(n, tau=0.01, r=1.5, leak=0.1, threshold=0.8, reset=-0.1):
    return nir.LIF(*full(n, tau, r, leak, threshold, reset))


def cuba(n):
    return nir.CubaLIF(*full(n, 0.004, 0.01, 1.2, 0.05, 0.3, -0.05), w_in=np.linspace(0.8, 1.2, n))


def chain(*nodes, shape=None):
    """A graph of nodes one after the other."""
    first = np.array(shape or nodes[0].input_type["input"])
    names = ["input", *(f"n{k}" for k in range(len(nodes))), "output"]
    last = nir.Output(
        np.array([1])
        if nodes[-1].output_type["output"] is None
        else np.array(nodes[-1].output_type["output"])
    )
    return nir.NIRGraph(
        dict(zip(names, (nir.Input(first), *nodes, last))), list(zip(names, names[1:])), type_check=False
    )


def recurrent(rng, n=5):
    """Neurons with a bias that feed themselves, which feed others by ways with different delays."""
    nodes = {
        "input": nir.Input(np.array([4])),
        "w": nir.Affine(rng.normal(2, 5, (n, 4)), rng.normal(0, 1, n)),
        "lif": lif(n),
        "back": nir.Affine(rng.normal(0, 3, (n, n)), rng.normal(0, 0.2, n)),
        "late": nir.Delay(np.arange(n) * DT),
        "out": nir.Linear(rng.normal(1, 4, (3, n))),
        "cuba": cuba(3),
        "output": nir.Output(np.array([3])),
    }
    edges = [
        ("input", "w"),
        ("w", "lif"),
        ("lif", "back"),
        ("back", "lif"),
        ("lif", "late"),
        ("late", "out"),
        ("out", "cuba"),
        ("cuba", "output"),
    ]
    return nir.NIRGraph(nodes, edges)


def compare(graph, values, **options):
    """Runs a graph on both; the last node before the output, and all spikes, are the same. Returns what the
    interpreter gives."""
    cells = [
        n
        for n, node in graph.nodes.items()
        if type(node).__name__ in ("LIF", "CubaLIF", "IF", "LI", "CubaLI", "I", "Threshold")
    ]
    firing = [n for n in cells if type(graph.nodes[n]).__name__ not in ("LI", "CubaLI", "I")]
    network = read(graph, record=cells, **options)
    found = network.run(values)
    expected = interpret(
        graph, values, DT, options.get("method") == "exponential", options.get("reset") == "subtract"
    )
    for name in firing:
        np.testing.assert_array_equal(network.spikes(name), expected[name])
        assert 0 < expected[name].mean() < 1
    np.testing.assert_allclose(found, expected["output"], rtol=1e-10, atol=1e-12)
    return expected


def spikes(rng, *shape, chance=0.3):
    return (rng.random(shape) < chance) * 1.0


@pytest.mark.parametrize("method", ["euler", "exponential"])
@pytest.mark.parametrize("reset", ["value", "subtract"])
def test_neurons_take_the_steps_that_are_written(rng, method, reset):
    graph = chain(
        nir.Affine(rng.normal(0.6, 1, (6, 4)), np.full(6, 0.3)),
        lif(6),
        nir.Linear(rng.normal(1, 3, (5, 6))),
        cuba(5),
        nir.Linear(rng.normal(10, 30, (4, 5))),
        nir.IF(*full(4, 8.0, 0.7, -0.1)),
        nir.Scale(np.array([1.0, -2.0, 0.5, 3.0])),
        nir.LI(*full(4, 0.02, 1.0, 0.2)),
    )
    compare(graph, rng.normal(1, 1, (80, 4)), method=method, reset=reset)


def test_neurons_feed_themselves_and_others_with_delays(rng):
    graph = recurrent(rng)
    network = read(graph, record=["lif", "cuba"])
    values = spikes(rng, 60, 4)
    found = network.run(values)
    expected = interpret(graph, values, DT)
    np.testing.assert_array_equal(found, expected["cuba"])
    assert found.sum() > 10 and expected["lif"].sum() > 20
    assert network.late == {"input": 0, "lif": 1, "cuba": 2}
    # potentials after a step, as a single neuron of the interpreter has them
    v = np.full(5, 0.1)
    for k in range(60):
        x = graph.nodes["w"].weight @ values[k] + graph.nodes["w"].bias + graph.nodes["back"].bias
        x = x + graph.nodes["back"].weight @ (expected["lif"][k - 1] if k else np.zeros(5))
        v = v + 0.1 * (0.1 - v + 1.5 * x)
        v = np.where(v > 0.8, -0.1, v)
        np.testing.assert_allclose(network.potentials("lif")[k], v, rtol=1e-10, atol=1e-12)


def test_a_loop_of_two_needs_a_delay_of_two_steps(rng):
    def graph(delay):
        nodes = {
            "input": nir.Input(np.array([3])),
            "in": nir.Linear(rng.normal(1, 3, (4, 3))),
            "a": lif(4),
            "ab": nir.Linear(rng.normal(1, 3, (4, 4))),
            "b": cuba(4),
            "late": nir.Delay(np.full(4, delay * DT)),
            "ba": nir.Linear(rng.normal(-1, 2, (4, 4))),
            "output": nir.Output(np.array([4])),
        }
        return nir.NIRGraph(
            nodes,
            [
                ("input", "in"),
                ("in", "a"),
                ("a", "ab"),
                ("ab", "b"),
                ("b", "late"),
                ("late", "ba"),
                ("ba", "a"),
                ("b", "output"),
            ],
        )

    compare(graph(2), spikes(rng, 60, 3))
    made = nest.network_size
    with pytest.raises(
        ValueError, match=r"the loop .*a -> .*takes 2 steps.*has delays of 1 step.*Delay of at least 2 \* dt"
    ):
        read(graph(1))
    assert nest.network_size == made


@pytest.mark.parametrize("biased", ["a", "b"])
@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_bias_after_a_delay_is_there_from_the_first_step(rng, biased, steps):
    def ways(name, size, n):  # a delay, then a map
        weight = rng.normal(1, 3, (n, size))
        after = nir.Affine(weight, rng.normal(0.6, 1, n)) if name == biased else nir.Linear(weight)
        return nir.Delay(np.full(size, steps * DT)), after

    compare(chain(*ways("a", 4, 6), lif(6), *ways("b", 6, 5), cuba(5)), spikes(rng, 60, 4))


def test_a_delay_after_a_bias_delays_it_too(rng):
    first, second = nir.Delay(np.full(4, DT)), nir.Delay(np.full(6, 2 * DT))
    graph = chain(first, nir.Affine(rng.normal(1, 3, (6, 4)), rng.normal(0.6, 1, 6)), second, lif(6))
    compare(graph, spikes(rng, 60, 4))
    assert read(graph).late["n3"] == 0


@pytest.mark.parametrize(
    "stride,padding,dilation,groups",
    [(1, 0, 1, 1), (2, 1, 1, 2), ((1, 2), (2, 0), (2, 1), 1), (1, "same", 2, 1)],
)
def test_convolutions_pools_and_flattening(rng, stride, padding, dilation, groups):
    weight = rng.normal(0.5, 2, (4, 4 // groups, 3, 3))
    conv = nir.Conv2d(
        input_shape=(7, 9),
        weight=weight,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        bias=rng.normal(0, 1, 4),
    )
    sizes = tuple(conv.output_type["output"])
    cells = nir.IF(*full(sizes, 300.0, 0.8, 0.0))
    pool = nir.SumPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0]))
    flat = 4 * (sizes[1] // 2) * (sizes[2] // 2)
    after = nir.Flatten(input_type={"input": np.array([4, sizes[1] // 2, sizes[2] // 2])}, start_dim=0)
    graph = chain(
        conv, cells, pool, after, nir.Linear(rng.normal(0.1, 0.3, (3, flat))), lif(3), shape=(4, 7, 9)
    )
    values = spikes(rng, 12, 4, 7, 9)
    found = compare(graph, values)["output"]
    network = read(graph)
    kinds = [[type(node).__name__ for node in g.nodes.values()] for g in (to_nir(network), graph)]
    assert kinds[0] == kinds[1]
    some = network.connections("n1", "n5")[0]
    some.weight = some.weight + 1e-9  # now all maps are of one dimension
    back = to_nir(network)
    assert nir.NIRGraph(back.nodes, back.edges).nodes["n1"].r.shape == (int(np.prod(sizes)),)
    nest.ResetKernel()
    nest.resolution = 1.0
    np.testing.assert_array_equal(read(back).run(values), found)


def test_a_convolution_in_one_dimension_and_an_average(rng):
    conv = nir.Conv1d(
        input_shape=11,
        weight=rng.normal(0.5, 2, (2, 3, 4)),
        stride=2,
        padding=1,
        dilation=1,
        groups=1,
        bias=rng.normal(0, 1, 2),
    )
    compare(chain(conv, lif((2, 5)), shape=(3, 11)), spikes(rng, 30, 3, 11))
    nest.ResetKernel()
    nest.resolution = 1.0
    pool = nir.AvgPool2d(kernel_size=np.array([3, 2]), stride=np.array([2, 1]), padding=np.array([1, 0]))
    graph = chain(
        pool,
        nir.Flatten(input_type={"input": np.array([2, 3, 3])}, start_dim=0),
        nir.Scale(np.full(18, 4.0)),
        lif(18),
        shape=(2, 5, 4),
    )
    compare(graph, spikes(rng, 20, 2, 5, 4))


def test_thresholds_forget_all_that_was_before(rng):
    graph = chain(
        nir.Linear(rng.normal(0, 2, (6, 4))),
        nir.Threshold(np.linspace(-1.0, 1.0, 6)),
        nir.Linear(rng.normal(1, 2, (3, 6))),
        lif(3),
    )
    compare(graph, rng.normal(0, 1, (50, 4)))


def test_neurons_that_fire_by_themselves_begin_in_their_first_step(rng):
    graph = chain(
        nir.Linear(rng.normal(0, 2, (6, 4))),
        lif(6, leak=1.0),
        nir.Linear(rng.normal(1, 4, (3, 6))),
        lif(3, leak=0.9),
    )
    compare(graph, spikes(rng, 50, 4))


def test_inner_graphs_are_part_of_the_whole(rng):
    inner = chain(nir.Linear(rng.normal(2, 4, (5, 4))), lif(5))
    outer = {
        "input": nir.Input(np.array([4])),
        "inner": inner,
        "w": nir.Linear(rng.normal(1, 4, (3, 5))),
        "lif": lif(3),
        "output": nir.Output(np.array([3])),
    }
    graph = nir.NIRGraph(
        outer, [("input", "inner"), ("inner", "w"), ("w", "lif"), ("lif", "output")], type_check=False
    )
    whole = chain(inner.nodes["n0"], inner.nodes["n1"], outer["w"], outer["lif"])
    values = spikes(rng, 40, 4)
    network = read(graph)
    assert set(network.populations) == {"inner.n1", "lif"}
    np.testing.assert_array_equal(network.run(values), interpret(whole, values, DT)["output"])


def test_a_small_network_that_has_learned_goes_through_myelin_and_back(rng, tmp_path):
    templates = spikes(rng, 3, 20, 8, chance=0.2)
    first, second = learned(rng, *patterns(rng, templates, 60), hidden=12, classes=3, beta=0.9)
    # v = 0.9 v + w x is a step of tau v' = -v + r x for tau = 10 dt and r = 10
    written = chain(
        nir.Linear(first),
        nir.LIF(*full(12, 10 * DT, 10.0, 0.0, 1.0, 0.0)),
        nir.Linear(second),
        nir.LI(*full(3, 10 * DT, 10.0, 0.0)),
    )
    nir.write(tmp_path / "learned.nir", written)
    values, which = patterns(rng, templates, 50)
    network = read(str(tmp_path / "learned.nir"), copies=50)
    found = network.run(values)
    assert (found.mean(axis=1).argmax(axis=1) == which).mean() >= 0.9  # chance is 1/3
    for one, other in zip(values[:5], found):
        np.testing.assert_allclose(other, interpret(written, one, DT)["output"], rtol=1e-10, atol=1e-12)

    back = to_nir(network)
    assert back.nodes.keys() == written.nodes.keys() and set(back.edges) == set(written.edges)
    for name, node in written.nodes.items():
        for word in ("weight", "tau", "r", "v_leak", "v_threshold", "v_reset"):
            if hasattr(node, word):
                np.testing.assert_array_equal(getattr(back.nodes[name], word), getattr(node, word))

    # weights that Myelin changes are in the graph
    weak = network.connections("n1", "n3")
    weak.weight = [w if abs(w) > 0.2 else 0.0 for w in weak.weight]
    network.populations["n1"].v_threshold = 1.1
    nir.write(tmp_path / "pruned.nir", to_nir(network))
    pruned = nir.read(tmp_path / "pruned.nir")
    np.testing.assert_array_equal(pruned.nodes["n1"].v_threshold, np.full(12, 1.1))
    np.testing.assert_array_equal(pruned.nodes["n1-n3"].weight, np.where(abs(second) > 0.2, second, 0.0))
    np.testing.assert_array_equal(pruned.nodes["input-n1"].weight, first)
    nest.ResetKernel()
    nest.resolution = 1.0
    again = read(pruned, copies=50).run(values)
    for one, other in zip(values[:5], again):
        np.testing.assert_allclose(other, interpret(pruned, one, DT)["output"], rtol=1e-10, atol=1e-12)


def test_loops_delays_and_biases_come_back(rng):
    graph = recurrent(rng)
    values = spikes(rng, 60, 4)
    network = read(graph)
    network.connections("input", "lif").weight = [
        w * 1.25 for w in network.connections("input", "lif").weight
    ]
    back = to_nir(network)
    nir.NIRGraph(back.nodes, back.edges)  # types fit
    changed = nir.NIRGraph(
        {**graph.nodes, "w": nir.Affine(graph.nodes["w"].weight * 1.25, graph.nodes["w"].bias)}, graph.edges
    )
    nest.ResetKernel()
    nest.resolution = 1.0
    np.testing.assert_array_equal(read(back).run(values), interpret(changed, values, DT)["output"])


def test_two_ways_of_neurons_to_themselves_come_back(rng):
    nodes = {
        "input": nir.Input(np.array([4])),
        "w": nir.Linear(rng.normal(2, 5, (5, 4))),
        "lif": lif(5),
        "back": nir.Linear(rng.normal(0, 3, (5, 5))),
        "late": nir.Delay(np.full(5, DT)),
        "again": nir.Linear(rng.normal(0, 3, (5, 5))),
        "output": nir.Output(np.array([5])),
    }
    edges = [("input", "w"), ("w", "lif"), ("lif", "back"), ("back", "lif"), ("lif", "late")]
    edges += [("late", "again"), ("again", "lif"), ("lif", "output")]
    graph = nir.NIRGraph(nodes, edges)
    values = spikes(rng, 60, 4)
    expected = compare(graph, values)["output"]
    network = read(graph)
    back = to_nir(network)
    assert back.nodes.keys() == graph.nodes.keys() and set(back.edges) == set(graph.edges)
    some = network.connections("lif", "lif")[0]
    before, some.weight = some.weight, 0.0
    changed = to_nir(network)
    assert changed.nodes["lif-lif"].weight[0, 0] == 0.0
    total = nodes["back"].weight + nodes["again"].weight
    assert before == total[0, 0]
    changed.nodes["lif-lif"].weight = total
    nest.ResetKernel()
    nest.resolution = 1.0
    np.testing.assert_array_equal(read(changed).run(values), expected)


def test_runs_go_on_where_the_last_one_ended(rng):
    graph = chain(nir.Linear(rng.normal(2, 4, (5, 4))), lif(5, tau=0.05))
    values = spikes(rng, 40, 4)
    network = read(graph)
    parts = [network.run(values[:25]), network.run(values[25:])]
    gap = np.concatenate(
        [values[:25], np.zeros((1, 4)), values[25:]]
    )  # a run takes one step more, as the neurons are late by one
    expected = interpret(graph, gap, DT)["output"]
    np.testing.assert_array_equal(parts[0], expected[:25])
    np.testing.assert_array_equal(parts[1], expected[26:])


def test_what_cannot_be_run_is_refused_and_nothing_is_made(rng):
    cells = lif(3)
    wrong = [
        (
            chain(
                nir.Linear(np.ones((3, 2))),
                nir.LI(*full(3, 0.01, 1.0, 0.0)),
                nir.Linear(np.ones((3, 3))),
                cells,
            ),
            {},
            "n1 is a LI, whose potential goes to n3",
        ),
        (chain(nir.Linear(np.ones((4, 2))), cells), {}, "n1 has 3 neurons, and gets 4 values"),
        (
            chain(nir.Linear(np.ones((3, 2))), nir.Delay(np.full(3, 0.0015)), cells),
            {},
            "whole multiples of dt = 0.001",
        ),
        (chain(nir.Linear(np.ones((3, 2))), lif(3, tau=0.0005)), {}, "tau = 0.0005 is shorter than a step.*"),
        (
            chain(nir.Linear(np.ones((3, 2))), cells),
            {"method": "heun"},
            "method is 'heun'; it may be 'euler' or 'exponential'",
        ),
        (chain(nir.Linear(np.ones((3, 2))), cells), {"record": ["n7"]}, "'n7' is no node with neurons"),
        (chain(nir.Linear(np.ones((3, 2))), cells), {"copies": 0}, "copies is 0"),
        (chain(nir.Linear(np.ones((3, 2))), cells), {"dt": 0.0}, "dt is 0.0"),
        (nir.Linear(np.ones((3, 2))), {}, "graph is a Linear"),
        (nir.NIRGraph({"n0": cells}, [], type_check=False), {}, "no edge leads to n0|has no Input"),
    ]
    for graph, options, message in wrong:
        with pytest.raises(ValueError, match=message):
            read(graph, **options)
        assert nest.network_size == 0
    network = read(chain(nir.Linear(np.ones((3, 2))), cells))
    for values, message in (
        (np.ones((5, 3)), r"shape \(steps, 2\)"),
        ({"other": np.ones((5, 2))}, "the inputs are"),
        ([[np.nan, 1.0]], "finite numbers"),
    ):
        with pytest.raises(ValueError, match=message):
            network.run(values)
    with pytest.raises(ValueError, match="recorded nothing"):
        network.potentials("n1")


def test_spikes_are_those_of_spyx():
    expected = np.array(json.loads(lzma.decompress(spyx_network.STORED.read_bytes())))
    found = read(spyx_network.graph(), dt=1.0, reset="subtract").run(spyx_network.spikes())
    assert 20 < expected.sum() < 380
    np.testing.assert_array_equal(found[:-3], expected[3:])  # in Spyx spikes leave each layer a step late
