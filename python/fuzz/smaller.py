"""Makes a scenario smaller for as long as it differs in the same way."""

import copy

from .compared import compare


def smaller(scenario, like, both, tries=400):
    """The smallest scenario found whose first difference is `like`: fewer steps, nodes, parameters, digits."""
    left = [tries]

    def still(candidate):
        if left[0] <= 0:
            return False
        left[0] -= 1
        found = compare(*both.play(candidate))
        return any(it.like() == like for it in found)

    changed = True
    while changed and left[0] > 0:
        changed = False
        for way in (without_steps, without_params, plain_values):
            scenario, better = tried(scenario, way, still)
            changed |= better
    return scenario


def tried(scenario, way, still):
    """The scenario after all that this way of making it smaller can do, and whether that is anything."""
    better = False
    at = 0
    while True:
        candidate = way(scenario, at)
        if candidate is None:
            return scenario, better
        if candidate != scenario and still(candidate):
            scenario, better = candidate, True
        else:
            at += 1


def without_steps(scenario, at):
    """Without the step that is `at` from the end, and without what needs it."""
    steps = scenario["steps"]
    if at >= len(steps):
        return None
    gone = len(steps) - 1 - at
    kept = steps[:gone] + steps[gone + 1 :]
    if "name" in steps[gone]:
        name = steps[gone]["name"]
        kept = [without(step, name) for step in kept if not needs(step, name)]
    return {**scenario, "steps": kept}


def needs(step, name):
    """Whether this step makes no sense without the nodes or the model of this name."""
    places = [step[key] for key in ("pre", "post", "nodes") if key in step]
    if step["do"] == "pairs":
        places = step["pre"] + step["post"]
    return any(place[0] == name for place in places) or step.get("model") == name


def without(step, name):
    """The step without the parameters that speak of these nodes or of this model."""
    step = copy.deepcopy(step)
    for key in ("params", "syn"):
        if key in step:
            step[key] = {
                k: it
                for k, it in step[key].items()
                if it != name and not (isinstance(it, dict) and it.get("nodes", [None])[0] == name)
            }
    return step


def spots(scenario):
    """Where parameters are: the dictionary's place and a key."""
    for i, step in enumerate(scenario["steps"]):
        for part in ("params", "syn", "set"):
            for key in step.get(part) or {}:
                yield i, part, key


NO_CHANCE = ("sigma", "std", "c_1", "c_2", "c_3", "Delta_V", "phi_max", "beta", "U", "tau_rec")
"""Parameters without which models would do something at random."""


def without_params(scenario, at):
    """Without one parameter."""
    places = [it for it in spots(scenario) if it[2] not in NO_CHANCE]
    if at >= len(places):
        return None
    i, part, key = places[at]
    candidate = copy.deepcopy(scenario)
    del candidate["steps"][i][part][key]
    if not candidate["steps"][i][part] and candidate["steps"][i]["do"] in ("set", "set_syn", "kernel"):
        del candidate["steps"][i]
    return candidate


def plain_values(scenario, at):
    """With one value that is simpler: fewer digits, a shorter list, a shorter time, fewer nodes."""
    candidates = list(simpler(scenario))
    return candidates[at] if at < len(candidates) else None


def simpler(scenario):
    """All scenarios with one value that is simpler."""
    if scenario.get("threads", 1) > 1:
        yield {**scenario, "threads": 1}
    for i, step in enumerate(scenario["steps"]):
        for change in steps_like(step):
            yield {**scenario, "steps": scenario["steps"][:i] + change + scenario["steps"][i + 1 :]}
    lists = ("spike_times", "spike_weights", "spike_multiplicities", "amplitude_times", "amplitude_values")
    for i, part, key in spots(scenario):
        it = scenario["steps"][i][part][key]
        for value in values_like(it):
            candidate = copy.deepcopy(scenario)
            candidate["steps"][i][part][key] = value
            yield candidate
        if key in lists and key.endswith("_times"):
            for j in range(len(it) - 1, -1, -1):
                candidate = copy.deepcopy(scenario)
                params = candidate["steps"][i][part]
                for other in lists:
                    if other in params and other.split("_")[0] == key.split("_")[0] and len(params[other]) > j:
                        del params[other][j]
                yield candidate


def steps_like(step):
    """Lists of steps that are simpler than this one."""
    do = step["do"]
    if do == "simulate" and step["ms"] > 1:
        for ms in (round(step["ms"] / 2), round(step["ms"] - 1), round(step["ms"])):
            if 0 < ms != step["ms"]:
                yield [{**step, "ms": float(ms)}]
    if do == "runs":
        yield [{"do": "simulate", "ms": round(sum(step["ms"]), 6)}]
        yield [{"do": "simulate", "ms": ms} for ms in step["ms"]]
    if do == "create" and step.get("n", 1) > 1:
        yield [{**step, "n": 1, "params": {k: it[0] if isinstance(it, list) else it for k, it in step["params"].items()}}]
    if do == "connect":
        if step["rule"] != "all_to_all":
            yield [{**step, "rule": "all_to_all"}]
        for end in ("pre", "post"):
            if step[end][1] != 0 and step[end][0][0] == "n":
                yield [{**step, end: [step[end][0], 0]}]


def values_like(it):
    """Values that are simpler than this one."""
    if isinstance(it, float):
        for digits in (0, 1):
            if round(it, digits) != it:
                yield round(it, digits)
        if abs(it) > 20 and round(it, -1) != it:
            yield round(it, -1)
    elif isinstance(it, int) and not isinstance(it, bool) and it > 1:
        yield it // 2
    elif isinstance(it, dict) and "array" in it:
        flat = it["array"]
        while isinstance(flat, list):
            flat = flat[0]
        yield flat
    elif isinstance(it, list) and it and isinstance(it[0], float) and len(set(it)) == 1:
        yield it[0]
