"""From equations to the first step in Brian 2, by Cython, with nothing in its cache."""

import argparse
import json
import re
import resource
import tempfile
import time

from brian2 import Network, NeuronGroup, defaultclock, ms, prefs, start_scope

IAF = """
dv/dt = (gL * (EL - v) - gex * (v - Eex) - gin * (v - Ein)) / C : volt (unless refractory)
dgex/dt = -gex / tex : siemens
dgin/dt = -gin / tin : siemens
"""
ADEX = """
dv/dt = (gL * (EL - v) + gL * DT * exp((v - VT) / DT) - gex * (v - Eex) - gin * (v - Ein) - w) / C : volt (unless refractory)
dw/dt = (a * (v - EL) - w) / tw : amp
dgex/dt = -gex / tex : siemens
dgin/dt = -gin / tin : siemens
"""
HT = """
dv/dt = (gNaL * (ENa - v) + gKL * (EK - v) + Isyn + INaP + IKNa + IT + Ih) / tm + Ispike : volt
Isyn = gAMPA * (Eex - v) + gNMDA * (Eex - v) + gA * (EA - v) + gB * (EK - v) : volt
Ispike = int(t - lastspike < 2*ms) * (EK - v) / tspike : volt/second
dtheta/dt = (theq - theta) / tth : volt
INaP = gNaP * steady(v, -55.7, 7.7)**3 * (ENa - v) : volt
IKNa = gKNa / (1 + (0.25 / D)**3.5) * (EK - v) : volt
IT = gT * mT**2 * hT * (Eex - v) : volt
Ih = gh * mh * (Eh - v) : volt
gNMDA = gN * (Afast * clip(mfast, 0, meq) + (1 - Afast) * clip(mslow, 0, meq)) : 1
meq = steady(v, -25.57, 12.346) : 1
Afast = 0.51 - 0.0028 * v / mV : 1
dmfast/dt = (meq - clip(mfast, 0, meq)) / (0.68*ms) : 1
dmslow/dt = (meq - clip(mslow, 0, meq)) / (22.7*ms) : 1
dD/dt = 0.025 * steady(v, -10, 5) / ms - (D - 0.001) / (1250*ms) : 1
dmT/dt = (steady(v, -59, 6.2) - mT) / tmT : 1
dhT/dt = (steady(v, -83, -4) - hT) / thT : 1
dmh/dt = (steady(v, -75, -5.5) - mh) / tmh : 1
tmT = (0.22 / (exp(-(v / mV + 132) / 16.7) + exp((v / mV + 16.8) / 18.2)) + 0.13) * ms : second
thT = (8.2 + (56.6 + 0.27 * exp((v / mV + 115.2) / 5)) / (1 + exp((v / mV + 86) / 3.2))) * ms : second
tmh = ms / (exp(-14.59 - 0.086 * v / mV) + exp(-1.87 + 0.0701 * v / mV)) : second
dgAMPA/dt = dAMPA - gAMPA / (2.4*ms) : 1
ddAMPA/dt = -dAMPA / (0.5*ms) : hertz
dgN/dt = dN - gN / (40*ms) : 1
ddN/dt = -dN / (4*ms) : hertz
dgA/dt = dA - gA / (7*ms) : 1
ddA/dt = -dA / (1*ms) : hertz
dgB/dt = dB - gB / (200*ms) : 1
ddB/dt = -dB / (60*ms) : hertz
"""
HT = re.sub(r"steady\(v, ([-.\d]+), ([-.\d]+)\)", r"(1 / (1 + exp(-(v / mV - (\1)) / (\2))))", HT)
VALUES = "gL=10*nS EL=-70*mV Eex=0*mV Ein=-85*mV C=200*pF tex=1*ms tin=2*ms DT=2*mV VT=-50*mV a=2*nS tw=30*ms"
HT_VALUES = (
    "gNaL=0.2 gKL=1.0 ENa=30*mV EK=-90*mV tm=16*ms Eex=0*mV EA=-70*mV tspike=1.75*ms theq=-51*mV tth=2*ms"
    " gNaP=1.0 gKNa=1.0 gT=1.0 gh=1.0 Eh=-40*mV"
)
MODELS = {
    "iaf_cond_exp": (IAF, "v > -55*mV", "v = -60*mV"),
    "aeif_cond_exp": (ADEX, "v > 0*mV", "v = -60*mV; w += 80*pA"),
    "ht_neuron": (HT, "v > theta", "v = ENa; theta = ENa"),
}


def processor() -> float:
    """Processor time of this process and of the compilers that it has waited for (s)."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def to_first_step(model: str) -> tuple[float, float]:
    """Wall and processor time from equations to the end of the first step (s)."""
    import brian2

    wall, cpu = time.perf_counter(), processor()
    start_scope()
    defaultclock.dt = 0.1 * ms
    equations, threshold, reset = MODELS[model]
    values = dict(pair.split("=") for pair in (HT_VALUES if model == "ht_neuron" else VALUES).split())
    namespace = {name: eval(value, vars(brian2)) for name, value in values.items()}
    group = NeuronGroup(
        100, equations, threshold=threshold, reset=reset, refractory=2 * ms, method="rk4", namespace=namespace
    )
    group.v = -70 * brian2.mV
    if model == "ht_neuron":
        group.D = 0.001
    Network(group).run(0.1 * ms)
    return time.perf_counter() - wall, processor() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--warm", choices=MODELS, help="a model that is done first")
    given = parser.parse_args()
    prefs.codegen.target = "cython"
    with tempfile.TemporaryDirectory() as cache:
        prefs.codegen.runtime.cython.cache_dir = cache
        if given.warm:
            to_first_step(given.warm)
        wall, cpu = to_first_step(given.model)
    print(json.dumps({"wall_s": wall, "cpu_s": cpu}), flush=True)


if __name__ == "__main__":
    main()
