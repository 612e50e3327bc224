import nest
import pytest


def test_reset_removes_nodes_and_connections():
    a = nest.Create("parrot_neuron", 3)
    nest.Connect(a, a)
    nest.ResetKernel()
    assert (nest.network_size, nest.num_connections) == (0, 0)
    assert len(nest.GetConnections()) == 0


def test_reset_starts_node_ids_at_one_again():
    nest.Create("parrot_neuron", 3)
    nest.ResetKernel()
    assert nest.Create("parrot_neuron").global_id == 1


def test_reset_sets_the_clock_to_zero():
    nest.Simulate(5.0)
    nest.ResetKernel()
    assert nest.biological_time == 0.0


def test_reset_restores_the_defaults_of_models():
    nest.SetDefaults("iaf_psc_alpha", {"C_m": 123.0})
    nest.SetDefaults("static_synapse", {"weight": 9.0})
    nest.ResetKernel()
    assert nest.GetDefaults("iaf_psc_alpha", "C_m") == 250.0
    assert nest.GetDefaults("static_synapse", "weight") == 1.0


def test_reset_forgets_copied_models():
    nest.CopyModel("iaf_psc_alpha", "my_neuron")
    nest.CopyModel("static_synapse", "my_synapse")
    nest.ResetKernel()
    assert "my_neuron" not in nest.node_models
    assert "my_synapse" not in nest.synapse_models
    with pytest.raises(nest.NESTErrors.UnknownModelName):
        nest.Create("my_neuron")


@pytest.mark.parametrize(
    "name, value",
    [("resolution", 0.5), ("rng_seed", 7), ("local_num_threads", 2), ("print_time", True), ("overwrite_files", True)],
)
def test_reset_restores_kernel_attributes(name, value):
    default = getattr(nest, name)
    setattr(nest, name, value)
    nest.ResetKernel()
    assert getattr(nest, name) == default


def test_reset_restores_the_delay_extrema():
    nest.set(min_delay=0.5, max_delay=2.0)
    nest.ResetKernel()
    assert (nest.min_delay, nest.max_delay) == (0.1, 0.1)


def test_reset_invalidates_collections_of_nodes():
    nodes = nest.Create("iaf_psc_alpha", 2)
    nest.ResetKernel()
    with pytest.raises(nest.NESTError):
        nodes.V_m


def test_reset_ends_a_prepared_simulation():
    nest.Create("iaf_psc_alpha")
    nest.Prepare()
    nest.ResetKernel()
    nest.Simulate(1.0)
    assert nest.biological_time == 1.0


def test_reset_starts_the_random_numbers_again():
    nest.ResetKernel()
    first = [nest.random.normal().GetValue() for _ in range(4)]
    nest.ResetKernel()
    assert [nest.random.normal().GetValue() for _ in range(4)] == first


def test_reset_keeps_where_files_go(tmp_path):
    nest.set(data_path=str(tmp_path), data_prefix="mine_")
    nest.ResetKernel()
    assert nest.data_path == str(tmp_path)
    assert nest.data_prefix == "mine_"
