package myelin.conformance.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Expressions and what they are by mathematics.
final class Expressions {

  private Expressions() {}

  /// Variables that they use, with type and value.
  static final Map<String, String> VALUES = new TreeMap<>();

  static final Map<String, Double> NUMBERS = new LinkedHashMap<>();
  static final Map<String, Boolean> TRUTHS = new LinkedHashMap<>();

  static {
    VALUES.put("a", "real = 2.5");
    VALUES.put("b", "real = -1.25");
    VALUES.put("c", "real = 0.3");
    VALUES.put("i", "integer = 7");
    VALUES.put("j", "integer = -3");
    VALUES.put("k", "integer = 2");
    VALUES.put("yes", "boolean = true");
    VALUES.put("no", "boolean = false");
    VALUES.put("U", "mV = -65 mV");
    VALUES.put("lasts", "ms = 3 ms");
    double a = 2.5;
    double b = -1.25;
    double c = 0.3;
    number("a + b", a + b);
    number("a - b", a - b);
    number("a - b - c", a - b - c);
    number("a * b", a * b);
    number("a / b", -2);
    number("a * b / c * a", a * b / c * a);
    number("a**2", 6.25);
    number("a**3", 15.625);
    number("a**4", 39.0625);
    number("a**b", StrictMath.pow(a, b));
    number("c**-0.7", StrictMath.pow(c, -0.7));
    number("-a**2", -6.25);
    number("-(a + b)", -1.25);
    number("+a", 2.5);
    number("2**-1", 0.5);
    number("2**3**2", 512);
    number("i / k", 3.5);
    number("i // k", 3);
    number("j // k", -1);
    number("i % k", 1);
    number("j % k", -1);
    number("i << k", 28);
    number("i >> k", 1);
    number("j >> 1", -2);
    number("i & k", 2);
    number("i | 8", 15);
    number("i ^ k", 5);
    number("~i", -8);
    number("-i", -7);
    number("i * j", -21);
    number("i + j", 4);
    number("i - j", 10);
    number("i + a", 9.5);
    number("a - i", -4.5);
    number("i * a", 17.5);
    number("i**k", 49);
    number("a > b ? a : b", a);
    number("no ? 1 : i", 7);
    number("a < 0 ? 1 : b < 0 ? 2 : 3", 2);
    number("min(a, b)", b);
    number("max(a, b)", a);
    number("min(i, j)", -3);
    number("max(i, j)", 7);
    number("min(i, a)", a);
    number("abs(b)", 1.25);
    number("abs(j)", 3);
    number("clip(a, b, 1)", 1);
    number("clip(b, 0, 1)", 0);
    number("clip(c, 0, 1)", c);
    number("clip(i, 0, 5)", 5);
    number("exp(b)", StrictMath.exp(b));
    number("expm1(c)", StrictMath.expm1(c));
    number("ln(a)", StrictMath.log(a));
    number("log10(a)", StrictMath.log10(a));
    number("sin(a)", StrictMath.sin(a));
    number("cos(a)", StrictMath.cos(a));
    number("tan(a)", StrictMath.tan(a));
    number("sinh(b)", StrictMath.sinh(b));
    number("cosh(b)", StrictMath.cosh(b));
    number("tanh(b)", StrictMath.tanh(b));
    number("erf(c)", 0.3286267594591274);
    number("erfc(c)", 1 - 0.3286267594591274);
    number("ceil(b)", -1);
    number("floor(b)", -2);
    number("ceil(i)", 7);
    number("floor(j)", -3);
    number("round(a)", 3);
    number("round(b)", -1);
    number("round(-a)", -3);
    number("round(i)", 7);
    number("pow(a, b)", StrictMath.pow(a, b));
    number("pow(i, k)", 49);
    number("e**a", StrictMath.pow(Math.E, a));
    number("sin(pi / 6)", 0.5);
    number("f(a, b) + f(b, a)", 2 * (a - b) + 2 * (b - a) - 1);
    number("f(i, j)", 20);
    number("cut(a)", 2);
    number("cut(7.9) // 2", 3);
    number("U / mV", -65);
    number("(U + 1 V) / (1 mV)", 935);
    number("U**2 / (1 mV**2)", 4225);
    number("(U * U)**0.5 / mV", 65);
    number("exp(U / (10 mV))", StrictMath.exp(-6.5));
    number("1 / lasts * (1 s)", 1000.0 / 3);
    number("max(U, -70 mV) / mV", -65);
    units();

    truth("a < b", false);
    truth("a <= b", false);
    truth("a == b", false);
    truth("a != b", true);
    truth("a <> b", true);
    truth("a >= b", true);
    truth("a > b", true);
    truth("a < a", false);
    truth("a <= a", true);
    truth("a == a", true);
    truth("a != a", false);
    truth("a >= a", true);
    truth("a > a", false);
    truth("i < j", false);
    truth("i <= j", false);
    truth("i == j", false);
    truth("i != j", true);
    truth("i >= 7", true);
    truth("i > 7", false);
    truth("i <= 7", true);
    truth("i > a", true);
    truth("yes == no", false);
    truth("yes != no", true);
    truth("yes == yes", true);
    truth("no", false);
    truth("not no", true);
    truth("not (a > b)", false);
    truth("yes and no", false);
    truth("yes and yes", true);
    truth("no or no", false);
    truth("no or yes", true);
    truth("yes or no", true);
    truth("a > 0 and (b > 0 or i == 7)", true);
    truth("a > 0 and (b > 0 or not (i == 7))", false);
    truth("(a < 0 or b < 0) and not (yes and no)", true);
    truth("(a > b) == (b > a)", false);
    truth("(yes ? a : b) > 2", true);
    truth("a < inf and a > -inf", true);
    truth("positive(a) and not positive(b)", true);
    truth("U < -64 mV", true);
  }

  private static void number(String expression, double value) {
    NUMBERS.put(expression, value);
  }

  private static void truth(String expression, boolean value) {
    TRUTHS.put(expression, value);
  }

  /// What units are by definition.
  private static void units() {
    for (String one :
        List.of(
            "1 N * (1 m) / (1 J)",
            "1 W * (1 s) / (1 J)",
            "1 C / (1 A*s)",
            "1 Wb / (1 V*s)",
            "1 T * (1 m**2) / (1 Wb)",
            "1 Pa * (1 m**2) / (1 N)",
            "1 Gy * (1 kg) / (1 J)",
            "1 Sv / (1 Gy)",
            "1 kat * (1 s) / (1 mol)",
            "1 lx * (1 m**2) / (1 lm)",
            "1 H * (1 A) / (1 Wb)",
            "1 F * (1 V) / (1 C)",
            "1 S * (1 Ohm)",
            "1 ohm / (1 Ohm)",
            "1 Hz * (1 s)",
            "1 Bq / (1 Hz)",
            "1 cd / (1 lm) * sr",
            "1 M * (1 l) / (1 mol)",
            "1 L / (1 l)",
            "1 micron / (1 um)",
            "1 day / (1 d)",
            "1 mV**(1/2) * (1 mV**0.5) / (1 mV)",
            "1 / 1 ms * (1 ms)",
            "3 nS * (2 mV) / (6 pA)",
            "10 MOhm * (100 pA) / (1 mV)")) {
      number(one, 1);
    }
    number("1 nA / (1 pA)", 1000);
    number("0.01 s / (1 ms)", 10);
    number("1 um / (1 nm)", 1000);
    number("1 h / (1 s)", 3600);
    number("1 d / (1 h)", 24);
    number("1 yr / (1 d)", 365.25);
    number("180 deg / (1 rad)", Math.PI);
    number("1 percent", 0.01);
    number("1 eV / (1 J)", 1.602176634e-19);
    number("1 erg / (1 J)", 1e-7);
    number("1 dyn / (1 N)", 1e-5);
    number("1 bar / (1 Pa)", 1e5);
    number("1 G / (1 T)", 1e-4);
    number("1 l / (1 m**3)", 1e-3);
    number("1 Angstrom / (1 nm)", 0.1);
    number("1 daPa / (1 Pa)", 10);
    number("1 hPa / (1 cPa)", 10000);
    number("1 dm / (1 m)", 0.1);
    number("300 K / (1 mK)", 300000);
    number("1 YV / (1 ZV)", 1000);
    number("1 PV / (1 EV)", 0.001);
    number("1 uM / (1 nM)", 1000);
  }

  static final String FUNCTIONS =
      """
        function f(r real, s real) real:
          difference real = r - s
          if difference < 0:
            difference *= 2
            return difference - 1
          else:
            return 2 * difference

        function cut(r real) integer:
          whole integer = floor(r)
          return whole

        function positive(r real) boolean:
          if r > 0:
            return true
          return false

      """;
}
