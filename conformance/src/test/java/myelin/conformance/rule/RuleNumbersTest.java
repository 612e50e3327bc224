package myelin.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.conformance.harness.Boundaries;
import myelin.conformance.harness.Look;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every connection rule with numbers at the boundaries of what can be, with and without autapses
/// and multapses, between collections of none, one and several nodes that share some: it makes what
/// it says, or is refused by name and number, with nothing made.
class RuleNumbersTest {

  private static final double[] NUMBERS = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    -1,
    -Double.MIN_VALUE,
    0,
    Double.MIN_VALUE,
    0.5,
    1,
    Math.nextUp(1.0),
    3,
    4,
    1e9,
    Integer.MAX_VALUE,
    0x1p31,
    0x1p63,
    Double.POSITIVE_INFINITY
  };

  private record Case(
      String name, double number, boolean autapses, boolean multapses, int[] of, int[] to) {

    /// Ignored for rules without a number.
    boolean numbered() {
      return !name.equals("all_to_all") && !name.equals("one_to_one");
    }

    ConnectionRule rule() {
      ConnectionRule rule = ConnectionRule.named(name, number);
      if (!autapses) rule = rule.withoutAutapses();
      return multapses ? rule : rule.withoutMultapses();
    }

    void require() {
      try (Simulator sim = Simulator.builder().threads(1).build()) {
        NodeCollection nodes = sim.create("parrot_neuron", 5);
        NodeCollection sources = nodes.at(of);
        NodeCollection targets = nodes.at(to);
        Map<String, Object> before = Look.of(sim);
        try {
          sim.connect(sources, targets, rule());
        } catch (BadInput e) {
          requireWords(e);
          assertThat(Look.difference(before, Look.of(sim))).as("%s", this).isEmpty();
          return;
        }
        requireMade(sim.connections());
        sim.simulate(1);
      }
    }

    private void requireWords(BadInput e) {
      String message = String.valueOf(e.getMessage());
      if (of.length == 0 || to.length == 0) {
        if (e.kind() == BadInput.Kind.LENGTH) return;
      }
      assertThat(message).as("%s", this).contains(name);
      if (numbered() && e.kind() != BadInput.Kind.MEMORY) {
        assertThat(Boundaries.shows(message, number)).as("%s: %s", this, message).isTrue();
      }
    }

    /// The degrees are what the rule says, and what is forbidden is not there.
    private void requireMade(Connections made) {
      int[] sources = made.source();
      int[] targets = made.target();
      List<String> pairs = new ArrayList<>();
      for (int e = 0; e < made.size(); e++) {
        boolean back = name.startsWith("symmetric") && joins(targets[e], sources[e]);
        assertThat(back || joins(sources[e], targets[e])).as("%s", this).isTrue();
        if (!autapses) assertThat(sources[e]).as("%s", this).isNotEqualTo(targets[e]);
        pairs.add(sources[e] + " " + targets[e]);
      }
      if (!multapses && !name.startsWith("symmetric") && !name.endsWith("poisson")) {
        assertThat(pairs).as("%s", this).doesNotHaveDuplicates();
      }
      switch (name) {
        case "fixed_indegree" -> requireDegrees(targets, to);
        case "fixed_outdegree" -> requireDegrees(sources, of);
        case "fixed_total_number" -> assertThat((double) made.size()).isEqualTo(number);
        default -> {
          if (number == 0 && numbered()) assertThat(made.size()).as("%s", this).isZero();
        }
      }
    }

    private boolean joins(int source, int target) {
      return Arrays.binarySearch(of, source - 1) >= 0 && Arrays.binarySearch(to, target - 1) >= 0;
    }

    private void requireDegrees(int[] ids, int[] places) {
      for (int place : places) {
        assertThat((double) Arrays.stream(ids).filter(id -> id == place + 1).count())
            .as("%s", this)
            .isEqualTo(number);
      }
    }

    @Override
    public String toString() {
      return "%s(%s), autapses %s, multapses %s, from %s to %s"
          .formatted(name, number, autapses, multapses, Arrays.toString(of), Arrays.toString(to));
    }
  }

  @TestFactory
  Stream<DynamicTest> aNumberIsTakenOrRefused() {
    int[][][] nodes = {
      {{0, 1, 2}, {1, 2, 3, 4}},
      {{0, 1, 2}, {0, 1, 2}},
      {{0}, {0}},
      {{0}, {3}},
      {{}, {1}},
      {{1}, {}}
    };
    return ConnectionRule.names().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  for (double number : NUMBERS) {
                    for (int k = 0; k < 4; k++) {
                      for (int[][] n : nodes) {
                        new Case(name, number, k % 2 == 0, k < 2, n[0], n[1]).require();
                      }
                    }
                  }
                }));
  }
}
