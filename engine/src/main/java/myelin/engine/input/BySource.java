package myelin.engine.input;

/// What stands in the place of an offset in [Events] where sources matter: numbers that tell the
/// synapses of one source and delay from others.
///
/// Of several coincident spikes of a source each synapse tells the first by its weight and that
/// number, the further ones by the number with the opposite sign.
public final class BySource {

  private static final double SOURCES = 0x1p31;

  /// More steps of delay do not fit.
  public static final int LONGEST_DELAY = 1 << 16;

  private BySource() {}

  /// The number of the synapses of a source with a delay.
  ///
  /// @param delay in steps, up to [#LONGEST_DELAY]
  public static double key(int source, long delay) {
    return delay * SOURCES + source;
  }

  /// Whether an event may have a number, of either sign.
  ///
  /// @param nodes number of nodes
  public static boolean isKey(double number, int nodes) {
    double key = Math.abs(number);
    double source = key % SOURCES;
    boolean whole = key == Math.rint(key) && key < SOURCES * (LONGEST_DELAY + 1);
    return whole && key >= SOURCES && source >= 1 && source <= nodes;
  }
}
