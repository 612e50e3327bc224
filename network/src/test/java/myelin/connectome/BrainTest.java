package myelin.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;

class BrainTest {

  /// The ids are such that cells 1 and 2 differ in their top byte alone.
  private static final long[] IDS = {40, 5, 5 + (1L << 56), -3};

  private static final Connectome FOUR =
      Connectome.of(IDS, new long[] {40}, new long[] {5}, new double[] {3});

  private static List<String> spikes(Trial trial) {
    List<String> spikes = new ArrayList<>();
    for (int k = 0; k < trial.ids().length; k++) {
      spikes.add("%d at %.1f".formatted(trial.ids()[k], trial.times()[k]));
    }
    return spikes;
  }

  private static void requireRefused(Runnable call, String words) {
    assertThatThrownBy(call::run).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }

  @Test
  void idsMayComeInAnyOrderAndTwice() {
    List<List<String>> results = new ArrayList<>();
    for (long[] ids : new long[][] {{40, 5, -3}, {-3, 40, 5, 40, -3}, {5, -3, 40}}) {
      try (Simulator sim = Simulator.builder().threads(1).build()) {
        Brain brain = FOUR.build(sim);
        brain.drive(300, ids);
        results.add(spikes(brain.trial(50, 3)));
        brain.silence(ids);
        assertThat(brain.trial(50, 3).ids()).isEmpty();
        brain.unsilence(ids);
        assertThat(spikes(brain.trial(50, 3))).isEqualTo(results.getLast());
      }
    }
    assertThat(results.getFirst()).hasSizeGreaterThan(10);
    assertThat(results.get(1)).isEqualTo(results.getFirst());
    assertThat(results.get(2)).isEqualTo(results.getFirst());
  }

  @Test
  void wrongInputChangesNothing() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Brain brain = FOUR.build(sim);
      int nodes = sim.size();
      requireRefused(() -> brain.drive(100, 5, 77), "no cell 77");
      requireRefused(() -> brain.silence(5, 77), "no cell 77");
      for (double time : new double[] {0, -1, 0.25, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
        requireRefused(() -> brain.driveAt(5, 1, time), "a multiple of the resolution, 0.1 ms");
        requireRefused(() -> brain.trial(time, 1), "a multiple of the resolution, 0.1 ms");
      }
      assertThat(sim.size()).isEqualTo(nodes);
      assertThat(sim.time()).isZero();
      brain.driveAt(5, 3, 1, 7, 0.1 + 0.2);
      assertThat(spikes(brain.trial(6, 1))).containsExactly("5 at 0.5", "5 at 1.2", "5 at 3.2");
      requireRefused(() -> brain.trial(0.05, 1), "above 0");
      // a pause as long as the largest delay and a step, in which cells come to rest, and the trial
      assertThat(sim.time()).isEqualTo(1.8 + 0.1 + 6);
      requireRefused(() -> new Trial(0, new long[0], new double[0]), "longer than 0");
    }
  }

  /// What drives a cell no more leaves no trace: its neighbour's spikes find it refractory again.
  @Test
  void aDriveThatHasEndedLeavesTheRefractoryTime() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Brain brain = FOUR.build(sim);
      brain.nodes().at(1).set("t_ref", 3.5);
      brain.driveAt(5, 1, 2);
      brain.drive(1000, 5, 40);
      brain.trial(10, 1);
      assertThat(brain.nodes().get("t_ref")).containsExactly(0, 0, 2.2, 2.2);
      brain.drive(0, 40, 5);
      brain.trial(10, 1);
      assertThat(brain.nodes().get("t_ref")).containsExactly(2.2, 0, 2.2, 2.2);
      brain.driveAt(5);
      assertThat(brain.trial(10, 1).ids()).isEmpty();
      assertThat(brain.nodes().get("t_ref")).containsExactly(2.2, 3.5, 2.2, 2.2);
    }
  }

  @Test
  void trainsOfTinyProbabilitiesEnd() {
    for (double p : new double[] {1e-15, 1e-19, 1e-25, Double.MIN_VALUE}) {
      assertThat(RandomTrain.steps(1, 2, p, 1000)).isEmpty();
    }
  }

  @Test
  void allBitsOfAnIdDecide() {
    int[] train = RandomTrain.steps(1, IDS[1], 0.1, 1000);
    assertThat(RandomTrain.steps(1, IDS[2], 0.1, 1000)).isNotEqualTo(train);
    assertThat(RandomTrain.steps(1, IDS[1], 0.1, 1000)).isEqualTo(train);
  }
}
