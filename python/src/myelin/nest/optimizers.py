"""Parameters of the optimizers of e-prop synapses, which NEST nests in a dict ``optimizer``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import fail

OWN = ("Wmax", "Wmin", "batch_size", "eta", "optimize_each_step", "beta_1", "beta_2", "epsilon")
"""Parameters of synapse models that are in the dict, beside ``optimizer`` itself, its type."""

_ADAM = ("beta_1", "beta_2", "epsilon")

_COMMON = frozenset((*OWN, "optimizer", "average_gradient"))


def one_for_all(parameters: Mapping[str, Any]) -> frozenset[str]:
    """Those of a synapse model's parameters that its synapses have in common because of an optimizer."""
    return _COMMON.intersection(parameters) if "optimizer" in parameters else frozenset()


def flat(params: Mapping[str, Any], own: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Parameters with what is in the dict ``optimizer`` beside the others; ``own`` are those so far.

    Raises:
        NESTErrors.UnaccessedDictionaryEntry: if the dict has no such entry. NEST takes any, without effect.
    """
    given = params.get("optimizer")
    if not isinstance(given, Mapping):
        return dict(params)
    result = {n: v for n, v in params.items() if n != "optimizer"}
    kind = given.get("type", own.get("optimizer", "gradient_descent"))
    for name, value in given.items():
        if name == "optimizer" and value == kind:
            continue  # as it was read
        if name != "type" and (name not in OWN or (name in _ADAM and kind != "adam")):
            hint = "; its type is given by 'type'" if name == "optimizer" else ""
            names = ("type", *(n for n in OWN if kind == "adam" or n not in _ADAM))
            fail(
                "UnaccessedDictionaryEntry",
                f"{where}: the optimizer {kind} has no '{name}'{hint}. It has: {', '.join(names)}",
            )
        result["optimizer" if name == "type" else name] = value
    return result


def nested(params: dict[str, Any]) -> None:
    """Puts what belongs to the optimizer into a dict ``optimizer``, as NEST shows it."""
    if "optimizer" not in params or "eta" not in params:
        return
    kind = params["optimizer"]
    inner = {n: params.pop(n) for n in OWN}
    if kind != "adam":
        for name in _ADAM:
            del inner[name]
    params["optimizer"] = {**dict(sorted(inner.items())), "optimizer": kind}
