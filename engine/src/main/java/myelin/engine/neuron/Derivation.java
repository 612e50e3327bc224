package myelin.engine.neuron;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import myelin.engine.base.TimeGrid;
import myelin.engine.declare.ParameterSpec;

/// Turns the parameters of a block's neurons into the coefficients of its update.
///
/// A model states each coefficient as a formula of one neuron's parameters, and of nothing else;
/// where all neurons of the block agree in those that it reads, it is evaluated once and the column
/// is shared, and where a neuron agrees with the one before, it is not evaluated again.
public final class Derivation {

  private final TimeGrid grid;
  private final String model;
  private final Map<String, Column> columns;
  private final Column.Shared shared;
  private final int first;
  private final int block;
  private final int size;
  private final boolean uniform;
  private int lane;

  /// What the last formula has read.
  private Column[] read = new Column[8];

  private int reads;

  Derivation(
      TimeGrid grid,
      NeuronModel model,
      Map<String, Column> columns,
      Column.Shared shared,
      int block,
      int size) {
    this.grid = grid;
    this.model = model.name();
    this.columns = columns;
    this.shared = shared;
    this.block = block;
    first = block * Block.LANES;
    this.size = size;
    boolean same = true;
    for (ParameterSpec p : model.shape().numbers()) {
      Column column = columns.get(p.name());
      if (p.role() == ParameterSpec.Role.CONSTANT && column != null) {
        same &= column.uniform(block, size);
      }
    }
    uniform = same;
  }

  /// Resolution (ms).
  public double h() {
    return grid.h_ms();
  }

  /// Parameter `name` of the neuron whose coefficient is being derived; flags are 0 or 1.
  public double get(String name) {
    Column column = Objects.requireNonNull(columns.get(name), name);
    note(column);
    return column.at(first + lane);
  }

  /// Element number `k` of the list `name` of that neuron.
  public double get(String name, int k) {
    return get("%s[%d]".formatted(name, k));
  }

  private void note(Column column) {
    for (int k = 0; k < reads; k++) if (read[k] == column) return;
    if (reads == read.length) read = Arrays.copyOf(read, 2 * reads);
    read[reads++] = column;
  }

  /// Whether all neurons agree in what the last formula has read.
  private boolean agree() {
    if (uniform) return true;
    for (int k = 0; k < reads; k++) if (!read[k].uniform(block, size)) return false;
    return true;
  }

  /// Whether the neuron agrees with the one before in that.
  private boolean agreesWithLast() {
    int i = first + lane;
    for (int k = 0; k < reads; k++) if (!read[k].same(i - 1, i)) return false;
    return true;
  }

  /// Parameter `name`, a time, in steps, rounded up.
  public double steps(String name) {
    return grid.ceil(get(name), model + ": " + name);
  }

  /// The coefficient `formula` for each lane. Read only: the array may be shared.
  public double[] column(ToDoubleFunction<Derivation> formula) {
    lane = 0;
    reads = 0;
    double value = formula.applyAsDouble(this);
    if (agree()) return shared.of(value);
    double[] column = new double[Block.LANES];
    column[0] = value;
    boolean same = true;
    for (lane = 1; lane < size; lane++) {
      if (!agreesWithLast()) {
        reads = 0;
        value = formula.applyAsDouble(this);
      }
      column[lane] = value;
      same &= Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(column[0]);
    }
    return same ? shared.of(value) : column;
  }

  /// Whether all neurons of the block have the same parameters; then each column holds one number.
  public boolean uniform() {
    return uniform;
  }

  /// Whether `test` holds for any neuron of the block.
  public boolean any(java.util.function.Predicate<Derivation> test) {
    for (lane = 0; lane < size; lane++) {
      if (lane > 0 && agreesWithLast()) continue;
      reads = 0;
      if (test.test(this)) return true;
      if (lane == 0 && agree()) return false;
    }
    return false;
  }
}
