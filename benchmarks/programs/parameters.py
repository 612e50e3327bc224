"""Parameters of networks that more than one simulator's script builds, and of those with many.

Units are those of benchmarks/peers/networks.py.
"""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class AdEx:
    """Neurons of Brette and Gerstner (2005), doi:10.1152/jn.00686.2005, in a random network with input."""

    n_ex: int = 1600
    n_in: int = 400
    indegree_ex: int = 160
    indegree_in: int = 40
    input_rate: float = 4000.0
    weight_ex: float = 1.0
    weight_in: float = 8.0
    delay: float = 1.5
    neuron: dict[str, float] = field(
        default_factory=lambda: {
            "C_m": 281.0,
            "g_L": 30.0,
            "E_L": -70.6,
            "V_th": -50.4,
            "V_reset": -60.0,
            "V_peak": 0.0,
            "Delta_T": 2.0,
            "a": 4.0,
            "b": 80.5,
            "tau_w": 144.0,
            "t_ref": 2.0,
            "E_ex": 0.0,
            "E_in": -80.0,
            "tau_syn_ex": 5.0,
            "tau_syn_in": 10.0,
        }
    )


@dataclass(frozen=True)
class Kind:
    """Synapses that are used up and recover."""

    weight: float
    used: float
    tau_rec: float
    tau_fac: float


@dataclass(frozen=True)
class Tsodyks:
    """Tsodyks, Uziel and Markram (2000), doi:10.1523/JNEUROSCI.20-01-j0003.2000, with ten times as many neurons."""

    n_ex: int = 4000
    n_in: int = 1000
    indegree_ex: int = 40
    indegree_in: int = 10
    delay: float = 1.0
    t_ref_ex: float = 3.0
    t_ref_in: float = 2.0
    input_min: float = 14.6
    input_max: float = 15.4
    ex_ex: Kind = Kind(1.8, 0.5, 800.0, 1e-3)
    ex_in: Kind = Kind(7.2, 0.04, 100.0, 1000.0)
    in_ex: Kind = Kind(-5.4, 0.5, 800.0, 1e-3)
    in_in: Kind = Kind(-7.2, 0.04, 100.0, 1000.0)
    neuron: dict[str, float] = field(
        default_factory=lambda: {
            "C_m": 30.0,
            "tau_m": 30.0,
            "E_L": 0.0,
            "V_th": 15.0,
            "V_reset": 13.5,
            "tau_syn_ex": 3.0,
            "tau_syn_in": 3.0,
        }
    )


@dataclass(frozen=True)
class Growth:
    """Neurons that grow synaptic elements, ten times as fast as they are usually modelled."""

    n_ex: int = 800
    n_in: int = 200
    interval: float = 100.0
    speed: float = 0.01
    weight: float = 585.0
    weight_outside: float = 68.0
    neuron: dict[str, float] = field(
        default_factory=lambda: {
            "C_m": 250.0,
            "tau_m": 10.0,
            "tau_syn_ex": 0.5,
            "tau_syn_in": 0.5,
            "t_ref": 2.0,
            "E_L": -65.0,
            "V_m": -65.0,
            "V_reset": -65.0,
            "V_th": -50.0,
        }
    )


@dataclass(frozen=True)
class Sudoku:
    """Populations for the digits of the cells, after Ostrau et al. (2019), doi:10.1145/3320288.3320304."""

    neurons: int = 5
    weight: float = -200.0
    noise_rate: float = 350.0
    noise_weight: float = 1600.0
    clue_rate: float = 200.0
    clue_weight: float = 1300.0
    clues: int = 36
    neuron: dict[str, float] = field(
        default_factory=lambda: {
            "C_m": 250.0,
            "I_e": 500.0,
            "tau_m": 20.0,
            "t_ref": 2.0,
            "tau_syn_ex": 5.0,
            "tau_syn_in": 5.0,
            "E_L": -65.0,
            "V_reset": -70.0,
            "V_th": -50.0,
        }
    )

    def exclude(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether two digits of cells cannot both be right."""
        (cell, digit), (cell2, digit2) = one, other
        if cell == cell2:
            return digit != digit2
        (row, column), (row2, column2) = divmod(cell, 9), divmod(cell2, 9)
        box, box2 = (row // 3, column // 3), (row2 // 3, column2 // 3)
        return digit == digit2 and (row == row2 or column == column2 or box == box2)

    def puzzle(self) -> tuple[np.ndarray, np.ndarray]:
        """A solved sudoku, and which of its 81 cells are given."""
        random = np.random.default_rng(9)
        row, column = np.divmod(np.arange(81), 9)
        solution = random.permutation(9)[(3 * (row % 3) + row // 3 + column) % 9]
        given = np.zeros(81, dtype=bool)
        given[random.choice(81, self.clues, replace=False)] = True
        return solution, given


# Pozzorini et al. (2015), doi:10.1371/journal.pcbi.1004275
GIF = {
    "C_m": 83.1,
    "g_L": 3.7,
    "E_L": -67.0,
    "Delta_V": 1.4,
    "V_T_star": -39.6,
    "t_ref": 4.0,
    "V_reset": -36.7,
    "lambda_0": 1.0,
    "q_stc": [56.7, -6.9],
    "tau_stc": [57.8, 218.2],
    "q_sfa": [11.7, 1.8],
    "tau_sfa": [53.8, 640.0],
    "tau_syn_ex": 10.0,
}

ADEX = AdEx()
TSODYKS = Tsodyks()
GROWTH = Growth()
SUDOKU = Sudoku()
