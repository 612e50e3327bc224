"""Values and behaviour that users of NEST rely on; numbers are NEST 3.10's. Rows are those of docs/pynest-gaps.md."""

import math
import time

import nest
import numpy as np
import pytest

LATEST = 1.7976931348623157e308


def three():
    return nest.Create("iaf_psc_alpha", 3)


def triples(connections, name):
    return list(zip(connections.sources(), connections.targets(), connections.get(name)))


def test_row_01_spikes_within_steps_keep_their_times():
    generator = nest.Create("spike_generator", 1, {"precise_times": True, "spike_times": [1.0, 1.05, 3.0001]})
    parrot = nest.Create("parrot_neuron_ps")
    recorder = nest.Create("spike_recorder", 1, {"time_in_steps": True})
    nest.Connect(generator, parrot)
    nest.Connect(parrot, recorder)
    nest.Simulate(10.0)
    assert recorder.events["times"].tolist() == [20, 21, 41]
    np.testing.assert_allclose(recorder.events["offsets"], [0.0, 0.05, 0.0999], atol=1e-9)


def test_row_02_connections_are_taken_out_one_after_another():
    nodes = three()
    nest.Connect(nodes, nodes)
    for connection in nest.GetConnections():
        nest.Disconnect(connection)
    assert nest.num_connections == 0


def test_row_02_a_collection_goes_on_after_some_are_taken_out():
    nodes = three()
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    for place in range(4):
        found[place].disconnect()
    assert len(found) == 9
    left = nest.GetConnections()
    assert list(zip(left.sources(), left.targets())) == [(2, 2), (2, 3), (3, 1), (3, 2), (3, 3)]
    found[5].weight = 3.0
    assert nest.GetConnections(nodes[1], nodes[2]).weight == 3.0


def test_row_02_one_that_is_gone_cannot_be_taken_out_again():
    nodes = three()
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    first = found[0]
    first.disconnect()
    for gone in (first, found[0]):
        with pytest.raises(nest.NESTErrors.InexistentConnection):
            gone.disconnect()


def test_row_02_plastic_ones_are_taken_out_after_they_have_run():
    """The synapses that stay keep their traces."""

    def weights(taken_out):
        nest.ResetKernel()
        sources, target = nest.Create("parrot_neuron", 3), nest.Create("parrot_neuron")
        for k, source in enumerate(sources):
            given = nest.Create("spike_generator", 1, {"spike_times": [2.0 + k, 9.0 + k, 17.0 + 2 * k, 31.0]})
            nest.Connect(given, source)
        nest.Connect(nest.Create("spike_generator", 1, {"spike_times": [5.0, 14.0, 22.0, 35.0]}), target)
        spec = {"synapse_model": "stdp_synapse", "weight": 10.0, "receptor_type": 1}
        nest.Connect(sources, target, "all_to_all", spec)
        nest.Simulate(15.0)
        if taken_out:
            nest.GetConnections(sources[1], target).disconnect()
        nest.Simulate(30.0)
        found = nest.GetConnections(synapse_model="stdp_synapse")
        return dict(zip(found.sources(), found.weight)), nest.GetConnections(sources[0], target).Kplus

    whole, trace = weights(False)
    left, same = weights(True)
    assert sorted(whole) == [1, 2, 3] and sorted(left) == [1, 3]
    assert left == {1: whole[1], 3: whole[3]} and same == trace
    assert whole[1] == pytest.approx(12.818845800682277, rel=1e-12)


def test_row_02_a_thousand_of_many_cost_little_each():
    nodes = nest.Create("iaf_psc_alpha", 500)
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    begin = time.perf_counter()
    for place in range(0, 200_000, 200):
        found[place].disconnect()
    assert nest.num_connections == 249_000
    assert time.perf_counter() - begin < 20.0  # building all tables each time takes minutes


@pytest.mark.parametrize("rule", ["one_to_one", "symmetric_pairwise_bernoulli"])
def test_row_03_symmetric_connections_are_not_drawn(rule):
    a, b = three(), three()
    spec = {"rule": rule, "make_symmetric": True}
    if rule != "one_to_one":
        spec.update(p=0.5, allow_autapses=False)
        b = a
    with pytest.raises(nest.NESTErrors.NotImplemented):
        nest.Connect(a, b, spec, {"weight": nest.random.uniform(1.0, 2.0)})


def sampled(interval=1.0, **params):
    meter = nest.Create("multimeter", 1, {"record_from": ["V_m"], "interval": interval, **params})
    nest.Connect(meter, nest.Create("iaf_psc_alpha"))
    return meter


def test_row_04_samples_of_the_last_slice_come_when_the_simulation_goes_on():
    meter = sampled()
    nest.Simulate(10.0)
    assert meter.events["times"].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    nest.Simulate(4.0)
    assert meter.events["times"].tolist()[-2:] == [12.0, 13.0]


def test_row_04_a_slice_may_end_in_the_midst_of_a_run():
    meter = sampled(0.1)
    counts = []
    for span in (2.5, 0.3, 0.3):
        nest.Simulate(span)
        counts.append(meter.n_events)
    assert counts == [20, 20, 30]


def test_row_04_clearing_leaves_what_has_not_come_yet():
    meter = sampled()
    nest.Simulate(10.0)
    meter.n_events = 0
    assert meter.n_events == 0
    nest.Simulate(5.0)
    assert meter.events["times"].tolist() == [10.0, 11.0, 12.0, 13.0, 14.0]


def test_row_04_the_end_of_a_window_comes_later():
    meter = sampled(stop=5.0)
    nest.Simulate(5.0)
    assert meter.n_events == 4
    nest.Simulate(5.0)
    assert meter.n_events == 5


def test_row_05_generators_tell_what_can_be_recorded():
    for model in ("ac_generator", "dc_generator", "noise_generator", "step_current_generator"):
        for found in (nest.GetDefaults(model), nest.Create(model).get()):
            assert [str(name) for name in found["recordables"]] == ["I"]


def test_row_06_status_as_json():
    nodes = three()
    assert nest.GetStatus(nodes[0], "V_m", output="json") == "[-70.0]"
    assert nest.GetStatus(nodes[0], ["V_m"], output="json") == "[[-70.0]]"
    assert nest.GetStatus(nodes[:2], ["V_m", "C_m"], output="json") == "[[-70.0, 250.0], [-70.0, 250.0]]"
    assert nest.GetStatus(nodes[0], output="json").startswith('[{"C_m": 250.0')
    nest.Connect(nodes, nodes)
    assert nest.GetStatus(nest.GetConnections()[:2], ["weight"], output="json") == "[[1.0], [1.0]]"


@pytest.mark.parametrize("model", ["dc_generator", "poisson_generator", "spike_recorder", "multimeter"])
def test_row_06_an_end_that_never_comes_is_a_number(model):
    node = nest.Create(model)
    assert node.stop == node.get()["stop"] == nest.GetDefaults(model, "stop") == LATEST
    assert node.get("stop", output="json") == str(LATEST)
    node.stop = 5.0
    node.stop = LATEST
    assert node.stop == LATEST


def test_row_07_of_several_names_the_last_counts():
    meter = sampled()
    nest.Simulate(3.0)
    assert meter.get("events", "times", "V_m").tolist() == [-70.0, -70.0]


def test_row_08_connections_of_a_model_are_numbered():
    nodes = three()
    nest.Connect(nodes, nodes)
    nest.Connect(nodes, nodes[:2], syn_spec="stdp_synapse")
    assert nest.GetConnections(synapse_model="static_synapse").port == list(range(9))
    assert nest.GetConnections(synapse_model="stdp_synapse").port == list(range(6))
    assert nest.GetConnections(nodes[1], synapse_model="static_synapse").port == [3, 4, 5]
    assert nest.GetConnections(nodes[1], nodes[2], synapse_model="static_synapse").port == 5


def test_row_08_several_of_one_pair_have_numbers_of_their_own():
    nodes = three()
    nest.Connect(nodes, nodes)
    nest.Connect(nodes, nodes[:2])
    ports = nest.GetConnections().port
    assert sorted(ports) == list(range(15))
    found = nest.GetConnections(nodes[0], nodes[0])
    assert len(set(found.port)) == 2
    assert [c.port for c in found] == found.port


def test_row_08_devices_number_their_own():
    generators = nest.Create("poisson_generator", 2)
    nodes = three()
    recorder = nest.Create("spike_recorder")
    nest.Connect(generators, nodes)
    nest.Connect(nodes, recorder)
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    inner = [(s, t, 3 * (s - 3) + t - 3) for s in (3, 4, 5) for t in (3, 4, 5)]
    out = [(3, 6, 0), (4, 6, 0), (5, 6, 0)]
    given = [(1, 3, 0), (1, 4, 1), (1, 5, 2), (2, 3, 0), (2, 4, 1), (2, 5, 2)]
    assert triples(found, "port") == inner + out + given


def test_row_08_a_weight_recorder_tells_which_of_several_it_was():
    nodes = three()
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("static_synapse", "recorded", {"weight_recorder": recorder})
    parrots = nest.Create("parrot_neuron", 2)
    nest.Connect(parrots, nodes, syn_spec="recorded")
    nest.Connect(parrots, nodes, syn_spec="recorded")
    nest.Connect(nest.Create("spike_generator", 1, {"spike_times": [1.0, 3.0]}), parrots)
    nest.Simulate(6.0)
    events = recorder.events
    found = nest.GetConnections(synapse_model="recorded")
    expected = sorted(2 * triples(found, "port"))
    assert sorted(zip(*(events[n].tolist() for n in ("senders", "targets", "ports")))) == expected
    assert len(set(expected)) == 12


def test_row_09_a_meter_has_its_number_among_those_of_the_node():
    nodes = three()
    first, second = nest.Create("voltmeter", 2)
    nest.Connect(second, nodes)
    nest.Connect(first, nodes[:2])
    assert triples(nest.GetConnections(), "receptor") == [(4, 1, 2), (4, 2, 2), (5, 1, 1), (5, 2, 1), (5, 3, 1)]


@pytest.mark.parametrize("delay, limits", [(0.1, (0.1, 2.0)), (5.0, (2.0, 5.0)), (None, (2.0, 2.0))])
def test_row_10_limits_of_delays_never_come_closer(delay, limits):
    nodes = three()
    nest.Connect(nodes[0], nodes[0], syn_spec={"delay": 2.0})
    found = nest.GetConnections()
    if delay is None:
        found.disconnect()
    else:
        found.delay = delay
    assert (nest.min_delay, nest.max_delay) == limits


@pytest.mark.parametrize(
    "given, h, limits",
    [((2.1, 12.3), 1.0, (2.0, 13.0)), ((0.89, 1.49), 0.1, (0.8, 1.5)), ((0.85, 1.41), 0.1, (0.8, 1.5))],
)
def test_row_10_limits_go_out_to_the_grid(given, h, limits):
    nest.SetKernelStatus({"min_delay": given[0], "max_delay": given[1]})
    nest.resolution = h
    assert (nest.min_delay, nest.max_delay) == pytest.approx(limits)


def test_row_11_the_communication_interval_follows_the_resolution():
    nest.use_wfr = False
    nest.resolution = 0.5
    assert nest.wfr_comm_interval == 0.5


@pytest.mark.parametrize("threads, places", [(1, [0, 1, 2, 3, 4]), (2, [0, 0, 1, 1, 3])])
def test_row_12_nodes_are_numbered_on_their_threads(threads, places):
    nest.local_num_threads = threads
    nodes = three()
    nest.Create("poisson_generator")
    nest.Create("parrot_neuron")
    every = nest.GetNodes()
    assert every.thread_local_id == (-1,) * 5
    nest.Simulate(1.0)
    assert every.thread_local_id == tuple(places)
    assert nodes.thread == tuple(i % threads for i in (1, 2, 3))
    assert nest.Create("parrot_neuron").thread_local_id == -1


def test_row_12_connections_are_on_the_thread_of_a_neuron():
    nest.local_num_threads = 3
    nodes = nest.Create("iaf_psc_alpha", 7)
    recorder = nest.Create("spike_recorder")
    nest.Connect(nodes, nodes[:4])
    nest.Connect(nodes[:2], recorder)
    found = nest.GetConnections(nodes, nodes)
    assert sorted(triples(found, "target_thread")) == [(s, t, t % 3) for s in range(1, 8) for t in range(1, 5)]
    assert sorted(triples(nest.GetConnections(nodes, recorder), "target_thread")) == [(1, 8, 1), (2, 8, 2)]
    ports = {}
    for thread, port in zip(found.target_thread, found.port):
        ports.setdefault(thread, []).append(port)
    assert {t: sorted(p) for t, p in ports.items()} == {0: list(range(7)), 1: list(range(14)), 2: list(range(7))}


def test_row_13_collections_of_two_lives_of_the_kernel():
    before = three()
    nest.ResetKernel()
    assert before == three()
    nest.ResetKernel()
    assert before != nest.Create("iaf_psc_exp", 3)


def test_row_14_what_only_some_connections_have():
    nodes = three()
    nest.Connect(nodes[0], nodes[1])
    nest.Connect(nodes[0], nodes[2], syn_spec="stdp_synapse")
    assert nest.GetConnections().get("alpha") == [None, 1.0]
    assert {"alpha", "Kplus", "weight"} <= set(nest.GetConnections().get())
    with pytest.raises(KeyError):
        nest.GetConnections().get(["alpha", "weight"])


def test_row_14_nothing_of_no_connections():
    nodes = three()
    assert nest.GetConnections().get("weight") == ()
    assert nest.GetConnections().get() == {}
    nest.Connect(nodes, nodes)
    found = nest.GetConnections()
    nest.ResetKernel()
    assert found.get() == {} and found.get("weight") == ()
    found.set(weight=3.0)
    assert len(found) == 9


def test_row_15_a_meter_of_nothing_has_no_rows():
    meter = nest.Create("multimeter")
    nest.Connect(meter, three())
    nest.Simulate(5.0)
    assert meter.n_events == 0
    assert {n: len(v) for n, v in meter.events.items()} == {"senders": 0, "times": 0}


def test_row_15_a_file_has_its_name_before_it_is_written():
    assert len(nest.Create("spike_recorder", 1, {"record_to": "ascii"}).filenames) == 1


def test_row_16_weights_read_back_as_given():
    given = [[1.2, 3.3, 4.7], [0.1, 0.2, 0.3], [1e-3, 5.5, 6.6]]
    nodes = three()
    nest.Connect(nodes, nodes, syn_spec={"weight": given})
    assert nest.GetConnections().weight == np.array(given).T.ravel().tolist()
    nest.GetConnections().weight = [0.1, -0.7, 1.3, 1e-7, 2.5, 12345.67, 3.0, 1e10, 0.0]
    assert nest.GetConnections().weight == [0.1, -0.7, 1.3, 1e-7, 2.5, 12345.67, 3.0, 1e10, 0.0]
    assert nest.GetConnections(nodes[1], nodes[2]).weight == 12345.67


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "spike_generator", "poisson_generator"])
def test_row_16_weights_of_lists_read_back_as_given(model):
    given = [1.2, 0.123456789, math.pi]
    nest.Connect(nest.Create(model, 3), three(), "one_to_one", {"weight": given})
    assert nest.GetConnections().weight == given


def test_row_16_all_digits_of_weights_read_back():
    given = [0.123456789, -math.pi, 1.2, 1 / 3, 7.0, -1e-17, 2 / 3, 1e300 * 1e-290, 0.1 + 0.2]
    nodes = three()
    nest.Connect(nodes, nodes, syn_spec={"weight": 1.0})
    made = nest.GetConnections()
    made.weight = given
    assert made.weight == given
    nest.Simulate(1.0)
    made.weight = given[::-1]  # signs change, and with them what synapses act on
    assert nest.GetConnections().weight == given[::-1]
    made[4].weight = -math.e
    assert (made[4].weight, made[3].weight, made[5].weight) == (-math.e, given[5], given[3])
    nest.Disconnect(made[0])
    assert nest.GetConnections().weight == given[::-1][1:4] + [-math.e] + given[3::-1]
    nest.Connect(nodes.tolist(), nodes.tolist(), "one_to_one", {"weight": np.array(given[:3]), "delay": np.ones(3)})
    assert sorted(nest.GetConnections().weight) == sorted(given[:3] + given[::-1][1:4] + [-math.e] + given[3::-1])


def test_row_16_all_digits_of_many_different_numbers_read_back():
    nodes = nest.Create("iaf_psc_alpha", 100)
    given = [0.1 + k / 99 for k in range(100)]
    for node, weight in zip(nodes, given):
        nest.Connect(node, node, syn_spec={"weight": weight})
    assert nest.GetConnections().weight == given


def test_row_16_all_digits_of_weights_act():
    """The potential after a spike is that of the same weight given as one number."""
    weights = [0.123456789, -math.pi, 1 / 3]
    train = nest.Create("spike_generator", params={"spike_times": [1.0]})
    sources, targets, single = nest.Create("parrot_neuron", 3), three(), three()
    nest.Connect(train, sources)
    nest.Connect(sources, targets, "one_to_one", {"weight": weights})
    for source, target, weight in zip(sources, single, weights):
        nest.Connect(source, target, syn_spec={"weight": weight})
    nest.Simulate(10.0)
    assert targets.V_m == single.V_m


def test_row_18_tics_are_told_and_set():
    assert (nest.tics_per_ms, nest.ms_per_tic) == (1000.0, 0.001)
    nest.set(tics_per_ms=2000, resolution=0.1)
    assert (nest.tics_per_ms, nest.ms_per_tic, nest.tics_per_step) == (2000.0, 0.0005, 200)
    with pytest.raises(nest.NESTErrors.TypeMismatch):
        nest.set(tics_per_ms=2000.0, resolution=0.1)


def test_row_19_what_was_built():
    built = nest.build_info
    names = "built datadir docdir exitcode have_boost have_gsl have_hdf5 have_libneurosim have_mpi have_music"
    names += " have_sionlib have_threads host hostcpu hostos hostvendor ndebug prefix test_exitcodes threads_model version"
    assert set(names.split()) <= set(built)
    assert built["have_gsl"] is built["have_boost"] is built["have_threads"] is built["ndebug"] is True
    assert built["exitcode"] == 0 and built["test_exitcodes"]["segfault"] == 139


def test_row_08_ports_of_connections_that_carry_rates():
    rates, parrots = nest.Create("rate_transformer_lin", 3), nest.Create("parrot_neuron", 3)
    nest.Connect(parrots, parrots)
    carrying = {"synapse_model": "rate_connection_instantaneous"}
    for made in (9, 10, 11):
        nest.Connect(rates if made == 9 else rates[0], rates if made == 9 else rates[1], "all_to_all", carrying)
        ports = nest.GetConnections(synapse_model="rate_connection_instantaneous").get("port")
        assert len(ports) == made
        assert sorted(nest.GetConnections().get("port")) == sorted([*range(9), *range(made)])
