package myelin.models.train;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.RandomSource;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;
import myelin.engine.neuron.Block;
import myelin.engine.random.Philox;
import myelin.engine.random.RandomStream;
import myelin.models.loops.PoissonLoop;
import org.jspecify.annotations.Nullable;

/// Spikes of a Poisson process, independent for each target; see [#MODEL].
///
/// Nothing is sent: the number that arrives at a target in a step is a function of seed, generator,
/// target and step, and is added where the target's input is summed.
public final class PoissonGenerator extends RandomSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("poisson_generator")
          .words(
              "spikes of a Poisson process, independent for each target",
              """
              In each step each target receives a number of spikes drawn from a Poisson distribution of mean
              rate x resolution. A spike recorder connected to it sees a train of its own, which no target
              received; to record what a neuron receives, put a parrot_neuron between them. Spikes are sent in
              (start + h, stop + h], as in NEST.
              """)
          .real("rate", Unit.HZ, 0, "mean rate of each train", Condition.NOT_NEGATIVE)
          .fastLoop(PoissonTable.VECTORS)
          .device(PoissonGenerator::new);

  private static final int DRAWS = 8;
  private static final int WORDS = 4;
  private static final int BITS = 16;
  private static final int MASK = 0xFFFF;
  private static final long LOW = 0xFFFFFFFFL;

  /// Room for random bits, the same for all blocks, so that it stays in the cache.
  private static final ThreadLocal<long[][]> BITS_OF_A_BLOCK =
      ThreadLocal.withInitial(() -> new long[2][Block.LANES]);

  /// Settings that hold for some time. The table is made when it is first needed, because many
  /// generators are set again before they send anything; several workers may make it at once, with
  /// the same numbers.
  private static final class Setting {
    private final Window window;
    private final double mean;
    private @Nullable PoissonTable table;

    Setting(Window window, double mean) {
      this.window = window;
      this.mean = mean;
    }

    boolean sends(long k) {
      return mean > 0 && window.contains(k);
    }

    PoissonTable table() {
      PoissonTable made = table;
      if (made == null) table = made = PoissonTable.of(mean);
      return made;
    }
  }

  private final SettingsHistory<Setting> epochs =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0));

  private PoissonGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  private int k0() {
    return (int) seed();
  }

  private int k1() {
    return (int) (seed() >>> 32);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    double rate = s.real("rate");
    double mean = rate * grid().h_ms() * 1e-3;
    if (mean > PoissonTable.LARGEST_MEAN) {
      throw s.refuse(
          "rate = %s Hz is too high; at most 1e6 spikes per step are possible".formatted(rate));
    }
    Setting setting = new Setting(Window.of(s), mean);
    return () -> epochs.change(setting, now);
  }

  @Override
  public void spikes(long k, int target, int occurrence, Sink sink) {
    int n = number(k, target, occurrence);
    if (n > 0) sink.spikes(n, 0);
  }

  private int number(long k, int target, int occurrence) {
    Setting s = epochs.at(k);
    if (!s.sends(k)) return 0;
    int[] words = new int[WORDS];
    int stream = RandomStream.Purpose.POISSON.word(occurrence);
    Philox.block(k0(), k1(), target, (int) (k / DRAWS), id(), stream, words);
    int place = (int) (k % DRAWS);
    int word = words[place / 2];
    int bits = place % 2 == 0 ? word >>> BITS : word & 0xFFFF;
    return s.table().draw(bits, () -> rest(k, target, occurrence));
  }

  private double rest(long k, int target, int occurrence) {
    int[] words = new int[WORDS];
    int stream = RandomStream.Purpose.POISSON_REST.word(occurrence);
    Philox.block(k0(), k1(), target, (int) k, id(), stream, words);
    long bits = ((long) words[0] << 32) | (words[1] & LOW);
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return new Train(lanes);
  }

  /// The trains to the lanes of one block. One evaluation of Philox gives 128 bits, which serve
  /// eight steps in a row.
  private final class Train implements Drive {
    private final Lanes to;
    private final int n;

    /// Numbers for the first four steps and for the last four.
    private final long[] first;

    private final long[] last;
    private final boolean plain;
    private long drawn = -1;
    private PoissonTable drawnFrom = PoissonTable.of(0);

    Train(Lanes to) {
      this.to = to;
      n = to.lane().length;
      first = new long[n];
      last = new long[n];
      double weight = to.weight()[0];
      plain = to.dense() && Arrays.stream(to.weight()).allMatch(w -> w == weight);
    }

    @Override
    public void add(long t, double[] input) {
      long k = t - to.delay();
      if (!to.carries(k)) return;
      Setting s = epochs.at(k);
      if (!s.sends(k)) return;
      if (k / DRAWS != drawn || s.table() != drawnFrom) draw(k / DRAWS, s.table());
      int place = (int) (k % DRAWS);
      long[] numbers = place < WORDS ? first : last;
      int shift = Long.SIZE - BITS * (1 + place % WORDS);
      int least = s.table().first();
      if (plain) addProduct(input, to.weight()[0], numbers, shift, least);
      else addEach(input, numbers, shift, least);
    }

    private void addEach(double[] input, long[] numbers, int shift, int least) {
      for (int i = 0; i < n; i++) {
        int number = least + ((int) (numbers[i] >>> shift) & MASK);
        input[to.lane()[i]] += to.weight()[i] * number;
      }
    }

    private void draw(long octet, PoissonTable table) {
      long high = octet & LOW;
      long low = ((long) id() << 32) | (RandomStream.Purpose.POISSON.word(to.occurrence()) & LOW);
      long[] p = BITS_OF_A_BLOCK.get()[0]; // for the first four steps
      long[] q = BITS_OF_A_BLOCK.get()[1]; // for the last four
      for (int i = 0; i < n; i++) p[i] = ((long) to.id()[i] << 32) | high;
      Arrays.fill(q, 0, n, low);
      PoissonLoop vectors = PoissonTable.VECTORS.loop();
      if (vectors == null || n % PoissonLoop.WORDS_TOGETHER != 0)
        Philox.blocks(k0(), k1(), p, q, n);
      else vectors.blocks(k0(), k1(), p, q, n);
      if (!table.look(p, first)) decide(p, first, table, octet * DRAWS);
      if (!table.look(q, last)) decide(q, last, table, octet * DRAWS + WORDS);
      drawn = octet;
      drawnFrom = table;
    }

    /// Draws the numbers that are not decided yet, for four steps from `k` on.
    private void decide(long[] words, long[] numbers, PoissonTable table, long k) {
      for (int i = 0; i < n; i++) {
        if ((numbers[i] & PoissonTable.OPEN) == 0) continue;
        for (int place = 0; place < WORDS; place++) {
          int shift = Long.SIZE - BITS * (1 + place);
          if ((numbers[i] >>> shift & PoissonTable.OPEN & MASK) == 0) continue;
          int bits = (int) (words[i] >>> shift) & MASK;
          long step = k + place;
          int id = to.id()[i];
          int drawn = table.draw(bits, () -> rest(step, id, to.occurrence()));
          long number = (long) drawn - table.first();
          numbers[i] = (numbers[i] & ~((long) MASK << shift)) | (number << shift);
        }
      }
    }
  }

  private static void addProduct(
      double[] input, double weight, long[] numbers, int shift, int least) {
    for (int i = 0; i < numbers.length; i++) {
      input[i] += weight * (least + ((int) (numbers[i] >>> shift) & MASK));
    }
  }
}
