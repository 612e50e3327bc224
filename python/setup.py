"""Puts the built program, Java's archives and options, into the package and into its source distribution.

In a checkout they are taken from ``target/dist``, where the launcher builds them; a source distribution brings
them along, so that it needs neither a checkout nor a Java compiler.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BROUGHT = HERE / "src" / "myelin" / "jars"


def copy_program(folder: Path) -> None:
    jars = sorted((ROOT / "target" / "dist" / "lib").glob("*.jar"))
    if not any(jar.name.startswith("myelin-pynest-") for jar in jars):
        raise SystemExit(f"myelin: the program is not built yet. Build it with './myelin models' in {ROOT}, then try again")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    example = ROOT / "examples" / "src" / "main" / "java" / "brunel_alpha_numpy.java"  # by which Java learns to start sooner
    for file in (*jars, ROOT / "jvm.options", ROOT / "imports.jsh", example):
        shutil.copy2(file, folder)


class WithProgram(build_py):
    """A build of the package with the program in it."""

    def run(self):
        super().run()
        if not BROUGHT.is_dir():
            copy_program(Path(self.build_lib) / "myelin" / "jars")


class SourceWithProgram(sdist):
    """A source distribution with the program and the licence in it."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        if not BROUGHT.is_dir():
            copy_program(Path(base_dir) / "src" / "myelin" / "jars")
            shutil.copy2(ROOT / "LICENSE", base_dir)


setup(cmdclass={"build_py": WithProgram, "sdist": SourceWithProgram})
