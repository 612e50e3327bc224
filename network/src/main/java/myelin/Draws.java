package myelin;

import myelin.engine.RandomStream;
import myelin.engine.RandomStream.Purpose;

/// Which random numbers a connect call draws.
///
/// @param seed the network's, or the call's own
/// @param group the number of the call in the network; [#OWN] if it has a seed of its own
record Draws(long seed, int group) {

  /// No call has this number, so a call with the network's seed as its own shares no numbers with
  /// another.
  private static final int OWN = -1;

  /// What call number `call` draws.
  static Draws of(long seed, int call) {
    return new Draws(seed, call);
  }

  /// What a call with a seed of its own draws.
  static Draws own(long seed) {
    return new Draws(seed, OWN);
  }

  /// A cursor, to be moved by the methods here.
  RandomStream stream() {
    return new RandomStream(seed);
  }

  /// Moves to the pairs of a node at a place among the call's targets or sources. With a seed of
  /// its own a call draws for places, so that ids given away before do not matter.
  void pairs(RandomStream stream, int place, int id) {
    stream.at(Purpose.RULE, group, group == OWN ? place : id);
  }

  /// The numbers of synapses of all targets.
  RandomStream degrees() {
    return stream().at(Purpose.DEGREE, group, 0);
  }

  /// Moves to the weight and the delay of a synapse.
  void values(RandomStream stream, long ordinal) {
    stream.at(Purpose.SYNAPSE, group, ordinal);
  }
}
