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


RECOGNISED = (
    a_rate_that_grows_without_bound,
    delayed_rates_that_nest_loses_at_a_stop,
    errors_of_other_names,
)
