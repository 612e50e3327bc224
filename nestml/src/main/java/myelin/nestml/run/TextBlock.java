package myelin.nestml.run;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.nestml.integrate.BlockIntegrator;

/// A block of neurons whose model is a text. The loops over neurons are compiled from the text, in
/// a subclass of this class, which holds what all of them have in common: the arrays, and the order
/// of what a step does.
///
/// ```
///   delayed values are saved
///   update              equations, statements          (operations; branches may divide the neurons)
///   onReceive           where spikes arrive
///   convolutions        decay, and take up the spikes
///   onCondition         one by one
/// ```
public abstract class TextBlock extends DrawingBlock {

  private static final double[] NOTHING_ARRIVES = new double[LANES];
  private static final double[] NONE = {};

  /// What is common to all blocks of a compiled model.
  private final Program program;

  /// State variables.
  protected final double[][] x;

  /// Coefficients.
  protected final double[][] c;

  /// Input that arrives, and delayed values.
  protected final double[][] in;

  /// Intermediate values.
  protected final double[][] w;

  /// The state that slopes read: the arrays of the state, or copies of some lanes.
  protected double[][] seenState;

  /// The coefficients that slopes read.
  protected double[][] seenCoefficients;

  /// The input that slopes read.
  protected double[][] seenInput;

  /// The state, coefficients, input and intermediate values of the one neuron whose slopes are
  /// computed alone.
  protected final double[] oneState;

  protected final double[] oneCoefficients;
  protected final double[] oneInput;
  protected final double[] oneBetween;

  /// Whether all neurons have the same coefficients.
  protected boolean alike;

  /// Whether slopes are computed with branches, not by arithmetic.
  protected boolean careful;

  private final Coefficient[] coefficients;
  private final BlockIntegrator[] integrators;
  private final double[][][] integrated;
  private final BlockIntegrator.Tolerance[] tolerances;
  private final Delayed[] delayed;
  private final OperationRun operations;
  private SpikeOutbox out = new SpikeOutbox();
  private long now;

  /// The last step in which equations were integrated, by lane.
  private final long[] integratedAt = new long[LANES];

  /// A block of a compiled model.
  @SuppressWarnings("this-escape") // integrators call back only when a step is taken
  protected TextBlock(Program program) {
    this.program = program;
    x = new double[program.states()][];
    for (int k = 0; k < x.length; k++) {
      String shown = program.names()[k];
      if (shown.isEmpty()) x[k] = program.decays()[k] ? hiddenDecaying() : hidden();
      else x[k] = program.decays()[k] ? decaying(shown) : variable(shown);
      Arrays.fill(x[k], program.initial()[k]);
    }
    in = new double[program.inputs()][];
    Arrays.fill(in, NOTHING_ARRIVES);
    w = new double[program.between()][LANES];
    coefficients = new Coefficient[program.coefficients().size()];
    for (int k = 0; k < coefficients.length; k++) {
      int place = k;
      coefficients[k] = coefficient(p -> program.value(place, p));
    }
    c = new double[coefficients.length][];
    oneState = new double[x.length];
    oneCoefficients = new double[c.length];
    oneInput = new double[in.length];
    oneBetween = new double[w.length];
    seenState = x;
    seenCoefficients = c;
    seenInput = in;
    int systems = program.systems().size();
    double[] tried = systems == 0 ? NONE : hidden(); // a neuron's step is one for all systems
    integrators = new BlockIntegrator[systems];
    integrated = new double[systems][][];
    tolerances = new BlockIntegrator.Tolerance[systems];
    for (int s = 0; s < systems; s++) {
      Program.Equations system = program.systems().get(s);
      integrators[s] =
          new BlockIntegrator(new TextSlopes(this, system, s), system.variables().length, tried);
      integrated[s] = new double[system.variables().length][];
      for (int v = 0; v < integrated[s].length; v++) integrated[s][v] = x[system.variables()[v]];
    }
    operations = new OperationRun(this);
    Arrays.fill(integratedAt, -1);
    delayed = new Delayed[program.delays().size()];
    for (int k = 0; k < delayed.length; k++) {
      delayed[k] = new Delayed(program.initial()[program.delays().get(k).state()]);
    }
  }

  /// Runs loop number `loop` over the first `n` lanes.
  protected abstract void loop(int loop, int n);

  /// Runs loop number `loop` over `n` lanes.
  protected abstract void loop(int loop, int[] lanes, int n);

  /// Divides `n` lanes by condition number `test`; returns for how many it holds.
  protected abstract int test(int test, int[] lanes, int n, int[] yes, int[] no);

  /// Computes what the slopes of system number `system` read that stays the same during a step of
  /// the integrator, for the first `n` places.
  protected abstract void prepare(int system, int n, double[][] y, double[][] dy);

  /// Computes the slopes of system number `system` of equations for the first `n` places.
  protected abstract void slopes(int system, int n, double[][] y, double[][] dy);

  /// The same as [#prepare] for lane `i` alone, whose numbers have been copied.
  protected abstract void prepareOne(int system, int i, double[] y, double[] dy);

  /// The same as [#slopes] for that lane, with care.
  protected abstract void slopesOfOne(int system, int i, double[] y, double[] dy);

  /// The value in lane `i` of the recordable that is expression number `inline`.
  protected abstract double inline(int inline, int i);

  @Override
  protected void begin(int i) {
    for (int k = 0; k < x.length; k++) x[k][i] = program.initial()[k];
    for (Delayed d : delayed) d.begin(i);
  }

  @Override
  protected int effort() {
    return program.systems().isEmpty() ? 2 : 20;
  }

  @Override
  protected boolean repeats() {
    return program.repeats();
  }

  @Override
  protected void derive(Derivation d) {
    for (int k = 0; k < c.length; k++) c[k] = coefficients[k].each();
    alike = d.uniform();
    operations.derive();
    drawFrom(seed());
    for (int s = 0; s < tolerances.length; s++) {
      Program.Equations system = program.systems().get(s);
      tolerances[s] =
          BlockIntegrator.Tolerance.of(
              d.column(p -> program.value(system.absolute(), p)),
              d.column(p -> program.value(system.relative(), p)),
              system.toSlope());
    }
    for (int k = 0; k < delayed.length; k++) {
      Program.Delay delay = program.delays().get(k);
      double[] times = c[delay.time()];
      double[] steps = new double[LANES];
      for (int i = 0; i < LANES; i++) steps[i] = Math.rint(times[i] / h());
      delayed[k].delays(steps);
      delayed[k].reserve(Integer.MAX_VALUE); // all blocks have the same arrays of state
      in[delay.input()] = new double[LANES];
    }
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox spikes) {
    now = t;
    out = spikes;
    drawAt(t);
    for (int k = 0; k < program.channels().length; k++) {
      int channel = program.channels()[k];
      if (channel == Program.SLOW_CURRENT) {
        in[k] = received(0, 0);
      } else if (program.currents()[k]) {
        in[k] = Objects.requireNonNullElse(input.current(channel), NOTHING_ARRIVES);
      } else {
        in[k] = input.sums(channel);
      }
    }
    for (int k = 0; k < delayed.length; k++) delay(k);
    operations.run(program.step(), size());
    if (program.sent() >= 0) System.arraycopy(x[program.sent()], 0, sent(0), 0, LANES);
    for (int k = 0; k < program.left().length; k++) leave(k, t + 1, x[program.left()[k]]);
  }

  @Override
  protected double signal(int i) {
    return program.sent() >= 0 ? x[program.sent()][i] : 0;
  }

  private void delay(int k) {
    Program.Delay delay = program.delays().get(k);
    delayed[k].pass(x[delay.state()], in[delay.input()]);
  }

  /// Puts those of `n` lanes for which no equation has been integrated in this step into `to`, and
  /// returns how many there are.
  final int unintegrated(int[] lanes, int n, int[] to) {
    int found = 0;
    for (int p = 0; p < n; p++) if (integratedAt[lanes[p]] != now) to[found++] = lanes[p];
    return found;
  }

  /// Advances system number `s` of equations for all neurons.
  final void integrate(int s) {
    Arrays.fill(integratedAt, now);
    requireIntegrated(s, integrators[s].advance(h(), integrated[s], size(), tolerances[s]));
  }

  /// The same for `n` lanes.
  final void integrate(int s, int[] lanes, int n) {
    for (int p = 0; p < n; p++) integratedAt[lanes[p]] = now;
    requireIntegrated(s, integrators[s].advance(h(), integrated[s], lanes, n, tolerances[s]));
  }

  private void requireIntegrated(int s, int stuck) {
    if (stuck == BlockIntegrator.NONE) return;
    StringBuilder where = new StringBuilder();
    for (int v : program.systems().get(s).variables()) {
      if (program.names()[v].isEmpty()) continue; // hidden
      where.append(where.isEmpty() ? "" : ", ");
      where.append(program.names()[v]).append(" = ").append(x[v][stuck]);
    }
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s %d cannot be integrated in step %d, where %s: a step takes more than %d steps of the integrator, or its result is not a number. A parameter, a state or an input is far out of range"
            .formatted(program.name(), id(stuck), now, where, BlockIntegrator.MOST_STEPS));
  }

  /// The time at the end of the step (ms).
  protected final double time() {
    return (now + 1) * h();
  }

  /// Number of steps of a time (ms).
  protected final double steps(double time) {
    return Elementary.steps(time, h());
  }

  /// Lets neuron `i` fire `strength` times, `offset` (ms) before the end of the step.
  protected final void emit(int i, double strength, double offset) {
    for (double left = strength; left >= 1; left--) {
      if (offset == 0) fire(i, now, out);
      else fire(i, now, offset, out);
    }
  }

  /// The array of element `index` of a vector of state variables that begins at `first`.
  protected final double[] element(int first, int elements, long index, int i) {
    return x[first + place(index, elements, i)];
  }

  /// The place of element `index` of a vector with `elements` elements.
  protected final int place(long index, int elements, int i) {
    if (index >= 0 && index < elements) return (int) index;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s %d, step %d: there is no element %d of a vector of %d; elements are counted from 0"
            .formatted(program.name(), id(i), now, index, elements));
  }

  /// Prints a text of neuron `i`, in which `{}` stands for the values.
  protected final void print(int i, String function, String text, double[] values) {
    Printed.text(function, "%s %d, %s ms".formatted(program.name(), id(i), time()), text, values);
  }

  @Override
  public double read(int recordable, int i) {
    int inline = recordable - program.shown();
    return inline < 0 ? super.read(recordable, i) : inline(inline, i);
  }

  @Override
  public double[][] state() {
    if (delayed.length == 0) return super.state();
    Stream<double[]> past = Arrays.stream(delayed).flatMap(d -> Arrays.stream(d.byAge()));
    return Stream.concat(Arrays.stream(super.state()), past).toArray(double[][]::new);
  }

  @Override
  public double[] value() {
    return x.length == 0 ? NONE : x[0];
  }
}
