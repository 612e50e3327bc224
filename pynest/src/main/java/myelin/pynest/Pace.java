package myelin.pynest;

import java.util.HashMap;
import java.util.Map;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;

/// How long simulations have taken, to tell how long the next one will take.
final class Pace {

  /// What a call takes beside its steps, in steps of leaky neurons.
  private static final double CALL = 5000;

  /// What a step takes beside its nodes, likewise.
  private static final double STEP = 128;

  /// Before anything is known: of a program that has yet to be compiled (s).
  private static final double FIRST = 2e-8;

  private volatile double secondsEach = FIRST;
  private final Map<String, Integer> efforts = new HashMap<>();
  private double nodes;

  /// Nodes of a model have been made.
  void add(Model model, int n) {
    nodes += (double) n * efforts.computeIfAbsent(model.name(), name -> effort(model));
  }

  private static int effort(Model model) {
    return model instanceof NeuronModel neuron ? neuron.effort() : 1;
  }

  /// How much work there is in so many steps.
  double work(double steps) {
    return CALL + steps * (STEP + nodes);
  }

  /// How long it is expected to take (s); no number if the work is none.
  double expected(double work) {
    return secondsEach * work;
  }

  /// Takes note that it has taken so many nanoseconds.
  void took(double work, long nanos) {
    if (work > 0) secondsEach = nanos * 1e-9 / work;
  }
}
