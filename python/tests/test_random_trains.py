"""Generators of random spike trains: rates, intervals and correlations against their theory.

A plain Poisson train of the same rate fails each test but those of rates. Bounds are five standard deviations or
more, with fixed seeds, so that both simulators pass.
"""

import math

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.rng_seed = 4711


def trains(source, n, ms, delay=1.0):
    """Times of the spikes that a generator sends to n targets, target by target."""
    relays = nest.Create("parrot_neuron", n)
    heard = nest.Create("spike_recorder")
    nest.Connect(source, relays, syn_spec={"delay": delay})
    nest.Connect(relays, heard)
    nest.Simulate(ms + delay)
    senders, times = heard.events["senders"], heard.events["times"] - delay
    order = np.lexsort((times, senders))
    cuts = np.searchsorted(senders[order], np.arange(relays[0].global_id + 1, relays[0].global_id + n))
    return np.split(times[order], cuts)


def generator(model, **params):
    return nest.Create(model, params=params)


def counted(found, width, ms):
    """Numbers of spikes of each train in bins."""
    edges = np.arange(0.0, ms + width / 2, width) + 0.05
    return np.array([np.histogram(t, edges)[0] for t in found])


def intervals(found):
    return np.concatenate([np.diff(t) for t in found])


def variation(x):
    return x.std() / x.mean()


@pytest.mark.parametrize("shape", [1, 4, 16])
def test_intervals_of_a_gamma_process_have_its_shape(shape):
    x = intervals(trains(generator("gamma_sup_generator", rate=50.0, gamma_shape=shape, n_proc=1), 50, 5000.0))
    assert x.mean() == pytest.approx(20.0, rel=0.03)
    leaves = shape * 50.0 * 1e-4  # a state, with this probability in each step
    assert variation(x) == pytest.approx(math.sqrt((1 - leaves) / shape), rel=0.04)


def test_a_superposition_of_gamma_processes_is_as_regular_in_the_long_run():
    found = trains(generator("gamma_sup_generator", rate=50.0, gamma_shape=8, n_proc=20), 400, 1000.0)
    n = np.array([len(t) for t in found])
    assert n.mean() == pytest.approx(1000.0, abs=6 * math.sqrt(1000.0 / 8 / 400) + 3)
    assert n.var() / n.mean() == pytest.approx(1 / 8, abs=0.06)


@pytest.mark.parametrize("dead_time", [2.0, 10.0, 18.0])
def test_a_process_is_silent_for_its_dead_time(dead_time):
    x = intervals(trains(generator("ppd_sup_generator", rate=50.0, dead_time=dead_time, n_proc=1), 50, 5000.0))
    assert x.min() > dead_time
    assert x.mean() == pytest.approx(20.0, rel=0.03)
    assert variation(x) == pytest.approx(1 - dead_time / 20.0, rel=0.06, abs=0.005)


def test_the_autocorrelation_of_a_superposition_has_a_trough_for_the_dead_time():
    ms, n = 2000.0, 40
    found = trains(generator("ppd_sup_generator", rate=100.0, dead_time=5.0, n_proc=20), 40, ms)
    c = counted(found, 1.0, ms)[:, 20:].astype(float)
    c -= c.mean()
    mean = 20 * 100.0 * 1e-3

    def covariance(lag):
        return (c[:, lag:] * c[:, :-lag]).mean()

    slack = 5 * mean / math.sqrt(c.size)
    for lag in (1, 2, 3):
        assert covariance(lag) == pytest.approx(-20 * 0.1**2, abs=slack)
    assert covariance(6) > -0.5 * 20 * 0.1**2
    assert slack < 0.5 * 20 * 0.1**2


def test_copies_of_a_mother_are_correlated():
    ms = 20000.0
    found = trains(generator("mip_generator", rate=200.0, p_copy=0.3), 3, ms)
    c = counted(found, 5.0, ms)[:, 10:]
    mean = 200.0 * 0.3 * 5e-3
    assert c.mean() == pytest.approx(mean, rel=0.06)
    assert c.var() / c.mean() == pytest.approx(1.0, abs=0.07)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert np.corrcoef(c[a], c[b])[0, 1] == pytest.approx(0.3, abs=0.08)


def test_all_copies_of_a_mother_are_the_same_train():
    first, second = trains(generator("mip_generator", rate=500.0, p_copy=1.0), 2, 1000.0)
    assert len(first) > 300
    np.testing.assert_array_equal(first, second)


def test_an_inhomogeneous_rate_changes_at_its_times():
    source = generator(
        "inhomogeneous_poisson_generator", rate_times=[10.0, 20.0, 30.0], rate_values=[10000.0, 0.0, 40000.0]
    )
    t = np.concatenate(trains(source, 50, 40.0))
    n = np.histogram(t, [0.05, 9.95, 19.95, 29.95, 39.95])[0]
    assert n[0] == 0
    assert n[1] == pytest.approx(5000, abs=6 * math.sqrt(5000) + 50)
    assert n[2] == 0
    assert n[3] == pytest.approx(20000, abs=6 * math.sqrt(20000) + 250)


def folded(found, frequency, bins=20):
    """Numbers of spikes by phase."""
    phase = (np.concatenate(found) * frequency * 1e-3) % 1.0
    return np.histogram(phase, bins, (0, 1))[0]


@pytest.mark.parametrize(
    "model, more", [("sinusoidal_poisson_generator", {}), ("sinusoidal_gamma_generator", {"order": 3.0})]
)
def test_a_sinusoidal_rate_oscillates(model, more):
    source = generator(model, rate=200.0, amplitude=150.0, frequency=10.0, phase=90.0, **more)
    n = folded(trains(source, 100, 2000.0), 10.0)
    middle = (np.arange(20) + 0.5) / 20
    expected = 100 * 2 * (200.0 + 150.0 * np.cos(2 * np.pi * middle)) / 20
    assert np.abs(n - expected).max() < 5 * math.sqrt(350.0 * 10) + 30


@pytest.mark.parametrize("order", [1.0, 2.0, 9.5])
def test_intervals_of_a_sinusoidal_gamma_process_have_its_order(order):
    x = intervals(trains(generator("sinusoidal_gamma_generator", rate=50.0, order=order), 50, 5000.0))
    assert x.mean() == pytest.approx(20.0, rel=0.03)
    assert variation(x) == pytest.approx(1 / math.sqrt(order), rel=0.06)


def test_a_negative_rate_is_none():
    source = generator("sinusoidal_poisson_generator", rate=1000.0, amplitude=5000.0, frequency=5.0)
    n = folded(trains(source, 20, 1000.0), 5.0, 40)
    assert n[22:38].sum() == 0
    assert n.sum() > 1000


@pytest.mark.parametrize("model", ["sinusoidal_poisson_generator", "sinusoidal_gamma_generator"])
@pytest.mark.parametrize("own", [True, False])
def test_trains_are_individual_or_common(model, own):
    nest.SetDefaults(model, {"individual_spike_trains": own})
    source = generator(model, rate=500.0)
    heard = nest.Create("spike_recorder")
    nest.Connect(source, heard)
    first, second = trains(source, 2, 1000.0)
    assert len(first) > 300
    assert (list(first) == list(second)) is not own
    t = heard.events["times"]
    assert (list(np.round(t[t < 1000.05], 6)) == list(np.round(first, 6))) is not own


@pytest.mark.parametrize("model", ["sinusoidal_poisson_generator", "sinusoidal_gamma_generator"])
def test_trains_are_made_common_by_the_model_only(model):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create(model, params={"individual_spike_trains": False})
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create(model).set(individual_spike_trains=False)
    nest.CopyModel(model, "common", {"individual_spike_trains": False})
    assert nest.Create("common").individual_spike_trains is False
    assert nest.Create(model).individual_spike_trains is True


@pytest.mark.parametrize("model", ["sinusoidal_poisson_generator", "sinusoidal_gamma_generator"])
def test_the_rate_is_recorded(model):
    source = generator(model, rate=100.0, amplitude=50.0, frequency=250.0, phase=30.0)
    meter = nest.Create("multimeter", params={"record_from": ["rate"], "interval": 0.1})
    nest.Connect(meter, source, syn_spec={"delay": 0.1})
    nest.Connect(source, nest.Create("parrot_neuron"), syn_spec={"delay": 0.1})
    nest.Simulate(5.0)
    nest.Simulate(1.0)
    t = meter.events["times"]
    np.testing.assert_allclose(
        meter.events["rate"], 100.0 + 50.0 * np.sin(2 * np.pi * 0.25 * t + np.radians(30.0)), rtol=1e-9
    )
