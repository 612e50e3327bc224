"""Makes connectomes at random, of any size, which are like a fly's in what matters for speed."""

from __future__ import annotations

import numpy as np

from .edges import Connectome


def synthetic(cells: int = 138_639, edges: int = 15_091_983, seed: int = 1) -> Connectome:
    """A random connectome: by default of the size of FlyWire v783.

    Numbers of edges of cells are heavy-tailed, out and in alike, and so are numbers of synapses; a cell
    excites or inhibits with all of them. Edges are in order of their sources, as in public tables. Cells
    have a ``type``, a ``side`` and a ``transmitter``; their ids have 18 digits.
    """
    random = np.random.default_rng(seed)
    ids = 720_575_940_600_000_000 + np.cumsum(random.integers(1, 1000, cells))
    many = random.lognormal(0, 1.1, (2, cells))
    out = random.multinomial(edges, many[0] / many[0].sum())
    pre = np.repeat(np.arange(cells, dtype=np.int32), out)
    weight = many[1] * np.sqrt(many[0])
    ends = np.cumsum(weight / weight.sum())
    post = np.empty(edges, np.int32)
    piece = 1 << 20
    for first in range(0, edges, piece):
        drawn = random.random(min(piece, edges - first))
        post[first : first + piece] = np.minimum(np.searchsorted(ends, drawn), cells - 1)
    count = random.geometric(0.25, edges)
    count += 4 * (random.random(edges) < 0.02) * random.integers(1, 60, edges)
    np.minimum(count, 2400, out=count)
    transmitter = random.choice(["ACH", "GABA", "GLUT"], cells, p=[0.6, 0.22, 0.18])
    sign = np.where(transmitter == "ACH", 1, -1).astype(np.int16)
    annotations = {
        "type": np.char.add("T", (np.arange(cells) // 20).astype(str)),
        "side": random.choice(["left", "right"], cells),
        "transmitter": transmitter,
    }
    synapses = count.astype(np.int16) * sign[pre]
    return Connectome(ids, annotations, pre, post, synapses, None)
