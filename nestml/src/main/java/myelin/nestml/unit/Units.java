package myelin.nestml.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names of units, with the prefixes of the SI.
public final class Units {

  private static final Map<String, Integer> PREFIXES = new LinkedHashMap<>();
  private static final Map<String, Unit> BASES = new LinkedHashMap<>();
  private static final Map<String, Unit> ALONE = new LinkedHashMap<>();

  /// The names that are suggested for an unknown one.
  private static final Set<String> USUAL = new TreeSet<>();

  static {
    String letters = "y z a f p n u m k M G T P E Z Y";
    int exponent = -24;
    for (String letter : letters.split(" ", -1)) {
      PREFIXES.put(letter, exponent);
      exponent += exponent == -3 ? 6 : 3;
    }
    PREFIXES.put("c", -2);
    PREFIXES.put("d", -1);
    PREFIXES.put("da", 1);
    PREFIXES.put("h", 2);
    Dimension time = Dimension.TIME;
    Dimension voltage = Dimension.VOLTAGE;
    Dimension current = Dimension.CURRENT;
    Dimension length = Dimension.basic(3);
    Dimension temperature = Dimension.basic(4);
    Dimension amount = Dimension.basic(5);
    Dimension light = Dimension.basic(6);
    Dimension none = Dimension.NONE;
    Dimension charge = current.times(time);
    Dimension power = voltage.times(current);
    Dimension energy = power.times(time);
    Dimension area = length.times(length);
    Dimension volume = area.times(length);
    Dimension mass = energy.times(time).times(time).over(area);
    Dimension force = energy.over(length);
    Dimension rate = none.over(time);
    Dimension flux = voltage.times(time);
    base("s", time, 1, 0);
    base("V", voltage, 1, 0);
    base("A", current, 1, 0);
    base("m", length, 1, 0);
    base("K", temperature, 1, 0);
    base("mol", amount, 1, 0);
    base("cd", light, 1, 0);
    base("g", mass, 1, -3);
    base("rad", none, 1, 0);
    base("sr", none, 1, 0);
    base("Hz", rate, 1, 0);
    base("Bq", rate, 1, 0);
    base("N", force, 1, 0);
    base("Pa", force.over(area), 1, 0);
    base("J", energy, 1, 0);
    base("W", power, 1, 0);
    base("C", charge, 1, 0);
    base("Ohm", voltage.over(current), 1, 0);
    base("ohm", voltage.over(current), 1, 0);
    base("S", current.over(voltage), 1, 0);
    base("F", charge.over(voltage), 1, 0);
    base("H", flux.over(current), 1, 0);
    base("Wb", flux, 1, 0);
    base("T", flux.over(area), 1, 0);
    base("lm", light, 1, 0);
    base("lx", light.over(area), 1, 0);
    base("Gy", energy.over(mass), 1, 0);
    base("Sv", energy.over(mass), 1, 0);
    base("kat", amount.over(time), 1, 0);
    base("l", volume, 1, -3);
    base("L", volume, 1, -3);
    base("M", amount.over(volume), 1, 3);
    base("eV", energy, 1.602176634, -19);
    base("G", flux.over(area), 1, -4);
    base("erg", energy, 1, -7);
    base("dyn", force, 1, -5);
    base("bar", force.over(area), 1, 5);
    alone("h", time, 3600);
    alone("d", time, 86400);
    alone("day", time, 86400);
    alone("yr", time, 31557600);
    alone("deg", none, Math.PI / 180);
    alone("percent", none, 0.01);
    alone("micron", length, 1e-6);
    alone("Angstrom", length, 1e-10);
    String usual =
        "s ms us V mV uV A mA uA nA pA S mS uS nS pS F uF nF pF Ohm kOhm MOhm GOhm Hz kHz";
    USUAL.addAll(List.of(usual.split(" ")));
    USUAL.addAll(
        List.of("C", "pC", "m", "cm", "mm", "um", "nm", "mol", "mM", "uM", "nM", "K", "J", "W"));
  }

  private Units() {}

  private static void base(String name, Dimension dimension, double factor, int tens) {
    BASES.put(name, Unit.ofSi(dimension, factor, tens));
  }

  private static void alone(String name, Dimension dimension, double factor) {
    ALONE.put(name, Unit.ofSi(dimension, factor, 0));
  }

  /// The unit of that name, such as `mV`; null if there is none.
  public static @Nullable Unit named(String name) {
    Unit exact = ALONE.containsKey(name) ? ALONE.get(name) : BASES.get(name);
    if (exact != null) return exact;
    for (int length = 2; length >= 1; length--) {
      if (name.length() <= length) continue;
      Integer tens = PREFIXES.get(name.substring(0, length));
      Unit base = BASES.get(name.substring(length));
      if (tens != null && base != null && !name.equals("min")) {
        return new Unit(base.dimension(), base.factor(), base.tens() + tens);
      }
    }
    return null;
  }

  /// The names that are suggested in place of an unknown one.
  public static Set<String> usual() {
    return java.util.Collections.unmodifiableSet(USUAL);
  }
}
