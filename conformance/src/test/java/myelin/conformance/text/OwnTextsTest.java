package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Json;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable;
import myelin.nestml.text.SourceText;
import myelin.nestml.unit.Dimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Myelin's own texts, compiled: what NEST's models of the same names did, and what the texts mean
/// to the slow, obvious neuron, for neurons that are alike and for others.
///
/// NEST's numbers are a part of those that `python/tests/test_myelin_texts.py` compares: a current
/// from 10 to 90 ms, random spikes at all receptors from 60 to 200 ms.
class OwnTextsTest {

  private static final JsonNode CASES = Json.resource("texts.json.gz");
  private static final Path TEXTS = Path.of("../models/src/main/nestml");
  private static final int STEPS = 1200;

  /// NEST's numbers are those of every hundredth step.
  private static final int SAMPLED = 100;

  /// Number of steps that are compared with the slow neuron.
  private static final int SLOW_STEPS = 300;

  /// What a value may differ by, as a part of the largest one; where neurons fire in the middle of
  /// a step, small differences grow.
  private static double tolerance(String model) {
    return model.startsWith("aeif") ? 1e-6 : 1e-9;
  }

  @TempDir private Path folder;

  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    CASES
        .properties()
        .forEach(model -> {
          for (int k = 0; k < model.getValue().size(); k++)
            all.add(Arguments.of(model.getKey(), k));
        });
    return all.stream();
  }

  @Test
  void eachTextOfANeuronHasNumbersOfNests() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS)) {
      List<String> texts =
          files
              .map(f -> f.getFileName().toString().replace(".nestml", ""))
              .filter(name -> !name.endsWith("_synapse"))
              .sorted()
              .toList();
      assertThat(CASES.propertyNames()).containsExactlyInAnyOrderElementsOf(texts);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void textsDoWhatNestDoesAndWhatTheyMean(String model, int number) throws IOException {
    String text =
        Files.readString(TEXTS.resolve(model + ".nestml"))
            .replaceFirst("(?m)^model " + model + ":", "model text_of_" + model + ":");
    JsonNode given = CASES.get(model).get(number);
    EquationSystem system = Lowering.systems(new SourceText(model, text)).getFirst();
    TextNetwork.Driven first = driven(given, system);
    TextNetwork alike = new TextNetwork(text, alike(first), STEPS);
    TextNetwork different = new TextNetwork(text, different(first, system, number), STEPS);
    Map<String, double[]> one = alike.run(3, 1, 0, folder.resolve("saved"));
    Map<String, double[]> other = different.run(3, 2, 777, folder.resolve("saved"));

    compareWithNest(given, one);
    one.forEach((name, values) -> {
      if (!name.endsWith(" of 0")) return;
      int differs = Arrays.mismatch(values, other.get(name));
      assertThat(differs)
          .as("where %s differs among others that are not alike", name)
          .isEqualTo(-1);
    });
    compareWithMeaning(alike, 0, one, tolerance(model));
    // spikes wait for the integrator's first step, whose length hangs on the last digit of the time
    if (model.equals("aeif_psc_delta")) return;
    compareWithMeaning(alike, 1, one, tolerance(model));
    compareWithMeaning(different, 1, other, tolerance(model));
  }

  /// The name in the text of what users set by a name.
  private static String inText(EquationSystem system, String parameter) {
    return Stream.of(system.model().parameters(), system.model().state())
        .flatMap(List::stream)
        .filter(v -> v.parameter().equals(parameter))
        .map(v -> v.symbol().name())
        .findFirst()
        .orElseThrow();
  }

  private static TextNetwork.Driven driven(JsonNode given, EquationSystem system) {
    Map<String, double[]> values = new TreeMap<>();
    given
        .get("parameters")
        .properties()
        .forEach(p ->
            values.put(
                inText(system, p.getKey()),
                switch (Json.value(p.getValue())) {
                  case double[] list -> list;
                  case Boolean flag -> new double[] {flag ? 1 : 0};
                  case Number n -> new double[] {n.doubleValue()};
                  case Object o -> throw new IllegalArgumentException(o.toString());
                }));
    List<TextNetwork.Train> trains = new ArrayList<>();
    for (JsonNode train : given.get("trains")) {
      int[] steps =
          Arrays.stream(Json.numbers(train.get("steps"))).mapToInt(s -> (int) s).toArray();
      trains.add(
          new TextNetwork.Train(
              train.get("receptor").intValue(), train.get("weight").doubleValue(), steps));
    }
    long ports = system.model().ports().stream().filter(p -> !p.isSpiking() && !p.slow()).count();
    double[] currents = new double[(int) ports];
    if (ports > 0) currents[0] = given.get("current").doubleValue();
    return new TextNetwork.Driven(values, trains, currents, 100, 900);
  }

  /// The same neuron with other input: early spikes, half the current at all ports; and spikes
  /// only.
  private static List<TextNetwork.Driven> alike(TextNetwork.Driven first) {
    List<TextNetwork.Train> early = new ArrayList<>();
    for (TextNetwork.Train t : first.trains()) {
      int[] steps = Arrays.stream(t.steps()).map(s -> s - 590).toArray();
      early.add(new TextNetwork.Train(t.receptor(), t.weight(), steps));
    }
    double[] half = first.currents().clone();
    Arrays.fill(half, half.length == 0 ? 0 : first.currents()[0] / 2);
    return List.of(
        first,
        new TextNetwork.Driven(first.values(), early, half, 50, 300),
        new TextNetwork.Driven(first.values(), early, new double[half.length], 1, 2));
  }

  /// The first neuron beside others whose parameters are a little smaller, those of one dimension
  /// by the same factor, so that what guards compare stays in order.
  private static List<TextNetwork.Driven> different(
      TextNetwork.Driven first, EquationSystem system, int number) {
    Random random = new Random(number);
    TextNetwork.Driven other = alike(first).get(1);
    List<TextNetwork.Driven> kinds = new ArrayList<>(List.of(first));
    for (int k = 0; k < 2; k++) {
      Map<Dimension, Double> factors = new java.util.HashMap<>();
      Map<String, double[]> values = new TreeMap<>(first.values());
      for (Variable v : system.model().parameters()) {
        Type type = v.symbol().type();
        double factor =
            factors.computeIfAbsent(type.dimension(), d -> 1 - 0.05 * random.nextDouble());
        if (type.kind() != Type.Kind.REAL) continue;
        double[] before = values.getOrDefault(v.symbol().name(), initial(v, system));
        values.put(
            v.symbol().name(), Arrays.stream(before).map(x -> x == 0 ? 0 : x * factor).toArray());
      }
      kinds.add(
          new TextNetwork.Driven(
              values, other.trains(), other.currents(), other.from(), other.to()));
    }
    return kinds;
  }

  private static double[] initial(Variable v, EquationSystem system) {
    var slow = new myelin.nestml.reference.ReferenceNeuron(system, TextNetwork.H, Map.of());
    double[] values = new double[slow.size(v.symbol())];
    for (int e = 0; e < values.length; e++) values[e] = slow.get(v.symbol().name(), e);
    return values;
  }

  private static void compareWithNest(JsonNode given, Map<String, double[]> found) {
    given
        .get("recorded")
        .properties()
        .forEach(r -> {
          double[] stored = Json.numbers(r.getValue().get("values"));
          double[] expected = Arrays.copyOf(stored, STEPS / SAMPLED);
          double[] all = found.get(r.getKey() + " of 0");
          double[] own = new double[expected.length];
          for (int k = 0; k < own.length; k++) own[k] = all[(k + 1) * SAMPLED - 1];
          Close.require(r.getKey(), own, expected, r.getValue().get("tolerance").doubleValue());
        });
    double[] spikes = Json.numbers(given.get("spikes"));
    assertThat(found.get("spikes of 0"))
        .isEqualTo(Arrays.stream(spikes).filter(s -> s <= STEPS).toArray());
  }

  private static void compareWithMeaning(
      TextNetwork network, int i, Map<String, double[]> found, double tolerance) {
    String of = " of " + i;
    Map<String, double[]> mine = new TreeMap<>();
    found.forEach((name, v) -> {
      if (name.endsWith(of)) mine.put(name.substring(0, name.length() - of.length()), v);
    });
    double[] spikes = mine.remove("spikes");
    Map<String, double[]> expected = network.reference(i, mine.keySet(), SLOW_STEPS);
    mine.forEach((name, values) -> {
      double[] right = expected.get(name);
      double largest = Arrays.stream(right).map(Math::abs).max().orElse(0);
      Close.require(
          name + of, Arrays.copyOf(values, SLOW_STEPS), right, tolerance * (largest + 1e-3));
    });
    double[] early = Arrays.stream(spikes).filter(s -> s <= SLOW_STEPS).toArray();
    assertThat(early).as("spikes" + of).isEqualTo(expected.get("spikes"));
  }
}
