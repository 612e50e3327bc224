package myelin.models.train;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;

/// Superpositions of gamma processes; see [#MODEL].
public final class GammaSupGenerator extends TrainSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("gamma_sup_generator")
          .words(
              "superposition of gamma processes, independent for each target",
              """
              Each target receives the joint spikes of n_proc independent processes. Intervals of a
              process are gamma distributed, of order gamma_shape and mean 1 / rate: it goes through
              gamma_shape states in a circle, from each to the next with the probability

                p = gamma_shape * rate * h

              in a step of length h, and spikes when it leaves the last. Processes are stationary
              from the beginning. Deger, Helias, Boucsein and Rotter 2012
              (doi:10.1007/s10827-011-0362-8). Spikes are sent in (start + h, stop + h], like those
              of a poisson_generator.
              """)
          .real("rate", Unit.HZ, 0, "mean rate of each process", Condition.NOT_NEGATIVE)
          .integer(
              "gamma_shape",
              1,
              "order of the gamma distribution",
              new Condition("a whole number from 1 to 10^6", v -> v >= 1 && v <= 1e6))
          .integer("n_proc", 1, "number of processes", PROCESSES)
          .device(GammaSupGenerator::new);

  /// @param p probability that a process leaves its state in a step
  /// @param trials trials with this probability, or with that of staying if it is smaller
  private record Setting(Window window, double p, Trials trials, int shape, int n_proc) {

    boolean sends(long k) {
      return p > 0 && window.contains(k);
    }
  }

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0, new Trials(0, 1), 1, 1));

  private GammaSupGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    int shape = (int) s.real("gamma_shape");
    double p = s.real("rate") * 1e-3 * grid().h_ms() * shape;
    if (p > 1) {
      throw s.refuse(
          "rate = %s Hz must be at most %s Hz, at which a process changes its state in each step"
              .formatted(s.real("rate"), 1e3 / (grid().h_ms() * shape)));
    }
    int n_proc = (int) s.real("n_proc");
    Trials trials = new Trials(Math.min(p, 1 - p), n_proc);
    Setting setting = new Setting(Window.of(s), p, trials, shape, n_proc);
    return () -> settings.change(setting, now);
  }

  @Override
  boolean goesOn(long k) {
    return settings.at(k).sends(k);
  }

  @Override
  Train train(int target, int occurrence) {
    return new Processes(target, occurrence);
  }

  /// The processes of one target.
  private final class Processes extends Train {

    /// How many processes are in each of the states; none before the first step.
    private int[] occupied = {};

    private int[] leaving = {};
    private int n_proc;

    Processes(int target, int occurrence) {
      super(id(), target, occurrence);
    }

    @Override
    int draw(long k) {
      Setting s = settings.at(k);
      if (!s.sends(k)) return 0;
      if (occupied.length != s.shape() || n_proc != s.n_proc()) begin(s);
      int last = occupied.length - 1;
      for (int j = 0; j <= last; j++) {
        int n = successes(occupied[j], s.trials());
        leaving[j] = s.p() > 0.5 ? occupied[j] - n : n;
      }
      for (int j = 0; j <= last; j++) {
        occupied[j] += leaving[j == 0 ? last : j - 1] - leaving[j];
      }
      return leaving[last];
    }

    /// Puts each process into any of the states with the same probability.
    private void begin(Setting s) {
      occupied = new int[s.shape()];
      leaving = new int[s.shape()];
      n_proc = s.n_proc();
      int left = s.n_proc();
      for (int j = 0; j < occupied.length; j++) {
        occupied[j] = successes(left, 1.0 / (occupied.length - j));
        left -= occupied[j];
      }
    }

    @Override
    double[] state() {
      return Arrays.stream(occupied).asDoubleStream().toArray();
    }

    @Override
    boolean restore(double[] state) {
      if (!areCounts(state)) return false;
      occupied = Arrays.stream(state).mapToInt(x -> (int) x).toArray();
      leaving = new int[occupied.length];
      n_proc = Arrays.stream(occupied).sum();
      return true;
    }
  }
}
