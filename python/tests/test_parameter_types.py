"""Parameters by the names of their types: what ``CreateParameter`` makes and refuses."""

from math import cos, exp, gamma, pi, sin

import nest
import pytest

D = nest.spatial.distance
HERE, THERE = [0.1, 0.2], [0.3, -0.4]


@pytest.fixture
def node():
    """A node at (-1/3, 1/4)."""
    nest.ResetKernel()
    return nest.Create("iaf_psc_alpha", positions=nest.spatial.grid([3, 2]))[0]


def ways(at):
    return abs(at[0] + 1 / 3), abs(at[1] - 0.25)


def length(at):
    x, y = ways(at)
    return (x * x + y * y) ** 0.5


def bell(at, mx=0.1, my=0.2, sx=0.3, sy=0.4, rho=0.5):
    x, y = ((w - m) / s for w, m, s in zip(ways(at), (mx, my), (sx, sy)))
    return exp(-(x * x + y * y - 2 * rho * x * y) / (2 * (1 - rho * rho)))


def stripes(at, theta=30.0, g=0.5, std=0.4, lam=0.9, psi=20.0):
    t, phase = theta * pi / 180, psi * pi / 180
    x, y = ways(at)
    u, v = x * cos(t) + y * sin(t), -x * sin(t) + y * cos(t)
    wave = max(0.0, cos(2 * pi * v / lam + phase))
    return exp(-(g * g * u * u + v * v) / (2 * std * std)) * wave


KINDS = [
    ("distance", {}, length),
    ("distance", {"dimension": 0}, length),
    ("distance", {"dimension": 1}, lambda at: ways(at)[0]),
    ("distance", {"dimension": 2}, lambda at: ways(at)[1]),
    ("position", {"dimension": 1, "synaptic_endpoint": 1}, lambda at: 0.25),
    ("position", {"dimension": 1, "synaptic_endpoint": 2}, lambda at: at[1]),
    ("exp_distribution", {"x": D, "beta": 2.0}, lambda at: exp(-length(at) / 2)),
    ("gaussian", {"x": D, "mean": 0.2, "std": 0.5}, lambda at: exp(-((length(at) - 0.2) ** 2) / 0.5)),
    (
        "gaussian2d",
        {"x": D.x, "y": D.y, "mean_x": 0.1, "mean_y": 0.2, "std_x": 0.3, "std_y": 0.4, "rho": 0.5},
        bell,
    ),
    (
        "gamma",
        {"x": D, "kappa": 2.5, "theta": 0.5},
        lambda at: length(at) ** 1.5 * exp(-2 * length(at)) / (gamma(2.5) * 0.5**2.5),
    ),
    (
        "gabor",
        {"x": D.x, "y": D.y, "theta": 30.0, "gamma": 0.5, "std": 0.4, "lam": 0.9, "psi": 20.0},
        stripes,
    ),
]


@pytest.mark.parametrize("kind, specs, expected", KINDS, ids=range(len(KINDS)))
def test_values_are_those_of_the_formulas(node, kind, specs, expected):
    made = nest.CreateParameter(kind, specs)
    assert made.is_spatial()
    values = [expected(HERE), expected(THERE)]
    assert made.apply(node, [HERE, THERE]) == pytest.approx(values, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("end", [{}, {"synaptic_endpoint": 0}])
def test_the_positions_of_nodes(node, end):
    nodes = nest.Create("iaf_psc_alpha", positions=nest.spatial.free([[1.0, 2.0], [3.0, 5.0]]))
    assert nest.CreateParameter("position", {"dimension": 1, **end}).apply(nodes) == (2.0, 5.0)


def test_the_axes_of_distances_are_counted_from_one(node):
    assert D.n(0).apply(node, [HERE]) == pytest.approx([length(HERE)])
    assert D.n(1).apply(node, [HERE]) == D.x.apply(node, [HERE]) == pytest.approx([ways(HERE)[0]])
    assert D.n(2).apply(node, [HERE]) == D.y.apply(node, [HERE]) == pytest.approx([ways(HERE)[1]])


WRONG = [
    ("no_such", {}, "UndefinedName"),
    ("gaussian2D", {"x": D.x, "y": D.y}, "UndefinedName"),
    ("distance", {"foo": 1}, "UnaccessedDictionaryEntry"),
    ("distance", {"dimension": -1}, "BadParameterValue"),
    ("position", {}, "BadParameterValue"),
    ("position", {"dimension": -1}, "BadParameterValue"),
    ("position", {"dimension": 0, "synaptic_endpoint": 3}, "BadParameterValue"),
    ("exp_distribution", {"x": D, "beta": 0.0}, "BadProperty"),
    ("gaussian", {"x": D, "mean": 0.0, "std": 0.0}, "BadProperty"),
    ("gaussian2d", {**KINDS[8][1], "rho": 1.0}, "BadProperty"),
    ("gamma", {"x": D, "kappa": 0.0, "theta": 1.0}, "BadProperty"),
    ("gabor", {**KINDS[10][1], "gamma": 0.0}, "BadProperty"),
    ("uniform", {"min": 0.5, "max": 0.1}, "BadProperty"),
    ("normal", {"std": 0.0}, "BadProperty"),
    ("lognormal", {"std": 0.0}, "BadProperty"),
    ("uniform_int", {"max": 0}, "BadProperty"),
    ("distance", 5, "TypeMismatch"),
]


@pytest.mark.parametrize("kind, specs, error", WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_is_refused(kind, specs, error):
    with pytest.raises(getattr(nest.NESTErrors, error)):
        nest.CreateParameter(kind, specs)


@pytest.mark.parametrize("kind", ["constant", "exp_distribution", "gaussian", "gaussian2d", "gamma", "gabor"])
def test_functions_need_all_of_their_arguments(kind):
    with pytest.raises(IndexError):
        nest.CreateParameter(kind, {})


@pytest.mark.parametrize("axes", [nest.spatial.pos, nest.spatial.source_pos, nest.spatial.target_pos, D])
def test_an_axis_is_a_whole_number(axes):
    with pytest.raises(nest.NESTErrors.BadParameterValue):
        axes.n(-1)
    for given in (1.0, "x", True):
        with pytest.raises(RuntimeError):
            axes.n(given)


def test_values_of_nodes_and_of_pairs_stay_apart(node):
    with pytest.raises(nest.NESTErrors.BadParameterValue):
        nest.spatial.pos.x.apply(node, [HERE])
    with pytest.raises(nest.NESTErrors.BadParameterValue):
        nest.spatial.source_pos.x.apply(node)
    with pytest.raises(nest.NESTErrors.BadProperty):
        D.apply(node, [[0.0, 0.0, 0.0]])
