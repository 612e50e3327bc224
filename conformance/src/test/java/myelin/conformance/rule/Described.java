package myelin.conformance.rule;

import static myelin.Names.um;

import java.util.Arrays;
import myelin.conformance.harness.Json;
import myelin.space.Mask;
import myelin.space.Positions;
import tools.jackson.databind.JsonNode;

/// Places and masks as the resource `spatial.json.gz` describes them.
final class Described {

  private Described() {}

  static Positions positions(JsonNode of) {
    Positions made;
    if (of.has("shape")) {
      made = Positions.grid(whole(of.get("shape")));
      if (of.has("center")) made = made.center(Json.numbers(of.get("center")));
    } else {
      made = Positions.free(axes(of.get("pos")));
    }
    if (of.has("extent")) made = made.extent(Json.numbers(of.get("extent")));
    return of.get("wrap").booleanValue() ? made.wrapped() : made;
  }

  /// Rows of coordinates, axis by axis.
  static double[][] axes(JsonNode rows) {
    double[][] axes = new double[rows.get(0).size()][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < axes.length; k++) axes[k][i] = rows.get(i).get(k).doubleValue();
    }
    return axes;
  }

  static int[] whole(JsonNode numbers) {
    return Arrays.stream(Json.numbers(numbers)).mapToInt(x -> (int) x).toArray();
  }

  static Mask mask(JsonNode of) {
    if (of.has("sign")) {
      Mask one = mask(of.get("one"));
      Mask other = mask(of.get("other"));
      return switch (of.get("sign").stringValue()) {
        case "&" -> one.and(other);
        case "|" -> one.or(other);
        default -> one.minus(other);
      };
    }
    if (of.get("type").stringValue().equals("grid")) {
      int[] shape = whole(of.get("shape"));
      return Mask.grid(shape, of.has("anchor") ? whole(of.get("anchor")) : new int[shape.length]);
    }
    double azimuth = number(of, "azimuth_angle");
    double polar = number(of, "polar_angle");
    Mask made =
        switch (of.get("type").stringValue()) {
          case "rectangular", "box" ->
              Mask.box(
                  Json.numbers(of.get("lower_left")),
                  Json.numbers(of.get("upper_right")),
                  azimuth,
                  polar);
          case "circular" -> Mask.circular(um(number(of, "radius")));
          case "spherical" -> Mask.spherical(um(number(of, "radius")));
          case "doughnut" ->
              Mask.doughnut(um(number(of, "inner_radius")), um(number(of, "outer_radius")));
          case "elliptical" ->
              Mask.elliptical(um(number(of, "major_axis")), um(number(of, "minor_axis")), azimuth);
          default ->
              Mask.ellipsoidal(
                  um(number(of, "major_axis")),
                  um(number(of, "minor_axis")),
                  um(number(of, "polar_axis")),
                  azimuth,
                  polar);
        };
    return of.has("anchor") ? made.anchor(Json.numbers(of.get("anchor"))) : made;
  }

  static double number(JsonNode of, String name) {
    return of.has(name) ? of.get(name).doubleValue() : 0;
  }
}
