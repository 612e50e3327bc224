"""Pictures of nodes that have places, by matplotlib: PlotLayer, PlotTargets, PlotSources,
PlotProbabilityParameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from . import layers, masks
from .nodes import NodeCollection
from .parameters import Parameter


def _pyplot() -> Any:
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ImportError("pictures need matplotlib: pip install matplotlib") from None
    return plt


def _axes(fig: Any, dimensions: int) -> tuple[Any, Any]:
    """The figure, a new one if None, and its axes."""
    if fig is None:
        fig = _pyplot().figure()
    if fig.axes:
        return fig, fig.axes[0]
    return fig, fig.add_subplot(111, projection="3d" if dimensions == 3 else None)


def _limit(ax: Any, layer: Any) -> None:
    """Shows the extent and a little around it."""
    for axis, center, extent in zip("xyz", layer.center, layer.extent):
        half = extent / 2 * 1.1 or 0.5
        getattr(ax, f"set_{axis}lim")(center - half, center + half)
    if layer.dimensions == 2:
        ax.set_aspect("equal", "box")


def PlotLayer(layer: NodeCollection, fig: Any = None, nodecolor: Any = "b", nodesize: float = 20) -> Any:
    """Shows where nodes are.

    Args:
        layer: nodes with places
        fig: a figure of matplotlib; a new one if None
        nodecolor: color of the nodes
        nodesize: their size (points squared)

    Returns:
        the figure
    """
    if not isinstance(layer, NodeCollection):
        raise TypeError("layer must be a NodeCollection.")
    known = layers._layer(layer, "layer")
    fig, ax = _axes(fig, known.dimensions)
    ax.scatter(*layers._coordinates(layer).T, s=nodesize, c=nodecolor)
    _limit(ax, known)
    return fig


def _plot_ends(
    near: Any,
    far: Any,
    forward: bool,
    syn_type: Union[str, None],
    fig: Any,
    mask: Any,
    parameter: Any,
    colors: tuple[Any, Any, Any, Any],
    sizes: tuple[float, float],
) -> Any:
    names = ("src_nrn", "tgt_layer") if forward else ("tgt_nrn", "src_layer")
    if not isinstance(near, NodeCollection) or len(near) != 1:
        raise TypeError(f"{names[0]} must be a single element NodeCollection.")
    if not isinstance(far, NodeCollection):
        raise TypeError(f"{names[1]} must be a NodeCollection.")
    own, other = layers._layer(near), layers._layer(far)
    if forward:
        found = layers.GetTargetPositions(near, far, syn_type)[0]
    else:
        found = layers.GetSourcePositions(far, near, syn_type)[0]
    fig, ax = _axes(fig, own.dimensions)
    if found:
        ax.scatter(*np.array(found).T, s=sizes[1], c=colors[1], zorder=2)
    place = layers._coordinates(near)[0]
    ax.scatter(*place, s=sizes[0], c=colors[0], zorder=3)
    if mask is not None or parameter is not None:
        half = other.extent / 2
        edges = np.stack([other.center - half, other.center + half], axis=1)[:2].ravel()
        PlotProbabilityParameter(near, parameter, mask, edges, ax=ax, prob_cmap=colors[3], mask_color=colors[2])
    _limit(ax, other)
    return fig


def PlotTargets(
    src_nrn: NodeCollection,
    tgt_layer: NodeCollection,
    syn_type: Union[str, None] = None,
    fig: Any = None,
    mask: Any = None,
    probability_parameter: Union[Parameter, None] = None,
    src_color: Any = "red",
    src_size: float = 50,
    tgt_color: Any = "blue",
    tgt_size: float = 20,
    mask_color: Any = "yellow",
    probability_cmap: Any = "Greens",
) -> Any:
    """Shows a node and its targets among others.

    Args:
        src_nrn: a single node
        tgt_layer: nodes among which targets are shown
        syn_type: a synapse model; any if None
        fig: a figure of matplotlib; a new one if None
        mask: a Mask or a dict, whose edge is drawn around the node
        probability_parameter: a Parameter that is shown around the node
        src_color: of the node
        src_size: of the node
        tgt_color: of its targets
        tgt_size: of its targets
        mask_color: of the mask's edge
        probability_cmap: colormap of the Parameter

    Returns:
        the figure
    """
    colors = src_color, tgt_color, mask_color, probability_cmap
    sizes = src_size, tgt_size
    return _plot_ends(src_nrn, tgt_layer, True, syn_type, fig, mask, probability_parameter, colors, sizes)


def PlotSources(
    src_layer: NodeCollection,
    tgt_nrn: NodeCollection,
    syn_type: Union[str, None] = None,
    fig: Any = None,
    mask: Any = None,
    probability_parameter: Union[Parameter, None] = None,
    tgt_color: Any = "red",
    tgt_size: float = 50,
    src_color: Any = "blue",
    src_size: float = 20,
    mask_color: Any = "yellow",
    probability_cmap: Any = "Greens",
) -> Any:
    """Shows a node and its sources among others; see PlotTargets."""
    colors = tgt_color, src_color, mask_color, probability_cmap
    sizes = tgt_size, src_size
    return _plot_ends(tgt_nrn, src_layer, False, syn_type, fig, mask, probability_parameter, colors, sizes)


def PlotProbabilityParameter(
    source: NodeCollection,
    parameter: Union[Parameter, None] = None,
    mask: Union[masks.Mask, Mapping[str, Any], None] = None,
    edges: Sequence[float] = (-0.5, 0.5, -0.5, 0.5),
    shape: Sequence[int] = (100, 100),
    ax: Any = None,
    prob_cmap: Any = "Greens",
    mask_color: Any = "yellow",
) -> None:
    """Shows a Parameter as it is between a node and places around it, and the edge of a mask.

    Args:
        source: a single node with a place in two dimensions
        parameter: drawn for targets on a lattice
        mask: a Mask, or a dict such as ``{"circular": {"radius": 1.0}}``
        edges: from where to where, along both axes
        shape: number of places along both axes
        ax: axes of matplotlib; new ones if None
        prob_cmap: colormap of the Parameter
        mask_color: color of the mask's edge
    """
    if parameter is None and mask is None:
        raise ValueError("At least one of parameter or mask must be specified")
    if not isinstance(source, NodeCollection) or len(source) != 1:
        raise ValueError("source must be a single element NodeCollection.")
    known = layers._layer(source, "source")
    if known.dimensions != 2:
        raise NotImplementedError("a Parameter and a mask can be shown in two dimensions only")
    if ax is None:
        _, ax = _axes(None, 2)
    x, y = (np.linspace(a, b, n) for a, b, n in ((*edges[:2], shape[0]), (*edges[2:], shape[1])))
    points = np.stack([c.ravel() for c in np.meshgrid(x, y)], axis=1)
    if parameter is not None:
        values = np.reshape(parameter.apply(source, points.tolist()), (len(y), len(x)))
        spacing = (x[-1] - x[0]) / max(1, len(x) - 1) / 2, (y[-1] - y[0]) / max(1, len(y) - 1) / 2
        around = (x[0] - spacing[0], x[-1] + spacing[0], y[0] - spacing[1], y[-1] + spacing[1])
        top = max(1.0, float(values.max()))
        ax.imshow(values, extent=around, origin="lower", cmap=prob_cmap, vmin=0.0, vmax=top, zorder=0)
    if mask is not None:
        _outline(ax, masks.of(mask), layers._coordinates(source)[0], known, edges, mask_color)


_FINE = 400
"""Number of places along both axes at which it is looked whether they are in a mask."""


def _outline(ax: Any, mask: masks.Mask, place: np.ndarray, known: Any, edges: Sequence[float], color: Any) -> None:
    """Draws the edge of a mask around a place."""
    x, y = (np.linspace(a, b, _FINE) for a, b in (edges[:2], edges[2:]))
    ways = np.stack([c.ravel() for c in np.meshgrid(x, y)], axis=1) - place
    inside = mask.contains(ways)
    if known.java.isWrapped():
        for turn in np.ndindex(3, 3):
            if turn != (1, 1):
                inside |= mask.contains(ways + (np.array(turn) - 1) * known.extent)
    ax.contour(x, y, inside.reshape(_FINE, _FINE).astype(float), levels=[0.5], colors=[color], linewidths=2, zorder=1)
