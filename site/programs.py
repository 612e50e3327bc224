"""Runs Python's programs, one after the other, each from a fresh kernel; what each printed is in a file .out beside it.

    python -m myelin programs.py FILE.py ...
"""

import contextlib
import io
import sys
import traceback
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import nest  # noqa: E402


def run(file: Path) -> str:
    """What a program printed; FAILED and the error before it if it failed."""
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(file.read_text(encoding="utf-8"), file.name, "exec"), {"__name__": "__main__"})
    except BaseException:
        return f"FAILED\n{traceback.format_exc()}\n{said.getvalue()}"
    finally:
        plt.close("all")
    return said.getvalue()


for name in sys.argv[1:]:
    Path(name).with_suffix(".out").write_text(run(Path(name)), encoding="utf-8")
