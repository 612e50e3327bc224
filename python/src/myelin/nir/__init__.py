"""Graphs of the Neuromorphic Intermediate Representation (NIR) on Myelin, and back.

``read`` makes a network of a graph, ``to_nir`` a graph of a network. Needs the packages ``nir`` and
``scipy``: ``pip install 'myelin-sim[nir]'``. ``docs/nir.md`` says which equations a step is.
"""

from .exchange import read, to_nir
from .network import Network

__all__ = ["Network", "read", "to_nir"]
