"""Differences that are understood: each has a test that recognises it, and its reason."""

from .ranges import RATES


def reason(scenario, found, nest, myelin):
    """Why these differ, in a few words; None where that is not understood."""
    for recognised in RECOGNISED:
        if recognised(scenario, found[0], nest, myelin):
            return recognised.__name__.replace("_", " ")
    return None


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


OTHER_NAMES = {
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


def delays_beyond_the_extrema(_, first, nest, myelin):
    """NEST refuses delays beyond the extrema once simulated; Myelin builds its tables again."""
    return first.kind == "outcome" and "BadDelay" in str(first.nest) and "goes on" in str(first.myelin)


def a_spike_at_0_that_is_shifted(_, first, nest, myelin):
    """NEST takes it and never sends it; Myelin refuses it."""
    return first.kind == "outcome" and "shift_now_s" in str(first.myelin)


def synapses_of_another_model_between_calls(scenario, first, nest, myelin):
    """In NEST a spike that waits passes a new synapse if its source has synapses of the same model in the same thread."""
    simulated, known, targets = False, set(), set()
    for step in scenario["steps"][: first.step]:
        simulated |= step["do"] in ("simulate", "runs")
        if step["do"] in ("connect", "pairs"):
            made = (str(step["pre"]), step.get("syn", {}).get("synapse_model", "static_synapse"))
            if simulated and made not in known:
                targets |= {post for _, post in ends(step)}
            known.add(made)
    return bool(targets) and (first.kind in ("weights", "events") or seen_in(scenario, first, targets))


def a_neuron_far_from_where_it_lives(_, first, nest, myelin):
    """Hundreds of mV from rest NEST's integrator goes on; Myelin ends the run and says where."""
    return first.kind == "outcome" and "hh_psc_alpha_gap" in str(first.myelin) and "cannot be integrated" in str(first.myelin)


RECOGNISED = (
    a_neuron_far_from_where_it_lives,
    gap_junctions_with_stimulators,
    delays_beyond_the_extrema,
    a_spike_at_0_that_is_shifted,
    a_rate_that_grows_without_bound,
    delayed_rates_that_nest_loses_at_a_stop,
    errors_of_other_names,
    synapses_of_another_model_between_calls,
)
