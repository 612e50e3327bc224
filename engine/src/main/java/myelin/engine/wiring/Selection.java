package myelin.engine.wiring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import org.jspecify.annotations.Nullable;

/// Some of the synapses of a network, in the order of [Lookup]: which they are, and what they are
/// like at present. It knows their places in the rows of the tables, and is told when they are
/// moved, also because others are made or taken out; only where there is no room to tell it can it
/// no longer be used.
public final class Selection {

  private static final int PART_SHIFT = 48;
  private static final int KEY_SHIFT = 32;
  private static final int KEY_MASK = 0xFFFF;

  /// The place of a synapse that has been taken out.
  static final long GONE = -1;

  private final Wiring wiring;
  private final int[] source;
  private final int[] target;
  private final long[] place;

  /// The selection that these are some of, which knows the places of all; or this one.
  private final Selection root;

  /// The places of these in the root.
  private final int[] at;

  /// Whether this is one synapse by itself.
  private final boolean single;

  private ConnectionTable[][] tables = {};
  private int version;

  /// Whether some have been taken out.
  private boolean lost;

  Selection(Wiring wiring, int[] source, int[] target, long[] place) {
    this.wiring = wiring;
    this.source = source;
    this.target = target;
    this.place = place;
    root = this;
    at = new int[0];
    single = false;
    open();
  }

  private Selection(Selection root, int[] at, boolean single) {
    wiring = root.wiring;
    source = root.source;
    target = root.target;
    place = root.place;
    this.root = root;
    this.at = at;
    this.single = single;
  }

  /// The synapses at these places of this selection.
  public Selection at(int[] places) {
    requireKnown();
    return new Selection(root, IntStream.of(places).map(this::inRoot).toArray(), false);
  }

  /// The synapse at a place of this selection by itself. What is set of it can be read at once; the
  /// network gets it when all ranks next make the same call. So a rank may change it alone.
  public Selection one(int e) {
    requireKnown();
    return new Selection(root, new int[] {inRoot(e)}, true);
  }

  /// Asks for a change of this synapse.
  private void wish(UnaryOperator<Pending.Wish> change) {
    long place = place(0);
    Pending.Wish before = wiring.pending().wish(place);
    if (before == null) {
      before = new Pending.Wish(source(0), target(0), inRow(0), false, Double.NaN, 0, Double.NaN);
    }
    wiring.pending().put(place, change.apply(before));
  }

  private Pending.@Nullable Wish wish(int e) {
    return wiring.pending().hasWishes() ? wiring.pending().wish(place(e)) : null;
  }

  private int inRoot(int e) {
    return root == this ? e : at[e];
  }

  /// Takes these synapses out of the network; input under way stays in the rings.
  public void remove() {
    if (single) wish(Pending.Wish::withoutSynapse);
    else Rewiring.remove(wiring, this);
  }

  /// Where a synapse is: `part | number of key | place`, which is the one in the row of its source,
  /// or in the table.
  static long place(int part, int key, int i) {
    return (long) part << PART_SHIFT | (long) key << KEY_SHIFT | i;
  }

  /// Looks at the tables as they are now.
  void open() {
    tables = new ConnectionTable[wiring.parts()][];
    Arrays.setAll(tables, wiring::byKey);
    version = wiring.version();
  }

  /// Notes where the synapses of some sources have come to.
  void follow(BitSet sources, Moves moves) {
    int n = source.length;
    if (n == 0) return;
    for (int s = sources.nextSetBit(source[0]); s >= 0 && s <= source[n - 1]; ) {
      int e = Arrays.binarySearch(source, s);
      while (e > 0 && source[e - 1] == s) e--;
      for (; e >= 0 && e < n && source[e] == s; e++) {
        if (place[e] != GONE) place[e] = moves.to(s, place[e]);
        lost |= place[e] == GONE;
      }
      s = sources.nextSetBit(s + 1);
    }
  }

  /// Adds the ids of the sources to a set.
  void addSources(BitSet sources) {
    for (int s : source) sources.set(s);
  }

  /// Where a synapse has come to.
  @FunctionalInterface
  interface Moves {
    /// The place of a synapse that was at another, both in rows of the source; [#GONE] if it has
    /// been taken out.
    long to(int source, long place);
  }

  /// Whether it is known where these synapses are, or that they have been taken out.
  public boolean isPresent() {
    return isOf(wiring.version());
  }

  /// Whether it knows the places of that version of the tables.
  boolean isOf(int tablesVersion) {
    return root.version == tablesVersion;
  }

  /// Refuses to go on with synapses that may have moved.
  ///
  /// @throws BadInput if one of these synapses has been taken out, or synapses were made or taken
  ///   out since these were looked up and it is not known where these have come to
  public void requirePresent() {
    requireKnown();
    if (!root.lost && !wiring.pending().removes()) return;
    for (int e = 0; e < size(); e++) {
      if (!isGone(e)) continue;
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "the synapse from node %d to node %d has been taken out".formatted(source(e), target(e)));
    }
  }

  private boolean isGone(int e) {
    if (inRow(e) == GONE) return true;
    Pending.Wish wish = wish(e);
    if (wish != null && wish.gone()) return true;
    Pending.Change change = change(e);
    return change != null && change.goal() == Rewiring.NONE;
  }

  private void requireKnown() {
    if (isPresent()) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "synapses have been made or removed since these were looked up; look them up again");
  }

  /// How many.
  public int size() {
    return root == this ? source.length : at.length;
  }

  /// Id of the source of synapse `e`.
  public int source(int e) {
    return source[inRoot(e)];
  }

  /// Id of the target of synapse `e`.
  public int target(int e) {
    return target[inRoot(e)];
  }

  /// Where synapse `e` is, with its place in the table.
  long place(int e) {
    return place(part(e), home(e), index(e));
  }

  /// Where synapse `e` is, with its place in the row of its source.
  long inRow(int e) {
    return place[inRoot(e)];
  }

  int part(int e) {
    return part(inRow(e));
  }

  /// The part of a synapse at a place.
  static int part(long place) {
    return (int) (place >>> PART_SHIFT);
  }

  /// Number of the kind of synapse `e`: what is equal for all of a kind need be looked at only
  /// once.
  public int kind(int e) {
    Pending.Change change = change(e);
    return change == null ? home(e) : change.goal();
  }

  /// Number of the kind of the table that synapse `e` is in.
  int home(int e) {
    return home(inRow(e));
  }

  /// Number of the kind of the table of a synapse at a place.
  static int home(long place) {
    return (int) (place >>> KEY_SHIFT) & KEY_MASK;
  }

  /// What synapse `e` will be when the tables are next built; null if it stays what it is.
  Pending.@Nullable Change change(int e) {
    return wiring.pending().at(place(e));
  }

  /// Place of synapse `e` in its table.
  int index(int e) {
    ConnectionTable table = table(e);
    return table.begin(table.row(source(e))) + (int) inRow(e);
  }

  ConnectionTable table(int e) {
    return root.tables[part(e)][home(e)];
  }

  /// The key of the kind of synapse `e`.
  TableKey key(int e) {
    return wiring.keys().get(kind(e));
  }

  /// One synapse of each kind.
  public int[] samples() {
    boolean[] seen = new boolean[wiring.keys().size()];
    return IntStream.range(0, size())
        .filter(e -> {
          boolean first = !seen[kind(e)];
          seen[kind(e)] = true;
          return first;
        })
        .toArray();
  }

  /// Number of the synapse model of synapse `e`, as the caller of [ConnectCall] counts them.
  public int synapse(int e) {
    return table(e).key.synapse();
  }

  /// The synapse model of synapse `e`.
  public SynapseModel model(int e) {
    return wiring.model(table(e).key);
  }

  /// The receptor that synapse `e` ends on.
  public int receptor(int e) {
    TableKey key = table(e).key;
    return wiring.population(part(e), key).model().receptorOf(key.channel());
  }

  /// The weight of synapse `e`, for a plastic one after its source's last spike.
  public double weight(int e) {
    Pending.Wish wish = wish(e);
    if (wish != null && !Double.isNaN(wish.weight())) return wish.weight();
    Pending.Change change = change(e);
    return change == null || Double.isNaN(change.weight())
        ? table(e).weight(index(e))
        : change.weight();
  }

  /// The delay of synapse `e` in steps.
  public int delay(int e) {
    Pending.Wish wish = wish(e);
    if (wish != null && wish.delay() > 0) return wish.delay();
    Pending.Change change = change(e);
    return change == null || change.delay() == 0 ? table(e).delay(index(e)) : change.delay();
  }

  /// How much shorter than its steps the delay of synapse `e` is (ms).
  public double early(int e) {
    Pending.Wish wish = wish(e);
    if (wish != null && !Double.isNaN(wish.early())) return wish.early();
    return table(e) instanceof PlasticTable table ? table.early(index(e)) : 0;
  }

  /// Sets the same, of synapses that may have such delays and will have these steps.
  ///
  /// @param ms one for all or one each
  /// @param steps likewise
  public void early(double[] ms, int[] steps) {
    if (single) {
      wish(w -> w.withEarly(ms[0]));
      return;
    }
    long own = size() == 0 ? Integer.MAX_VALUE : Arrays.stream(steps).min().orElse(1) - 1;
    int least = (int) wiring.ranks().least(own)[0];
    wiring.shorten(
        Math.max(0, least),
        () -> {
          for (int e = 0; e < size(); e++) {
            ((PlasticTable) table(e)).putEarly(index(e), ms[ms.length == 1 ? 0 : e]);
          }
          refresh();
        });
  }

  /// Parameter number `c` of the rule of synapse `e`, which is plastic.
  public double parameter(int c, int e) {
    PlasticTable table = (PlasticTable) table(e);
    return table.value(c, index(e), table.row(source(e)));
  }

  /// Channel and unit of what synapse `e` sends to its target; none if it has no effect.
  public Optional<Channel> channel(int e) {
    TableKey key = key(e);
    return key.channel() < 0
        ? Optional.empty()
        : Optional.of(wiring.population(part(e), key).model().channels().get(key.channel()));
  }

  /// Refuses weights that the synapses cannot have.
  ///
  /// @param weights one for all or one each
  public void requireWeights(double[] weights) {
    int[] samples = samples();
    int[][] channels = new int[wiring.keys().size()][];
    for (int e : samples) {
      TableKey key = key(e);
      channels[kind(e)] =
          new int[] {Rewiring.channel(wiring, key, 1), Rewiring.channel(wiring, key, -1)};
    }
    for (int e = 0; e < size(); e++) {
      double w = weights[weights.length == 1 ? 0 : e];
      int channel = channels[kind(e)][w < 0 ? 1 : 0];
      if (channel == key(e).channel()) continue;
      if (channel == Receptor.REFUSED)
        throw refuse(e, w, "the receptor takes no weights of that sign");
      if (model(e).keepsColumns() && w != 0) {
        throw refuse(e, w, "a plastic or labelled synapse keeps its sign; connect another one");
      }
    }
  }

  private BadInput refuse(int e, double w, String why) {
    return new BadInput(
        BadInput.Kind.VALUE,
        "weight = %s of the synapse %d from node %d to node %d (%s, %s): %s"
            .formatted(
                w,
                e,
                source(e),
                target(e),
                model(e).name(),
                wiring.population(part(e), table(e).key).model().name(),
                why));
  }

  /// Sets weights, which must have been checked; static synapses may move to other places then, and
  /// this selection follows them.
  ///
  /// @param weights one for all or one each
  public void weights(double[] weights) {
    if (single) wish(w -> w.withWeight(Rewiring.kept(wiring, key(0), weights[0])));
    else Rewiring.weights(wiring, this, weights);
  }

  /// Refuses to change delays of plastic synapses that have been simulated.
  public void requireDelays(int[] delays, long now) {
    for (int e = 0; e < size(); e++) {
      if (!model(e).plastic() || table(e).key.birth() == now) continue;
      if (delays[delays.length == 1 ? 0 : e] == delay(e)) continue;
      throw new BadInput(
          BadInput.Kind.DELAY,
          "the delay of the %s %d from node %d to node %d cannot change any more, as it has been simulated; set it before the first simulation after connect"
              .formatted(model(e).name(), e, source(e), target(e)));
    }
  }

  /// Sets delays in steps, which must have been checked.
  ///
  /// @param delays one for all or one each
  public void delays(int[] delays) {
    if (single) wish(w -> w.withDelay(delays[0]));
    else Rewiring.delays(wiring, this, delays);
  }

  /// Sets parameter `own[kind]` of the rule of each synapse; values must have been checked.
  ///
  /// @param own number of the parameter, by kind of synapse
  /// @param values one for all or one each
  public void parameters(int[] own, double[] values) {
    if (single) {
      PlasticTable table = (PlasticTable) table(0);
      table.putValue(own[kind(0)], index(0), values[0]);
      table.refresh();
      wiring.pending().numbers(true);
      return;
    }
    int[][] n = new int[root.tables.length][wiring.keys().size()];
    for (int e = 0; e < size(); e++) n[part(e)][home(e)]++;
    for (int e = 0; e < size(); e++) {
      PlasticTable table = (PlasticTable) table(e);
      int count = n[part(e)][home(e)];
      if (count == 0) continue;
      if (values.length == 1 && count == table.size()) {
        table.putAll(own[kind(e)], values[0]);
        n[part(e)][home(e)] = 0;
      } else {
        table.putValue(own[kind(e)], index(e), values[values.length == 1 ? 0 : e]);
      }
    }
    refresh();
    wiring.number();
  }

  private void refresh() {
    for (int p = 0; p < root.tables.length; p++) {
      for (ConnectionTable t : root.tables[p])
        if (t instanceof PlasticTable plastic) plastic.refresh();
    }
  }
}
