package myelin.connectome;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import org.jspecify.annotations.Nullable;

/// Who connects to whom, from a table of edges, and what is known of the cells. Immutable; any
/// number of networks can be built of it.
///
/// ```java
/// var fly = Connectome.read(Path.of("connections.csv.gz"), Path.of("neurons.csv.gz"));
/// try (var sim = Simulator.builder().build()) {
///   var brain = fly.build(sim);
///   brain.drive(150, fly.select("cell_type", "sugar"));
///   brain.trial(1000, 1).rates().forEach((id, hz) -> IO.println(id + " " + hz));
/// }
/// ```
public final class Connectome {

  private static final List<String> IDS =
      List.of("root_id", "pt_root_id", "bodyId", "body", "id", "cell", "");

  private final CellIds cells;
  private final Map<String, String[]> annotations;
  private final int[] pre;
  private final int[] post;
  private final double[] synapses;
  private final double[] delays;

  private Connectome(
      CellIds cells,
      Map<String, String[]> annotations,
      int[] pre,
      int[] post,
      double[] synapses,
      double[] delays) {
    this.cells = cells;
    this.annotations = annotations;
    this.pre = pre;
    this.post = post;
    this.synapses = synapses;
    this.delays = delays;
  }

  /// A connectome from arrays.
  ///
  /// @param ids ids of the cells
  /// @param pre ids of the sources, an element for each edge
  /// @param post ids of the targets
  /// @param synapses numbers of synapses, below 0 where they inhibit
  /// @throws BadInput if an id is unknown, a number is not finite, or lengths differ
  public static Connectome of(long[] ids, long[] pre, long[] post, double[] synapses) {
    if (pre.length != post.length || pre.length != synapses.length) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%d sources, %d targets, %d numbers of synapses; there must be as many of each"
              .formatted(pre.length, post.length, synapses.length));
    }
    for (int e = 0; e < synapses.length; e++) {
      if (Double.isFinite(synapses[e])) continue;
      throw new BadInput(
          BadInput.Kind.VALUE, "edge %d (from 0) has %s synapses".formatted(e, synapses[e]));
    }
    CellIds cells = new CellIds(ids);
    return new Connectome(
        cells, Map.of(), cells.places(pre), cells.places(post), synapses.clone(), new double[0]);
  }

  /// Reads a table of edges in CSV, whose columns have names as public tables have them; see
  /// [EdgeColumns#of].
  ///
  /// @param cells a table of the cells, with their ids and any other columns, which are kept as
  ///   annotations
  /// @throws BadInput if a table cannot be read, or names a cell that there is not
  public static Connectome read(Path edges, Path cells) {
    return read(edges, cells, null);
  }

  /// The same of a table of edges alone, whose cells are those that it names, sorted by id.
  public static Connectome read(Path edges) {
    return read(edges, null, null);
  }

  /// Reads tables whose columns have these names.
  public static Connectome read(
      Path edges, @Nullable Path cells, @Nullable EdgeColumns columnsOrUsual) {
    List<String> names = CsvTable.head(edges);
    EdgeColumns columns =
        columnsOrUsual == null
            ? EdgeColumns.of(String.valueOf(edges.getFileName()), names)
            : columnsOrUsual;
    columns.requireApart(String.valueOf(edges.getFileName()));
    CsvTable table = CsvTable.read(edges, columns::has);
    requireRows(table);
    long[] from = table.wholes(columns.pre());
    long[] to = table.wholes(columns.post());
    CsvTable neurons = cells == null ? null : CsvTable.read(cells);
    CellIds known = neurons == null ? new CellIds(CellIds.distinct(from, to)) : ids(neurons);
    Map<String, String[]> annotations = new LinkedHashMap<>();
    if (neurons != null) {
      String id = idColumn(neurons);
      for (String name : neurons.names()) {
        if (!name.equals(id)) annotations.put(name, neurons.texts(name));
      }
    }
    int[] pre = places(known, from, table, columns.pre(), neurons);
    int[] post = places(known, to, table, columns.post(), neurons);
    String where = neurons == null ? "" : neurons.file();
    double[] synapses = signed(table, columns, where, annotations, pre);
    double[] delays = columns.delay().isEmpty() ? new double[0] : table.numbers(columns.delay());
    for (int e = 0; e < delays.length; e++) {
      if (delays[e] > 0) continue;
      throw table.refused(
          e, "%s = %s; a delay is above 0 ms".formatted(columns.delay(), delays[e]));
    }
    return new Connectome(known, annotations, pre, post, synapses, delays);
  }

  private static void requireRows(CsvTable table) {
    if (table.rows() > 0) return;
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s has names of columns, %s, and no rows".formatted(table.file(), table.names()));
  }

  private static CellIds ids(CsvTable neurons) {
    requireRows(neurons);
    try {
      return new CellIds(neurons.wholes(idColumn(neurons)));
    } catch (BadInput e) {
      if (e.kind() != BadInput.Kind.VALUE) throw e;
      throw new BadInput(e.kind(), neurons.file() + ": " + e.getMessage(), e);
    }
  }

  private static String idColumn(CsvTable neurons) {
    return IDS.stream()
        .filter(neurons.names()::contains)
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.FILE,
                "%s: none of the columns %s has the ids of the cells; known names are %s"
                    .formatted(neurons.file(), neurons.names(), IDS)));
  }

  private static int[] places(
      CellIds known, long[] ids, CsvTable table, String column, @Nullable CsvTable neurons) {
    int[] places = new int[ids.length];
    for (int e = 0; e < ids.length; e++) {
      places[e] = known.place(ids[e]);
      if (places[e] != CellIds.UNKNOWN) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_NODE,
          "%s, row %d: %s = %d is none of the %,d cells%s"
              .formatted(
                  table.file(),
                  e + 1,
                  column,
                  ids[e],
                  known.size(),
                  neurons == null ? "" : " of " + neurons.file()));
    }
    return places;
  }

  /// Numbers of synapses, below 0 where they inhibit.
  private static double[] signed(
      CsvTable table,
      EdgeColumns columns,
      String cells,
      Map<String, String[]> annotations,
      int[] pre) {
    double[] synapses = new double[pre.length];
    if (columns.count().isEmpty()) Arrays.fill(synapses, 1);
    else synapses = table.numbers(columns.count());
    String sign = columns.sign();
    for (int e = 0; e < synapses.length && !sign.isEmpty(); e++) {
      if (synapses[e] >= 0) continue;
      throw table.refused(
          e,
          "%s = %s; beside the signs of column %s, a number of synapses is at least 0"
              .formatted(columns.count(), synapses[e], sign));
    }
    if (!sign.isEmpty() && table.startsWithNumber(sign)) {
      double[] signs = table.numbers(sign);
      for (int e = 0; e < synapses.length; e++) {
        if (Math.abs(signs[e]) != 1) {
          throw table.refused(e, "%s = %s; a sign is 1 or -1".formatted(sign, signs[e]));
        }
        synapses[e] *= signs[e];
      }
    } else if (!sign.isEmpty()) {
      byte[] signs = Transmitters.signs(table.file() + ", column " + sign, table.texts(sign));
      for (int e = 0; e < synapses.length; e++) synapses[e] *= signs[e];
    } else {
      String column =
          Transmitters.COLUMNS.stream().filter(annotations::containsKey).findFirst().orElse("");
      String[] transmitters = annotations.get(column);
      if (transmitters == null) return synapses;
      if (Arrays.stream(synapses).anyMatch(n -> n < 0)) return synapses;
      byte[] signs = Transmitters.signs(cells + ", column " + column, transmitters);
      for (int e = 0; e < synapses.length; e++) synapses[e] *= signs[pre[e]];
    }
    return synapses;
  }

  /// The ids of the cells and their places.
  public CellIds cells() {
    return cells;
  }

  /// Number of edges.
  public int edges() {
    return pre.length;
  }

  /// Names of what is known of the cells.
  public List<String> annotations() {
    return List.copyOf(annotations.keySet());
  }

  /// One annotation of all cells, in their order.
  ///
  /// @throws BadInput if there is none of that name
  public String[] annotation(String name) {
    return column(name).clone();
  }

  private String[] column(String name) {
    String[] column = annotations.get(name);
    if (column != null) return column;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_PARAMETER,
        "the cells have no annotation '%s'%s"
            .formatted(name, Nearest.hint(name, List.copyOf(annotations.keySet()))));
  }

  /// Ids of the cells whose annotation is one of these.
  ///
  /// @throws BadInput if there is no annotation of that name
  public long[] select(String annotation, String... values) {
    return select(annotation, List.of(values)::contains);
  }

  /// Ids of the cells whose annotation passes a test.
  public long[] select(String annotation, Predicate<String> test) {
    String[] column = column(annotation);
    return IntStream.range(0, column.length)
        .filter(i -> test.test(column[i]))
        .mapToLong(cells::id)
        .toArray();
  }

  /// Builds the model of Shiu et al. (2024): their neuron, 0.275 mV for each synapse, and a delay
  /// of 1.8 ms.
  ///
  /// @param sim a network without nodes
  public Brain build(Simulator sim) {
    return new Brain(sim, this, FlyNeuron.install(sim.models()), 0.275, 1.8);
  }

  int[] nodes(boolean sources, int first) {
    return Arrays.stream(sources ? pre : post).map(place -> first + place).toArray();
  }

  double[] synapses() {
    return synapses;
  }

  /// The delay of each edge (ms); empty where the table has none.
  double[] delays() {
    return delays;
  }
}
