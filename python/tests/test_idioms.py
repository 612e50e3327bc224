"""What scripts do between the calls: numbers of numpy, reused dictionaries, going on after an error."""

import copy

import nest
import numpy as np
import pytest

from netcheck import pairs, recorder, spike_source


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 6)


@pytest.mark.parametrize("integer", [np.int64, np.int32, np.uint64])
def test_integers_of_numpy_index_and_ask(nodes, integer):
    assert nodes[integer(2)].global_id == 3
    assert integer(3) in nodes
    assert nodes[integer(1) : integer(4)].tolist() == [2, 3, 4]


def test_a_mask_made_from_values_picks_nodes(nodes):
    nodes.V_m = [-60.0, -70.0, -61.0, -70.0, -62.0, -70.0]
    assert nodes[np.array(nodes.V_m) > -65.0].tolist() == [1, 3, 5]


def test_ids_from_events_become_a_collection(nodes):
    nodes[1::2].V_m = -50.0
    heard = recorder(nodes)
    nest.Simulate(2.0)
    spiked = nest.NodeCollection(np.unique(heard.events["senders"]))
    assert spiked.tolist() == [2, 4, 6]


def test_ids_of_connections_become_a_collection(nodes):
    nest.Connect(nodes[:2], nodes[4:])
    targets = nest.NodeCollection(sorted(set(nest.GetConnections(nodes[0]).target)))
    assert targets == nodes[4:]


@pytest.mark.parametrize("number", [np.float64(2.5), np.float32(2.5), 2.5])
def test_numbers_of_numpy_are_weights_and_delays(nodes, number):
    nest.Connect(nodes[0], nodes[1], syn_spec={"weight": number, "delay": number})
    assert nest.GetConnections().get(["weight", "delay"]) == {"weight": 2.5, "delay": 2.5}


def test_numbers_of_numpy_are_degrees(nodes):
    nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": np.int64(2)})
    assert len(pairs()) == 12


def test_numbers_of_numpy_are_kernel_attributes():
    nest.resolution = np.float64(0.2)
    nest.rng_seed = np.int64(17)
    nest.overwrite_files = True
    assert (nest.resolution, nest.rng_seed) == (0.2, 17)


def test_a_single_row_of_weights_belongs_to_a_single_target(nodes):
    nest.Connect(nodes[:3], nodes[5], "all_to_all", {"weight": [[1.0, 2.0, 3.0]]})
    assert nest.GetConnections().weight == [1.0, 2.0, 3.0]


def test_a_column_of_weights_belongs_to_a_single_source(nodes):
    nest.Connect(nodes[0], nodes[3:], "all_to_all", {"weight": np.array([[1.0], [2.0], [3.0]])})
    made = nest.GetConnections()
    assert sorted(zip(made.target, made.weight)) == [(4, 1.0), (5, 2.0), (6, 3.0)]


@pytest.mark.parametrize(
    "conn_spec, syn_spec",
    [
        ({"rule": "fixed_indegree", "indegree": 2}, {"weight": 2.0, "delay": 1.5}),
        ({"rule": "one_to_one"}, {"synapse_model": "stdp_synapse", "weight": [1.0] * 6}),
        ({"rule": "all_to_all", "allow_autapses": False}, {"weight": np.ones((6, 6)).tolist()}),
    ],
    ids=lambda spec: spec.get("rule", ""),
)
def test_connect_leaves_its_dictionaries_alone(nodes, conn_spec, syn_spec):
    before = copy.deepcopy((conn_spec, syn_spec))
    nest.Connect(nodes, nodes, conn_spec, syn_spec)
    first = nest.num_connections
    nest.Connect(nodes, nodes, conn_spec, syn_spec)
    assert (conn_spec, syn_spec) == before
    assert nest.num_connections == 2 * first


def test_create_leaves_its_dictionary_alone():
    params = {"V_m": [-60.0, -61.0], "C_m": 100}
    before = copy.deepcopy(params)
    nest.Create("iaf_psc_alpha", 2, params)
    assert params == before


def test_what_get_returned_is_a_copy(nodes):
    status = nodes[0].get()
    status["V_m"] = 0.0
    assert nodes[0].V_m == -70.0


def test_events_read_earlier_do_not_grow():
    source = spike_source([1.0, 5.0])
    relay = nest.Create("parrot_neuron")
    nest.Connect(source, relay)
    heard = recorder(relay)
    nest.Simulate(4.0)
    early = heard.events
    nest.Simulate(4.0)
    assert len(early["times"]) == 1
    assert len(heard.events["times"]) == 2


def test_a_refused_connection_leaves_the_network_usable(nodes):
    for wrong in ("no_such", {"rule": "fixed_indegree", "indegree": -1}):
        with pytest.raises(nest.NESTError):
            nest.Connect(nodes, nodes, wrong)
    nest.Connect(nodes, nodes, "one_to_one")
    nest.Simulate(2.0)
    assert nest.num_connections == 6


def test_a_refused_setting_leaves_the_network_usable(nodes):
    with pytest.raises(nest.NESTError):
        nodes.set(C_m=-1.0)
    nest.Simulate(2.0)
    assert nodes.V_m == (-70.0,) * 6


def test_a_population_may_be_built_node_by_node():
    built = nest.NodeCollection()
    for i in range(5):
        built += nest.Create("iaf_psc_alpha", params={"I_e": 10.0 * i})
    assert built.I_e == (0.0, 10.0, 20.0, 30.0, 40.0)
    assert len(built) == 5


def test_populations_in_a_dictionary_connect_in_a_loop():
    sizes = {"L4E": 6, "L4I": 3}
    pops = {name: nest.Create("iaf_psc_exp", n) for name, n in sizes.items()}
    for source in pops.values():
        for target in pops.values():
            nest.Connect(source, target, {"rule": "fixed_total_number", "N": 5})
    assert nest.num_connections == 20
    assert len(nest.GetConnections(pops["L4I"], pops["L4E"])) == 5
