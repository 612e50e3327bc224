package myelin.nestml.run;

/// Finds the few neurons whose numbers are above a limit. Most of the time there are none: HotSpot
/// turns a loop that combines bits into vector code, but not a search.
final class Margins {

  /// Neurons are looked at one by one if a number is less than one part in this many below zero.
  private static final double PARTS = 1e6;

  private Margins() {}

  /// Puts the first `size` lanes whose numbers are above `limit`, or are no numbers, into `lanes`,
  /// in ascending order; returns how many there are.
  ///
  /// @param timers whether most numbers are 0
  static int above(double limit, double[] x, boolean timers, int size, int[] lanes) {
    if (timers ? areZero(x) : areNegative(x)) return 0;
    int n = 0;
    for (int i = 0; i < size; i++) if (!(x[i] <= limit)) lanes[n++] = i;
    return n;
  }

  private static boolean areZero(double[] x) {
    long joined = 0;
    for (int i = 0; i < x.length; i++) joined |= Double.doubleToRawLongBits(x[i]);
    return joined == 0;
  }

  private static boolean areNegative(double[] x) {
    int joined = -1;
    for (int i = 0; i < x.length; i++) joined &= (int) (PARTS * x[i]);
    return joined < 0;
  }
}
