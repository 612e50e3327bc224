package myelin.nestml.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.nestml.model.Kernel;
import myelin.nestml.model.Model;
import myelin.nestml.model.Ode;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.Walk;
import myelin.nestml.text.Problems;
import myelin.nestml.unit.Dimension;
import org.jspecify.annotations.Nullable;

/// Makes hidden states of convolutions.
final class Kernels {

  private final Model model;
  private final Problems problems;

  /// The kernel of each variable.
  private final Map<String, Kernel> owners = new HashMap<>();

  private final Map<String, Convolution> convolutions = new LinkedHashMap<>();
  private final Map<Symbol, Term> slopes = new LinkedHashMap<>();

  Kernels(Model model, Problems problems) {
    this.model = model;
    this.problems = problems;
    for (Kernel kernel : model.kernels()) {
      owners.put(kernel.name(), kernel);
      for (Ode ode : kernel.odes()) {
        for (int k = 0; k < ode.order(); k++) owners.put(ode.base() + "'".repeat(k), kernel);
      }
    }
    Walk.model(
        model,
        t -> {
          if (t instanceof Term.Convolve c) add(c);
        });
  }

  List<Convolution> convolutions() {
    return List.copyOf(convolutions.values());
  }

  /// The right-hand sides of the equations of the hidden states.
  Map<Symbol, Term> slopes() {
    return java.util.Collections.unmodifiableMap(slopes);
  }

  private void add(Term.Convolve c) {
    Kernel kernel = owners.get(c.kernel());
    if (kernel == null || kernel.isDelta()) return;
    String key = Convolution.name(kernel.name(), c.port(), c.index());
    if (convolutions.containsKey(key)) return;
    List<Symbol> states = new ArrayList<>();
    List<Term> increments = new ArrayList<>();
    Term function = kernel.function();
    if (function != null) {
      KernelShape shape = KernelShape.of(function);
      if (shape == null) {
        problems.error(
            kernel.place(),
            "the kernel '%s' does not solve a linear equation with constant coefficients: it must be a sum of powers of t times exponentials, sin and cos of t"
                .formatted(kernel.name()));
        return;
      }
      shaped(kernel.name(), c, shape, states, increments);
    } else {
      for (Ode ode : kernel.odes()) equations(ode, c, states, increments);
    }
    convolutions.put(key, new Convolution(kernel.name(), c.port(), c.index(), states, increments));
  }

  private void shaped(
      String kernel,
      Term.Convolve c,
      KernelShape shape,
      List<Symbol> states,
      List<Term> increments) {
    int order = shape.coefficients().size();
    for (int k = 0; k < order; k++) states.add(hidden(kernel, k, c));
    increments.addAll(shape.initial());
    for (int k = 0; k < order - 1; k++) slopes.put(states.get(k), read(states.get(k + 1)));
    Term last = Algebra.ZERO;
    for (int k = 0; k < order; k++) {
      last = Algebra.plus(last, Algebra.times(shape.coefficients().get(k), read(states.get(k))));
    }
    slopes.put(states.getLast(), last);
  }

  private void equations(Ode ode, Term.Convolve c, List<Symbol> states, List<Term> increments) {
    for (int k = 0; k < ode.order(); k++) {
      String name = ode.base() + "'".repeat(k);
      Symbol state = hidden(ode.base(), k, c);
      states.add(state);
      increments.add(model.variable(name).initial());
      slopes.put(
          state,
          k + 1 < ode.order() ? read(hidden(ode.base(), k + 1, c)) : replaced(ode.right(), c));
    }
  }

  /// The right-hand side of a kernel's equation, with its variables replaced by the hidden states.
  private static Term replaced(Term right, Term.Convolve c) {
    return Substitution.mapped(
        right,
        t ->
            t instanceof Term.Read r && r.symbol().role() == Symbol.Role.KERNEL
                ? read(hidden(r.symbol().base(), r.symbol().order(), c))
                : t);
  }

  private static Symbol hidden(String base, int order, Term.Convolve c) {
    Dimension dimension = Dimension.NONE;
    for (int k = 0; k < order; k++) dimension = dimension.over(Dimension.TIME);
    String name = Convolution.name(base, c.port(), c.index());
    return new Symbol(
        name + "'".repeat(order),
        name,
        order,
        Symbol.Role.CONVOLUTION,
        Type.of(dimension),
        c.index() == null ? c.port().size() : null);
  }

  private static Term read(Symbol symbol) {
    return new Term.Read(symbol, null);
  }

  /// What replaces a convolution: its hidden state, or the port itself for a delta kernel.
  Term standIn(Term.Convolve c) {
    Kernel kernel = owners.get(c.kernel());
    if (kernel != null && kernel.isDelta()) {
      @Nullable Term index = c.index() == null ? null : new Term.Constant(c.index(), Type.INTEGER);
      return new Term.Read(c.port(), index);
    }
    String name = c.kernel();
    int primes = name.indexOf('\'') < 0 ? 0 : name.length() - name.indexOf('\'');
    return read(hidden(name.substring(0, name.length() - primes), primes, c));
  }
}
