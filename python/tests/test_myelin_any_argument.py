"""Whatever is given where a number is taken: it works, or it is refused with a message, and nothing changes.

The values are extreme, of another type, or not numbers at all. They are given to every public function, and
to every parameter of nodes, synapse models and connections: a part of all pairs of a value and a place to
give it, or every one if the environment has MYELIN_EVERY_NUMBER.
"""

import itertools
import os

import nest
import numpy as np
import pytest

from extreme import VALUES, attempt, network, works

EVERY = "MYELIN_EVERY_NUMBER" in os.environ


def drawn(value_name, part):
    """For each place in turn, whether the value is given there: at one of ``part``."""
    first = list(VALUES).index(value_name)
    return (EVERY or n % part == 0 for n in itertools.count(first))


@pytest.mark.parametrize("value_name", VALUES)
def test_parameters_of_nodes(value_name):
    value, here = VALUES[value_name], drawn(value_name, 47)
    for model in nest.node_models:
        nest.ResetKernel()
        nodes = nest.Create(model, 2)
        for name in nest.GetDefaults(model):
            if not next(here):
                continue
            kept = str(nodes.get())
            if attempt(lambda: nodes.set({name: value})) is not None:
                assert str(nodes.get()) == kept
            else:
                nest.ResetKernel()
                nodes = nest.Create(model, 2)
            for call in (
                lambda: nodes.set([{name: value}, {name: value}]),
                lambda: nodes.set({name: [value, value]}),
                lambda: nest.SetStatus(nodes, name, value),
                lambda: nest.Create(model, 2, {name: value}),
                lambda: nest.SetDefaults(model, {name: value}),
                lambda: nest.CopyModel(model, "mine", {name: value}),
            ):
                if attempt(call) is None:
                    nest.ResetKernel()
                    nodes = nest.Create(model, 2)


@pytest.mark.parametrize("value_name", VALUES)
def test_parameters_of_synapses(value_name):
    value, here = VALUES[value_name], drawn(value_name, 9)
    for model in nest.synapse_models:
        if model.endswith("_hpc"):
            continue
        nest.ResetKernel()
        nodes = nest.Create("iaf_psc_alpha", 2)
        for name in (*nest.GetDefaults(model), "receptor_type"):
            if not next(here):
                continue
            table = [[value] * 2] * 2
            for call in (
                lambda: nest.Connect(nodes, nodes, syn_spec={"synapse_model": model, name: value}),
                lambda: nest.Connect([1, 1], [1, 2], "one_to_one", {"synapse_model": model, name: value}),
                lambda: nest.Connect(nodes, nodes, syn_spec={"synapse_model": model, name: table}),
                lambda: nest.SetDefaults(model, {name: value}),
                lambda: nest.CopyModel(model, "mine", {name: value}),
            ):
                if attempt(call) is None:
                    nest.ResetKernel()
                    nodes = nest.Create("iaf_psc_alpha", 2)


@pytest.mark.parametrize("value_name", VALUES)
def test_parameters_of_connections(value_name):
    value, here = VALUES[value_name], drawn(value_name, 5)
    network()
    every = nest.GetConnections()
    for synapses in (every, every[:4], every[4:8], every[8:]):
        for name in every.get():
            if not next(here):
                continue
            kept = str(synapses.get())
            for call in (
                lambda: synapses.set({name: value}),
                lambda: synapses.set({name: [value] * len(synapses)}),
                lambda: synapses.set([{name: value}] * len(synapses)),
                lambda: nest.SetStatus(synapses, name, value),
            ):
                if attempt(call) is not None:
                    assert str(synapses.get()) == kept
                else:
                    kept = str(synapses.get())


@pytest.mark.parametrize("value_name", VALUES)
def test_functions(value_name):
    """Every public function, with the value in place of each of its arguments and the others right."""
    value, here = VALUES[value_name], drawn(value_name, 5)
    right = {
        "Create": ("iaf_psc_alpha", 2, {"V_m": -70.0}),
        "Connect": lambda n: (n, n, "all_to_all", {"weight": 1.0}),
        "Disconnect": lambda n: (n, n),
        "NodeCollection": ([1, 2],),
        "GetNodes": ({"V_m": -70.0}, False),
        "GetLocalNodeCollection": lambda n: (n,),
        "GetConnections": lambda n: (n, n, "static_synapse"),
        "GetStatus": lambda n: (n, "V_m"),
        "SetStatus": lambda n: (n, {"V_m": -70.0}),
        "GetDefaults": ("iaf_psc_alpha", "V_m"),
        "SetDefaults": ("iaf_psc_alpha", {"V_m": -70.0}),
        "CopyModel": ("iaf_psc_alpha", "mine2", {}),
        "GetKernelStatus": ("resolution",),
        "SetKernelStatus": ({"print_time": False},),
        "CreateParameter": ("constant", {"value": 1.0}),
        "Models": ("all", "iaf"),
        "set_verbosity": (100,),
        "CollocatedSynapses": ({"weight": 1.0},),
    }
    for name, arguments in right.items():
        nodes = network()
        listed = list(arguments(nodes) if callable(arguments) else arguments)
        for place in range(len(listed)):
            if not next(here):
                continue
            nodes = network()
            given = list(arguments(nodes) if callable(arguments) else arguments)
            given[place] = value
            attempt(lambda: getattr(nest, name)(*given))
            assert nest.network_size >= 3
    nodes = network()
    for call in (
        lambda: nodes[value],
        lambda: nodes[:value],
        lambda: nodes[[value]],
        lambda: nodes.index(value),
        lambda: nodes.get(value),
        lambda: nodes.set(value),
        lambda: nodes + value,
        lambda: value in nodes,
        lambda: nest.GetConnections()[value],
        lambda: nest.GetConnections()[:value],
        lambda: nest.GetConnections().get(value),
        lambda: nest.GetConnections().set(value),
    ):
        attempt(call)
    for id in (value, np.asarray(value)):
        for call in (
            lambda: nest.Connect([1, id], [1, 1], "one_to_one"),
            lambda: nest.Connect([1, 1], [1, id], "one_to_one"),
            lambda: nest.Connect([id], [1]),
            lambda: nest.NodeCollection([id]),
        ):
            if attempt(call) is None:
                assert np.size(id) == 0 or id == 1
    works()
