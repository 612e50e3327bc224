"""Weights of single pairs against the rules that define them.

The delay is dendritic: a spike of the target at t reaches the synapse at t + delay.
"""

import math

import nest
import pytest

from netcheck import spike_source

EPS = 1e-6


def run(model, pre_times, post_times, delay=1.0, **params):
    """The weight after spikes of the source at pre_times and of the target at post_times."""
    pre, post = nest.Create("parrot_neuron", 2)
    for relay, times in ((pre, pre_times), (post, post_times)):
        if times:
            nest.Connect(spike_source([t - 1.0 for t in times]), relay, syn_spec={"delay": 1.0})
    common = {k: params.pop(k) for k in list(params) if model.endswith("_hom") and k != "weight"}
    if common:
        nest.SetDefaults(model, common)
    nest.Connect(pre, post, syn_spec={"synapse_model": model, "delay": delay, "receptor_type": 1, **params})
    nest.Simulate(max(pre_times + post_times) + 5.0)
    return nest.GetConnections(pre, post).weight


def history(pre_times, post_times, delay, tau_plus=20.0, tau_minus=20.0):
    """For each spike of the source: traces at the spikes of the target since the last, and the target's trace."""
    last, k_plus = 0.0, 0.0
    for t in pre_times:
        since = [p for p in post_times if last - delay + EPS < p <= t - delay + EPS]
        before = [p for p in post_times if p < t - delay - EPS]
        yield (
            [k_plus * math.exp((last - p - delay) / tau_plus) for p in since],
            sum(math.exp((p + delay - t) / tau_minus) for p in before),
            k_plus * math.exp((last - t) / tau_plus),
        )
        k_plus = k_plus * math.exp((last - t) / tau_plus) + 1.0
        last = t


def stdp(w, pre_times, post_times, delay, lam=0.01, alpha=1.0, mu_plus=1.0, mu_minus=1.0, w_max=100.0):
    x = w / w_max
    for traces, k_minus, _ in history(pre_times, post_times, delay):
        for k in traces:
            x = min(1.0, x + lam * (1 - x) ** mu_plus * k)
        x = max(0.0, x - alpha * lam * x**mu_minus * k_minus)
    return x * w_max


PROTOCOLS = [
    ([10.0, 100.0], [20.0]),
    ([20.0, 100.0], [10.0]),
    ([10.0, 30.0, 50.0, 100.0], [12.0, 28.0, 55.0]),
    ([10.0, 11.0, 12.0, 13.0, 60.0], [11.5, 12.5, 14.0]),
    ([30.0, 90.0], [5.0, 15.0, 25.0, 35.0]),
]


@pytest.mark.parametrize("pre, post", PROTOCOLS, ids=str)
@pytest.mark.parametrize("delay", [0.1, 1.0, 5.0])
def test_stdp_follows_its_rule(pre, post, delay):
    assert run("stdp_synapse", pre, post, delay, weight=5.0) == pytest.approx(stdp(5.0, pre, post, delay), rel=1e-10)


def test_a_pair_in_causal_order_strengthens_and_in_the_other_weakens():
    assert run("stdp_synapse", [10.0, 100.0], [20.0], weight=5.0) == pytest.approx(5.54703404930558, rel=1e-12)
    nest.ResetKernel()
    assert run("stdp_synapse", [20.0, 100.0], [10.0], weight=5.0) == pytest.approx(4.967538387361927, rel=1e-12)


@pytest.mark.parametrize(
    "params, rule",
    [
        ({"lambda": 0.1}, {"lam": 0.1}),
        ({"alpha": 2.5}, {"alpha": 2.5}),
        ({"mu_plus": 0.0, "mu_minus": 0.0}, {"mu_plus": 0.0, "mu_minus": 0.0}),
        ({"mu_plus": 0.4}, {"mu_plus": 0.4}),
        ({"Wmax": 10.0}, {"w_max": 10.0}),
    ],
    ids=str,
)
@pytest.mark.parametrize("model", ["stdp_synapse", "stdp_synapse_hom"])
def test_parameters_of_stdp_enter_its_rule(model, params, rule):
    pre, post = PROTOCOLS[2]
    assert run(model, pre, post, weight=5.0, **params) == pytest.approx(stdp(5.0, pre, post, 1.0, **rule), rel=1e-10)


def test_the_weight_stops_at_its_ceiling_and_floor():
    many = [float(t) for t in range(10, 60, 5)]
    after = [t + 1.5 for t in many]
    assert run("stdp_synapse", many, after, weight=99.9, **{"lambda": 1.0, "mu_plus": 0.0, "alpha": 0.0}) == 100.0
    nest.ResetKernel()
    assert run("stdp_synapse", many, after, weight=0.1, **{"lambda": 1.0, "mu_minus": 0.0, "alpha": 100.0}) == 0.0


def test_without_spikes_of_the_target_nothing_changes():
    assert run("stdp_synapse", [10.0, 20.0, 30.0], [], weight=5.0) == 5.0


def test_without_spikes_of_the_source_nothing_changes():
    assert run("stdp_synapse", [], [10.0, 20.0, 30.0], weight=5.0) == 5.0


def test_the_new_weight_is_what_the_target_receives():
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("stdp_synapse", "heard", {"weight_recorder": recorder})
    final = run("heard", [10.0, 30.0, 60.0], [12.0, 33.0], weight=5.0)
    assert list(recorder.events["weights"]) == pytest.approx(
        [stdp(5.0, p, [12.0, 33.0], 1.0) for p in ([10.0], [10.0, 30.0], [10.0, 30.0, 60.0])]
    )
    assert recorder.events["weights"][-1] == final


def test_weights_can_be_read_and_set_between_runs():
    nodes = nest.Create("parrot_neuron", 2)
    nest.Connect(nodes[0], nodes[1], syn_spec="stdp_synapse")
    made = nest.GetConnections()
    nest.Simulate(5.0)
    made.weight = 3.5
    nest.Simulate(5.0)
    assert made.weight == 3.5


@pytest.mark.parametrize("pre, post", PROTOCOLS, ids=str)
def test_vogels_sprekeler_follows_its_rule(pre, post):
    w = 0.5
    for traces, k_minus, _ in history(pre, post, 1.0):
        for k in traces:
            w = min(1.0, w + 0.001 * k)
        w = min(1.0, w + 0.001 * k_minus)
        w = max(0.0, w - 0.12 * 0.001)
    assert run("vogels_sprekeler_synapse", pre, post) == pytest.approx(w, rel=1e-10)


@pytest.mark.parametrize("pre, post", PROTOCOLS, ids=str)
def test_power_law_stdp_follows_its_rule(pre, post):
    w, lam, mu = 5.0, 0.1, 0.4
    for traces, k_minus, _ in history(pre, post, 1.0):
        for k in traces:
            w = w + lam * w**mu * k
        w = max(0.0, w - lam * 1.0 * w * k_minus)
    assert run("stdp_pl_synapse_hom", pre, post, weight=5.0) == pytest.approx(w, rel=1e-10)


def test_triplet_stdp_of_one_pair_is_its_pair_term():
    w = run("stdp_triplet_synapse", [20.0], [10.0], weight=5.0)
    assert w == pytest.approx(5.0 - 0.007 * math.exp(-9.0 / 20.0), rel=1e-10)


def test_triplet_stdp_of_post_pre_post_adds_its_triplet_term():
    params = {"Aplus": 0.01, "Aminus": 0.0, "Aminus_triplet": 0.0, "weight": 5.0}
    w = run("stdp_triplet_synapse", [20.0, 60.0], [10.0, 30.0], **params)
    slow = math.exp(-20.0 / 110.0)
    assert w == pytest.approx(5.0 + math.exp(-11.0 / 16.8) * (0.01 + 0.0062 * slow), rel=1e-10)
