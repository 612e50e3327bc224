"""Rate neurons with input noise or output noise, and transformers of rates, of all gains."""

import math

import nest
import numpy as np
import pytest

H = 0.1
TAU, MEAN, START = (8.0, 3.0), (0.7, -0.4), (0.2, -0.1)
EDGES = ((0, 1, 0.8, 10), (1, 0, -0.6, 3), (0, 0, 0.3, 20), (1, 1, -0.7, 1), (1, 1, 1.1, 4))  # delays in steps
OUTPUT = ("lin", "tanh", "threshold_lin")
INPUT = (*OUTPUT, "sigmoid", "sigmoid_gg_1998", "gauss")
PARAMS = {
    "lin": {"g": 0.8, "g_ex": 0.5, "theta_ex": 2.0, "g_in": 0.7, "theta_in": 1.5},
    "tanh": {"g": 1.3, "theta": 0.3},
    "threshold_lin": {"g": 1.5, "theta": -0.2, "alpha": 0.9},
    "sigmoid": {"g": 2.0, "beta": 3.0, "theta": 0.3},
    "sigmoid_gg_1998": {"g": 0.3},
    "gauss": {"g": 2.0, "mu": 0.4, "sigma": 0.6},
}
GAINS = {
    "lin": lambda x: 0.8 * x,
    "tanh": lambda x: math.tanh(1.3 * (x - 0.3)),
    "threshold_lin": lambda x: min(max(1.5 * (x + 0.2), 0.0), 0.9),
    "sigmoid": lambda x: 2.0 / (1.0 + math.exp(-3.0 * (x - 0.3))),
    "sigmoid_gg_1998": lambda x: (0.3 * x) ** 4 / (0.1**4 + (0.3 * x) ** 4),
    "gauss": lambda x: 2.0 * math.exp(-((x - 0.4) ** 2) / (2 * 0.6**2)),
}


def named(gain, noise):
    """The name of a rate neuron; for one gain NEST splits it."""
    return f"sigmoid_rate_gg_1998_{noise}" if gain == "sigmoid_gg_1998" else f"{gain}_rate_{noise}"


MODELS = [(named(gain, "ipn"), gain) for gain in INPUT] + [(f"{gain}_rate_opn", gain) for gain in OUTPUT]
TRANSFORMERS = [(f"rate_transformer_{gain}", gain) for gain in INPUT]


def phi(gain, linear, mult, ex, inh, x):
    """What excitation and inhibition amount to; without linear summation they have been through the gain."""
    function = GAINS[gain]
    if mult:
        times = (0.5 * (2.0 - x), 0.7 * (1.5 + x)) if gain == "lin" else (1.0, 1.0)
        parts = (function(ex), function(inh)) if linear else (ex, inh)
        return times[0] * parts[0] + times[1] * parts[1]
    return function(ex + inh) if linear else ex + inh


def by_hand(gain, linear, mult, steps, transforms=False):
    """Two neurons with delays, without noise, step by step."""
    x, past = list(START), []
    for t in range(steps):
        past.append(list(x))
        now = []
        for i in (0, 1):
            ex = inh = 0.0
            for source, target, weight, delay in EDGES:
                if target != i or t < delay:
                    continue
                rate = past[t - delay][source]
                amount = weight * (rate if linear else GAINS[gain](rate))
                ex, inh = (ex + amount, inh) if weight >= 0 else (ex, inh + amount)
            drive = phi(gain, linear, mult, ex, inh, x[i])
            left = math.exp(-H / TAU[i])
            now.append(drive if transforms else left * x[i] + (1 - left) * (MEAN[i] + drive))
        x = now
    return x


def quiet(model, **params):
    """A node without noise; `std` is the strength of the noise also where `sigma` is that of the gain."""
    if "transformer" not in model:
        params["std"] = 0.0
    return nest.Create(model, params=params)


def pair(model, gain, **common):
    kernel()
    nodes = None
    for i in (0, 1):
        own = {} if "transformer" in model else {"tau": TAU[i]}
        node = quiet(model, rate=START[i], **own, **PARAMS[gain], **common)
        if "transformer" not in model:
            node.mean = MEAN[i]
        nodes = node if nodes is None else nodes + node
    for source, target, weight, delay in EDGES:
        synapse = {"synapse_model": "rate_connection_delayed", "weight": weight, "delay": delay * H}
        nest.Connect(nodes[source], nodes[target], "one_to_one", synapse)
    return nodes


def kernel(**settings):
    nest.ResetKernel()
    nest.resolution = H
    nest.use_wfr = False
    for name, value in settings.items():
        setattr(nest, name, value)


@pytest.mark.parametrize("model, gain", MODELS)
@pytest.mark.parametrize("linear", [True, False])
@pytest.mark.parametrize("mult", [True, False])
def test_delayed_rates_follow_the_equations(model, gain, linear, mult):
    nodes = pair(model, gain, linear_summation=linear, mult_coupling=mult)
    nest.Simulate(12.0)
    assert nodes.rate == pytest.approx(by_hand(gain, linear, mult, 120), abs=1e-12)


@pytest.mark.parametrize("model, gain", TRANSFORMERS)
@pytest.mark.parametrize("linear", [True, False])
def test_transformers_apply_their_gain_a_step_later(model, gain, linear):
    nodes = pair(model, gain, linear_summation=linear)
    nest.Simulate(12.0)
    expected = by_hand(gain, linear, False, 120, transforms=True)
    assert nodes.rate == pytest.approx(expected, abs=1e-10)  # such a map amplifies rounding errors


@pytest.mark.parametrize("model, gain", MODELS + TRANSFORMERS)
@pytest.mark.parametrize("linear", [True, False])
def test_rates_at_once_and_those_of_devices_arrive_through_the_gain(model, gain, linear):
    kernel(use_wfr=True)
    node = quiet(model, linear_summation=linear, **PARAMS[gain])
    if "transformer" not in model:
        node.mean = 0.0
    source = nest.Create("lin_rate_ipn", params={"sigma": 0.0, "mu": 0.7, "rate": 0.7})
    device = nest.Create("step_rate_generator", params={"amplitude_times": [0.1], "amplitude_values": [0.4]})
    nest.Connect(source, node, "one_to_one", {"synapse_model": "rate_connection_instantaneous", "weight": 0.9})
    nest.Connect(device, node, "one_to_one", {"synapse_model": "rate_connection_delayed", "weight": -0.5})
    nest.Simulate(400.0)
    each = 0.9 * GAINS[gain](0.7) - 0.5 * GAINS[gain](0.4)
    assert node.rate == pytest.approx(GAINS[gain](0.9 * 0.7 - 0.5 * 0.4) if linear else each, abs=1e-9)


@pytest.mark.parametrize("gain", OUTPUT)
@pytest.mark.parametrize("mult", [True, False])
@pytest.mark.parametrize("settings", [{"use_wfr": False}, {"use_wfr": True, "wfr_tol": 1e-14, "wfr_max_iterations": 50}])
def test_others_hear_a_noisy_rate(gain, mult, settings):
    kernel(**settings)
    params = {"sigma": 0.6, "mu": 0.5, "tau": 4.0, "mult_coupling": mult, **PARAMS[gain]}
    noisy = nest.Create(f"{gain}_rate_opn", params=params)
    heard = nest.Create("lin_rate_ipn", params={"sigma": 0.0, "tau": 3.0})
    nest.Connect(noisy, noisy, "one_to_one", {"synapse_model": "rate_connection_delayed", "weight": -0.8, "delay": 1.0})
    nest.Connect(noisy, heard, "one_to_one", {"synapse_model": "rate_connection_instantaneous", "weight": 0.7})
    meters = nest.Create("multimeter", 2, {"interval": H, "record_from": ["rate"]})
    meters[0].record_from = ["rate", "noise", "noisy_rate"]
    nest.Connect(meters[0], noisy)
    nest.Connect(meters[1], heard)
    nest.Simulate(20.0)
    rate, noise, sent = (meters[0].events[name] for name in ("rate", "noise", "noisy_rate"))
    heard_rate = meters[1].events["rate"]
    n = min(len(rate), len(heard_rate))
    assert n > 150 and np.std(noise) == pytest.approx(0.6, rel=0.3)
    left, heard_left = math.exp(-H / 4.0), math.exp(-H / 3.0)
    late = 0 if settings["use_wfr"] else 1
    for k in range(20, n):
        # the sample of number k is of the end of step k
        assert sent[k] == pytest.approx(rate[k - 1] + math.sqrt(4.0 / H) * noise[k], abs=1e-12)
        drive = phi(gain, True, mult, 0.0, -0.8 * sent[k - 10], sent[k])
        assert rate[k] == pytest.approx(left * rate[k - 1] + (1 - left) * (0.5 + drive), abs=1e-12)
        amount = 0.7 * sent[k - late]
        assert heard_rate[k] == pytest.approx(heard_left * heard_rate[k - 1] + (1 - heard_left) * amount, abs=1e-12)


@pytest.mark.parametrize("gain", INPUT)
def test_input_noise_is_filtered(gain):
    kernel(rng_seed=11)
    nodes = nest.Create(named(gain, "ipn"), 3000, {**PARAMS[gain], "lambda": 0.5, "tau": 1.0})
    nodes.set(mean=2.0, std=1.5)
    nest.Simulate(15.0)
    first = np.array(nodes.rate)
    nest.Simulate(1.5)
    then = np.array(nodes.rate)
    variance = 1.5**2 / (2 * 0.5)
    assert then.mean() == pytest.approx((2.0 + GAINS[gain](0.0)) / 0.5, abs=5 * math.sqrt(variance / 3000))
    assert then.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / 3000))
    correlation = math.exp(-0.5 * 1.5)
    assert np.corrcoef(first, then)[0, 1] == pytest.approx(correlation, abs=5 * (1 - correlation**2) / math.sqrt(3000))


@pytest.mark.parametrize("gain", INPUT)
def test_the_rate_is_kept_above_a_lowest_one(gain):
    kernel()
    node = quiet(named(gain, "ipn"), **PARAMS[gain], rate=1.0, rectify_output=True, rectify_rate=0.3)
    node.mean = -5.0
    nest.Simulate(50.0)
    assert node.rate == 0.3


def test_the_old_names_of_mu_and_sigma_are_still_known():
    node = nest.Create("sigmoid_rate_ipn", params={"mu": 2.0, "sigma": 3.0})
    assert node.get(["mean", "std"]) == {"mean": 2.0, "std": 3.0}
    node.set(mean=1.0, std=0.5)
    assert node.get(["mu", "sigma"]) == {"mu": 1.0, "sigma": 0.5}


def test_a_gaussian_gain_has_a_mu_and_a_sigma_of_its_own():
    node = nest.Create("gauss_rate_ipn")
    names = ["mu", "sigma", "mean", "std"]
    assert node.get(names) == {"mu": 0.0, "sigma": 0.0, "mean": 0.0, "std": 1.0}
    node.set(mu=2.0, sigma=3.0)
    assert node.get(names) == {"mu": 2.0, "sigma": 3.0, "mean": 2.0, "std": 3.0}
    node.set(mean=1.0, std=0.5)
    assert node.get(names) == {"mu": 2.0, "sigma": 3.0, "mean": 1.0, "std": 0.5}
    node.set(sigma=0.2, std=0.7)
    assert node.get(names) == {"mu": 2.0, "sigma": 0.2, "mean": 1.0, "std": 0.7}
    node = nest.Create("gauss_rate_ipn", params={"std": 0.0, "sigma": 1.0, "mu": 0.5, "mean": 0.1})
    assert node.get(names) == {"mu": 0.5, "sigma": 1.0, "mean": 0.1, "std": 0.0}
