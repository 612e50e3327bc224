package myelin.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/// Runs benchmarks as JMH's own program does, with the same arguments, and prints the results at
/// the end as tables in Markdown, for `benchmarks/README.md`.
///
/// Beside the mean of the iterations, which is JMH's score, is their least: on a shared machine it
/// is the one that other programs have disturbed least. Multiples are of the least.
public final class Main {

  private Main() {}

  /// Runs the benchmarks whose names match, or all.
  public static void main(String[] words) throws Exception {
    String[] args =
        Arrays.stream(words).map(w -> w.equals("--help") ? "-h" : w).toArray(String[]::new);
    if (asks(args)) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
    if (results.isEmpty()) return;
    IO.println("\n| benchmark | parameters | least | mean | unit |\n|---|---|---|---|---|");
    for (RunResult result : results) IO.println(row(result));
    printMultiples(results);
  }

  private static boolean asks(String[] args) throws CommandLineOptionException {
    CommandLineOptions o = new CommandLineOptions(args);
    return o.shouldHelp()
        || o.shouldList()
        || o.shouldListWithParams()
        || o.shouldListProfilers()
        || o.shouldListResultFormats();
  }

  private static String row(RunResult result) {
    Result<?> score = result.getPrimaryResult();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s |",
        name(result.getParams()),
        String.join(", ", parameters(result.getParams()).values()),
        number(least(result)),
        number(score.getScore()),
        score.getScoreUnit().replace("/op", ""));
  }

  /// Class and method.
  private static String name(BenchmarkParams params) {
    return params.getBenchmark().replaceFirst("^.*\\.([^.]+\\.[^.]+)$", "$1");
  }

  private static Map<String, String> parameters(BenchmarkParams params) {
    Map<String, String> values = new TreeMap<>();
    for (String key : params.getParamsKeys()) values.put(key, params.getParam(key));
    return values;
  }

  /// The number with up to three digits.
  private static String number(double x) {
    return String.format(Locale.ROOT, x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : "%.2f", x);
  }

  /// Prints what delivery takes as a multiple of the plainest loop over rows of the same shape.
  private static void printMultiples(Collection<RunResult> results) {
    Map<String, Double> bounds = new TreeMap<>();
    for (RunResult r : results) {
      if (name(r.getParams()).equals("RooflineBenchmark.bound")) bounds.put(shape(r), least(r));
    }
    String head = "\n| rows | loops | delivery | bound | multiple |\n|---|---|---|---|---|";
    for (RunResult r : results) {
      Double bound = bounds.get(shape(r));
      if (!name(r.getParams()).startsWith("DeliveryBenchmark.") || bound == null) continue;
      if (!head.isEmpty()) IO.println(head);
      head = "";
      String loops = name(r.getParams()).replaceFirst(".*\\.", "");
      IO.println(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f ns | %.2f ns | %.1f |",
              shape(r),
              loops,
              least(r),
              bound,
              least(r) / bound));
    }
  }

  private static double least(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private static String shape(RunResult result) {
    return parameters(result.getParams()).getOrDefault("shape", "");
  }
}
