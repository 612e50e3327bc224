package myelin.cli.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names and numbers as MathML: `tau_syn_ex` is a Greek letter with a subscript, `1e-3` a power of
/// ten.
final class Notation {

  /// A thin space, between factors.
  static final String THIN = "<mspace width=\"0.2em\"/>";

  private static final Map<String, String> GREEK = new HashMap<>();

  private static final Pattern POWER_OF_TEN = Pattern.compile("([0-9.]+)[eE]([+-]?)0*([0-9]+)");

  static {
    String small =
        "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν"
            + " xi ξ pi π rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω";
    String great = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Sigma Σ Phi Φ Psi Ψ Omega Ω";
    String[] words = (small + " " + great).split(" ");
    for (int k = 0; k < words.length; k += 2) GREEK.put(words[k], words[k + 1]);
  }

  private Notation() {}

  /// A name, whose parts after the first underscore are its subscript.
  static String name(String name) {
    return name(name, null);
  }

  /// A name with a further subscript, MathML, if there is one.
  static String name(String name, @Nullable String index) {
    List<String> parts = new ArrayList<>(Arrays.asList(name.split("_")));
    if (parts.contains("")) parts = List.of(name);
    String base = element("mi", letters(parts.getFirst()));
    String below = String.join(",", parts.stream().skip(1).map(Notation::letters).toList());
    if (index == null) return below.isEmpty() ? base : sub(base, element("mtext", below));
    if (below.isEmpty()) return sub(base, index);
    return sub(base, row(element("mtext", below + ",") + index));
  }

  private static String sub(String base, String below) {
    return element("msub", base + below);
  }

  private static String letters(String part) {
    return GREEK.getOrDefault(part, Html.escape(part));
  }

  /// A number as it is written in a text.
  static String number(String text) {
    Matcher m = POWER_OF_TEN.matcher(text);
    if (!m.matches()) return element("mn", Html.escape(text));
    String exponent = element("mn", m.group(3));
    if (m.group(2).equals("-")) exponent = row(operator("−") + exponent);
    String power = element("msup", element("mn", "10") + exponent);
    double factor = Double.parseDouble(m.group(1));
    return factor == 1 ? power : row(element("mn", m.group(1)) + operator("·") + power);
  }

  /// A unit as it is written in a text.
  static String unit(String text) {
    String micro = text.startsWith("u") && text.length() > 1 ? "µ" + text.substring(1) : text;
    return element("mtext", Html.escape(micro.replace("(u", "(µ").replace("*", "·")));
  }

  /// An operator or a bracket.
  static String operator(String symbol) {
    return element("mo", Html.escape(symbol));
  }

  /// Several things beside each other.
  static String row(String content) {
    return element("mrow", content);
  }

  /// An element of MathML.
  static String element(String name, String content) {
    return Html.element(name, content);
  }

  /// The derivative by time of what has this name and is shown as `of`.
  static String derivative(String name, String of, int order) {
    int end = name.indexOf('_');
    boolean letter = letters(end < 0 ? name : name.substring(0, end)).length() == 1;
    return derivative(letter ? of : THIN + of, order);
  }

  private static String derivative(String of, int order) {
    String d = "<mi mathvariant=\"normal\">d</mi>";
    String time = element("mi", "t");
    if (order == 1) return element("mfrac", row(d + of) + row(d + time));
    String times = element("mn", Integer.toString(order));
    return element(
        "mfrac", row(element("msup", d + times) + of) + row(d + element("msup", time + times)));
  }
}
