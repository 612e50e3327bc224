"""Connect with arrays of many node ids, weights and delays."""

import nest
import numpy as np
import pytest

N, M = 500, 150_000


@pytest.fixture
def arrays():
    rng = np.random.default_rng(1)
    nest.Create("iaf_psc_exp", N)
    source, target = rng.integers(1, N + 1, (2, M))
    weight = rng.integers(1, 200, M) / 4 * np.where(source % 3 == 0, -1, 1)
    return source, target, weight, rng.integers(5, 30, M) / 10


def rows(source, target, weight, delay):
    return sorted(zip(source.tolist(), target.tolist(), weight.tolist(), np.round(delay, 6).tolist()))


def made():
    found = nest.GetConnections().get(["source", "target", "weight", "delay"])
    return sorted(zip(*(found[n] for n in ("source", "target", "weight", "delay"))))


def test_each_synapse_has_its_weight_and_delay(arrays):
    source, target, weight, delay = arrays
    nest.Connect(source, target, "one_to_one", {"weight": weight, "delay": delay})
    assert made() == rows(source, target, weight, delay)


def test_integers_floats_and_views_serve(arrays):
    source, target, weight, delay = arrays
    both = np.stack((source, target), axis=1)
    spec = {"weight": (4 * weight).astype(np.int32), "delay": np.full(M, 1.5, np.float32)}
    nest.Connect(both[:, 0], both[:, 1], "one_to_one", spec)
    assert made() == rows(source, target, 4 * weight, np.full(M, 1.5))


def test_a_wrong_delay_is_refused_and_nothing_made(arrays):
    source, target, weight, delay = arrays
    delay[M - 7] = 0.01
    with pytest.raises(nest.NESTErrors.BadDelay, match="0.01"):
        nest.Connect(source, target, "one_to_one", {"weight": weight, "delay": delay})
    assert nest.num_connections == 0


def test_an_unknown_node_is_refused(arrays):
    source, target, weight, delay = arrays
    target[M - 9] = N + 1
    with pytest.raises(nest.NESTErrors.UnknownNode):
        nest.Connect(source, target, "one_to_one", {"weight": weight, "delay": delay})
