package myelin.models.train;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;

/// Superpositions of Poisson processes with dead time; see [#MODEL].
public final class PpdSupGenerator extends TrainSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("ppd_sup_generator")
          .words(
              "superposition of Poisson processes with dead time",
              """
              Each target receives the joint spikes of n_proc independent processes. After a spike a
              process is silent for dead_time; then it spikes in a step of length h with the
              probability

                p(t) = h / (1 / rate - dead_time) * (1 + relative_amplitude * sin(2 * pi * frequency * t))

              but at most 1. Without modulation, rate is the mean rate of a process. Processes are
              stationary from the beginning. Deger, Helias, Boucsein and Rotter 2012
              (doi:10.1007/s10827-011-0362-8). Spikes are sent in (start + h, stop + h], like those
              of a poisson_generator.
              """)
          .real("rate", Unit.HZ, 0, "mean rate of each process", Condition.NOT_NEGATIVE)
          .real("dead_time", Unit.MS, 0, "silence after a spike", Condition.DURATION)
          .integer("n_proc", 1, "number of processes", PROCESSES)
          .real("frequency", Unit.HZ, 0, "frequency of the modulation", Condition.FINITE)
          .real(
              "relative_amplitude",
              Unit.NONE,
              0,
              "amplitude of the modulation, relative to the rate",
              new Condition(">= 0 and <= 1", v -> v >= 0 && v <= 1))
          .device(PpdSupGenerator::new);

  private static final int MOST_STEPS = 1_000_000;

  /// @param p probability of a spike in a step without modulation
  /// @param dead steps of silence
  /// @param resting probability that a process is silent after a spike
  private record Setting(
      Window window,
      double p,
      int dead,
      double resting,
      int n_proc,
      double frequency,
      double amplitude) {

    boolean sends(long k) {
      return p > 0 && window.contains(k);
    }
  }

  /// The trials of a step.
  ///
  /// @param often whether a process spikes with a probability above 1/2; then the trials are of not
  ///   spiking
  private record Step(long k, Setting setting, boolean often, Trials trials) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0, 0, 0, 1, 0, 0));

  /// The last one made, as all trains need the same one at about the same time.
  private volatile Step last = new Step(-1, settings.at(0), false, new Trials(0, 1));

  private PpdSupGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    double rate = s.real("rate") * 1e-3;
    double dead = s.real("dead_time");
    if (rate * dead >= 1) {
      throw s.refuse("dead_time = %s ms must be below 1 / rate = %s ms".formatted(dead, 1 / rate));
    }
    double h = grid().h_ms();
    long steps = grid().nearest(dead, s.what("dead_time"));
    if (steps > MOST_STEPS) {
      throw s.refuse(
          "dead_time = %s ms must be at most %s ms".formatted(dead, grid().ms(MOST_STEPS)));
    }
    double p = rate == 0 ? 0 : h / (1 / rate - dead);
    if (p > 1) {
      throw s.refuse(
          "rate = %s Hz and dead_time = %s ms leave %s ms between spikes; there must be at least one step"
              .formatted(s.real("rate"), dead, 1 / rate - dead));
    }
    Setting setting =
        new Setting(
            Window.of(s),
            p,
            (int) steps,
            rate * h * steps,
            (int) s.real("n_proc"),
            s.real("frequency"),
            s.real("relative_amplitude"));
    return () -> settings.change(setting, now);
  }

  @Override
  boolean goesOn(long k) {
    return settings.at(k).sends(k);
  }

  /// The trials of step `k`; without modulation, those of any step will do.
  private Step step(Setting s, long k) {
    Step step = last;
    if (step.setting() == s && (step.k() == k || s.amplitude() == 0)) return step;
    double angle = 2 * Math.PI * s.frequency() * 1e-3 * grid().ms(k);
    double p = Math.min(1, s.p() * (1 + s.amplitude() * StrictMath.sin(angle)));
    boolean often = p > 0.5;
    last = step = new Step(k, s, often, new Trials(often ? 1 - p : p, s.n_proc()));
    return step;
  }

  @Override
  Train train(int target, int occurrence) {
    return new Processes(target, occurrence);
  }

  /// The processes of one target.
  private final class Processes extends Train {

    /// How many processes may spike, and how many spiked in each of the last steps.
    private int ready;

    private int[] resting = {};
    private int n_proc;

    /// The place in `resting` of those that spiked longest ago.
    private int oldest;

    Processes(int target, int occurrence) {
      super(id(), target, occurrence);
    }

    @Override
    int draw(long k) {
      Setting s = settings.at(k);
      if (!s.sends(k)) return 0;
      if (resting.length != s.dead() || n_proc != s.n_proc()) begin(s);
      Step step = step(s, k);
      int few = successes(ready, step.trials());
      int n = step.often() ? ready - few : few;
      if (resting.length == 0) return n;
      ready += resting[oldest] - n;
      resting[oldest] = n;
      oldest = (oldest + 1) % resting.length;
      return n;
    }

    /// Lets each process have spiked in any of the last steps with the probability `rate h`.
    private void begin(Setting s) {
      resting = new int[s.dead()];
      oldest = 0;
      n_proc = s.n_proc();
      int left = successes(s.n_proc(), s.resting());
      ready = s.n_proc() - left;
      for (int i = 0; i < resting.length; i++) {
        resting[i] = successes(left, 1.0 / (resting.length - i));
        left -= resting[i];
      }
    }

    @Override
    double[] state() {
      double[] state = new double[resting.length + 2];
      state[0] = ready;
      state[1] = oldest;
      for (int i = 0; i < resting.length; i++) state[i + 2] = resting[i];
      return state;
    }

    @Override
    boolean restore(double[] state) {
      int silent = state.length - 2;
      if (silent < 0 || !areCounts(state) || state[1] > Math.max(0, silent - 1)) return false;
      ready = (int) state[0];
      oldest = (int) state[1];
      resting = new int[silent];
      for (int i = 0; i < silent; i++) resting[i] = (int) state[i + 2];
      n_proc = ready + Arrays.stream(resting).sum();
      return true;
    }
  }
}
