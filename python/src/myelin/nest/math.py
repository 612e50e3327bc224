"""Functions of Parameters."""

from __future__ import annotations

from typing import Union

from .errors import NESTErrors
from .parameters import Number, Parameter

__all__ = ["cos", "exp", "max", "min", "redraw", "sin"]


def exp(parameter: Parameter) -> Parameter:
    """The exponential function."""
    return Parameter("exp", parameter)


def sin(parameter: Parameter) -> Parameter:
    """The sine, of an angle in radians."""
    return Parameter("sin", parameter)


def cos(parameter: Parameter) -> Parameter:
    """The cosine, of an angle in radians."""
    return Parameter("cos", parameter)


def min(parameter: Parameter, value: Union[Number, Parameter]) -> Parameter:
    """The lesser of a Parameter and a number."""
    return Parameter("min", parameter, value)


def max(parameter: Parameter, value: Union[Number, Parameter]) -> Parameter:
    """The greater of a Parameter and a number."""
    return Parameter("max", parameter, value)


def redraw(parameter: Parameter, min: Number, max: Number) -> Parameter:
    """Draws again until the number lies in [``min``, ``max``].

    Raises:
        NESTErrors.KernelException: where it is used, if 1000 draws in a row fall outside.
    """
    if not min <= max:
        raise NESTErrors.BadParameterValue(f"redraw: min = {min} must not be above max = {max}")
    return Parameter("redraw", parameter, min, max)
