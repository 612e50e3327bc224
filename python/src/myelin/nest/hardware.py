"""Parameters of ``stdp_facetshw_synapse_hom`` that follow from others, as NEST shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENTRY = "weight_per_lut_entry"
"""The weight of one entry of a look-up table; it is 0 in Java if it follows from ``Wmax``."""

_ENTRIES = 15


def following(known: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """New values by name; a new ``Wmax`` also changes the weight of an entry, unless that is given, too."""
    if ENTRY not in declared or "Wmax" not in known or ENTRY in known:
        return dict(known)
    return {**known, ENTRY: 0.0}


def shown(found: dict[str, Any], synapses: Any) -> None:
    """Replaces declared defaults by the values that follow from other parameters.

    Args:
        found: defaults by name
        synapses: a function that finds the connections of the model
    """
    if ENTRY not in found:
        return
    found[ENTRY] = found[ENTRY] or found["Wmax"] / _ENTRIES
    made = synapses()
    if len(made):
        for name in ("no_synapses", "readout_cycle_duration"):
            found[name] = type(found[name])(max(made._column(name)))
    elif found["no_synapses"]:
        drivers = (found["no_synapses"] - 1) // found["synapses_per_driver"] + 1
        found["readout_cycle_duration"] = drivers * found["driver_readout_time"]
