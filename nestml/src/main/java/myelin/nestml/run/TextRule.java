package myelin.nestml.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.random.RandomStream;
import myelin.nestml.integrate.BlockIntegrator;

/// The rule of a table of synapses whose model is a text. The code that is compiled from the text
/// goes into [RuleLoops]; this class holds what all such rules have in common: the variables of
/// synapses, and what follows from parameters.
public abstract class TextRule extends Plasticity {

  private static final int[] ALL_ALIKE = {};

  private final RuleProgram program;

  /// State variables: the weights, then the others.
  protected double[][] x;

  /// What follows from the parameters of the synapse that is visited.
  protected double[] c = {};

  /// What follows from these parameters and from the time that passes.
  protected double[] f = {};

  /// What variables were before a coincident spike of the target.
  protected final double[] before;

  /// The traces of the source's spikes at the spike that is handled.
  protected final double[] source;

  /// The traces of the target's spikes, just before the spike that is handled.
  protected final double[] target;

  /// The variables of the target at the moment that is handled.
  protected final double[] told;

  /// The delay of the synapses that are visited (ms).
  protected double delay;

  /// See [RuleProgram].
  final boolean hears;

  final boolean hearsThird;
  final boolean passes;
  final boolean sends;

  /// The weight of a spike that the text does not send: NaN if it does not arrive at all.
  final double unsent;

  final boolean sourceFirst;

  /// By how much the target's traces grow; zero for those that are set.
  final double[] targetJump;

  /// Which traces are read at spikes of the source, and which at spikes of the target.
  final int[] sourcesAtPre;

  final int[] sourcesAtPost;
  final int[] targetsAtPre;
  final int[] targetsAtPost;

  /// Whether the parameters of all synapses agree.
  boolean alike;

  private RuleValues values;
  private final List<RuleValues> each = new ArrayList<>();
  private int[] which = ALL_ALIKE;
  private boolean stale = true;

  /// The step of the spike that is handled, and how many steps have passed before it.
  private long step;

  private long elapsed;

  private long delaySteps;
  private int row;

  @SuppressWarnings("this-escape") // called only when a synapse is visited
  private final RuleRandom random = new RuleRandom(this::targetId);

  private final RuleIntegration integration;

  /// The rule of a table.
  @SuppressWarnings("this-escape") // integrators call back only when a synapse is visited
  protected TextRule(RuleProgram program) {
    this.program = program;
    x = new double[program.states().size()][0];
    before = new double[program.apart().length];
    source = new double[program.sources().size()];
    sourcesAtPre = which(program.sources(), RuleProgram.Trace::atPre);
    sourcesAtPost = which(program.sources(), RuleProgram.Trace::atPost);
    targetsAtPre = which(program.targets(), RuleProgram.Trace::atPre);
    targetsAtPost = which(program.targets(), RuleProgram.Trace::atPost);
    hears = program.hears();
    hearsThird = program.third();
    told = new double[program.told().length];
    passes = program.passes();
    sends = program.sends();
    unsent = program.loses() ? Double.NaN : 0;
    sourceFirst = program.sourceFirst();
    targetJump = program.targets().stream().mapToDouble(t -> t.last() ? 0 : t.jump()).toArray();
    target = new double[program.targets().size()];
    values = new RuleValues(program, 1, p -> 1, 1);
    integration = new RuleIntegration(program, this::slopes);
  }

  private static int[] which(
      List<RuleProgram.Trace> traces, Predicate<RuleProgram.Trace> condition) {
    return IntStream.range(0, traces.size()).filter(k -> condition.test(traces.get(k))).toArray();
  }

  /// The program of the model.
  final RuleProgram program() {
    return program;
  }

  @Override
  protected final SourceTrace[] open() {
    if (program.sends()) sendOthers();
    refresh();
    SourceTrace[] all = new SourceTrace[program.sources().size()];
    for (int k = 0; k < all.length; k++) {
      RuleProgram.Trace t = program.sources().get(k);
      Course course = new Course(k);
      all[k] =
          t.hidden()
              ? traceFromBeginning(t.name(), course, t.jump(), t.last())
              : trace(t.name(), course, t.jump(), t.last());
    }
    return all;
  }

  /// How the trace of a source decays.
  private final class Course implements SourceTrace.Course {
    private final int number;

    /// @param number number of the trace
    Course(int number) {
      this.number = number;
    }

    @Override
    public boolean alike() {
      return program.parameters().stream().allMatch(p -> parameter(p).uniform());
    }

    @Override
    public double over(int i, long steps) {
      if (stale) TextRule.this.gather();
      RuleValues own = alike ? values : each.get(which[i]);
      return own.source(number, steps);
    }
  }

  @Override
  protected final void refresh() {
    x[0] = weight;
    for (int k = 1; k < x.length; k++) {
      String name = program.states().get(k);
      if (!name.isEmpty()) x[k] = variable(name);
    }
    stale = true;
    if (!program.targets().isEmpty()) gather();
  }

  @Override
  protected final boolean hears() {
    return program.hears();
  }

  @Override
  protected final boolean goesBack() {
    return !program.stepwise();
  }

  @Override
  protected final int reach() {
    return told.length > 0 ? 1 : 0;
  }

  @Override
  protected final boolean hearsPairs() {
    return false;
  }

  @Override
  protected final boolean loses() {
    return program.loses();
  }

  @Override
  protected final boolean waitsForSources() {
    return false;
  }

  /// Begins a visit of synapses of one source and one delay.
  ///
  /// @param from the first synapse
  /// @param to the end of the synapses
  /// @param steps the delay
  final void begin(int from, int to, int ofRow, long steps) {
    if (stale) gather();
    delaySteps = steps;
    delay = steps * h();
    row = ofRow;
    if (!program.draws()) return;
    if (from == rowBegin(row)) random.repeat(row, now());
    random.draw(seed(), modelNumber(), sourceId(row), now(), from, to);
  }

  /// Computes what follows from parameters: once, or for each group of synapses with equal
  /// parameters.
  private void gather() {
    stale = false;
    if (program.draws()) random.number(ordinals());
    List<String> names = program.parameters();
    SynapseColumn[] columns = new SynapseColumn[names.size()];
    alike = true;
    for (int p = 0; p < columns.length; p++) {
      columns[p] = parameter(names.get(p));
      alike &= columns[p].uniform();
    }
    each.clear();
    which = ALL_ALIKE;
    if (alike) {
      values = values(names, columns, 0, 1);
      c = values.constants();
      return;
    }
    which = new int[size()];
    Map<List<Double>, Integer> known = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < which.length; i++) {
      List<Double> own = new ArrayList<>();
      for (SynapseColumn column : columns) own.add(column.at(i));
      Integer number = known.get(own);
      if (number == null) {
        number = first.size();
        known.put(own, number);
        first.add(i);
      }
      which[i] = number;
    }
    for (int i : first) each.add(values(names, columns, i, first.size()));
  }

  private RuleValues values(List<String> names, SynapseColumn[] columns, int i, int groups) {
    Map<String, Double> own = new HashMap<>();
    for (int p = 0; p < columns.length; p++) own.put(names.get(p), columns[p].at(i));
    for (RuleProgram.Guard g : program.guards()) require(g, own);
    RuleValues made = new RuleValues(program, h(), own::get, groups);
    made.columns(
        program.targets().stream().mapToInt(t -> posts().column(trace(t, made))).toArray());
    return made;
  }

  private void require(RuleProgram.Guard guard, Map<String, Double> own) {
    if (guard.holds().value(h(), h(), own::get) != 0) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s must hold, but %s"
            .formatted(
                program.name(),
                guard.text(),
                guard.reads().stream()
                    .map(name -> name + " = " + own.get(name))
                    .collect(Collectors.joining(", "))));
  }

  private PostSpikes.Trace trace(RuleProgram.Trace t, RuleValues of) {
    if (t.own() != 0) return new PostSpikes.Trace(t.own(), t.jump(), t.last());
    double tau = of.constants()[t.number()];
    if (tau > 0) return new PostSpikes.Trace(tau, t.jump(), t.last());
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s decays with a time constant of %s ms, which must be above 0"
            .formatted(program.name(), t.name(), tau));
  }

  /// Makes `i` the synapse that is visited.
  final void turnTo(int i) {
    random.turn();
    if (alike) return;
    values = each.get(which[i]);
    c = values.constants();
  }

  /// Changes the source's traces to what they are just after its spike.
  final void growSource() {
    for (int k = 0; k < source.length; k++) {
      RuleProgram.Trace t = program.sources().get(k);
      source[k] = t.last() ? t.jump() : source[k] + t.jump();
    }
  }

  /// Values for the synapse that is visited.
  final RuleValues values() {
    return values;
  }

  /// Notes that a spike is handled at step `t`, with `steps` steps passed before.
  final void at(long t, long steps) {
    elapsed = steps;
    step = t;
  }

  /// Notes that `steps` steps pass, up to step `t`.
  final void pass(long steps, long t) {
    f = values.after(steps);
    elapsed = steps;
    step = t;
  }

  /// Saves the variables of synapse `i` that follow from the target's spikes alone.
  final void putBy(int i) {
    int[] apart = program.apart();
    for (int k = 0; k < apart.length; k++) before[k] = x[apart[k]][i];
  }

  /// The delay of the synapses that are visited (steps).
  final long delaySteps() {
    return delaySteps;
  }

  /// The time of the spike that is handled (ms).
  protected final double time() {
    return step * h();
  }

  /// Number of steps of a time (ms).
  protected final double steps(double time) {
    return Elementary.steps(time, h());
  }

  /// The array of element `index` of a vector of variables that begins at `first`.
  protected final double[] element(int first, int elements, long index, int i) {
    return x[first + place(index, elements, i)];
  }

  /// The place of element `index` of a vector with `elements` elements.
  protected final int place(long index, int elements, int i) {
    if (index >= 0 && index < elements) return (int) index;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s from node %d to node %d, %s ms: there is no element %d of a vector of %d; elements are counted from 0"
            .formatted(program.name(), sourceId(row), targetId(i), time(), index, elements));
  }

  /// Lets synapse `i` send a spike with weight `strength`; several spikes at one time arrive as
  /// one.
  protected final void emit(int i, double strength, double unused) {
    sent[i] = Double.isNaN(sent[i]) ? strength : sent[i] + strength;
  }

  /// Computes the slopes of system number `system` of equations for synapse `i`.
  protected abstract void slopes(int system, int i, double[][] y, double[][] dy);

  /// Advances system number `system` of equations of synapse `i`.
  protected final void integrate(int i, int system) {
    if (integration.advance(i, system, x, f, elapsed * h())) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s from node %d to node %d cannot be integrated up to %s ms, where %s: a step takes more than %d steps of the integrator, or its result is not a number. A parameter or a state is far out of range"
            .formatted(
                program.name(),
                sourceId(row),
                targetId(i),
                time(),
                integration.where(system),
                BlockIntegrator.MOST_STEPS));
  }

  /// A normally distributed number for synapse `i`.
  protected final double normal(int i, double mean, double deviation) {
    return mean + deviation * RandomStream.normal(random.unit(i));
  }

  /// A number for synapse `i`, uniformly distributed between `least` (inclusive) and `least +
  /// width` (exclusive).
  protected final double uniform(int i, double least, double width) {
    return least + width * random.unit(i);
  }

  /// A Poisson distributed number for synapse `i`.
  protected final double poisson(int i, double mean) {
    return Drawn.poisson(random.unit(i), mean);
  }

  /// How many of `trials` trials of synapse `i` succeed, of `probability` each.
  protected final double binomial(int i, double trials, double probability) {
    return Drawn.binomial(random.unit(i), trials, probability);
  }

  /// Prints a text of synapse `i`, in which `{}` stands for the values.
  protected final void print(int i, String function, String text, double[] values) {
    String whose =
        "%s from %d to %d, %s ms".formatted(program.name(), sourceId(row), targetId(i), time());
    Printed.text(function, whose, text, values);
  }

  @Override
  public String toString() {
    return program.name() + Arrays.toString(program.states().toArray());
  }
}
