package myelin.engine.wiring;

/// Where synapses that were looked up are, for tests in other packages.
public final class Places {

  /// If more synapses than this are changed, tables are built again at once.
  public static final int FEW = Pending.FEW;

  private Places() {}

  /// The part that synapse `e` is in.
  public static int part(Selection selection, int e) {
    return selection.part(e);
  }

  /// The number of the kind of the table that synapse `e` is in.
  public static int home(Selection selection, int e) {
    return selection.home(e);
  }

  /// The place of synapse `e` in the row of its source.
  public static int inRow(Selection selection, int e) {
    return (int) selection.inRow(e);
  }
}
