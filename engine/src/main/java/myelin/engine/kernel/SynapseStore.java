package myelin.engine.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Workers;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Model;
import myelin.engine.declare.Receptor;
import myelin.engine.device.ThirdNode;
import myelin.engine.device.WeightRecorder;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import myelin.engine.wiring.TableBuilder;
import myelin.engine.wiring.Wiring;

/// Writes connection tables to a checkpoint, row by row, and builds them again, for as many parts
/// as there are then. Synapses onto a neuron keep their order, since sums of weights depend on it.
final class SynapseStore {

  /// A source's synapses onto the neurons of a part as it was. Delays and weights are one for all
  /// or one a synapse.
  ///
  /// @param last stamp of the source's last spike, for plastic synapses
  /// @param traces of the source's spikes, one number or one a synapse, likewise
  /// @param parameters of the rule, one number or one a synapse, likewise
  private record Row(
      int source,
      int[] target,
      int[] delay,
      double[] weight,
      long last,
      double[][] traces,
      double[][] parameters) {

    int delay(int i) {
      return delay[delay.length == 1 ? 0 : i];
    }

    double weight(int i) {
      return weight[weight.length == 1 ? 0 : i];
    }

    /// With the synapses onto some neurons only.
    Row only(IntPredicate keeps) {
      int n = target.length;
      int[] kept = IntStream.range(0, n).filter(i -> keeps.test(target[i])).toArray();
      if (kept.length == n) return this;
      return new Row(
          source,
          Arrays.stream(kept).map(i -> target[i]).toArray(),
          delay.length == 1 ? delay : Arrays.stream(kept).map(i -> delay[i]).toArray(),
          of(weight, kept),
          last,
          Arrays.stream(traces).map(each -> of(each, kept)).toArray(double[][]::new),
          Arrays.stream(parameters).map(each -> of(each, kept)).toArray(double[][]::new));
    }

    private static double[] of(double[] each, int[] kept) {
      return each.length == 1 ? each : Arrays.stream(kept).mapToDouble(i -> each[i]).toArray();
    }
  }

  /// What the rows of a kind have in common.
  ///
  /// @param shared of each trace whether it is one number a source
  /// @param uniform of each parameter whether it is one for all
  /// @param rows with the synapses onto neurons of this rank
  /// @param any whether there are synapses on any rank
  private record Kind(
      TableKey key,
      SynapseModel model,
      boolean[] shared,
      boolean[] uniform,
      List<Row> rows,
      boolean any) {

    /// With the rows of another rank, too. What only one of them keeps once for a source is kept
    /// for each synapse.
    Kind and(Kind other) {
      boolean some = any || other.any;
      if (other.rows.isEmpty()) return new Kind(key, model, shared, uniform, rows, some);
      if (rows.isEmpty())
        return new Kind(key, model, other.shared, other.uniform, other.rows, some);
      List<Row> all = new ArrayList<>(rows);
      all.addAll(other.rows);
      boolean[] both = shared.clone();
      for (int t = 0; t < both.length; t++) both[t] &= other.shared[t];
      return new Kind(key, model, both, uniform, all, some);
    }
  }

  /// In place of a source, after the last row.
  private static final int END = 0;

  private final Kernel kernel;
  private final Nodes nodes;
  private final Wiring wiring;

  SynapseStore(Kernel kernel) {
    this.kernel = kernel;
    nodes = kernel.nodes;
    wiring = kernel.wiring;
  }

  void save(CheckpointWriter out) throws IOException {
    out.section("synapses");
    out.put(wiring.keys().size());
    for (int k = 0; k < wiring.keys().size(); k++) {
      TableKey key = wiring.keys().get(k);
      out.put(wiring.model(key).name());
      out.put(key.kind().name());
      out.put(key.model(), key.channel(), key.synapse(), key.recorder(), key.third());
      out.put(key.weight());
      out.put(key.birth());
      save(k, out);
    }
  }

  /// Saves the synapses of kind number `k`. Parts may differ in which numbers they keep once for
  /// all synapses; a number is saved once if all parts keep it so.
  private void save(int k, CheckpointWriter out) throws IOException {
    ConnectionTable[] tables = new ConnectionTable[kernel.parts];
    PlasticTable first = PlasticTable.EMPTY;
    boolean[] shared = {};
    boolean[] uniform = {};
    for (int p = 0; p < tables.length; p++) {
      tables[p] = wiring.byKey(p)[k];
      if (!(tables[p] instanceof PlasticTable t) || t.size() == 0) continue;
      if (first.size() == 0) {
        first = t;
        shared = all(t.traces().length);
        uniform = all(t.parameters());
      }
      for (int c = 0; c < uniform.length; c++) uniform[c] &= same(first.column(c), t.column(c));
      for (int i = 0; i < shared.length; i++) shared[i] &= same(first, t, i);
    }
    out.put(shared.length);
    for (boolean flag : shared) out.put(flag);
    out.put(uniform.length);
    for (boolean flag : uniform) out.put(flag);
    for (int p = 0; p < tables.length; p++) {
      for (int r = 0; r < tables[p].rows(); r++) {
        if (tables[p].length(r) == 0) continue;
        save(tables[p], r, p, out);
        if (tables[p] instanceof PlasticTable t) save(t, r, shared, uniform, out);
      }
    }
    out.put(END);
  }

  private static boolean same(SynapseColumn a, SynapseColumn b) {
    return a.uniform()
        && b.uniform()
        && Double.doubleToRawLongBits(a.at(0)) == Double.doubleToRawLongBits(b.at(0));
  }

  /// Whether trace number `i` is the same for all synapses of a source in two parts.
  private static boolean same(PlasticTable a, PlasticTable b, int i) {
    String initial = a.traces()[i].name();
    return a.traces()[i].shared()
        && b.traces()[i].shared()
        && a.traces()[i].tau(0) == b.traces()[i].tau(0)
        && same(a.parameter(initial), b.parameter(initial));
  }

  private static boolean[] all(int n) {
    boolean[] flags = new boolean[n];
    Arrays.fill(flags, true);
    return flags;
  }

  private void save(ConnectionTable table, int r, int part, CheckpointWriter out)
      throws IOException {
    int from = table.begin(r);
    int n = table.length(r);
    int[] whole = new int[n];
    out.put(table.source(r));
    table.targets(r, whole);
    Population population = wiring.population(part, table.key);
    for (int i = 0; i < n; i++) whole[i] = population.id(whole[i]);
    out.put(whole);
    table.delays(r, whole);
    out.put(whole, table.oneDelay() ? 1 : n);
    double[] each = new double[n];
    for (int i = 0; i < n; i++) each[i] = table.weight(from + i);
    out.put(each, table.key.uniform() ? 1 : n);
  }

  private static void save(
      PlasticTable table, int r, boolean[] shared, boolean[] uniform, CheckpointWriter out)
      throws IOException {
    int from = table.begin(r);
    double[] each = new double[table.length(r)];
    out.put(table.last()[r]);
    for (int t = 0; t < shared.length; t++) {
      for (int i = 0; i < each.length; i++) each[i] = table.traces()[t].at(from + i, r);
      out.put(each, shared[t] ? 1 : each.length);
    }
    for (int c = 0; c < uniform.length; c++) {
      for (int i = 0; i < each.length; i++) each[i] = table.column(c).at(from + i);
      out.put(each, uniform[c] ? 1 : each.length);
    }
  }

  /// Builds the tables.
  ///
  /// @param files those of all ranks that there were
  /// @param models finds a model by its name
  void load(List<CheckpointReader> files, Function<String, Model> models) throws IOException {
    for (CheckpointReader in : files) in.section("synapses");
    List<Map<TableKey, TableBuilder>> builders = new ArrayList<>();
    for (int p = 0; p < kernel.parts; p++) builders.add(new LinkedHashMap<>());
    List<Kind> plastic = new ArrayList<>();
    CheckpointReader first = files.getFirst();
    int n = first.whole();
    for (CheckpointReader in : files.subList(1, files.size())) {
      in.require(in.whole() == n, "it has other kinds of synapses than the first file");
    }
    for (int k = 0; k < n; k++) {
      Kind kind = kind(first, models);
      first.require(!wiring.keys().contains(kind.key()), "synapses of one kind stand apart");
      for (CheckpointReader in : files.subList(1, files.size())) {
        Kind more = kind(in, models);
        in.require(more.key().equals(kind.key()), "it has other synapses than the first file");
        kind = kind.and(more);
      }
      wiring.kinds().register(kind.key(), kind.model());
      Kind all = kind;
      if (!all.any()) continue;
      Workers.forEach(kernel.parts, kernel.parts, p -> build(p, all, builders.get(p)));
      if (isPlastic(all.key())) plastic.add(all);
    }
    wiring.adopt(builders, kernel.parts);
    for (Kind kind : plastic) {
      Workers.forEach(kernel.parts, kernel.parts, p -> restore(kind, builders.get(p)));
    }
  }

  private Kind kind(CheckpointReader in, Function<String, Model> models) throws IOException {
    if (!(models.apply(in.text()) instanceof SynapseModel model)) throw damaged(in);
    TableKey.Kind kind = TableKey.Kind.valueOf(in.text());
    int[] head = in.wholes();
    if (head.length != 5 || head[0] < 0 || head[0] >= nodes.models().size()) throw damaged(in);
    TableKey key =
        new TableKey(
            head[0], head[1], head[2], kind, in.real(), head[3], head[4], in.step(kernel.now));
    require(key, model, in);
    boolean[] shared = in.flags();
    boolean[] uniform = in.flags();
    int rule = model.keepsColumns() ? model.columns().size() : 0;
    in.require(uniform.length <= rule && (shared.length == 0 || rule > 0), "there is no such rule");
    List<Row> rows = new ArrayList<>();
    boolean any = false;
    for (int source = in.whole(); source != END; source = in.whole()) {
      Row row =
          new Row(
              source,
              in.wholes(),
              in.wholes(),
              in.reals(),
              isPlastic(key) ? in.wide() : 0,
              reals(in, shared.length),
              reals(in, uniform.length));
      require(row, key, model, in);
      any = true;
      Row here = nodes.ranks().isAlone() ? row : row.only(nodes::isHere);
      if (here.target().length > 0) rows.add(here);
    }
    return new Kind(key, model, shared, uniform, rows, any);
  }

  /// Refuses a kind of synapses that is not possible.
  private void require(TableKey key, SynapseModel model, CheckpointReader in) {
    boolean fits = isPlastic(key) || !model.keepsColumns();
    fits &= model.signal().isEmpty() && key.synapse() >= 0;
    List<Channel> channels = nodes.models().get(key.model()).channels();
    fits &= key.channel() == Receptor.IGNORED || channelTakesSpikes(channels, key.channel());
    fits &= key.recorder() == 0 || nodes.device(key.recorder(), WeightRecorder.class).isPresent();
    boolean third = nodes.device(key.third(), ThirdNode.class).isPresent();
    fits &= model.third().isPresent() == third && third == (key.third() != 0);
    if (!fits || !Double.isFinite(key.weight())) throw damaged(in);
  }

  private static boolean isPlastic(TableKey key) {
    return key.kind() == TableKey.Kind.PLASTIC;
  }

  private static boolean channelTakesSpikes(List<Channel> channels, int channel) {
    return channel >= 0
        && channel < channels.size()
        && channels.get(channel).content() != Channel.Content.CURRENT;
  }

  private static double[][] reals(CheckpointReader in, int n) throws IOException {
    double[][] all = new double[n][];
    for (int i = 0; i < n; i++) all[i] = in.reals();
    return all;
  }

  private void require(Row row, TableKey key, SynapseModel model, CheckpointReader in) {
    int n = row.target().length;
    boolean fits = row.source() >= 1 && row.source() <= nodes.size() && n > 0;
    fits &= row.delay().length == 1 || row.delay().length == n;
    fits &= row.weight().length == 1 || row.weight().length == n;
    for (int id : row.target())
      fits &= id >= 1 && id <= nodes.size() && nodes.model(id) == key.model();
    for (int d : row.delay()) fits &= d >= 1 && d <= ConnectionTable.DELAY_LIMIT;
    for (double w : row.weight()) fits &= Double.isFinite(w);
    if (fits && key.uniform()) fits = row.weight().length == 1 && row.weight(0) == key.weight();
    // those that hear a third node may have been brought up to date to the end of a slice
    long latest = kernel.now + (key.third() > 0 ? ConnectionTable.DELAY_LIMIT : 0);
    if (isPlastic(key)) fits &= row.last() >= 0 && row.last() <= latest;
    for (double[] trace : row.traces()) fits &= trace.length == 1 || trace.length == n;
    for (double[] trace : row.traces()) in.finite(trace);
    for (int c = 0; c < row.parameters().length; c++) {
      double[] values = row.parameters()[c];
      fits &= values.length == 1 || values.length == n;
      for (double v : values) model.columns().get(c).require(model.name(), v);
    }
    if (!fits) throw damaged(in);
  }

  private static BadInput damaged(CheckpointReader in) {
    return in.refuse("it is damaged: there are no such synapses");
  }

  private void build(int part, Kind kind, Map<TableKey, TableBuilder> builders) {
    TableBuilder b = new TableBuilder(wiring.kinds().newTable(kind.key()));
    int lowest = Integer.MAX_VALUE;
    int highest = 0;
    for (Row row : kind.rows()) {
      lowest = Math.min(lowest, row.source());
      highest = Math.max(highest, row.source());
      for (int d : row.delay()) b.delays(d, d);
    }
    if (highest > 0) b.reach(lowest, highest);
    for (Row row : kind.rows()) {
      for (int id : row.target()) if (nodes.part(id) == part) b.count(row.source());
    }
    b.allocate(wiring.population(part, kind.key()).isWide());
    int number = 0;
    for (Row row : kind.rows()) {
      for (int i = 0; i < row.target().length; i++, number++) {
        int id = row.target()[i];
        if (nodes.part(id) != part) continue;
        int at = b.fill(row.source(), nodes.local(id), row.weight(i), row.delay(i));
        if (kind.shared().length > 0) b.tag(row.source(), at, number);
        for (int c = 0; c < kind.uniform().length; c++) {
          double[] values = row.parameters()[c];
          double value = values[values.length == 1 ? 0 : i];
          ((PlasticTable) b.table()).column(c).put(at, value);
        }
      }
    }
    builders.put(kind.key(), b);
  }

  /// Puts back what plastic synapses know of their sources' spikes.
  private static void restore(Kind kind, Map<TableKey, TableBuilder> builders) {
    TableBuilder builder = Objects.requireNonNull(builders.get(kind.key()));
    PlasticTable table = (PlasticTable) builder.table();
    int[] place = new int[kind.rows().stream().mapToInt(r -> r.target().length).sum()];
    Arrays.fill(place, -1);
    for (int r = 0; r < builder.tags().length; r++) {
      int[] tags = builder.tags()[r];
      for (int i = 0; i < tags.length; i++) place[tags[i]] = table.begin(r) + i;
    }
    int number = 0;
    for (Row row : kind.rows()) {
      int r = table.row(row.source());
      if (r < 0) {
        number += row.target().length;
        continue;
      }
      table.last()[r] = row.last();
      for (int t = 0; t < kind.shared().length; t++) {
        SourceTrace trace = table.traces()[t];
        double[] was = row.traces()[t];
        if (kind.shared()[t]) {
          trace.values()[r] = was[0];
          continue;
        }
        for (int i = 0; i < row.target().length; i++) {
          if (place[number + i] < 0) continue;
          trace.put(place[number + i], was[was.length == 1 ? 0 : i]);
        }
      }
      number += row.target().length;
    }
  }
}
