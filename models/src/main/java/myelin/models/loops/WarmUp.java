package myelin.models.loops;

import java.util.Arrays;
import myelin.engine.neuron.Block;
import myelin.engine.plastic.SpikePairs;
import myelin.models.loops.VectorLoops.Kind;

/// Runs [VectorLoops] on neurons of nobody until they are compiled.
final class WarmUp {

  /// What is quick, per neuron and step (ns), also on a slow machine whose vectors are of four
  /// numbers; loops that are not compiled take ten times more at least.
  private static final double QUICK_NS = 40;

  private static final long PATIENCE_NS = 3_000_000_000L;
  private static final int STEPS = 5;
  private static final VectorLoops.Pairing PAIRING =
      new VectorLoops.Pairing(0.9, 0.01, 0.01, 0.01, 0.9, 2, 1, 1, 0);

  private final VectorLoops loops;
  private final double[][] spikes = new double[STEPS][Block.LANES];
  private final double[] ones = lanes(1);
  private final double[] V = lanes(0);
  private final VectorLoops.Leaky neurons =
      new VectorLoops.Leaky(V, lanes(0), lanes(0), ones, lanes(0), lanes(3), true);
  private final VectorLoops.Alpha alpha =
      new VectorLoops.Alpha(lanes(0), lanes(0), ones, lanes(0), lanes(0));
  private final double[] lanes = lanes(0);
  private final double[][] slopes = new double[5][Block.LANES];
  private final VectorLoops.Membrane membrane = new VectorLoops.Membrane(ones, 1, 1, 1, ones, ones);
  private final VectorLoops.Conductance conductance =
      new VectorLoops.Conductance(lanes, 1, new double[6], 1);
  private final int[] fired = new int[STEPS * Block.LANES];
  private final long[] words = new long[Block.LANES];
  private final long[] numbers = new long[Block.LANES];
  private final double[] weight = lanes(1);
  private final char[] target = new char[Block.LANES];
  private final double[] record = new double[SpikePairs.RECORD * Block.LANES];
  private final int[] left = new int[Block.LANES];
  private final short[] steps = {-30_000, -20_000, -10_000, 0, 10_000, 20_000, 30_000};

  WarmUp(VectorLoops loops) {
    this.loops = loops;
    for (int i = 0; i < words.length; i++) words[i] = i * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < target.length; i++) {
      target[i] = (char) i;
      for (int age = 0; age < SpikePairs.MARKS; age++) {
        record[SpikePairs.RECORD * i + SpikePairs.MARK + age] =
            (double) age / (1 + i % SpikePairs.MARKS);
      }
    }
  }

  private static double[] lanes(double value) {
    double[] x = new double[Block.LANES];
    Arrays.fill(x, value);
    return x;
  }

  /// Whether the loops for something have become quick.
  boolean succeeds(Kind kind) {
    long begin = System.nanoTime();
    boolean quick = false;
    while (!quick && System.nanoTime() - begin < PATIENCE_NS) quick = ns(kind) < QUICK_NS;
    return quick;
  }

  private double ns(Kind kind) {
    long begin = System.nanoTime();
    switch (kind) {
      case ALPHA -> alpha();
      case CONDUCTANCES -> conductances();
      case POISSON -> poisson();
      case STDP -> stdp();
    }
    return (System.nanoTime() - begin) / ((double) STEPS * Block.LANES);
  }

  /// Some fire, so that this is compiled too.
  private void excite() {
    for (int i = 0; i < V.length; i += 37) V[i] = 2;
  }

  private void alpha() {
    excite();
    loops.alpha(STEPS, spikes, spikes, neurons, ones, ones, alpha, alpha, fired);
  }

  private void conductances() {
    for (int k = 0; k < STEPS; k++) {
      loops.conductances(1, membrane, conductance, conductance, 1, slopes, lanes, fired);
    }
  }

  private void poisson() {
    loops.poisson(words, steps, numbers);
  }

  /// Some synapses hear more than others.
  private void stdp() {
    for (int k = 0; k < STEPS; k++) {
      loops.stdp(weight, target, 0, Block.LANES, record, PAIRING, left);
    }
  }
}
