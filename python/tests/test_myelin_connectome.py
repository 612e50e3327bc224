"""Connectomes: tables become networks. ``spikes.csv`` is what Brian 2.9 makes of the tables beside it."""

from pathlib import Path

import numpy as np
import pytest

from myelin import connectome

DATA = Path(__file__).parents[2] / "network/src/test/resources/myelin/connectome"


def table(name):
    return connectome.columns.read(DATA / name, lambda names: names)[1]


@pytest.fixture(scope="module")
def small():
    return connectome.read(DATA / "edges.csv", DATA / "cells.csv")


def fired(trial):
    return sorted(zip(trial.ids.tolist(), (np.round(trial.times / 0.1).astype(int) - 1).tolist()))


@pytest.mark.parametrize("threads", [1, 2])
def test_spikes_are_those_of_brian(small, threads):
    expected = table("spikes.csv")
    brain = small.build(threads=threads)
    drives = table("drives.csv")
    for cell in np.unique(drives["root_id"]):
        brain.drive_at(int(cell), drives["step"][drives["root_id"] == cell] * 0.1)
    for seed in (1, 2):
        trial = brain.trial(400.0, seed)
        assert fired(trial) == sorted(zip(expected["root_id"].tolist(), expected["step"].tolist()))


def test_a_trial_depends_on_its_seed_and_on_who_is_silent(small, tmp_path):
    brain = small.build(threads=2)
    driven = small.ids(cell_type=["T1", "T3"])
    assert len(driven) == 20
    brain.drive(driven, 200.0)
    first, other, again = brain.trials(100.0, (7, 8, 7))
    assert fired(first) == fired(again) != fired(other)
    rates = first.rates()
    assert rates["rate"].sum() * 0.1 == pytest.approx(len(first.ids))
    first.write(tmp_path / "spikes.csv")
    written = connectome.columns.read(tmp_path / "spikes.csv", lambda names: names)[1]
    assert np.array_equal(written["id"], first.ids) and np.allclose(written["t_ms"], first.times)
    brain.silence(driven)
    assert not len(brain.trial(100.0, 7).ids)
    brain.unsilence(driven)
    assert fired(brain.trial(100.0, 7)) == fired(first)


def test_annotations_select_cells(small):
    assert set(small.annotations) == {"cell_type", "side", "nt_type"}
    gaba = small.ids(nt_type="GABA", side=lambda s: s == "left")
    assert set(gaba) <= set(small.cells.tolist()) and 0 < len(gaba) < len(small.ids(nt_type="GABA"))
    with pytest.raises(KeyError, match="cell_type"):
        small.ids(typ="T1")
    with pytest.raises(KeyError, match="no cell 5"):
        small.places(5)


def same(a, b):
    assert np.array_equal(a.cells, b.cells)
    for name in ("pre", "post", "synapses"):
        assert np.array_equal(getattr(a, name), getattr(b, name))


def test_dictionaries_and_data_frames_serve(small):
    pandas = pytest.importorskip("pandas")
    edges, cells = table("edges.csv"), table("cells.csv")
    same(connectome.read(edges, cells), small)
    same(connectome.read(pandas.DataFrame(edges), pandas.DataFrame(cells)), small)


@pytest.mark.parametrize("kind", ["parquet", "feather"])
def test_files_of_arrow_serve(small, tmp_path, kind):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import feather, parquet

    for name in ("edges", "cells"):
        columns = pyarrow.table({n: c.tolist() for n, c in table(name + ".csv").items()})
        write = parquet.write_table if kind == "parquet" else feather.write_feather
        write(columns, str(tmp_path / f"{name}.{kind}"))
    made = connectome.read(tmp_path / f"edges.{kind}", tmp_path / f"cells.{kind}")
    same(made, small)
    assert made.annotations["side"].tolist() == small.annotations["side"].tolist()


@pytest.mark.parametrize("kind", ["parquet", "feather"])
def test_files_are_read_in_pieces(small, tmp_path, monkeypatch, kind):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import feather, parquet

    def write(columns, name):
        file = str(tmp_path / f"{name}.{kind}")
        made = pyarrow.table(columns)
        if kind == "parquet":
            parquet.write_table(made, file, row_group_size=700)
        else:
            feather.write_feather(made, file, chunksize=300)
        return file

    monkeypatch.setattr(connectome.columns, "_ROWS", 300)
    edges, cells = table("edges.csv"), table("cells.csv")
    pre, post, count = "pre_root_id", "post_root_id", "syn_count"
    files = write(edges, "edges"), write({n: c.tolist() for n, c in cells.items()}, "cells")
    same(connectome.read(*files), small)
    alone = connectome.read(files[0])
    assert alone.cells.tolist() == sorted({*edges[pre].tolist(), *edges[post].tolist()})
    wide = {**edges, "delay": np.full(len(edges[pre]), 1.5), count: edges[count].astype(np.int64)}
    wide[count][500] = 40_000  # 16 bits do not suffice in the second piece
    made = connectome.read(write(wide, "wide"), files[1])
    assert abs(made.synapses[500]) == 40_000 and made.delay[1000] == 1.5
    assert made.synapses[[0, 999]].tolist() == small.synapses[[0, 999]].tolist()
    for column, value, words in ((pre, 3, f"{pre} = 3 is none of the"), (count, None, f"{count} is empty")):
        broken = {n: c.tolist() for n, c in edges.items()}
        broken[column][901] = value
        with pytest.raises(ValueError, match="row 902: " + words):
            connectome.read(write(broken, "broken"), files[1])


def test_signs_come_from_edges_or_cells():
    cells = {"id": [5, -6], "nt": ["gaba", ""]}
    edges = {"pre": [5, -6], "post": [-6, 5], "count": [2, 3], "delay": [1.5, 2.0]}
    made = connectome.read(edges, cells)
    assert made.synapses.tolist() == [-2, 3] and made.delay.tolist() == [1.5, 2.0]
    assert connectome.read({**edges, "sign": [1, -1]}, cells).synapses.tolist() == [2, -3]
    assert connectome.read(edges).cells.tolist() == [-6, 5]


@pytest.mark.parametrize(
    "edges, words",
    [
        ({"pre": [5], "post": [7]}, "row 1: post = 7 is none of the 2 cells"),
        ({"pre": [5.5], "post": [6]}, "ids, which are whole numbers"),
        ({"a": [5], "post": [6]}, "has the ids of sources"),
        ({"pre": [5], "pst": [6]}, "has the ids of targets"),
        ({"pre": [5], "post": [6], "sign": [0]}, "row 1: sign = 0; a sign is 1 or -1"),
        ({"pre": [5], "post": [6], "nt_type": ["XYZ"]}, "'XYZ' is no transmitter"),
    ],
)
def test_broken_tables_are_refused(edges, words):
    with pytest.raises(ValueError, match=words):
        connectome.read({n: np.array(c) for n, c in edges.items()}, {"id": np.array([5, 6])})


def test_a_missing_file_or_kind_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="none.csv"):
        connectome.read(tmp_path / "none.csv")
    (tmp_path / "t.xls").write_text("x")
    with pytest.raises(ValueError, match="parquet"):
        connectome.read(tmp_path / "t.xls")


def test_another_model_serves():
    made = connectome.synthetic(200, 4000)
    brain = made.build(model="iaf_psc_exp", weight=20.0, params={"I_e": 300.0}, threads=1)
    brain.drive(made.cells[:5], 100.0)
    assert len(brain.trial(50.0, 1).ids)


def test_synthetic_connectomes_are_heavy_tailed():
    made = connectome.synthetic(2000, 100_000)
    assert len(made.pre) == 100_000 and (np.diff(made.pre) >= 0).all()
    for end in (made.pre, made.post):
        degrees = np.bincount(end, minlength=2000)
        assert degrees.max() > 8 * degrees.mean()
    inhibits = made.synapses < 0
    for cell in range(0, 2000, 97):
        assert len(set(inhibits[made.pre == cell])) <= 1
