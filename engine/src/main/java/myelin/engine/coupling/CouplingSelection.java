package myelin.engine.coupling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.declare.Signal;

/// Some of the couplings of a network, by source, then target, then creation: which they are, and
/// what they are like at present. It can no longer be used once couplings have been taken out.
public final class CouplingSelection {

  private final Couplings couplings;
  private final int[] call;
  private final int[] place;
  private final int version;

  /// Whether this is one coupling by itself, which a rank may change alone.
  private final boolean single;

  private CouplingSelection(Couplings couplings, int[] call, int[] place) {
    this(couplings, call, place, false);
  }

  private CouplingSelection(Couplings couplings, int[] call, int[] place, boolean single) {
    this.single = single;
    this.couplings = couplings;
    this.call = call;
    this.place = place;
    version = couplings.version();
  }

  /// The couplings from `sources` to `targets` made with synapse model number `synapse`, or with
  /// any if that is negative.
  public static CouplingSelection of(Couplings couplings, Ids sources, Ids targets, int synapse) {
    List<Couplings.Edges> made = couplings.made();
    int n = 0;
    int[] call = new int[16];
    int[] place = new int[16];
    for (int c = 0; c < made.size(); c++) {
      Couplings.Edges edges = made.get(c);
      if (synapse >= 0 && edges.synapse() != synapse) continue;
      for (int e = 0; e < edges.source().length; e++) {
        if (sources.indexOf(edges.source()[e]) < 0 || targets.indexOf(edges.target()[e]) < 0) {
          continue;
        }
        if (n == call.length) {
          call = Arrays.copyOf(call, 2 * n);
          place = Arrays.copyOf(place, 2 * n);
        }
        call[n] = c;
        place[n++] = e;
      }
    }
    return new CouplingSelection(couplings, Arrays.copyOf(call, n), Arrays.copyOf(place, n))
        .sorted();
  }

  private CouplingSelection sorted() {
    return at(
        IntStream.range(0, size())
            .boxed()
            .sorted(Comparator.comparingInt(this::source).thenComparingInt(this::target))
            .mapToInt(e -> e)
            .toArray());
  }

  /// The couplings at these places of this selection.
  public CouplingSelection at(int[] places) {
    return new CouplingSelection(
        couplings,
        Arrays.stream(places).map(e -> call[e]).toArray(),
        Arrays.stream(places).map(e -> place[e]).toArray());
  }

  /// The coupling at a place of this selection by itself.
  public CouplingSelection one(int e) {
    return new CouplingSelection(couplings, new int[] {call[e]}, new int[] {place[e]}, true);
  }

  /// How many.
  public int size() {
    return call.length;
  }

  /// Whether no couplings have been taken out since these were looked up.
  public boolean isPresent() {
    return call.length == 0 || version == couplings.version();
  }

  /// Refuses to go on with couplings that may have moved.
  ///
  /// @throws BadInput if couplings have been taken out since these were looked up
  public void requirePresent() {
    if (isPresent()) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "connections have been removed since these were looked up; look them up again");
  }

  private Couplings.Edges edges(int e) {
    return couplings.made().get(call[e]);
  }

  /// Id of the source of coupling `e`.
  public int source(int e) {
    return edges(e).source()[place[e]];
  }

  /// Id of the target of coupling `e`.
  public int target(int e) {
    return edges(e).target()[place[e]];
  }

  /// Number of the synapse model of coupling `e`.
  public int synapse(int e) {
    return edges(e).synapse();
  }

  /// What coupling `e` carries.
  public Signal signal(int e) {
    return edges(e).signal();
  }

  /// Whether coupling `e` has a delay.
  public boolean hasDelay(int e) {
    return edges(e).late();
  }

  /// The delay of coupling `e` in steps, if it has one.
  public int delay(int e) {
    return edges(e).delay()[place[e]];
  }

  /// Factor number `f` of coupling `e`, of those that its signal has.
  public double factor(int f, int e) {
    return edges(e).factor()[f][place[e]];
  }

  /// Sets factor number `f[e]` of each coupling; values must have been checked.
  ///
  /// @param values one for each
  public void factors(int[] f, double[] values) {
    for (int e = 0; e < size(); e++) edges(e).factor()[f[e]][place[e]] = values[e];
    couplings.invalidate();
  }

  /// Sets delays in steps, which must have been checked; all ranks set theirs at the same time,
  /// unless this is one by itself.
  ///
  /// @param steps one for each
  public void delays(int[] steps) {
    for (int e = 0; e < size(); e++) edges(e).delay()[place[e]] = steps[e];
    if (single && !couplings.nodes.ranks().isAlone()) couplings.changedAlone();
    else couplings.changed();
  }

  /// Takes these couplings out of the network; what is under way arrives. All ranks take out theirs
  /// at the same time.
  ///
  /// @throws BadInput if this is one by itself, and there are other ranks
  public void remove() {
    if (single && !couplings.nodes.ranks().isAlone()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "several ranks take out connections that carry signals together, not one by one: name the sources and targets of those to be taken out");
    }
    if (couplings.nodes.ranks().sum(size()) == 0) return;
    BitSet[] gone = new BitSet[couplings.made().size()];
    Arrays.setAll(gone, c -> new BitSet());
    for (int e = 0; e < size(); e++) gone[call[e]].set(place[e]);
    couplings.remove(gone);
  }
}
