"""Runs PyNEST scripts on Myelin: ``python3 -m myelin SCRIPT.py [ARGUMENT...]``."""

from __future__ import annotations

import io
import os
import runpy
import sys
from types import ModuleType

from . import alias, signals

_USAGE = """\
usage: python3 -m myelin [OPTION...] SCRIPT.py [ARGUMENT...]
       python3 -m myelin [OPTION...] -m MODULE [ARGUMENT...]
       python3 -m myelin [OPTION...] -c CODE [ARGUMENT...]

Runs a Python script for which 'import nest' is Myelin. --api 2 runs it as one written for NEST 2,
as Myelin does by itself once a script uses what only NEST 2 had. --models FOLDER adds the
models that are written there in NESTML, or in a file of that name.
"""


def _script(file: str) -> None:
    """Runs a script as Python itself would: its names are those of ``__main__``."""
    with io.open_code(os.path.abspath(file)) as source:
        text = source.read()
    sys.path[0] = os.path.dirname(os.path.realpath(file))
    _code(text, file)


def _code(text: str | bytes, file: str) -> None:
    main = ModuleType("__main__")
    if file != "<string>":
        main.__file__ = file
    sys.modules["__main__"] = main
    exec(compile(text, file, "exec"), main.__dict__)


def _run(words: list[str]) -> None:
    if words[0] == "-m":
        sys.argv = words[1:]
        sys.path[0] = os.getcwd()
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    elif words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        sys.path[0] = ""
        _code(words[1], "<string>")
    else:
        sys.argv = words
        _script(words[0])


def _tell(error: BaseException) -> int:
    """Shows an error of the script without the frames of this runner; returns the exit status."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    sys.excepthook(type(error), error.with_traceback(trace), trace)
    if isinstance(error, ModuleNotFoundError) and error.name:
        name = error.name.partition(".")[0]
        sys.stderr.write(f"myelin: a package of that name is installed by: {sys.executable} -m pip install {name}\n")
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def main(words: list[str]) -> int:
    """Runs what the command line asks for; returns the exit status."""
    while words and words[0].partition("=")[0] in ("--api", "--models"):
        option, equals, value = words[0].partition("=")
        if not equals:
            value = words[1] if len(words) > 1 else ""
        words = words[1:] if equals else words[2:]
        if option == "--models":
            if not os.path.exists(value):
                sys.stderr.write(f"myelin: no such file or folder of models: {value}\n")
                return 2
            os.environ["MYELIN_MODELS"] = os.path.abspath(value)
        elif value in ("2", "3"):
            os.environ["MYELIN_NEST_API"] = value
        else:
            sys.stderr.write(_USAGE)
            return 2
    if not words or words[0] in ("-h", "--help") or (words[0] in ("-m", "-c") and len(words) < 2):
        (sys.stdout if words[:1] in (["-h"], ["--help"]) else sys.stderr).write(_USAGE)
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    if not words[0].startswith("-") and not os.path.isfile(words[0]):
        sys.stderr.write(f"myelin: no such file: {words[0]}\n")
        return 2
    signals.install()
    alias.install()
    alias.extend_to_children()
    try:
        _run(words)
    except SystemExit:
        raise
    except BaseException as error:
        return _tell(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
