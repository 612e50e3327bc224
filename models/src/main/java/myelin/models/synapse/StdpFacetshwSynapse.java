package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import java.util.Arrays;
import java.util.stream.IntStream;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Spike-timing dependent plasticity of the FACETS hardware; see [#MODEL].
public final class StdpFacetshwSynapse extends Plasticity {

  /// Entries of a look-up table.
  private static final int ENTRIES = 16;

  /// So many cycles without a readout are passed one by one, as NEST does, with its rounding.
  private static final int MANY = 1_000_000;

  private static final Condition ENTRY = new Condition("from 0 to 15", v -> v >= 0 && v < ENTRIES);

  private static final Condition AT_LEAST_ONE =
      new Condition(">= 1 and below 2^31", v -> v >= 1 && v < 0x1p31);

  private static final Condition NUMBER =
      new Condition(">= 0 and below 2^31", v -> v >= 0 && v < 0x1p31);

  private static final String MEANING_OF_BITS =
      "which charges weigh on which side: causal right, acausal left, causal left, acausal right";

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
          new Model.Words(
              "stdp_facetshw_synapse_hom",
              "spike-timing dependent plasticity of the FACETS hardware",
              """
                at a pre spike, of the post spikes since the last pre spike,
                  a_causal  += exp(-(first post - last pre) / tau_plus)
                  a_acausal += exp(-(pre - last post) / tau_minus_stdp)

              where post spikes come to the synapse after the delay, which is dendritic. Before that, at
              the first pre spike after next_readout_time, a driver reads the synapse: the weight is rounded
              to an entry of a table, a multiple of weight_per_lut_entry up to 15 times. With bits (r, s, t, u)

                (a_thresh_tl + t * a_causal + s * a_acausal) / (1 + t + s)
                  > (a_thresh_th + r * a_causal + u * a_acausal) / (1 + r + u)

              is asked with configbit_0 and with configbit_1. If the answer is yes to the first alone,
              lookuptable_0 gives the new entry; to the second alone, lookuptable_1; to both, lookuptable_2.
              Then a_causal is set to 0 if the 1st (3rd, 5th) bit of reset_pattern is set, a_acausal if
              the 2nd (4th, 6th) is.

              Synapses are numbered from 0 in the order in which they first pass a spike. Each driver
              reads synapses_per_driver of them, one driver after the other, each for driver_readout_time;
              readout_cycle_duration is the time until all have had their turn.
              Pfeil et al. 2012 (doi:10.3389/fnins.2012.00090); Schemmel et al. 2006
              (doi:10.1109/IJCNN.2006.246651).
              """),
          parameters(
              1,
              ParameterSpec.number(
                  "tau_plus", Unit.MS, 20, "time constant of a_causal", Condition.POSITIVE),
              ParameterSpec.number(
                  "tau_minus_stdp", Unit.MS, 20, "time constant of a_acausal", Condition.POSITIVE),
              ParameterSpec.number(
                  "Wmax", Unit.WEIGHT, 100, "weight of entry 15, of its sign", Condition.NOT_ZERO),
              ParameterSpec.number(
                  "weight_per_lut_entry",
                  Unit.WEIGHT,
                  0,
                  "weight of an entry; 0 for Wmax / 15",
                  Condition.FINITE),
              ParameterSpec.whole("no_synapses", 0, "synapses that have passed a spike", NUMBER),
              ParameterSpec.whole(
                  "synapses_per_driver", 50, "synapses that one driver reads", AT_LEAST_ONE),
              ParameterSpec.number(
                  "driver_readout_time",
                  Unit.MS,
                  15,
                  "time for which one driver reads",
                  new Condition(">= 0.001 and below 1e9", v -> v >= 1e-3 && v < 1e9)),
              new ParameterSpec(
                  "readout_cycle_duration",
                  Unit.MS,
                  ParameterSpec.Kind.REAL,
                  0.0,
                  "time from one reading of a synapse to the next",
                  Condition.ANY,
                  ParameterSpec.Role.READ_ONLY),
              list(
                  "lookuptable_0",
                  ENTRY,
                  "new entries",
                  2,
                  3,
                  4,
                  4,
                  5,
                  6,
                  7,
                  8,
                  9,
                  10,
                  11,
                  12,
                  13,
                  14,
                  14,
                  15),
              list(
                  "lookuptable_1",
                  ENTRY,
                  "new entries",
                  0,
                  0,
                  1,
                  2,
                  3,
                  4,
                  5,
                  6,
                  7,
                  8,
                  9,
                  10,
                  10,
                  11,
                  12,
                  13),
              list(
                  "lookuptable_2",
                  ENTRY,
                  "new entries",
                  0,
                  1,
                  2,
                  3,
                  4,
                  5,
                  6,
                  7,
                  8,
                  9,
                  10,
                  11,
                  12,
                  13,
                  14,
                  15),
              list("configbit_0", Condition.FINITE, MEANING_OF_BITS, 0, 0, 1, 0),
              list("configbit_1", Condition.FINITE, MEANING_OF_BITS, 0, 1, 0, 0),
              list(
                  "reset_pattern",
                  Condition.FINITE,
                  "which charges a table resets",
                  1,
                  1,
                  1,
                  1,
                  1,
                  1),
              state("a_causal", 0, "charge of post spikes after pre spikes", Condition.FINITE),
              state("a_acausal", 0, "charge of post spikes before pre spikes", Condition.FINITE),
              state("a_thresh_th", 21.835, "threshold on the right side", Condition.FINITE),
              state("a_thresh_tl", 21.835, "threshold on the left side", Condition.FINITE),
              new ParameterSpec(
                  "init_flag",
                  Unit.NONE,
                  ParameterSpec.Kind.FLAG,
                  false,
                  "whether it has passed a spike",
                  Condition.TRUE_OR_FALSE,
                  ParameterSpec.Role.STATE),
              new ParameterSpec(
                  "synapse_id",
                  Unit.NONE,
                  ParameterSpec.Kind.INTEGER,
                  0L,
                  "its number",
                  NUMBER,
                  ParameterSpec.Role.STATE),
              new ParameterSpec(
                  "next_readout_time",
                  Unit.MS,
                  ParameterSpec.Kind.REAL,
                  0.0,
                  "time after which it is read",
                  Condition.DURATION,
                  ParameterSpec.Role.STATE)),
          true,
          StdpFacetshwSynapse::new);

  private SynapseColumn tau_plus = new SynapseColumn();
  private SynapseColumn tau_minus_stdp = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();
  private SynapseColumn weight_per_lut_entry = new SynapseColumn();
  private SynapseColumn no_synapses = new SynapseColumn();
  private SynapseColumn synapses_per_driver = new SynapseColumn();
  private SynapseColumn driver_readout_time = new SynapseColumn();
  private SynapseColumn readout_cycle_duration = new SynapseColumn();
  private SynapseColumn a_thresh_th = new SynapseColumn();
  private SynapseColumn a_thresh_tl = new SynapseColumn();
  private SynapseColumn[] tables = {};
  private SynapseColumn[] configbit_0 = {};
  private SynapseColumn[] configbit_1 = {};
  private SynapseColumn[] reset_pattern = {};
  private double[] a_causal = {};
  private double[] a_acausal = {};
  private double[] init_flag = {};
  private double[] synapse_id = {};
  private double[] next_readout_time = {};

  private StdpFacetshwSynapse() {}

  private static ParameterSpec list(
      String name, Condition condition, String meaning, long... initial) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        ParameterSpec.Kind.INTEGERS,
        initial,
        meaning,
        condition,
        ParameterSpec.Role.CONSTANT);
  }

  @Override
  protected SourceTrace[] open() {
    tau_plus = parameter("tau_plus");
    tau_minus_stdp = parameter("tau_minus_stdp");
    Wmax = parameter("Wmax");
    weight_per_lut_entry = parameter("weight_per_lut_entry");
    no_synapses = parameter("no_synapses");
    synapses_per_driver = parameter("synapses_per_driver");
    driver_readout_time = parameter("driver_readout_time");
    readout_cycle_duration = parameter("readout_cycle_duration");
    a_thresh_th = parameter("a_thresh_th");
    a_thresh_tl = parameter("a_thresh_tl");
    tables =
        IntStream.range(0, 3)
            .mapToObj(t -> elements("lookuptable_" + t, ENTRIES))
            .flatMap(Arrays::stream)
            .toArray(SynapseColumn[]::new);
    configbit_0 = elements("configbit_0", 4);
    configbit_1 = elements("configbit_1", 4);
    reset_pattern = elements("reset_pattern", 6);
    refresh();
    return new SourceTrace[0];
  }

  private SynapseColumn[] elements(String list, int n) {
    return IntStream.range(0, n)
        .mapToObj(k -> parameter("%s[%d]".formatted(list, k)))
        .toArray(SynapseColumn[]::new);
  }

  @Override
  protected void refresh() {
    a_causal = variable("a_causal");
    a_acausal = variable("a_acausal");
    init_flag = variable("init_flag");
    synapse_id = variable("synapse_id");
    next_readout_time = variable("next_readout_time");
  }

  @Override
  protected boolean hearsPairs() {
    return false;
  }

  @Override
  protected boolean waitsForSources() {
    return false;
  }

  @Override
  protected boolean isNumbering() {
    return true;
  }

  @Override
  protected boolean isNumbered(int i) {
    return init_flag[i] != 0;
  }

  @Override
  protected int numbers() {
    return (int) no_synapses.at(0);
  }

  @Override
  protected void numbers(int count) {
    if (count == no_synapses.at(0)) return;
    no_synapses.putAll(count);
    readout_cycle_duration.putAll(cycle(0, count));
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    PostSpikes posts = posts();
    double t = nestTime();
    long delay = now() - until;
    for (int i = from; i < to; i++) {
      int number = before(i);
      long last = since + delay;
      if (init_flag[i] == 0) {
        init_flag[i] = 1;
        synapse_id[i] = number;
        next_readout_time[i] =
            Math.floor(number / synapses_per_driver.at(i)) * driver_readout_time.at(i);
        number++;
        last = 0;
      }
      if (t > next_readout_time[i]) {
        read(i);
        next_readout_time[i] = later(next_readout_time[i], t, cycle(i, number));
      }
      int target = target(i);
      int newest = posts.age(target, until);
      int first = posts.age(target, since) - 1;
      if (first < newest) continue;
      a_causal[i] += left(posts.step(target, first) + delay - last, tau_plus.at(i));
      a_acausal[i] += left(until - posts.step(target, newest), tau_minus_stdp.at(i));
    }
  }

  /// The time of the spike (ms) with NEST's rounding, on which it may depend whether it is after a
  /// readout.
  private double nestTime() {
    TimeGrid grid = grid();
    return now() * grid.ticsPerStep() * (1.0 / grid.ticsPerMs());
  }

  private double left(long steps, double tau) {
    return StrictMath.exp(-(steps * h()) / tau);
  }

  /// Time until all of `synapses` have been read once; that of one driver at least.
  private double cycle(int i, int synapses) {
    double drivers = Math.max(1, Math.floor((synapses - 1) / synapses_per_driver.at(i) + 1));
    return drivers * driver_readout_time.at(i);
  }

  /// The first readout that is not before `t`, of those that follow `readout`.
  private static double later(double readout, double t, double cycle) {
    double next = readout;
    if (t - next > MANY * cycle) next += Math.floor((t - next) / cycle) * cycle;
    while (t > next) next += cycle;
    return next;
  }

  /// A driver reads synapse `i`.
  private void read(int i) {
    double unit = weight_per_lut_entry.at(i);
    if (unit == 0) unit = Wmax.at(i) / (ENTRIES - 1);
    double nearest = Math.floor(weight[i] / unit + 0.5);
    int entry = (int) Math.max(0, Math.min(ENTRIES - 1, nearest));
    boolean first = answer(i, configbit_0);
    boolean second = answer(i, configbit_1);
    if (first || second) {
      int table = first && second ? 2 : first ? 0 : 1;
      entry = (int) tables[ENTRIES * table + entry].at(i);
      if (reset_pattern[2 * table].at(i) != 0) a_causal[i] = 0;
      if (reset_pattern[2 * table + 1].at(i) != 0) a_acausal[i] = 0;
    }
    weight[i] = entry * unit;
  }

  private boolean answer(int i, SynapseColumn[] bits) {
    double r = bits[0].at(i);
    double s = bits[1].at(i);
    double t = bits[2].at(i);
    double u = bits[3].at(i);
    double left = (a_thresh_tl.at(i) + t * a_causal[i] + s * a_acausal[i]) / (1 + t + s);
    double right = (a_thresh_th.at(i) + r * a_causal[i] + u * a_acausal[i]) / (1 + r + u);
    return left > right;
  }
}
