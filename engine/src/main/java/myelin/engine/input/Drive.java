package myelin.engine.input;

/// What one stimulator adds to one channel of one block. A pure function of the step: nothing is
/// sent, nothing is stored on the way.
public interface Drive {

  /// Adds to `input` what arrives in step `t`.
  void add(long t, double[] input);

  /// Adds to `input` the spikes that arrive in step `t`; those that have no time of their own come
  /// at its end.
  default void add(long t, Events input) {
    double[] sums = input.emptySums();
    add(t, sums);
    input.addSums();
  }

  /// The lanes of a block that a stimulator drives, with what the connections say.
  ///
  /// @param lane lanes, ascending, each once
  /// @param id node id of each
  /// @param weight weight of each
  /// @param delay in steps
  /// @param since step at which they were connected: nothing sent before it arrives by these
  ///   connections
  /// @param until step from which on nothing is sent by these connections
  /// @param occurrence 0 for the first connection from a stimulator to a target, 1 for a second,
  ///   ...
  record Lanes(
      int[] lane, int[] id, double[] weight, int delay, long since, long until, int occurrence) {

    /// Whether what is sent in step `k` arrives by these connections.
    public boolean carries(long k) {
      return k >= since && k < until;
    }

    /// Whether these are all lanes from 0 on, in order.
    public boolean dense() {
      return lane[lane.length - 1] == lane.length - 1;
    }
  }
}
