"""Rates of Siegert's formula to 40 digits and more: writes siegert.csv. Needs mpmath.

The integral is a difference of two power series (and far below zero of asymptotic series), in
arithmetic of 120 digits and more, so that cancellation does not matter. Nothing here is shared with
Siegert.java, not even the value of alpha. The tables in that file also come from here:
    python siegert.py                 # the rates
    python siegert.py coefficients    # the Chebyshev coefficients, and the nodes and weights
"""

import itertools
import math
import pathlib
import sys

import mpmath
from mpmath import mp, mpf

mp.dps = 120

ALPHA = mpmath.sqrt(2) * abs(mpmath.zeta(mpf(1) / 2))
NAMES = "mu sigmaSquare tau_m tau_syn t_ref theta V_reset".split()


def primitive(s):
    """Integral of exp(x^2) (1 + erf x), which is the sum of x^n / gamma(n/2 + 1), from 0 to s."""
    if s < -28:
        return -integral_of_erfcx(-s)
    with mpmath.workdps(mp.dps + 10 + int(s * s / 2)):
        smallest = mpf(10) ** -mp.dps
        total, power, c, after, n = mpf(0), mpf(s), mpf(1), 2 / mpmath.sqrt(mp.pi), 1
        while n < 2 * s * s or abs(c * power) > smallest:
            total += c * power / n
            power *= s
            c, after, n = after, 2 * c / (n + 1), n + 1
        return total


def integral_of_erfcx(u):
    if u < 28:
        return -primitive(-u)
    total, term, n = mpmath.log(u) + mp.euler / 2 + mpmath.log(2), mpf(1), 0
    while abs(term) > mpf(10) ** -mp.dps:
        n += 1
        term *= -(2 * n - 1) / (2 * u * u)
        total -= term / (2 * n)
    return total / mpmath.sqrt(mp.pi)


def check():
    """The series beside the integral as it is defined."""
    for lower, upper in ((-31, -29), (-29, -27), (-3, -2.9), (-1, 1), (0.1, 0.2), (2, 3)):
        with mpmath.workdps(40):
            whole = mpmath.quad(
                lambda s: mpmath.exp(s * s) * mpmath.erfc(-s),
                mpmath.linspace(lower, upper, 5),
                method="gauss-legendre",
                maxdegree=5,
            )
        assert abs((primitive(mpf(upper)) - primitive(mpf(lower))) / whole - 1) < mpf(10) ** -30


def rate(mu, sigmaSquare, tau_m, tau_syn, t_ref, theta, V_reset):
    """Rate in 1/s, of the doubles as they are."""
    mu, sigmaSquare, tau_m, tau_syn, t_ref, theta, V_reset = map(
        mpf, (mu, sigmaSquare, tau_m, tau_syn, t_ref, theta, V_reset)
    )
    if sigmaSquare == 0:
        if mu <= theta:
            return mpf(0)
        return 1000 / (t_ref + tau_m * mpmath.log((mu - V_reset) / (mu - theta)))
    sigma = mpmath.sqrt(sigmaSquare)
    shift = ALPHA / 2 * mpmath.sqrt(tau_syn / tau_m)
    upper = (theta - mu) / sigma + shift
    if upper > 40:  # below 1e-600
        return mpf(0)
    passage = primitive(upper) - primitive((V_reset - mu) / sigma + shift)
    return 1000 / (t_ref + tau_m * mpmath.sqrt(mp.pi) * passage)


def points():
    """Arguments of rate, several hundred of them."""
    above = [1e-3, 0.1, 0.5, 1, 2, 3.9, 6.1, 10, 15, 20, 25, 26, 26.5, 27, 30]
    below = [0, -1e-3, -0.1, -0.5, -1, -2, -4, -10, -30, -1e3, -1e6]
    sigmas = [1e-6, 1e-3, 0.1, 1, 5, 30, 1e3]

    # from 30 sigma below threshold to 1e6 above, for white and for coloured noise
    for y, sigma, tau_syn in itertools.product(above + below, sigmas, [0.0, 0.5]):
        yield 15 - y * sigma, sigma**2, 10.0, tau_syn, 2.0, 15.0, 0.0

    # reset close to threshold, no dead time to hide behind
    for y, sigma, range_ in itertools.product(
        [26, 10, 3, 1, 0.1, -0.1, -3, -30, -1e4], [1e-6, 0.1, 10], [1e-12, 1e-6, 1e-3, 0.1]
    ):
        yield -55 - y * sigma, sigma**2, 20.0, 0.0, 0.0, -55.0, -55 - range_
    yield 20.0, 4.0, 10.0, 0.5, 2.0, 15.0, 15.0

    # both sides of where the way to compute it changes
    for y, width in itertools.product([20, 5, 1, 0.2, 0, -0.2, -3, -100], [0.06, 0.12, 0.13, 0.3]):
        yield 15 - y * 1.0, 1.0, 5.0, 0.0, 0.0, 15.0, 15 - width / (1 + 2 * max(y, 0))

    # what networks meet
    for mu, variance in itertools.product(range(-40, 61, 10), [0.01, 1.5, 25.0, 400.0]):
        yield float(mu), variance, 20.0, 2.0, 1.0, 20.0, 10.0

    # no noise, or hardly any
    for mu, variance in itertools.product(
        [-1e3, 14.999, 15.0, 15.000001, 15.1, 20.0, 1e3, 1e9], [0.0, 1e-300, 1e-20]
    ):
        yield mu, variance, 10.0, 0.5, 2.0, 15.0, 0.0
        yield mu, variance, 10.0, 0.0, 0.0, 15.0, 14.0


def write():
    check()
    lines = [",".join([*NAMES, "rate"])]
    for arguments in points():
        arguments = [float(a) for a in arguments]
        r = rate(*arguments)
        lines.append(",".join([*map(repr, arguments), mpmath.nstr(r, 25)]))
    here = pathlib.Path(__file__).parent
    (here / "siegert.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def chebyshev(f, count):
    """Coefficients of f on [-1, 1], the first one halved."""
    nodes = 64
    angles = [mp.pi * (j + mpf(1) / 2) / nodes for j in range(nodes)]
    values = [f(mpmath.cos(a)) for a in angles]
    c = [
        2 * sum(v * mpmath.cos(n * a) for v, a in zip(values, angles)) / nodes for n in range(count)
    ]
    return [c[0] / 2, *c[1:]]


def erfcx(u):
    with mpmath.workdps(mp.dps + 10 + int(2 * mpmath.log10(1 + u))):
        return mpmath.exp(u * u) * mpmath.erfc(u)


def print_coefficients(count=24, scale=4):
    def argument(t):
        return scale * (1 + t) / (1 - t)

    def scaled(t):
        u = argument(t)
        return (1 + 2 * u) * erfcx(u)

    def tail(t):
        u = argument(t)
        whole = mpmath.sqrt(mp.pi) * integral_of_erfcx(u)
        return (u + scale) * (whole - mpmath.log(u + scale) - mp.euler / 2 - mpmath.log(2))

    for name, f in (("ERFCX", scaled), ("TAIL", tail)):
        print(name, *map(float, chebyshev(f, count)), sep="\n  ")
    print("AT_ZERO", float(mp.euler / 2 + mpmath.log(2 * scale)))
    roots = sorted(mpmath.polyroots(mpmath.taylor(lambda x: mpmath.legendre(5, x), 0, 5)[::-1]))
    for x in roots:
        weight = 2 / ((1 - x * x) * mpmath.diff(lambda z: mpmath.legendre(5, z), x) ** 2)
        print("node, weight", float((1 + x) / 2), float(weight / 2))


if __name__ == "__main__":
    if sys.argv[1:] == ["coefficients"]:
        print_coefficients()
    else:
        write()
