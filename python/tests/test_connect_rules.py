import nest
import pytest

from netcheck import in_degrees, out_degrees, pairs


@pytest.fixture
def three_to_four():
    return nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 4)


def test_connect_without_a_rule_is_all_to_all(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre, post)
    assert sorted(pairs()) == [(s, t) for s in (1, 2, 3) for t in (4, 5, 6, 7)]


@pytest.mark.parametrize("conn_spec", ["all_to_all", {"rule": "all_to_all"}])
def test_a_rule_is_a_name_or_a_dictionary(three_to_four, conn_spec):
    pre, post = three_to_four
    nest.Connect(pre, post, conn_spec)
    assert len(nest.GetConnections()) == 12


def test_one_to_one_follows_the_order():
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 3)
    nest.Connect(pre, post, "one_to_one")
    assert sorted(pairs()) == [(1, 4), (2, 5), (3, 6)]


def test_one_to_one_pairs_slices_by_position():
    nodes = nest.Create("parrot_neuron", 6)
    nest.Connect(nodes[::2], nodes[1::2], "one_to_one")
    assert sorted(pairs()) == [(1, 2), (3, 4), (5, 6)]


def test_one_to_one_wants_equal_numbers(three_to_four):
    with pytest.raises(nest.NESTErrors.DimensionMismatch):
        nest.Connect(*three_to_four, "one_to_one")


@pytest.mark.parametrize("rule", ["all_to_all", "one_to_one"])
def test_autapses_are_made_unless_refused(rule):
    nodes = nest.Create("parrot_neuron", 4)
    nest.Connect(nodes, nodes, {"rule": rule, "allow_autapses": False})
    assert all(s != t for s, t in pairs())
    before = len(nest.GetConnections())
    nest.Connect(nodes, nodes, {"rule": rule, "allow_autapses": True})
    assert sum(s == t for s, t in pairs()) == 4
    assert len(nest.GetConnections()) == 2 * before + 4


def test_the_same_connection_can_be_made_twice(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre[:1], post[:1])
    nest.Connect(pre[:1], post[:1])
    assert pairs() == [(1, 4), (1, 4)]


def test_one_to_one_symmetric_makes_both_directions():
    pre, post = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron", 3)
    nest.Connect(pre, post, {"rule": "one_to_one", "make_symmetric": True})
    assert sorted(pairs()) == [(1, 4), (2, 5), (3, 6), (4, 1), (5, 2), (6, 3)]


@pytest.mark.parametrize("rule", ["fixed_indegree", "fixed_outdegree"])
def test_symmetric_is_refused_where_a_rule_cannot(three_to_four, rule):
    with pytest.raises(nest.NESTErrors.NotImplemented):
        nest.Connect(*three_to_four, {"rule": rule, rule[6:]: 1, "make_symmetric": True})


@pytest.mark.parametrize("degree", [0, 1, 2, 10])
def test_fixed_indegree_gives_each_target_its_number(three_to_four, degree):
    pre, post = three_to_four
    nest.Connect(pre, post, {"rule": "fixed_indegree", "indegree": degree})
    assert in_degrees(post) == [degree] * 4


@pytest.mark.parametrize("degree", [0, 1, 2, 10])
def test_fixed_outdegree_gives_each_source_its_number(three_to_four, degree):
    pre, post = three_to_four
    nest.Connect(pre, post, {"rule": "fixed_outdegree", "outdegree": degree})
    assert out_degrees(pre) == [degree] * 3


@pytest.mark.parametrize("n", [0, 1, 7, 100])
def test_fixed_total_number_makes_its_number(three_to_four, n):
    nest.Connect(*three_to_four, {"rule": "fixed_total_number", "N": n})
    assert len(nest.GetConnections()) == n
    assert all(s <= 3 < t for s, t in pairs())


@pytest.mark.parametrize("rule, degree", [("fixed_indegree", 5), ("fixed_outdegree", 5)])
def test_fixed_degrees_without_multapses_draw_distinct_partners(rule, degree):
    pre, post = nest.Create("parrot_neuron", 8), nest.Create("parrot_neuron", 7)
    nest.Connect(pre, post, {"rule": rule, rule[6:]: degree, "allow_multapses": False})
    found = pairs()
    assert len(set(found)) == len(found) == degree * (7 if rule == "fixed_indegree" else 8)


@pytest.mark.parametrize("rule, degree", [("fixed_indegree", 3), ("fixed_outdegree", 4)])
def test_a_degree_of_the_whole_population_is_all_to_all(three_to_four, rule, degree):
    nest.Connect(*three_to_four, {"rule": rule, rule[6:]: degree, "allow_multapses": False})
    assert sorted(pairs()) == [(s, t) for s in (1, 2, 3) for t in (4, 5, 6, 7)]


@pytest.mark.parametrize("rule, degree", [("fixed_indegree", 4), ("fixed_outdegree", 5)])
def test_a_degree_beyond_the_population_needs_multapses(three_to_four, rule, degree):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Connect(*three_to_four, {"rule": rule, rule[6:]: degree, "allow_multapses": False})


@pytest.mark.parametrize("rule", ["fixed_indegree", "fixed_outdegree"])
def test_fixed_degrees_without_autapses_leave_the_diagonal_empty(rule):
    nodes = nest.Create("parrot_neuron", 6)
    nest.Connect(nodes, nodes, {"rule": rule, rule[6:]: 20, "allow_autapses": False})
    assert len(nest.GetConnections()) == 120
    assert all(s != t for s, t in pairs())


def test_without_autapses_and_multapses_all_others_are_sources():
    nodes = nest.Create("parrot_neuron", 5)
    nest.Connect(
        nodes,
        nodes,
        {"rule": "fixed_indegree", "indegree": 4, "allow_autapses": False, "allow_multapses": False},
    )
    assert sorted(pairs()) == [(s, t) for s in range(1, 6) for t in range(1, 6) if s != t]


def test_fixed_total_number_without_autapses_leaves_the_diagonal_empty():
    nodes = nest.Create("parrot_neuron", 4)
    nest.Connect(nodes, nodes, {"rule": "fixed_total_number", "N": 60, "allow_autapses": False})
    assert len(nest.GetConnections()) == 60
    assert all(s != t for s, t in pairs())


@pytest.mark.parametrize("p, n", [(0.0, 0), (1.0, 12)])
def test_certain_probabilities_make_none_or_all(three_to_four, p, n):
    nest.Connect(*three_to_four, {"rule": "pairwise_bernoulli", "p": p})
    assert len(nest.GetConnections()) == n


def test_pairwise_bernoulli_makes_a_pair_at_most_once():
    nodes = nest.Create("parrot_neuron", 20)
    nest.Connect(nodes, nodes, {"rule": "pairwise_bernoulli", "p": 0.7, "allow_autapses": False})
    found = pairs()
    assert len(found) == len(set(found))
    assert all(s != t for s, t in found)


def test_symmetric_pairwise_bernoulli_makes_both_directions():
    nodes = nest.Create("parrot_neuron", 20)
    nest.Connect(
        nodes,
        nodes,
        {"rule": "symmetric_pairwise_bernoulli", "p": 0.4, "allow_autapses": False, "make_symmetric": True},
    )
    found = pairs()
    assert found
    assert sorted(found) == sorted((t, s) for s, t in found)
    assert all(s != t for s, t in found)


def test_pairwise_poisson_of_nothing_makes_nothing(three_to_four):
    nest.Connect(*three_to_four, {"rule": "pairwise_poisson", "pairwise_avg_num_conns": 0.0})
    assert len(nest.GetConnections()) == 0


def test_pairwise_poisson_makes_multapses():
    pre, post = nest.Create("parrot_neuron", 2), nest.Create("parrot_neuron", 2)
    nest.Connect(pre, post, {"rule": "pairwise_poisson", "pairwise_avg_num_conns": 50.0})
    found = pairs()
    assert len(found) > len(set(found)) == 4


def test_collections_with_gaps_connect():
    nodes = nest.Create("parrot_neuron", 6)
    nest.Connect(nodes[[0, 5]], nodes[[2, 3]])
    assert sorted(pairs()) == [(1, 3), (1, 4), (6, 3), (6, 4)]


def test_composites_of_several_models_connect():
    a, b = nest.Create("iaf_psc_alpha", 2), nest.Create("iaf_psc_exp", 2)
    nest.Connect(a + b, a + b, "one_to_one")
    assert sorted(pairs()) == [(i, i) for i in (1, 2, 3, 4)]


def test_connect_returns_nothing_unless_asked(three_to_four):
    pre, post = three_to_four
    assert nest.Connect(pre, post) is None
    made = nest.Connect(post, pre, return_synapsecollection=True)
    assert isinstance(made, nest.SynapseCollection)
    assert len(made) == 12
    assert set(made.source) == {4, 5, 6, 7}


def test_connect_returns_all_between_the_nodes(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre, post, syn_spec={"weight": 2.0})
    made = nest.Connect(pre[:2], post[:1], syn_spec={"weight": 3.0}, return_synapsecollection=True)
    assert sorted(made.weight) == [2.0, 2.0, 3.0, 3.0]
    again = nest.Connect(pre[:2], post[:1], syn_spec={"weight": 4.0}, return_synapsecollection=True)
    assert sorted(again.weight) == [2.0, 2.0, 3.0, 3.0, 4.0, 4.0]
