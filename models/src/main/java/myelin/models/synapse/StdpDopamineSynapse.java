package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.CollectedSpikes;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Spike-timing dependent plasticity modulated by dopamine; see [#MODEL].
public final class StdpDopamineSynapse extends Plasticity {

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "stdp_dopamine_synapse",
              "spike-timing dependent plasticity modulated by dopamine",
              """
                dw/dt = c * (n - b)     dc/dt = -c / tau_c     dn/dt = -n / tau_n

                post after pre:  c += A_plus * exp(-|dt| / tau_plus)
                pre after post:  c -= A_minus * exp(-|dt| / tau_minus)
                dopamine spike:  n += 1 / tau_n

              over all pairs of spikes, with w kept between Wmin and Wmax; tau_minus is the
              target's. The dopamine spikes are those that volume_transmitter, which must be given,
              has collected. The whole delay is dendritic; one set of constants holds for all
              synapses. w, c and n are as they were at the last spike of the source or the last
              update by the volume transmitter. As in NEST, a spike of the source that reaches the
              synapse after an update to a later time takes the synapse back to the spike's time,
              and the target's spikes since then count again. Izhikevich 2007
              (doi:10.1093/cercor/bhl152); Potjans, Morrison and Diesmann 2010
              (doi:10.3389/fncom.2010.00141).
              """),
          parameters(
              1,
              ParameterSpec.number("A_plus", Unit.NONE, 1, "facilitation", Condition.FINITE),
              ParameterSpec.number("A_minus", Unit.NONE, 1.5, "depression", Condition.FINITE),
              ParameterSpec.number(
                  "tau_plus", Unit.MS, 20, "time constant of facilitation", Condition.POSITIVE),
              ParameterSpec.number(
                  "tau_c", Unit.MS, 1000, "time constant of the eligibility", Condition.POSITIVE),
              ParameterSpec.number(
                  "tau_n", Unit.MS, 200, "time constant of dopamine", Condition.POSITIVE),
              ParameterSpec.number("b", Unit.NONE, 0, "baseline of dopamine", Condition.FINITE),
              ParameterSpec.number(
                  "Wmin", Unit.WEIGHT, 0, "lower limit of the weight", Condition.FINITE),
              ParameterSpec.number(
                  "Wmax", Unit.WEIGHT, 200, "upper limit of the weight", Condition.FINITE),
              state("c", 0, "eligibility", Condition.FINITE),
              state("n", 0, "dopamine (1/ms)", Condition.FINITE),
              state("Kplus", "trace of the source's spikes"),
              Synapses.node(
                  "volume_transmitter", "the volume transmitter whose spikes it receives")),
          true,
          StdpDopamineSynapse::new);

  private SynapseColumn A_plus = new SynapseColumn();
  private SynapseColumn A_minus = new SynapseColumn();
  private SynapseColumn tau_c = new SynapseColumn();
  private SynapseColumn tau_n = new SynapseColumn();
  private SynapseColumn b = new SynapseColumn();
  private SynapseColumn Wmin = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();
  private double[] c = {};
  private double[] n = {};
  private Courses courses = new Courses(1, 1, 1);

  /// The next spike of the third node, and the step from which on `n` has yet to decay.
  private int next;

  private long decayed;

  private final Hearing hearing = new Hearing();

  private StdpDopamineSynapse() {}

  @Override
  protected SourceTrace[] open() {
    A_plus = parameter("A_plus");
    A_minus = parameter("A_minus");
    tau_c = parameter("tau_c");
    tau_n = parameter("tau_n");
    b = parameter("b");
    Wmin = parameter("Wmin");
    Wmax = parameter("Wmax");
    refresh();
    return new SourceTrace[] {trace("Kplus", "tau_plus")};
  }

  @Override
  protected void refresh() {
    c = variable("c");
    n = variable("n");
    courses = new Courses(tau_c.at(0), tau_n.at(0), h());
  }

  @Override
  protected boolean hearsPairs() {
    return false;
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    PostSpikes posts = posts();
    visit(from, to, row, since, until);
    for (int i = from; i < to; i++) {
      c[i] -= A_minus.at(i) * posts.trace(target(i), until, now());
    }
  }

  @Override
  protected void sweep(int from, int to, int row, long since, long until) {
    visit(from, to, row, since, until);
    double decay = courses.of(now() - decayed).dopamine();
    boolean alike = tau_n.uniform();
    for (int i = from; i < to; i++) n[i] *= alike ? decay : course(i, now() - decayed).dopamine();
  }

  /// Brings synapses up to date, by the spikes of their targets in `(since, until]`. Those whose
  /// targets have not fired go through the same times: all are taken through these together, and
  /// the others one by one from where they were.
  private void visit(int from, int to, int row, long since, long until) {
    PostSpikes posts = posts();
    long delay = now() - until;
    CollectedSpikes third = third();
    int first = third.after(swept());
    int begin = Math.max(first, third.after(since + delay));
    long beginDecayed = begin > first ? third.step(begin - 1) : swept();
    boolean alike = areAlike();
    hearing.begin(to - from);
    for (int i = from; i < to; i++) {
      int target = target(i);
      if (alike && posts.age(target, since) <= posts.age(target, until)) continue;
      hearing.add(i, weight[i], c[i], n[i]);
    }
    if (alike && hearing.size < to - from) {
      next = begin;
      decayed = beginDecayed;
      runAll(from, to, since + delay);
    }
    for (int k = 0; k < hearing.size; k++) {
      int i = hearing.synapse[k];
      weight[i] = hearing.weight[k];
      c[i] = hearing.c[k];
      n[i] = hearing.n[k];
      next = begin;
      decayed = beginDecayed;
      long at = since + delay;
      int target = target(i);
      int newest = posts.age(target, until);
      for (int age = posts.age(target, since) - 1; age >= newest; age--) {
        long s = posts.step(target, age) + delay;
        run(i, at, s);
        at = s;
        double K = traces[0].at(i, row) * traces[0].decay(i, s - since - delay);
        c[i] += A_plus.at(i) * K;
      }
      run(i, at, now());
    }
  }

  /// Whether nothing but the variables differs between synapses.
  private boolean areAlike() {
    return tau_c.uniform() && tau_n.uniform() && b.uniform() && Wmin.uniform() && Wmax.uniform();
  }

  /// Synapses whose targets have fired, and what they were before.
  private static final class Hearing {
    private int size;
    private int[] synapse = {};
    private double[] weight = {};
    private double[] c = {};
    private double[] n = {};

    void begin(int most) {
      size = 0;
      if (most <= synapse.length) return;
      synapse = new int[2 * most];
      weight = new double[2 * most];
      c = new double[2 * most];
      n = new double[2 * most];
    }

    void add(int i, double w, double newC, double newN) {
      synapse[size] = i;
      weight[size] = w;
      c[size] = newC;
      n[size++] = newN;
    }
  }

  /// Does for all synapses what [#run] does for one, from step `from` to now.
  private void runAll(int from, int to, long begin) {
    CollectedSpikes third = third();
    long t = begin;
    for (; next < third.size() && third.step(next) <= now(); next++) {
      long s = third.step(next);
      learnAll(from, to, t, s);
      double left = courses.of(s - decayed).dopamine();
      double more = third.times(next) / tau_n.at(0);
      for (int i = from; i < to; i++) n[i] = n[i] * left + more;
      decayed = s;
      t = s;
    }
    learnAll(from, to, t, now());
  }

  private void learnAll(int from, int to, long begin, long end) {
    Course course = courses.of(end - begin);
    double left = courses.of(begin - decayed).dopamine();
    double learned = course.learned();
    double forgotten = b.at(0) * course.forgotten();
    double least = Wmin.at(0);
    double most = Wmax.at(0);
    double[] w = weight;
    for (int i = from; i < to; i++) {
      double changed = w[i] + c[i] * (n[i] * left * learned - forgotten);
      w[i] = Math.min(most, Math.max(least, changed));
    }
    double kept = course.eligibility();
    for (int i = from; i < to; i++) c[i] *= kept;
  }

  /// Advances synapse `i` from one step to another, with the spikes of the third node in between.
  private void run(int i, long from, long to) {
    CollectedSpikes third = third();
    long t = from;
    for (; next < third.size() && third.step(next) <= to; next++) {
      long s = third.step(next);
      learn(i, t, s);
      n[i] = n[i] * course(i, s - decayed).dopamine() + third.times(next) / tau_n.at(i);
      decayed = s;
      t = s;
    }
    learn(i, t, to);
  }

  private void learn(int i, long from, long to) {
    Course course = course(i, to - from);
    double dopamine = n[i] * course(i, from - decayed).dopamine();
    double w = weight[i] + c[i] * (dopamine * course.learned() - b.at(i) * course.forgotten());
    weight[i] = Math.min(Wmax.at(i), Math.max(Wmin.at(i), w));
    c[i] *= course.eligibility();
  }

  private Course course(int i, long steps) {
    if (tau_c.uniform() && tau_n.uniform()) return courses.of(steps);
    return Course.of(tau_c.at(i), tau_n.at(i), steps * h());
  }

  /// The effects of some time without spikes; all are zero where time goes back by so many time
  /// constants that the decay cannot be undone.
  ///
  /// @param eligibility the part of c that is left
  /// @param dopamine the part of n that is left
  /// @param learned the integral of the part of c n that is left (ms)
  /// @param forgotten the integral of the part of c that is left (ms)
  private record Course(double eligibility, double dopamine, double learned, double forgotten) {

    private static final double BACK = 150;

    static Course of(double tau_c, double tau_n, double t) {
      if (-t > BACK * Math.min(tau_c, tau_n)) return new Course(0, 0, 0, 0);
      double rate = (tau_c + tau_n) / (tau_c * tau_n);
      return new Course(
          StrictMath.exp(-t / tau_c),
          StrictMath.exp(-t / tau_n),
          -StrictMath.expm1(-rate * t) / rate,
          -tau_c * StrictMath.expm1(-t / tau_c));
    }
  }

  /// The courses for some numbers of steps, computed once; time may run backwards.
  private record Courses(double tau_c, double tau_n, double h, Course[] known) {

    private static final int KNOWN = 1024;

    Courses(double tau_c, double tau_n, double h) {
      this(tau_c, tau_n, h, new Course[2 * KNOWN]);
      for (int k = 0; k < known.length; k++) known[k] = Course.of(tau_c, tau_n, (k - KNOWN) * h);
    }

    Course of(long steps) {
      long k = steps + KNOWN;
      if (k >= 0 && k < known.length) return known[(int) k];
      return Course.of(tau_c, tau_n, steps * h);
    }
  }
}
