"""Adds a kernel for Java notebooks with Myelin to the Jupyter of this Python: ``python3 -m myelin.java_kernel``.

The kernel is that of jjava (``pip install jjava``), started with Myelin on its path and imported, by the Java
that Myelin finds, which must be a JDK. It is called ``myelin``, and its notebooks say so.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from . import command, jvm

NAME = "myelin"
"""The kernel's name, as ``jupyter kernelspec list`` shows it."""


def specification(jjava: Path) -> dict[str, object]:
    """What Jupyter must know of the kernel.

    Args:
        jjava: jjava's archive

    Raises:
        RuntimeError: if there is no JDK, or Myelin's program is not built.
    """
    home = jvm.home()
    if not jvm.has_module(home, "jdk.jshell"):
        raise RuntimeError(f"the Java in {home} has no jshell: any JDK {jvm.NEED} has, and is used when MYELIN_JAVA_HOME names it")
    jars, file = jvm.distribution()
    path = ["--module-path", os.pathsep.join(jars), "--add-modules", command.MODULES]
    java = str(home / "bin" / ("java.exe" if os.name == "nt" else "java"))
    options = jvm.options(file, jvm.has_module(home, "jdk.incubator.vector"))
    opens = ["--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED"]
    return {
        "argv": [java, *options, *opens, *path, "-jar", str(jjava), "{connection_file}"],
        "display_name": "Java with Myelin",
        "language": "java",
        "interrupt_mode": "message",
        "env": {
            "JJAVA_COMPILER_OPTS": " ".join(path),
            "JJAVA_STARTUP_SCRIPT": file.with_name("imports.jsh").read_text(encoding="utf-8"),
        },
    }


def install(prefix: str = sys.prefix) -> Path:
    """Adds the kernel to the Jupyter of a Python; returns its folder.

    Args:
        prefix: the folder of that Python

    Raises:
        RuntimeError: if jjava is not there, or as ``specification`` does.
    """
    kernels = Path(prefix) / "share" / "jupyter" / "kernels"
    jjava = kernels / "java" / "jjava.jar"
    if not jjava.is_file():
        raise RuntimeError(f"there is no jjava in {kernels}: {sys.executable} -m pip install jjava")
    text = json.dumps(specification(jjava), indent=1) + "\n"
    folder = kernels / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.json").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    try:
        print(f"Java with Myelin is a kernel of Jupyter now: {install()}")
    except RuntimeError as error:
        sys.exit(f"myelin: {error}")
