package myelin.live;

/// The last numbers of a growing list, in rows of the same length.
final class Ring {

  private final double[] values;
  private final int width;
  private final int capacity;

  /// Number of rows that were added so far.
  private long added;

  /// @param capacity how many rows are kept
  /// @param width numbers in a row
  Ring(int capacity, int width) {
    this.capacity = capacity;
    this.width = width;
    values = new double[capacity * width];
  }

  /// Adds a row; returns where it begins in [#values].
  int add() {
    return (int) (added++ % capacity) * width;
  }

  double[] values() {
    return values;
  }

  /// Copies the rows from number `from`, or from the first that is kept.
  ///
  /// @param most no more than the last `most`
  Rows since(long from, int most) {
    long first = Math.max(Math.clamp(from, 0, added), added - Math.min(most, capacity));
    double[] rows = new double[(int) (added - first) * width];
    for (long r = first; r < added; r++) {
      int at = (int) (r % capacity) * width;
      System.arraycopy(values, at, rows, (int) (r - first) * width, width);
    }
    return new Rows(added, width, rows);
  }

  /// Some rows, and the number of the next.
  @SuppressWarnings("ArrayRecordComponent")
  record Rows(long next, int width, double[] values) {

    /// The numbers of one column, as a list in JSON.
    void column(int c, StringBuilder json) {
      json.append('[');
      for (int k = c; k < values.length; k += width) {
        if (k > c) json.append(',');
        LiveJson.number(values[k], json);
      }
      json.append(']');
    }
  }
}
