package myelin.conformance.synapse;

import static myelin.Names.fixed_indegree;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.one_to_one;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import myelin.Builder;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gap junctions against closed forms, and against themselves in slices of one step.
class GapJunctionsTest {

  private static final Synapse GAP = Synapse.model("gap_junction");
  private static final NodeModel CELL = NodeModel.named("hh_psc_alpha_gap");
  private static final NodeModel PASSIVE =
      CELL.with(Map.of("g_Na", 0.0, "g_Kv1", 0.0, "g_Kv3", 0.0));
  private static final double WEIGHT = 5;

  /// Potentials of a passive pair at the end of each step, one after the other.
  private static double[] passive(double h, double time, Function<Builder, Builder> settings) {
    Builder builder = settings.apply(Simulator.builder().resolution(ms(h)).threads(1));
    try (Simulator sim = builder.wfr_tol(1e-12).wfr_max_iterations(60).build()) {
      NodeCollection pair =
          sim.create(
              PASSIVE
                  .with("V_m", new double[] {-60, -75})
                  .with("I_e", new double[] {100, 0})
                  .with("g_L", new double[] {10, 15})
                  .with("C_m", new double[] {40, 60})
                  .with("E_L", new double[] {-70, -65}),
              2);
      Synapse gap = GAP.with("weight", WEIGHT);
      sim.connect(pair.first(1), pair.last(1), one_to_one().symmetric(), gap);
      NodeCollection meter = sim.create(multimeter.with("record_from", "V_m").with("interval", h));
      sim.connect(meter, pair);
      sim.simulate(time);
      return sim.events(meter).values("V_m");
    }
  }

  /// `C dV/dt = -g V + w (V_other - V) + g E + I`: rest, and the exponential of the matrix by its
  /// two eigenvalues.
  private static double[] exact(double t) {
    double a = -(10 + WEIGHT) / 40;
    double b = WEIGHT / 40;
    double c = WEIGHT / 60;
    double d = -(15 + WEIGHT) / 60;
    double[] drive = {(10 * -70 + 100) / 40.0, 15 * -65 / 60.0};
    double det = a * d - b * c;
    double[] rest = {-(d * drive[0] - b * drive[1]) / det, -(a * drive[1] - c * drive[0]) / det};
    double root = Math.sqrt((a - d) * (a - d) / 4 + b * c);
    double fast = (a + d) / 2 - root;
    double slow = (a + d) / 2 + root;
    double[] x = {-60 - rest[0], -75 - rest[1]};
    double[] y = {a * x[0] + b * x[1], c * x[0] + d * x[1]};
    double s = Math.exp(slow * t);
    double f = Math.exp(fast * t);
    double one = (s * -fast + f * slow) / (slow - fast);
    double other = (s - f) / (slow - fast);
    return new double[] {rest[0] + one * x[0] + other * y[0], rest[1] + one * x[1] + other * y[1]};
  }

  private static double error(double h, double time, Function<Builder, Builder> settings) {
    double[] V = passive(h, time, settings);
    double most = 0;
    for (int k = 0; k < V.length; k++) {
      most = Math.max(most, Math.abs(V[k] - exact((k / 2 + 1) * h)[k % 2]));
    }
    return most;
  }

  @Test
  void passivePairsFollowTheMatrixExponential() {
    assertThat(error(0.1, 20, b -> b)).isLessThan(1e-6);
    double[] V = passive(0.1, 150, b -> b);
    double[] rest = exact(1000);
    assertThat(V[V.length - 2]).isCloseTo(rest[0], within(1e-9));
    assertThat(V[V.length - 1]).isCloseTo(rest[1], within(1e-9));
  }

  /// With the partner's potential held, linear or cubic within a step, the error falls by factors
  /// of 2, 4 and 16 as steps are halved.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void interpolationHasItsOrder(int order) {
    Function<Builder, Builder> interpolate = b -> b.wfr_interpolation_order(order);
    double coarse = error(1, 10, interpolate);
    double fine = error(0.5, 10, interpolate);
    assertThat(coarse / fine).isBetween(0.8 * (2 << order), 1.25 * (2 << order));
  }

  /// Without relaxation the partner's potential is held, too; it is not heard in the first step.
  @Test
  void withoutRelaxationTheErrorIsOfFirstOrder() {
    double coarse = error(0.2, 10, b -> b.use_wfr(false));
    double fine = error(0.1, 10, b -> b.use_wfr(false));
    assertThat(coarse / fine).isBetween(1.7, 2.3);
  }

  private record Course(double[] V, double[] spikes, long fired, double[] weights) {}

  /// Cells with gap junctions, spikes after less than the interval, plastic and static, and all
  /// kinds of drives.
  private static Course drivenCells(double interval) {
    Builder builder = Simulator.builder().threads(2).wfr_comm_interval(ms(interval));
    try (Simulator sim = builder.wfr_tol(1e-8).wfr_max_iterations(60).build()) {
      NodeCollection cells = sim.create(CELL, 6);
      sim.connect(cells.first(3), cells.last(3), one_to_one().symmetric(), GAP.with("weight", 4.0));
      NodeCollection weights = sim.create("weight_recorder", 1);
      Synapse plastic =
          Synapse.model("stdp_synapse").with("weight", 50.0).with("delay", 0.3).recordedBy(weights);
      sim.connect(cells, cells, fixed_indegree(2), plastic);
      Synapse inhibit = static_synapse.with("weight", -40.0).with("delay", 0.4);
      sim.connect(cells, cells, fixed_indegree(1), inhibit);
      sim.connect(
          sim.create(NodeModel.named("poisson_generator").with("rate", 8000.0)),
          cells,
          static_synapse.with("weight", 60.0));
      NodeModel current =
          NodeModel.named("dc_generator")
              .with("amplitude", 400.0)
              .with("start", 4.3)
              .with("stop", 12.6);
      sim.connect(sim.create(current), cells.first(2));
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "V_m").with("interval", 0.1));
      sim.connect(meter, cells);
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(cells, recorder);
      sim.simulate(20);
      return new Course(
          sim.events(meter).values("V_m"),
          sim.spikes(recorder).times(),
          sim.spikeCount(),
          sim.events(weights).values("weights"));
    }
  }

  @Test
  void spikesDrivesAndPlasticityGoThroughRepetitionsOnce() {
    Course expected = drivenCells(0.1);
    assertThat(expected.spikes()).hasSizeGreaterThan(5);
    assertThat(expected.fired()).isEqualTo(expected.spikes().length);
    assertThat(expected.weights()).hasSizeGreaterThan(10);
    for (double interval : new double[] {0.3, 1}) {
      Course actual = drivenCells(interval);
      assertThat(actual.fired()).isEqualTo(expected.fired());
      Close.require("spikes", actual.spikes(), expected.spikes(), 1e-9);
      Close.require("weights", actual.weights(), expected.weights(), 1e-9);
      Close.require("V_m", actual.V(), expected.V(), 1e-4);
    }
  }

  /// A junction of no weight changes nothing; one from a cell to itself only as much as the cubic
  /// course that it hears differs from its own, at the flank of a spike.
  @Test
  void junctionsWithoutEffectHaveNone() {
    double[][] V = new double[3][];
    for (int k = 0; k < 3; k++) {
      try (Simulator sim = Simulator.builder().build()) {
        NodeCollection cells = sim.create(CELL.with("I_e", 300.0), 2);
        if (k == 1) sim.connect(cells, cells, one_to_one().symmetric(), GAP.with("weight", 3.0));
        if (k == 2) {
          sim.connect(
              cells.first(1), cells.last(1), one_to_one().symmetric(), GAP.with("weight", 0.0));
        }
        NodeCollection meter =
            sim.create(multimeter.with("record_from", "V_m").with("interval", 0.1));
        sim.connect(meter, cells);
        sim.simulate(10);
        V[k] = sim.events(meter).values("V_m");
      }
    }
    Close.require("to itself", V[1], V[0], 0.1);
    Close.require("no weight", V[2], V[0], 0);
  }
}
