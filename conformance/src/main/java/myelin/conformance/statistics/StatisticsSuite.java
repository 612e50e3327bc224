package myelin.conformance.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Compares how networks fire in Myelin and in NEST 3.10: rates, irregularity and correlations of
/// each population, mean, deviation and likeness of what changes without spikes, and plastic
/// weights, from several seeds of each.
///
/// They agree in a measure where Myelin is not farther from NEST than NEST from itself: the median
/// of the distances between a seed of Myelin and one of NEST is at most the largest between two
/// seeds of NEST; and a permutation test of the seeds, at the level [#UNLIKELY] divided by the
/// network's number of measures, does not tell them apart. The latter is the finer test, but needs
/// about ten seeds. How often chance alone makes a network differ, when seeds of both simulators
/// are shuffled: with one seed in 5 of 100 cases, with three in 1, with five in 0.2, with ten in
/// 0.02.
///
/// Method: Gutzen et al. (2018), Reproducible neural network simulations, statistical methods for
/// model validation on the level of network activity data, doi:10.3389/fninf.2018.00090.
public final class StatisticsSuite {

  /// Probability at which chance is ruled out, in any measure of a network.
  static final double UNLIKELY = 0.001;

  /// The most seeds that can be compared.
  public static final int MOST_SEEDS = 10;

  private static final String LINE = "%-9s %-11s %10s %10s %9s %9s %9s %8s  %s";

  private StatisticsSuite() {}

  /// A measure of a population in both simulators.
  ///
  /// @param population its name, or those of two for a measure of the synapses between them
  /// @param measure `rate` (spikes/s), `cv` of intervals, `correlation` or `weight`; `mean`, `sd`
  ///   or `likeness` of a recordable
  /// @param myelin Myelin's mean
  /// @param nest NEST's mean
  /// @param distance median of the Kolmogorov-Smirnov distances between a seed of Myelin and one of
  ///   NEST
  /// @param usual median of the distances between two seeds of NEST
  /// @param largest the largest of them
  /// @param p probability that the seeds of both lie as far apart by chance
  /// @param agrees whether the distance is one that seeds of NEST have among themselves
  public record Row(
      String population,
      String measure,
      double myelin,
      double nest,
      double distance,
      double usual,
      double largest,
      double p,
      boolean agrees) {

    /// A line of the table below [#heading].
    @Override
    public String toString() {
      return LINE.formatted(
          population,
          measure,
          number("%.4f", myelin),
          number("%.4f", nest),
          number("%.3f", distance),
          number("%.3f", usual),
          number("%.3f", largest),
          number("%.2g", p),
          agrees ? "agrees" : "DIFFERS");
    }

    private static String number(String format, double number) {
      return String.format(Locale.ROOT, format, number);
    }
  }

  /// The heading of a table of rows.
  public static String heading() {
    return LINE.formatted(
        "of", "measure", "Myelin", "NEST", "distance", "NEST's", "largest", "p", "verdict");
  }

  /// The networks that NEST was asked about.
  public static List<String> networks() {
    return Reference.networks().propertyNames().stream().filter(Reference::has).toList();
  }

  /// Simulates a network with the seeds 1, 2, ... and compares it with NEST's.
  ///
  /// @throws IllegalArgumentException if there is no such network, or `seeds` is not 1 to
  ///   [#MOST_SEEDS]
  public static List<Row> compare(String network, int seeds, int threads) {
    return compare(DescribedNetwork.named(network), network, seeds, threads);
  }

  /// Compares a network with what NEST got for that of the given name.
  static List<Row> compare(DescribedNetwork network, String reference, int seeds, int threads) {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "seeds = %d: they must be 1 to %d".formatted(seeds, MOST_SEEDS));
    }
    List<Map<String, Map<String, double[]>>> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) runs.add(Measures.of(network, seed, threads));
    JsonNode all = Reference.measures(reference);
    int measures = all.valueStream().mapToInt(JsonNode::size).sum();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> population : all.properties()) {
      String of = population.getKey();
      for (Map.Entry<String, JsonNode> measure : population.getValue().properties()) {
        String what = measure.getKey();
        List<double[]> nest = measure.getValue().valueStream().map(Reference::numbers).toList();
        List<double[]> myelin =
            runs.stream()
                .map(r -> DescribedNetwork.named(DescribedNetwork.named(r, of), what))
                .toList();
        rows.add(row(of, what, Comparison.of(myelin, nest), UNLIKELY / measures));
      }
    }
    return rows;
  }

  private static Row row(String of, String what, Comparison c, double unlikely) {
    boolean agrees = c.distance() <= c.largest() && c.p() > unlikely;
    return new Row(
        of, what, c.myelin(), c.nest(), c.distance(), c.usual(), c.largest(), c.p(), agrees);
  }

  /// Compares networks and writes a table of each, line by line; returns whether all agree.
  ///
  /// @throws IllegalArgumentException as [#compare(String, int, int)]
  public static boolean report(
      List<String> networks, int seeds, int threads, Consumer<String> lines) {
    boolean agree = true;
    for (String name : networks) {
      DescribedNetwork network = DescribedNetwork.named(name);
      lines.accept("%s: %s, seeds 1 to %d".formatted(name, network.title(), seeds));
      lines.accept(heading());
      for (Row row : compare(name, seeds, threads)) {
        lines.accept(row.toString());
        agree &= row.agrees();
      }
      lines.accept("");
    }
    return agree;
  }
}
