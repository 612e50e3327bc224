"""A call that is refused in the middle leaves everything as it was, also where it has several entries.

NEST leaves what came before the entry that it refuses, so these tests are for Myelin alone.
"""

import nest
import numpy as np
import pytest

from extreme import status

E = nest.NESTErrors


def refused(call, *errors):
    """Calls; it must be refused, and the kernel's status must be as before."""
    before = status()
    with pytest.raises(errors or E.NESTError) as told:
        call()
    assert status() == before
    return str(told.value)


def test_a_list_of_dicts_with_the_same_names():
    nodes = nest.Create("iaf_psc_alpha", 3)
    refused(lambda: nodes.set([{"V_m": -50.0, "tau_m": 5.0}, {"V_m": -51.0, "tau_m": 5.0}, {"V_m": -52.0, "tau_m": -1.0}]))
    assert nodes.V_m == (-70.0,) * 3 and nodes.tau_m == (10.0,) * 3


@pytest.mark.parametrize("last", [{"tau_m": -1.0}, {"nothing": 1.0}, {"V_m": "x"}, {"V_m": []}])
def test_a_list_of_dicts_with_other_names(last):
    nodes = nest.Create("iaf_psc_alpha", 3)
    refused(lambda: nodes.set([{"V_m": -50.0}, {"C_m": 100.0}, last]), E.NESTError, IndexError)
    refused(lambda: nest.SetStatus(nodes, [{"V_m": -50.0}, {"C_m": 100.0}, last]), E.NESTError, IndexError)
    assert nodes.V_m == (-70.0,) * 3 and nodes.C_m == (250.0,) * 3


def test_devices_in_a_list_of_dicts():
    trains = nest.Create("spike_generator", 3, {"spike_times": [1.0]})
    refused(lambda: trains.set([{"spike_times": [2.0]}, {"spike_times": [3.0, 4.0]}, {"spike_times": [4.0, 3.0]}]))
    refused(lambda: trains.set({"spike_times": [[2.0], [3.0, 4.0], [4.0, 3.0]]}))
    assert [list(t) for t in trains.spike_times] == [[1.0]] * 3
    trains.set([{"spike_times": [2.0]}, {"spike_times": [3.0, 4.0]}, {"start": 5.0}])
    assert [list(t) for t in trains.spike_times] == [[2.0], [3.0, 4.0], [1.0]]
    assert trains.start == (0.0, 0.0, 5.0)


def test_nodes_of_several_models():
    nodes = nest.Create("iaf_psc_alpha", 2) + nest.Create("parrot_neuron", 2)
    refused(lambda: nodes.set({"V_m": -50.0}))
    both = nodes[:2] + nest.Create("iaf_psc_delta", 2)
    # V_min of iaf_psc_delta, and a threshold below the reset of one of them
    nest.SetStatus(both[2:], {"V_reset": -60.0})
    refused(lambda: both.set({"V_th": -65.0}))
    assert both.V_th == (-55.0,) * 4


@pytest.mark.parametrize("last", [{"tau_m": -1.0}, {"nothing": 1.0}, {"V_m": "x"}])
def test_create_makes_all_or_none(last):
    refused(lambda: nest.Create("iaf_psc_alpha", 3, [{"V_m": -50.0}, {"C_m": 100.0}, last]))
    refused(lambda: nest.Create("iaf_psc_alpha", 2, [{"V_m": -50.0}, {"V_m": -50.0, **last}]))
    assert nest.network_size == 0
    assert nest.Create("iaf_psc_alpha").global_id == 1


def test_create_makes_all_devices_or_none():
    refused(lambda: nest.Create("spike_generator", 2, [{"spike_times": [1.0]}, {"spike_times": [2.0, 1.0]}]))
    refused(lambda: nest.Create("spike_generator", 2, {"spike_times": [[1.0], [2.0, 1.0]]}))
    refused(lambda: nest.Create("spike_recorder", 2, {"label": ["a", 7]}))
    assert nest.network_size == 0
    trains = nest.Create("spike_generator", 2, {"spike_times": [[1.0], [2.0, 3.0]], "start": [0.0, 1.0]})
    assert [list(t) for t in trains.spike_times] == [[1.0], [2.0, 3.0]]
    assert trains.start == (0.0, 1.0)


def test_the_message_names_the_node():
    nest.Create("iaf_psc_alpha", 5)
    text = refused(lambda: nest.Create("iaf_psc_alpha", 3, [{"V_m": -50.0}, {"tau_m": -1.0}, {}]))
    assert "node 7" in text and "tau_m" in text
    text = refused(lambda: nest.GetNodes().set([{}, {}, {"tau_m": -1.0}, {}, {"V_m": 1.0}]))
    assert "node ID 3" in text and "tau_m" in text


def test_each_of_a_list_of_dicts_is_set():
    nodes = nest.Create("iaf_psc_alpha", 3, [{"V_m": -50.0}, {"C_m": 100.0}, {}])
    assert nodes.V_m == (-50.0, -70.0, -70.0) and nodes.C_m == (250.0, 100.0, 250.0)
    nodes.set([{"V_m": -60.0}, {"V_m": -61.0, "tau_m": 5.0}, {}])
    assert nodes.V_m == (-60.0, -61.0, -70.0) and nodes.tau_m == (10.0, 5.0, 10.0)
    nodes.set({"V_m": [nest.random.uniform(1.0, 2.0), -5.0, -6.0], "C_m": 7.0})
    assert 1 <= nodes.V_m[0] <= 2 and nodes.V_m[1:] == (-5.0, -6.0) and nodes.C_m == (7.0,) * 3


def test_what_is_refused_draws_no_numbers():
    def drawn(refuse):
        nest.ResetKernel()
        nodes = nest.Create("iaf_psc_alpha", 3)
        if refuse:
            refused(lambda: nodes.set([{"V_m": nest.random.normal()}, {}, {"tau_m": -1.0}]))
            refused(lambda: nest.Create("iaf_psc_alpha", 2, [{"V_m": nest.random.normal()}, {"tau_m": -1.0}]))
        nodes.V_m = nest.random.normal()
        return nodes.V_m

    assert drawn(True) == drawn(False)


def plastic():
    nodes = nest.Create("iaf_psc_alpha", 3)
    nest.Connect(nodes, nodes, "one_to_one", {"synapse_model": "stdp_synapse", "weight": 5.0})
    return nodes, nest.GetConnections()


def test_several_parameters_of_connections():
    _, synapses = plastic()
    for later in ({"lambda": -1.0, "mu_plus": "x"}, {"Wmax": -100.0}, {"delay": 0.01}, {"delay": float("nan")}):
        for value in (7.0, [1.0, 2.0, 3.0]):
            refused(lambda: synapses.set({"weight": value, **later}))
            refused(lambda: nest.SetStatus(synapses, {"weight": value, **later}))
    refused(lambda: synapses.set([{"weight": 1.0, "delay": 2.0}] * 2 + [{"weight": 1.0, "delay": -2.0}]))
    assert synapses.weight == [5.0] * 3 and synapses.delay == [1.0] * 3


@pytest.mark.parametrize("last", [{"Wmax": -100.0}, {"delay": -1.0}, {"nothing": 1.0}, {"weight": float("nan")}, {"weight": "x"}])
def test_a_list_of_dicts_for_connections(last):
    _, synapses = plastic()
    refused(lambda: synapses.set([{"weight": 1.0}, {"weight": 2.0, "delay": 2.0}, last]))
    refused(lambda: nest.SetStatus(synapses, [{"weight": 1.0}, {"delay": 2.0}, last]))
    assert synapses.weight == [5.0] * 3 and synapses.delay == [1.0] * 3
    synapses.set([{"weight": 1.0}, {"weight": 2.0, "delay": 2.0}, {}])
    assert synapses.weight == [1.0, 2.0, 5.0] and synapses.delay == [1.0, 2.0, 1.0]


def test_weight_and_limit_are_compared_as_they_will_be():
    nodes = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(nodes, nodes, "one_to_one", {"synapse_model": "stdp_synapse", "weight": 0.0})
    synapses = nest.GetConnections()
    refused(lambda: synapses.set({"weight": 5.0, "Wmax": -100.0}))
    refused(lambda: synapses.set({"Wmax": -100.0, "weight": 5.0}))
    assert synapses.weight == [0.0] * 2 and synapses.Wmax == [100.0] * 2


def test_connections_of_devices_among_others():
    neurons = nest.Create("iaf_psc_alpha", 2)
    noise = nest.Create("poisson_generator")
    nest.Connect(neurons, neurons, syn_spec={"weight": 3.0})
    nest.Connect(noise, neurons, syn_spec={"weight": 4.0})
    synapses = nest.GetConnections()
    refused(lambda: synapses.set({"weight": 1.0, "delay": 1e9}))
    refused(lambda: synapses.set([{"weight": 1.0}] * 5 + [{"weight": 1.0, "delay": 0.0}]))
    refused(lambda: synapses.set(weight=[1.0, 1.0, 1.0, 1.0, 1.0, float("inf")]))
    assert synapses.weight == [3.0] * 4 + [4.0] * 2


def test_static_synapses_that_move_to_other_tables():
    neurons = nest.Create("iaf_psc_alpha", 3)
    nest.Connect(neurons, neurons, syn_spec={"weight": 3.0, "delay": 2.0})
    synapses = nest.GetConnections()
    synapses.set({"weight": -7.5, "delay": 3.0})
    assert synapses.weight == [-7.5] * 9 and synapses.delay == [3.0] * 9
    synapses.set([{"weight": 2.0}, {"delay": 1.5}] + [{}] * 7)
    assert synapses.weight == [2.0] + [-7.5] * 8 and synapses.delay == [3.0, 1.5] + [3.0] * 7


@pytest.mark.parametrize("rule", ["all_to_all", "one_to_one", {"rule": "fixed_indegree", "indegree": 2}])
def test_collocated_synapses(rule):
    neurons = nest.Create("iaf_psc_alpha", 3)
    specs = nest.CollocatedSynapses({"weight": 1.0}, {"weight": 1.0, "receptor_type": 7})
    refused(lambda: nest.Connect(neurons, neurons, rule, specs))
    specs = nest.CollocatedSynapses({"weight": 1.0}, {"synapse_model": "stdp_synapse", "weight": -1.0})
    refused(lambda: nest.Connect(neurons, neurons, rule, specs))
    if rule == "one_to_one":
        refused(lambda: nest.Connect([1, 2, 2], [1, 1, 2], rule, specs))
    assert nest.num_connections == 0
    nest.Connect(neurons, neurons, rule, nest.CollocatedSynapses({"weight": 1.0}, {"weight": 2.0}))
    made = 18 if rule == "all_to_all" else 6 if rule == "one_to_one" else 12
    assert sorted(nest.GetConnections().weight) == [1.0] * (made // 2) + [2.0] * (made // 2)


def test_arrays_of_weights_and_delays():
    neurons = nest.Create("iaf_psc_alpha", 3)
    for name in ("weight", "delay"):
        bad = np.array([1.0, 2.0, np.nan])
        refused(lambda: nest.Connect(neurons, neurons, "one_to_one", {name: bad}))
        refused(lambda: nest.Connect([1, 1, 2], [1, 1, 3], "one_to_one", {name: bad}))
    assert nest.num_connections == 0


@pytest.mark.parametrize(
    "last",
    [{"rng_seed": 0}, {"local_num_threads": 0}, {"wfr_tol": -1.0}, {"min_delay": 0.5}, {"nothing": 1}, {"verbosity": "x"}]
    + [{"min_delay": 2.0, "max_delay": 1.0}, {"network_size": 3}, {"wfr_interpolation_order": 2}, {"print_time": 1}],
)
def test_kernel_attributes(last):
    first = {"resolution": 0.2, "rng_seed": 17, "local_num_threads": 2, "data_prefix": "p", "use_wfr": False}
    for call in (lambda: nest.SetKernelStatus({**first, **last}), lambda: nest.set(**{**first, **last})):
        refused(call, E.NESTError, ValueError)
    assert nest.resolution == 0.1 and nest.rng_seed == 143202461 and nest.data_prefix == ""
    nest.set(**first)
    assert nest.resolution == 0.2 and nest.rng_seed == 17


def test_seed_of_a_network_that_is_there():
    """The seed is drawn from at once, so a refusal beside it must not reach the network."""

    def drawn(refuse):
        nest.ResetKernel()
        nodes = nest.Create("iaf_psc_alpha", 3)
        if refuse:
            refused(lambda: nest.set(rng_seed=17, wfr_tol=-1.0))
        nodes.V_m = nest.random.normal()
        return nodes.V_m

    assert drawn(True) == drawn(False)


def test_defaults_and_copies():
    refused(lambda: nest.SetDefaults("iaf_psc_alpha", {"V_m": -50.0, "tau_m": -1.0}))
    refused(lambda: nest.CopyModel("iaf_psc_alpha", "mine", {"V_m": -50.0, "tau_m": -1.0}))
    refused(lambda: nest.SetDefaults("stdp_synapse", {"weight": 2.0, "lambda": "x"}))
    assert nest.GetDefaults("iaf_psc_alpha", "V_m") == -70.0
    assert nest.GetDefaults("stdp_synapse", "weight") == 1.0
    assert "mine" not in nest.node_models
    assert nest.Create("iaf_psc_alpha").V_m == -70.0


def test_nest2_lists_out_of_order():
    """Nodes as numbers, some twice: the last of each counts."""
    from myelin.nest.state import state

    api, state.api = state.api, 2
    try:
        nodes = nest.Create("iaf_psc_alpha", 3)
        refused(lambda: nest.SetStatus([3, 1, 1], [{"V_m": -50.0}, {"V_m": -51.0}, {"tau_m": -1.0}]))
        assert nodes.V_m == (-70.0,) * 3
        nest.SetStatus([3, 1, 1], [{"V_m": -50.0}, {"V_m": -51.0}, {"V_m": -52.0}])
        assert nodes.V_m == (-52.0, -70.0, -50.0)
    finally:
        state.api = api
