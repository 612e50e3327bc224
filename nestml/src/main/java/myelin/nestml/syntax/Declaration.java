package myelin.nestml.syntax;

import java.util.List;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// Declares variables of one type.
///
/// @param recordable whether it is marked as recordable
/// @param variables what is declared
/// @param value their initial value
/// @param guard what must hold of values that are set from outside
/// @param decorators as `homogeneous`, without the `@`
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

  /// A mark, as `@homogeneous`, `@space::name` or `@space::name("text")`.
  ///
  /// @param name without the `@`
  /// @param text between parentheses; null without
  public record Decorator(Place place, String name, @Nullable String text) {}
}
