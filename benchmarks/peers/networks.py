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


@dataclass(frozen=True)
class Microcircuit:
    """Potjans & Diesmann (2014), doi:10.1093/cercor/bhs358, with fewer neurons and inputs of each.

    Populations are L23E, L23I, L4E, L4I, L5E, L5I, L6E, L6I. Weights are larger and a constant
    current is added, so that mean and variance of the input are those of full scale.
    """

    scale: float = 0.2  # of the numbers of neurons and of inputs to each
    full_sizes: tuple[int, ...] = (20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948)
    probabilities: tuple[tuple[float, ...], ...] = (  # rows are targets
        (0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0),
        (0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0),
        (0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0),
        (0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0),
        (0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0),
        (0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0),
        (0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252),
        (0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443),
    )
    full_rates: tuple[float, ...] = (0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83)
    inputs: tuple[int, ...] = (1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100)
    rate_input: float = 8.0
    v_start_mean: tuple[float, ...] = (
        *(-68.28, -63.16, -63.33, -63.45),
        *(-63.11, -61.66, -66.72, -61.43),
    )
    v_start_sd: tuple[float, ...] = (5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48)
    e_l: float = -65.0
    v_th: float = -50.0
    c_m: float = 250.0
    tau_m: float = 10.0
    tau_syn: float = 0.5
    t_ref: float = 2.0
    psp: float = 0.15
    g: float = 4.0
    weight_sd: float = 0.1  # relative
    delay_ex: float = 1.5
    delay_in: float = 0.75
    delay_sd: float = 0.5  # relative

    @property
    def sizes(self) -> list[int]:
        return [round(n * self.scale) for n in self.full_sizes]

    @property
    def weight(self) -> float:
        """The excitatory current whose potential peaks at `psp`, at full scale."""
        m, s = self.tau_m, self.tau_syn
        t = math.log(m / s) * m * s / (m - s)
        return self.psp * self.c_m * (m - s) / (m * s) / (math.exp(-t / m) - math.exp(-t / s))

    def weight_between(self, target: int, source: int) -> float:
        """Mean weight at full scale."""
        if source % 2 == 1:
            return -self.g * self.weight
        return 2 * self.weight if (target, source) == (0, 2) else self.weight

    def full_synapses(self, target: int, source: int) -> int:
        """How many synapses two populations have at full scale."""
        pairs = self.full_sizes[target] * self.full_sizes[source]
        return round(math.log(1 - self.probabilities[target][source]) / math.log(1 - 1 / pairs))

    def current(self, target: int) -> float:
        """The current that stands for what fewer and stronger inputs lack in their mean."""
        outside = self.inputs[target] * self.weight * self.rate_input
        inside = sum(
            self.full_synapses(target, j)
            / self.full_sizes[target]
            * self.weight_between(target, j)
            * rate
            for j, rate in enumerate(self.full_rates)
        )
        return (1 - math.sqrt(self.scale)) * self.tau_syn * 1e-3 * (outside + inside)


BRUNEL = Brunel()
MICROCIRCUIT = Microcircuit()
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
