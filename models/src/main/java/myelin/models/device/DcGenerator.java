package myelin.models.device;

import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.CurrentSource;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;

/// A constant current; see [#MODEL].
public final class DcGenerator extends CurrentSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("dc_generator")
          .words(
              "constant current",
              """
              Injects `amplitude` while it is active: over a connection of delay d, the current acts from
              start + d to stop + d.
              """)
          .real("amplitude", Unit.PA, 0, "current", Condition.FINITE)
          .recordable("I", Unit.PA, "current sent")
          .device(DcGenerator::new);

  private record Setting(Window window, double amplitude) {}

  private final SettingsHistory<Setting> epochs =
      new SettingsHistory<>(new Setting(new Window(0, 0), 0));

  private DcGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Setting setting = new Setting(Window.of(s), s.real("amplitude"));
    return () -> epochs.change(setting, now);
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return common(lanes, k -> record(0, k));
  }

  @Override
  public double record(int recordable, long k) {
    Setting s = epochs.at(k);
    return s.window().contains(k + 2) ? s.amplitude() : 0;
  }
}
