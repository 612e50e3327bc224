package myelin.engine.past;

/// Numbers from the past of a block's neurons, as far as they are still needed: for each lane,
/// steps with a number each, oldest first, at most one per step. Plastic synapses onto the neurons
/// hear them beside their spikes.
public abstract sealed class History permits SparseHistory, DenseHistory {

  /// A history that a model has.
  ///
  /// @param name by which a synapse model asks for it
  /// @param keep for how long entries are kept
  public record Kind(String name, Keep keep) {

    /// Whether synapses may ask for it by a name.
    public boolean isLeftAs(String wanted) {
      return name.equals(wanted);
    }

    /// Such a history, for a block.
    ///
    /// @param lanes the most neurons that a block has
    public History open(int lanes) {
      return keep == Keep.EACH_STEP ? new DenseHistory(lanes) : new SparseHistory(lanes, keep);
    }
  }

  /// For how long entries are kept.
  public enum Keep {
    /// Until all synapses onto the neuron have heard them, as spikes are.
    UNTIL_HEARD,
    /// Likewise, where neurons leave a number in each step: a [DenseHistory].
    EACH_STEP,
    /// For as long as a spike may be under way to a synapse that looks for one entry.
    UNDER_WAY
  }

  private final Keep keep;

  History(Keep keep) {
    this.keep = keep;
  }

  /// For how long entries are kept.
  public final Keep keep() {
    return keep;
  }

  /// Whether an entry at `step` needs more room.
  public abstract boolean isFull(int lane, long step);

  /// Drops entries up to step `until`, and makes room for one at `step`, and others, if these are
  /// few.
  public abstract void forget(int lane, long until, long step);

  /// Adds an entry, later than those before; [#isFull] must not say so.
  public abstract void add(int lane, long step, double value);

  /// Number of entries of a lane.
  public abstract int size(int lane);

  /// Number of entries of a lane up to `step`, which is the index of the first later one.
  public abstract int after(int lane, long step);

  /// The number of a lane at `step`; zero if there is none.
  public abstract double at(int lane, long step);

  /// The step of the last entry of a lane; -1 if there is none.
  public abstract long newest(int lane);

  /// Sets the numbers of entries after `step` to zero, which says nothing to those who hear them.
  public abstract void clearAfter(int lane, long step);

  /// The steps of all entries of a lane.
  public abstract long[] steps(int lane);

  /// The numbers of all entries of a lane.
  public abstract double[] values(int lane);

  /// Whether a lane may have entries at these steps, which rise.
  public boolean allows(int lane, long[] theSteps) {
    return true;
  }

  /// Puts back what [#steps] and [#values] have returned.
  public abstract void restore(int lane, long[] theSteps, double[] theValues);
}
