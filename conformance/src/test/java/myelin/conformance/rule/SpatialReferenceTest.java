package myelin.conformance.rule;

import static myelin.Names.deg;
import static myelin.Names.distance;
import static myelin.Names.exponential;
import static myelin.Names.gabor;
import static myelin.Names.gamma;
import static myelin.Names.gaussian;
import static myelin.Names.gaussian2D;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.source_pos;
import static myelin.Names.static_synapse;
import static myelin.Names.target_pos;
import static myelin.Names.um;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.node.NodeCollection;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Place;
import myelin.value.Quantity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Places, masks, values that depend on places, and connections by places are those of NEST 3.10.
class SpatialReferenceTest {

  private static final JsonNode NEST = Json.resource("spatial.json.gz");

  private static Stream<JsonNode> cases(String name) {
    return StreamSupport.stream(NEST.get(name).spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> positionsAreThoseOfNest() {
    return cases("layers")
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("layer").toString().substring(0, 20), () -> requirePositions(c)));
  }

  private static void requirePositions(JsonNode c) {
    Positions all = Described.positions(c.get("layer"));
    assertThat(all.center()).containsExactly(Json.numbers(c.get("center")), within(1e-15));
    assertThat(all.extent()).containsExactly(Json.numbers(c.get("extent")));
    assertThat(all.toArray()).isDeepEqualTo(Described.axes(c.get("positions")));
    for (int p = 0; p < c.get("points").size(); p++) {
      double[] point = Json.numbers(c.get("points").get(p));
      double[][] from =
          Arrays.stream(point).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
      double[][] ways = all.displacements(from);
      double[][] expected = Described.axes(c.get("displacements").get(p));
      for (int k = 0; k < ways.length; k++) {
        assertThat(ways[k]).containsExactly(expected[k], within(2e-15));
      }
      assertThat(Positions.lengths(ways))
          .containsExactly(Json.numbers(c.get("distances").get(p)), within(4e-15));
    }
    for (int p = 0; p < c.get("nearest").size(); p++) {
      assertThat(all.nearest(Json.numbers(c.get("points").get(p))))
          .containsExactly(Described.whole(c.get("nearest").get(p)));
    }
    for (JsonNode s : c.get("selected")) {
      Mask mask = Described.mask(s.get("mask"));
      double[] anchor = Json.numbers(s.get("anchor"));
      if (s.get("nodes").isString()) {
        assertThatExceptionOfType(BadInput.class)
            .isThrownBy(() -> all.inside(mask, anchor))
            .withMessageContaining("Mask size must not exceed layer size");
      } else {
        assertThat(all.inside(mask, anchor))
            .as("%s at %s", mask, s.get("anchor"))
            .containsExactly(Described.whole(s.get("nodes")));
      }
    }
  }

  @Test
  void masksHoldThePointsThatTheyHoldInNest() {
    cases("masks")
        .forEach(c -> {
          Mask mask = Described.mask(c.get("mask"));
          for (int p = 0; p < c.get("points").size(); p++) {
            double[] x = Json.numbers(c.get("points").get(p));
            boolean inside = mask.contains(x[0], x[1], x.length > 2 ? x[2] : 0);
            assertThat(inside)
                .as("%s at %s", mask, Arrays.toString(x))
                .isEqualTo(c.get("inside").get(p).booleanValue());
            for (int k = 0; k < x.length; k++) {
              if (inside) assertThat(x[k]).isBetween(mask.lower(k), mask.upper(k));
            }
          }
        });
  }

  private static Quantity<Length> way(int axis) {
    return target_pos(axis).minus(source_pos(axis));
  }

  private static Quantity<Scalar> plain(Quantity<Length> length) {
    return length.per(um(1));
  }

  private static Quantity<Scalar> value(String name) {
    return switch (name) {
      case "distance" -> plain(distance());
      case "x" -> plain(distance(0));
      case "y" -> plain(distance(1));
      case "source_pos" -> plain(source_pos(1));
      case "target_pos" -> plain(target_pos(0));
      case "exponential" -> exponential(distance(), um(0.4));
      case "gaussian" -> gaussian(distance(), um(0.3), um(0.25));
      case "gamma" -> gamma(distance(), 2.5, um(0.3)).times(1);
      case "gamma small" -> gamma(distance(), 0.7, um(0.3));
      case "gaussian2D" -> gaussian2D(way(0), way(1), um(0.1), um(-0.2), um(0.5), um(0.3), 0.4);
      case "gabor" -> gabor(way(0), way(1), deg(30), 0.7, um(0.5), um(0.8), deg(20));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void valuesOfPlacesAreThoseOfNest() {
    cases("values")
        .forEach(c -> {
          Positions all = Described.positions(c.get("layer"));
          int node = c.get("node").intValue();
          Quantity<Scalar> value = value(c.get("name").stringValue());
          for (int p = 0; p < c.get("points").size(); p++) {
            double[] point = Json.numbers(c.get("points").get(p));
            Place place = new Place();
            for (int k = 0; k < point.length; k++) {
              place.source(k, all.at(k, node));
              place.target(k, point[k]);
              place.away(k, Math.abs(all.displacement(k, all.at(k, node), point[k])));
            }
            double expected = c.get("numbers").get(p).doubleValue();
            assertThat(value.draw(new RandomStream(0), 0, place))
                .as("%s at %s", value, Arrays.toString(point))
                .isCloseTo(expected, within(1e-14 + 1e-12 * Math.abs(expected)));
          }
        });
  }

  /// A synapse as NEST has it: places of source and target, weight.
  private record Pair(int source, int target, double weight) {}

  @TestFactory
  Stream<DynamicTest> connectionsAreThoseOfNest() {
    return cases("connections")
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("mask").toString() + c.get("spec"), () -> requireConnections(c)));
  }

  private static void requireConnections(JsonNode c) {
    JsonNode spec = c.get("spec");
    ConnectionRule rule = pairwise_bernoulli(1).mask(Described.mask(c.get("mask")));
    if (spec.has("use_on_source") && spec.get("use_on_source").booleanValue()) {
      rule = rule.use_on_source();
    }
    if (spec.has("allow_autapses")) rule = rule.withoutAutapses();
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      NodeCollection sources = sim.create(iaf_psc_alpha, Described.positions(c.get("sources")));
      NodeCollection targets =
          c.get("targets").isNull()
              ? sources
              : sim.create(iaf_psc_alpha, Described.positions(c.get("targets")));
      sim.connect(
          sources,
          targets,
          rule,
          static_synapse.with(weight, value(c.get("weight").stringValue())));
      Connections made = sim.connections(sources, targets);
      List<Pair> own = new ArrayList<>();
      int[] from = made.source();
      int[] to = made.target();
      double[] weights = made.get(weight);
      for (int e = 0; e < from.length; e++) {
        own.add(new Pair(sources.indexOf(from[e]), targets.indexOf(to[e]), weights[e]));
      }
      own.sort(java.util.Comparator.comparingInt(Pair::source).thenComparingInt(Pair::target));
      assertThat(own).hasSameSizeAs(c.get("pairs"));
      for (int e = 0; e < own.size(); e++) {
        JsonNode nest = c.get("pairs").get(e);
        assertThat(own.get(e).source()).isEqualTo(nest.get(0).intValue());
        assertThat(own.get(e).target()).isEqualTo(nest.get(1).intValue());
        double w = nest.get(2).doubleValue();
        assertThat(own.get(e).weight()).isCloseTo(w, within(1e-6 * (1e-6 + Math.abs(w))));
      }
    }
  }
}
