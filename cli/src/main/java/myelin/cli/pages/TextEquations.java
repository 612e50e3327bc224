package myelin.cli.pages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.cli.pages.MathMl.Meaning;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Model;
import myelin.nestml.model.TermText;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.parse.Parser;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.ModelSyntax;
import myelin.nestml.syntax.Statement;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;

/// The equations of a model that is a text, as HTML: differential equations, abbreviations,
/// kernels, functions and constants set as formulas, what is done in steps and at spikes as it is
/// written, and a table of the state.
final class TextEquations {

  private final SourceText source;
  private final ModelSyntax syntax;
  private final Model model;
  private final EquationSystem system;
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final StringBuilder html = new StringBuilder();
  private final MathMl math;

  private TextEquations(String name, String text) {
    source = new SourceText(name, text);
    system =
        Lowering.systems(source).stream()
            .filter(s -> s.model().name().equals(name))
            .findFirst()
            .orElseThrow();
    model = system.model();
    syntax =
        Parser.models(new Problems(source)).stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow();
    names();
    math = new MathMl(n -> meanings.getOrDefault(n, Meaning.UNIT));
  }

  /// The equations of the model `name` of a text without errors.
  static String html(String name, String text) {
    return new TextEquations(name, text).all();
  }

  private void names() {
    Stream.of(model.parameters(), model.internals(), model.state())
        .flatMap(List::stream)
        .forEach(v ->
            meanings.put(
                v.symbol().base(), v.symbol().size() == null ? Meaning.NUMBER : Meaning.LIST));
    model
        .inlines()
        .forEach(i ->
            meanings.put(
                i.symbol().base(), i.symbol().size() == null ? Meaning.NUMBER : Meaning.LIST));
    model.kernels().forEach(k -> meanings.put(k.name(), Meaning.NUMBER));
    model
        .ports()
        .forEach(p ->
            meanings.put(
                p.symbol().base(), p.symbol().size() == null ? Meaning.NUMBER : Meaning.LIST));
  }

  private String all() {
    differential();
    abbreviations();
    functions();
    constants();
    if (html.indexOf("<mi>k</mi>") >= 0) {
      html.append(Html.element("p", "note", "k counts the elements of lists.")).append('\n');
    }
    solvers();
    Set<Integer> lines = new HashSet<>();
    for (Block block : syntax.blocks()) {
      switch (block) {
        case Block.Update u -> code("In each step", u.place(), lines);
        case Block.OnReceive r ->
            code("When spikes arrive at " + Html.code(r.port().name()), r.place(), lines);
        case Block.OnCondition c ->
            code("When " + inline(math.of(c.condition())), c.place(), lines);
        default -> {}
      }
    }
    state();
    return html.toString();
  }

  private static String inline(String math) {
    return "<math>" + math + "</math>";
  }

  private void equation(String math, String note) {
    String meaning = note.isEmpty() ? "" : Html.element("span", "note", Html.escape(note));
    html.append("<div class=\"eq\"><math displaystyle=\"true\">")
        .append(math)
        .append("</math>")
        .append(meaning)
        .append("</div>\n");
  }

  private void heading(String text) {
    html.append(Html.element("h3", text)).append('\n');
  }

  private List<Equation> equations() {
    return syntax.blocks().stream()
        .filter(Block.Equations.class::isInstance)
        .flatMap(b -> ((Block.Equations) b).equations().stream())
        .toList();
  }

  private void differential() {
    Map<String, String> notes = new HashMap<>();
    for (Variable v : model.state()) notes.put(v.symbol().base(), v.meaning());
    for (Equation e : equations()) {
      if (!(e instanceof Equation.Ode o)) continue;
      String left = derivative(o.variable());
      equation(math.equation(left, o.value()), notes.getOrDefault(o.variable().name(), ""));
    }
  }

  private String derivative(myelin.nestml.syntax.Variable v) {
    return Notation.derivative(v.name(), math.name(bare(v)), v.primes());
  }

  private static myelin.nestml.syntax.Variable bare(myelin.nestml.syntax.Variable v) {
    return new myelin.nestml.syntax.Variable(v.place(), v.name(), v.index(), false, 0);
  }

  private void abbreviations() {
    boolean first = true;
    for (Equation e : equations()) {
      if (!(e instanceof Equation.Inline || e instanceof Equation.Kernel)) continue;
      if (first) heading("with");
      first = false;
      if (e instanceof Equation.Inline i) {
        equation(math.equation(math.name(i.variable()), i.value()), i.comment());
      }
      if (e instanceof Equation.Kernel k) kernel(k);
    }
  }

  private void kernel(Equation.Kernel kernel) {
    for (Equation.Part part : kernel.parts()) {
      String name = math.name(bare(part.variable()));
      String left =
          part.variable().primes() == 0
              ? name + Notation.row("<mo>(</mo><mi>t</mi><mo>)</mo>")
              : derivative(part.variable());
      equation(math.equation(left, part.value()), kernel.comment());
    }
  }

  /// Functions that are a formula are set as one, with what they declare before.
  private void functions() {
    boolean first = true;
    for (Block block : syntax.blocks()) {
      if (!(block instanceof Block.Function f)) continue;
      if (first) heading("Functions");
      first = false;
      if (isFormula(f)) formula(f);
      else html.append(pre(f.place().line(), true));
    }
  }

  private static boolean isFormula(Block.Function f) {
    int last = f.body().size() - 1;
    for (int k = 0; k < last; k++) {
      if (!(f.body().get(k) instanceof Statement.Local l) || l.declaration().value() == null) {
        return false;
      }
    }
    return last >= 0 && f.body().get(last) instanceof Statement.Return r && r.value() != null;
  }

  private void formula(Block.Function f) {
    Map<String, Meaning> own = new LinkedHashMap<>();
    f.parameters().forEach(p -> own.put(p.name(), Meaning.NUMBER));
    for (Statement s : f.body()) {
      if (s instanceof Statement.Local l) {
        l.declaration().variables().forEach(v -> own.put(v.name(), Meaning.NUMBER));
      }
    }
    MathMl within = new MathMl(n -> own.getOrDefault(n, meanings.getOrDefault(n, Meaning.UNIT)));
    String arguments =
        f.parameters().stream()
            .map(p -> Notation.name(p.name()))
            .collect(Collectors.joining("<mo>,</mo>"));
    String left = Notation.name(f.name()) + Notation.row("<mo>(</mo>" + arguments + "<mo>)</mo>");
    if (f.body().getLast() instanceof Statement.Return r && r.value() != null) {
      equation(within.equation(left, r.value()), f.comment());
    }
    for (Statement s : f.body()) {
      if (!(s instanceof Statement.Local l)) continue;
      Declaration d = l.declaration();
      for (myelin.nestml.syntax.Variable v : d.variables()) {
        if (d.value() == null) continue;
        equation(within.equation(within.name(bare(v)), d.value()), "in it");
      }
    }
  }

  private void constants() {
    boolean first = true;
    for (Block block : syntax.blocks()) {
      if (!(block instanceof Block.Variables v) || v.section() != Block.Section.INTERNALS) continue;
      for (Declaration d : v.declarations()) {
        if (d.value() == null) continue;
        if (first) heading("Constants that follow from parameters");
        first = false;
        for (myelin.nestml.syntax.Variable each : d.variables()) {
          equation(math.equation(math.name(bare(each)), d.value()), d.comment());
        }
      }
    }
  }

  private void solvers() {
    String exact = solved(Solver.EXACT);
    String numeric = solved(Solver.NUMERIC);
    String timer = solved(Solver.TIMER);
    StringBuilder text = new StringBuilder();
    if (!exact.isEmpty()) text.append("Solved exactly: ").append(exact).append(". ");
    if (!numeric.isEmpty()) {
      String how =
          switch (model.integrator().method()) {
            case EULER -> "by Euler’s method";
            case RK4 -> "by the classical Runge-Kutta method of order 4, one step at a time";
            case RK45 -> "by Runge-Kutta-Fehlberg with control of the error";
          };
      text.append("Integrated ").append(how).append(": ").append(numeric).append(". ");
    }
    if (!timer.isEmpty()) text.append("Counted in steps: ").append(timer).append(". ");
    if (!text.isEmpty()) {
      html.append(Html.element("p", "note", text.toString().strip())).append('\n');
    }
  }

  private String solved(Solver solver) {
    return system.unknowns().stream()
        .filter(u -> u.solver() == solver && !u.isHidden() && u.symbol().order() == 0)
        .map(Unknown::symbol)
        .map(s -> Html.code(s.base()))
        .collect(Collectors.joining(", "));
  }

  private void code(String title, Place place, Set<Integer> seen) {
    if (!seen.add(place.line())) return;
    heading(title);
    html.append(pre(place.line(), false));
  }

  /// The lines of a block: those that are indented below its first one.
  private String pre(int first, boolean withHead) {
    List<String> lines = source.lines();
    int indent = indent(lines.get(first - 1));
    int end = first;
    while (end < lines.size() && (lines.get(end).isBlank() || indent(lines.get(end)) > indent)) {
      end++;
    }
    String text = String.join("\n", lines.subList(withHead ? first - 1 : first, end));
    return Html.element("pre", Html.code(text.stripTrailing().stripIndent())) + "\n";
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void state() {
    if (model.state().isEmpty()) return;
    heading("State");
    StringBuilder rows = new StringBuilder();
    for (Variable v : model.state()) {
      String seen = v.shown() == Shown.HIDDEN ? "not seen from outside" : "";
      String meaning =
          String.join("; ", Stream.of(v.meaning(), seen).filter(t -> !t.isEmpty()).toList());
      rows.append(
          Tables.row(
              Html.code(v.symbol().name()),
              Html.escape(TermText.of(v.initial())),
              Html.escape(meaning)));
    }
    html.append(Tables.table(List.of("name", "at the beginning", "meaning"), rows.toString()));
  }
}
