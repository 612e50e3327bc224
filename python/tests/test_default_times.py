"""Default times where 1 ms is not a multiple of the resolution; all expected values are NEST 3.10's."""

import nest
import pytest

DELAYS = [(0.3, 1.2), (0.03, 1.02), (0.7, 1.4), (0.25, 1.0), (0.01, 1.0), (1.5, 1.5), (2.0, 2.0)]
SYNAPSES = ["static_synapse", "stdp_synapse", "stdp_synapse_hom", "stdp_triplet_synapse"]
DEVICES = ["spike_generator", "poisson_generator", "dc_generator", "noise_generator"]


def at(resolution):
    nest.ResetKernel()
    nest.resolution = resolution


@pytest.mark.parametrize("h, delay", DELAYS)
def test_default_delay_is_rounded_up(h, delay):
    at(h)
    for model in SYNAPSES:
        a, b = nest.Create("iaf_psc_alpha", 2)
        nest.Connect(a, b, syn_spec={"synapse_model": model})
        assert nest.GetConnections(a, b).delay == pytest.approx(delay)
        assert nest.GetDefaults(model)["delay"] == pytest.approx(delay)
    for model in DEVICES:
        device = nest.Create(model)
        nest.Connect(device, a)
        assert nest.GetConnections(device).delay == pytest.approx(delay)
    rates = nest.Create("lin_rate_ipn", 2)
    nest.Connect(rates[0], rates[1], syn_spec={"synapse_model": "rate_connection_delayed"})
    assert nest.GetDefaults("rate_connection_delayed")["delay"] == pytest.approx(delay)
    assert nest.min_delay == nest.max_delay == pytest.approx(delay)


@pytest.mark.parametrize("h, delay", [(0.3, 0.9), (0.03, 0.99), (0.7, 0.7)])
def test_delay_that_is_given_is_rounded_to_the_nearest_step(h, delay):
    at(h)
    nest.SetDefaults("static_synapse", {"delay": 1.0})
    nest.CopyModel("static_synapse", "copy")
    nest.CopyModel("stdp_synapse", "untouched")
    up = dict(DELAYS)[h]
    found = [nest.GetDefaults(m)["delay"] for m in ("static_synapse", "copy", "untouched")]
    assert found == pytest.approx([delay, delay, up])
    a, b = nest.Create("iaf_psc_alpha", 2)
    for model in ("static_synapse", "copy", "untouched"):
        nest.Connect(a, b, syn_spec={"synapse_model": model})
    assert nest.GetConnections().delay == pytest.approx([delay, delay, up])


@pytest.mark.parametrize(
    "h, dt, held", [(0.3, 3.0, 10), (0.03, 0.3, 10), (0.7, 7.0, 10), (0.25, 1.0, 4), (1.5, 15.0, 10)]
)
def test_interval_of_noise(h, dt, held):
    at(h)
    assert nest.GetDefaults("noise_generator")["dt"] == pytest.approx(dt)
    noise = nest.Create("noise_generator", params={"std": 1000.0})
    assert noise.dt == pytest.approx(dt)
    neuron = nest.Create("iaf_psc_alpha")
    meter = nest.Create("multimeter", params={"record_from": ["I"], "interval": h})
    nest.Connect(noise, neuron)
    nest.Connect(meter, noise)
    nest.Simulate(40 * h)
    current = list(meter.events["I"])
    changes = [k for k in range(1, len(current)) if current[k] != current[k - 1]]
    assert {b - a for a, b in zip(changes, changes[1:])} == {held}
    if dt != 1.0:
        with pytest.raises(nest.NESTErrors.NESTError):
            noise.dt = 1.0


@pytest.mark.parametrize(
    "h, interval, slice_",
    [
        (0.3, 1.0, 0.9),
        (0.3, 0.35, 0.3),
        (0.3, 1.25, 1.2),
        (0.03, 1.0, 0.99),
        (0.7, 1.0, 0.7),
        (0.7, 2.3, 2.1),
        (0.4, 0.5, 0.4),
        (0.6, 1.0, 1.2),
        (0.9, 1.25, 0.9),
        (0.17, 0.35, 0.34),
        (2.0, 2.3, 2.0),
    ],
)
def test_slices_of_coupled_neurons_are_rounded_to_the_nearest_step(h, interval, slice_):
    at(h)
    nest.wfr_comm_interval = interval
    pair = nest.Create("hh_psc_alpha_gap", 2)
    both = {"rule": "one_to_one", "make_symmetric": True}
    nest.Connect(pair[0], pair[1], both, {"synapse_model": "gap_junction"})
    assert (nest.min_delay, nest.max_delay) == pytest.approx((slice_, slice_))


def test_interval_of_slices_does_not_stay_below_a_step():
    at(1.5)
    assert nest.wfr_comm_interval == 1.5


@pytest.mark.parametrize("model", ["multimeter", "voltmeter"])
def test_default_interval_of_a_multimeter(model):
    at(0.3)
    neuron = nest.Create("iaf_psc_alpha")
    meter = nest.Create(model, params={"record_from": ["V_m"]})
    nest.Connect(meter, neuron)
    nest.Simulate(6.0)
    assert meter.events["times"][:4] == pytest.approx([1.2, 2.4, 3.6, 4.8])
    at(1.5)
    neuron, meter = nest.Create("iaf_psc_alpha"), nest.Create(model)
    with pytest.raises(nest.NESTErrors.NESTError, match="interval = 1.0 ms is shorter"):
        nest.Connect(meter, neuron)
