"""Choices between Parameters."""

from __future__ import annotations

from typing import Union

from .parameters import Number, Parameter

__all__ = ["conditional"]


def conditional(
    condition: Parameter,
    param_if_true: Union[Number, Parameter],
    param_if_false: Union[Number, Parameter],
) -> Parameter:
    """One Parameter where a condition is not 0, else another; only the one taken is drawn."""
    return Parameter("conditional", condition, param_if_true, param_if_false)
