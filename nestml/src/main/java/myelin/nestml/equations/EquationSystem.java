package myelin.nestml.equations;

import java.util.List;
import java.util.NoSuchElementException;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;

/// The equations of a model, brought into first order and sorted.
///
/// @param unknowns in the order of the text, each with its derivatives; then the hidden ones
/// @param recordables the recordable inlines, with other inlines and convolutions substituted
/// @param delays the state variables whose past is used
public record EquationSystem(
    Model model,
    List<Unknown> unknowns,
    List<Jump> jumps,
    List<Convolution> convolutions,
    List<Inline> recordables,
    List<Delay> delays) {

  /// Copies the lists.
  public EquationSystem {
    unknowns = List.copyOf(unknowns);
    jumps = List.copyOf(jumps);
    convolutions = List.copyOf(convolutions);
    recordables = List.copyOf(recordables);
    delays = List.copyOf(delays);
  }

  /// A state variable whose value some `time` (ms) ago is used.
  public record Delay(Symbol symbol, Term time) {}

  /// The unknown of that name, with its primes.
  ///
  /// @throws NoSuchElementException if there is none
  public Unknown unknown(String name) {
    return unknowns.stream()
        .filter(u -> u.symbol().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name));
  }

  /// Whether an integrator is needed.
  public boolean isNumeric() {
    return unknowns.stream().anyMatch(u -> u.solver() == Solver.NUMERIC);
  }
}
