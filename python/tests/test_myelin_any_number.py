"""Whatever is given where a number is taken: it works, or it is refused with a message, and nothing changes.

The values are extreme, of another type, or not numbers at all. They are given as times and numbers of
nodes, to every kernel attribute, and to every argument of rules and distributions.
"""

import nest
import numpy as np
import pytest

from extreme import INF, NAN, VALUES, attempt, network, refused, works


@pytest.mark.parametrize("value", [NAN, INF, -INF, 1e308, 2**63, 0.05, -1, -INF, True, "x", None])
def test_time(value):
    network()
    for call in (nest.Simulate, nest.Run):
        refused(lambda: call(value))
    nest.Prepare()
    refused(lambda: nest.Run(value))
    nest.Cleanup()
    works()


@pytest.mark.parametrize("value", [2**31, 2**31 - 1, 2**62, 2**63, 1e300, NAN, INF, -1, 0, 2.5, "x", [1]])
def test_number_of_nodes(value):
    for model in ("iaf_psc_alpha", "poisson_generator"):
        refused(lambda: nest.Create(model, value))
        assert nest.network_size == 0
    assert nest.Create("iaf_psc_alpha").global_id == 1


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_kernel_attributes(value):
    for name in nest.GetKernelStatus():
        nest.ResetKernel()
        attempt(lambda: nest.SetKernelStatus({name: value}))
        attempt(lambda: setattr(nest, name, value) if name in type(nest).__dict__ else None)
        nest.ResetKernel()
        for other in ("min_delay", "max_delay"):
            limits = {"min_delay": 0.1, "max_delay": 1.0, other: value}
            attempt(lambda: nest.SetKernelStatus(limits))
    nest.ResetKernel()
    works()


RULES = {
    "fixed_indegree": "indegree",
    "fixed_outdegree": "outdegree",
    "fixed_total_number": "N",
    "pairwise_bernoulli": "p",
    "symmetric_pairwise_bernoulli": "p",
    "pairwise_poisson": "pairwise_avg_num_conns",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_rules(value):
    for rule in nest.connection_rules:
        for name in (RULES.get(rule, "rule"), "allow_autapses", "allow_multapses", "make_symmetric"):
            nest.ResetKernel()
            nodes = nest.Create("iaf_psc_alpha", 2)
            spec = {"rule": rule, **({RULES[rule]: 0} if rule in RULES else {}), name: value}
            if rule.startswith("symmetric"):
                spec = {"allow_autapses": False, "make_symmetric": True, **spec}
            if rule == "pairwise_poisson" and isinstance(value, (int, float)) and 1e3 < value < 1e18:
                continue  # as many synapses as that are made, or do not fit
            attempt(lambda: nest.Connect(nodes, nodes, spec))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_distributions(value):
    r, m = nest.random, nest.math
    one = r.uniform()
    makers = {
        "uniform": (lambda: r.uniform(value, 1.0), lambda: r.uniform(0.0, value)),
        "normal": (lambda: r.normal(value, 1.0), lambda: r.normal(0.0, value)),
        "lognormal": (lambda: r.lognormal(value, 1.0), lambda: r.lognormal(0.0, value)),
        "exponential": (lambda: r.exponential(value),),
        "uniform_int": (lambda: r.uniform_int(value),),
        "redraw": (lambda: m.redraw(one, value, 1.0), lambda: m.redraw(one, 0.0, value)),
        "min": (lambda: m.min(one, value), lambda: m.max(one, value)),
        "functions": (lambda: m.exp(value), lambda: m.sin(value), lambda: m.cos(value)),
        "conditional": (lambda: nest.logic.conditional(one < 0.5, value, 1.0),),
        "arithmetic": (lambda: one + value, lambda: one * value, lambda: value - one, lambda: one / value),
        "power": (lambda: one**value,),
        "comparison": (lambda: one < value, lambda: one == value),
        "by name": tuple(
            lambda kind=kind, arg=arg: nest.CreateParameter(kind, {arg: value})
            for kind, args in (("constant", ["value"]), ("uniform", ["min", "max"]), ("normal", ["mean", "std"]))
            for arg in args
        ),
    }
    nodes = network()
    for name, calls in makers.items():
        for call in calls:
            made = []
            if attempt(lambda: made.append(call())) is not None or not isinstance(made[0], nest.Parameter):
                continue
            parameter = made[0]
            kept = nodes.V_m
            drawn = []
            if attempt(lambda: drawn.append(parameter.GetValue())) is None:
                assert np.isfinite(drawn[0]), f"{name} gave {drawn[0]}"
            if attempt(lambda: nodes.set({"V_m": parameter})) is not None:
                assert nodes.V_m == kept
            assert np.isfinite(nodes.V_m).all()
            attempt(lambda: nest.GetConnections().set({"weight": parameter}))
            attempt(lambda: nest.Connect(nodes, nodes, syn_spec={"weight": parameter, "delay": parameter}))
    assert np.isfinite(nest.GetConnections().weight).all()
