"""Connections that carry continuous signals are found, read, set and taken out.

Expected values are NEST 3.10's; its traces are in reference/changed_couplings.json.
"""

import json
from pathlib import Path

import nest
import numpy as np
import pytest

from netcheck import pairs

MODELS = {
    "gap_junction": "hh_psc_alpha_gap",
    "rate_connection_instantaneous": "lin_rate_ipn",
    "rate_connection_delayed": "lin_rate_ipn",
    "diffusion_connection": "siegert_neuron",
}
REFERENCE = json.loads((Path(__file__).parent / "reference" / "changed_couplings.json").read_text())


def three(synapse):
    nest.ResetKernel()
    nodes = nest.Create(MODELS[synapse], 3)
    rule = {"rule": "all_to_all", "allow_autapses": False}
    nest.Connect(nodes, nodes, rule, {"synapse_model": synapse})
    return nodes


@pytest.mark.parametrize("synapse", MODELS)
def test_all_are_found(synapse):
    nodes = three(synapse)
    assert pairs(nest.GetConnections()) == [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]
    assert pairs(nest.GetConnections(nodes[1])) == [(2, 1), (2, 3)]
    assert pairs(nest.GetConnections(target=nodes[1])) == [(1, 2), (3, 2)]
    assert len(nest.GetConnections(synapse_model=synapse)) == nest.num_connections == 6
    assert len(nest.GetConnections(synapse_model="static_synapse")) == 0
    assert set(nest.GetConnections().synapse_model) == {synapse}
    assert nest.GetConnections()[0].get(["delay", "receptor", "port"]) == {"delay": 1.0, "receptor": 0, "port": 0}


@pytest.mark.parametrize("synapse", MODELS)
def test_factors_are_set(synapse):
    three(synapse)
    found = nest.GetConnections()
    names = ("drift_factor", "diffusion_factor") if synapse == "diffusion_connection" else ("weight",)
    for name in names:
        found.set({name: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]})
        found[0].set({name: -3.0})
        assert nest.GetConnections().get(name) == [-3.0, 2.0, 3.0, 4.0, 5.0, 6.0]
        with pytest.raises(nest.NESTErrors.NESTError):
            found.set({name: float("nan")})
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        found.set(foo=1.0)
    if synapse == "diffusion_connection":
        with pytest.raises(nest.NESTErrors.BadProperty, match="drift_factor"):
            found.set(weight=1.0)
    if synapse == "rate_connection_delayed":
        found[0].set(delay=0.5)
        assert nest.GetConnections()[0].delay == 0.5
    else:
        with pytest.raises(nest.NESTErrors.BadProperty, match="no delay"):
            found.set(delay=2.0)


@pytest.mark.parametrize("synapse", MODELS)
def test_one_direction_is_taken_out(synapse):
    nodes = three(synapse)
    nest.GetConnections()[0].disconnect()
    assert pairs(nest.GetConnections()) == [(1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]
    spec = {"synapse_model": synapse}
    nest.Disconnect(nodes[1], nodes[2], conn_spec="one_to_one", syn_spec=spec)
    assert pairs(nest.GetConnections()) == [(1, 3), (2, 1), (3, 1), (3, 2)]
    with pytest.raises(nest.NESTErrors.InexistentConnection):
        nest.Disconnect(nodes[1], nodes[2], conn_spec="one_to_one", syn_spec=spec)
    nest.Simulate(5.0)
    assert nest.num_connections == 4


@pytest.mark.parametrize("kind", REFERENCE)
def test_changes_act_as_in_nest(kind):
    nest.ResetKernel()
    nest.resolution = 0.1
    synapse = kind.split()[0]
    nodes, recorded, factors = neurons(synapse)
    first = 5.0 if synapse == "gap_junction" else 0.4
    spec = {"synapse_model": synapse, **{f: first for f in factors}}
    if synapse == "rate_connection_delayed":
        spec["delay"] = 1.5
    nest.Connect(nodes, nodes, {"rule": "all_to_all", "allow_autapses": False}, spec)
    if "dev" in kind:
        nest.Connect(nest.Create("dc_generator"), nest.Create("iaf_psc_alpha"), syn_spec={"delay": 0.5})
    meter = nest.Create("multimeter", params={"record_from": [recorded], "interval": 0.1})
    nest.Connect(meter, nodes, syn_spec={"delay": 1.0})
    nest.Simulate(10.0)
    changed = [first * x for x in (1.5, 0.2, 2.0, -0.5, 0.0, 1.0)]
    nest.GetConnections(nodes, nodes).set({factors[0]: changed})
    nest.Simulate(7.0)
    nest.GetConnections(nodes, nodes)[2].disconnect()
    nest.Simulate(12.0)
    nest.GetConnections(nodes, nodes).set({factors[-1]: first * 0.7})
    nest.Simulate(5.0)
    events = meter.events
    tolerance = 1e-4 if synapse == "gap_junction" else 1e-7
    for node, trace in zip(nodes.tolist(), REFERENCE[kind]):
        own = np.asarray(events[recorded])[np.asarray(events["senders"]) == node]
        assert len(own) >= 330  # the samples of the last slice are kept back
        assert own[: len(trace)] == pytest.approx(trace[: len(own)], abs=tolerance)


def neurons(synapse):
    if synapse == "gap_junction":
        nodes = nest.Create("hh_psc_alpha_gap", 3)
        nodes.set(I_e=[0.0, 150.0, 400.0], V_m=[-70.0, -67.0, -64.0])
        return nodes, "V_m", ("weight",)
    if synapse == "diffusion_connection":
        nodes = nest.Create("siegert_neuron", 3, {"tau": 5.0, "tau_m": 10.0, "theta": 15.0})
        nodes.set(mean=[10.0, 5.0, 20.0], rate=[0.0, 3.0, 6.0])
        return nodes, "rate", ("drift_factor", "diffusion_factor")
    nodes = nest.Create("lin_rate_ipn", 3, {"sigma": 0.0, "tau": 5.0, "g": 0.5})
    nodes.set(mu=[1.0, -0.5, 2.0], rate=[0.0, 0.3, 0.6])
    return nodes, "rate", ("weight",)
