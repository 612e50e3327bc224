"""Models by name: their defaults, copies with defaults of their own, and help on them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Union

import numpy as np

from .. import modules
from ..signals import one_at_a_time, whole
from . import catalogue, compartments, conngen, growth, hardware, optimizers, pairs, processes, records, values
from .errors import call, fail
from .info import deprecated, to_json
from .nodes import NodeCollection
from .parameters import Parameter
from .state import Declaration, Model, shown, state


def _default(what: str, ms: float) -> float:
    """A default delay or interval, which gives way to the resolution (ms)."""
    grid = state.settings["resolution"], int(state.settings["tics_per_ms"])
    return float(call(getattr(state.network.package.Catalogue, what), ms, *grid))


def _defaults(model: Model) -> dict[str, Any]:
    """The defaults of a model in order of their names, as users read them."""
    declared = model.declared
    if declared.is_synapse:
        return dict(sorted(_of_synapses(model).items()))
    if model.lasting is None:
        lasting = dict(sorted(_of_nodes(model).items()))
        model.lasting = lasting, [n for n, v in lasting.items() if isinstance(v, (dict, list, np.ndarray))]
    lasting, changeable = model.lasting
    found = dict(lasting)
    for name in changeable:
        found[name] = _copy(lasting[name])
    if declared.name == "noise_generator" and "dt" not in model.own:
        found["dt"] = _default("interval", found["dt"])
    each = _on_threads(model)
    found["available"] = np.zeros(len(each), each.dtype)
    found["capacity"] = each
    found["instantiations"] = each.copy()
    found["node_uses_wfr"] = records.uses_wfr(declared)
    return found


def _copy(value: Any) -> Any:
    """A value that users may change without effect on the defaults."""
    if type(value) is list:
        return [_copy(v) for v in value]
    if type(value) is dict:
        return {n: _copy(v) for n, v in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


def _own(model: Model) -> dict[str, Any]:
    """The defaults of the parameters, with those that were set."""
    declared = model.declared
    found = dict(declared.shown)
    found.update((n, shown(n, v)) for n, v in model.own.items() if n in found)
    if growth.ELEMENTS in model.own:
        found[growth.ELEMENTS] = model.own[growth.ELEMENTS]
    found.update({n: compartments.shown(n, found[n]) for n in declared.maps})
    found["element_type"] = declared.element
    return found


def _of_synapses(model: Model) -> dict[str, Any]:
    declared, found = model.declared, _own(model)
    if "delay" in found and "delay" not in model.own:
        found["delay"] = _default("delay", found["delay"])
    found.setdefault("receptor_type", 0)
    if "delay" not in found:
        found["delay"] = _default("delay", 1.0)  # of a model that has none, as NEST shows it
    found.update(
        has_delay="delay" in declared.parameters,
        num_connections=int(call(state.network.java.synapses, model.name)),
        sizeof=8,
        requires_symmetric=declared.both_ways,
        synapse_model=model.name,
        synapse_modelid=model.number,
    )
    found.update({n: model.own.get(n, NodeCollection()) for n in declared.named_nodes})
    found.update({alias: found[n] for alias, n in declared.aliases.items()})
    optimizers.nested(found)
    hardware.shown(found, model.name)
    return found


def _of_nodes(model: Model) -> dict[str, Any]:
    """What is shown of a model of nodes whatever nodes there are; what else there is has a place only."""
    declared, found = model.declared, _own(model)
    found.update(
        available=None,
        capacity=None,
        elementsize=8,
        instantiations=None,
        frozen=False,
        global_id=0,
        local=True,
        model=model.name,
        model_id=model.number,
        thread=-1,
        thread_local_id=-1,
        type_id=declared.name,
        vp=-1,
        node_uses_wfr=None,
    )
    of_all = {"recordables": list(declared.recordables), growth.ELEMENTS: growth.shown(found.pop(growth.ELEMENTS, {}))}
    found.update({name: of_all[name] for name in declared.of_all})
    if declared.is_neuron:
        if declared.signal == "readout":
            found["receptor_types"] = {n: k for n, k in sorted(declared.receptors.items()) if k}
        elif declared.receptor_types:
            found["receptor_types"] = dict(declared.receptor_types)
        for group, members in declared.groups.items():
            found[group] = {own: found.pop(name) for own, name in members.items()}
    if declared.name == "weight_recorder":  # whose filters are nodes, and no defaults
        del found["senders"], found["targets"]
    if "spike_multiplicities" in found:
        found["spike_multiplicities"] = np.asarray(found["spike_multiplicities"], float)
    for name in records.MATRICES:
        if name in found:
            found[name] = np.zeros((1, 1, 0))
    if declared.keeps_records:
        found["n_events"] = 0
        if found["record_to"] == "memory":
            found["events"] = {"senders": np.array([]), "times": np.array([])}
            for name in ("precision", "file_extension"):
                found.pop(name)
        else:
            found["file_extension"] = found["file_extension"] or "dat"
    return found


def _on_threads(model: Model) -> Any:
    """The number of a model's nodes on each thread."""
    each, nodes = state.settings["local_num_threads"], _threads(model.name)
    return np.bincount(nodes, minlength=each) if len(nodes) else np.zeros(each, int)


def _threads(model: str) -> Any:
    """The thread of each node of a model on this process."""
    network = state.network
    runs = [r for r, name in enumerate(network.names) if name == model]
    ids = [np.arange(network.firsts[r], network.end(r)) for r in runs]
    if not ids:
        return np.zeros(0, int)
    nodes = np.concatenate(ids)
    mask = records.here(network, model, nodes)
    own = nodes if mask is None else nodes[mask]
    return records.vps(network.models[model].declared, own) // processes.joined().size


def GetDefaults(model: str, keys: Union[str, Sequence[str], None] = None, output: str = "") -> Any:
    """The values that nodes or synapses of a model begin with.

    Args:
        model: its name
        keys: a name for its value, several names, in any order, for a list of values; all as a dict, if None
        output: ``"json"`` for a text; with any other, the value itself

    Raises:
        NESTErrors.UnknownComponent: if there is no such model.
        KeyError: if it has no such parameter.
    """
    found = _defaults(catalogue.find(model, "UnknownComponent", ""))
    if keys is None:
        result: Any = found
    elif isinstance(keys, Iterable) and not isinstance(keys, str):
        result = [found[k] for k in keys]
    else:
        result = found[keys]
    return to_json(result) if output == "json" else result


def _crossing(model: Model, given: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    names, crossing = [], []
    for name, value in given.items():
        if name in model.declared.named_nodes:
            names.append(name)
            crossing.append(node(name, value))
            continue
        spec = model.declared.parameters[name]
        if isinstance(value, Parameter) or (values.is_sequence(value) and not spec.is_list):
            raise ValueError(f"a default must be one value; '{name}' of {model.name} is not")
        names.append(name)
        crossed = values.scalar(spec, value)
        if name == "delay":
            crossed = values.delay(crossed, not model.declared.fine_delays)
        crossing.append(crossed)
    return names, crossing


def _together(crossing: list[Any]) -> Any:
    """Values as Java takes them: numbers cross faster than what else there is."""
    numbers = _NUMBERS.issuperset(map(type, crossing))
    return values.reals(crossing) if numbers else values.objects(crossing)


_NUMBERS = frozenset((float, int))


def node(name: str, nodes: Any) -> Any:
    """The node that a parameter of synapses names, as Java has it; its model has the same name."""
    one = isinstance(nodes, NodeCollection) and len(nodes) == 1
    if not one or state.network.model(nodes.tolist()[0]).declared.name != name:
        fail("BadProperty", f"{name} must be a NodeCollection of one {name}")
    return nodes._to_java()


def check(model: Model, params: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The given parameters that a model has, nodes that a synapse model names among them."""
    if not isinstance(params, Mapping):
        raise TypeError("parameters must be a dict")
    if model.declared.plain.issuperset(params):
        return dict(params)
    special = model.declared.named_nodes
    aliases = model.declared.aliases if model.declared.is_synapse else {}
    if aliases:
        params = {aliases.get(n, n): v for n, v in params.items()}
    if "synapse_label" in params and "synapse_label" in model.declared.parameters:
        values.label(params["synapse_label"])
    if hardware.CYCLE in params and where in ("SetDefaults", "CopyModel"):
        params = hardware.settable(params, model.declared.parameters)
    params = optimizers.flat(params, model.own, where)
    known = values.check_names(model.declared, {n: v for n, v in params.items() if n not in special}, where)
    known.update({n: v for n, v in params.items() if n in special and not _none(v)})
    known = compartments.resolve(model.declared, known, lambda n: model.own.get(n, []))
    return hardware.following(known, model.declared.parameters)


def _none(nodes: Any) -> bool:
    """Whether a NodeCollection is empty, as that of a model that names no node."""
    return isinstance(nodes, NodeCollection) and len(nodes) == 0


@whole
def SetDefaults(model: str, params: Union[Mapping[str, Any], str], val: Any = None) -> None:
    """Sets the values that nodes or synapses made from now on begin with.

    Args:
        model: name of the model
        params: values by name, or a name
        val: the value, if ``params`` is a name

    Raises:
        NESTErrors.UnknownComponent: if there is no such model.
        NESTErrors.UnaccessedDictionaryEntry: if it has no such parameter.
        NESTErrors.BadProperty: if a value is not allowed.
    """
    if isinstance(params, str):
        if val is None:
            raise TypeError(f"SetDefaults: a value is needed for '{params}'")
        params = {params: val}
    chosen = catalogue.find(model, "UnknownComponent", "")
    network = state.network
    params, moved = pairs.parted(network, model, params) if isinstance(params, Mapping) else (params, {})
    for synapse, own in moved.items():
        check(catalogue.find(synapse, "UnknownComponent", "synapse"), own, "SetDefaults")
    params, elements = growth.defaults(network, model, params)
    known = check(chosen, params, "SetDefaults")
    names, crossing = _crossing(chosen, known)
    java = network.java
    if not chosen.declared.is_synapse:
        grid = state.settings["resolution"], int(state.settings["tics_per_ms"])
        where = f"Setting status of model '{model}': "
        call(java.setDefaults, model, values.texts(names), _together(crossing), *grid, where=where)
    elif state.opened or not set(names).intersection(chosen.declared.named_nodes):
        call(java.setDefaults, model, values.texts(names), values.objects(crossing))
    chosen.own.update({n: _kept(chosen.declared, n, v) for n, v in known.items()})
    if elements is not None:
        chosen.own[growth.ELEMENTS] = elements
    chosen.lasting = None
    network.changed_defaults = True
    network.defaults += 1
    for synapse, own in moved.items():
        SetDefaults(synapse, own)


def _kept(declared: Declaration, name: str, value: Any) -> Any:
    """A default as it is read again."""
    spec = declared.parameters.get(name)
    if spec is None:
        return value
    if spec.kind == "real":
        return values.rounded(value) if name == "delay" and not declared.fine_delays else values.real(value)
    if spec.kind == "maps":
        return compartments.listed(name, value)
    if spec.kind == "texts":
        return [value] if isinstance(value, str) else list(value)
    if spec.is_list:
        return np.atleast_1d(np.asarray(value, np.int64 if spec.kind == "integers" else float))
    return value


@one_at_a_time
def CopyModel(existing: str, new: str, params: Union[Mapping[str, Any], None] = None) -> None:
    """Makes a model with a name and defaults of its own.

    Args:
        existing: name of the model that is copied
        new: the new name
        params: defaults by name

    Raises:
        NESTErrors.UnknownModelName: if there is no model to copy.
        NESTErrors.NewModelNameExists: if there is a model of the new name.
    """
    source = catalogue.find(existing, "UnknownModelName", "")
    if not isinstance(new, str) or not new:
        raise TypeError("the new name must be a text")
    network = state.network
    if new in network.models or new in catalogue.NODES or new in catalogue.SYNAPSES:
        fail("NewModelNameExists", f"'{new}' is the name of a model; choose another")
    params, elements = growth.defaults(network, existing, params or {})
    known = check(source, params, "CopyModel")
    names, crossing = _crossing(source, known)
    call(network.java.copyModel, existing, new, values.texts(names), _together(crossing))
    own = {**source.own, **{n: _kept(source.declared, n, v) for n, v in known.items()}}
    if elements is not None:
        own[growth.ELEMENTS] = elements
    network.know(Model(new, source.declared, own))
    network.changed_defaults = True


def Install(module_name: str) -> None:
    """Adds the models of neurons and synapses that are written in NESTML, until the kernel is reset.

    A text that has changed can be installed again after ``ResetKernel``.

    Args:
        module_name: a file of NESTML, a folder with files ``*.nestml``, or the name of a module that
            ``pynestml`` has made from such files; no compiler is needed

    Raises:
        NESTErrors.BadProperty: with all errors of the texts, or if another model has the name of one.
        NESTErrors.DynamicModuleManagementError: if there is no such file, folder or module.
    """
    if not isinstance(module_name, (str, os.PathLike)):
        raise TypeError("the name of a file, folder or module must be a text")
    path = modules.find(os.fspath(module_name))
    if path is None:
        fail(
            "DynamicModuleManagementError",
            f"there is no file, folder or module '{module_name}'; Install takes a file of NESTML, a folder of"
            " such, or the name that generate_nest_target was given",
        )
    network = state.network
    call(network.java.install, os.path.abspath(path))
    network.take_up()


def Models(mtype: str = "all", sel: Union[str, None] = None) -> tuple[str, ...]:
    """The names of models; ``nest.node_models`` and ``nest.synapse_models`` are newer.

    Args:
        mtype: ``"all"``, ``"nodes"`` or ``"synapses"``
        sel: a text that the names contain
    """
    deprecated("Models", "nest.node_models or nest.synapse_models")
    if mtype not in ("all", "nodes", "synapses"):
        raise ValueError("mtype is 'all', 'nodes' or 'synapses'")
    return tuple(n for n in _every(mtype) if sel is None or sel in n)


def _every(mtype: str = "all") -> list[str]:
    """The names of models of a type, sorted."""
    nodes = catalogue.names("node") if mtype != "synapses" else []
    return sorted(nodes + (catalogue.names("synapse") if mtype != "nodes" else []))


def ConnectionRules() -> tuple[str, ...]:
    """The names of connection rules; ``nest.connection_rules`` is newer."""
    deprecated("ConnectionRules", "nest.connection_rules")
    return tuple(conngen.rules())


def page(model: Model) -> str:
    """A page on a model: what it is, its parameters, what can be recorded."""
    d = model.declared
    lines = [f"{model.name} ({d.element}): {d.summary}", ""]
    if d.description.strip():
        lines += [d.description.rstrip(), ""]
    lines.append("Parameters")
    for p in d.parameters.values():
        value = model.own.get(p.name, p.initial)
        unit = f" {p.unit}" if p.unit else ""
        ro = ", read only" if p.role == "read_only" else ""
        lines.append(f"  {p.name:<26} {value}{unit}: {p.meaning}; {p.condition}{ro}")
    if d.recordables:
        lines += ["", "Recordables", "  " + ", ".join(d.recordables)]
    if d.receptors:
        pairs = ", ".join(f"{n} = {k}" for n, k in d.receptors.items())
        lines += ["", "Receptors", "  " + pairs]
    text = str(call(state.network.java.source, d.name)) if d.is_neuron else ""
    if text:
        lines += ["", "Text", *("  " + line for line in text.rstrip().splitlines())]
    return "\n".join(lines) + "\n"


_HELP = """\
Myelin with PyNEST's vocabulary

  help(nest.Create)             a function
  nest.help("iaf_psc_alpha")    equations and parameters of a model
  nest.node_models              the models of neurons and devices
  nest.synapse_models           the models of synapses
  nest.connection_rules         the rules for nest.Connect
"""


def help(obj: Any = None, return_text: bool = False) -> Union[str, None]:
    """Shows help on a model by its name, or on an object of Python.

    Args:
        return_text: return the text instead of printing it
    """
    if obj is None:
        text = _HELP
    elif isinstance(obj, str) and obj in state.network.models:
        text = page(state.network.models[obj])
    elif isinstance(obj, str):
        text = f"There is no model '{obj}'. Models: {', '.join(_every())}\n"
    else:
        import pydoc  # only needed here

        text = pydoc.render_doc(obj, renderer=pydoc.plaintext)
    if return_text:
        return text
    print(text)
    return None
