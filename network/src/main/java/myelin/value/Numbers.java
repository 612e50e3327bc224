package myelin.value;

import java.nio.DoubleBuffer;
import myelin.engine.base.Unit;
import org.jspecify.annotations.Nullable;

/// Numbers that come some at a time, of which a [Quantity] is made without a copy of them all.
public final class Numbers {

  private double @Nullable [] numbers;

  /// Room for `n` numbers, which are 0 until they are put.
  public Numbers(int n) {
    numbers = new double[n];
  }

  private double[] open() {
    if (numbers == null) throw new IllegalStateException("a quantity has been made of the numbers");
    return numbers;
  }

  /// Puts number `i`.
  public void put(int i, double number) {
    open()[i] = number;
  }

  /// Puts as many numbers from place `first` on as there is room for, or as `from` has left.
  public void put(int first, DoubleBuffer from) {
    double[] to = open();
    from.get(to, first, Math.min(to.length - first, from.remaining()));
  }

  /// The quantity of these numbers, which can be put no more.
  public <D extends Dimension> Quantity<D> quantity(Unit unit) {
    double[] all = open();
    numbers = null;
    return Quantity.taking(all, unit);
  }
}
