package myelin.engine.device;

import java.util.Arrays;
import java.util.List;

/// Records the weight of each spike that passes a synapse whose model names it, in `(start, stop]`,
/// with the time at which the spike was sent.
public final class WeightRecorder extends Recorder {

  /// A spike that passed a synapse.
  ///
  /// @param recorder node id of the recorder that is to be told
  /// @param step stamp of the spike
  /// @param sender node id of its source
  /// @param target node id of the neuron it goes to
  /// @param weight of the synapse, in the unit of its receptor
  /// @param receptor number of the receptor
  /// @param order number of the event in its part and slice
  public record Event(
      int recorder, long step, int sender, int target, double weight, int receptor, int order) {}

  private static final List<String> QUANTITIES =
      List.of("weights", "targets", "receptors", "ports");

  private Window window = new Window(0, Long.MAX_VALUE);
  private int[] senders = {};
  private int[] targets = {};

  /// A recorder with default parameters.
  public WeightRecorder(DeviceModel model, Site site) {
    super(model, site);
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Window newWindow = Window.of(s);
    int[] newSenders = ids(s, "senders");
    int[] newTargets = ids(s, "targets");
    return () -> {
      window = newWindow;
      senders = newSenders;
      targets = newTargets;
      clearIfAsked(s);
    };
  }

  private static int[] ids(Settings s, String parameter) {
    return Arrays.stream(s.integers(parameter)).mapToInt(Math::toIntExact).sorted().toArray();
  }

  @Override
  public List<String> quantities() {
    return QUANTITIES;
  }

  /// Records a spike that passed a synapse, if it is one that is to be recorded.
  public void spike(Event e) {
    if (!window.contains(e.step())) return;
    if (senders.length > 0 && Arrays.binarySearch(senders, e.sender()) < 0) return;
    if (targets.length > 0 && Arrays.binarySearch(targets, e.target()) < 0) return;
    add(e.sender(), e.step(), new double[] {e.weight(), e.target(), e.receptor(), 0}, 0);
  }
}
