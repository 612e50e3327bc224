package myelin.nestml.equations;

import java.util.List;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// The hidden states that convolve one kernel with one port.
///
/// At the end of a step each state grows by its increment times the summed weights of the port.
///
/// @param kernel name of the kernel
/// @param index which element of a vector of ports; null for a single port, or element by element
/// @param states with derivatives such as `K__X__port'` if the kernel is of second or higher order
/// @param increments the kernel's initial values, one for each state
public record Convolution(
    String kernel,
    Symbol port,
    @Nullable Integer index,
    List<Symbol> states,
    List<Term> increments) {

  /// Copies the lists.
  public Convolution {
    states = List.copyOf(states);
    increments = List.copyOf(increments);
  }

  /// The name of a hidden state.
  ///
  /// @param variable the kernel, or a variable of its equations, with primes
  public static String name(String variable, Symbol port, @Nullable Integer index) {
    int primes = variable.indexOf('\'');
    String base = primes < 0 ? variable : variable.substring(0, primes);
    String end = primes < 0 ? "" : variable.substring(primes);
    return base + "__X__" + port.name() + (index == null ? "" : "_" + index) + end;
  }
}
