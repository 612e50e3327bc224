package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// Declares variables of one type.
///
/// @param recordable whether it is marked as recordable
/// @param variables the variables that are declared
/// @param value their initial value
/// @param guard the condition that values which users set must meet
/// @param decorators marks such as `homogeneous`, without the `@`
/// @param comment the comments above and beside it, joined; empty if there are none
public record Declaration(
    Place place,
    boolean recordable,
    List<Variable> variables,
    TypeText type,
    @Nullable Expression value,
    @Nullable Expression guard,
    List<Decorator> decorators,
    String comment) {

  /// Copies the lists.
  public Declaration {
    variables = List.copyOf(variables);
    decorators = List.copyOf(decorators);
  }

  /// A mark, such as `@homogeneous`, `@space::name` or `@space::name("text")`.
  ///
  /// @param name without the `@`
  /// @param text the text between parentheses; null if there is none
  public record Decorator(Place place, String name, @Nullable String text) {}
}
