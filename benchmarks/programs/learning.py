"""Networks whose synapses learn by more than pairs of spikes: dopamine, voltage, e-prop."""

from typing import Any

import nest
import numpy as np
from classics import rates
from families import heard, noise
from nest_peer import indegree
from program import Built, Shown

PIECES = 9  # of the e-prop row, at most, the first included
INTERVALS = 20  # of each


def weights(connections: Any) -> Shown:
    """Mean and standard deviation of weights."""
    values = np.array(connections.get("weight"))
    return {"mean_weight": float(values.mean()), "sd_weight": float(values.std())}


def dopamine(seed: int) -> Built:
    """Synapses between excitatory neurons change when spikes of others release dopamine."""
    neuron = {"tau_syn_ex": 2.0, "tau_syn_in": 2.0, "C_m": 250.0, "tau_m": 20.0, "t_ref": 2.0}
    neuron |= {"V_m": nest.random.uniform(-70.0, -55.0)}
    ex, in_ = nest.Create("iaf_psc_exp", 1600, neuron), nest.Create("iaf_psc_exp", 400, neuron)
    cells = nest.Create("parrot_neuron", 100)
    transmitter = nest.Create("volume_transmitter", params={"deliver_interval": 1})
    noise(20.0, cells, 1.0)
    noise(8000.0, ex + in_, 35.0)
    nest.Connect(cells, transmitter, syn_spec={"delay": 1.0})
    plasticity = {
        "volume_transmitter": transmitter,
        "A_plus": 0.005,
        "A_minus": 0.0075,
        "tau_plus": 20.0,
        "tau_c": 1000.0,
        "tau_n": 200.0,
        "b": 0.0,
        "Wmin": 0.0,
        "Wmax": 100.0,
    }
    nest.CopyModel("stdp_dopamine_synapse", "modulated", plasticity)
    nest.Connect(ex, ex, indegree(160), {"synapse_model": "modulated", "weight": 35.0, "delay": 1.5})
    nest.Connect(ex, in_, indegree(160), {"weight": 35.0, "delay": 1.5})
    nest.Connect(in_, ex + in_, indegree(40), {"weight": -210.0, "delay": 1.5})
    network = heard(ex, in_)
    some = nest.GetConnections(ex, ex[:100], "modulated")
    return Built(lambda seconds: rates(network).shown(seconds) | weights(some))


def clopath(seed: int) -> Built:
    """Clopath et al. (2010), doi:10.1038/nn.2479: synapses that see the target's potential, in a random network."""
    n, inputs = 500, 250
    neurons = nest.Create("aeif_psc_delta_clopath", n, {"I_e": 800.0, "V_m": nest.random.uniform(-70.0, -60.0)})
    noise(8000.0, neurons, 0.1)
    noise(2000.0, neurons, -0.2)
    # a long delay anywhere has NEST keep what depresses clopath_synapse until its spikes arrive
    nest.Connect(neurons[0], nest.Create("parrot_neuron"), syn_spec={"delay": 20.0})
    synapse = {"synapse_model": "clopath_synapse", "weight": 0.01, "delay": 1.5, "Wmax": 0.1}
    nest.Connect(neurons, neurons, indegree(inputs), synapse)
    recorder = nest.Create("spike_recorder")
    nest.Connect(neurons, recorder)
    some = nest.GetConnections(neurons, neurons[:20], "clopath_synapse")
    return Built(lambda seconds: {"rate": recorder.n_events / n / seconds} | weights(some))


def eprop(seed: int) -> Built:
    """Bellec et al. (2020), doi:10.1038/s41467-020-17236-y: frozen noise is turned into a sum of four sine waves."""
    random = np.random.default_rng(seed)
    steps, n_in, n_rec, offset, intervals = 1000, 100, 100, 4.0, PIECES * INTERVALS
    nest.set(eprop_update_interval=float(steps), eprop_learning_window=float(steps), eprop_reset_neurons_on_update=True)
    membrane = {"C_m": 1.0, "tau_m": 30.0, "E_L": 0.0, "V_m": 0.0}
    learner = {
        "V_th": 2.0,
        "t_ref": 0.0,
        "c_reg": 1.5,
        "f_target": 10.0,
        "surrogate_gradient_height": 0.3,
        "surrogate_gradient_width": 1.0,
    }
    inputs = nest.Create("parrot_neuron", n_in)
    recurrent = nest.Create("eprop_iaf_bsshslm_2020", n_rec, membrane | learner)
    out = nest.Create("eprop_readout_bsshslm_2020", 1, membrane)
    generators = nest.Create("spike_generator", n_in)
    target = nest.Create("step_rate_generator")
    x = np.linspace(0, 2 * np.pi, steps)
    wave = sum(a * np.sin(k * x + b) for k, a, b in zip((1, 2, 3, 5), random.uniform(0.5, 2, 4), random.uniform(0, 6, 4)))
    for generator in generators:
        places = np.nonzero(random.random(steps) < 0.05)[0]
        generator.spike_times = np.concatenate([places + i * steps + 1.0 for i in range(intervals)])
    target.set(
        amplitude_times=np.arange(0.0, intervals * steps) + offset,
        amplitude_values=np.tile(wave, intervals),
    )
    one = {"delay": 1.0}
    suffix = "bsshslm_2020"
    nest.SetDefaults(f"eprop_synapse_{suffix}", {"optimizer": {"type": "adam", "eta": 0.002, "batch_size": 1}})
    nest.Connect(generators, inputs, "one_to_one", one)
    for pre, post in ((inputs, recurrent), (recurrent, recurrent), (recurrent, out)):
        weight = random.standard_normal((len(post), len(pre))) / np.sqrt(len(pre))
        spec = {"synapse_model": f"eprop_synapse_{suffix}", "weight": weight, "tau_m_readout": 30.0, **one}
        nest.Connect(pre, post, "all_to_all", spec)
    signal = {"synapse_model": f"eprop_learning_signal_connection_{suffix}", **one}
    nest.Connect(out, recurrent, "all_to_all", signal | {"weight": random.standard_normal((n_rec, 1))})
    rated = {"synapse_model": "rate_connection_delayed", "receptor_type": 2, **one}
    nest.Connect(target, out, "one_to_one", rated)
    meter = nest.Create("multimeter", params={"interval": 1.0, "record_from": ["error_signal"]})
    nest.Connect(meter, out, syn_spec=one)
    recorder = nest.Create("spike_recorder")
    nest.Connect(recurrent, recorder, syn_spec=one)

    def shown(seconds: float) -> Shown:
        squared = np.array(meter.events["error_signal"]) ** 2 / 2
        last = (INTERVALS - 2) * steps
        return {
            "rate": recorder.n_events / n_rec / seconds,
            "first_loss": float(squared[5 : steps + 5].sum()),
            "last_loss": float(squared[last + 5 : last + steps + 5].sum()),
        }

    return Built(shown)


BUILDS = {"dopamine": dopamine, "clopath": clopath, "eprop": eprop}
