"""clopath_synapse onto hh_psc_alpha_clopath, against the rule applied to the recorded potentials."""

import math

import nest
import pytest

STEP = 0.1
PRE = [5.0, 12.3, 21.0, 23.4, 24.9, 31.0, 47.7, 61.2, 63.0, 66.6, 70.1, 88.8, 103.0, 105.1, 120.4, 150.0]


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def played(delay, neuron, **synapse):
    """A parrot fires at PRE onto a neuron that is driven; its weights, and what the neuron went through."""
    target = nest.Create("hh_psc_alpha_clopath", params=neuron)
    parrot = nest.Create("parrot_neuron")
    train = nest.Create("spike_generator", params={"spike_times": [round(t - 1.0, 1) for t in PRE]})
    nest.Connect(train, parrot, syn_spec={"delay": 1.0})
    # NEST 3.10 keeps depressions for the longest delay of the network only
    nest.Connect(parrot, nest.Create("parrot_neuron"), syn_spec={"delay": 30.0})
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("clopath_synapse", "heard", {"weight_recorder": recorder})
    nest.Connect(parrot, target, syn_spec={"synapse_model": "heard", "delay": delay, **synapse})
    times, values = [20.0, 25.0, 60.0, 68.0, 100.0, 106.0], [800.0, 0.0] * 3
    current = nest.Create("step_current_generator", params={"amplitude_times": times, "amplitude_values": values})
    nest.Connect(current, target, syn_spec={"delay": 1.0})
    names = ["V_m", "u_bar_plus", "u_bar_minus", "u_bar_bar"]
    meter = nest.Create("multimeter", params={"interval": STEP, "record_from": names})
    nest.Connect(meter, target)
    nest.Simulate(200.0)
    events = meter.events
    found = nest.GetConnections(parrot, target)
    assert found.weight == recorder.events["weights"][-1]
    return recorder.events["weights"], found, {n: events[n] for n in names}, target


def expected(samples, target, delay, weight, x_bar=0.0, tau_x=15.0, Wmin=0.0, Wmax=100.0):
    p = target.get()
    lag, delay = round(p["delay_u_bars"] / STEP), round(delay / STEP)
    ups, downs = {}, {}
    for k, V in enumerate(samples["V_m"]):
        plus = (samples["u_bar_plus"][k - lag] if k >= lag else 0.0) - p["theta_minus"]
        minus = (samples["u_bar_minus"][k - lag] if k >= lag else 0.0) - p["theta_minus"]
        if V > p["theta_plus"] and plus > 0:
            ups[k + 1] = p["A_LTP"] * (V - p["theta_plus"]) * plus * STEP
        factor = 1.0 if p["A_LTD_const"] else samples["u_bar_bar"][k] ** 2 / p["u_ref_squared"]
        downs[k + 1] = p["A_LTD"] * max(minus, 0.0) * factor
    weights, last = [], 0
    for spike in (round(t / STEP) for t in PRE):
        for step in range(last - delay + 1, spike - delay + 1):
            trace = x_bar * math.exp((last - step - delay) * STEP / tau_x)
            weight = min(Wmax, weight + ups.get(step, 0.0) * trace)
        weight = max(Wmin, weight - downs.get(spike - delay, 0.0))
        weights.append(weight)
        x_bar = x_bar * math.exp((last - spike) * STEP / tau_x) + 1 / tau_x
        last = spike
    return weights, x_bar


@pytest.mark.parametrize("delay", [1.0, 3.7])
@pytest.mark.parametrize("neuron", [{}, {"A_LTD_const": False}, {"delay_u_bars": 0.4, "tau_u_bar_plus": 7.0}, {"delay_u_bars": 0.43}, {"delay_u_bars": 0.97}])
@pytest.mark.parametrize("synapse", [{}, {"tau_x": 6.0, "x_bar": 0.3}, {"Wmax": 0.55, "Wmin": 0.45}])
def test_weights_follow_the_potential(delay, neuron, synapse):
    weights, found, samples, target = played(delay, neuron, weight=0.5, **synapse)
    right, x_bar = expected(samples, target, delay, 0.5, **synapse)
    assert weights == pytest.approx(right, rel=1e-9)
    assert found.x_bar == pytest.approx(x_bar, rel=1e-9)


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "hh_psc_alpha_gap", "parrot_neuron"])
def test_other_targets_are_refused(model):
    with pytest.raises(nest.NESTError):
        nest.Connect(nest.Create("parrot_neuron"), nest.Create(model), syn_spec="clopath_synapse")
    assert nest.num_connections == 0


@pytest.mark.parametrize(
    "name, value", [("tau_u_bar_plus", 0.0), ("tau_u_bar_bar", -1.0), ("u_ref_squared", 0.0), ("g_K", -1.0), ("C_m", 0.0)]
)
def test_parameters_that_mean_nothing_are_refused(name, value):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Create("hh_psc_alpha_clopath", params={name: value})


@pytest.mark.parametrize("limits", [{"Wmin": -1.0}, {"Wmax": -3.0}])
def test_a_weight_keeps_its_sign(limits):
    neurons = nest.Create("hh_psc_alpha_clopath", 2)
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "clopath_synapse", **limits})
