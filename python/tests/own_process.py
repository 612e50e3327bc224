"""What tests need that start processes of their own."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**more):
    """Like a process of the user's own, without what this one hands on; Java begins quickly."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MYELIN_PREFIX")}
    quick = {"MYELIN_VECTOR": "off", "MYELIN_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
    source = str(ROOT / "python" / "src")
    return {**kept, **quick, "PYTHONPATH": source, "MYELIN_PYTHON": sys.executable, **more}
