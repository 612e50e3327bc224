"""A NIR graph of three layers of integrate-and-fire neurons, and the spikes that Spyx makes of it.

Run with a Python that has Spyx 1.0, this file writes them to ``reference/spyx.json.xz``. Weights are sixteenths, and
so exact in single precision, which Spyx computes in.
"""

import json
import lzma
from pathlib import Path

import nir
import numpy as np

STORED = Path(__file__).parent / "reference" / "spyx.json.xz"


def graph():
    """6 inputs, then 20, 10 and 4 neurons."""
    rng = np.random.default_rng(3)
    nodes = {"input": nir.Input(np.array([6]))}
    for k, (before, size) in enumerate(((6, 20), (20, 10), (10, 4))):
        nodes[f"w{k}"] = nir.Linear(np.round(rng.normal(0.3, 16 / np.sqrt(before), (size, before))) / 16)
        nodes[f"if{k}"] = nir.IF(r=np.ones(size), v_threshold=np.ones(size))
    nodes["output"] = nir.Output(np.array([4]))
    names = list(nodes)
    return nir.NIRGraph(nodes, list(zip(names, names[1:])))


def spikes():
    """Input for 100 steps."""
    return (np.random.default_rng(4).random((100, 6)) < 0.3) * 1.0


if __name__ == "__main__":
    import jax.numpy as jnp
    import spyx.nir

    _, found = spyx.nir.from_nir(graph(), jnp.array(spikes()[:, None], jnp.float32), dt=1)
    STORED.write_bytes(lzma.compress(json.dumps(np.asarray(found)[:, 0].astype(int).tolist()).encode()))
    print(np.asarray(found).sum(axis=(0, 1)))
