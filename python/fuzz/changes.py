"""Draws what happens between two pieces of a simulation, and steps that are to be refused."""

from . import links
from .cells import CELLS
from .ranges import COMMON, FIXED, NEURONS, NUMBERED, ONCE, ONE_WEIGHT, PLASTIC, PRECISE, SILENT, SPIKING, landings

CHANGED_OFTEN = ("V_m", "I_e", "V_th", "tau_m", "g_L", "t_ref")
"""Parameters that are changed more often than others."""


def change(drawing):
    """One change, or a look at everything."""
    kinds = {
        node: 4,
        stimulator: 2,
        recorder: 1,
        more: 1,
        synapse: 3,
        taken_out: 1,
        another: 0.5,
        read: 2,
    }
    if "last_slice" in drawing.without:
        kinds[more] = kinds[synapse] = kinds[taken_out] = kinds[another] = 0
    drawing.rng.choices(list(kinds), list(kinds.values()))[0](drawing)


def read(drawing):
    drawing.steps.append({"do": "read"})


def node(drawing):
    """New parameters for some nodes."""
    rng = drawing.rng
    population = rng.choice(drawing.populations)
    if population["model"] in FIXED:
        return
    place, n = links.some(drawing, population)
    cell = CELLS.get(population["model"])
    own = {key: it for key, it in NEURONS[population["model"]].items() if not cell or key not in cell.kept}
    if not own:
        return
    keys = {rng.choice([key for key in CHANGED_OFTEN if key in own] or list(own)), rng.choice(list(own))}
    params = {key: drawing.values(population["model"], own[key], n) for key in sorted(keys)}
    drawing.steps.append({"do": "set", "nodes": place, "params": params})


def stimulator(drawing):
    """Another stimulation by a stimulator that there is, or another window."""
    made = drawing.rng.choice(drawing.stimulators)
    if made["model"] == "spike_dilutor":
        return  # NEST takes a window by slices
    noise = made["model"] == "noise_generator"  # takes another mean at once, and with the next draw in NEST
    params = drawing.stimulation(made) if drawing.chance(0.7) and not noise else {}
    params |= drawing.window(0.3 if params else 1)
    if params.get("shift_now_spikes"):
        params.pop("origin", None)
    if params:
        drawing.steps.append({"do": "set", "nodes": [made["name"], None], "params": params})


def recorder(drawing):
    """A recorder's spikes are forgotten, or its window changes.

    Meters have the samples of the last slice at once, in NEST only later: these are then not forgotten, and
    another window may be open.
    """
    made = drawing.rng.choice([it for it in drawing.recorders if it["model"] == "spike_recorder"])
    params = {"n_events": 0} if drawing.chance(0.5) else drawing.window(1)
    drawing.steps.append({"do": "set", "nodes": [made["name"], None], "params": params})


def more(drawing):
    """Connections that are made later."""
    links.between_neurons(drawing)


def another(drawing):
    """Nodes that are made later."""
    # NEST does not survive the first precise neurons in a network that was simulated
    fit = [it for it in SPIKING if it not in (*NUMBERED, *PRECISE, *SILENT, *ONCE, *FIXED)]
    population = drawing.create(drawing.rng.choice(fit))
    links.to_recorder(drawing, population, drawing.recorders[0])
    links.between_neurons(drawing)


def synapse(drawing):
    """Other weights or parameters of synapses that there are."""
    rng = drawing.rng
    fit = [it for it in drawing.links if it.get("base") and it["base"] not in ONE_WEIGHT and it["target"] not in FIXED]
    if not fit:
        return
    link = rng.choice(fit)
    params = {"weight": link["weight"](rng)}
    fixed = link["base"] in COMMON or link["base"] == "quantal_stp_synapse"
    if PLASTIC.get(link["base"]) and not fixed and drawing.chance(0.5):
        key = rng.choice(list(PLASTIC[link["base"]]))
        params = {key: PLASTIC[link["base"]][key](rng)}
    drawing.steps.append({"do": "set_syn", **{key: link[key] for key in ("pre", "post", "model")}, "params": params})


def taken_out(drawing):
    """Synapses that are taken out again."""
    rng = drawing.rng
    fit = [it for it in drawing.links if it["rule"] in ("one_to_one", "all_to_all") and it["pre"][0][0] == "n"]
    fit = [it for it in fit if it["post"][0][0] == "n" and it.get("target") not in FIXED]
    if not fit:
        return
    link = rng.choice(fit)
    drawing.links.remove(link)
    drawing.steps.append({"do": "disconnect", **{key: link[key] for key in ("pre", "post", "rule", "model")}})


def refused(drawing):
    """A step that is to be refused, or at least to be treated alike."""
    rng = drawing.rng
    fit = [it for it in drawing.populations if not drawing.simulated or it["model"] not in FIXED]
    if not fit:
        return
    one, other = rng.choice(fit), rng.choice(fit)
    first, second = [one["name"], 0], [other["name"], 0]

    def set_(**params):
        return {"do": "set", "nodes": first, "params": params}

    def connect(rule="one_to_one", **syn):
        number = landings(other["model"])[0][0]
        at = {"receptor_type": number} if number else {}
        return {"do": "connect", "pre": first, "post": second, "rule": rule, "syn": at | syn}

    steps = [
        set_(C_m=-1.0),
        set_(tau_m=0.0),
        set_(t_ref=-1.0),
        set_(tau_syn_ex=-2.0),
        set_(V_th=-100.0),
        set_(V_reset=0.0),
        set_(tau=-1.0),
        set_(no_such_parameter=1.0),
        set_(V_m="high"),
        set_(V_m=-65),
        set_(tau_minus=-1.0),
        set_(Ca=-1.0),
        connect(delay=0.0),
        connect(delay=-1.0),
        connect(receptor_type=7),
        connect(receptor_type=-1),
        connect(weight="heavy"),
        connect(no_such_parameter=1.0),
        connect(synapse_model="no_such_synapse"),
        connect("no_such_rule"),
        connect({"rule": "fixed_indegree"}),
        connect({"rule": "fixed_indegree", "indegree": -1}),
        connect({"rule": "pairwise_bernoulli", "p": 1.5}),
        connect(synapse_model="gap_junction"),
        connect(synapse_model="diffusion_connection", weight=1.0),
        connect(synapse_model="rate_connection_instantaneous"),
        connect(synapse_model="stdp_synapse_hom", **{"lambda": 0.1}),
        connect(synapse_model="stdp_synapse", Wmax=-100.0, weight=1.0),
        {"do": "copy", "of": "no_such_synapse", "name": drawing.name("m"), "params": {}},
        {"do": "disconnect", "pre": first, "post": second, "rule": "one_to_one", "model": "stdp_triplet_synapse"},
    ]
    drawing.steps.append(rng.choice(steps))


def not_created(drawing):
    """Nodes that are refused, as the last step: NEST leaves them in the network, which moves the numbers of later ones."""
    steps = [
        {"do": "create", "name": drawing.name("x"), "model": "no_such_model"},
        {"do": "create", "name": drawing.name("x"), "model": "iaf_psc_exp", "params": {"C_m": 0.0}},
        {"do": "create", "name": drawing.name("x"), "model": "spike_generator", "params": {"spike_times": [2.0, 1.0]}},
        {"do": "create", "name": drawing.name("x"), "model": "spike_generator", "params": {"spike_times": [0.0]}},
        {"do": "create", "name": drawing.name("x"), "model": "spike_generator", "params": {"spike_times": [1.0437]}},
        {"do": "create", "name": drawing.name("x"), "model": "multimeter", "params": {"interval": 0.77}},
        {"do": "create", "name": drawing.name("x"), "model": "multimeter", "params": {"interval": 0.0}},
    ]
    drawing.steps.append(drawing.rng.choice(steps))
