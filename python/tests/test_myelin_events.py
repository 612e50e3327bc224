"""Events of which there are many, which Java writes some at a time."""

import gc
import weakref

import nest
import numpy as np
import pytest

from myelin.nest import values
from netcheck import meter

NEURONS, STEPS = 200, 1500


@pytest.fixture
def recorders():
    """A recorder of parrots that fire in every step but the first, and a meter that samples in every step."""
    nest.samples_at_once = True
    parrots, neurons = nest.Create("parrot_neuron", NEURONS), nest.Create("iaf_psc_alpha", NEURONS)
    times = np.round(0.1 * np.arange(1, STEPS + 1), 1)
    nest.Connect(nest.Create("spike_generator", params={"spike_times": times}), parrots, syn_spec={"delay": 0.1})
    spikes = nest.Create("spike_recorder")
    nest.Connect(parrots, spikes)
    samples = meter(neurons, "V_m")
    nest.Simulate(0.1 * STEPS)
    return spikes, samples


def test_many_events_are_all_there(recorders):
    for recorder, first in zip(recorders, (2, 1)):
        events = recorder.events
        assert len(events["times"]) > values.LARGE
        steps = np.arange(first, STEPS + 1)
        np.testing.assert_allclose(events["times"], np.repeat(0.1 * steps, NEURONS), rtol=1e-12)
        nodes = events["senders"].reshape(-1, NEURONS)
        assert (nodes == nodes[0]).all() and len(set(nodes[0])) == NEURONS


def test_arrays_of_many_events_are_freed_with_their_last_use(recorders):
    for recorder in recorders:
        events = recorder.events
        arrays = [weakref.ref(column) for column in events.values()]
        del events
        gc.collect()
        assert [array() for array in arrays] == [None] * len(arrays)
