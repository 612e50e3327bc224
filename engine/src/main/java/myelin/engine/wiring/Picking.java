package myelin.engine.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.base.Workers;
import myelin.engine.input.CountRing;
import myelin.engine.neuron.Population;
import myelin.engine.table.BitRows;
import myelin.engine.table.ConnectionTable;

/// Picks single synapses of a model in the tables, one of each of some nodes, without a list of all
/// that these have. Which one is picked does not depend on the number of parts.
public final class Picking {

  /// Which of the synapses of a node is picked; each worker asks one of its own.
  @FunctionalInterface
  public interface Choice {
    /// A number from 0 to `n - 1`.
    int of(int id, int n);
  }

  static final int NONE = -1;
  private static final int WORD = CountRing.WORD;

  private final Wiring wiring;
  private final int synapse;
  private int[] source = {};
  private int[] target = {};
  private long[] place = {};

  /// The first of them were picked as of sources, in order of these.
  private int ofSources;

  /// Picks synapses made with synapse model number `synapse`.
  public Picking(Wiring wiring, int synapse) {
    this.wiring = wiring;
    this.synapse = synapse;
  }

  /// Synapses that were picked on all ranks, as pairs of nodes.
  ///
  /// @param pairs the source and the target of each
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Pairs(long[] pairs) {

    static long of(int source, int target) {
      return (long) source << Integer.SIZE | target;
    }

    /// How many have been picked.
    public int size() {
      return pairs.length;
    }

    /// The source of the `e`-th.
    public int source(int e) {
      return (int) (pairs[e] >> Integer.SIZE);
    }

    /// The target of the `e`-th.
    public int target(int e) {
      return (int) pairs[e];
    }
  }

  /// Takes out all that were picked.
  public void remove() {
    Rewiring.remove(wiring, new Selection(wiring, source, target, place));
  }

  /// Adds what was picked on this rank for each of some nodes, where anything was.
  private void add(int[] from, int[] to, long[] at) {
    int n = source.length;
    int more = (int) Arrays.stream(at).filter(p -> p != NONE).count();
    source = Arrays.copyOf(source, n + more);
    target = Arrays.copyOf(target, n + more);
    place = Arrays.copyOf(place, n + more);
    for (int i = 0; i < at.length; i++) {
      if (at[i] == NONE) continue;
      source[n] = from[i];
      target[n] = to[i];
      place[n++] = at[i];
    }
  }

  private boolean concerns(ConnectionTable table) {
    return table.size() > 0 && table.key.synapse() == synapse;
  }

  /// Picks a synapse of each source that has any onto some targets; to be called before
  /// [#ofTargets]. A source's synapses are counted in order of their targets' ids. All ranks pick
  /// for the same sources.
  ///
  /// @return what was picked
  public Pairs ofSources(Ids sources, BitSet targets, Supplier<Choice> choices) {
    int[] to = new int[sources.size()];
    long[] at = new long[sources.size()];
    if (wiring.ranks().isAlone()) {
      Choice[] choice = new Choice[wiring.parts()];
      Arrays.setAll(choice, w -> choices.get());
      visit(
          sources,
          0,
          at.length,
          targets,
          (w, i, one) -> {
            at[i] = one.pick(choice[w]);
            to[i] = at[i] == NONE ? 0 : one.target();
          });
    } else {
      new SharedPicking(wiring.ranks(), sources).pick(this, targets, choices.get(), to, at);
    }
    add(sources.array(), to, at);
    ofSources = source.length;
    return new Pairs(
        IntStream.range(0, to.length)
            .filter(i -> to[i] > 0)
            .mapToLong(i -> Pairs.of(sources.at(i), to[i]))
            .toArray());
  }

  /// What is done with the synapses of the `i`-th source by a worker.
  interface Visit {
    void of(int worker, int i, OfSource synapses);
  }

  /// Looks at the synapses of each of some sources.
  void visit(Ids sources, int begin, int end, BitSet targets, Visit visit) {
    int workers = wiring.parts();
    List<OfSource.Home> homes = homes(targets);
    Workers.forEach(
        workers,
        workers,
        w -> {
          OfSource one = new OfSource(homes, targets);
          for (int i = begin + w; i < end; i += workers) {
            one.look(sources.at(i));
            visit.of(w, i, one);
          }
        });
  }

  /// The tables that have such synapses, in order.
  private List<OfSource.Home> homes(BitSet targets) {
    List<OfSource.Home> homes = new ArrayList<>();
    for (int p = 0; p < wiring.parts(); p++) {
      ConnectionTable[] tables = wiring.byKey(p);
      for (int k = 0; k < tables.length; k++) {
        if (!concerns(tables[k])) continue;
        Population population = wiring.population(p, tables[k].key);
        homes.add(OfSource.Home.of(p, k, tables[k], population, targets));
      }
    }
    return homes;
  }

  /// Picks a synapse of each target that has any from some sources, among those that have not been
  /// picked yet. A target's synapses are counted in order of tables, sources and places. Each rank
  /// picks for targets of its own.
  ///
  /// @return what was picked on all ranks
  public Pairs ofTargets(Ids targets, BitSet sources, Supplier<Choice> choices) {
    int[] left = new int[targets.size()];
    int[] from = new int[left.length];
    long[] at = new long[left.length];
    Arrays.fill(at, NONE);
    int workers = wiring.parts();
    Workers.forEach(workers, workers, p -> count(p, targets, sources, left));
    Choice choice = choices.get();
    for (int t = 0; t < left.length; t++) {
      left[t] = left[t] == 0 ? NONE : choice.of(targets.at(t), left[t]);
    }
    Workers.forEach(workers, workers, p -> find(p, targets, sources, left, from, at));
    add(from, targets.array(), at);
    long[] own = new long[source.length - ofSources];
    Arrays.setAll(own, e -> Pairs.of(source[ofSources + e], target[ofSources + e]));
    Ranks.Gathered all = wiring.ranks().gather(own, own.length);
    return new Pairs(Arrays.copyOf(all.words(), all.from()[wiring.ranks().size()]));
  }

  /// Counts the synapses of each target that is in a part.
  private void count(int p, Ids targets, BitSet sources, int[] n) {
    walk(
        p,
        targets,
        sources,
        new Row() {
          @Override
          public void visit(int source, int kind, int[] places, int length) {
            for (int e = 0; e < length; e++) if (places[e] >= 0) n[places[e]]++;
          }

          @Override
          public void visit(int source, int kind, Wanted wanted) {
            for (int w = 0; w < wanted.mask.length; w++) {
              for (long left = wanted.word(w); left != 0; left &= left - 1) {
                n[wanted.place[w * WORD + Long.numberOfTrailingZeros(left)]]++;
              }
            }
            for (int i = 0; i < wanted.more; i++) if (wanted.again[i] >= 0) n[wanted.again[i]]++;
          }
        });
  }

  /// Finds those of which `left` others come before.
  private void find(int p, Ids targets, BitSet sources, int[] left, int[] from, long[] at) {
    walk(
        p,
        targets,
        sources,
        new Row() {
          @Override
          public void visit(int source, int kind, int[] places, int length) {
            for (int e = 0; e < length; e++) {
              int t = places[e];
              if (t < 0 || left[t]-- != 0) continue;
              from[t] = source;
              at[t] = Selection.place(p, kind, e);
            }
          }

          @Override
          public void visit(int source, int kind, Wanted wanted) {
            for (int w = 0; w < wanted.mask.length; w++) {
              for (long bits = wanted.word(w); bits != 0; bits &= bits - 1) {
                int t = wanted.place[w * WORD + Long.numberOfTrailingZeros(bits)];
                if (left[t]-- != 0) continue;
                from[t] = source;
                long bit = Long.lowestOneBit(bits);
                at[t] = Selection.place(p, kind, wanted.before(w, bit));
                wanted.mask[w] ^= bit;
              }
            }
            for (int i = 0; i < wanted.more; i++) {
              int t = wanted.again[i];
              if (t < 0 || left[t]-- != 0) continue;
              from[t] = source;
              at[t] = Selection.place(p, kind, wanted.before(wanted.words, 0) + i);
            }
          }
        });
  }

  /// What is done with a row that has synapses.
  private interface Row {

    /// With a list.
    ///
    /// @param places the place of each synapse's target among those wanted, -1 where it is none of
    ///   them or where the synapse has been picked
    void visit(int source, int kind, int[] places, int length);

    /// With a set of targets, those of [Wanted#look].
    void visit(int source, int kind, Wanted wanted);
  }

  private void walk(int p, Ids targets, BitSet sources, Row row) {
    ConnectionTable[] tables = wiring.byKey(p);
    int[] local = {};
    for (int k = 0; k < tables.length; k++) {
      ConnectionTable table = tables[k];
      if (!concerns(table)) continue;
      Wanted wanted = new Wanted(wiring.population(p, table.key), targets);
      BitRows sets = table.targetSets();
      for (int r = 0; r < table.rows(); r++) {
        int length = table.length(r);
        int from = table.source(r);
        if (length == 0 || !sources.get(from)) continue;
        int picked = Arrays.binarySearch(source, 0, ofSources, from);
        if (picked >= 0 && !isIn(place[picked], p, k)) picked = NONE;
        if (sets != null) {
          wanted.look(sets, r);
          if (picked >= 0) wanted.leaveOut((int) place[picked], target[picked]);
          row.visit(from, k, wanted);
          continue;
        }
        if (length > local.length) local = new int[2 * length];
        table.targets(r, local);
        for (int e = 0; e < length; e++) local[e] = wanted.place[local[e]];
        if (picked >= 0) local[(int) place[picked]] = NONE;
        row.visit(from, k, local, length);
      }
    }
  }

  private static boolean isIn(long at, int part, int kind) {
    return Selection.part(at) == part && Selection.home(at) == kind;
  }

  /// The neurons of a population that are among some nodes.
  private static final class Wanted {

    /// The place of each among the nodes, -1 where it is none of them.
    private final int[] place;

    /// The set of those that are looked for, in order.
    private final long[] mask;

    private final Ids nodes;
    private final int[] cells;

    /// The set of targets that is looked at, and what follows it.
    private long[] set = {};

    /// Words of the set.
    private int words;

    /// The places of the targets that follow it, -1 where one is not looked for.
    private int[] again = {};

    private int more;

    /// The cell of the set that is left out, or -1.
    private int without = NONE;

    Wanted(Population population, Ids nodes) {
      this.nodes = nodes;
      place = new int[population.size()];
      mask = new long[(place.length + WORD - 1) / WORD];
      cells = new int[nodes.size()];
      Arrays.fill(cells, NONE);
      for (int i = 0; i < place.length; i++) {
        place[i] = Math.max(NONE, nodes.indexOf(population.id(i)));
        if (place[i] == NONE) continue;
        mask[i / WORD] |= 1L << i;
        cells[place[i]] = i;
      }
    }

    /// Looks at a row of targets.
    void look(BitRows sets, int r) {
      set = sets.set(r);
      words = sets.words();
      without = NONE;
      int room = (set.length - words) * CountRing.CELLS_A_WORD;
      if (room > again.length) again = new int[2 * room];
      more = sets.again(r, again);
      for (int i = 0; i < more; i++) again[i] = place[again[i]];
    }

    /// Leaves out one of its synapses.
    void leaveOut(int e, int node) {
      int t = nodes.indexOf(node);
      if (t < 0) return;
      int once = before(words, 0);
      if (e < once) without = cells[t];
      else again[e - once] = NONE;
    }

    /// Those of word `w` of the set that are looked for, in order.
    long word(int w) {
      long some = CountRing.inOrder(set[w]) & mask[w];
      return without >= 0 && without / WORD == w ? some & ~(1L << without) : some;
    }

    /// How many targets of the set come before a bit of word `w`.
    int before(int w, long bit) {
      int n = bit == 0 ? 0 : Long.bitCount(CountRing.inOrder(set[w]) & (bit - 1));
      for (int v = 0; v < w; v++) n += Long.bitCount(set[v]);
      return n;
    }
  }
}
