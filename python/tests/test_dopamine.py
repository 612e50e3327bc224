"""stdp_dopamine_synapse with volume_transmitter, against the equations solved event by event."""

import math
import random

import nest
import pytest

STEP = 0.1


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def trains(seed, counts=(30, 30, 30), until=195.0):
    rng = random.Random(seed)
    return [sorted(rng.sample(range(11, int(until / STEP)), n)) for n in counts]


def network(steps, delay, dopamine_delay, interval, constants, **own):
    """Parrots that fire at these steps: pre, post and dopamine; the synapse from the first to the second."""
    transmitter = nest.Create("volume_transmitter", params={"deliver_interval": interval})
    parrots = nest.Create("parrot_neuron", 3)
    for parrot, train in zip(parrots, steps):
        times = [(s - 10) * STEP for s in train]  # a millisecond before, for the way to the parrot
        generator = nest.Create("spike_generator", params={"spike_times": [round(t, 1) for t in times]})
        nest.Connect(generator, parrot, syn_spec={"delay": 1.0})
    nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": transmitter, **constants})
    nest.Connect(parrots[2], transmitter, syn_spec={"delay": dopamine_delay})
    spec = {"synapse_model": "modulated", "receptor_type": 1, "delay": delay, **own}
    nest.Connect(parrots[0], parrots[1], syn_spec=spec)
    return nest.GetConnections(synapse_model="modulated")


class Expected:
    """One synapse, event by event, as Potjans et al. 2010 have it."""

    def __init__(self, weight, delay, dopamine, constants):
        self.w, self.c, self.n, self.K = weight, 0.0, 0.0, 0.0
        self.delay = round(delay / STEP)
        self.dopamine = dopamine
        self.next = 0
        self.n_at = 0
        self.at = 0
        defaults = dict(A_plus=1.0, A_minus=1.5, tau_plus=20.0, tau_c=1000.0, tau_n=200.0, b=0.0, Wmin=0.0, Wmax=200.0)
        self.p = {**defaults, **constants}

    def learn(self, steps):
        """Integrates over some steps from ``at``, backwards too."""
        p, t = self.p, steps * STEP
        n = self.n * math.exp((self.n_at - self.at) * STEP / p["tau_n"])
        rate = 1 / p["tau_c"] + 1 / p["tau_n"]
        self.w -= self.c * n * math.expm1(-rate * t) / rate
        self.w += self.c * p["b"] * p["tau_c"] * math.expm1(-t / p["tau_c"])
        self.w = min(max(self.w, p["Wmin"]), p["Wmax"])
        self.c *= math.exp(-t / p["tau_c"])
        self.at += steps

    def run(self, to):
        while self.next < len(self.dopamine) and self.dopamine[self.next] <= to:
            t = self.dopamine[self.next]
            self.learn(t - self.at)
            self.n = self.n * math.exp((self.n_at - t) * STEP / self.p["tau_n"]) + 1 / self.p["tau_n"]
            self.n_at = t
            self.next += 1
        self.learn(to - self.at)

    def visit(self, t, post, spike):
        since = self.at
        for s in post:
            if since < s + self.delay <= t:
                self.run(s + self.delay)
                self.c += self.p["A_plus"] * self.K * math.exp((since - self.at) * STEP / self.p["tau_plus"])
        self.run(t)
        if spike:
            trace = sum(math.exp((s + self.delay - t) * STEP / 20.0) for s in post if s + self.delay < t)
            self.c -= self.p["A_minus"] * trace
        else:
            self.n *= math.exp((self.n_at - t) * STEP / self.p["tau_n"])
            self.n_at = t
        self.K = self.K * math.exp((since - t) * STEP / self.p["tau_plus"]) + (1 if spike else 0)


def expected(steps, delay, dopamine_delay, interval, constants, until, weight):
    """After ``until`` ms, with a smallest delay of 1 ms: updates come before the slice's last spikes."""
    pre, post, dopamine = steps
    slice_, end = 10, round(until / STEP)
    arrivals = sorted(s + round(dopamine_delay / STEP) for s in dopamine)
    synapse = Expected(weight, delay, arrivals, constants)
    visits = [(s, 1, s) for s in pre if s <= (end - 1) // slice_ * slice_]
    visits += [(t - slice_ + 0.5, 0, t) for t in range(interval * slice_, end + 1, interval * slice_)]
    for _, spike, t in sorted(visits):
        synapse.visit(t, post, spike)
    return synapse


@pytest.mark.parametrize("interval", [1, 3])
@pytest.mark.parametrize("delay", [1.0, 2.5])
@pytest.mark.parametrize("dopamine_delay", [1.0, 2.3])
@pytest.mark.parametrize("seed", [1, 2])
def test_weight_eligibility_and_dopamine(interval, delay, dopamine_delay, seed):
    steps = trains(seed)
    constants = {"A_minus": 0.9, "b": 0.05, "tau_n": 50.0, "tau_c": 300.0}
    synapse = network(steps, delay, dopamine_delay, interval, constants, weight=50.0)
    now = 0.0
    for ms in (50.0, 20.5, 0.5, 33.0, 80.0, 16.0):
        nest.Simulate(ms)
        now += ms
        right = expected(steps, delay, dopamine_delay, interval, constants, now, 50.0)
        assert synapse.weight == pytest.approx(right.w, rel=1e-9)
        assert synapse.c == pytest.approx(right.c, rel=1e-9, abs=1e-9)
        assert synapse.n == pytest.approx(right.n, rel=1e-9)
        assert synapse.Kplus == pytest.approx(right.K, rel=1e-9)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_weight_stays_between_its_limits(seed):
    steps = trains(seed)
    constants = {"A_minus": 0.9, "Wmin": 49.0, "Wmax": 50.5, "tau_n": 50.0, "b": 0.1}
    synapse = network(steps, 1.0, 1.0, 1, constants, weight=50.0)
    nest.Simulate(200.0)
    right = expected(steps, 1.0, 1.0, 1, constants, 200.0, 50.0)
    assert synapse.weight == pytest.approx(right.w, rel=1e-9)
    assert 49.0 <= synapse.weight <= 50.5


@pytest.mark.parametrize("delay", [1.0, 5.0, 20.0])
@pytest.mark.parametrize("ms", [90.0, 100.0, 110.0, 200.0])
def test_all_that_dopamine_has_done_counts_whatever_the_delay_of_the_synapse(delay, ms):
    nest.resolution = 1.0
    transmitter = nest.Create("volume_transmitter")
    neurons = nest.Create("iaf_psc_delta", 3, {"I_e": [600.0, 640.0, 680.0]})
    spikes = nest.Create("spike_recorder")
    nest.Connect(neurons, spikes)
    nest.Connect(neurons, transmitter, syn_spec={"delay": 1.0})
    nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": transmitter, "tau_n": 200.0})
    nest.Connect(neurons[0], neurons[1], syn_spec={"synapse_model": "modulated", "delay": delay})
    nest.Simulate(ms)
    synapse = nest.GetConnections(synapse_model="modulated")
    heard = [t + 1.0 for t in spikes.events["times"] if t + 1.0 <= ms]
    assert synapse.n == pytest.approx(sum(math.exp(-(ms - t) / 200.0) / 200.0 for t in heard), rel=1e-12)


def test_without_dopamine_the_weight_stays():
    steps = trains(6, (30, 30, 0))
    synapse = network(steps, 1.0, 1.0, 1, {}, weight=7.0)
    nest.Simulate(200.0)
    assert synapse.weight == 7.0
    assert synapse.c != 0.0


def test_several_dopamine_neurons_at_once_add_up():
    transmitter = nest.Create("volume_transmitter")
    generator = nest.Create("spike_generator", params={"spike_times": [5.0]})
    parrots = nest.Create("parrot_neuron", 4)
    nest.Connect(generator, parrots)
    nest.Connect(parrots, transmitter)
    nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": transmitter})
    nest.Connect(parrots[0], nest.Create("iaf_psc_alpha"), syn_spec={"synapse_model": "modulated"})
    nest.Simulate(10.0)
    synapse = nest.GetConnections(synapse_model="modulated")
    assert synapse.n == pytest.approx(4 / 200.0 * math.exp(-3.0 / 200.0), rel=1e-12)


def test_what_is_set_is_read():
    transmitter = nest.Create("volume_transmitter")
    neurons = nest.Create("iaf_psc_alpha", 3)
    defaults = {"volume_transmitter": transmitter, "c": 2.0, "n": 0.3, "tau_c": 77.0}
    nest.CopyModel("stdp_dopamine_synapse", "modulated", defaults)
    assert nest.GetDefaults("modulated", "volume_transmitter") == transmitter
    assert nest.GetDefaults("modulated", "tau_c") == 77.0
    assert len(nest.GetDefaults("stdp_dopamine_synapse", "volume_transmitter")) == 0
    spec = {"synapse_model": "modulated", "weight": [1.0, 2.0, 3.0]}
    nest.Connect(neurons, neurons, "one_to_one", spec)
    synapses = nest.GetConnections(synapse_model="modulated")
    assert synapses.get("c") == [2.0, 2.0, 2.0]
    assert synapses.get("n") == [0.3, 0.3, 0.3]
    assert synapses.weight == [1.0, 2.0, 3.0]
    synapses.set({"c": -1.5, "n": [0.1, 0.2, 0.3], "Kplus": 4.0})
    assert synapses.get("c") == [-1.5] * 3
    assert synapses.get("n") == [0.1, 0.2, 0.3]
    assert synapses.get("Kplus") == [4.0] * 3
    assert {"c", "n", "Kplus", "weight", "delay"} <= set(synapses.get())
    assert "tau_c" not in synapses.get()


def test_states_may_differ_where_constants_are_shared():
    transmitter = nest.Create("volume_transmitter")
    neurons = nest.Create("iaf_psc_alpha", 2)
    nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": transmitter})
    spec = {"synapse_model": "modulated", "c": [1.0, 2.0], "n": 0.5}
    nest.Connect(neurons, neurons, "one_to_one", spec)
    synapses = nest.GetConnections(synapse_model="modulated")
    assert synapses.get("c") == [1.0, 2.0]
    spec = {"synapse_model": "stdp_synapse_hom", "Kplus": [0.5, 0.25]}
    nest.Connect(neurons, neurons, "one_to_one", spec)
    assert nest.GetConnections(synapse_model="stdp_synapse_hom").get("Kplus") == [0.5, 0.25]


def test_the_transmitter_is_seen_in_defaults_and_status():
    assert nest.GetDefaults("volume_transmitter")["deliver_interval"] == 1
    transmitter = nest.Create("volume_transmitter", params={"deliver_interval": 4})
    assert transmitter.deliver_interval == 4
    assert transmitter.get("element_type") == "other"


def test_a_synapse_without_transmitter_is_refused():
    neurons = nest.Create("iaf_psc_alpha", 2)
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Connect(neurons, neurons, syn_spec="stdp_dopamine_synapse")
    assert nest.num_connections == 0


@pytest.mark.parametrize("model, n", [("iaf_psc_alpha", 1), ("volume_transmitter", 2)])
def test_what_is_not_one_transmitter_is_refused(model, n):
    nodes = nest.Create(model, n)
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": nodes})


@pytest.mark.parametrize("name, value", [("tau_n", 3.0), ("A_plus", 2.0)])
def test_constants_are_given_with_the_model(name, value):
    transmitter = nest.Create("volume_transmitter")
    neurons = nest.Create("iaf_psc_alpha", 2)
    nest.CopyModel("stdp_dopamine_synapse", "modulated", {"volume_transmitter": transmitter})
    with pytest.raises(nest.NESTErrors.NotImplemented):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "modulated", name: value})
    with pytest.raises(nest.NESTErrors.NotImplemented):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "modulated", "volume_transmitter": transmitter})


@pytest.mark.parametrize("model", ["spike_generator", "poisson_generator"])
def test_the_transmitter_hears_neurons_only(model):
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(nest.Create(model), nest.Create("volume_transmitter"))


def test_the_transmitter_sends_nothing():
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(nest.Create("volume_transmitter"), nest.Create("iaf_psc_alpha"))


def test_the_transmitter_has_one_receptor():
    with pytest.raises(nest.NESTErrors.UnknownReceptorType):
        nest.Connect(nest.Create("iaf_psc_alpha"), nest.Create("volume_transmitter"), syn_spec={"receptor_type": 1})
