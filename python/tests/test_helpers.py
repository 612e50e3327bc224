"""What else a script finds in the package."""

import importlib
import json

import nest
import numpy as np
import pytest

ERRORS = [
    "BadDelay",
    "BadParameter",
    "BadProperty",
    "DimensionMismatch",
    "IOError",
    "IllegalConnection",
    "IncompatibleReceptorType",
    "InexistentConnection",
    "KernelException",
    "NewModelNameExists",
    "NotImplemented",
    "TypeMismatch",
    "UnaccessedDictionaryEntry",
    "UnknownComponent",
    "UnknownModelName",
    "UnknownNode",
    "UnknownReceptorType",
    "UnknownSynapseType",
]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_its_name_and_is_an_error_of_nest(name):
    error = getattr(nest.NESTErrors, name)
    assert error.__name__ == name
    assert issubclass(error, nest.NESTError)
    assert issubclass(error, Exception)


def test_every_error_can_be_caught_as_one():
    for wrong in (
        lambda: nest.Create("no_such"),
        lambda: nest.NodeCollection([99]),
        lambda: nest.Simulate(-1.0),
    ):
        with pytest.raises(nest.NESTError):
            wrong()
        with pytest.raises(nest.NESTErrors.KernelException):
            wrong()


def test_a_single_process_has_rank_zero():
    assert nest.Rank() == 0
    assert nest.NumProcesses() == 1
    assert nest.SyncProcesses() is None


@pytest.mark.parametrize("threads", [1, 2])
def test_local_virtual_processes_are_the_threads(threads):
    nest.local_num_threads = threads
    assert list(nest.GetLocalVPs()) == list(range(threads))


def test_the_user_dictionary_is_free():
    nest.userdict["mine"] = [1, 2]
    try:
        assert nest.userdict["mine"] == [1, 2]
    finally:
        del nest.userdict["mine"]


@pytest.mark.parametrize("name", "ALL DEBUG STATUS INFO PROGRESS DEPRECATED WARNING ERROR FATAL QUIET".split())
def test_the_verbosity_takes_every_level(name):
    level = nest.VerbosityLevel[name]
    nest.verbosity = level
    assert nest.verbosity == level
    assert nest.get_verbosity() == level.value


def test_levels_of_verbosity_are_ordered():
    values = [level.value for level in nest.VerbosityLevel]
    assert values == sorted(values)
    assert nest.VerbosityLevel.INFO.value == 10
    assert nest.VerbosityLevel.ERROR.value == 30


@pytest.mark.parametrize("old, level", [("M_ERROR", "ERROR"), ("M_WARNING", "WARNING"), ("M_INFO", "INFO")])
def test_the_older_names_of_levels_are_understood(old, level):
    nest.set_verbosity(old)
    assert nest.verbosity == nest.VerbosityLevel[level]


def test_help_prints_something(capsys):
    nest.help()
    assert "nest" in capsys.readouterr().out.lower()


@pytest.mark.parametrize(
    "name",
    """Create Connect Disconnect GetConnections GetNodes PrintNodes SetDefaults GetDefaults CopyModel Simulate Prepare
    Run Cleanup RunManager ResetKernel SetKernelStatus GetKernelStatus GetStatus SetStatus Models ConnectionRules
    CreateParameter CollocatedSynapses NodeCollection SynapseCollection Parameter Rank NumProcesses GetLocalVPs
    SyncProcesses GetLocalNodeCollection help message""".split(),
)
def test_the_public_names_are_there(name):
    assert name in dir(nest)
    assert callable(getattr(nest, name))


@pytest.mark.parametrize(
    "name", ["Create", "Connect", "GetConnections", "Simulate", "SetDefaults", "NodeCollection", "SynapseCollection"]
)
def test_the_public_names_are_documented(name):
    assert len(getattr(nest, name).__doc__) > 50


@pytest.mark.parametrize("module", ["random", "math", "logic", "raster_plot", "voltage_trace"])
def test_a_part_can_be_imported_as_a_module(module):
    if module in ("raster_plot", "voltage_trace"):
        pytest.importorskip("matplotlib").use("Agg")
    assert importlib.import_module(f"nest.{module}") is not None
    assert hasattr(nest, module)


def test_names_can_be_imported_from_the_package():
    from nest import Create, NodeCollection, ResetKernel

    ResetKernel()
    assert isinstance(Create("iaf_psc_alpha"), NodeCollection)


def test_the_type_of_a_collection_is_found_where_older_scripts_look():
    from nest.lib.hl_api_types import NodeCollection, Parameter, SynapseCollection

    assert NodeCollection is nest.NodeCollection
    assert SynapseCollection is nest.SynapseCollection
    assert Parameter is nest.Parameter


def test_data_can_be_serialized():
    nodes = nest.Create("parrot_neuron", 2)
    assert nest.serialize_data({"a": np.array([1, 2]), "nodes": nodes}) == {"a": [1, 2], "nodes": [1, 2]}
    assert json.loads(nest.to_json({"a": [1, 2]})) == {"a": [1, 2]}


def test_the_local_nodes_of_one_process_are_all():
    nodes = nest.Create("parrot_neuron", 3)
    assert nest.GetLocalNodeCollection(nodes) == nodes


def test_printing_the_time_shows_how_far_the_simulation_is(capfd):
    neuron = nest.Create("iaf_psc_alpha", params={"I_e": 400.0})
    nest.print_time = True
    nest.Simulate(10.0)
    out = capfd.readouterr().out
    assert "Model time" in out
    assert "100%" in out.replace(" ", "")
    assert nest.biological_time == 10.0
    assert neuron.V_m > -70.0


def test_nothing_is_printed_where_quiet(capfd):
    nodes = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(nodes, nodes)
    nest.Simulate(5.0)
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


def test_a_message_needs_a_text(capsys):
    with pytest.raises(TypeError, match="text"):
        nest.message()
    before = nest.verbosity
    nest.verbosity = nest.VerbosityLevel.INFO
    try:
        nest.message("built")
    finally:
        nest.verbosity = before
    assert "[INFO] built" in capsys.readouterr().err
