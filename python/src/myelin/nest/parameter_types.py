"""Parameters by the names of their types, as ``CreateParameter`` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral
from typing import Any, Callable

import numpy as np

from . import random, spatial, values
from . import spatial_distributions as functions
from .errors import fail
from .parameters import Parameter

_ENDS = (spatial.pos, spatial.source_pos, spatial.target_pos)


def _constant(value: Any) -> Parameter:
    return Parameter("number", value)


def _distance(dimension: Any = 0) -> Parameter:
    return spatial.distance.n(_whole("dimension", dimension))


def _position(dimension: Any = None, synaptic_endpoint: Any = 0) -> Parameter:
    end = _whole("synaptic_endpoint", synaptic_endpoint)
    if dimension is None or end not in range(len(_ENDS)):
        fail(
            "BadParameterValue",
            f"position: dimension = {dimension} must be 0, 1 or 2, and synaptic_endpoint = {end} must be "
            "0 (a node), 1 (a source) or 2 (a target)",
        )
    return _ENDS[end].n(_whole("dimension", dimension))


def _whole(name: str, given: Any) -> int:
    if isinstance(given, (bool, np.bool_)) or not isinstance(given, Integral):
        raise RuntimeError(f"The dictionary value with key {name} must be a whole number, not {given!r}")
    return int(given)


_TYPES: dict[str, tuple[Callable[..., Parameter], tuple[str, ...], tuple[str, ...]]] = {
    "constant": (_constant, ("value",), ()),
    "uniform": (random.uniform, (), ("min", "max")),
    "uniform_int": (random.uniform_int, ("max",), ()),
    "normal": (random.normal, (), ("mean", "std")),
    "exponential": (random.exponential, (), ("beta",)),
    "lognormal": (random.lognormal, (), ("mean", "std")),
    "distance": (_distance, (), ("dimension",)),
    "position": (_position, (), ("dimension", "synaptic_endpoint")),
    "exp_distribution": (functions.exponential, ("x", "beta"), ()),
    "gaussian": (functions.gaussian, ("x", "mean", "std"), ()),
    "gaussian2d": (functions.gaussian2D, ("x", "y", "mean_x", "mean_y", "std_x", "std_y", "rho"), ()),
    "gamma": (functions.gamma, ("x", "kappa", "theta"), ()),
    "gabor": (functions.gabor, ("x", "y", "theta", "gamma", "std", "lam", "psi"), ()),
}
"""By type what makes it, the arguments that it needs, and those that it may have."""


def CreateParameter(parametertype: str, specs: Mapping[str, Any]) -> Parameter:
    """Makes a Parameter by the name of its type.

    Args:
        parametertype: ``constant``; a distribution of ``nest.random``; ``distance`` or ``position``; or a
            function of ``nest.spatial_distributions``: ``exp_distribution``, ``gaussian``, ``gaussian2d``,
            ``gamma``, ``gabor``
        specs: its arguments by name. Those of ``distance`` (``dimension`` is 0 for the whole distance, 1 to 3
            for an axis) and ``position`` (``dimension`` is 0 to 2; ``synaptic_endpoint`` is 1 for sources, 2 for
            targets) are whole numbers. Functions need all of theirs, as in NEST.
    """
    if parametertype not in _TYPES:
        known = ", ".join(_TYPES)
        fail("UndefinedName", f"The name {parametertype} is not defined. Types of Parameters: {known}")
    if not isinstance(specs, Mapping):
        values.mismatch(parametertype, specs, "a dictionary with its arguments")
    made, needed, other = _TYPES[parametertype]
    missing = [name for name in needed if name not in specs]
    if missing:
        raise IndexError(f"map::at: {parametertype} needs {', '.join(missing)}")
    for name in specs:
        if name not in needed and name not in other:
            known = ", ".join(needed + other)
            fail(
                "UnaccessedDictionaryEntry",
                f"Unaccessed elements in param, in function create_parameter:  {name}; "
                f"{parametertype} has {known}",
            )
    return made(**specs)
