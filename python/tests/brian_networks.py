"""Networks of the page on Brian 2 (``docs/guides/from-brian.md``), as numbers, and what Brian 2 makes of them.

Run with a Python that has Brian 2, this file writes what that gives to ``reference/brian2.json.xz``.
"""

import json
import lzma
from pathlib import Path

import numpy as np

STORED = Path(__file__).parent / "reference" / "brian2.json.xz"
EXCITATORY, INHIBITORY = 400, 100
PRE = ([10.0, 31.8, 50.0, 80.2, 95.0], [12.0, 12.7, 47.3, 90.0], [33.0, 60.0, 61.0, 99.0])
POST = ([15.0, 30.0, 52.3, 79.0], [11.0, 45.0, 62.2, 63.0, 93.0])
LEARNING = {
    "tau_plus": 17.0,
    "tau_minus": 34.0,
    "lambda": 0.03,
    "alpha": 1.1,
    "Wmax": 2.0,
    "weight": 1.0,
    "delay": 1.5,
}


def wired():
    """Initial potentials (mV) and pairs of a network of 500 neurons, a tenth of whose pairs are connected."""
    rng = np.random.default_rng(42)
    n = EXCITATORY + INHIBITORY
    potentials = rng.uniform(-60.0, -50.0, n)
    sources, targets = np.nonzero(rng.random((n, n)) < 0.1)
    return potentials, sources, targets


def with_currents():
    """Spikes in 300 ms, as times (steps, as in NEST) and neurons, and the potential of the first neuron."""
    import brian2 as b

    b.start_scope()
    b.defaultclock.dt = 0.1 * b.ms
    potentials, sources, targets = wired()
    equations = """
        dv/dt = (ge + gi - (v - El)) / taum : volt (unless refractory)
        dge/dt = -ge / taue : volt
        dgi/dt = -gi / taui : volt
    """
    constants = {"taum": 20 * b.ms, "taue": 5 * b.ms, "taui": 10 * b.ms, "El": -49 * b.mV}
    cells = b.NeuronGroup(
        len(potentials),
        equations,
        threshold="v > -50*mV",
        reset="v = -60*mV",
        refractory=5.1 * b.ms,
        method="exact",
        namespace=constants,
    )
    cells.v = potentials * b.mV
    excitatory = b.Synapses(cells, cells, on_pre="ge += 2.6*mV", delay=0.1 * b.ms)
    inhibitory = b.Synapses(cells, cells, on_pre="gi -= 14*mV", delay=0.1 * b.ms)
    some = sources < EXCITATORY
    excitatory.connect(i=sources[some], j=targets[some])
    inhibitory.connect(i=sources[~some], j=targets[~some])
    spikes, trace = b.SpikeMonitor(cells), b.StateMonitor(cells, "v", record=[0])
    b.Network(cells, excitatory, inhibitory, spikes, trace).run(300 * b.ms)
    steps = np.rint(np.asarray(spikes.t / b.ms) * 10).astype(int) + 1
    return {
        "steps": steps.tolist(),
        "neurons": np.asarray(spikes.i).tolist(),
        "v": np.asarray(trace.v[0] / b.mV)[1::10].tolist(),
    }


def learning():
    """Weights of synapses with STDP after 100 ms, source by source."""
    import brian2 as b

    b.start_scope()
    b.defaultclock.dt = 0.1 * b.ms

    def firing(trains):
        pairs = [(k, t) for k, train in enumerate(trains) for t in train]
        return b.SpikeGeneratorGroup(len(trains), [k for k, _ in pairs], [t for _, t in pairs] * b.ms)

    p = LEARNING
    pre, post = firing(PRE), firing(POST)
    constants = {"taupre": p["tau_plus"] * b.ms, "taupost": p["tau_minus"] * b.ms, "wmax": p["Wmax"]}
    constants.update(rise=p["lambda"] * p["Wmax"], fall=p["alpha"] * p["lambda"] * p["Wmax"])
    synapses = b.Synapses(
        pre,
        post,
        """w : 1
           dapre/dt = -apre / taupre : 1 (event-driven)
           dapost/dt = -apost / taupost : 1 (event-driven)""",
        on_pre="""w = clip(w - fall * apost, 0, wmax)
                  apre += 1""",
        on_post="""w = clip(w + rise * apre, 0, wmax)
                   apost += 1""",
        delay={"post": p["delay"] * b.ms},
        namespace=constants,
    )
    synapses.connect()
    synapses.w = p["weight"]
    b.Network(pre, post, synapses).run(100 * b.ms)
    return {"weights": np.asarray(synapses.w).reshape(len(PRE), -1).tolist()}


if __name__ == "__main__":
    import brian2

    brian2.prefs.codegen.target = "numpy"
    written = {"with_currents": with_currents(), "learning": learning()}
    print(len(written["with_currents"]["steps"]), written["learning"])
    STORED.write_bytes(lzma.compress(json.dumps(written).encode()))
