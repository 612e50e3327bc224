import nest
import numpy as np
import pytest


@pytest.fixture
def nodes():
    nest.Create("parrot_neuron", 2)
    return nest.Create("iaf_psc_alpha", 10)


@pytest.mark.parametrize("index, expected", [(0, 3), (4, 7), (9, 12), (-1, 12), (-10, 3)])
def test_an_integer_picks_one_node(nodes, index, expected):
    one = nodes[index]
    assert len(one) == 1
    assert one.global_id == expected


@pytest.mark.parametrize("index", [10, -11, 1000])
def test_an_integer_out_of_range_is_an_index_error(nodes, index):
    with pytest.raises(IndexError):
        nodes[index]


@pytest.mark.parametrize(
    "piece",
    [
        slice(None),
        slice(3, None),
        slice(None, 4),
        slice(2, 8),
        slice(-3, None),
        slice(None, -3),
        slice(-6, -2),
        slice(None, None, 2),
        slice(1, None, 3),
        slice(2, 8, 2),
        slice(0, 10, 9),
    ],
)
def test_a_slice_picks_what_python_picks_from_a_list(nodes, piece):
    assert nodes[piece].tolist() == list(range(3, 13))[piece]


def test_a_slice_of_a_slice_starts_from_the_slice(nodes):
    assert nodes[2:8][1:4].tolist() == [6, 7, 8]


@pytest.mark.parametrize("piece", [slice(2, 2), slice(5, 2)])
def test_a_slice_of_nothing_is_refused(nodes, piece):
    with pytest.raises(nest.NESTErrors.BadParameter):
        nodes[piece]


@pytest.mark.parametrize("step", [-1, 0])
def test_a_slice_must_go_forward(nodes, step):
    with pytest.raises(IndexError):
        nodes[::step]


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_integers_pick_their_nodes(nodes, kind):
    assert nodes[kind([0, 3, 5])].tolist() == [3, 6, 8]


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_a_mask_picks_the_nodes_that_are_true(nodes, kind):
    mask = [i % 3 == 0 for i in range(10)]
    assert nodes[kind(mask)].tolist() == [3, 6, 9, 12]


def test_an_empty_list_picks_nothing(nodes):
    assert len(nodes[[]]) == 0


def test_a_mask_must_be_as_long_as_the_collection(nodes):
    with pytest.raises(IndexError):
        nodes[[True, False]]


def test_the_same_node_cannot_be_picked_twice(nodes):
    with pytest.raises(ValueError):
        nodes[[3, 3]]


def test_a_list_with_an_index_out_of_range_is_an_index_error(nodes):
    with pytest.raises(IndexError):
        nodes[[1, 20]]


@pytest.mark.parametrize("index", [1.5, "a", None, {}])
def test_an_index_of_another_type_is_an_index_error(nodes, index):
    with pytest.raises(IndexError):
        nodes[index]


def test_iteration_yields_collections_of_one_node(nodes):
    seen = list(nodes)
    assert [n.global_id for n in seen] == list(range(3, 13))
    assert all(isinstance(n, nest.NodeCollection) and len(n) == 1 for n in seen)


def test_iteration_can_be_nested(nodes):
    found = [(a.global_id, b.global_id) for a in nodes[:2] for b in nodes[:2]]
    assert found == [(3, 3), (3, 4), (4, 3), (4, 4)]


def test_zip_and_enumerate_walk_the_nodes(nodes):
    assert [(i, n.global_id) for i, n in enumerate(nodes[:2])] == [(0, 3), (1, 4)]


def test_slices_of_a_composite_cross_its_parts(nodes):
    both = nodes[:3] + nest.Create("iaf_psc_exp", 3)
    assert both.tolist() == [3, 4, 5, 13, 14, 15]
    assert both[2:4].tolist() == [5, 13]
    assert both[2:4].model == ("iaf_psc_alpha", "iaf_psc_exp")
    assert both[-1].global_id == 15
    assert both[[1, 4]].tolist() == [4, 14]


def test_a_composite_is_sliced_with_a_step(nodes):
    both = nodes[:3] + nest.Create("iaf_psc_exp", 3)
    assert both[::2].tolist() == [3, 5, 14]


def test_picked_nodes_can_be_picked_from_again(nodes):
    assert nodes[[0, 2, 4, 6]][1:3].tolist() == [5, 7]
    assert nodes[::2][[0, 1]].tolist() == [3, 5]
    assert nodes[::2][-1].global_id == 11
    assert nodes[1:][::2].tolist() == [4, 6, 8, 10, 12]
