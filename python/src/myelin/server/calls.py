"""Calls of PyNEST's functions by name, ``/api/<call>``."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from .. import nest

FILES = frozenset({"DumpLayerConnections", "DumpLayerNodes", "SonataNetwork"})
"""The functions that are given the names of files."""

_NOT_SERVED = frozenset({"NESTError", "NESTErrors", "NestModule", "lib", "ll_api", "set_communicator"})
_NODES = frozenset(
    "from_arg layer nc nodes nodes_or_conns source source_layer sources src_layer src_nrn target target_layer targets "
    "tgt_layer tgt_nrn third to_arg".split()
)
"""The parameters that are nodes, given as lists of ids; Connect takes such lists itself."""

_INSPECTED: dict[str, Callable[[Any], Any]] = {
    "getdoc": inspect.getdoc,
    "getsource": lambda function: inspect.getsource(inspect.unwrap(function)),
}


class Refused(Exception):
    """A call that is not served, or not so."""


@functools.cache
def names() -> tuple[str, ...]:
    """What can be called: the functions of ``nest``, and its attributes, which are read."""
    return tuple(n for n in dir(nest) if not n.startswith("_") and n not in _NOT_SERVED)


def do(name: str, arguments: Any, files: bool) -> Any:
    """Does a call.

    Args:
        arguments: what the client sent: a dict of arguments by name, in which ``args`` are those without, and
            ``inspect`` asks for the text or source of the function instead; or a list, or one value
        files: whether clients may name files

    Returns:
        What the call returns; what is no function is read.

    Raises:
        Refused: if there is no such call.
        Exception: as the call does.
    """
    if name not in names():
        raise Refused(f"there is no call {name!r}; /api lists them")
    if name in FILES and not files:
        raise Refused(f"{name} reads or writes files of the server's machine, for which it must be started with --files")
    named, listed = _arguments(arguments)
    what = named.pop("inspect", None)
    called = getattr(nest, name)
    if isinstance(called, ModuleType):
        raise Refused(f"nest.{name} is a module: its functions are there for scripts, /exec")
    if what is not None:
        if what not in _INSPECTED:
            raise Refused(f"inspect can be {' or '.join(_INSPECTED)}, not {what!r}")
        if not callable(called):
            raise Refused(f"nest.{name} is no function")
        return {"data": _INSPECTED[what](called)}
    if not callable(called):
        return called
    return called(*listed, **named) if name == "Connect" else _call(called, listed, named)


def _arguments(given: Any) -> tuple[dict[str, Any], list[Any]]:
    if given is None:
        return {}, []
    if not isinstance(given, Mapping):
        return {}, list(given) if isinstance(given, list) else [given]
    named = dict(given)
    listed = named.pop("args", [])
    return named, listed if isinstance(listed, list) else [listed]


def _call(function: Callable[..., Any], listed: list[Any], named: dict[str, Any]) -> Any:
    """Calls a function; lists of ids become nodes where it takes nodes."""
    known = list(inspect.signature(function).parameters.values())
    if "nodes" in named and known and known[0].name == "nodes_or_conns":
        named["nodes_or_conns"] = named.pop("nodes")  # NEST's documents of the protocol call it so
    places = [p.name for p in known if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    rest = next((p.name for p in known if p.kind == p.VAR_POSITIONAL), None)
    for i, value in enumerate(listed):
        of_nodes = places[i] in _NODES if i < len(places) else rest == "args" and function is nest.Disconnect
        if of_nodes and _is_ids(value):
            listed[i] = nest.NodeCollection(value)
    for key, value in named.items():
        if key in _NODES and _is_ids(value):
            named[key] = nest.NodeCollection(value)
    return function(*listed, **named)


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and all(type(v) is int for v in value)


def decoded(body: bytes, form: bool) -> Any:
    """What a client sent.

    Args:
        body: JSON, or what a form or the part of an address after ``?`` holds
        form: whether it may be the latter

    Raises:
        Refused: if it is neither.
    """
    if form and body[:1] not in (b"{", b"[", b'"'):
        return _form(body)
    if not body.strip():
        return None
    try:
        return json.loads(body)
    except RecursionError:
        raise Refused("the lists or dicts that were sent are within each other too deeply") from None
    except ValueError as failure:
        raise Refused(f"what was sent is not JSON: {failure}") from None


def _form(text: bytes) -> dict[str, Any]:
    """Arguments by name. Values are numbers, lists, ... if they are JSON, else texts; several of one name are a list."""
    from urllib.parse import parse_qsl  # only needed here

    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, max_num_fields=1000)
    except ValueError as failure:
        raise Refused(f"the arguments cannot be read: {failure}") from None
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(_value(value))
    return {k: v[0] if len(v) == 1 else v for k, v in found.items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
