"""The sign of weight * spike_weights says whether a spike of a spike_generator excites or inhibits.

The potentials are NEST 3.10's.
"""

import nest
import pytest

# model, weight, spike_weights, whether spikes are several, V_m at 8 ms
POTENTIALS = [
    ('iaf_psc_alpha', 2.0, (10.0, -10.0, 5.0), False, -69.87859868286064),
    ('iaf_psc_alpha', 2.0, (10.0, -10.0, 5.0), True, -70.01677639043226),
    ('iaf_psc_alpha', 2.0, (-10.0, 4.0, -20.0), False, -70.37865366351795),
    ('iaf_psc_alpha', 2.0, (-10.0, 4.0, -20.0), True, -70.4755920526857),
    ('iaf_psc_alpha', -2.0, (10.0, -10.0, 5.0), False, -70.14099259802671),
    ('iaf_psc_alpha', -2.0, (10.0, -10.0, 5.0), True, -69.91779128489549),
    ('iaf_psc_alpha', -2.0, (-10.0, 4.0, -20.0), False, -69.61032911936793),
    ('iaf_psc_alpha', -2.0, (-10.0, 4.0, -20.0), True, -69.41816429197341),
    ('iaf_psc_exp', 2.0, (10.0, -10.0, 5.0), False, -70.04323191822286),
    ('iaf_psc_exp', 2.0, (10.0, -10.0, 5.0), True, -70.27204208376999),
    ('iaf_psc_exp', 2.0, (-10.0, 4.0, -20.0), False, -70.40192355968271),
    ('iaf_psc_exp', 2.0, (-10.0, 4.0, -20.0), True, -70.61215463764458),
    ('iaf_psc_exp', -2.0, (10.0, -10.0, 5.0), False, -70.16993390087025),
    ('iaf_psc_exp', -2.0, (10.0, -10.0, 5.0), True, -70.11101714484911),
    ('iaf_psc_exp', -2.0, (-10.0, 4.0, -20.0), False, -69.87240388683975),
    ('iaf_psc_exp', -2.0, (-10.0, 4.0, -20.0), True, -69.852453427547),
    ('iaf_psc_delta', 2.0, (10.0, -10.0, 5.0), False, -65.03544479827856),
    ('iaf_psc_delta', 2.0, (10.0, -10.0, 5.0), True, -88.39946829042074),
    ('iaf_psc_delta', 2.0, (-10.0, 4.0, -20.0), False, -107.67418809072049),
    ('iaf_psc_delta', 2.0, (-10.0, 4.0, -20.0), True, -126.36540688443424),
    ('iaf_psc_delta', -2.0, (10.0, -10.0, 5.0), False, -74.96455520172144),
    ('iaf_psc_delta', -2.0, (10.0, -10.0, 5.0), True, -51.60053170957926),
    ('iaf_psc_delta', -2.0, (-10.0, 4.0, -20.0), False, -32.32581190927951),
    ('iaf_psc_delta', -2.0, (-10.0, 4.0, -20.0), True, -13.634593115565757),
    ('iaf_cond_exp', 2.0, (10.0, -10.0, 5.0), False, -66.28215076191084),
    ('iaf_cond_exp', 2.0, (10.0, -10.0, 5.0), True, -68.88174194674156),
    ('iaf_cond_exp', 2.0, (-10.0, 4.0, -20.0), False, -73.88191221738393),
    ('iaf_cond_exp', 2.0, (-10.0, 4.0, -20.0), True, -73.83055494485673),
    ('iaf_cond_exp', -2.0, (10.0, -10.0, 5.0), False, -69.13969068712628),
    ('iaf_cond_exp', -2.0, (10.0, -10.0, 5.0), True, -62.89212268250647),
    ('iaf_cond_exp', -2.0, (-10.0, 4.0, -20.0), False, -59.0706977919993),
    ('iaf_cond_exp', -2.0, (-10.0, 4.0, -20.0), True, -55.04593983343765),
    ('hh_psc_alpha_gap', 2.0, (10.0, -10.0, 5.0), False, -69.09928939746318),
    ('hh_psc_alpha_gap', 2.0, (10.0, -10.0, 5.0), True, -69.88763235394171),
    ('hh_psc_alpha_gap', 2.0, (-10.0, 4.0, -20.0), False, -71.61549568609935),
    ('hh_psc_alpha_gap', 2.0, (-10.0, 4.0, -20.0), True, -72.17760763601645),
    ('hh_psc_alpha_gap', -2.0, (10.0, -10.0, 5.0), False, -70.30776240787704),
    ('hh_psc_alpha_gap', -2.0, (10.0, -10.0, 5.0), True, -69.11378557569772),
    ('hh_psc_alpha_gap', -2.0, (-10.0, 4.0, -20.0), False, -67.62609425142794),
    ('hh_psc_alpha_gap', -2.0, (-10.0, 4.0, -20.0), True, -66.58382049184095),
]


@pytest.mark.parametrize("model, weight, strengths, several, expected", POTENTIALS)
def test_sign_of_the_product(model, weight, strengths, several, expected):
    neuron = nest.Create(model)
    if model != "hh_psc_alpha_gap":
        neuron.V_th = 1e3
    if model != "iaf_psc_delta":
        neuron.set(tau_syn_ex=1.0, tau_syn_in=4.0)
    source = nest.Create("spike_generator", params={"spike_times": [2.0, 4.0, 4.0], "spike_weights": strengths})
    if several:
        source.spike_multiplicities = [1, 3, 2]
    nest.Connect(source, neuron, syn_spec={"weight": weight, "delay": 1.5})
    nest.Simulate(8.0)
    assert neuron.V_m == pytest.approx(expected, rel=1e-7 if model in ("iaf_cond_exp", "hh_psc_alpha_gap") else 1e-12)
