"""What only NEST 2 had, on Myelin."""

import math
import subprocess
import sys

import nest
import numpy as np
import pytest

from myelin.nest.sli import LambertW


@pytest.fixture(autouse=True)
def as_nest_3_again():
    from myelin.nest.state import state

    nest.ResetKernel()
    yield
    state.api = 3


@pytest.mark.parametrize("w", [-1.0, -1.001, -1.3, -2.0, -5.0, -30.0])
def test_the_lower_branch_of_lambert_w_inverts(w):
    assert LambertW(w * math.exp(w), -1) == pytest.approx(w, rel=1e-6)


@pytest.mark.parametrize("w", [-0.999, -0.5, 0.0, 0.3, 2.0, 20.0])
def test_the_upper_branch_of_lambert_w_inverts(w):
    assert LambertW(w * math.exp(w), 0) == pytest.approx(w, rel=1e-6, abs=1e-12)


def test_lambert_w_by_the_stack():
    nest.sli_push(-0.1)
    nest.sli_run("LambertWm1")
    assert nest.sli_pop() == pytest.approx(-3.577152063957297)


def test_lists_of_ids_may_repeat_and_nodes_are_ids(tmp_path):
    nest.data_path = str(tmp_path)
    neurons = nest.Create("iaf_psc_alpha", 3, {"I_e": 1000.0})
    detector = nest.Create("spike_detector")
    nest.SetStatus(detector, [{"withgid": True, "withtime": True, "to_file": True}])
    nest.Connect([1, 1, 2], [3])
    nest.Connect(neurons, detector)
    assert neurons[0] == 1
    assert len(nest.GetConnections([1], [3])) == 2
    nest.Simulate(10.0)
    assert nest.GetStatus(detector, "n_events")[0] == 3
    assert len(nest.GetStatus(detector, "events")[0]["times"]) == 3
    (file,) = tmp_path.iterdir()
    assert file.suffix == ".gdf"


@pytest.fixture
def nest2():
    from myelin.nest.state import state

    state.api = 2
    return nest.Create("iaf_psc_alpha", 4, {"V_m": [-61.0, -62.0, -63.0, -64.0]})


def test_status_comes_in_the_order_asked(nest2):
    assert nest.GetStatus([3, 1], "V_m") == (-63.0, -61.0)
    assert nest.GetStatus([nest2[3], nest2[0]], ["V_m", "global_id"]) == ((-64.0, 4), (-61.0, 1))
    assert [row["V_m"] for row in nest.GetStatus([4, 2, 3])] == [-64.0, -62.0, -63.0]
    assert nest.GetStatus([2, 2, 1], "V_m") == (-62.0, -62.0, -61.0)
    assert nest.GetStatus(2, "V_m") == (-62.0,)
    assert nest.GetStatus([2], "V_m") == (-62.0,)


def test_status_is_set_in_the_order_given(nest2):
    nest.SetStatus([3, 1], [{"V_m": -50.0}, {"V_m": -51.0}])
    assert nest2.V_m == (-51.0, -62.0, -50.0, -64.0)
    nest.SetStatus([4, 2], "V_m", [-52.0, -53.0])
    assert nest2.V_m == (-51.0, -53.0, -50.0, -52.0)
    nest.SetStatus([4, 1], {"V_m": -54.0})
    assert nest2.V_m == (-54.0, -53.0, -50.0, -54.0)
    nest.SetStatus([4, 1], [{"V_m": -55.0}])
    nest.SetStatus([3, 2], "V_m", -56.0)
    assert nest2.V_m == (-55.0, -56.0, -56.0, -55.0)
    with pytest.raises(TypeError):
        nest.SetStatus([3, 1], [{"V_m": -50.0}] * 3)


def test_numbers_of_nodes_hint_at_nest_2():
    nodes = nest.Create("iaf_psc_alpha", 2)
    for given in ([1, 2], [nodes[1], nodes[0]]):
        with pytest.raises(TypeError, match="--api 2"):
            nest.GetStatus(given, "V_m")


@pytest.mark.parametrize(
    "ids",
    [
        list(np.array([1, 2, 2, 3])),
        list(np.array([1, 2, 2, 3], dtype=np.int32)),
        [np.int64(1), 2, np.int64(2), 3],
        [np.int64(1), np.int32(2), np.int64(2), np.int64(3)],
        [1, 2, 2, 3],
        np.array([1, 2, 2, 3]),
    ],
)
def test_ids_are_whole_numbers_of_any_kind(ids):
    nest.Create("iaf_psc_alpha", 5)
    nest.Connect(ids, [5, 5, 5, 5], "one_to_one")
    assert sorted(nest.GetConnections().source) == [1, 2, 2, 3]


@pytest.mark.parametrize("other", [np.float64(2.0), 2.0, "2", None])
def test_ids_are_nothing_but_whole_numbers(other):
    nest.Create("iaf_psc_alpha", 5)
    with pytest.raises(TypeError):
        nest.Connect([np.int64(1), other, np.int64(1)], [4, 4, 4], "one_to_one")


@pytest.mark.parametrize("other", [0, -1, 6, 2**40])
def test_ids_are_those_of_nodes(other):
    nest.Create("iaf_psc_alpha", 5)
    with pytest.raises(nest.NESTErrors.UnknownNode):
        nest.Connect([np.int64(1), np.int64(other), np.int64(1)], [4, 4, 4], "one_to_one")


def test_the_api_can_be_asked_for():
    code = "import nest; print(nest.Create('iaf_psc_alpha', 2)[1])"
    words = [sys.executable, "-m", "myelin", "--api", "2", "-c", code]
    assert subprocess.run(words, capture_output=True, text=True).stdout.strip() == "2"
