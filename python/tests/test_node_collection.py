import nest
import numpy as np
import pytest


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 10)


@pytest.mark.parametrize("ids", [[1, 2, 3], (1, 2, 3), range(1, 4), np.array([1, 2, 3])])
def test_a_collection_is_made_from_ids(nodes, ids):
    made = nest.NodeCollection(ids)
    assert made.tolist() == [1, 2, 3]
    assert made == nodes[:3]


def test_ids_may_leave_gaps(nodes):
    made = nest.NodeCollection([1, 4, 9])
    assert made.tolist() == [1, 4, 9]
    assert made[1].global_id == 4


def test_ids_must_be_sorted(nodes):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.NodeCollection([3, 1])


def test_ids_must_be_unique(nodes):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.NodeCollection([1, 1])


@pytest.mark.parametrize("ids", [[0], [99], [9, 10, 11]])
def test_ids_must_exist(nodes, ids):
    with pytest.raises(nest.NESTErrors.UnknownNode):
        nest.NodeCollection(ids)


@pytest.mark.parametrize("ids", [5, ["a"]])
def test_ids_must_be_integers_in_a_sequence(nodes, ids):
    with pytest.raises(TypeError):
        nest.NodeCollection(ids)


def test_a_collection_without_ids_is_empty_and_false():
    empty = nest.NodeCollection()
    assert len(empty) == 0
    assert not empty
    assert empty.tolist() == []
    assert empty == nest.NodeCollection([])


def test_a_collection_with_nodes_is_true(nodes):
    assert nodes
    assert len(nodes) == 10


def test_adding_empty_changes_nothing(nodes):
    assert nest.NodeCollection() + nodes == nodes
    assert nodes + nest.NodeCollection() == nodes


def test_the_empty_collection_has_no_parameters():
    with pytest.raises(ValueError):
        nest.NodeCollection().get()
    with pytest.raises(ValueError):
        nest.NodeCollection().get("V_m")
    with pytest.raises(AttributeError):
        nest.NodeCollection().V_m


def test_the_empty_collection_has_no_first_node():
    with pytest.raises(IndexError):
        nest.NodeCollection()[0]


def test_neighbours_join_to_one_piece(nodes):
    assert nodes[:5] + nodes[5:] == nodes


def test_joining_sorts_by_id(nodes):
    others = nest.Create("iaf_psc_exp", 3)
    assert (others + nodes).tolist() == list(range(1, 14))
    assert others + nodes == nodes + others


def test_sum_joins_many():
    parts = [nest.Create("parrot_neuron", 2) for _ in range(4)]
    assert sum(parts, nest.NodeCollection()).tolist() == list(range(1, 9))


def test_a_collection_grows_in_place(nodes):
    some = nodes[:2]
    some += nodes[4:6]
    assert some.tolist() == [1, 2, 5, 6]


def test_overlapping_collections_do_not_join(nodes):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nodes[:3] + nodes[2:]


@pytest.mark.parametrize("other", [5, [1], None])
def test_only_collections_join(nodes, other):
    with pytest.raises(TypeError):
        nodes + other


def test_collections_are_equal_by_their_nodes(nodes):
    assert nodes == nest.NodeCollection(range(1, 11))
    assert nodes[2:5] == nodes[2:5]
    assert nodes[3] == nodes[3:4]
    assert nodes != nodes[:5]
    assert not nodes == nodes[1:]


@pytest.mark.parametrize("node_id, inside", [(1, True), (10, True), (0, False), (11, False), (-1, False)])
def test_in_asks_for_an_id(nodes, node_id, inside):
    assert (node_id in nodes) is inside


def test_in_knows_the_gaps_of_a_step(nodes):
    odd = nodes[::2]
    assert [i in odd for i in range(1, 6)] == [True, False, True, False, True]


@pytest.mark.parametrize("step", [1, 3])
def test_index_is_the_position_of_an_id(nodes, step):
    some = nodes[::step]
    assert [some.index(i) for i in some.tolist()] == list(range(len(some)))


def test_index_of_an_id_outside_is_a_value_error(nodes):
    with pytest.raises(ValueError):
        nodes[:5].index(6)


def test_tolist_gives_python_integers(nodes):
    assert nodes.tolist() == list(range(1, 11))
    assert all(type(i) is int for i in nodes.tolist())


def test_global_id_is_one_number_or_a_tuple(nodes):
    assert nodes[2].global_id == 3
    assert nodes[:3].global_id == (1, 2, 3)


def test_numpy_reads_the_ids(nodes):
    np.testing.assert_array_equal(np.array(nodes[::3]), [1, 4, 7, 10])
    assert np.asarray(nodes, dtype=float).dtype == float


def test_set_of_ids_by_iteration(nodes):
    assert {n.global_id for n in nodes[:3]} == {1, 2, 3}


def test_nodes_made_without_positions_are_not_spatial(nodes):
    assert nodes.spatial is None


def test_the_text_of_one_piece_names_model_size_and_ends(nodes):
    text = str(nodes)
    for part in ("NodeCollection", "model=iaf_psc_alpha", "size=10", "first=1", "last=10"):
        assert part in text
    assert "step=" not in text


def test_the_text_of_one_node_has_no_last():
    text = repr(nest.Create("iaf_psc_alpha"))
    assert "size=1" in text and "first=1" in text
    assert "last=" not in text


def test_the_text_of_a_composite_has_a_line_for_each_part(nodes):
    text = str(nodes[:5] + nest.Create("iaf_psc_exp", 5))
    assert text.count("model=") == 2
    assert "model=iaf_psc_alpha, size=5, first=1, last=5" in text
    assert "model=iaf_psc_exp, size=5, first=11, last=15" in text


def test_the_text_of_a_slice_with_a_step_names_the_step(nodes):
    assert "size=4, first=1, last=10, step=3" in str(nodes[::3])


def test_the_text_of_an_empty_collection_says_so():
    assert "empty" in str(nest.NodeCollection())
