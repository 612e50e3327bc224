package myelin.models.train;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SampledDevice;
import myelin.engine.device.Window;

/// Poisson spikes with an oscillating rate; see [#MODEL].
public final class SinusoidalPoissonGenerator extends CountSource implements SampledDevice {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("sinusoidal_poisson_generator")
          .words(
              "Poisson spikes with an oscillating rate",
              """
              In each step each target receives a number of spikes drawn from a Poisson distribution, whose
              mean is the resolution times

                rate(t) = max(0, rate + amplitude * sin(2 * pi * frequency * t + phase))

              where t is the time of the simulation at the end of the step. The numbers are drawn
              for each target or, with individual_spike_trains false, once for all targets,
              recorders included; that is set with the defaults of the model, before anything is
              connected. y_0 and y_1 are amplitude times the cosine and the sine of the argument at
              the present time, in spikes/ms. Spikes are sent in [start, stop), as in NEST. The
              recordable rate is given at each time, whether spikes are sent or not.
              """)
          .real("rate", Unit.HZ, 0, "mean rate", Condition.FINITE)
          .real("amplitude", Unit.HZ, 0, "amplitude of the oscillation", Condition.FINITE)
          .real("frequency", Unit.HZ, 0, "frequency", Condition.FINITE)
          .real("phase", Unit.DEG, 0, "phase at time 0", Condition.FINITE)
          .flag(Individual.NAME, true, Individual.MEANING)
          .readOnly("y_0", Unit.NONE, 0, "cosine part of the oscillation")
          .readOnly("y_1", Unit.NONE, 0, "sine part of the oscillation")
          .recordable("rate", Unit.HZ, "rate at which spikes are sent")
          .device(SinusoidalPoissonGenerator::new);

  private record Setting(Window window, Oscillation rate) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), new Oscillation(0, 0, 0, 0)));
  private final Individual individual = new Individual();

  private SinusoidalPoissonGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    requireRate(s, "rate", s.real("rate"));
    requireRate(s, "amplitude", s.real("amplitude"));
    boolean each = s.flag(Individual.NAME);
    Setting setting = new Setting(Window.of(s), Oscillation.of(s));
    return () -> {
      settings.change(setting, now);
      individual.set(each);
      renew();
    };
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    Oscillation o = settings.at(now).rate();
    double angle = o.angle(grid().ms(now));
    double amplitude = o.amplitude() * 1e-3;
    return switch (parameter) {
      case "y_0" -> Optional.of(amplitude * StrictMath.cos(angle));
      case "y_1" -> Optional.of(amplitude * StrictMath.sin(angle));
      default -> Optional.empty();
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
  CountDistribution distribution(long k) {
    return settings.at(k).window().contains(k + 2) ? poisson(record(0, k)) : CountDistribution.NONE;
  }

  @Override
  public double record(int recordable, long k) {
    return Math.max(0, settings.at(k).rate().at(grid().ms(k + 1)));
  }
}
