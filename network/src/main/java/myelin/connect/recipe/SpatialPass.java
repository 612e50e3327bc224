package myelin.connect.recipe;

import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import myelin.engine.base.Memory;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import org.jspecify.annotations.Nullable;

/// A pass over the drivers of a rule, group by group, which may keep what it draws for a second
/// pass.
final class SpatialPass implements Recipe.Cursor {

  private static final int COUNT_BITS = 32;

  /// From so many bytes on it is looked at whether the heap has room for the tape.
  private static final long SOME = 1 << 20;

  /// It is looked at again when the tape has grown so much.
  private static final double GROWTH = 1.25;

  /// Draws the partners of drivers.
  interface Draw {

    /// Moves to a group of drivers.
    void group(int group);

    /// Draws the partners of a driver of the group; returns how many these are.
    int draw(int driver);

    /// The partners drawn last, by their numbers in the tree of the pool; reused.
    int[] drawn();
  }

  /// What is drawn.
  ///
  /// @param rule draws for drivers
  /// @param turned whether drivers are sources
  /// @param ascending whether partners mostly ascend
  /// @param room whether the heap has so many bytes left
  record Rule(
      Recipes.Nodes nodes,
      Space space,
      Supplier<Draw> rule,
      boolean turned,
      boolean ascending,
      DoublePredicate room)
      implements Recipe {

    Rule(Recipes.Nodes nodes, Space space, Supplier<Draw> rule, boolean turned, boolean ascending) {
      this(nodes, space, rule, turned, ascending, Memory::has);
    }

    @Override
    public Cursor open(IntPredicate owned) {
      return new SpatialPass(this, owned, null, false);
    }

    @Override
    public Cursor openTwice(IntPredicate owned) {
      return new SpatialPass(this, owned, new Tape(ascending, space.pool.size()), false);
    }
  }

  private final Rule rule;
  private final IntPredicate owned;
  private @Nullable Tape tape;
  private final boolean again;
  private double nextLook = SOME;
  private @Nullable Draw draw;
  private final int groups;
  private final int level;
  private int group = -1;
  private int s;
  private int end;
  private boolean looked;
  private int[] places = {};
  private int[] partner = {};
  private int[] ordinal = {};

  private SpatialPass(Rule rule, IntPredicate owned, @Nullable Tape tape, boolean again) {
    this.rule = rule;
    this.owned = owned;
    this.tape = tape;
    this.again = again;
    groups = Candidates.groups(rule.space());
    level = Candidates.level(rule.space());
  }

  @Override
  public boolean next(EdgeBatch batch) {
    while (batch.size() < EdgeBatch.FULL) {
      if (s == end) {
        if (++group >= groups) break;
        s = rule.space().driverTree.from(level, group);
        end = rule.space().driverTree.to(level, group);
        looked = false;
      }
      int driver = rule.space().driverTree.place(s++);
      if (rule.turned() || owned.test(rule.nodes().targets().at(driver))) add(driver, batch);
    }
    dropTapeThatDoesNotFit();
    return batch.size() > 0;
  }

  /// Stops to keep what is drawn where the heap has no room for twice as much more; the second pass
  /// draws again then.
  private void dropTapeThatDoesNotFit() {
    if (tape == null || again || tape.bytes() < nextLook) return;
    nextLook = GROWTH * tape.bytes();
    if (!rule.room().test(2.0 * tape.bytes())) tape = null;
  }

  @Override
  public long kept() {
    return tape == null ? 0 : tape.bytes();
  }

  @Override
  public Recipe.@Nullable Cursor again() {
    if (tape == null || again) return null;
    tape.rewind();
    return new SpatialPass(rule, owned, tape, true);
  }

  /// What draws, at the group that the pass is at.
  private Draw drawing() {
    Draw now = draw == null ? rule.rule().get() : draw;
    if (!looked) now.group(group);
    looked = true;
    draw = now;
    return now;
  }

  private void add(int driver, EdgeBatch batch) {
    if (rule.turned()) addTurned(driver, batch);
    else addStraight(driver, batch);
  }

  private void addStraight(int driver, EdgeBatch batch) {
    int n;
    int[] drawn;
    if (again && tape != null) {
      n = tape.read();
      drawn = tape.numbers();
    } else {
      Draw now = drawing();
      n = now.draw(driver);
      drawn = now.drawn();
      if (tape != null) tape.put(drawn, n);
    }
    if (places.length < n) places = new int[2 * n];
    for (int k = 0; k < n; k++) places[k] = rule.space().poolTree.place(drawn[k]);
    batch.ensure(n);
    int node = rule.nodes().targets().at(driver);
    batch.add(rule.nodes().sources(), places, n, node, (long) driver << COUNT_BITS);
  }

  /// The partners are targets, of which some are owned.
  private void addTurned(int driver, EdgeBatch batch) {
    if (again && tape != null) {
      int n = tape.read();
      if (partner.length < n) partner = new int[2 * n];
      System.arraycopy(tape.numbers(), 0, partner, 0, n);
      tape.read();
      addTurned(driver, partner, tape.numbers(), n, batch);
      return;
    }
    Draw now = drawing();
    int all = now.draw(driver);
    if (partner.length < all) partner = new int[2 * all];
    if (ordinal.length < all) ordinal = new int[2 * all];
    int[] drawn = now.drawn();
    int n = 0;
    for (int k = 0; k < all; k++) {
      int node = rule.nodes().sources().at(rule.space().poolTree.place(drawn[k]));
      partner[n] = drawn[k];
      ordinal[n] = k;
      n += owned.test(node) ? 1 : 0;
    }
    if (tape != null) {
      tape.put(partner, n);
      tape.put(ordinal, n);
    }
    addTurned(driver, partner, ordinal, n, batch);
  }

  private void addTurned(int driver, int[] partners, int[] ordinals, int n, EdgeBatch batch) {
    int source = rule.nodes().targets().at(driver);
    batch.ensure(n);
    long first = (long) driver << COUNT_BITS;
    for (int k = 0; k < n; k++) {
      int node = rule.nodes().sources().at(rule.space().poolTree.place(partners[k]));
      batch.add(source, node, first + ordinals[k]);
    }
  }
}
