package myelin.models.device;

import java.util.List;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Recorder;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.Window;

/// Collects the transitions of binary neurons connected to it, as states, with the stamps at which
/// they were sent: two coincident spikes of a node say that it is on now, a single one or more than
/// two that it is off. Records in `(start, stop]`.
public final class SpinDetector extends Recorder implements SpikeReceiver {

  private static final int ON = 2;

  private Window window = new Window(0, Long.MAX_VALUE);
  private int last;
  private long lastStep = -1;
  private int lastMultiplicity;

  /// A recorder with default parameters.
  public SpinDetector(DeviceModel model, Site site) {
    super(model, site);
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Window newWindow = Window.of(s);
    return () -> {
      window = newWindow;
      clearIfAsked(s);
    };
  }

  @Override
  public List<String> quantities() {
    return List.of("state");
  }

  @Override
  public void spike(int sender, long step, int multiplicity, double offset, Connection connection) {
    if (multiplicity == 0 || !window.contains(step)) return;
    boolean again = sender == last && step == lastStep && lastMultiplicity == 1;
    if (again && multiplicity == 1) {
      amend(0, 1);
      lastMultiplicity = ON;
      return;
    }
    last = sender;
    lastStep = step;
    lastMultiplicity = multiplicity;
    add(sender, step, new double[] {multiplicity == ON ? 1 : 0}, 0);
  }
}
