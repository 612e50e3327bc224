package myelin.models.rate;

import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.NeuronModel;

/// The mean input and the strength of the noise of rate neurons.
///
/// NEST calls them `mu` and `sigma`, and takes their old names `mean` and `std`, too. The Gaussian
/// gain has its own `mu` and `sigma`: there, these names set the parameters of both gain and noise,
/// and the old names set those of the noise alone.
final class Noise {

  private Noise() {}

  /// Whether `mu` and `sigma` are those of the gain.
  private static boolean taken(Gain.Kind kind) {
    return kind == Gains.GAUSS;
  }

  /// The name of the mean input in equations.
  static String mean(Gain.Kind kind) {
    return taken(kind) ? "mean" : "mu";
  }

  /// The name of the strength of the noise in equations.
  static String strength(Gain.Kind kind) {
    return taken(kind) ? "std" : "sigma";
  }

  /// Declares the two parameters by their names, unless the gain has these names.
  static NeuronModel.Builder declare(NeuronModel.Builder model, Gain.Kind kind) {
    if (taken(kind)) return model;
    return model
        .parameter("mu", Unit.NONE, 0, "mean input", Condition.FINITE)
        .parameter("sigma", Unit.NONE, 1, "strength of the noise", Condition.NOT_NEGATIVE);
  }

  /// Declares the two parameters by their old names, which blocks read.
  static NeuronModel.Builder oldNames(NeuronModel.Builder model, Gain.Kind kind) {
    model.sets("mu", "mean").sets("sigma", "std");
    if (taken(kind)) {
      return model
          .parameter("mean", Unit.NONE, 0, "mean input; mu sets it, too", Condition.FINITE)
          .parameter(
              "std",
              Unit.NONE,
              1,
              "strength of the noise; sigma sets it, too",
              Condition.NOT_NEGATIVE);
    }
    return model
        .parameter("mean", Unit.NONE, 0, "old name of mu", Condition.FINITE)
        .parameter("std", Unit.NONE, 1, "old name of sigma", Condition.NOT_NEGATIVE)
        .sets("mean", "mu")
        .sets("std", "sigma")
        .check(p -> {
          requireSame(p, "mu", "mean");
          requireSame(p, "sigma", "std");
        });
  }

  private static void requireSame(NeuronModel.Values p, String name, String old) {
    if (p.get(name) == p.get(old)) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s = %s and %s = %s are two names of one parameter; give only one of them"
            .formatted(name, p.get(name), old, p.get(old)));
  }
}
