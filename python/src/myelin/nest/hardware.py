"""Parameters of ``stdp_facetshw_synapse_hom`` that follow from others, as NEST shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

ENTRY = "weight_per_lut_entry"
"""The weight of one entry of a look-up table; it is 0 in Java if it follows from ``Wmax``."""

CYCLE = "readout_cycle_duration"
"""The time from one reading of a synapse to the next."""

_ENTRIES = 15


def following(known: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """New values by name; a new ``Wmax`` also changes the weight of an entry, unless that is given, too."""
    if ENTRY not in declared or "Wmax" not in known or ENTRY in known:
        return dict(known)
    return {**known, ENTRY: 0.0}


def settable(params: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """New defaults without the duration of a cycle, which NEST takes, too, and replaces when it connects."""
    return {n: v for n, v in params.items() if n != CYCLE or ENTRY not in declared}


_FINDERS: list[Callable[[str], Any]] = []


def found_by(connections: Callable[[str], Any]) -> None:
    """Says how the connections of a model are found, which modules know that need this one."""
    _FINDERS[:] = [connections]


def shown(found: dict[str, Any], model: str) -> None:
    """Puts values that follow from others in the place of those declared.

    Args:
        found: defaults by name
        model: name of the model
    """
    if ENTRY not in found:
        return
    found[ENTRY] = found[ENTRY] or found["Wmax"] / _ENTRIES
    made = _FINDERS[0](model)
    if len(made):
        for name in ("no_synapses", CYCLE):
            found[name] = type(found[name])(max(made._column(name)))
    elif found["no_synapses"]:
        drivers = (found["no_synapses"] - 1) // found["synapses_per_driver"] + 1
        found[CYCLE] = drivers * found["driver_readout_time"]
