"""Differences that are understood: each has a test that recognises it, and its reason."""

import copy
import re

from .cells import DEFAULTS
from .compared import compare
from .ranges import INTEGRATED, NEURONS, RATES

TOUCH = 1e-11
"""By what potentials are changed to find out whether rounding matters (mV)."""

TOUCH_CURRENT = 1e-9
"""The same for constant currents, which a reset does not put back (pA)."""

WEIGHT = 1e-8
"""By what part of them weights are changed."""

AT_RANDOM = {"gif_psc_exp", "gif_psc_exp_multisynapse", "gif_cond_exp", "gif_cond_exp_multisynapse", "pp_psc_delta"}
"""Models that fire at random; their thresholds are drawn so sharp that it shows seldom."""

SEEDS = range(2, 10)
"""Other seeds."""

CONTROL = {"hh_psc_alpha_gap": 1e-6}
"""The allowed error of a step of the integrator, of models without a parameter for it; 1e-3 of all others."""


def reason(scenario, found, nest, myelin):
    """Why these differ, in a few words; None where that is not understood."""
    for recognised in RECOGNISED if found else ():
        if recognised(scenario, found[0], nest, myelin):
            return recognised.__name__.replace("_", " ")
    return None


def alone(scenario, first, both, answers):
    """Why one of the simulators alone, Myelin or NEST, differs from itself as both differ; None if it does not."""
    for player, answer in ((both.myelin, answers[1]), (both.nest, answers[0])):
        for why in (chance, rounding):
            if why(scenario, first, player, answer):
                return why.__name__
    return None


def chance(scenario, first, player, answer):
    """Whether one simulator alone differs in the same way with another seed, where neurons fire at random."""
    if not AT_RANDOM & set(models(scenario).values()):
        return False
    others = [{**scenario, "steps": [{"do": "kernel", "set": {"rng_seed": seed}}, *scenario["steps"]]} for seed in SEEDS]
    return any(it.like() == first.like() for other in others for it in compare([None, *answer], player.play(other)))


def rounding(scenario, first, player, answer):
    """Whether one simulator alone differs in the same way when potentials begin with a change in a digit far behind.

    Of neurons that are integrated with a tolerance, potentials and constant currents change within that.
    """
    ways = [("V_m", DEFAULTS, TOUCH), ("I_e", DEFAULTS, TOUCH_CURRENT), ("I_e", DEFAULTS, -TOUCH_CURRENT)]
    integrated = set(INTEGRATED) & set(models(scenario).values())
    if integrated:
        given = re.findall("'gsl_error_tol': ([^,}]*)", str(scenario["steps"]).replace("[", ""))
        error = max([*map(control, integrated), *map(float, given)])
        ways += [("V_m", integrated, error), ("I_e", integrated, error), ("I_e", integrated, -error)]
    others = [*(touched(scenario, *way) for way in ways), heavier(scenario, WEIGHT), heavier(scenario, -WEIGHT)]
    return any(it.like() == first.like() for other in others for it in compare(answer, player.play(other)))


def heavier(scenario, by):
    """The scenario in which weights of connections are larger by this part of them.

    Conductances do not depend on potentials, and may decide alone how an integrator steps: rounding in them shows then.
    """
    other = copy.deepcopy(scenario)
    for step in other["steps"]:
        if "weight" in step.get("syn", {}):
            step["syn"]["weight"] = scaled(step["syn"]["weight"], 1 + by)
    return other


def scaled(it, factor):
    """A number, or all numbers in lists and arrays, times a factor; anything else as it is."""
    if isinstance(it, list):
        return [scaled(each, factor) for each in it]
    if isinstance(it, dict):
        return {key: scaled(each, factor) if key == "array" else each for key, each in it.items()}
    return it * factor if isinstance(it, float) else it


def control(model):
    """The allowed error of a step of the integrator, unless the scenario sets another."""
    own = DEFAULTS[model].get("gsl_error_tol")
    return own[1] if own else CONTROL.get(model, 1e-3)


def touched(scenario, parameter, which, by):
    """The scenario in which a parameter of these models begins higher by so much, or is set so."""
    other = copy.deepcopy(scenario)
    made = models(scenario)
    for step in other["steps"]:
        created = step["do"] == "create"
        model = step.get("model") if created else made.get(step["nodes"][0]) if step["do"] == "set" else None
        own = DEFAULTS.get(model, {}).get(parameter) if model in which else None
        if own and (created or parameter in step["params"]):
            it = step.setdefault("params", {}).get(parameter, own[1])
            step["params"][parameter] = [each + by for each in it] if isinstance(it, list) else it + by
    return other


def models(scenario):
    """The models of nodes, by the name of the step that creates them."""
    return {step["name"]: step["model"] for step in scenario["steps"] if step["do"] == "create"}


def ends(step):
    """Pairs of names of the nodes that a step connects."""
    if step["do"] == "pairs":
        return {(pre[0], post[0]) for pre, post in zip(step["pre"], step["post"])}
    return {(step["pre"][0], step["post"][0])}


def links(scenario):
    """Pairs of names of nodes of which one is connected to the other at some time."""
    return {pair for step in scenario["steps"] if step["do"] in ("connect", "pairs") for pair in ends(step)}


def seen_in(scenario, first, names):
    """Whether a difference is one of activity, of nodes with these names or of what they have an effect on."""
    if first.kind not in ("trace", "state", "spikes", "events"):
        return False
    reached = set(names)
    while more := {post for pre, post in links(scenario) if pre in reached} - reached:
        reached |= more
    made = models(scenario)
    return first.what.split(" of ")[-1] in {made[name] for name in reached}


def delayed_rates_that_nest_loses_at_a_stop(scenario, first, nest, myelin):
    """NEST forgets delayed rates where a simulation stops within a slice, or connections are made or taken out between
    two calls; in one piece it has what Myelin has."""
    if first.kind not in ("trace", "state") or not first.what.endswith(tuple(RATES)):
        return False
    if not any(step.get("syn", {}).get("synapse_model") == "rate_connection_delayed" for step in scenario["steps"]):
        return False
    now, slice_ms = 0.0, nest[first.step]["read"]["min_delay"]
    within = []
    for step in scenario["steps"][: first.step]:
        if now > 0 and step["do"] in ("connect", "disconnect"):
            return True
        for ms in step.get("ms", []) if step["do"] == "runs" else [step["ms"]] if step["do"] == "simulate" else []:
            now += ms
            slices = now / slice_ms
            within.append(abs(slices - round(slices)) > 1e-6)
    return any(within[:-1])


def transformers_that_nest_does_not_repeat(scenario, first, nest, myelin):
    """Rates that go from transformer to transformer: NEST ends the repetitions of a slice without a look at them."""
    made = models(scenario)
    chained = {
        step["post"][0]
        for step in scenario["steps"]
        if step.get("syn", {}).get("synapse_model") == "rate_connection_instantaneous"
        and "transformer" in made[step["pre"][0]]
        and "transformer" in made[step["post"][0]]
    }
    return seen_in(scenario, first, chained)


def rates_of_a_generator_that_nest_forgets_in_repetitions(scenario, first, nest, myelin):
    """What a step_rate_generator sends is not heard in all repetitions of a slice."""
    instant = [it.get("syn", {}).get("synapse_model") == "rate_connection_instantaneous" for it in scenario["steps"]]
    driven = {pre for pre, made in models(scenario).items() if made == "step_rate_generator"}
    return any(instant) and bool(driven) and seen_in(scenario, first, driven)


def a_sign_that_nest_refuses_and_takes(_, first, nest, myelin):
    """A weight of another sign than Wmax is refused by both, but NEST's synapse has it nevertheless."""
    earlier = [it for it in nest[: first.step] if it and "must have same sign" in it.get("message", "")]
    return bool(earlier) and first.kind in ("weights", "connections", "trace", "spikes", "state", "events")


def rates_of_siegert_neurons_that_nest_loses(scenario, first, nest, myelin):
    """Without repetitions of slices NEST loses rates on their way where connections are made between calls."""
    plain = any(step["do"] == "kernel" and step["set"].get("use_wfr") is False for step in scenario["steps"])
    simulated = [step["do"] in ("simulate", "runs") for step in scenario["steps"]]
    made = [step["do"] in ("connect", "pairs", "disconnect") for step in scenario["steps"]]
    later = any(made[simulated.index(True) :]) if True in simulated else False
    return plain and later and first.kind in ("trace", "state") and first.what.endswith("siegert_neuron")


def numbers_that_precise_neurons_cannot_take(_, first, nest, myelin):
    """Spikes of iaf_tum_2000 carry a number where precise ones have a time: NEST refuses them, Myelin knows them apart."""
    return first.kind == "outcome" and "iaf_tum_2000 neurons cannot be connected to precise" in str(first.nest)


def a_state_that_nest_lets_become_negative(_, first, nest, myelin):
    """An integrator may overshoot 0 by rounding; NEST refuses any later setting of such a neuron."""
    return first.kind == "outcome" and re.search("must (not be|be non-)", str(first.nest)) and first.myelin == "goes on"


OTHER_NAMES = {
    "IllegalConnection, BadProperty",  # a receptor where there is none
    "BadDelay, IllegalConnection",  # of two reasons the other one
    "BadDelay, BadProperty",  # likewise
    "IncompatibleReceptorType, UnknownReceptorType",  # a receptor for currents
    "NumericalInstability, BadProperty",  # numbers beyond all bounds
    "IndexError, BadProperty",  # a receptor below 0
    "BadProperty, TypeMismatch",  # a text for a number
    "BadProperty, IllegalConnection",  # a weight and a Wmax of other signs
}
"""Names of errors where both refuse: NEST's, and Myelin's."""


def errors_of_other_names(_, first, nest, myelin):
    return first.kind == "error" and first.what in OTHER_NAMES


def a_rate_that_grows_without_bound(_, first, nest, myelin):
    """NEST goes on with NaN; Myelin ends the run and says where."""
    return first.kind == "outcome" and "no longer finite" in str(first.myelin)


def gap_junctions_with_stimulators(scenario, first, nest, myelin):
    """Where a stimulator drives coupled neurons, NEST is far from the exact solution; test_myelin_gap.py has the proof."""
    made = models(scenario)
    coupled = {
        place[0]
        for step in scenario["steps"]
        if step.get("syn", {}).get("synapse_model") == "gap_junction"
        for place in (step["pre"], step["post"])
    }
    driven = any(post in coupled and made[pre].endswith("_generator") for pre, post in links(scenario))
    return driven and seen_in(scenario, first, coupled)


def a_sign_that_synapses_keep(_, first, nest, myelin):
    """Plastic and labelled synapses onto some receptors keep the sign of their weight in Myelin."""
    return first.kind == "outcome" and first.nest == "goes on" and "keeps its sign" in str(first.myelin)


def delays_beyond_the_extrema(_, first, nest, myelin):
    """NEST refuses delays beyond the extrema once simulated; Myelin builds its tables again."""
    return first.kind == "outcome" and "BadDelay" in str(first.nest) and "goes on" in str(first.myelin)


def a_spike_at_0_that_is_shifted(_, first, nest, myelin):
    """NEST takes it and never sends it; Myelin refuses it."""
    return first.kind == "outcome" and "shift_now_s" in str(first.myelin)


def synapses_of_another_model_between_calls(scenario, first, nest, myelin):
    """In NEST a spike that waits passes a new synapse if its source has synapses of the same model in the same thread."""
    simulated, known, targets, kinds = False, set(), set(), models(scenario)
    for step in scenario["steps"][: first.step]:
        simulated |= step["do"] in ("simulate", "runs")
        if step["do"] in ("connect", "pairs"):
            made = (str(step["pre"]), step.get("syn", {}).get("synapse_model", "static_synapse"))
            reached = {post for _, post in ends(step)}
            if simulated and made not in known:
                targets |= reached
            if all(kinds[post] in NEURONS for post in reached):
                known.add(made)
    return bool(targets) and (first.kind in ("weights", "events", "connections") or seen_in(scenario, first, targets))


FAR = 5000
"""A potential or current of a neuron beyond this (mV, pA, nS) has no meaning."""


def a_neuron_far_from_where_it_lives(_, first, nest, myelin):
    """Far from rest NEST's integrator goes on; Myelin ends the run and says where."""
    if first.kind != "outcome" or "cannot be integrated" not in str(first.myelin):
        return False
    return "hh_psc_alpha_gap" in str(first.myelin) or any(abs(it) > FAR for it in numbers(first.myelin))


def numbers(text):
    """The values of states that an error tells."""
    return [float(it) for it in re.findall(r"= (-?[0-9.]+(?:E-?[0-9]+)?)", str(text))]


def a_potential_at_which_nest_divides_0_by_0(_, first, nest, myelin):
    """Rates of channels of Hodgkin and Huxley have such a potential, -55 mV or another round one; Myelin has the limit."""
    return "hh_" in first.what and "nan" in str(first.nest) and "nan" not in str(first.myelin)


def an_integrator_of_nest_that_does_not_come_to_an_end(scenario, first, nest, myelin):
    """Where equations are followed far from where neurons live, NEST takes ever smaller steps."""
    hangs = first.kind == "crash" and "took more than" in str(first.nest) and first.myelin == "goes on"
    return hangs and bool(set(INTEGRATED) & set(models(scenario).values()))


def tolerances_that_nest_takes_once(scenario, first, nest, myelin):
    """NEST makes a neuron's integrator when it is first simulated; a gsl_error_tol that is set later has no effect."""
    simulated, changed, made = False, set(), models(scenario)
    for step in scenario["steps"][: first.step]:
        simulated |= step["do"] in ("simulate", "runs")
        if simulated and step["do"] == "set" and "gsl_error_tol" in step["params"]:
            changed.add(step["nodes"][0])
    return bool(changed & set(made)) and seen_in(scenario, first, changed)


def rates_that_are_set_where_slices_are_not_repeated(scenario, first, nest, myelin):
    """Without repetitions, others hear in NEST a rate that was sent before it was set; in Myelin the one that was set."""
    steps = scenario["steps"]
    plain = any(step["do"] == "kernel" and step["set"].get("use_wfr") is False for step in steps)
    instant = any(it.get("syn", {}).get("synapse_model") == "rate_connection_instantaneous" for it in steps)
    given = {step["nodes"][0] for step in steps if step["do"] == "set" and "rate" in step["params"]}
    return plain and instant and bool(given) and seen_in(scenario, first, given)


RECOGNISED = (
    tolerances_that_nest_takes_once,
    rates_that_are_set_where_slices_are_not_repeated,
    a_sign_that_nest_refuses_and_takes,
    rates_of_a_generator_that_nest_forgets_in_repetitions,
    an_integrator_of_nest_that_does_not_come_to_an_end,
    a_state_that_nest_lets_become_negative,
    rates_of_siegert_neurons_that_nest_loses,
    numbers_that_precise_neurons_cannot_take,
    transformers_that_nest_does_not_repeat,
    a_neuron_far_from_where_it_lives,
    a_potential_at_which_nest_divides_0_by_0,
    gap_junctions_with_stimulators,
    a_sign_that_synapses_keep,
    delays_beyond_the_extrema,
    a_spike_at_0_that_is_shifted,
    a_rate_that_grows_without_bound,
    delayed_rates_that_nest_loses_at_a_stop,
    errors_of_other_names,
    synapses_of_another_model_between_calls,
)
