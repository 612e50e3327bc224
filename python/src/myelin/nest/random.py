"""Random numbers, drawn anew for each node or synapse.

Arguments are numbers. Which numbers are drawn depends on ``nest.rng_seed``, and neither on the
number of threads nor on the machine.
"""

from __future__ import annotations

from numbers import Integral

from .errors import fail
from .parameters import Number, Parameter

__all__ = ["exponential", "lognormal", "normal", "uniform", "uniform_int"]


def _require(std: Number, name: str) -> None:
    if not std > 0:
        fail("BadProperty", f"{name}: std = {std} must be above 0")


def uniform(min: Number = 0.0, max: Number = 1.0) -> Parameter:
    """Uniform between ``min`` and ``max``."""
    if not min <= max:
        fail("BadProperty", f"uniform: min = {min} must not be above max = {max}")
    return Parameter("uniform", min, max)


def uniform_int(max: int) -> Parameter:
    """Whole numbers from 0 to ``max - 1``, all equally likely."""
    if isinstance(max, bool) or not isinstance(max, Integral):
        fail("TypeMismatch", f"uniform_int: max = {max!r} must be a whole number")
    if max < 1:
        fail("BadProperty", f"uniform_int: max = {max} must be at least 1")
    return Parameter("uniform_int", max)


def normal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Normal, with this mean and standard deviation."""
    _require(std, "normal")
    return Parameter("normal", mean, std)


def exponential(beta: Number = 1.0) -> Parameter:
    """Exponential, with mean ``beta``."""
    return Parameter("exponential", beta)


def lognormal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Lognormal; ``mean`` and ``std`` are those of the logarithm."""
    _require(std, "lognormal")
    return Parameter("lognormal", mean, std)
