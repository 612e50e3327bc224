package myelin.engine.device;

/// A device that sends a rate to rate neurons.
public interface RateSource {

  /// The rate that it sends in step `k`, as it was set when that step was simulated, or is set now.
  double rate(long k);
}
