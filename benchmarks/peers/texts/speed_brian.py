"""Steps of neurons with Poisson input in Brian 2, as a program in C++ that Brian generates."""

import argparse
import json
import tempfile
from pathlib import Path

import brian2
from brian2 import (
    Hz,
    Network,
    NeuronGroup,
    PoissonInput,
    SpikeMonitor,
    defaultclock,
    device,
    mV,
    ms,
    nS,
    pA,
    pF,
    prefs,
    set_device,
)
from speed_models import MODELS

ADEX = """
dv/dt = (g_L * (E_L - u) + g_L * Delta_T * exp((u - V_th) / Delta_T)
         - g_ex * (u - E_ex) - g_in * (u - E_in) - w) / C_m : volt (unless refractory)
u = clip(v, -1*volt, V_peak) : volt
dw/dt = (a * (u - E_L) - w) / tau_w : amp
dg_ex/dt = -g_ex / tau_syn_ex : siemens
dg_in/dt = -g_in / tau_syn_in : siemens
"""
TRAUB = """
dv/dt = (g_L * (E_L - v) + g_Na * m**3 * h * (E_Na - v) + g_K * n**4 * (E_K - v)
         - g_ex * (v - E_ex) - g_in * (v - E_in)) / C_m : volt
dm/dt = alpha_m * (1 - m) - beta_m * m : 1
dn/dt = alpha_n * (1 - n) - beta_n * n : 1
dh/dt = alpha_h * (1 - h) - beta_h * h : 1
u = (v - V_T) / mV : 1
alpha_m = 0.32 * 4 / exprel((13 - u) / 4) / ms : Hz
beta_m = 0.28 * 5 / exprel((u - 40) / 5) / ms : Hz
alpha_n = 0.032 * 5 / exprel((15 - u) / 5) / ms : Hz
beta_n = 0.5 * exp((10 - u) / 40) / ms : Hz
alpha_h = 0.128 * exp((17 - u) / 18) / ms : Hz
beta_h = 4 / (1 + exp((40 - u) / 5)) / ms : Hz
dg_ex/dt = -g_ex / tau_syn_ex : siemens
dg_in/dt = -g_in / tau_syn_in : siemens
"""
UNITS = {"C_": pF, "g_": nS, "ta": ms, "t_": ms, "E_": mV, "V_": mV, "De": mV, "a": nS, "b": pA}
CLOCKS = """
std::ofstream figures("figures.txt");
figures.precision(17);
auto mark = [&figures]() {
  for (clockid_t clock : {CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID}) {
    timespec now;
    clock_gettime(clock, &now);
    figures << now.tv_sec + 1e-9 * now.tv_nsec << std::endl;
  }
};
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--neurons", type=int, default=10_000)
    parser.add_argument("--simtime", type=float, default=100.0, help="ms, simulated twice")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), given)), flush=True)


def measured(folder: Path, given: argparse.Namespace) -> dict[str, float]:
    """Generates the program in a folder, compiles it and runs it there."""
    model = MODELS[given.model]
    set_device("cpp_standalone", build_on_run=False, directory=str(folder))
    prefs.devices.cpp_standalone.openmp_threads = given.threads if given.threads > 1 else 0
    defaultclock.dt = model.step * ms
    values = {n: v * UNITS.get(n[:2], UNITS.get(n[:1], 1)) for n, v in model.parameters.items()}
    if given.model == "aeif_cond_exp":
        group = NeuronGroup(
            given.neurons,
            ADEX,
            threshold="v >= V_peak",
            reset="v = V_reset; w += b",
            refractory=values["t_ref"],
            method=model.method,
            namespace=values,
        )
    else:
        group = NeuronGroup(
            given.neurons,
            TRAUB,
            threshold="v > -20*mV",
            refractory="v > -40*mV",
            method=model.method,
            namespace=values,
        )
        group.h = 1.0
    group.v = values["E_L"]
    inputs = [
        PoissonInput(group, "g_ex", 10, model.rate_ex / 10 * Hz, model.weight_ex * nS),
        PoissonInput(group, "g_in", 10, model.rate_in / 10 * Hz, model.weight_in * nS),
    ]
    spikes = SpikeMonitor(group)
    device.insert_code("before_start", CLOCKS)
    net = Network(group, inputs, spikes, name="net")
    net.run(given.simtime * ms, namespace={})
    device.insert_code("main", "mark();")
    device.insert_code("main", f"net.run({given.simtime / 1000}, NULL, 10.0); mark();")
    device.build(str(folder), run=False)
    device.run(with_output=False)
    wall, cpu, wall_end, cpu_end = map(float, (folder / "figures.txt").read_text().split())
    seconds = given.simtime / 1000
    rate = float((spikes.t / brian2.second >= seconds).sum()) / given.neurons / seconds
    return {"wall_s": (wall_end - wall) / seconds, "cpu_s": (cpu_end - cpu) / seconds, "rate": rate}


if __name__ == "__main__":
    main()
