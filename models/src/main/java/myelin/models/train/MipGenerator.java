package myelin.models.train;

import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;

/// Correlated Poisson spikes; see [#MODEL].
public final class MipGenerator extends CountSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("mip_generator")
          .words(
              "correlated Poisson spikes: copies of some spikes of one train",
              """
              There is one Poisson train of the given rate, the mother process; each of its spikes
              is sent to each target with the probability p_copy, independently of other targets and
              spikes. So each target receives a Poisson train of the rate p_copy rate, and the
              numbers of spikes of two targets in the same steps have the correlation p_copy
              (multiple interaction process). Kuhn, Aertsen and Rotter 2003
              (doi:10.1162/089976603321043702). Spikes are sent in (start + h, stop + h], like those
              of a poisson_generator.
              """)
          .real("rate", Unit.HZ, 0, "rate of the mother process", Condition.NOT_NEGATIVE)
          .real("p_copy", Unit.NONE, 1, "probability that a spike is copied", PROBABILITY)
          .device(MipGenerator::new);

  private record Setting(Window window, CountDistribution mother, double p_copy) {}

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), CountDistribution.NONE, 0));

  private MipGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    requireRate(s, "rate", s.real("rate"));
    Setting setting = new Setting(Window.of(s), poisson(s.real("rate")), s.real("p_copy"));
    return () -> {
      settings.change(setting, now);
      renew();
    };
  }

  @Override
  CountDistribution distribution(long k) {
    Setting s = settings.at(k);
    if (s.mother() == CountDistribution.NONE || !s.window().contains(k)) {
      return CountDistribution.NONE;
    }
    int n = s.mother().number(Uniforms.at(seed(), id(), Uniforms.ALL, 0, k));
    return CountDistribution.binomial(n, s.p_copy());
  }
}
