package myelin.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A population that measures what a step of a neuron costs; `populations.json` has one for each
/// model, by family.
///
/// @param model name of the model
/// @param parameters its parameters, by name
/// @param inputs what each neuron hears
/// @param fires whether its neurons send spikes
public record Population(
    String model, Map<String, Object> parameters, List<Input> inputs, boolean fires) {

  /// Spikes of a Poisson process, which each neuron has for itself.
  ///
  /// @param receptor number of the receptor
  /// @param rate (spikes/s)
  /// @param weight in the unit of the receptor
  public record Input(int receptor, double rate, double weight) {}

  private record Entry(
      Map<String, Object> parameters, List<List<Double>> inputs, @Nullable Boolean fires) {}

  /// All populations, by family.
  public static Map<String, List<Population>> families() {
    Map<String, List<Population>> families = new LinkedHashMap<>();
    try (InputStream file = Population.class.getResourceAsStream("populations.json")) {
      Map<String, Map<String, Entry>> all =
          JsonMapper.builder()
              .build()
              .readValue(Objects.requireNonNull(file), new TypeReference<>() {});
      all.forEach((family, models) -> {
        List<Population> populations = new ArrayList<>();
        models.forEach((model, entry) -> populations.add(of(model, entry)));
        families.put(family, populations);
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return families;
  }

  private static Population of(String model, Entry entry) {
    List<Input> inputs =
        entry.inputs().stream()
            .map(i -> new Input(i.get(0).intValue(), i.get(1), i.get(2)))
            .toList();
    Map<String, Object> parameters = new LinkedHashMap<>();
    entry.parameters().forEach((name, value) -> parameters.put(name, asNumbers(value)));
    return new Population(model, parameters, inputs, !Boolean.FALSE.equals(entry.fires()));
  }

  /// A list of numbers as an array; anything else as it is.
  private static Object asNumbers(Object value) {
    boolean numbers = value instanceof List<?> l && l.stream().allMatch(Number.class::isInstance);
    if (!numbers) return value;
    return ((List<?>) value).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
  }
}
