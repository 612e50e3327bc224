"""The networks: synapses and neurons with their parameters, and what each neuron hears."""

CURRENTS = [(8000.0, 15.0), (2000.0, -30.0)]  # spikes/s, pA
JUMPS = [(8000.0, 0.1), (2000.0, -0.2)]  # spikes/s, mV

# Synapse model, its parameters, neuron model, its parameters, what each neuron hears
NETWORKS = {
    "static_synapse": ("static_synapse", {}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "tsodyks_synapse": ("tsodyks_synapse", {}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "tsodyks2_synapse": ("tsodyks2_synapse", {}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "quantal_stp_synapse": ("quantal_stp_synapse", {"n": 5}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "stdp_synapse": ("stdp_synapse", {"Wmax": 2.0}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "stdp_nn_symm_synapse": ("stdp_nn_symm_synapse", {"Wmax": 2.0}, "iaf_psc_exp", {"I_e": 250.0}, CURRENTS),
    "clopath_synapse, AdEx": ("clopath_synapse", {"Wmax": 2.0}, "aeif_psc_delta_clopath", {"I_e": 800.0}, JUMPS),
    "clopath_synapse, HH": ("clopath_synapse", {"Wmax": 2.0}, "hh_psc_alpha_clopath", {"I_e": 600.0}, CURRENTS),
}
