package myelin.engine.device;

/// Collects the spikes of the nodes connected to it, with the stamp at which they were sent: delays
/// of connections to recorders do not matter. Records in `(start, stop]`.
public final class SpikeRecorder extends Recorder implements SpikeReceiver {

  private Window window = new Window(0, Long.MAX_VALUE);

  /// A recorder with default parameters.
  public SpikeRecorder(DeviceModel model, Site site) {
    super(model, site);
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
  public void spike(int sender, long step, int multiplicity, double offset, Connection connection) {
    if (!window.contains(step)) return;
    for (int m = 0; m < multiplicity; m++) add(sender, step, offset);
  }
}
