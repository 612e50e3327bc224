"""Connections by way of third factors, such as astrocytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from ..signals import one_at_a_time
from . import values
from .connect import CollocatedSynapses, Rule, Synapse
from .errors import call, fail
from .nodes import NodeCollection
from .state import Network, state

_RULE = "third_factor_bernoulli_with_pool"
_PARTS = ("primary", "third_in", "third_out")
_KEYS = ("rule", "p", "pool_size", "pool_type")


def _nodes(nodes: Any, what: str) -> NodeCollection:
    if not isinstance(nodes, NodeCollection):
        raise TypeError(f"{what} nodes must be a NodeCollection")
    nodes._valid()
    if not nodes:
        fail("IllegalConnection", f"{what} nodes cannot be an empty NodeCollection")
    return nodes


def _pool(spec: Any, third: int, targets: int) -> tuple[float, int, bool]:
    """The probability, the size of a pool, and whether pools are blocks, from a specification."""
    given = {"rule": spec} if isinstance(spec, str) else spec
    if not isinstance(given, Mapping) or "rule" not in given:
        fail("BadProperty", "The third-factor connection specification must contain a connection rule.")
    if given["rule"] != _RULE:
        fail("IllegalConnection", f"Unknown third-factor connection rule '{given['rule']}'. There is only {_RULE}")
    unknown = ", ".join(str(k) for k in given if k not in _KEYS)
    if unknown and state.settings["dict_miss_is_error"]:
        fail("UnaccessedDictionaryEntry", f"{_RULE} has no {unknown}. It has {', '.join(_KEYS[1:])}")
    p = values.number("p", given.get("p", 1.0), False)
    if not 0 <= p <= 1:
        fail(
            "BadProperty",
            f"Conditional probability of third-factor connection 0 ≤ p_third_if_primary ≤ 1 required; p = {p}",
        )
    kind = given.get("pool_type", "random")
    if kind not in ("random", "block"):
        fail("BadProperty", f"pool_type must be 'random' or 'block', not {kind!r}")
    size = values.number("pool_size", given["pool_size"], True) if "pool_size" in given else third
    if not 1 <= size <= third:
        fail(
            "BadProperty",
            f"Pool size 1 ≤ pool_size ≤ size of third-factor population required; it is {size} of {third}",
        )
    if kind == "block" and not (targets % third == 0 if size == 1 else targets * size == third):
        fail(
            "BadProperty",
            "The sizes of target and third-factor populations and the chosen pool size do not fit. If "
            "pool_size == 1, the target population size must be a multiple of the third-factor population "
            "size. For pool_size > 1, size(targets) * pool_size == size(third factors) is required; there "
            f"are {targets} targets and {third} third factors, and pool_size is {size}",
        )
    return p, int(size), kind == "block"


def _synapses(network: Network, part: str, given: Any, rule: Rule) -> list[Any]:
    """The synapses of a part, for Java."""
    specs = given.syn_specs if isinstance(given, CollocatedSynapses) else [given]
    made = []
    for spec in specs:
        synapse = Synapse(spec)
        for name, value in synapse.params.items():
            if values.is_sequence(value):
                raise ValueError(
                    "Tripartite connections do not accept parameter lists, but "
                    f"'syn_specs[{part}][{name}]' is a list or similar."
                )
        made.append(synapse.to_java(network, rule, 0, 0))
    return made


@one_at_a_time
def TripartiteConnect(
    pre: NodeCollection,
    post: NodeCollection,
    third: NodeCollection,
    conn_spec: Union[str, Mapping[str, Any]],
    third_factor_conn_spec: Mapping[str, Any],
    syn_specs: Union[Mapping[str, Any], None] = None,
) -> None:
    """Connects nodes, and some of the pairs also by way of a third factor, such as an astrocyte.

    A pair of ``pre`` and ``post`` that is connected by the primary rule has a third factor with
    probability ``p``, taken at random from the pool of its target; the source is then connected to
    the third factor, and the third factor to the target.

    Args:
        pre: sources
        post: targets
        third: nodes from which third factors are taken
        conn_spec: the primary rule, as for Connect; any that is not symmetric
        third_factor_conn_spec: ``{"rule": "third_factor_bernoulli_with_pool", "p": 1.0,
            "pool_size": len(third), "pool_type": "random"}``. Pools are drawn for each target; with
            "block" their nodes are neighbours: for ``pool_size`` 1 the first ``len(post) / len(third)``
            targets share the first node, else the first target has the first ``pool_size`` nodes.
        syn_specs: ``{"primary": ..., "third_in": ..., "third_out": ...}``, each as ``syn_spec`` of
            Connect, without arrays; "static_synapse" for those that are not given

    Raises:
        NESTErrors.IllegalConnection: if the nodes cannot be connected in this way.
        NESTErrors.BadProperty: if a rule cannot be fulfilled, or a value is not allowed.
        ValueError: if a parameter of synapses is an array.
    """
    network = state.network
    network.open()
    nodes = _nodes(pre, "Presynaptic"), _nodes(post, "Postsynaptic"), _nodes(third, "Third-factor")
    if isinstance(conn_spec, Mapping) and "rule" not in conn_spec:
        fail("BadProperty", "The connection specification must contain a connection rule.")
    rule = Rule.of(conn_spec)
    if rule.symmetric:
        fail("BadProperty", "Third-factor connectivity cannot be used with 'make_symmetric == True'.")
    rule.check(pre, post)
    p, size, blocks = _pool(third_factor_conn_spec, len(third), len(post))
    given = {} if syn_specs is None else syn_specs
    if not isinstance(given, Mapping) or any(part not in _PARTS for part in given):
        raise ValueError(f"syn_specs must be a dict that has some of the keys {', '.join(_PARTS)}")
    synapses = [
        values.objects(_synapses(network, part, given.get(part, "static_synapse"), rule)) for part in _PARTS
    ]
    java = call(network.package.Connect.threeNodes, *(n._to_java() for n in nodes))
    made = rule.to_java(network, False)
    call(network.package.Connect.tripartite, network.java, java, made, p, size, blocks, *synapses)
