"""urbanczik_synapse onto pp_cond_exp_mc_urbanczik, against the rule applied to recorded potentials and spikes."""

import math
from collections import Counter

import nest
import numpy as np
import pytest

NEURON, MODEL = "pp_cond_exp_mc_urbanczik", "urbanczik_synapse"
STEP = 0.1
PRE = [5.0, 12.3, 21.0, 23.4, 24.9, 31.0, 47.7, 61.2, 63.0, 66.6, 70.1, 88.8, 103.0, 105.1, 120.4, 150.0]
END = 160.0


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.resolution = STEP


def played(neuron, changes, receptor, delay, **synapse):
    """A parrot fires at PRE onto a neuron that is driven; in the middle something is set."""
    target = nest.Create(NEURON, params=neuron)
    receptors = target.receptor_types
    parrot = nest.Create("parrot_neuron")
    train = nest.Create("spike_generator", params={"spike_times": [round(t - 1.0, 1) for t in PRE]})
    nest.Connect(train, parrot, syn_spec={"delay": 1.0})
    for name, every, weight in (("dendritic_exc", 7.3, 40.0), ("soma_exc", 11.1, 30.0)):
        times = np.arange(5.0, END - 5.0, every).round(1)
        drive = nest.Create("spike_generator", params={"spike_times": times})
        nest.Connect(drive, target, syn_spec={"weight": weight, "receptor_type": receptors[name]})
    recorder = nest.Create("weight_recorder")
    nest.CopyModel(MODEL, "heard", {"weight_recorder": recorder})
    spec = {"synapse_model": "heard", "delay": delay, "receptor_type": receptors[receptor], **synapse}
    nest.Connect(parrot, target, syn_spec=spec)
    meter = nest.Create("multimeter", params={"interval": STEP, "record_from": ["V_m.p"]})
    nest.Connect(meter, target)
    spikes = nest.Create("spike_recorder")
    nest.Connect(target, spikes)
    nest.Simulate(80.0)
    if changes:
        nest.GetConnections(parrot, target).set(changes)
    nest.Simulate(END - 80.0)
    fired = Counter(round(t / STEP) for t in spikes.events["times"])
    potentials = {round(t / STEP): v for t, v in zip(meter.events["times"], meter.events["V_m.p"])}
    return np.asarray(recorder.events["weights"]), errors(target.get(), potentials, fired), target.get(), len(fired)


def errors(n, potentials, fired):
    """The error of the dendrite's prediction in each step."""
    found = {}
    for step, dendrite in potentials.items():
        soma = n["soma"]
        V = (soma["E_L"] * soma["g_L"] + dendrite * n["g_sp"]) / (soma["g_L"] + n["g_sp"])
        rate = n["phi_max"] / (1 + n["rate_slope"] * math.exp(n["beta"] * (n["theta"] - V)))
        slope = 15 * n["beta"] / (1 + math.exp(n["beta"] * (V - n["theta"])) / n["rate_slope"])
        found[step] = (fired[step] - rate * STEP) * slope
    return found


def expected(errors, n, changes, delay, weight, eta=0.07, tau_Delta=100.0, Wmin=0.0, Wmax=100.0):
    now = {"eta": eta, "tau_Delta": tau_Delta, "Wmin": Wmin, "Wmax": Wmax}
    dendrite = n["dendritic"]
    tau_L = dendrite["C_m"] / dendrite["g_L"]
    weights, last, given, total, filtered, slow, fast = [], 0, weight, 0.0, 0.0, 0.0, 0.0
    delay = round(delay / STEP)
    for spike in (round(t / STEP) for t in PRE):
        if changes and spike > 790 and last <= 790:
            given = weight = changes.get("weight", weight)
            now.update({k: v for k, v in changes.items() if k in now})
        tau_s = dendrite["tau_syn_ex" if weight > 0 else "tau_syn_in"]
        filtered *= math.exp((last - spike) * STEP / now["tau_Delta"])
        for step in range(last - delay + 1, spike - delay + 1):
            passed = (step + delay - last) * STEP
            trace = slow * math.exp(-passed / tau_L) - fast * math.exp(-passed / tau_s)
            part = trace * errors.get(step, 0.0)
            total += part
            filtered += part * math.exp((step + delay - spike) * STEP / now["tau_Delta"])
        factor = 15 * now["eta"] * tau_L * tau_s / (tau_L - tau_s)
        weight = min(now["Wmax"], max(now["Wmin"], given + factor * (total - filtered)))
        weights.append(weight)
        slow = slow * math.exp((last - spike) * STEP / tau_L) + 1
        fast = fast * math.exp((last - spike) * STEP / tau_s) + 1
        last = spike
    return np.asarray(weights)


@pytest.mark.parametrize("receptor", ["dendritic_exc", "dendritic_inh", "soma_exc"])
@pytest.mark.parametrize("delay", [1.0, 4.7])
@pytest.mark.parametrize(
    "neuron",
    [
        {},
        {"theta": -65.0, "dendritic": {"tau_syn_ex": 2.0, "tau_syn_in": 4.0}},
        {"theta": -65.0, "t_ref": 0.0, "phi_max": 1.5},
        {
            "theta": -66.0,
            "rate_slope": 1.7,
            "beta": 0.2,
            "g_sp": 400.0,
            "g_ps": 30.0,
            "dendritic": {"g_L": 22.0, "C_m": 280.0, "E_L": -66.0},
            "soma": {"E_L": -72.0, "g_L": 25.0, "C_m": 250.0},
        },
    ],
)
def test_weights_follow_the_errors_of_the_dendrite(neuron, delay, receptor):
    synapse = {"weight": 3.0, "eta": 0.01, "Wmax": 20.0}
    weights, failed, n, _ = played(neuron, {}, receptor, delay, **synapse)
    wanted = expected(failed, n, {}, delay, **synapse)
    assert weights == pytest.approx(wanted, abs=1e-9)
    assert len(set(weights)) > 5


@pytest.mark.parametrize("changes", [{"weight": 5.0}, {"eta": 0.03}, {"tau_Delta": 50.0}, {"Wmax": 3.5}, {"Wmin": 2.0}])
def test_what_is_set_holds_from_then_on_and_the_weight_begins_anew(changes):
    synapse = {"weight": 3.0, "eta": 0.01, "Wmax": 30.0}
    weights, failed, n, fired = played({"theta": -65.0}, changes, "dendritic_exc", 1.0, **synapse)
    assert fired > 3
    assert weights == pytest.approx(expected(failed, n, changes, 1.0, **synapse), abs=1e-9)


@pytest.mark.parametrize("weight, Wmin, Wmax", [(1.0, -20.0, 20.0), (0.0, -5.0, 30.0), (2.0, 1.0, 1.5)])
def test_weights_change_their_sign_between_limits_of_both(weight, Wmin, Wmax):
    synapse = {"weight": weight, "eta": -0.05, "Wmin": Wmin, "Wmax": Wmax}
    neuron = {"theta": -65.0, "dendritic": {"tau_syn_ex": 2.0, "tau_syn_in": 4.0}}
    weights, failed, n, _ = played(neuron, {}, "dendritic_exc", 1.0, **synapse)
    assert weights == pytest.approx(expected(failed, n, {}, 1.0, **synapse), abs=1e-9)
    assert (weights < 0).any() == (Wmin < 0)


@pytest.mark.parametrize("weight, Wmin, Wmax", [(-1.0, -20.0, 20.0), (2.0, -3.0, -1.0)])
def test_a_weight_of_another_sign_than_its_upper_limit_is_refused(weight, Wmin, Wmax):
    neuron, parrot = nest.Create(NEURON), nest.Create("parrot_neuron")
    own = {"weight": weight, "Wmin": Wmin, "Wmax": Wmax}
    spec = {"synapse_model": MODEL, "receptor_type": 3, **own}
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.Connect(parrot, neuron, syn_spec=spec)


def test_other_targets_are_refused():
    parrot = nest.Create("parrot_neuron")
    for model in ("iaf_psc_alpha", "hh_psc_alpha_clopath"):
        with pytest.raises(Exception, match=MODEL if "myelin" in nest.__file__ else "not supported"):
            nest.Connect(parrot, nest.Create(model), syn_spec={"synapse_model": MODEL})
    assert nest.num_connections == 0


def test_a_connection_shows_its_parameters():
    neuron, parrot = nest.Create(NEURON), nest.Create("parrot_neuron")
    nest.Connect(parrot, neuron, syn_spec={"synapse_model": MODEL, "receptor_type": 3, "eta": 0.2})
    shown = nest.GetConnections(parrot, neuron).get()
    own = {"eta": 0.2, "tau_Delta": 100.0, "Wmin": 0.0, "Wmax": 100.0, "weight": 1.0, "delay": 1.0}
    assert {k: shown[k] for k in own} == own
    assert not {"sum", "begun"} & set(shown)
