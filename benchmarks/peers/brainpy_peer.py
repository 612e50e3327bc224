"""Measures the networks in brainpy, on JAX for CPUs."""

import os
import time
from collections.abc import Callable

import brainpy as bp
import brainpy.math as bm
import jax
import measure
import numpy as np
from measure import Figures, Run
from networks import COBA, CUBA, DT, Brette


class Network(bp.DynSysGroup):
    """One of the two networks of Brette et al. without input; a spike is heard in the next step.

    Potentials are as they are elsewhere; currents and conductances are divided by the leak
    conductance, which makes them potentials and plain numbers.
    """

    def __init__(self, p: Brette, conductances: bool, seed: int) -> None:
        super().__init__()
        self.p = p
        n = p.n_ex + p.n_in
        self.neurons = bp.dyn.LifRefLTC(
            n,
            V_rest=p.e_l,
            V_th=p.v_th,
            V_reset=p.v_reset,
            tau=p.tau_m,
            tau_ref=p.t_ref,
            V_initializer=bp.init.Uniform(p.v_reset, p.v_th, seed=seed),
        )
        self.ex = self._projection(p.n_ex, p.weight_ex, p.tau_ex, seed, conductances and p.e_ex)
        self.in_ = self._projection(p.n_in, p.weight_in, p.tau_in, seed + 1, conductances and p.e_in)
        if conductances:
            random = np.random.default_rng(seed)
            self.ex.syn.g.value = bm.asarray(random.normal(p.g_ex_mean, p.g_ex_sd, n) / p.g_l)
            self.in_.syn.g.value = bm.asarray(random.normal(p.g_in_mean, p.g_in_sd, n) / p.g_l)

    def _projection(
        self, sources: int, weight: float, tau: float, seed: int, reversal: float | bool
    ) -> bp.dyn.HalfProjAlignPost:
        """Synapses onto all neurons; conductances if there is a reversal potential."""
        n = self.p.n_ex + self.p.n_in
        drawn = bp.conn.FixedProb(self.p.probability, pre=sources, post=n, seed=seed)
        return bp.dyn.HalfProjAlignPost(
            comm=bp.dnn.EventCSRLinear(drawn, weight / self.p.g_l),
            syn=bp.dyn.Expon(size=n, tau=tau),
            out=bp.dyn.CUBA() if reversal is False else bp.dyn.COBA(E=reversal),
            post=self.neurons,
        )

    def update(self) -> tuple[jax.Array, jax.Array]:
        """Goes a step ahead and counts the spikes of E and of I."""
        p = self.p
        spikes = self.neurons.spike.value
        self.ex(spikes[: p.n_ex])
        self.in_(spikes[p.n_ex :])
        fired = self.neurons()
        return bm.sum(fired[: p.n_ex]), bm.sum(fired[p.n_ex :])


def measured(p: Brette, conductances: bool) -> Callable[[Run], Figures]:
    """A measurement of one of the two networks."""

    def measurement(run: Run) -> Figures:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: run.threads])
        bm.set_platform("cpu")
        bm.set_dt(DT)
        begin = time.perf_counter()
        network = Network(p, conductances, run.seed)
        simulate = bm.jit(lambda steps: bm.for_loop(network.step_run, steps))
        built = time.perf_counter()
        steps = np.arange(round(run.simtime / DT))
        counts = jax.block_until_ready(simulate(steps))
        first = time.perf_counter()
        jax.block_until_ready(simulate(steps + len(steps)))
        steady = time.perf_counter()
        seconds = run.simtime / 1000
        return Figures(
            version=bp.__version__,
            synapses=network.ex.comm.indices.size + network.in_.comm.indices.size,
            compile_s=None,  # the first call compiles
            build_s=built - begin,
            first_s=(first - built) / seconds,
            steady_s=(steady - first) / seconds,
            peak_rss_mb=measure.peak_memory(),
            rate_ex=int(counts[0].sum()) / p.n_ex / seconds,
            rate_in=int(counts[1].sum()) / p.n_in / seconds,
        )

    return measurement


if __name__ == "__main__":
    measure.main("brainpy", {"cuba": measured(CUBA, False), "coba": measured(COBA, True)})
