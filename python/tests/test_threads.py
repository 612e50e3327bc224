import nest
import pytest

from netcheck import in_degrees, pairs


@pytest.fixture(params=[2, 3])
def threads(request):
    nest.local_num_threads = request.param
    return request.param


def test_nodes_are_dealt_out_by_their_ids(threads):
    nodes = nest.Create("iaf_psc_alpha", 7)
    assert nodes.vp == tuple(i % threads for i in range(1, 8))


def test_every_node_is_local(threads):
    assert all(nest.Create("iaf_psc_alpha", 4).local)


@pytest.mark.parametrize(
    "conn_spec, n",
    [
        ("all_to_all", 36),
        ("one_to_one", 6),
        ({"rule": "fixed_indegree", "indegree": 3}, 18),
        ({"rule": "fixed_outdegree", "outdegree": 4}, 24),
        ({"rule": "fixed_total_number", "N": 17}, 17),
        ({"rule": "pairwise_bernoulli", "p": 1.0}, 36),
    ],
    ids=str,
)
def test_rules_make_their_numbers(threads, conn_spec, n):
    nodes = nest.Create("parrot_neuron", 6)
    nest.Connect(nodes, nodes, conn_spec)
    assert nest.num_connections == len(pairs()) == n


def test_each_target_has_its_indegree(threads):
    nodes = nest.Create("parrot_neuron", 6)
    nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": 3, "allow_multapses": False})
    assert in_degrees(nodes) == [3] * 6


def test_arrays_of_weights_reach_their_pairs(threads):
    pre, post = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 3)
    nest.Connect(pre, post, "all_to_all", {"weight": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]})
    made = nest.GetConnections()
    assert sorted(zip(made.target, made.source, made.weight)) == [
        (3, 1, 1.0),
        (3, 2, 2.0),
        (4, 1, 3.0),
        (4, 2, 4.0),
        (5, 1, 5.0),
        (5, 2, 6.0),
    ]


def test_values_are_set_for_each_node(threads):
    nodes = nest.Create("iaf_psc_alpha", 5, {"V_m": [-60.0, -61.0, -62.0, -63.0, -64.0]})
    assert nodes.V_m == (-60.0, -61.0, -62.0, -63.0, -64.0)
    nodes.V_m = nest.random.uniform(-70.0, -60.0)
    assert len(set(nodes.V_m)) == 5


def test_connections_read_earlier_can_be_set(threads):
    nodes = nest.Create("parrot_neuron", 4)
    nest.Connect(nodes, nodes)
    made = nest.GetConnections()
    made.weight = [float(i) for i in range(16)]
    assert made.weight == [float(i) for i in range(16)]
