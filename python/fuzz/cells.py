"""What scenarios draw of the point neurons that NEST has beside those of `ranges.py`.

Most parameters are drawn around their defaults, which are read from what NEST says of itself. What fires at random is given
values with which it fires for certain above a threshold, and not below.
"""

import json
import lzma
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .draws import among, between, eighths, times

STORED = Path(__file__).parents[1] / "tests" / "reference" / "defaults.json.xz"
DEFAULTS = json.loads(lzma.decompress(STORED.read_bytes()))["nodes"]


@dataclass(frozen=True)
class Cell:
    """What is drawn of a model.

    `params` has a function of a random generator for each parameter, `together` gives those that belong together, for all
    nodes alike, `always` those that never change. `weight` draws the size of a weight. `spikes` are receptors for spikes and
    the sign of the weights that they take, 0 for either; `currents` those for currents. `kept` are parameters that do not
    change in mid-run. What is `precise` fires within a step, what is `silent` never. What runs `once` is in scenarios of one
    piece; of what is `fixed` neither parameters nor connections change once there was a simulation.
    """

    params: dict
    weight: Callable
    together: Callable = lambda rng: {}
    always: dict | None = None
    spikes: tuple = ((0, 0),)
    currents: tuple = (0,)
    recordables: tuple = ()
    kept: tuple = ()
    integrated: bool = False
    precise: bool = False
    silent: bool = False
    once: bool = False
    fixed: bool = False


OF_ALL = {
    "tau_minus": between(5, 40),
    "tau_minus_triplet": between(50, 200),
    "tau_Ca": between(100, 10000),
    "beta_Ca": between(0.001, 0.1, 3),
    "t_ref": among(0.0, 0.1, 0.5, 1.0, 1.25, 2.0, 2.33, 5.0),
    "V_m": between(-80, -50),
    "V_reset": between(-75, -60),
    "V_th": between(-58, -45),
    "E_ex": between(-10, 10),
    "E_in": between(-90, -72),
    **dict.fromkeys(("g_ex", "g_in"), between(0, 30)),
    **dict.fromkeys(("tau_syn_ex", "tau_syn_in"), among(0.2, 0.5, 1.0, 2.0, 3.3, 5.0)),
}
"""Of any model that has these."""

NOT_DRAWN = {"ignore_and_spike_interval", "ignore_and_spike_offset", "t_spike", "post_trace", "t_ref_remaining"}


STATES = ("Act_", "Inact_", "I_syn", "dI_syn", "dg_")
"""How the names of what is not drawn begin."""


def around(it):
    """A number around this one, with few digits."""
    digits = 2 - math.floor(math.log10(abs(it)))
    return lambda rng: round(it * rng.uniform(0.7, 1.4), digits)


def about(model, **own):
    """A function for each parameter of a model that is a number, around its default; `own` ones go before, None for none."""
    drawn = {}
    for key, (kind, it) in DEFAULTS[model].items():
        if kind != "float" or abs(it) > 1e300 or key in NOT_DRAWN or key.startswith(STATES):
            continue
        if key in OF_ALL:
            drawn[key] = OF_ALL[key]
        elif key[:2] in ("V_", "E_") or key.startswith("theta") or key == "omega":
            drawn[key] = between(it - 4, it + 4)
        elif it != 0:
            drawn[key] = around(it)
    return {key: draw for key, draw in (drawn | own).items() if draw is not None}


def lists(rng, most=3, **draws):
    """Lists of the same length."""
    n = rng.randint(0, most)
    return {key: [draw(rng) for _ in range(n)] for key, draw in draws.items()}


def receptors(*signs):
    """Receptors from 1 on that take weights of these signs."""
    return tuple((number, sign) for number, sign in enumerate(signs, 1))


PSC, COND, DELTA = eighths(20, 1500), eighths(1, 60), eighths(0.25, 10)
THREE = receptors(0, 0, 0)
SYN = times(3, 0.2, 0.5, 1.0, 2.0, 3.3, 5.0)
UNEQUAL = {
    **dict.fromkeys(("tau_syn_ex", "tau_syn_in"), among(0.513, 1.013, 2.013, 3.313)),
    "I_e": between(-50, 900, 0),
    "t_ref": among(0.5, 2.0, 2.33),
    "V_th": None,
}
"""Of models whose threshold moves, and that take no time constant twice."""

RISING = {
    "V_reset": between(-65, -55),
    "V_th": between(-54, -47),
    "V_peak": between(-30, 5),  # above, the last steps of an upstroke are as short as times can tell
    "Delta_T": among(0.0, 1.5, 2.0, 3.3),
    "I_e": between(-100, 1200, 0),
    "w": between(0, 100),
    "t_ref": among(0.0, 0.0, 0.5, 1.0, 2.33),
    "gsl_error_tol": among(1e-6, 1e-5, 1e-4),
}


def aeif(model, weight, **more):
    """A neuron with an exponential rise."""
    return Cell(about(model, **RISING), weight, integrated=True, **more)


def adaptive():
    """Lists of adaptation."""
    return {"tau_sfa": between(5, 100), "q_sfa": between(0, 10), "tau_stc": between(5, 100), "q_stc": between(-20, 20)}


def sharp(model, weight, **more):
    """A neuron that fires at random, but for certain above V_T_star and not below."""
    own = about(model, V_T_star=between(-55, -45), I_e=between(-50, 300, 0), Delta_V=None, I_stc=None, E_sfa=None)
    several = model.endswith("multisynapse")

    def together(rng):
        tau_sfa, tau_stc = adaptive(), adaptive()
        drawn = lists(rng, tau_sfa=tau_sfa["tau_sfa"], q_sfa=tau_sfa["q_sfa"])
        drawn |= lists(rng, tau_stc=tau_stc["tau_stc"], q_stc=tau_stc["q_stc"])
        if several:
            drawn["tau_syn"] = SYN(rng)
        if "E_rev" in DEFAULTS[model]:
            drawn["E_rev"] = [0.0, -85.0, between(-90, 10)(rng)]
        return drawn

    spikes = (receptors(1, 1, 1) if "cond" in model else THREE) if several else ((0, 0),)
    return Cell(own, weight, together, {"Delta_V": 1e-5}, spikes, **more)


def glif(model, weight, **more):
    """A neuron of the Allen Institute, of one of its five kinds."""
    thresholds = ("V_th", "E_L", "th_spike_add", "th_spike_decay", "th_voltage_decay", "th_voltage_index")

    def together(rng):
        kind = rng.randint(1, 5)
        drawn = {
            "spike_dependent_threshold": kind in (2, 4, 5),
            "after_spike_currents": kind in (3, 4, 5),
            "adapting_threshold": kind == 5,
        }
        n = rng.randint(1, 2)  # NEST has no third
        asc = {"asc_amps": (-200, 20), "asc_init": (-20, 20), "asc_decay": (0.003, 0.2), "asc_r": (0, 1)}
        drawn |= {key: [between(*ends, 3)(rng) for _ in range(n)] for key, ends in asc.items()}
        if model == "glif_psc_double_alpha":
            return drawn | {"tau_syn_fast": SYN(rng), "tau_syn_slow": SYN(rng), "amp_slow": times(3, 0.1, 0.3, 0.9)(rng)}
        return drawn | {"tau_syn": SYN(rng)} | ({"E_rev": [0.0, -85.0, -40.0]} if model == "glif_cond" else {})

    own = about(
        model,
        V_m=between(-85, -60),
        V_reset=between(-85, -70),
        t_ref=among(0.5, 1.0, 2.33, 3.75),
        voltage_reset_fraction=between(0, 1, 2),
        voltage_reset_add=between(0, 20),
    )
    kept = (*thresholds, "asc_amps")
    spikes = receptors(1, 1, 1) if model == "glif_cond" else THREE
    return Cell(own, weight, together, spikes=spikes, kept=kept, **more)


def several(model, weight, lists_of, **more):
    """A neuron with three receptors."""

    def together(rng):
        return {key: draw(rng) for key, draw in lists_of.items()}

    return Cell(more.pop("params", None) or about(model, I_e=between(-200, 1200, 0)), weight, together, **more)


def part(model, name, *left_out):
    """A dictionary with some of a compartment's parameters."""
    drawn = {}
    for key, it in DEFAULTS[model][name][1].items():
        if key in left_out:
            continue
        if key == "I_e":
            drawn[key] = between(-200, 900, 0)
        else:
            drawn[key] = OF_ALL[key] if key in OF_ALL else between(it - 4, it + 4) if key == "E_L" else around(it)
    return lambda rng: {key: draw(rng) for key, draw in drawn.items() if rng.random() < 0.4}


PRECISE = {
    "C_m": between(100, 400, 0),
    "E_L": between(-75, -60),
    "I_e": between(-200, 1200, 0),
    "V_m": between(-80, -59),
    "V_th": between(-58, -45),
    "V_reset": between(-75, -60),
    "t_ref": among(1.0, 1.25, 2.0, 2.33, 5.0),
    "tau_m": between(3, 30, 2),
    "tau_minus": between(5, 40),
    "tau_Ca": between(100, 10000),
}
CURRENTS = dict.fromkeys(("tau_syn_ex", "tau_syn_in"), among(0.2, 0.5, 2.0, 3.3, 10.0))


SLOW = {"C_m": between(200, 400, 0), "I_e": between(-200, 600, 0), "V_reset": between(-75, -66)}
"""Of a neuron that in NEST fires while it is refractory, if it gets from V_reset to V_th within a step."""


def one_current(rng):
    """Both time constants of a neuron that must have the same."""
    return dict.fromkeys(("tau_syn_ex", "tau_syn_in"), rng.choice((0.511, 1.013, 2.003, 2.997)))


COMPARTMENTS, RECEPTORS = (2, 5), 3
"""How many compartments a tree has, least and most, and how many receptors."""

KINDS = {"AMPA": ["AMPA"], "GABA": ["GABA"], "NMDA": ["NMDA"], "AMPA_NMDA": ["AMPA", "NMDA"]}
"""Types of receptors of compartments, and the parts that each has."""


def part_of_tree(rng, parent):
    """A compartment with some parameters, below that one."""
    drawn = {
        "C_m": between(0.05, 2.0, 3)(rng),
        "g_C": between(0.005, 1.0, 3)(rng),
        "g_L": between(0.02, 0.3, 3)(rng),
        "e_L": between(-80, -60)(rng),
        "v_comp": between(-85, -60)(rng),
        "gbar_Na": among(0.0, between(0.5, 20.0)(rng))(rng),
        "gbar_K": among(0.0, between(0.1, 8.0)(rng))(rng),
    }
    return {"parent_idx": parent, "params": {key: it for key, it in drawn.items() if rng.random() < 0.6}}


def receptor_of_tree(rng, compartments):
    """A receptor with some parameters, on any of so many compartments."""
    kind = rng.choice(list(KINDS))
    drawn = {f"e_{kind}": between(-90, 10)(rng)}
    if kind == "AMPA_NMDA":
        drawn["NMDA_ratio"] = between(0.1, 4.0, 2)(rng)
    for part in KINDS[kind]:
        drawn[f"tau_r_{part}"] = between(0.1, 0.8, 2)(rng)
        drawn[f"tau_d_{part}"] = between(1.5, 50.0)(rng)
    params = {key: it for key, it in drawn.items() if rng.random() < 0.4}
    return {"comp_idx": rng.randrange(compartments), "receptor_type": kind, "params": params}


def grown(rng):
    """Compartments and receptors of a tree."""
    n = rng.randint(*COMPARTMENTS)
    compartments = [part_of_tree(rng, rng.randrange(k) if k else -1) for k in range(n)]
    return {"compartments": compartments, "receptors": [receptor_of_tree(rng, n) for _ in range(RECEPTORS)]}


CELLS = {
    "cm_default": Cell(
        about("cm_default", V_th=between(-60, -45)),
        lambda rng: rng.randrange(1, 33) / 64,
        grown,
        spikes=tuple((number, 1) for number in range(RECEPTORS)),
        currents=tuple(range(COMPARTMENTS[0])),
        recordables=tuple(f"{name}{k}" for name in ("v_comp", "m_Na_", "h_Na_", "n_K_") for k in range(COMPARTMENTS[0])),
        once=True,
    ),
    "aeif_cond_alpha": aeif("aeif_cond_alpha", COND),
    "aeif_cond_alpha_astro": aeif("aeif_cond_alpha_astro", COND),
    "aeif_cond_exp": aeif("aeif_cond_exp", COND),
    "aeif_psc_alpha": aeif("aeif_psc_alpha", PSC),
    "aeif_psc_exp": aeif("aeif_psc_exp", PSC),
    "aeif_psc_delta": aeif("aeif_psc_delta", DELTA),
    "aeif_psc_delta_clopath": Cell(
        about(
            "aeif_psc_delta_clopath",
            I_e=between(-100, 1200, 0),
            V_reset=between(-65, -58),
            V_peak=between(25, 33),
            V_clamp=between(25, 33),
            t_clamp=among(0.5, 2.0),
            Delta_T=among(1.5, 2.0, 3.3),
            delay_u_bars=among(1.0, 2.0, 5.0),
        ),
        DELTA,
        kept=("delay_u_bars",),
        integrated=True,
    ),
    "aeif_cond_alpha_multisynapse": several(
        "aeif_cond_alpha_multisynapse",
        COND,
        {"tau_syn": SYN, "E_rev": lambda rng: [0.0, -85.0, -40.0]},
        params=about("aeif_cond_alpha_multisynapse", **RISING),
        spikes=receptors(1, 1, 1),
        integrated=True,
    ),
    "aeif_cond_beta_multisynapse": several(
        "aeif_cond_beta_multisynapse",
        COND,
        {"tau_rise": times(3, 0.2, 0.5, 1.0), "tau_decay": times(3, 1.0, 3.3, 10.0), "E_rev": lambda rng: [0.0, -85.0, -40.0]},
        params=about("aeif_cond_beta_multisynapse", **RISING),
        spikes=receptors(1, 1, 1),
        integrated=True,
    ),
    "amat2_psc_exp": Cell(
        about(
            "amat2_psc_exp",
            **UNEQUAL,
            tau_m=between(8, 14),
            tau_v=among(4.01, 5.52, 6.03),
            alpha_2=between(0, 5),
            beta=between(-0.3, 0.3, 2),
        ),
        PSC,
    ),
    "mat2_psc_exp": Cell(about("mat2_psc_exp", **UNEQUAL), PSC),
    "gif_psc_exp": sharp("gif_psc_exp", eighths(10, 400)),
    "gif_psc_exp_multisynapse": sharp("gif_psc_exp_multisynapse", eighths(10, 400)),
    "gif_cond_exp": sharp("gif_cond_exp", eighths(0.5, 20), integrated=True),
    "gif_cond_exp_multisynapse": sharp("gif_cond_exp_multisynapse", eighths(0.5, 20), integrated=True),
    "glif_psc": glif("glif_psc", eighths(10, 600)),
    "glif_psc_double_alpha": glif("glif_psc_double_alpha", eighths(10, 600)),
    "glif_cond": glif("glif_cond", COND, integrated=True),
    "hh_psc_alpha": Cell(about("hh_psc_alpha", I_e=between(-100, 900, 0)), eighths(20, 600), integrated=True),
    "hh_psc_alpha_clopath": Cell(
        about("hh_psc_alpha_clopath", I_e=between(-100, 900, 0), delay_u_bars=among(1.0, 2.0, 5.0)),
        eighths(20, 600),
        kept=("delay_u_bars",),
        integrated=True,
    ),
    "hh_cond_exp_traub": Cell(about("hh_cond_exp_traub", I_e=between(-50, 600, 0)), eighths(1, 30), integrated=True),
    "hh_cond_beta_gap_traub": Cell(
        about(
            "hh_cond_beta_gap_traub",
            I_e=between(-50, 400, 0),
            **{f"tau_{way}_{sign}": among(0.5, 2.0, 5.0) for way in ("rise", "decay") for sign in ("ex", "in")},
        ),
        eighths(1, 20),
        integrated=True,
    ),
    "astrocyte_lr_1994": Cell(
        about(
            "astrocyte_lr_1994",
            IP3=between(0.1, 2, 2),
            Ca_astro=between(0.05, 0.5, 3),
            delta_IP3=between(0.01, 0.5, 2),
            h_IP3R=between(0.3, 0.95, 2),
        ),
        eighths(0.25, 4),
        spikes=((0, 1),),
        silent=True,
        integrated=True,
    ),
    "ht_neuron": Cell(
        about(
            "ht_neuron",
            t_ref=among(0.5, 1.0, 2.0, 2.33),
            instant_unblock_NMDA=among(True, False),
            voltage_clamp=among(True, False, False, False),
        ),
        eighths(1, 30),
        spikes=receptors(1, 1, 1, 1),
        integrated=True,
    ),
    "iaf_bw_2001": Cell(
        about("iaf_bw_2001", gsl_error_tol=None, V_reset=between(-65, -60)),
        eighths(1, 60),
        spikes=receptors(1, 1, 1),
        integrated=True,
    ),
    "iaf_bw_2001_exact": Cell(
        about("iaf_bw_2001_exact", gsl_error_tol=None, V_reset=between(-65, -60)),
        eighths(1, 60),
        spikes=receptors(1, 1, 1),
        integrated=True,
        fixed=True,
    ),
    "iaf_chs_2007": Cell(
        about(
            "iaf_chs_2007", V_m=between(0, 0.9, 2), V_epsp=between(0.5, 1, 2), V_noise=None, V_reset=between(0.5, 4)
        ),
        eighths(0.25, 2),
        currents=(),
    ),
    "iaf_chxk_2008": Cell(
        about(
            "iaf_chxk_2008",
            E_ex=between(10, 25),
            V_th=between(-49, -42),
            ahp_bug=among(True, False),
            I_e=between(-500, 2500, 0),
        ),
        eighths(10, 300),
        integrated=True,
    ),
    "iaf_cond_alpha": Cell(about("iaf_cond_alpha", I_e=between(-200, 900, 0)), COND, integrated=True),
    "iaf_cond_beta": Cell(
        about(
            "iaf_cond_beta",
            I_e=between(-200, 900, 0),
            **{f"tau_{way}_{sign}": among(0.2, 0.5, 2.0, 3.3) for way in ("rise", "decay") for sign in ("ex", "in")},
        ),
        COND,
        integrated=True,
    ),
    "iaf_cond_exp_sfa_rr": Cell(
        about(
            "iaf_cond_exp_sfa_rr",
            I_e=between(-200, 1500, 0),
            g_sfa=between(0, 20),
            g_rr=between(0, 20),
            E_in=between(-80, -70),
        ),
        COND,
        integrated=True,
    ),
    "iaf_cond_alpha_mc": Cell(
        about("iaf_cond_alpha_mc", **{it: part("iaf_cond_alpha_mc", it) for it in ("soma", "proximal", "distal")}),
        COND,
        spikes=receptors(1, 1, 1, 1, 1, 1),
        currents=(7, 8, 9),
        integrated=True,
    ),
    "pp_cond_exp_mc_urbanczik": Cell(
        about(
            "pp_cond_exp_mc_urbanczik",
            soma=part("pp_cond_exp_mc_urbanczik", "soma", "E_ex", "E_in"),
            dendritic=part("pp_cond_exp_mc_urbanczik", "dendritic", "I_e", "E_ex", "E_in"),
            **dict.fromkeys(("phi_max", "beta", "rate_slope")),
            t_ref=among(1.0, 2.0, 3.3),
        ),
        eighths(1, 60),
        always={"phi_max": 1e6, "beta": 1e5},
        spikes=receptors(1, 1, 1, 1),
        currents=(5,),
        integrated=True,
    ),
    "iaf_psc_exp_htum": Cell(
        about("iaf_psc_exp_htum", I_e=between(-200, 1200, 0), t_ref_abs=among(0.5, 1.0, 2.0), t_ref_tot=among(2.0, 3.3, 5.0)),
        PSC,
    ),
    "iaf_tum_2000": Cell(
        about(
            "iaf_tum_2000",
            I_e=between(-200, 1200, 0),
            U=between(0.1, 1),
            tau_psc=between(1, 4),
            tau_rec=between(10, 900),
            tau_fac=among(0.0, 50.0, 1000.0),
            rho=None,
        ),
        PSC,
        spikes=((0, 0), (1, 0)),
        currents=(0, 1),
    ),
    "iaf_psc_alpha_multisynapse": several("iaf_psc_alpha_multisynapse", PSC, {"tau_syn": SYN}, spikes=THREE),
    "iaf_psc_exp_multisynapse": several("iaf_psc_exp_multisynapse", PSC, {"tau_syn": SYN}, spikes=THREE),
    "ignore_and_fire": Cell(
        about("ignore_and_fire", phase=between(0.01, 1, 2), rate=between(5, 300)),
        PSC,
        kept=("phase", "rate", "tau_minus", "tau_minus_triplet", "tau_Ca", "beta_Ca", "t_ref"),  # NEST begins a phase anew
    ),
    "izhikevich": Cell(
        about(
            "izhikevich",
            I_e=between(-2, 15),
            V_m=between(-75, -55),
            V_th=between(20, 35),
            U_m=between(-18, -8),
            b=between(0.15, 0.26, 2),
            c=between(-68, -50),
            d=between(1, 10),
            consistent_integration=among(True, False),
        ),
        eighths(0.5, 20),
    ),
    "pp_psc_delta": Cell(
        about(
            "pp_psc_delta",
            I_e=between(-100, 400, 0),
            V_m=between(-10, 0.5),
            dead_time=among(1.0, 2.0, 3.3),
            with_reset=among(True, False),
            c_2=None,
            c_3=None,
        ),
        eighths(0.25, 8),
        lambda rng: lists(rng, tau_sfa=between(5, 100), q_sfa=between(0, 5)),
        {"c_1": 0.0, "c_2": 1e-90, "c_3": 1e5},
    ),
    "iaf_psc_alpha_ps": Cell(PRECISE | CURRENTS, PSC, kept=("t_ref",), precise=True),
    "iaf_psc_exp_ps": Cell(PRECISE | CURRENTS, PSC, kept=("t_ref",), precise=True),
    "iaf_psc_delta_ps": Cell(PRECISE, DELTA, kept=("t_ref",), precise=True),
    "iaf_psc_exp_ps_lossless": Cell(PRECISE | SLOW, eighths(10, 200), one_current, kept=("t_ref",), precise=True),
    "parrot_neuron_ps": Cell({"tau_minus": between(5, 40)}, eighths(0.5, 2), currents=(), precise=True),
}
"""What is drawn of each, by model."""
