"""spike_generator with precise_times near the end of a step; all expected values are NEST 3.10's."""

import nest
import numpy as np
import pytest


def fired(h, times, late=None):
    """Steps and offsets, and when a parrot that hears them fires."""
    nest.ResetKernel()
    nest.resolution = h
    sender = nest.Create("spike_generator", params={"precise_times": True, "spike_times": times})
    steps = nest.Create("spike_recorder", params={"time_in_steps": True})
    parrot, heard = nest.Create("parrot_neuron"), nest.Create("spike_recorder")
    for target in (steps, parrot):
        nest.Connect(sender, target, syn_spec={"delay": h})
    nest.Connect(parrot, heard, syn_spec={"delay": h})
    nest.Simulate(10 * h)
    if late is not None:
        sender.set(spike_times=late, precise_times=True)
    nest.Simulate(10 * h)
    return list(steps.events["times"]), list(steps.events["offsets"]), list(heard.events["times"])


@pytest.mark.parametrize(
    "h, time, step, offset",
    [
        (0.1, 0.1, 1, 0.0),
        (0.1, 1e-7, 1, 0.0999999),
        (0.1, 0.0003, 1, 0.0997),
        (0.1, 0.1 - 0.0004, 1, 0.0004),
        (0.1, 0.1 + 1e-7, 2, 0.0999999),
        (0.1, 0.1 + 0.0004, 2, 0.0996),
        (0.1, 0.1 + 0.0006, 2, 0.0994),
        (0.1, 1.0 + 0.0004, 11, 0.0996),
        (0.25, 0.2504, 2, 0.2496),
        (0.3, 3.0001, 11, 0.2999),
        (0.3, 0.9, 4, 0.3),  # as 0.9 is greater than 3 times 0.3 in doubles
        (0.01, 0.0104, 2, 0.0096),
    ],
)
def test_step_and_offset(h, time, step, offset):
    steps, offsets, heard = fired(h, [time])
    assert (steps, offsets) == ([step], pytest.approx([offset], abs=1e-12))
    assert heard == pytest.approx([(step + 1) * h])


@pytest.mark.parametrize("beyond", [1e-7, 0.0004, 0.0006])
def test_set_late_in_the_present_step(beyond):
    steps, offsets, heard = fired(0.1, [0.1], late=[1.0 + beyond, 1.4])
    assert steps == [1, 11, 14]
    assert offsets == pytest.approx([0.0, 0.1 - beyond, 0.0], abs=1e-12)
    assert heard == pytest.approx([0.2, 1.2, 1.5])


@pytest.mark.parametrize("time", [0.9, 0.9996, 1.0])
def test_set_for_what_is_past(time):
    steps, _, _ = fired(0.1, [0.1], late=[time, 1.4])
    assert steps == [1, 14]


def test_multiples_of_the_resolution_are_on_the_grid():
    for h in (0.1, 0.3, 0.7, 0.01):
        steps, offsets, _ = fired(h, [k * h for k in range(1, 20)])
        assert steps == list(range(1, 20)) and not np.any(offsets)
