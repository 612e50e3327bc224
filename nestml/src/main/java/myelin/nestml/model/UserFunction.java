package myelin.nestml.model;

import java.util.List;

/// A function of the model.
public record UserFunction(String name, List<Symbol> arguments, Type result, List<Action> body) {

  /// Copies the lists.
  public UserFunction {
    arguments = List.copyOf(arguments);
    body = List.copyOf(body);
  }
}
