"""The fuzzer's own parts: scenarios, what plays them, what compares and what makes them smaller. NEST is not needed."""

import copy
import json
import sys
from pathlib import Path

import nest
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz import drawn, player, players, ranges, reasons, smaller, words  # noqa: E402
from fuzz.compared import Difference, compare  # noqa: E402

RECORDED = {
    "steps": [
        {"do": "kernel", "set": {"resolution": 0.1}},
        {"do": "create", "name": "n1", "model": "iaf_psc_exp", "n": 2, "params": {"I_e": 500.0}},
        {"do": "create", "name": "r2", "model": "spike_recorder", "params": {}},
        {"do": "create", "name": "r3", "model": "voltmeter", "params": {"interval": 0.5}},
        {"do": "connect", "pre": ["n1", None], "post": ["r2", None], "rule": "all_to_all"},
        {"do": "connect", "pre": ["r3", None], "post": ["n1", 0], "rule": "all_to_all"},
        {
            "do": "connect",
            "pre": ["n1", 0],
            "post": ["n1", 1],
            "rule": "all_to_all",
            "syn": {"synapse_model": "stdp_synapse", "weight": 40.0, "delay": 1.5},
        },
        {"do": "simulate", "ms": 60.0},
        {"do": "set", "nodes": ["n1", 1], "params": {"C_m": -1.0}},
    ]
}


def answer(scenario):
    """What Myelin answers, as it would come from a process of its own."""
    return json.loads(json.dumps(player.play(nest, words.program(scenario))))


@pytest.mark.parametrize("number", range(12))
def test_a_scenario_is_always_the_same_and_plays(number):
    scenario = drawn.scenario(7, number)
    assert json.loads(json.dumps(scenario)) == drawn.scenario(7, number)
    compile(words.script(scenario), "scenario", "exec")
    first = answer(scenario)
    assert "read" in first[-1] or "error" in first[-1]
    assert not compare(first, answer(scenario))


LEFT_OUT = {
    "spike_detector": "another name of spike_recorder",
    **dict.fromkeys(
        ("poisson_generator", "poisson_generator_ps", "inhomogeneous_poisson_generator", "mip_generator"), "spikes at random"
    ),
    **dict.fromkeys(("gamma_sup_generator", "ppd_sup_generator"), "spikes at random"),
    **dict.fromkeys(("ginzburg_neuron", "mcculloch_pitts_neuron", "erfc_neuron"), "look at their input at random times"),
    **dict.fromkeys(("spin_detector", "correlospinmatrix_detector"), "hear neurons that change at random times"),
    "pulsepacket_generator": "NEST loses packets, or sends them twice",
    "gif_pop_psc_exp": "draws how many of its neurons fire",
    **{
        model: "networks that learn are compared by test_eprop.py"
        for model in {*nest.node_models, *nest.synapse_models}
        if model.startswith("eprop_")
    },
}
"""Models that the fuzzer does not draw, with the reason."""


def test_scenarios_differ_and_reach_all_models():
    scenarios = [drawn.scenario(7, number) for number in range(400)]
    scenarios += [drawn.scenario(7, 0, model=model) for model in ranges.ENDS]  # few neurons have these
    text = "".join(words.script(one) for one in scenarios)
    for model in {*nest.node_models, *nest.synapse_models} - set(LEFT_OUT):
        assert repr(model) in text or model.endswith(("_hpc", "_lbl")), model
    assert not [model for model in LEFT_OUT if repr(model) in text]


@pytest.mark.parametrize("model", ["ht_neuron", "glif_cond", "iaf_psc_alpha_ps", "astrocyte_lr_1994", "lin_rate_ipn"])
def test_a_model_that_is_asked_for_is_in_each_scenario(model):
    for number in range(5):
        scenario = drawn.scenario(7, number, model=model)
        assert model in [step.get("model") for step in scenario["steps"] if step["do"] == "create"]


@pytest.mark.parametrize("model", ranges.KEPT)
def test_synapses_that_are_asked_for_are_in_each_scenario(model):
    for number in range(5):
        steps = drawn.scenario(7, number, model=model)["steps"]
        used = {step["name"] for step in steps if step["do"] == "copy" and step["of"] == model} | {model}
        synapses = [step["syn"] for step in steps if step["do"] in ("connect", "pairs")]
        assert used & {syn.get("synapse_model", "").removesuffix("_hpc") for syn in synapses}


def test_trees_of_compartments_are_in_scenarios_of_one_piece():
    for number in range(10):
        steps = drawn.scenario(7, number, model="cm_default")["steps"]
        assert [step["do"] for step in steps].count("simulate") == 1
        assert "runs" not in [step["do"] for step in steps]


def altered(steps, change):
    changed = copy.deepcopy(steps)
    change(changed)
    return changed


def test_the_same_answers_do_not_differ():
    assert not compare(answer(RECORDED), answer(RECORDED))


@pytest.mark.parametrize(
    "kind, change",
    [
        ("spikes", lambda it: it[-1]["read"]["events"]["r2"]["times"].__setitem__(3, 33.3)),
        ("spikes", lambda it: [column.pop() for column in it[-1]["read"]["events"]["r2"].values()]),
        ("trace", lambda it: it[-1]["read"]["events"]["r3"]["V_m"].__setitem__(7, -69.0)),
        ("weights", lambda it: it[-1]["read"]["connections"][-1].__setitem__("weight", 39.0)),
        ("connections", lambda it: it[-1]["read"]["connections"].pop()),
        ("connections", lambda it: it[-1]["read"].__setitem__("num_connections", 1)),
        ("state", lambda it: it[-1]["read"]["nodes"]["n1"][1].__setitem__("tau_m", 9.0)),
        ("outcome", lambda it: it.__setitem__(8, None)),
        ("outcome", lambda it: it.pop()),
        ("error", lambda it: it[8].__setitem__("error", "KeyError")),
        ("crash", lambda it: it.__setitem__(slice(None), [{"crash": "ended with status -11"}])),
    ],
)
def test_a_planted_difference_is_found(kind, change):
    right = answer(RECORDED)
    assert [it.kind for it in compare(right, altered(right, change))][:1] == [kind]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it[-1]["read"]["events"]["r3"]["V_m"].__setitem__(7, it[-1]["read"]["events"]["r3"]["V_m"][7] + 1e-9),
        lambda it: it[-1]["read"]["events"]["r2"]["times"].__setitem__(0, it[-1]["read"]["events"]["r2"]["times"][0] + 1e-12),
        lambda it: it[-1]["read"]["connections"].reverse(),
    ],
)
def test_rounding_and_order_are_no_difference(change):
    right = answer(RECORDED)
    assert not compare(right, altered(right, change))


def test_a_trace_is_not_hidden_by_a_later_one():
    right = answer(RECORDED)

    def change(it):
        it[-1]["read"]["events"]["r3"]["V_m"][20] = 0.0
        it[-1]["read"]["events"]["r3"]["V_m"][9] = -69.5

    assert compare(right, altered(right, change))[0].time == pytest.approx(5.0)


def test_a_player_that_has_ended_is_a_crash():
    player = players.Player([sys.executable, "-c", "pass"])
    player.start()
    player.process.wait()
    assert player.play(RECORDED) == [{"crash": "ended with status 0"}]


class Planted:
    """A pair of simulators that differ by a weight where a stdp_synapse has a delay above 1 ms."""

    def play(self, scenario):
        right = answer(scenario)

        def change(steps):
            for row in steps[-1].get("read", {}).get("connections", []):
                if row["synapse_model"] == "stdp_synapse" and row["delay"] > 1:
                    row["weight"] *= 1.1

        return right, altered(right, change)


def test_a_scenario_becomes_as_small_as_its_difference_allows():
    first = compare(*Planted().play(RECORDED))[0]
    small = smaller.smaller(RECORDED, first.like(), Planted())
    assert [step["do"] for step in small["steps"]] == ["create", "connect"]
    assert small["steps"][1]["syn"] == {"synapse_model": "stdp_synapse", "delay": 2.0}
    assert "stdp_synapse" in words.script(small)


class Here:
    """Myelin in this process, as a player."""

    def play(self, scenario):
        return answer(scenario)


def test_a_difference_is_not_taken_for_rounding_where_myelin_is_sure():
    right = answer(RECORDED)
    wrong = altered(right, lambda it: it[-1]["read"]["events"]["r2"]["times"].__setitem__(3, 33.3))
    assert not reasons.rounding(RECORDED, compare(wrong, right)[0], Here(), right)


def test_a_difference_is_taken_for_rounding_where_a_last_digit_decides():
    edge = copy.deepcopy(RECORDED)
    neuron = {"V_m": -55.0 - 1e-12, "I_e": 0.0, "E_L": -55.0, "V_th": -55.0}
    edge["steps"][1]["params"] = neuron
    right = answer(edge)
    other = answer({"steps": [*edge["steps"][:1], {**edge["steps"][1], "params": {**neuron, "V_m": -54.9}}, *edge["steps"][2:]]})
    first = compare(other, right)[0]
    assert first.kind == "spikes"
    assert reasons.rounding(edge, first, Here(), right)


def test_a_difference_is_taken_for_chance_where_another_seed_makes_it():
    params = {"c_1": 0.0, "c_2": 30.0, "c_3": 1e-9, "dead_time": 1.0}
    steps = [
        {"do": "create", "name": "n1", "model": "pp_psc_delta", "n": 5, "params": params},
        {"do": "create", "name": "r2", "model": "spike_recorder", "n": 1, "params": {}},
        {"do": "connect", "pre": ["n1", None], "post": ["r2", None], "rule": "all_to_all"},
        {"do": "simulate", "ms": 100.0},
        {"do": "read"},
    ]
    right = answer({"steps": steps})
    wrong = altered(right, lambda it: it[-1]["read"]["events"]["r2"]["times"].__setitem__(0, 1.1))
    first = compare(wrong, right)[0]
    assert reasons.chance({"steps": steps}, first, Here(), right)
    assert not reasons.chance(RECORDED, first, Here(), answer(RECORDED))


def test_currents_are_touched_where_they_are_set_and_where_they_are_not():
    scenario = {
        "steps": [
            {"do": "create", "name": "n1", "model": "iaf_psc_exp", "n": 2},
            {"do": "create", "name": "n2", "model": "iaf_psc_exp", "n": 2, "params": {"I_e": [1.0, 2.0]}},
            {"do": "set", "nodes": ["n2", None], "params": {"I_e": 3.0}},
            {"do": "set", "nodes": ["n2", None], "params": {"V_m": -60.0}},
        ]
    }
    steps = reasons.touched(scenario, "I_e", reasons.DEFAULTS, 0.5)["steps"]
    assert [step["params"] for step in steps] == [{"I_e": 0.5}, {"I_e": [1.5, 2.5]}, {"I_e": 3.5}, {"V_m": -60.0}]


def test_all_weights_that_are_numbers_become_heavier():
    given = [1.0, {"array": [[1.0, 2.0]]}, {"distribution": "normal", "mu": 1.0}]
    steps = [{"do": "connect", "syn": {"weight": it}} for it in given]
    found = [step["syn"]["weight"] for step in reasons.heavier({"steps": steps}, 0.5)["steps"]]
    assert found == [1.5, {"array": [[1.5, 3.0]]}, given[2]]


@pytest.mark.parametrize(
    "model, error", [("hh_cond_beta_gap_traub", 1e-3), ("hh_psc_alpha_gap", 1e-6), ("aeif_cond_exp", 1e-6), ("gif_cond_exp", 1e-3)]
)
def test_the_allowed_error_is_the_models(model, error):
    assert reasons.control(model) == error


def later(model, parameter, *more):
    """A scenario in which a parameter is set after a simulation, and a difference of a potential or rate after it."""
    steps = [
        *more,
        {"do": "create", "name": "n1", "model": model, "n": 1, "params": {}},
        {"do": "simulate", "ms": 10.0},
        {"do": "set", "nodes": ["n1", None], "params": {parameter: 1e-4}},
        {"do": "simulate", "ms": 10.0},
    ]
    return {"steps": steps}, Difference("trace", len(steps), f"r2 of V_m of {model}", 12.0, 1.0, 2.0)


def test_a_tolerance_that_is_set_later_explains_a_difference():
    assert reasons.tolerances_that_nest_takes_once(*later("aeif_psc_delta", "gsl_error_tol"), None, None)
    assert not reasons.tolerances_that_nest_takes_once(*later("aeif_psc_delta", "I_e"), None, None)


def test_a_rate_that_is_set_later_explains_a_difference_where_slices_are_not_repeated():
    plain = {"do": "kernel", "set": {"use_wfr": False}}
    instant = {"synapse_model": "rate_connection_instantaneous"}
    link = {"do": "connect", "pre": ["n1", None], "post": ["n1", None], "syn": instant}
    known = reasons.rates_that_are_set_where_slices_are_not_repeated
    assert known(*later("lin_rate_ipn", "rate", plain, link), None, None)
    assert not known(*later("lin_rate_ipn", "rate", link), None, None)
    assert not known(*later("lin_rate_ipn", "mu", plain, link), None, None)


GAPS = [
    {"do": "create", "name": "n1", "model": "hh_psc_alpha_gap", "n": 2, "params": {}},
    {"do": "create", "name": "n2", "model": "iaf_psc_exp", "n": 1, "params": {}},
    {"do": "create", "name": "s3", "model": "dc_generator", "params": {"amplitude": 100.0}},
    {
        "do": "connect",
        "pre": ["n1", None],
        "post": ["n1", None],
        "rule": {"rule": "all_to_all", "allow_autapses": False},
        "syn": {"synapse_model": "gap_junction", "weight": 2.0},
    },
]


@pytest.mark.parametrize(
    "driven, changed, known", [("n1", "n1", True), ("n1", "n2", False), ("n2", "n1", False), ("n2", "n2", False)]
)
def test_stimulated_gap_junctions_are_recognised_where_they_act(driven, changed, known):
    link = {"do": "connect", "pre": ["s3", None], "post": [driven, None], "rule": "all_to_all"}
    scenario = {"steps": [*GAPS, link, {"do": "simulate", "ms": 5.0}]}
    right = answer(scenario)
    other = altered(right, lambda it: it[-1]["read"]["nodes"][changed][0].__setitem__("V_m", 9.0))
    found = compare(other, right)
    assert [it.kind for it in found] == ["state"]
    assert (reasons.reason(scenario, found, other, right) is not None) == known


@pytest.mark.parametrize("error, known", [("IllegalConnection", True), ("KeyError", False)])
def test_errors_of_other_names_are_recognised_by_both_names(error, known):
    theirs, ours = ([{"error": name, "message": ""}] for name in ("BadProperty", error))
    found = compare(theirs, ours)
    assert (reasons.reason({"steps": []}, found, theirs, ours) is not None) == known


def test_several_couplings_of_a_pair_may_come_in_any_order():
    steps = [{"do": "create", "name": "n1", "model": "siegert_neuron", "n": 1, "params": {}}]
    for drift in (0.5, 1.5):
        syn = {"synapse_model": "diffusion_connection", "drift_factor": drift, "diffusion_factor": 1.0}
        steps.append({"do": "connect", "pre": ["n1", 0], "post": ["n1", 0], "rule": "one_to_one", "syn": syn})
    right = answer({"steps": steps})
    assert not compare(right, altered(right, lambda it: it[-1]["read"]["connections"].reverse()))
    wrong = altered(right, lambda it: it[-1]["read"]["connections"][0].__setitem__("drift_factor", 0.7))
    assert [it.kind for it in compare(right, wrong)] == ["connections"]


@pytest.mark.parametrize("pieces, known", [([6.5, 4.0], True), ([6.0, 4.5], False), ([10.5], False)])
def test_what_nest_loses_at_a_stop_is_recognised(pieces, known):
    scenario = {
        "steps": [
            {"do": "create", "name": "n1", "model": "lin_rate_ipn", "n": 2, "params": {"sigma": 0.0, "rate": 0.5}},
            {
                "do": "connect",
                "pre": ["n1", 0],
                "post": ["n1", 1],
                "rule": "all_to_all",
                "syn": {"synapse_model": "rate_connection_delayed", "delay": 1.0},
            },
            *({"do": "simulate", "ms": ms} for ms in pieces),
        ]
    }
    right = answer(scenario)
    other = altered(right, lambda it: it[-1]["read"]["nodes"]["n1"][1].__setitem__("rate", 9.0))
    found = compare(other, right)
    assert [it.kind for it in found] == ["state"]
    assert (reasons.reason(scenario, found, other, right) is not None) == known
