package myelin.engine.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import myelin.engine.base.Memory;
import myelin.engine.base.Ranks;
import myelin.engine.base.Workers;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.table.TableKey;

/// Gives synapses that exist another weight or delay. Where a table has a place for it, it is
/// written there. Static synapses whose table has one weight for all, or whose weight is to act on
/// another channel, are moved to the table that they would have been put into had they been
/// connected with that weight: the tables that they leave and come to are built again, in all parts
/// alike, in two passes as in [Wiring]. Rows of sources none of whose synapses change stay as they
/// are ([KeptRows][myelin.engine.table.KeptRows]). Input under way stays in the rings.
///
/// A few synapses are moved or taken out later, together ([Pending]). Selections that have looked
/// synapses up are told where those of sources whose rows are built again have come to.
final class Rewiring {

  private static final int BYTES_A_SYNAPSE = 3 * Long.BYTES;

  /// Where tables have fewer synapses, and few are moved, one worker is done before several have
  /// begun.
  private static final int ALONE = 1_000_000;

  /// The kind of a synapse that is taken out.
  static final int NONE = -1;

  final Wiring wiring;
  final Selection all;

  /// New weights, one for all or one each, NaN for one that stays; empty if all stay.
  private final double[] weight;

  /// New delays, likewise, 0 for one that stays.
  private final int[] delay;

  /// Whether any new weight needs double precision.
  private final boolean exact;

  /// The new weight of all, if it is one.
  private final OptionalDouble one;

  /// The kind to which each synapse is to belong, by number of key.
  final int[] goal;

  /// The kinds whose tables are built again.
  final BitSet touched = new BitSet();

  private Rewiring(Wiring wiring, Selection all, double[] weight, int[] delay) {
    this(wiring, all, weight, delay, one(wiring.ranks(), all, weight));
  }

  private Rewiring(Wiring wiring, Selection all, double[] weight, int[] delay, OptionalDouble one) {
    this.wiring = wiring;
    this.all = all;
    this.weight = weight;
    this.delay = delay;
    Memory.require((double) all.size() * BYTES_A_SYNAPSE, "new values of synapses");
    goal = new int[all.size()];
    boolean isExact = Arrays.stream(weight).anyMatch(w -> !Double.isNaN(w) && (float) w != w);
    exact = wiring.ranks().any(isExact ? 1 : 0)[0] != 0;
    this.one = one;
  }

  /// The new weight of all synapses of all ranks, if it is one.
  private static OptionalDouble one(Ranks ranks, Selection all, double[] weight) {
    boolean several = all.size() > 0 && weight.length != 1;
    if (ranks.any(several ? 1 : 0)[0] != 0) return OptionalDouble.empty();
    return ranks.one(all.size() == 0 ? new double[0] : weight);
  }

  private static boolean areFew(Wiring wiring, Selection all) {
    return wiring.ranks().sum(all.size()) <= Pending.FEW;
  }

  /// The channel on which a weight acts, for synapses of a kind.
  static int channel(Wiring wiring, TableKey key, double weight) {
    if (key.channel() == Receptor.IGNORED) return key.channel();
    NeuronModel model = wiring.population(0, key).model();
    Receptor receptor = model.receptor(model.receptorOf(key.channel()));
    return weight < 0 ? receptor.spikesNegative() : receptor.spikes();
  }

  /// The weight that a synapse of a kind has once it was set by itself: where it has no place for
  /// double precision, what a `float` keeps of it.
  static double kept(Wiring wiring, TableKey key, double weight) {
    boolean exact = key.kind() == TableKey.Kind.PLASTIC || wiring.kinds().canBeExact(key);
    return exact || isOf(key, weight) ? weight : (float) weight;
  }

  /// Takes up what ranks have changed of single synapses; all call it at the same time.
  private static void takeUp(Wiring wiring) {
    if (!wiring.keys().isEmpty()) takeUp(wiring, wiring.ranks().any(wiring.changed())[0]);
  }

  /// The same where all know what any rank has changed.
  static void takeUp(Wiring wiring, long any) {
    if ((any & Pending.WISHES) != 0) {
      take(wiring, wiring.pending().takeWishes(), (any & Pending.FRACTIONS) != 0);
    }
    if ((any & Pending.NUMBERS) != 0) wiring.number();
    wiring.pending().numbers(false);
  }

  /// Takes up what is asked for synapses by themselves, in the same way however many ranks have
  /// them.
  ///
  /// @param fractions whether any rank asks for delays that are no whole number of steps
  private static void take(Wiring wiring, Pending.Wish[] wishes, boolean fractions) {
    if (fractions) {
      List<Pending.Wish> some =
          Arrays.stream(wishes).filter(w -> !Double.isNaN(w.early())).toList();
      double[] early = some.stream().mapToDouble(Pending.Wish::early).toArray();
      int[] steps = some.stream().mapToInt(Pending.Wish::delay).toArray();
      of(wiring, some).early(early, steps);
    }
    wiring.openChange();
    wiring.note(true);
    double[] weight = new double[wishes.length];
    int[] delay = new int[wishes.length];
    for (int e = 0; e < weight.length; e++) {
      weight[e] = wishes[e].gone() ? Double.NaN : wishes[e].weight();
      delay[e] = wishes[e].gone() ? 0 : wishes[e].delay();
    }
    Selection all = of(wiring, List.of(wishes));
    Rewiring r = new Rewiring(wiring, all, weight, delay, OptionalDouble.empty());
    int[][] known = new int[wiring.keys().size()][];
    r.register(known);
    for (int e = 0; e < weight.length; e++) {
      r.findGoal(e, known);
      if (wishes[e].gone()) r.noteGone(e);
      else r.note(e);
    }
  }

  private static Selection of(Wiring wiring, List<Pending.Wish> wishes) {
    return new Selection(
        wiring,
        wishes.stream().mapToInt(Pending.Wish::source).toArray(),
        wishes.stream().mapToInt(Pending.Wish::target).toArray(),
        wishes.stream().mapToLong(Pending.Wish::inRow).toArray());
  }

  /// Sets weights, which must have been checked.
  static void weights(Wiring wiring, Selection all, double[] weight) {
    takeUp(wiring);
    wiring.openChange();
    boolean few = areFew(wiring, all);
    if (few) wiring.note(true);
    else apply(wiring, all);
    Rewiring r = new Rewiring(wiring, all, weight, new int[0]);
    int[][] known = new int[wiring.keys().size()][];
    if (!wiring.ranks().isAlone()) r.register(known);
    for (int e = 0; e < all.size(); e++) {
      r.findGoal(e, known);
      if (few) r.note(e);
    }
    if (few) return;
    r.rebuild();
    for (int e = 0; e < all.size(); e++) {
      if (r.touched.get(r.goal[e]) || all.table(e).key.uniform()) continue;
      all.table(e).putWeight(all.index(e), r.newWeight(e));
    }
  }

  /// Takes synapses out.
  static void remove(Wiring wiring, Selection all) {
    if (wiring.ranks().sum(all.size()) == 0) return;
    takeUp(wiring);
    wiring.openChange();
    boolean few = areFew(wiring, all);
    if (few) wiring.note(true);
    else apply(wiring, all);
    Rewiring r = new Rewiring(wiring, all, new double[0], new int[0], OptionalDouble.empty());
    if (few) {
      for (int e = 0; e < all.size(); e++) r.noteGone(e);
      return;
    }
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = NONE;
      r.touched.set(all.home(e));
    }
    r.rebuild();
  }

  /// Sets delays in steps, which must have been checked.
  static void delays(Wiring wiring, Selection all, int[] delay) {
    takeUp(wiring);
    boolean few = areFew(wiring, all);
    if (few) wiring.note(true);
    else apply(wiring, all);
    Rewiring r = new Rewiring(wiring, all, new double[0], delay, OptionalDouble.empty());
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = all.kind(e);
      if (few) r.note(e);
      else if (all.delay(e) != r.newDelay(e)) r.touched.set(all.home(e));
    }
    if (!few) r.rebuild();
  }

  /// Builds the tables of synapses whose changes are pending, before others are changed.
  ///
  /// @throws myelin.engine.base.BadInput if it is not known where these have come to
  private static void apply(Wiring wiring, Selection others) {
    apply(wiring);
    wiring.ranks().together(others::requirePresent);
  }

  /// Builds the tables of synapses whose changes are pending.
  static void apply(Wiring wiring) {
    takeUp(wiring);
    Pending pending = wiring.pending();
    if (!wiring.changes()) return;
    long[] place = pending.places();
    int n = place.length;
    Pending.Change[] changes =
        Arrays.stream(place).mapToObj(pending::of).toArray(Pending.Change[]::new);
    int[] source = Arrays.stream(changes).mapToInt(Pending.Change::source).toArray();
    long[] inRow = Arrays.stream(changes).mapToLong(Pending.Change::inRow).toArray();
    Rewiring r =
        new Rewiring(
            wiring,
            new Selection(wiring, source, new int[n], inRow),
            new double[n],
            new int[n],
            OptionalDouble.empty());
    for (int e = 0; e < n; e++) {
      Pending.Change change = changes[e];
      r.weight[e] = change.weight();
      r.delay[e] = change.delay();
      r.goal[e] = change.goal();
      r.touched.set(r.all.home(e));
      if (change.goal() != NONE) r.touched.set(change.goal());
    }
    r.rebuild();
    pending.clear();
    wiring.note(false);
  }

  /// Takes up the kinds to which synapses of other ranks are to belong, too, in the order in which
  /// one process would come upon them: that of sources, then targets, of the first such synapse.
  private void register(int[][] known) {
    long[] first = new long[2 * known.length];
    Arrays.fill(first, Long.MAX_VALUE);
    for (int e = 0; e < all.size(); e++) {
      if (stays(e)) continue;
      int at = 2 * all.kind(e) + (newWeight(e) < 0 ? 1 : 0);
      if (first[at] < Long.MAX_VALUE) continue;
      long pair = (((long) all.source(e) << 31) | all.target(e)) << 1;
      first[at] = first[at ^ 1] == pair ? pair + 1 : pair;
    }
    long[] order = wiring.ranks().least(first);
    int[] sorted =
        IntStream.range(0, order.length)
            .filter(k -> order[k] < Long.MAX_VALUE)
            .boxed()
            .sorted(Comparator.comparingLong(k -> order[k]))
            .mapToInt(k -> k)
            .toArray();
    for (int at : sorted) {
      int kind = at / 2;
      int sign = at % 2;
      if (known[kind] == null) known[kind] = new int[] {-1, -1};
      double w = one.orElse(sign == 1 ? -2 : 2);
      known[kind][sign] = kind(wiring.keys().get(kind), w);
    }
  }

  /// Whether a synapse stays in its table.
  private boolean stays(int e) {
    double w = newWeight(e);
    return Double.isNaN(w) || all.model(e).keepsColumns() || isOf(all.key(e), w);
  }

  /// Whether all synapses of a kind have that weight.
  private static boolean isOf(TableKey key, double weight) {
    long bits = Double.doubleToRawLongBits(weight);
    return key.uniform() && bits == Double.doubleToRawLongBits(key.weight());
  }

  /// Finds the kind to which a synapse is to belong.
  private void findGoal(int e, int[][] known) {
    int kind = all.kind(e);
    TableKey key = all.key(e);
    double w = newWeight(e);
    goal[e] = kind;
    if (stays(e)) return;
    if (known[kind] == null) known[kind] = new int[] {-1, -1};
    int sign = w < 0 ? 1 : 0;
    if (known[kind][sign] < 0) known[kind][sign] = kind(key, w);
    goal[e] = known[kind][sign];
    if (goal[e] == kind) return;
    touched.set(kind);
    touched.set(goal[e]);
  }

  private int kind(TableKey key, double w) {
    int channel = channel(wiring, key, w);
    TableKey wanted =
        one.isPresent() && key.uniform() ? key.with(channel, w) : each(key).with(channel, 0);
    if (w != 1 && wiring.kinds().takesSpikes(wanted) && wanted.uniform())
      wanted = wanted.constant();
    return wiring.keys().indexOf(wiring.kinds().affordable(wanted, wiring.model(key)));
  }

  /// The key of a table with a weight for each synapse, in double precision where any has it
  /// already or a new weight needs it.
  private TableKey each(TableKey key) {
    boolean isExact =
        key.kind() == TableKey.Kind.PLASTIC || (exact && wiring.kinds().canBeExact(key));
    return isExact ? key.exact() : key.varied();
  }

  /// Writes a new weight where there is a place for it, else notes weight, kind and delay of a
  /// synapse.
  private void note(int e) {
    int home = all.home(e);
    Pending.Change before = all.change(e);
    double w = before == null ? Double.NaN : before.weight();
    int d = before == null ? 0 : before.delay();
    if (newDelay(e) > 0) d = newDelay(e) == all.table(e).delay(all.index(e)) ? 0 : newDelay(e);
    if (Double.isNaN(newWeight(e))) {
      goal[e] = all.kind(e);
    } else if (goal[e] == home) {
      w = Double.NaN;
      if (!all.table(e).key.uniform()) all.table(e).putWeight(all.index(e), newWeight(e));
    } else {
      boolean single = wiring.keys().get(goal[e]).kind() == TableKey.Kind.VARIED;
      w = single ? (float) newWeight(e) : newWeight(e);
    }
    wiring
        .pending()
        .put(all.place(e), home, new Pending.Change(all.source(e), all.inRow(e), goal[e], w, d));
  }

  /// Notes that a synapse is taken out.
  private void noteGone(int e) {
    var out = new Pending.Change(all.source(e), all.inRow(e), NONE, Double.NaN, 0);
    wiring.pending().put(all.place(e), all.home(e), out);
  }

  /// The new weight of synapse `e`, NaN if it stays.
  double newWeight(int e) {
    return weight.length == 0 ? Double.NaN : weight[weight.length == 1 ? 0 : e];
  }

  /// The new delay of synapse `e`, 0 if it stays.
  int newDelay(int e) {
    return delay.length == 0 ? 0 : delay[delay.length == 1 ? 0 : e];
  }

  private void rebuild() {
    touched.or(BitSet.valueOf(wiring.ranks().any(words())));
    if (touched.isEmpty()) return;
    List<RewiredPart> parts = new ArrayList<>();
    for (int p = 0; p < wiring.parts(); p++) parts.add(new RewiredPart(this, p));
    gather(parts);
    int n = parts.size();
    long size = parts.stream().mapToLong(RewiredPart::size).sum();
    int workers = all.size() <= Pending.FEW && size <= ALONE ? 1 : n;
    Workers.forEach(n, workers, p -> parts.get(p).count());
    List<Map<TableKey, TableBuilder>> builders = parts.stream().map(RewiredPart::builders).toList();
    boolean[] told = {wiring.isWatched()};
    wiring
        .ranks()
        .together(() -> {
          TableBuilder.requireMemory(builders, wiring.ranks().size());
          told[0] = told[0] && parts.stream().allMatch(RewiredPart::canTell);
        });
    boolean tells = told[0];
    Workers.forEach(n, workers, p -> parts.get(p).fill(tells));
    wiring.adopt(builders, workers, true);
    if (!tells) return;
    Workers.forEach(n, workers, p -> parts.get(p).locate());
    BitSet sources = new BitSet();
    for (RewiredPart part : parts) sources.or(part.sources());
    wiring.tell(selection ->
        selection.follow(
            sources, (source, place) -> parts.get(Selection.part(place)).moved(source, place)));
  }

  /// The kinds whose tables are built again as words, as many on all ranks.
  private long[] words() {
    return Arrays.copyOf(touched.toLongArray(), wiring.keys().size() / 64 + 1);
  }

  /// Hands the synapses in question to the tables that they are in, which are to be built again.
  private void gather(List<RewiredPart> parts) {
    int[][] n = new int[parts.size()][wiring.keys().size()];
    for (int e = 0; e < all.size(); e++) n[all.part(e)][all.home(e)]++;
    for (int p = 0; p < n.length; p++) {
      for (int k = 0; k < n[p].length; k++) if (touched.get(k)) parts.get(p).room(k, n[p][k]);
    }
    for (int e = 0; e < all.size(); e++) {
      if (touched.get(all.home(e))) parts.get(all.part(e)).take(all.home(e), all.index(e), e);
    }
  }
}
