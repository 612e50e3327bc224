"""From equations to the first step in Brian 2, by Cython, with nothing in its cache."""

import argparse
import json
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
VALUES = "gL=10*nS EL=-70*mV Eex=0*mV Ein=-85*mV C=200*pF tex=1*ms tin=2*ms DT=2*mV VT=-50*mV a=2*nS tw=30*ms"
MODELS = {
    "iaf_cond_exp": (IAF, "v > -55*mV", "v = -60*mV"),
    "aeif_cond_exp": (ADEX, "v > 0*mV", "v = -60*mV; w += 80*pA"),
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
    values = dict(pair.split("=") for pair in VALUES.split())
    namespace = {name: eval(value, vars(brian2)) for name, value in values.items()}
    group = NeuronGroup(
        100, equations, threshold=threshold, reset=reset, refractory=2 * ms, method="rk4", namespace=namespace
    )
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
