package myelin.connectome;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import myelin.engine.base.BadInput;

/// Ids of cells, numbers of 64 bits as connectomes have them, and the place of each among them.
public final class CellIds {

  /// No cell has this place.
  public static final int UNKNOWN = -1;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long[] ids;

  /// Open addressing: where the search for an id begins, its top bits times [#SPREAD] say; at each
  /// slot a place, or [#UNKNOWN] where it is free.
  private final int[] slots;

  private final int shift;

  /// These ids, in this order.
  ///
  /// @throws BadInput if one occurs twice
  public CellIds(long[] ids) {
    this.ids = ids.clone();
    int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, ids.length));
    shift = Long.SIZE - bits;
    slots = new int[1 << bits];
    Arrays.fill(slots, UNKNOWN);
    for (int i = 0; i < ids.length; i++) {
      int slot = slot(ids[i]);
      if (slots[slot] != UNKNOWN) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "cell %d occurs twice, as number %d and %d of the cells (from 0)"
                .formatted(ids[i], slots[slot], i));
      }
      slots[slot] = i;
    }
  }

  /// All ids that occur in these arrays, once each, from the smallest on.
  static long[] distinct(long[]... arrays) {
    long[] found = new long[1 << 10];
    boolean[] taken = new boolean[2 * found.length];
    long[] table = new long[taken.length];
    int n = 0;
    for (long[] ids : arrays) {
      for (long id : ids) {
        int mask = table.length - 1;
        int slot = (int) ((id * SPREAD) >>> 32) & mask;
        while (taken[slot] && table[slot] != id) slot = (slot + 1) & mask;
        if (taken[slot]) continue;
        taken[slot] = true;
        table[slot] = id;
        found[n++] = id;
        if (n < found.length) continue;
        found = Arrays.copyOf(found, 2 * n);
        taken = new boolean[4 * n];
        table = new long[4 * n];
        for (int i = 0; i < n; i++) {
          int free = (int) ((found[i] * SPREAD) >>> 32) & (4 * n - 1);
          while (taken[free]) free = (free + 1) & (4 * n - 1);
          taken[free] = true;
          table[free] = found[i];
        }
      }
    }
    long[] sorted = Arrays.copyOf(found, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /// The slot of an id, or the free one where it would be.
  private int slot(long id) {
    int slot = (int) ((id * SPREAD) >>> shift);
    while (slots[slot] != UNKNOWN && ids[slots[slot]] != id) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  /// Number of cells.
  public int size() {
    return ids.length;
  }

  /// The id of the cell at a place.
  public long id(int place) {
    return ids[place];
  }

  /// The place of a cell; [#UNKNOWN] if there is none of that id.
  public int place(long id) {
    return slots[slot(id)];
  }

  /// Writes the places of as many cells as `cells` has left.
  public void places(LongBuffer cells, IntBuffer to) {
    while (cells.hasRemaining()) to.put(place(cells.get()));
  }

  /// The places of these cells.
  ///
  /// @throws BadInput if there is no such cell
  public int[] places(long... cells) {
    int[] places = new int[cells.length];
    for (int i = 0; i < cells.length; i++) {
      places[i] = place(cells[i]);
      if (places[i] == UNKNOWN) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_NODE,
            "there is no cell %d among the %,d cells".formatted(cells[i], ids.length));
      }
    }
    return places;
  }
}
