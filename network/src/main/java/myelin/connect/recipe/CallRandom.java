package myelin.connect.recipe;

import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;

/// Which random numbers a connect call draws.
///
/// @param seed the network's, or the call's own
/// @param group the number of the call in the network; [#OWN] or less if it has a seed of its own
/// @param pairs the number of the call whose pairs are drawn
public record CallRandom(long seed, int group, int pairs) {

  /// No call has this number, so a call with the network's seed as its own shares no numbers with
  /// another.
  private static final int OWN = -1;

  /// What call number `call` draws.
  public static CallRandom of(long seed, int call) {
    return new CallRandom(seed, call, call);
  }

  /// What a call with a seed of its own draws.
  public static CallRandom own(long seed) {
    return new CallRandom(seed, OWN, OWN);
  }

  /// The same pairs, with other values: those of the `k`-th call after this one.
  public CallRandom after(int k) {
    return new CallRandom(seed, group < 0 ? group - k : group + k, pairs);
  }

  /// A cursor, to be moved by the methods here.
  public RandomStream stream() {
    return new RandomStream(seed);
  }

  /// Moves to the pairs of a node at a place among the call's targets or sources. With a seed of
  /// its own a call draws for places instead of ids, so that nodes created before do not matter.
  public void pairs(RandomStream stream, int place, int id) {
    stream.at(Purpose.RULE, pairs, pairs == OWN ? place : id);
  }

  /// The numbers of synapses of all targets.
  public RandomStream degrees() {
    return stream().at(Purpose.DEGREE, pairs, 0);
  }

  /// Moves to the number of synapses of one node.
  public RandomStream degrees(RandomStream stream, int place, int id) {
    return stream.at(Purpose.DEGREE, pairs, 1L + (pairs == OWN ? place : id));
  }

  /// Moves to the third factor of a synapse with that ordinal.
  void third(RandomStream stream, long ordinal) {
    stream.at(Purpose.THIRD_FACTOR, pairs, ordinal);
  }

  /// Moves to the pool of third factors of one target.
  void pool(RandomStream stream, int place, int id) {
    stream.at(Purpose.POOL, pairs, pairs == OWN ? place : id);
  }

  /// Moves to the weight and the delay of a synapse.
  public void values(RandomStream stream, long ordinal) {
    stream.at(Purpose.SYNAPSE, group, ordinal);
  }
}
