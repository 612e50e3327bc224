"""Pictures of small networks: ``nest.visualization.plot_network``."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import places
from .layers import _coordinates
from .nodes import NodeCollection
from .synapses import GetConnections

__all__ = ["plot_network"]

_RADIUS = 0.16
"""Of a node's disc, as part of the distance to the nearest other."""


def _circle(n: int) -> np.ndarray:
    """So many points on a circle, from the top on clockwise, a row for each."""
    angles = np.pi / 2 - 2 * np.pi * np.arange(n) / n
    return np.stack([np.cos(angles), np.sin(angles)], axis=1) if n > 1 else np.zeros((1, 2))


def _points(nodes: NodeCollection) -> np.ndarray:
    """Where nodes are drawn: at their places, if they have such in two dimensions, each another one."""
    layer = places.layer(nodes._network, nodes._ids)
    if layer is not None and layer.dimensions == 2:
        points = _coordinates(nodes)
        if len(np.unique(points, axis=0)) == len(points):
            return points
    return _circle(len(nodes))


def _nearest(points: np.ndarray) -> float:
    """The smallest distance of two points; 1 if there is one only."""
    least = [np.min(np.hypot(*(points[k + 1 :] - p).T)) for k, p in enumerate(points[:-1])]
    return float(min(least, default=1.0))


def plot_network(
    nodes: NodeCollection, filename: str, ext_conns: bool = False, plot_modelnames: bool = False
) -> None:
    """Draws nodes, each with its id, and arrows for the connections between them.

    Nodes are at their places, if they were created at such in two dimensions, else on a circle.

    Args:
        nodes: at least one
        filename: ends in ``.png`` or ``.pdf``
        ext_conns, plot_modelnames: not implemented, as in NEST
    """
    if not isinstance(nodes, NodeCollection):
        raise TypeError("nodes must be a 'NodeCollection'.")
    if not len(nodes):
        raise ValueError("nodes must at least contain one node.")
    for name, given in (("ext_conns", ext_conns), ("plot_modelnames", plot_modelnames)):
        if given:
            raise NotImplementedError(name)
    if not str(filename).endswith((".png", ".pdf")):
        raise ValueError("Filename must end in '.png' or '.pdf'.")
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise ImportError("pictures need matplotlib: pip install matplotlib") from None
    nodes._valid("KernelException")
    found = GetConnections(nodes, nodes)
    points = _points(nodes)
    row = {int(node): k for k, node in enumerate(nodes.tolist())}
    ends = {(row[int(s)], row[int(t)]) for s, t in zip(found._column("source"), found._column("target"))}
    figure = Figure(figsize=(6, 6))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    _draw(ax, points, sorted(ends), nodes.tolist())
    figure.savefig(filename, dpi=200)


def _draw(ax: Any, points: np.ndarray, ends: list[tuple[int, int]], names: list[int]) -> None:
    from matplotlib.patches import Circle, FancyArrowPatch

    radius = _RADIUS * _nearest(points)
    low, high = points.min(axis=0) - 4 * radius, points.max(axis=0) + 4 * radius
    half = max((high - low) / 2)
    for k, axis in enumerate("xy"):
        getattr(ax, f"set_{axis}lim")(*((low + high)[k] / 2 + np.array([-half, half])))
    ax.set_aspect("equal")
    ax.set_axis_off()
    middle = (low + high) / 2
    unit = 6 * 0.96 * 72 / (2 * half)  # points of print for a unit of places
    style = {"arrowstyle": "-|>", "color": "0.35", "lw": 0.9, "zorder": 1}
    for source, target in ends:
        a, b = points[source], points[target]
        if source == target:
            away = a - middle if np.hypot(*(a - middle)) > radius else np.array([0.0, 1.0])
            _loop(ax, a, away / np.hypot(*away), radius, style)
            continue
        both = (target, source) in ends
        bend = f"arc3,rad={0.16 if both else 0.0}"
        ax.add_patch(
            FancyArrowPatch(
                a,
                b,
                connectionstyle=bend,
                shrinkA=radius * unit,
                shrinkB=radius * unit,
                mutation_scale=9,
                **style,
            )
        )
    for point, name in zip(points, names):
        ax.add_patch(Circle(point, radius, facecolor="white", edgecolor="black", lw=1.1, zorder=2))
        size = min(12.0, 1.5 * radius * unit / max(1.5, len(str(name)) * 0.75))
        ax.text(*point, str(name), ha="center", va="center", fontsize=size, zorder=3)


def _loop(ax: Any, at: np.ndarray, away: np.ndarray, radius: float, style: dict[str, Any]) -> None:
    """An arrow from a node to itself."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    side = np.array([-away[1], away[0]])
    start, end = (at + radius * (0.8 * away + sign * 0.6 * side) for sign in (-1, 1))
    far = [at + radius * (3.4 * away + sign * 1.6 * side) for sign in (-1, 1)]
    path = Path([start, *far, end], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    ax.add_patch(FancyArrowPatch(path=path, mutation_scale=9, **style))
