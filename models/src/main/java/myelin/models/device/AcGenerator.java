package myelin.models.device;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.CurrentSource;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;

/// A sinusoidal current; see [#MODEL].
public final class AcGenerator extends CurrentSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("ac_generator")
          .words(
              "sinusoidal current",
              """
                I(t) = offset + amplitude * sin(2 * pi * frequency * t + phase)   while active, else 0

              t is the time of the simulation, not the time since start. y_0 and y_1 are the two
              components of the oscillation, amplitude times the cosine and the sine of its
              argument, at the present time.
              """)
          .real("amplitude", Unit.PA, 0, "amplitude of the oscillation", Condition.FINITE)
          .real("offset", Unit.PA, 0, "constant part", Condition.FINITE)
          .real("frequency", Unit.HZ, 0, "frequency", Condition.FINITE)
          .real("phase", Unit.DEG, 0, "phase at time 0", Condition.FINITE)
          .readOnly("y_0", Unit.PA, 0, "cosine part of the oscillation")
          .readOnly("y_1", Unit.PA, 0, "sine part of the oscillation")
          .recordable("I", Unit.PA, "current sent")
          .device(AcGenerator::new);

  private record Setting(
      Window window, double amplitude, double offset, double frequency, double phase) {}

  private final SettingsHistory<Setting> epochs =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0, 0, 0, 0));

  private AcGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Setting setting =
        new Setting(
            Window.of(s),
            s.real("amplitude"),
            s.real("offset"),
            s.real("frequency"),
            s.real("phase"));
    return () -> epochs.change(setting, now);
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    Setting s = epochs.at(now);
    return switch (parameter) {
      case "y_0" -> Optional.of(s.amplitude() * StrictMath.cos(argument(s, now)));
      case "y_1" -> Optional.of(s.amplitude() * StrictMath.sin(argument(s, now)));
      default -> Optional.empty();
    };
  }

  private double argument(Setting s, long step) {
    return 2 * Math.PI * s.frequency() * 1e-3 * grid().ms(step) + Math.toRadians(s.phase());
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return common(lanes, k -> record(0, k));
  }

  @Override
  public double record(int recordable, long k) {
    Setting s = epochs.at(k);
    if (!s.window().contains(k + 2)) return 0;
    return s.offset() + s.amplitude() * StrictMath.sin(argument(s, k + 1));
  }
}
