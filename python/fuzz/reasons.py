"""Differences that are understood: each has a test that recognises it, and its reason."""

COUPLINGS = ("gap_junction", "rate_connection_instantaneous", "rate_connection_delayed", "diffusion_connection")


def reason(scenario, found, nest, myelin):
    """Why these differ, in a word; None where that is not understood."""
    for recognised in RECOGNISED:
        if recognised(scenario, found[0], nest, myelin):
            return recognised.__name__.replace("_", " ")
    return None


def delayed_rates_that_nest_loses_at_a_stop(scenario, first, nest, myelin):
    """NEST forgets delayed rates where a simulation stops within a slice; in one piece it has what Myelin has."""
    if first.kind not in ("trace", "state") or not first.what.endswith("lin_rate_ipn"):
        return False
    if not any(step.get("syn", {}).get("synapse_model") == "rate_connection_delayed" for step in scenario["steps"]):
        return False
    now, slice_ms = 0.0, nest[first.step]["read"]["min_delay"]
    within = []
    for step in scenario["steps"][: first.step]:
        for ms in step.get("ms", []) if step["do"] == "runs" else [step["ms"]] if step["do"] == "simulate" else []:
            now += ms
            slices = now / slice_ms
            within.append(abs(slices - round(slices)) > 1e-6)
    return any(within[:-1])


def open_couplings(_, first, nest, myelin):
    return first.kind == "connections" and first.what in COUPLINGS and first.myelin.startswith("0 of")


def open_last_slice(_, first, nest, myelin):
    if first.kind not in ("weights", "events") or first.kind == "events" and "weight_recorder" not in first.what:
        return False
    read = nest[first.step]["read"]
    since = read["now"] - read["min_delay"] - 1e-6
    if first.kind == "events":
        return first.time > since
    source = int(first.what.split(" of ")[1].split()[0])
    recorded = [events for name, events in read["events"].items() if "times" in events]
    return any(t > since and s == source for it in recorded for t, s in zip(it["times"], it["senders"]))


def open_gap(scenario, first, nest, myelin):
    if first.kind not in ("trace", "state", "spikes") or not first.what.endswith("hh_psc_alpha_gap"):
        return False
    return any(step.get("syn", {}).get("synapse_model") == "gap_junction" for step in scenario["steps"])


def errors_of_other_names(_, first, nest, myelin):
    return first.kind == "error"


RECOGNISED = (delayed_rates_that_nest_loses_at_a_stop, errors_of_other_names, open_gap, open_couplings, open_last_slice)
