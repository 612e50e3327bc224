package myelin.engine.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.past.History;

/// What each neuron of a block remembers of its own spikes: the last one, and a calcium trace that
/// decays with `tau_Ca` and grows by `beta_Ca` at each spike. Where synapses onto the block are
/// plastic, a [SpikeListener] keeps what they need.
public final class Archive {

  /// Parameters of every spiking neuron. `tau_minus` and `tau_minus_triplet` are read by plastic
  /// synapses; without any, no spikes are kept and their traces are zero.
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          constant("tau_minus", 20, "time constant of depression, for plastic synapses"),
          constant("tau_minus_triplet", 110, "slow time constant of triplet plasticity"),
          constant("tau_Ca", 10_000, "time constant of the calcium trace"),
          new ParameterSpec(
              "beta_Ca",
              Unit.NONE,
              ParameterSpec.Kind.REAL,
              0.001,
              "growth of the calcium trace at a spike",
              Condition.POSITIVE,
              ParameterSpec.Role.CONSTANT),
          new ParameterSpec(
              "Ca",
              Unit.NONE,
              ParameterSpec.Kind.REAL,
              0.0,
              "calcium trace",
              Condition.NOT_NEGATIVE,
              ParameterSpec.Role.STATE),
          readOnly("t_spike", Unit.MS, -1.0, "time of the last spike, -1 before the first"),
          readOnly("post_trace", Unit.NONE, 0.0, "trace that plastic synapses onto it read"),
          new ParameterSpec(
              "archiver_length",
              Unit.NONE,
              ParameterSpec.Kind.INTEGER,
              0L,
              "spikes kept for plastic synapses onto it",
              Condition.ANY,
              ParameterSpec.Role.READ_ONLY));

  /// Is told of what calcium traces do, for what grows by them.
  public interface CalciumListener {

    /// Until `step` the trace of neuron `n` has only decayed; it may change then in another way.
    ///
    /// @param ca the trace at step `when`
    /// @param tau_Ca time constant of its decay (ms)
    void until(int n, double step, double ca, double when, double tau_Ca);
  }

  private final long[] last = new long[Block.LANES];
  private final double[] calcium = new double[Block.LANES];

  /// The times, in steps, at which the traces had the values in [#calcium].
  private final double[] calciumStep = new double[Block.LANES];

  /// How long before their stamps the last spikes really were (ms); empty while all were at their
  /// stamps.
  private double[] early = {};

  private double[] tau_Ca = new double[0];
  private double[] beta_Ca = new double[0];
  private double h;
  private Optional<SpikeListener> listener = Optional.empty();
  private Optional<CalciumListener> growth = Optional.empty();
  private int base;

  Archive() {
    Arrays.fill(last, -1);
  }

  private static ParameterSpec constant(String name, double initial, String meaning) {
    return new ParameterSpec(
        name,
        Unit.MS,
        ParameterSpec.Kind.REAL,
        initial,
        meaning,
        Condition.POSITIVE,
        ParameterSpec.Role.CONSTANT);
  }

  private static ParameterSpec readOnly(String name, Unit unit, double initial, String meaning) {
    return new ParameterSpec(
        name,
        unit,
        ParameterSpec.Kind.REAL,
        initial,
        meaning,
        Condition.ANY,
        ParameterSpec.Role.READ_ONLY);
  }

  /// Tells a listener of spikes from now on; lane `i` is the neuron `base + i` there.
  void tell(SpikeListener newListener, int base) {
    listener = Optional.of(newListener);
    this.base = base;
  }

  /// Tells a listener of calcium traces from now on, likewise.
  void grow(CalciumListener newListener, int newBase) {
    growth = Optional.of(newListener);
    base = newBase;
  }

  /// Brings what grows by the trace of neuron `i` up to date.
  public void grow(int i, double step) {
    if (growth.isEmpty()) return;
    growth.get().until(base + i, step, calcium[i], calciumStep[i], tau_Ca[i]);
  }

  void derive(Derivation d) {
    h = d.h();
    if (listener.isPresent()) {
      double[] minus = d.column(p -> p.get("tau_minus"));
      double[] triplet = d.column(p -> p.get("tau_minus_triplet"));
      for (int i = 0; i < Block.LANES; i++) listener.get().decay(base + i, minus[i], triplet[i]);
    }
    tau_Ca = d.column(p -> p.get("tau_Ca"));
    beta_Ca = d.column(p -> p.get("beta_Ca"));
  }

  /// Neuron `i` fired, `offset` before the stamp `step` of its spike (ms).
  void fired(int i, long step, double offset) {
    last[i] = step;
    if (offset != 0 && early.length == 0) early = new double[Block.LANES];
    if (early.length > 0) early[i] = offset;
    double time = offset == 0 ? step : step - offset / h;
    grow(i, time);
    calcium[i] = calciumAt(i, time) + beta_Ca[i];
    calciumStep[i] = time;
    if (listener.isPresent()) listener.get().fired(base + i, step);
  }

  /// Whether plastic synapses may hear any neuron.
  boolean isHeard() {
    return listener.isPresent();
  }

  /// Whether plastic synapses hear neuron `i`.
  boolean isHeard(int i) {
    return listener.isPresent() && listener.get().hears(base + i);
  }

  /// The step up to which entries that are kept as `keep` says are no longer needed at step `now`.
  long needed(long now, History.Keep keep) {
    if (listener.isEmpty()) return now;
    return keep == History.Keep.UNDER_WAY
        ? listener.get().underWay(now)
        : listener.get().needed(now);
  }

  /// The step up to which no synapse onto neuron `i` looks back any more.
  long heardUntil(int i) {
    return listener.map(l -> l.heardUntil(base + i)).orElse(Long.MAX_VALUE);
  }

  /// What it remembers of a neuron.
  ///
  /// @param stamp stamp of the last spike in steps, -1 if there is none
  /// @param early how long before it the spike really was (ms)
  /// @param calcium the calcium trace
  /// @param since the time, in steps, at which the trace had this value
  public record Memory(long stamp, double early, double calcium, double since) {}

  /// What it remembers of neuron `i`.
  public Memory save(int i) {
    return new Memory(last[i], early.length == 0 ? 0 : early[i], calcium[i], calciumStep[i]);
  }

  /// Puts back what [#save] has returned.
  public void restore(int i, Memory memory) {
    last[i] = memory.stamp();
    if (memory.early() != 0 && early.length == 0) early = new double[Block.LANES];
    if (early.length > 0) early[i] = memory.early();
    calcium[i] = memory.calcium();
    calciumStep[i] = memory.since();
  }

  double read(String name, int i, long now, TimeGrid grid) {
    return switch (name) {
      case "t_spike" -> last[i] < 0 ? -1 : grid.ms(last[i]) - (early.length == 0 ? 0 : early[i]);
      case "Ca" -> calciumAt(i, (double) now);
      case "post_trace" -> listener.map(p -> p.trace(base + i, now)).orElse(0.0);
      case "archiver_length" -> listener.map(p -> (double) p.size(base + i)).orElse(0.0);
      default -> 0;
    };
  }

  void setCalcium(int i, double value, long now) {
    grow(i, (double) now);
    calcium[i] = value;
    calciumStep[i] = now;
  }

  /// Computes the calcium trace of neuron `i` up to step `now`, as its time constant may change
  /// then: until then it has decayed with the one it had.
  void rebase(int i, long now) {
    grow(i, (double) now);
    if (calcium[i] != 0) setCalcium(i, calciumAt(i, (double) now), now);
  }

  private double calciumAt(int i, double step) {
    if (calcium[i] == 0) return 0;
    return calcium[i] * StrictMath.exp(-(step - calciumStep[i]) * h / tau_Ca[i]);
  }
}
