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
def neurons():
    return nest.Create("iaf_psc_alpha", 2, {"I_e": [400.0, 600.0]})


@pytest.fixture
def voltmeter(neurons):
    v = nest.Create("voltmeter", params={"interval": 0.5})
    nest.Connect(v, neurons)
    nest.Simulate(50.0)
    return v


@pytest.fixture
def spikes(neurons):
    s = nest.Create("spike_recorder")
    nest.Connect(neurons, s)
    nest.Simulate(100.0)
    return s


EVENTS = np.array([[1, 1.0], [2, 2.0], [1, 3.0], [3, 7.0]])


def test_a_voltage_trace_has_a_line_for_each_neuron(voltmeter):
    nest.voltage_trace.from_device(voltmeter)
    (axes,) = plt.gcf().axes
    assert len(axes.lines) == 2
    events = voltmeter.events
    for line, sender in zip(axes.lines, (1, 2)):
        mine = events["senders"] == sender
        np.testing.assert_allclose(line.get_xdata(), events["times"][mine])
        np.testing.assert_allclose(line.get_ydata(), events["V_m"][mine])


def test_a_voltage_trace_has_labels(voltmeter):
    nest.voltage_trace.from_device(voltmeter)
    (axes,) = plt.gcf().axes
    assert axes.get_xlabel() == "Time (ms)"
    assert axes.get_ylabel() == "Membrane potential (mV)"
    assert axes.get_title() == "Membrane potential"
    assert [line.get_label() for line in axes.lines] == ["Neuron 1", "Neuron 2"]


def test_a_voltage_trace_takes_a_title(voltmeter):
    nest.voltage_trace.from_device(voltmeter, title="Two neurons")
    assert plt.gcf().axes[0].get_title() == "Two neurons"


def test_a_voltage_trace_of_a_multimeter(neurons):
    m = nest.Create("multimeter", params={"record_from": ["I_syn_ex", "V_m"]})
    nest.Connect(m, neurons)
    nest.Simulate(10.0)
    nest.voltage_trace.from_device(m)
    line = plt.gcf().axes[0].lines[0]
    np.testing.assert_allclose(line.get_ydata(), m.events["V_m"][m.events["senders"] == 1])


def test_a_voltage_trace_of_chosen_neurons(voltmeter):
    nest.voltage_trace.from_device(voltmeter, neurons=[2])
    (line,) = plt.gcf().axes[0].lines
    assert line.get_label() == "Neuron 2"


def test_a_voltage_trace_in_gray(voltmeter):
    nest.voltage_trace.from_device(voltmeter, grayscale=True)
    for line in plt.gcf().axes[0].lines:
        r, g, b, _ = matplotlib.colors.to_rgba(line.get_color())
        assert r == g == b


def test_a_voltage_trace_wants_a_meter_of_the_membrane(spikes):
    with pytest.raises(TypeError):
        nest.voltage_trace.from_device(spikes)


def test_a_raster_has_a_point_for_each_spike(spikes):
    nest.raster_plot.from_device(spikes)
    events = spikes.events
    (line,) = plt.gcf().axes[0].lines
    assert sorted(zip(line.get_xdata(), line.get_ydata())) == sorted(zip(events["times"], events["senders"]))


def test_a_raster_without_histogram_has_one_axes(spikes):
    nest.raster_plot.from_device(spikes, hist=False)
    (axes,) = plt.gcf().axes
    assert axes.get_xlabel() == "Time (ms)"
    assert axes.get_ylabel() == "Neuron ID"


def test_a_raster_with_histogram_shows_the_rate_below(spikes):
    nest.raster_plot.from_device(spikes, hist=True)
    above, below = plt.gcf().axes
    assert above.get_ylabel() == "Neuron ID"
    assert below.get_ylabel() == "Rate (spks/s)"
    assert below.get_xlabel() == "Time (ms)"
    assert above.get_xlim() == below.get_xlim()


@pytest.mark.parametrize("binwidth", [5.0, 10.0])
def test_the_histogram_counts_every_spike(spikes, binwidth):
    nest.raster_plot.from_device(spikes, hist=True, hist_binwidth=binwidth)
    bars = plt.gcf().axes[1].patches
    counted = sum(bar.get_height() for bar in bars) * binwidth / 1000.0 * 2
    assert counted == pytest.approx(spikes.n_events)


def test_a_raster_takes_a_title(spikes):
    nest.raster_plot.from_device(spikes, title="Spikes of two")
    assert plt.gcf().axes[0].get_title() == "Spikes of two"


def test_a_raster_wants_a_spike_recorder(voltmeter):
    with pytest.raises(TypeError):
        nest.raster_plot.from_device(voltmeter)


def test_a_raster_wants_spikes():
    with pytest.raises(ValueError):
        nest.raster_plot.from_device(nest.Create("spike_recorder"))


def test_a_raster_of_data():
    nest.raster_plot.from_data(EVENTS)
    (line,) = plt.gcf().axes[0].lines
    np.testing.assert_array_equal(line.get_xdata(), EVENTS[:, 1])
    np.testing.assert_array_equal(line.get_ydata(), EVENTS[:, 0])


def test_a_raster_of_chosen_senders():
    nest.raster_plot.from_data(EVENTS, sel=[1])
    (line,) = plt.gcf().axes[0].lines
    np.testing.assert_array_equal(line.get_xdata(), [1.0, 3.0])


def test_a_raster_of_a_recorder_to_file(tmp_path, neurons):
    s = nest.Create("spike_recorder", params={"record_to": "ascii"})
    nest.Connect(neurons, s)
    nest.Simulate(60.0)
    nest.raster_plot.from_device(s, hist=False)
    (line,) = plt.gcf().axes[0].lines
    assert len(line.get_xdata()) == s.n_events


@pytest.mark.parametrize(
    "options, kept",
    [
        ({}, [0, 1, 2, 3]),
        ({"time": [2.0, 7.0]}, [1, 2]),
        ({"sel": [1]}, [0, 2]),
        ({"time": [2.0, 9.0], "sel": [1, 3]}, [2, 3]),
    ],
    ids=str,
)
def test_events_are_extracted_by_time_and_sender(options, kept):
    np.testing.assert_array_equal(nest.raster_plot.extract_events(EVENTS, **options), EVENTS[kept])
