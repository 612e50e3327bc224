package myelin.models.train;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.RandomSource;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;
import myelin.engine.input.Events;
import myelin.engine.random.RandomStream;

/// Spikes of a Poisson process in continuous time, independent for each target; see [#MODEL].
public final class PoissonGeneratorPs extends RandomSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("poisson_generator_ps")
          .words(
              "Poisson spikes in continuous time, independent for each target",
              """
              Intervals between spikes are dead_time plus an exponential time, with the mean 1 / rate; each
              target receives a train of its own, at times that do not lie on the grid. Trains are stationary
              from the beginning (Gerstein and Mandelbrot 1964, doi:10.1016/S0006-3495(64)86768-0; Deger et al.
              2012, doi:10.1007/s10827-011-0362-8). Neurons without precise times receive the spikes in the
              steps in which they lie. Spikes are sent in (start, stop].
              """)
          .precise()
          .real("rate", Unit.HZ, 0, "mean rate of each train", Condition.NOT_NEGATIVE)
          .real("dead_time", Unit.MS, 0, "shortest interval", Condition.NOT_NEGATIVE)
          .device(PoissonGeneratorPs::new);

  /// The largest mean number of points per step, from which spikes are chosen.
  private static final double MOST_POINTS = 1000;

  /// Blocks of random numbers for a step, two numbers each: more than can be drawn, so that no two
  /// steps share a number.
  private static final long BLOCKS = 1024;

  /// Settings that hold for some time.
  ///
  /// @param rate mean rate of spikes (1/ms)
  /// @param dead dead time (ms)
  /// @param gap mean time from the end of a dead time to the next spike (ms)
  record Setting(Window window, double rate, double dead, double gap) {

    boolean sends(long k) {
      return rate > 0 && window.contains(k + 1);
    }

    /// The step in which trains begin.
    long begin() {
      return window.after();
    }
  }

  private record Place(int target, int occurrence) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0, 0, 0));

  /// The trains that are in use, where what a step sends depends on the steps before.
  private final Map<Place, DeadTimeTrain> trains = new ConcurrentHashMap<>();

  private PoissonGeneratorPs(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    double rate = s.real("rate") * 1e-3;
    double dead = s.real("dead_time");
    if (rate * dead > 1) {
      throw s.refuse(
          "dead_time = %s ms must be at most 1 / rate = %s ms".formatted(dead, 1 / rate));
    }
    double gap = rate * dead == 1 ? 0 : 1 / rate - dead;
    if (gap > 0 && grid().h_ms() / gap > MOST_POINTS) {
      throw s.refuse(
          "rate = %s Hz and dead_time = %s ms leave %s ms between spikes; there must be at least %s ms, or none"
              .formatted(s.real("rate"), dead, gap, grid().h_ms() / MOST_POINTS));
    }
    Setting setting = new Setting(Window.of(s), rate, dead, gap);
    return () -> settings.change(setting, now);
  }

  @Override
  public void spikes(long k, int target, int occurrence, Sink sink) {
    Setting s = settings.at(k);
    if (!s.sends(k)) return;
    trains
        .computeIfAbsent(new Place(target, occurrence), this::train)
        .spikes(s, k, offset -> sink.spikes(1, offset));
  }

  private DeadTimeTrain train(Place place) {
    RandomStream random = new RandomStream(seed());
    return new DeadTimeTrain(
        grid().h_ms(),
        k ->
            random
                .at(RandomStream.Purpose.TRAIN, id(), place.target())
                .skipTo(BLOCKS * k, place.occurrence()));
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return new Train(lanes);
  }

  /// The trains to the lanes of one block.
  private final class Train implements Drive {
    private final Lanes to;

    Train(Lanes to) {
      this.to = to;
    }

    @Override
    public void add(long t, double[] input) {
      each(t, (i, offset) -> input[to.lane()[i]] += to.weight()[i]);
    }

    @Override
    public void add(long t, Events input) {
      each(t, (i, offset) -> input.add(to.lane()[i], to.weight()[i], offset));
    }

    private void each(long t, Spike spike) {
      long k = t - to.delay();
      if (!to.carries(k) || !settings.at(k).sends(k)) return;
      for (int i = 0; i < to.lane().length; i++) {
        int lane = i;
        spikes(k, to.id()[i], to.occurrence(), (n, offset) -> spike.at(lane, offset));
      }
    }
  }

  @FunctionalInterface
  private interface Spike {
    void at(int i, double offset);
  }
}
