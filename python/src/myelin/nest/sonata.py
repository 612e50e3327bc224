"""Networks in SONATA's format: SonataNetwork."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, Union

from ..signals import one_at_a_time, whole
from .errors import NESTErrors, call
from .kernel import SetKernelStatus
from .nodes import NodeCollection
from .simulation import Simulate
from .state import Network, state

_SLAB = 2**20


class SonataNetwork:
    """A network of point neurons in SONATA's format, which is built and simulated.

    The files are read and checked as a whole, by Java: neither h5py nor pandas is needed, nothing in a file
    is run, and there is no node before all files are known to be right. ``nest.resolution`` becomes
    ``run.dt`` of the configuration.

    Args:
        config: path of the configuration, in JSON
        sim_config: path of a second one, whose sections go before those of the first

    Raises:
        TypeError: if a path is neither a text nor a path.
        FileNotFoundError: if there is no such configuration.
        ValueError: if something is wrong in a configuration or in a table of types.
        NESTErrors.IOError: if a file is missing or broken; the message has the path of the group or dataset.
    """

    def __init__(self, config: Union[str, PurePath], sim_config: Union[str, PurePath, None] = None):
        paths = [_path(config), "" if sim_config is None else _path(sim_config)]
        self._node_collections: dict[str, NodeCollection] = {}
        self._network: Network = state.network
        self._java = _asked(self._network.package.Sonata.read, *paths)
        self._config = json.loads(str(self._java.config()))
        self._built = self._recorded = False
        SetKernelStatus({"resolution": float(self._java.resolution())})

    @property
    def node_collections(self) -> dict[str, NodeCollection]:
        """The nodes of each population by its name; empty before ``Create``."""
        return self._node_collections

    @property
    def config(self) -> dict[str, Any]:
        """The configuration, with the variables of its manifest filled in."""
        return self._config

    @whole
    def Create(self) -> dict[str, NodeCollection]:
        """Creates the nodes: neurons, and a ``spike_train_injector`` for each virtual node.

        Returns:
            the nodes of each population by its name; number ``i`` is the node with id ``i`` there

        Raises:
            NESTErrors.UnknownModelName: if a model is unknown.
            NESTErrors.UnaccessedDictionaryEntry: if a model does not have a parameter.
            NESTErrors.BadProperty: if a value is not allowed.
            RuntimeError: if they are there already.
        """
        if self._node_collections:
            raise RuntimeError("The SONATA network nodes are there already.")
        network = self._valid()
        java = network.open()
        _asked(self._java.create, java)
        self._told()
        for name in map(str, self._java.names()):
            nodes = self._java.nodes(name)
            first = int(nodes.id(0))
            self._node_collections[name] = NodeCollection._of(range(first, first + int(nodes.size())), network, nodes)
        return self._node_collections

    @whole
    def Connect(self, hdf5_hyperslab_size: Union[int, None] = None) -> None:
        """Makes the synapses.

        Args:
            hdf5_hyperslab_size: how many edges are read at a time, 2**20 unless it is given

        Raises:
            TypeError: if ``hdf5_hyperslab_size`` is not an int.
            ValueError: if it is below 1.
            RuntimeError: if the nodes are not there yet, or are connected already.
            NESTErrors.UnknownSynapseType: if a synapse model is unknown.
            NESTErrors.BadDelay: if a delay is below the resolution.
        """
        slab = _SLAB if hdf5_hyperslab_size is None else hdf5_hyperslab_size
        if not isinstance(slab, int):
            raise TypeError("hdf5_hyperslab_size must be passed as int")
        if slab < 1:
            raise ValueError("hdf5_hyperslab_size must be strictly positive")
        if not self._node_collections:
            raise RuntimeError("The SONATA network nodes must be created before any connections can be made.")
        if self._built:
            raise RuntimeError("The SONATA network is connected already.")
        network = self._valid()
        network.number()
        try:
            _asked(self._java.connect, min(slab, 2**31 - 1))
        except NESTErrors.UnknownModelName as error:
            raise NESTErrors.UnknownSynapseType(str(error)) from None
        self._built = True

    def BuildNetwork(self, hdf5_hyperslab_size: Union[int, None] = None) -> dict[str, NodeCollection]:
        """``Create`` and ``Connect``.

        Returns:
            the nodes of each population by its name
        """
        if hdf5_hyperslab_size is not None and not isinstance(hdf5_hyperslab_size, int):
            raise TypeError("hdf5_hyperslab_size must be passed as int")
        if hdf5_hyperslab_size is not None and hdf5_hyperslab_size < 1:
            raise ValueError("hdf5_hyperslab_size must be strictly positive")
        self.Create()
        self.Connect(hdf5_hyperslab_size)
        return self._node_collections

    @whole
    def Record(self) -> None:
        """Has all that the configuration asks for in ``output`` and ``reports`` recorded, and written by each
        ``Simulate``. NEST does not know it: without this call nothing is written, as in NEST.

        Recorders are nodes, whose ids follow those of the nodes that are there.

        Raises:
            RuntimeError: if the nodes are not there yet, or are recorded already.
            ValueError: if a section is wrong.
            NESTErrors.IllegalConnection: if a model cannot record the variable of a report.
        """
        if not self._node_collections:
            raise RuntimeError("The SONATA network nodes must be created before they can be recorded.")
        if self._recorded:
            raise RuntimeError("The SONATA network is recorded already.")
        self._valid()
        _asked(self._java.record)
        self._told()
        self._recorded = True

    @one_at_a_time
    def Simulate(self) -> None:
        """Simulates for ``run.tstop`` of the configuration, or ``run.duration`` (ms). If ``Record`` was called, the
        files of spikes and reports are written anew, with all that was recorded so far.

        Raises:
            RuntimeError: if the network is not built.
            NESTErrors.IOError: if a file cannot be written.
        """
        if not self._built:
            raise RuntimeError("The SONATA network must be built before a simulation can be done.")
        network = self._valid()
        duration = float(_asked(self._java.duration))
        Simulate(duration)
        if self._recorded:
            call(self._java.write, network.java, not state.settings["samples_at_once"])

    def _valid(self) -> Network:
        """The network that this one is in."""
        if self._network is not state._network:
            raise RuntimeError("this SonataNetwork is gone: ResetKernel has removed it; make it anew")
        return self._network

    def _told(self) -> None:
        """Takes note of the nodes that Java has created."""
        for model, n in zip(map(str, self._java.models()), map(int, self._java.sizes())):
            self._network.add(model, n)


def _path(path: Any) -> str:
    if not isinstance(path, (str, PurePath)):
        raise TypeError("Path to JSON configuration file must be passed as 'str' or 'pathlib.Path'.")
    with open(path, "rb"):  # raises Python's errors, as in NEST, if it cannot be read
        return str(path)


def _asked(function: Any, *arguments: Any) -> Any:
    """Calls Java; what is wrong with a setting is a ValueError, as in NEST."""
    try:
        return call(function, *arguments)
    except NESTErrors.BadProperty as error:
        raise ValueError(str(error)) from None
