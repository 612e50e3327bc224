package myelin.connect;

import java.util.Locale;

/// Synapses that have been asked for and wait to be built, and the memory that they will take.
///
/// @param synapses their number; where a rule draws it, as many as may be expected
/// @param bytes the memory of their tables
public record Footprint(long synapses, double bytes) {

  static final Footprint NONE = new Footprint(0, 0);

  /// Bytes that a synapse takes; 0 if there are none.
  public double bytesPerSynapse() {
    return synapses == 0 ? 0 : bytes / synapses;
  }

  /// For instance `298,880,968 synapses in 2.09 GB, 7.0 bytes each`.
  @Override
  public String toString() {
    boolean large = bytes >= 1e9;
    return String.format(
        Locale.ROOT,
        large
            ? "%,d synapses in %.2f GB, %.1f bytes each"
            : "%,d synapses in %.0f MB, %.1f bytes each",
        synapses,
        bytes / (large ? 1e9 : 1e6),
        bytesPerSynapse());
  }
}
