package myelin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import myelin.nestml.equations.Convolution;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Jump;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Integrator;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Receptor;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.TermText;
import myelin.nestml.model.Variable;

/// A checked model of NESTML as text for a terminal.
final class CheckedText {

  private static final int VALUE = 40;

  private final StringBuilder text = new StringBuilder();
  private final EquationSystem system;
  private final Model model;

  private CheckedText(EquationSystem system) {
    this.system = system;
    model = system.model();
  }

  static String of(EquationSystem system) {
    return new CheckedText(system).all();
  }

  private String all() {
    String summary = model.description().lines().findFirst().orElse("");
    line(
        "%s (%s)%s"
            .formatted(
                model.name(),
                model.synapse() ? "synapse" : "neuron",
                summary.isEmpty() ? "" : ": " + summary));
    variables("Parameters", model.parameters());
    variables("Internals", model.internals());
    variables("State", model.state());
    equations();
    recordables();
    inputs();
    text.append(System.lineSeparator());
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }

  private void section(String title, Table table) {
    if (table.isEmpty()) return;
    line("");
    line(title);
    text.append(table.text(2));
  }

  private void variables(String title, List<Variable> variables) {
    Table table = new Table(30, VALUE, Table.REST);
    for (Variable v : variables) {
      String meaning = v.meaning();
      Term guard = v.guard();
      if (guard != null) {
        meaning += (meaning.isEmpty() ? "" : "; ") + TermText.of(guard);
      }
      table.row(named(v.symbol()), value(v), meaning);
    }
    section(title, table);
  }

  private static String value(Variable v) {
    String value = TermText.of(v.initial());
    boolean shown = v.initial() instanceof Term.Constant || !v.symbol().type().hasUnit();
    return shown ? value : value + " (" + v.symbol().type() + ")";
  }

  private static String named(Symbol symbol) {
    String size =
        switch (symbol.size()) {
          case null -> "";
          case Size.LengthOf l when l.list().equals(symbol.name()) -> "[]";
          case Size s -> "[" + s + "]";
        };
    return symbol.base() + size + "'".repeat(symbol.order());
  }

  private void equations() {
    Table table = new Table(30, 9, Table.REST);
    for (Unknown u : system.unknowns()) {
      if (u.isHidden()) continue;
      table.row(u.symbol().name() + "'", solver(u), u.why());
    }
    section("Equations, and how they are solved", table);
    Table hidden = new Table(40, 9, Table.REST);
    for (Convolution c : system.convolutions()) {
      for (int k = 0; k < c.states().size(); k++) {
        Unknown u = system.unknown(c.states().get(k).name());
        String increment = TermText.of(c.increments().get(k));
        hidden.row(named(u.symbol()), solver(u), "a spike adds " + times(increment));
      }
    }
    section("Convolutions", hidden);
    Table jumps = new Table(30, Table.REST);
    for (Jump j : system.jumps()) {
      String port = j.port().name() + (j.index() == null ? "" : "[" + j.index() + "]");
      String what = "a spike at %s adds %s".formatted(port, times(TermText.of(j.factor())));
      jumps.row(j.target().name(), what);
    }
    section("Spikes in equations", jumps);
    integrator();
  }

  private static String solver(Unknown u) {
    return u.solver().name().toLowerCase(Locale.ROOT);
  }

  private static String times(String factor) {
    if (factor.equals("0")) return "nothing";
    return factor.equals("1") ? "its weight" : factor + " times its weight";
  }

  private void integrator() {
    boolean numeric = system.unknowns().stream().anyMatch(u -> u.solver() == Solver.NUMERIC);
    if (!numeric) return;
    Integrator i = model.integrator();
    line("");
    if (i.method().fixed()) {
      boolean euler = i.method() == Integrator.Method.EULER;
      String method = euler ? "Euler's method" : "the classical Runge-Kutta method of order 4";
      line("Integrator: %s, one step for each step of the simulation".formatted(method));
      return;
    }
    line("Integrator: Runge-Kutta-Fehlberg; the error in a step may be at most");
    String relative =
        i.control() == Integrator.Control.SOLUTION ? "the value" : "its change in the step";
    line(
        "  %s (in the unit of each variable) + %s times %s"
            .formatted(TermText.of(i.absolute()), TermText.of(i.relative()), relative));
  }

  private void recordables() {
    Table table = new Table(30, Table.REST);
    for (Inline inline : system.recordables()) {
      table.row(inline.symbol().name() + " (" + inline.symbol().type() + ")", inline.meaning());
    }
    section("Recordable besides the state", table);
  }

  private void inputs() {
    Table table = new Table(40, 60, Table.REST);
    if (model.synapse()) {
      for (Port p : model.ports()) table.row("spikes", p.symbol().name(), p.meaning());
      section("Input", table);
      return;
    }
    boolean single = model.receptors().size() == 1 && model.receptors().getFirst().size() == null;
    int number = single ? 0 : 1;
    String variable = "";
    for (Receptor r : model.receptors()) {
      int elements = r.size() instanceof Size.Fixed f ? f.elements() : 1;
      String shown = number + variable;
      if (r.size() != null)
        shown += r.size() instanceof Size.Fixed ? "-" + (number + elements - 1) : "...";
      table.row("receptor " + shown, ports(r), meanings(r));
      if (r.size() instanceof Size.Fixed || r.size() == null) number += elements;
      else variable += " + " + r.size();
    }
    for (Port p : model.ports()) {
      if (!p.isSpiking()) {
        table.row("continuous", p.symbol().name() + " (" + p.symbol().type() + ")", p.meaning());
      }
    }
    section("Input", table);
  }

  private static String meanings(Receptor r) {
    return r.ports().stream()
        .map(Port::meaning)
        .filter(m -> !m.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String ports(Receptor r) {
    List<String> all = new ArrayList<>();
    for (Port p : r.ports()) {
      String sign =
          switch (p.sign()) {
            case BOTH -> "";
            case EXCITATORY -> " (excitatory)";
            case INHIBITORY -> " (inhibitory)";
          };
      all.add(named(p.symbol()) + sign);
    }
    return String.join(", ", all);
  }
}
