package myelin.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.LongFunction;
import myelin.engine.random.RandomStream;
import myelin.models.train.PoissonGeneratorPs.Setting;

/// A Poisson process with dead time.
///
/// Points of a Poisson process are drawn step by step, with the mean interval `gap`; a point that
/// follows a spike within `dead` is dropped, the others are spikes. Intervals between spikes are
/// then `dead` plus an exponential time of mean `gap`. So what is sent in a step is a function of
/// the step, although it depends on the steps before. How many of those must be known follows from
/// the points: one that follows its predecessor after more than the dead time is certainly a spike.
final class DeadTimeTrain {

  private static final int FIRST_LOOK = 16;

  private final double h;
  private final LongFunction<RandomStream> streams;

  private Setting setting;
  private long next = Long.MIN_VALUE;

  /// Up to this time (ms) nothing is a spike.
  private double until;

  /// @param h resolution (ms)
  /// @param streams the random numbers of a step
  DeadTimeTrain(double h, LongFunction<RandomStream> streams) {
    this.h = h;
    this.streams = streams;
    setting = new Setting(new myelin.engine.device.Window(0, 0), 0, 0, 0);
  }

  /// Passes on how long before the end of step `k` each of its spikes is (ms), in order.
  void spikes(Setting s, long k, DoubleConsumer offsets) {
    if (s.gap() == 0) {
      regular(s, k, offsets);
      return;
    }
    if (k != next || !s.equals(setting)) {
      setting = s;
      find(k);
    }
    for (double t : points(k)) {
      if (t <= until) continue;
      until = t + s.dead();
      offsets.accept((k + 1) * h - t);
    }
    next = k + 1;
  }

  /// Passes on spikes of which each follows the last one after the dead time.
  private void regular(Setting s, long k, DoubleConsumer offsets) {
    double first = s.begin() * h + streams.apply(s.begin()).nextDouble() * s.dead();
    double n = Math.max(0, Math.floor((k * h - first) / s.dead()));
    for (double t = first + n * s.dead(); t <= (k + 1) * h; t = first + ++n * s.dead()) {
      if (t > k * h) offsets.accept((k + 1) * h - t);
    }
  }

  /// The points of step `k` (ms), ascending.
  private List<Double> points(long k) {
    RandomStream random = streams.apply(k);
    if (k == setting.begin()) random.nextDouble(); // this one says when the train begins
    List<Double> points = new ArrayList<>();
    for (double t = gap(random); t < h; t += gap(random)) points.add(k * h + t);
    return points;
  }

  private double gap(RandomStream random) {
    return random.nextExponential() * setting.gap();
  }

  /// Finds out until when the last spike before step `k` prevents further spikes.
  private void find(long k) {
    if (setting.dead() == 0) {
      until = Double.NEGATIVE_INFINITY;
      return;
    }
    long look = FIRST_LOOK + (long) (setting.dead() / h);
    for (long from = k - look; ; from = k - (look *= 2)) {
      boolean all = from <= setting.begin();
      if (find(Math.max(from, setting.begin()), k, all) || all) return;
    }
  }

  /// The same with the points from step `from` on; returns whether these suffice.
  private boolean find(long from, long k, boolean all) {
    boolean certain = all;
    double before = from * h;
    until = all ? begin() : 0;
    for (long step = from; step < k; step++) {
      for (double t : points(step)) {
        if (!certain && t - before > setting.dead()) certain = true;
        else if (!certain || t <= until) {
          before = t;
          continue;
        }
        before = t;
        until = t + setting.dead();
      }
    }
    return certain;
  }

  /// Until when there is no spike at the beginning: with the probability `rate dead`, the train
  /// begins within a dead time.
  private double begin() {
    double u = streams.apply(setting.begin()).nextDouble();
    double dead = u < setting.rate() * setting.dead() ? u / setting.rate() : 0;
    return setting.begin() * h + dead;
  }
}
