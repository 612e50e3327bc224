package myelin.conformance.harness;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.Names;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.value.Quantity;

/// What to try for a parameter, found from its declaration.
public final class Boundaries {

  /// Ascending numbers, between which the boundaries of what is allowed are searched for.
  private static final double[] NUMBERS = {
    Double.NEGATIVE_INFINITY,
    -1e300,
    -1e16,
    -71,
    -1,
    -1e-300,
    0,
    1e-300,
    1e-9,
    0.05,
    0.5,
    1,
    2,
    100,
    1e9,
    1e16,
    1e300,
    Double.POSITIVE_INFINITY,
  };

  private Boundaries() {}

  /// Numbers of all sizes, NaN, and the last numbers before and the first after each boundary.
  public static List<Double> of(Condition condition) {
    List<Double> all = new ArrayList<>(List.of(Double.NaN));
    for (int k = 0; k < NUMBERS.length; k++) {
      all.add(NUMBERS[k]);
      if (k + 1 == NUMBERS.length) break;
      if (condition.allows(NUMBERS[k]) == condition.allows(NUMBERS[k + 1])) continue;
      double low = NUMBERS[k];
      double high = NUMBERS[k + 1];
      while (Math.nextUp(low) < high) {
        double middle = middle(low, high);
        if (condition.allows(middle) == condition.allows(low)) low = middle;
        else high = middle;
      }
      all.add(low);
      all.add(high);
    }
    return all;
  }

  /// The number with as many doubles below as above it between two numbers, not their mean.
  private static double middle(double low, double high) {
    long a = order(low);
    long b = order(high);
    return number(a + (b - a) / 2);
  }

  private static long order(double x) {
    long bits = Double.doubleToRawLongBits(x == 0 ? 0.0 : x);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }

  private static double number(long order) {
    return Double.longBitsToDouble(order >= 0 ? order : Long.MIN_VALUE - order);
  }

  /// A value in each unit that is not the parameter's, by the unit.
  public static Map<Unit, Quantity<?>> otherUnits(ParameterSpec p) {
    EnumSet<Unit> units = EnumSet.complementOf(EnumSet.of(Unit.NONE, Unit.WEIGHT));
    Map<Unit, Quantity<?>> all = new LinkedHashMap<>();
    all.put(Unit.MS, Names.ms(1));
    all.put(Unit.MV, Names.mV(1));
    all.put(Unit.PA, Names.pA(1));
    all.put(Unit.PF, Names.pF(1));
    all.put(Unit.NS, Names.nS(1));
    all.put(Unit.HZ, Names.Hz(1));
    all.put(Unit.DEG, Names.deg(1));
    all.put(Unit.UM, Names.um(1));
    all.keySet().forEach(units::remove);
    if (!units.isEmpty()) throw new IllegalStateException("no quantity in " + units);
    all.remove(p.unit());
    return all;
  }

  /// Whether a message shows a number as a user would have written it.
  public static boolean shows(String message, double number) {
    return message.contains(Double.toString(number))
        || (number == Math.rint(number) && message.contains(Long.toString((long) number)));
  }
}
