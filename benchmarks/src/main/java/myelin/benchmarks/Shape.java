package myelin.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.table.TableKey;

/// What rows of synapses look like in one part of a network that is simulated on two threads, by
/// the kind of row. [DeliveryBenchmark] delivers such rows, [RooflineBenchmark] only moves their
/// bytes.
///
/// - Brunel's network: 12 500 neurons, one in ten connected, about 38 spikes/s; as lists, with a
///   constant weight or with a weight each, its rows are what they would be if its synapses were
///   not all alike;
/// - the cortical microcircuit: 77 169 neurons, some 3900 synapses a neuron, with a weight and a
///   delay each, 4 spikes/s, slices of one step. Its table is cut to 20 000 sources, which is still
///   eight times a large cache;
/// - `cuba_stdp`: 9000 excitatory neurons with plastic synapses among them, 9 spikes/s.
public enum Shape {
  /// Brunel's network: sets of bits.
  BITS(TableKey.Kind.COUNTED, 12_500, 6_250, 625, 1, 720, 15),
  /// Spikes counted one by one, in bytes.
  LISTS(TableKey.Kind.COUNTED, 12_500, 6_250, 625, 1, 720, 15),
  /// One weight for all, summed.
  CONSTANT(TableKey.Kind.CONSTANT, 12_500, 6_250, 625, 1, 720, 15),
  /// A weight each, one delay.
  VARIED(TableKey.Kind.VARIED, 12_500, 6_250, 625, 1, 720, 15),
  /// The microcircuit: a weight and a delay each.
  DELAYS(TableKey.Kind.VARIED, 20_000, 38_585, 1_875, 8, 30, 1),
  /// `cuba_stdp`: a weight each, which changes.
  PLASTIC(TableKey.Kind.PLASTIC, 9_000, 4_500, 450, 8, 125, 15);

  /// Synaptic events of an invocation, whatever the shape.
  static final int EVENTS = 450_000;

  /// Longest delay in steps, where delays differ.
  static final int LONGEST = 48;

  private static final int DELAY = 15;
  private static final double DELAY_SD = 7.5;

  final TableKey.Kind kind;

  /// Number of rows, any of which may be next.
  final int sources;

  final int targets;

  /// Number of synapses of a source.
  final int row;

  /// Number of slices of an invocation.
  final int slices;

  /// Number of spikes of a slice.
  final int spikes;

  /// Number of steps of a slice.
  final int lags;

  Shape(TableKey.Kind kind, int sources, int targets, int row, int slices, int spikes, int lags) {
    this.kind = kind;
    this.sources = sources;
    this.targets = targets;
    this.row = row;
    this.slices = slices;
    this.spikes = spikes;
    this.lags = lags;
    if (slices * spikes * row != EVENTS) throw new IllegalStateException(name());
  }

  /// Targets rounded up to whole blocks.
  int cells() {
    return (targets + Block.LANES - 1) / Block.LANES * Block.LANES;
  }

  /// Number of steps that a ring holds, as [Kernel][myelin.engine.kernel.Kernel] computes it from
  /// the longest delay.
  int slots() {
    return Integer.highestOneBit((this == DELAYS ? LONGEST : DELAY) - 1) << 1;
  }

  boolean counts() {
    return kind == TableKey.Kind.COUNTED;
  }

  /// The targets of a source, some of them twice, ascending as `fixed_indegree` makes them.
  int[] draw(SplittableRandom random) {
    int[] target = random.ints(row, 0, targets).toArray();
    Arrays.sort(target);
    return target;
  }

  /// The delay of a synapse in steps.
  int delay(SplittableRandom random) {
    if (this != DELAYS) return DELAY;
    return (int) Math.max(1, Math.min(LONGEST, Math.rint(random.nextGaussian(DELAY, DELAY_SD))));
  }

  /// The spikes of a slice that begins at step 0, of random sources in random steps.
  SpikeOutbox fire(SplittableRandom random) {
    SpikeOutbox box = new SpikeOutbox();
    box.open(0);
    for (int k = 0; k < spikes; k++) box.add(1 + random.nextInt(sources), random.nextInt(lags));
    return box;
  }
}
