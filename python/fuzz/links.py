"""Draws connections of a scenario."""

from . import ranges
from .draws import between, eighths
from .ranges import BOUNDED, COMMON, COUPLED, ONE_WEIGHT, PLASTIC, PRECISE, RATES, SPIKING, WEIGHTS

CURRENTS = ("dc_generator", "ac_generator", "step_current_generator", "noise_generator")


def delay(drawing):
    """Perhaps a delay, as a dictionary; after a simulation one that there is already."""
    rng = drawing.rng
    if drawing.simulated:
        it = rng.choice(drawing.delays or [1.0])
    elif drawing.chance(0.25) and not ("default_delay" in drawing.without and drawing.h == 0.3):
        drawing.delays.append(1.0)
        return {}
    else:
        it = rng.choice(drawing.pool)
        if drawing.chance(0.05):
            it = round(it + rng.choice((-0.4, -0.2, 0.2, 0.4)) * drawing.h, 3)
    drawing.delays.append(it)
    return {"delay": it}


def some(drawing, population):
    """All nodes of a population, or some."""
    n = population["n"]
    if n == 1 or drawing.chance(0.6):
        return [population["name"], None], n
    if drawing.chance(0.5):
        return [population["name"], drawing.rng.randrange(n)], 1
    low = drawing.rng.randrange(n)
    return [population["name"], [low, n]], n - low


def rule(drawing, sources, targets):
    """A rule without chance that these numbers of nodes allow."""
    choices = ["all_to_all", "all_to_all", {"rule": "all_to_all", "allow_autapses": False}]
    choices.append({"rule": "pairwise_bernoulli", "p": 1.0})
    if sources == targets:
        choices += ["one_to_one"] * 3
    if sources == 1:
        choices.append({"rule": "fixed_indegree", "indegree": drawing.rng.randint(1, 3)})
    return drawing.rng.choice(choices)


def weights(drawing, draw, how, sources, targets):
    """A weight for all, or one for each synapse where the rule allows it."""
    rng = drawing.rng
    if drawing.chance(0.3) and how == "one_to_one":
        return {"array": [draw(rng) for _ in range(sources)]}
    if drawing.chance(0.3) and how == "all_to_all":
        return {"array": [[draw(rng) for _ in range(sources)] for _ in range(targets)]}
    return draw(rng)


def landing(drawing, target, source=None):
    """A receptor of this model for spikes, as parameters of a connection, and the sign of the weights that it takes."""
    number, sign = drawing.rng.choice(ranges.landings(target, source))
    return {"receptor_type": number} if number else {}, sign


def signed(drawing, target, sign):
    """A function that draws weights onto this model, of this sign, or of either where it is 0."""
    draw = WEIGHTS[target]
    sign = sign or drawing.rng.choice((1, 1, 1, -1, -1, 0))
    return lambda rng: draw(rng) * (sign or rng.choice((1, -1)))


def connect(drawing, pre, post, how, syn, model="static_synapse", **more):
    if model != "static_synapse":
        syn = {"synapse_model": model, **syn}
    drawing.steps.append({"do": "connect", "pre": pre, "post": post, "rule": how, "syn": syn})
    drawing.links.append({"pre": pre, "post": post, "rule": how, "model": model, **more})


def from_stimulator(drawing, stimulator):
    """Connections from a stimulator to one population."""
    if stimulator["model"].startswith("sinusoidal"):  # their spikes are drawn at random, their rates are not
        return
    if stimulator["model"] == "step_rate_generator":
        for target in [it for it in drawing.populations if it["model"] in RATES][:2]:
            syn = {"weight": drawing.rng.randint(-8, 8) / 16} | delay(drawing)
            connect(drawing, [stimulator["name"], None], [target["name"], None], "all_to_all", syn, "rate_connection_delayed")
        return
    models = SPIKING + COUPLED
    if stimulator["model"] in CURRENTS:
        models = [it for it in models if ranges.currents(it)]
    fit = [it for it in drawing.populations if it["model"] in models]
    if not fit:
        return
    target = drawing.rng.choice(fit)
    post, n = some(drawing, target)
    if stimulator["model"] in CURRENTS:
        part = {"ht_neuron": 128, "cm_default": 1024}.get(target["model"])  # currents in other units
        draw = eighths(-2, 2) if part is None else lambda rng: rng.randint(-16, 16) / part
        syn = {} if drawing.chance(0.5) and part is None else {"weight": draw(drawing.rng)}
        if number := drawing.rng.choice(ranges.currents(target["model"])):
            syn["receptor_type"] = number
    else:
        syn, sign = landing(drawing, target["model"])
        if stimulator["model"] == "spike_dilutor" and syn.get("receptor_type") == ranges.ONE_BY_ONE.get(target["model"], 0):
            return  # Myelin refuses these, which have no synapses
        if stimulator["weighted"] and (sign or target["model"] == "iaf_chs_2007"):
            return
        draw = signed(drawing, target["model"], sign)
        syn["weight"] = weights(drawing, draw, "all_to_all", 1, n)
    connect(drawing, [stimulator["name"], None], post, "all_to_all", syn | delay(drawing))


def to_dilutor(drawing, dilutor):
    """The spikes that a dilutor sends on."""
    source = {"name": drawing.name("s"), "model": "spike_generator", "n": 1}
    drawing.steps.append({"do": "create", **source, "params": drawing.spikes(False, False)})
    connect(drawing, [source["name"], None], [dilutor["name"], None], "all_to_all", delay(drawing))


def to_recorder(drawing, watched, recorder):
    """Connections of a population with a recorder."""
    rng = drawing.rng
    it, device = [watched["name"], None], [recorder["name"], None]
    pre, post = (it, device) if recorder["model"] == "spike_recorder" else (device, it)
    connect(drawing, pre, post, "all_to_all", delay(drawing) if rng.random() < 0.5 or drawing.simulated or drawing.h == 0.3 else {})
    if "delay" not in drawing.steps[-1]["syn"]:
        drawing.delays.append(1.0)


def between_neurons(drawing):
    """Connections from one population to another, or to itself."""
    source = drawing.rng.choice(drawing.populations)
    fit = [it for it in drawing.populations if kind(it["model"]) == kind(source["model"])]
    target = drawing.rng.choice(fit)
    if drawing.simulated and target["model"] in ranges.FIXED:
        return
    if kind(source["model"]) == "rate":
        rates(drawing, source, target)
    elif kind(source["model"]) == "siegert":
        diffusion(drawing, source, target)
    elif source["model"] in ranges.SILENT:
        slow_currents(drawing, source)
    elif source["model"] == target["model"] in COUPLED and drawing.chance(0.7):
        gaps(drawing, source, target)
    else:
        spikes(drawing, source, target)


def kind(model):
    return "rate" if model in RATES else {"siegert_neuron": "siegert"}.get(model, "spikes")


def rates(drawing, source, target):
    (pre, n), (post, m) = some(drawing, source), some(drawing, target)
    how = rule(drawing, n, m)
    syn = {"weight": drawing.rng.randint(-8, 8) / 16}
    if drawing.chance(0.5):
        connect(drawing, pre, post, how, syn, "rate_connection_instantaneous")
    else:
        connect(drawing, pre, post, how, syn | delay(drawing), "rate_connection_delayed")


def diffusion(drawing, source, target):
    (pre, n), (post, m) = some(drawing, source), some(drawing, target)
    syn = {
        "drift_factor": between(-0.5, 1.5, 2)(drawing.rng),
        "diffusion_factor": between(0, 1, 2)(drawing.rng),
    }
    connect(drawing, pre, post, rule(drawing, n, m), syn, "diffusion_connection")


def slow_currents(drawing, source):
    """Slow inward currents from astrocytes to neurons."""
    fit = [it for it in drawing.populations if it["model"] == "aeif_cond_alpha_astro"]
    if not fit:
        return
    target = drawing.rng.choice(fit)
    (pre, n), (post, m) = some(drawing, source), some(drawing, target)
    syn = {"weight": drawing.rng.randint(1, 80) / 8} | delay(drawing)
    connect(drawing, pre, post, rule(drawing, n, m), syn, "sic_connection")


def gaps(drawing, source, target):
    syn = {"weight": drawing.rng.randint(1, 80) / 8}
    pre, post = [source["name"], None], [target["name"], None]
    if source is target:
        how = {"rule": "all_to_all", "allow_autapses": drawing.chance(0.3)}
    elif source["n"] == target["n"]:
        how = {"rule": "one_to_one", "make_symmetric": True}
    else:
        return
    connect(drawing, pre, post, how, syn, "gap_junction")


def wanted(drawing):
    """Connections by the model of synapses that is asked for."""
    sending = [it for it in drawing.populations if it["model"] in SPIKING and it["model"] not in (*ranges.NUMBERED, *ranges.SILENT)]
    hearing = [it for it in drawing.populations if it["model"] in ranges.targets(drawing.synapse)]
    for _ in range(drawing.rng.randint(1, 2)):
        spikes(drawing, drawing.rng.choice(sending), drawing.rng.choice(hearing), drawing.synapse)


def spikes(drawing, source, target, given=None):
    rng = drawing.rng
    if source["model"] in ranges.NUMBERED and target["model"] in PRECISE:
        return  # the number would be a time
    (pre, n), (post, m) = some(drawing, source), some(drawing, target)
    how = rule(drawing, n, m)
    at, only = landing(drawing, target["model"], source["model"])
    base = given or ("static_synapse" if drawing.chance(0.5) else plastic(drawing, source["model"], target["model"], at))
    if base == "static_synapse":
        draw = signed(drawing, target["model"], only)
        syn = {"weight": weights(drawing, draw, how, n, m)}
        model = base
        if drawing.chance(0.15):
            model = copied(drawing, model, {})
    else:
        size = WEIGHTS[target["model"]](rng)
        sign = only or (1 if base in ranges.POSITIVE else rng.choice((1, 1, -1)))
        own = ranges.GIVEN.get(base, {}) | {key: it(rng) for key, it in PLASTIC[base].items() if drawing.chance(0.4)}
        if base in BOUNDED:
            own["Wmax"] = sign * rng.randint(1, 3) * max(size, 1)

        def draw(rng):
            return sign * size * rng.randint(0 if sign > 0 else 1, 8) / 8  # NEST refuses 0 below 0

        syn = {} if base in ONE_WEIGHT else {"weight": weights(drawing, draw, how, n, m)}
        model = base
        if base == "quantal_stp_synapse":
            own["a"] = own["n"]
        if base == "urbanczik_synapse":
            own["Wmin"] = own["Wmax"] * (rng.choice((-1, -0.5, 0, 0.25)) if sign > 0 else rng.randint(1, 3))
        if base == "cont_delay_synapse":
            # NEST rounds delays that are given to Connect, and needs others that are shorter by more than a step
            most = max([1.2, *drawing.pool, *drawing.delays])
            own["delay"] = round(most + rng.uniform(2, 15) * drawing.h, rng.randint(1, 6))
            if abs(own["delay"] / drawing.h - round(own["delay"] / drawing.h)) < 1e-6 and drawing.h < 0.25 or drawing.h == 0.3:
                own["delay"] = round(own["delay"] + drawing.h / 3, 6)  # NEST takes such by rounding for a step more
        if base in COMMON or base in ONE_WEIGHT or base == "cont_delay_synapse" or drawing.chance(0.4):
            # NEST refuses a copy whose default weight has another sign
            default = {"weight": own["Wmax"]} if base in BOUNDED else {"weight": draw(rng)} if base in ONE_WEIGHT else {}
            if base == "stdp_dopamine_synapse":
                own["volume_transmitter"] = transmitter(drawing)
            model = copied(drawing, base, own | default)
        else:
            syn |= own
    syn |= at
    if target["model"] in ("parrot_neuron", "parrot_neuron_ps"):
        # spikes that parrots send around in a circle would become ever more
        forward = drawing.populations.index(source) < drawing.populations.index(target)
        if not forward or drawing.chance(0.4):
            syn["receptor_type"] = 1
    if model == base and "receptor_type" not in syn and drawing.chance(0.05):
        model += "_hpc"
    syn |= delay(drawing) if base != "cont_delay_synapse" else {}
    if how == "one_to_one" and drawing.chance(0.3):
        as_pairs(drawing, (pre, source), (post, target), n, syn, model)
    else:
        connect(drawing, pre, post, how, syn, model, base=base, weight=draw, target=target["model"])


def plastic(drawing, source, target, at):
    """A model of synapses, other than static ones, from one model to another; static where others cannot be."""
    if at.get("receptor_type", 0) == (ranges.NUMBERED | ranges.ONE_BY_ONE).get(target):
        return "static_synapse"
    fit = [it for it in PLASTIC if target in ranges.ENDS.get(it, (target,))]
    for base, models in ranges.ENDS.items():
        fit += [base] * 10 if target in models else []
    if source in ranges.NUMBERED:  # the number would be a time
        fit.remove("cont_delay_synapse")
    if drawing.simulated:
        fit = [it for it in fit if it not in ranges.FROM_THE_BEGINNING]
    if target in ranges.NOT_HEARD:
        fit = [it for it in fit if it in ranges.DEAF]
    base = drawing.rng.choice(fit)
    if base == "clopath_synapse":
        drawing.long_delay()
    return base


def transmitter(drawing):
    """A volume transmitter and the spikes that it hears."""
    made = {"name": drawing.name("v"), "model": "volume_transmitter", "n": 1}
    drawing.steps.append({"do": "create", **made, "params": {}})
    sources = [it for it in drawing.populations if it["model"] in SPIKING and it["model"] not in (*ranges.NUMBERED, *ranges.SILENT)]
    for source in drawing.rng.sample(sources, min(len(sources), drawing.rng.randint(1, 2))):
        connect(drawing, [source["name"], None], [made["name"], None], "all_to_all", delay(drawing))
    return {"nodes": [made["name"], None]}


def as_pairs(drawing, source, target, n, syn, model):
    """The same as one_to_one, by numbers of nodes, which may repeat themselves."""
    rng = drawing.rng
    if n > 1:
        pre = [[source[1]["name"], rng.randrange(source[1]["n"])] for _ in range(n)]
        post = [[target[1]["name"], rng.randrange(target[1]["n"])] for _ in range(n)]
    else:
        pre, post = [[source[1]["name"], 0]], [[target[1]["name"], 0]]
    arrays = {
        key: it if isinstance(it, dict) else {"array": [it] * n} for key, it in syn.items() if key in ("weight", "delay")
    }
    rest = {key: {"array": [it] * n} for key, it in syn.items() if key not in arrays}
    drawing.steps.append(
        {"do": "pairs", "pre": pre, "post": post, "syn": {"synapse_model": model, **arrays, **rest}}
    )


def copied(drawing, base, own):
    """A copy of a synapse model, perhaps with a weight recorder."""
    name = drawing.name("m")
    params = dict(own)
    if drawing.chance(0.4):
        recorder = {"name": drawing.name("w"), "model": "weight_recorder", "n": 1}
        filters = {}
        if drawing.chance(0.2):
            filters["targets"] = {"nodes": [drawing.rng.choice(drawing.populations)["name"], None]}
        if drawing.chance(0.2):
            filters["senders"] = {"nodes": [drawing.rng.choice(drawing.populations)["name"], None]}
        drawing.steps.append({"do": "create", **recorder, "params": filters | drawing.window(0.1)})
        params["weight_recorder"] = {"nodes": [recorder["name"], None]}
    drawing.steps.append({"do": "copy", "of": base, "name": name, "params": params})
    return name
