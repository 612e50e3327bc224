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

_OBEYED = ("neuron_synapse_pairs", "synapse_models", "neuron_models", "weight_variable", "delay_variable")

_BUFFERING = "continuous_state_buffering_method"

_BUFFERED = {"continuous_time_buffer": "", "post_spike_based": " @myelin::when_fired"}
"""The marks of continuous ports for each way in which NESTML keeps variables of the target."""

_OTHER_RESULTS = {"solver": "analytic"}
"""Options that change what a model does, with the value that Myelin has."""

_SOLVERS = {"rk45": "", "forward-Euler": "@integrator(method=euler)"}
"""The lines of equations for each numeric solver that NESTML has."""

_EQUATIONS = re.compile(r"^([ \t]*)equations:[ \t]*(?:#.*)?$", re.MULTILINE)

_PORT = re.compile(r"^[ \t]*(\w+)[ \t]*<-[ \t]*spike\b", re.MULTILINE)

_CONTINUOUS = r"^([ \t]*{name}[ \t]+[^#\n]*<-[ \t]*continuous)\b(?![^#\n]*@myelin::target)"

_INLINE = r"^([ \t]*)(inline[ \t]+{name}\b)"


class _Part(NamedTuple):
    """A model in a file."""

    name: str
    text: str

    @property
    def synapse(self) -> bool:
        """Whether it is a synapse, as in Java."""
        named = self.name.endswith("synapse") and not self.name.endswith("multisynapse")
        return named or any(p.startswith("pre") for p in _PORT.findall(self.text))

    def called(self, name: str) -> str:
        """The text with another name of the model."""
        return _HEAD.sub(rf"\1\2\3{name}\5", self.text, count=1)


class _Ports(NamedTuple):
    """What a synapse receives, beside the spikes of its source.

    Attributes:
        post: ports for spikes of the target
        told: continuous ports, with the variables of the target that they read
        third: ports for spikes of a volume transmitter
    """

    post: list[str]
    told: dict[str, str]
    third: list[str]


class _Pair(NamedTuple):
    """A neuron and the synapses onto it, by name, that scripts know by names of both."""

    neuron: str
    synapses: dict[str, _Ports]


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


def _ports(given: Mapping[str, Any]) -> _Ports:
    post: list[str] = []
    told: dict[str, str] = {}
    for port in given.get("post_ports") or ():
        if isinstance(port, str):
            post.append(port)
        elif isinstance(port, (list, tuple)) and len(port) == 2 and all(isinstance(name, str) for name in port):
            told[port[0]] = port[1]
        else:
            raise ValueError(f"post_ports: {port!r} must be a port or a pair of a port and a variable of the neuron")
    return _Ports(post, told, list(given.get("vt_ports") or ()))


def _pairs(options: Mapping[str, Any]) -> list[_Pair]:
    """The pairs that are asked for, as release 9 of NESTML has them, or earlier ones."""
    found = []
    for pair in options.get("neuron_synapse_pairs") or ():
        synapses = pair.get("synapses")
        if synapses is None:
            synapses = {pair["synapse"]: pair}
        found.append(_Pair(pair["neuron"], {s: _ports(p) for s, p in synapses.items()}))
    return found


def _begun(text: str, port: str, begin: str) -> str:
    """The text with a port's name so that it tells whose spikes it takes."""
    return text if port.startswith(begin) else re.sub(rf"\b{port}\b", f"{begin}_{port}", text)


def _told(part: _Part, pairs: Sequence[_Pair], options: Mapping[str, Any]) -> _Part:
    """A synapse whose text tells by itself what options tell: its ports, weight and delay."""
    text = part.text
    own = [pair.synapses[part.name] for pair in pairs if part.name in pair.synapses]
    post = [p for ports in own for p in ports.post]
    third = [p for ports in own for p in ports.third]
    for port, variable in [pair for ports in own for pair in ports.told.items()]:
        line = _CONTINUOUS.format(name=re.escape(port))
        marks = f'@myelin::target("{variable}"){_BUFFERED[options.get(_BUFFERING, "continuous_time_buffer")]}'
        text = re.sub(line, rf"\1 {marks}", text, count=1, flags=re.MULTILINE)
    for port in _PORT.findall(text):
        if port in post:
            text = _begun(text, port, "post")
        elif port in third:
            text = text if port.startswith("mod") else _begun(text, port, "vt")
        elif not port.startswith(("post", "mod", "vt")):
            text = _begun(text, port, "pre")
    for what in ("weight", "delay"):
        variable = (options.get(f"{what}_variable") or {}).get(part.name)
        if variable and f"@nest::{what}" not in text:
            line = rf"^([ \t]*(?:recordable[ \t]+)?{variable}[ \t]+[^#=\n]+=[^#\n]*?)([ \t]*(?:#.*)?)$"
            text = re.sub(line, rf"\1 @nest::{what}\2", text, count=1, flags=re.MULTILINE)
    return _Part(part.name, text)


def _solved(text: str, solver: str) -> str:
    """A neuron's text that names the numeric solver, unless it names one itself."""
    line = _SOLVERS[solver]
    head = _EQUATIONS.search(text)
    if not line or head is None or "@integrator" in text:
        return text
    body = text[head.end() :]
    indent = re.match(r"(?:\s*#.*\n|\s*\n)*([ \t]+)\S", body)
    return f"{text[: head.end()]}\n{indent.group(1)}{line}{body}" if indent else text


def _shown(part: _Part, pairs: Sequence[_Pair], options: Mapping[str, Any]) -> _Part:
    """A neuron with the numeric solver of the options, whose inlines that synapses read are recordable."""
    text = _solved(part.text, options.get("numeric_solver", "rk45"))
    for pair in pairs:
        if pair.neuron != part.name:
            continue
        for variable in [v for ports in pair.synapses.values() for v in ports.told.values()]:
            line = _INLINE.format(name=re.escape(variable))
            text = re.sub(line, r"\1recordable \2", text, count=1, flags=re.MULTILINE)
    return _Part(part.name, text)


def _obey(options: Mapping[str, Any]) -> None:
    """Refuses options that Myelin cannot obey, and tells which have no effect."""
    buffering = options.get(_BUFFERING, "continuous_time_buffer")
    if buffering not in _BUFFERED:
        raise ValueError(f"codegen_opts['{_BUFFERING}'] = {buffering!r}: it must be one of {', '.join(_BUFFERED)}")
    for option, value in options.items():
        if option in _OBEYED or option == _BUFFERING:
            continue
        if option == "numeric_solver":
            if value not in _SOLVERS:
                raise ValueError(f"codegen_opts['{option}'] = {value!r}: it must be one of {', '.join(_SOLVERS)}")
            if value != "rk45":
                log.info("codegen_opts[%r] has no effect on synapses, whose steps have errors that are controlled", option)
            continue
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
    """Makes a module of the models in some files, for ``nest.Install(module_name)``.

    A pair of a neuron N and a synapse S is there by the names that NESTML gives, ``N__with_S`` and ``S__with_N``,
    and by their own: nothing is moved from the synapse to the neuron.

    Args:
        input_path: a file or folder, or a list of such
        target_path: the folder in which the module's folder is made; ``target`` if None
        install_path: a folder in which it is made, too
        logging_level: of the logger ``pynestml``
        module_name: the module's name
        store_log: without effect, as ``dev``
        suffix: what is added to the names of the models
        dev: without effect
        codegen_opts: pairs of neuron and synapse, which variables are weight and delay, and the numeric solver of
            neurons; another ``solver`` than the analytic one is refused; others have no effect

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
    pairs = _pairs(codegen_opts or {})
    texts: dict[str, str] = {}
    known: dict[str, _Part] = {}
    checked = True
    for file in _files(input_path):
        text = file.read_text(encoding="utf-8")
        parts = _parts(text)
        synapses = {s for pair in pairs for s in pair.synapses}
        if any(p.synapse or p.name in synapses for p in parts) or suffix.endswith("synapse"):
            checked = False
        else:
            call(jvm.start().Kernel.names, str(file))
        for part in parts:
            if part.synapse or part.name in synapses:
                told = _told(part, pairs, codegen_opts or {})
            else:
                told = _shown(part, pairs, codegen_opts or {})
            known[part.name] = told
            texts[part.name + suffix] = told.called(part.name + suffix)
    for pair in pairs:
        for name in (pair.neuron, *pair.synapses):
            if name not in known:
                raise ValueError(f"codegen_opts['neuron_synapse_pairs']: there is no model {name} in the files")
        neuron = pair.neuron + suffix
        together = "_and_".join(s + suffix for s in pair.synapses)
        texts[f"{neuron}__with_{together}"] = known[pair.neuron].called(f"{neuron}__with_{together}")
        for name in pair.synapses:
            both = f"{name}{suffix}__with_{neuron}"
            texts[both] = known[name].called(both)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / f"{name}.nestml").write_text(text, encoding="utf-8")
    if texts and not (checked and not pairs):  # else all is told by the files themselves
        call(jvm.start().Kernel.names, str(folders[0]))
    modules.add(module_name, str(folders[0]))
