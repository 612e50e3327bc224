"""What pictures of spikes and potentials look like, where NEST's could be read wrongly."""

import nest
import numpy as np
import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
plt = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def fresh_figure():
    plt.close("all")
    yield
    plt.close("all")


@pytest.fixture
def recorders():
    """Spike recorders of two neurons, one of which tells steps."""
    neurons = nest.Create("iaf_psc_alpha", 2, {"I_e": [400.0, 600.0]})
    both = nest.Create("spike_recorder", 2, [{}, {"time_in_steps": True}])
    nest.Connect(neurons, both)
    nest.Simulate(100.0)
    return both


@pytest.mark.parametrize("hist", [False, True])
def test_ids_on_the_axis_are_whole_numbers(hist):
    nest.raster_plot.from_data(np.array([[3, 1.0], [3, 2.0]]), hist=hist)
    plt.gcf().canvas.draw()
    axes = plt.gcf().axes[0]
    low, high = axes.get_ylim()
    assert [tick for tick in axes.get_yticks() if low <= tick <= high] == [3.0]


def test_bars_begin_where_their_spikes_begin():
    nest.raster_plot.from_data(np.array([[1, 10.0], [1, 14.0], [1, 21.0]]), hist=True, hist_binwidth=5.0)
    bars = plt.gcf().axes[1].patches
    assert [(b.get_x(), b.get_height()) for b in bars if b.get_height() > 0] == [(10.0, 400.0), (20.0, 200.0)]


def test_rates_of_spikes_in_steps_are_those_of_spikes_in_ms(recorders):
    heights = []
    for recorder, width in zip(recorders, (5.0, 50)):
        nest.raster_plot.from_device(recorder, hist=True, hist_binwidth=width)
        heights.append([bar.get_height() for bar in plt.gcf().axes[1].patches])
    assert plt.gcf().axes[1].get_xlabel() == "Steps"
    # a time in ms may lie a rounding error beside the edge of its bar
    assert sum(heights[0]) * 5.0 == pytest.approx(sum(heights[1]) * 5.0)
    assert max(heights[0]) == pytest.approx(max(heights[1]), rel=0.5)


def test_chosen_senders_without_spikes_are_refused(recorders):
    with pytest.raises(ValueError, match="no spikes"):
        nest.raster_plot.from_device(recorders[0], sel=[17])


def test_the_legend_hides_no_trace():
    neurons = nest.Create("iaf_psc_alpha", 3, {"I_e": 400.0})
    meter = nest.Create("voltmeter")
    nest.Connect(meter, neurons)
    nest.Simulate(100.0)
    nest.voltage_trace.from_device(meter)
    figure = plt.gcf()
    figure.canvas.draw()
    (axes,) = figure.axes
    legend = axes.get_legend().get_window_extent()
    assert legend.x0 > axes.get_window_extent().x1
    assert legend.x1 <= figure.bbox.x1
