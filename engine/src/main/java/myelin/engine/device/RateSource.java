package myelin.engine.device;

/// A device that sends a rate to rate neurons.
public interface RateSource {

  /// The rate that it sends in step `k`, as it was set when that step was simulated, or is set now.
  double rate(long k);

  /// Whether it sends a rate in step `k` at all, be it 0.
  boolean sends(long k);
}
