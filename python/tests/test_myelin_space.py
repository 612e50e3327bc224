"""Networks in space where Myelin goes beyond NEST, and layers that differ in their edges and extents."""

import nest
import numpy as np
import pytest

grid, distance = nest.spatial.grid, nest.spatial.distance


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.rng_seed = 5


def layer(shape, extent, wrap, model="iaf_psc_alpha"):
    return nest.Create(model, positions=grid(shape, extent=extent, edge_wrap=wrap))


def way(a, b, extent, wrap):
    """The ways along both axes from one place to another."""
    ways = np.array(b) - np.array(a)
    return ways - np.array(extent) * np.floor(ways / extent + 0.5) if wrap else ways


def test_tripartite_synapses_have_weights_by_their_own_distances():
    pre = layer([5, 4], [2.0, 1.0], False, "aeif_cond_alpha_astro")
    post = layer([3, 3], [2.0, 2.0], True, "aeif_cond_alpha_astro")
    between = layer([2, 3], [3.0, 2.0], False, "astrocyte_lr_1994")
    nest.TripartiteConnect(
        pre,
        post,
        between,
        {"rule": "pairwise_bernoulli", "p": nest.spatial_distributions.gaussian(distance, std=0.7)},
        {"rule": "third_factor_bernoulli_with_pool", "p": 0.8},
        {
            "primary": {"weight": 1.0 + distance, "delay": 1.0 + distance},
            "third_in": {"weight": 2.0 + distance.x},
            "third_out": {"synapse_model": "sic_connection", "weight": 3.0 + distance},
        },
    )
    places = {n: p for nodes in (pre, post, between) for n, p in zip(nodes.tolist(), nest.GetPosition(nodes))}
    parts = {
        "primary": (pre, post, lambda w: 1.0 + np.hypot(*w), True),
        "third_in": (pre, between, lambda w: 2.0 + abs(w[0]), False),
        "third_out": (between, post, lambda w: 3.0 + np.hypot(*w), True),
    }
    numbers = {}
    for name, (sources, targets, weight, wrap) in parts.items():
        made = nest.GetConnections(sources, targets)
        numbers[name] = len(made)
        ends = zip(made.sources(), made.targets())
        expected = [weight(way(places[s], places[t], [2.0, 2.0], wrap)) for s, t in ends]
        assert np.allclose(made.weight, expected, rtol=1e-6)
    assert numbers["primary"] > numbers["third_in"] == numbers["third_out"] > 5


@pytest.mark.parametrize("on_source", [False, True])
@pytest.mark.parametrize("wraps", [(False, True), (True, False), (True, True)])
def test_edges_are_those_of_the_targets(on_source, wraps):
    """Layers of other extents, edges and grids; every pair in the mask is connected, and no other one."""
    extents = [3.0, 2.0], [2.0, 2.4]
    sources, targets = layer([6, 4], extents[0], wraps[0]), layer([5, 6], extents[1], wraps[1])
    rule = {
        "rule": "pairwise_bernoulli",
        "p": 1.0,
        "mask": {"rectangular": {"lower_left": [-0.45, -0.3], "upper_right": [0.75, 0.55]}},
        "use_on_source": on_source,
    }
    nest.Connect(sources, targets, rule, {"weight": distance})
    made = nest.GetConnections(sources, targets)
    found = {(s, t): w for s, t, w in zip(made.sources(), made.targets(), made.weight)}
    expected = {}
    for s, at in zip(sources.tolist(), nest.GetPosition(sources)):
        for t, there in zip(targets.tolist(), nest.GetPosition(targets)):
            # The mask is seen from the source, or from the target.
            x, y = way(at, there, extents[1], wraps[1])
            mx, my = way(there, at, extents[1], wraps[1]) if on_source else (x, y)
            if -0.45 <= mx <= 0.75 and -0.3 <= my <= 0.55:
                expected[s, t] = np.hypot(x, y)
    assert len(expected) > 50
    assert found == {pair: pytest.approx(weight, rel=1e-6) for pair, weight in expected.items()}


@pytest.mark.parametrize("rule", ["fixed_indegree", "fixed_outdegree"])
def test_a_kernel_is_not_looked_at_for_a_node_and_itself(rule):
    """Its value there is not a number; NEST looks, and never returns."""
    nodes = layer([3, 3], [1.0, 1.0], False)
    degree = {"fixed_indegree": "indegree", "fixed_outdegree": "outdegree"}[rule]
    spec = {"rule": rule, degree: 3, "p": distance.x / distance + 0.1, "allow_autapses": False}
    nest.Connect(nodes, nodes, spec)
    made = nest.GetConnections()
    assert len(made) == 27
    assert all(s != t for s, t in zip(made.sources(), made.targets()))
    spec["allow_autapses"] = True
    with pytest.raises(nest.NESTErrors.BadProperty, match="is NaN from node 1 to node 1"):
        nest.Connect(nodes, nodes, spec)
    assert nest.num_connections == 27
