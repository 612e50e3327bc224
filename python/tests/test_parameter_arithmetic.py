import math

import nest
import pytest

BadProperty = nest.NESTErrors.BadProperty


def constant(value):
    return nest.CreateParameter("constant", {"value": value})


@pytest.fixture
def two():
    return constant(2.0)


@pytest.fixture
def five():
    return constant(5.0)


def test_a_constant_keeps_its_value(two):
    assert isinstance(two, nest.Parameter)
    assert [two.GetValue() for _ in range(3)] == [2.0] * 3
    assert type(two.GetValue()) is float


@pytest.mark.parametrize(
    "combine, value",
    [
        (lambda a, b: a + b, 7.0),
        (lambda a, b: a - b, -3.0),
        (lambda a, b: a * b, 10.0),
        (lambda a, b: a / b, 0.4),
        (lambda a, b: a + b * a - b, 7.0),
        (lambda a, b: (a + b) / (b - a), 7.0 / 3.0),
    ],
)
def test_parameters_combine(two, five, combine, value):
    assert combine(two, five).GetValue() == pytest.approx(value)


@pytest.mark.parametrize(
    "combine, value",
    [
        (lambda a: a + 3, 5.0),
        (lambda a: 3 + a, 5.0),
        (lambda a: a - 3.0, -1.0),
        (lambda a: 3.0 - a, 1.0),
        (lambda a: a * 3, 6.0),
        (lambda a: 3 * a, 6.0),
        (lambda a: a / 4, 0.5),
        (lambda a: 4 / a, 2.0),
        (lambda a: -a, -2.0),
        (lambda a: +a, 2.0),
        (lambda a: a**3, 8.0),
        (lambda a: a**0.5, math.sqrt(2)),
        (lambda a: a**-1, 0.5),
        (lambda a: -(a**2) + 1, -3.0),
    ],
)
def test_parameters_combine_with_numbers(two, combine, value):
    assert combine(two).GetValue() == pytest.approx(value)


@pytest.mark.parametrize(
    "function, value",
    [(nest.math.exp, math.exp(2)), (nest.math.sin, math.sin(2)), (nest.math.cos, math.cos(2))],
    ids=["exp", "sin", "cos"],
)
def test_functions_of_a_parameter(two, function, value):
    assert function(two).GetValue() == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize("bound, low, high", [(1.0, 1.0, 2.0), (2.0, 2.0, 2.0), (3.0, 2.0, 3.0)])
def test_min_and_max_with_a_number(two, bound, low, high):
    assert nest.math.min(two, bound).GetValue() == low
    assert nest.math.max(two, bound).GetValue() == high


@pytest.mark.parametrize(
    "compare, value",
    [
        (lambda a, b: a < b, 1.0),
        (lambda a, b: a <= b, 1.0),
        (lambda a, b: a == b, 0.0),
        (lambda a, b: a != b, 1.0),
        (lambda a, b: a >= b, 0.0),
        (lambda a, b: a > b, 0.0),
    ],
    ids=["lt", "le", "eq", "ne", "ge", "gt"],
)
def test_a_comparison_is_a_parameter_of_zero_or_one(two, five, compare, value):
    assert compare(two, five).GetValue() == value
    assert compare(two, 5).GetValue() == value
    assert compare(2, five).GetValue() == value


def test_equals_compare_as_equal(two):
    for found, value in ((two == 2, 1), (two <= 2, 1), (two >= 2, 1), (two < 2, 0), (two != 2, 0)):
        assert found.GetValue() == value


def test_a_condition_chooses_numbers_or_parameters(two, five):
    assert nest.logic.conditional(two < five, 1.5, 2.5).GetValue() == 1.5
    assert nest.logic.conditional(two > five, 1.5, 2.5).GetValue() == 2.5
    assert nest.logic.conditional(two < five, two, five).GetValue() == 2.0
    assert nest.logic.conditional(two > five, 1, five * 2).GetValue() == 10.0


def test_a_condition_is_drawn_each_time():
    coin = nest.logic.conditional(nest.random.uniform() < 0.5, 1.0, -1.0)
    drawn = [coin.GetValue() for _ in range(200)]
    assert set(drawn) == {1.0, -1.0}
    assert abs(sum(drawn)) < 6 * math.sqrt(200)


def test_a_parameter_that_occurs_twice_is_drawn_twice():
    u = nest.random.uniform()
    assert any((u - u).GetValue() != 0 for _ in range(10))


def test_operators_leave_their_operands_alone(two):
    two + 1, two * 5, -two
    assert two.GetValue() == 2.0


def test_redraw_accepts_what_is_in_range(two):
    assert nest.math.redraw(two, min=2.0, max=2.0).GetValue() == 2.0


def test_redraw_gives_up_on_a_range_never_met(two):
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.math.redraw(two, min=3.0, max=4.0).GetValue()


def test_redraw_wants_an_ordered_range(two):
    with pytest.raises(nest.NESTError):
        nest.math.redraw(two, min=4.0, max=3.0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: nest.random.uniform(min=3.0, max=1.0),
        lambda: nest.random.uniform_int(0),
        lambda: nest.random.normal(mean=1.0, std=-2.0),
        lambda: nest.random.lognormal(mean=1.0, std=-2.0),
    ],
    ids=["uniform", "uniform_int", "normal", "lognormal"],
)
def test_a_distribution_out_of_range_is_refused(make):
    with pytest.raises(BadProperty):
        make()


def test_an_unknown_kind_of_parameter_is_refused():
    with pytest.raises(nest.NESTError):
        nest.CreateParameter("no_such", {})


def test_a_parameter_as_exponent_is_refused(two):
    with pytest.raises(TypeError):
        2**two
    with pytest.raises(TypeError):
        two**two


def test_a_parameter_without_space_is_not_spatial(two):
    assert not two.is_spatial()
    assert not (nest.random.uniform() + two).is_spatial()


def test_apply_draws_for_each_node():
    nodes = nest.Create("iaf_psc_alpha", 20)
    values = nest.random.uniform(1.0, 2.0).apply(nodes)
    assert len(set(values)) == 20
    assert all(1.0 <= v < 2.0 for v in values)


@pytest.mark.parametrize("kind, specs", [("uniform", {"min": 2.0, "max": 3.0}), ("normal", {"mean": 2.5, "std": 0.01})])
def test_create_parameter_makes_distributions(kind, specs):
    assert 2.0 <= nest.CreateParameter(kind, specs).GetValue() <= 3.0


def test_drawn_values_obey_the_range_of_what_they_set():
    with pytest.raises(BadProperty):
        nest.Create("iaf_psc_alpha", params={"C_m": nest.random.uniform(-3.0, -2.0)})
