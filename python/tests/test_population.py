"""A population of neurons as one node: gif_pop_psc_exp, beside a slow computation of what is expected to fire."""

import math

import nest
import numpy as np
import pytest

ON_MYELIN = "myelin" in nest.__file__
H = 0.5
RECORDED = ["V_m", "I_syn_ex", "I_syn_in", "E_sfa", "mean", "n_events"]
DEFAULTS = {
    "C_m": 250.0, "Delta_V": 2.0, "E_L": 0.0, "I_e": 0.0, "N": 100, "V_T_star": 15.0, "V_reset": 0.0, "lambda_0": 10.0,
    "len_kernel": -1, "q_sfa": [0.5], "t_ref": 4.0, "tau_m": 20.0, "tau_sfa": [300.0], "V_m": 0.0,
    "tau_syn_ex": 3.0, "tau_syn_in": 6.0,
}  # fmt: skip
POPULATIONS = {
    "usual": {"I_e": 300.0},
    "a short past": {"I_e": 300.0, "len_kernel": 50},
    "two times of adaptation": {"I_e": 300.0, "len_kernel": 60, "tau_sfa": [30.0, 100.0], "q_sfa": [0.5, 1.0]},
    "negative adaptation": {"I_e": 250.0, "q_sfa": [-1.0], "tau_sfa": [50.0], "len_kernel": 70},
    "no adaptation": {"I_e": 300.0, "q_sfa": [0.0], "N": 1000},
    "not refractory": {"I_e": 300.0, "t_ref": 0.0, "len_kernel": 80},
    "refractory off the grid": {"I_e": 300.0, "t_ref": 4.25, "len_kernel": 80},
    "another membrane": {"I_e": 200.0, "tau_m": 10.0, "C_m": 100.0, "V_T_star": 12.0, "Delta_V": 5.0, "lambda_0": 30.0},
    "another start": {"I_e": 300.0, "V_m": 5.0, "E_L": 2.0, "V_reset": 0.0, "len_kernel": 60},
    "Poisson": {"I_e": 300.0, "BinoRand": False, "len_kernel": 60},
    "few": {"I_e": 400.0, "N": 3, "len_kernel": 60},
}


def added(p, age):
    """What a spike adds to the threshold of its neuron."""
    return sum(q * math.exp(-age / tau) for q, tau in zip(p["q_sfa"], p["tau_sfa"]))


def steps_remembered(p):
    shortest = math.ceil(p["t_ref"] / H) + 1
    if p["len_kernel"] > 0:
        return max(p["len_kernel"], shortest)
    k = int(20000.0 / H)
    while k > int(5 * p["tau_m"] / H) and added(p, k * H) < 0.1 * p["Delta_V"]:
        k -= 1
    return max(k, shortest)


class Population:
    """Neurons by their last spike; Schwalger et al. 2017, with the same names."""

    def __init__(self, given):
        self.p = p = {**DEFAULTS, **given}
        self.K = K = steps_remembered(p)
        self.n, self.m, self.v, self.u, self.rates = (np.zeros(K) for _ in range(5))
        self.n[-1] = self.m[-1] = p["N"]
        self.u[-1] = p["V_reset"]
        self.theta = np.array([added(p, (K - k) * H) for k in range(K)])
        self.tilde = p["Delta_V"] * (1 - np.exp(-self.theta / p["Delta_V"])) / p["N"]
        self.g = np.zeros(len(p["tau_sfa"]))
        self.free = self.free_v = self.free_rate = 0.0
        self.V = p["V_m"]
        self.I = {"ex": 0.0, "in": 0.0}
        self.place, self.at_place_0 = 0, 0.0

    def hazard(self, above):
        return self.p["lambda_0"] * 1e-3 * np.exp(above / self.p["Delta_V"])

    def probability(self, before, now):
        spikes = 0.5 * H * (before + now)
        return np.where(spikes > 0.01, 1 - np.exp(-spikes), spikes)

    def drive(self, ex=0.0, inh=0.0, current=0.0):
        """What a step adds to potentials; spikes raise currents evenly."""
        p = self.p
        left = math.exp(-H / p["tau_m"])
        held = p["tau_m"] / p["C_m"] * (1 - left)
        sum_ = (1 - left) * p["E_L"] + held * (p["I_e"] + current)
        for kind, weight in (("ex", ex), ("in", inh)):
            tau = p[f"tau_syn_{kind}"]
            kept = math.exp(-H / tau)
            passed = p["tau_m"] * tau / (p["tau_m"] - tau) * (left - kept) / p["C_m"]
            sum_ += passed * self.I[kind] + weight * tau / H * (held - passed)
            self.I[kind] = kept * self.I[kind] + weight * tau / H * (1 - kept)
        return left, sum_

    def expect(self, **input):
        """One step; `fire` must follow."""
        p = self.p
        left, sum_ = self.drive(**input)
        self.V = self.V * left + sum_
        threshold = p["V_T_star"]
        for k, (tau, q) in enumerate(zip(p["tau_sfa"], p["q_sfa"])):
            self.g[k] = math.exp(-H / tau) * self.g[k] + (1 - math.exp(-H / tau)) * self.n[0] / (p["N"] * H)
            threshold += q * tau * math.exp(-self.K * H / tau) * self.g[k]
        now = self.hazard(self.V - threshold)
        P = 1 - math.exp(-0.5 * H * (self.free_rate + now))
        self.free_rate = now
        # the oldest are in g, and would be added again; NEST takes those off that are in the first place of its ring
        twice = (self.n[0] if ON_MYELIN else self.at_place_0) * self.tilde[0]
        self.threshold = threshold if ON_MYELIN else threshold - twice
        mean, known, Y, Z = P * self.free, self.free, P * self.free_v, self.free_v
        self.free_v = (1 - P) ** 2 * self.free_v + P * self.free
        self.free *= 1 - P
        a = self.K - math.ceil(p["t_ref"] / H)
        self.u[:a] = self.u[:a] * left + sum_
        older = np.concatenate([[0.0], np.cumsum(self.tilde * self.n)[:-1]])
        now = self.hazard(self.u - self.theta - (threshold - twice + older))
        P = np.where(np.arange(self.K) < a, self.probability(self.rates, now), 0.0)
        self.rates[:a] = now[:a]
        mean += (P * self.m).sum()
        known += self.m.sum()
        Y += (P * self.v).sum()
        Z += self.v.sum()
        self.v = (1 - P) ** 2 * self.v + P * self.m
        self.m = (1 - P) * self.m
        return mean + (Y / Z if Z > 0 else 0.0) * (p["N"] - known)

    def fire(self, n):
        self.free += self.m[0]
        self.free_v += self.v[0]
        if self.place == 0:
            self.at_place_0 = n
        self.place = (self.place + 1) % self.K
        for x, new in ((self.n, n), (self.m, n), (self.v, 0.0), (self.u, self.p["V_reset"]), (self.rates, 0.0)):
            x[:-1] = x[1:]
            x[-1] = new


def create(params, pieces, connect=lambda node: None):
    nest.ResetKernel()
    nest.resolution = H
    nest.rng_seed = 5
    node = nest.Create("gif_pop_psc_exp", params=params)
    connect(node)
    meter = nest.Create("multimeter", params={"record_from": RECORDED, "interval": H})
    nest.Connect(meter, node, syn_spec={"delay": H})
    for ms in pieces:
        nest.Simulate(ms)
    return node, meter.events


@pytest.mark.parametrize("name", POPULATIONS)
def test_as_many_are_expected_to_fire_as_the_past_says(name):
    _, events = create(POPULATIONS[name], [200.0])
    population = Population(POPULATIONS[name])
    assert sum(events["n_events"]) > 5
    for k, n in enumerate(events["n_events"]):
        mean = population.expect()
        assert events["mean"][k] == pytest.approx(mean, abs=1e-9), k
        assert events["V_m"][k] == pytest.approx(population.V, abs=1e-9)
        assert events["E_sfa"][k] == pytest.approx(population.threshold, abs=1e-9)
        population.fire(n)


def test_input_acts_on_all_neurons():
    params = {"I_e": 200.0, "len_kernel": 60}
    times = {"ex": [10.0, 30.0, 30.5], "in": [20.0, 40.0]}

    def connect(node):
        for sign, each in ((1, times["ex"]), (-1, times["in"])):
            spikes = {"spike_times": each, "spike_multiplicities": [3] * len(each)}
            generator = nest.Create("spike_generator", params=spikes)
            nest.Connect(generator, node, syn_spec={"weight": sign * 70.0, "delay": 1.0})
        current = nest.Create("dc_generator", params={"amplitude": 100.0, "start": 50.0, "stop": 80.0})
        nest.Connect(current, node, syn_spec={"weight": 1.5, "delay": 1.0})

    _, events = create(params, [120.0], connect)
    population = Population(params)
    for k, n in enumerate(events["n_events"]):
        t = (k + 1) * H
        ex = 210.0 * any(abs(t - s - 1.0) < 1e-6 for s in times["ex"])
        inh = -210.0 * any(abs(t - s - 1.0) < 1e-6 for s in times["in"])
        current = 150.0 if 51.0 + 1e-6 < t < 81.0 + 1e-6 else 0.0
        mean = population.expect(ex=ex, inh=inh, current=current)
        assert events["V_m"][k] == pytest.approx(population.V, abs=1e-9), t
        assert events["I_syn_ex"][k] == pytest.approx(population.I["ex"], abs=1e-9)
        assert events["I_syn_in"][k] == pytest.approx(population.I["in"], abs=1e-9)
        assert events["mean"][k] == pytest.approx(mean, abs=1e-9), t
        population.fire(n)


@pytest.mark.parametrize("binomial", [True, False])
def test_the_number_that_fires_is_drawn_around_what_is_expected(binomial):
    N = 100
    _, events = create({"I_e": 500.0, "N": N, "BinoRand": binomial, "Delta_V": 5.0}, [4000.0])
    mean, n = events["mean"], events["n_events"]
    p = np.clip(mean / N, 0, 1)
    variance = N * p * (1 - p) if binomial else N * p
    deviations = (n - N * p)[variance > 0] / np.sqrt(variance[variance > 0])
    assert abs(deviations.mean()) < 5 / math.sqrt(len(deviations))
    assert deviations.var() == pytest.approx(1, abs=0.08)
    assert n.max() <= N and set(n) <= set(range(N + 1))


def test_as_many_spikes_are_sent_as_neurons_fire():
    nest.resolution = H
    node = nest.Create("gif_pop_psc_exp", params={"I_e": 500.0, "len_kernel": 60})
    recorder = nest.Create("spike_recorder")
    target = nest.Create("iaf_psc_delta", params={"V_th": 1e9, "tau_m": 1e9})
    meter = nest.Create("multimeter", params={"record_from": ["n_events"], "interval": H})
    nest.Connect(node, recorder)
    nest.Connect(node, target, syn_spec={"weight": 2.0, "delay": 1.0})
    nest.Connect(meter, node)
    nest.Simulate(100.0)
    spikes = np.bincount(np.round(recorder.events["times"] / H).astype(int), minlength=300)
    for t, n in zip(meter.events["times"], meter.events["n_events"]):
        assert spikes[round(t / H)] == n
    assert target.V_m == pytest.approx(-70.0 + 2.0 * sum(spikes[: round(99.0 / H) + 1]), abs=1e-3)


def test_a_renewal_process_fires_as_often_as_its_intervals_say():
    N, p = 10000, {**DEFAULTS, "I_e": 300.0, "q_sfa": [0.0]}
    _, events = create({"I_e": 300.0, "q_sfa": [0.0], "N": N}, [1500.0])
    u, alive, before, interval = 0.0, 1.0, 0.0, 4.0
    for _ in range(4000):  # a neuron after its refractory time
        left = math.exp(-H / 20.0)
        u = u * left + (1 - left) * 300.0 * 20.0 / 250.0
        now = 0.01 * math.exp((u - 15.0) / 2.0)
        P = 0.5 * H * (before + now)
        P = 1 - math.exp(-P) if P > 0.01 else P
        before = now
        interval += H * alive
        alive *= 1 - P
    late = events["times"] > 500.0
    assert events["n_events"][late].mean() == pytest.approx(N * H / interval, rel=0.01)


@pytest.mark.parametrize(
    "params",
    [{name: 0.0} for name in ("C_m", "Delta_V", "tau_m", "tau_syn_ex", "tau_syn_in")]
    + [{"N": 0}, {"t_ref": -1.0}, {"lambda_0": -1.0}, {"tau_sfa": [0.0]}, {"tau_sfa": [1.0, 2.0]}, {"q_sfa": []}]
    + [{"mean": 1.0}, {"n_events": 1}, {"E_sfa": 1.0}],
)
def test_what_cannot_be_set(params):
    node = nest.Create("gif_pop_psc_exp")
    with pytest.raises(nest.NESTError):
        node.set(params)


def test_nothing_plastic_ends_on_it():
    source, node = nest.Create("parrot_neuron"), nest.Create("gif_pop_psc_exp")
    with pytest.raises(nest.NESTError):
        nest.Connect(source, node, syn_spec={"synapse_model": "stdp_synapse"})
    with pytest.raises(nest.NESTError):
        nest.Connect(source, node, syn_spec={"receptor_type": 1})
    nest.Connect(source, node)
    nest.Connect(node, node)
