"""A walk through the whole: what runs at all on Myelin."""

import nest
import numpy as np
import pytest


def test_it_is_myelin():
    assert nest.build_info["simulator"] == "Myelin"


def test_a_constant_current_gives_the_spikes_of_nest():
    nest.ResetKernel()
    neuron = nest.Create("iaf_psc_alpha", params={"I_e": 1000.0})
    spikes = nest.Create("spike_recorder")
    nest.Connect(neuron, spikes)
    nest.Simulate(26.0)
    assert np.allclose(spikes.events["times"], [4.8, 11.6, 18.4, 25.2])


def test_a_near_name_is_told():
    with pytest.raises(nest.NESTErrors.UnknownModelName, match="iaf_psc_alpha"):
        nest.Create("iaf_psc_alfa")
