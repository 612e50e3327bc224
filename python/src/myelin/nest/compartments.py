"""Lists of dicts that a neuron consists of: its compartments, and the receptors on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from numbers import Integral
from typing import Any

import numpy as np

from . import processes
from .errors import call, fail
from .state import Declaration, Network

ADD = "add_"
"""What the name of a list begins with where elements are added to it."""

_TYPES = ("AMPA", "GABA", "NMDA", "AMPA_NMDA")


class _Elements:
    """The elements of a list of one node, or a list of them for each of several nodes.

    ``+`` gives these and others, and changes no node; ``nodes.<list> += others`` adds others.

    Args:
        nodes: the nodes
        elements: dicts
    """

    __slots__ = ("_nodes", "_elements", "_added")
    _NAME = ""

    def __init__(self, nodes: Any, elements: Iterable[Any]):
        self._nodes = nodes
        self._elements = tuple(elements)
        self._added = False

    def get_tuple(self) -> tuple[Any, ...]:
        """The dicts; of several nodes a list of dicts for each."""
        return self._elements

    def __getitem__(self, place: Any) -> Any:
        return self._elements[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __str__(self) -> str:
        return str(self._elements)

    __repr__ = __str__

    def __add__(self, others: Any) -> _Elements:
        return type(self)(self._nodes, [*self._elements, *listed(self._NAME, others)])

    def __iadd__(self, others: Any) -> _Elements:
        self._nodes.set({ADD + self._NAME: others})
        added: _Elements = getattr(self._nodes, self._NAME)
        added._added = True
        return added

    def was_added_to(self, nodes: Any, name: str) -> bool:
        """Whether these are the elements that the nodes have, because they have been added to them."""
        return self._added and name == self._NAME and nodes == self._nodes


class Compartments(_Elements):
    """The compartments of neurons: ``{"comp_idx": 1, "parent_idx": 0}`` each."""

    __slots__ = ()
    _NAME = "compartments"


class Receptors(_Elements):
    """The receptors of neurons: ``{"comp_idx": 1, "receptor_idx": 0, "receptor_type": "AMPA"}`` each."""

    __slots__ = ()
    _NAME = "receptors"


_CLASSES = {c._NAME: c for c in (Compartments, Receptors)}


def listed(name: str, given: Any) -> list[Any]:
    """The elements that were given for a list, of which one may stand alone.

    Raises:
        NESTErrors.BadProperty: if it is no list of dicts.
    """
    elements = [given] if isinstance(given, Mapping) else given
    if isinstance(elements, (list, tuple, _Elements)) and all(isinstance(e, Mapping) for e in elements):
        return list(elements)
    fail("BadProperty", f"'{name}' entry could not be identified, provide list of parameter dicts")


def resolve(
    declared: Declaration, given: dict[str, Any], present: Callable[[str], list[dict[str, Any]]]
) -> dict[str, Any]:
    """Parameters of one node in which lists of dicts are whole, with what is there already.

    Args:
        given: parameters that the model has, or names of lists that begin with ``add_``
        present: what a node has of a list

    Raises:
        NESTErrors.BadProperty: if a list is set that is there already.
    """
    if not is_concerned(declared, given):
        return given
    found = {n: v for n, v in given.items() if n not in _names(declared)}
    for name in declared.maps:
        if name not in given and ADD + name not in given:
            continue
        whole = present(name)
        if name in given and whole:
            fail("BadProperty", f"'{name}' is already defined for this model; add to it by +=")
        for key in (name, ADD + name):
            whole = whole + listed(name, given.get(key, []))
        found[name] = whole
    return found


def is_one_each(declared: Declaration, name: str, given: Any) -> bool:
    """Whether a list of dicts is given for each of several nodes."""
    if name not in _names(declared) or not isinstance(given, (list, tuple)) or not given:
        return False
    return all(isinstance(one, (list, tuple)) for one in given)


def is_concerned(declared: Declaration, given: Mapping[str, Any]) -> bool:
    """Whether a list of dicts is among the given parameters."""
    return bool(declared.maps) and not _names(declared).isdisjoint(given)


def _names(declared: Declaration) -> set[str]:
    return {n for name in declared.maps for n in (name, ADD + name)}


def is_added(declared: Declaration, name: str) -> bool:
    """Whether a name is that of a list of dicts to which is added."""
    return name.startswith(ADD) and name[len(ADD) :] in declared.maps


def of(network: Network, node: int, name: str) -> list[dict[str, Any]]:
    """All that a node has of a list, as it could be set; of a neuron of another process what all have set."""
    if not processes.joined().has(node):
        return list(network.elements.get((node, name), []))
    java = network.open()
    return python(call(java.value, node, name))


def note(network: Network, declared: Declaration, node: int, given: Mapping[str, Any]) -> None:
    """Keeps whole lists that a neuron of another process is being given, whose lists cannot be read here."""
    if not processes.joined().has(node):
        network.noted.update({(node, n): listed(n, given[n]) for n in declared.maps if n in given})


def python(maps: Iterable[Any]) -> list[dict[str, Any]]:
    """Maps of Java's as dicts."""
    return [{str(e.getKey()): _value(e.getValue()) for e in m.entrySet()} for m in maps]


def _value(value: Any) -> Any:
    if hasattr(value, "entrySet"):
        return python([value])[0]
    if isinstance(value, str) or hasattr(value, "charAt"):
        return str(value)
    return int(value) if isinstance(value, Integral) else float(value)


def java(name: str, elements: Iterable[Mapping[str, Any]]) -> Any:
    """Dicts as maps of Java's.

    Raises:
        NESTErrors.TypeMismatch: if a value is neither a number nor a text nor a dict.
    """
    import jpype

    result = jpype.JClass("java.util.ArrayList")()
    for element in listed(name, elements):
        result.add(_map(name, element))
    return result


def _map(where: str, element: Mapping[str, Any]) -> Any:
    import jpype

    result = jpype.JClass("java.util.LinkedHashMap")()
    for name, value in element.items():
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, Mapping):
            value = _map(f"{where}.{name}", value)
        elif hasattr(value, "_value"):
            value = value._value()
        elif not isinstance(value, (bool, int, float, str)):
            fail("TypeMismatch", f"'{where}.{name}' must be a number or a text, not {type(value).__name__}")
        result.put(str(name), value)
    return result


def shown(name: str, maps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A list as NEST shows it: with the places of elements, without their numbers; receptors by
    compartment and type."""
    if name == "compartments":
        return [{"comp_idx": k, "parent_idx": m["parent_idx"]} for k, m in enumerate(maps)]
    found = [
        {"comp_idx": m["comp_idx"], "receptor_idx": r, "receptor_type": m["receptor_type"]}
        for r, m in enumerate(maps)
    ]
    return sorted(found, key=lambda m: (m["comp_idx"], _TYPES.index(m["receptor_type"])))


def of_nodes(nodes: Any, name: str, elements: Any) -> _Elements:
    """What nodes have of a list, to which can be added."""
    return _CLASSES[name](nodes, elements)
