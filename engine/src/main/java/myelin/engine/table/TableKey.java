package myelin.engine.table;

import myelin.engine.declare.Receptor;

/// Which synapses share a table.
///
/// @param model index of the target's model
/// @param channel channel of the target
/// @param synapse index of the synapse model
/// @param kind what is stored for each synapse, and how its spikes are delivered
/// @param weight the weight of all, or 0 where they differ
/// @param recorder node id of the weight recorder that hears them, or 0
/// @param third node id of the third node that they hear, or 0
/// @param birth for plastic synapses the step at which they were made, since when their sources'
///   spikes count
public record TableKey(
    int model,
    int channel,
    int synapse,
    Kind kind,
    double weight,
    int recorder,
    int third,
    long birth) {

  /// In place of a key: no table takes such a synapse.
  public static final TableKey NONE =
      new TableKey(-1, Receptor.REFUSED, -1, Kind.CONSTANT, 0, 0, 0);

  /// The key of synapses that hear no third node.
  public TableKey(
      int model, int channel, int synapse, Kind kind, double weight, int recorder, long birth) {
    this(model, channel, synapse, kind, weight, recorder, 0, birth);
  }

  /// What is stored for each synapse, and how its spikes are delivered.
  public enum Kind {
    /// One weight for all, and no source fires twice in a step: arriving spikes are counted.
    COUNTED,
    /// One weight for all.
    CONSTANT,
    /// A weight for each, in single precision.
    VARIED,
    /// A weight for each, in double precision, which may change.
    PLASTIC
  }

  /// Whether a weight is below zero; a negative zero counts as below, since it may become so by
  /// learning.
  public static boolean negative(double weight) {
    return Double.doubleToRawLongBits(weight) < 0;
  }

  /// The key of a table whose weights are summed instead of counted.
  public TableKey constant() {
    return new TableKey(model, channel, synapse, Kind.CONSTANT, weight, recorder, third, birth);
  }

  /// The key of a table with a weight for each synapse.
  public TableKey varied() {
    return new TableKey(model, channel, synapse, Kind.VARIED, 0, recorder, third, birth);
  }

  /// The key of a table with a weight for each synapse, in double precision.
  public TableKey exact() {
    return new TableKey(model, channel, synapse, Kind.PLASTIC, 0, recorder, third, birth);
  }

  /// The key of synapses that are like these except for their channel and weight.
  public TableKey with(int newChannel, double newWeight) {
    return new TableKey(model, newChannel, synapse, kind, newWeight, recorder, third, birth);
  }

  /// How many bytes the weight of one synapse takes.
  public int bytesOfWeight() {
    return switch (kind) {
      case COUNTED, CONSTANT -> 0;
      case VARIED -> Float.BYTES;
      case PLASTIC -> Double.BYTES;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableKey k
        && model == k.model
        && channel == k.channel
        && synapse == k.synapse
        && kind == k.kind
        && Double.compare(weight, k.weight) == 0
        && recorder == k.recorder
        && third == k.third
        && birth == k.birth;
  }

  @Override
  public int hashCode() { // as a record's own, which takes Java 10 ms to make
    int hash = 31 * (31 * model + channel) + synapse;
    hash = 31 * (31 * hash + kind.hashCode()) + Double.hashCode(weight);
    return 31 * (31 * (31 * hash + recorder) + third) + Long.hashCode(birth);
  }

  /// Whether all its synapses have the weight of the key.
  public boolean uniform() {
    return kind == Kind.COUNTED || kind == Kind.CONSTANT;
  }
}
