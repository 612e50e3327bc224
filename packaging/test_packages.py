"""The packages, installed into new environments and used as by someone who has neither Java nor a checkout."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "target" / "packages"

NETWORK = """\
import nest
nest.SetKernelStatus({"rng_seed": 7})
neurons = nest.Create("iaf_psc_alpha", 100, params={"I_e": 376.0})
recorder = nest.Create("spike_recorder")
nest.Connect(neurons, recorder)
nest.Simulate(1000.0)
print(recorder.n_events)
from jpype import JClass
print(JClass("java.lang.System").getProperty("java.home"))
"""

PROGRAM = """\
import module myelin;
import static myelin.Names.*;

void main(String[] words) {
  var sim = Simulator.builder().seed(7).build();
  var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(376)), 100);
  var spikes = sim.create(spike_recorder);
  sim.connect(neurons, spikes);
  IO.println(sim.simulate(ms(1000)).spikes(spikes).size());
  IO.println(System.getProperty("java.home"));
  IO.println(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  IO.println(words[0]);
}
"""


class Environment:
    """An environment of Python with some packages, started with nothing else on the path."""

    def __init__(self, folder: Path, *packages: Path):
        self.folder = folder
        self.work = folder / "work"
        subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
        self.work.mkdir()
        self.bin = folder / "python" / "bin"
        pip = [self.bin / "python", "-m", "pip", "install", "-q", "--no-compile", *packages]
        subprocess.run(pip, check=True, cwd=self.work)

    def run(self, *words: str, status: int = 0, **variables: str) -> subprocess.CompletedProcess:
        program = self.bin / words[0]
        kept = {"PATH": str(self.bin), "HOME": str(self.work), **variables}
        ended = subprocess.run([program, *words[1:]], cwd=self.work, env=kept, capture_output=True, text=True, timeout=120)
        assert ended.returncode == status, ended.stdout + ended.stderr
        return ended

    def write(self, name: str, text: str) -> str:
        (self.work / name).write_text(text, encoding="utf-8")
        return name


def built(pattern: str) -> Path:
    (file,) = PACKAGES.glob(pattern)
    return file


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheels of the package and of the small Java."""
    folder = tmp_path_factory.mktemp("wheels")
    return Environment(folder, built("myelin_sim-*.whl"), built("myelin_sim_jre-*.whl"))


@pytest.fixture(scope="module")
def from_source(tmp_path_factory):
    """The source distribution, without a Java."""
    return Environment(tmp_path_factory.mktemp("source"), built("myelin_sim-*.tar.gz"))


def expected_spikes(neurons: int) -> int:
    """Of leaky neurons at 376 pA: first spike after tau ln(I/(I - I_th)), then with the refractory time between."""
    from math import ceil, log

    drive, needed, tau, refractory, h = 376.0 * 10.0 / 250.0, 15.0, 10.0, 2.0, 0.1
    interval = ceil(tau * log(drive / (drive - needed)) / h) * h
    return neurons * (1 + int((1000.0 - h - interval) // (interval + refractory)))


def test_a_script_that_imports_nest_runs_on_the_small_java(installed):
    script = installed.write("network.py", NETWORK)
    for words in (("myelin", "pynest", script), ("python", "-m", "myelin", script)):
        spikes, home = installed.run(*words).stdout.split()
        assert int(spikes) == expected_spikes(100)
        assert Path(home).is_relative_to(installed.folder)


def test_import_of_the_package_needs_no_launcher(installed):
    script = installed.write("own.py", NETWORK.replace("import nest", "import myelin.nest as nest"))
    assert int(installed.run("python", script).stdout.split()[0]) == expected_spikes(100)


def test_models_are_listed_and_shown(installed):
    assert "iaf_psc_alpha" in installed.run("myelin", "models").stdout
    assert "tau_m" in installed.run("myelin", "models", "iaf_psc_alpha").stdout
    missing = installed.run("myelin", "models", "iaf_psc_alhpa", status=2)
    assert "did you mean iaf_psc_alpha" in missing.stderr


def test_a_program_of_a_single_file_is_compiled_and_runs_with_vectors(installed):
    ended = installed.run("myelin", "--heap", "300m", "run", installed.write("Net.java", PROGRAM), "a word")
    spikes, home, vectors, word = ended.stdout.splitlines()
    assert int(spikes) == expected_spikes(100)
    assert Path(home).is_relative_to(installed.folder)
    assert (vectors, word) == ("true", "a word")


def test_an_error_of_a_program_shows_its_own_lines(installed):
    wrong = PROGRAM.replace("sim.simulate(ms(1000))", "sim.simulate(ms(-3))")
    said = installed.run("myelin", "run", installed.write("Wrong.java", wrong), "word", status=1).stderr
    assert "simulate(-3.0 ms): the time cannot be negative" in said
    assert f"(Wrong.java:{1 + wrong[: wrong.index('ms(-3)')].count(chr(10))})" in said
    assert "at myelin" not in said


def test_an_example_writes_its_plot(installed):
    installed.run("myelin", "example", "brunel_alpha_numpy", "--order", "50", "--out", "out")
    plots = [f for f in (installed.work / "out").iterdir() if f.suffix in (".png", ".svg")]
    assert plots and all(f.stat().st_size > 1000 for f in plots)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("run", "none.java"), 2, "no such file: none.java"),
        (("--heap", "much", "models"), 2, "900m or 12g, not 'much'"),
        (("--heap",), 2, "--heap needs a value"),
        (("--models", "nowhere", "models"), 2, "no such file or folder of models: nowhere"),
        (("--checkpoint", "c", "models"), 1, "--checkpoint-every MS"),
        (("test",), 2, "needs Myelin's sources"),
        (("conformance", "--help"), 2, "needs Myelin's sources"),
        (("pynest", "none.py"), 2, "no such file: none.py"),
    ],
)
def test_what_cannot_be_done_is_said(installed, words, status, said):
    assert said in installed.run("myelin", *words, status=status).stderr


def test_the_small_java_runs_lines(installed):
    lines = installed.write("lines.jsh", "IO.println(Simulator.builder().build().create(iaf_psc_alpha, 3).size())\n/exit\n")
    assert installed.run("myelin", "jshell", "-s", lines).stdout.split() == ["3"]


def test_the_source_distribution_builds_and_runs_on_another_java(installed, from_source):
    java = next((installed.folder / "python").glob("lib/*/site-packages/myelin_jre/java"))
    script = from_source.write("network.py", NETWORK)
    spikes, home = from_source.run("myelin", "pynest", script, MYELIN_JAVA_HOME=str(java)).stdout.split()
    assert int(spikes) == expected_spikes(100)
    assert Path(home) == java


def test_without_a_java_it_is_said_where_to_get_one(from_source):
    ended = from_source.run("myelin", "models", status=1, MYELIN_JAVA_HOME=str(from_source.work))
    assert re.search("MYELIN_JAVA_HOME=.* has no Java 25", ended.stderr)


def test_the_packages_have_licences_and_one_version(installed):
    code = "import importlib.metadata as m, myelin; print(m.version('myelin-sim'), myelin.__version__)"
    one, other = installed.run("python", "-c", code).stdout.split()
    assert one == other
    for file in ("pom.xml", "CITATION.cff", "packaging/conda/meta.yaml", "packaging/project/pom.xml", "packaging/project/build.gradle.kts"):
        assert re.search(rf"\b{re.escape(one)}(-SNAPSHOT)?\b", (ROOT / file).read_text(encoding="utf-8")), file
    files = [f.name for f in (installed.folder / "python").rglob("myelin_sim-*.dist-info/**/LICENSE")]
    assert files == ["LICENSE"]
    assert os.path.isdir(next((installed.folder / "python").rglob("myelin_jre/java/legal")))
