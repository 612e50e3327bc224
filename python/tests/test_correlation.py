"""Devices that hear: correlation_detector."""

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def detector(first, second, pieces=(100.0,), weights=(1.0, 1.0), **params):
    """A detector of two parrots' spikes, one step after those of generators."""
    found = nest.Create("correlation_detector", params=params)
    for receptor, times in enumerate((first, second)):
        train = nest.Create("spike_generator", params={"spike_times": times})
        parrot = nest.Create("parrot_neuron")
        nest.Connect(train, parrot)
        nest.Connect(parrot, found, syn_spec={"receptor_type": receptor, "weight": weights[receptor]})
    for piece in pieces:
        nest.Simulate(piece)
    return found


def counted(first, second, bin_steps, longest_steps):
    """All pairs, one by one, in steps."""
    bins = np.zeros(2 * longest_steps // bin_steps + 1, int)
    for a in first:
        for b in second:
            place = (2 * (longest_steps + b - a) + bin_steps) // (2 * bin_steps)
            if 0 <= place < len(bins) and 2 * abs(b - a) < 2 * longest_steps + bin_steps:
                bins[place] += 1
    return bins


def test_numbers_are_those_of_nest():
    found = detector([1.0, 3.0, 10.0], [1.3, 4.1, 9.5], (5.0, 10.0), (2.0, 3.0), delta_tau=0.5, tau_max=2.0)
    assert found.histogram.tolist() == [0, 6, 0, 6, 0, 6, 6, 0, 0]
    assert found.count_histogram.tolist() == [0, 1, 0, 1, 0, 1, 1, 0, 0]
    assert list(found.n_events) == [3, 3]


@pytest.mark.parametrize("seed", range(4))
def test_all_pairs_are_counted(seed):
    random = np.random.default_rng(seed)
    first, second = (np.sort(random.choice(900, 60, replace=False) + 10) for _ in range(2))
    found = detector(first / 10, second / 10, (37.0, 63.0), (0.3, -1.7), delta_tau=0.5, tau_max=3.0)
    expected = counted(first, second, 5, 30)
    assert found.count_histogram.tolist() == expected.tolist()
    assert found.histogram == pytest.approx(-0.51 * expected, rel=1e-12)


def test_pairs_count_between_tstart_and_tstop():
    times = [10.0, 20.0, 30.0]
    found = detector(times, times, Tstart=15.0, Tstop=21.0)
    assert found.count_histogram.sum() == 1
    assert list(found.n_events) == [1, 1]


def test_n_events_empties_it():
    found = detector([10.0], [10.0])
    assert found.count_histogram.sum() == 1
    with pytest.raises(nest.NESTError):
        found.n_events = [1, 0]
    found.n_events = [0, 0]
    assert found.count_histogram.sum() == 0
    assert list(found.n_events) == [0, 0]


def test_the_bin_is_five_steps_by_default():
    nest.resolution = 0.3
    assert nest.Create("correlation_detector").delta_tau == pytest.approx(1.5)


def test_impossible_bins_are_refused():
    found = nest.Create("correlation_detector")
    for wrong in ({"delta_tau": 0.25}, {"delta_tau": 0.2, "tau_max": 1.1}, {"tau_max": -1.0}, {"histogram": [1.0]}):
        with pytest.raises(nest.NESTError):
            found.set(wrong)


def test_it_has_two_receptors_and_sends_nothing():
    found = nest.Create("correlation_detector")
    parrot = nest.Create("parrot_neuron")
    with pytest.raises(nest.NESTError):
        nest.Connect(parrot, found, syn_spec={"receptor_type": 2})
    with pytest.raises(nest.NESTError):
        nest.Connect(found, parrot)
    recorder = nest.Create("spike_recorder")
    with pytest.raises(nest.NESTError):
        nest.Connect(parrot, recorder, syn_spec={"receptor_type": 1})
    nest.Connect(parrot, found, syn_spec={"receptor_type": 1})
    assert nest.num_connections == 1


@pytest.mark.parametrize("first, second, n, bin", [(2.0, 2.0, 2, 1), (2.0, 2.1, 2, 2), (2.1, 2.0, 3, 0)])
def test_several_spikes_at_once_count_as_often_as_the_later_of_two(first, second, n, bin):
    found = nest.Create("correlation_detector", params={"delta_tau": 0.1, "tau_max": 0.1})
    for receptor, (time, several) in enumerate(((first, 3), (second, 2))):
        source = nest.Create("spike_generator", params={"spike_times": [time], "spike_multiplicities": [several]})
        nest.Connect(source, found, syn_spec={"receptor_type": receptor})
    nest.Simulate(5.0)
    assert found.histogram[bin] == 6 and found.count_histogram[bin] == n
    assert sum(found.count_histogram) == n


def test_weights_of_single_spikes_count():
    found = nest.Create("correlation_detector", params={"delta_tau": 0.1, "tau_max": 0.1})
    heavy = nest.Create("spike_generator", params={"spike_times": [2.0, 3.0], "spike_weights": [2.0, -3.0]})
    nest.Connect(heavy, found, syn_spec={"weight": 2.0})
    nest.Connect(nest.Create("spike_generator", params={"spike_times": [2.0, 3.0]}), found, syn_spec={"receptor_type": 1})
    matrix = nest.Create("correlomatrix_detector", params={"delta_tau": 0.1, "tau_max": 0.1})
    nest.Connect(heavy, matrix, syn_spec={"weight": 2.0})
    nest.Simulate(5.0)
    assert list(found.histogram) == [0, 4.0 - 6.0, 0]
    assert matrix.covariance[0, 0, 0] == 4.0**2 + 6.0**2
