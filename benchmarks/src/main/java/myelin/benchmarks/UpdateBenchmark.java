package myelin.benchmarks;

import static myelin.Names.*;

import java.util.concurrent.TimeUnit;
import myelin.Simulator;
import myelin.node.NodeModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does a neuron cost in a step when nothing arrives, by model; and what does it add if every
/// neuron has parameters of its own?
///
/// A score is the time of one thread for a neuron and a step of 0.1 ms, in slices of 15 steps as in
/// Brunel's network. The neurons are driven by a constant current: they fire at some 16 spikes/s,
/// Hodgkin-Huxley neurons at their own rhythm, parrots not at all.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(UpdateBenchmark.NEURONS * UpdateBenchmark.STEPS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class UpdateBenchmark {

  static final int NEURONS = 5120;
  static final int STEPS = 150;
  private static final int SLICE = 15;

  /// There are this many times fewer Hodgkin-Huxley neurons, for this many times more steps, since
  /// they are slow, and cost more while they fire.
  private static final int FEWER = 10;

  private static final double STEP_MS = 0.1;

  /// What the neurons' parameters are like.
  public enum Values {
    /// All the same.
    ALIKE,
    /// Each neuron has its own.
    OWN
  }

  /// A network of neurons that are not connected.
  static class Neurons {
    private Simulator sim = Simulator.builder().build();
    private int steps = STEPS;

    final void open(String name, Values values) {
      boolean slow = name.startsWith("hh");
      int neurons = slow ? NEURONS / FEWER : NEURONS;
      steps = slow ? STEPS * FEWER : STEPS;
      sim = Simulator.builder().resolution(ms(STEP_MS)).threads(1).slice(SLICE).seed(1).build();
      sim.create(values == Values.OWN ? own(model(name)) : model(name), neurons);
    }

    private static NodeModel model(String name) {
      return switch (name) {
        case "parrot_neuron" -> parrot_neuron;
        case "hh_psc_alpha_gap" ->
            hh_psc_alpha_gap.with(I_e, pA(600)).with(V_m, uniform(mV(-70), mV(-56)));
        default -> NodeModel.named(name).with(I_e, pA(376)).with(V_m, uniform(mV(-70), mV(-56)));
      };
    }

    private static NodeModel own(NodeModel model) {
      if (model.name().equals("parrot_neuron")) return model;
      NodeModel own = model.with(t_ref, uniform(ms(1), ms(2)));
      if (model.name().startsWith("hh")) {
        return own.with(C_m, uniform(pF(39), pF(41))).with(g_L, uniform(nS(9.9), nS(10.1)));
      }
      own = own.with(C_m, uniform(pF(249), pF(251))).with(tau_m, uniform(ms(9.9), ms(10.1)));
      return own.with(V_th, uniform(mV(-55.1), mV(-55)));
    }

    final Object simulate() {
      return sim.simulate(steps * STEP_MS);
    }
  }

  /// Models with loops of all kinds.
  @State(Scope.Thread)
  public static class PlainNeurons extends Neurons {
    /// Name of the model.
    @Param({"iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta", "hh_psc_alpha_gap", "parrot_neuron"})
    public String model = "";

    /// Parameters.
    @Param public Values values = Values.ALIKE;

    /// Makes the neurons.
    @Setup
    public void open() {
      open(model, values);
    }
  }

  /// Models with loops on vectors.
  @State(Scope.Thread)
  public static class VectorNeurons extends Neurons {
    /// Name of the model.
    @Param({"iaf_psc_alpha"})
    public String model = "";

    /// Parameters.
    @Param public Values values = Values.ALIKE;

    /// Makes the neurons.
    @Setup
    public void open() {
      open(model, values);
    }
  }

  /// Plain loops.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=off")
  public Object plain(PlainNeurons neurons) {
    return neurons.simulate();
  }

  /// Loops on vectors.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=now")
  public Object vectors(VectorNeurons neurons) {
    return neurons.simulate();
  }
}
