"""Structural plasticity where Myelin does more than NEST, or refuses what NEST passes over."""

import nest
import pytest

ENDS = {"pre_synaptic_element": "A", "post_synaptic_element": "D"}


def network(threads, rate=0.02, model="static_synapse"):
    nest.ResetKernel()
    nest.set(local_num_threads=threads, structural_plasticity_update_interval=5.0, rng_seed=3)
    nest.CopyModel(model, "grown", {"weight": 20.0})
    nest.structural_plasticity_synapses = {"kind": {"synapse_model": "grown", **ENDS}}
    element = {"growth_curve": "sigmoid", "growth_rate": rate, "eps": 0.8, "psi": 0.2}
    nodes = nest.Create(
        "iaf_psc_exp", 60, {"tau_Ca": 50.0, "beta_Ca": 0.1, "I_e": 400.0, "synaptic_elements": {"A": element, "D": element}}
    )
    noise = nest.Create("poisson_generator", params={"rate": 20000.0})
    nest.Connect(noise, nodes, syn_spec={"weight": 10.0})
    nest.EnableStructuralPlasticity()
    return nodes


def grown(nodes):
    found = nest.GetConnections(synapse_model="grown")
    z = [e["A"]["z"] for e in nodes.synaptic_elements]
    return list(found.sources()), list(found.targets()), found.get("weight"), z, nodes.Ca


@pytest.mark.parametrize("model", ["static_synapse", "stdp_synapse"])
def test_threads_do_not_matter(model):
    found = []
    for threads in (1, 2, 3):
        nodes = network(threads, model=model)
        nest.Simulate(400.0)
        found.append(grown(nodes))
    assert found[0] == found[1] == found[2]
    assert len(found[0][0]) > 50


def test_threads_can_be_set_when_it_is_enabled():
    nest.EnableStructuralPlasticity()
    nest.local_num_threads = 2
    assert nest.local_num_threads == 2


def test_elements_can_be_set_after_a_simulation():
    """NEST's next simulation fails then."""
    node = nest.Create("iaf_psc_alpha")
    nest.Simulate(5.0)
    node.synaptic_elements = {"A": {"growth_rate": 0.01, "z": 1.0}}
    nest.Simulate(10.0)
    assert node.synaptic_elements["A"]["z"] == pytest.approx(1.1)


def test_any_rule_takes_elements():
    nest.CopyModel("static_synapse", "grown")
    nodes = nest.Create("iaf_psc_alpha", 5, {"synaptic_elements": {"A": {}, "D": {}}})
    nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": 3}, {"synapse_model": "grown", **ENDS})
    assert [e["D"]["z_connected"] for e in nodes.synaptic_elements] == [3] * 5
    assert sum(e["A"]["z_connected"] for e in nodes.synaptic_elements) == 15


def test_defaults_that_change_hold_for_synapses_that_grow_later():
    nest.structural_plasticity_update_interval = 10.0
    nest.CopyModel("static_synapse", "grown")
    nest.structural_plasticity_synapses = {"kind": {"synapse_model": "grown", **ENDS}}
    element = {"growth_rate": 0.1, "z": 1.0}
    nest.Create("iaf_psc_alpha", 2, {"synaptic_elements": {"A": element, "D": element}})
    nest.EnableStructuralPlasticity()
    nest.Simulate(5.0)
    nest.SetDefaults("grown", {"weight": 7.0})
    nest.Simulate(10.0)
    assert sorted(nest.GetConnections(synapse_model="grown").weight) == [1.0, 1.0, 7.0, 7.0]


def test_a_refused_setting_stays():
    nest.EnableStructuralPlasticity()
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.keep_source_table = False
    assert nest.keep_source_table is True


@pytest.mark.parametrize("name", ["growth_rat", "zz"])
def test_unknown_values_of_elements_are_refused(name):
    node = nest.Create("iaf_psc_alpha")
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match=f"{name}.*growth_rate"):
        node.synaptic_elements = {"A": {name: 1.0}}
    assert node.synaptic_elements == {}


def test_unknown_elements_are_refused():
    node = nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": {}}})
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="B.*A"):
        node.set({"synaptic_elements_param": {"B": {"z": 1.0}}})


@pytest.mark.parametrize(
    "element",
    [
        {"z": -1.0},
        {"growth_rate": float("inf")},
        {"growth_curve": "linear", "eps": 0.0},
        {"growth_curve": "gaussian", "eps": 0.3, "eta": 0.3},
        {"growth_curve": "sigmoid", "psi": 0.0},
    ],
)
def test_numbers_with_which_nothing_grows_are_refused(element):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": element}})
    assert nest.network_size == 0


def test_a_refused_call_changes_nothing():
    nodes = nest.Create("iaf_psc_alpha", 2, {"synaptic_elements": {"A": {"z": 1.0}}})
    with pytest.raises(nest.NESTErrors.BadProperty):
        nodes.set({"C_m": -1.0, "synaptic_elements": {"B": {}}})
    with pytest.raises(nest.NESTErrors.BadProperty):
        nodes.set([{"C_m": 100.0}, {"synaptic_elements": {"B": {"z": -1.0}}}])
    assert nodes.C_m == (250.0, 250.0)
    assert [list(e) for e in nodes.synaptic_elements] == [["A"], ["A"]]


@pytest.mark.parametrize(
    "spec, words",
    [
        ({"synapse_model": "gap_junction"}, "gap_junction cannot grow"),
        ({"wheight": 3.0}, "wheight"),
        ({"weight": [1.0, 2.0]}, "weight"),
    ],
)
def test_synapses_that_cannot_grow_are_refused(spec, words):
    with pytest.raises(Exception, match=words):
        nest.structural_plasticity_synapses = {"kind": {**ENDS, **spec}}
    assert nest.structural_plasticity_synapses == {}


def sheet(kernel, threads=1, **spec):
    """Where synapses that grow among neurons on a sheet begin and end."""
    nest.ResetKernel()
    nest.local_num_threads = threads
    nest.structural_plasticity_update_interval = 10.0
    nest.CopyModel("static_synapse", "grown")
    nest.structural_plasticity_synapses = {"kind": {"synapse_model": "grown", **ENDS, **spec}}
    still = {"growth_rate": 0.0, "z": 4.0}
    nodes = nest.Create(
        "iaf_psc_alpha",
        positions=nest.spatial.grid([20, 20], extent=[1.0, 1.0], edge_wrap=True),
        params={"synaptic_elements": {"A": still, "D": still}},
    )
    nest.EnableStructuralPlasticity(spatial_kernel=kernel)
    nest.Simulate(11.0)
    found = nest.GetConnections(synapse_model="grown")
    return nodes, list(found.sources()), list(found.targets())


def test_partners_are_near_by_a_kernel_of_distance():
    """Without a kernel the mean distance on a unit square with joined edges is 0.383; with a gaussian of 0.05
    it is 0.063, and a little more, as elements of near partners are taken by and by."""
    distance, mean = nest.spatial.distance, []
    for kernel in (None, nest.spatial_distributions.gaussian(distance, std=0.05)):
        nodes, sources, targets = sheet(kernel)
        assert len(sources) == 1600
        places = nest.GetPosition(nodes)
        sums = 0.0
        for s, t in zip(sources, targets):
            x, y = (min(abs(a - b), 1 - abs(a - b)) for a, b in zip(places[s - 1], places[t - 1]))
            sums += (x * x + y * y) ** 0.5
        mean.append(sums / len(sources))
    assert mean[0] == pytest.approx(0.383, abs=0.02)
    assert 0.05 < mean[1] < 0.12


def test_threads_do_not_matter_to_a_kernel():
    kernel = nest.spatial_distributions.exponential(nest.spatial.distance, beta=0.1)
    assert sheet(kernel, 1)[1:] == sheet(kernel, 2)[1:] == sheet(kernel, 3)[1:]


@pytest.mark.parametrize("kernel", [None, nest.spatial_distributions.exponential(nest.spatial.distance, beta=0.1)])
def test_weights_and_delays_of_synapses_that_grow_follow_places(kernel):
    """NEST ends the process."""
    distance = nest.spatial.distance
    sheet(kernel, weight=2.0 * distance, delay=1.0 + distance)
    found = nest.GetConnections(synapse_model="grown").get(["source", "target", "weight", "delay"])
    far = nest.Distance(nest.NodeCollection([1]), nest.NodeCollection([1]))
    far = [nest.Distance(nest.GetNodes()[s - 1], nest.GetNodes()[t - 1])[0] for s, t in zip(found["source"], found["target"])]
    assert found["weight"] == pytest.approx([2.0 * d for d in far], rel=1e-6)
    assert found["delay"] == pytest.approx([1.0 + d for d in far], abs=0.0506)


def test_enabling_without_a_kernel_takes_it_away():
    sheet(nest.spatial_distributions.gaussian(nest.spatial.distance, std=0.05))
    nest.EnableStructuralPlasticity()
    nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": {}, "D": {}}})
    nest.Simulate(10.0)


@pytest.mark.parametrize("kernel", [nest.random.uniform() * nest.spatial.distance, nest.spatial.pos.x])
def test_kernels_that_cannot_be_are_refused(kernel):
    nest.ResetKernel()
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.EnableStructuralPlasticity(spatial_kernel=kernel)
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.EnableStructuralPlasticity(spatial_kernel=1.0)
    nest.Simulate(10.0)


def test_nodes_without_places_are_refused_where_there_is_a_kernel():
    sheet(nest.spatial_distributions.gaussian(nest.spatial.distance, std=0.05))
    nest.Create("iaf_psc_alpha", params={"synaptic_elements": {"A": {}}})
    with pytest.raises(nest.NESTErrors.KernelException, match="node 401, a source of kind, has no place"):
        nest.Simulate(10.0)
    assert nest.biological_time == 11.0
