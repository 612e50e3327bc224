"""Synaptic elements, and synapses that come and go with them."""

import math

import nest
import pytest

ENDS = {"pre_synaptic_element": "A", "post_synaptic_element": "D"}
GROWN = {"synapse_model": "grown", **ENDS}
LINEAR = {
    "continuous": True,
    "eps": 0.7,
    "growth_curve": "linear",
    "growth_rate": 1.0,
    "tau_vacant": 0.1,
    "z": 0.0,
    "z_connected": 0,
}


def neurons(n, a, d, rate=0.0, model="iaf_psc_alpha", **synapses):
    """Neurons with ``a`` elements A and ``d`` elements D, and updates every 10 ms."""
    nest.structural_plasticity_update_interval = 10.0
    nest.CopyModel("static_synapse", "grown")
    nest.structural_plasticity_synapses = {"kind": {**GROWN, **synapses}}
    made = nest.Create(
        model,
        n,
        {"synaptic_elements": {"A": {"growth_rate": rate, "z": a}, "D": {"growth_rate": rate, "z": d}}},
    )
    nest.EnableStructuralPlasticity()
    return made


def column(nodes, name, value):
    found = nodes.get("synaptic_elements")
    return [one[name][value] for one in ([found] if isinstance(found, dict) else found)]


def made():
    return nest.GetDefaults("grown", "num_connections")


# --- elements ------------------------------------------------------------------------------------


def test_neurons_begin_without_elements():
    node = nest.Create("iaf_psc_alpha")
    assert node.synaptic_elements == {}
    assert nest.GetDefaults("iaf_psc_alpha", "synaptic_elements") == {}


@pytest.mark.parametrize(
    "given, found",
    [
        ({}, LINEAR),
        ({"growth_curve": "linear", "eta": 0.3, "z": 2}, {**LINEAR, "z": 2.0}),
        ({"growth_curve": "gaussian"}, {**LINEAR, "growth_curve": "gaussian", "eta": 0.1}),
        ({"growth_curve": "sigmoid", "psi": 0.2}, {**LINEAR, "growth_curve": "sigmoid", "psi": 0.2}),
        ({"continuous": False, "z_connected": 3}, {**LINEAR, "continuous": False}),
    ],
)
def test_elements_read_as_they_were_set(given, found):
    node = nest.Create("iaf_psc_alpha")
    node.synaptic_elements = {"A": given}
    assert node.synaptic_elements == {"A": found}
    other = nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": given}})
    assert other.synaptic_elements == {"A": found}
    assert {type(v) for v in node.synaptic_elements["A"].values()} == {bool, float, str, int}


def test_elements_that_are_set_replace_the_others():
    node = nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": {"z": 3.0, "eps": 0.2}, "B": {}}})
    node.synaptic_elements = {"A": {"z": 1.0}, "C": {}}
    assert node.synaptic_elements == {"A": {**LINEAR, "z": 1.0}, "C": LINEAR}
    node.synaptic_elements = {}
    assert node.synaptic_elements == {}


def test_some_values_of_elements_can_be_set():
    nodes = nest.Create("iaf_psc_alpha", 2, {"synaptic_elements": {"A": {"z": 3.0, "eps": 0.2}, "B": {}}})
    nodes.set({"synaptic_elements_param": {"A": {"z": 1.0}}})
    assert nodes[0].synaptic_elements == {"A": {**LINEAR, "z": 1.0, "eps": 0.2}, "B": LINEAR}
    nodes.set({"synaptic_elements_param": {"B": {"growth_curve": "sigmoid", "psi": 0.3}}})
    assert column(nodes, "B", "psi") == [0.3, 0.3]
    assert column(nodes, "A", "z") == [1.0, 1.0]


def test_models_have_elements_as_defaults():
    nest.SetDefaults("iaf_psc_exp", {"synaptic_elements": {"A": {"z": 2.0}}})
    nest.CopyModel("iaf_psc_alpha", "mine", {"synaptic_elements": {"B": {"z": 4.0}}})
    assert nest.GetDefaults("iaf_psc_exp", "synaptic_elements") == {"A": {**LINEAR, "z": 2.0}}
    assert nest.Create("iaf_psc_exp").synaptic_elements == {"A": {**LINEAR, "z": 2.0}}
    nodes = nest.Create("mine", 2)
    assert nodes.get("synaptic_elements", "B") == [{**LINEAR, "z": 4.0}] * 2
    assert nodes.get("synaptic_elements", ["B"]) == {"B": [{**LINEAR, "z": 4.0}] * 2}
    assert nest.GetDefaults("mine", "synaptic_elements") == {"B": {**LINEAR, "z": 4.0}}
    assert nest.Create("iaf_psc_alpha").synaptic_elements == {}


def test_elements_are_read_beside_other_parameters():
    nodes = nest.Create("iaf_psc_alpha", 2, {"Ca": 0.3, "synaptic_elements": {"A": {}}})
    assert nodes.get(["Ca", "synaptic_elements"]) == {"Ca": (0.3, 0.3), "synaptic_elements": ({"A": LINEAR},) * 2}
    assert nodes[0].get()["synaptic_elements"] == {"A": LINEAR}


def test_each_node_can_have_its_own():
    nodes = nest.Create("iaf_psc_alpha", 2)
    nodes.set([{"synaptic_elements": {"A": {"z": 1.0}}}, {"synaptic_elements": {"B": {"z": 2.0}}, "Ca": 0.5}])
    assert [set(e) for e in nodes.synaptic_elements] == [{"A"}, {"B"}]
    assert nodes.Ca == (0.0, 0.5)


@pytest.mark.parametrize(
    "given, error, words",
    [
        ({"A": {"growth_curve": "cubic"}}, IndexError, "map::at"),
        ({"A": {"tau_vacant": 0.0}}, "BadProperty", "All time constants must be strictly positive"),
        ({"A": {"growth_curve": "sigmoid", "psi": -1.0}}, "BadProperty", "psi parameter must be greater than 0"),
        ({"A": {"z": "many"}}, "TypeMismatch", ""),
        ({"A": {"continuous": 1}}, "TypeMismatch", ""),
        ({"A": 3}, "TypeMismatch", ""),
        (3, "TypeMismatch", ""),
    ],
)
def test_elements_that_are_not_possible_are_refused(given, error, words):
    node = nest.Create("iaf_psc_alpha")
    error = getattr(nest.NESTErrors, error) if isinstance(error, str) else error
    with pytest.raises(error, match=words):
        node.set({"synaptic_elements": given})
    assert node.synaptic_elements == {}
    with pytest.raises(error, match=words):
        nest.Create("iaf_psc_alpha", 2, {"synaptic_elements": given})


def test_what_does_not_fire_has_no_elements():
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.Create("poisson_generator", params={"synaptic_elements": {"A": {}}})


# --- growth --------------------------------------------------------------------------------------


def slope(curve, ca):
    """Growth at a concentration, as NEST's documentation has it, for eps = 0.3, eta = 0.1, psi = 0.1."""
    if curve == "linear":
        return 1 - ca / 0.3
    if curve == "gaussian":
        zeta = (0.1 - 0.3) / (2 * math.sqrt(math.log(2)))
        return 2 * math.exp(-(((ca - 0.2) / zeta) ** 2)) - 1
    return 2 / (1 + math.exp((ca - 0.3) / 0.1)) - 1


@pytest.mark.parametrize("curve", ["linear", "gaussian", "sigmoid"])
@pytest.mark.parametrize("tau_Ca", [100.0, 10000.0])
def test_elements_grow_by_their_curve(curve, tau_Ca):
    element = {"growth_curve": curve, "growth_rate": 0.01, "eps": 0.3, "eta": 0.1, "psi": 0.1, "z": 4.0}
    node = nest.Create("parrot_neuron", params={"tau_Ca": tau_Ca, "beta_Ca": 0.15, "synaptic_elements": {"A": element}})
    times = [5.0, 30.0, 31.0, 120.0]
    train = nest.Create("spike_generator", params={"spike_times": [t - 1 for t in times]})
    nest.Connect(train, node, syn_spec={"delay": 1.0})
    nest.Simulate(80.0)
    nest.Simulate(120.0)
    # the curve at the end of each step, of a trace that begins anew at spikes and where simulations end
    z, ca, now = 4.0, 0.0, 0.0
    for end in [*times[:3], 80.0, 120.0, 200.0]:
        trace = ca
        for _ in range(round((end - now) / 0.1)):
            trace -= trace / tau_Ca * 0.1
            z += 0.1 * 0.01 * slope(curve, trace)
        ca *= math.exp((now - end) / tau_Ca)
        ca += 0.15 if end in times else 0.0
        now = end
    if curve == "linear":  # whose integral NEST knows
        fired = [(200.0 - t) / tau_Ca for t in times]
        z = 4.0 + 0.01 * (200.0 - 0.15 * tau_Ca * sum(-math.expm1(-x) for x in fired) / 0.3)
    assert node.synaptic_elements["A"]["z"] == pytest.approx(max(z, 0), rel=1e-9)
    assert node.Ca == pytest.approx(ca, rel=1e-9)


# --- synapses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "parrot_neuron", "iaf_cond_exp"])
def test_vacant_elements_are_paired(model):
    nodes = neurons(3, 2.5, 1.7, model=model)
    nest.Simulate(0.1)
    assert made() == 3
    assert sum(column(nodes, "A", "z_connected")) == 3
    assert column(nodes, "D", "z_connected") == [1, 1, 1]
    assert sum(column(nodes, "A", "z")) == pytest.approx(7.5 - 0.3)
    nest.Simulate(10.0)
    assert made() == 3
    assert sum(column(nodes, "A", "z")) == pytest.approx(7.5 - 0.6)


def test_autapses_can_be_refused():
    nodes = neurons(2, 5.5, 5.7, allow_autapses=False)
    for _ in range(30):
        nest.Simulate(10.0)
    found = nest.GetConnections(synapse_model="grown")
    assert all(s != t for s, t in zip(found.sources(), found.targets()))
    assert len(found) == sum(column(nodes, "A", "z_connected")) == sum(column(nodes, "D", "z_connected"))
    assert all(z >= taken for z, taken in zip(column(nodes, "A", "z"), column(nodes, "A", "z_connected")))


@pytest.mark.parametrize("side, other", [("A", "D"), ("D", "A")])
@pytest.mark.parametrize("left", [9.5, 7.5, 0.5])
def test_lost_elements_take_a_synapse_with_them(side, other, left):
    nodes = neurons(4, 10.5, 10.5)
    nest.Simulate(10.0)
    nodes[0].set({"synaptic_elements_param": {side: {"z": left}}})
    nest.Simulate(10.0)
    assert made() == 39
    assert column(nodes, side, "z") == pytest.approx([9.5, 10.5, 10.5, 10.5])
    assert column(nodes, side, "z_connected") == [9, 10, 10, 10]
    assert sum(column(nodes, other, "z_connected")) == 39
    assert sum(column(nodes, other, "z")) == pytest.approx(42.0 - 0.1)


def test_all_can_be_lost():
    nodes = neurons(4, 10.5, 10.5)
    nest.Simulate(0.1)
    nodes.set({"synaptic_elements_param": {"A": {"growth_rate": -0.3}, "D": {"growth_rate": -0.1}}})
    counts = []
    for _ in range(10):
        nest.Simulate(10.0)
        counts.append(made())
    assert counts == list(range(36, -1, -4))
    assert sum(column(nodes, "A", "z_connected")) == 0


@pytest.mark.parametrize(
    "interval, counts",
    [(1.5, [0, 0, 0, 2, 2, 2, 6, 6, 6, 8]), (0.5, [0, 0, 2, 2, 4, 4, 6, 6, 8, 8]), (2.0, [0, 0, 0, 0, 4, 4, 4, 4, 8, 8])],
)
def test_updates_begin_slices_at_multiples_of_the_interval(interval, counts):
    nodes = neurons(2, 0.0, 0.0, rate=1.0)
    nodes.set({"synaptic_elements_param": {n: {"tau_vacant": 1e-12} for n in ("A", "D")}})
    nest.structural_plasticity_update_interval = interval
    found = []
    for _ in range(10):
        nest.Simulate(0.5)
        found.append(made())
    assert found == counts


def test_kinds_of_synapses_grow_in_order_of_their_names():
    nest.structural_plasticity_update_interval = 10.0
    for name in ("one", "two"):
        nest.CopyModel("static_synapse", name)
    nest.structural_plasticity_synapses = {
        "b": {"synapse_model": "one", "pre_synaptic_element": "A", "post_synaptic_element": "D"},
        "a": {"synapse_model": "two", "pre_synaptic_element": "A", "post_synaptic_element": "E"},
    }
    elements = {n: {"growth_rate": 0.0, "z": z} for n, z in (("A", 3.5), ("D", 2.5), ("E", 2.5))}
    nest.Create("iaf_psc_alpha", 4, {"synaptic_elements": elements})
    nest.EnableStructuralPlasticity()
    nest.Simulate(1.0)
    assert [nest.GetDefaults(n, "num_connections") for n in ("one", "two")] == [4, 8]


def test_grown_synapses_have_the_values_given():
    neurons(3, 2.5, 2.5, weight=3.0)
    nest.Simulate(0.1)
    assert nest.GetConnections(synapse_model="grown").weight == [3.0] * 6


def test_nothing_comes_or_goes_while_it_is_disabled():
    neurons(3, 2.5, 1.7)
    nest.DisableStructuralPlasticity()
    nest.Simulate(20.0)
    assert made() == 0
    nest.EnableStructuralPlasticity()
    nest.Simulate(10.0)
    assert made() == 3


# --- synapses made and taken out by hand ---------------------------------------------------------


def test_synapses_made_by_hand_take_elements():
    nodes = neurons(4, 3.5, 3.5)
    nest.Connect(nodes[:2], nodes[2:], "all_to_all", GROWN)
    assert column(nodes, "A", "z_connected") == [2, 2, 0, 0]
    assert column(nodes, "D", "z_connected") == [0, 0, 2, 2]
    nest.Connect(nodes[:2], nodes[2:], "all_to_all", GROWN)
    assert column(nodes, "A", "z") == [4.5, 4.5, 3.5, 3.5]
    nest.Connect(nodes[:2], nodes[2:], "one_to_one", GROWN)
    assert column(nodes, "A", "z_connected") == [5, 5, 0, 0]
    nest.Connect(nodes[:2], nodes[2:], "all_to_all", "grown")
    assert column(nodes, "A", "z_connected") == [5, 5, 0, 0]


def test_elements_that_a_neuron_lacks_are_not_taken():
    nodes = neurons(2, 3.5, 3.5)
    nest.Connect(nodes, nodes, "all_to_all", {**GROWN, "pre_synaptic_element": "X"})
    assert column(nodes, "A", "z_connected") == [0, 0]
    assert column(nodes, "D", "z_connected") == [2, 2]


def test_synapses_taken_out_by_hand_give_elements_back():
    nodes = neurons(3, 3.5, 3.5)
    nest.Connect(nodes, nodes, "all_to_all", GROWN)
    nest.Disconnect(nodes[:1], nodes[1:2], conn_spec="one_to_one", syn_spec=GROWN)
    assert column(nodes, "A", "z_connected") == [2, 3, 3]
    assert column(nodes, "D", "z_connected") == [3, 2, 3]
    nest.Disconnect(nodes[1:], nodes[2:], conn_spec="all_to_all", syn_spec=GROWN)
    assert column(nodes, "A", "z_connected") == [2, 2, 2]
    nest.Disconnect(nodes[:1], nodes[2:], syn_spec={"synapse_model": "grown"})  # its kind names the elements
    assert column(nodes, "A", "z_connected") == [1, 2, 2]
    nest.GetConnections(nodes[:1], nodes[:1]).disconnect()
    assert column(nodes, "A", "z_connected") == [1, 2, 2]
    with pytest.raises(nest.NESTErrors.InexistentConnection, match="^Deletion of connection is not possible"):
        nest.Disconnect(nodes[:1], nodes[1:2], conn_spec="one_to_one", syn_spec=GROWN)


@pytest.mark.parametrize("end", ENDS)
def test_both_ends_are_named_or_none(end):
    nodes = neurons(2, 3.5, 3.5)
    with pytest.raises(nest.NESTErrors.BadProperty, match="requires both a pre- and postsynaptic element"):
        nest.Connect(nodes, nodes, "all_to_all", {"synapse_model": "grown", end: "A"})


# --- kernel attributes ---------------------------------------------------------------------------


def test_kernel_attributes():
    assert nest.structural_plasticity_synapses == {}
    assert nest.structural_plasticity_update_interval == 10000.0
    assert list(nest.growth_curves) == ["gaussian", "linear", "sigmoid"]
    nest.structural_plasticity_update_interval = 10
    nest.structural_plasticity_synapses = {"kind": ENDS, "other": {**ENDS, "synapse_model": "stdp_synapse", "allow_autapses": False}}
    shown = {**ENDS, "allow_autapses": True, "allow_multapses": True, "synapse_model": "static_synapse"}
    assert nest.structural_plasticity_synapses == {
        "kind": shown,
        "other": {**shown, "synapse_model": "stdp_synapse", "allow_autapses": False},
    }
    assert nest.structural_plasticity_update_interval == 10.0
    nest.ResetKernel()
    assert nest.structural_plasticity_synapses == {}
    assert nest.structural_plasticity_update_interval == 10000.0


@pytest.mark.parametrize(
    "given, error, words",
    [
        ({"kind": {}}, "BadProperty", "pre_synaptic_element and/or post_synaptic_elements is missing"),
        ({"kind": {"pre_synaptic_element": "A"}}, "BadProperty", "requires both a pre- and postsynaptic element"),
        ({"kind": {**ENDS, "synapse_model": "foo"}}, "UnknownSynapseType", "foo"),
        ({"kind": {**ENDS, "allow_autapses": 1}}, "TypeMismatch", "allow_autapses"),
        ({"kind": {**ENDS, "pre_synaptic_element": 1}}, "TypeMismatch", "pre_synaptic_element"),
        ({"kind": 3}, "TypeMismatch", "kind"),
        (3, "TypeMismatch", "structural_plasticity_synapses"),
    ],
)
def test_kinds_that_are_not_possible_are_refused(given, error, words):
    with pytest.raises(getattr(nest.NESTErrors, error), match=words):
        nest.structural_plasticity_synapses = given
    assert nest.structural_plasticity_synapses == {}


@pytest.mark.parametrize("name", ["keep_source_table", "use_compressed_spikes"])
def test_it_is_not_enabled_without_what_nest_needs(name):
    nest.set(**{name: False})
    with pytest.raises(nest.NESTErrors.KernelException, match=f"can not be enabled if {name} has been set to false"):
        nest.EnableStructuralPlasticity()


def test_what_nest_needs_stays():
    nest.EnableStructuralPlasticity()
    with pytest.raises(nest.NESTErrors.KernelException, match="keep_source_table can not be set to false"):
        nest.keep_source_table = False


@pytest.mark.parametrize("named", [False, True])
def test_elements_of_synapses_that_do_not_grow_are_given_back(named):
    nodes = nest.Create("iaf_psc_alpha", 2, {"synaptic_elements": {"A": {}, "D": {}}})
    nest.Connect(nodes, nodes, "all_to_all", ENDS)
    nest.Disconnect(nodes[:1], nodes[1:], syn_spec={"synapse_model": "static_synapse", **(ENDS if named else {})})
    assert column(nodes, "A", "z_connected") == [1 if named else 2, 2]
    assert column(nodes, "D", "z_connected") == [2, 1 if named else 2]
