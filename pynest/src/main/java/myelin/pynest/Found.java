package myelin.pynest;

import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.node.NodeCollection;

/// Connections from some nodes to some nodes, in tables and of devices, looked up together.
public final class Found {

  /// Bits for the number of connections in tables.
  private static final int SIZE_BITS = 32;

  private final Connections tables;
  private final DeviceConnections devices;

  /// Looks them up.
  ///
  /// @param model name of the synapse model, or empty for any
  public Found(Kernel kernel, NodeCollection sources, NodeCollection targets, String model) {
    tables = kernel.connections(sources, targets, model);
    devices = kernel.deviceConnections(sources, targets, model);
  }

  /// The same from `n` nodes to `m` nodes with consecutive ids.
  public Found(Kernel kernel, int source, int n, int target, int m, String model) {
    this(kernel, kernel.nodes(source, n), kernel.nodes(target, m), model);
  }

  /// How many there are in tables, in the lower 32 bits; above, twice the number of those of
  /// devices, and one more if those in tables may be of several synapse models.
  public long sizes() {
    long several = tables.synapseModels().size() > 1 ? 1 : 0;
    return (2L * devices.size() + several) << SIZE_BITS | tables.size();
  }

  /// The weights of synapses. For a weight that is kept as a `float` it is the number with the
  /// fewest digits that rounds to it: the one that a user gave, if that had up to seven digits.
  public static double[] weights(Connections synapses) {
    double[] weights = synapses.weight();
    for (int e = 0; e < weights.length; e++) {
      double w = weights[e];
      if (w != (float) w || w == Math.rint(w)) continue;
      weights[e] = Double.parseDouble(Float.toString((float) w));
    }
    return weights;
  }

  /// Those in tables.
  public Connections tables() {
    return tables;
  }

  /// Those of devices.
  public DeviceConnections devices() {
    return devices;
  }
}
