package myelin.models.device;

import java.io.IOException;
import myelin.engine.base.Condition;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.CollectedSpikes;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.ThirdNode;

/// Collects the spikes of neurons that release a neuromodulator; see [#MODEL].
public final class VolumeTransmitter extends Device implements ThirdNode {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.other("volume_transmitter")
          .words(
              "collects the spikes of neurons that release a neuromodulator",
              """
              Connect these neurons to it, and name it in a model of synapses that are modulated,
              such as stdp_dopamine_synapse. Spikes reach the synapses after the delay of the
              connection, whatever its weight. At each multiple of deliver_interval times the
              smallest delay of the network all synapses are brought up to date; in between, only
              those whose source fires are. Potjans, Morrison and Diesmann 2010
              (doi:10.3389/fncom.2010.00141).
              """)
          .integer(
              "deliver_interval",
              1,
              "smallest delays from one update of all synapses to the next",
              new Condition("a whole number from 1 to 10^6", v -> v >= 1 && v <= 1e6))
          .device(VolumeTransmitter::new);

  private final CollectedSpikes collected = new CollectedSpikes();

  private VolumeTransmitter(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    long interval = (long) s.real("deliver_interval");
    return () -> collected.setInterval(interval);
  }

  @Override
  public CollectedSpikes collected() {
    return collected;
  }

  @Override
  public void spike(int sender, long stamp, int times, double offset, Connection connection) {
    if (pauses().isFrozen()) return;
    collected.add(stamp, stamp + connection.delay(), times);
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    collected.save(out);
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    collected.load(in);
  }
}
