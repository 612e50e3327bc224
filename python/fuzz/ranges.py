"""What scenarios are drawn from: models, and for each parameter a function of a random generator."""

from .cells import CELLS, DEFAULTS
from .draws import among, between, eighths

LEAKY = {
    "C_m": between(100, 400, 0),
    "E_L": between(-75, -60),
    "I_e": between(-200, 1200, 0),
    "V_m": between(-80, -50),
    "V_th": between(-58, -45),
    "V_reset": between(-75, -60),
    "t_ref": among(0.0, 0.1, 0.5, 1.0, 1.25, 2.0, 2.33, 5.0),
    "tau_m": between(3, 30),
    "tau_minus": between(5, 40),
    "tau_minus_triplet": between(50, 200),
    "tau_Ca": between(100, 10000),
    "beta_Ca": between(0.001, 0.1, 3),
}
SYNAPTIC = {"tau_syn_ex": among(0.2, 0.5, 1.0, 2.0, 3.3, 5.0, 10.0), "tau_syn_in": among(0.2, 0.5, 2.0, 3.3, 10.0)}
CONDUCTANCES = {key: it for key, it in LEAKY.items() if key != "tau_m"} | {
    "g_L": between(8, 25),
    "E_ex": between(-10, 10),
    "E_in": between(-90, -72),
    "g_ex": between(0, 30),
    "g_in": between(0, 30),
    "I_e": between(-200, 900, 0),
}

NEURONS = {
    "iaf_psc_alpha": LEAKY | SYNAPTIC | {"V_min": between(-90, -78)},
    "iaf_psc_exp": LEAKY | SYNAPTIC,
    "iaf_psc_delta": LEAKY | {"V_min": between(-90, -78), "refractory_input": among(True, False)},
    "iaf_cond_exp": CONDUCTANCES | SYNAPTIC,
    "parrot_neuron": {"tau_minus": between(5, 40)},
    "hh_psc_alpha_gap": SYNAPTIC
    | {
        "I_e": between(-50, 600, 0),
        "V_m": between(-75, -55),
        "C_m": between(30, 60),
        "g_L": between(5, 15),
        "g_Kv1": between(5, 15),
        "g_Kv3": between(8000, 10000, 0),
        "g_Na": between(4000, 5000, 0),
        "t_ref": among(0.0, 1.0, 2.0, 3.3),
        "tau_minus": between(5, 40),
    },
    "siegert_neuron": {
        "tau": between(0.5, 5),
        "tau_m": between(5, 20),
        "tau_syn": among(0.0, 0.5, 1.0),
        "t_ref": among(0.5, 1.0, 2.0),
        "mean": between(0, 20),
        "theta": between(10, 20),
        "V_reset": between(-5, 5),
        "rate": between(0, 20),
    },
}

GAINS = {
    "lin": {
        "g": between(0.2, 1.5),
        "g_ex": between(0.2, 1.5),
        "g_in": between(0.2, 1.5),
        "theta_ex": between(0, 3),
        "theta_in": between(0, 3),
    },
    "tanh": {"g": between(0.2, 1.5), "theta": between(-1, 1)},
    "threshold_lin": {"g": between(0.2, 1.5), "theta": between(-1, 1), "alpha": between(0.5, 3)},
    "sigmoid": {"g": between(-1.5, 1.5), "theta": between(-1, 1), "beta": between(0.2, 3)},
    "sigmoid_gg_1998": {"g": between(-0.5, 0.5)},
    "gauss": {"g": between(-1.5, 1.5)},
}
SUMMED = {"rate": between(-1, 5), "linear_summation": among(True, False)}
FILTERED = SUMMED | {"tau": between(2, 20), "mult_coupling": among(True, False)}
RECTIFIED = {
    "lambda": among(1.0, 0.5, 2.0, 0.0),
    "rectify_output": among(True, False),
    "rectify_rate": between(0, 1),
}


def rates():
    """Models of rate neurons, with what is drawn for each, and what each is given always: no noise."""
    for gain, own in GAINS.items():
        mean, strength = ("mean", "std") if gain == "gauss" else ("mu", "sigma")
        width = {"mu": 0.3, "sigma": 0.7} if gain == "gauss" else {}
        drawn = FILTERED | {mean: between(-2, 5)} | own
        ipn = "sigmoid_rate_gg_1998_ipn" if gain == "sigmoid_gg_1998" else f"{gain}_rate_ipn"
        yield ipn, drawn | RECTIFIED, width | {strength: 0.0}
        yield f"rate_transformer_{gain}", SUMMED | own, width
        if gain in ("lin", "tanh", "threshold_lin"):
            yield f"{gain}_rate_opn", drawn, width | {strength: 0.0}


NEURONS |= {model: drawn for model, drawn, _ in rates()}
ALWAYS = {model: given for model, _, given in rates()}
RATES = tuple(ALWAYS)
"""Models of rate neurons."""

NEURONS |= {model: cell.params for model, cell in CELLS.items()}
ALWAYS |= {model: cell.always for model, cell in CELLS.items() if cell.always}

SPIKING = ("iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta", "iaf_cond_exp", "parrot_neuron", *CELLS)
"""Models that take spikes and currents; parrots take spikes alone."""

PRECISE = tuple(model for model, cell in CELLS.items() if cell.precise)
"""Models whose spikes come within a step."""

SILENT = tuple(model for model, cell in CELLS.items() if cell.silent)
"""Models that do not spike."""

NUMBERED = {"iaf_bw_2001": 3, "iaf_tum_2000": 1}
"""Models whose spikes carry a number, and the receptor that hears it, of the same model alone. NEST's recorders take the
number for a time."""

ONCE = tuple(model for model, cell in CELLS.items() if cell.once)
"""Models that are in scenarios of one piece: NEST loses what is under way to them where a call begins."""

FIXED = tuple(model for model, cell in CELLS.items() if cell.fixed)
"""Models of which nothing changes between calls: NEST writes over memory."""

ONE_BY_ONE = {"iaf_bw_2001_exact": 3}
"""Models with a receptor for synapses that each have a state in their target, and stay as they are made."""

CLOPATH = ("aeif_psc_delta_clopath", "hh_psc_alpha_clopath")
"""Models on which a clopath_synapse may end."""

COUPLED = ("hh_psc_alpha_gap", "hh_cond_beta_gap_traub")
"""Models with gap junctions."""


def landings(model, source=None):
    """Receptors for spikes from a model, with the sign of the weights that they take, 0 for either."""
    cell = CELLS.get(model)
    own = NUMBERED.get(model)
    if source == model == "iaf_tum_2000":
        return [(own, 0)]
    return [it for it in cell.spikes if it[0] != own or source == model] if cell else [(0, 0)]


def currents(model):
    """Receptors for currents."""
    if model in CELLS:
        return CELLS[model].currents
    return {"parrot_neuron": (), "iaf_psc_exp": (0, 0, 1)}.get(model, (0,))


def recordables(model):
    """What can be recorded of a model with three receptors."""
    if CELLS[model].recordables:
        return CELLS[model].recordables
    found = []
    names = list(DEFAULTS[model].get("recordables", ("", []))[1])
    for name in names if model != "iaf_psc_exp_htum" else names[:2]:  # NEST's V_m is that above E_L there
        if name == "I":  # NEST's is that of the next step
            continue
        many = name.endswith("_1") and model.endswith("multisynapse") or model == "glif_cond" and name.startswith("g_")
        found += [f"{name[:-1]}{number}" for number in (1, 2, 3)] if many else [name]
    return tuple(dict.fromkeys(found))

RECORDABLES = {
    "step_rate_generator": ("rate",),
    "sinusoidal_poisson_generator": ("rate",),
    "sinusoidal_gamma_generator": ("rate",),
    "iaf_psc_alpha": ("V_m", "I_syn_ex", "I_syn_in"),
    "iaf_psc_exp": ("V_m", "I_syn_ex", "I_syn_in"),
    "iaf_psc_delta": ("V_m",),
    "iaf_cond_exp": ("V_m", "g_ex", "g_in"),
    "parrot_neuron": (),
    "hh_psc_alpha_gap": ("V_m", "Act_m", "Inact_h", "Act_n", "Inact_p", "I_syn_ex", "I_syn_in"),
    "siegert_neuron": ("rate",),
    "dc_generator": ("I",),
    "ac_generator": ("I",),
    "step_current_generator": ("I",),
    "noise_generator": ("I",),
}

RECORDABLES |= {model: ("rate",) for model in RATES}
RECORDABLES |= {model: recordables(model) for model in CELLS}

WEIGHTS = {
    "iaf_psc_alpha": eighths(20, 1500),
    "iaf_psc_exp": eighths(20, 3000),
    "iaf_psc_delta": eighths(0.25, 18),
    "iaf_cond_exp": eighths(1, 80),
    "parrot_neuron": eighths(0.5, 2),
    "hh_psc_alpha_gap": eighths(20, 300),
    **{model: cell.weight for model, cell in CELLS.items()},
}

PAIRED = {
    "lambda": between(0.001, 0.2, 3),
    "alpha": between(0.2, 2),
    "mu_plus": among(0.0, 0.4, 1.0, 0.5),
    "mu_minus": among(0.0, 0.4, 1.0),
    "tau_plus": between(5, 40),
}
SHORT = {"U": between(0.1, 1, 2), "tau_rec": between(10, 900), "tau_fac": among(0.0, 30.0, 500.0)}

PLASTIC = {
    **dict.fromkeys(("stdp_synapse", "stdp_nn_symm_synapse", "stdp_nn_pre_centered_synapse", "stdp_nn_restr_synapse"), PAIRED),
    "stdp_triplet_synapse": {
        "Aplus": between(0, 0.1, 3),
        "Aplus_triplet": between(0, 0.1, 3),
        "Aminus": between(0, 0.1, 3),
        "Aminus_triplet": between(0, 0.1, 3),
        "tau_plus": between(5, 40),
        "tau_plus_triplet": between(50, 200),
    },
    "vogels_sprekeler_synapse": {"alpha": between(0, 0.5, 2), "eta": between(0.001, 1, 3), "tau": between(5, 40)},
    "stdp_synapse_hom": {
        "lambda": between(0.001, 0.2, 3),
        "alpha": between(0.2, 2),
        "mu_plus": among(0.0, 0.4, 1.0),
        "mu_minus": among(0.0, 0.4, 1.0),
        "tau_plus": between(5, 40),
    },
    "stdp_pl_synapse_hom": {
        "lambda": between(0.001, 0.2, 3),
        "alpha": between(0.02, 2, 2),
        "mu": among(0.0, 0.4, 1.0),
        "tau_plus": between(5, 40),
    },
    "jonke_synapse": {
        "lambda": between(0.001, 0.2, 3),
        "alpha": between(0.2, 2),
        "beta": between(0, 0.5, 2),
        "mu_plus": among(0.0, 0.001, -0.001),
        "mu_minus": among(0.0, 0.001, -0.001),
        "tau_plus": between(5, 40),
    },
    "clopath_synapse": {"tau_x": between(5, 40)},
    "stdp_dopamine_synapse": {
        "A_plus": between(0, 2),
        "A_minus": between(0, 2),
        "tau_c": between(20, 1000),
        "tau_n": between(20, 300),
        "tau_plus": between(5, 40),
        "b": between(0, 0.1, 3),
    },
    "urbanczik_synapse": {"eta": lambda rng: rng.randint(-30, 30) * 1e-9, "tau_Delta": between(20, 200)},
    "stdp_facetshw_synapse_hom": {
        "tau_plus": between(5, 40),
        "tau_minus_stdp": between(5, 40),
        "driver_readout_time": among(15.0, 5.0, 3.3, 1.0),
        "configbit_0": lambda rng: [rng.randint(0, 1) for _ in range(4)],
        "configbit_1": lambda rng: [rng.randint(0, 1) for _ in range(4)],
        "reset_pattern": lambda rng: [rng.randint(0, 1) for _ in range(6)],
        **{f"lookuptable_{k}": lambda rng: [rng.randint(0, 15) for _ in range(16)] for k in range(3)},
    },
    "cont_delay_synapse": {},
    "static_synapse_hom_w": {},
    "tsodyks_synapse": SHORT | {"tau_psc": between(1, 6)},
    "tsodyks_synapse_hom": SHORT | {"tau_psc": between(1, 6)},
    "tsodyks2_synapse": SHORT,
    "ht_synapse": {"delta_P": between(0, 1, 2), "tau_P": between(20, 900), "P": between(0, 1, 2)},
    "bernoulli_synapse": {"p_transmit": among(0.0, 1.0, 1.0)},
    "quantal_stp_synapse": {"n": among(1, 2, 5)},
}
"""Parameters that a synapse may have of its own, but of the models in `COMMON`."""

GIVEN = {"quantal_stp_synapse": {"U": 1.0, "u": 1.0, "tau_rec": 1e-4, "tau_fac": 0.0, "n": 5, "a": 5}}
"""What synapses of a model are given always: chance has no part in them."""

COMMON = ("stdp_synapse_hom", "stdp_facetshw_synapse_hom", "jonke_synapse", "stdp_pl_synapse_hom", "tsodyks_synapse_hom", "stdp_dopamine_synapse")
"""Models whose parameters are those of all their synapses."""

ONE_WEIGHT = ("static_synapse_hom_w", "tsodyks_synapse_hom")
"""Models of which all synapses have one weight."""

BOUNDED = (
    *("stdp_synapse", "stdp_triplet_synapse", "vogels_sprekeler_synapse", "stdp_synapse_hom", "jonke_synapse"),
    *("stdp_nn_symm_synapse", "stdp_nn_pre_centered_synapse", "stdp_nn_restr_synapse"),
    *("clopath_synapse", "stdp_dopamine_synapse", "stdp_facetshw_synapse_hom", "urbanczik_synapse"),
)
"""Models with a Wmax, whose sign is that of the weight."""

POSITIVE = ("stdp_pl_synapse_hom", "jonke_synapse", "clopath_synapse", "stdp_dopamine_synapse")
"""Models whose weights are drawn positive."""

DEAF = ("static_synapse_hom_w", "tsodyks_synapse", "tsodyks_synapse_hom", "tsodyks2_synapse", "ht_synapse")
DEAF += ("bernoulli_synapse", "quantal_stp_synapse", "cont_delay_synapse")
"""Models that do not hear the spikes of their target."""

URBANCZIK = ("pp_cond_exp_mc_urbanczik",)
"""Models on which an urbanczik_synapse may end."""

ENDS = {"clopath_synapse": CLOPATH, "urbanczik_synapse": URBANCZIK}
"""Models of synapses that end on some models alone."""

KEPT = ("stdp_facetshw_synapse_hom", "cont_delay_synapse", "urbanczik_synapse")
"""Models of synapses of which scenarios are kept."""

FROM_THE_BEGINNING = ("stdp_nn_symm_synapse", "stdp_nn_restr_synapse", "clopath_synapse", "stdp_dopamine_synapse")
FROM_THE_BEGINNING += KEPT
"""Models of synapses that are not made later."""

NOT_HEARD = (*PRECISE, *SILENT, "iaf_chxk_2008")
"""Models of which synapses cannot hear the spikes, or hear them at other times in NEST."""



def targets(synapse):
    """Models on which synapses of this model may end."""
    deaf = (*NUMBERED, *SILENT, *ONE_BY_ONE, "parrot_neuron", "parrot_neuron_ps", *(() if synapse in DEAF else NOT_HEARD))
    return [it for it in ENDS.get(synapse, SPIKING) if it not in deaf]


INTEGRATED = ("iaf_cond_exp", "hh_psc_alpha_gap", *(model for model, cell in CELLS.items() if cell.integrated))
"""Models that are integrated with a tolerance."""

RESOLUTIONS = (0.1, 0.1, 0.1, 0.1, 0.05, 0.25, 0.5, 1.0, 0.3)
