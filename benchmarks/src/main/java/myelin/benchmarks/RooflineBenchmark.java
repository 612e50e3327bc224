package myelin.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import myelin.engine.table.TableKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How cheap could delivery be? The plainest loop that moves the same bytes as [DeliveryBenchmark]:
/// rows of the same lengths at random places of a table of the same size, and cells of rings of the
/// same size. What delivery takes beyond that is not memory.
///
/// | shape | bytes moved for each synapse |
/// |---|---|
/// | `BITS` | 1.3 read: 100 words a row, three rows at once onto one set |
/// | `LISTS` | 2 read, a count of 1 changed |
/// | `CONSTANT` | 2 read, a sum of 8 changed |
/// | `VARIED` | 2 and 4 read, a sum of 8 changed |
/// | `DELAYS` | the same and 1 more read; one row of sums, since a step takes only what is due |
/// | `PLASTIC` | 2 read, a weight of 8 changed, a trace of 8 at the target read, a sum of 8 changed |
///
/// It is a bound for loops of this kind in Java, not for the machine. It includes what every such
/// loop needs: a word of each cache line of the next four rows is read in advance.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Shape.EVENTS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RooflineBenchmark {

  private static final int DIFFERENT = 1 << 16;
  private static final int AHEAD = 4;
  private static final int CHARS_A_LINE = 32;

  /// Kind of row.
  @Param public Shape shape = Shape.BITS;

  private final SplittableRandom random = new SplittableRandom(7);
  private char[] target = {};
  private float[] weight = {};
  private double[] changing = {};
  private byte[] delay = {};
  private long[][] bits = {};
  private long[] set = {};
  private byte[][] counts = {};
  private double[][] sums = {};
  private double[] trace = {};
  private int[] fired = {};
  private int next;
  private int step;

  /// The sum of values that are read but not used; not private, so that no compiler leaves the
  /// reading out.
  int read;

  /// Makes the columns that this shape has.
  @Setup
  public void open() {
    fired = random.ints(DIFFERENT, 0, shape.sources).toArray();
    int cells = shape.cells();
    if (shape == Shape.BITS) {
      set = new long[cells / Long.SIZE];
      bits = new long[shape.sources][set.length];
      for (long[] row : bits) Arrays.setAll(row, w -> random.nextLong());
      return;
    }
    int n = shape.sources * shape.row;
    target = new char[n];
    for (int s = 0; s < shape.sources; s++) {
      int[] row = shape.draw(random);
      for (int k = 0; k < row.length; k++) target[s * shape.row + k] = (char) row[k];
    }
    if (shape == Shape.LISTS) {
      counts = new byte[shape.slots()][cells];
      return;
    }
    sums = new double[shape.slots()][cells];
    if (shape.kind == TableKey.Kind.VARIED) {
      weight = new float[n];
      Arrays.fill(weight, 1.5f);
    }
    if (shape == Shape.DELAYS) delay = new byte[n];
    if (shape == Shape.PLASTIC) {
      changing = new double[n];
      Arrays.fill(changing, 35);
      trace = new double[cells];
      Arrays.fill(trace, 1e-3);
    }
  }

  /// The plainest loop.
  @Benchmark
  public Object bound() {
    int spikes = shape.slices * shape.spikes;
    int steps = shape.slices * shape.lags;
    if (shape == Shape.BITS) {
      for (int k = 0; k < spikes; k += 3) unite(row(k), row(k + 1), row(k + 2));
    } else {
      for (int k = 0; k < spikes; k++) {
        if (k % AHEAD == 0) touch(k + 1);
        int from = fired[(next + k) % DIFFERENT] * shape.row;
        one(from, from + shape.row, (step + k * steps / spikes) & (shape.slots() - 1));
      }
    }
    next = (next + spikes) % DIFFERENT;
    step += steps;
    return sums;
  }

  private void one(int from, int to, int slot) {
    switch (shape) {
      case BITS -> throw new IllegalStateException();
      case LISTS -> count(target, from, to, counts[slot]);
      case CONSTANT -> add(target, 1.5, from, to, sums[slot]);
      case VARIED -> add(target, weight, from, to, sums[slot]);
      case DELAYS -> addDelayed(from, to);
      case PLASTIC -> change(target, changing, trace, from, to, sums[slot]);
    }
  }

  private long[] row(int k) {
    long[] row = bits[fired[(next + k) % DIFFERENT]];
    int sum = 0;
    for (int w = 0; w < row.length; w += Long.BYTES) sum += (int) row[w];
    read += sum;
    return row;
  }

  private void unite(long[] a, long[] b, long[] c) {
    long[] set = this.set;
    for (int w = 0; w < set.length; w++) set[w] ^= a[w] ^ b[w] ^ c[w];
  }

  private void touch(int k) {
    int sum = 0;
    for (int ahead = k; ahead < k + AHEAD; ahead++) {
      int from = fired[(next + ahead) % DIFFERENT] * shape.row;
      for (int i = from; i < from + shape.row; i += CHARS_A_LINE) sum += target[i];
    }
    read += sum;
  }

  private static void count(char[] target, int from, int to, byte[] row) {
    for (int i = from; i < to; i++) row[target[i]]++;
  }

  private static void add(char[] target, double weight, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target[i]] += weight;
  }

  private static void add(char[] target, float[] weight, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target[i]] += weight[i];
  }

  private void addDelayed(int from, int to) {
    byte[] delay = this.delay;
    int sum = 0;
    for (int i = from; i < to; i++) sum += delay[i];
    read += sum;
    add(target, weight, from, to, sums[0]);
  }

  private static void change(
      char[] target, double[] weight, double[] trace, int from, int to, double[] row) {
    for (int i = from; i < to; i++) {
      double w = weight[i] * 0.999 + trace[target[i]];
      weight[i] = w;
      row[target[i]] += w;
    }
  }
}
