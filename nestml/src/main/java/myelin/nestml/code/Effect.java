package myelin.nestml.code;

import java.util.List;
import java.util.Optional;

/// A statement about one neuron, as it is turned into byte code.
public sealed interface Effect {

  /// Assigns a value to a place, as one of its kind.
  ///
  /// @param place a [Code.Element], a [Code.Indexed] or a [Code.Local]
  public record Assign(Code place, Code value) implements Effect {}

  /// Does one thing if a condition holds, another if not.
  public record If(Code condition, List<Effect> yes, List<Effect> no) implements Effect {
    public If {
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }
  }

  /// Repeats while a condition holds.
  public record While(Code condition, List<Effect> body) implements Effect {
    public While {
      body = List.copyOf(body);
    }
  }

  /// Sends a spike, or several.
  ///
  /// @param strength how many
  /// @param offset how long before the end of the step (ms)
  public record Emit(Code strength, Code offset) implements Effect {}

  /// Advances the system of equations number `system` by the integrator; in synapses only.
  public record Integrate(int system) implements Effect {}

  /// Calls a function of the model that has no value.
  public record Run(Code.Invoke call) implements Effect {}

  /// Prints a text, in which `{}` stands for the values.
  public record Print(String function, String text, List<Code> values) implements Effect {
    public Print {
      values = List.copyOf(values);
    }
  }

  /// Ends the function or the block.
  public record Return(Optional<Code> value) implements Effect {}
}
