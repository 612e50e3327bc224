package myelin.connect;

import java.util.List;
import java.util.stream.Stream;
import myelin.engine.base.Ids;
import myelin.space.Layers;

/// The synapses of connections by way of third factors; each part may have several kinds.
///
/// @param primary from sources to targets
/// @param third_in from sources to third factors
/// @param third_out from third factors to targets
public record TripartiteSynapses(
    List<Synapse> primary, List<Synapse> third_in, List<Synapse> third_out) {

  /// Copies the lists.
  public TripartiteSynapses {
    primary = List.copyOf(primary);
    third_in = List.copyOf(third_in);
    third_out = List.copyOf(third_out);
  }

  /// Synapses of one kind each.
  public static TripartiteSynapses of(Synapse primary, Synapse third_in, Synapse third_out) {
    return new TripartiteSynapses(List.of(primary), List.of(third_in), List.of(third_out));
  }

  /// The same for nodes at the places that they have.
  ///
  /// @throws myelin.engine.base.BadInput if a node has no place, or a value does not fit the places
  public TripartiteSynapses placed(Layers layers, Ids sources, Ids targets, Ids third) {
    return new TripartiteSynapses(
        primary.stream().map(s -> s.placed(layers, sources, targets)).toList(),
        third_in.stream().map(s -> s.placed(layers, sources, third)).toList(),
        third_out.stream().map(s -> s.placed(layers, third, targets)).toList());
  }

  /// The synapses of all parts.
  public Stream<Synapse> all() {
    return Stream.of(primary, third_in, third_out).flatMap(List::stream);
  }
}
