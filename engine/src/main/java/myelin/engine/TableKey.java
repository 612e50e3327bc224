package myelin.engine;

/// Which synapses share a table.
///
/// @param model index of the target's model
/// @param channel channel of the target
/// @param synapse index of the synapse model
/// @param kind what is stored for each synapse, and how its spikes are delivered
/// @param weight the weight of all, or 0 where they differ
record TableKey(int model, int channel, int synapse, Kind kind, double weight) {

  /// In place of a key: no table takes such a synapse.
  static final TableKey NONE = new TableKey(-1, Receptor.REFUSED, -1, Kind.CONSTANT, 0);

  enum Kind {
    /// One weight for all, and no source fires twice in a step: arriving spikes are counted.
    COUNTED,
    /// One weight for all.
    CONSTANT,
    /// A weight for each.
    VARIED
  }

  /// The key without the synapse model: tables for which it is equal write to one ring.
  TableKey ofAnySynapse() {
    return new TableKey(model, channel, -1, kind, weight);
  }

  /// The key of a table whose weights are summed instead of counted.
  TableKey constant() {
    return new TableKey(model, channel, synapse, Kind.CONSTANT, weight);
  }

  boolean uniform() {
    return kind != Kind.VARIED;
  }
}
