import nest
import pytest

E = nest.NESTErrors


@pytest.fixture
def three_to_four():
    return nest.Create("iaf_psc_alpha", 3), nest.Create("iaf_psc_alpha", 4)


@pytest.mark.parametrize("conn_spec", ["no_such", {"rule": "no_such"}])
def test_an_unknown_rule_is_refused_by_name(three_to_four, conn_spec):
    with pytest.raises(E.BadProperty, match="no_such"):
        nest.Connect(*three_to_four, conn_spec)


@pytest.mark.parametrize("conn_spec", [{}, {"indegree": 2}])
def test_a_dictionary_needs_a_rule(three_to_four, conn_spec):
    with pytest.raises(KeyError, match="rule"):
        nest.Connect(*three_to_four, conn_spec)


@pytest.mark.parametrize("spec", [5, 1.5, ["all_to_all"]])
def test_a_spec_of_another_type_is_refused(three_to_four, spec):
    with pytest.raises(TypeError):
        nest.Connect(*three_to_four, spec)
    with pytest.raises(TypeError):
        nest.Connect(*three_to_four, "all_to_all", spec)


@pytest.mark.parametrize(
    "conn_spec",
    [{"rule": "all_to_all", "no_such": 1}, {"rule": "all_to_all", "indegree": 2}, {"rule": "one_to_one", "N": 5}],
)
def test_a_key_that_the_rule_does_not_use_is_refused(conn_spec):
    pre, post = nest.Create("iaf_psc_alpha", 2), nest.Create("iaf_psc_alpha", 2)
    with pytest.raises(E.UnaccessedDictionaryEntry, match=list(conn_spec)[-1]):
        nest.Connect(pre, post, conn_spec)


@pytest.mark.parametrize("rule", ["fixed_indegree", "fixed_outdegree", "fixed_total_number", "pairwise_bernoulli"])
def test_a_rule_without_its_number_is_refused(three_to_four, rule):
    with pytest.raises((LookupError, nest.NESTError)):
        nest.Connect(*three_to_four, {"rule": rule})
    assert nest.num_connections == 0


@pytest.mark.parametrize(
    "conn_spec",
    [
        {"rule": "fixed_indegree", "indegree": -1},
        {"rule": "fixed_outdegree", "outdegree": -1},
        {"rule": "fixed_total_number", "N": -1},
        {"rule": "pairwise_bernoulli", "p": 1.5},
        {"rule": "pairwise_bernoulli", "p": -0.1},
        {"rule": "pairwise_poisson", "pairwise_avg_num_conns": -1.0},
        {"rule": "pairwise_poisson", "pairwise_avg_num_conns": 1.0, "allow_multapses": False},
    ],
    ids=str,
)
def test_a_number_out_of_range_is_refused(three_to_four, conn_spec):
    with pytest.raises(E.BadProperty):
        nest.Connect(*three_to_four, conn_spec)
    assert nest.num_connections == 0


@pytest.mark.parametrize(
    "conn_spec",
    [
        {"rule": "symmetric_pairwise_bernoulli", "p": 0.5},
        {"rule": "symmetric_pairwise_bernoulli", "p": 0.5, "make_symmetric": True},
        {"rule": "symmetric_pairwise_bernoulli", "p": 0.5, "allow_autapses": False},
        {"rule": "symmetric_pairwise_bernoulli", "p": 1.0, "allow_autapses": False, "make_symmetric": True},
    ],
    ids=str,
)
def test_symmetric_pairwise_bernoulli_needs_its_switches(conn_spec):
    nodes = nest.Create("iaf_psc_alpha", 3)
    with pytest.raises(E.BadProperty):
        nest.Connect(nodes, nodes, conn_spec)


@pytest.mark.parametrize(
    "conn_spec",
    [
        {"rule": "fixed_indegree", "indegree": 2.0},
        {"rule": "fixed_outdegree", "outdegree": 2.0},
        {"rule": "fixed_total_number", "N": 2.0},
    ],
    ids=str,
)
def test_a_number_of_connections_must_be_an_integer(three_to_four, conn_spec):
    with pytest.raises(E.TypeMismatch):
        nest.Connect(*three_to_four, conn_spec)


def test_fixed_total_number_cannot_leave_out_multapses(three_to_four):
    with pytest.raises(E.NotImplemented):
        nest.Connect(*three_to_four, {"rule": "fixed_total_number", "N": 3, "allow_multapses": False})


@pytest.mark.parametrize("syn_spec", ["no_such", {"synapse_model": "no_such"}])
def test_an_unknown_synapse_is_refused_by_name(three_to_four, syn_spec):
    with pytest.raises(E.UnknownSynapseType, match="no_such"):
        nest.Connect(*three_to_four, syn_spec=syn_spec)


@pytest.mark.parametrize("model", ["static_synapse", "stdp_synapse"])
def test_a_parameter_that_the_synapse_does_not_have_is_refused(three_to_four, model):
    with pytest.raises(E.UnaccessedDictionaryEntry, match="no_such"):
        nest.Connect(*three_to_four, syn_spec={"synapse_model": model, "no_such": 1.0})


@pytest.mark.parametrize("delay", [0.0, -1.0, 0.04])
def test_a_delay_below_one_step_is_refused(three_to_four, delay):
    with pytest.raises(E.BadDelay):
        nest.Connect(*three_to_four, syn_spec={"delay": delay})


def test_a_drawn_delay_below_one_step_is_refused(three_to_four):
    with pytest.raises(E.BadDelay):
        nest.Connect(*three_to_four, syn_spec={"delay": nest.random.uniform(-2.0, -1.0)})


def test_a_weight_that_is_no_number_is_refused(three_to_four):
    with pytest.raises(nest.NESTError):
        nest.Connect(*three_to_four, syn_spec={"weight": "strong"})


def test_a_receptor_that_the_target_lacks_is_refused(three_to_four):
    with pytest.raises(E.UnknownReceptorType, match="iaf_psc_alpha"):
        nest.Connect(*three_to_four, syn_spec={"receptor_type": 3})


def test_a_common_parameter_cannot_be_set_for_one_connection(three_to_four):
    with pytest.raises(E.NotImplemented, match="lambda"):
        nest.Connect(*three_to_four, syn_spec={"synapse_model": "stdp_synapse_hom", "lambda": 0.1})


def test_an_empty_population_is_refused(three_to_four):
    with pytest.raises(E.IllegalConnection):
        nest.Connect(nest.NodeCollection(), three_to_four[1])
    with pytest.raises(E.IllegalConnection):
        nest.Connect(three_to_four[0], nest.NodeCollection())


@pytest.mark.parametrize("pre", [1, "a", None])
def test_a_population_of_another_type_is_refused(three_to_four, pre):
    with pytest.raises(TypeError):
        nest.Connect(pre, three_to_four[1])


def test_a_gap_junction_must_be_symmetric():
    nodes = nest.Create("hh_psc_alpha_gap", 2)
    with pytest.raises(E.BadProperty):
        nest.Connect(nodes[0], nodes[1], "one_to_one", "gap_junction")
    nest.Connect(nodes[0], nodes[1], {"rule": "one_to_one", "make_symmetric": True}, "gap_junction")
    assert nest.num_connections == 2


def test_a_delay_outside_the_extrema_is_refused_after_simulating(three_to_four):
    pre, post = three_to_four
    nest.Connect(pre, post, syn_spec={"delay": 1.0})
    nest.Simulate(1.0)
    nest.Connect(pre, post, syn_spec={"delay": 1.0})
    for delay in (0.5, 2.0):
        with pytest.raises(E.BadDelay):
            nest.Connect(pre, post, syn_spec={"delay": delay})


def test_gap_junctions_join_all_of_one_population():
    nodes = nest.Create("hh_psc_alpha_gap", 3)
    spec = {"rule": "all_to_all", "allow_autapses": False}
    nest.Connect(nodes, nodes, spec, "gap_junction")
    assert nest.num_connections == 6
    with pytest.raises(E.BadProperty):
        nest.Connect(nodes[:2], nodes[1:], spec, "gap_junction")


def test_a_gap_junction_needs_neurons_with_gaps():
    a, b = nest.Create("hh_psc_alpha_gap"), nest.Create("iaf_psc_alpha")
    with pytest.raises(E.IllegalConnection):
        nest.Connect(a, b, {"rule": "one_to_one", "make_symmetric": True}, "gap_junction")
