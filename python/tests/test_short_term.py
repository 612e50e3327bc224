"""Short-term plasticity: what arrives is not the weight that the synapse keeps."""

import nest
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def sent(times, **synapse):
    """The weights with which spikes of a parrot arrive, and what the synapse shows afterwards."""
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("tsodyks_synapse", "recorded", {"weight_recorder": recorder})
    train = nest.Create("spike_generator", params={"spike_times": times})
    source, target = nest.Create("parrot_neuron"), nest.Create("iaf_psc_exp")
    nest.Connect(train, source)
    nest.Connect(source, target, syn_spec={"synapse_model": "recorded", **synapse})
    nest.Simulate(max(times) + 10)
    left = nest.GetConnections(source, target).get(["weight", "x", "y", "u"])
    return np.array(recorder.events["weights"]), left


TRAIN = [10.0, 20.0, 30.0, 40.0]


def test_a_regular_train_is_depressed():
    weights, left = sent(TRAIN, weight=100.0)
    assert weights == pytest.approx([50, 25.220978092, 13.026569107, 7.028421712], rel=1e-9)
    assert left["weight"] == 100


def test_facilitation_grows():
    weights, _ = sent(TRAIN, weight=100.0, U=0.1, tau_fac=1000.0, tau_rec=50.0)
    u, x, y = 0.0, 1.0, 0.0
    expected = []
    for k in range(4):
        h = 10.0 if k else 11.0
        inactive = 1 - x - y
        p_yy, p_zz = np.exp(-h / 3), np.exp(-h / 50)
        p_xy = 1 - (50 * p_zz - 3 * p_yy) / (50 - 3)
        x, y, u = x + p_xy * y + (1 - p_zz) * inactive, y * p_yy, u * np.exp(-h / 1000)
        u += 0.1 * (1 - u)
        expected.append(100 * u * x)
        x, y = x - u * x, y + u * x
    assert weights == pytest.approx(expected, rel=1e-9)


def test_the_state_can_be_set_and_read():
    weights, left = sent([10.0], weight=10.0, x=0.5, y=0.1, u=0.2, tau_rec=100.0, tau_fac=50.0)
    h = 11.0
    p_yy, p_zz = np.exp(-h / 3), np.exp(-h / 100)
    x = 0.5 + (1 - (100 * p_zz - 3 * p_yy) / 97) * 0.1 + (1 - p_zz) * 0.4
    u = 0.2 * np.exp(-h / 50)
    u += 0.5 * (1 - u)
    assert weights == pytest.approx([10 * u * x], rel=1e-9)
    assert [left["x"], left["y"], left["u"]] == pytest.approx([x - u * x, 0.1 * p_yy + u * x, u], rel=1e-9)


def test_what_arrives_moves_the_potential():
    voltage = []
    for weight, model in ((100.0, "tsodyks_synapse"), (50.0, "static_synapse")):
        nest.ResetKernel()
        train = nest.Create("spike_generator", params={"spike_times": [5.0]})
        source, target = nest.Create("parrot_neuron"), nest.Create("iaf_psc_exp")
        nest.Connect(train, source)
        nest.Connect(source, target, syn_spec={"synapse_model": model, "weight": weight})
        nest.Simulate(12.0)
        voltage.append(target.V_m)
    assert voltage[0] == pytest.approx(voltage[1], abs=1e-12)
    assert voltage[0] > -70


def test_the_first_spike_releases_the_sites_that_were_said_to_be_ready():
    """With u 1 each ready site releases; then u is 0. A site recovers at once, but only after a first spike."""
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("quantal_stp_synapse", "sites", {"weight_recorder": recorder, "n": 5, "tau_rec": 1e-4})
    train = nest.Create("spike_generator", params={"spike_times": [10.0, 20.0, 30.0]})
    source, targets = nest.Create("parrot_neuron"), nest.Create("parrot_neuron", 3)
    nest.Connect(train, source)
    for target, ready, rest in zip(targets, (3, 0, 1), (0.0, 1.0, 1.0)):
        given = {"synapse_model": "sites", "weight": 2.0, "u": 1.0, "U": rest, "a": ready}
        nest.Connect(source, target, syn_spec=given)
    nest.Simulate(50.0)
    arrived = [[], [], []]
    for target, *event in zip(*(recorder.events[n] for n in ("targets", "times", "weights"))):
        arrived[target - targets[0].global_id].append(tuple(event))
    assert arrived[0] == [(11.0, 6.0)]
    assert arrived[1] == [(21.0, 10.0), (31.0, 10.0)]
    assert arrived[2] == [(11.0, 2.0), (21.0, 10.0), (31.0, 10.0)]


@pytest.mark.parametrize("model", ["tsodyks_synapse", "tsodyks_synapse_hom"])
def test_parts_of_the_resources_are_no_more_than_all(model):
    a, b = nest.Create("parrot_neuron", 2)

    def refused(call, *values):
        with pytest.raises(nest.NESTErrors.BadProperty, match="x [+] y must be <= 1.0"):
            call(*values)

    def connect(**values):
        nest.Connect(a, b, syn_spec={"synapse_model": model, **values})

    def arrays(x, y):
        nest.Connect([a.global_id] * 2, [b.global_id] * 2, "one_to_one", {"synapse_model": model, "weight": [1.0] * 2, "delay": [1.0] * 2, "x": x, "y": y})

    refused(lambda: connect(x=0.7, y=0.5))
    refused(lambda: connect(y=0.5))
    refused(lambda: connect(x=nest.random.uniform(0.6, 0.9), y=0.5))
    if model == "tsodyks_synapse":
        refused(lambda: arrays(np.array([0.6, 0.5]), np.array([0.5, 0.5])))
    refused(nest.SetDefaults, model, {"y": 0.5})
    refused(nest.CopyModel, model, "mine", {"x": 0.9, "y": 0.2})
    assert nest.GetDefaults(model, "x") == 1.0
    assert nest.GetDefaults(model, "y") == 0.0
    nest.SetDefaults(model, {"x": 0.5, "y": 0.5})
    connect()
    connect(x=nest.random.uniform(0.1, 0.4))
    made = nest.GetConnections(a)
    assert made.y == [0.5, 0.5]
    before = made.x
    refused(made.set, {"x": 0.8})
    refused(made.set, {"x": 0.2, "y": 0.9})
    refused(made.set, {"y": [0.5, 0.95]})
    assert made.x == before
    assert made.y == [0.5, 0.5]
    made.set({"x": 0.1, "y": 0.9})
    made.set({"x": 0.6, "y": 0.3})
    assert made.x == [0.6, 0.6]


@pytest.mark.parametrize("wrong", [{"U": 1.5}, {"tau_rec": 0.0}, {"tau_psc": -1.0}, {"tau_fac": -1.0}])
def test_impossible_parameters_are_refused(wrong):
    a, b = nest.Create("parrot_neuron", 2)
    with pytest.raises(nest.NESTError):
        nest.Connect(a, b, syn_spec={"synapse_model": "tsodyks_synapse", **wrong})
    assert nest.num_connections == 0
