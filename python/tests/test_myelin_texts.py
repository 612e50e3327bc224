"""Myelin's own texts of neurons in NESTML against what NEST 3.10's models of the same names do.

`reference/texts.json.xz` was written by this file, run with NEST's Python. Each case is a neuron that a current
drives from 10 to 90 ms and random spikes from 60 to 200 ms; all that NEST's model can record was recorded every step.
"""

import gzip
import json
import lzma
import random
import re
import sys
from pathlib import Path

import nest
import numpy as np
import pytest

HERE = Path(__file__).parent
TEXTS = HERE.parents[1] / "models" / "src" / "main" / "nestml"
STORED = HERE / "reference" / "texts.json.xz"
SAMPLED = HERE.parents[1] / "conformance" / "src" / "test" / "resources" / "myelin" / "conformance" / "texts.json.gz"
END = 200.0

# Models, parameters, current (pA), spikes by receptor with their weights, and the largest difference from NEST as a part
# of a recordable's range. Models that are integrated by the same steps of the same method agree by about 1e-12;
# where a spike rises steeply, the last digits of the steps' lengths grow to 1e-7 of the range.
CASES = {
    "hh_psc_alpha": (
        ({}, 700.0, {0: (900.0, -300.0)}, 1e-9),
        ({"t_ref": 0.0, "tau_syn_ex": 1.0, "E_L": -60.0, "g_Na": 9000.0, "C_m": 120.0}, 500.0, {0: (300.0, -90.0)}, 1e-9),
    ),
    "hh_cond_exp_traub": (
        ({}, 500.0, {0: (20.0, -15.0)}, 1e-9),
        ({"t_ref": 0.0, "V_T": -60.0, "g_K": 5000.0, "tau_syn_ex": 2.0, "E_in": -75.0}, 900.0, {0: (40.0, -15.0)}, 1e-9),
    ),
    "iaf_cond_alpha": (
        ({}, 500.0, {0: (60.0, -20.0)}, 1e-9),
        ({"t_ref": 0.0, "tau_syn_ex": 1.0, "V_reset": -65.0, "g_L": 12.0, "E_in": -80.0}, 400.0, {0: (20.0, -10.0)}, 1e-9),
        ({"t_ref": 0.1, "V_m": -58.0, "g_ex": 3.0, "dg_in": 2.0}, 450.0, {0: (60.0, -20.0)}, 1e-9),
    ),
    "iaf_cond_alpha_mc": (
        ({}, 500.0, {1: (60.0,), 2: (20.0,), 3: (30.0,), 4: (10.0, -2.0), 5: (80.0,), 6: (10.0,)}, 1e-9),
        (
            {
                **{"t_ref": 0.0, "V_reset": -63.0, "g_sp": 20.0, "g_pd": 12.0, "distal.V_m": -60.0, "proximal.V_m": -75.0},
                **{"soma.tau_syn_ex": 1.0, "distal.E_ex": 20.0, "proximal.I_e": 200.0, "soma.C_m": 100.0, "distal.g_L": 4.0},
            },
            400.0,
            {1: (20.0,), 2: (10.0,), 3: (20.0,), 4: (10.0,), 5: (40.0,), 6: (15.0,)},
            1e-9,
        ),
    ),
    "iaf_cond_beta": (
        ({}, 500.0, {0: (60.0, -20.0)}, 1e-9),
        ({"t_ref": 0.5, "tau_rise_ex": 0.5, "tau_decay_ex": 3.0, "tau_rise_in": 4.0}, 400.0, {0: (12.0, -8.0)}, 1e-9),
        ({"dg_ex": 9.0, "tau_rise_ex": 0.5, "tau_decay_ex": 3.0, "dg_in": 2.0}, 0.0, {0: (30.0, -8.0)}, 1e-9),
    ),
    "aeif_cond_exp": (
        ({}, 900.0, {0: (250.0, -15.0)}, 1e-9),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0, "tau_w": 60.0}, 900.0, {0: (250.0, -10.0)}, 1e-9),
        ({"Delta_T": 0.0, "t_ref": 0.1, "tau_syn_ex": 1.0}, 900.0, {0: (60.0, -15.0)}, 1e-9),
    ),
    "aeif_cond_alpha": (
        ({}, 900.0, {0: (250.0, -15.0)}, 1e-7),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0, "tau_w": 60.0}, 900.0, {0: (250.0, -10.0)}, 1e-9),
        ({"Delta_T": 0.0, "t_ref": 0.1, "tau_syn_ex": 1.0}, 900.0, {0: (60.0, -15.0)}, 1e-9),
    ),
    "aeif_cond_alpha_astro": (
        ({}, 900.0, {0: (250.0, -15.0)}, 1e-7),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0, "tau_w": 60.0}, 900.0, {0: (250.0, -10.0)}, 1e-9),
        ({"Delta_T": 0.0, "t_ref": 0.1, "tau_syn_ex": 1.0}, 900.0, {0: (60.0, -15.0)}, 1e-9),
    ),
    "aeif_psc_exp": (
        ({}, 700.0, {0: (9000.0, -600.0)}, 1e-9),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0, "tau_syn_ex": 2.0}, 800.0, {0: (1500.0, -300.0)}, 1e-9),
        ({"Delta_T": 0.0, "t_ref": 0.1}, 900.0, {0: (9000.0, -600.0)}, 1e-9),
    ),
    "aeif_psc_alpha": (
        ({}, 700.0, {0: (9000.0, -600.0)}, 1e-6),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0, "tau_syn_ex": 2.0}, 800.0, {0: (1500.0, -300.0)}, 1e-9),
        ({"Delta_T": 0.0, "t_ref": 0.1}, 900.0, {0: (9000.0, -600.0)}, 1e-7),
    ),
    "aeif_psc_delta": (
        ({}, 900.0, {0: (9.0, -2.0)}, 1e-9),
        ({"t_ref": 2.0, "V_peak": 10.0, "a": 2.0, "b": 40.0}, 800.0, {0: (8.0, -3.0)}, 1e-9),
        ({"Delta_T": 1.0, "t_ref": 0.1, "b": 10.0}, 900.0, {0: (9.0, -2.0)}, 1e-9),
    ),
    "aeif_cond_alpha_multisynapse": (
        ({"tau_syn": [0.2, 2.0, 5.0], "E_rev": [0.0, -85.0, 20.0]}, 700.0, {1: (60.0,), 2: (15.0,), 3: (4.0,)}, 1e-7),
        ({"t_ref": 2.0, "tau_syn": [1.0], "E_rev": [10.0]}, 700.0, {1: (15.0,)}, 1e-9),
    ),
    "izhikevich": (
        ({}, 10.0, {0: (10.0, -4.0)}, 1e-9),
        ({"consistent_integration": False, "a": 0.1, "d": 2.0, "c": -60.0}, 8.0, {0: (30.0, -10.0)}, 1e-9),
        ({"V_min": -70.0, "b": 0.25, "V_th": 25.0, "I_e": 1.0}, 5.0, {0: (12.0, -12.0)}, 1e-9),
    ),
    "mat2_psc_exp": (
        ({}, 600.0, {0: (900.0, -200.0)}, 1e-9),
        ({"t_ref": 0.1, "alpha_1": 10.0, "tau_2": 50.0, "omega": -55.0, "E_L": -68.0}, 500.0, {0: (600.0, -200.0)}, 1e-9),
    ),
    "gif_psc_exp": (
        ({"V_T_star": 1000.0}, 100.0, {0: (100.0, -40.0)}, 1e-9),
        ({"Delta_V": 1e-5, "lambda_0": 100.0}, 200.0, {0: (150.0, -40.0)}, 1e-9),
        (
            {
                **{"Delta_V": 1e-5, "t_ref": 0.0, "E_L": -65.0, "V_reset": -60.0, "tau_syn_in": 5.0, "lambda_0": 1000.0},
                **{"tau_sfa": [10.0, 80.0], "q_sfa": [6.0, 3.0], "tau_stc": [30.0, 4.0, 4.0], "q_stc": [5.0, -3.0, 2.0]},
            },
            200.0,
            {0: (150.0, -40.0)},
            1e-9,
        ),
    ),
    "pp_cond_exp_mc_urbanczik": (
        ({"phi_max": 0.0}, 500.0, {1: (60.0,), 2: (20.0, -2.0), 3: (300.0,), 4: (100.0, -5.0)}, 1e-9),
        (
            {
                **{"phi_max": 1000.0, "beta": 100.0, "rate_slope": 1.0, "theta": -62.0, "t_ref": 1.0, "g_sp": 40.0, "g_ps": 30.0},
                **{"soma.tau_syn_ex": 1.0, "dendritic.V_m": -60.0, "dendritic.C_m": 200.0, "soma.E_in": -80.0},
            },
            200.0,
            {1: (20.0,), 2: (30.0,), 3: (200.0,), 4: (300.0,)},
            1e-9,
        ),
    ),
    "pp_psc_delta": (
        ({"c_2": 0.0}, 400.0, {0: (3.0, -1.0)}, 1e-9),
        ({"c_3": 1e5, "c_2": 1e-90, "V_m": -3.0}, 400.0, {0: (3.0, -1.0)}, 1e-9),
        (
            {"c_1": 1e9, "c_2": 0.0, "tau_sfa": [5.0, 40.0], "q_sfa": [4.0, 2.0], "with_reset": False, "V_m": -5.0},
            400.0,
            {0: (2.0, -3.0)},
            1e-9,
        ),
    ),
    "glif_psc": (
        ({}, 400.0, {1: (150.0, -60.0)}, 1e-9),
        ({"spike_dependent_threshold": True, "tau_syn": [2.0, 1.0]}, 400.0, {1: (150.0,), 2: (-60.0,)}, 1e-9),
        ({"after_spike_currents": True, "V_reset": -70.0, "asc_r": [0.5, 1.0]}, 500.0, {1: (300.0, -60.0)}, 1e-9),
        ({"spike_dependent_threshold": True, "after_spike_currents": True}, 600.0, {1: (300.0, -60.0)}, 1e-9),
        (
            {
                **{"spike_dependent_threshold": True, "after_spike_currents": True, "adapting_threshold": True},
                **{"asc_amps": [-20.0, 30.0], "asc_decay": [0.01, 0.1], "asc_r": [1.0, 0.3]},
                **{"t_ref": 0.1, "g": 8.0, "th_voltage_index": 0.02, "E_L": -75.0},
            },
            500.0,
            {1: (300.0, -60.0)},
            1e-9,
        ),
    ),
    "glif_psc_double_alpha": (
        ({}, 400.0, {1: (150.0, -60.0)}, 1e-9),
        (
            {
                **{"spike_dependent_threshold": True, "after_spike_currents": True, "adapting_threshold": True},
                **{"tau_syn_fast": [2.0, 1.0], "tau_syn_slow": [5.0, 7.0], "amp_slow": [0.3, 0.6], "asc_init": [5.0, -2.0]},
            },
            500.0,
            {1: (150.0, -60.0), 2: (100.0,)},
            1e-9,
        ),
    ),
    "glif_cond": (
        ({}, 400.0, {1: (50.0,), 2: (20.0,)}, 1e-9),
        ({"spike_dependent_threshold": True}, 500.0, {1: (50.0,), 2: (20.0,)}, 1e-9),
        ({"after_spike_currents": True, "V_reset": -70.0, "asc_r": [0.5, 1.0]}, 500.0, {1: (50.0,), 2: (20.0,)}, 1e-9),
        (
            {
                **{"spike_dependent_threshold": True, "after_spike_currents": True, "adapting_threshold": True},
                **{"tau_syn": [2.0, 1.0, 3.0], "E_rev": [0.0, -85.0, -10.0], "t_ref": 0.1, "g_m": 8.0},
            },
            500.0,
            {1: (15.0,), 2: (10.0,), 3: (4.0,)},
            1e-9,
        ),
    ),
    "iaf_chxk_2008": (
        ({"I_e": 1000.0}, 1400.0, {0: (150.0, -60.0)}, 1e-9),
        ({"ahp_bug": True, "tau_ahp": 3.0, "g_ahp": 100.0}, 2000.0, {0: (300.0, -60.0)}, 1e-9),
        ({"tau_ahp": 6.0, "g_ahp": 100.0, "tau_syn_in": 3.0}, 3000.0, {0: (300.0, -60.0)}, 1e-9),
    ),
    "ht_neuron": (
        ({}, 40.0, {1: (5.0,), 2: (3.0,), 3: (1.0,), 4: (2.0,)}, 1e-9),
        (
            {"instant_unblock_NMDA": True, "t_ref": 0.5, "g_peak_T": 2.0, "N_T": 3.0, "tau_m": 12.0, "theta_eq": -53.0},
            30.0,
            {1: (8.0,), 2: (5.0,), 3: (1.0,), 4: (2.0,)},
            1e-9,
        ),
        ({"voltage_clamp": True, "V_m": -55.0}, 30.0, {1: (1.0,), 2: (1.0,), 3: (1.0,), 4: (1.0,)}, 1e-9),
    ),
    "iaf_psc_exp": (
        ({}, 500.0, {0: (600.0, -200.0)}, 1e-9),
        ({"t_ref": 0.0, "tau_m": 5.0, "tau_syn_ex": 5.0, "tau_syn_in": 4.9999999}, 800.0, {0: (300.0, -100.0)}, 1e-9),
    ),
    "iaf_psc_alpha": (
        ({}, 500.0, {0: (300.0, -100.0)}, 1e-9),
        ({"t_ref": 0.1, "tau_syn_in": 5.0, "tau_m": 5.0, "V_min": -71.0}, 900.0, {0: (300.0, -200.0)}, 1e-9),
    ),
    "iaf_psc_delta": (
        ({}, 500.0, {0: (6.0, -3.0)}, 1e-9),
        ({"t_ref": 1.0, "refractory_input": True, "V_min": -71.0, "E_L": -69.0}, 500.0, {0: (6.0, -5.0)}, 1e-9),
    ),
    "iaf_cond_exp": (
        ({}, 500.0, {0: (80.0, -20.0)}, 1e-9),
        ({"t_ref": 0.0, "tau_syn_ex": 1.0, "V_reset": -65.0, "g_L": 12.0, "E_in": -80.0}, 400.0, {0: (30.0, -10.0)}, 1e-9),
    ),
    "amat2_psc_exp": (
        ({}, 150.0, {0: (400.0, -100.0)}, 1e-9),
        ({"beta": 0.4, "alpha_2": 2.0, "omega": -62.0, "t_ref": 0.1, "tau_v": 7.0}, 250.0, {0: (900.0, -100.0)}, 1e-9),
    ),
    "iaf_psc_exp_htum": (
        ({}, 500.0, {0: (600.0, -200.0)}, 1e-9),
        ({"t_ref_abs": 1.0, "t_ref_tot": 4.0, "tau_syn_ex": 4.0}, 900.0, {0: (600.0, -200.0)}, 1e-9),
    ),
    "iaf_cond_exp_sfa_rr": (
        ({}, 600.0, {0: (30.0, -8.0)}, 1e-9),
        ({"t_ref": 0.0, "q_rr": 500.0, "q_sfa": 5.0, "tau_sfa": 50.0}, 700.0, {0: (40.0, -8.0)}, 1e-9),
    ),
    "iaf_psc_exp_multisynapse": (
        ({"tau_syn": [2.0, 5.0, 8.0]}, 500.0, {1: (400.0,), 2: (150.0, -100.0), 3: (-20.0,)}, 1e-9),
    ),
    "iaf_psc_alpha_multisynapse": (
        ({"tau_syn": [2.0, 5.0, 1.0], "t_ref": 0.1, "V_min": -70.5}, 500.0, {1: (300.0,), 2: (100.0, -200.0), 3: (-20.0,)}, 1e-9),
    ),
    "gif_psc_exp_multisynapse": (
        (
            {
                **{"Delta_V": 1e-5, "t_ref": 2.0, "tau_syn": [2.0, 5.0], "lambda_0": 1000.0},
                **{"tau_sfa": [10.0, 80.0], "q_sfa": [6.0, 3.0], "tau_stc": [30.0], "q_stc": [5.0]},
            },
            200.0,
            {1: (150.0,), 2: (-40.0,)},
            1e-9,
        ),
    ),
    "gif_cond_exp": (
        ({"V_T_star": 1000.0}, 100.0, {0: (6.0, -4.0)}, 1e-9),
        (
            {
                **{"Delta_V": 1e-5, "t_ref": 2.0, "E_L": -65.0, "V_reset": -60.0, "tau_syn_in": 5.0, "lambda_0": 1000.0},
                **{"tau_sfa": [10.0, 80.0], "q_sfa": [6.0, 3.0], "tau_stc": [30.0, 4.0], "q_stc": [5.0, -3.0]},
            },
            200.0,
            {0: (6.0, -4.0)},
            1e-9,
        ),
    ),
    "gif_cond_exp_multisynapse": (
        (
            {
                **{"Delta_V": 1e-5, "t_ref": 0.0, "tau_syn": [2.0, 5.0], "E_rev": [0.0, -85.0], "lambda_0": 1000.0},
                **{"tau_sfa": [10.0, 80.0], "q_sfa": [6.0, 3.0], "tau_stc": [30.0], "q_stc": [5.0]},
            },
            200.0,
            {1: (6.0,), 2: (4.0,)},
            1e-9,
        ),
    ),
    "aeif_cond_beta_multisynapse": (
        (
            {"tau_rise": [0.2, 2.0], "tau_decay": [0.2, 5.0], "E_rev": [0.0, -85.0], "t_ref": 1.0},
            900.0,
            {1: (250.0,), 2: (15.0,)},
            1e-7,
        ),
    ),
    "astrocyte_lr_1994": (
        ({}, 0.001, {0: (10.0, 3.0)}, 1e-9),
        ({"Ca_astro": 0.9, "IP3": 2.0, "h_IP3R": 0.2, "tau_IP3": 30.0, "rate_IP3R": 0.5}, -0.004, {0: (300.0, 100.0)}, 1e-9),
        ({"Ca_astro": 3.0, "IP3": 0.0, "rate_L": 0.02, "rate_SERCA": 0.3, "delta_IP3": 0.1, "IP3_0": 0.4}, 0.05, {0: (3.0, 1.0)}, 1e-9),
        ({"h_IP3R": 1.0, "k_IP3R": 0.3, "Kd_inh": 0.0, "rate_SERCA": 0.0, "rate_L": 0.3}, -0.5, {0: (30.0, 1.0)}, 1e-9),
    ),
    "ignore_and_fire": (({"rate": 300.0, "phase": 0.3}, 0.0, {0: (1.0,)}, 1e-9),),
}

# NEST records V_m of this model relative to E_L, and the sum of currents under the name that their elements have here.
RELATIVE = {"iaf_psc_exp_htum": -70.0}
ABSENT = {"iaf_psc_exp_multisynapse": {"I_syn"}, "iaf_psc_alpha_multisynapse": {"I_syn"}}

# The current during a step, which NEST shows a step before.
LATER = {"I"}

# Receptors that take currents, where it is not number 0.
CURRENT = {"iaf_cond_alpha_mc": 7, "pp_cond_exp_mc_urbanczik": 5}

# What never fires.
SILENT = {"astrocyte_lr_1994"}

# Populations that fire at random: parameters and current (pA).
RANDOM = {
    "gif_psc_exp": (
        {"tau_sfa": [10.0, 80.0], "q_sfa": [6.0, 3.0], "tau_stc": [30.0], "q_stc": [5.0], "Delta_V": 3.0},
        150.0,
    ),
    "gif_cond_exp": ({"tau_sfa": [50.0], "q_sfa": [5.0], "tau_stc": [20.0], "q_stc": [8.0], "Delta_V": 2.0}, 150.0),
    "pp_psc_delta": ({"dead_time": 5.0, "dead_time_random": True, "dead_time_shape": 3, "c_2": 20.0}, 300.0),
    "iaf_psc_exp": ({"delta": 3.0, "rho": 50.0}, 300.0),
    "pp_cond_exp_mc_urbanczik": ({"theta": -60.0, "t_ref": 5.0, "g_ps": 100.0}, 4000.0),
}
SEVERAL = ({"dead_time": 0.0, "c_1": 40.0, "tau_sfa": [30.0], "q_sfa": [1.0], "with_reset": False}, 250.0)

# What the node of every model has, and what NEST shows of a state that a text does not let users set.
COMMON = set(nest.GetDefaults("parrot_neuron")) - {"recordables"}
HIDDEN = {"n_synapses", "n_receptors", "has_connections", "ASCurrents", "dg"}
DERIVED = {"mat2_psc_exp": {"V_th"}, "amat2_psc_exp": {"V_th"}}


def trains(receptors):
    """Times of spikes (ms) on the grid, for each receptor and weight."""
    numbers = random.Random(20)
    found = []
    for receptor, weights in receptors.items():
        for weight in weights:
            steps = sorted({numbers.randrange(600, 1990) for _ in range(70)})
            found.append((receptor, weight, [round(s * 0.1, 1) for s in steps]))
    return found


def nested(parameters):
    """Parameters with those of a compartment, such as `soma.g_L`, in dictionaries."""
    found = {}
    for name, value in parameters.items():
        group, dot, own = name.partition(".")
        if dot:
            found.setdefault(group, {})[own] = value
        else:
            found[name] = value
    return found


def run(model, parameters, current, receptors, names):
    nest.resolution = 0.1
    neuron = nest.Create(model, params=nested(parameters))
    source = nest.Create("dc_generator", params={"amplitude": current, "start": 10.0, "stop": 90.0})
    nest.Connect(source, neuron, syn_spec={"receptor_type": CURRENT.get(model, 0)})
    for receptor, weight, times in trains(receptors):
        train = nest.Create("spike_generator", params={"spike_times": times})
        nest.Connect(train, neuron, syn_spec={"weight": weight, "delay": 1.0, "receptor_type": receptor})
    if names is None:
        names = sorted(nest.GetDefaults(model).get("recordables", ()))
        names = sorted(neuron.recordables) if names else []
    if names:
        meter = nest.Create("multimeter", params={"record_from": names, "interval": 0.1})
        nest.Connect(meter, neuron)
    recorder = nest.Create("spike_recorder")
    if model not in SILENT:
        nest.Connect(neuron, recorder)
    nest.Simulate(END + 2.0)
    n = round(END * 10)
    recorded = {k: np.asarray(meter.events[k])[:n] for k in names}
    spikes = np.ceil(np.asarray(recorder.events["times"]) * 10 - 1e-6).astype(int)
    return recorded, [int(s) for s in spikes if s <= n]


def counts(model, parameters, current):
    """Mean and deviation of the number of spikes of a neuron in a second, and the mean of squared intervals (ms^2)."""
    neurons = nest.Create(model, 400, params=parameters)
    source = nest.Create("dc_generator", params={"amplitude": current})
    nest.Connect(source, neurons, syn_spec={"receptor_type": CURRENT.get(model, 0)})
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    nest.Simulate(1000.0)
    senders, times = np.asarray(recorder.events["senders"]), np.asarray(recorder.events["times"])
    number = np.bincount(senders - neurons[0].global_id, minlength=400)
    gaps = np.concatenate([np.diff(np.sort(times[senders == n])) for n in neurons.tolist()])
    return [float(number.mean()), float(number.std()), float(np.mean(gaps**2)), float(np.std(gaps**2) / len(gaps) ** 0.5)]


def declared(model):
    """What users may set of a model, without what all have, and its receptors."""
    found = {}
    for name, value in nest.GetDefaults(model).items():
        if name in COMMON | HIDDEN or name in DERIVED.get(model, ()) or (name == "g" and not np.isscalar(value)):
            continue
        if isinstance(value, (bool, int, float)) or (isinstance(value, dict) and name != "receptor_types"):
            found[name] = value
        elif isinstance(value, (tuple, list, np.ndarray)) and name != "recordables":
            found[name] = [float(v) for v in value]
    return found


def packed(values):
    """Numbers as steps of 1e-10 of their range, as fourth differences, which are small."""
    least, most = float(min(values)), float(max(values))
    unit = (most - least) * 1e-10 or 1.0
    steps = [round((float(v) - least) / unit) for v in values]
    for _ in range(4):
        steps = steps[:1] + [b - a for a, b in zip(steps, steps[1:])]
    return {"least": least, "unit": unit, "steps": steps}


def unpacked(stored):
    steps = stored["steps"]
    for _ in range(4):
        sums, total = [], 0
        for s in steps:
            total += s
            sums.append(total)
        steps = sums
    return np.array([stored["least"] + s * stored["unit"] for s in steps])


def write(only):
    everything = json.loads(lzma.decompress(STORED.read_bytes())) if STORED.exists() else {}
    for model, cases in CASES.items():
        if only and model not in only:
            continue
        everything[model] = []
        for parameters, current, receptors, _ in cases:
            nest.ResetKernel()
            nest.verbosity = nest.VerbosityLevel.QUIET
            recorded, spikes = run(model, parameters, current, receptors, None)
            everything[model].append({"recorded": {k: packed(v) for k, v in recorded.items()}, "spikes": spikes})
            print(model, len(spikes), list(recorded))
        nest.ResetKernel()
        everything[model].append({"defaults": declared(model)})
        if model in RANDOM:
            everything[model][-1]["random"] = counts(model, *RANDOM[model])
        if model == "pp_psc_delta":
            nest.ResetKernel()
            everything[model][-1]["several"] = counts(model, *SEVERAL)
    text = json.dumps({k: everything[k] for k in sorted(everything) if k in CASES}, separators=(",", ":"))
    STORED.write_bytes(lzma.compress(text.encode(), preset=9))
    SAMPLED.write_bytes(gzip.compress(json.dumps(sampled(everything)).encode(), mtime=0))


def wanted(model, name, stored):
    """What a text is to record under a name, step by step; the first value may be anything."""
    values = unpacked(stored) + (RELATIVE.get(model, 0.0) if name == "V_m" else 0.0)
    return np.concatenate([values[:1], values[:-1]]) if name in LATER else values


def sampled(everything):
    """Each tenth millisecond of what is stored, with what was given to the neuron, for the tests in Java."""
    found = {}
    for model, cases in CASES.items():
        found[model] = []
        for (parameters, current, receptors, allowed), stored in zip(cases, everything[model][:-1], strict=True):
            recorded = {}
            for name in sorted(set(stored["recorded"]) - ABSENT.get(model, set())):
                values = wanted(model, name, stored["recorded"][name])
                tolerance = allowed * (float(np.ptp(values)) or 1.0)
                recorded[name] = {"tolerance": tolerance, "values": [float(v) for v in values[99::100]]}
            arriving = [
                {"receptor": r, "weight": w, "steps": [round(10 * t) for t in times]} for r, w, times in trains(receptors)
            ]
            case = {"parameters": parameters, "current": current, "trains": arriving, "recorded": recorded}
            found[model].append(case | {"spikes": stored["spikes"]})
    return found


# Models that are classes, each with a text that says the same; here the text is tested.
CLASSES = {"iaf_cond_exp", "iaf_psc_alpha", "iaf_psc_delta", "iaf_psc_exp", "iaf_psc_exp_multisynapse"}


def installed(model, tmp_path):
    """The name of the model of a text, which is another where Myelin's own model of the name is a class."""
    if model not in CLASSES:
        return model
    text = TEXTS / f"{model}.nestml"
    name = f"text_of_{model}"
    own = tmp_path / f"{name}.nestml"
    own.write_text(re.sub(rf"^model {model}:", f"model {name}:", text.read_text(), flags=re.M))
    nest.Install(str(own))
    return name


@pytest.fixture(scope="module")
def stored():
    return json.loads(lzma.decompress(STORED.read_bytes()))


def each():
    return [pytest.param(m, k, id=f"{m}-{k}") for m, cases in CASES.items() for k in range(len(cases))]


@pytest.mark.parametrize("model, case", each())
def test_a_text_does_what_nests_model_does(stored, model, case, tmp_path):
    parameters, current, receptors, allowed = CASES[model][case]
    expected = stored[model][case]
    names = sorted(set(expected["recorded"]) - ABSENT.get(model, set()))
    recorded, spikes = run(installed(model, tmp_path), parameters, current, receptors, names)
    differences = {}
    for name in names:
        right = wanted(model, name, expected["recorded"][name])
        off = np.abs(recorded[name] - right) / (np.ptp(right) or 1.0)
        differences[name] = (float(off.max()), round(float(np.argmax(off > allowed)) * 0.1 + 0.1, 1))
    print(model, case, differences)
    assert spikes == expected["spikes"]
    for name, (largest, when) in differences.items():
        assert largest <= allowed, f"{name} differs by {largest} of its range, first at {when} ms"


@pytest.mark.parametrize("model", CASES)
def test_names_and_defaults_are_nests(stored, model, tmp_path):
    wanted = stored[model][-1]["defaults"]
    own = nest.GetDefaults(installed(model, tmp_path))
    assert sorted(set(wanted) - set(own)) == []
    for name, value in wanted.items():
        assert own[name] == pytest.approx(value, rel=1e-11), name


@pytest.mark.parametrize("model, key", [*((m, "random") for m in RANDOM), ("pp_psc_delta", "several")])
def test_random_spikes_are_as_many_as_nests(stored, model, key, tmp_path):
    parameters, current = SEVERAL if key == "several" else RANDOM[model]
    mean, deviation, gap, error = stored[model][-1][key]
    found = counts(installed(model, tmp_path), parameters, current)
    print(model, found, stored[model][-1][key])
    assert found[0] == pytest.approx(mean, abs=5 * deviation * (2 / 400) ** 0.5)
    assert found[1] == pytest.approx(deviation, rel=0.25)
    assert found[2] == pytest.approx(gap, abs=5 * 2**0.5 * error)


if __name__ == "__main__":
    write(sys.argv[1:])
