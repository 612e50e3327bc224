package myelin.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import myelin.engine.declare.Channel;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.input.CountRing;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.table.Arrivals;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import myelin.engine.wiring.TableBuilder;
import myelin.models.synapse.StdpSynapse;

/// A table with rows of some shape, and slices of spikes to deliver through it.
abstract class Slices {

  /// The number of different slices, which are used in turn.
  private static final int DIFFERENT = 64;

  private static final double H_MS = 0.1;
  private static final double TAU_MINUS = 20;
  private static final double TAU_MINUS_TRIPLET = 110;
  private static final double MEAN_WEIGHT = 35;
  private static final double LARGEST_WEIGHT = 70;
  private static final double STANDARD_DEVIATION = 3;

  private final SplittableRandom random = new SplittableRandom(7);
  private final SpikeBatch batch = new SpikeBatch();
  private final InputRing ring = new InputRing(Channel.Content.WEIGHTS);
  private final PostSpikes posts = new PostSpikes(H_MS);
  private Shape shape = Shape.BITS;
  private ConnectionTable table = ConnectionTable.EMPTY;
  private List<Arrivals> arrivals = List.of();
  private SpikeOutbox[][] boxes = {};
  private int[][] answers = {};
  private int next;
  private long begin;

  /// Builds the table.
  final void open(Shape wanted) {
    shape = wanted;
    ring.reserve(shape.cells(), shape.slots(), 0);
    table = build();
    table.bindRing(ring);
    arrivals = Arrivals.of(List.of(table));
    if (table.isPacked() != (shape == Shape.BITS)) throw new IllegalStateException("wrong rows");
    if (table instanceof PlasticTable plastic) learn(plastic);
    boxes = new SpikeOutbox[DIFFERENT][1];
    answers = new int[DIFFERENT][];
    int answering = shape.spikes * shape.targets / shape.sources;
    for (int k = 0; k < DIFFERENT; k++) {
      boxes[k][0] = shape.fire(random);
      answers[k] = random.ints(0, shape.targets).distinct().limit(answering).toArray();
    }
  }

  private ConnectionTable build() {
    boolean plastic = shape.kind == TableKey.Kind.PLASTIC;
    TableKey key = new TableKey(0, 0, 0, shape.kind, shape.counts() ? 1.5 : 0, 0, 0);
    TableBuilder builder =
        new TableBuilder(
            plastic ? new PlasticTable(key, StdpSynapse.MODEL, H_MS) : new ConnectionTable(key));
    builder.reach(1, shape.sources);
    for (int s = 1; s <= shape.sources; s++) {
      for (int k = 0; k < shape.row; k++) builder.count(s);
    }
    boolean varied = shape == Shape.DELAYS;
    int one = shape.delay(random);
    builder.delays(varied ? 1 : one, varied ? Shape.LONGEST : one);
    builder.allocate(false);
    for (int s = 1; s <= shape.sources; s++) {
      for (int target : shape.draw(random)) {
        double weight = random.nextGaussian(MEAN_WEIGHT, STANDARD_DEVIATION);
        builder.fill(s, target, weight, shape.delay(random));
      }
    }
    // With so many cells, sets of bits do not pay, and rows stay lists.
    builder.finish(shape == Shape.BITS ? shape.cells() : CountRing.NO_CELL);
    return builder.table();
  }

  private void learn(PlasticTable plastic) {
    List<ParameterSpec> own = StdpSynapse.MODEL.own();
    for (int c = 0; c < own.size(); c++) {
      double value = own.get(c).initialNumber();
      if (own.get(c).name().equals("Wmax")) value = LARGEST_WEIGHT;
      plastic.column(c).putAll(value);
    }
    posts.reserve(shape.cells());
    for (int n = 0; n < shape.cells(); n++) posts.decay(n, TAU_MINUS, TAU_MINUS_TRIPLET);
    posts.add(plastic);
    plastic.open(posts);
  }

  /// Delivers [Shape#EVENTS] spikes to synapses. Counts, which would overflow, are cleared as the
  /// update clears them; targets of plastic synapses fire as often as their sources.
  final void deliver() {
    for (int s = 0; s < shape.slices; s++) {
      next = (next + 1) % DIFFERENT;
      if (table instanceof PlasticTable) {
        for (int target : answers[next]) posts.fired(target, begin + 1);
      }
      batch.gather(boxes[next], begin, shape.lags);
      if (!table.keepsSpikes()) {
        for (int lag = 0; lag < shape.lags; lag++) table.deliver(batch, lag);
      }
      begin += shape.lags;
      for (Arrivals kept : arrivals) {
        kept.send(batch);
        kept.arrive(begin, begin + shape.lags);
      }
      if (shape.counts()) clear();
    }
  }

  private void clear() {
    for (int base = 0; base < shape.cells(); base += Block.LANES) {
      ring.fetch(begin, begin + shape.lags, base);
    }
  }
}
