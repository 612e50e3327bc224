package myelin.engine.plastic;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import myelin.engine.base.BadInput;

/// Parameters of a synapse whose sum has a limit.
///
/// @param names of the parameters
/// @param most the largest sum
public record SumLimit(List<String> names, double most) {

  /// Copies the list.
  public SumLimit {
    names = List.copyOf(names);
  }

  /// Refuses parameters whose sum is above the limit.
  ///
  /// @param model name of the synapse model
  /// @param value of a parameter
  public void require(String model, ToDoubleFunction<String> value) {
    double sum = 0;
    for (String name : names) sum += value.applyAsDouble(name);
    if (!(sum > most)) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s must be <= %s. In %s, %s"
            .formatted(
                String.join(" + ", names),
                most,
                model,
                names.stream()
                    .map(n -> n + " = " + value.applyAsDouble(n))
                    .collect(Collectors.joining(" and "))));
  }
}
