"""The populations: for each model its parameters and what each neuron hears."""

RATE_EX, RATE_IN = 8000.0, 2000.0  # spikes/s

CURRENTS = [(0, RATE_EX, 15.0), (0, RATE_IN, -30.0)]  # pA
CONDUCTANCES = [(0, RATE_EX, 0.8), (0, RATE_IN, -2.0)]  # nS
JUMPS = [(0, RATE_EX, 0.1), (0, RATE_IN, -0.2)]  # mV


def receptors(*numbers, weight):
    return [(number, RATE_EX / len(numbers), weight) for number in numbers]


# Parameters and input: receptor, rate [spikes/s], weight
MODELS = {
    "iaf_psc_alpha": ({"I_e": 250.0}, CURRENTS),
    "iaf_psc_exp": ({"I_e": 250.0}, CURRENTS),
    "iaf_psc_delta": ({"I_e": 250.0}, JUMPS),
    "iaf_psc_exp_multisynapse": ({"tau_syn": [2.0, 5.0], "I_e": 250.0}, receptors(1, 2, weight=10.0)),
    "iaf_psc_alpha_multisynapse": ({"tau_syn": [2.0, 5.0], "I_e": 250.0}, receptors(1, 2, weight=10.0)),
    "iaf_psc_exp_htum": ({"I_e": 250.0}, CURRENTS),
    "iaf_cond_exp": ({"I_e": 200.0}, CONDUCTANCES),
    "iaf_cond_alpha": ({"I_e": 200.0}, CONDUCTANCES),
    "iaf_cond_beta": ({"I_e": 200.0}, CONDUCTANCES),
    "iaf_cond_exp_sfa_rr": ({"I_e": 200.0}, CONDUCTANCES),
    "aeif_cond_exp": ({"I_e": 500.0}, CONDUCTANCES),
    "aeif_cond_alpha": ({"I_e": 500.0}, CONDUCTANCES),
    "aeif_psc_exp": ({"I_e": 500.0}, CURRENTS),
    "aeif_psc_alpha": ({"I_e": 500.0}, CURRENTS),
    "aeif_psc_delta": ({"I_e": 500.0}, JUMPS),
    "aeif_cond_alpha_multisynapse": (
        {"I_e": 500.0, "tau_syn": [2.0, 5.0], "E_rev": [0.0, -85.0]},
        receptors(1, 2, weight=0.5),
    ),
    "aeif_cond_beta_multisynapse": (
        {"I_e": 500.0, "tau_rise": [0.5, 2.0], "tau_decay": [2.0, 5.0], "E_rev": [0.0, -85.0]},
        receptors(1, 2, weight=0.5),
    ),
    "hh_psc_alpha": ({"I_e": 600.0}, CURRENTS),
    "hh_cond_exp_traub": ({"I_e": 100.0}, CONDUCTANCES),
    "hh_psc_alpha_gap": ({"I_e": 200.0}, CURRENTS),
    "izhikevich": ({"I_e": 4.0}, JUMPS),
    "mat2_psc_exp": ({"I_e": 300.0}, CURRENTS),
    "amat2_psc_exp": ({"I_e": 300.0}, CURRENTS),
    "gif_psc_exp": ({}, CURRENTS),
    "gif_cond_exp": ({}, CONDUCTANCES),
    "gif_psc_exp_multisynapse": ({"tau_syn": [2.0, 5.0]}, receptors(1, 2, weight=10.0)),
    "gif_cond_exp_multisynapse": ({"tau_syn": [2.0, 5.0], "E_rev": [0.0, -85.0]}, receptors(1, 2, weight=0.5)),
    "glif_psc": ({}, receptors(1, weight=5.0)),
    "glif_psc_double_alpha": ({}, receptors(1, weight=5.0)),
    "glif_cond": ({}, receptors(1, 2, weight=0.5)),
    "pp_psc_delta": ({}, JUMPS),
    "ht_neuron": ({}, receptors(1, 2, 3, 4, weight=0.1)),
    "iaf_tum_2000": ({"I_e": 250.0}, CURRENTS),
    "iaf_chs_2007": ({}, [(0, RATE_EX, 0.05)]),
    "iaf_chxk_2008": ({"I_e": 200.0}, CONDUCTANCES),
    "iaf_bw_2001": ({}, receptors(1, 2, weight=0.5)),
    "hh_psc_alpha_clopath": ({"I_e": 600.0}, CURRENTS),
    "hh_cond_beta_gap_traub": ({"I_e": 100.0}, CONDUCTANCES),
    "aeif_psc_delta_clopath": ({"I_e": 500.0}, JUMPS),
    "aeif_cond_alpha_astro": ({"I_e": 500.0}, CONDUCTANCES),
    "iaf_cond_alpha_mc": ({}, receptors(1, 2, 3, 4, 5, 6, weight=0.5)),
    "pp_cond_exp_mc_urbanczik": ({}, receptors(1, 3, weight=0.5)),
    "iaf_psc_delta_ps": ({"I_e": 250.0}, JUMPS),
    "iaf_psc_alpha_ps": ({"I_e": 250.0}, CURRENTS),
    "iaf_psc_exp_ps": ({"I_e": 250.0}, CURRENTS),
    "iaf_psc_exp_ps_lossless": ({"I_e": 250.0}, CURRENTS),
    "eprop_iaf": ({}, [(0, RATE_EX, 0.5), (0, RATE_IN, -1.0)]),
    "eprop_iaf_bsshslm_2020": ({}, [(0, RATE_EX, 0.5), (0, RATE_IN, -1.0)]),
    "ginzburg_neuron": ({"theta": 0.0, "c_1": 0.0, "c_2": 0.5, "c_3": 1.0}, []),
    "ignore_and_fire": ({}, CURRENTS),
    "parrot_neuron": ({}, [(0, 10.0, 1.0)]),
}
