package myelin.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Some of the synapses of a network, in the order of [Lookup]: which they are, and what they are
/// like at present. It knows their places in the tables, and is of no use any more when others have
/// moved them.
public final class Selection {

  private static final int PART_SHIFT = 48;
  private static final int KEY_SHIFT = 32;
  private static final int KEY_MASK = 0xFFFF;

  private final Wiring wiring;
  private final int[] source;
  private final int[] target;
  private final long[] place;
  private ConnectionTable[][] tables;
  private int version;

  Selection(Wiring wiring, int[] source, int[] target, long[] place) {
    this.wiring = wiring;
    this.source = source;
    this.target = target;
    this.place = place;
    tables = new ConnectionTable[wiring.parts()][];
    open();
  }

  /// Where a synapse is: `part | number of key | place in the table`.
  static long place(int part, int key, int i) {
    return (long) part << PART_SHIFT | (long) key << KEY_SHIFT | i;
  }

  /// Looks at the tables as they are now.
  void open() {
    Arrays.setAll(tables, wiring::byKey);
    version = wiring.version();
  }

  /// @throws BadInput if synapses were made or moved since these were looked up
  public void requirePresent() {
    if (version == wiring.version()) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "synapses were made or moved since these were looked up, and the places are no longer theirs; look them up again");
  }

  /// How many.
  public int size() {
    return source.length;
  }

  /// Id of the source of synapse `e`.
  public int source(int e) {
    return source[e];
  }

  /// Id of the target of synapse `e`.
  public int target(int e) {
    return target[e];
  }

  int part(int e) {
    return (int) (place[e] >>> PART_SHIFT);
  }

  /// Number of the kind of synapse `e`: what is equal for all of a kind need be looked at once.
  public int kind(int e) {
    return (int) (place[e] >>> KEY_SHIFT) & KEY_MASK;
  }

  /// Place of synapse `e` in its table.
  int index(int e) {
    return (int) place[e];
  }

  ConnectionTable table(int e) {
    return tables[part(e)][kind(e)];
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

  /// Number of the synapse model of synapse `e`, as the caller of [Call] counts them.
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
    return table(e).weight(index(e));
  }

  /// The delay of synapse `e` in steps.
  public int delay(int e) {
    return table(e).delay(index(e));
  }

  /// Parameter number `c` of the rule of synapse `e`, which is plastic.
  public double parameter(int c, int e) {
    PlasticTable table = (PlasticTable) table(e);
    return table.value(c, index(e), source[e] - table.firstSource);
  }
}
