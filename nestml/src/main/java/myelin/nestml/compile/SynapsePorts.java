package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import myelin.nestml.equations.Coefficient;
import myelin.nestml.equations.Convolution;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Jump;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Action;
import myelin.nestml.model.Handler;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Walk;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// The ports of a synapse, by whose spikes they take. Their names decide: a port whose name begins
/// with `post` takes the target's, one with `mod`, `vt` or `third` a third node's, and one with
/// `pre`, or a single port of another name, the source's.
///
/// @param pre takes the source's spikes
/// @param post takes the target's spikes
/// @param third takes a third node's spikes
/// @param told continuous ports, which read variables of the target
record SynapsePorts(Symbol pre, Optional<Symbol> post, Optional<Symbol> third, List<Port> told) {

  private static final Set<String> THIRD = Set.of("mod", "vt", "third");

  /// The ports of a model.
  ///
  /// @param refuse is told what is wrong, and throws
  static SynapsePorts of(Model model, java.util.function.Consumer<String> refuse) {
    List<Symbol> pre = new ArrayList<>();
    List<Symbol> post = new ArrayList<>();
    List<Symbol> third = new ArrayList<>();
    List<Symbol> others = new ArrayList<>();
    List<Port> told = new ArrayList<>();
    for (Port p : model.ports()) {
      Symbol s = p.symbol();
      if (s.size() != null) {
        refuse.accept(
            "'%s' is a vector of ports, but a synapse has one source and one target; write a single port"
                .formatted(s.name()));
      }
      if (!p.isSpiking()) {
        if (p.target() == null) {
          refuse.accept(
              "'%s' is a continuous port; say which variable of the target it reads, as in '%s <- continuous @myelin::target(\"V_m\")'"
                  .formatted(s.name(), s.name()));
        }
        told.add(p);
      } else if (s.name().startsWith("post")) {
        post.add(s);
      } else if (s.name().startsWith("pre")) {
        pre.add(s);
      } else if (THIRD.stream().anyMatch(s.name()::startsWith)) {
        third.add(s);
      } else {
        others.add(s);
      }
    }
    if (pre.isEmpty() && others.size() == 1) pre.add(others.removeFirst());
    if (pre.size() != 1 || post.size() > 1 || third.size() > 1 || !others.isEmpty()) {
      refuse.accept(
          "a synapse has one port for the source's spikes, whose name begins with pre, at most one for the target's (post) and one for those of a volume transmitter (mod or vt); this one has %s"
              .formatted(
                  model.ports().isEmpty()
                      ? "none"
                      : String.join(
                          ", ", model.ports().stream().map(p -> p.symbol().name()).toList())));
    }
    return new SynapsePorts(
        pre.getFirst(), post.stream().findFirst(), third.stream().findFirst(), told);
  }

  /// Whether the target's variables change what happens as time passes, so that it passes step by
  /// step.
  static boolean isStepwise(EquationSystem equations) {
    Model model = equations.model();
    boolean[] found = {false};
    for (Unknown u : equations.unknowns()) {
      for (Symbol s : symbols(u.slope())) found[0] |= s.role() == Symbol.Role.CONTINUOUS;
    }
    Dependencies all = new Dependencies(model, new HashMap<>());
    Walk.actions(
        model.update(),
        t -> {
          for (Symbol s : all.expanded(t)) found[0] |= s.role() == Symbol.Role.CONTINUOUS;
        });
    return found[0];
  }

  /// Whether the source's spike is handled before a coincident one of the target.
  boolean sourceFirst(Model model) {
    Long own = priority(model, pre);
    Long other = post.map(p -> priority(model, p)).orElse(null);
    return own != null && other != null && own > other;
  }

  private static @org.jspecify.annotations.Nullable Long priority(Model model, Symbol port) {
    for (Handler h : model.handlers()) if (h.port().equals(port)) return h.priority();
    return null;
  }

  /// The statements for spikes of a port.
  static List<Action> handler(Model model, Symbol port) {
    for (Handler h : model.handlers()) if (h.port().equals(port)) return h.body();
    return List.of();
  }

  /// The names of the state variables that follow from the target's spikes alone. NESTML keeps
  /// these with the target, and a spike of the source reads their values just before a coincident
  /// spike of the target.
  Set<String> apart(EquationSystem equations) {
    Model model = equations.model();
    Map<String, Set<Symbol>> reads = new HashMap<>();
    Set<String> touched = new HashSet<>();
    for (Unknown u : equations.unknowns()) {
      note(u.symbol(), symbols(u.slope()), reads);
    }
    Dependencies update = new Dependencies(model, reads);
    update.of(model.update(), Set.of());
    if (post.isPresent()) {
      new Dependencies(model, reads).of(handler(model, post.get()), Set.of(post.get()));
      for (Jump j : equations.jumps()) {
        if (j.port().equals(post.get())) note(j.target(), Set.of(post.get()), reads);
      }
      for (Convolution c : equations.convolutions()) {
        if (!c.port().equals(post.get())) continue;
        for (Symbol s : c.states()) note(s, Set.of(post.get()), reads);
      }
    }
    model.functions().forEach(f -> touched.addAll(SynapseCompiler.assigned(f.body())));
    for (Symbol other : others()) {
      touched.addAll(SynapseCompiler.assigned(handler(model, other)));
      for (Jump j : equations.jumps()) if (j.port().equals(other)) touched.add(j.target().name());
      for (Convolution c : equations.convolutions()) {
        if (c.port().equals(other)) c.states().forEach(s -> touched.add(s.name()));
      }
    }
    Set<String> apart = new LinkedHashSet<>(reads.keySet());
    apart.removeAll(touched);
    apart.remove(String.valueOf(model.weight()));
    boolean changed = true;
    while (changed) {
      changed =
          apart.removeIf(name ->
              reads.getOrDefault(name, Set.of()).stream()
                  .anyMatch(s ->
                      isState(s) && !apart.contains(s.name()) && !s.name().equals(model.delay())));
    }
    return apart;
  }

  private List<Symbol> others() {
    List<Symbol> all = new ArrayList<>(List.of(pre));
    third.ifPresent(all::add);
    return all;
  }

  private static boolean isState(Symbol s) {
    return s.role() == Symbol.Role.STATE || s.role() == Symbol.Role.CONVOLUTION;
  }

  /// Whether it is something of the synapse or of its target, not of a function.
  private static boolean isOfNode(Symbol s) {
    return isState(s) || s.role() == Symbol.Role.CONTINUOUS;
  }

  private static void note(Symbol target, Set<Symbol> read, Map<String, Set<Symbol>> to) {
    to.computeIfAbsent(target.name(), n -> new HashSet<>()).addAll(read);
  }

  private static Set<Symbol> symbols(Term term) {
    Set<Symbol> found = new HashSet<>();
    Walk.term(
        term,
        t -> {
          if (t instanceof Term.Read r) found.add(r.symbol());
        });
    return found;
  }

  /// What the variables that statements assign to depend on, conditions included.
  private static final class Dependencies {
    private final Model model;
    private final Map<String, Set<Symbol>> reads;
    private final Map<String, Set<Symbol>> locals = new HashMap<>();

    Dependencies(Model model, Map<String, Set<Symbol>> reads) {
      this.model = model;
      this.reads = reads;
    }

    void of(List<Action> actions, Set<Symbol> given) {
      for (Action action : actions) {
        switch (action) {
          case Action.Assign a -> {
            Set<Symbol> on = new HashSet<>(given);
            on.addAll(expanded(a.value()));
            if (a.index() != null) on.addAll(expanded(a.index()));
            if (a.target().role() == Symbol.Role.LOCAL) note(a.target(), on, locals);
            else note(a.target(), on, reads);
          }
          case Action.If i -> {
            Set<Symbol> on = new HashSet<>(given);
            i.branches().forEach(b -> on.addAll(expanded(b.condition())));
            i.branches().forEach(b -> of(b.body(), on));
            of(i.otherwise(), on);
          }
          case Action.For f -> of(f.body(), given);
          case Action.While w -> {
            Set<Symbol> on = new HashSet<>(given);
            on.addAll(expanded(w.condition()));
            of(w.body(), on);
          }
          case Action.Run r ->
              model.functions().stream()
                  .filter(f -> f.name().equals(r.call().function()))
                  .forEach(f -> of(f.body(), given));
          default -> {}
        }
      }
    }

    /// What a term reads, also through inlines, functions and local variables.
    private Set<Symbol> expanded(Term term) {
      Set<Symbol> found = new HashSet<>();
      Walk.term(
          term,
          t -> {
            switch (t) {
              case Term.Read r when r.symbol().role() == Symbol.Role.INLINE -> {
                for (Inline i : model.inlines()) {
                  if (i.symbol().equals(r.symbol())) found.addAll(expanded(i.value()));
                }
              }
              case Term.Read r when r.symbol().role() == Symbol.Role.LOCAL ->
                  found.addAll(locals.getOrDefault(r.symbol().name(), Set.of()));
              case Term.Read r -> found.add(r.symbol());
              case Term.Convolve c ->
                  found.add(
                      Symbol.of(
                          Convolution.name(c.kernel(), c.port(), c.index()),
                          Symbol.Role.CONVOLUTION,
                          myelin.nestml.model.Type.REAL,
                          null));
              case Term.Invoke i ->
                  model.functions().stream()
                      .filter(f -> f.name().equals(i.function()))
                      .forEach(f ->
                          Walk.actions(
                              f.body(),
                              p -> {
                                if (p instanceof Term.Read r && isOfNode(r.symbol())) {
                                  found.add(r.symbol());
                                }
                              }));
              default -> {}
            }
          });
      return found;
    }
  }

  /// Finds the traces among a synapse's variables: those that only decay exponentially, and grow by
  /// a number or are set to a number at each spike of the source or of the target. All synapses of
  /// a source share the source's traces, and all onto a target the target's, so that no synapse
  /// needs to keep its own.
  static final class SynapseTraces {

    /// A trace.
    ///
    /// @param rate minus one over the time constant with which it decays (1/ms)
    /// @param jump by how much it grows at a spike
    /// @param last whether it is set to `jump` instead
    record Trace(String name, Term rate, double jump, boolean last) {}

    private final EquationSystem equations;
    private final Model model;
    private final Symbol port;
    private final boolean ofTarget;

    private SynapseTraces(EquationSystem equations, Symbol port, boolean ofTarget) {
      this.equations = equations;
      model = equations.model();
      this.port = port;
      this.ofTarget = ofTarget;
    }

    /// The traces of the spikes of a port.
    static List<Trace> of(EquationSystem equations, SynapsePorts ports, Symbol port) {
      SynapseTraces traces = new SynapseTraces(equations, port, !port.equals(ports.pre()));
      List<Trace> all = new ArrayList<>();
      for (Unknown u : equations.unknowns()) {
        Trace trace = u.isHidden() ? null : traces.trace(u);
        if (trace != null) all.add(trace);
      }
      return all;
    }

    private @Nullable Trace trace(Unknown u) {
      Symbol s = u.symbol();
      boolean decays =
          u.solver() == Solver.EXACT
              && s.size() == null
              && s.order() == 0
              && !s.name().equals(model.weight())
              && u.constant() instanceof Term.Constant zero
              && zero.value() == 0
              && u.coefficients().size() == 1
              && u.coefficients().getFirst().symbol().equals(s)
              && u.coefficients().getFirst().coupling() == Coefficient.Coupling.OWN
              && Constants.isConstant(u.coefficients().getFirst().factor(), model);
      if (!decays || !isIntegratedOnce(s) || isReadElsewhere(s)) return null;
      Variable v = model.variable(s.name());
      if (ofTarget && !(v.initial() instanceof Term.Constant begin && begin.value() == 0))
        return null;
      Action.@Nullable Assign found = null;
      for (Handler h : model.handlers()) {
        if (!h.port().equals(port)) {
          if (SynapseCompiler.assigned(h.body()).contains(s.name())) return null;
          continue;
        }
        for (Action a : h.body()) {
          if (a instanceof Action.Assign assign && assign.target().equals(s)) {
            if (found != null) return null;
            found = assign;
          } else if (SynapseCompiler.assigned(List.of(a)).contains(s.name())) {
            return null;
          } else if (found != null && !ofTarget && reads(List.of(a), s)) {
            return null;
          }
        }
      }
      if (found == null) return null;
      Term rate = u.coefficients().getFirst().factor();
      if (found.value() instanceof Term.Constant c)
        return new Trace(s.name(), rate, c.value(), true);
      boolean grows =
          found.value() instanceof Term.Binary sum
              && sum.operator() == Operator.PLUS
              && sum.left() instanceof Term.Read r
              && r.symbol().equals(s)
              && sum.right() instanceof Term.Constant;
      if (!grows) return null;
      double jump = ((Term.Constant) ((Term.Binary) found.value()).right()).value();
      return new Trace(s.name(), rate, jump, false);
    }

    /// Whether `update` only integrates a variable, and does so once.
    private boolean isIntegratedOnce(Symbol s) {
      int times = 0;
      for (Action a : model.update()) {
        if (a instanceof Action.Integrate i) {
          if (i.variables() == null || i.variables().contains(s.base())) times++;
        } else if (integrates(a) || reads(List.of(a), s)) {
          return false;
        }
      }
      return times == 1 && !SynapseCompiler.assigned(model.update()).contains(s.name());
    }

    private static boolean integrates(Action action) {
      return switch (action) {
        case Action.Integrate i -> true;
        case Action.If i ->
            i.otherwise().stream().anyMatch(SynapseTraces::integrates)
                || i.branches().stream()
                    .anyMatch(b -> b.body().stream().anyMatch(SynapseTraces::integrates));
        case Action.For f -> f.body().stream().anyMatch(SynapseTraces::integrates);
        case Action.While w -> w.body().stream().anyMatch(SynapseTraces::integrates);
        default -> false;
      };
    }

    /// Whether other equations, spikes in equations, or functions use a variable.
    private boolean isReadElsewhere(Symbol s) {
      for (Unknown other : equations.unknowns()) {
        if (!other.symbol().equals(s) && reads(other.slope(), s)) return true;
      }
      if (equations.jumps().stream().anyMatch(j -> j.target().equals(s))) return true;
      return model.functions().stream()
          .anyMatch(
              f -> reads(f.body(), s) || SynapseCompiler.assigned(f.body()).contains(s.name()));
    }

    private boolean reads(List<Action> actions, Symbol s) {
      boolean[] found = {false};
      Walk.actions(actions, t -> found[0] |= isRead(t, s));
      return found[0];
    }

    private boolean reads(Term term, Symbol s) {
      boolean[] found = {false};
      Walk.term(term, t -> found[0] |= isRead(t, s));
      return found[0];
    }

    /// Whether a term is a variable, or an inline that reads it.
    private boolean isRead(Term term, Symbol s) {
      if (!(term instanceof Term.Read r)) return false;
      if (r.symbol().equals(s)) return true;
      return r.symbol().role() == Symbol.Role.INLINE
          && model.inlines().stream()
              .anyMatch(i -> i.symbol().equals(r.symbol()) && reads(i.value(), s));
    }
  }
}
