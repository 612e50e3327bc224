package myelin.nestml.model;

import java.util.List;

/// A function of the model.
public record UserFunction(String name, List<Symbol> arguments, Type result, List<Action> body) {

  /// Copies the lists.
  public UserFunction {
    arguments = List.copyOf(arguments);
    body = List.copyOf(body);
  }

  /// Whether it does something itself besides returning a value: changes the state, fires, prints,
  /// or calls another function for its effect.
  public boolean acts() {
    return acts(body);
  }

  private static boolean acts(List<Action> actions) {
    return actions.stream()
        .anyMatch(action ->
            switch (action) {
              case Action.Assign a -> a.target().role() == Symbol.Role.STATE;
              case Action.If i ->
                  acts(i.otherwise()) || i.branches().stream().anyMatch(b -> acts(b.body()));
              case Action.For f -> f.variable().role() == Symbol.Role.STATE || acts(f.body());
              case Action.While w -> acts(w.body());
              case Action.Return _ -> false;
              default -> true;
            });
  }
}
