"""Devices that hear several channels: correlomatrix_detector and correlospinmatrix_detector."""

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def detector(trains, weights=None, pieces=(100.0,), model="correlomatrix_detector", multiplicities=None, **params):
    """A detector of parrots' spikes, 1 ms after those of generators, a channel for each train."""
    found = nest.Create(model, params={"N_channels": len(trains), **params})
    for channel, times in enumerate(trains):
        train = {"spike_times": times}
        if multiplicities:
            train["spike_multiplicities"] = multiplicities[channel]
        parrot = nest.Create("parrot_neuron")
        nest.Connect(nest.Create("spike_generator", params=train), parrot)
        weight = weights[channel] if weights else 1.0
        nest.Connect(parrot, found, syn_spec={"receptor_type": channel, "weight": weight})
    for piece in pieces:
        nest.Simulate(piece)
    return found


def count(*trains, **params):
    return np.array(detector(trains, **params).count_covariance).tolist()


def test_numbers_are_those_of_nest():
    found = detector([[10.0, 12.0], [11.0, 12.3]], [2.0, 3.0], tau_max=3.0)
    assert np.array(found.covariance).tolist() == [
        [[8, 0, 0, 0, 4, 0, 0], [0, 0, 6, 0, 0, 0, 0]],
        [[0, 6, 6, 0, 0, 6, 0], [18, 0, 0, 9, 0, 0, 0]],
    ]
    assert np.array(found.count_covariance).tolist() == [
        [[2, 0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 0, 0, 0]],
        [[0, 1, 1, 0, 0, 1, 0], [2, 0, 0, 1, 0, 0, 0]],
    ]
    assert list(found.n_events) == [2, 2]


@pytest.mark.parametrize(
    "first, second, expected",
    [
        (10.0, 10.2, [[[1, 0, 0, 0], [1, 0, 0, 0]], [[1, 0, 0, 0], [1, 0, 0, 0]]]),
        (10.2, 10.0, [[[1, 0, 0, 0], [1, 0, 0, 0]], [[1, 0, 0, 0], [1, 0, 0, 0]]]),
        (10.0, 10.3, [[[1, 0, 0, 0], [0, 0, 0, 0]], [[0, 1, 0, 0], [1, 0, 0, 0]]]),
        (10.0, 11.7, [[[1, 0, 0, 0], [0, 0, 0, 0]], [[0, 0, 0, 1], [1, 0, 0, 0]]]),
        (10.0, 11.8, [[[1, 0, 0, 0], [0, 0, 0, 0]], [[0, 0, 0, 0], [1, 0, 0, 0]]]),
    ],
)
def test_a_pair_is_in_the_bin_of_its_lag(first, second, expected):
    assert count([first], [second], tau_max=1.5) == expected


def test_spikes_of_one_channel_make_pairs_in_both_orders_in_the_middle():
    assert count([10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7, 10.8], tau_max=1.5) == [[[39, 20, 1, 0]]]


def test_coincident_spikes_are_counted_one_by_one_or_by_their_number():
    assert count([10.0, 10.0], [10.0, 10.0, 10.0], tau_max=1.5) == [
        [[3, 0, 0, 0], [6, 0, 0, 0]],
        [[6, 0, 0, 0], [6, 0, 0, 0]],
    ]
    nest.ResetKernel()
    found = nest.Create("correlomatrix_detector")
    source = nest.Create("spike_generator", params={"spike_times": [5.0, 6.0], "spike_multiplicities": [2, 3]})
    nest.Connect(source, found, syn_spec={"weight": 1.5})
    nest.Simulate(20.0)
    assert np.array(found.count_covariance)[0, 0, :3].tolist() == [5, 0, 3]
    assert np.array(found.covariance)[0, 0, :3].tolist() == [29.25, 0, 13.5]
    assert list(found.n_events) == [2]


@pytest.mark.parametrize("window", [{"Tstart": 16.0, "Tstop": 21.0}, {"start": 16.0, "stop": 21.0}], ids=str)
def test_pairs_count_within_a_time(window):
    found = detector([[10.0, 20.0, 30.0]] * 2, tau_max=1.5, **window)
    assert np.array(found.count_covariance)[:, :, 0].tolist() == [[1, 1], [1, 1]]
    assert list(found.n_events) == [1, 1]


def all_pairs(trains, weights, bin_steps, bins):
    """All pairs, one by one, in steps."""
    n = len(trains)
    sums, numbers = np.zeros((n, n, bins)), np.zeros((n, n, bins), int)
    spikes = [(t, c) for c, train in enumerate(trains) for t in train]
    for t, i in spikes:
        for u, j in spikes:
            k = (2 * abs(t - u) + bin_steps) // (2 * bin_steps)
            if k < bins and (t >= u or k == 0):
                sums[i, j, k] += weights[i] * weights[j]
                numbers[i, j, k] += 1
    return sums, numbers


@pytest.mark.parametrize("bin_steps", [1, 3, 5])
def test_all_pairs_are_counted(bin_steps):
    random = np.random.default_rng(bin_steps)
    trains = [np.sort(random.choice(900, 40, replace=False) + 10) for _ in range(3)]
    weights = [0.3, -1.7, 2.0]
    found = detector(
        [t / 10 for t in trains], weights, (37.0, 64.0), delta_tau=bin_steps / 10, tau_max=3.0
    )
    sums, numbers = all_pairs(trains, weights, bin_steps, 30 // bin_steps + 1)
    assert np.array(found.count_covariance).tolist() == numbers.tolist()
    np.testing.assert_allclose(found.covariance, sums, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "change", [{"delta_tau": 0.3}, {"tau_max": 2.0}, {"N_channels": 3}, {"N_channels": 2}, {"Tstart": 5.0}], ids=str
)
def test_another_setting_empties_a_matrix(change):
    found = detector([[10.0, 12.0], [11.0, 12.3]], tau_max=3.0)
    found.set(change)
    n = found.N_channels
    assert np.array(found.count_covariance).sum() == 0
    assert np.array(found.covariance).shape == (n, n, round(found.tau_max / found.delta_tau) + 1)
    assert list(found.n_events) == [0] * n


@pytest.mark.parametrize(
    "params",
    [
        {"N_channels": 0},
        {"delta_tau": 0.2},
        {"delta_tau": 0.25},
        {"delta_tau": 0.3},
        {"tau_max": 5.2},
        {"tau_max": -1.0},
    ],
    ids=str,
)
def test_impossible_bins_and_channels_are_refused(params):
    with pytest.raises(nest.NESTError):
        nest.Create("correlomatrix_detector", params=params)


@pytest.mark.parametrize("params", [{"n_events": [0]}, {"histogram": [1.0]}], ids=str)
def test_what_is_counted_cannot_be_set(params):
    with pytest.raises(nest.NESTError):
        nest.Create("correlomatrix_detector", params=params)


@pytest.mark.parametrize("model", ["correlomatrix_detector", "correlospinmatrix_detector"])
def test_there_is_a_receptor_for_each_channel(model):
    found = nest.Create(model, params={"N_channels": 2})
    parrot = nest.Create("parrot_neuron")
    nest.Connect(parrot, found, syn_spec={"receptor_type": 1})
    with pytest.raises(nest.NESTErrors.UnknownReceptorType):
        nest.Connect(parrot, found, syn_spec={"receptor_type": 2})


def test_binary_neurons_are_heard_by_the_one_and_others_by_the_other():
    binary, poisson = nest.Create("mcculloch_pitts_neuron"), nest.Create("poisson_generator")
    nest.Connect(binary, nest.Create("correlospinmatrix_detector"))
    nest.Connect(poisson, nest.Create("correlomatrix_detector"))
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(binary, nest.Create("correlomatrix_detector"))
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(poisson, nest.Create("correlospinmatrix_detector"))


def spins(ups, downs, **params):
    """Steps on together, of channels that go on and off at these times."""
    trains, numbers = [], []
    for up, down in zip(ups, downs):
        events = sorted([(t, 2) for t in up] + [(t, 1) for t in down])
        trains.append([t for t, _ in events])
        numbers.append([m for _, m in events])
    found = detector(trains, model="correlospinmatrix_detector", multiplicities=numbers, **params)
    return np.array(found.count_covariance).tolist()


def test_a_time_counts_when_the_next_spikes_come():
    assert np.sum(spins([[10.0]], [[12.0]])) == 0
    nest.ResetKernel()
    lags = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]
    assert spins([[10.0, 20.0]], [[12.0, 23.0]]) == [[lags]]


@pytest.mark.parametrize(
    "ups, downs, params, expected",
    [
        (
            [[10.0, 30.0], [12.0, 40.0]],
            [[12.0, 31.0], [13.0, 41.0]],
            {"tau_max": 0.3},
            [
                [24, 26, 28, 30, 28, 26, 24],
                [3, 2, 1, 0, 0, 0, 0],
                [0, 0, 0, 0, 1, 2, 3],
                [7, 8, 9, 10, 9, 8, 7],
            ],
        ),
        ([[10.0, 30.0]], [[10.3, 31.0]], {"tau_max": 0.4, "delta_tau": 0.2}, [[0, 1, 3, 1, 0]]),
        ([[], [30.0]], [[20.0], []], {"tau_max": 0.3}, [[207, 208, 209, 210, 209, 208, 207], [0] * 7, [0] * 7, [0] * 7]),
        ([[10.0, 20.0]], [[12.0, 13.0]], {"tau_max": 0.3}, [[27, 28, 29, 30, 29, 28, 27]]),
        ([[10.0, 12.0]], [[14.0]], {"tau_max": 0.3}, [[0] * 7]),
        ([[10.0, 30.0]], [[20.0, 31.0]], {"tau_max": 0.3, "start": 15.0}, [[207, 208, 209, 210, 209, 208, 207]]),
        ([[10.0, 30.0]], [[20.0, 31.0]], {"tau_max": 0.3, "stop": 31.0}, [[97, 98, 99, 100, 99, 98, 97]]),
        ([[10.0, 30.0]], [[20.0, 31.0]], {"tau_max": 0.3, "Tstart": 1000.0}, [[97, 98, 99, 100, 99, 98, 97]]),
    ],
)
def test_times_on_together_are_those_of_nest(ups, downs, params, expected):
    assert [row for rows in spins(ups, downs, **params) for row in rows] == expected


def on_together(ups, downs, bin_steps, bins):
    """The same step by step, of all times but the last that ends."""
    n = len(ups)
    s = np.zeros((n, 1000), int)
    last = max(max(d) for d in downs)
    for i in range(n):
        for up, down in zip(ups[i], downs[i]):
            if down < last:
                s[i, up:down] = 1
    found = np.zeros((n, n, 2 * bins + 1), int)
    for k in range(-bins, bins + 1):
        shift = k * bin_steps
        for i in range(n):
            for j in range(n):
                found[i, j, bins + k] = (s[i, 100:900] * s[j, 100 - shift : 900 - shift]).sum()
    return found


@pytest.mark.parametrize("bin_steps", [1, 4, 5])
def test_times_on_together_are_those_step_by_step(bin_steps):
    random = np.random.default_rng(bin_steps)
    turns = [np.sort(random.choice(700, 40, replace=False) + 150) for _ in range(3)]
    ups, downs = [t[::2] for t in turns], [t[1::2] for t in turns]
    found = spins([u / 10 for u in ups], [d / 10 for d in downs], delta_tau=bin_steps / 10, tau_max=2.0, pieces=(33.0, 67.0))
    assert found == on_together(ups, downs, bin_steps, 20 // bin_steps).tolist()


@pytest.mark.parametrize("params", [{"N_channels": 0}, {"delta_tau": 0.25}, {"tau_max": 0.25}, {"tau_max": -1.0}], ids=str)
def test_impossible_bins_of_binary_neurons_are_refused(params):
    with pytest.raises(nest.NESTError):
        nest.Create("correlospinmatrix_detector", params=params)


def test_defaults_go_by_the_resolution():
    nest.resolution = 0.3
    assert nest.Create("correlomatrix_detector").delta_tau == pytest.approx(1.5)
    assert nest.Create("correlospinmatrix_detector").delta_tau == pytest.approx(0.3)
