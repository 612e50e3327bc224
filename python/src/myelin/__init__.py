"""Myelin, a simulator of spiking neural networks, with PyNEST's vocabulary.

``myelin.nest`` is what PyNEST scripts know as ``nest``. Scripts that say ``import nest`` run
unmodified by ``python3 -m myelin SCRIPT.py``; other programs write ``import myelin.nest as nest``.
"""

__version__ = "0.1.0"


def load_ipython_extension(_shell: object) -> None:
    """What ``%load_ext myelin`` does in IPython and notebooks: from then on ``import nest`` is Myelin.

    Raises:
        ImportError: if another ``nest`` has been imported already.
    """
    import sys

    from . import alias

    nest = sys.modules.get("nest")
    if nest is not None and not nest.__name__.startswith("myelin."):
        raise ImportError(
            f"nest has been imported already, from {getattr(nest, '__file__', None)}: restart the kernel, and let "
            "%load_ext myelin come before the first import of nest"
        )
    alias.install()
    alias.extend_to_children()
