"""The notebook of a fly's brain runs from beginning to end as Jupyter runs it, with a small brain made at random."""

import json

import numpy as np
import own_process
import pytest
from myelin import connectome

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

NOTEBOOK = own_process.ROOT / "python" / "examples" / "fly_brain.ipynb"


def test_it_is_kept_without_outputs():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
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
