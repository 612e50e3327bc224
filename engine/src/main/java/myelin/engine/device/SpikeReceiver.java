package myelin.engine.device;

/// A device that spikes are sent to. It is told of each with the stamp at which it was sent: most
/// such devices ignore the delay of the connection. One worker tells all of them, while the others
/// wait; spikes come in the order of their stamps.
public interface SpikeReceiver {

  /// Node id.
  int id();

  /// Number of receptors, counted from 0.
  default int receptors() {
    return 1;
  }

  /// Spikes of a node.
  ///
  /// @param sender id of the node
  /// @param stamp stamp in steps
  /// @param multiplicity how many at once
  /// @param offset how long before the end of the step they really happened (ms)
  /// @param connection by which they come
  void spike(int sender, long stamp, int multiplicity, double offset, Connection connection);

  /// A connection to such a device.
  ///
  /// @param weight as the user gave it
  /// @param receptor number of the receptor
  /// @param delay in steps
  record Connection(double weight, int receptor, int delay) {

    /// The same for a spike that has a weight of its own.
    public Connection times(double strength) {
      return new Connection(weight * strength, receptor, delay);
    }
  }
}
