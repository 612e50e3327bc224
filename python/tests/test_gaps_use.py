"""Everyday use of PyNEST, alone and in other programs, as in NEST 3.10. Rows are those of docs/pynest-gaps.md."""

import json
import warnings

import nest
import numpy as np
import pytest


def three():
    return nest.Create("iaf_psc_alpha", 3)


def connected(*spec):
    nodes = three()
    nest.Connect(nodes, nodes, *spec)
    return nest.GetConnections()


def test_row_32_a_module_that_is_not_there():
    with pytest.raises(nest.NESTErrors.DynamicModuleManagementError):
        nest.Install("nothere")


def test_row_33_connections_cross_as_dicts():
    nodes = three()
    nest.Connect(nodes[0], nodes[:2])
    crossed = nest.serialize_data(nest.GetConnections())
    assert crossed["source"] == [1, 1] and crossed["target"] == [1, 2] and crossed["port"] == [0, 1]
    assert crossed["weight"] == [1.0, 1.0] and crossed["synapse_model"] == ["static_synapse"] * 2
    assert json.loads(nest.to_json(nest.GetConnections())) == crossed
    assert nest.serialize_data({"a": nodes, "b": (1, np.arange(2))}) == {"a": [1, 2, 3], "b": [1, [0, 1]]}


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0, 4.0], (1.0, 2.0, 3.0, 4.0), np.arange(1.0, 9.0)])
def test_row_36_of_longer_lists_the_first_are_taken(values):
    first = (1.0, 2.0, 3.0)
    nodes = three()
    nodes.V_m = values
    assert nodes.V_m == first
    nodes.set(V_m=0.0)
    nodes.set(V_m=values)
    assert nodes.V_m == first
    nest.SetStatus(nodes, {"V_m": list(values)})
    assert nest.Create("iaf_psc_alpha", 3, {"V_m": values}).V_m == first
    nodes[0].V_m = [5.0, 6.0]
    assert nodes.V_m == (5.0, 2.0, 3.0)


@pytest.mark.parametrize("values", [[1.0, 2.0], [1.0], []])
def test_row_36_shorter_lists_are_refused(values):
    nodes = three()
    with pytest.raises(IndexError):
        nodes.V_m = values
    with pytest.raises(IndexError):
        nest.Create("iaf_psc_alpha", 3, {"V_m": values})
    assert nodes.V_m == (-70.0,) * 3 and len(nest.GetNodes()) >= 3


def test_row_36_connections_take_the_first_as_well():
    found = connected()
    found.weight = [float(k) for k in range(10)]
    assert found.weight == [float(k) for k in range(9)]
    with pytest.raises(IndexError):
        found.weight = [1.0] * 8


def test_row_36_dicts_are_as_many_as_nodes():
    with pytest.raises(nest.NESTErrors.BadParameter):
        nest.SetStatus(three(), [{"V_m": 1.0}] * 4)


def test_row_37_defaults_are_no_table():
    assert nest.GetDefaults("iaf_psc_alpha", output="pandas")["V_m"] == -70.0
    assert nest.GetDefaults("iaf_psc_alpha", ["V_m"], output="pandas") == [-70.0]
    assert nest.GetDefaults("iaf_psc_alpha", "V_m", output="pandas") == -70.0
    assert nest.GetDefaults("iaf_psc_alpha", ["V_m"], output="json") == "[-70.0]"


def test_row_38_keys_of_defaults():
    three()
    nest.Create("parrot_neuron")
    found = nest.GetDefaults("iaf_psc_alpha")
    assert found["instantiations"].tolist() == found["capacity"].tolist() == [3]
    assert found["available"].tolist() == [0] and isinstance(found["elementsize"], int)
    recorder = nest.Create("weight_recorder")
    assert not {"senders", "targets"} & set(nest.GetDefaults("weight_recorder"))
    assert recorder.senders == recorder.targets == nest.NodeCollection([])
    empty = nest.Create("spike_generator").spike_multiplicities
    assert (empty.dtype, len(empty)) == (np.float64, 0)
    assert nest.Create("noise_generator").y_0 == 0.0


@pytest.mark.parametrize("model, names", [("stdp_synapse_hom", "Kplus"), ("stdp_pl_synapse_hom", "Kplus")])
def test_row_38_keys_of_connections(model, names):
    assert set(names.split()) <= set(connected(None, model)[0].get())


@pytest.mark.parametrize("model", ["gap_junction", "rate_connection_instantaneous", "diffusion_connection"])
def test_row_38_delays_of_what_has_none(model):
    assert nest.GetDefaults(model, "delay") == 1.0


def test_row_38_keys_of_the_kernel():
    names = set(nest.GetKernelStatus())
    timers = {f"time_{what}{cpu}" for what in ("construction_create", "construction_connect", "simulate") for cpu in ("", "_cpu")}
    assert timers | {"max_update_time", "time_communicate_prepare", "time_communicate_prepare_cpu"} <= names
    assert not {"network_build_time", "simulation_time"} & names
    assert nest.GetKernelStatus("time_communicate_prepare").tolist() == [0.0]


def meter(interval, *nodes):
    made = nest.Create("multimeter", 1, {"record_from": ["V_m", "I_syn_ex"], "interval": interval})
    for some in nodes:
        nest.Connect(made, some)
    return made


def test_row_39_samples_come_slice_by_slice():
    nodes = three()
    watched = meter(0.5, nodes[[0, 2]])
    nest.Simulate(3.0)
    nest.Simulate(1.0)
    events = watched.events
    assert list(events) == ["I_syn_ex", "V_m", "senders", "times"]
    pairs = list(zip(events["senders"].tolist(), events["times"].tolist()))
    assert pairs == [(i, b + t) for b in (0.0, 1.0, 2.0) for i in (1, 3) for t in (0.5, 1.0)]


def test_row_39_one_sample_a_slice_goes_by_time():
    watched = meter(1.0, three())
    nest.Simulate(4.0)
    pairs = list(zip(watched.events["senders"].tolist(), watched.events["times"].tolist()))
    assert pairs == [(i, t) for t in (1.0, 2.0, 3.0) for i in (1, 2, 3)]


@pytest.mark.parametrize("model", ["multimeter", "weight_recorder", "spike_recorder"])
def test_row_39_there_are_no_quantities_before_the_first_run(model):
    params = {"record_from": ["V_m"]} if model == "multimeter" else {}
    assert list(nest.Create(model, 1, params).events) == ["senders", "times"]


def test_row_41_a_table_of_events_has_one_column():
    pandas = pytest.importorskip("pandas")
    table = nest.Create("spike_recorder").get("events", output="pandas")
    assert isinstance(table, pandas.DataFrame) and list(table.columns) == ["events"] and table.shape == (1, 1)
    assert set(table.iloc[0, 0]) == {"senders", "times"}


def test_row_42_names_that_no_connection_has():
    found = connected()
    assert found.get("foo") == []
    assert hasattr(found, "foo")
    with pytest.raises(KeyError):
        found[0].get("foo")
    with pytest.raises(KeyError):
        found.get(["weight", "foo"])


def test_row_43_another_seed_holds_from_then_on():
    def spikes(seed):
        nest.ResetKernel()
        nest.rng_seed = 1
        parrot, recorder = nest.Create("parrot_neuron"), nest.Create("spike_recorder")
        nest.Connect(nest.Create("poisson_generator", 1, {"rate": 2000.0}), parrot)
        nest.Connect(parrot, recorder)
        nest.Simulate(50.0)
        nest.rng_seed = seed
        assert nest.rng_seed == seed
        nest.Simulate(50.0)
        times = recorder.events["times"]
        return times[times <= 50.0].tolist(), times[times > 51.0].tolist()

    (before, after), (same, other) = spikes(5), spikes(6)
    assert before == same and after != other


def test_row_43_older_collections_go_on():
    nodes = three()
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    nest.Connect(nodes, nodes, syn_spec={"weight": 3.0})
    found.weight = 5.0
    assert sorted(nest.GetConnections().weight) == [3.0] * 9 + [5.0] * 9
    assert len(found) == 9


@pytest.mark.parametrize("call", ["Models", "ConnectionRules", "get_verbosity"])
def test_row_44_older_functions_warn(call):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        getattr(nest, call)()
    assert [w.category for w in told] == [UserWarning]


def test_row_45_collections_are_printed():
    nodes = nest.Create("iaf_psc_alpha", 5)
    begin = "NodeCollection(metadata=None,\n               model=iaf_psc_alpha, "
    assert str(nodes) == "NodeCollection(metadata=None, model=iaf_psc_alpha, size=5, first=1, last=5)"
    assert str(nodes[::2]) == begin + "size=3, first=1, last=5, step=2)"
    between = ";\n               model=iaf_psc_alpha, "
    apart = begin + between.join(f"size=1, first={i}" for i in (1, 3, 5)) + ")"
    assert str(nodes[[0, 2, 4]]) == str(nest.NodeCollection([1, 3, 5])) == str(nodes[0] + nodes[2] + nodes[4]) == apart
    assert str(nodes[0] + nodes[1]) == "NodeCollection(metadata=None, model=iaf_psc_alpha, size=2, first=1, last=2)"


@pytest.mark.parametrize("model", ["static_synapse", "a_rather_long_name_of_a_model"])
def test_row_45_columns_are_as_wide_as_they_need_be(model):
    if model not in nest.synapse_models:
        nest.CopyModel("static_synapse", model)
    lines = str(connected(None, model)).split("\n")
    width = max(15, len(model))
    assert lines[0] == f" source   target  {'synapse model':^{width}}  weight   delay "
    assert lines[1] == f"-------- -------- {'-' * width} -------- -------"
    assert lines[2] == f"      1        1 {model:>{width}}    1.000   1.000"


def test_row_45_helpers_have_their_place():
    from nest.lib.hl_api_helper import broadcast, is_iterable, stringify_path

    assert is_iterable([1]) and is_iterable("a") and not is_iterable(1)
    assert broadcast(3, 2, (int,)) == (3, 3)
    assert broadcast([3, 4], 2, (int,)) == [3, 4]
    with pytest.raises(TypeError):
        broadcast([3, 4], 3, (int,))
    assert stringify_path("a/b") == "a/b"
