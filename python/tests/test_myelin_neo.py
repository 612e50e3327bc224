"""Neo's objects of what recorders hold, and what other programs make of them."""

import nest
import numpy as np
import pytest

neo = pytest.importorskip("neo")

from myelin.neo import block, read, segment


def network(**to):
    """Neurons of two models, one of which is silent, with recorders of all kinds."""
    nest.resolution = 0.1
    cells = nest.Create("iaf_cond_exp", 3, params={"I_e": [0.0, 450.0, 500.0]})
    others = nest.Create("izhikevich", 2)
    spikes = nest.Create("spike_recorder", params=to)
    meter = nest.Create("multimeter", params={"record_from": ["V_m", "g_ex"], "interval": 0.5, **to})
    volts = nest.Create("voltmeter", params=to)
    weights = nest.Create("weight_recorder", params=to)
    nest.CopyModel("stdp_synapse", "learning", {"weight_recorder": weights})
    nest.Connect(cells[1:], cells[:1], syn_spec={"synapse_model": "learning", "weight": 2.0, "delay": 1.0})
    nest.Connect(cells, spikes)
    nest.Connect(meter, cells)
    nest.Connect(volts, cells + others)
    nest.Simulate(100.0)
    return cells, others, spikes, meter, volts, weights


def of(events, column, node, key="senders"):
    return np.asarray(events[column])[np.asarray(events[key]) == node.global_id]


def test_recorders_give_trains_and_signals_with_units():
    cells, others, spikes, meter, volts, weights = network()
    made = segment(spikes, meter, volts, weights, name="first")
    assert made.name == "first"
    assert [t.annotations["source_id"] for t in made.spiketrains] == cells.tolist()
    for train, cell in zip(made.spiketrains, cells):
        np.testing.assert_array_equal(train.rescale("ms").magnitude, of(spikes.events, "times", cell))
        assert (
            train.annotations["model"] == "iaf_cond_exp" and train.annotations["recorder"] == spikes.global_id
        )
        assert (float(train.t_start), float(train.t_stop)) == (0.0, 100.0)
    assert len(made.spiketrains[0]) == 0 and len(made.spiketrains[2]) > 10
    found = [
        (s.name, s.annotations["model"], s.dimensionality.string, s.shape, float(s.sampling_period))
        for s in made.analogsignals
    ]
    assert found == [
        ("V_m", "iaf_cond_exp", "mV", (200, 3), 0.5),
        ("g_ex", "iaf_cond_exp", "nS", (200, 3), 0.5),
        ("V_m", "iaf_cond_exp", "mV", (100, 3), 1.0),
        ("V_m", "izhikevich", "mV", (100, 2), 1.0),
    ]
    conductance = made.analogsignals[1]
    assert float(conductance.t_start.rescale("ms")) == 0.5
    nest.Simulate(1.0)  # the last samples are handed out then
    for k, cell in enumerate(cells):
        np.testing.assert_array_equal(conductance.magnitude[:, k], of(meter.events, "g_ex", cell)[:200])
    np.testing.assert_array_equal(made.analogsignals[3].array_annotations["source_ids"], others.tolist())
    assert len(made.irregularlysampledsignals) == 2
    for one, source in zip(made.irregularlysampledsignals, cells[1:]):
        at = of(weights.events, "times", source)
        np.testing.assert_array_equal(one.times.magnitude, at[: len(one)])
        np.testing.assert_array_equal(one.magnitude[:, 0], of(weights.events, "weights", source)[: len(one)])
        assert len(one) > 5 and one.dimensionality.string == "nS"
        assert (one.annotations["source_id"], one.annotations["target_id"]) == (
            source.global_id,
            cells[0].global_id,
        )


def test_files_give_what_memory_gives():
    cells, others, *recorders = network()
    of_memory = segment(*recorders)
    nest.ResetKernel()
    cells, others, spikes, meter, volts, weights = network(record_to="ascii")
    files = [f for r in (spikes, meter) for f in r.filenames]
    for made in (
        segment(spikes, meter),
        read(*files, nodes=cells, stop=100.0),
        read(*files, nodes=cells, model="iaf_cond_exp", stop=100.0),
    ):
        assert len(made.spiketrains) == 3 and len(made.analogsignals) == 2
        for one, other in zip(made.spiketrains, of_memory.spiketrains):
            np.testing.assert_allclose(one.magnitude, other.magnitude, atol=1e-9)
        for one, other in zip(made.analogsignals, of_memory.analogsignals):
            assert one.dimensionality == other.dimensionality and one.t_start == other.t_start
            np.testing.assert_allclose(one.magnitude, other.magnitude, atol=1e-3)


def test_a_window_begins_after_its_start():
    cells, others, spikes, meter, volts, weights = network()
    at = of(spikes.events, "times", cells[2])
    made = segment(spikes, meter, start=at[1], stop=at[4], nodes=cells[2])
    (train,) = made.spiketrains
    np.testing.assert_array_equal(train.magnitude, at[2:5])
    assert {s.shape[1] for s in made.analogsignals} == {1}
    late = nest.Create("spike_recorder", params={"start": 40.0})
    nest.Connect(cells, late)
    nest.Simulate(100.0)
    assert [float(t.t_start) for t in segment(late).spiketrains] == [40.0] * 3
    with pytest.raises(ValueError, match="stop, 5 ms, lies before start, 10 ms"):
        segment(spikes, start=10.0, stop=5.0)


def test_samples_with_gaps_are_irregular():
    cell = nest.Create("iaf_psc_exp")
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "stop": 10.0})
    nest.Connect(meter, cell)
    nest.Simulate(20.0)
    meter.set(start=30.0, stop=50.0)
    nest.Simulate(30.0)
    made = segment(meter)
    assert not made.analogsignals
    (signal,) = made.irregularlysampledsignals
    assert nest.biological_time == 50.0
    np.testing.assert_allclose(signal.times.magnitude, [*range(1, 11), *range(31, 51)])


def test_times_in_steps_are_times():
    cells = nest.Create("iaf_psc_alpha_ps", 2, params={"I_e": [500.0, 600.0]})
    both = [nest.Create("spike_recorder", params={"time_in_steps": steps}) for steps in (True, False)]
    for one in both:
        nest.Connect(cells, one)
    nest.Simulate(60.0)
    first, second = (segment(one).spiketrains for one in both)
    assert len(first[1]) > 2
    for one, other in zip(first, second):
        np.testing.assert_allclose(one.magnitude, other.magnitude, atol=1e-9)


@pytest.mark.parametrize("tics,resolution,step", [(1000, 0.1, 603), (3, 1 / 3, 41), (1000, 0.1, 3)])
@pytest.mark.parametrize("to", ["memory", "ascii"])
def test_times_in_steps_are_those_of_the_simulator(tics, resolution, step, to, tmp_path):
    nest.SetKernelStatus({"tics_per_ms": tics, "resolution": resolution, "data_path": str(tmp_path)})
    at = step * round(tics * resolution) / tics
    fires = nest.Create("spike_generator", params={"spike_times": [resolution, at]})
    spikes = nest.Create("spike_recorder", params={"time_in_steps": True, "record_to": to})
    nest.Connect(fires, spikes)
    nest.Simulate(at)
    assert segment(spikes).spiketrains[0].magnitude.tolist() == [resolution, at]
    assert segment(spikes, stop=at).spiketrains[0].magnitude.tolist() == [resolution, at]
    nest.Simulate(1.0)
    assert len(segment(spikes, start=at).spiketrains[0]) == 0  # what lies at the start was before it
    if to == "ascii":
        (train,) = read(*spikes.filenames, resolution=resolution, stop=at).spiketrains
        assert train.magnitude.tolist() == [resolution, at]
        with pytest.raises(ValueError, match="resolution is nan; it must be a finite time"):
            read(*spikes.filenames, resolution=np.nan)


def test_a_recorder_that_ends_has_its_last_spike():
    assert 0.7 + 0.1 < 0.8
    fires = nest.Create("spike_generator", params={"spike_times": [0.8, 0.9]})
    spikes = nest.Create("spike_recorder", params={"origin": 0.7, "stop": 0.1})
    nest.Connect(fires, spikes)
    nest.Simulate(2.0)
    (train,) = segment(spikes).spiketrains
    assert train.magnitude.tolist() == [0.8] and float(train.t_stop) == 0.8


def test_what_is_no_recorder_is_refused():
    cells, *_ = network()
    with pytest.raises(ValueError, match="is a iaf_cond_exp; recorders are spike_recorder, "):
        segment(cells)
    nest.ResetKernel()
    detector = nest.Create("correlation_detector")
    assert not segment().spiketrains  # others are left out where none is named
    with pytest.raises(ValueError, match="correlation_detector"):
        segment(detector)


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "a.dat").write_text("x y\n1 2\n")
    with pytest.raises(ValueError, match="first column is 'x'"):
        read(str(tmp_path / "a.dat"))
    (tmp_path / "b-1-0.dat").write_text("# NEST\nsender time_ms V_m strange\n1 0.5 -70.0 3.0\n1 1.0 -70.0\n")
    with pytest.raises(ValueError, match="4 numbers"):
        read(str(tmp_path / "b-1-0.dat"))
    (tmp_path / "c-1-0.dat").write_text("# NEST\nsender time_ms strange\n1 0.5 3.0\n1 1.0 4.0\n")
    with pytest.raises(ValueError, match="unit of 'strange' is not known, as no model has it"):
        read(str(tmp_path / "c-1-0.dat"))
    assert (
        read(str(tmp_path / "c-1-0.dat"), units={"strange": "pA"}).analogsignals[0].dimensionality.string
        == "pA"
    )
    with pytest.raises(ValueError, match="'parsecs-ish' is no unit"):
        read(str(tmp_path / "c-1-0.dat"), units={"strange": "parsecs-ish"})


def test_files_of_threads_are_put_together(tmp_path):
    for thread, rows in enumerate(("1\t2.0\n1\t4.0\n", "2\t1.0\n2\t3.5\n")):
        (tmp_path / f"spikes-7-{thread}.dat").write_text(f"# NEST version: 3.10.0\nsender\ttime_ms\n{rows}")
    made = read(*(str(tmp_path / f"spikes-7-{t}.dat") for t in (0, 1)), nodes=[1, 2, 3], stop=5.0)
    assert [t.magnitude.tolist() for t in made.spiketrains] == [[2.0, 4.0], [1.0, 3.5], []]


def test_files_of_other_folders_are_others(tmp_path):
    for folder, at in (("one", 2.0), ("two", 3.0)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "spikes-7-0.dat").write_text(f"sender\ttime_ms\n1\t{at}\n")
    made = read(*(str(tmp_path / f / "spikes-7-0.dat") for f in ("one", "two")))
    assert [(t.annotations["recorder"], t.magnitude.tolist()) for t in made.spiketrains] == [
        (str(tmp_path / "one" / "spikes-7"), [2.0]),
        (str(tmp_path / "two" / "spikes-7"), [3.0]),
    ]


def test_elephant_computes_on_it():
    statistics = pytest.importorskip("elephant.statistics")
    from elephant.conversion import BinnedSpikeTrain
    from elephant.spike_train_correlation import correlation_coefficient
    import quantities as pq

    cells, others, spikes, *_ = network()
    trains = list(segment(spikes).spiketrains)
    at = of(spikes.events, "times", cells[2])
    assert float(statistics.mean_firing_rate(trains[2]).rescale("Hz")) == pytest.approx(len(at) * 10.0)
    gaps = np.diff(at)
    assert float(statistics.cv(statistics.isi(trains[2]))) == pytest.approx(gaps.std() / gaps.mean())
    found = correlation_coefficient(BinnedSpikeTrain(trains[1:], bin_size=5 * pq.ms))
    counts = [np.histogram(t.magnitude, np.arange(0, 100.1, 5) - 1e-9)[0] for t in trains[1:]]
    assert found[0, 1] == pytest.approx(np.corrcoef(counts)[0, 1])


@pytest.mark.parametrize("kind", ["nix", "nwb"])
def test_files_of_others_have_it(kind, tmp_path):
    pytest.importorskip({"nix": "nixio", "nwb": "pynwb"}[kind])
    import datetime

    cells, others, spikes, meter, volts, weights = network()
    whole = block(spikes, meter, name="network")
    whole.annotate(session_start_time=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc))
    file = str(tmp_path / f"network.{kind}")
    if kind == "nix":
        with neo.io.NixIO(file, "ow") as out:
            out.write_block(whole)
        with neo.io.NixIO(file, "ro") as back:
            found = back.read_block().segments[0]
    else:
        neo.io.NWBIO(file, "w").write_all_blocks([whole])
        found = neo.io.NWBIO(file, "r").read_all_blocks()[0].segments[0]
    for one, other in zip(found.spiketrains, whole.segments[0].spiketrains):
        np.testing.assert_allclose(one.rescale("ms").magnitude, other.magnitude, atol=1e-9)
    assert len(found.spiketrains) == 3 and len(found.analogsignals) == 2
    for one, other in zip(found.analogsignals, whole.segments[0].analogsignals):
        assert one.dimensionality == other.dimensionality
        np.testing.assert_allclose(one.magnitude, other.magnitude, rtol=1e-12)
