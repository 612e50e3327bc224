package myelin.nestml.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where spikes arrive: a port, or an excitatory one and an inhibitory one together.
///
/// If a model has one receptor that is no vector, its number is 0. Else they are counted from 1,
/// each element of a vector on its own.
///
/// @param ports one or two
/// @param size of a vector; null for a single one
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
