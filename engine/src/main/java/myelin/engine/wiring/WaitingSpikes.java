package myelin.engine.wiring;

/// Spikes that have been fired but have not passed any synapse yet, as far as changes of synapses
/// concern them.
public interface WaitingSpikes {

  /// No spikes.
  WaitingSpikes NONE =
      new WaitingSpikes() {
        @Override
        public boolean comeLate(int delay) {
          return false;
        }

        @Override
        public void beforeChange(int least) {}
      };

  /// Whether some would arrive before now through synapses of that delay (steps).
  boolean comeLate(int delay);

  /// Delivers what has to be delivered before connections change.
  ///
  /// @param least smallest delay of the connections that come in (steps)
  void beforeChange(int least);
}
