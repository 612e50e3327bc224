"""The numbers that NEST gives to connections: ports, and receptors of multimeters.

NEST counts the connections of a synapse model on the thread of their targets, in order of their
sources; it counts those from a device, and those to one, source by source. Myelin's tables have
another order, so connections of one source may have each other's numbers, but no two have the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import processes, values
from .errors import call
from .state import Network, state


def _key(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """One number for each pair of nodes, ascending by source, then target."""
    return source.astype(np.int64) << 32 | target.astype(np.int64)


def _ranks(*groups: np.ndarray) -> np.ndarray:
    """The place of each element among those with the same values in all groups."""
    order = np.lexsort(groups)
    begins = np.ones(len(order), bool)
    begins[1:] = False
    for group in groups:
        begins[1:] |= np.diff(group[order]) != 0
    first = np.flatnonzero(begins)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return rank


def _everyone(network: Network) -> Any:
    """All nodes, for Java."""
    return call(network.java.nodes, 1, network.size)


def neurons(network: Network, ids: np.ndarray) -> np.ndarray:
    """Whether nodes are neurons."""
    kinds = np.array([network.models[m].declared.is_neuron for m in network.names], bool)
    return kinds[np.searchsorted(network.firsts, ids, side="right") - 1]


def target_threads(network: Network, source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The threads of connections: that of the neuron that they go to, or else come from."""
    nodes = np.where(neurons(network, target), target, source)
    return processes.threads_of(nodes, state.settings["local_num_threads"])


class Tables:
    """Ports of all connections in tables: those onto neurons, except from random generators."""

    def __init__(self, network: Network):
        everyone = _everyone(network)
        found = call(network.java.builtConnections, everyone, everyone, "")
        self.version = call(network.java.version)
        source, target = (values.array(call(getattr(found, n))).astype(np.int64) for n in ("source", "target"))
        self.key = _key(source, target)
        self.models = [str(m) for m in found.synapseModels()]
        self.model = values.array(call(found.synapseNumbers)).astype(np.int64)
        own = np.where(neurons(network, source), 0, source) if len(source) else source
        self.port = _ranks(own, target_threads(network, source, target), self.model)
        self._queries: list[tuple[Any, np.ndarray]] = []

    def of(self, query: tuple[Any, ...], java: Any) -> np.ndarray:
        """Ports of all connections that a query finds, in Java's order.

        Args:
            query: sources, targets, the name of a synapse model or an empty text, and more
            java: Java's network
        """
        for known, ports in self._queries:
            if known is query:
                return ports
        pre, post, model = query[:3]
        found = call(java.builtConnections, pre._to_java(), post._to_java(), model)
        key = _key(*(values.array(call(getattr(found, n))).astype(np.int64) for n in ("source", "target")))
        some = np.arange(len(self.key))
        if model:
            some = np.flatnonzero(self.model == self.models.index(model))
        some = some[np.argsort(self.key[some], kind="stable")]  # those in tables come first
        ports = self.port[some[np.searchsorted(self.key[some], key) + _ranks(key)]]
        self._queries = [*self._queries[-3:], (query, ports)]
        return ports

    def recorded(self, models: list[str], events: dict[str, np.ndarray]) -> np.ndarray:
        """The port of the synapse of each event in a weight recorder, among synapses of these models."""
        known = np.isin(self.model, [self.models.index(m) for m in models if m in self.models])
        keys, ports = self.key[known], self.port[known]
        key = _key(events["senders"], events["targets"])
        first, end = (np.searchsorted(keys, key, side) for side in ("left", "right"))
        several = np.maximum(end - first, 1)
        place = first + _ranks(key, events["times"]) % several
        return np.where(end > first, np.append(ports, 0)[np.minimum(place, len(ports))], 0)


def tables(network: Network) -> Tables:
    """The present ports of all connections in tables; computed again only after these have changed."""
    if network.ports is None or network.ports.version != call(network.java.version):
        network.ports = Tables(network)
    return network.ports  # type: ignore[no-any-return]


def of_devices(network: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers, ports and receptors of all connections of devices of this process, in order of creation.

    The receptor of a multimeter's connection is its number among the node's multimeters.
    """
    everyone = _everyone(network)
    found = call(network.java.deviceConnections, everyone, everyone, "")
    source, target, receptor = (
        values.array(call(getattr(found, n))).astype(np.int64) for n in ("source", "target", "receptor")
    )
    numbers = values.array(call(found.numbers)).astype(np.int64)
    if not len(source):
        return numbers, source, receptor
    names = np.array([str(m) for m in call(found.synapses)])
    model = np.unique(names, return_inverse=True)[1]
    port = _ranks(source, target_threads(network, source, target), neurons(network, target), model)
    meters = np.array(["record_from" in network.models[m].declared.parameters for m in network.names], bool)
    meter = meters[np.searchsorted(network.firsts, source, side="right") - 1]
    receptor[meter] = 1 + _ranks(target[meter])
    return numbers, port, receptor
