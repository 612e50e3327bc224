"""Steps of a scenario as lines of PyNEST.

A scenario is a dictionary with its `steps`, and the number of `threads` that Myelin is to use: results do not
depend on it, and NEST's threads wait for each other by spinning. Each step is a dictionary whose `do` says what it does. Nodes
are named by a list: `["a", None]` are all that the step with the name `a` has created, `["a", 1]` is the
second of them, `["a", [0, 2]]` the first two.
"""


def nodes(place):
    """The nodes at this place, as an expression."""
    name, part = place
    if part is None:
        return name
    if isinstance(part, int):
        return f"{name}[{part}]"
    return f"{name}[{part[0]}:{part[1]}]"


def value(it):
    """A value of a parameter, as an expression. `{"nodes": place}` stands for nodes, `{"array": list}` for an array."""
    if isinstance(it, dict):
        if "nodes" in it:
            return nodes(it["nodes"])
        if "array" in it:
            return f"np.array({it['array']!r})"
        return values(it)
    if isinstance(it, float) and it in (float("inf"), float("-inf")):
        return "np.inf" if it > 0 else "-np.inf"
    return repr(it)


def values(named):
    """A dictionary of parameters, as an expression."""
    return "{" + ", ".join(f"{key!r}: {value(it)}" for key, it in named.items()) + "}"


def pairs(step, side):
    return "np.array([" + ", ".join(nodes(place) + ".global_id" for place in step[side]) + "])"


def lines(step):
    """The lines of PyNEST that do what this step says."""
    do = step["do"]
    if do == "kernel":
        return [f"nest.set(**{values(step['set'])})"]
    if do == "create":
        params = f", params={values(step['params'])}" if step.get("params") else ""
        many = f", {step['n']}" if step.get("n", 1) != 1 else ""
        return [f"{step['name']} = nest.Create({step['model']!r}{many}{params})"]
    if do == "copy":
        return [f"nest.CopyModel({step['of']!r}, {step['name']!r}, {values(step['params'])})"]
    if do == "connect":
        syn = f", {values(step['syn'])}" if step.get("syn") else ""
        return [f"nest.Connect({nodes(step['pre'])}, {nodes(step['post'])}, {value(step['rule'])}{syn})"]
    if do == "pairs":
        arrays = f"{pairs(step, 'pre')}, {pairs(step, 'post')}"
        return [f"nest.Connect({arrays}, 'one_to_one', {values(step['syn'])})"]
    if do == "set":
        return [f"{nodes(step['nodes'])}.set({values(step['params'])})"]
    if do == "set_syn":
        ends = f"{nodes(step['pre'])}, {nodes(step['post'])}"
        return [f"nest.GetConnections({ends}, {step['model']!r}).set({values(step['params'])})"]
    if do == "disconnect":
        ends = f"{nodes(step['pre'])}, {nodes(step['post'])}"
        return [f"nest.Disconnect({ends}, {value(step['rule'])}, {{'synapse_model': {step['model']!r}}})"]
    if do == "simulate":
        return [f"nest.Simulate({step['ms']!r})"]
    if do == "runs":
        return ["with nest.RunManager():"] + [f"    nest.Run({ms!r})" for ms in step["ms"]]
    if do == "read":
        return ["read()"]
    raise ValueError(f"a step that does {do!r} is unknown")


def threads(scenario):
    """The line that sets the number of threads, where there are several."""
    return [f"nest.local_num_threads = {scenario['threads']}"] if scenario.get("threads", 1) > 1 else []


def program(scenario):
    """What a player is to do: the lines of each step, after which everything is read once more."""
    steps = [*scenario["steps"], {"do": "read"}]
    return ["\n".join(lines(step)) for step in steps]


def script(scenario, shown=("print(nest.GetConnections().get())",)):
    """The scenario as a script of its own, for NEST and Myelin alike, that prints what is to be seen."""
    head = ["import nest", "import numpy as np", "", "nest.ResetKernel()", "nest.verbosity = nest.VerbosityLevel.ERROR"]
    body = threads(scenario)
    for step in [*scenario["steps"], {"do": "read"}]:
        body += list(shown) if step["do"] == "read" else lines(step)
    return "\n".join(head + body) + "\n"
