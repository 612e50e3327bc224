"""Asks NEST 3.10 what coupled neurons do: gap junctions, rates, Siegert; writes coupled.json.gz.

The file is an object: `defaults` of the kernel and the models, `scenarios`, `statistics`, `errors`
(what NEST refuses), `accepted` (what it takes, surprising or not) and `checks` (deviations of
closed forms from the scenarios). A scenario has

- `resolution`, `kernel` (set before any node; `wfr_comm_interval` only where `use_wfr` is true),
- `nodes` (model and params, generators among them) and `connections` in the order made, by the
  nodes' positions: `synapse_model`, `params`, and `symmetric` if one call makes both directions,
- `simulate`, the lengths of the calls, and `changes`, each `before` the call of that number, of a
  `node` or of a `connection` (both directions of a symmetric one),
- `record`, by node, at multiples of `interval`; `device_delay`, the delay of the connections to
  the recorders, which counts among those that make NEST's min_delay,
- `expected`: `times`, then `nodes` by position with a list for each recordable, and `spikes`.
  NEST's multimeter lags behind by a slice, so the run goes on for a while and what comes after the
  last call is left out. `last_sample` is the time of the last one before it went on,
- `stochastic` if noise drives it: then only the relation of `noise` to `rate` can be compared,
- `lost_from`: NEST loses what rates send with a delay in the part of a slice before a call ends
  within it, and takes 0 for it; from this time on the scenario shows that,
- `status`: what the kernel says afterwards; `unconverged`, the intervals for which NEST warns that
  it reached the maximum of iterations; `iterations`, the least maximum without such a warning.

Needed only to add scenarios:
    python ask_coupled.py
"""

import gzip
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import nest
import numpy as np

SETTINGS = (
    "use_wfr",
    "wfr_tol",
    "wfr_max_iterations",
    "wfr_comm_interval",
    "wfr_interpolation_order",
)
WFR = dict(zip(SETTINGS, (True, 1e-4, 15, 1.0, 3)))
TIGHT = {"wfr_tol": 0.0}
OFF = {"use_wfr": False}
SYMMETRIC = {"rule": "one_to_one", "make_symmetric": True}
GAP, AT_ONCE, LATER, DIFFUSION, STATIC = (
    "gap_junction",
    "rate_connection_instantaneous",
    "rate_connection_delayed",
    "diffusion_connection",
    "static_synapse",
)
GAUSS = np.polynomial.legendre.leggauss(400)
HH, RATE, SIEGERT = "hh_psc_alpha_gap", "lin_rate_ipn", "siegert_neuron"


def node(model, **params):
    return {"model": model, "params": params}


def connection(source, target, synapse, **params):
    pair = {"source": source, "target": target, "synapse_model": synapse, "params": params}
    return {**pair, "symmetric": True} if synapse == GAP else pair


def gap(source, target, weight):
    return connection(source, target, GAP, weight=weight)


def at_once(source, target, weight):
    return connection(source, target, AT_ONCE, weight=weight)


def later(source, target, weight, delay):
    return connection(source, target, LATER, weight=weight, delay=delay)


def diffusion(source, target, drift, spread):
    params = {"drift_factor": drift, "diffusion_factor": spread}
    return connection(source, target, DIFFUSION, **params)


def static(source, target, weight, delay):
    return connection(source, target, STATIC, weight=weight, delay=delay)


def scenario(name, nodes, connections, simulate, kernel=None, record=None, **more):
    kernel = {**WFR, **(kernel or {})}
    if not kernel["use_wfr"]:
        del kernel["wfr_comm_interval"]
    names = {HH: ["V_m"], RATE: ["rate"], SIEGERT: ["rate"]}
    known = {str(i): names[n["model"]] for i, n in enumerate(nodes) if n["model"] in names}
    return {
        "name": name,
        "resolution": 0.1,
        "kernel": kernel,
        "nodes": nodes,
        "connections": connections,
        "simulate": [round(t, 9) for t in simulate],
        "changes": [],
        "record": record or known,
        "interval": 0.5,
        "device_delay": 1.0,
        **more,
    }


def change(before, node, **params):
    return {"before": before, "node": node, "params": params}


def change_connection(before, connection, **params):
    return {"before": before, "connection": connection, "params": params}


FIRST = {"I_e": 200.0}
SECOND = {"C_m": 50.0, "g_L": 12.0, "E_L": -72.0, "tau_syn_ex": 0.5, "t_ref": 1.0}


def pair(**first):
    return [node(HH, **{**FIRST, **first}), node(HH, **SECOND)]


def gaps():
    for weight in (0.5, 5.0, 20.0):
        for current in (100.0, 300.0):
            name = f"gap junction of {weight}, current {current}"
            yield scenario(name, pair(I_e=current), [gap(0, 1, weight)], [40.0])
    five = [gap(0, 1, 5.0)]
    for interval in (1.0, 0.5, 0.1):
        for order in (0, 1, 3):
            kernel = {"wfr_comm_interval": interval, "wfr_interpolation_order": order}
            name = f"gap junction, order {order}, interval {interval}"
            yield scenario(name, pair(), five, [25.0], kernel)
    for order in (0, 1, 3):
        kernel = {"wfr_interpolation_order": order, "wfr_tol": 1e-8}
        name = f"gap junction, order {order}, sampled every step"
        yield scenario(name, pair(), five, [8.0], kernel, interval=0.1)
    for weight in (0.5, 5.0, 20.0):
        for order in (0, 3):
            name = f"gap junction of {weight} without relaxation, order {order}"
            kernel = {**OFF, "wfr_interpolation_order": order}
            yield scenario(name, pair(), [gap(0, 1, weight)], [25.0], kernel)
    for tol in (1e-2, 1e-6, 1e-10, 0.0):
        name = f"gap junction, tolerance {tol}"
        kernel = {"wfr_tol": tol, "wfr_max_iterations": 40}
        yield scenario(name, pair(), [gap(0, 1, 20.0)], [25.0], kernel)
    for most in (1, 2, 3, 5):
        for order in (0, 3):
            kernel = {"wfr_max_iterations": most, "wfr_interpolation_order": order}
            name = f"gap junction, at most {most} iterations, order {order}"
            yield scenario(name, pair(), five, [20.0], kernel)
    for interval, device in ((0.25, 1.0), (0.15, 1.0), (2.0, 2.0), (2.0, 1.0), (3.0, 3.0)):
        name = f"gap junction, interval {interval}, devices at {device}"
        kernel = {"wfr_comm_interval": interval}
        yield scenario(name, pair(), five, [18.0], kernel, device_delay=device)
    for h, interval in ((0.05, 0.5), (0.25, 1.0), (0.5, 1.0), (0.5, 0.5)):
        for kernel in ({"wfr_comm_interval": interval}, OFF)[: 1 if h == interval else 2]:
            name = f"gap junction at resolution {h}, {kernel}"
            yield scenario(name, pair(), five, [20.0], kernel, resolution=h)
    names = nest.GetDefaults(HH, "recordables")
    every = {str(i): list(map(str, names)) for i in (0, 1)}
    spikes = [static(0, 1, 40.0, 1.0), static(1, 0, -25.0, 1.0)]
    yield scenario("gap junction, all recordables", pair(), five + spikes, [15.0], record=every)
    yield scenario("two neurons without a gap junction", pair(), [], [20.0])
    yield scenario("two neurons without a gap junction or relaxation", pair(), [], [20.0], OFF)
    yield scenario("gap junction of no weight", pair(), [gap(0, 1, 0.0)], [20.0])
    yield scenario("gap junction of negative weight", pair(), [gap(0, 1, -1.0)], [20.0])
    yield scenario("two gap junctions at once", pair(), [gap(0, 1, 2.0), gap(0, 1, 3.0)], [20.0])
    yield scenario("gap junction onto itself", pair(), [gap(0, 0, 5.0), gap(0, 1, 5.0)], [20.0])
    third = node(HH, I_e=120.0, C_m=30.0)
    chain = [gap(0, 1, 5.0), gap(1, 2, 8.0)]
    for kernel in ({}, OFF, {"wfr_interpolation_order": 1, "wfr_comm_interval": 0.5}):
        name = f"chain of three, {kernel}"
        yield scenario(name, [*pair(), third], chain, [25.0], kernel)
    ring = [*chain, gap(2, 0, 3.0)]
    yield scenario("ring of three", [*pair(), third], ring, [25.0])
    yield from gaps_and_spikes()
    yield from gaps_and_currents()
    yield from gaps_in_calls()
    yield from passive()


def gaps_and_spikes():
    five = [gap(0, 1, 5.0)]
    for delay in (1.0, 0.3, 3.0):
        spikes = [static(0, 1, 60.0, delay), static(1, 0, -40.0, delay)]
        for kernel in ({}, OFF, {"wfr_comm_interval": 0.5}):
            name = f"gap junction and spikes after {delay}, {kernel}"
            yield scenario(name, pair(), five + spikes, [25.0], kernel)
            if delay == 0.3:
                name = f"spikes after {delay}, then a gap junction, {kernel}"
                yield scenario(name, pair(), spikes + five, [12.0], kernel)
    train = node("spike_generator", spike_times=[2.3, 2.4, 5.0, 7.8, 7.8, 11.1])
    cells = [node(HH), node(HH, **SECOND), train]
    for kernel in ({}, OFF, {"wfr_comm_interval": 0.1}):
        for delay in (1.0, 1.4):
            name = f"gap junction and a spike_generator after {delay}, {kernel}"
            inputs = [static(2, 0, 300.0, delay), static(2, 1, -80.0, delay)]
            yield scenario(name, cells, five + inputs, [20.0], kernel)


def gaps_and_currents():
    five = [gap(0, 1, 5.0)]
    cells = [node(HH), node(HH, **SECOND)]
    windows = {"inside intervals": (4.3, 11.7), "at their ends": (4.0, 12.0)}
    for where, (start, stop) in windows.items():
        current = node("dc_generator", amplitude=250.0, start=start, stop=stop)
        nodes = [*cells, current]
        links = [*five, static(2, 0, 1.0, 1.0)]
        for kernel in ({}, OFF, {"wfr_comm_interval": 0.5}, {"wfr_comm_interval": 0.1}):
            name = f"gap junction, dc_generator on and off {where}, {kernel}"
            yield scenario(name, nodes, links, [20.0], kernel)
        name = f"gap junction, dc_generator on and off {where}, in calls up to these"
        yield scenario(name, nodes, links, [start + 1.0, stop - start, 7.0 - stop + 12.0])
        name = f"gap junction, dc_generator on and off {where}, in calls beyond these"
        yield scenario(name, nodes, links, [start + 1.2, stop - start, 7.0 - stop + 11.8])
    wave = node("ac_generator", amplitude=200.0, offset=100.0, frequency=80.0, start=2.5)
    steps = node(
        "step_current_generator",
        amplitude_times=[1.5, 3.0, 8.2, 12.0],
        amplitude_values=[150.0, 300.0, -50.0, 0.0],
    )
    for generator in (wave, steps):
        for kernel in ({}, OFF, {"wfr_comm_interval": 0.1}, {"wfr_interpolation_order": 1}):
            name = f"gap junction and {generator['model']}, {kernel}"
            links = [*five, static(2, 0, 1.0, 1.0)]
            yield scenario(name, [*cells, generator], links, [20.0], kernel)


def gaps_in_calls():
    five = [gap(0, 1, 5.0)]
    for calls in ([20.0], [10.3, 4.4, 5.3], [0.3, 0.3, 0.7, 3.7, 15.0]):
        for kernel in ({}, {"wfr_tol": 1e-10, "wfr_max_iterations": 40}, OFF):
            name = f"gap junction in calls {calls}, {kernel}"
            yield scenario(name, pair(), five, calls, kernel)
    for kernel in ({"wfr_max_iterations": 1}, {"wfr_max_iterations": 2}):
        name = f"gap junction in calls off the interval, {kernel}"
        yield scenario(name, pair(), five, [5.3, 4.4, 5.3], kernel)
    for end in (10.0, 10.3):
        for kernel in ({}, OFF, {"wfr_interpolation_order": 0}, {"wfr_comm_interval": 0.5}):
            name = f"gap junction, another current at {end}, {kernel}"
            changes = [change(1, 0, I_e=-50.0), change(1, 1, I_e=300.0)]
            yield scenario(name, pair(), five, [end, 20.0 - end], kernel, changes=changes)
        changes = [change(1, 0, V_m=-40.0)]
        name = f"gap junction, another potential at {end}"
        yield scenario(name, pair(), five, [end, 20.0 - end], changes=changes)
        changes = [change_connection(1, 0, weight=15.0)]
        name = f"gap junction, another weight at {end}"
        yield scenario(name, pair(), five, [end, 20.0 - end], changes=changes)


PASSIVE = {"g_Na": 0.0, "g_Kv1": 0.0, "g_Kv3": 0.0}
PASSIVES = (
    {"I_e": 100.0, "V_m": -60.0, **PASSIVE},
    {"g_L": 15.0, "C_m": 60.0, "E_L": -65.0, "V_m": -75.0, **PASSIVE},
)


def passive():
    for kernel in (
        {},
        OFF,
        {"wfr_interpolation_order": 0},
        {"wfr_interpolation_order": 1},
        {"wfr_tol": 1e-12, "wfr_max_iterations": 40},
        {"wfr_comm_interval": 0.1},
    ):
        for weight in (5.0, 20.0):
            name = f"passive pair, gap junction of {weight}, {kernel}"
            nodes = [node(HH, **p) for p in PASSIVES]
            yield scenario(name, nodes, [gap(0, 1, weight)], [60.0], kernel, passive=True)


def units(first=None, second=None, common=None):
    base = {"sigma": 0.0, **(common or {})}
    one = {"mu": 1.0, "rate": 0.2, **base, **(first or {})}
    two = {"mu": 0.5, "tau": 5.0, "rate": -0.1, **base, **(second or {})}
    return [node(RATE, **one), node(RATE, **two)]


def rates():
    for a, b in ((0.8, 0.5), (0.8, -0.6), (-0.7, -0.4), (3.0, -4.0)):
        for kernel in (TIGHT, {}, OFF):
            name = f"rates at once, {a} and {b}, {kernel}"
            yield scenario(name, units(), [at_once(0, 1, a), at_once(1, 0, b)], [20.0], kernel)
    two = [at_once(0, 1, 0.8), at_once(1, 0, -0.6)]
    for kernel in (TIGHT, OFF):
        one = [at_once(0, 1, 1.0)]
        quiet = units({"mu": 0.0, "rate": 1.0}, {"mu": 0.0, "rate": 0.0})
        yield scenario(f"a rate at once from 0, {kernel}", quiet, one, [3.0], kernel, interval=0.1)
        for delay in (0.1, 0.3, 1.0, 2.0):
            name = f"a rate after {delay} from 0, {kernel}"
            links = [later(0, 1, 1.0, delay)]
            device = max(1.0, delay)
            yield scenario(
                name, quiet, links, [5.0], kernel, interval=0.1, device_delay=device
            )
    for delay in (0.1, 1.0, 2.0):
        for kernel in ({}, OFF):
            name = f"rates after {delay}, {kernel}"
            links = [later(0, 1, 0.8, delay), later(1, 0, -0.6, delay)]
            device = max(1.0, delay)
            yield scenario(name, units(), links, [20.0], kernel, device_delay=device)
    for kernel in (TIGHT, OFF):
        name = f"rates at once and onto themselves, {kernel}"
        links = [*two, at_once(0, 0, 0.5), at_once(1, 1, -0.5)]
        yield scenario(name, units(), links, [20.0], kernel)
        name = f"rates onto themselves after a delay, {kernel}"
        links = [later(0, 0, 0.5, 1.0), later(1, 1, -0.5, 0.4)]
        yield scenario(name, units(), links, [20.0], kernel)
        name = f"rates at once and after delays, {kernel}"
        links = [*two, later(0, 1, 0.2, 0.1), later(1, 0, 0.3, 2.0), later(0, 0, -0.4, 1.0)]
        yield scenario(name, units(), links, [20.0], kernel)
        name = f"rates, one way at once, back after 2, {kernel}"
        yield scenario(name, units(), [at_once(0, 1, 0.8), later(1, 0, -0.6, 2.0)], [20.0], kernel)
        yield from rate_parameters(kernel)
    for kernel in (
        {"wfr_max_iterations": 1},
        {"wfr_max_iterations": 2},
        {"wfr_max_iterations": 4},
        {"wfr_tol": 1e-2},
        {"wfr_tol": 1e-8},
        {"wfr_comm_interval": 0.1},
        {"wfr_comm_interval": 0.5},
        {"wfr_comm_interval": 0.25},
        {"wfr_interpolation_order": 0},
        {"wfr_interpolation_order": 1},
    ):
        yield scenario(f"rates at once, {kernel}", units(), two, [10.0], kernel)
    ring = [at_once(0, 1, 0.8), at_once(1, 2, 0.7), at_once(2, 0, -0.9)]
    three = [*units(), node(RATE, sigma=0.0, mu=-0.2, tau=3.0)]
    for kernel in (TIGHT, OFF):
        yield scenario(f"ring of three rates, {kernel}", three, ring, [20.0], kernel)
    for h in (0.05, 0.5, 1.0):
        for kernel in (TIGHT, OFF):
            name = f"rates at once at resolution {h}, {kernel}"
            more = {"resolution": h, "interval": max(h, 0.5)}
            yield scenario(name, units(), two, [20.0], kernel, **more)
    yield from rates_in_calls(two)
    yield from rate_steps()
    yield from noise(two)


def rate_parameters(kernel):
    couplings = {
        "at once": [at_once(0, 1, 0.8), at_once(1, 0, -0.6), at_once(0, 0, -0.3)],
        "later": [later(0, 1, 0.8, 1.0), later(1, 0, -0.6, 0.3), later(0, 0, -0.3, 0.1)],
        "both": [at_once(0, 1, 0.8), later(1, 0, -0.6, 1.0), later(0, 1, -0.5, 2.0)],
    }
    multiplied = {
        "mult_coupling": True,
        "g_ex": 0.5,
        "theta_ex": 2.0,
        "g_in": 0.7,
        "theta_in": 1.5,
    }
    sets = {
        "mult_coupling": multiplied,
        "mult_coupling, summed after the gain": {**multiplied, "linear_summation": False, "g": 1.5},
        "mult_coupling, gain 1.5": {**multiplied, "g": 1.5},
        "linear_summation False, gain 2": {"linear_summation": False, "g": 2.0},
        "gain 2": {"g": 2.0},
    }
    for what, params in sets.items():
        for how, links in couplings.items():
            name = f"rates {how}, {what}, {kernel}"
            yield scenario(name, units(common=params), links, [15.0], kernel)
    more = {
        "lambda 0": ({"lambda": 0.0, "mu": 0.1, "tau": 3.0}, {"lambda": 0.0, "mu": -0.1}),
        "lambda 0.5 and 2": ({"lambda": 0.5, "tau": 3.0}, {"lambda": 2.0}),
        "tau of half a step": ({"tau": 0.05}, {}),
        "rectify_output": ({"rectify_output": True}, {"mu": -1.0, "rectify_output": True}),
        "rectify_rate": (
            {"rectify_output": True, "rectify_rate": 0.3, "rate": -2.0},
            {"mu": -1.0, "rectify_output": True, "rectify_rate": 0.1},
        ),
    }
    for what, (first, second) in more.items():
        for how in ("at once", "later"):
            name = f"rates {how}, {what}, {kernel}"
            yield scenario(name, units(first, second), couplings[how], [15.0], kernel)


def rates_in_calls(two):
    for kernel in (TIGHT, {}, OFF):
        for calls in ([12.0], [4.3, 0.4, 3.3, 4.0]):
            name = f"rates in calls {calls}, {kernel}"
            yield scenario(name, units(), two, calls, kernel)
    mixed = [*two, later(0, 1, 0.4, 1.0), later(1, 1, -0.3, 2.0)]
    for kernel in (TIGHT, OFF):
        for end in (4.0, 4.3):
            calls = [end, 10.0 - end]
            lost = {"lost_from": 5.0} if kernel is TIGHT and end == 4.3 else {}
            for params in ({"mu": -2.0}, {"rate": 3.0}, {"tau": 3.0}, {"rectify_output": True}):
                name = f"rates, then {params} at {end}, {kernel}"
                changes = [change(1, 0, **params)]
                more = {"changes": changes, "interval": 0.1, **lost}
                yield scenario(name, units({"mu": -0.5}), mixed, calls, kernel, **more)
            for number in (0, 2):
                changes = [change_connection(1, number, weight=2.0)]
                name = f"rates, then another weight of connection {number} at {end}, {kernel}"
                more = {"changes": changes, "interval": 0.1, **lost}
                yield scenario(name, units(), mixed, calls, kernel, **more)


def rate_steps():
    steps = {"amplitude_times": [1.0, 2.5, 4.0], "amplitude_values": [1.0, -0.5, 0.7]}
    for params in ({}, {"start": 2.0, "stop": 5.0}):
        for delay in (0.1, 1.0):
            generator = node("step_rate_generator", **steps, **params)
            name = f"rates and a step_rate_generator after {delay}, {params}"
            links = [at_once(0, 1, 0.8), later(2, 0, 2.0, delay)]
            yield scenario(name, [*units(), generator], links, [8.0], TIGHT, interval=0.1)


def noise(two):
    both = {"0": ["rate", "noise"], "1": ["rate", "noise"]}
    for what, params in (
        ("", {}),
        (", lambda 0.5", {"lambda": 0.5}),
        (", lambda 0", {"lambda": 0.0}),
        (", rectified", {"rectify_output": True}),
        (", multiplied", {"mult_coupling": True, "theta_ex": 2.0, "theta_in": 1.5}),
    ):
        for kernel in (TIGHT, OFF):
            name = f"noisy rates{what}, {kernel}"
            nodes = units({"sigma": 2.0}, {"sigma": 0.5}, params)
            more = {"interval": 0.1, "stochastic": True}
            yield scenario(name, nodes, two, [6.0], kernel, both, **more)


def brunel():
    tau, theta, j, g, eta = 20.0, 20.0, 0.1, 5.0, 2.0
    c_ex, c_in = 1000, 250
    drive = 1000.0 * eta * theta / (j * c_ex * tau) * c_ex
    params = {"tau_m": tau, "t_ref": 2.0, "theta": theta, "V_reset": 0.0}
    nodes = [node(SIEGERT, mean=drive), node(SIEGERT, **params), node(SIEGERT, **params)]

    def links(source, drift, spread):
        return [diffusion(source, target, drift, spread) for target in (1, 2)]

    unit = tau * 1e-3
    return nodes, [
        *links(0, unit * j, unit * j**2),
        *links(1, unit * c_ex * j, unit * c_ex * j**2),
        *links(2, -unit * c_in * g * j, unit * c_in * (g * j) ** 2),
    ]


def siegerts():
    nodes, links = brunel()
    for kernel in ({}, OFF, TIGHT, {"wfr_max_iterations": 1}, {"wfr_comm_interval": 0.1}):
        yield scenario(f"Brunel's network, {kernel}", nodes, links, [50.0], kernel)
    for order in (0, 1):
        kernel = {"wfr_interpolation_order": order}
        yield scenario(f"Brunel's network, {kernel}", nodes, links, [20.0], kernel)
    yield scenario("Brunel's network in calls", nodes, links, [3.3, 0.4, 16.3])
    changes = [change(1, 0, mean=25000.0), change(2, 1, rate=10.0)]
    for kernel in (TIGHT, OFF):
        name = f"Brunel's network, then another drive and rate, {kernel}"
        more = {"changes": changes, "interval": 0.1}
        yield scenario(name, nodes, links, [8.3, 2.4, 4.3], kernel, **more)
    for params in (
        {"tau": 0.5},
        {"tau": 10.0, "mean": 2.0},
        {"mean": 3.0},
        {"rate": 30.0},
        {"tau_syn": 1.0},
        {"tau_syn": 5.0, "t_ref": 0.0},
        {"theta": 15.0, "V_reset": 10.0},
        {"V_reset": -5.0, "t_ref": 5.0},
    ):
        for kernel in (TIGHT, OFF):
            cells = [nodes[0], *(node(SIEGERT, **{**n["params"], **params}) for n in nodes[1:])]
            name = f"Brunel's network, {params}, {kernel}"
            yield scenario(name, cells, links, [15.0], kernel)
    fixed = {"mean": 15000.0, "rate": 15000.0}
    cell = {"tau_m": 20.0, "t_ref": 2.0, "theta": 20.0, "V_reset": 0.0}
    for what, drift, spread in (
        ("below threshold", 0.0012, 2e-4),
        ("above threshold", 0.002, 2e-4),
        ("drift alone, below threshold", 0.001, 0.0),
        ("diffusion alone", 0.0, 2e-4),
        ("much diffusion alone", 0.0, 1e-2),
        ("drift downwards", -0.005, 1e-2),
        ("far below threshold", -0.1, 2e-4),
        ("little diffusion, above threshold", 0.0015, 2e-5),
        ("saturated", 0.1, 2e-4),
    ):
        two = [node(SIEGERT, **fixed), node(SIEGERT, **cell)]
        yield scenario(f"siegert_neuron {what}", two, [diffusion(0, 1, drift, spread)], [10.0])
    own = [diffusion(0, 1, 0.0012, 2e-4), diffusion(1, 1, -0.05, 0.001)]
    for kernel in (TIGHT, OFF):
        name = f"siegert_neuron onto itself, {kernel}"
        two = [node(SIEGERT, **fixed), node(SIEGERT, mean=5.0, tau=0.5, rate=3.0, **cell)]
        yield scenario(name, two, own, [10.0], kernel)
        mutual = [own[0], diffusion(1, 2, 0.4, 0.02), diffusion(2, 1, -0.3, 0.02)]
        three = [*two, node(SIEGERT, tau=2.0, mean=1.0, **cell)]
        yield scenario(f"two siegert_neurons, {kernel}", three, mutual, [15.0], kernel)
    yield scenario("siegert_neuron without input", [node(SIEGERT, mean=4.0, rate=9.0)], [], [10.0])


def reset(kernel, resolution=0.1):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.WARNING
    nest.resolution = resolution
    for name, value in kernel.items():
        setattr(nest, name, value)


def heard(action):
    """What the action returns or raises, and what NEST says meanwhile."""
    sys.stdout.flush()
    with tempfile.TemporaryFile() as said:
        kept = [os.dup(1), os.dup(2)]
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        result = failure = None
        try:
            result = action()
        except Exception as e:
            failure = e
        finally:
            sys.stdout.flush()
            for i, copy in enumerate(kept):
                os.dup2(copy, i + 1)
                os.close(copy)
        said.seek(0)
        return result, failure, said.read().decode()


def connect(nodes, c):
    rule = SYMMETRIC if c.get("symmetric") else "one_to_one"
    syn = {"synapse_model": c["synapse_model"], **c["params"]}
    source, target = nodes[c["source"]], nodes[c["target"]]
    nest.Connect(source, target, rule, syn)


def made(nodes, c):
    source, target = nodes[c["source"]], nodes[c["target"]]
    ways = [(source, target), (target, source)] if c.get("symmetric") else [(source, target)]
    return [nest.GetConnections(a, b, c["synapse_model"]) for a, b in ways]


def play(s):
    reset(s["kernel"], s["resolution"])
    nodes = [nest.Create(n["model"], params=n["params"]) for n in s["nodes"]]
    for c in s["connections"]:
        connect(nodes, c)
    syn = {"delay": s["device_delay"]}
    meters, recorders = {}, {}
    for i, names in s["record"].items():
        meters[i] = nest.Create(
            "multimeter", params={"record_from": names, "interval": s["interval"]}
        )
        nest.Connect(meters[i], nodes[int(i)], syn_spec=syn)
    for i, n in enumerate(s["nodes"]):
        if n["model"] == HH:
            recorders[str(i)] = nest.Create("spike_recorder")
            nest.Connect(nodes[i], recorders[str(i)], syn_spec=syn)
    for number, length in enumerate(s["simulate"]):
        for c in s["changes"]:
            if c["before"] == number:
                if "node" in c:
                    nodes[c["node"]].set(c["params"])
                else:
                    for it in made(nodes, s["connections"][c["connection"]]):
                        it.set(c["params"])
        nest.Simulate(length)
    end = sum(s["simulate"]) + 1e-9
    first = next(iter(meters.values()))
    last = [float(t) for t in first.events["times"][-1:]]
    status = {k: getattr(nest, k) for k in ("min_delay", "max_delay", "num_connections", *SETTINGS)}
    nest.Simulate(math.ceil(2 * max(status["min_delay"], 1.0)))
    keep = first.events["times"] <= end
    expected = {
        "times": [round(t, 9) for t in first.events["times"][keep].tolist()],
        "nodes": {
            i: {name: m.events[name][keep].tolist() for name in s["record"][i]}
            for i, m in meters.items()
        },
        "spikes": {
            i: [t for t in r.get("events", "times").tolist() if t <= end]
            for i, r in recorders.items()
        },
    }
    return {"status": status, "last_sample": last, "expected": expected}


def unconverged(said, end):
    found = re.findall(r"iterations reached at interval ([\d.]+)-([\d.]+) ms", said)
    pairs = [[float(a), float(b)] for a, b in found]
    return [p for p in pairs if p[0] < end - 1e-9]


def run(s):
    end = sum(s["simulate"])
    answer, failure, said = heard(lambda: play(s))
    if failure:
        raise failure
    open_ones = unconverged(said, end)
    answer["status"]["unconverged"] = open_ones
    answer["status"]["iterations"] = None
    if s["kernel"]["use_wfr"]:
        for most in range(1, 41):
            kernel = {**s["kernel"], "wfr_max_iterations": most}
            if not unconverged(heard(lambda: play({**s, "kernel": kernel}))[2], end):
                answer["status"]["iterations"] = most
                break
    return {**s, **answer}


def attempt(what, action):
    _, failure, said = heard(action)
    logged = [re.sub(r"^\[(\w+)\] \[[^]]*\] ", r"\1: ", line) for line in said.splitlines()]
    answer = {"what": what, "log": [line for line in logged if re.match("ERROR|WARNING", line)]}
    if failure is None:
        return answer
    return {**answer, "nest_error_type": type(failure).__name__, "message": str(failure)}


def attempts():
    """Asks for what NEST may refuse; each answer says what was asked."""

    def link(source, target, synapse, symmetric=False, pre=None, post=None, **params):
        def action():
            reset({})
            a, b = nest.Create(source, params=pre or {}), nest.Create(target, params=post or {})
            nest.Connect(
                a, b, SYMMETRIC if symmetric else "one_to_one", {"synapse_model": synapse, **params}
            )
            nest.Simulate(2.0)

        what = f"{synapse} {params} from {source} to {target}" + (" both ways" * symmetric)
        asked = {"source": source, "target": target, "synapse_model": synapse, "params": params}
        return {**attempt(what, action), **asked, "symmetric": symmetric}

    iaf = "iaf_psc_alpha"
    yield link(HH, HH, GAP)
    for params in ({"delay": 1.0}, {"receptor_type": 1}, {"weight": -1.0}):
        yield link(HH, HH, GAP, True, **params)
    for other in (iaf, "parrot_neuron", RATE, SIEGERT, "hh_psc_alpha", "hh_cond_beta_gap_traub"):
        yield link(HH, other, GAP, True)
        yield link(other, HH, GAP, True)
    for generator in ("dc_generator", "spike_generator"):
        yield link(generator, HH, GAP, True)
    for synapse in (AT_ONCE, LATER):
        for a, b in ((RATE, iaf), (iaf, RATE), (RATE, HH), (RATE, SIEGERT), (SIEGERT, RATE)):
            yield link(a, b, synapse)
        yield link(RATE, RATE, synapse, receptor_type=1)
        yield link(RATE, "spike_recorder", synapse)
        yield link(RATE, RATE, synapse, True)
    for delay in (0.0, 0.1, 1.0):
        yield link(RATE, RATE, AT_ONCE, delay=delay)
    for delay in (-1.0, 0.0, 0.04, 0.05, 0.16):
        yield link(RATE, RATE, LATER, delay=delay)
    for params in ({"weight": 1.0}, {"delay": 1.0}, {"receptor_type": 1}, {"drift_factor": -1.0}):
        yield link(SIEGERT, SIEGERT, DIFFUSION, **params)
    for a, b in ((SIEGERT, RATE), (RATE, SIEGERT), (SIEGERT, iaf), (iaf, SIEGERT), (RATE, RATE)):
        yield link(a, b, DIFFUSION)
    for target in (RATE, SIEGERT):
        for source in (
            iaf,
            target,
            "spike_generator",
            "poisson_generator",
            "dc_generator",
            "ac_generator",
            "step_current_generator",
            "noise_generator",
        ):
            yield link(source, target, STATIC)
        yield link(target, iaf, STATIC)
        yield link(target, "spike_recorder", STATIC)
        yield link("voltmeter", target, STATIC)
        yield link("multimeter", target, STATIC, pre={"record_from": ["rate"]})
        yield link("multimeter", target, STATIC, pre={"record_from": ["noise"]})
    for synapse in (STATIC, LATER, AT_ONCE):
        yield link("step_rate_generator", RATE, synapse)
    yield link("step_rate_generator", SIEGERT, LATER)
    yield from rules()
    yield from settings()
    yield from parameters()


def rules():
    def action(rule, count=2, other=False, **params):
        def do():
            reset({})
            a = nest.Create(HH, count)
            b = nest.Create(HH, count) if other else a
            nest.Connect(a, b, rule, {"synapse_model": GAP, **params})
            nest.Simulate(2.0)

        return do

    for rule in (
        "all_to_all",
        {"rule": "all_to_all", "make_symmetric": True},
        {"rule": "fixed_indegree", "indegree": 1},
        {"rule": "pairwise_bernoulli", "p": 1.0},
        {
            "rule": "symmetric_pairwise_bernoulli",
            "p": 0.9,
            "allow_autapses": False,
            "make_symmetric": True,
        },
    ):
        for other in (False, True):
            whom = "to another population" if other else "within a population"
            yield attempt(f"gap_junction {whom} by {rule}", action(rule, other=other))

    def again(first, second):
        def do():
            reset({})
            cells = nest.Create(HH, 2)
            if first:
                nest.Connect(cells[0], cells[1], SYMMETRIC, {"synapse_model": GAP})
            nest.Simulate(2.3)
            second(cells)
            nest.Simulate(2.0)

        return do

    def join(cells):
        nest.Connect(cells[0], cells[1], SYMMETRIC, {"synapse_model": GAP})

    def spikes(cells):
        nest.Connect(cells[0], cells[1], "one_to_one", {"delay": 0.3})

    yield attempt("gap_junction made after a call, the first one", again(False, join))
    yield attempt("gap_junction made after a call, not the first one", again(True, join))
    yield attempt("static_synapse of a shorter delay made after a call", again(True, spikes))
    for synapse in (GAP, AT_ONCE, DIFFUSION):
        for name, value in (("delay", 2.0), ("weight", 2.0)):

            def defaults(synapse=synapse, name=name, value=value):
                reset({})
                nest.SetDefaults(synapse, {name: value})

            def later_on(synapse=synapse, name=name, value=value):
                reset({})
                cell = nest.Create({GAP: HH, AT_ONCE: RATE, DIFFUSION: SIEGERT}[synapse], 2)
                rule = SYMMETRIC if synapse == GAP else "one_to_one"
                nest.Connect(cell[0], cell[1], rule, {"synapse_model": synapse})
                nest.GetConnections().set({name: value})

            yield attempt(f"{name} among the defaults of {synapse}", defaults)
            yield attempt(f"{name} of a {synapse} made before", later_on)


def settings():
    values = {
        "use_wfr": [True, False, 1],
        "wfr_tol": [-1.0, 0.0, 1.0],
        "wfr_max_iterations": [-1, 0, 1, 2.5],
        "wfr_comm_interval": [-1.0, 0.0, 0.05, 0.1, 0.15, 10.0],
        "wfr_interpolation_order": [-1, 0, 1, 2, 3, 4],
    }
    for name, each in values.items():
        for value in each:
            yield attempt(f"{name} {value}", lambda name=name, value=value: reset({name: value}))
    kernel = {**OFF, "wfr_comm_interval": 0.5}
    yield attempt("wfr_comm_interval 0.5 where use_wfr is false", lambda: reset(kernel))

    def before(resolution):
        def do():
            reset({"wfr_comm_interval": 0.3})
            nest.resolution = resolution

        return do

    yield attempt("resolution 0.5 after wfr_comm_interval 0.3", before(0.5))

    def node_made():
        nest.Create(HH, 2)

    def linked():
        cells = nest.Create(HH, 2)
        nest.Connect(cells[0], cells[1], SYMMETRIC, {"synapse_model": GAP})

    def linked_by_spikes():
        cells = nest.Create("iaf_psc_alpha", 2)
        nest.Connect(cells[0], cells[1], "one_to_one")

    def node_simulated():
        nest.Create(HH, 2)
        nest.Simulate(2.3)

    def simulated():
        linked()
        nest.Simulate(2.3)

    changes = {
        "use_wfr": False,
        "wfr_tol": 1e-6,
        "wfr_max_iterations": 5,
        "wfr_comm_interval": 0.5,
        "wfr_interpolation_order": 1,
    }
    for when, prepare in {
        "after nodes are made": node_made,
        "after a gap_junction is made": linked,
        "after a static_synapse is made": linked_by_spikes,
        "after a call without connections": node_simulated,
        "after a call with a gap_junction": simulated,
    }.items():
        for name, value in changes.items():

            def do(prepare=prepare, name=name, value=value):
                reset({})
                prepare()
                setattr(nest, name, value)

            yield attempt(f"{name} {value} {when}", do)


def parameters():
    wrong = {
        RATE: [
            {"tau": 0.0},
            {"sigma": -1.0},
            {"lambda": -1.0},
            {"rectify_rate": -1.0},
            {"g": -1.0},
            {"noise": 1.0},
            {"mean": 1.0},
            {"std": 1.0},
            {"V_m": 1.0},
        ],
        SIEGERT: [
            {"tau": 0.0},
            {"tau_m": 0.0},
            {"tau_syn": -1.0},
            {"t_ref": -1.0},
            {"theta": 0.0},
            {"V_reset": 15.0},
            {"mean": -1.0},
            {"rate": -1.0},
        ],
        HH: [
            {"t_ref": -1.0},
            {"C_m": 0.0},
            {"g_Na": -1.0},
            {"g_L": -1.0},
            {"tau_syn_ex": 0.0},
            {"Act_m": -1.0},
            {"Inact_p": 2.0},
        ],
    }
    for model, sets in wrong.items():
        for params in sets:

            def do(model=model, params=params):
                reset({})
                nest.Create(model).set(params)

            yield attempt(f"{model} with {params}", do)


ABORTING = """
import nest
nest.verbosity = nest.VerbosityLevel.ERROR
a = nest.Create("siegert_neuron", params={"mean": 15000.0, "rate": 15000.0})
b = nest.Create(
    "siegert_neuron", params={"tau_m": 20.0, "t_ref": 2.0, "theta": 20.0, "V_reset": 0.0}
)
nest.Connect(a, b, "one_to_one", {"synapse_model": "diffusion_connection", **PARAMS})
nest.Simulate(2.0)
"""


def aborts():
    """Inputs at which the numerics inside a siegert_neuron may end the whole process."""
    for params in (
        {"drift_factor": 0.0015, "diffusion_factor": 0.0},
        {"drift_factor": 0.0015, "diffusion_factor": -2e-4},
        {"drift_factor": 0.0015, "diffusion_factor": 2e-6},
    ):
        text = ABORTING.replace("**PARAMS", f"**{params}")
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
        said = [line for line in done.stderr.splitlines() if line.startswith("gsl")]
        what = f"siegert_neuron at 15000 through {params}"
        answer = {"what": what, "log": said}
        if done.returncode:
            message = f"the process ends by signal {-done.returncode}"
            answer = {**answer, "nest_error_type": "abort", "message": message}
        yield answer


def statistics():
    """Mean and variance of a noisy rate without input over 20 s; sigma ** 2 / (2 lambda) is due."""
    other = {"lambda": 1.0, "mu": 2.0, "tau": 5.0, "sigma": 0.5}
    for params in ({"lambda": 1.0}, {"lambda": 0.5}, other):
        params = {"sigma": 1.0, **params}
        for seed in (1, 2, 3, 4):
            reset({})
            nest.rng_seed = seed
            unit = nest.Create(RATE, params=params)
            meter = nest.Create("multimeter", params={"record_from": ["rate"], "interval": 0.5})
            nest.Connect(meter, unit)
            nest.Simulate(20500.0)
            rate = meter.events["rate"][meter.events["times"] > 500.0]
            due = {"mean": params.get("mu", 0.0) / params["lambda"]}
            due["variance"] = params["sigma"] ** 2 / (2.0 * params["lambda"])
            found = {"mean": float(rate.mean()), "variance": float(rate.var())}
            yield {"model": RATE, "params": params, "seed": seed, "due": due, "found": found}


def linear(s):
    """The explicit scheme of rates, by steps; noise is taken from the scenario."""
    h, off = s["resolution"], not s["kernel"]["use_wfr"]
    given = [{**nest.GetDefaults(RATE), **n["params"]} for n in s["nodes"]]
    links = [{"delay": 0.0, **c["params"], **c} for c in s["connections"]]
    steps = round(sum(s["simulate"]) / h)
    past = [[p["rate"] for p in given]]
    for k in range(steps):
        now = []
        for i, p in enumerate(given):
            decay = math.exp(-p["lambda"] * h / p["tau"])
            gain = (1.0 - decay) / p["lambda"] if p["lambda"] else h / p["tau"]
            spread = math.sqrt((1 - decay**2) / (2 * p["lambda"]) if p["lambda"] else h / p["tau"])
            x, sums = past[-1][i], [0.0, 0.0]
            for c in links:
                back = round(c["delay"] / h)
                unseen = k - back < 0 or (off and back == 0 and k == 0)
                if c["target"] == i and not unseen:
                    sums[c["weight"] < 0] += p["g"] * c["weight"] * past[k - back][c["source"]]
            if p["mult_coupling"]:
                sums[0] *= p["g_ex"] * (p["theta_ex"] - x)
                sums[1] *= p["g_in"] * (p["theta_in"] + x)
            x = decay * x + gain * (p["mu"] + sum(sums))
            if s.get("stochastic"):
                x += spread * s["expected"]["nodes"][str(i)]["noise"][k]
            now.append(max(x, p["rectify_rate"]) if p["rectify_output"] else x)
        past.append(now)
    return np.array(past)


def exponential(a):
    values, vectors = np.linalg.eig(a)
    return (vectors * np.exp(values)) @ np.linalg.inv(vectors)


def siegert(p, mu, variance):
    if variance <= 0.0:
        return 0.0
    shift = math.sqrt(2.0) * 1.4603545088095868 / 2.0 * math.sqrt(p["tau_syn"] / p["tau_m"])
    low, high = ((p[v] - mu) / math.sqrt(variance) + shift for v in ("V_reset", "theta"))
    if high > 25.0:
        return 0.0
    x, w = GAUSS
    z = (high - low) / 2.0 * x + (high + low) / 2.0
    f = np.array([scaled(v) for v in z])
    integral = (high - low) / 2.0 * float(w @ f)
    return 1e3 / (p["t_ref"] + p["tau_m"] * math.sqrt(math.pi) * integral)


def scaled(v):
    """exp(v ** 2) (1 + erf v), also far below 0."""
    if v > -20.0:
        return math.exp(v * v) * math.erfc(-v)
    return (1.0 - 1.0 / (2.0 * v * v)) / (-v * math.sqrt(math.pi))


def relaxed(s):
    """The explicit scheme of siegert_neurons, by steps."""
    h, off = s["resolution"], not s["kernel"]["use_wfr"]
    given = [{**nest.GetDefaults(SIEGERT), **n["params"]} for n in s["nodes"]]
    x = [p["rate"] for p in given]
    past = [x]
    for k in range(round(sum(s["simulate"]) / h)):
        now = []
        for i, p in enumerate(given):
            mu = variance = 0.0
            for c in s["connections"]:
                if c["target"] == i and not (off and k == 0):
                    mu += c["params"]["drift_factor"] * x[c["source"]]
                    variance += c["params"]["diffusion_factor"] * x[c["source"]]
            decay = math.exp(-h / p["tau"])
            now.append(decay * x[i] + (1 - decay) * (p["mean"] + siegert(p, mu, variance)))
        x = now
        past.append(x)
    return np.array(past)


def deviation(s, past, name):
    at = [round(t / s["resolution"]) for t in s["expected"]["times"]]
    found = s["expected"]["nodes"]
    return max(
        float(np.abs(past[at, int(i)] - np.array(values[name])).max())
        for i, values in found.items()
    )


def checks(scenarios):
    for s in scenarios:
        models = {n["model"] for n in s["nodes"]}
        if s["changes"]:
            continue
        if models == {RATE}:
            yield {"scenario": s["name"], "by": "steps", "off": deviation(s, linear(s), "rate")}
        elif models == {SIEGERT} and "saturated" not in s["name"]:
            yield {"scenario": s["name"], "by": "steps", "off": deviation(s, relaxed(s), "rate")}
        elif s.get("passive"):
            yield passive_check(s)
        if s["name"] == f"rates at once, 0.8 and -0.6, {TIGHT}":
            yield {"scenario": s["name"], "by": "matrix power", "off": power_check(s)}


def power_check(s):
    """Two linear units: x' = A x + b in every step, thus x(k) = x* + A ** k (x(0) - x*)."""
    one, two = (n["params"] for n in s["nodes"])
    decay = np.exp(-s["resolution"] / np.array([one.get("tau", 10.0), two["tau"]]))
    there, back = (c["params"]["weight"] for c in s["connections"])
    weights = np.array([[0.0, back], [there, 0.0]])
    a = np.diag(decay) + np.diag(1 - decay) @ weights
    rest = np.linalg.solve(np.eye(2) - a, (1 - decay) * np.array([one["mu"], two["mu"]]))
    start = np.array([one["rate"], two["rate"]])
    steps = round(sum(s["simulate"]) / s["resolution"])
    past = [rest + np.linalg.matrix_power(a, k) @ (start - rest) for k in range(steps + 1)]
    return deviation(s, np.array(past), "rate")


def passive_check(s):
    """Two leaky compartments: C dV/dt = -G (V - V*), solved by the matrix exponential."""
    cells = [{**nest.GetDefaults(HH), **n["params"]} for n in s["nodes"]]
    weight = s["connections"][0]["params"]["weight"]
    g = np.array([[c["g_L"] for c in cells]]) * np.eye(2) + weight * np.array([[1, -1], [-1, 1]])
    rest = np.linalg.solve(g, [c["g_L"] * c["E_L"] + c["I_e"] for c in cells])
    rates = -g / np.array([[c["C_m"]] for c in cells])
    start = np.array([c["V_m"] for c in cells])
    steps = round(sum(s["simulate"]) / s["resolution"])
    times = s["resolution"] * np.arange(steps + 1)
    past = [rest + exponential(rates * t) @ (start - rest) for t in times]
    found = [s["expected"]["nodes"][i]["V_m"][-1] for i in ("0", "1")]
    return {
        "scenario": s["name"],
        "by": "matrix exponential",
        "off": deviation(s, np.array(past), "V_m"),
        "rest": rest.tolist(),
        "off_rest_at_end": float(np.abs(np.array(found) - rest).max()),
    }


def defaults():
    reset({})
    plain = (bool, int, float)
    unasked = re.compile(
        "global_id|vp|thread|model|element|_id$|capacity|archiver|Ca$|sizeof|num_|tau_minus"
        "|post_trace|ignore_and|frozen|local|t_spike"
    )
    answer = {"kernel": {k: getattr(nest, k) for k in SETTINGS}}
    for model in (HH, RATE, SIEGERT, GAP, AT_ONCE, LATER, DIFFUSION):
        given = nest.GetDefaults(model).items()
        answer[model] = {k: v for k, v in given if isinstance(v, plain) and not unasked.search(k)}
    for model in (HH, RATE, SIEGERT):
        answer[model]["recordables"] = list(map(str, nest.GetDefaults(model, "recordables")))
    return answer


def listed(name, items):
    lines = ",\n".join(json.dumps(i) for i in items)
    return f'"{name}": [\n{lines}\n]'


if __name__ == "__main__":
    scenarios = [run(s) for s in (*gaps(), *rates(), *siegerts())]
    asked = [*attempts(), *aborts()]
    text = ",\n".join(
        (
            f'{{"defaults": {json.dumps(defaults())}',
            listed("scenarios", scenarios),
            listed("statistics", statistics()),
            listed("errors", [a for a in asked if "nest_error_type" in a]),
            listed("accepted", [a for a in asked if "nest_error_type" not in a]),
            listed("checks", checks(scenarios)) + "}\n",
        )
    )
    file = pathlib.Path(__file__).parent / "coupled.json.gz"
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
