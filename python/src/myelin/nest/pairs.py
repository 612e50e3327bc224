"""Names that NESTML gives to parameters of a synapse that it moves to the neuron.

Of a neuron N and a synapse S that are generated together, ``tau__for_S`` of ``N__with_S`` is, in Myelin, the
parameter ``tau`` of ``S__with_N``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .state import Network

_WITH = "__with_"
_FOR = "__for_"


def _synapse(network: Network, model: str, name: str) -> tuple[str, str]:
    """The synapse model that has a parameter of a neuron's model, and its name there; empty if none has."""
    own, _, whose = name.partition(_FOR)
    neuron, with_, _ = model.partition(_WITH)
    synapse = f"{whose}{_WITH}{neuron}"
    if not with_ or not whose or synapse not in network.models:
        return "", ""
    return (synapse, own) if own in network.models[synapse].declared.parameters else ("", "")


def parted(
    network: Network, model: str, params: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Values by name that are the model's own, and those of its synapses, by model."""
    own: dict[str, Any] = {}
    moved: dict[str, dict[str, Any]] = {}
    for name, value in params.items():
        synapse, parameter = _synapse(network, model, name)
        if synapse:
            moved.setdefault(synapse, {})[parameter] = value
        else:
            own[name] = value
    return own, moved


def hint(network: Network, model: str, names: list[str]) -> str:
    """What to do instead of setting parameters of synapses for single neurons; empty if none are such."""
    found = [_synapse(network, model, name) for name in names]
    told = [f"{parameter} of {synapse}" for synapse, parameter in found if synapse]
    return f". Set {', '.join(told)} instead: in Myelin each synapse has its own." if told else ""
