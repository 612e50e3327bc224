"""Synapses that come and go as neurons grow synaptic elements, and when they do."""

from __future__ import annotations

from typing import Any, Union

import numpy as np

from . import values
from .connect import Rule, Synapse
from .errors import call, fail
from .growth import ENDS, ONE_END, mapping
from .parameters import Parameter
from .state import OPENING, Network, state

SYNAPSES = "structural_plasticity_synapses"
INTERVAL = "structural_plasticity_update_interval"


class Growing:
    """A kind of synapses that come and go, as it was specified."""

    def __init__(self, name: str, given: Any):
        spec = dict(mapping(name, given))
        self.allowed = [self._flag(spec, "allow_autapses"), self._flag(spec, "allow_multapses")]
        if "model" in spec:
            spec["synapse_model"] = spec.pop("model")
        for end in ENDS:
            if end in spec and not isinstance(spec[end], str):
                values.mismatch(end, spec[end], "a text")
        missing = [end for end in ENDS if end not in spec]
        if len(missing) == 1:
            fail("BadProperty", f"{ONE_END} '{name}' has no {missing[0]}")
        if missing:
            fail("BadProperty", f"pre_synaptic_element and/or post_synaptic_elements is missing. '{name}' needs both")
        self.synapse = Synapse(spec)
        self.shown = {
            "allow_autapses": self.allowed[0],
            "allow_multapses": self.allowed[1],
            "post_synaptic_element": str(spec["post_synaptic_element"]),
            "pre_synaptic_element": str(spec["pre_synaptic_element"]),
            "synapse_model": self.synapse.model.name,
        }

    @staticmethod
    def _flag(spec: dict[str, Any], name: str) -> bool:
        value = spec.pop(name, True)
        if not isinstance(value, (bool, np.bool_)):
            values.mismatch(name, value, "True or False")
        return bool(value)

    def to_java(self, network: Network) -> Any:
        """The synapses as Java has them."""
        synapse = self.synapse.to_java(network, Rule.of("one_to_one"), 0, 0)
        return call(network.package.Growth.growing, synapse, *self.allowed)


def tell(network: Network) -> None:
    """Tells Java, if there is a network there, what has changed."""
    growth = network.growth
    if not network.opened or not (growth.kinds or growth.enabled or growth.told):
        return
    kernel = None if growth.kernel is None else growth.kernel._value()
    now = growth.enabled, state.settings[INTERVAL], tuple(growth.kinds.items()), network.defaults, kernel
    if now == growth.told:
        return
    java, package = network.java, network.package.Growth
    kinds = [one.to_java(network) for one in growth.kinds.values()]
    call(package.synapses, java, values.texts(growth.kinds), values.objects(kinds))
    call(package.set, java, growth.enabled, float(now[1]), kernel)
    growth.told = now


OPENING.append(tell)


def check_synapses(given: Any) -> dict[str, Growing]:
    """The kinds of synapses that come and go, by name.

    Raises:
        NESTErrors.BadProperty: if a kind does not name elements of both ends.
        NESTErrors.UnknownSynapseType: if there is no such synapse model.
    """
    kinds = {str(name): Growing(name, one) for name, one in sorted(mapping(SYNAPSES, given).items())}
    for one in kinds.values():
        one.to_java(state.network)
    return kinds


_NEEDED = ("keep_source_table", "use_compressed_spikes")
"""Settings of NEST's without which synapses cannot come and go there."""


def require_setting(name: str, value: Any) -> None:
    """Refuses to turn off what structural plasticity needs in NEST, while it is enabled."""
    if name == "keep_source_table" and not value and state.exists and state.network.growth.enabled:
        fail("KernelException", "If structural plasticity is enabled, keep_source_table can not be set to false.")


def EnableStructuralPlasticity(spatial_kernel: Union[Parameter, None] = None) -> None:
    """Lets synapses come and go from the next simulation on, as neurons grow and lose synaptic elements.

    ``nest.structural_plasticity_synapses`` says which synapses, ``nest.structural_plasticity_update_interval``
    how often. Works with any number of threads.

    Args:
        spatial_kernel: a Parameter of places such as
            ``nest.spatial_distributions.gaussian(nest.spatial.distance)``, to whose values the chances of
            partners are proportional; all are equally likely if None. NEST 3.10 has no such choice.

    Raises:
        NESTErrors.KernelException: if ``keep_source_table`` or ``use_compressed_spikes`` has been set to False.
        NESTErrors.BadProperty: if the kernel is drawn, or of single nodes.
    """
    if spatial_kernel is not None and not isinstance(spatial_kernel, Parameter):
        values.mismatch("spatial_kernel", spatial_kernel, "a Parameter")
    for name in _NEEDED:
        if not state.settings[name]:
            fail("KernelException", f"Structural plasticity can not be enabled if {name} has been set to false.")
    if spatial_kernel is not None:
        call(state.network.package.Growth.requireKernel, spatial_kernel._value())
    state.network.growth.enabled = True
    state.network.growth.kernel = spatial_kernel
    tell(state.network)


def DisableStructuralPlasticity() -> None:
    """Keeps synapses as they are from now on; elements go on growing."""
    if not state.exists:
        return
    state.network.growth.enabled = False
    tell(state.network)


__all__ = ["DisableStructuralPlasticity", "EnableStructuralPlasticity"]
