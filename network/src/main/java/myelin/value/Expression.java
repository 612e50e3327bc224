package myelin.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How a value is made of others: the name of a function, or an operator, and its arguments.
///
/// @param name as in [myelin.Names], or `+`, `-`, `*`, `/`, `^`, `<`, `<=`, `==`
/// @param arguments in order; numbers among them are values, too
record Expression(String name, List<Quantity<?>> arguments) {

  /// A function, or an operator, of these.
  static Expression of(String name, Quantity<?>... arguments) {
    return new Expression(name, List.of(arguments));
  }

  /// The same followed by pure numbers.
  Expression and(double... numbers) {
    List<Quantity<?>> all = new ArrayList<>(arguments);
    Arrays.stream(numbers).mapToObj(Units::number).forEach(all::add);
    return new Expression(name, List.copyOf(all));
  }

  /// How a user would write it.
  @Override
  public String toString() {
    boolean function = Character.isLetter(name.charAt(0));
    return arguments.stream()
        .map(Quantity::toString)
        .collect(
            Collectors.joining(
                function ? ", " : " " + name + " ", function ? name + "(" : "(", ")"));
  }
}
