"""The neurons whose speed is measured, with their Poisson input: ms, mV, pA, pF, nS, spikes/s."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """Parameters by NEST's names, rates and weights of the input, and Brian's method with its step (ms)."""

    parameters: dict[str, float]
    rate_ex: float
    weight_ex: float
    rate_in: float
    weight_in: float
    method: str
    step: float = 0.1


MODELS = {
    "aeif_cond_exp": Model(
        {
            "C_m": 281.0,
            "g_L": 30.0,
            "E_L": -70.6,
            "V_th": -50.4,
            "Delta_T": 2.0,
            "a": 4.0,
            "b": 80.5,
            "tau_w": 144.0,
            "V_reset": -60.0,
            "V_peak": 0.0,
            "t_ref": 2.0,
            "E_ex": 0.0,
            "E_in": -85.0,
            "tau_syn_ex": 2.0,
            "tau_syn_in": 5.0,
        },
        rate_ex=6000.0,
        weight_ex=2.0,
        rate_in=1000.0,
        weight_in=2.0,
        method="rk4",
    ),
    "hh_cond_exp_traub": Model(
        {
            "C_m": 200.0,
            "g_L": 10.0,
            "E_L": -60.0,
            "g_Na": 20000.0,
            "E_Na": 50.0,
            "g_K": 6000.0,
            "E_K": -90.0,
            "V_T": -63.0,
            "E_ex": 0.0,
            "E_in": -80.0,
            "tau_syn_ex": 5.0,
            "tau_syn_in": 10.0,
        },
        rate_ex=2000.0,
        weight_ex=1.5,
        rate_in=500.0,
        weight_in=3.0,
        method="exponential_euler",
        step=0.025,
    ),
}
