"""Plots of spikes: dots over time, with a histogram of rates. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Union

import numpy as np

from .nodes import NodeCollection
from .state import state

__all__ = ["extract_events", "from_data", "from_device", "from_file"]


def extract_events(data: Any, time: Any = None, sel: Any = None) -> np.ndarray:
    """Some of the spikes.

    Args:
        data: an array with a row for each spike: sender, time (ms)
        time: only those in [0, time), or in [time[0], time[1])
        sel: only those of these senders
    """
    data = np.asarray(data)
    chosen = np.ones(len(data), bool)
    if time is not None:
        begin, end = time if np.ndim(time) else (0, time)
        chosen &= (data[:, 1] >= begin) & (data[:, 1] < end)
    if sel is not None:
        chosen &= np.isin(data[:, 0], np.asarray(sel))
    return data[chosen]


def from_data(data: Any, sel: Any = None, **kwargs: Any) -> Any:
    """Plots spikes.

    Args:
        data: an array with a row for each spike: sender, time (ms)
        sel: only those of these senders
        kwargs: ``hist`` (whether there is a histogram), ``hist_binwidth`` (ms), ``grayscale``,
            ``title``, ``xlabel``

    Returns:
        the dots, as matplotlib has them

    Raises:
        ValueError: if there are no spikes.
    """
    return _plot(_chosen(data, sel), kwargs.pop("xlabel", "Time (ms)"), **kwargs)


def _chosen(data: Any, sel: Any) -> np.ndarray:
    data = np.asarray(data, float)
    chosen = extract_events(data, sel=sel) if sel is not None and data.size else data
    if not chosen.size:
        raise ValueError("there are no spikes to plot")
    return chosen


def read_columns(file: Any, **options: Any) -> np.ndarray:
    """The columns of a recorder's file, of NEST 3 or of NEST 2; ``options`` are those of loadtxt."""
    with open(file, encoding="utf-8") as lines:
        head = 0
        for line in lines:
            if line[:1] == "#" or line.startswith("sender"):
                head += 1
            else:
                break
    return np.loadtxt(file, skiprows=head, ndmin=2, **options)


def _read(file: Any) -> np.ndarray:
    """Senders and times of a file."""
    with np.testing.suppress_warnings() as quiet:
        quiet.filter(UserWarning)
        return read_columns(file, usecols=(0, 1)).reshape(-1, 2)


def from_file(fname: Union[str, Sequence[str]], **kwargs: Any) -> Any:
    """Plots spikes from a recorder's file, or from several files; see ``from_data``."""
    names = fname if isinstance(fname, (list, tuple)) else [fname]
    return from_data(np.concatenate([_read(name) for name in names]), **kwargs)


from_file_numpy = from_file_pandas = from_file


def from_device(detec: Any, **kwargs: Any) -> Any:
    """Plots the spikes that a spike recorder holds or has written; see ``from_data``.

    Args:
        detec: a spike recorder

    Raises:
        TypeError: if it is none.
        ValueError: if there are no spikes.
    """
    recorder = detec if isinstance(detec, NodeCollection) else NodeCollection(np.atleast_1d(detec))
    if recorder[:1].get("model") not in ("spike_recorder", "spike_detector"):
        if state.network.model(recorder.tolist()[0]).declared.name not in (
            "spike_recorder",
            "spike_detector",
        ):
            raise TypeError("raster_plot needs a spike_recorder")
    to = recorder[:1].get("record_to")
    label, step = "Time (ms)", 1.0
    if to == "memory":
        kept = recorder[:1].get("events")
        if recorder[:1].get("time_in_steps"):
            label, step = "Steps", float(state.settings["resolution"])
        spikes = np.column_stack([kept["senders"], kept["times"]])
    elif to in ("ascii", "gdf"):
        spikes = np.concatenate([_read(f) for f in recorder[:1].get("filenames")])
    else:
        raise ValueError(f"the recorder does not keep its spikes: record_to is '{to}'")
    if not len(spikes):
        raise ValueError("no spikes were recorded")
    kwargs.setdefault("title", f"Raster plot from device '{recorder.tolist()[0]}'")
    chosen = _chosen(spikes, kwargs.pop("sel", None))
    return _plot(chosen, kwargs.pop("xlabel", label), step=step, **kwargs)


def _plot(
    data: np.ndarray,
    xlabel: str,
    hist: bool = True,
    hist_binwidth: float = 5.0,
    grayscale: bool = False,
    title: Union[str, None] = None,
    step: float = 1.0,
) -> Any:
    """Plots spikes, the unit of whose times is ``step`` (ms)."""
    import matplotlib.pyplot as plt

    senders, times = data.T
    plt.figure()
    marker, bars = (".k", "gray") if grayscale else (".", "#1f77b4")
    if not hist:
        dots = plt.plot(times, senders, marker)
        plt.ylabel("Neuron ID")
        plt.xlabel(xlabel)
        _whole(plt.gca(), senders)
        _title(plt, title)
        return dots
    top = plt.axes((0.12, 0.32, 0.84, 0.6))
    dots = top.plot(times, senders, marker)
    top.set_ylabel("Neuron ID")
    top.set_xticks([])
    _whole(top, senders)
    limits = top.get_xlim()
    below = plt.axes((0.12, 0.11, 0.84, 0.18))
    edges = np.arange(np.min(times), np.max(times) + 2 * hist_binwidth, hist_binwidth)
    counts, edges = np.histogram(times, edges)
    neurons = len(np.unique(senders))
    rates = 1000.0 * counts / (hist_binwidth * step * neurons)
    below.bar(edges[:-1], rates, width=hist_binwidth, align="edge", color=bars, edgecolor="black", linewidth=0.5)
    below.set_ylabel("Rate (spks/s)")
    below.set_xlabel(xlabel)
    below.set_xlim(limits)
    for axes in (top, below):
        axes.yaxis.set_label_coords(-0.085, 0.5)
    plt.sca(top)
    _title(plt, title)
    return dots


def _whole(axes: Any, ids: np.ndarray) -> None:
    """Has a vertical axis of node ids have whole numbers only, also where there is one node."""
    least, most = ids.min(), ids.max()
    margin = max(0.5, 0.03 * (most - least))
    axes.set_ylim(least - margin, most + margin)
    axes.yaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)


def _title(plt: Any, title: Union[str, None]) -> None:
    plt.title("Raster plot" if title is None else title)
    plt.draw()


def show() -> None:
    """Shows the plots, as matplotlib's function of that name."""
    import matplotlib.pyplot as plt

    plt.show()


def savefig(fname: Any, **kwargs: Any) -> None:
    """Saves the last plot, as matplotlib's function of that name."""
    import matplotlib.pyplot as plt

    plt.savefig(fname, **kwargs)
