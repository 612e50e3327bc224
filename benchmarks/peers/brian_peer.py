"""Measures the networks in Brian 2, as programs in C++ that Brian generates ("standalone")."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brian2
import measure
import numpy as np
from brian2 import (
    Network,
    NeuronGroup,
    PoissonInput,
    SpikeMonitor,
    Synapses,
    defaultclock,
    device,
    mV,
    ms,
    nS,
    pA,
    pF,
    prefs,
    second,
    set_device,
)
from measure import Figures, Run
from networks import BRUNEL, COBA, CUBA, CUBA_STDP, DT, Brette

# C++ that is put between what Brian generates: the clock, and a file for what it shows
CLOCK = """
std::ofstream figures("figures.txt");
figures.precision(17);
auto mark = [&figures]() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  figures << now.tv_sec + 1e-9 * now.tv_nsec << std::endl;
};
mark();
"""
MARK = "mark();"
SIMULATE_AGAIN = "net.run({seconds}, NULL, 10.0); mark();"
MEMORY = 'std::ofstream("status.txt") << std::ifstream("/proc/self/status").rdbuf();'


@dataclass(frozen=True)
class Parts:
    """A network's parts; the order is that of E, I in all pairs."""

    neurons: NeuronGroup
    synapses: list[Synapses]
    inputs: list[PoissonInput]
    spikes: tuple[SpikeMonitor, SpikeMonitor]


def measured(connect: Callable[[], Parts]) -> Callable[[Run], Figures]:
    """A measurement of the network that `connect` makes."""

    def measurement(run: Run) -> Figures:
        with tempfile.TemporaryDirectory() as folder:
            return measure_in(Path(folder), connect, run)

    return measurement


def measure_in(folder: Path, connect: Callable[[], Parts], run: Run) -> Figures:
    """Generates the program in a folder, compiles it and runs it there."""
    begin = time.perf_counter()
    set_device("cpp_standalone", build_on_run=False, directory=str(folder))
    prefs.devices.cpp_standalone.openmp_threads = run.threads if run.threads > 1 else 0
    defaultclock.dt = DT * ms
    brian2.seed(run.seed)
    device.insert_code("before_start", CLOCK)
    parts = connect()
    net = Network(parts.neurons, parts.synapses, parts.inputs, parts.spikes, name="net")
    device.insert_code("main", MARK)
    net.run(run.simtime * ms, namespace={})
    device.insert_code("main", MARK)
    device.insert_code("main", SIMULATE_AGAIN.format(seconds=run.simtime / 1000))
    device.insert_code("main", MEMORY)
    device.build(str(folder), run=False)
    compiled = time.perf_counter()
    device.run(with_output=False)
    start, built, first, steady = map(float, (folder / "figures.txt").read_text().split())
    seconds = run.simtime / 1000
    rates = [np.count_nonzero(m.t / second < seconds) / len(m.source) / seconds for m in parts.spikes]
    return Figures(
        version=brian2.__version__,
        synapses=sum(len(s) for s in parts.synapses),
        compile_s=compiled - begin,
        build_s=built - start,
        first_s=(first - built) / seconds,
        steady_s=(steady - first) / seconds,
        peak_rss_mb=measure.peak_memory(folder / "status.txt"),
        rate_ex=rates[0],
        rate_in=rates[1],
    )


def indegree(synapses: Synapses, number: int) -> Synapses:
    """Draws the same number of sources for each target, with replacement."""
    synapses.connect(i=f"int(rand() * N_pre) for k in range({number})")
    return synapses


def brunel_alpha() -> Parts:
    p = BRUNEL
    both = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = -v / tau_m + current / c_m : volt (unless refractory)
        dcurrent/dt = (x - current) / tau_syn : amp
        dx/dt = -x / tau_syn : amp
        """,
        threshold="v >= v_th",
        reset="v = 0*mV",
        refractory=p.t_ref * ms,
        method="exact",
        namespace={
            "tau_m": p.tau_m * ms,
            "tau_syn": p.tau_syn * ms,
            "c_m": p.c_m * pF,
            "v_th": p.v_th * mV,
        },
    )
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    delay = p.delay * ms
    jump_ex, jump_in = np.e * p.weight_ex * pA, np.e * p.weight_in * pA
    synapses = [
        Synapses(ex, both, on_pre="x += jump", delay=delay, namespace={"jump": jump_ex}),
        Synapses(in_, both, on_pre="x += jump", delay=delay, namespace={"jump": jump_in}),
    ]
    indegree(synapses[0], p.indegree_ex)
    indegree(synapses[1], p.indegree_in)
    noise = PoissonInput(both, "x", p.indegree_ex, p.rate_input * brian2.Hz, jump_ex)
    return Parts(both, synapses, [noise], (SpikeMonitor(ex), SpikeMonitor(in_)))


def cuba_stdp() -> Parts:
    p = CUBA_STDP
    both = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = -v / tau_m + current / c_m : volt (unless refractory)
        dcurrent/dt = -current / tau_syn : amp
        """,
        threshold="v >= v_th",
        reset="v = 0*mV",
        refractory=p.t_ref * ms,
        method="exact",
        namespace={
            "tau_m": p.tau_m * ms,
            "tau_syn": p.tau_syn * ms,
            "c_m": p.c_m * pF,
            "v_th": p.v_th * mV,
        },
    )
    both.v = f"clip({p.v_start_mean} + {p.v_start_sd} * randn(), -1000, {p.v_start_max}) * mV"
    ex, in_ = both[: p.n_ex], both[p.n_ex :]
    delay = p.delay * ms
    # Spikes of a target reach the synapse a dendritic delay after they are fired. All of it is told
    # one delay later, so that a weight is sent at the time that it is looked at.
    plastic = Synapses(
        ex,
        ex,
        """
        w : amp
        da/dt = -a / tau_plus : 1 (event-driven)
        db/dt = -b / tau_minus : 1 (event-driven)
        """,
        on_pre="""
        w -= alpha * lambda_ * w * b
        a += 1
        current += w
        """,
        on_post="""
        w += lambda_ * (w_max - w) * a
        b += 1
        """,
        delay={"pre": delay, "post": 2 * delay},
        namespace={
            "tau_plus": p.tau_plus * ms,
            "tau_minus": p.tau_minus * ms,
            "alpha": p.alpha,
            "lambda_": p.lambda_,
            "w_max": p.weight_max * pA,
        },
    )
    weight_ex, weight_in = p.weight_ex * pA, p.weight_in * pA
    to_in = Synapses(ex, in_, on_pre="current += w", delay=delay, namespace={"w": weight_ex})
    from_in = Synapses(in_, both, on_pre="current += w", delay=delay, namespace={"w": weight_in})
    indegree(plastic, p.indegree_ex)
    plastic.w = f"({p.weight_ex} + {p.weight_sd} * randn()) * pA"
    indegree(to_in, p.indegree_ex)
    indegree(from_in, p.indegree_in)
    noise = PoissonInput(both, "current", p.indegree_ex, p.rate_input * brian2.Hz, weight_ex)
    spikes = SpikeMonitor(ex[: p.recorded]), SpikeMonitor(in_[: p.recorded])
    return Parts(both, [plastic, to_in, from_in], [noise], spikes)


def brette(p: Brette, neurons: NeuronGroup, effects: tuple[str, str]) -> Parts:
    """Connects one of the two networks without input; a spike is heard in the next step."""
    neurons.v = f"({p.v_reset} + {p.v_th - p.v_reset} * rand()) * mV"
    ex, in_ = neurons[: p.n_ex], neurons[p.n_ex :]
    synapses = [Synapses(ex, neurons, on_pre=effects[0]), Synapses(in_, neurons, on_pre=effects[1])]
    for each in synapses:
        each.connect(p=p.probability)
    return Parts(neurons, synapses, [], (SpikeMonitor(ex), SpikeMonitor(in_)))


def cuba() -> Parts:
    p = CUBA
    neurons = NeuronGroup(
        p.n_ex + p.n_in,
        f"""
        dv/dt = (e_l - v) / ({p.tau_m}*ms) + (i_ex + i_in) / ({p.c_m}*pF) : volt (unless refractory)
        di_ex/dt = -i_ex / ({p.tau_ex}*ms) : amp
        di_in/dt = -i_in / ({p.tau_in}*ms) : amp
        """,
        threshold=f"v > {p.v_th}*mV",
        reset=f"v = {p.v_reset}*mV",
        refractory=p.t_ref * ms,
        method="exact",
        namespace={"e_l": p.e_l * mV},
    )
    return brette(p, neurons, (f"i_ex += {p.weight_ex}*pA", f"i_in += {p.weight_in}*pA"))


def coba() -> Parts:
    p = COBA
    neurons = NeuronGroup(
        p.n_ex + p.n_in,
        """
        dv/dt = (g_l * (e_l - v) + g_ex * (e_ex - v) + g_in * (e_in - v)) / c_m : volt (unless refractory)
        dg_ex/dt = -g_ex / tau_ex : siemens
        dg_in/dt = -g_in / tau_in : siemens
        """,
        threshold=f"v > {p.v_th}*mV",
        reset=f"v = {p.v_reset}*mV",
        refractory=p.t_ref * ms,
        method="exponential_euler",
        namespace={
            "g_l": p.g_l * nS,
            "c_m": p.c_m * pF,
            "e_l": p.e_l * mV,
            "e_ex": p.e_ex * mV,
            "e_in": p.e_in * mV,
            "tau_ex": p.tau_ex * ms,
            "tau_in": p.tau_in * ms,
        },
    )
    neurons.g_ex = f"({p.g_ex_mean} + {p.g_ex_sd} * randn()) * nS"
    neurons.g_in = f"({p.g_in_mean} + {p.g_in_sd} * randn()) * nS"
    return brette(p, neurons, (f"g_ex += {p.weight_ex}*nS", f"g_in += {p.weight_in}*nS"))


if __name__ == "__main__":
    connections = {"brunel_alpha": brunel_alpha, "cuba_stdp": cuba_stdp, "cuba": cuba, "coba": coba}
    measure.main("Brian 2", {name: measured(connect) for name, connect in connections.items()})
