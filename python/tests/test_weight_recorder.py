import nest
import numpy as np
import pytest

from netcheck import parrots_driven_by


@pytest.fixture
def heard():
    """Two relays that spike at 2 and 4 send to two others over recorded synapses of weights 1 to 4."""
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("static_synapse", "recorded", {"weight_recorder": recorder})
    pre = parrots_driven_by([1.0, 3.0], n=2)
    post = nest.Create("parrot_neuron", 2)
    nest.Connect(pre, post, "all_to_all", {"synapse_model": "recorded", "weight": [[1.0, 2.0], [3.0, 4.0]]})
    nest.Simulate(8.0)
    return recorder


def test_events_hold_every_transmission(heard):
    events = heard.events
    assert {"senders", "targets", "weights", "times", "receptors", "ports"} <= set(events)
    assert heard.n_events == 8
    found = sorted(zip(np.round(events["times"], 6), events["senders"], events["targets"], events["weights"]))
    assert found == [
        (t, s, r, w) for t in (2.0, 4.0) for s, r, w in ((3, 5, 1.0), (3, 6, 3.0), (4, 5, 2.0), (4, 6, 4.0))
    ]


def test_receptors_are_those_of_the_connections(heard):
    assert set(heard.events["receptors"]) == {0}


def test_setting_n_events_to_zero_forgets_the_past(heard):
    heard.n_events = 0
    assert len(heard.events["weights"]) == 0


def test_the_recorder_of_a_model_is_in_its_defaults(heard):
    assert nest.GetDefaults("recorded", "weight_recorder") == heard
    assert len(nest.GetDefaults("static_synapse", "weight_recorder")) == 0


@pytest.mark.parametrize("end, ids", [("senders", [3]), ("targets", [6])])
def test_a_recorder_may_listen_to_some_nodes_only(end, ids):
    relays = parrots_driven_by([1.0], n=2)
    post = nest.Create("parrot_neuron", 2)
    assert relays.tolist() + post.tolist() == [2, 3, 4, 5]
    chosen = nest.NodeCollection([i if end == "senders" else i - 1 for i in ids])
    recorder = nest.Create("weight_recorder", params={end: chosen})
    nest.CopyModel("static_synapse", "recorded", {"weight_recorder": recorder})
    nest.Connect(relays, post, "all_to_all", "recorded")
    nest.Simulate(5.0)
    assert set(recorder.events[end]) == set(chosen.tolist())
    assert recorder.n_events == 2
