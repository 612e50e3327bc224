"""The networks that are measured, as numbers that each simulator's script builds them from.

Times are in ms, potentials in mV, currents in pA, capacities in pF, conductances in nS and rates
in spikes/s.
"""

import math
from dataclasses import dataclass

DT = 0.1  # step of the simulation


@dataclass(frozen=True)
class Brunel:
    """Brunel (2000), doi:10.1023/A:1008925309027, with alpha-shaped currents (g = 5, eta = 2)."""

    n_ex: int = 10_000
    n_in: int = 2_500
    indegree_ex: int = 1_000
    indegree_in: int = 250
    tau_m: float = 20.0
    tau_syn: float = 0.5
    c_m: float = 250.0
    t_ref: float = 2.0
    v_th: float = 20.0
    psp: float = 0.1
    g: float = 5.0
    eta: float = 2.0
    delay: float = 1.5

    @property
    def weight_ex(self) -> float:
        """The current whose postsynaptic potential peaks at `psp`."""
        return self.psp / _alpha_peak(self.tau_m, self.tau_syn, self.c_m)

    @property
    def weight_in(self) -> float:
        return -self.g * self.weight_ex

    @property
    def rate_input(self) -> float:
        """Rate of each of a neuron's `indegree_ex` inputs from outside."""
        charge = self.weight_ex * math.e * self.tau_syn  # pA ms
        threshold = self.v_th * self.c_m / (charge * self.indegree_ex * self.tau_m)  # 1/ms
        return 1000 * self.eta * threshold


@dataclass(frozen=True)
class CubaStdp:
    """Brette et al. (2007), doi:10.1007/s10827-007-0038-6, benchmark 5, with STDP from E to E."""

    n_ex: int = 9_000
    n_in: int = 2_250
    indegree_ex: int = 900
    indegree_in: int = 225
    recorded: int = 500
    tau_m: float = 20.0
    tau_syn: float = 2.0
    c_m: float = 250.0
    t_ref: float = 2.0
    v_th: float = 20.0
    v_start_mean: float = 7.0
    v_start_sd: float = 5.0
    v_start_max: float = 19.9
    weight_ex: float = 35.0
    weight_in: float = -175.0
    delay: float = 1.5
    rate_input: float = 4.5  # of each of a neuron's `indegree_ex` inputs from outside
    weight_sd: float = 3.0  # of plastic synapses, at the start
    weight_max: float = 70.0
    alpha: float = 1.05
    lambda_: float = 0.01
    tau_plus: float = 20.0
    tau_minus: float = 20.0


@dataclass(frozen=True)
class Brette:
    """Brette et al. (2007), benchmarks 1 (`COBA`) and 2 (`CUBA`); no input from outside."""

    e_l: float
    weight_ex: float  # pA in CUBA, nS in COBA
    weight_in: float
    n_ex: int = 3_200
    n_in: int = 800
    probability: float = 0.02
    tau_m: float = 20.0
    c_m: float = 200.0
    g_l: float = 10.0
    v_reset: float = -60.0
    v_th: float = -50.0
    t_ref: float = 5.0
    tau_ex: float = 5.0
    tau_in: float = 10.0
    # COBA alone: reversal potentials, and normal distributions of conductances at the start. Some
    # are negative then; without these the first spikes are followed by silence that lasts.
    e_ex: float = 0.0
    e_in: float = -80.0
    g_ex_mean: float = 40.0
    g_ex_sd: float = 15.0
    g_in_mean: float = 200.0
    g_in_sd: float = 120.0


BRUNEL = Brunel()
CUBA_STDP = CubaStdp()
CUBA = Brette(e_l=-49.0, weight_ex=16.2, weight_in=-90.0)
COBA = Brette(e_l=-60.0, weight_ex=6.0, weight_in=67.0)


def _alpha_peak(tau_m: float, tau_syn: float, c_m: float) -> float:
    """Maximum of the potential that an alpha-shaped current of amplitude 1 pA makes."""
    b = 1 / tau_syn - 1 / tau_m

    def potential(t: float) -> float:
        slow, fast = math.exp(-t / tau_m), math.exp(-t / tau_syn)
        return math.e / (tau_syn * c_m * b) * ((slow - fast) / b - t * fast)

    low, high = 0.0, tau_m  # one maximum lies between
    while high - low > 1e-9:
        third = (high - low) / 3
        if potential(low + third) < potential(high - third):
            low += third
        else:
            high -= third
    return potential(low)
