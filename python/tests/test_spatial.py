"""Places of nodes, and connections by places; the numbers are NEST's, on which these tests run, too."""

import numpy as np
import pytest

import nest

E = nest.NESTErrors
free, grid = nest.spatial.free, nest.spatial.grid


def create(positions, **kwargs):
    return nest.Create("iaf_psc_alpha", positions=positions, **kwargs)


def made(a, b):
    """Places of sources and targets with weights, sorted."""
    found = nest.GetConnections(a, b)
    ends = zip(found.sources(), found.targets(), np.atleast_1d(found.weight) if len(found) else [])
    return sorted((a.tolist().index(s), b.tolist().index(t), float(w)) for s, t, w in ends)


@pytest.fixture
def sheet():
    return create(grid([3, 2]))


@pytest.fixture
def row():
    return create(grid([3, 1], extent=[3.0, 1.0])), create(grid([3, 1], extent=[3.0, 1.0]))


def test_a_grid_is_filled_column_by_column_from_the_top(sheet):
    third = 1 / 3
    expected = [[-third, 0.25], [-third, -0.25], [0, 0.25], [0, -0.25], [third, 0.25], [third, -0.25]]
    assert np.allclose(nest.GetPosition(sheet), expected, atol=1e-15)
    assert np.allclose(nest.GetPosition(sheet[1]), expected[1])


def test_spatial_says_where_nodes_are(sheet):
    found = sheet.spatial
    assert set(found) == {"center", "edge_wrap", "extent", "network_size", "shape"}
    assert list(found["shape"]) == [3, 2] and list(found["extent"]) == [1, 1] and list(found["center"]) == [0, 0]
    assert found["network_size"] == 6 and found["edge_wrap"] is False
    part = create(free([[0.1, 0.2], [0.7, -0.3], [0.5, 0.5]]))[:2].spatial
    assert np.allclose(part["positions"], [[0.1, 0.2], [0.7, -0.3]]) and part["network_size"] == 2
    assert np.allclose(part["center"], [0.4, 0.1]) and np.allclose(part["extent"], [1, 1])
    assert nest.Create("iaf_psc_alpha").spatial is None


def test_the_extent_of_free_nodes_is_rounded_up():
    assert np.allclose(create(free([[1.0, 2.0], [3.0, 4.0]])).spatial["extent"], [2, 2])
    wide = create(free([[0.1, 0.2], [3.0, 0.0]], extent=[5.0, 2.0], edge_wrap=True)).spatial
    assert np.allclose(wide["center"], [1.55, 0.1]) and np.allclose(wide["extent"], [5, 2]) and wide["edge_wrap"]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_places_are_drawn(dimensions):
    nodes = create(free(nest.random.uniform(-0.5, 0.5), num_dimensions=dimensions), n=500)
    places = np.array(nest.GetPosition(nodes))
    assert places.shape == (500, dimensions) and np.abs(places).max() <= 0.5
    assert np.abs(places.mean(axis=0)).max() < 0.07
    apart = create(free([nest.random.uniform(1, 2), nest.random.normal(5.0, 0.1)]), n=100)
    x, y = np.array(nest.GetPosition(apart)).T
    assert x.min() >= 1 and x.max() <= 2 and abs(y.mean() - 5) < 0.06


def test_wrong_places_are_refused():
    with pytest.raises(E.BadProperty, match="Node position outside of layer"):
        create(free([[0.1, 0.2], [3, 0]], extent=[1, 1]))
    with pytest.raises(E.KernelException, match="'extent' must be specified"):
        create(free([[0.1, 0.2]]))
    with pytest.raises(ValueError, match="Cannot specify number of nodes with grid positions"):
        create(grid([2, 2]), n=5)
    with pytest.raises(TypeError, match="could not infer number of dimensions"):
        free(nest.random.uniform())
    with pytest.raises(TypeError, match="cannot be specified at the same time"):
        free(nest.random.uniform(), extent=[1.0, 1.0], num_dimensions=2)
    with pytest.raises(TypeError, match="pos must be either"):
        free(3)
    with pytest.raises(TypeError, match="`positions` must be either"):
        create([[1, 2]])
    with pytest.raises(E.BadProperty, match="All shape entries must be positive"):
        create(grid([-2, 2]))
    with pytest.raises(E.BadProperty, match="Expected a 2-dimensional position"):
        create(grid([2, 2], center=[1.0, 2.0, 3.0]))


def test_layers_are_not_joined(sheet):
    for other in (nest.Create("iaf_psc_alpha"), create(grid([2, 2]))):
        with pytest.raises(E.BadProperty, match="Can only join NodeCollections with same metadata"):
            sheet + other


def test_ways_and_distances(sheet):
    assert np.allclose(nest.Displacement([(0.1, 0.2)], sheet[:2]), [[-0.43333333, 0.05], [-0.43333333, -0.45]])
    assert np.allclose(nest.Displacement(sheet[0], sheet[:2]), [[0, 0], [0, 0.5]])
    assert np.allclose(nest.Distance(sheet[:2], sheet[2:4]), [1 / 3, 1 / 3])
    assert np.allclose(nest.Distance(np.array([0.1, 0.2]), sheet[0]), [0.4362084109])
    ring = create(free([[0.9, 0.1], [-0.9, -0.1]], extent=[2.0, 2.0], edge_wrap=True))
    assert np.allclose(nest.Distance(ring[0], ring), [0, np.hypot(0.2, 0.2)])
    with pytest.raises(ValueError, match="must have same size unless one have size 1"):
        nest.Displacement(sheet[:2], sheet[2:5])
    with pytest.raises(TypeError):
        nest.GetPosition(3)
    with pytest.raises(E.LayerExpected):
        nest.GetPosition(nest.Create("iaf_psc_alpha"))


def test_halfway_around_ways_go_against_the_axis(tmp_path):
    nodes = create(nest.spatial.grid([4, 2], extent=[2.0, 3.0], edge_wrap=True))
    expected = [[x, y] for x in (0.0, 0.5, -1.0, -0.5) for y in (0.0, -1.5)]
    assert nest.Displacement([list(nest.GetPosition(nodes)[0])], nodes) == expected
    nest.Connect(nodes[5], nodes[:2])
    nest.DumpLayerConnections(nodes, nodes, "static_synapse", str(tmp_path / "ways"))
    assert [line.split()[4:] for line in open(tmp_path / "ways")] == [["-1", "-1.5"], ["-1", "0"]]


@pytest.mark.parametrize("wrap, first, all_", [(False, 6, [6, 7, 10, 11]), (True, 6, [6, 7, 10, 11])])
def test_of_several_center_elements_the_first(wrap, first, all_):
    nodes = create(nest.spatial.grid([4, 4], extent=[2.0, 2.0], edge_wrap=wrap))
    assert nest.FindCenterElement(nodes).tolist() == [first]
    assert [n.tolist()[0] for n in nest.FindNearestElement(nodes, [0.0, 0.0], find_all=True)] == all_
    corners = nest.FindNearestElement(nodes, [1.0, 1.0], find_all=True)
    assert [n.tolist()[0] for n in corners] == ([1, 4, 13, 16] if wrap else [13])
    some = nest.FindNearestElement(nodes[4:8], [[9.0, 0.0], [-9.0, 0.1]], find_all=True)
    assert [[n.tolist()[0] for n in one] for one in some] == ([[6, 7], [6]])
    with pytest.raises(TypeError):
        nest.FindCenterElement(nest.Create("iaf_psc_alpha", 2))


def test_the_nearest_node(sheet):
    assert nest.FindNearestElement(sheet, [0.1, 0.1]).tolist() == [3]
    assert [n.tolist() for n in nest.FindNearestElement(sheet, [[0.1, 0.1], [0.3, 0.0]])] == [[3], [5]]
    assert [n.tolist() for n in nest.FindNearestElement(sheet, [0.0, 0.0], find_all=True)] == [[3], [4]]
    assert nest.FindCenterElement(sheet).tolist() == [3]


def test_masks_select_nodes():
    nodes = create(grid([5, 5], extent=[5.0, 5.0]))

    def chosen(mask):
        return nest.SelectNodesByMask(nodes, [0.0, 0.0], mask).tolist()

    disc = nest.CreateMask("circular", {"radius": 1.0})
    assert chosen(disc) == [8, 12, 13, 14, 18]
    square = nest.CreateMask("rectangular", {"lower_left": [0.0, 0.0], "upper_right": [2.0, 2.0]})
    assert chosen(disc & square) == [12, 13, 18]
    assert chosen(disc | nest.CreateMask("circular", {"radius": 0.1}, anchor=[2.0, 2.0])) == [8, 12, 13, 14, 18, 21]
    assert chosen(nest.CreateMask("circular", {"radius": 1.5}) - disc) == [7, 9, 17, 19]
    assert chosen(nest.CreateMask("grid", {"shape": [2, 2]})) == [13, 14, 18, 19]
    assert disc.Inside([1.0, 0.0]) and not disc.Inside([0.8, 0.8])


@pytest.mark.parametrize(
    "kind, specs, error, words",
    [
        ("circular", {"radius": 0.0}, "BadProperty", "radius > 0 required"),
        ("circular", {"radius": 1.0, "foo": 1}, "UnaccessedDictionaryEntry", "foo"),
        ("foo", {}, "UndefinedName", "The name foo is not defined"),
        ("rectangular", {"lower_left": [1.0, 1.0], "upper_right": [0.0, 1.0]}, "BadProperty", "Upper right must be"),
        ("doughnut", {"inner_radius": 2.0, "outer_radius": 1.0}, "BadProperty", "inner_radius < outer_radius"),
        ("elliptical", {"major_axis": 1.0, "minor_axis": 2.0}, "BadProperty", "major_axis greater than minor_axis"),
        ("elliptical", {"major_axis": 1.0, "minor_axis": 1.0, "polar_angle": 3.0}, "BadProperty", "polar_angle not"),
    ],
)
def test_masks_that_cannot_be_are_refused(kind, specs, error, words):
    with pytest.raises(getattr(E, error), match=words):
        nest.CreateMask(kind, specs)


def test_values_depend_on_places(sheet):
    assert nest.spatial.distance.is_spatial() and (nest.spatial.pos.x * 2).is_spatial()
    assert not nest.random.uniform().is_spatial()
    assert np.allclose(nest.spatial.pos.y.apply(sheet), [0.25, -0.25] * 3)
    assert np.allclose(nest.spatial.distance.apply(sheet[0], [[0.1, 0.2], [1.0, 1.0]]), [0.43620841, 1.52979665])
    assert np.allclose(nest.spatial.distance.x.apply(sheet[0], [[-1.0, 1.0]]), [2 / 3])
    nodes = create(free([[1.0, 2], [3, 4], [5, 7]]), params={"V_m": nest.spatial.pos.x * 10 - 60.0, "C_m": [1.0, 2.0, 3.0]})
    assert nodes.V_m == (-50.0, -30.0, -10.0) and nodes.C_m == (1.0, 2.0, 3.0)
    nodes.E_L = nest.spatial.pos.y * -10.0
    assert nodes.E_L == (-20.0, -40.0, -70.0)
    with pytest.raises(E.KernelException):
        nest.Create("iaf_psc_alpha", 3, params={"V_m": nest.spatial.pos.x})


RIGHT = {"rectangular": {"lower_left": [0.5, -0.5], "upper_right": [1.5, 0.5]}}


def test_a_mask_lies_around_sources(row):
    a, b = row
    nest.Connect(a, b, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": RIGHT}, {"weight": nest.spatial.distance})
    assert made(a, b) == [(0, 1, 1.0), (1, 2, 1.0)]


def test_a_mask_lies_around_targets_with_use_on_source(row):
    a, b = row
    nest.Connect(a, b, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": RIGHT, "use_on_source": True})
    assert made(a, b) == [(1, 0, 1.0), (2, 1, 1.0)]


def test_weights_and_probabilities_depend_on_places(row):
    a, b = row
    spec = {"rule": "pairwise_bernoulli", "p": nest.spatial.distance * 5}
    nest.Connect(a, b, spec, {"weight": nest.spatial.target_pos.x - nest.spatial.source_pos.x})
    assert made(a, b) == [(0, 1, 1.0), (0, 2, 2.0), (1, 0, -1.0), (1, 2, 1.0), (2, 0, -2.0), (2, 1, -1.0)]
    assert np.allclose(sorted(nest.GetConnections(a, b).distance), [1, 1, 1, 1, 2, 2])


def test_edges_that_are_joined():
    ring = create(grid([4, 1], extent=[4.0, 1.0], edge_wrap=True))
    other = create(grid([4, 1], extent=[4.0, 1.0], edge_wrap=True))
    nest.Connect(ring, other, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": RIGHT})
    assert made(ring, other) == [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)]
    with pytest.raises(E.BadProperty, match="Mask size must not exceed layer size"):
        nest.Connect(ring, other, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": {"circular": {"radius": 3.0}}})


@pytest.mark.parametrize("rule, degree", [("fixed_indegree", "indegree"), ("fixed_outdegree", "outdegree")])
def test_fixed_degrees_in_a_mask(row, rule, degree):
    a, b = row
    disc = {"circular": {"radius": 1.0}}
    nest.Connect(a, b, {"rule": rule, degree: 20, "mask": disc}, {"weight": nest.spatial.distance})
    found = made(a, b)
    assert len(found) == 60 and all(w <= 1.0 for _, _, w in found)
    for wrong in ({"allow_multapses": False}, {"mask": {"circular": {"radius": 0.1}, "anchor": [0.5, 0.0]}}):
        with pytest.raises(E.KernelException, match="Not enough"):
            nest.Connect(a, b, {"rule": rule, degree: 20, "mask": disc, **wrong})


def test_a_kernel_weighs_the_partners_of_a_fixed_degree():
    a = create(grid([3, 1], extent=[3.0, 1.0]))
    spec = {"rule": "fixed_indegree", "indegree": 3000, "p": 1.0 + nest.spatial.distance}
    nest.Connect(a, a, spec)
    sources = np.bincount([s for s, t, _ in made(a, a) if t == 0])
    assert np.allclose(sources / 3000, [1 / 6, 2 / 6, 3 / 6], atol=0.05)


@pytest.mark.parametrize(
    "spec, error, words",
    [
        ({"rule": "all_to_all", "mask": RIGHT}, ValueError, "the only possible connection rules are"),
        ({"rule": "fixed_indegree", "mask": RIGHT}, KeyError, "indegree"),
        ({"rule": "pairwise_bernoulli", "p": 1.0, "foo": 3, "mask": RIGHT}, ValueError, "'foo' is not allowed"),
        ({"rule": "fixed_indegree", "indegree": 1, "use_on_source": True, "mask": RIGHT}, ValueError, "'use_on_source' can only"),
        ({"rule": "pairwise_bernoulli", "mask": {"spherical": {"radius": 1.0}}}, E.BadProperty, "Mask is incompatible with layer"),
        ({"rule": "pairwise_bernoulli", "mask": {"foo": {}}}, E.UndefinedName, "foo"),
        ({"rule": "pairwise_bernoulli", "mask": 3}, E.TypeMismatch, "mask"),
    ],
)
def test_wrong_specifications_are_refused(row, spec, error, words):
    with pytest.raises(error, match=words):
        nest.Connect(*row, spec)
    assert nest.num_connections == 0


def test_nodes_without_places_are_refused(row):
    spec = {"rule": "pairwise_bernoulli", "p": 1.0, "mask": RIGHT}
    n = nest.Create("iaf_psc_alpha", 3)
    for pair in ((n, row[0]), (row[0], n)):
        with pytest.raises(TypeError, match="NodeCollection must have spatial information"):
            nest.Connect(*pair, spec)


def test_partners_are_found():
    a = create(grid([5, 5], extent=[5.0, 5.0]))
    c = create(grid([5, 5], extent=[5.0, 5.0]))
    spec = {"rule": "pairwise_bernoulli", "p": 1.0, "mask": {"circular": {"radius": 1.0}}}
    nest.Connect(a, c, spec, {"synapse_model": "stdp_synapse"})
    assert [n.tolist() for n in nest.GetTargetNodes(a[:2], c)] == [[26, 27, 31], [26, 27, 28, 32]]
    assert [n.tolist() for n in nest.GetSourceNodes(a, c[:2])] == [[1, 2, 6], [1, 2, 3, 7]]
    assert sorted(nest.GetTargetPositions(a[0], c)[0]) == [[-2, 1], [-2, 2], [-1, 2]]
    assert sorted(nest.GetSourcePositions(a, c[0])[0]) == [[-2, 1], [-2, 2], [-1, 2]]
    assert len(nest.GetTargetNodes(a[0], c, "static_synapse")[0]) == 0
    with pytest.raises(TypeError, match="sources must be a NodeCollection"):
        nest.GetTargetNodes([1], c)


def test_files_of_nodes_and_connections(tmp_path, sheet):
    nest.DumpLayerNodes(sheet, str(tmp_path / "nodes"))
    first = (tmp_path / "nodes").read_text().splitlines()[0]
    assert first == "1 -0.333333 0.25"
    nest.Connect(sheet, sheet, {"rule": "pairwise_bernoulli", "p": 1.0}, {"weight": nest.spatial.distance, "delay": 1.5})
    nest.DumpLayerConnections(sheet, sheet, "static_synapse", str(tmp_path / "connections"))
    rows = sorted((tmp_path / "connections").read_text().splitlines())
    assert len(rows) == 36 and "1 6 0.833333 1.5 0.666667 -0.5" in rows


def test_flags_are_true_or_false():
    for wrong in (1, "no"):
        for places in (grid([2, 2], edge_wrap=wrong), free([[0.0, 1.0], [1.0, 2.0]], edge_wrap=wrong)):
            with pytest.raises(E.TypeMismatch, match="edge_wrap"):
                create(places)


def test_listed_places_say_how_many_and_of_which_dimension_they_are():
    assert len(create(free([[0.0, 1.0], [1.0, 2.0]]), n=5)) == 2
    for pos in ([[0.0, 1.0], [1.0, 2.0]], [nest.random.uniform(), nest.random.uniform()]):
        for n in (2, 3):
            with pytest.raises(TypeError, match="number of dimensions cannot be specified"):
                free(pos, num_dimensions=n)


def test_both_anchors_of_a_mask_count():
    mask = nest.CreateMask("elliptical", {"major_axis": 2.0, "minor_axis": 1.0, "anchor": [1.0, 0.0]}, anchor=[5.0, 0.0])
    assert [mask.Inside([x, 0.0]) for x in (4.9, 5.1, 6.9, 7.1)] == [False, True, True, False]


def test_fields_of_a_mask_are_whole_numbers():
    for shape in ([2.5, 2.0], [2.0, 2.0]):
        with pytest.raises(E.TypeMismatch, match="shape"):
            nest.CreateMask("grid", {"shape": shape})


def test_settings_of_a_mask_without_a_mask(row):
    a, b = row
    with pytest.raises(E.UnaccessedDictionaryEntry, match="allow_oversized_mask"):
        nest.Connect(a, b, {"rule": "pairwise_bernoulli", "p": 1.0, "allow_oversized_mask": True})
    nest.Connect(a, b, {"rule": "pairwise_bernoulli", "p": 1.0, "use_on_source": True})
    assert nest.num_connections == 9


def test_flags_of_numpy_are_flags(row):
    a, b = row
    nest.Connect(a, b, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": RIGHT, "use_on_source": np.bool_(True)})
    assert made(a, b) == [(1, 0, 1.0), (2, 1, 1.0)]
