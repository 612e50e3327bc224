package myelin.analysis.data;

/// Sorts events, held in parallel columns, by time and then by sender.
///
/// These are merge sorts that leave alone the stretches that are already in order, as most of a
/// recording is.
public final class Order {
  private static final int RUN = 16;

  private Order() {}

  /// Sorts the two columns in place.
  public static void sort(int[] senders, double[] times) {
    int size = times.length;
    if (ordered(senders, times)) {
      return;
    }
    for (int start = 0; start < size; start += RUN) {
      insert(senders, times, start, Math.min(start + RUN, size));
    }
    int[] ids = senders;
    double[] at = times;
    int[] otherIds = new int[size];
    double[] otherAt = new double[size];
    int passes = 0;
    for (long width = RUN; width < size; width *= 2) {
      passes++;
      for (long start = 0; start < size; start += 2 * width) {
        int middle = (int) Math.min(start + width, size);
        int end = (int) Math.min(start + 2 * width, size);
        merge(ids, at, (int) start, middle, end, otherIds, otherAt);
      }
      int[] swapIds = ids;
      ids = otherIds;
      otherIds = swapIds;
      double[] swapAt = at;
      at = otherAt;
      otherAt = swapAt;
    }
    if (passes % 2 == 1) {
      System.arraycopy(ids, 0, senders, 0, size);
      System.arraycopy(at, 0, times, 0, size);
    }
  }

  /// The places of events in order of time, then sender; those of equal time and sender keep their
  /// order.
  public static int[] of(int[] senders, double[] times) {
    int[] places = new int[times.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    if (ordered(senders, times)) {
      return places;
    }
    int[] other = new int[places.length];
    for (long width = 1; width < places.length; width *= 2) {
      for (long start = 0; start < places.length; start += 2 * width) {
        int middle = (int) Math.min(start + width, places.length);
        int end = (int) Math.min(start + 2 * width, places.length);
        int left = (int) start;
        int right = middle;
        for (int next = left; next < end; next++) {
          boolean takeRight =
              left >= middle
                  || (right < end
                      && after(
                          times[places[left]],
                          senders[places[left]],
                          times[places[right]],
                          senders[places[right]]));
          other[next] = places[takeRight ? right++ : left++];
        }
      }
      int[] swap = places;
      places = other;
      other = swap;
    }
    return places;
  }

  private static boolean ordered(int[] senders, double[] times) {
    for (int i = 1; i < times.length; i++) {
      if (after(times[i - 1], senders[i - 1], times[i], senders[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean after(double time, int sender, double otherTime, int otherSender) {
    return time > otherTime || (time == otherTime && sender > otherSender);
  }

  private static void insert(int[] senders, double[] times, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int sender = senders[i];
      double time = times[i];
      int hole = i;
      while (hole > start && after(times[hole - 1], senders[hole - 1], time, sender)) {
        senders[hole] = senders[hole - 1];
        times[hole] = times[hole - 1];
        hole--;
      }
      senders[hole] = sender;
      times[hole] = time;
    }
  }

  private static void merge(
      int[] ids, double[] at, int start, int middle, int end, int[] toIds, double[] toAt) {
    if (middle >= end || !after(at[middle - 1], ids[middle - 1], at[middle], ids[middle])) {
      System.arraycopy(ids, start, toIds, start, end - start);
      System.arraycopy(at, start, toAt, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int next = start; next < end; next++) {
      boolean takeRight =
          left >= middle || (right < end && after(at[left], ids[left], at[right], ids[right]));
      int taken = takeRight ? right++ : left++;
      toIds[next] = ids[taken];
      toAt[next] = at[taken];
    }
  }
}
