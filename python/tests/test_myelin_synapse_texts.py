"""Myelin's models of synapses, and its texts of them in NESTML, against what NEST 3.10's models of the same names do.

`reference/synapse_texts.json.xz` was written by this file, run with NEST's Python. Each case is a source that fires at
random and three targets, each at the end of a synapse with a delay of its own; many spikes coincide. The weight of each
spike that arrives is compared, and what the synapses show at the end.
"""

import json
import lzma
import math
import random
import re
import sys
from pathlib import Path

import nest
import numpy as np
import pytest

HERE = Path(__file__).parent
TEXTS = HERE.parents[1] / "models" / "src" / "main" / "nestml"
STORED = HERE / "reference" / "synapse_texts.json.xz"
END = 1000.0
DELAYS = (0.1, 1.5, 7.3)

# What NEST has of the target, and some texts as their own.
OF_TARGET = {"tau_minus", "tau_minus_triplet"}

PAIRS = (
    {"weight": 5.0, "lambda": 0.05},
    {"weight": 50.0, "lambda": 0.1, "alpha": 0.8, "mu_plus": 0.0, "mu_minus": 0.0, "tau_plus": 33.0, "tau_minus": 27.0},
    {"weight": 3.0, "lambda": 0.3, "mu_plus": 0.4, "mu_minus": 0.7, "Wmax": 10.0, "alpha": 0.9},
    {"weight": -3.0, "lambda": 0.1, "mu_plus": 0.0, "Wmax": -10.0},
)
CASES = {
    "stdp_synapse": (*PAIRS, {"weight": 5.0, "Kplus": 2.0, "lambda": 0.05}),
    "stdp_nn_symm_synapse": PAIRS,
    "stdp_nn_pre_centered_synapse": PAIRS,
    "stdp_nn_restr_synapse": PAIRS,
    "stdp_triplet_synapse": (
        {"weight": 5.0, "Aplus": 0.01},
        {"weight": 1.0, "Aplus": 0.1, "Aminus": 0.04, "Aminus_triplet": 0.01, "Wmax": 2.0, "tau_plus": 30.0},
        {"weight": -1.0, "Wmax": -2.0, "tau_minus": 40.0, "tau_minus_triplet": 60.0, "tau_plus_triplet": 50.0},
    ),
    "vogels_sprekeler_synapse": (
        {"weight": 0.5, "eta": 0.02, "alpha": 1.5},
        {"weight": -0.5, "Wmax": -1.0, "eta": 0.05, "alpha": 2.5, "tau": 30.0, "tau_minus": 30.0},
    ),
    "jonke_synapse": (
        {"weight": 5.0, "lambda": 0.05},
        {"weight": 1.0, "lambda": 0.1, "beta": 0.1, "mu_plus": -0.3, "mu_minus": 0.2, "Wmax": 3.0, "tau_plus": 15.0},
    ),
    "tsodyks_synapse": (
        {"weight": 100.0},
        {"weight": 100.0, "tau_fac": 100.0, "U": 0.1, "tau_rec": 30.0, "tau_psc": 5.0},
        {"weight": -20.0, "tau_fac": 10.0, "tau_rec": 50.0, "x": 0.5, "y": 0.3, "u": 0.2},
    ),
    "tsodyks2_synapse": (
        {"weight": 100.0},
        {"weight": 100.0, "tau_fac": 100.0, "U": 0.1, "tau_rec": 30.0, "u": 0.1},
        {"weight": -20.0, "tau_fac": 10.0, "tau_rec": 50.0, "x": 0.5, "u": 0.3},
    ),
    "stdp_dopamine_synapse": (
        {"weight": 20.0, "A_plus": 0.03, "A_minus": 0.025},
        {"weight": 50.0, "tau_c": 50.0, "tau_n": 30.0, "b": 0.02, "tau_plus": 12.0, "tau_minus": 35.0, "A_plus": 0.2, "A_minus": 0.15, "Wmin": 10.0},
    ),
    "ht_synapse": ({"weight": 100.0}, {"weight": -3.0, "tau_P": 20.0, "delta_P": 0.5, "P": 0.4}),
    "static_synapse_hom_w": ({"weight": 2.5}, {"weight": -7.0}),
    "tsodyks_synapse_hom": (
        {"weight": 100.0},
        {"weight": -20.0, "tau_fac": 10.0, "tau_rec": 50.0, "x": 0.5, "y": 0.3, "u": 0.2},
    ),
    # where nothing is left to chance
    "bernoulli_synapse": ({"weight": 3.0}, {"weight": -3.0, "p_transmit": 0.0}),
    "quantal_stp_synapse": (
        {"weight": 2.0, "U": 1.0, "u": 1.0, "n": 7, "a": 7, "tau_rec": 1e-3},
        {"weight": 2.0, "U": 1.0, "u": 0.0, "n": 7, "a": 3, "tau_rec": 1e9, "tau_fac": 20.0},
    ),
}

MU = (0.0, 1.0, 0.4, 1.7)
PAIRED = {
    "weight": (0.5, 9.5),
    "Wmax": (10.0, 20.0),
    "lambda": (0.01, 0.3),
    "alpha": (0.3, 1.5),
    "tau_plus": (5.0, 60.0),
    "tau_minus": (5.0, 60.0),
    "mu_plus": MU,
    "mu_minus": MU,
}
SHORT = {"U": (0.05, 0.95), "tau_fac": (5.0, 500.0), "tau_rec": (20.0, 900.0), "u": (0.0, 1.0)}
RANDOM = {
    "stdp_synapse": {**PAIRED, "Kplus": (0.0, 3.0)},
    "stdp_synapse_hom": {**PAIRED, "Kplus": (0.0, 3.0)},
    "stdp_nn_symm_synapse": PAIRED,
    "stdp_nn_pre_centered_synapse": {**PAIRED, "Kplus": (0.0, 3.0)},
    "stdp_nn_restr_synapse": PAIRED,
    "jonke_synapse": {
        **PAIRED,
        "mu_plus": (-0.2, 0.2),
        "mu_minus": (-0.2, 0.2),
        "beta": (0.0, 0.3),
        "Kplus": (0.0, 3.0),
    },
    "ht_synapse": {"weight": (-5.0, 5.0), "tau_P": (5.0, 900.0), "delta_P": (0.0, 1.0), "P": (0.0, 1.0)},
    "tsodyks_synapse": {**SHORT, "weight": (-9.0, 9.0), "tau_psc": (1.0, 30.0), "x": (0.1, 0.6), "y": (0.0, 0.4)},
    "tsodyks_synapse_hom": {**SHORT, "weight": (-9.0, 9.0), "tau_psc": (1.0, 30.0), "x": (0.1, 0.6), "y": (0.0, 0.4)},
    "tsodyks2_synapse": {**SHORT, "weight": (-9.0, 9.0), "x": (0.0, 1.0)},
    "vogels_sprekeler_synapse": {
        "weight": (0.1, 1.0),
        "Wmax": (1.0, 3.0),
        "eta": (0.0002, 0.003),
        "alpha": (0.1, 0.8),
        "tau": (5.0, 60.0),
        "tau_minus": (5.0, 60.0),
        "Kplus": (0.0, 2.0),
    },
}
"""The numbers between which, or the values among which, each parameter is drawn."""


def drawn(model, case):
    """All parameters of a model at random; each case has other trains."""
    numbers = random.Random(f"{model} {case}")
    given = {
        n: numbers.uniform(*r) if len(r) == 2 else numbers.choice(r) for n, r in sorted(RANDOM[model].items())
    }
    if model == "vogels_sprekeler_synapse":
        given["tau_minus"] = given["tau"]
    return {**given, "trains": 100 * (case + 1)}


CASES = {
    model: (*CASES.get(model, ()), *(drawn(model, k) for k in range(6 if model in RANDOM else 0)))
    for model in {**CASES, **RANDOM}
}

# NEST takes the beginning for a spike of the source in these.
FROM_BEGINNING = ("stdp_nn_symm_synapse", "stdp_nn_restr_synapse")


def train(seed, n=120):
    """Steps at random, some of them next to each other."""
    numbers = random.Random(seed)
    return sorted({numbers.randrange(20, round(END * 10)) for _ in range(n)})


def trains(first):
    """Spikes of the source and of each target; a third of a target's come when the source's are heard."""
    pre = train(first + 1)
    posts = []
    for k, delay in enumerate(DELAYS):
        shift = round(delay * 10)
        coincident = [s - shift for s in pre[k :: 3] if s - shift > 20]
        posts.append(sorted({*train(first + k + 2, 80), *coincident}))
    return pre, posts


def fire(steps, params=None):
    relay = nest.Create("parrot_neuron", params=params or {})
    source = nest.Create("spike_generator", params={"spike_times": [round(s * 0.1, 1) - 1.0 for s in steps]})
    nest.Connect(source, relay, syn_spec={"delay": 1.0})
    return relay


def run(model, parameters, text=False):
    """The weights of the spikes that arrive at each target, and what the synapses show then.

    Args:
        text: whether `tau_minus` is the synapses' own, as in texts that do not say that it is the target's
    """
    nest.resolution = 0.1
    parameters = dict(parameters)
    pre, posts = trains(parameters.pop("trains", 0))
    source = fire(pre)
    recorder = nest.Create("weight_recorder")
    own = {n: v for n, v in parameters.items() if text or n not in OF_TARGET}
    if "dopamine" in model:
        transmitter = nest.Create("volume_transmitter")
        nest.Connect(fire(train(9)), transmitter, syn_spec={"delay": 1.0})
        own["volume_transmitter"] = transmitter
    nest.CopyModel(model, "heard", {"weight_recorder": recorder, **own})
    of_target = {n: v for n, v in parameters.items() if n in OF_TARGET}
    targets = []
    for delay, post in zip(DELAYS, posts):
        target = fire(post, None if text else of_target)
        nest.Connect(source, target, syn_spec={"synapse_model": "heard", "delay": delay, "receptor_type": 1})
        targets.append(target.global_id)
    nest.Simulate(END + 20.0)
    events = recorder.events
    receivers, weights = np.asarray(events["targets"]), np.asarray(events["weights"])
    found = [weights[receivers == t].tolist() for t in targets]
    shown = nest.GetConnections(source, synapse_model="heard").get()
    states = {n: list(v) for n, v in shown.items() if n not in NODES_AND_KIND}
    return found, states


NODES_AND_KIND = (
    "port", "receptor", "sizeof", "source", "synapse_id", "synapse_model", "target", "target_thread"
)  # fmt: skip


def write(only):
    everything = json.loads(lzma.decompress(STORED.read_bytes())) if STORED.exists() else {}
    for model, cases in CASES.items():
        if only and model not in only:
            continue
        everything[model] = []
        for parameters in cases:
            nest.ResetKernel()
            nest.verbosity = nest.VerbosityLevel.QUIET
            weights, states = run(model, parameters)
            everything[model].append({"weights": weights, "states": states})
            print(model, [w[-1:] for w in weights], sorted(states))
    text = json.dumps({k: everything[k] for k in sorted(everything) if k in CASES}, separators=(",", ":"))
    STORED.write_bytes(lzma.compress(text.encode(), preset=9))


def installed(model, tmp_path):
    """The name of the model of a text, which is another where a model of the name is there already."""
    text = TEXTS / f"{model}.nestml"
    if model not in nest.synapse_models:
        nest.Install(str(text))
        return model
    name = f"text_of_{model}"
    own = tmp_path / f"{name}.nestml"
    own.write_text(re.sub(rf"^model {model}:", f"model {name}:", text.read_text(), flags=re.M))
    nest.Install(str(own))
    return name


@pytest.fixture(scope="module")
def stored():
    return json.loads(lzma.decompress(STORED.read_bytes()))


def each():
    return [pytest.param(m, k, id=f"{m}-{k}") for m, cases in CASES.items() for k in range(len(cases))]


@pytest.mark.parametrize("model, case", each())
def test_a_model_does_what_nests_does(stored, model, case):
    expected = stored[model][case]
    weights, states = run(model, CASES[model][case])
    for own, wanted in zip(weights, expected["weights"], strict=True):
        assert own == pytest.approx(wanted, rel=1e-9, abs=1e-12)
    assert sorted(states) == sorted(expected["states"])
    for name in states:
        assert states[name] == pytest.approx(expected["states"][name], rel=1e-9, abs=1e-12), name


@pytest.mark.parametrize("model, case", [e for e in each() if (TEXTS / f"{e.values[0]}.nestml").exists()])
def test_a_text_does_what_nests_model_does(stored, model, case, tmp_path):
    expected = stored[model][case]
    name = installed(model, tmp_path)
    weights, states = run(name, CASES[model][case], "tau_minus" in nest.GetDefaults(name))
    for own, wanted in zip(weights, expected["weights"]):
        assert own == pytest.approx(wanted, rel=1e-9, abs=1e-12)
    shared = sorted(set(states) & set(expected["states"]))
    assert "weight" in shared
    for name in shared:
        assert states[name] == pytest.approx(expected["states"][name], rel=1e-9, abs=1e-12), name


PLASTIC = """
# A synapse that grows when its target fires.
model growing_synapse:
    state:
        strength real = 2
        pre_trace real = 0
    parameters:
        the_delay ms = 1 ms
        eta real = 0.5 @homogeneous
        tau ms = 20 ms
    equations:
        pre_trace' = -pre_trace / tau
    input:
        incoming <- spike
        outgoing <- spike
    output:
        spike(weight real, delay ms)
    onReceive(outgoing):
        strength += eta * pre_trace
    onReceive(incoming):
        pre_trace += 1
        emit_spike(strength, the_delay)
    update:
        integrate_odes()
"""

NEURON = """
model small_neuron:
    state:
        V_m mV = 0 mV
    input:
        spikes <- spike
    output:
        spike
    update:
        V_m = 0 mV
    onReceive(spikes):
        emit_spike()
"""


def test_a_pair_of_neuron_and_synapse_goes_by_nestmls_names():
    from pynestml.codegeneration.nest_code_generator_utils import NESTCodeGeneratorUtils

    module, neuron, synapse = NESTCodeGeneratorUtils.generate_code_for(
        NEURON,
        PLASTIC,
        post_ports=["outgoing"],
        codegen_opts={
            "weight_variable": {"growing_synapse": "strength"},
            "delay_variable": {"growing_synapse": "the_delay"},
        },
        uniq_id="7",
    )
    assert neuron == "small_neuron7_nestml__with_growing_synapse7_nestml"
    assert synapse == "growing_synapse7_nestml__with_small_neuron7_nestml"
    nest.Install(module)
    assert synapse in nest.synapse_models
    moved = f"tau__for_{synapse.partition('__')[0]}"
    nest.SetDefaults(neuron, {moved: 30.0})
    assert nest.GetDefaults(synapse, "tau") == 30.0
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match=f"Set tau of {synapse} instead"):
        nest.Create(neuron, params={moved: 20.0})
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="eta_"):
        nest.SetDefaults(neuron, {moved: 10.0, f"eta_{moved}": 10.0})
    nest.SetDefaults(neuron, moved, 20.0)
    pre, post = fire([100, 400]), nest.Create(neuron)
    nest.Connect(fire([205]), post, syn_spec={"delay": 1.0})
    nest.Connect(pre, post, syn_spec={"synapse_model": synapse, "strength": 3.0, "the_delay": 2.0, "eta": 0.25})
    made = nest.GetConnections(pre, post)
    assert (made.strength, made.weight, made.the_delay, made.delay, made.eta) == (3.0, 3.0, 2.0, 2.0, 0.25)
    made.strength = 4.0
    assert made.get("weight") == 4.0
    recorder = nest.Create("spike_recorder")
    nest.Connect(post, recorder)
    nest.Simulate(60.0)
    heard = [t + 2.0 for t in recorder.events["times"] if 10.0 < t + 2.0 <= 40.0]
    assert len(heard) == 2
    grown = sum(math.exp(-(t - 10.0) / 20.0) for t in heard)
    assert made.strength == pytest.approx(4.0 + 0.25 * grown, rel=1e-12)
    assert made.pre_trace == pytest.approx(1.0 + math.exp(-30.0 / 20.0), rel=1e-12)


GATED = """
# A synapse that grows at its target's spikes by a variable of the target, and counts its source's.
model gated_synapse:
    state:
        w real = 1
        seen mV = 0 mV
    input:
        incoming <- spike
        outgoing <- spike
        depolarisation mV <- continuous
    output:
        spike
    onReceive(outgoing):
        w += depolarisation / mV
    onReceive(incoming):
        seen = depolarisation
        emit_spike(w)
"""

RISING = """
model rising_neuron:
    state:
        V_m mV = 0 mV
    equations:
        V_m' = 1 mV / ms
        inline above mV = V_m + 70 mV
    input:
        spikes <- spike
        others <- spike
    output:
        spike
    update:
        integrate_odes()
    onReceive(spikes):
        emit_spike()
"""


@pytest.mark.parametrize("buffering, late", [("continuous_time_buffer", 2.0), ("post_spike_based", 0.0)])
def test_a_synapse_reads_a_variable_of_its_target(buffering, late):
    from pynestml.codegeneration.nest_code_generator_utils import NESTCodeGeneratorUtils

    module, neuron, synapse = NESTCodeGeneratorUtils.generate_code_for(
        RISING,
        GATED,
        post_ports=["outgoing", ["depolarisation", "above"]],
        codegen_opts={"continuous_state_buffering_method": buffering},
    )
    nest.Install(module)
    pre, post = fire([100, 400]), nest.Create(neuron)
    receptors = post.get("receptor_types")
    nest.Connect(fire([205, 265]), post, syn_spec={"delay": 1.0, "receptor_type": receptors["SPIKES"]})
    link = {"synapse_model": synapse, "delay": 2.0, "receptor_type": receptors["OTHERS"]}
    nest.Connect(pre, post, syn_spec=link)
    recorder = nest.Create("spike_recorder")
    nest.Connect(post, recorder)
    for _ in range(6):
        nest.Simulate(10.0)
    times = recorder.events["times"]
    made = nest.GetConnections(pre, post)
    assert len(times) == 2
    assert made.get()["w"] == made.w == pytest.approx(1.0 + sum(t + late + 70.0 for t in times), rel=1e-12)
    assert made.seen == pytest.approx(40.0 + 70.0, rel=1e-12)


TRIPLET = """
model late_triplet_synapse:
    state:
        w real = 1
        r1 real = 0
        r2 real = 0
        o1 real = 0
        o2 real = 0
        y real = 0
    parameters:
        d ms = 1 ms
        tau_plus ms = 16.8 ms
        tau_x ms = 101 ms
        tau_minus ms = 33.7 ms
        tau_y ms = 125 ms
    equations:
        r1' = -r1 / tau_plus
        r2' = -r2 / tau_x
        o1' = -o1 / tau_minus
        o2' = -o2 / tau_y
        y' = -y / tau_y
    input:
        pre_spikes <- spike
        post_spikes <- spike
    output:
        spike
    onReceive(post_spikes):
        o1 += 1
        o2 += 1
        y = 0.5 * y + 1
        w += r1 * (0.01 + 0.1 * TRACE)
    onReceive(pre_spikes):
        r1 += 1
        r2 += 1
        w -= o1 * (0.02 + 0.05 * r2)
        emit_spike(w)
    update:
        integrate_odes()
"""

FROM_NESTML = [
    0.9378344566987349,
    0.8555310426765614,
    0.8243125777049573,
    0.8507919977376568,
    0.4093543302830122,
    0.4513245687372119,
    0.36657671936345626,
]
"""The weights of the spikes that arrive, by NESTML 9.0.0 with NEST 3.10, with the trace ``o2``."""


@pytest.mark.parametrize("trace", ["o2", "y"])
def test_a_spike_of_the_target_finds_its_own_traces_as_they_were_before(tmp_path, trace):
    (tmp_path / "a.nestml").write_text(TRIPLET.replace("TRACE", trace))
    nest.Install(str(tmp_path))
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("late_triplet_synapse", "recorded", {"weight_recorder": recorder})
    pre, post = fire([110, 210, 310, 460, 470, 810, 1210]), nest.Create("parrot_neuron")
    heard = [6.0, 13.0, 22.0, 34.0, 61.0, 101.0]
    nest.Connect(fire([round(t * 10) - 10 for t in heard]), post, syn_spec={"delay": 1.0})
    nest.Connect(pre, post, syn_spec={"synapse_model": "recorded", "delay": 1.0, "receptor_type": 1})
    nest.Simulate(200.0)
    own = recorder.events["weights"]
    if trace == "o2":
        assert own == pytest.approx(FROM_NESTML, rel=1e-12)
    else:  # which halves beside, so that weights grow less
        o2 = y = 0.0
        before = []
        for t, last in zip(heard, [0.0, *heard]):
            o2, y = (x * math.exp(-(t - last) / 125.0) for x in (o2, y))
            before.append((o2, y))
            o2, y = o2 + 1.0, 0.5 * y + 1.0
        less, r1, last = 0.0, 0.0, 0.0
        expected = []
        events = sorted([(t, 1) for t in (11.0, 21.0, 31.0, 46.0, 47.0, 81.0, 121.0)] + [(t + 1.0, 0) for t in heard])
        for t, of_source in events:
            r1, last = r1 * math.exp(-(t - last) / 16.8), t
            if of_source:
                r1 += 1.0
                expected.append(FROM_NESTML[len(expected)] - less)
            else:
                all_pairs, halved = before[heard.index(t - 1.0)]
                less += r1 * 0.1 * (all_pairs - halved)
        assert own == pytest.approx(expected, rel=1e-12)


def test_defaults_and_copies_of_a_text(tmp_path):
    text = (TEXTS / "ht_synapse.nestml").read_text()
    (tmp_path / "a.nestml").write_text(text.replace("model ht_synapse:", "model my_synapse:"))
    nest.Install(str(tmp_path))
    assert nest.GetDefaults("my_synapse", "w") == nest.GetDefaults("my_synapse", "weight") == 1.0
    nest.SetDefaults("my_synapse", {"w": 4.0, "tau_P": 100.0})
    nest.CopyModel("my_synapse", "mine", {"delta_P": 0.5})
    cells = nest.Create("parrot_neuron", 2)
    nest.Connect(cells, cells, "one_to_one", {"synapse_model": "mine", "d": 2.0})
    made = nest.GetConnections(synapse_model="mine")
    assert made.get(["w", "d", "tau_P", "delta_P", "P"]) == {
        "w": [4.0, 4.0],
        "d": [2.0, 2.0],
        "tau_P": [100.0, 100.0],
        "delta_P": [0.5, 0.5],
        "P": [1.0, 1.0],
    }
    with pytest.raises(nest.NESTErrors.BadProperty, match="delta_P"):
        made.delta_P = 2.0
    with pytest.raises(nest.NESTErrors.BadProperty, match="P = 1.5"):
        made.P = 1.5
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry, match="tau_Q"):
        nest.Connect(cells, cells, syn_spec={"synapse_model": "my_synapse", "tau_Q": 1.0})


def test_a_text_has_variants_as_nests_installed_models_have(tmp_path):
    text = (TEXTS / "ht_synapse.nestml").read_text()
    (tmp_path / "a.nestml").write_text(text.replace("model ht_synapse:", "model my_synapse:"))
    before = len(nest.synapse_models)
    nest.Install(str(tmp_path))
    assert {"my_synapse", "my_synapse_lbl", "my_synapse_hpc"} <= set(nest.synapse_models)
    assert len(nest.synapse_models) == before + 3
    nest.SetDefaults("my_synapse_lbl", {"w": 4.0})
    nest.CopyModel("my_synapse_lbl", "mine")
    assert nest.GetDefaults("my_synapse", "w") == 1.0
    cells = nest.Create("parrot_neuron", 3)
    nest.Connect(cells, cells, "one_to_one", {"synapse_model": "my_synapse_lbl", "synapse_label": [1, 2, 1]})
    nest.Connect(cells, cells, "one_to_one", {"synapse_model": "mine", "synapse_label": 1, "tau_P": 3.0})
    assert nest.GetConnections(synapse_label=1).get("tau_P") == [500.0, 500.0, 3.0, 3.0, 3.0]
    assert nest.GetConnections(synapse_label=1).get("w") == [4.0] * 5
    assert len(nest.synapse_models) == before + 4
    for name in ("mine_lbl", "my_synapse_lbl_lbl", "my_synapse_lbl_hpc"):
        with pytest.raises(nest.NESTErrors.UnknownSynapseType):
            nest.Connect(cells, cells, "one_to_one", {"synapse_model": name})


def test_release_of_single_sites_is_as_rare_as_it_should_be():
    nest.rng_seed = 4
    n, steps = 400, list(range(200, 20200, 200))
    sources = nest.Create("parrot_neuron", n)
    train = nest.Create("spike_generator", params={"spike_times": [s * 0.1 for s in steps]})
    nest.Connect(train, sources)
    target, counter = nest.Create("parrot_neuron"), nest.Create("spike_recorder")
    nest.Connect(target, counter)
    recorders = nest.Create("weight_recorder", 2)
    nest.CopyModel("bernoulli_synapse", "some", {"weight_recorder": recorders[0], "p_transmit": 0.3})
    quantal = {"weight_recorder": recorders[1], "n": 5, "a": 5, "U": 0.4, "u": 0.4, "tau_rec": 50.0}
    nest.CopyModel("quantal_stp_synapse", "sites", quantal)
    nest.Connect(sources, target, syn_spec="some")
    nest.Connect(sources, target, syn_spec="sites")
    nest.Simulate(2050.0)
    passed = np.asarray(recorders[0].events["weights"])
    sent = n * len(steps)
    assert set(passed) == {1.0}  # a spike that is lost does not arrive, nor is it recorded
    assert len(passed) / sent == pytest.approx(0.3, abs=5 * math.sqrt(0.21 / sent))
    assert counter.n_events == len(passed) + np.count_nonzero(recorders[1].events["weights"])
    released = np.zeros((len(steps), n))
    events = recorders[1].events
    when = np.rint(np.asarray(events["times"]) * 10).astype(int) // 200 - 1
    released[when, np.asarray(events["senders"]) - sources[0].global_id] = events["weights"]
    assert 0.0 not in events["weights"]
    # each site by itself: ready with probability r before a spike, in the long run r = (r (1 - U) (1 - p)) + p
    p = 1 - math.exp(-20.0 / 50.0)
    ready = p / (1 - (1 - 0.4) * (1 - p))
    expected = 5 * 0.4 * ready
    assert released[0].mean() == pytest.approx(2.0, abs=5 * math.sqrt(5 * 0.24 / n))
    assert released[20:].mean() == pytest.approx(expected, abs=5 * math.sqrt(5 * 0.24 / (80 * n) * 3))
    # two sources have nothing to do with each other
    assert abs(np.corrcoef(released[20:, 0], released[20:, 1])[0, 1]) < 0.5


if __name__ == "__main__":
    write(sys.argv[1:])
