package myelin.pynest;

import java.util.Map;
import myelin.Names;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Quantity;

/// Words for expressions that depend on places, in which lengths are plain numbers (um).
final class Spatial {

  /// How many numbers a function takes after its Parameters.
  private static final Map<String, Integer> ARGUMENTS =
      Map.of(
          "spatial_exponential", 1,
          "spatial_gaussian", 2,
          "spatial_gamma", 2,
          "spatial_gaussian2D", 5,
          "spatial_gabor", 5);

  private Spatial() {}

  static boolean isPlace(String word) {
    return word.equals("distance") || word.indexOf(':') > 0;
  }

  /// The value of `distance`, `distance:0`, `pos:1` and so on.
  static Quantity<Scalar> place(String word) {
    if (word.equals("distance")) return plain(Names.distance());
    int axis = Integer.parseInt(word.substring(word.indexOf(':') + 1));
    return plain(
        switch (word.substring(0, word.indexOf(':'))) {
          case "distance" -> Names.distance(axis);
          case "pos" -> Names.pos(axis);
          case "source_pos" -> Names.source_pos(axis);
          default -> Names.target_pos(axis);
        });
  }

  private static Quantity<Scalar> plain(Quantity<Length> length) {
    return length.per(Names.um(1));
  }

  static boolean isFunction(String word) {
    return ARGUMENTS.containsKey(word);
  }

  static int arguments(String word) {
    return ARGUMENTS.getOrDefault(word, 0);
  }

  static boolean isOfTwo(String word) {
    return word.equals("spatial_gaussian2D") || word.equals("spatial_gabor");
  }

  /// The value of a function of one or two Parameters and of numbers.
  static Quantity<Scalar> function(
      String word, Quantity<Scalar> x, Quantity<Scalar> y, double[] n) {
    return switch (word) {
      case "spatial_exponential" -> Names.exponential(x, Names.number(n[0]));
      case "spatial_gaussian" -> Names.gaussian(x, Names.number(n[0]), Names.number(n[1]));
      case "spatial_gamma" -> Names.gamma(x, n[0], Names.number(n[1]));
      case "spatial_gaussian2D" ->
          Names.gaussian2D(
              x,
              y,
              Names.number(n[0]),
              Names.number(n[1]),
              Names.number(n[2]),
              Names.number(n[3]),
              n[4]);
      default ->
          Names.gabor(
              x, y, Names.deg(n[0]), n[1], Names.number(n[2]), Names.number(n[3]), Names.deg(n[4]));
    };
  }
}
