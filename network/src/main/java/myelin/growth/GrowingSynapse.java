package myelin.growth;

import myelin.connect.Synapse;
import myelin.engine.base.BadInput;

/// A kind of synapses that come and go with elements.
///
/// @param synapse what they are like; it names the elements ([Synapse#elements])
/// @param allow_autapses whether a neuron may be connected to itself
/// @param allow_multapses kept as NEST keeps it, without effect: two neurons may have several
public record GrowingSynapse(Synapse synapse, boolean allow_autapses, boolean allow_multapses) {

  /// Checks that elements are named.
  ///
  /// @throws BadInput unless the synapse names those of source and target, or if it cannot grow
  public GrowingSynapse {
    synapse.requireElements();
    if (!synapse.hasElements()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "pre_synaptic_element and/or post_synaptic_elements is missing. %s grows from elements of source and target; name both"
              .formatted(synapse.name()));
    }
    if (synapse.model().signal().isPresent() || !synapse.named().isEmpty()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s cannot grow: synapses that grow carry spikes, and name no recorder or third node"
              .formatted(synapse.name()));
    }
  }

  /// A kind of synapses that may connect a neuron to itself.
  public GrowingSynapse(Synapse synapse) {
    this(synapse, true, true);
  }

  /// The same without synapses of a neuron with itself.
  public GrowingSynapse withoutAutapses() {
    return new GrowingSynapse(synapse, false, allow_multapses);
  }
}
