package myelin.models.train;

import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SampledDevice;
import myelin.engine.device.Window;

/// Spikes of a gamma process whose rate oscillates; see [#MODEL].
public final class SinusoidalGammaGenerator extends TrainSource implements SampledDevice {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("sinusoidal_gamma_generator")
          .words(
              "spikes of a gamma process whose rate oscillates",
              """
              Spikes are those of a gamma process of the given order in the rescaled time

                Lambda(t) = int rate(t) dt,   rate(t) = rate + amplitude * sin(2 * pi * frequency * t + phase)

              in which intervals have the mean 1 and the standard deviation 1 / sqrt(order); an
              order of 1 is a Poisson process. t is the time of the simulation; the rate of a step
              is that at its end. A train begins with an interval when a target is connected. Time
              goes on while nothing is sent. A new order holds at once: the time of the next spike
              is then drawn again, given how much time has passed since the last. Trains are drawn
              for each target or, with individual_spike_trains false, once for all targets,
              recorders included; that is set with the defaults of the model, before anything is
              connected. The recordable rate is given at each time, whether spikes are sent or not.
              Barbieri, Quirk, Frank, Wilson and Brown 2001 (doi:10.1016/S0165-0270(00)00344-7).
              Spikes are sent in (start + h, stop + h], like those of a poisson_generator.
              """)
          .real("rate", Unit.HZ, 0, "mean rate", Condition.NOT_NEGATIVE)
          .real("amplitude", Unit.HZ, 0, "amplitude of the oscillation", Condition.NOT_NEGATIVE)
          .real("frequency", Unit.HZ, 0, "frequency", Condition.FINITE)
          .real("phase", Unit.DEG, 0, "phase at time 0", Condition.FINITE)
          .real(
              "order",
              Unit.NONE,
              1,
              "order of the gamma distribution",
              new Condition(">= 1 and <= 1e6", v -> v >= 1 && v <= 1e6))
          .flag(Individual.NAME, true, Individual.MEANING)
          .recordable("rate", Unit.HZ, "rate at which spikes are sent")
          .device(SinusoidalGammaGenerator::new);

  /// The largest mean number of spikes per step.
  private static final double MOST = 1000;

  private record Setting(Window window, Oscillation rate, double order) {}

  private record Step(long k, double expected) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), new Oscillation(0, 0, 0, 0), 1));
  private final Individual individual = new Individual();

  /// The last one computed, as all trains need the same one.
  private volatile Step last = new Step(-1, 0);

  private SinusoidalGammaGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    if (s.real("amplitude") > s.real("rate")) {
      throw s.refuse(
          "amplitude = %s Hz must be at most rate = %s Hz, or the rate would be negative"
              .formatted(s.real("amplitude"), s.real("rate")));
    }
    if (s.real("rate") * grid().h_ms() > MOST * 1e3) {
      throw s.refuse(
          "rate = %s Hz is too high; at most %s spikes per step are possible"
              .formatted(s.real("rate"), MOST));
    }
    boolean each = s.flag(Individual.NAME);
    Setting setting = new Setting(Window.of(s), Oscillation.of(s), s.real("order"));
    return () -> {
      settings.change(setting, now);
      individual.set(each);
      last = new Step(-1, 0);
    };
  }

  @Override
  boolean individual() {
    return individual.holds();
  }

  @Override
  public void connected(int[] ids) {
    individual.connected();
  }

  @Override
  protected void requireChangeable(ParameterSpec p) {
    individual.requireChangeable(model().name(), p);
  }

  @Override
  boolean goesOn(long k) {
    return settings.at(k).rate().rate() > 0;
  }

  @Override
  public double record(int recordable, long k) {
    return Math.max(0, settings.at(k).rate().at(grid().ms(k + 1)));
  }

  /// How much the rescaled time advances in step `k`.
  private double expected(long k) {
    Step step = last;
    if (step.k() != k) last = step = new Step(k, record(0, k) * grid().h_ms() * 1e-3);
    return step.expected();
  }

  @Override
  Train train(int target, int occurrence) {
    return new Intervals(target, occurrence);
  }

  /// The intervals of one train.
  private final class Intervals extends Train {

    /// The rescaled time since the last spike, and the interval from it to the next.
    private double passed;

    private double interval;

    /// The order with which the next spike was drawn; 0 if it has not been drawn.
    private double order;

    Intervals(int target, int occurrence) {
      super(id(), target, occurrence);
    }

    @Override
    int draw(long k) {
      Setting s = settings.at(k);
      if (s.rate().rate() == 0) return 0;
      if (!s.window().contains(k)) {
        passed += expected(k);
        return 0;
      }
      if (order != s.order() || interval <= passed) {
        order = s.order();
        interval = gammaAbove(order, order * passed) / order;
      }
      passed += expected(k);
      int n = 0;
      for (; passed >= interval; n++) {
        passed -= interval;
        interval = gamma(order) / order;
      }
      return n;
    }

    @Override
    double[] state() {
      return new double[] {passed, interval, order};
    }

    @Override
    boolean restore(double[] state) {
      if (state.length != 3 || state[0] < 0 || state[1] < 0 || state[2] < 0) return false;
      passed = state[0];
      interval = state[1];
      order = state[2];
      return true;
    }
  }
}
