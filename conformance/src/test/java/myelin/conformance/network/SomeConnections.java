package myelin.conformance.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.conformance.harness.Whole;
import myelin.connect.Connections;
import myelin.node.NodeCollection;

/// Connections that a random program has looked up, of which each rank has those onto its neurons.
///
/// @param here those of this rank
/// @param number the place of each among those of all ranks, in the order of one process; ascending
/// @param size number of those of all ranks
/// @param signals whether any of them carry signals
@SuppressWarnings("ArrayRecordComponent") // never compared
record SomeConnections(Connections here, int[] number, int size, boolean signals) {

  /// The connections between some nodes.
  static SomeConnections of(Simulator sim, NodeCollection sources, NodeCollection targets) {
    Connections here = sim.connections(sources, targets);
    int size = (int) sim.ranks().sum(here.size());
    boolean signals = sim.ranks().any(Whole.spiking(here) < here.size() ? 1 : 0)[0] != 0;
    return new SomeConnections(here, Whole.numbers(sim, here), size, signals);
  }

  /// Those at some places, which ascend.
  SomeConnections at(int... places) {
    int[] own =
        IntStream.range(0, number.length)
            .filter(e -> Arrays.binarySearch(places, number[e]) >= 0)
            .toArray();
    int[] chosen = Arrays.stream(own).map(e -> Arrays.binarySearch(places, number[e])).toArray();
    return new SomeConnections(here.at(own), chosen, places.length, signals);
  }

  /// The one at a place, which the rank that has it changes alone.
  Single one(int place) {
    return new Single(here, Arrays.binarySearch(number, place));
  }

  /// A connection by itself.
  ///
  /// @param of those of this rank, of which it is one
  /// @param e its place there; negative where another rank has it
  record Single(Connections of, int e) {

    void set(String parameter, Object value) {
      if (e >= 0) of.at(e).set(parameter, value);
    }

    void disconnect() {
      if (e >= 0) of.at(e).disconnect();
    }
  }

  /// Sets a parameter: one value for all, or an array for those of all ranks.
  void set(String parameter, Object value) {
    here.set(parameter, value instanceof double[] all ? own(all) : value);
  }

  /// The numbers of this rank; too many or too few remain so.
  private double[] own(double[] all) {
    double[] own = new double[Math.max(0, number.length + all.length - size)];
    for (int e = 0; e < own.length; e++) {
      own[e] = all[e < number.length ? Math.min(number[e], all.length - 1) : all.length - 1];
    }
    return own;
  }
}
