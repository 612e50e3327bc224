"""Makes the small Java by the ``jlink`` of the JDK that ``JAVA_HOME`` names, for the system on which it runs."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution

MODULES = (
    "java.desktop",  # plots
    "java.management",  # the memory that is free
    "java.sql",  # JPype
    "jdk.compiler",  # myelin run FILE.java
    "jdk.httpserver",  # the page of --live
    "jdk.incubator.vector",  # long simulations
    "jdk.jshell",  # myelin jshell, notebooks in Java
    "jdk.unsupported",  # libraries that read HDF5
    "jdk.zipfs",  # the compiler, which reads archives
)

JDK = Path(os.environ.get("MYELIN_JAVA_HOME") or os.environ.get("JAVA_HOME") or sys.exit("JAVA_HOME names no JDK"))
VERSION = re.search(r'^JAVA_VERSION="([0-9.]+)', (JDK / "release").read_text(encoding="utf-8"), re.MULTILINE).group(1)


class WithJava(build_py):
    """A build of the package with Java in it."""

    def run(self):
        super().run()
        home = Path(self.build_lib) / "myelin_jre" / "java"
        if home.is_dir():
            return
        link = [JDK / "bin" / "jlink", "--add-modules", ",".join(MODULES), "--output", home]
        small = ["--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--compress", "zip-6"]
        subprocess.run([*link, *small, "--generate-cds-archive"], check=True)
        for archive in home.rglob("classes_nocoops.jsa"):  # for heaps beyond 32 GB, which start without
            archive.unlink()


class ForOneSystem(bdist_wheel):
    """A wheel for any Python on the system for which the JDK was made."""

    def get_tag(self):
        return "py3", "none", self._system()

    def _system(self) -> str:
        if not sys.platform.startswith("linux"):
            return re.sub(r"[-.]", "_", sysconfig.get_platform())
        needed = {0}  # the releases of glibc whose functions the libraries call
        for library in (Path(self.bdist_dir) / "myelin_jre").rglob("*.so"):
            needed.update(int(n) for n in re.findall(rb"GLIBC_2\.(\d+)", library.read_bytes()))
        machine = sysconfig.get_platform().rpartition("-")[2]
        return f"manylinux_2_{max(needed)}_{machine}"


class Native(Distribution):
    """A package that differs from system to system."""

    def has_ext_modules(self):
        return True


setup(
    version=VERSION,
    distclass=Native,
    cmdclass={"build_py": WithJava, "bdist_wheel": ForOneSystem},
)
