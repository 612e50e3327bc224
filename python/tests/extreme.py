"""Extreme values, and what must hold when they are given where a number is taken."""

import re

import nest
import numpy as np
import pytest

NAN, INF = float("nan"), float("inf")
VALUES = {
    "nan": NAN,
    "inf": INF,
    "-inf": -INF,
    "2**31": 2**31,
    "2**32": 2**32,
    "2**63": 2**63,
    "10**400": 10**400,
    "-1": -1,
    "0": 0,
    "1e308": 1e308,
    "0.5": 0.5,
    "True": True,
    "None": None,
    "x": "x",
    "[]": [],
    "[nan]": [NAN],
    "{}": {},
    "np.nan": np.float64("nan"),
    "np.float32": np.float32(1.5),
    "np.int64": np.int64(2**40),
    "np.uint64": np.uint64(2**63),
    "np.array": np.array([1.0, NAN]),
    "np.0d": np.array(NAN),
    "complex": 1j,
    "object": object(),
}
ALLOWED = (nest.NESTErrors.NESTError, TypeError, ValueError, IndexError, KeyError, AttributeError)
ALLOWED += (NotImplementedError, MemoryError, OverflowError)
JAVA = re.compile(r"java\.|jpype|myelin\.(engine|pynest|models)|Exception|matching overload|[a-z]Error:")


def status():
    """Kernel attributes that a call which is refused must leave as they are."""
    found = nest.GetKernelStatus()
    left_out = ("time_", "memory", "network_build", "simulation_time", "build_info")
    return {k: str(v) for k, v in found.items() if not k.startswith(left_out)}


def attempt(call):
    """Calls; returns the message of a refusal, after which all must be as before, or None."""
    before = status()
    try:
        call()
        return None
    except ALLOWED as error:
        text = str(error)
        assert not JAVA.search(text), f"{type(error).__name__}: {text}"
        assert text.strip(), f"{type(error).__name__} says nothing"
        after = status()
        assert {k: (before[k], after[k]) for k in before if before[k] != after[k]} == {}
        return text


def refused(call):
    text = attempt(call)
    assert text is not None, "it was accepted"
    return text


def network():
    """A network with some of everything."""
    nest.ResetKernel()
    neurons = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(neurons, neurons, syn_spec={"synapse_model": "stdp_synapse", "weight": 2.0})
    nest.Connect(neurons, neurons, syn_spec={"weight": 2.0})
    nest.Connect(nest.Create("poisson_generator"), neurons)
    return neurons


def works():
    """Java is still there, and the network can be simulated."""
    before = nest.biological_time
    nest.Simulate(1.0)
    assert nest.biological_time == pytest.approx(before + 1.0)
