"""Connections are made and unmade here: Connect, Disconnect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Integral
from operator import index
from typing import Any, Union

import numpy as np

from ..signals import one_at_a_time, whole
from . import bulk, catalogue, columns, conngen, growth, models, processes, spatial_rule, values
from .errors import NESTErrors, absent, call, fail
from .nodes import NodeCollection
from .parameters import Parameter
from .state import Model, Network, state
from .synapses import GetConnections, SynapseCollection

_FLAGS = ("allow_autapses", "allow_multapses", "make_symmetric")


class CollocatedSynapses:
    """Several synapses for each pair that is connected, one of each specification.

    Args:
        args: specifications of synapses, as for ``nest.Connect``
    """

    def __init__(self, *args: Union[str, Mapping[str, Any]]):
        self.syn_specs = [{"synapse_model": a} if isinstance(a, str) else dict(a) for a in args]

    def __len__(self) -> int:
        return len(self.syn_specs)


def _conn_spec(given: Any) -> dict[str, Any]:
    if given is None:
        return {"rule": "all_to_all"}
    if isinstance(given, str):
        return {"rule": given}
    if not isinstance(given, Mapping):
        raise TypeError("conn_spec must be a string or dict")
    spec = dict(given)
    if "rule" not in spec:
        raise KeyError("rule")
    return spec


def _flag(spec: dict[str, Any], name: str, default: bool) -> bool:
    value = spec.pop(name, default)
    if not isinstance(value, (bool, np.bool_)):
        values.mismatch(name, value, "True or False")
    return bool(value)


class Rule:
    """A connection rule as Java has it.

    Attributes:
        name: NEST's name
        declared: what Java declares of it
        number: its indegree, outdegree, number, probability or mean
    """

    def __init__(self, given: Any):
        spec = _conn_spec(given)
        self.region = spatial_rule.taken(spec) if spatial_rule.is_meant(spec) else None
        self.name = spec.pop("rule")
        rules = state.network.rules
        if self.name not in rules:
            near = catalogue.nearest(str(self.name), list(rules))
            fail("BadProperty", f"Unknown connectivity rule: {self.name}{near}")
        self.autapses = _flag(spec, "allow_autapses", True)
        self.multapses = _flag(spec, "allow_multapses", True)
        self.symmetric = _flag(spec, "make_symmetric", False)
        self.declared = rules[self.name]
        needed = self.declared.argument
        if needed and needed not in spec:
            raise IndexError(f"the rule {self.name} needs '{needed}'")
        self.number = self._number(needed, spec.pop(needed)) if needed else 0.0
        if spec and state.settings["dict_miss_is_error"]:
            names = ", ".join(spec)
            fail("UnaccessedDictionaryEntry", f"Unaccessed elements in conn_spec of rule {self.name}: {names}")
        self._java: dict[bool, Any] = {}
        self._check()

    @staticmethod
    def of(given: Any) -> Rule:
        """The rule of a ``conn_spec``; one that is given by its name alone is made once."""
        if given is not None and not isinstance(given, str):
            return Rule(given)
        kept = _KEPT.get(given)
        if kept is None:
            kept = _KEPT[given] = Rule(given)
        return kept

    def _number(self, name: str, value: Any) -> Any:
        if isinstance(value, Parameter):
            if not self.declared.drawn:
                values.mismatch(name, value, "a number")
            return value
        whole = self.declared.whole
        number = values.number(name, value, whole)
        words = {"indegree": "Indegree", "outdegree": "Outdegree", "N": "Total number of synapses"}
        if whole and number < 0:
            fail("BadProperty", f"{words[name]} cannot be less than zero; {name} = {value}")
        if name == "p" and not 0 <= number <= 1:
            fail("BadProperty", f"p = {value}: a connection probability 0 <= p <= 1 is required")
        if name == "pairwise_avg_num_conns" and not 0 <= number < float("inf"):
            fail("BadProperty", f"{name} = {value} must be a finite number of at least 0")
        return number

    def _check(self) -> None:
        if self.name == "symmetric_pairwise_bernoulli":
            if not isinstance(self.number, Parameter) and self.number >= 1:
                fail("BadProperty", "symmetric_pairwise_bernoulli needs 0 <= p < 1")
            if not self.multapses:
                fail("BadProperty", "symmetric_pairwise_bernoulli: multapses must be enabled")
            if self.autapses:
                fail("BadProperty", "symmetric_pairwise_bernoulli: autapses must be disabled")
            if not self.symmetric:
                fail("BadProperty", "symmetric_pairwise_bernoulli: make_symmetric must be enabled")
        elif self.symmetric and not self.declared.symmetric:
            fail("NotImplemented", f"the rule {self.name} cannot be symmetric")
        if self.name == "fixed_total_number" and not self.multapses:
            fail("NotImplemented", "fixed_total_number cannot do without multapses")
        if self.name == "pairwise_poisson" and not self.multapses:
            fail("BadProperty", "pairwise_poisson: multapses must be allowed")

    def check(self, pre: NodeCollection, post: NodeCollection) -> None:
        """Refuses nodes that the rule cannot connect."""
        if self.region:
            spatial_rule.require_places(state.network, pre, post)
        for nodes, what in ((pre, "Presynaptic"), (post, "Postsynaptic")):
            if not nodes:
                fail("IllegalConnection", f"{what} nodes cannot be an empty NodeCollection")
        if self.name == "one_to_one" and len(pre) != len(post):
            fail(
                "DimensionMismatch",
                f"one_to_one: source and target population must be of the same size, not "
                f"{len(pre)} and {len(post)}",
            )
        if isinstance(self.number, Parameter) or self.multapses:
            return
        if self.region:
            return
        room = {"fixed_indegree": len(pre), "fixed_outdegree": len(post)}.get(self.name)
        if room is not None and self.number > room:
            word = self.declared.argument.capitalize()
            fail(
                "BadProperty",
                f"{word} = {self.number} cannot be larger than the population, {room} nodes, "
                "without multapses",
            )

    def shape(self, pre: int, post: int) -> tuple[int, ...]:
        """The shape that arrays of weights and the like have; empty if there are no arrays."""
        if isinstance(self.number, Parameter) or self.region:
            return ()
        return {
            "all_to_all": (post, pre),
            "one_to_one": (post,),
            "fixed_indegree": (post, int(self.number)),
            "fixed_outdegree": (pre, int(self.number)),
            "fixed_total_number": (int(self.number),),
        }.get(self.name, ())

    def to_java(self, network: Network, symmetric: bool) -> Any:
        """The rule as Java has it."""
        made = self._java.get(symmetric)
        if made is None:
            number = self.number._value() if isinstance(self.number, Parameter) else float(self.number)
            flags = self.autapses, self.multapses, symmetric
            made = call(network.package.Connect.rule, self.name, number, *flags)
            if self.region:
                made = self.region.rule(network, made)
            self._java[symmetric] = made
        return made


_KEPT: dict[Any, Rule] = {}
"""Rules that need no more than a name, by name; all_to_all by None also."""


_SHAPES = {
    "all_to_all": "n_target x n_sources",
    "fixed_indegree": "n_target x indegree",
    "fixed_outdegree": "n_sources x outdegree",
}


def _array(name: str, value: Any, rule: Rule, shape: tuple[int, ...]) -> np.ndarray:
    """An array of weights or the like, in the order in which Java takes it."""
    try:
        array = np.asarray(value)
    except ValueError:
        values.mismatch(name, value, "numbers")
    if array.dtype.kind not in "iuf":
        values.mismatch(name, value, "numbers")
    if array.ndim == 1:
        if rule.name not in ("one_to_one", "fixed_total_number"):
            raise TypeError(
                f"'{name}' has the wrong type: arrays of one dimension go with the rules "
                "one_to_one and fixed_total_number only"
            )
    elif array.ndim == 2:
        if rule.name not in _SHAPES or not shape:
            raise TypeError(
                f"'{name}' has the wrong type: arrays of two dimensions go with the rules "
                f"{', '.join(_SHAPES)} only"
            )
    else:
        raise TypeError(f"'{name}' has {array.ndim} dimensions; at most two are possible")
    if array.shape != shape:
        wanted = "x".join(map(str, shape))
        order = f" ({_SHAPES[rule.name]})" if array.ndim == 2 else ""
        raise ValueError(f"'{name}' has to be an array of dimension {wanted}{order}, a scalar or a Parameter")
    return array.ravel()


def _objects(given: list[Any]) -> Any:
    """Values of synapses for Java, arrays of numpy among them."""
    return values.objects(values.quantity(v) if type(v) is np.ndarray else v for v in given)


class Synapse:
    """The synapses of a call of Connect, as they were specified."""

    def __init__(self, given: Any):
        if given is None:
            given = {}
        if isinstance(given, str):
            given = {"synapse_model": given}
        if type(given) is not dict and not isinstance(given, Mapping):
            raise TypeError("syn_spec must be a string, a dict or CollocatedSynapses")
        self._java: Any = None
        self._made = 0
        self.params = dict(given)
        old = self.params.pop("model", None) if state.api == 2 else None
        name = self.params.pop("synapse_model", old or "static_synapse")
        self.model: Model = catalogue.synapse_model(name)
        aliases = self.model.declared.aliases
        if aliases:
            self.params = {aliases.get(n, n): v for n, v in self.params.items()}
        if not self.model.declared.each_own.issuperset(self.params):
            self._check()
        self.plain = _PLAIN.issuperset(map(type, self.params.values()))

    @staticmethod
    def of(network: Network, given: Any) -> Synapse:
        """The synapses of a ``syn_spec``; those of which only names and numbers are given are kept."""
        key = given
        if type(given) is dict:
            for value in given.values():
                if type(value) not in _PLAIN:
                    return Synapse(given)
            key = (repr(given),)  # 1 and 1.0, 0.0 and -0.0 are not the same
        elif given is not None and type(given) is not str:
            return Synapse(given)
        kept = network.specs.get(key)
        if kept is None:
            made = Synapse(given)
            if type(given) is dict and not all(n in made.params or n == "synapse_model" for n in given):
                return made  # an unknown key has been passed over, which it need not be next time
            if len(network.specs) > _MANY:
                network.specs.clear()
            kept = network.specs[key] = made
        return kept

    def _check(self) -> None:
        declared = self.model.declared
        unknown = [
            n
            for n in self.params
            if n not in declared.parameters and n not in (*declared.named_nodes, "receptor_type", *growth.ENDS)
        ]
        for name in ("weight", "delay"):
            if name in unknown:
                fail("BadProperty", f"{self.model.name} connection has no {name}")
        if unknown and state.settings["dict_miss_is_error"]:
            names = ", ".join(sorted(declared.parameters))
            fail(
                "UnaccessedDictionaryEntry",
                f"Unaccessed elements in syn_spec: {', '.join(unknown)}. {self.model.name} has: {names}",
            )
        for name in unknown:
            del self.params[name]
        self._check_elements()
        if "synapse_label" in self.params:
            values.label(self.params["synapse_label"])
        for name in self.params:
            if name in declared.one_for_all:
                fail(
                    "NotImplemented",
                    f"'{name}' is one for all synapses of {self.model.name}; give it by "
                    "SetDefaults() or CopyModel()",
                )

    def _check_elements(self) -> None:
        """Refuses names of synaptic elements that are not texts, or of one end only."""
        named = [end for end in growth.ENDS if end in self.params]
        for end in named:
            if not isinstance(self.params[end], str):
                values.mismatch(end, self.params[end], "a text")
        if len(named) == 1:
            fail("BadProperty", f"{growth.ONE_END} syn_spec names only its {named[0]}")

    def to_java(self, network: Network, rule: Rule, pre: int, post: int) -> Any:
        """The synapses as Java has them, between so many nodes."""
        if self._java is not None and self._made == network.defaults:
            return self._java
        model, names, given = self.words(rule, () if self.plain else rule.shape(pre, post))
        made = call(network.java.synapse, model, names, _objects(given))
        if self.plain:
            self._java, self._made = made, network.defaults
        return made

    def words(self, rule: Rule, shape: tuple[int, ...]) -> tuple[str, Any, list[Any]]:
        """The synapses as their model, names and values; ``shape`` is that of arrays, which are numpy's."""
        given = [self._crossing(n, v, rule, shape) for n, v in self.params.items()]
        return self.model.name, values.texts(self.params), given

    def _crossing(self, name: str, value: Any, rule: Rule, shape: tuple[int, ...]) -> Any:
        if name in self.model.declared.named_nodes:
            return models.node(name, value)
        if name in growth.ENDS:
            return value
        if values.is_sequence(value):
            array = _array(name, value, rule, shape)
            if name == "receptor_type" and array.dtype.kind == "f":
                values.mismatch(name, value, "whole numbers")
            if name != "delay":
                return array
            if array.size >= _MANY and array.dtype.kind in "iuf" and (array == array.flat[0]).all():
                return values.delay(float(array.flat[0]))  # takes less memory, and the table is built faster
            return values.delay(array)
        if name == "receptor_type":
            return values.number(name, value, True)
        if isinstance(value, Parameter):
            return value._value()
        crossed = values.scalar(self.model.declared.parameters[name], value)
        return values.delay(crossed) if name == "delay" else crossed


_MANY = 1000
"""So many different specifications of synapses are kept, so that each is made once."""

_PLAIN = frozenset((float, int, str))
_ID = np.dtype(np.int64)
_INTS = (int, np.int64, np.int32)
_NO_NODES = "nodes are given as a NodeCollection, or as an array of their ids"


def _ids(nodes: Any) -> np.ndarray:
    if type(nodes) is list and nodes and type(nodes[0]) in _INTS:
        ids = _joined(nodes) if type(nodes[0]) is np.int64 else None
        if ids is not None:
            return ids
        try:
            return np.fromiter(map(index, nodes), np.int64, len(nodes))
        except OverflowError:
            values.no_node(max(map(index, nodes), key=abs))
    if isinstance(nodes, NodeCollection):
        return np.asarray(nodes)
    if type(nodes) is np.ndarray and nodes.ndim == 1 and nodes.dtype.kind in "iu":
        return nodes if nodes.dtype == _ID else values.ids(nodes)
    if isinstance(nodes, Integral) and state.api == 2:
        return np.array([nodes])
    if isinstance(nodes, (list, tuple)) and nodes and isinstance(nodes[0], NodeCollection):
        return np.concatenate([np.asarray(n) for n in nodes])
    try:
        array = np.asarray(list(nodes) if isinstance(nodes, Iterable) else nodes)
    except ValueError:  # of lists of different lengths
        raise TypeError(_NO_NODES) from None
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise TypeError(_NO_NODES)
    return values.ids(array)


def _joined(nodes: list[Any]) -> Union[np.ndarray, None]:
    """Numbers of numpy as an array, by putting their memory side by side: four times as fast as one
    by one. None if they are not all ids: floats among them, say, whose memory shows none."""
    try:
        ids = np.frombuffer(b"".join(nodes), np.int64)
    except (TypeError, ValueError):
        return None
    nodes_are_ids = len(ids) == len(nodes) and 0 < ids.min() and ids.max() <= state.network.size
    return ids if nodes_are_ids else None


def _is_set(ids: np.ndarray) -> bool:
    """Whether ids ascend, each once."""
    return len(ids) < 2 or bool((ids[1:] > ids[:-1]).all())


@one_at_a_time
def Connect(
    pre: Any,
    post: Any,
    conn_spec: Union[str, Mapping[str, Any], None] = None,
    syn_spec: Union[str, Mapping[str, Any], CollocatedSynapses, None] = None,
    return_synapsecollection: bool = False,
) -> Union[SynapseCollection, None]:
    """Connects nodes.

    Args:
        pre: sources, a NodeCollection or an array of ids
        post: targets, likewise. Arrays in which ids repeat take the rule one_to_one.
        conn_spec: the rule, by its name or as a dict: ``{"rule": "fixed_indegree", "indegree": 10,
            "allow_autapses": False, "allow_multapses": False}``; all_to_all if None. With the package
            csa, ``{"rule": "conngen", "cg": csa.cset(csa.random(0.1), 2.0, 1.5), "params_map": {"weight":
            0, "delay": 1}}`` connects the pairs of a set; csa draws with Python's ``random``
        syn_spec: the synapses, by the name of their model or as a dict: ``{"synapse_model":
            "static_synapse", "weight": 1.0, "delay": 1.5, "receptor_type": 0}``; a value is a
            number, a Parameter, or an array in the shape of the rule: n for one_to_one, N for
            fixed_total_number, targets x sources for all_to_all, targets x indegree, sources x
            outdegree

    Nodes that have places take the rules pairwise_bernoulli, pairwise_poisson, fixed_indegree and
    fixed_outdegree with ``"mask"``, a Mask or a dict such as ``{"circular": {"radius": 1.0}}``, in which
    partners are sought around sources, for fixed_indegree or with ``"use_on_source": True`` around
    targets; and with ``"p"`` that depends on places. Weights and delays may depend on them, too.
        return_synapsecollection: return the connections between these nodes, older ones among them

    Raises:
        NESTErrors.IllegalConnection: if the nodes cannot be connected in this way.
        NESTErrors.BadProperty: if the rule cannot be fulfilled, or a value is not allowed.
        NESTErrors.UnknownSynapseType: if there is no such synapse model.
        NESTErrors.BadDelay: if a delay is below the resolution, or beyond ``nest.min_delay`` and
            ``nest.max_delay`` if these have been set.
        NESTErrors.UnaccessedDictionaryEntry: for keys that are unknown.
    """
    try:
        return _connected(state.network, pre, post, conn_spec, syn_spec, return_synapsecollection)
    except NESTErrors.IllegalConnection as error:
        raise type(error)(f"Creation of connection is not possible because:\n{error}") from None


def _connected(
    network: Network, pre: Any, post: Any, conn_spec: Any, syn_spec: Any, return_synapsecollection: bool
) -> Union[SynapseCollection, None]:
    """Connects nodes; see Connect."""
    network.open()
    network.number()
    if type(pre) is np.ndarray and type(conn_spec) is str and conn_spec == "one_to_one":
        if not return_synapsecollection and columns.connected(network, pre, post, syn_spec):
            return None
    if not (isinstance(pre, NodeCollection) and isinstance(post, NodeCollection)):
        source, target = _ids(pre), _ids(post)
        one_to_one = conn_spec == "one_to_one" or (
            isinstance(conn_spec, Mapping) and conn_spec.get("rule") == "one_to_one"
        )
        if one_to_one or not (_is_set(source) and _is_set(target)):
            if return_synapsecollection:
                raise ValueError("return_synapsecollection goes with NodeCollections only")
            _pairs(network, source, target, conn_spec, syn_spec)
            return None
        pre, post = NodeCollection(source), NodeCollection(target)
    pre._valid("KernelException")
    post._valid("KernelException")
    if conngen.is_meant(conn_spec):
        _by_set(network, pre, post, conn_spec, syn_spec)
        return GetConnections(pre, post) if return_synapsecollection else None
    rule = Rule.of(conn_spec)
    if isinstance(syn_spec, CollocatedSynapses):
        synapses = [Synapse(s) for s in syn_spec.syn_specs]
    else:
        synapses = [Synapse.of(network, syn_spec)]
    rule.check(pre, post)
    if any(isinstance(v, Parameter) and v.is_spatial() for s in synapses for v in s.params.values()):
        spatial_rule.require_places(network, pre, post)
    if len(synapses) > 1:
        _collocated(network, pre, post, rule, synapses)
    else:
        _connect(network, pre, post, rule, synapses[0])
    return GetConnections(pre, post) if return_synapsecollection else None


def _connect(
    network: Network, pre: NodeCollection, post: NodeCollection, rule: Rule, synapse: Synapse
) -> None:
    symmetric = _symmetric(rule, synapse, pre, post)
    _require_alike(symmetric, synapse)
    java = synapse.to_java(network, rule, len(pre), len(post))
    made = rule.to_java(network, symmetric)
    a, b = pre._ids, post._ids
    if type(a) is range and type(b) is range and a.step == b.step == 1:
        spatial_rule.connected(network.package.Connect.spans, network.java, a.start, len(a), b.start, len(b), made, java)
    else:
        spatial_rule.connected(network.package.Connect.nodes, network.java, pre._to_java(), post._to_java(), made, java)


def _symmetric(rule: Rule, synapse: Synapse, pre: NodeCollection, post: NodeCollection) -> bool:
    """Whether Java is to make each pair in both directions."""
    _gap(rule, synapse, pre, post)
    return rule.symmetric


def _require_alike(symmetric: bool, synapse: Synapse) -> None:
    """Refuses random numbers, which would be drawn anew for the opposite direction, as NEST does."""
    if symmetric and any(isinstance(v, Parameter) for v in synapse.params.values()):
        fail("NotImplemented", "symmetric connections need numbers or arrays, not random numbers")


def _gap(rule: Rule, synapse: Synapse, pre: NodeCollection, post: NodeCollection) -> None:
    if rule.symmetric and rule.name == "all_to_all":
        fail("NotImplemented", "the rule all_to_all cannot be symmetric; it connects each pair both ways by itself")
    if not synapse.model.declared.both_ways:
        return
    one = not any(isinstance(v, Parameter) or values.is_sequence(v) for v in synapse.params.values())
    both = rule.symmetric or (rule.name == "all_to_all" and pre == post and one)
    if rule.name not in ("one_to_one", "all_to_all") or not both:
        fail(
            "BadProperty",
            "gap junctions act in both directions: make them by one_to_one with make_symmetric, or "
            "by all_to_all within one population, with the same numbers for all connections",
        )


def _flat(synapse: Synapse) -> None:
    for name, value in synapse.params.items():
        if values.is_sequence(value):
            synapse.params[name] = np.asarray(value).ravel()


def _require_nodes(network: Network, ids: np.ndarray) -> np.ndarray:
    """These ids, all of which nodes of the network have."""
    if ids.size:
        few = ids.tolist() if ids.size <= values.FEW else (ids.min(), ids.max())
        if min(few) < 1 or max(few) > network.size:
            values.no_node(int(min(few) if min(few) < 1 else max(few)))
    return ids


def _java_ids(network: Network, ids: np.ndarray) -> Any:
    """Ids as Java takes them; many are looked at on their way, while they are in the cache."""
    if len(ids) < values.LARGE:
        return values.whole(ids)
    return bulk.ints(ids, lambda some: _require_nodes(network, some))


def _list(network: Network, source: np.ndarray, target: np.ndarray, synapses: list[Synapse]) -> None:
    """Connects pairs, each by one of each of the synapses."""
    one_to_one, n = Rule.of("one_to_one"), len(source)
    connect = network.package.Connect
    if len(synapses) == 1 and not synapses[0].plain:
        model, names, given = synapses[0].words(one_to_one, (n,))
        pairs_of(network, _java_ids(network, source), _java_ids(network, target), model, names, given)
        return
    java = values.objects(s.to_java(network, one_to_one, n, n) for s in synapses)
    call(connect.pairs, network.java, _java_ids(network, source), _java_ids(network, target), java)


def pairs_of(network: Network, source: Any, target: Any, model: str, names: Any, given: list[Any]) -> None:
    """Connects pairs, whose ids are arrays of Java's, by synapses as :meth:`Synapse.words` has them."""
    call(network.package.Connect.pairsOf, network.java, source, target, model, names, _objects(given))


def _pairs(network: Network, source: np.ndarray, target: np.ndarray, conn_spec: Any, syn_spec: Any) -> None:
    """Connects arrays of ids in which ids repeat."""
    rule = Rule.of(conn_spec)
    for ids in (source, target):
        if ids.size < values.LARGE:
            _require_nodes(network, ids)
    several = isinstance(syn_spec, CollocatedSynapses)
    if several:
        synapses = [Synapse(s) for s in syn_spec.syn_specs]
    else:
        synapses = [Synapse.of(network, syn_spec)]
    if rule.name == "one_to_one":
        if len(source) != len(target):
            raise ValueError("one_to_one needs as many targets as sources")
        if rule.symmetric or not rule.autapses or not rule.multapses:
            absent("one_to_one of arrays with make_symmetric, or without autapses or multapses")
        _list(network, source, target, synapses)
        return
    if state.api != 2:
        raise ValueError("When connecting two arrays with non-unique IDs, conn_spec must be 'one_to_one'")
    _by_rule(network, source, target, rule, synapses)


def _by_rule(
    network: Network, source: np.ndarray, target: np.ndarray, rule: Rule, synapses: list[Synapse]
) -> None:
    """Connects lists with repetitions as NEST 2 does."""
    if rule.name != "all_to_all":
        absent(f"lists of ids that repeat, with the rule {rule.name}")
    if len(target) == 1 and len(synapses) == 1 and not synapses[0].params:
        java = synapses[0].to_java(network, rule, len(source), 1)
        call(network.package.Connect.many, network.java, values.ints(source), int(target[0]), java)
        return
    for synapse in synapses:
        _flat(synapse)
        for name, value in synapse.params.items():
            if values.is_sequence(value) and len(value) != len(source) * len(target):
                raise ValueError(f"'{name}' has to have a value for each pair, target by target")
    _list(network, np.tile(source, len(target)), np.repeat(target, len(source)), synapses)


def _by_set(network: Network, pre: NodeCollection, post: NodeCollection, conn_spec: Any, syn_spec: Any) -> None:
    """Connects the pairs of a set of the Connection-Set Algebra."""
    if isinstance(syn_spec, CollocatedSynapses):
        fail("BadProperty", "the rule conngen makes one synapse for each pair; call Connect for each of several")
    pairs = conngen.ConnectionSet(conn_spec)
    synapse = Synapse(syn_spec)
    both = ", ".join(n for n in pairs.map if n in synapse.params)
    if both:
        fail("BadProperty", f"the set gives the {both} of its pairs; leave it out of syn_spec, or of params_map")
    Rule.of("all_to_all").check(pre, post)
    source, target, given = pairs.pairs(len(pre), len(post))
    if len(source):
        params = {"synapse_model": synapse.model.name, **synapse.params, **given}
        _list(network, np.asarray(pre)[source], np.asarray(post)[target], [Synapse(params)])


def _collocated(
    network: Network, pre: NodeCollection, post: NodeCollection, rule: Rule, synapses: list[Synapse]
) -> None:
    """Connects the same pairs by each of several synapses."""
    symmetric = rule.symmetric
    if rule.name in ("all_to_all", "one_to_one"):
        symmetric = any([_symmetric(rule, s, pre, post) for s in synapses])
    for synapse in synapses:
        _require_alike(symmetric, synapse)
    made = [synapse.to_java(network, rule, len(pre), len(post)) for synapse in synapses]
    java = rule.to_java(network, symmetric)
    connect = network.package.Connect.collocated
    spatial_rule.connected(connect, network.java, pre._to_java(), post._to_java(), java, values.objects(made))


@whole
def Disconnect(*args: Any, conn_spec: Any = None, syn_spec: Any = None) -> None:
    """Takes connections out of the network.

    ``Disconnect(synapses)`` takes out a SynapseCollection; ``Disconnect(pre, post, conn_spec,
    syn_spec)`` one connection of each pair, by one_to_one (the default) or all_to_all.

    Raises:
        NESTErrors.InexistentConnection: if there is no such connection.
    """
    if len(args) == 1 and isinstance(args[0], SynapseCollection):
        if conn_spec is not None or syn_spec is not None:
            raise ValueError("conn_spec and syn_spec go with two NodeCollections, not with a SynapseCollection")
        args[0].disconnect()
        return
    if len(args) != 2 or not all(isinstance(a, NodeCollection) for a in args):
        raise TypeError("Arguments must be either a SynapseCollection or two NodeCollections")
    pre, post = args
    rule = Rule(conn_spec or "one_to_one")
    synapse = Synapse(syn_spec)
    if rule.name not in ("one_to_one", "all_to_all"):
        fail("BadProperty", f"Disconnect takes one_to_one or all_to_all, not {rule.name}")
    rule.check(pre, post)
    found = GetConnections(pre, post, synapse.model.name)
    all_ = processes.joined()
    sources, targets = np.asarray(found._column("source")), np.asarray(found._column("target"))
    if rule.name == "one_to_one":
        wanted = list(zip(pre.tolist(), post.tolist()))
    else:
        wanted = [(s, t) for t in post.tolist() for s in pre.tolist()]
    places: dict[tuple[int, int], int] = {}
    for e, pair in enumerate(zip(sources.tolist(), targets.tolist())):
        places.setdefault(pair, e)
    here = [pair for pair in wanted if all_.has(pair[1])]
    missing = [pair for pair in here if pair not in places]
    if all_.any(bool(missing)):
        if not missing:
            fail("InexistentConnection", "another process lacks one of the connections that are to be taken out")
        s, t = missing[0]
        fail(
            "InexistentConnection",
            "Deletion of connection is not possible because it does not exist. There is no "
            f"{synapse.model.name} from node {s} to node {t}",
        )
    found[sorted(places[pair] for pair in here)].disconnect()
    growth.release(state.network, wanted, synapse)
