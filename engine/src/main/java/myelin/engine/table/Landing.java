package myelin.engine.table;

import myelin.engine.input.BySource;
import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.TargetBlocks;
import org.jspecify.annotations.Nullable;

/// What the spikes that pass a table's synapses become when they arrive: sums of weights, counts,
/// numbers of spikes, events, or changes of sums by transitions. It is called once for each run of
/// synapses with one delay.
abstract sealed class Landing {

  private static final long FIRST_NAN = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) + 1;

  /// Nothing: spikes have no effect, but a weight recorder may hear of them, or a rule.
  static final Landing NOWHERE = new Nowhere();

  /// Hands the spikes of a step to the synapses of a table; these tell of their arrival by
  /// [#arrive(int, int, long)].
  void deliver(ConnectionTable table, SpikeBatch spikes, int lag) {
    table.deliverRows(spikes, lag);
  }

  /// Whether multiplicities or times of spikes matter.
  boolean takesEach() {
    return false;
  }

  /// Takes a spike of a neuron that has passed the synapses `[from, to)`.
  abstract void arrive(int from, int to, long step);

  /// Takes coincident spikes that have passed them, each `strength` times as strong as a neuron's
  /// and `offset` before the end of the step (ms). Where the sign of the strength reverses that of
  /// the weight, they act on the channel of the other sign.
  abstract void arrive(
      int from, int to, long step, int multiplicity, double strength, double offset);

  /// Says whose spikes arrive next, and when they were fired.
  void from(int sender, long fired) {}

  /// Sets the number that the spikes that arrive next carry.
  void carry(double number) {}

  /// Whether the numbers that spikes carry matter.
  boolean takesCarried() {
    return false;
  }

  /// The ring to whose sums weights are added, if it makes no difference when that is done before
  /// they arrive; else null.
  @Nullable InputRing patient() {
    return null;
  }

  private static final class Nowhere extends Landing {

    @Override
    void arrive(int from, int to, long step) {}

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {}
  }

  /// Weights add up.
  static sealed class Sums extends Landing permits Counts, BitCounts, Transitions, Carried {
    private final ConnectionTable table;
    private final InputRing ring;
    private final TargetBlocks reach;
    private @Nullable InputRing opposite;

    /// Where a table adds to a ring, which is ready for sums onto the blocks that it reaches.
    Sums(ConnectionTable table, InputRing ring, TargetBlocks reach) {
      this.table = table;
      this.ring = ring;
      this.reach = reach;
    }

    @Override
    void arrive(int from, int to, long step) {
      table.add(from, to, table.sums(ring, step, from, to));
    }

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {
      double[] sums = table.sums(strength < 0 ? opposite() : ring, step, from, to);
      table.add(effect(multiplicity, strength), from, to, sums);
    }

    /// What coincident spikes do, as a factor of a weight.
    double effect(int multiplicity, double strength) {
      return multiplicity * strength;
    }

    private InputRing opposite() {
      if (opposite == null) opposite = ring.opposite(reach);
      return opposite;
    }

    @Override
    @Nullable InputRing patient() {
      return ring;
    }
  }

  /// Spikes of neurons are counted, as all synapses have one weight; others are summed.
  static final class Counts extends Sums {
    private final PlainTargets targets;
    private final CountRing counts;

    Counts(
        ConnectionTable table,
        PlainTargets targets,
        CountRing counts,
        InputRing ring,
        TargetBlocks reach) {
      super(table, ring, reach);
      this.targets = targets;
      this.counts = counts;
    }

    @Override
    void arrive(int from, int to, long step) {
      targets.count(counts, step, from, to);
    }

    @Override
    @Nullable InputRing patient() {
      return null;
    }
  }

  /// The same where targets are sets of bits, which spikes go through several at a time.
  static final class BitCounts extends Sums {
    private final BitRows targets;
    private final CountRing counts;

    BitCounts(
        ConnectionTable table,
        BitRows targets,
        CountRing counts,
        InputRing ring,
        TargetBlocks reach) {
      super(table, ring, reach);
      this.targets = targets;
      this.counts = counts;
      counts.needBinary();
    }

    @Override
    void deliver(ConnectionTable table, SpikeBatch spikes, int lag) {
      long arrives = spikes.begin() + lag + table.minDelay();
      int from = spikes.from(lag);
      targets.deliver(spikes, from, spikes.from(lag + 1), table.firstSource(), counts, arrives);
    }

    @Override
    @Nullable InputRing patient() {
      return null;
    }
  }

  /// The weights of transitions of binary neurons add up; coincident spikes say which transition it
  /// is.
  static final class Transitions extends Sums {

    Transitions(ConnectionTable table, InputRing ring, TargetBlocks reach) {
      super(table, ring, reach);
    }

    @Override
    void deliver(ConnectionTable table, SpikeBatch spikes, int lag) {
      table.deliverEach(spikes, lag);
    }

    @Override
    boolean takesEach() {
      return true;
    }

    @Override
    double effect(int multiplicity, double strength) {
      return multiplicity == 1 ? -strength : multiplicity == 2 ? strength : 0;
    }

    @Override
    @Nullable InputRing patient() {
      return null;
    }
  }

  /// Weights times the numbers that spikes carry add up.
  static final class Carried extends Sums {
    private final ConnectionTable table;
    private final InputRing ring;
    private double number;

    Carried(ConnectionTable table, InputRing ring, TargetBlocks reach) {
      super(table, ring, reach);
      this.table = table;
      this.ring = ring;
    }

    @Override
    void deliver(ConnectionTable table, SpikeBatch spikes, int lag) {
      table.deliverCarried(spikes, lag);
    }

    @Override
    void carry(double newNumber) {
      number = newNumber;
    }

    @Override
    boolean takesCarried() {
      return true;
    }

    @Override
    void arrive(int from, int to, long step) {
      table.add(number, from, to, table.sums(ring, step, from, to));
    }

    @Override
    double effect(int multiplicity, double strength) {
      return multiplicity * strength * number;
    }

    @Override
    @Nullable InputRing patient() {
      return null;
    }
  }

  /// Numbers of spikes add up, whatever the weights and the strength of a generator's spikes.
  static final class Numbers extends Landing {
    private final TargetList targets;
    private final InputRing ring;

    Numbers(TargetList targets, InputRing ring) {
      this.targets = targets;
      this.ring = ring;
    }

    @Override
    void arrive(int from, int to, long step) {
      targets.addNumber(1, from, to, targets.sums(ring, step, from, to));
    }

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {
      targets.addNumber(multiplicity, from, to, targets.sums(ring, step, from, to));
    }
  }

  /// Spikes arrive one by one, with their times within the step, and as many as they are.
  static final class Timed extends Each {
    private final TargetList targets;
    private final EventRing events;

    Timed(TargetList targets, EventRing events) {
      this.targets = targets;
      this.events = events;
    }

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {
      targets.tell(events, step, multiplicity, offset, from, to);
    }
  }

  /// The same, with the weights of the synapses.
  static final class TimedWeights extends Each {
    private final ConnectionTable table;
    private final EventRing events;

    TimedWeights(ConnectionTable table, EventRing events) {
      this.table = table;
      this.events = events;
    }

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {
      table.tell(multiplicity * strength, from, to, step, offset, events);
    }
  }

  /// Spikes arrive one by one, with their weights, and with numbers that tell sources and delays
  /// apart.
  static final class Sourced extends Each {
    private final ConnectionTable table;
    private final EventRing events;
    private int sender;
    private long fired;

    Sourced(ConnectionTable table, EventRing events) {
      this.table = table;
      this.events = events;
    }

    @Override
    void from(int newSender, long newFired) {
      sender = newSender;
      fired = newFired;
    }

    @Override
    void arrive(int from, int to, long step, int multiplicity, double strength, double offset) {
      double key = BySource.key(sender, step - fired);
      table.tell(strength, from, to, step, key, events);
      for (int m = 1; m < multiplicity; m++) table.tell(strength, from, to, step, -key, events);
    }
  }

  /// Spikes arrive one by one, with their times within the step, or with what tells them apart.
  abstract static sealed class Each extends Landing permits Timed, TimedWeights, Sourced {

    @Override
    void deliver(ConnectionTable table, SpikeBatch spikes, int lag) {
      table.deliverEach(spikes, lag);
    }

    @Override
    boolean takesEach() {
      return true;
    }

    @Override
    void arrive(int from, int to, long step) {
      arrive(from, to, step, 1, 1, 0);
    }
  }

  /// A number, or 0 in place of NaN; without a branch.
  static double orZero(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long unlessNaN = ((bits & Long.MAX_VALUE) - FIRST_NAN) >> (Long.SIZE - 1);
    return Double.longBitsToDouble(bits & unlessNaN);
  }
}
