"""What scenarios are drawn from: models, and for each parameter a function of a random generator.

Numbers have few digits, so that scenarios are short to read. Weights are multiples of 1/8, which are the
same in single and in double precision.
"""


def between(low, high, digits=1):
    """A number in this range, with so many digits."""
    return lambda rng: round(rng.uniform(low, high), digits)


def among(*choices):
    """One of these."""
    return lambda rng: rng.choice(choices)


def eighths(low, high):
    """A multiple of 1/8 in this range."""
    return lambda rng: rng.randint(int(low * 8), int(high * 8)) / 8


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

SPIKING = ("iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta", "iaf_cond_exp", "parrot_neuron")
"""Models that take spikes and currents; parrots take spikes alone."""

RECORDABLES = {
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

WEIGHTS = {
    "iaf_psc_alpha": eighths(20, 1500),
    "iaf_psc_exp": eighths(20, 3000),
    "iaf_psc_delta": eighths(0.25, 18),
    "iaf_cond_exp": eighths(1, 80),
    "parrot_neuron": eighths(0.5, 2),
    "hh_psc_alpha_gap": eighths(20, 300),
}

PLASTIC = {
    "stdp_synapse": {
        "lambda": between(0.001, 0.2, 3),
        "alpha": between(0.2, 2),
        "mu_plus": among(0.0, 0.4, 1.0, 0.5),
        "mu_minus": among(0.0, 0.4, 1.0),
        "tau_plus": between(5, 40),
    },
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
}
"""Parameters that a synapse may have of its own, but of the models in `COMMON`."""

COMMON = ("stdp_synapse_hom", "stdp_pl_synapse_hom")
"""Models whose parameters are those of all their synapses."""

BOUNDED = ("stdp_synapse", "stdp_triplet_synapse", "vogels_sprekeler_synapse", "stdp_synapse_hom")
"""Models with a Wmax, whose sign is that of the weight."""

INTEGRATED = ("iaf_cond_exp", "hh_psc_alpha_gap")
"""Models that are integrated with a tolerance."""

RESOLUTIONS = (0.1, 0.1, 0.1, 0.1, 0.05, 0.25, 0.5, 1.0, 0.3)
