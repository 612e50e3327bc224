"""A Java runtime for the package ``myelin-sim``."""

from pathlib import Path

HOME = Path(__file__).resolve().parent / "java"
"""The folder of the runtime, as a JAVA_HOME."""
