"""Structural plasticity: synaptic elements of neurons; ``growing`` has the synapses that come and go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import values
from .errors import call, fail
from .state import Declaration, Model, Network, state

ELEMENTS = "synaptic_elements"
SOME = "synaptic_elements_param"
"""Sets some values of elements that neurons have, and leaves the others as they are."""

ENDS = ("pre_synaptic_element", "post_synaptic_element")
ONE_END = "Structural plasticity requires both a pre- and postsynaptic element."

_NUMBERS = {"growth_rate": 1.0, "tau_vacant": 0.1, "continuous": 1.0, "eps": 0.7, "eta": 0.1, "psi": 0.1, "z": 0.0}
"""The values of elements that are numbers, in Java's order, with their defaults."""

_READ = ("z_connected", "z_vacant")
"""Values that users read, and that NEST passes over where they are set."""

_OF_CURVE = {"gaussian": "eta", "sigmoid": "psi"}
"""The value that only a curve of that name has."""

Element = dict[str, Any]
Elements = dict[str, Element]


def curves() -> list[str]:
    """The names of growth curves."""
    return ["gaussian", "linear", "sigmoid"]


def mapping(name: str, given: Any) -> Mapping[str, Any]:
    """The dictionary that was given under a name."""
    if not isinstance(given, Mapping):
        values.mismatch(name, given, "a dictionary")
    return given


def _fresh() -> Element:
    return {"growth_curve": "linear", **_NUMBERS, "z_connected": 0.0}


def _changed(name: str, element: Element, given: Any) -> Element:
    """Elements with some values changed."""
    changed = dict(element)
    for own, value in mapping(name, given).items():
        if own == "growth_curve":
            if not isinstance(value, str):
                values.mismatch(own, value, "a text")
            if value not in curves():
                raise IndexError(f"map::at: there is no growth curve '{value}'; there are {', '.join(curves())}")
            changed[own] = str(value)
        elif own == "continuous":
            if not isinstance(value, (bool, np.bool_)):
                values.mismatch(own, value, "True or False")
            changed[own] = float(value)
        elif own in _NUMBERS:
            changed[own] = float(values.number(own, value, False))
        elif own not in _READ and state.settings["dict_miss_is_error"]:
            known = ", ".join(sorted(("growth_curve", *_NUMBERS)))
            what = f"Unaccessed elements in {ELEMENTS} '{name}': {own}"
            fail("UnaccessedDictionaryEntry", f"{what}. Elements have: {known}")
    return changed


def _all(given: Any) -> Elements:
    return {str(name): _changed(name, _fresh(), one) for name, one in mapping(ELEMENTS, given).items()}


def _some(held: Elements, given: Any) -> Elements:
    changed = dict(held)
    for name, one in mapping(SOME, given).items():
        if name not in held:
            there = ", ".join(held) or "none"
            fail("UnaccessedDictionaryEntry", f"Unaccessed elements in {SOME}: {name}. The neuron has: {there}")
        changed[name] = _changed(name, held[name], one)
    return changed


def _crossing(elements: Elements) -> tuple[Any, Any, Any]:
    """Names, growth curves and numbers, as Java takes them."""
    numbers = [one[n] for one in elements.values() for n in (*_NUMBERS, "z_connected")]
    return values.texts(elements), values.texts(e["growth_curve"] for e in elements.values()), values.doubles(numbers)


def _require(network: Network, elements: Elements, where: str) -> None:
    """Refuses elements that Java would refuse."""
    call(network.package.Growth.require, *_crossing(elements)[1:], where=where)


def concerns(params: Any) -> bool:
    """Whether elements are among the parameters of nodes, or among those of one of several nodes."""
    if isinstance(params, Mapping):
        return ELEMENTS in params or SOME in params
    return isinstance(params, (list, tuple)) and any(concerns(p) for p in params)


def _split(declared: Declaration, params: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Elements among parameters, and the other parameters."""
    if ELEMENTS not in declared.of_all:
        return {}, dict(params)
    own = {n: v for n, v in params.items() if n in (ELEMENTS, SOME)}
    return own, {n: v for n, v in params.items() if n not in own}


def _resolved(network: Network, held: Elements, given: Mapping[str, Any], where: str) -> Elements:
    elements = _all(given[ELEMENTS]) if ELEMENTS in given else held
    elements = _some(elements, given[SOME]) if SOME in given else elements
    _require(network, elements, where)
    return elements


class Change:
    """Elements that nodes get, once all else has been checked.

    Args:
        nodes: the nodes, as a NodeCollection
        elements: by name
    """

    def __init__(self, nodes: Any, elements: Elements):
        self.nodes = nodes
        self.elements = elements

    def make(self, network: Network) -> None:
        """Gives the nodes their elements."""
        call(network.package.Growth.put, network.open(), self.nodes._to_java(), *_crossing(self.elements))
        network.grown = True


Others = list[tuple[Any, dict[str, Any]]]
"""Nodes with parameters that are not elements."""


def changes(network: Network, nodes: Any, params: Mapping[str, Any]) -> tuple[list[Change], Others]:
    """What ``set`` does to elements, and what else it sets: nodes with parameters."""
    made: list[Change] = []
    others = []
    for group, _, ids in nodes._groups():
        some = nodes if len(nodes) == len(ids) else type(nodes)._of(ids, network)
        own, rest = _split(network.models[group].declared, params)
        if rest:
            others.append((some, rest))
        if not own:
            continue
        where = f"Setting status of a '{group}' with node ID {int(ids[0])}: "
        if SOME not in own:
            made.append(Change(some, _resolved(network, {}, own, where)))
            continue
        for node in some.tolist():
            one = type(nodes)._of(range(node, node + 1), network)
            made.append(Change(one, _resolved(network, held(network, node), own, where)))
    return made, others


def of_new(model: Model, params: Any, n: int) -> tuple[Any, list[Elements]]:
    """The parameters of new nodes without elements, and the elements: one for all, or one for each.

    Args:
        model: their model
        params: a dict, a list with one for each node, or None
    """
    usual: Elements = model.own.get(ELEMENTS, {})
    if params is None or not concerns(params):
        return params, [usual] if usual else []
    network = state.network
    where = f"Setting status of a '{model.name}' with node ID {network.size + 1}: "
    if isinstance(params, Mapping):
        own, rest = _split(model.declared, params)
        return rest, [_resolved(network, usual, own, where)] if own else []
    split = [_split(model.declared, mapping("params", p)) for p in params]
    return [rest for _, rest in split], [_resolved(network, usual, own, where) for own, _ in split]


def give(network: Network, nodes: Any, elements: Sequence[Elements]) -> None:
    """Gives new nodes their elements, which have been checked."""
    if len(elements) == 1:
        Change(nodes, elements[0]).make(network)
        return
    for node, own in zip(nodes.tolist(), elements):
        Change(type(nodes)._of(range(node, node + 1), network), own).make(network)


def defaults(network: Network, model: str, params: Mapping[str, Any]) -> tuple[Mapping[str, Any], Elements | None]:
    """Defaults of a model without elements, and the elements that its neurons are to have."""
    if not concerns(params):
        return params, None
    chosen = network.models[model]
    own, rest = _split(chosen.declared, params)
    if not own:
        return rest, None
    return rest, _resolved(network, chosen.own.get(ELEMENTS, {}), own, f"Setting status of model '{model}': ")


def shown(elements: Elements) -> dict[str, dict[str, Any]]:
    """Elements as users read them."""
    found = {}
    for name, one in sorted(elements.items()):
        curve = one["growth_curve"]
        hidden = {v for c, v in _OF_CURVE.items() if c != curve}
        own = {n: v for n, v in one.items() if n not in hidden}
        own.update(continuous=bool(one["continuous"]), z_connected=int(one["z_connected"]))
        found[name] = dict(sorted(own.items()))
    return found


def held(network: Network, node: int) -> Elements:
    """The elements of a node."""
    names, kinds, numbers = call(network.package.Growth.get, network.open(), node)
    each = np.array(memoryview(numbers)).reshape(len(names), len(_NUMBERS) + 1) if len(names) else []
    found = {}
    for name, curve, row in zip(names, kinds, each):
        found[str(name)] = {"growth_curve": str(curve), **dict(zip((*_NUMBERS, "z_connected"), row.tolist()))}
    return found


def column(network: Network, nodes: Sequence[int]) -> list[dict[str, Any]]:
    """The elements of each node, as users read them."""
    if not network.grown:
        return [{} for _ in nodes]
    return [shown(held(network, int(node))) for node in nodes]


def release(network: Network, pairs: Sequence[tuple[int, int]], synapse: Any) -> None:
    """Gives elements back that synapses have taken which were taken out.

    As in NEST, a kind of synapses that grow, of the same model, names the elements; without any, ``syn_spec`` does.
    """
    kinds = [one.synapse.params for one in network.growth.kinds.values() if one.synapse.model is synapse.model]
    ends = kinds[-1] if kinds else synapse.params
    if ENDS[0] not in ends:
        return
    sources, targets = (values.ints([p[k] for p in pairs]) for k in (0, 1))
    call(network.package.Growth.release, network.java, sources, targets, *(ends[e] for e in ENDS))
