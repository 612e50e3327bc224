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
    data = np.asarray(data, float)
    if data.size == 0:
        raise ValueError("there are no spikes to plot")
    chosen = extract_events(data, sel=sel) if sel is not None else data
    return _plot(chosen[:, 1], chosen[:, 0], kwargs.pop("xlabel", "Time (ms)"), **kwargs)


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
    if to == "memory":
        kept = recorder[:1].get("events")
        if recorder[:1].get("time_in_steps"):
            kwargs.setdefault("xlabel", "Steps")
        spikes = np.column_stack([kept["senders"], kept["times"]])
    elif to in ("ascii", "gdf"):
        spikes = np.concatenate([_read(f) for f in recorder[:1].get("filenames")])
    else:
        raise ValueError(f"the recorder does not keep its spikes: record_to is '{to}'")
    if not len(spikes):
        raise ValueError("no spikes were recorded")
    kwargs.setdefault("title", f"Raster plot from device '{recorder.tolist()[0]}'")
    return from_data(spikes, **kwargs)


def _plot(
    times: np.ndarray,
    senders: np.ndarray,
    xlabel: str,
    hist: bool = True,
    hist_binwidth: float = 5.0,
    grayscale: bool = False,
    title: Union[str, None] = None,
) -> Any:
    import matplotlib.pyplot as plt

    plt.figure()
    marker, bars = (".k", "gray") if grayscale else (".", "#1f77b4")
    if not hist:
        dots = plt.plot(times, senders, marker)
        plt.ylabel("Neuron ID")
        plt.xlabel(xlabel)
        _title(plt, title)
        return dots
    top = plt.axes((0.1, 0.3, 0.85, 0.6))
    dots = top.plot(times, senders, marker)
    top.set_ylabel("Neuron ID")
    top.set_xticks([])
    limits = top.get_xlim()
    below = plt.axes((0.1, 0.1, 0.85, 0.17))
    edges = np.arange(np.min(times), np.max(times) + 2 * hist_binwidth, hist_binwidth)
    counts, edges = np.histogram(times, edges)
    neurons = len(np.unique(senders))
    rates = 1000.0 * counts / (hist_binwidth * neurons)
    below.bar(edges[:-1], rates, width=hist_binwidth, color=bars, edgecolor="black")
    below.set_ylabel("Rate (spks/s)")
    below.set_xlabel(xlabel)
    below.set_xlim(limits)
    plt.sca(top)
    _title(plt, title)
    return dots


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
