package myelin.engine.wiring;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// New weights and delays of a few synapses, for which their tables have no place, and a few
/// synapses that are taken out: these changes can be read here at once, and the tables are built
/// again when the network next runs or is built. So a thousand single changes cost one rebuild, not
/// a thousand.
final class Pending {

  /// The most synapses that one call may change so; with more, the tables are built again at once.
  static final int FEW = 1024;

  /// What a synapse is to be.
  ///
  /// @param source node id of its source
  /// @param inRow where it is, see [Selection#place(int, int, int)]
  /// @param goal number of the kind that it is to belong to; [Rewiring#NONE] if it is taken out
  /// @param weight its weight, or NaN if it is the one in its table
  /// @param delay its delay in steps, or 0 if it is the one in its table
  record Change(int source, long inRow, int goal, double weight, int delay) {}

  private final Map<Long, Change> changes = new HashMap<>();
  private boolean removes;

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /// What the synapse at a place, see [Selection#place(int)], is to be; null if it stays what it
  /// is.
  @Nullable Change at(long place) {
    return changes.isEmpty() ? null : changes.get(place);
  }

  /// What the synapse at a place of [#places] is to be.
  Change of(long place) {
    return Objects.requireNonNull(changes.get(place));
  }

  /// Whether some are taken out.
  boolean removes() {
    return removes;
  }

  /// Notes what a synapse of kind `home` is to be.
  void put(long place, int home, Change change) {
    removes |= change.goal() == Rewiring.NONE;
    boolean stays = change.goal() == home && change.delay() == 0;
    if (stays) changes.remove(place);
    else changes.put(place, change);
  }

  /// The places of all, ascending.
  long[] places() {
    return changes.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  void clear() {
    changes.clear();
    removes = false;
  }
}
