"""Makes ``import nest`` mean Myelin, in this process and those that it starts.

``import pynestml`` then means Myelin's, too, where NESTML itself is not installed.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from . import garbage
from .notebook import show_errors_briefly

PREFIX = "MYELIN_PREFIX"
"""The variable of the environment that names the installation of Python for which this holds."""


class _Loader:  # importlib.abc has classes for these, and takes longer to load than the rest
    """Gives out a module that exists under another name."""

    def __init__(self, name: str):
        self.name = name

    def create_module(self, spec: Any) -> ModuleType:
        with garbage.paused():
            module = importlib.import_module(self.name)
        self.spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec


class _Finder:
    """Finds a package and its modules as those of the same name in ``myelin``.

    Args:
        yields: whether an installed package of that name takes precedence
    """

    def __init__(self, package: str, yields: bool = False):
        self.package = package
        self.yields = yields

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name.partition(".")[0] != self.package:
            return None
        if self.yields and self._installed():
            return None
        ours = "myelin." + name
        try:
            found = importlib.util.find_spec(ours)
        except ModuleNotFoundError:
            return None
        if found is None:
            return None
        packages = found.submodule_search_locations is not None
        return importlib.machinery.ModuleSpec(name, _Loader(ours), is_package=packages)


    def _installed(self) -> bool:
        if (loaded := sys.modules.get(self.package)) is not None:
            return not loaded.__name__.startswith("myelin.")
        return importlib.machinery.PathFinder.find_spec(self.package) is not None


def install() -> None:
    """Makes ``import nest`` and ``import nest.X`` find Myelin's modules; leaves other imports alone."""
    import importlib.util  # noqa: F401  (find_spec above)

    if not any(isinstance(f, _Finder) for f in sys.meta_path):
        sys.meta_path.insert(0, _Finder("nest"))
        sys.meta_path.insert(0, _Finder("pynestml", yields=True))
        # PyNN looks for a program of NEST's with which it compiles its models; here they are texts
        warnings.filterwarnings("ignore", "Cannot find nest-config", UserWarning, "pyNN")


def extend_to_children() -> None:
    """Makes ``import nest`` mean Myelin in processes of this Python that are started from here, too.

    A folder in ``sys.path``, which multiprocessing hands on, and in ``PYTHONPATH``, for all others,
    has a package ``nest`` that calls ``install``; a Python of another installation finds its own.
    """
    package = Path(__file__).resolve().parent
    folders = [str(package / "children")]
    if str(package.parent) not in sys.path[1:]:  # the first is the script's
        folders.append(str(package.parent))
    sys.path[1:1] = [f for f in folders if f not in sys.path[1:]]
    before = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    os.environ["PYTHONPATH"] = os.pathsep.join([f for f in folders if f not in before] + before)
    os.environ[PREFIX] = sys.prefix


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext myelin`` does in IPython and notebooks: from then on ``import nest`` is Myelin.

    Raises:
        ImportError: if another ``nest`` has been imported already.
    """
    nest = sys.modules.get("nest")
    if nest is not None and not nest.__name__.startswith("myelin."):
        raise ImportError(
            f"nest has been imported already, from {getattr(nest, '__file__', None)}: restart the kernel, and let "
            "%load_ext myelin come before the first import of nest"
        )
    install()
    extend_to_children()
    if shell is not None:
        show_errors_briefly(shell)
