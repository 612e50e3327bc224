package myelin.conformance.text;

import static myelin.Names.iaf_psc_exp;
import static myelin.Names.one_to_one;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_generator;
import static myelin.Names.weight_recorder;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `random_binomial` draws what so many single trials give, in neurons and in synapses; so
/// `quantal_stp_synapse` releases as if each site were tried by itself. Seeds are fixed.
class BinomialNumbersTest {

  private static final double FEWEST = 10;
  private static final double LEAST = 1e-5;

  /// `quantal_stp_synapse` with a draw for each site.
  private static final String SITE_BY_SITE =
      """
      model sites_synapse:
        state:
          w real = 1
          u real = 0.5
          a integer = 1
          fired real = 0
        parameters:
          d ms = 1 ms
          U real = 0.5
          tau_fac ms = 0 ms
          tau_rec ms = 800 ms
          n integer = 1
        input:
          pre_spikes <- spike
        output:
          spike(weight real, delay ms)
        onReceive(pre_spikes):
          fired = 1
          released integer = 0
          k integer = 0
          for k in 0 ... a step 1:
            if random_uniform(0, 1) < u:
              released += 1
          if released > 0:
            a -= released
            emit_spike(w * released, d)
        update:
          if fired > 0:
            u = U + u * (1 - U) * (tau_fac > 0 ms ? exp(-timestep() / tau_fac) : 0.0)
            recovers real = -expm1(-timestep() / tau_rec)
            k integer = 0
            for k in a ... n step 1:
              if random_uniform(0, 1) < recovers:
                a += 1
      """;

  @TempDir private Path folder;

  /// Probability of a worse fit to the binomial distribution, with classes of at least 10 expected
  /// numbers.
  private static double goodness(double[] numbers, int trials, double p) {
    BinomialDistribution theory = BinomialDistribution.of(trials, p);
    long[] seen = new long[trials + 1];
    for (double x : numbers) seen[(int) x]++;
    List<Double> expected = new ArrayList<>();
    List<Long> observed = new ArrayList<>();
    double e = 0;
    double used = 0;
    long o = 0;
    long all = 0;
    for (int k = 0; k <= trials; k++) {
      e += numbers.length * theory.probability(k);
      o += seen[k];
      if (e < FEWEST || numbers.length - used - e < FEWEST) continue;
      expected.add(e);
      observed.add(o);
      used += e;
      all += o;
      e = 0;
      o = 0;
    }
    expected.add(numbers.length - used);
    observed.add(numbers.length - all);
    assertThat(expected).hasSizeGreaterThan(1);
    return ChiSquareTest.withDefaults()
        .test(
            expected.stream().mapToDouble(d -> d).toArray(),
            observed.stream().mapToLong(l -> l).toArray())
        .getPValue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.3",
    "5, 0.058",
    "5, 0.5",
    "5, 0.9",
    "8, 0.4",
    "31, 0.5",
    "33, 0.5",
    "100, 0.97",
    "1000, 0.001",
    "1000, 0.3",
    "100000, 0.5",
    "100000, 0.0001",
    "100000, 0.9999"
  })
  void neuronsDrawThem(int trials, double p) {
    String text =
        """
        model drawing:
          state:
            k integer = 0
          parameters:
            n integer = 1
            p real = 0.5
          update:
            k = random_binomial(n, p)
        """;
    Map<String, double[]> values = Map.of("n", new double[] {trials}, "p", new double[] {p});
    TextNetwork.Driven quiet = new TextNetwork.Driven(values, List.of(), new double[0], 0, 0);
    List<TextNetwork.Driven> kinds = new ArrayList<>();
    for (int k = 0; k < 200; k++) kinds.add(quiet);
    double[] numbers =
        new TextNetwork(text, kinds, 100)
            .run(200, 1, 0, folder).values().stream().flatMapToDouble(Arrays::stream).toArray();
    assertThat(numbers).hasSize(20_000);
    assertThat(goodness(numbers, trials, p)).isGreaterThan(LEAST);
  }

  @Test
  void whatIsSureOrImpossibleIsNotDrawn() {
    String text =
        """
        model drawing:
          state:
            none integer = 1
            all integer = 1
            fewer integer = 1
            beyond integer = 1
          update:
            none = random_binomial(7, 0)
            all = random_binomial(7, 1)
            fewer = random_binomial(-3, 0.5)
            beyond = random_binomial(7, 1.5) + 10 * random_binomial(7, -1)
        """;
    TextNetwork.Driven quiet = new TextNetwork.Driven(Map.of(), List.of(), new double[0], 0, 0);
    Map<String, double[]> found = new TextNetwork(text, List.of(quiet), 3).run(4, 1, 0, folder);
    Map.of("none", 0.0, "all", 7.0, "fewer", 0.0, "beyond", 7.0)
        .forEach(
            (name, value) -> assertThat(found.get(name + " of 0")).as(name).containsOnly(value));
  }

  /// Sites have nothing to do with each other: each is ready before a spike with a probability that
  /// follows from the last one, so that the number of those released is binomial.
  @ParameterizedTest
  @ValueSource(strings = {"quantal_stp_synapse", "sites_synapse"})
  void sitesAreReleasedAsIfEachWereTried(String model) throws IOException {
    double[][] given = {
      // n, a, U, u, tau_fac, tau_rec
      {1, 1, 0.5, 0.5, 0, 800},
      {5, 5, 0.4, 0.4, 0, 50},
      {5, 2, 0.1, 0.7, 100, 30},
      {12, 12, 0.8, 0.2, 20, 100},
      {40, 40, 0.6, 0.6, 0, 10}
    };
    for (double[] g : given) sites(model, (int) g[0], (int) g[1], g[2], g[3], g[4], g[5]);
  }

  private void sites(String model, int n, int a, double rest, double u, double fac, double rec)
      throws IOException {
    int sources = 4000;
    int[] times = {10, 20, 50, 55, 80, 300};
    try (Simulator sim = Simulator.builder().seed(8).threads(1).build()) {
      if (model.equals("sites_synapse")) {
        sim.install(Files.writeString(folder.resolve(model + ".nestml"), SITE_BY_SITE));
      }
      double[] at = Arrays.stream(times).asDoubleStream().toArray();
      NodeCollection train = sim.create(spike_generator.with("spike_times", at));
      NodeCollection from = sim.create(parrot_neuron, sources);
      NodeCollection to = sim.create(parrot_neuron, sources);
      NodeCollection recorder = sim.create(weight_recorder);
      sim.connect(train, from);
      Synapse synapse =
          sim.synapse(model)
              .with("n", n)
              .with("a", a)
              .with("U", rest)
              .with("u", u)
              .with("tau_fac", fac)
              .with("tau_rec", rec)
              .recordedBy(recorder);
      sim.connect(from, to, one_to_one(), synapse);
      sim.simulate(400);
      Events events = sim.events(recorder);
      double[][] released = new double[times.length][sources];
      double[] when = events.times();
      double[] weights = events.values("weights");
      int[] senders = events.senders();
      for (int e = 0; e < when.length; e++) {
        int spike = Arrays.binarySearch(times, (int) Math.rint(when[e]) - 1);
        released[spike][senders[e] - from.id(0)] = weights[e];
      }
      double ready = 1;
      int sites = a;
      double probability = u;
      double others = 0; // those that were empty at first become ready, too
      for (int k = 0; k < times.length; k++) {
        if (k > 0) {
          double h = times[k] - times[k - 1];
          probability = rest + probability * (1 - rest) * (fac > 0 ? Math.exp(-h / fac) : 0);
          double recovers = -Math.expm1(-h / rec);
          ready += (1 - ready) * recovers;
          others += (1 - others) * recovers;
        }
        if (a == n || k == 0) {
          assertThat(goodness(released[k], sites, ready * probability))
              .as("spike %d at %d sites", k, n)
              .isGreaterThan(LEAST);
        }
        double expected = probability * (a * ready + (n - a) * others);
        double mean = Arrays.stream(released[k]).average().orElseThrow();
        assertThat(Math.abs(mean - expected)).isLessThan(5 * Math.sqrt(n * 0.25 / sources));
        ready *= 1 - probability;
        others *= 1 - probability;
      }
    }
  }

  /// Targets that only add up take a lost spike as one of weight 0; a weight recorder, which hears
  /// only of those that arrive, has them take each that does.
  @Test
  void lostSpikesAreAsSpikesOfWeightZero() {
    double[] potentials = potentials(1, false);
    assertThat(potentials).isEqualTo(potentials(1, true)).isEqualTo(potentials(2, false));
    assertThat(Arrays.stream(potentials).distinct().count()).isGreaterThan(30);
  }

  private static double[] potentials(int threads, boolean recorded) {
    try (Simulator sim = Simulator.builder().seed(8).threads(threads).build()) {
      NodeCollection from = sim.create(parrot_neuron, 30);
      NodeCollection to = sim.create(iaf_psc_exp, 40);
      sim.connect(sim.create(poisson_generator.with("rate", 60.0), 1), from);
      Synapse synapse = sim.synapse("quantal_stp_synapse").with("n", 5).with("weight", 20);
      sim.connect(from, to, recorded ? synapse.recordedBy(sim.create(weight_recorder)) : synapse);
      sim.simulate(200);
      return to.get("V_m");
    }
  }
}
