"""Plots of what a voltmeter or multimeter has sampled. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Union

import numpy as np

from .nodes import NodeCollection
from .raster_plot import read_columns, savefig, show

__all__ = ["from_device", "from_file", "savefig", "show"]


def _draw(
    traces: dict[int, tuple[np.ndarray, np.ndarray]],
    title: Union[str, None],
    grayscale: bool,
    xlabel: str,
    ylabel: str,
) -> list[Any]:
    import matplotlib.pyplot as plt

    plt.figure()
    lines: list[Any] = []
    shades = np.linspace(0.0, 0.7, max(1, len(traces)))
    for shade, (node, (times, sampled)) in zip(shades, traces.items()):
        look = {"color": str(shade)} if grayscale else {}
        lines += plt.plot(times, sampled, label=f"Neuron {node}", **look)
    plt.title(title or "Membrane potential")
    plt.xlabel(xlabel)
    plt.ylabel(ylabel)
    if 0 < len(traces) <= 10:
        plt.legend(loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0, fontsize="small")
        plt.tight_layout()
    plt.draw()
    return lines


def from_file(
    fname: Union[str, Sequence[str]], title: Union[str, None] = None, grayscale: bool = False
) -> list[Any]:
    """Plots what is in a recorder's file, or in several: sender, time, value.

    Returns:
        the lines, as matplotlib has them
    """
    names = fname if isinstance(fname, (list, tuple)) else [fname]
    rows = np.concatenate([read_columns(name) for name in names])
    traces = {int(n): (rows[rows[:, 0] == n, 1], rows[rows[:, 0] == n, 2]) for n in np.unique(rows[:, 0])}
    return _draw(traces, title, grayscale, "Time (ms)", "Membrane potential (mV)")


def from_device(
    detec: Any,
    neurons: Union[Sequence[int], None] = None,
    title: Union[str, None] = None,
    grayscale: bool = False,
    timeunit: str = "ms",
) -> list[Any]:
    """Plots the membrane potentials, or whatever comes first, that a multimeter has sampled.

    Args:
        detec: a multimeter or voltmeter
        neurons: only those with these ids
        timeunit: ``"ms"`` or ``"s"``

    Returns:
        the lines, as matplotlib has them

    Raises:
        TypeError: if it is not a multimeter.
        ValueError: if it has sampled nothing.
    """
    meter = detec if isinstance(detec, NodeCollection) else NodeCollection(np.atleast_1d(detec))
    if len(meter) != 1:
        raise ValueError("voltage_trace takes one multimeter or voltmeter")
    if "record_from" not in meter.get():
        raise TypeError("voltage_trace needs a multimeter or voltmeter")
    if meter.get("record_to") == "ascii":
        return from_file(meter.get("filenames"), title, grayscale)
    kept = meter.get("events")
    names = meter.get("record_from")
    if not len(kept["times"]) or not names:
        raise ValueError("nothing was sampled")
    name = "V_m" if "V_m" in names else names[0]
    factor = {"ms": 1.0, "s": 1e-3}.get(timeunit)
    if factor is None:
        raise ValueError("timeunit is 'ms' or 's'")
    wanted = np.unique(kept["senders"]) if neurons is None else np.atleast_1d(np.asarray(neurons))
    traces = {}
    for node in wanted.tolist():
        own = kept["senders"] == node
        if not own.any():
            raise ValueError(f"nothing was sampled of node {node}")
        traces[node] = (kept["times"][own] * factor, kept[name][own])
    ylabel = "Membrane potential (mV)" if name == "V_m" else name
    return _draw(traces, title, grayscale, f"Time ({timeunit})", ylabel)
