package myelin.pynest;

import java.util.HashMap;
import java.util.Map;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;

/// How long simulations have taken, to tell how long the next one will take.
final class Pace {

  /// The work of a call besides its steps, in steps of one leaky neuron.
  private static final double CALL = 5000;

  /// The work of a step besides its nodes, likewise.
  private static final double STEP = 128;

  /// The time for a unit of work before any has been measured, in a program that has yet to be
  /// compiled (s).
  private static final double FIRST = 2e-8;

  private volatile double secondsEach = FIRST;
  private final Map<String, Integer> efforts = new HashMap<>();
  private double nodes;

  /// Notes that nodes of a model have been created.
  void add(Model model, int n) {
    nodes += (double) n * efforts.computeIfAbsent(model.name(), name -> effort(model));
  }

  private static int effort(Model model) {
    return model instanceof NeuronModel neuron ? neuron.effort() : 1;
  }

  /// How much work there is in a number of steps.
  double work(double steps) {
    return CALL + steps * (STEP + nodes);
  }

  /// How long some work is expected to take (s); not a number if `work` is not one.
  double expected(double work) {
    return secondsEach * work;
  }

  /// Notes how long some work has taken (ns).
  void took(double work, long nanos) {
    if (work > 0) secondsEach = nanos * 1e-9 / work;
  }
}
