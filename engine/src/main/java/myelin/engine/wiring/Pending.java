package myelin.engine.wiring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// New weights and delays of a few synapses, for which their tables have no place, and a few
/// synapses that are taken out: these changes can be read here at once, and the tables are built
/// again when the network next runs or is built. So a thousand single changes cost one rebuild, not
/// a thousand.
///
/// What is asked for a synapse by itself also waits here before it becomes such a change: a rank
/// may ask for it alone, and all take up such wishes together when they next make the same call.
final class Pending {

  /// The most synapses that one call may change so; with more, the tables are built again at once.
  static final int FEW = 1024;

  static final long WISHES = 1;
  static final long FRACTIONS = 2;
  static final long NUMBERS = 4;

  /// How many bits [#changed] has.
  static final int CHANGES = 3;

  /// What a synapse is to be.
  ///
  /// @param source node id of its source
  /// @param inRow where it is, see [Selection#place(int, int, int)]
  /// @param goal number of the kind that it is to belong to; [Rewiring#NONE] if it is taken out
  /// @param weight its weight, or NaN if it is the one in its table
  /// @param delay its delay in steps, or 0 if it is the one in its table
  record Change(int source, long inRow, int goal, double weight, int delay) {}

  /// What is asked for a synapse by itself.
  ///
  /// @param source node id of its source
  /// @param target node id of its target
  /// @param inRow where it is, see [Selection#place(int, int, int)]
  /// @param gone whether it is taken out
  /// @param weight its new weight, or NaN if it keeps the one it has
  /// @param delay its new delay in steps, or 0 if it keeps the one it has
  /// @param early how much shorter than its steps its delay is (ms), or NaN likewise
  record Wish(
      int source, int target, long inRow, boolean gone, double weight, int delay, double early) {

    /// The order of wishes, which is that of [Lookup].
    static final Comparator<Wish> ORDER =
        Comparator.comparingInt(Wish::source)
            .thenComparingInt(Wish::target)
            .thenComparingInt(w -> Selection.home(w.inRow()))
            .thenComparingLong(Wish::inRow);

    Wish withWeight(double newWeight) {
      return new Wish(source, target, inRow, gone, newWeight, delay, early);
    }

    Wish withDelay(int steps) {
      return new Wish(source, target, inRow, gone, weight, steps, early);
    }

    Wish withEarly(double ms) {
      return new Wish(source, target, inRow, gone, weight, delay, ms);
    }

    Wish withoutSynapse() {
      return new Wish(source, target, inRow, true, weight, delay, early);
    }
  }

  private final Map<Long, Change> changes = new HashMap<>();
  private final Map<Long, Wish> wishes = new HashMap<>();
  private boolean removes;
  private boolean numbers;

  /// Whether no changes wait to be built.
  boolean isEmpty() {
    return changes.isEmpty();
  }

  /// Whether something is asked for synapses by themselves.
  boolean hasWishes() {
    return !wishes.isEmpty();
  }

  /// What a rank has asked for by itself: [#WISHES], [#FRACTIONS] of steps as delays, [#NUMBERS].
  long changed() {
    long own = numbers ? NUMBERS : 0;
    if (wishes.isEmpty()) return own;
    boolean fractions = wishes.values().stream().anyMatch(w -> !Double.isNaN(w.early()));
    return own | WISHES | (fractions ? FRACTIONS : 0);
  }

  /// Notes whether a synapse by itself was changed so that numbers of synapses may be others.
  void numbers(boolean changed) {
    numbers = changed;
  }

  /// What is asked for the synapse at a place by itself; null if nothing is.
  @Nullable Wish wish(long place) {
    return wishes.isEmpty() ? null : wishes.get(place);
  }

  /// Tells the number of the kind of each synapse that is to be taken out by itself.
  void eachGone(IntConsumer told) {
    for (Wish wish : wishes.values()) if (wish.gone()) told.accept(Selection.home(wish.inRow()));
  }

  /// Notes what is asked for a synapse by itself.
  void put(long place, Wish wish) {
    removes |= wish.gone();
    wishes.put(place, wish);
  }

  /// All wishes, in order, which are then forgotten.
  Wish[] takeWishes() {
    Wish[] all = wishes.values().toArray(Wish[]::new);
    Arrays.sort(all, Wish.ORDER);
    wishes.clear();
    return all;
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
