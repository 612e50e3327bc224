"""Scripts that clients send, ``/exec``: restricted by RestrictedPython, or not."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import io
import operator
import re
import sys
from types import ModuleType
from typing import Any

from .. import nest
from .calls import FILES, Refused

FILE = "<script>"
_LONGEST_OUTPUT = 10_000_000

_SUBMODULES = {
    "nest": ("NESTErrors", "logic", "math", "random", "spatial", "spatial_distributions"),
    "numpy": ("fft", "linalg", "ma", "polynomial", "random"),
}
"""What belongs to a module that is allowed, without being allowed by its own name."""

_REFUSED_OF = {
    "nest": frozenset("PlotLayer PlotProbabilityParameter PlotSources PlotTargets lib set_communicator".split()),
    "numpy": frozenset(
        "DataSource ctypeslib fromfile fromregex genfromtxt load loadtxt lookfor mafromtxt memmap ndfromtxt recfromcsv "
        "recfromtxt save savetxt savez savez_compressed test".split()
    ),
}
"""What scripts may not use of modules and of those within them."""

_REFUSED_OF_ARRAYS = frozenset({"cffi", "ctypes", "dump", "dumps", "tofile"})
_LIBRARIES = frozenset({"matplotlib", "pandas"})
"""Libraries whose objects ``nest`` may hand out, and can write files or run code: they are refused unless allowed."""

_IN_PLACE = {
    "+=": operator.iadd, "-=": operator.isub, "*=": operator.imul, "/=": operator.itruediv, "//=": operator.ifloordiv,
    "%=": operator.imod, "**=": operator.ipow, "@=": operator.imatmul, "&=": operator.iand, "|=": operator.ior,
    "^=": operator.ixor, "<<=": operator.ilshift, ">>=": operator.irshift,
}  # fmt: skip
_MORE_BUILTINS = "all any bytearray dict enumerate filter frozenset iter list map max min next object reversed set sorted sum zip"
_ABSENT = object()
_IMPORT = re.compile(r"(?:from\s+(?P<of>[\w.]+)\s+)?import\s+(?P<name>[\w.]+)(?:\s+as\s+(?P<as>\w+))?|(?P<bare>[\w.]+)")


class Modules:
    """The modules that scripts may import, and have without.

    Args:
        text: ``nest,numpy``, or statements as ``import nest; import scipy as sp; from numpy import random``

    Raises:
        ValueError: if the text is neither, or there is no such module.
    """

    def __init__(self, text: str):
        self.bound: dict[str, Any] = {}
        self.allowed: dict[str, ModuleType] = {}
        for part in filter(None, (p.strip() for p in re.split(r"[;,\n]", text))):
            found = _IMPORT.fullmatch(part)
            if not found:
                raise ValueError(f"modules are named as 'nest,numpy' or 'import nest; import numpy as np', not '{part}'")
            self._add(found["bare"] or found["name"], found["of"], found["as"])

    def _add(self, name: str, of: str | None, alias: str | None) -> None:
        full = f"{of}.{name}" if of else name
        try:
            module = self._find(of or full)
            if of:
                module = getattr(module, name)
        except (ImportError, AttributeError) as failure:
            raise ValueError(f"scripts cannot have the module {full}: {failure}") from None
        if isinstance(module, ModuleType):
            self.allowed[full] = module
            for sub in _SUBMODULES.get(full, ()):
                with contextlib.suppress(ImportError, AttributeError):  # of a release of numpy that lacks it
                    self.allowed[f"{full}.{sub}"] = getattr(module, sub)
        if alias or of:
            self.bound[alias or name] = module
        else:
            first = full.partition(".")[0]
            self.bound[first] = self._find(first)

    @staticmethod
    def _find(name: str) -> ModuleType:
        return nest if name == "nest" else importlib.import_module(name)

    def name_of(self, module: Any) -> str | None:
        """The name of a module that is allowed."""
        return next((n for n, m in self.allowed.items() if m is module), None)


class _Printed(io.StringIO):
    """What a script prints, up to a length."""

    def write(self, text: str) -> int:
        if self.tell() + len(text) > _LONGEST_OUTPUT:
            raise Refused(f"the script printed more than {_LONGEST_OUTPUT} characters")
        return super().write(text)


def run(source: Any, wanted: Any, modules: Modules, restricted: bool, files: bool) -> dict[str, Any]:
    """Runs a script.

    Args:
        source: its text
        wanted: the name of a variable to return, or a list of names
        restricted: whether it may do only what RestrictedPython and this module let through
        files: whether it may call the functions that are given the names of files

    Returns:
        ``data``: the variable, None if there is none of that name, or a dict of them; ``stdout``: what was printed.

    Raises:
        Refused: if the source is not a text.
        Exception: as the script does.
    """
    if source is None:
        return {}
    if not isinstance(source, str):
        raise Refused("source must be the text of a script")
    printed = _Printed()
    with contextlib.redirect_stdout(printed):
        if restricted:
            variables = _Fence(modules, files).globals(printed)
            code = _compiled(source)
        else:
            variables = {"__name__": "__main__", **modules.bound}
            code = compile(source, FILE, "exec")
        exec(code, variables)
    answer: dict[str, Any] = {}
    if isinstance(wanted, str) and wanted:
        answer["data"] = variables.get(wanted)
    elif isinstance(wanted, list) and wanted:
        answer["data"] = {str(name): variables.get(name) for name in wanted if isinstance(name, str)}
    if printed.tell():
        answer["stdout"] = printed.getvalue()
    return answer


def line_of(failure: BaseException) -> int:
    """The line of the script where an error arose; -1 if it did not arise in a line."""
    line = -1
    if isinstance(failure, SyntaxError) and failure.filename in (FILE, None):
        line = failure.lineno or -1
    trace = failure.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _compiled(source: str) -> Any:
    from RestrictedPython import compile_restricted_exec

    result = compile_restricted_exec(source, filename=FILE)
    if result.errors:
        text = "; ".join(result.errors)
        found = re.match(r"Line (\d+)", text)
        failure = SyntaxError(re.sub(r"Line \d+: (SyntaxError: )?", "", text))
        failure.lineno = int(found[1]) if found else None
        raise failure
    return result.code


class _Fence:
    """What a restricted script finds in the place of Python's own means."""

    def __init__(self, modules: Modules, files: bool):
        self.modules = modules
        self.files = files

    def globals(self, printed: io.StringIO) -> dict[str, Any]:
        """The variables that a script begins with."""
        from RestrictedPython import Guards, safe_builtins

        known = dict(safe_builtins)
        known.update({n: getattr(builtins, n) for n in _MORE_BUILTINS.split() if hasattr(builtins, n)})
        known["__import__"] = self.imported
        known["getattr"] = self.attribute
        known["hasattr"] = self.has
        for name in ("setattr", "delattr", "_getattr_"):
            known.pop(name, None)

        class Printer:
            """What ``print`` has become: all scopes of a script print to one text."""

            def __init__(self, *_: Any):
                pass

            def _call_print(self, *words: Any, sep: str = " ", end: str = "\n", **_: Any) -> None:
                print(*words, sep=sep, end=end, file=printed)

        return {
            "__builtins__": known,
            "__name__": "script",
            "__metaclass__": type,
            "_print_": Printer,
            "_getattr_": self.attribute,
            "_getitem_": operator.getitem,
            "_getiter_": iter,
            "_iter_unpack_sequence_": Guards.guarded_iter_unpack_sequence,
            "_unpack_sequence_": Guards.guarded_unpack_sequence,
            "_inplacevar_": lambda op, x, y: _IN_PLACE[op](x, y),
            "_write_": self.writable,
            **self.modules.bound,
        }

    def attribute(self, of: Any, name: Any, *default: Any) -> Any:
        """An attribute, if scripts may have it."""
        from RestrictedPython.Guards import safer_getattr

        if type(name) is not str:
            raise TypeError("the name of an attribute must be a text")
        self._refuse_java(of)
        if isinstance(of, ModuleType):
            module = self.modules.name_of(of)
            if module is None and name == "__name__":
                return of.__name__
            if module is None:
                raise self._not_allowed(of.__name__)
            if name in _REFUSED_OF.get(module.partition(".")[0], ()) or (module == "nest" and name in FILES and not self.files):
                raise AttributeError(f"scripts may not use {module}.{name}")
        else:
            self._refuse_of_libraries(of, name)
        value = safer_getattr(of, name, _ABSENT)
        if value is _ABSENT:
            return default[0] if default else getattr(of, name)  # which says that it is not there
        self._refuse_java(value)
        if isinstance(of, ModuleType) and of.__name__.startswith("myelin.nest."):
            if not str(getattr(value, "__module__", None)).startswith(("myelin.nest", "NESTErrors")):
                raise AttributeError(f"there is no nest.{of.__name__[12:]}.{name}")  # what the module uses itself
        if isinstance(value, ModuleType) and self.modules.name_of(value) is None:
            raise self._not_allowed(value.__name__)
        return value

    def has(self, of: Any, name: Any) -> bool:
        """Whether there is an attribute that scripts may have."""
        try:
            self.attribute(of, name)
        except AttributeError:
            return False
        return True

    def imported(self, name: str, _: Any = None, __: Any = None, what: Any = (), level: int = 0) -> ModuleType:
        """A module, if scripts may have it: what ``import`` does."""
        if level or not isinstance(name, str) or name not in self.modules.allowed:
            raise self._not_allowed(name)
        module = self.modules.allowed[name]
        if not what:
            first = name.partition(".")[0]
            return self.modules.allowed.get(first, module)
        for each in what:
            if f"{name}.{each}" not in self.modules.allowed:
                try:
                    self.attribute(module, each)
                except AttributeError as failure:
                    raise ImportError(str(failure)) from None
        return module

    def _not_allowed(self, name: Any) -> ImportError:
        allowed = ", ".join(self.modules.allowed) or "none"
        return ImportError(f"scripts may not use the module {name}; they may use {allowed} (the server's option --modules)")

    @staticmethod
    def writable(target: Any) -> Any:
        """What attributes or items are to be set of or deleted from, if scripts may."""
        kind = type(target)
        own = kind.__module__ == "script"
        known = kind in (dict, list, set, bytearray) or kind is nest.NodeCollection or kind is nest.SynapseCollection
        if own or known or target is nest or (kind.__module__, kind.__name__) == ("numpy", "ndarray"):
            return target
        raise TypeError(f"scripts may not change things of the kind {kind.__name__}")

    def _refuse_of_libraries(self, of: Any, name: str) -> None:
        """Refuses what writes files, of objects as of classes, from which it could be had as a function."""
        kind = of if isinstance(of, type) else type(of)
        libraries = {k.__module__.partition(".")[0] for k in type.mro(kind)}
        if name in _REFUSED_OF_ARRAYS and "numpy" in libraries:
            raise AttributeError(f"scripts may not use {name} of numpy's objects")
        for library in libraries & _LIBRARIES:
            if not any(n.partition(".")[0] == library for n in self.modules.allowed):
                raise AttributeError(f"scripts may not use objects of {library} (the server's option --modules)")

    @staticmethod
    def _refuse_java(value: Any) -> None:
        jpype: Any = sys.modules.get("jpype")
        if jpype is not None and isinstance(value, (jpype.JObject, jpype.JClass, jpype.JPackage)):
            raise AttributeError("scripts may not use Java's objects")
