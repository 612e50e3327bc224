package myelin.engine.declare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.engine.base.Condition;

/// What the elements of a list of maps are made of, such as the compartments of a neuron:
/// `{parent_idx = 0, params = {g_C = 0.1}}`.
///
/// @param structure whole numbers and choices of texts, all of which an element must have; they say
///   what the neuron consists of
/// @param numbers the numbers of an element, by the choice that is the last of its structure, or
///   under an empty text where that is no choice; what is not given has its default
public record Fields(List<ParameterSpec> structure, Map<String, List<ParameterSpec>> numbers) {

  /// The name of an element's map of numbers.
  public static final String NUMBERS = "params";

  /// A whole number, or a choice from `choices`, that each element has.
  public static ParameterSpec structure(
      String name, List<String> choices, String meaning, Condition condition) {
    if (!choices.isEmpty()) return ParameterSpec.choice(name, choices, meaning);
    return ParameterSpec.whole(name, 0, meaning, condition);
  }

  /// The numbers of an element of that structure.
  ///
  /// @param own its whole numbers, choices counted from 0
  public List<ParameterSpec> numbers(int... own) {
    ParameterSpec last = structure.getLast();
    String choice = last.isChoice() ? last.choices().get(own[own.length - 1]) : "";
    return Objects.requireNonNull(numbers.get(choice), choice);
  }

  /// What an element has, as a page on its model tells it.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ParameterSpec field : structure) {
      String choices = field.isChoice() ? ": " + String.join(", ", field.choices()) : "";
      text.append("  %-15s %s%s\n".formatted(field.name(), field.meaning(), choices));
    }
    numbers.forEach((choice, all) -> {
      text.append("  %s%s\n".formatted(NUMBERS, choice.isEmpty() ? "" : " of " + choice));
      for (ParameterSpec number : all) {
        String initial = number.unit().text(number.initialNumber());
        String meaning = number.meaning() + ", " + number.condition().text();
        text.append("    %-13s %-9s %s\n".formatted(number.name(), initial, meaning));
      }
    });
    return text.toString();
  }

  /// Whether an element can have that structure.
  public boolean allows(int... own) {
    for (int f = 0; f < own.length; f++) {
      if (!structure.get(f).condition().allows(own[f])) return false;
    }
    return true;
  }
}
