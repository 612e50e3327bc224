package myelin.engine.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;

/// What each neuron of a block remembers of its own spikes: the last one, and a calcium trace that
/// decays with `tau_Ca` and grows by `beta_Ca` at each spike. Where synapses onto the block are
/// plastic, a [SpikeListener] keeps what they need.
public final class Archive {

  /// Parameters of every spiking neuron. `tau_minus` and `tau_minus_triplet` are read by plastic
  /// synapses; without any, no spikes are kept and their traces are zero.
  static final List<ParameterSpec> PARAMETERS =
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

  private final long[] last = new long[Block.LANES];
  private final double[] calcium = new double[Block.LANES];
  private final long[] calciumStep = new long[Block.LANES];
  private double[] tau_Ca = new double[0];
  private double[] beta_Ca = new double[0];
  private double h;
  private Optional<SpikeListener> listener = Optional.empty();
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

  /// Neuron `i` fired; its spike's stamp is `step`.
  void fired(int i, long step) {
    last[i] = step;
    calcium[i] = calciumAt(i, step) + beta_Ca[i];
    calciumStep[i] = step;
    if (listener.isPresent()) listener.get().fired(base + i, step);
  }

  /// Stamps of the last spikes, and the calcium traces with the steps that they are reckoned from.
  public void save(int i, long[] stamps, double[] traces, long[] from, int to) {
    stamps[to] = last[i];
    traces[to] = calcium[i];
    from[to] = calciumStep[i];
  }

  /// Puts back what [#save] has told.
  public void restore(int i, long stamp, double trace, long from) {
    last[i] = stamp;
    calcium[i] = trace;
    calciumStep[i] = from;
  }

  double read(String name, int i, long now, TimeGrid grid) {
    return switch (name) {
      case "t_spike" -> last[i] < 0 ? -1 : grid.ms(last[i]);
      case "Ca" -> calciumAt(i, now);
      case "post_trace" -> listener.map(p -> p.trace(base + i, now)).orElse(0.0);
      case "archiver_length" -> listener.map(p -> (double) p.size(base + i)).orElse(0.0);
      default -> 0;
    };
  }

  void setCalcium(int i, double value, long now) {
    calcium[i] = value;
    calciumStep[i] = now;
  }

  /// Reckons the calcium trace of neuron `i` from step `now` on. It has decayed until then by the
  /// time constant it had, which may change now.
  void rebase(int i, long now) {
    if (calcium[i] != 0) setCalcium(i, calciumAt(i, now), now);
  }

  private double calciumAt(int i, long step) {
    if (calcium[i] == 0) return 0;
    return calcium[i] * StrictMath.exp(-(step - calciumStep[i]) * h / tau_Ca[i]);
  }
}
