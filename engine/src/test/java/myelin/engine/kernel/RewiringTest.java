package myelin.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.coupling.Relaxation;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Still;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Places;
import myelin.engine.wiring.Recipe;
import myelin.engine.wiring.Selection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random programs of changes of weights and delays, and of synapses that are taken out. The oracle
/// is a list of synapses for each row, all of which are made anew each time. Weights are multiples
/// of an eighth, so that sums are exact.
class RewiringTest {

  private static final int NEURONS = 300;
  private static final int STEPS = 60;

  /// Neuron `id` fires in every step whose number is a multiple of its id.
  private static final class Clock extends Still {
    @Override
    public void step(long t, Input input, SpikeOutbox out) {
      super.step(t, input, out);
      for (int i = 0; i < size(); i++) if (t % id(i) == 0) fire(i, t, out);
    }
  }

  /// A synapse: what it is, and the kind that it is to belong to.
  private static final class Synapse {
    final int target;
    double weight;
    int delay;
    int goal;

    Synapse(int target, double weight, int delay) {
      this.target = target;
      this.weight = weight;
      this.delay = delay;
    }
  }

  private record Row(int part, int kind, int source) {}

  /// Synapses that were looked up, in their order.
  private record Found(Selection selection, List<Synapse> synapses) {}

  private static final int NONE = -1;

  private SplittableRandom random = new SplittableRandom(1);
  private Kernel kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, 1, 0, Relaxation.DEFAULT);
  private Ids all = Ids.range(1, 0);
  private Map<Row, List<Synapse>> rows = new HashMap<>();

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 3", "3, 4", "1, 5", "3, 6"})
  void synapsesComeToWhereBuildingAllRowsPutsThem(int parts, int seed) {
    random = new SplittableRandom(seed);
    kernel = new Kernel(Ranks.ALONE, new TimeGrid(0.1), 1, parts, 0, Relaxation.DEFAULT);
    all = kernel.create(Still.model("clock", Clock::new), NEURONS);
    kernel.connect(call(10_000, 0.5, Optional.empty(), true));
    kernel.connect(call(800, 0.75, Optional.empty(), false));
    kernel.connect(call(2000, 0, Optional.of(() -> this::draw), true));
    kernel.build();
    rows = read();
    List<Found> found = new ArrayList<>(List.of(look(all, all)));
    for (int round = 0; round < 15; round++) {
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        if (random.nextInt(12) == 0) found.clear();
        if (found.size() < 3) found.add(look(all, some()));
        change(found.get(random.nextInt(found.size())));
        for (Found f : found) requireValues(f);
      }
      kernel.build();
      move();
      if (random.nextInt(3) == 0) grow();
      requireRows(read());
      for (Found f : found) requirePlaces(f);
    }
    kernel.run(STEPS, now -> false);
    requireInput();
  }

  /// Makes more synapses of the first kind.
  private void grow() {
    int n = random.nextInt(1, 400);
    int[] source = random.ints(n, 1, NEURONS + 1).toArray();
    int[] target = random.ints(n, 1, NEURONS + 1).toArray();
    kernel.connect(call(source, target, 0.5, Optional.empty(), true));
    kernel.build();
    for (int e = 0; e < n; e++) {
      Row row = new Row(kernel.nodes.part(target[e]), 0, source[e]);
      rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(new Synapse(target[e], 0.5, 3));
    }
    move();
  }

  private Ids some() {
    int first = random.nextInt(1, NEURONS);
    return Ids.range(first, random.nextInt(1, NEURONS - first + 1));
  }

  private void draw(EdgeBatch batch) {
    batch.ensureValues();
    for (int e = 0; e < batch.size(); e++) {
      int x = (int) (batch.ordinal(e) * 31 % 97);
      batch.put(e, (x - 48) / 8.0, 1 + x % 7);
    }
  }

  private ConnectCall call(
      int n, double weight, Optional<Supplier<ConnectCall.Values>> values, boolean countable) {
    int[] source = random.ints(n, 1, NEURONS + 1).toArray();
    int[] target = random.ints(n, 1, NEURONS + 1).toArray();
    return call(source, target, weight, values, countable);
  }

  private ConnectCall call(
      int[] source,
      int[] target,
      double weight,
      Optional<Supplier<ConnectCall.Values>> values,
      boolean countable) {
    int n = source.length;
    Recipe recipe =
        owned ->
            new Recipe.Cursor() {
              private int e;

              @Override
              public boolean next(EdgeBatch batch) {
                for (; e < n && batch.size() < 100; e++) {
                  if (owned.test(target[e])) batch.add(source[e], target[e], e);
                }
                return batch.size() > 0;
              }
            };
    return new ConnectCall(
        recipe,
        all,
        0,
        0,
        SynapseModel.NONE,
        0,
        weight,
        3,
        new double[0],
        values,
        Optional.empty(),
        countable,
        0,
        0,
        0);
  }

  /// What is in the tables.
  private Map<Row, List<Synapse>> read() {
    Map<Row, List<Synapse>> found = new HashMap<>();
    for (int p = 0; p < kernel.parts; p++) {
      for (int k = 0; k < kernel.wiring.keys().size(); k++) {
        ConnectionTable table = kernel.wiring.byKey(p)[k];
        for (int r = 0; r < table.rows(); r++) {
          int from = table.begin(r);
          int n = table.length(r);
          if (n == 0) continue;
          int[] target = new int[n];
          int[] delay = new int[n];
          table.targets(r, target);
          table.delays(r, delay);
          List<Synapse> row = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            int id = kernel.populations[p][0].id(target[i]);
            row.add(new Synapse(id, table.weight(from + i), delay[i]));
            row.getLast().goal = k;
          }
          found.put(new Row(p, k, table.source(r)), row);
        }
      }
    }
    return found;
  }

  private Found look(Ids sources, Ids targets) {
    kernel.build();
    move();
    Selection selection = kernel.select(sources, targets, -1);
    List<Synapse> synapses = new ArrayList<>();
    for (int e = 0; e < selection.size(); e++) synapses.add(at(selection, e));
    return new Found(selection, synapses);
  }

  private Synapse at(Selection selection, int e) {
    Row row = new Row(Places.part(selection, e), Places.home(selection, e), selection.source(e));
    return rows.get(row).get(Places.inRow(selection, e));
  }

  /// Changes some synapses, sometimes more than may wait.
  private void change(Found found) {
    int n = found.selection().size();
    if (n == 0) return;
    int most = random.nextInt(8) == 0 ? Places.FEW + 500 : random.nextInt(1, 20);
    int[] places =
        random
            .ints(Math.min(most, n), 0, n)
            .distinct()
            .filter(place -> found.synapses().get(place).goal != NONE)
            .toArray();
    if (places.length == 0) return;
    Selection selection = found.selection().at(places);
    if (places.length > Places.FEW) {
      kernel.build();
      move();
    }
    switch (random.nextInt(12)) {
      case 0 -> {
        selection.remove();
        for (int place : places) found.synapses().get(place).goal = NONE;
      }
      case 1, 2, 3 -> {
        int[] delays = random.ints(random.nextBoolean() ? 1 : places.length, 1, 9).toArray();
        if (random.nextInt(3) > 0) delays = new int[] {3};
        if (random.nextInt(15) == 0) delays = new int[] {300};
        selection.delays(delays);
        for (int k = 0; k < places.length; k++) {
          found.synapses().get(places[k]).delay = delays[delays.length == 1 ? 0 : k];
        }
      }
      default -> {
        double[] weights = random.ints(places.length, -20, 20).mapToDouble(w -> w / 8.0).toArray();
        if (random.nextInt(4) > 0) weights = new double[] {random.nextInt(1, 9) / 4.0};
        selection.weights(weights);
        for (int k = 0; k < places.length; k++) {
          Synapse s = found.synapses().get(places[k]);
          s.weight = weights[weights.length == 1 ? 0 : k];
          s.goal = selection.kind(k);
        }
      }
    }
    if (places.length > Places.FEW) move();
  }

  /// Makes all rows anew: synapses in order of the kinds that they come from, then sorted by delay;
  /// in a set of bits the targets ascending, then repeated ones.
  private void move() {
    Map<Row, List<Synapse>> old = rows;
    rows = new HashMap<>();
    List<Row> from = new ArrayList<>(old.keySet());
    from.sort(Comparator.comparingInt(Row::kind));
    for (Row row : from) {
      for (Synapse s : old.getOrDefault(row, List.of())) {
        if (s.goal == NONE) continue;
        Row to = new Row(row.part(), s.goal, row.source());
        rows.computeIfAbsent(to, _ -> new ArrayList<>()).add(s);
      }
    }
    rows.forEach((row, those) -> {
      those.sort(Comparator.comparingInt(s -> s.delay));
      if (!kernel.wiring.byKey(row.part())[row.kind()].isPacked()) return;
      Set<Integer> seen = new HashSet<>();
      List<Synapse> repeated = new ArrayList<>(those);
      repeated.removeIf(s -> seen.add(s.target));
      those.removeAll(repeated);
      those.sort(Comparator.comparingInt(s -> s.target));
      those.addAll(repeated);
    });
  }

  private static String text(List<Synapse> row) {
    StringBuilder text = new StringBuilder();
    for (Synapse s : row) {
      text.append(s.target).append(' ').append(s.weight).append(' ').append(s.delay).append("; ");
    }
    return text.toString();
  }

  private void requireRows(Map<Row, List<Synapse>> found) {
    assertThat(found.keySet()).isEqualTo(rows.keySet());
    rows.forEach((row, those) -> {
      List<Synapse> is = found.getOrDefault(row, List.of());
      if (!text(is).equals(text(those))) throw new AssertionError(row + " is " + text(is));
    });
  }

  private void requirePlaces(Found found) {
    requireValues(found);
    for (int e = 0; e < found.synapses().size(); e++) {
      if (found.synapses().get(e).goal == NONE) continue;
      if (at(found.selection(), e) == found.synapses().get(e)) continue;
      throw new AssertionError("synapse %d is not where it should be".formatted(e));
    }
  }

  private static void requireValues(Found found) {
    for (int e = 0; e < found.synapses().size(); e++) {
      Synapse s = found.synapses().get(e);
      Selection is = found.selection();
      if (s.goal == NONE) continue;
      if (is.target(e) == s.target && is.weight(e) == s.weight && is.delay(e) == s.delay) continue;
      throw new AssertionError("synapse %d is another".formatted(e));
    }
  }

  private void requireInput() {
    double[] sum = new double[NEURONS + 1];
    rows.forEach((row, those) -> {
      for (Synapse s : those) {
        int times = s.delay < STEPS ? (STEPS - s.delay - 1) / row.source() + 1 : 0;
        sum[s.target] += s.weight * times;
      }
    });
    for (int id = 1; id <= NEURONS; id++) assertThat(kernel.read(id, 0)).isEqualTo(sum[id]);
  }
}
