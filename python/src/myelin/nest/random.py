"""Random numbers, drawn anew for each node or synapse.

Arguments are numbers. Which numbers are drawn depends on ``nest.rng_seed``, and neither on the
number of threads nor on the machine.
"""

from __future__ import annotations

from numbers import Integral, Real

from .errors import fail
from .parameters import Number, Parameter

__all__ = ["exponential", "lognormal", "normal", "uniform", "uniform_int"]


def _numbers(name: str, **arguments: Number) -> None:
    for argument, x in arguments.items():
        if isinstance(x, bool) or not isinstance(x, Real):
            fail("TypeMismatch", f"{name}: {argument} = {x!r} must be a number")
        if not abs(x if isinstance(x, Integral) else float(x)) <= _LARGEST:
            fail("BadProperty", f"{name}: {argument} must be a finite number, up to 1e100 in size")


_LARGEST = 1e100
"""No quantity of a network is larger."""


def _require(std: Number, name: str) -> None:
    if not std > 0:
        fail("BadProperty", f"{name}: std = {std} must be above 0")


def uniform(min: Number = 0.0, max: Number = 1.0) -> Parameter:
    """Uniform between ``min`` and ``max``."""
    _numbers("uniform", min=min, max=max)
    if not min <= max:
        fail("BadProperty", f"uniform: min = {min} must not be above max = {max}")
    return Parameter("uniform", min, max)


def uniform_int(max: int) -> Parameter:
    """Whole numbers from 0 to ``max - 1``, all equally likely."""
    if isinstance(max, bool) or not isinstance(max, Integral):
        fail("TypeMismatch", f"uniform_int: max = {max!r} must be a whole number")
    if max < 1:
        fail("BadProperty", f"uniform_int: max = {max} must be at least 1")
    if max > 2**53:
        fail("BadProperty", "uniform_int: max must be at most 2^53")
    return Parameter("uniform_int", max)


def normal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Normal, with this mean and standard deviation."""
    _numbers("normal", mean=mean, std=std)
    _require(std, "normal")
    return Parameter("normal", mean, std)


def exponential(beta: Number = 1.0) -> Parameter:
    """Exponential, with mean ``beta``."""
    _numbers("exponential", beta=beta)
    return Parameter("exponential", beta)


def lognormal(mean: Number = 0.0, std: Number = 1.0) -> Parameter:
    """Lognormal; ``mean`` and ``std`` are those of the logarithm."""
    _numbers("lognormal", mean=mean, std=std)
    _require(std, "lognormal")
    return Parameter("lognormal", mean, std)
