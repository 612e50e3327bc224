"""Models that are written in NESTML, as a user of Python installs them."""


import nest
import numpy as np
import pytest

LEAKY = """\
# A leaky neuron.
model leaky:
    state:
        V_m mV = E_L
    equations:
        V_m' = -(V_m - E_L) / tau_m + (I_e + I_stim) / C_m
    parameters:
        E_L mV = -70 mV
        tau_m ms = 10 ms
        C_m pF = 250 pF
        I_e pA = 0 pA
        V_th mV = -55 mV
    input:
        spikes <- spike
        I_stim pA <- continuous
    output:
        spike
    update:
        integrate_odes()
    onReceive(spikes):
        V_m += spikes * (1 mV * s)
    onCondition(V_m >= V_th):
        V_m = E_L
        emit_spike()
"""


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nest.ResetKernel()
    yield
    nest.ResetKernel()


def file(folder, text=LEAKY, name="leaky.nestml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def rise(model, ms, **values):
    cell = nest.Create(model, params={"I_e": 250.0, **values})
    nest.Simulate(ms)
    return cell.V_m


def closed(ms, tau, current=250.0):
    return -70.0 + current * tau / 250.0 * (1 - np.exp(-ms / tau))


def test_a_file_gives_models_by_name(tmp_path):
    nest.Install(file(tmp_path))
    assert "leaky" in nest.node_models
    assert nest.GetDefaults("leaky", "tau_m") == 10.0
    assert rise("leaky", 7.0) == pytest.approx(closed(7.0, 10.0), abs=1e-12)


def test_a_folder_gives_all(tmp_path):
    file(tmp_path)
    file(tmp_path, LEAKY.replace("leaky:", "quick:").replace("10 ms", "5 ms"), "quick.nestml")
    nest.Install(tmp_path)
    assert rise("quick", 7.0) == pytest.approx(closed(7.0, 5.0), abs=1e-12)


def test_a_text_that_has_changed_is_installed_after_a_reset(tmp_path):
    path = file(tmp_path)
    nest.Install(path)
    nest.Install(path)
    file(tmp_path, LEAKY.replace("= 10 ms", "= 20 ms"))
    with pytest.raises(nest.NESTError, match="leaky is not the one that was installed before.*ResetKernel"):
        nest.Install(path)
    assert nest.GetDefaults("leaky", "tau_m") == 10.0
    nest.ResetKernel()
    assert "leaky" not in nest.node_models
    nest.Install(path)
    assert rise("leaky", 7.0) == pytest.approx(closed(7.0, 20.0), abs=1e-12)


def test_errors_show_the_line(tmp_path):
    path = file(tmp_path, LEAKY.replace("-(V_m - E_L)", "-(V_n - E_L)"))
    with pytest.raises(nest.NESTErrors.BadProperty, match=r"leaky.nestml:6:\d+: .*V_n.*\n.*V_m' = -\(V_n"):
        nest.Install(path)


def test_what_is_not_there_is_told():
    with pytest.raises(nest.NESTErrors.DynamicModuleManagementError, match="'mymodule'.*generate_nest_target"):
        nest.Install("mymodule")
    with pytest.raises(TypeError):
        nest.Install(3)


def test_names_of_myelins_own_models_stay(tmp_path):
    path = file(tmp_path, LEAKY.replace("leaky:", "iaf_psc_exp:"))
    with pytest.raises(nest.NESTErrors.BadProperty, match="iaf_psc_exp.*own models.*another name"):
        nest.Install(path)


def test_help_shows_the_text(tmp_path):
    nest.Install(file(tmp_path))
    text = nest.help("leaky", return_text=True)
    assert "V_m' = -(V_m - E_L) / tau_m" in text
    assert "\n\n\n" not in text
    assert "Text" not in nest.help("iaf_psc_alpha", return_text=True)


def test_a_module_is_generated_and_installed(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    generate_nest_target(
        input_path=file(tmp_path),
        target_path=str(tmp_path / "out"),
        module_name="mymodule",
        suffix="_nestml",
        codegen_opts={"nest_version": "v3.10", "solver": "analytic"},
    )
    nest.Install("mymodule")
    assert rise("leaky_nestml", 7.0) == pytest.approx(closed(7.0, 10.0), abs=1e-12)
    nest.ResetKernel()
    nest.Install("mymodule")


def test_a_generated_module_has_the_name_of_an_own_model_with_a_suffix(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    path = file(tmp_path, LEAKY.replace("leaky:", "iaf_psc_exp:"))
    generate_nest_target(path, module_name="own", suffix="_mine")
    nest.Install("own")
    assert "iaf_psc_exp_mine" in nest.node_models


def test_code_is_generated_for_a_text_or_a_file(tmp_path):
    from pynestml.codegeneration.nest_code_generator_utils import NESTCodeGeneratorUtils

    for given in (LEAKY, file(tmp_path)):
        module, model = NESTCodeGeneratorUtils.generate_code_for(given)
        nest.ResetKernel()
        nest.Install(module)
        assert model == "leaky_nestml"
        assert rise(model, 7.0) == pytest.approx(closed(7.0, 10.0), abs=1e-12)


def test_the_release_is_told():
    from pynestml.codegeneration.nest_tools import NESTTools

    version = NESTTools.detect_nest_version()
    assert version.startswith("v3.")
    assert NESTTools.get_version_dict_from_version_string(version)["major"] == 3
    assert NESTTools.get_version_dict_from_version_string("main") == {}


def test_steps_of_one_length_are_taken_where_options_ask_for_them(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    growing = LEAKY.replace("V_m' = -(V_m - E_L) / tau_m", "x' = x * (1 - x) / tau_m\n        V_m' = -(V_m - E_L) / tau_m")
    growing = growing.replace("V_m mV = E_L", "V_m mV = E_L\n        x real = 0.25").replace("leaky:", "growing:")
    path = file(tmp_path, growing, "growing.nestml")
    generate_nest_target(path, module_name="stepped", codegen_opts={"numeric_solver": "forward-Euler"})
    nest.Install("stepped")
    cell = nest.Create("growing")
    x = 0.25
    for _ in range(30):
        x += nest.resolution * x * (1 - x) / 10
    nest.Simulate(3.0)
    assert cell.x == pytest.approx(x, abs=1e-14)
    with pytest.raises(ValueError, match="rk45, forward-Euler"):
        generate_nest_target(path, codegen_opts={"numeric_solver": "rk4"})


def test_other_solvers_and_unknown_pairs_are_refused(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    path = file(tmp_path)
    with pytest.raises(NotImplementedError, match="Myelin"):
        generate_nest_target(path, codegen_opts={"solver": "numeric"})
    with pytest.raises(ValueError, match="no model s "):
        generate_nest_target(path, codegen_opts={"neuron_synapse_pairs": [{"neuron": "leaky", "synapse": "s"}]})
    with pytest.raises(ValueError, match="continuous_time_buffer, post_spike_based"):
        generate_nest_target(path, codegen_opts={"continuous_state_buffering_method": "spikes"})
    ports = {"s": {"post_ports": ["post_spikes", ["I_post", "I_dend", "x"]]}}
    with pytest.raises(ValueError, match="pair of a port and a variable"):
        generate_nest_target(path, codegen_opts={"neuron_synapse_pairs": [{"neuron": "leaky", "synapses": ports}]})
    with pytest.raises(FileNotFoundError, match="nowhere"):
        generate_nest_target("nowhere")


def test_a_file_may_hold_neurons_and_synapses(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    synapse = """model still_synapse:
    parameters:
        w real = 1
        d ms = 1 ms
    input:
        pre_spikes <- spike
    output:
        spike
    onReceive(pre_spikes):
        emit_spike(w, d)
"""
    generate_nest_target(file(tmp_path, LEAKY + "\n" + synapse), module_name="both")
    nest.Install("both")
    assert "leaky" in nest.node_models
    assert "still_synapse" in nest.synapse_models


def test_errors_of_a_generated_module_name_the_users_file(tmp_path):
    from pynestml.frontend.pynestml_frontend import generate_nest_target

    path = file(tmp_path, LEAKY.replace("-(V_m - E_L)", "-(V_n - E_L)"))
    with pytest.raises(nest.NESTErrors.BadProperty, match=r"leaky.nestml:6:"):
        generate_nest_target(path, suffix="_nestml")
