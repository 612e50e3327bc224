"""Functions of distances and other Parameters, for probabilities, weights and delays."""

from __future__ import annotations

from numbers import Real
from typing import Any

from .errors import fail
from .parameters import Parameter

__all__ = ["exponential", "gabor", "gamma", "gaussian", "gaussian2D"]


def _made(name: str, parts: tuple[Any, ...], positive: tuple[str, ...], **arguments: Any) -> Parameter:
    for part in parts:
        if not isinstance(part, Parameter):
            fail("TypeMismatch", f"{name} takes a Parameter, such as nest.spatial.distance, not {part!r}")
    for argument, value in arguments.items():
        if isinstance(value, bool) or not isinstance(value, Real):
            fail("TypeMismatch", f"{name}: {argument} = {value!r} must be a number")
        if argument in positive and not value > 0:
            fail("BadProperty", f"{argument} > 0 required for {name}, got {argument}={value}")
    return Parameter(f"spatial_{name}", *parts, *arguments.values())


def exponential(x: Parameter, beta: float = 1.0) -> Parameter:
    """``exp(-x / beta)``."""
    return _made("exponential", (x,), ("beta",), beta=beta)


def gaussian(x: Parameter, mean: float = 0.0, std: float = 1.0) -> Parameter:
    """``exp(-(x - mean)**2 / (2 * std**2))``."""
    return _made("gaussian", (x,), ("std",), mean=mean, std=std)


def gaussian2D(
    x: Parameter,
    y: Parameter,
    mean_x: float = 0.0,
    mean_y: float = 0.0,
    std_x: float = 1.0,
    std_y: float = 1.0,
    rho: float = 0.0,
) -> Parameter:
    """A bell over two Parameters with correlation ``rho``, 1 at its top."""
    if isinstance(rho, Real) and not -1 < rho < 1:
        fail("BadProperty", f"-1 < rho < 1 required for gaussian2D, got rho={rho}")
    means = {"mean_x": mean_x, "mean_y": mean_y}
    return _made("gaussian2D", (x, y), ("std_x", "std_y"), **means, std_x=std_x, std_y=std_y, rho=rho)


def gamma(x: Parameter, kappa: float = 1.0, theta: float = 1.0) -> Parameter:
    """``x**(kappa - 1) * exp(-x / theta) / (Gamma(kappa) * theta**kappa)``."""
    return _made("gamma", (x,), ("kappa", "theta"), kappa=kappa, theta=theta)


def gabor(
    x: Parameter,
    y: Parameter,
    theta: float = 0.0,
    gamma: float = 1.0,
    std: float = 1.0,
    lam: float = 1.0,
    psi: float = 0.0,
) -> Parameter:
    """A rectified Gabor function of the ways along two axes; ``theta`` and ``psi`` are in degrees."""
    return _made("gabor", (x, y), ("gamma", "std"), theta=theta, gamma=gamma, std=std, lam=lam, psi=psi)
