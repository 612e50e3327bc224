package myelin.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.CoupledReplay;
import myelin.conformance.harness.CoupledScenario;
import myelin.conformance.harness.PlasticScenario;
import myelin.conformance.harness.Scenario;
import myelin.engine.base.Ranks;

/// Replays all scenarios that NEST has run, with 1, 2 and 3 threads, and reports for each model how
/// far Myelin is from NEST. Several ranks, as `mpirun` starts them, replay each together, with one
/// thread each.
final class Conformance {

  private static final String[] NEURONS = {
    "iaf_cond_exp.json.gz",
    "iaf_psc_alpha.json.gz",
    "iaf_psc_exp.json.gz",
    "iaf_psc_exp_multisynapse.json.gz",
    "iaf_psc_delta.json.gz",
    "hh_psc_alpha_gap.json.gz",
    "parrot_neuron.json",
    "neurons.json.gz",
    "hodgkin_huxley.json.gz",
    "conductances.json.gz",
    "compartments.json.gz",
    "windows.json.gz"
  };

  private static final String[] COUPLED = {
    "hh_psc_alpha_gap", "lin_rate_ipn", "siegert_neuron", "gap_junction",
  };

  private static final String LINE = "%-26s %9s %9s   %-12s %-12s %s";
  private static final int THREADS = 3;

  /// The result for a model: the comparison that came closest to its tolerance.
  private static final class Row {
    private int scenarios;
    private long numbers;
    private double difference;
    private double tolerance = Double.NaN;
    private final List<String> failures = new ArrayList<>();

    void compare(String what, double[] actual, double[] expected, double within) {
      Close.requireAsMany(what, actual, expected);
      numbers += actual.length;
      for (int i = 0; i < actual.length; i++) {
        double d = Math.abs(actual[i] - expected[i]);
        if (!(d <= within)) failures.add("%s [%d] differs by %s".formatted(what, i, d));
        if (within > 0 && !(d / within <= difference / tolerance)) {
          difference = d;
          tolerance = within;
        }
      }
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Ranks ranks;
  private final int every;
  private int scenarios;

  private Conformance(Ranks ranks, int every) {
    this.ranks = ranks;
    this.every = every;
  }

  /// With how many threads each scenario is replayed, one after the other: ranks do so with one.
  private int threads() {
    return ranks.isAlone() ? THREADS : 1;
  }

  /// Writes the table, line by line; returns whether all agree.
  ///
  /// @param ranks those that share each network; the first writes
  /// @param every of so many scenarios one is replayed
  static boolean report(Ranks ranks, int every, Consumer<String> lines) {
    Conformance all = new Conformance(ranks, every);
    for (String resource : NEURONS) {
      for (Scenario s : Scenario.all(resource)) all.replay(s.model(), s::replay);
    }
    for (String resource : PlasticScenario.USUAL) {
      for (PlasticScenario s : PlasticScenario.all(resource)) all.replay(s.model(), s::replay);
    }
    for (PlasticScenario s : PlasticScenario.all(PlasticScenario.UNUSUAL)) {
      all.replay(s.model(), s::replay);
    }
    for (CoupledScenario s : CoupledReplay.all()) {
      all.replay(coupled(s), (threads, close) -> CoupledReplay.replay(s, threads, close));
    }
    for (CoupledScenario s : CoupledScenario.all("rates.json.gz")) {
      all.replay(s.model(), (threads, close) -> CoupledReplay.replay(s, threads, close));
    }
    return all.print(ranks.rank() == 0 ? lines : line -> {});
  }

  private static String coupled(CoupledScenario s) {
    for (String model : COUPLED) if (s.has(model)) return model + ", coupled";
    return "others, coupled";
  }

  /// Runs and compares a scenario with a number of threads.
  private interface Replay {
    void run(int threads, Close close);
  }

  private void replay(String model, Replay scenario) {
    if (scenarios++ % every != 0) return;
    Row row = rows.computeIfAbsent(model, m -> new Row());
    row.scenarios++;
    for (int threads = 1; threads <= threads(); threads++) {
      try {
        scenario.run(threads, row::compare);
      } catch (AssertionError | RuntimeException e) {
        row.failures.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean print(Consumer<String> lines) {
    lines.accept(
        LINE.formatted("model", "scenarios", "numbers", "difference", "tolerance", "")
            .stripTrailing());
    rows.forEach((model, row) ->
        lines.accept(
            LINE.formatted(
                model,
                row.scenarios,
                row.numbers / threads(),
                "%.1e".formatted(row.difference),
                "%.1e".formatted(row.tolerance),
                row.failures.isEmpty() ? "agrees" : "DIFFERS")));
    lines.accept("");
    lines.accept(
        "Each scenario %s; shown is what came closest to its tolerance."
            .formatted(
                ranks.isAlone()
                    ? "with 1, 2 and 3 threads"
                    : "on %d ranks with one thread each".formatted(ranks.size())));
    rows.values().forEach(row -> row.failures.stream().limit(3).forEach(lines));
    return rows.values().stream().allMatch(row -> row.failures.isEmpty());
  }
}
