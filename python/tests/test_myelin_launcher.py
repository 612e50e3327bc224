"""The launcher finds a Python, with and without packages to install."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from myelin import command as package

ROOT = Path(__file__).resolve().parents[2]
BARE = getattr(sys, "_base_executable", sys.executable)

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not (ROOT / "target" / "launcher.stamp").exists(),
    reason="the launcher has built nothing",
)


@pytest.fixture
def checkout(tmp_path):
    """A folder with a program that is built, and no environment for Python."""
    for name in ("myelin", "jvm.options"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "python").symlink_to(ROOT / "python")
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "dist").symlink_to(ROOT / "target" / "dist")
    (tmp_path / "target" / "launcher.stamp").touch()
    return tmp_path


def started(checkout, python):
    code = "import nest; print(len(nest.Create('iaf_psc_alpha', 3)))"
    offline = {**os.environ, "PIP_NO_INDEX": "1", "MYELIN_PYTHON": python}
    offline.pop("PYTHONPATH", None)
    words = [str(checkout / "myelin"), "pynest", "-c", code]
    return subprocess.run(words, env=offline, capture_output=True, text=True)


def has_packages(python):
    return subprocess.run([python, "-c", "import jpype, numpy"], capture_output=True).returncode == 0


def test_a_python_with_the_packages_is_used_as_it_is(checkout):
    ended = started(checkout, sys.executable)
    assert (ended.returncode, ended.stdout.strip()) == (0, "3"), ended.stderr
    assert not (checkout / "target" / "python").exists()


@pytest.mark.skipif(has_packages(BARE), reason="the Python of the system has all that is needed")
def test_without_a_network_it_says_what_to_do(checkout):
    ended = started(checkout, BARE)
    assert ended.returncode == 1
    assert ended.stdout == ""
    for words in ("pip could not install JPype1 and numpy", "PIP_INDEX_URL", "MYELIN_PYTHON=", "python.log"):
        assert words in ended.stderr
    assert "makes an environment" in ended.stderr
    assert "makes an environment" not in started(checkout, BARE).stderr  # goes on where it was left


def test_a_script_that_is_not_there_is_refused_before_anything_is_made(checkout):
    shutil.rmtree(checkout / "target")
    for words in (["none.py"], ["--api", "2", "none.py", "-m"], ["--models=x", "none.py"]):
        ended = subprocess.run([checkout / "myelin", "pynest", *words], capture_output=True, text=True)
        assert (ended.returncode, ended.stderr) == (2, "myelin: no such file: none.py\n")
    assert not (checkout / "target").exists()


@pytest.fixture
def poor_system(tmp_path):
    """A PATH with a package manager, which notes what it was told, and without Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tools = "sh find readlink ls grep cat rm mkdir tail uname mktemp env tr"
    for tool in tools.split():
        (folder / tool).symlink_to(shutil.which(tool))
    # it speaks German, unless it is asked not to
    policy = 'if [ "$LC_ALL" = C ]; then echo "  Candidate: 3"; else echo "  Installationskandidat: 3"; fi'
    said = {"apt-get": f'echo "$@" >> {tmp_path}/told', "apt-cache": policy, "id": "echo 0"}
    for name, does in said.items():
        (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    java = {name: os.environ[name] for name in ("MYELIN_JAVA_HOME", "JAVA_HOME") if name in os.environ}
    return {"PATH": str(folder), "HOME": str(tmp_path), "LANG": "de_DE.UTF-8", **java}


def test_what_is_missing_is_installed_only_when_told(checkout, poor_system):
    told = checkout / "told"
    words = ["pynest", "-c", "0"]
    quiet = {"env": poor_system, "stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    ended = subprocess.run([checkout / "myelin", *words], **quiet)
    assert ended.returncode == 1
    assert "apt-get install -y python3 python3-venv" in ended.stderr
    assert "start myelin with --yes" in ended.stderr
    assert not told.exists()
    ended = subprocess.run([checkout / "myelin", "--yes", *words], **quiet)
    assert ended.returncode == 1  # as the manager of this test installs nothing
    assert told.read_text(encoding="utf-8").splitlines()[-1] == "install -y python3 python3-venv"


@pytest.mark.parametrize(
    ("name", "modules", "classes"),
    [
        ("CountRing", {"engine"}, {"CountRingTest"}),
        ("stdp_triplet_synapse", {"conformance", "cli"}, {"NodeParametersTest", "CatalogueTest", "ModelsCommandTest"}),
        ("jonke_synapse", {"conformance", "cli"}, {"GoldenTest", "RandomProgramsTest"}),
    ],
)
def test_the_tests_of_a_name_are_found(tmp_path, name, modules, classes):
    maven = tmp_path / "mvn"
    maven.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 3\n', encoding="utf-8")
    maven.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        [ROOT / "myelin", "test", name], env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert ended.returncode == 3  # the Maven of this test fails
    words = ended.stdout.splitlines()
    (chosen,) = [w.removeprefix("-Dtest=") for w in words if w.startswith("-Dtest=")]
    assert classes <= set(chosen.split(","))
    assert modules <= set(words[words.index("-pl") + 1].split(","))


def test_a_name_without_tests_is_told():
    unknown = "none" + "such"
    ended = subprocess.run([ROOT / "myelin", "test", unknown], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"no test is named {unknown} or speaks of it" in ended.stderr


def test_the_launcher_of_windows_has_the_same_options_commands_and_variables():
    """It cannot be run here; but what one launcher knows, the other must know."""
    shell = (ROOT / "myelin").read_text(encoding="utf-8")
    windows = (ROOT / "myelin.cmd").read_text(encoding="utf-8")
    options = set(re.findall(r"^ +(--[a-z-]+)(?: \| --[a-z-]+)?\)$", shell, re.MULTILINE)) | {"--checkpoint-every"}
    assert {"--heap", "--models", "--checkpoint", "--checkpoint-on-stop"} <= options
    for option in options:
        assert f'"%~1"=="{option}"' in windows, option
    simulating = re.search(r"^  ([a-z |]+)\) simulates=yes", shell, re.MULTILINE).group(1).split(" | ")
    assert f"for %%C in ({' '.join(simulating)}) do" in windows
    for command in (*simulating, "test", "fuzz", "pynest", "server"):
        if command not in ("bench", "example", "resume"):  # the program's own
            assert f'"%command%"=="{command}"' in windows, command
    for variable in set(re.findall(r"MYELIN_[A-Z_]+", shell)):
        assert variable in windows, variable


def test_the_launcher_of_windows_installs_the_same_packages():
    shell = (ROOT / "myelin").read_text(encoding="utf-8").replace("\\\n", " ")
    windows = (ROOT / "myelin.cmd").read_text(encoding="utf-8")
    packages = re.search(r"^  for package in ([\w ]+); do$", shell, re.MULTILINE)[1].split()
    words = dict(re.findall(r"^      (\w+)\) words='?([\w|]+)'? ;;$", shell, re.MULTILINE))
    there = [line.split() for line in re.findall(r"^call :install_if (.*)$", windows, re.MULTILINE)]
    assert there == [[package, *words.get(package, package).split("|")] for package in packages]
    wanted = " ".join(re.findall(r"^ +add_packages ([^\"\n]+)$", shell, re.MULTILINE)).split()
    assert {"pytest", "pynwb", "uvicorn"} <= set(wanted)
    assert set(wanted) <= set(" ".join(re.findall(r"^for %%P in \((.*)\) do call :install %%P$", windows, re.MULTILINE)).split())


def test_the_launcher_of_windows_jumps_to_labels_that_are_there():
    windows = (ROOT / "myelin.cmd").read_text(encoding="utf-8")
    labels = re.findall(r"^:([a-z_]+)$", windows, re.MULTILINE)
    assert len(labels) == len(set(labels))
    jumps = set(re.findall(r"\bgoto ([a-z_]+)", windows)) | set(re.findall(r"\bcall :([a-z_]+)", windows))
    assert jumps <= set(labels)
    assert jumps >= set(labels) - {"run_file"}


def test_no_path_ends_a_block_of_the_launcher_of_windows():
    """A parenthesis in what stands unquoted in a block, as in "net (1).py", would end the block."""
    depth = 0
    for line in (ROOT / "myelin.cmd").read_text(encoding="utf-8").splitlines():
        depth -= line.startswith(")")
        unquoted = re.sub(r'"[^"]*"', "", line)
        assert depth == 0 or not re.search(r"(?<!%)%[^%]", unquoted), line
        depth += line.endswith("(")
    assert depth == 0


def test_the_command_of_the_package_opens_jshell(monkeypatch, tmp_path):
    program, *words = package._jshell(["-s"])
    assert words[-1] == "-s"
    startups = [word for before, word in zip(words, words[1:]) if before == "--startup"]
    assert startups[0] == "DEFAULT"
    for file in (program, startups[1], *words[words.index("--module-path") + 1].split(os.pathsep)):
        assert Path(file).is_file(), file
    assert all(word.startswith("-R-") for word in words[: words.index("--module-path")])

    (tmp_path / "lib" / "server").mkdir(parents=True)
    (tmp_path / "lib" / "server" / "libjvm.so").touch()
    (tmp_path / "release").write_text('JAVA_VERSION="25"\nMODULES="java.base"\n')
    monkeypatch.setenv("MYELIN_JAVA_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        package._jshell([])
