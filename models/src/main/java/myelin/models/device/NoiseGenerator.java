package myelin.models.device;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.declare.Coding;
import myelin.engine.device.CurrentSource;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;
import myelin.engine.random.RandomStream;

/// Gaussian white noise current; see [#MODEL].
public final class NoiseGenerator extends CurrentSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("noise_generator")
          .words(
              "Gaussian white noise current, independent for each target",
              """
                I(t) = mean + sqrt(std^2 + std_mod^2 * sin(2 * pi * frequency * t + phase)) * N_j

              N_j is a standard normal number, drawn anew every dt and for every target; the default
              of dt becomes ten steps where 1 ms is not a multiple of the resolution. y_0 and y_1
              are the cosine and sine of the modulation's argument at the present time. The
              recordable I is the mean over the targets.
              """)
          .real("mean", Unit.PA, 0, "mean current", Condition.FINITE)
          .real("std", Unit.PA, 0, "standard deviation", Condition.NOT_NEGATIVE)
          .real("std_mod", Unit.PA, 0, "modulation of the deviation", Condition.NOT_NEGATIVE)
          .real("frequency", Unit.HZ, 0, "frequency of the modulation", Condition.FINITE)
          .real("phase", Unit.DEG, 0, "phase of the modulation", Condition.FINITE)
          .real("dt", Unit.MS, 1, "interval between changes of the current", Condition.POSITIVE)
          .readOnly("y_0", Unit.NONE, 0, "cosine part of the modulation")
          .readOnly("y_1", Unit.NONE, 0, "sine part of the modulation")
          .recordable("I", Unit.PA, "mean of the currents sent")
          .coding(Coding.ANY, Coding.ANY)
          .device(NoiseGenerator::new);

  private record Setting(
      Window window,
      double mean,
      double std,
      double std_mod,
      double frequency,
      double phase,
      long dt) {}

  private final SettingsHistory<Setting> epochs =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0, 0, 0, 0, 0, 1));
  private int[] targets = {};

  private NoiseGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    double std = s.real("std");
    double std_mod = s.real("std_mod");
    if (std_mod > std) {
      throw s.refuse(
          "std_mod = %s pA must not exceed std = %s pA, or the variance would be negative"
              .formatted(std_mod, std));
    }
    long dt = s.given("dt") ? s.steps("dt") : grid().defaultInterval(s.real("dt"), "dt");
    if (dt < 1) throw s.refuse("dt = %s ms must be at least one step".formatted(s.real("dt")));
    Setting setting =
        new Setting(
            Window.of(s), s.real("mean"), std, std_mod, s.real("frequency"), s.real("phase"), dt);
    return () -> epochs.change(setting, now);
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    Setting s = epochs.at(now);
    return switch (parameter) {
      case "dt" -> s.dt() == Long.MAX_VALUE ? Optional.empty() : Optional.of(grid().ms(s.dt()));
      case "y_0" -> Optional.of(now == 0 ? 0.0 : StrictMath.cos(argument(s, now)));
      case "y_1" -> Optional.of(StrictMath.sin(argument(s, now)));
      default -> Optional.empty();
    };
  }

  private double argument(Setting s, long step) {
    return 2 * Math.PI * s.frequency() * 1e-3 * grid().ms(step) + Math.toRadians(s.phase());
  }

  @Override
  public void connected(int[] ids) {
    int[] all = java.util.Arrays.copyOf(targets, targets.length + ids.length);
    System.arraycopy(ids, 0, all, targets.length, ids.length);
    targets = all;
  }

  /// The step in which the amplitude that is sent in step `k` was drawn.
  private static long drawn(Setting s, long k) {
    return k - Math.floorMod(k, s.dt());
  }

  private double deviation(Setting s, long k) {
    if (s.std_mod() == 0) return s.std();
    double sine = StrictMath.sin(argument(s, drawn(s, k)));
    return Math.sqrt(Math.max(0, s.std() * s.std() + s.std_mod() * s.std_mod() * sine));
  }

  private double normal(RandomStream random, Setting s, int target, int occurrence, long k) {
    return random
        .at(RandomStream.Purpose.NOISE, id(), target)
        .skipTo(drawn(s, k), occurrence)
        .nextNormal();
  }

  @Override
  public Drive drive(Drive.Lanes to) {
    return new Currents(to);
  }

  @Override
  public double record(int recordable, long k) {
    Setting s = epochs.at(k);
    if (!s.window().contains(k + 2) || targets.length == 0) return 0;
    double sum = 0;
    RandomStream recorded = new RandomStream(seed());
    for (int target : targets) sum += normal(recorded, s, target, 0, k);
    return s.mean() + deviation(s, k) * sum / targets.length;
  }

  /// The currents to the lanes of one block, drawn once every dt.
  private final class Currents implements Drive {
    private final Lanes to;
    private final RandomStream random = new RandomStream(seed());
    private final double[] current;
    private long held = -1;
    private Setting setting = epochs.at(0);

    Currents(Lanes to) {
      this.to = to;
      current = new double[to.lane().length];
    }

    @Override
    public void add(long t, double[] input) {
      long k = t - 1 - to.delay();
      if (!to.carries(k)) return;
      Setting s = epochs.at(k);
      if (!s.window().contains(k + 2)) return;
      if (held != drawn(s, k) || s != setting) {
        double std = deviation(s, k);
        for (int i = 0; i < current.length; i++) {
          current[i] = s.mean() + std * normal(random, s, to.id()[i], to.occurrence(), k);
        }
        held = drawn(s, k);
        setting = s;
      }
      for (int i = 0; i < current.length; i++) {
        input[to.lane()[i]] += current[i] * to.weight()[i];
      }
    }
  }
}
