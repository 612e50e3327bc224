package myelin.engine.input;

import org.jspecify.annotations.Nullable;

/// Spikes under way to one channel of a population, of which the times within a step matter, or the
/// sources ([BySource]), by step and block.
public final class EventRing {

  private static final int LANES = TargetBlocks.LANES;

  private int blocks;
  private int slots;
  private @Nullable Events[][] slot = new Events[0][];

  /// No spikes.
  EventRing() {}

  /// Makes room for `cells` neurons and `slots` steps (a power of two); spikes under way stay.
  void reserve(int cells, int slots, long now) {
    int newBlocks = Math.max(blocks, (cells + LANES - 1) / LANES);
    int newSlots = Math.max(slots, this.slots);
    if (newBlocks == blocks && newSlots == this.slots) return;
    @Nullable Events[][] rows = new Events[newSlots][newBlocks];
    for (long t = now; t < now + this.slots; t++) {
      @Nullable Events[] old = slot[(int) t & (this.slots - 1)];
      System.arraycopy(old, 0, rows[(int) t & (newSlots - 1)], 0, blocks);
    }
    slot = rows;
    blocks = newBlocks;
    this.slots = newSlots;
  }

  /// A spike arrives at neuron `cell` in step `t`; see [Events#add].
  public void add(long t, int cell, double value, double offset) {
    at(t, cell / LANES).add(cell % LANES, value, offset);
  }

  /// What is under way to block `b` in step `t`, in the order of delivery.
  public Events at(long t, int b) {
    @Nullable Events[] row = slot[(int) t & (slots - 1)];
    Events events = row[b];
    if (events == null) row[b] = events = new Events();
    return events;
  }

  /// Whether nothing arrives at block `b` in step `t`.
  boolean isSilent(long t, int b) {
    Events held = slot[(int) t & (slots - 1)][b];
    return held == null || held.size() == 0;
  }

  /// Moves what arrives at block `b` in step `t` to `events`.
  void take(long t, int b, Events events) {
    Events held = slot[(int) t & (slots - 1)][b];
    if (held == null) return;
    events.addAll(held);
    held.clear();
  }
}
