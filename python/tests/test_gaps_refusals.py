"""Refusals, and messages that programs look for, are those of NEST 3.10. Rows are those of docs/pynest-gaps.md."""

import nest
import numpy as np
import pytest

E = nest.NESTErrors


def three(model="iaf_psc_alpha"):
    return nest.Create(model, 3)


def gap(**spec):
    return {"synapse_model": "gap_junction", **spec}


BOTH_WAYS = {"rule": "one_to_one", "make_symmetric": True}


@pytest.mark.parametrize("model", ["stdp_synapse_hom", "stdp_pl_synapse_hom"])
def test_row_22_a_trace_is_a_synapses_own(model):
    nodes = three()
    nest.Connect(nodes, nodes, syn_spec={"synapse_model": model, "Kplus": 0.5})
    assert nest.GetConnections().Kplus == [0.5] * 9
    assert "Kplus" in nest.GetConnections().get()


def test_row_23_nothing_is_added():
    nodes = three()
    assert nodes + 0 == nodes and 0 + nodes == nodes
    assert sum([nodes[0], nodes[1]]) == nodes[:2]
    for other in (1, None, [1]):
        with pytest.raises(TypeError, match="Cannot add object of type"):
            nodes + other


def test_row_23_ids_by_thread():
    nest.local_num_threads = 2
    nodes = nest.Create("iaf_psc_alpha", 5)
    assert nodes._to_array() == nodes._to_array("all") == {"All": [1, 2, 3, 4, 5]}
    assert nodes._to_array("thread") == {0: [2, 4], 1: [1, 3, 5]}
    assert nodes._to_array("rank") == {"Rank 0": [1, 2, 3, 4, 5]}
    assert nodes[::2]._to_array("thread") == {0: [], 1: [1, 3, 5]}
    with pytest.raises(E.BadParameter):
        nodes._to_array("All")


@pytest.mark.parametrize(
    "model, params",
    [
        ("step_current_generator", {"amplitude_times": [1.05], "amplitude_values": [1.0]}),
        ("step_current_generator", {"amplitude_times": [1.0]}),
        ("step_current_generator", {"amplitude_times": [1.0, 2.0], "amplitude_values": [1.0]}),
        ("step_current_generator", {"amplitude_times": [2.0, 1.0], "amplitude_values": [1.0, 2.0]}),
        ("spike_generator", {"spike_times": [2.0, 1.0]}),
        ("spike_generator", {"spike_times": [1.05]}),
        ("spike_generator", {"spike_times": [1.0], "spike_weights": [1.0, 2.0]}),
        ("inhomogeneous_poisson_generator", {"rate_times": [1.05], "rate_values": [1.0]}),
        ("inhomogeneous_poisson_generator", {"rate_times": [1.0]}),
        ("step_rate_generator", {"amplitude_times": [2.0, 1.0], "amplitude_values": [1.0, 2.0]}),
        ("multimeter", {"interval": 1.05}),
        ("iaf_psc_alpha", {"V_th": -100.0}),
    ],
)
def test_row_24_defaults_are_checked_as_parameters_are(model, params):
    before = nest.GetDefaults(model)
    with pytest.raises(E.BadProperty, match=f"Setting status of model '{model}'"):
        nest.SetDefaults(model, params)
    after = nest.GetDefaults(model)
    assert all(np.array_equal(before[name], after[name]) for name in params)


def test_row_24_an_interval_of_noise_is_on_the_grid():
    with pytest.raises(E.StepMultipleRequired):
        nest.SetDefaults("noise_generator", {"dt": 0.25})


def test_row_25_keys_come_as_any_collection():
    node = nest.Create("iaf_psc_alpha")
    assert nest.GetDefaults("iaf_psc_alpha", {"V_m"}) == [-70.0]
    assert nest.GetDefaults("iaf_psc_alpha", {"V_m": 1}.keys()) == [-70.0]
    assert node.get({"V_m": 1, "C_m": 2}) == node.get({"V_m": 1, "C_m": 2}.keys()) == {"V_m": -70.0, "C_m": 250.0}
    assert node.get({"V_m"}) == {"V_m": -70.0}
    with pytest.raises(KeyError):
        nest.GetDefaults("iaf_psc_alpha", 42)
    for wrong in (42, [42]):
        with pytest.raises(TypeError):
            node.get(wrong)


def test_row_27_what_is_empty_or_gone():
    empty, gone = nest.NodeCollection([]), three()
    empty.set()
    empty.set(V_m=3.0)
    nest.ResetKernel()
    nodes = three("iaf_psc_exp")
    with pytest.raises(E.IllegalConnection, match="Presynaptic nodes cannot be an empty NodeCollection"):
        nest.Connect(empty, nodes)
    for a, b in ((gone, nodes), (nodes, gone)):
        with pytest.raises(E.KernelException):
            nest.Connect(a, b)
    with pytest.raises(E.KernelException):
        gone + nodes
    nest.ResetKernel()
    with pytest.raises(E.UnknownNode):
        gone.V_m


def test_row_28_waveform_relaxation_and_nodes():
    three()
    for value in (True, False):
        with pytest.raises(E.KernelException):
            nest.use_wfr = value
    nest.wfr_comm_interval = 2.0
    nest.set(wfr_tol=1e-3, wfr_max_iterations=5, wfr_interpolation_order=1)
    assert (nest.wfr_tol, nest.wfr_comm_interval, nest.wfr_interpolation_order) == (1e-3, 2.0, 1)
    nest.Connect(nest.GetNodes(), nest.GetNodes())
    with pytest.raises(E.KernelException):
        nest.wfr_comm_interval = 1.0


@pytest.mark.parametrize(
    "name, value",
    [("wfr_comm_interval", 0.05), ("wfr_comm_interval", -1.0), ("wfr_tol", -1.0), ("wfr_max_iterations", 0)],
)
def test_row_28_values_that_cannot_be(name, value):
    with pytest.raises(E.KernelException):
        setattr(nest, name, value)


def test_row_28_an_interval_of_what_is_off():
    nest.use_wfr = False
    with pytest.raises(E.KernelException):
        nest.wfr_comm_interval = 2.0


def test_row_30_things_that_cannot_be():
    nodes = three()
    with pytest.raises(OverflowError):
        nodes.V_m = 2**63
    nodes.V_m = 2**63 - 1
    with pytest.raises(AttributeError, match="Cannot set attribute 'get'"):
        nest.get = 5
    with pytest.raises(TypeError):
        nodes[[1, False, 1]]
    with pytest.raises(IndexError):
        nodes[[True, False]]
    nest.Connect(nodes, nodes)
    for spec in ({"conn_spec": "one_to_one"}, {"syn_spec": "static_synapse"}):
        with pytest.raises(ValueError):
            nest.Disconnect(nest.GetConnections(), **spec)
    with pytest.raises(E.StepMultipleRequired):
        nest.Create("noise_generator", 1, {"dt": 0.25})
    assert nest.Create("parrot_neuron", 1, {"flush_event_send_interval": 5.0}).flush_event_send_interval == 5.0


@pytest.mark.parametrize(
    "rule, error", [(BOTH_WAYS, E.NotImplemented), ("all_to_all", E.BadProperty), ({"rule": "pairwise_bernoulli", "p": 0.5}, E.BadProperty)]
)
def test_row_30_gap_junctions_are_not_drawn(rule, error):
    nodes = three("hh_psc_alpha_gap")
    with pytest.raises(error):
        nest.Connect(nodes, nodes, rule, gap(weight=nest.random.uniform()))


def test_row_43_gap_junctions_from_all_to_all_are_symmetric_by_themselves():
    nodes = three("hh_psc_alpha_gap")
    with pytest.raises(E.NotImplemented):
        nest.Connect(nodes, nodes, {"rule": "all_to_all", "make_symmetric": True}, gap())
    nest.Connect(nodes, nodes, "all_to_all", gap())


def connect(*spec):
    nodes = three()
    return lambda: nest.Connect(nodes, nodes, *spec)


def generator(**params):
    return lambda: nest.Create("spike_generator", 1, params)


WORDS = {
    "unknown of a node": (lambda: three().set(foo=1), E.UnaccessedDictionaryEntry, "Unaccessed elements in params.* foo"),
    "unknown in Create": (lambda: nest.Create("iaf_psc_alpha", 1, {"foo": 1}), E.UnaccessedDictionaryEntry, "Unaccessed elements"),
    "unknown default": (lambda: nest.SetDefaults("iaf_psc_alpha", {"foo": 1}), E.UnaccessedDictionaryEntry, "Unaccessed elements"),
    "unknown of a rule": (lambda: connect({"rule": "all_to_all", "foo": 1})(), E.UnaccessedDictionaryEntry, "Unaccessed elements in conn_spec"),
    "unknown of a synapse": (lambda: connect(None, {"foo": 1})(), E.UnaccessedDictionaryEntry, "Unaccessed elements in syn_spec"),
    "no model": (lambda: nest.Create("foo"), E.UnknownModelName, "foo is not a known model name"),
    "no component": (lambda: nest.SetDefaults("foo", {"x": 1}), E.UnknownComponent, "foo is not a known component"),
    "no node": (lambda: nest.NodeCollection([99]), E.UnknownNode, "Node with id 99 does not exist."),
    "a node twice": (lambda: nest.NodeCollection([int(three().global_id[0])] * 2), E.BadProperty, "All node IDs in a NodeCollection have to be unique"),
    "indegree": (lambda: connect({"rule": "fixed_indegree", "indegree": 5, "allow_multapses": False})(), E.BadProperty, "Indegree"),
    "outdegree": (lambda: connect({"rule": "fixed_outdegree", "outdegree": -1})(), E.BadProperty, "Outdegree cannot be less than zero"),
    "a short delay": (lambda: connect(None, {"delay": 0.01})(), E.BadDelay, "Delay must be greater than or equal to resolution"),
    "a spike at 0": (generator(spike_times=[0.0, 1.0]), E.BadProperty, "spike time cannot be set to 0"),
    "a spike off the grid": (generator(spike_times=[4.33]), E.BadProperty, "Time point 4.33 is not representable in current resolution"),
    "precise and moved": (
        generator(precise_times=True, allow_offgrid_times=True),
        E.BadProperty,
        "Option precise_times cannot be set to true when either allow_offgrid_times or shift_now_spikes is set to true.?",
    ),
    "spikes out of order": (generator(spike_times=[2.0, 1.0]), E.BadProperty, "Spike times must be sorted in non-descending order"),
    "a delay of a gap junction": (
        lambda: nest.Connect(three("hh_psc_alpha_gap")[0], nest.GetNodes()[1], BOTH_WAYS, gap(delay=1.0)),
        E.BadProperty,
        "gap_junction connection has no delay",
    ),
    "a source without gap junctions": (
        lambda: nest.Connect(three()[0], nest.GetNodes()[1], BOTH_WAYS, gap()),
        E.IllegalConnection,
        "The source node does not support gap junction output.?",
    ),
    "a recorder as a source": (
        lambda: nest.Connect(nest.Create("spike_recorder"), three()),
        E.IllegalConnection,
        "^Creation of connection is not possible",
    ),
    "an unknown recordable": (
        lambda: nest.Connect(nest.Create("multimeter", 1, {"record_from": ["foo"]}), three()),
        E.IllegalConnection,
        "^Creation of connection is not possible",
    ),
}


@pytest.mark.parametrize("what", WORDS)
def test_row_31_words_that_programs_look_for(what):
    call, error, words = WORDS[what]
    with pytest.raises(error, match=words):
        call()
