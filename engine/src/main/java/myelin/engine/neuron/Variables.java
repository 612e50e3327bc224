package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.declare.Recordable;

/// The state variables of a block, one array each, and which of them its recordables show.
final class Variables {

  private static final double[] NONE = {};

  private record Variable(String recordable, double[] values, boolean decays) {}

  private final List<Variable> all = new ArrayList<>();
  private double[][] arrays = {};
  private double[][] shown = {};

  /// Adds a variable.
  ///
  /// @param recordable name of the recordable that shows it; empty if none does
  double[] add(String recordable, boolean decays) {
    double[] values = new double[Block.LANES];
    all.add(new Variable(recordable, values, decays));
    arrays = all.stream().map(Variable::values).toArray(double[][]::new);
    return values;
  }

  /// Says which recordables the model has.
  void bind(List<Recordable> recordables) {
    shown = new double[recordables.size()][];
    for (int r = 0; r < shown.length; r++) shown[r] = named(recordables.get(r).name());
    for (Variable v : all) {
      if (v.recordable.isEmpty()) continue;
      if (recordables.stream().anyMatch(r -> r.name().equals(v.recordable))) continue;
      throw new IllegalStateException("no recordable is called " + v.recordable);
    }
  }

  private double[] named(String recordable) {
    for (Variable v : all) if (v.recordable.equals(recordable)) return v.values;
    return NONE;
  }

  /// All of them, in the order in which they were added.
  double[][] arrays() {
    return arrays;
  }

  /// What recordable `r` shows.
  double[] shown(int r) {
    return shown[r];
  }

  /// What the first recordable shows; empty if there is none.
  double[] first() {
    return shown.length == 0 ? NONE : shown[0];
  }

  /// Sets to zero what has decayed.
  void tidy() {
    for (Variable v : all) if (v.decays) Block.clearNothing(v.values);
  }
}
