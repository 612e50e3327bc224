"""An MPI that a script loads after Java leaves Java its signals."""

import subprocess
import sys

import pytest
from own_process import environment

SCRIPT = """
import ctypes, signal
import nest

def handler():
    found = ctypes.create_string_buffer(256)
    ctypes.CDLL(None).sigaction(signal.SIGSEGV, None, found)
    return found.raw[:8]

nest.Create("iaf_psc_alpha")
nest.Simulate(1.0)
before = handler()
try:
    from mpi4py import MPI
except ImportError:  # it may have loaded a library by then
    pass
print("libucs" in open("/proc/self/maps").read(), handler() == before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="UCX is a library of Linux")
def test_java_keeps_its_signals_beside_ucx(tmp_path):
    pytest.importorskip("mpi4py", reason="mpi4py is not installed")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    words = [sys.executable, "-m", "myelin", str(script)]
    ended = subprocess.run(words, env=environment(), capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert ended.stdout.split()[-1] == "True", ended.stdout
