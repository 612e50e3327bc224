"""Notebooks run from beginning to end as Jupyter runs them: that of a fly's brain, with a small brain made at random, and
one in Java; and ``%load_ext myelin`` makes ``import nest`` Myelin."""

import json
import sys
import types
from pathlib import Path

import myelin
import numpy as np
import own_process
import pytest
from myelin import connectome, java_kernel

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

NOTEBOOK = own_process.ROOT / "python" / "examples" / "fly_brain.ipynb"
IN_JAVA = own_process.ROOT / "examples" / "notebooks" / "network.ipynb"


@pytest.mark.parametrize("notebook", [NOTEBOOK, IN_JAVA], ids=["python", "java"])
def test_it_is_kept_without_outputs(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    assert [c for c in cells if c.get("outputs") or c.get("execution_count")] == []


def test_it_runs(tmp_path):
    environment = own_process.environment()
    for name in ("FLY_EDGES", "FLY_CELLS", "MPLBACKEND"):
        environment.pop(name, None)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute(env=environment)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert [out for out in outputs if out.output_type == "error"] == []
    assert len([out for out in outputs if "image/png" in out.get("data", {})]) == 1
    texts = [out.get("text") or out.get("data", {}).get("text/plain", "") for out in outputs]

    fly = connectome.synthetic(2000, 100_000)
    brain = fly.build()
    brain.drive(fly.cells[np.argsort(np.bincount(fly.pre, minlength=2000))[::-1][:20]], 150.0)
    trial = brain.trial(1000.0, seed=1)
    assert len(trial.ids) > 1000
    assert repr(trial) in texts
    assert len([line for text in texts for line in text.splitlines() if line.startswith("without ")]) == 5


JJAVA = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java" / "jjava.jar"


@pytest.mark.skipif(not JJAVA.is_file(), reason="needs jjava")
def test_the_one_in_java_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("MYELIN_VECTOR", "off")
    kernel = tmp_path / "jupyter" / "kernels" / java_kernel.NAME
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(java_kernel.specification(JJAVA)), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    notebook = nbformat.read(IN_JAVA, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    texts = [out.get("text") or out.get("data", {}).get("text/plain", "") for out in shown]
    # 125 inputs from others and one from noise for each of 1250 neurons, 50 of which are recorded
    assert str(1250 * 126 + 50) in texts
    assert len([out for out in shown if "image/svg+xml" in out.get("data", {})]) == 1


def test_the_kernel_in_java_says_what_is_missing(tmp_path):
    with pytest.raises(RuntimeError, match="there is no jjava in .*pip install"):
        java_kernel.install(str(tmp_path))
    with pytest.raises(RuntimeError, match="has no jshell"):
        (tmp_path / "lib" / "server").mkdir(parents=True)
        (tmp_path / "lib" / "server" / "libjvm.so").touch()
        (tmp_path / "release").write_text('JAVA_VERSION="25"\nMODULES="java.base"\n')
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MYELIN_JAVA_HOME", str(tmp_path))
            java_kernel.specification(JJAVA)


def test_another_nest_that_was_imported_before_is_told(monkeypatch):
    other = types.ModuleType("nest")
    other.__file__ = "/elsewhere/nest/__init__.py"
    monkeypatch.setitem(sys.modules, "nest", other)
    with pytest.raises(ImportError, match="imported already, from /elsewhere/nest/__init__.py: restart the kernel"):
        myelin.load_ipython_extension(None)


def cells(tmp_path, *sources):
    """What cells of a notebook that begins with ``%load_ext myelin`` show."""
    made = [nbformat.v4.new_code_cell(source) for source in ("%load_ext myelin\nimport nest", *sources)]
    notebook = nbformat.v4.new_notebook(cells=made)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute(env=own_process.environment())
    return [cell.get("outputs", []) for cell in made[1:]]


def test_refused_calls_are_shown_where_they_are_the_users(tmp_path):
    refused, whole, called, own = cells(
        tmp_path,
        "def network():\n    return nest.Create('iaf_psc_alph')\nnetwork()",
        "%tb",
        "import myelin.notebook\nmyelin.notebook.short(3)",
        "{}['mine']",
    )
    (error,) = refused
    assert error.ename == "UnknownModelName"
    assert "did you mean iaf_psc_alpha" in error.evalue
    text = "".join(error.traceback)
    assert "network" in text
    assert "catalogue.py" not in text
    assert "catalogue.py" in str(whole)
    assert "notebook.py" in "".join(called[0].traceback)  # an error that may be Myelin's
    assert own[0].ename == "KeyError"


def test_connections_are_shown_as_a_table(tmp_path):
    ((shown,),) = cells(tmp_path, "n = nest.Create('iaf_psc_alpha')\nnest.Connect(n, n)\nnest.GetConnections()")
    lines = shown.data["text/plain"].splitlines()
    assert "synapse model" in lines[0]
    assert len(lines) == 3
