package myelin.models.device;

import java.util.Arrays;
import myelin.engine.Condition;
import myelin.engine.DeviceModel;
import myelin.engine.Drive;
import myelin.engine.Epochs;
import myelin.engine.Philox;
import myelin.engine.RandomSource;
import myelin.engine.RandomStream;
import myelin.engine.Unit;
import myelin.engine.Window;

/// Spikes of a Poisson process, anew for each target; see [#MODEL].
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
          .device(PoissonGenerator::new);

  private static final int WORDS = 4;
  private static final long LOW = 0xFFFFFFFFL;

  private record Setting(Window window, double rate, PoissonTable table) {
    boolean sends(long k) {
      return rate > 0 && window.contains(k);
    }
  }

  private final Epochs<Setting> epochs =
      new Epochs<>(new Setting(new Window(0, 0), 0, new PoissonTable(0)));
  private final int k0;
  private final int k1;

  private PoissonGenerator(DeviceModel model, Site site) {
    super(model, site);
    k0 = (int) seed();
    k1 = (int) (seed() >>> 32);
  }

  @Override
  protected void configure(Settings s, long now) {
    double rate = s.real("rate");
    PoissonTable table = new PoissonTable(rate * grid().h_ms() * 1e-3);
    epochs.change(new Setting(Window.of(s), rate, table), now);
  }

  private static int stream(int occurrence) {
    return RandomStream.Purpose.POISSON.word(occurrence);
  }

  @Override
  public int spikes(long k, int target, int occurrence) {
    Setting s = epochs.at(k);
    if (!s.sends(k)) return 0;
    int[] words = new int[WORDS];
    Philox.block(k0, k1, target, (int) (k / WORDS), id(), stream(occurrence), words);
    return s.table().draw(words[(int) (k % WORDS)] & LOW);
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return new Train(lanes);
  }

  /// The trains to the lanes of one block. One evaluation of Philox gives four words, which serve
  /// four steps in a row.
  private final class Train implements Drive {
    private final Lanes to;
    private final int n;
    private final long[][] words;
    private final boolean plain;
    private long quad = -1;

    Train(Lanes to) {
      this.to = to;
      n = to.lane().length;
      words = new long[WORDS][n];
      double first = to.weight()[0];
      plain = to.dense() && Arrays.stream(to.weight()).allMatch(w -> w == first);
    }

    @Override
    public void add(long t, double[] input) {
      long k = t - to.delay();
      if (k < to.since()) return;
      Setting s = epochs.at(k);
      if (!s.sends(k)) return;
      if (k / WORDS != quad) draw(k / WORDS);
      long[] word = words[(int) (k % WORDS)];
      PoissonTable table = s.table();
      if (plain) {
        double weight = to.weight()[0];
        for (int i = 0; i < n; i++) input[i] += weight * table.draw(word[i]);
      } else {
        for (int i = 0; i < n; i++) {
          input[to.lane()[i]] += to.weight()[i] * table.draw(word[i]);
        }
      }
    }

    private void draw(long q) {
      for (int i = 0; i < n; i++) words[0][i] = to.id()[i] & LOW;
      Arrays.fill(words[1], (int) q & LOW);
      Arrays.fill(words[2], id() & LOW);
      Arrays.fill(words[3], stream(to.occurrence()) & LOW);
      Philox.blocks(k0, k1, words[0], words[1], words[2], words[3], n);
      quad = q;
    }
  }
}
