"""TripartiteConnect: numbers of connections, pools and refusals are those of NEST 3.10."""

from collections import Counter, defaultdict

import nest
import pytest

RULE = "third_factor_bernoulli_with_pool"
SYNAPSES = {"primary": "tsodyks_synapse", "third_in": "tsodyks_synapse", "third_out": "sic_connection"}


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.set_verbosity("M_ERROR")


def nodes(n=10, k=5):
    return (
        nest.Create("aeif_cond_alpha_astro", n),
        nest.Create("aeif_cond_alpha_astro", n),
        nest.Create("astrocyte_lr_1994", k),
    )


def connect(primary, third=None, synapses=SYNAPSES, n=10, k=5):
    pre, post, astrocytes = nodes(n, k)
    nest.TripartiteConnect(pre, post, astrocytes, primary, {"rule": RULE, **(third or {})}, synapses)
    return pre, post, astrocytes


def pairs(model, source, target):
    found = nest.GetConnections(source, target, synapse_model=model)
    return list(zip(found.source, found.target))


@pytest.mark.parametrize(
    ("primary", "made"),
    [
        ({"rule": "pairwise_bernoulli", "p": 1.0}, 100),
        ({"rule": "all_to_all"}, 100),
        ({"rule": "one_to_one"}, 10),
        ({"rule": "fixed_indegree", "indegree": 3}, 30),
        ({"rule": "fixed_outdegree", "outdegree": 3}, 30),
        ({"rule": "fixed_total_number", "N": 30}, 30),
    ],
)
def test_every_synapse_has_a_third_factor(primary, made):
    pre, post, astrocytes = connect(primary)
    assert nest.num_connections == 3 * made
    first = pairs("tsodyks_synapse", pre, post)
    into = pairs("tsodyks_synapse", pre, astrocytes)
    out = pairs("sic_connection", astrocytes, post)
    assert len(first) == len(into) == len(out) == made
    assert Counter(s for s, _ in into) == Counter(s for s, _ in first)
    assert Counter(t for _, t in out) == Counter(t for _, t in first)
    assert Counter(a for _, a in into) == Counter(a for a, _ in out)


def test_pools_of_neighbours():
    def blocks(n, k, size):
        nest.ResetKernel()
        third = {"pool_type": "block", "pool_size": size}
        _, post, astrocytes = connect({"rule": "all_to_all"}, third, n=n, k=k)
        found = pairs("sic_connection", astrocytes, post)
        return sorted({(t - post[0].global_id, a - astrocytes[0].global_id) for a, t in found})

    assert blocks(6, 3, 1) == [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2)]
    assert blocks(6, 6, 1) == [(i, i) for i in range(6)]
    assert blocks(20, 60, 3) == [(t, 3 * t + k) for t in range(20) for k in range(3)]


def test_pools_that_are_drawn_are_of_the_target():
    _, post, astrocytes = connect({"rule": "all_to_all"}, {"pool_size": 3}, n=200, k=10)
    pools = defaultdict(Counter)
    for a, t in pairs("sic_connection", astrocytes, post):
        pools[t][a] += 1
    assert all(len(pool) == 3 for pool in pools.values())
    # each node of a pool of 3 is the third factor of 66.7 +- 6.7 of the target's 200 pairs
    numbers = [n for pool in pools.values() for n in pool.values()]
    assert all(25 < n < 110 for n in numbers)
    # each astrocyte is in 60 +- 6.5 of the 200 pools
    members = Counter(a for pool in pools.values() for a in pool)
    assert len(members) == 10
    assert all(25 < n < 95 for n in members.values())


def test_the_probability_of_a_third_factor():
    connect({"rule": "all_to_all"}, {"p": 0.3}, n=200, k=10)
    made = len(nest.GetConnections(synapse_model="sic_connection"))
    assert abs(made - 12000) < 5 * (40000 * 0.3 * 0.7) ** 0.5


def test_synapses_that_are_not_given_are_static():
    connect({"rule": "all_to_all"}, {}, {"third_out": "sic_connection"})
    assert len(nest.GetConnections(synapse_model="static_synapse")) == 200
    nest.ResetKernel()
    both = nest.CollocatedSynapses({"weight": 2.0}, {"weight": 3.0})
    connect({"rule": "all_to_all"}, {}, {"primary": both, "third_out": "sic_connection"})
    assert len(nest.GetConnections(synapse_model="static_synapse")) == 300
    nest.ResetKernel()
    drawn = {"weight": nest.random.uniform(1.0, 2.0)}
    connect({"rule": "all_to_all"}, {}, {"primary": drawn, "third_out": "sic_connection"})
    weights = nest.GetConnections(synapse_model="static_synapse").weight
    assert sum(1 < w < 2 for w in weights) == 100


FITS = "The sizes of target and third-factor populations and the chosen pool size do not fit"


@pytest.mark.parametrize(
    ("third", "error", "words"),
    [
        ({"p": 1.5}, "BadProperty", "Conditional probability of third-factor connection"),
        ({"p": -0.1}, "BadProperty", "Conditional probability of third-factor connection"),
        ({"pool_type": "x"}, "BadProperty", "pool_type must be 'random' or 'block'"),
        ({"pool_size": 0}, "BadProperty", "Pool size 1 ≤ pool_size ≤ size of third-factor"),
        ({"pool_size": 6}, "BadProperty", "Pool size 1 ≤ pool_size ≤ size of third-factor"),
        ({"pool_size": 2, "pool_type": "block"}, "BadProperty", FITS),
        ({"pool_type": "block"}, "BadProperty", FITS),
        ({"pool_size": 2.5}, "TypeMismatch", "pool_size"),
        ({"rule": "all_to_all"}, "IllegalConnection", "Unknown third-factor connection rule 'all_to_all'"),
    ],
)
def test_pools_that_cannot_be(third, error, words):
    with pytest.raises(getattr(nest.NESTErrors, error)) as caught:
        connect({"rule": "all_to_all"}, third)
    assert words in str(caught.value)
    assert nest.num_connections == 0


def test_refusals():
    pre, post, astrocytes = nodes()
    every, third = {"rule": "all_to_all"}, {"rule": RULE}
    with pytest.raises(nest.NESTErrors.BadProperty, match="cannot be used with 'make_symmetric == True'"):
        both = {"rule": "one_to_one", "make_symmetric": True}
        nest.TripartiteConnect(pre, post, astrocytes, both, third, SYNAPSES)
    for spec, other in (({"p": 0.2}, third), (every, {"p": 0.2}), (every, {})):
        with pytest.raises(nest.NESTErrors.BadProperty, match="must contain a connection rule"):
            nest.TripartiteConnect(pre, post, astrocytes, spec, other, SYNAPSES)
    for part in ("primary", "third_in", "third_out"):
        with pytest.raises(ValueError, match="Tripartite connections do not accept parameter lists"):
            listed = {**SYNAPSES, part: {"weight": [1.0] * 10}}
            nest.TripartiteConnect(pre, post, astrocytes, every, third, listed)
    with pytest.raises(TypeError, match="Presynaptic nodes must be a NodeCollection"):
        nest.TripartiteConnect([1, 2], post, astrocytes, every, third, SYNAPSES)
    with pytest.raises(nest.NESTErrors.IllegalConnection, match="cannot be an empty NodeCollection"):
        nest.TripartiteConnect(nest.NodeCollection([]), post, astrocytes, every, third, SYNAPSES)
    with pytest.raises(nest.NESTErrors.NESTError):
        nest.TripartiteConnect(pre, post, astrocytes, every, third)  # astrocytes send no spikes
    with pytest.raises(nest.NESTErrors.BadProperty, match=RULE):
        nest.Connect(pre, post, third)
    assert nest.num_connections == 0


def test_a_network_of_neurons_and_astrocytes_runs():
    pre, post, astrocytes = connect(
        {"rule": "pairwise_bernoulli", "p": 0.5},
        {"p": 0.5, "pool_size": 2},
        {
            "primary": {"synapse_model": "tsodyks_synapse", "weight": 1.0},
            "third_in": {"synapse_model": "tsodyks_synapse", "weight": 1.0},
            "third_out": {"synapse_model": "sic_connection", "weight": 1.0},
        },
    )
    noise = nest.Create("poisson_generator", params={"rate": 9000.0})
    nest.Connect(noise, pre, syn_spec={"weight": 10.0})
    meter = nest.Create("multimeter", params={"record_from": ["IP3"]})
    nest.Connect(meter, astrocytes)
    nest.Simulate(200.0)
    assert meter.get("events", "IP3").max() > meter.get("events", "IP3").min()
