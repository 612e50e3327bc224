package myelin.engine.kernel;

/// How long a slice may be: no longer than the smallest delay of what is exchanged at its end.
///
/// @param kernel a network whose tables have been built
record Slices(Kernel kernel) {

  private static final int LONGEST = 128; // without synapses to bound it

  /// Smallest delay that any connection has had (steps); 1 without connections.
  int minDelay() {
    int least = Math.min(coupled(), Math.min(kernel.wiring.minDelay(), kernel.delays.min()));
    return least == Integer.MAX_VALUE ? 1 : least;
  }

  /// Largest delay that any connection has had (steps); 1 without connections.
  int maxDelay() {
    int most = Math.max(1, Math.max(kernel.wiring.maxDelay(), kernel.delays.max()));
    if (kernel.couplings.prompt()) {
      most = Math.max(most, kernel.relaxation.interval(kernel.grid));
    }
    return Math.max(most, kernel.couplings.maxDelay());
  }

  /// Longest slice that couplings allow (steps).
  private int coupled() {
    int least = kernel.couplings.minDelay();
    boolean prompt = kernel.couplings.prompt();
    return prompt ? Math.min(least, kernel.relaxation.interval(kernel.grid)) : least;
  }

  /// Longest time between two meetings of the workers (steps).
  ///
  /// @param limit a longer one is not wanted, unless it is 0
  int slice(int limit) {
    int slice = Math.min(Math.min(kernel.wiring.minDelay(), coupled()), LONGEST);
    slice = Math.min(slice, kernel.spikeRouting.slice());
    // it is repeated, as NEST's is
    if (kernel.couplings.prompt()) slice = Math.min(slice, kernel.delays.min());
    return limit > 0 ? Math.min(slice, limit) : slice;
  }
}
