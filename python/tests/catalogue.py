"""Models that both simulators have, with the values a new one starts from."""

NEURONS = [
    "hh_psc_alpha_gap",
    "iaf_cond_exp",
    "iaf_psc_alpha",
    "iaf_psc_delta",
    "iaf_psc_exp",
    "iaf_psc_exp_multisynapse",
    "lin_rate_ipn",
    "mcculloch_pitts_neuron",
    "parrot_neuron",
    "parrot_neuron_ps",
    "siegert_neuron",
    "tanh_rate_ipn",
]

DEVICES = [
    "ac_generator",
    "dc_generator",
    "noise_generator",
    "poisson_generator",
    "poisson_generator_ps",
    "spike_generator",
    "step_current_generator",
    "step_rate_generator",
    "correlation_detector",
    "multimeter",
    "spike_recorder",
    "spin_detector",
    "voltmeter",
    "volume_transmitter",
    "weight_recorder",
]

SYNAPSES = [
    "diffusion_connection",
    "gap_junction",
    "rate_connection_delayed",
    "rate_connection_instantaneous",
    "static_synapse",
    "stdp_dopamine_synapse",
    "stdp_pl_synapse_hom",
    "stdp_synapse",
    "stdp_synapse_hom",
    "stdp_triplet_synapse",
    "tsodyks_synapse",
    "vogels_sprekeler_synapse",
]

LEAKY = {"C_m": 250.0, "E_L": -70.0, "I_e": 0.0, "V_m": -70.0, "V_th": -55.0, "t_ref": 2.0}
SYNAPTIC = {"tau_syn_ex": 2.0, "tau_syn_in": 2.0}
ARCHIVE = {"tau_minus": 20.0, "t_spike": -1.0}

DEFAULTS = {
    "iaf_psc_alpha": {**LEAKY, **SYNAPTIC, **ARCHIVE, "V_reset": -70.0, "tau_m": 10.0},
    "iaf_psc_exp": {**LEAKY, **SYNAPTIC, **ARCHIVE, "V_reset": -70.0, "tau_m": 10.0, "delta": 0.0, "rho": 0.01},
    "iaf_psc_delta": {**LEAKY, **ARCHIVE, "V_reset": -70.0, "tau_m": 10.0, "refractory_input": False},
    "iaf_cond_exp": {
        **LEAKY,
        "V_reset": -60.0,
        "E_ex": 0.0,
        "E_in": -85.0,
        "g_L": 16.6667,
        "tau_syn_ex": 0.2,
        "tau_syn_in": 2.0,
    },
    "ac_generator": {"amplitude": 0.0, "offset": 0.0, "frequency": 0.0, "phase": 0.0, "start": 0.0, "origin": 0.0},
    "dc_generator": {"amplitude": 0.0, "start": 0.0, "origin": 0.0, "label": ""},
    "noise_generator": {"mean": 0.0, "std": 0.0, "start": 0.0, "origin": 0.0},
    "poisson_generator": {"rate": 0.0, "start": 0.0, "origin": 0.0},
    "spike_generator": {"start": 0.0, "allow_offgrid_times": False, "precise_times": False, "shift_now_spikes": False},
    "spike_recorder": {"start": 0.0, "n_events": 0, "record_to": "memory", "time_in_steps": False, "label": ""},
    "multimeter": {"interval": 1.0, "offset": 0.0, "n_events": 0, "record_to": "memory", "record_from": []},
    "voltmeter": {"interval": 1.0, "record_from": ["V_m"]},
    "static_synapse": {"weight": 1.0, "delay": 1.0, "receptor_type": 0, "has_delay": True},
    "stdp_synapse": {
        "weight": 1.0,
        "delay": 1.0,
        "Wmax": 100.0,
        "alpha": 1.0,
        "lambda": 0.01,
        "mu_minus": 1.0,
        "mu_plus": 1.0,
        "tau_plus": 20.0,
    },
    "tsodyks_synapse": {
        "weight": 1.0,
        "delay": 1.0,
        "U": 0.5,
        "tau_psc": 3.0,
        "tau_fac": 0.0,
        "tau_rec": 800.0,
        "x": 1.0,
        "y": 0.0,
        "u": 0.0,
    },
    "vogels_sprekeler_synapse": {"weight": 0.5, "delay": 1.0},
    "stdp_dopamine_synapse": {
        "weight": 1.0,
        "delay": 1.0,
        "A_plus": 1.0,
        "A_minus": 1.5,
        "tau_plus": 20.0,
        "tau_c": 1000.0,
        "tau_n": 200.0,
        "b": 0.0,
        "Wmin": 0.0,
        "Wmax": 200.0,
        "c": 0.0,
        "n": 0.0,
        "Kplus": 0.0,
    },
    "volume_transmitter": {"deliver_interval": 1},
}

RECORDABLES = {
    "iaf_psc_alpha": ["I_syn_ex", "I_syn_in", "V_m"],
    "iaf_psc_exp": ["I_syn_ex", "I_syn_in", "V_m"],
    "iaf_psc_delta": ["V_m"],
    "iaf_cond_exp": ["V_m", "g_ex", "g_in"],
}
