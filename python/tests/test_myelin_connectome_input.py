"""Connectomes: wrong tables and wrong input to trials are refused, and nothing has changed then."""

import re

import numpy as np
import pytest

from myelin import connectome, nest

EDGES = {"pre": [40], "post": [5], "count": [3]}
CELLS = {"id": [40, 5, 5 + (1 << 56), -3]}


def build():
    return connectome.read(EDGES, CELLS).build(threads=1)


def spikes(trial):
    return list(zip(trial.ids.tolist(), trial.times.tolist()))


def test_ids_may_come_in_any_order_and_twice():
    results = []
    for ids in ([40, 5, -3], [-3, 40, 5, 40, -3]):
        brain = build()
        brain.drive(ids, 300.0)
        results.append(sorted(spikes(brain.trial(50.0, 3))))
        brain.silence(ids)
        assert not len(brain.trial(50.0, 3).ids)
        brain.unsilence(ids)
        assert sorted(spikes(brain.trial(50.0, 3))) == results[-1]
    assert results[0] == results[1] and len(results[0]) > 10


def test_wrong_input_changes_nothing():
    brain = build()
    nodes = nest.network_size
    with pytest.raises(KeyError, match="no cell 77"):
        brain.drive([5, 77], 100.0)
    for time in (0.0, -1.0, 0.25, np.nan, np.inf, 1e300):
        with pytest.raises(ValueError, match="a multiple of the resolution, 0.1 ms"):
            brain.drive_at(5, [1.0, time])
        with pytest.raises(ValueError, match="a multiple of the resolution, 0.1 ms"):
            brain.trial(time)
    for ids in ([5, 40], []):
        with pytest.raises(ValueError, match="drive_at takes one cell"):
            brain.drive_at(ids, [1.0])
    with pytest.raises(ValueError, match="2 dimensions"):
        brain.drive_at(5, [[1.0]])
    with pytest.raises(ValueError, match="seed"):
        brain.trial(1.0, 1 << 63)
    with pytest.raises(TypeError):
        brain.trial(1.0, 1.5)
    assert nest.network_size == nodes and nest.biological_time == 0
    brain.drive_at([5], [3.0, 1.0, 7.0, 0.1 + 0.2])
    assert spikes(brain.trial(6.0)) == [(5, 0.5), (5, 1.2), (5, 3.2)]
    with pytest.raises(ValueError, match="longer than 0"):
        connectome.Trial(0.0, np.array([]), np.array([]))


def test_a_drive_that_has_ended_leaves_the_refractory_time():
    brain = build()
    brain.nodes[1].t_ref = 3.5
    brain.drive_at(5, [1.0, 2.0])
    brain.drive([5, 40], 1000.0)
    brain.trial(10.0)
    assert list(brain.nodes.t_ref) == [0, 0, 2.2, 2.2]
    brain.drive([40, 5], 0.0)
    brain.trial(10.0)
    assert list(brain.nodes.t_ref) == [2.2, 0, 2.2, 2.2]
    brain.drive_at(5, [])
    assert not len(brain.trial(10.0).ids)
    assert list(brain.nodes.t_ref) == [2.2, 3.5, 2.2, 2.2]


@pytest.mark.parametrize(
    "text, words",
    [
        ("pre,post,count\n1,2,3\n1,2,\n", "e.csv, row 2: count is empty"),
        ("pre,post,delay\n1,2,\n1,2,3.5\n", "e.csv, row 1: delay is empty"),
        ("pre,post,sign\n1,2,1\n1,2,\n", "e.csv, row 2: sign is empty"),
        ("pre,post,count\n1,2,0x1p3\n", "e.csv, row 1: count = '0x1p3' is not a finite number"),
        ("pre,post,count\n1,2,1e999\n", "e.csv, row 1: count = '1e999' is not a finite number"),
        ("pre,post,count\n1,2,Infinity\n", "e.csv, row 1: count = 'Infinity' is not a finite number"),
        ("pre,post,count\n", "e.csv has names of columns, ['pre', 'post', 'count'], and no rows"),
        ("pre,post,pre\n1,2,3\n", "e.csv has two columns with the name 'pre'"),
        ("pre,pst\n1,2\n", "e.csv: none of the columns ['pre', 'pst'] has the ids of targets"),
    ],
)
def test_broken_files_are_refused_with_file_and_row(tmp_path, text, words):
    (tmp_path / "e.csv").write_text(text)
    with pytest.raises(ValueError, match=re.escape(words)):
        connectome.read(tmp_path / "e.csv")


@pytest.mark.parametrize(
    "edges, words",
    [
        ({"count": [3, np.nan]}, "the dictionary, row 2: count = nan is not a finite number"),
        ({"count": [np.inf, 3]}, "the dictionary, row 1: count = inf is not a finite number"),
        ({"count": [3, None]}, "the dictionary, row 2: count is empty"),
        ({"count": ["3", "4"]}, "instead of numbers"),
        ({"count": [3, -3], "sign": [1, 1]}, "row 2: count = -3; beside the signs of column sign"),
        ({"count": [-3, 3], "nt_type": ["gaba", "ach"]}, "row 1: count = -3; beside the signs"),
        ({"delay": [1.5, 0.0]}, "the dictionary, row 2: delay = 0.0; a delay is above 0 ms"),
        ({"delay": [np.nan, 1.0]}, "the dictionary, row 1: delay = nan"),
        ({"count": [3]}, "the dictionary: columns differ in length"),
        ({"count": [[3], [3]]}, "the dictionary: column 'count' has 2 dimensions"),
    ],
)
def test_broken_tables_are_refused_with_their_kind_and_row(edges, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        connectome.read({"pre": [5, 6], "post": [6, 5], **edges})


def test_tables_of_pandas_and_cells_are_named():
    pandas = pytest.importorskip("pandas")
    edges = pandas.DataFrame({"pre": [5], "post": [6], "count": [np.nan]})
    with pytest.raises(ValueError, match="the DataFrame, row 1: count = nan"):
        connectome.read(edges)
    with pytest.raises(ValueError, match="the DataFrame has two columns with the name 'pre'"):
        connectome.read(pandas.DataFrame([[1, 2, 3]], columns=["pre", "post", "pre"]))
    two = {"pre": [5], "post": [6]}
    with pytest.raises(ValueError, match="the dictionary: id = 5 occurs twice, in the rows 1 and 3"):
        connectome.read(two, {"id": [5, 6, 5]})
    with pytest.raises(ValueError, match="the dictionary, column 'nt', row 2: 'odd'"):
        connectome.read(two, {"id": [5, 6], "nt": ["ach", "odd"]})
    with pytest.raises(ValueError, match="the dictionary: column 'a' is asked for both as pre and as post"):
        connectome.read({"a": [1]}, pre="a", post="a")
    with pytest.raises(ValueError, match="the dictionary: there is no column 'b'"):
        connectome.read({"a": [1]}, pre="b")


def test_parquet_without_numbers_is_refused(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    for count, words in (([1.0, float("nan")], "count = nan"), ([1, None], "count is empty")):
        parquet.write_table(pyarrow.table({"pre": [1, 1], "post": [2, 2], "count": count}), tmp_path / "e.parquet")
        with pytest.raises(ValueError, match="e.parquet, row 2: " + words):
            connectome.read(tmp_path / "e.parquet")


def test_annotations_beside_empty_fields_keep_their_text(tmp_path):
    (tmp_path / "c.csv").write_text("id,a,b,c,n\n1,720575940624963787,007,1.5,3\n2,,8,,4\n")
    made = connectome.read({"pre": [1], "post": [2]}, tmp_path / "c.csv")
    assert made.annotations["a"].tolist() == ["720575940624963787", ""]
    assert made.annotations["b"].tolist() == ["007", "8"]
    assert made.annotations["c"].tolist() == ["1.5", ""]
    assert made.annotations["n"].tolist() == [3, 4]
    assert made.ids(a="720575940624963787").tolist() == [1]
