"""What is kept from call to call, since scripts repeat it, changes with what it depends on."""

import nest
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


def weights(pre, post):
    found = nest.GetConnections(pre, post).weight
    return sorted(found) if isinstance(found, list) else [found]


@pytest.mark.parametrize("spec", [None, "static_synapse", {"delay": 1.0}])
def test_new_defaults_hold_for_a_specification_that_was_used_before(spec):
    a, b = nest.Create("iaf_psc_alpha"), nest.Create("iaf_psc_alpha")
    nest.Connect(a, b, syn_spec=spec)
    nest.SetDefaults("static_synapse", {"weight": 7.0})
    nest.Connect(a, b, syn_spec=spec)
    assert weights(a, b) == [1.0, 7.0]


def test_a_key_that_was_passed_over_is_refused_when_it_counts():
    a = nest.Create("iaf_psc_alpha", 2)
    spec = {"weight": 2.0, "no_such_key": 1.0}
    nest.dict_miss_is_error = False
    nest.Connect(a, a, syn_spec=spec)
    nest.dict_miss_is_error = True
    with pytest.raises(nest.NESTErrors.UnaccessedDictionaryEntry):
        nest.Connect(a, a, syn_spec=spec)


def test_a_specification_that_a_script_changes_is_read_again():
    a, b = nest.Create("iaf_psc_alpha"), nest.Create("iaf_psc_alpha")
    spec = {"weight": 2.0}
    nest.Connect(a, b, syn_spec=spec)
    spec["weight"] = 3.0
    nest.Connect(a, b, syn_spec=spec)
    assert weights(a, b) == [2.0, 3.0]


def test_a_specification_lives_no_longer_than_its_network():
    for weight in (2.0, 5.0):
        nest.ResetKernel()
        nest.SetDefaults("static_synapse", {"weight": weight})
        a, b = nest.Create("iaf_psc_alpha"), nest.Create("iaf_psc_alpha")
        nest.Connect(a, b)
        assert weights(a, b) == [weight]


def test_spikes_are_counted_from_the_last_simulation_on():
    nest.Create("iaf_psc_alpha", params={"I_e": 1000.0})  # fires at 4.8 ms, then every 6.8 ms
    nest.Simulate(26.0)
    assert nest.local_spike_counter == 4
    nest.Simulate(26.0)
    assert nest.local_spike_counter == 3
    nest.Simulate(0.1)
    assert nest.local_spike_counter == 0


def test_a_few_delays_in_an_array_are_rounded_like_one():
    a, b = nest.Create("parrot_neuron", 4), nest.Create("parrot_neuron", 4)
    delays = [1.0, 1.04, 1.06, 2.25]
    nest.Connect(a, b, "one_to_one", {"delay": delays})
    for k, ms in enumerate(delays):
        nest.Connect(a[k], b[k], syn_spec={"delay": ms})
        assert len(set(nest.GetConnections(a[k], b[k]).delay)) == 1


def test_a_simulation_that_is_refused_has_not_simulated(tmp_path):
    nest.data_path = str(tmp_path)
    r = nest.Create("spike_recorder", params={"record_to": "ascii", "label": "here"})
    n = nest.Create("iaf_psc_alpha")
    nest.Connect(n, r)
    (file,) = r.filenames
    with open(file, "w") as other:
        other.write("what another program has written\n")
    with pytest.raises(nest.NESTErrors.IOError):
        nest.Simulate(1.0)
    nest.rng_seed = 5  # which cannot change once the network has been simulated
    assert nest.biological_time == 0.0
