"""The command ``myelin`` of the installed package, which knows what the launcher of a checkout knows but for what
needs the sources."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from . import __main__ as runner
from . import jvm

_OF_A_CHECKOUT = ("conformance", "fuzz", "jmh", "test")
_SIMULATES = ("bench", "example", "jshell", "resume", "run")
MODULES = "myelin,myelin.analysis,myelin.cli,myelin.sonata"
"""The modules that a program in Java may import."""

_VALUES = {
    "--heap": "MYELIN_HEAP",
    "--models": "MYELIN_MODELS",
    "--checkpoint": "MYELIN_CHECKPOINT",
    "--checkpoint-every": "MYELIN_CHECKPOINT_EVERY",
}
"""The options before a command, which the program and Python read from the environment."""


def _fail(text: str, status: int = 1) -> NoReturn:
    sys.stderr.write(f"myelin: {text}\n")
    raise SystemExit(status)


def _models(path: str) -> None:
    if not os.path.exists(path):
        _fail(f"no such file or folder of models: {path}", 2)
    os.environ["MYELIN_MODELS"] = os.path.abspath(path)


def _options(words: list[str]) -> list[str]:
    """Takes the options before the command into the environment; returns the command and its arguments."""
    while words and words[0].startswith("--"):
        option, equals, value = words[0].partition("=")
        if option == "--checkpoint-on-stop":
            os.environ["MYELIN_CHECKPOINT_ON_STOP"] = "yes"
            words = words[1:]
            continue
        if option == "--live":
            words = words[1:]
            if not equals and words and words[0].isdecimal():
                value, words = words[0], words[1:]
            os.environ["MYELIN_LIVE"] = value or "0"
            continue
        if option not in _VALUES:
            break
        words = words[1:]
        if not equals:
            if not words:
                _fail(f"{option} needs a value", 2)
            value, words = words[0], words[1:]
        if option == "--models":
            _models(value)
        else:
            os.environ[_VALUES[option]] = value
    if words and words[0] in ("run", "models") and words[1:2] == ["--models"]:
        if len(words) < 3:
            _fail("--models needs a folder or file", 2)
        _models(words[2])
        words = words[:1] + words[3:]
    when = os.environ.get("MYELIN_CHECKPOINT_EVERY") or os.environ.get("MYELIN_CHECKPOINT_ON_STOP")
    if when and not os.environ.get("MYELIN_CHECKPOINT"):
        _fail("--checkpoint FILE says where to save the network")
    if os.environ.get("MYELIN_CHECKPOINT") and not when:
        _fail("--checkpoint-every MS or --checkpoint-on-stop says when to save the network")
    heap = os.environ.get("MYELIN_HEAP", "")
    if heap and not (heap[:-1].isdecimal() and heap[-1] in "kKmMgGtT"):
        _fail(f"the heap must be a number of mebibytes or gibibytes such as 900m or 12g, not '{heap}'", 2)
    return words


def _with_classes(archive: Path, java: list[str], program: list[str], simulates: bool) -> list[str]:
    """Options of Java that read an archive of loaded classes, with which it starts sooner: made before the first
    simulation, by a short run of an example, where the folder can be written to."""
    if simulates and not archive.exists() and os.access(archive.parent, os.W_OK):
        sys.stderr.write("myelin: prepares quicker starts (first use) ...\n")
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "classes"
            make = ["-XX:+UseSerialGC", f"-XX:ArchiveClassesAtExit={made}", "-Xlog:disable"]
            short = ["--order", "20", "--simtime", "20", "--out", folder]
            alone = {k: v for k, v in os.environ.items() if not k.startswith(("OMPI_COMM_WORLD_", "PMI_", "PMIX_"))}
            subprocess.run([java[0], *make, *program, *short], stdin=subprocess.DEVNULL, capture_output=True, env=alone)
            fresh = archive.with_name(f"{archive.name}.{os.getpid()}")
            fresh.write_bytes(made.read_bytes() if made.exists() else b"")
            os.replace(fresh, archive)
    if archive.exists() and archive.stat().st_size:
        return [f"-XX:SharedArchiveFile={archive}", "-Xlog:cds*=off,aot*=off"]
    return []


def _java(words: list[str]) -> list[str]:
    """The command line that runs a command, or a program from its source, by Java."""
    home = jvm.home()
    jars, file = jvm.distribution(examples=True)
    folder = Path(jars[0]).parent
    java = [str(home / "bin" / ("java.exe" if os.name == "nt" else "java"))]
    command = words[0] if words else ""
    own_file = command == "run" and len(words) > 1 and not words[1].startswith("-")
    simulates = command in _SIMULATES and (own_file or (len(words) > 1 and not {"-h", "--help"} & set(words)))
    options = jvm.options(file, simulates and jvm.has_module(home, "jdk.incubator.vector"))
    if own_file:
        if not os.path.isfile(words[1]):
            _fail(f"no such file: {words[1]}", 2)
        if not jvm.has_module(home, "jdk.compiler"):
            _fail(f"the Java in {home} has no compiler: the package myelin-sim-jre brings one that has, as does any JDK {jvm.NEED}")
        modules = [j for j in jars if not os.path.basename(j).startswith("myelin-examples-")]
        start = ["--module-path", os.pathsep.join(modules), "--add-modules", MODULES]
        archive, training = folder / "run.jsa", [*start, str(folder / "brunel_alpha_numpy.java")]
        native, program = "myelin.mpi", words[1:]
    else:
        start = [f"-Dmyelin.without={','.join(_OF_A_CHECKOUT)}", "-cp", os.pathsep.join(jars), "myelin.cli.Main"]
        archive, training = folder / "command.jsa", [*start, "example", "brunel_alpha_numpy"]
        native, program = "ALL-UNNAMED", words
    if jvm.several:
        options.append(f"--enable-native-access={native}")
    return [*java, *options, *_with_classes(archive, java, training, simulates), *start, *program]


def _jshell(words: list[str]) -> list[str]:
    """The command line of Java's shell, with Myelin on its path and imported."""
    home = jvm.home()
    program = home / "bin" / ("jshell.exe" if os.name == "nt" else "jshell")
    if not program.is_file():
        _fail(f"the Java in {home} has no jshell: any JDK {jvm.NEED} has, and is used when MYELIN_JAVA_HOME names it")
    jars, file = jvm.distribution()
    there = [f"-R{option}" for option in jvm.options(file, jvm.has_module(home, "jdk.incubator.vector"))]
    start = ["--module-path", os.pathsep.join(jars), "--add-modules", MODULES]
    return [str(program), *there, *start, "--startup", "DEFAULT", "--startup", str(file.with_name("imports.jsh")), *words]


def main(words: list[str] | None = None) -> int:
    """Runs the command; returns its exit status, unless Java has taken the place of this process."""
    words = _options(sys.argv[1:] if words is None else words)
    command = words[0] if words else ""
    helps = words[1:2] in (["-h"], ["--help"])
    if command in _OF_A_CHECKOUT:
        _fail(f"{command} needs Myelin's sources: there it is ./myelin {command}", 2)
    if words == ["pynest"]:
        words, helps = ["pynest", "--help"], True
    if command == "pynest" and not helps:
        return runner.main(words[1:])
    if command == "server":
        return int(importlib.import_module(".server.__main__", __package__).main(words[1:]))  # has packages of its own
    try:
        line = _jshell(words[1:]) if command == "jshell" and not helps else _java(words)
    except RuntimeError as error:
        _fail(str(error))
    if os.name == "nt":  # where exec returns to the shell at once
        return subprocess.run(line).returncode
    sys.stdout.flush()
    os.execv(line[0], line)
