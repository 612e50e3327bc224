"""Differences that are understood: each has a test that recognises it, and its reason."""


def reason(scenario, found, nest, myelin):
    """Why these differ, in a word; None where that is not understood."""
    for recognised in RECOGNISED:
        if recognised(scenario, found[0], nest, myelin):
            return recognised.__name__.replace("_", " ")
    return None


def delayed_rates_that_nest_loses_at_a_stop(scenario, first, nest, myelin):
    """NEST forgets delayed rates where a simulation stops within a slice, or connections are made or taken out between
    two calls; in one piece it has what Myelin has."""
    if first.kind not in ("trace", "state") or not first.what.endswith("lin_rate_ipn"):
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


def errors_of_other_names(_, first, nest, myelin):
    return first.kind == "error"


def a_rate_that_grows_without_bound(_, first, nest, myelin):
    """NEST goes on with numbers that are none; Myelin ends the run and says where."""
    return first.kind == "outcome" and "grew beyond all numbers" in str(first.myelin)


def gap_junctions_with_stimulators(scenario, first, nest, myelin):
    """Where a stimulator drives coupled neurons, NEST is far from the exact solution; test_myelin_gap.py has the proof."""
    if first.kind not in ("trace", "state", "spikes", "events"):
        return False
    connects = [step for step in scenario["steps"] if step["do"] == "connect"]
    junctions = any(step.get("syn", {}).get("synapse_model") == "gap_junction" for step in connects)
    made = [step for step in scenario["steps"] if step["do"] == "create"]
    return junctions and any(step["model"].endswith("_generator") for step in made)


def delays_beyond_the_extrema(_, first, nest, myelin):
    """NEST refuses delays beyond the extrema once simulated; Myelin builds its tables again."""
    return first.kind == "outcome" and "BadDelay" in str(first.nest) and "goes on" in str(first.myelin)


def a_spike_at_0_that_is_shifted(_, first, nest, myelin):
    """NEST takes it and never sends it; Myelin refuses it."""
    return first.kind == "outcome" and "shift_now_s" in str(first.myelin)


def synapses_of_another_model_between_calls(scenario, first, nest, myelin):
    """In NEST a spike that waits passes a new synapse if its source has synapses of the same model in the same thread."""
    now, models = 0.0, set()
    for step in scenario["steps"][: first.step]:
        if step["do"] in ("simulate", "runs"):
            now += 1
        if step["do"] in ("connect", "pairs"):
            made = (str(step.get("pre")), step.get("syn", {}).get("synapse_model", "static_synapse"))
            if now > 0 and made not in models:
                return True
            models.add(made)
    return False


def a_neuron_far_from_where_it_lives(_, first, nest, myelin):
    """Hundreds of mV from rest NEST's integrator goes on; Myelin ends the run and says where."""
    return first.kind == "outcome" and "hh_psc_alpha_gap" in str(first.myelin) and "cannot be integrated" in str(first.myelin)


def several_couplings_of_a_pair_in_another_order(_, first, nest, myelin):
    """NEST sorts the connections of a source by a method that does not keep the order of creation."""
    return first.kind == "connections" and first.what.endswith("diffusion_connection")


RECOGNISED = (
    a_neuron_far_from_where_it_lives,
    several_couplings_of_a_pair_in_another_order,
    gap_junctions_with_stimulators,
    delays_beyond_the_extrema,
    a_spike_at_0_that_is_shifted,
    a_rate_that_grows_without_bound,
    delayed_rates_that_nest_loses_at_a_stop,
    errors_of_other_names,
    synapses_of_another_model_between_calls,
)
