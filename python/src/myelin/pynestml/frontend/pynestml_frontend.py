"""From files of NESTML to a module for ``nest.Install``."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Union

from ... import jvm, modules
from ...nest.errors import call

log = logging.getLogger("pynestml")

_HEAD = re.compile(r"^([ \t]*)(model|neuron|synapse)([ \t]+)(\w+)([ \t]*:)", re.MULTILINE)

_PAIRS = ("neuron_synapse_pairs", "synapse_models")

_OTHER_RESULTS = {"solver": "analytic", "numeric_solver": "rk45"}
"""Options that change what a model does, with the value that Myelin has."""


class _Part(NamedTuple):
    """A model in a file."""

    name: str
    text: str

    @property
    def synapse(self) -> bool:
        return self.name.endswith("synapse") and not self.name.endswith("multisynapse")


def _files(input_path: Union[str, os.PathLike[str], Sequence[Any]]) -> list[Path]:
    paths = [input_path] if isinstance(input_path, (str, os.PathLike)) else list(input_path)
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(path.glob("*.nestml"))
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(f"there is no file or folder '{path}'")
    if not found:
        raise FileNotFoundError(f"there is no file *.nestml in {', '.join(map(str, paths))}")
    return found


def _parts(text: str) -> list[_Part]:
    """The models of a file; each with the lines before it that are no other model's, such as comments."""
    heads = list(_HEAD.finditer(text))
    parts = []
    for k, head in enumerate(heads):
        begin = 0 if k == 0 else head.start()
        end = heads[k + 1].start() if k + 1 < len(heads) else len(text)
        # a blank line for each that is left out, so that errors name the lines of the file
        parts.append(_Part(head.group(4), "\n" * text.count("\n", 0, begin) + text[begin:end]))
    return parts


def _obey(options: Mapping[str, Any]) -> None:
    """Refuses options that Myelin cannot obey, and tells which have no effect."""
    if any(options.get(o) for o in _PAIRS):
        raise NotImplementedError(
            "Myelin does not run synapses that are written in NESTML yet, so a pair of a neuron and a synapse"
            " (codegen_opts['neuron_synapse_pairs']) cannot be made; its own stdp_synapse and others"
            " (nest.synapse_models) go with neurons from texts"
        )
    for option, value in options.items():
        ours = _OTHER_RESULTS.get(option)
        if ours is not None and value != ours:
            raise NotImplementedError(f"codegen_opts['{option}'] = {value!r}: Myelin has {ours!r} only")
        if ours is None:
            log.info("codegen_opts[%r] has no effect, as no code in C++ is made", option)


def generate_nest_target(
    input_path: Union[str, os.PathLike[str], Sequence[Any]],
    target_path: Union[str, None] = None,
    install_path: Union[str, None] = None,
    logging_level: str = "ERROR",
    module_name: str = "nestmlmodule",
    store_log: bool = False,
    suffix: str = "",
    dev: bool = False,
    codegen_opts: Union[Mapping[str, Any], None] = None,
) -> None:
    """Makes a module of the models of neurons in some files, for ``nest.Install(module_name)``.

    Args:
        input_path: a file or folder, or a list of such
        target_path: the folder in which the module's folder is made; ``target`` if None
        install_path: a folder in which it is made, too
        logging_level: of the logger ``pynestml``
        module_name: the module's name
        store_log: without effect, as ``dev``
        suffix: what is added to the names of the models
        dev: without effect
        codegen_opts: pairs of neuron and synapse are refused, other solvers too; others have no effect

    Raises:
        FileNotFoundError: if there is no such file or folder, or no text in it.
        NESTErrors.BadProperty: with all errors of the texts.
        NotImplementedError: for what Myelin cannot do.
    """
    if logging_level in ("DEBUG", "INFO", "WARNING", "ERROR"):
        log.setLevel(logging_level)
    _obey(codegen_opts or {})
    if not re.fullmatch(r"\w+", module_name):
        raise ValueError(f"module_name = {module_name!r}: letters, digits and _ are needed")
    if not re.fullmatch(r"\w*", suffix):
        raise ValueError(f"suffix = {suffix!r}: letters, digits and _ are needed")
    folders = [Path(p).resolve() / module_name for p in (target_path or "target", install_path) if p]
    texts: dict[str, str] = {}
    for file in _files(input_path):
        text = file.read_text(encoding="utf-8")
        parts = _parts(text)
        if not any(p.synapse for p in parts):
            call(jvm.start().Kernel.names, str(file))
        for part in parts:
            if part.synapse:
                log.warning("%s: %s is a synapse; those from texts do not run yet, it is left out", file, part.name)
                continue
            texts[part.name + suffix] = _HEAD.sub(rf"\1\2\3\g<4>{suffix}\5", part.text, count=1)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / f"{name}.nestml").write_text(text, encoding="utf-8")
    if texts:
        call(jvm.start().Kernel.names, str(folders[0]))
    modules.add(module_name, str(folders[0]))
