"""Networks that learn by e-prop; the losses are those that NEST 3.10 computed."""

import nest
import numpy as np
import pytest

STEP = 1.0
INTERVAL = 200.0


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()
    nest.set(resolution=STEP, eprop_update_interval=INTERVAL, eprop_learning_window=INTERVAL)


def losses(suffix, adapt, rate, iterations=6, threads=1):
    """The summed squared errors of a network that learns a sum of sine waves, interval by interval."""
    nest.local_num_threads = threads
    by_interval = bool(suffix)
    rng = np.random.default_rng(4)
    steps, n_in, n_rec, offset = int(INTERVAL), 20, 20, 4.0
    inputs = nest.Create("parrot_neuron", n_in)
    membrane = dict(C_m=1.0, tau_m=30.0, E_L=0.0, V_m=0.0)
    recurrent = nest.Create(
        ("eprop_iaf_adapt" if adapt else "eprop_iaf") + suffix,
        n_rec,
        dict(
            membrane,
            V_th=0.6,
            t_ref=0.0,
            c_reg=1.5 if by_interval else 0.015,
            f_target=10.0,
            surrogate_gradient_height=0.3,
            surrogate_gradient_width=1.0,
        ),
    )
    out = nest.Create("eprop_readout" + suffix, 1, membrane)
    generators = nest.Create("spike_generator", n_in)
    target = nest.Create("step_rate_generator")
    x = np.linspace(0, 2 * np.pi, steps)
    waves = zip((1, 2, 3, 5), rng.uniform(0.5, 2, 4), rng.uniform(0, 6, 4))
    wave = sum(a * np.sin(k * x + phase) for k, a, phase in waves)
    pattern = [np.nonzero(rng.random(steps) < 0.05)[0] for _ in range(n_in)]
    for generator, places in zip(generators, pattern):
        times = np.concatenate([places + i * INTERVAL + 1 for i in range(iterations)])
        generator.spike_times = times.astype(float).tolist()
    target.set(
        amplitude_times=(np.arange(0.0, iterations * INTERVAL, STEP) + offset).tolist(),
        amplitude_values=np.tile(wave, iterations).tolist(),
    )
    synapse = "eprop_synapse" + suffix
    nest.SetDefaults(synapse, {"optimizer": {"type": "adam", "eta": rate, "batch_size": 1}})
    one = {"delay": STEP}
    nest.Connect(generators, inputs, "one_to_one", one)
    for pre, post in ((inputs, recurrent), (recurrent, recurrent), (recurrent, out)):
        w = np.round(rng.standard_normal((len(post), len(pre))) / np.sqrt(len(pre)), 6)
        spec = {"synapse_model": synapse, "weight": w, **one}
        if by_interval:
            spec["tau_m_readout"] = 30.0
        nest.Connect(pre, post, "all_to_all", spec)
    weights = np.round(rng.standard_normal((n_rec, 1)), 6)
    signal = "eprop_learning_signal_connection" + suffix
    nest.Connect(out, recurrent, "all_to_all", {"synapse_model": signal, "weight": weights, **one})
    rates = {"synapse_model": "rate_connection_delayed", **one}
    nest.Connect(target, out, "one_to_one", {**rates, "receptor_type": 2})
    if not by_interval:
        window = nest.Create("step_rate_generator")
        window.set(amplitude_times=[offset], amplitude_values=[1.0])
        nest.Connect(window, out, "all_to_all", {**rates, "receptor_type": 1})
    meter = nest.Create("multimeter", params={"interval": STEP, "record_from": ["error_signal"]})
    nest.Connect(meter, out, syn_spec=one)
    nest.Simulate(iterations * INTERVAL + 10)
    squared = meter.events["error_signal"] ** 2 / 2
    first = int(offset) + 1
    return [squared[first + k * steps : first + (k + 1) * steps].sum() for k in range(iterations)]


BSSHSLM = "_bsshslm_2020"


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(
    "suffix, adapt, rate, wanted",
    [
        (BSSHSLM, False, 0.005, [2816.9628277566253, 1858.8398532509163, 1215.9209907182972, 538.5235995892594, 392.45433594793633, 455.0904296664479]),
        (BSSHSLM, True, 0.005, [929.8930941848744, 669.3185783531524, 553.0603829797922, 496.0216849314535, 496.5832946370368, 479.95351057331277]),
        ('', False, 2e-05, [2414.181016333047, 1908.367627274258, 1391.5632574446495, 1055.430907281445, 829.752972449251, 679.2354990156007]),
        ('', True, 2e-05, [1066.5955426528353, 1207.5535290861658, 753.9037774160856, 621.9553117453279, 547.2782711492403, 532.877894230855]),
    ],
)
def test_a_network_learns_sine_waves_loss_by_loss(suffix, adapt, rate, wanted, threads):
    assert losses(suffix, adapt, rate, threads=threads) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("model", ["eprop_synapse", "eprop_synapse_bsshslm_2020"])
def test_the_optimizer_is_a_dict_of_defaults(model):
    plain = dict(Wmax=100.0, Wmin=-100.0, batch_size=1, eta=1e-4, optimize_each_step=True)
    assert nest.GetDefaults(model, "optimizer") == {**plain, "optimizer": "gradient_descent"}
    nest.SetDefaults(model, {"optimizer": {"type": "adam", "beta_1": 0.8, "eta": 0.01}})
    adam = dict(plain, eta=0.01, beta_1=0.8, beta_2=0.999, epsilon=1e-7, optimizer="adam")
    assert nest.GetDefaults(model, "optimizer") == adam
    nest.SetDefaults(model, {"optimizer": {"batch_size": 3}})
    assert nest.GetDefaults(model, "optimizer") == dict(adam, batch_size=3)
    nest.CopyModel(model, "slow", {"optimizer": {"eta": 1e-5}})
    assert nest.GetDefaults("slow", "optimizer") == dict(adam, batch_size=3, eta=1e-5)


@pytest.mark.parametrize("given", [{"type": "adem"}, {"eta": -1.0}, {"batch_size": 0}])
def test_an_optimizer_that_cannot_be_is_refused(given):
    with pytest.raises(nest.NESTErrors.BadProperty):
        nest.SetDefaults("eprop_synapse", {"optimizer": given})
    assert nest.GetDefaults("eprop_synapse", "optimizer")["optimizer"] == "gradient_descent"


def test_the_optimizer_is_not_one_of_a_connection():
    neurons = nest.Create("eprop_iaf", 2)
    with pytest.raises(nest.NESTErrors.NotImplemented):
        nest.Connect(
            neurons,
            neurons,
            syn_spec={"synapse_model": "eprop_synapse", "optimizer": {"eta": 0.1}, "delay": STEP},
        )


def test_synapses_take_one_step():
    neurons = nest.Create("eprop_iaf", 2)
    with pytest.raises(nest.NESTErrors.IllegalConnection, match="one"):
        nest.Connect(neurons, neurons, syn_spec={"synapse_model": "eprop_synapse", "delay": 2.0})


def test_only_neurons_that_learn_are_targets():
    learner, other = nest.Create("eprop_iaf"), nest.Create("iaf_psc_delta")
    with pytest.raises((nest.NESTErrors.NotImplemented, nest.NESTErrors.IllegalConnection)):
        nest.Connect(learner, other, syn_spec={"synapse_model": "eprop_synapse", "delay": STEP})
    with pytest.raises(nest.NESTErrors.IllegalConnection):
        nest.Connect(learner, learner, syn_spec={"synapse_model": "stdp_synapse", "delay": STEP})
    nest.Connect(other, learner, syn_spec={"synapse_model": "eprop_synapse", "delay": STEP})
    assert nest.num_connections == 1


def test_kernel_attributes():
    assert nest.eprop_update_interval == INTERVAL and nest.eprop_learning_window == INTERVAL
    assert nest.eprop_reset_neurons_on_update is True
    nest.set(eprop_update_interval=300.0, eprop_learning_window=250.0, eprop_reset_neurons_on_update=False)
    assert nest.eprop_learning_window == 250.0 and nest.eprop_reset_neurons_on_update is False
    for name in ("eprop_update_interval", "eprop_learning_window"):
        with pytest.raises(nest.NESTErrors.KernelException):
            nest.set(**{name: -1.0})
    with pytest.raises(nest.NESTErrors.KernelException):
        nest.eprop_learning_window = 301.0
    assert nest.eprop_update_interval == 300.0 and nest.eprop_learning_window == 250.0


def test_texts_are_parameters_of_neurons():
    neuron = nest.Create("eprop_iaf", params={"surrogate_gradient_function": "exponential"})
    assert neuron.surrogate_gradient_function == "exponential"
    readout = nest.Create("eprop_readout_bsshslm_2020")
    assert readout.loss == "mean_squared_error"
    readout.loss = "cross_entropy"
    assert readout.get("loss") == "cross_entropy"
    with pytest.raises(nest.NESTErrors.BadProperty):
        readout.loss = "absolute"
    assert readout.loss == "cross_entropy"


def test_adaptation_lifts_the_threshold():
    neuron = nest.Create("eprop_iaf_adapt", params={"adapt_beta": 2.0})
    neuron.adaptation = 1.5
    assert neuron.V_th_adapt == pytest.approx(-52.0)
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        neuron.V_th_adapt = -50.0


@pytest.mark.parametrize("model", ["eprop_iaf_bsshslm_2020", "eprop_iaf", "eprop_iaf_psc_delta"])
def test_neurons_fire_by_the_clock(model):
    clock = dict(ignore_and_spike=True, ignore_and_spike_interval=7.0, ignore_and_spike_offset=3.0)
    neuron, recorder = nest.Create(model, params=clock), nest.Create("spike_recorder")
    nest.Connect(neuron, recorder)
    nest.Simulate(30.0)
    assert recorder.events["times"].tolist() == [3.0, 10.0, 17.0, 24.0]


@pytest.mark.parametrize("model", ["eprop_readout", "eprop_readout_bsshslm_2020"])
def test_receptors_of_readout_neurons(model):
    first = "readout_signal" if model.endswith("2020") else "eprop_learning_window"
    assert nest.GetDefaults(model, "receptor_types") == {first: 1, "target_signal": 2}
