package myelin.nestml.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where spikes arrive: a port, or an excitatory one and an inhibitory one together.
///
/// If a model has a single receptor that is not a vector, its number is 0. Otherwise receptors are
/// counted from 1, and each element of a vector counts as one.
///
/// @param ports one or two
/// @param size number of elements of a vector; null for a single receptor
public record Receptor(List<Port> ports, @Nullable Size size) {

  /// Copies the list.
  public Receptor {
    ports = List.copyOf(ports);
  }

  /// The names in `receptor_types`, for the element `index` of a vector.
  public List<String> names(int index) {
    String end = size == null ? "" : "_" + index;
    return ports.stream()
        .map(p -> p.symbol().name().toUpperCase(java.util.Locale.ROOT) + end)
        .toList();
  }
}
