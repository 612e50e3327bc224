"""Behaviour that Myelin has and NEST 3.10 does not have, or has otherwise. Rows are those of docs/pynest-gaps.md."""

import warnings

import nest
import pytest


def meter():
    made = nest.Create("multimeter", 1, {"record_from": ["V_m"]})
    nest.Connect(made, nest.Create("iaf_psc_alpha"))
    return made


def test_row_04_samples_are_there_at_once_where_that_is_wished():
    watched = meter()
    nest.Simulate(3.0)
    assert watched.events["times"].tolist() == [1.0, 2.0]
    nest.samples_at_once = True
    assert watched.events["times"].tolist() == [1.0, 2.0, 3.0] and watched.n_events == 3
    nest.Simulate(2.0)
    assert watched.n_events == 5
    nest.samples_at_once = False
    assert watched.n_events == 4
    nest.ResetKernel()
    assert nest.samples_at_once is False


def test_row_04_files_have_all_samples():
    watched = nest.Create("multimeter", 1, {"record_from": ["V_m"], "record_to": "ascii"})
    nest.Connect(watched, nest.Create("iaf_psc_alpha"))
    nest.Simulate(3.0)
    assert watched.n_events == 3
    with open(watched.filenames[0], encoding="ascii") as file:
        assert file.read().splitlines()[-1].split()[1] == "3.000"


def test_row_02_what_is_taken_out_is_not_read():
    nodes = nest.Create("iaf_psc_alpha", 3)
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    found[0].disconnect()
    with pytest.raises(nest.NESTErrors.NESTError, match="from node 1 to node 1 has been taken out"):
        found.weight
    assert found[1:].weight == [1.0] * 8
    assert nest.num_connections == 8  # which builds the tables again
    assert found[1:].weight == [1.0] * 8
    with pytest.raises(nest.NESTErrors.NESTError, match="has been taken out"):
        found[0].weight = 2.0


@pytest.mark.parametrize("delay", [0.5, 1.0, 7.0])
def test_row_43_older_collections_keep_their_synapses(delay):
    nodes = nest.Create("iaf_psc_alpha", 30)
    nest.Connect(nodes, nodes[:20], syn_spec={"weight": nest.random.uniform(1.0, 2.0), "delay": 1.0})
    found = nest.GetConnections(nodes[3:20], nodes[1:9])
    before = found.get(["source", "target", "weight"])
    nest.Connect(nodes, nodes, syn_spec={"weight": nest.random.uniform(3.0, 4.0), "delay": delay})
    assert nest.num_connections == 1500
    assert found.get(["source", "target", "weight"]) == before
    found.weight = -1.0
    assert nest.num_connections == 1500
    assert sum(w == -1.0 for w in nest.GetConnections().weight) == len(found) == 136


def test_row_45_helpers_keep_warnings_down():
    from nest.lib.hl_api_helper import SuppressedDeprecationWarning

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with SuppressedDeprecationWarning("Models"):
            nest.Models()
        assert not told
        nest.Models()
        assert len(told) == 1
