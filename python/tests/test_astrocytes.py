"""Astrocytes and the slow inward currents that they cause in neurons.

Expected traces are NEST 3.10's, in reference/astrocytes.json, written by this file run with NEST's Python.
"""

import json
import sys
from pathlib import Path

import nest
import numpy as np
import pytest

from netcheck import pairs

REFUSED = getattr(nest.NESTErrors, "NESTError", Exception)
STORED = Path(__file__).parent / "reference" / "astrocytes.json"

# Calcium that swings, and comes to its threshold several times.
SWINGING = {"IP3": 0.5, "IP3_0": 0.5, "rate_IP3R": 0.06, "rate_L": 0.0011, "rate_SERCA": 0.009, "k_IP3R": 0.002, "SIC_scale": 40.0}
QUANTITIES = ["I_SIC", "V_m", "w"]
CASES = {
    "a millisecond": ([(0, 0, 1.0, 1.0)], [150.0]),
    "delays and weights": ([(0, 0, 1.0, 0.3), (1, 0, -0.5, 2.6), (1, 1, 2.5, 0.1), (0, 1, 1.0, 4.0), (0, 1, 1.0, 4.0)], [150.0]),
    "a short delay elsewhere": ([(0, 0, 2.0, 5.0), (1, 1, 1.0, 1.7), (None, None, 1.0, 0.2)], [150.0]),
}


def network(links, threads):
    nest.ResetKernel()
    nest.local_num_threads = threads
    nest.resolution = 0.1
    astrocytes = nest.Create("astrocyte_lr_1994", 2, params=SWINGING)
    astrocytes[1].set(Ca_astro=0.3, delta_IP3=0.01)
    neurons = nest.Create("aeif_cond_alpha_astro", 2, params={"I_e": 450.0})
    train = nest.Create("spike_generator", params={"spike_times": [3.0, 20.0, 20.1, 60.0]})
    nest.Connect(train, astrocytes[1], syn_spec={"weight": 3.0, "delay": 1.0})
    nest.Connect(train, neurons, syn_spec={"weight": 60.0, "delay": 1.0})
    for source, target, weight, delay in links:
        if source is None:
            parrots = nest.Create("parrot_neuron", 2)
            nest.Connect(parrots[0], parrots[1], syn_spec={"delay": delay})
            continue
        spec = {"synapse_model": "sic_connection", "weight": weight, "delay": delay}
        nest.Connect(astrocytes[source], neurons[target], syn_spec=spec)
    meter = nest.Create("multimeter", params={"record_from": QUANTITIES, "interval": 0.1})
    nest.Connect(meter, neurons)
    calcium = nest.Create("multimeter", params={"record_from": ["Ca_astro"], "interval": 0.1})
    nest.Connect(calcium, astrocytes)
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    return meter, calcium, recorder


def run(links, calls, threads=1):
    meter, calcium, recorder = network(links, threads)
    for ms in calls:
        nest.Simulate(ms)
    found = {}
    for events, names in ((meter.events, QUANTITIES), (calcium.events, ["Ca_astro"])):
        for sender in sorted(set(events["senders"].tolist())):
            mine = events["senders"] == sender
            for name in names:
                found[f"{name} of {sender}"] = np.asarray(events[name])[mine][:1480]
    return found, [round(float(t), 1) for t in recorder.events["times"]], recorder.events["senders"].tolist()


@pytest.fixture(scope="module")
def stored():
    return json.loads(STORED.read_text())


@pytest.mark.parametrize("case", CASES)
def test_slow_currents_are_nests(stored, case):
    found, times, senders = run(*CASES[case])
    assert (times, senders) == (stored[case]["times"], stored[case]["senders"])
    assert max(stored[case]["samples"]["I_SIC of 3"]) > 10
    for name, wanted in stored[case]["samples"].items():
        wanted = np.array(wanted)
        assert np.abs(found[name][4::10] - wanted).max() <= 1e-6 * (np.ptp(wanted) or 1), name


@pytest.mark.parametrize("case", CASES)
def test_where_a_simulation_stops_makes_no_difference(case):
    whole, pieces = (run(CASES[case][0], calls)[0] for calls in ([150.0], [2.0, 17.0, 1.0, 130.0]))
    for name, values in whole.items():
        assert len(values) == 1480
        np.testing.assert_array_equal(values, pieces[name], name)


def test_threads_make_no_difference():
    links = CASES["delays and weights"][0]
    one, times, _ = run(links, [80.0])
    for threads in (2, 3):
        found, others, _ = run(links, [80.0], threads)
        assert sorted(times) == sorted(others)
        for name, values in one.items():
            np.testing.assert_array_equal(values, found[name], name)


@pytest.mark.parametrize("calcium", [0.1, 0.19669, 0.1977, 0.3, 1.9])
@pytest.mark.parametrize("delay", [0.1, 1.0, 2.6])
def test_the_current_is_the_logarithm_of_the_excess_after_a_delay(calcium, delay):
    nest.ResetKernel()
    still = {"rate_L": 0.0, "rate_IP3R": 0.0, "rate_SERCA": 0.0}
    astrocyte = nest.Create("astrocyte_lr_1994", params={"Ca_astro": calcium, "SIC_scale": 3.0, **still})
    neuron = nest.Create("aeif_cond_alpha_astro")
    nest.Connect(astrocyte, neuron, syn_spec={"synapse_model": "sic_connection", "weight": 2.0, "delay": delay})
    meter = nest.Create("multimeter", params={"record_from": ["I_SIC"], "interval": 0.1})
    nest.Connect(meter, neuron)
    nest.Simulate(8.0)
    events = meter.events
    excess = (calcium - 0.19669) * 1000
    wanted = np.where(np.asarray(events["times"]) > delay + 0.05, 6 * np.log(excess) if excess > 1 else 0.0, 0.0)
    np.testing.assert_allclose(events["I_SIC"], wanted, atol=1e-9)


def test_connections_are_found_and_set():
    nest.ResetKernel()
    astrocytes = nest.Create("astrocyte_lr_1994", 2)
    neurons = nest.Create("aeif_cond_alpha_astro", 2)
    nest.Connect(astrocytes, neurons, syn_spec={"synapse_model": "sic_connection", "weight": 2.0, "delay": 3.0})
    found = nest.GetConnections(synapse_model="sic_connection")
    assert sorted(pairs(found)) == [(1, 3), (1, 4), (2, 3), (2, 4)]
    assert found[0].get(["weight", "delay", "receptor"]) == {"weight": 2.0, "delay": 3.0, "receptor": 0}
    found[0].set(weight=5.0)
    assert nest.GetConnections(synapse_model="sic_connection").weight == [5.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    "source, target, synapse",
    [
        ("astrocyte_lr_1994", "iaf_psc_alpha", "sic_connection"),
        ("astrocyte_lr_1994", "astrocyte_lr_1994", "sic_connection"),
        ("aeif_cond_alpha_astro", "aeif_cond_alpha_astro", "sic_connection"),
        ("aeif_cond_alpha_astro", "astrocyte_lr_1994", "sic_connection"),
        ("astrocyte_lr_1994", "aeif_cond_alpha_astro", "static_synapse"),
        ("astrocyte_lr_1994", "spike_recorder", "static_synapse"),
        ("aeif_cond_alpha_astro", "astrocyte_lr_1994", "stdp_synapse"),
    ],
)
def test_what_cannot_be_connected(source, target, synapse):
    nest.ResetKernel()
    nodes = nest.Create(source), nest.Create(target)
    with pytest.raises(REFUSED):
        nest.Connect(*nodes, syn_spec={"synapse_model": synapse})
    assert nest.num_connections == 0


def test_short_term_plasticity_may_end_on_an_astrocyte():
    nest.ResetKernel()
    neuron, astrocyte = nest.Create("aeif_cond_alpha_astro"), nest.Create("astrocyte_lr_1994", params={"delta_IP3": 1.0})
    neuron.I_e = 1000.0
    nest.Connect(neuron, astrocyte, syn_spec={"synapse_model": "tsodyks_synapse", "weight": 1.0})
    nest.Simulate(50.0)
    assert astrocyte.IP3 > 0.5


def test_negative_weights_onto_an_astrocyte_are_refused():
    nest.ResetKernel()
    train, astrocyte = nest.Create("spike_generator", params={"spike_times": [1.0]}), nest.Create("astrocyte_lr_1994")
    with pytest.raises(REFUSED):
        nest.Connect(train, astrocyte, syn_spec={"weight": -1.0})
        nest.Simulate(5.0)  # NEST says so when the spike arrives


@pytest.mark.parametrize(
    "model, params",
    [
        ("astrocyte_lr_1994", {"Ca_tot": 0.0}),
        ("astrocyte_lr_1994", {"Ca_astro": -1.0}),
        ("astrocyte_lr_1994", {"IP3": -1.0}),
        ("astrocyte_lr_1994", {"Kd_act": 0.0}),
        ("astrocyte_lr_1994", {"Kd_inh": -1.0}),
        ("astrocyte_lr_1994", {"h_IP3R": 1.1}),
        ("astrocyte_lr_1994", {"SIC_scale": 0.0}),
        ("astrocyte_lr_1994", {"tau_IP3": 0.0}),
        ("astrocyte_lr_1994", {"ratio_ER_cyt": 0.0}),
        ("aeif_cond_alpha_astro", {"V_peak": -60.0}),
        ("aeif_cond_alpha_astro", {"Delta_T": 0.01}),
        ("aeif_cond_alpha_astro", {"I_SIC": 1.0}),
        ("astrocyte_lr_1994", {"tau_minus": 10.0}),
    ],
)
def test_what_is_refused(model, params):
    nest.ResetKernel()
    with pytest.raises(REFUSED):
        nest.Create(model, params=params)


def write():
    everything = {}
    for case, (links, calls) in CASES.items():
        found, times, senders = run(links, calls)
        samples = {name: [float(v) for v in values[4::10]] for name, values in found.items()}
        everything[case] = {"samples": samples, "times": times, "senders": senders}
        print(case, len(times), max(samples["I_SIC of 3"]))
    STORED.write_text(json.dumps(everything))


if __name__ == "__main__":
    write()
    sys.exit()
