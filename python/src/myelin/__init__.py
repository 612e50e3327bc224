"""Myelin, a simulator of spiking neural networks, with PyNEST's vocabulary.

``myelin.nest`` is what PyNEST scripts know as ``nest``. Scripts that say ``import nest`` run
unmodified by ``python3 -m myelin SCRIPT.py``; other programs write ``import myelin.nest as nest``.
"""

from .alias import load_ipython_extension

__version__ = "0.1.0"
__all__ = ["load_ipython_extension"]
