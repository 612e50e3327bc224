"""Connection rules that seek partners by their places: what ``conn_spec`` has for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import masks, places, values
from .errors import NESTErrors, call, fail
from .parameters import Parameter
from .state import Network

KEYS = ("mask", "use_on_source", "allow_oversized_mask")
"""What ``conn_spec`` may have beside what rules have anyway."""

_RULES = ("pairwise_bernoulli", "pairwise_poisson", "fixed_indegree", "fixed_outdegree")
_DEGREES = ("fixed_indegree", "fixed_outdegree")
_COUNTS = ("allow_autapses", "allow_multapses", "rule", "indegree", "outdegree", "p", "pairwise_avg_num_conns")


class Region:
    """Where a rule seeks partners.

    Attributes:
        kernel: how likely each partner is, for rules of a fixed degree; None if all are alike
    """

    def __init__(self, mask: Any, on_source: bool, oversized: bool, kernel: Any):
        self.mask = mask
        self.on_source = on_source
        self.oversized = oversized
        self.kernel = kernel

    def rule(self, network: Network, java: Any) -> Any:
        """The rule as Java has it, with these places."""
        mask = None if self.mask is None else self.mask._java
        kernel = None if self.kernel is None else self.kernel._value()
        made = network.package.Places.rule
        return call(made, java, mask, self.on_source, self.oversized, kernel)


def is_meant(spec: dict[str, Any]) -> bool:
    """Whether a rule needs places."""
    p = spec.get("p")
    kernel = spec.get("rule") in _DEGREES and p is not None
    numbers = (p, spec.get("pairwise_avg_num_conns"))
    return kernel or any(k in spec for k in KEYS) or any(isinstance(n, Parameter) and n.is_spatial() for n in numbers)


def taken(spec: dict[str, Any]) -> Region:
    """Takes what concerns places out of a ``conn_spec``."""
    for key in spec:
        if key not in _COUNTS and key not in KEYS:
            raise ValueError(f"'{key}' is not allowed in conn_spec when connecting with mask or kernel")
    rule = spec.get("rule")
    if rule not in _RULES:
        raise ValueError(
            "When using kernel or mask, the only possible connection rules are 'pairwise_bernoulli', "
            "'pairwise_poisson', 'fixed_indegree', or 'fixed_outdegree'"
        )
    if "use_on_source" in spec and rule in _DEGREES:
        raise ValueError("'use_on_source' can only be set when using pairwise_bernoulli or pairwise_poisson")
    if "allow_oversized_mask" in spec and "mask" not in spec:
        fail(
            "UnaccessedDictionaryEntry",
            "Unaccessed elements in conn_spec, in function Connect:  allow_oversized_mask; it goes with a mask only",
        )
    flags = []
    for name in KEYS[1:]:
        value = spec.pop(name, False)
        if not isinstance(value, (bool, np.bool_)):
            values.mismatch(name, value, "True or False")
        flags.append(bool(value))
    mask = masks.of(spec.pop("mask")) if "mask" in spec else None
    kernel = spec.pop("p", None) if rule in _DEGREES else None
    if kernel is not None and not isinstance(kernel, Parameter):
        kernel = Parameter("number", values.number("p", kernel, False))
    if rule == "pairwise_bernoulli":
        spec.setdefault("p", 1.0)
        p = spec["p"]
        if not isinstance(p, Parameter):
            spec["p"] = min(max(values.number("p", p, False), 0.0), 1.0)
    needed = {"fixed_indegree": "indegree", "fixed_outdegree": "outdegree"}.get(rule)
    if needed and needed not in spec:
        raise KeyError(needed)
    return Region(mask, *flags, kernel)


def require_places(network: Network, pre: Any, post: Any) -> None:
    """Refuses nodes that have no places."""
    for nodes, what in ((pre, "Presynaptic"), (post, "Postsynaptic")):
        if places.layer(network, nodes._ids) is None:
            raise TypeError(f"{what} NodeCollection must have spatial information")


def connected(function: Any, *arguments: Any) -> None:
    """Calls a Java method that connects; too few partners in a mask are an error of the kernel's, as in NEST."""
    try:
        call(function, *arguments)
    except NESTErrors.BadProperty as error:
        if "Not enough" in str(error):
            fail("KernelException", str(error))
        raise
