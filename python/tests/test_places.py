"""What depends on places is right in every way to connect, or refused; here Myelin is stricter than NEST."""

import numpy as np
import pytest

import nest

E = nest.NESTErrors
free, grid = nest.spatial.free, nest.spatial.grid
BAD = (float("nan"), float("inf"), -float("inf"))


def create(positions, **kwargs):
    return nest.Create("iaf_psc_alpha", positions=positions, **kwargs)


@pytest.fixture
def row():
    return create(grid([4, 1], extent=[4.0, 1.0]))


def test_weights_by_distance_of_listed_pairs(row):
    nest.Connect(row, row, "all_to_all", {"weight": 1.0 + nest.spatial.distance})
    nest.Connect([1, 4, 1], [3, 1, 3], "one_to_one", {"weight": 1.0 + nest.spatial.distance})
    nest.Connect(np.array([1, 4]), np.array([2, 1]), "one_to_one", {"weight": 1.0 + nest.spatial.distance})
    found = nest.GetConnections().get(["source", "target", "weight"])
    assert len(found["weight"]) == 21
    assert found["weight"] == [1.0 + abs(s - t) for s, t in zip(found["source"], found["target"])]


def test_listed_nodes_without_places_are_refused(row):
    nest.Create("iaf_psc_alpha", 2)
    with pytest.raises(E.BadProperty, match="node 5, a source, has no place"):
        nest.Connect([5, 1], [1, 2], "one_to_one", {"weight": nest.spatial.distance})
    assert nest.num_connections == 0


def test_a_set_of_pairs_with_weights_by_distance(row):
    csa = pytest.importorskip("csa")
    rule = {"rule": "conngen", "cg": csa.cset(csa.oneToOne)}
    nest.Connect(row[:2], row[2:], rule, {"weight": nest.spatial.distance})
    assert list(nest.GetConnections().weight) == [2.0, 2.0]


@pytest.mark.parametrize("bad", BAD)
def test_places_are_finite(row, bad):
    for positions in (
        grid([2, 2], extent=[bad, 1.0]),
        grid([2, 2], center=[bad, 1.0]),
        free([[0.0, 1.0], [1.0, 2.0]], extent=[5.0, bad]),
        free([[0.0, 1.0], [1.0, bad]]),
    ):
        with pytest.raises(E.BadProperty, match="must be finite"):
            create(positions)
    with pytest.raises(E.BadProperty, match="must be finite"):
        nest.FindNearestElement(row, [bad, 0.0])
    disc = nest.CreateMask("circular", {"radius": 1.0})
    with pytest.raises(E.BadProperty, match="must be finite"):
        nest.SelectNodesByMask(row, [0.0, bad], disc)
    with pytest.raises(E.BadProperty, match="must be finite"):
        nest.CreateMask("circular", {"radius": bad})
    with pytest.raises(E.BadProperty, match="must be finite"):
        nest.CreateMask("circular", {"radius": 1.0}, anchor=[bad, 0.0])


def test_one_of_numpys_flags_joins_edges():
    assert create(grid([2, 2], edge_wrap=np.bool_(True))).spatial["edge_wrap"] is True
