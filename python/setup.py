"""Puts the built program, Java's archives and options, into the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("analysis", "engine", "models", "myelin", "nestml", "pynest", "sonata", "vector")
LIBRARIES = (
    "commons-lang3",
    "compress-lzf",
    "jackson-annotations",
    "jackson-core",
    "jackson-databind",
    "jhdf",
    "lz4-java",
    "slf4j-api",
)
"""What sonata needs."""


class WithProgram(build_py):
    """Copies the archives that the launcher has built."""

    def run(self):
        super().run()
        names = (*("myelin-" + part for part in PARTS if part != "myelin"), "myelin", *LIBRARIES)
        jars = [jar for name in names for jar in (ROOT / "target" / "dist" / "lib").glob(f"{name}-[0-9]*.jar")]
        if len(jars) < len(names):
            raise SystemExit(
                "myelin: the program is not built yet. Build it with './myelin models' in "
                f"{ROOT}, then install again"
            )
        folder = Path(self.build_lib) / "myelin" / "jars"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in (*jars, ROOT / "jvm.options"):
            shutil.copy(file, folder)


setup(cmdclass={"build_py": WithProgram})
