package myelin.engine.neuron;

import java.util.function.ToDoubleFunction;

/// A coefficient of a block's update: a number for each lane, by a formula of the parameters of one
/// neuron. [Block] computes it anew whenever a parameter has changed.
public final class Coefficient {

  private final ToDoubleFunction<Derivation> formula;
  private double[] each = {};

  Coefficient(ToDoubleFunction<Derivation> formula) {
    this.formula = formula;
  }

  void derive(Derivation d) {
    each = d.column(formula);
  }

  /// The numbers, one element per lane. Read only: the array may be shared.
  public double[] each() {
    return each;
  }

  /// The number of lane `i`.
  public double of(int i) {
    return each[i];
  }
}
