"""The rows of the table: what they are called, how long a piece is, and which simulators have them.

Nothing here needs a simulator.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    piece: float  # ms
    text: str
    brian: bool = False
    brainpy: bool = False
    adaptive: bool = False  # integrated with steps of adaptive size, where five times NEST's speed is the aim, not ten


ROWS = {
    "hpc_benchmark": Row(
        100.0, "11 250 `iaf_psc_alpha`, 25 million synapses, 16 million of them `stdp_pl_synapse_hom`"
    ),
    "gap_junctions": Row(
        20.0, "500 `hh_psc_alpha_gap`, 15 000 gap junctions, by waveform relaxation", adaptive=True
    ),
    "coba": Row(500.0, "Brette et al. 1, 4 000 `iaf_cond_exp`", brian=True, brainpy=True, adaptive=True),
    "cuba": Row(4000.0, "Brette et al. 2, 4 000 `iaf_psc_exp`", brian=True, brainpy=True),
    "hh_coba": Row(200.0, "Brette et al. 3, 4 000 `hh_cond_exp_traub`", brian=True, adaptive=True),
    "cuba_precise": Row(2000.0, "as `cuba`, 4 000 `iaf_psc_exp_ps`, spikes between steps"),
    "cuba_stdp": Row(200.0, "11 250 `iaf_psc_exp`, 12.7 million synapses, 8.1 million plastic", brian=True),
    "microcircuit": Row(
        250.0, "Potjans and Diesmann at scale 0.2: 15 435 `iaf_psc_exp`, 12 million synapses"
    ),
    "brunel": Row(200.0, "12 500 `iaf_psc_alpha`, 15.6 million synapses", brian=True),
    "adex": Row(500.0, "2 000 `aeif_cond_exp`, 0.4 million synapses", brian=True, adaptive=True),
    "gif": Row(1000.0, "4 000 `gif_psc_exp`, 0.12 million synapses"),
    "rate": Row(100.0, "1 000 `tanh_rate_ipn`, 0.1 million delayed connections"),
    "tsodyks": Row(5000.0, "5 000 `iaf_psc_exp`, 0.25 million `tsodyks2_synapse`", brian=True),
    "dopamine": Row(150.0, "2 000 `iaf_psc_exp`, 0.4 million synapses, 0.26 million `stdp_dopamine_synapse`"),
    "clopath": Row(
        500.0, "500 `aeif_psc_delta_clopath`, 0.13 million `clopath_synapse`", adaptive=True
    ),
    "eprop": Row(
        20000.0, "regression: 100 `eprop_iaf_bsshslm_2020` learn four sine waves, twenty intervals of 1 000 steps"
    ),
    "sheet": Row(300.0, "8 000 `iaf_psc_alpha` on a torus, 4 million synapses by a gaussian of distance"),
    "structural": Row(3000.0, "1 000 `iaf_psc_exp` that grow synapses, an update each 100 ms"),
    "sudoku": Row(1000.0, "3 645 `iaf_psc_exp` that solve a sudoku, looked at each 100 ms"),
}
