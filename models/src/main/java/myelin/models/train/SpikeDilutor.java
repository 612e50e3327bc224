package myelin.models.train;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;

/// Sends on some of the spikes that it receives; see [#MODEL].
public final class SpikeDilutor extends CountSource implements SpikeReceiver {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("spike_dilutor")
          .words(
              "sends on each spike with some probability, drawn for each target",
              """
              Connect sources to it, and connect it to neurons. A spike that reaches it is sent to
              each of its targets with the probability p_copy, independently of other targets and
              spikes, in the step in which it arrives. Weights of the connections to it do not
              matter. Spikes that arrive in (start, stop] are sent.
              """)
          .real("p_copy", Unit.NONE, 1, "probability that a spike is sent", PROBABILITY)
          .device(SpikeDilutor::new);

  /// More spikes in a step are not counted; this happens only where dilutors send to each other in
  /// a circle.
  private static final long MOST = 1_000_000_000;

  /// The number of steps, besides the delays, after which a spike that was under way has been asked
  /// for.
  private static final int ASKED = 256;

  private record Setting(Window window, double p_copy) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), 1));

  /// How many spikes have arrived, or will arrive, by step. One worker adds to it while the others
  /// wait.
  private final NavigableMap<Long, Integer> arrived = new TreeMap<>();

  /// The longest delay of any connection to a target so far (steps).
  private int longest;

  private SpikeDilutor(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Setting setting = new Setting(Window.of(s), s.real("p_copy"));
    return () -> {
      settings.change(setting, now);
      renew();
    };
  }

  @Override
  public void spike(int sender, long stamp, int times, double offset, Connection connection) {
    if (times == 0) return;
    arrived.merge(stamp + connection.delay(), times, (a, b) -> (int) Math.min(MOST, (long) a + b));
    arrived.headMap(stamp - longest - ASKED).clear();
  }

  @Override
  CountDistribution distribution(long k) {
    Setting s = settings.at(k);
    if (!s.window().contains(k + 1)) return CountDistribution.NONE;
    return CountDistribution.binomial(arrived.getOrDefault(k + 1, 0), s.p_copy());
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    longest = Math.max(longest, lanes.delay());
    return super.drive(lanes);
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    out.put(longest);
    out.put(arrived.keySet().stream().mapToLong(k -> k).toArray());
    out.put(arrived.values().stream().mapToInt(n -> n).toArray());
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    longest = in.whole();
    long[] steps = in.wides();
    int[] numbers = in.wholes();
    boolean fits = longest >= 0 && steps.length == numbers.length;
    for (int i = 0; fits && i < steps.length; i++) {
      fits = steps[i] > (i == 0 ? 0 : steps[i - 1]) && numbers[i] > 0;
      arrived.put(steps[i], numbers[i]);
    }
    in.require(fits, "there are no such spikes");
  }
}
