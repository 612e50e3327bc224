package myelin.engine;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// Turns the parameters of a block's neurons into the coefficients of its update.
///
/// A model states each coefficient as a formula of one neuron's parameters; where all neurons of
/// the block agree it is evaluated once and the column is shared.
public final class Derivation {

  private final TimeGrid grid;
  private final String model;
  private final Map<String, Column> columns;
  private final Column.Shared shared;
  private final int first;
  private final int size;
  private final boolean uniform;
  private int lane;

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
    this.first = block * Block.LANES;
    this.size = size;
    boolean same = true;
    for (ParameterSpec p : model.parameters()) {
      Column column = columns.get(p.name());
      if (p.role() == ParameterSpec.Role.CONSTANT && column != null) {
        same &= column.uniform(block, size);
      }
    }
    uniform = same;
  }

  /// Resolution [ms].
  public double h() {
    return grid.h_ms();
  }

  /// Parameter `name` of the neuron whose coefficient is being derived; flags are 0 or 1.
  public double get(String name) {
    return Objects.requireNonNull(columns.get(name), name).at(first + lane);
  }

  /// Parameter `name`, a time, in steps, rounded up.
  public double steps(String name) {
    return grid.ceil(get(name), model + ": " + name);
  }

  /// The coefficient `formula` for each lane. Read only: the array may be shared.
  public double[] column(ToDoubleFunction<Derivation> formula) {
    lane = 0;
    double first = formula.applyAsDouble(this);
    if (uniform) return shared.of(first);
    double[] column = new double[Block.LANES];
    column[0] = first;
    boolean same = true;
    for (lane = 1; lane < size; lane++) {
      column[lane] = formula.applyAsDouble(this);
      same &= Double.doubleToRawLongBits(column[lane]) == Double.doubleToRawLongBits(first);
    }
    return same ? shared.of(first) : column;
  }

  /// Whether all neurons of the block have the same parameters; then each column holds one number.
  public boolean uniform() {
    return uniform;
  }

  /// Whether `test` holds for any neuron of the block.
  public boolean any(java.util.function.Predicate<Derivation> test) {
    for (lane = 0; lane < (uniform ? 1 : size); lane++) if (test.test(this)) return true;
    return false;
  }
}
