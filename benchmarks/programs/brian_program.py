"""Measures programs of the table in Brian 2: those of the peers, and AdEx, Hodgkin-Huxley and Tsodyks networks."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import brian_peer
import measure
from brian2 import Hz, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, ms, mV, nS, pA, pF
from brian_peer import Parts, indegree
from networks import COBA
from parameters import ADEX, TSODYKS, Kind


def hh_coba() -> Parts:
    """Brette et al.'s benchmark 3, integrated with an exponential rule of fixed step."""
    p = COBA
    neurons = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = (g_l * (e_l - v) + g_ex * (e_ex - v) + g_in * (e_in - v)
                 - g_na * m**3 * h * (v - e_na) - g_k * n**4 * (v - e_k)) / c_m : volt
        dm/dt = alpha_m * (1 - m) - beta_m * m : 1
        dn/dt = alpha_n * (1 - n) - beta_n * n : 1
        dh/dt = alpha_h * (1 - h) - beta_h * h : 1
        dg_ex/dt = -g_ex / tau_ex : siemens
        dg_in/dt = -g_in / tau_in : siemens
        u = (v - v_t) / mV : 1
        alpha_m = 0.32 * 4 / exprel((13 - u) / 4) / ms : hertz
        beta_m = 0.28 * 5 / exprel((u - 40) / 5) / ms : hertz
        alpha_h = 0.128 * exp((17 - u) / 18) / ms : hertz
        beta_h = 4 / (1 + exp((40 - u) / 5)) / ms : hertz
        alpha_n = 0.032 * 5 / exprel((15 - u) / 5) / ms : hertz
        beta_n = 0.5 * exp((10 - u) / 40) / ms : hertz
        """,
        threshold="v > -20*mV",
        refractory=3 * ms,
        method="exponential_euler",
        namespace={
            "g_l": p.g_l * nS,
            "c_m": p.c_m * pF,
            "e_l": p.e_l * mV,
            "e_ex": p.e_ex * mV,
            "e_in": p.e_in * mV,
            "e_na": 50 * mV,
            "e_k": -90 * mV,
            "g_na": 20000 * nS,
            "g_k": 6000 * nS,
            "v_t": -63 * mV,
            "tau_ex": p.tau_ex * ms,
            "tau_in": p.tau_in * ms,
        },
    )
    effects = (f"g_ex += {p.weight_ex}*nS", f"g_in += {p.weight_in}*nS")
    parts = brian_peer.brette(p, neurons, effects)
    neurons.v = f"({p.e_l} - 5 + 5 * randn()) * mV"
    noise = PoissonInput(neurons, "g_ex", 1, 1000 * Hz, 2 * nS)
    return Parts(parts.neurons, parts.synapses, [noise], parts.spikes)


def adex() -> Parts:
    """The AdEx network, by Euler steps; a spike ends where the exponential has risen to 20 times its slope factor."""
    p, c = ADEX, ADEX.neuron
    both = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = (g_l * (e_l - v) + g_l * delta * exp(clip((v - v_t) / delta, -100, 20)) - w
                 + g_ex * (e_ex - v) + g_in * (e_in - v)) / c_m : volt (unless refractory)
        dw/dt = (a * (v - e_l) - w) / tau_w : amp
        dg_ex/dt = -g_ex / tau_ex : siemens
        dg_in/dt = -g_in / tau_in : siemens
        """,
        threshold="v > v_peak",
        reset="v = v_reset; w += b",
        refractory=c["t_ref"] * ms,
        method="euler",
        namespace={
            "c_m": c["C_m"] * pF,
            "g_l": c["g_L"] * nS,
            "e_l": c["E_L"] * mV,
            "v_t": c["V_th"] * mV,
            "v_reset": c["V_reset"] * mV,
            "v_peak": c["V_peak"] * mV,
            "delta": c["Delta_T"] * mV,
            "a": c["a"] * nS,
            "b": c["b"] * pA,
            "tau_w": c["tau_w"] * ms,
            "e_ex": c["E_ex"] * mV,
            "e_in": c["E_in"] * mV,
            "tau_ex": c["tau_syn_ex"] * ms,
            "tau_in": c["tau_syn_in"] * ms,
        },
    )
    both.v = "(-70 + 15 * rand()) * mV"
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    synapses = [
        Synapses(ex, both, on_pre=f"g_ex += {p.weight_ex}*nS", delay=p.delay * ms),
        Synapses(in_, both, on_pre=f"g_in += {p.weight_in}*nS", delay=p.delay * ms),
    ]
    indegree(synapses[0], p.indegree_ex)
    indegree(synapses[1], p.indegree_in)
    noise = PoissonInput(both, "g_ex", 1, p.input_rate * Hz, p.weight_ex * nS)
    return Parts(both, synapses, [noise], (SpikeMonitor(ex), SpikeMonitor(in_)))


def tsodyks() -> Parts:
    """The network of synapses that are used up."""
    p, c = TSODYKS, TSODYKS.neuron
    both = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = -v / tau_m + (outside + current) / c_m : volt (unless refractory)
        dcurrent/dt = -current / tau_syn : amp
        outside : amp (constant)
        pause : second (constant)
        """,
        threshold="v >= v_th",
        reset="v = v_reset",
        refractory="pause",
        method="exact",
        namespace={
            "c_m": c["C_m"] * pF,
            "tau_m": c["tau_m"] * ms,
            "tau_syn": c["tau_syn_ex"] * ms,
            "v_th": c["V_th"] * mV,
            "v_reset": c["V_reset"] * mV,
        },
    )
    both.v = "15 * rand() * mV"
    both.outside = f"({p.input_min} + {p.input_max - p.input_min} * rand()) * pA"
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    ex.pause, in_.pause = p.t_ref_ex * ms, p.t_ref_in * ms
    synapses = [
        used_up(ex, ex, p.ex_ex, p.indegree_ex),
        used_up(ex, in_, p.ex_in, p.indegree_ex),
        used_up(in_, ex, p.in_ex, p.indegree_in),
        used_up(in_, in_, p.in_in, p.indegree_in),
    ]
    return Parts(both, synapses, [], (SpikeMonitor(ex), SpikeMonitor(in_)))


def used_up(source: NeuronGroup, target: NeuronGroup, kind: Kind, number: int) -> Synapses:
    """Synapses that lose a part of what they have at each spike."""
    synapses = Synapses(
        source,
        target,
        """
        du/dt = -u / tau_fac : 1 (event-driven)
        dx/dt = (1 - x) / tau_rec : 1 (event-driven)
        """,
        on_pre="""
        u += used * (1 - u)
        current += weight * u * x
        x -= u * x
        """,
        delay=TSODYKS.delay * ms,
        namespace={
            "used": kind.used,
            "weight": kind.weight * pA,
            "tau_rec": kind.tau_rec * ms,
            "tau_fac": kind.tau_fac * ms,
        },
    )
    indegree(synapses, number)
    synapses.x = 1
    return synapses


CONNECTIONS = {
    "brunel": brian_peer.brunel_alpha,
    "cuba_stdp": brian_peer.cuba_stdp,
    "cuba": brian_peer.cuba,
    "coba": brian_peer.coba,
    "hh_coba": hh_coba,
    "adex": adex,
    "tsodyks": tsodyks,
}

if __name__ == "__main__":
    measure.main("Brian 2", {name: brian_peer.measured(connect) for name, connect in CONNECTIONS.items()})
