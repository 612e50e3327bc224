"""Random numbers, drawn anew for each node or synapse.

Arguments are numbers. Which numbers are drawn depends on ``nest.rng_seed``, and neither on the
number of threads nor on the machine.
"""

from __future__ import annotations

from .parameters import Number, Parameter

__all__ = ["exponential", "lognormal", "normal", "uniform", "uniform_int"]


def uniform(min: Number = 0.0, max: Number = 1.0) -> Parameter:
    """Uniform between ``min`` and ``max``."""
    return Parameter("uniform", min, max)


def uniform_int(max: int) -> Parameter:
    """Whole numbers from 0 to ``max - 1``, all equally likely."""
    return Parameter("uniform_int", max)


def normal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Normal, with this mean and standard deviation."""
    return Parameter("normal", mean, std)


def exponential(beta: Number = 1.0) -> Parameter:
    """Exponential, with mean ``beta``."""
    return Parameter("exponential", beta)


def lognormal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Lognormal; ``mean`` and ``std`` are those of the logarithm."""
    return Parameter("lognormal", mean, std)
