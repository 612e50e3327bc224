package myelin.nestml.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.check.Checker;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Ode;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.TermText;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Walk;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import org.jspecify.annotations.Nullable;

/// Brings the equations of a model into first order and sorts them.
public final class Lowering {

  private final Model model;
  private final Problems problems;
  private final Substitution inlines;
  private final Kernels kernels;
  private final List<Jump> jumps = new ArrayList<>();

  /// Right-hand sides without spikes, by unknown, in order.
  private final Map<Symbol, Term> slopes = new LinkedHashMap<>();

  private final Set<Symbol> timers = new HashSet<>();

  private Lowering(Model model, Problems problems) {
    this.model = model;
    this.problems = problems;
    inlines = new Substitution(model.inlines());
    kernels = new Kernels(model, problems);
  }

  /// Reads, checks and sorts all models of a text.
  ///
  /// @throws myelin.nestml.text.BadModelText if the text has errors, with all of them
  public static List<EquationSystem> systems(SourceText source) {
    Problems problems = new Problems(source);
    List<Model> models = Checker.models(problems);
    problems.refuse();
    List<EquationSystem> systems = models.stream().map(m -> of(m, problems)).toList();
    problems.refuse();
    return systems;
  }

  /// The equations of a checked model without errors; `problems` gets the errors in them.
  public static EquationSystem of(Model model, Problems problems) {
    return new Lowering(model, problems).system();
  }

  private EquationSystem system() {
    for (Ode ode : model.odes()) add(ode);
    slopes.putAll(kernels.slopes());
    List<Inline> recordables = new ArrayList<>();
    for (Inline i : model.inlines()) {
      if (!i.recordable()) continue;
      Term value =
          lowered(
              model.odes().isEmpty() ? new Place(1, 1, 0) : model.odes().getFirst().place(),
              i.value());
      recordables.add(new Inline(i.symbol(), value, true, i.meaning()));
    }
    return new EquationSystem(
        model, unknowns(), jumps, kernels.convolutions(), recordables, delays());
  }

  /// The term with inlines and convolutions substituted.
  private Term lowered(Place place, Term term) {
    if (!inlines.fits(term)) {
      problems.error(place, "with its inlines expanded, this expression is too large");
      return Algebra.ZERO;
    }
    Term whole = inlines.in(term);
    Walk.term(
        whole,
        t -> {
          if (t instanceof Term.Invoke i && model.acts(i.function())) {
            problems.error(
                place,
                "'%s' does something besides returning a value, and cannot be used in an equation"
                    .formatted(i.function()));
          }
        });
    return Substitution.mapped(whole, t -> t instanceof Term.Convolve c ? kernels.standIn(c) : t);
  }

  private void add(Ode ode) {
    Symbol lowest = symbol(ode.base());
    for (int k = 0; k < ode.order() - 1; k++) {
      slopes.put(
          symbol(ode.base() + "'".repeat(k)),
          new Term.Read(symbol(ode.base() + "'".repeat(k + 1)), null));
    }
    Symbol highest = symbol(ode.base() + "'".repeat(ode.order() - 1));
    Term right = lowered(ode.place(), ode.right());
    boolean counts = ode.order() == 1 && lowest.type().equals(Type.TIME) && lowest.size() == null;
    if (counts && Algebra.is(right, -1)) timers.add(lowest);
    slopes.put(highest, withoutSpikes(ode, highest, right));
  }

  private Symbol symbol(String name) {
    return model.variable(name).symbol();
  }

  private static boolean isSpikes(Symbol symbol) {
    return symbol.role() == Symbol.Role.SPIKES;
  }

  private Term withoutSpikes(Ode ode, Symbol target, Term right) {
    boolean[] found = new boolean[1];
    Walk.term(right, t -> found[0] |= t instanceof Term.Read r && isSpikes(r.symbol()));
    if (!found[0]) return right;
    Linearity inSpikes = new Linearity(Lowering::isSpikes, Set.of());
    LinearForm form = inSpikes.of(withoutTime(right));
    if (form == null) {
      problems.error(
          ode.place(),
          "spikes can be added to an equation, times a factor, but here %s"
              .formatted(inSpikes.obstacle()));
      return right;
    }
    form.factors()
        .forEach((key, factor) -> {
          if (key.coupling() == Coefficient.Coupling.SUM
              || (key.coupling() == Coefficient.Coupling.OWN
                  && key.symbol().size() != null
                  && !key.symbol().size().equals(target.size()))) {
            problems.error(
                ode.place(),
                "the spikes of the ports '%s' can be added only to a vector of their size"
                    .formatted(key.symbol().name()));
          }
          boolean own = key.coupling() == Coefficient.Coupling.OWN;
          jumps.add(new Jump(target, key.symbol(), own ? null : key.index(), factor));
        });
    return withTime(form.rest());
  }

  /// Hides the time, which may appear in an equation with spikes.
  private static Term withoutTime(Term term) {
    return Substitution.mapped(
        term,
        t ->
            t instanceof Term.Read r && r.symbol().equals(Symbol.T)
                ? new Term.Read(HIDDEN, null)
                : t);
  }

  private static final Symbol HIDDEN = Symbol.of("t", Symbol.Role.LOCAL, Type.TIME, null);

  private static Term withTime(Term term) {
    return Substitution.mapped(
        term,
        t ->
            t instanceof Term.Read r && r.symbol().equals(HIDDEN)
                ? new Term.Read(Symbol.T, null)
                : t);
  }

  private List<Unknown> unknowns() {
    Map<Symbol, LinearForm> forms = new HashMap<>();
    Map<Symbol, String> reasons = new HashMap<>();
    Set<String> impure = impure();
    for (Map.Entry<Symbol, Term> e : slopes.entrySet()) {
      if (timers.contains(e.getKey())) continue;
      Linearity linearity =
          new Linearity(s -> slopes.containsKey(s) && !timers.contains(s), impure);
      LinearForm form = linearity.of(e.getValue());
      String varies = form == null ? linearity.obstacle() : varying(form);
      if (varies != null) reasons.put(e.getKey(), varies);
      else if (form != null) forms.put(e.getKey(), form);
    }
    spread(forms, reasons);
    List<Unknown> all = new ArrayList<>();
    slopes.forEach((symbol, slope) -> all.add(unknown(symbol, slope, forms.get(symbol), reasons)));
    return all;
  }

  /// Why the factors of a linear equation do not depend on parameters alone, in words; null if they
  /// do.
  private @Nullable String varying(LinearForm form) {
    String[] found = new String[1];
    form.factors()
        .forEach((key, factor) ->
            Walk.term(
                factor,
                t -> {
                  boolean varies =
                      switch (t) {
                        case Term.Read r -> varies(r.symbol());
                        case Term.Delayed d -> true;
                        case Term.Invoke i -> readsState(i.function());
                        default -> false;
                      };
                  if (varies) {
                    found[0] =
                        "'%s' is multiplied by something that is not a parameter: %s"
                            .formatted(key.symbol().name(), TermText.of(factor));
                  }
                }));
    return found[0];
  }

  private static boolean varies(Symbol symbol) {
    return switch (symbol.role()) {
      case PARAMETER, INTERNAL, LOCAL, ARGUMENT -> false;
      default -> true;
    };
  }

  private boolean readsState(String function) {
    boolean[] reads = new boolean[1];
    for (UserFunction f : model.functions()) {
      if (!f.name().equals(function)) continue;
      Walk.actions(
          f.body(),
          t -> {
            if (t instanceof Term.Read r) reads[0] |= varies(r.symbol());
            if (t instanceof Term.Invoke i) reads[0] |= readsState(i.function());
          });
    }
    return reads[0];
  }

  /// Makes all unknowns numeric that depend on a numeric one.
  private void spread(Map<Symbol, LinearForm> forms, Map<Symbol, String> reasons) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Symbol symbol : slopes.keySet()) {
        LinearForm form = forms.get(symbol);
        if (form == null || reasons.containsKey(symbol)) continue;
        for (LinearForm.Key key : form.factors().keySet()) {
          if (!reasons.containsKey(key.symbol()) || reasons.containsKey(symbol)) continue;
          reasons.put(
              symbol, "it depends on '%s', which is numeric".formatted(key.symbol().name()));
          changed = true;
        }
      }
    }
  }

  private Unknown unknown(
      Symbol symbol, Term slope, @Nullable LinearForm form, Map<Symbol, String> reasons) {
    if (timers.contains(symbol)) {
      return new Unknown(symbol, slope, Solver.TIMER, "counted in steps", List.of(), null);
    }
    String reason = reasons.get(symbol);
    if (reason != null || form == null) {
      return new Unknown(
          symbol, slope, Solver.NUMERIC, reason == null ? "" : reason, List.of(), null);
    }
    List<Coefficient> coefficients = new ArrayList<>();
    form.factors()
        .forEach((key, factor) ->
            coefficients.add(new Coefficient(key.symbol(), key.coupling(), key.index(), factor)));
    return new Unknown(
        symbol,
        slope,
        Solver.EXACT,
        "linear with constant coefficients",
        coefficients,
        form.rest());
  }

  /// The functions of the model that read an unknown, or the time.
  private Set<String> impure() {
    Set<String> impure = new HashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (UserFunction f : model.functions()) {
        boolean[] reads = new boolean[1];
        Walk.actions(
            f.body(),
            t -> {
              if (t instanceof Term.Read r) {
                reads[0] |= slopes.containsKey(r.symbol()) && !timers.contains(r.symbol());
                reads[0] |= r.symbol().equals(Symbol.T) || r.symbol().role() == Symbol.Role.INLINE;
              }
              reads[0] |= t instanceof Term.Convolve;
              reads[0] |= t instanceof Term.Invoke i && impure.contains(i.function());
            });
        if (reads[0]) changed |= impure.add(f.name());
      }
    }
    return impure;
  }

  private List<EquationSystem.Delay> delays() {
    Map<String, Term> times = new LinkedHashMap<>();
    List<EquationSystem.Delay> all = new ArrayList<>();
    slopes.forEach((symbol, slope) ->
        Walk.term(
            slope,
            t -> {
              if (!(t instanceof Term.Delayed d)) return;
              Term before = times.putIfAbsent(d.symbol().name(), d.delay());
              if (before == null) {
                all.add(new EquationSystem.Delay(d.symbol(), d.delay()));
              } else if (!before.equals(d.delay())) {
                problems.error(
                    model.odes().getFirst().place(),
                    "'%s' is used with two delays; only one is possible"
                        .formatted(d.symbol().name()));
              }
            }));
    return all;
  }
}
