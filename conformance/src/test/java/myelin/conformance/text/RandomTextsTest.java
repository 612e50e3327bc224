package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random models that are compiled do what their texts mean, and the same to the bit for any number
/// of threads, before and after a checkpoint, whoever else is in the block. Runs 16 texts; more
/// with `-Dnestml.models=1000`, others with `-Dnestml.seed=7`.
///
/// Some texts are chaotic: what they do soon depends on how their sums are rounded. So the slow
/// neuron runs twice, the second time with other last digits in its parameters and input; how far
/// the two are apart is what rounding may make, and from where that is much nothing is compared.
class RandomTextsTest {

  private static final int MODELS = Integer.getInteger("nestml.models", 16);
  private static final long SEED = Long.getLong("nestml.seed", 1);
  private static final int STEPS = 300;
  private static final int CELLS = 5;

  /// By which part parameters and input differ in the second run.
  private static final double NUDGE = 1e-12;

  /// So many times the distance of the two runs is allowed, which is not the worst one.
  private static final double MARGIN = 10;

  /// From where the two runs are so far apart nothing is compared.
  private static final double CHAOS = 1e-6;

  @TempDir private Path folder;

  /// How many steps of neurons were compared.
  private long compared;

  @Test
  void compiledModelsDoWhatTheirTextsMean() {
    int fired = 0;
    List<String> wrong = new ArrayList<>();
    for (int k = 0; k < MODELS; k++) {
      long seed = SEED * 1_000_000 + k;
      RandomText text = new RandomText(seed);
      try {
        TextNetwork network = new TextNetwork(text.text, kinds(text, seed, k % 3 == 0), STEPS);
        fired += compare(text, network, k);
      } catch (AssertionError | RuntimeException e) {
        wrong.add("model %d:\n%s\n%s".formatted(seed, text.text, told(e)));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(fired).as("spikes in all").isGreaterThan(MODELS);
    assertThat(compared).as("steps compared").isGreaterThan(MODELS * CELLS * STEPS / 2);
  }

  private static List<TextNetwork.Driven> kinds(RandomText text, long seed, boolean alike) {
    Random random = new Random(seed);
    List<TextNetwork.Driven> kinds = new ArrayList<>();
    for (int k = 0; k < CELLS; k++) {
      Map<String, double[]> values = new TreeMap<>();
      if (!alike) {
        values.put("p", new double[] {random.nextDouble() * 2 - 1});
        values.put("tau", new double[] {1 + random.nextInt(8)});
        values.put("theta", new double[] {0.3 + random.nextDouble()});
        if (text.hasList()) values.put("taus", new double[] {1 + k, 3});
      }
      List<TextNetwork.Train> trains = new ArrayList<>();
      for (int port = 0; port < text.receptors(); port++) {
        double sign = text.ports == RandomText.Ports.SIGNED && port == 1 ? -1 : 1;
        trains.add(
            new TextNetwork.Train(
                text.receptor(port),
                sign * (0.2 + random.nextDouble()),
                random.ints(6, 1, STEPS - 15).distinct().sorted().toArray()));
      }
      double current = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 2000 - 500;
      int from = 10 + random.nextInt(50);
      int to = from + 20 + random.nextInt(STEPS);
      kinds.add(new TextNetwork.Driven(values, trains, new double[] {current}, from, to));
    }
    return kinds;
  }

  private static String told(Throwable e) {
    if (e instanceof AssertionError) return e.toString();
    StackTraceElement[] trace = e.getStackTrace();
    return e + " at " + List.of(trace).subList(0, Math.min(12, trace.length));
  }

  private int compare(RandomText text, TextNetwork network, int k) {
    Path file = folder.resolve("saved");
    Map<String, double[]> seen = network.run(CELLS, 1, 0, file);
    Map<String, double[]> others =
        network.run(k % 20 == 7 ? 270 : 13, 1 + k % 4, 1 + 37 * k % (STEPS - 1), file);
    for (String name : seen.keySet()) {
      double[] one = seen.get(name);
      int differs = Arrays.mismatch(one, others.get(name));
      assertThat(differs)
          .as("where %s differs among others, %d threads, saved", name, 1 + k % 4)
          .isEqualTo(-1);
    }
    int fired = 0;
    for (int i = 0; i < CELLS; i++) {
      String of = " of " + i;
      Map<String, double[]> mine = new TreeMap<>();
      seen.forEach((name, v) -> {
        if (name.endsWith(of)) mine.put(name.substring(0, name.length() - of.length()), v);
      });
      double[] spikes = mine.remove("spikes");
      Map<String, double[]> expected = network.reference(i, mine.keySet(), STEPS, 0);
      Map<String, double[]> nudged = network.reference(i, mine.keySet(), STEPS, NUDGE);
      double[] apart = apart(expected, nudged);
      int last = chaotic(apart);
      if (text.isUncertain() && spikes.length > 0) last = Math.min(last, (int) spikes[0] - 1);
      for (String name : mine.keySet()) {
        double[] values = mine.get(name);
        double[] right = expected.get(name);
        assertThat(values.length).as(name + of).isEqualTo(right.length);
        for (int s = 0; s < last; s++) {
          double allowed = text.tolerance() * (1 + Math.abs(right[s])) + MARGIN * apart[s];
          assertThat(values[s])
              .as("%s%s after step %d", name, of, s + 1)
              .isCloseTo(right[s], within(allowed));
        }
      }
      assertThat(until(last, spikes))
          .as("spikes" + of)
          .isEqualTo(until(last, expected.get("spikes")));
      fired += spikes.length;
      compared += last;
    }
    return fired;
  }

  /// The largest distance of two runs up to each step.
  private static double[] apart(Map<String, double[]> one, Map<String, double[]> other) {
    double[] apart = new double[STEPS];
    for (String name : one.keySet()) {
      if (name.equals("spikes")) continue;
      double most = 0;
      for (int s = 0; s < STEPS; s++) {
        double distance = Math.abs(one.get(name)[s] - other.get(name)[s]);
        most = Math.max(most, distance / (1 + Math.abs(one.get(name)[s])));
        apart[s] = Math.max(apart[s], most);
      }
    }
    return apart;
  }

  /// How many steps two runs are near each other.
  private static int chaotic(double[] apart) {
    int s = 0;
    while (s < STEPS && apart[s] < CHAOS) s++;
    return s;
  }

  private static double[] until(int last, double[] spikes) {
    return Arrays.stream(spikes).filter(t -> t <= last).toArray();
  }
}
