package myelin;

import myelin.analysis.Spikes;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;

/// The result of one call of simulate: a view of what recorders heard in that interval.
public final class Result {

  private final Simulator simulator;
  private final long begin;
  private final long end;

  Result(Simulator simulator, long begin, long end) {
    this.simulator = simulator;
    this.begin = begin;
    this.end = end;
  }

  /// Simulated time (ms).
  public double duration() {
    return to() - from();
  }

  /// Beginning of the interval (ms), which does not belong to it.
  public double from() {
    return simulator.grid().ms(begin);
  }

  /// End of the interval (ms), which belongs to it.
  public double to() {
    return simulator.grid().ms(end);
  }

  /// What a recorder that keeps its records in memory recorded in the interval.
  public Events events(NodeCollection recorder) {
    return simulator.recordings().events(recorder, begin, end);
  }

  /// The spikes that a spike recorder recorded in the interval; read back from its file, if it
  /// writes one.
  public Spikes spikes(NodeCollection recorder) {
    return simulator.recordings().spikes(recorder, begin, end);
  }

  /// The interval, and what recorders recorded in it: how many events in memory, or in which files.
  @Override
  public String toString() {
    return "Result(%s ms to %s ms)%s"
        .formatted(from(), to(), simulator.recordings().summary(begin, end));
  }

  /// Mean rate of the nodes that a spike recorder hears, in the interval (spikes/s).
  ///
  /// @throws BadInput if nothing is connected to it, or no time was simulated
  public double rate(NodeCollection recorder) {
    if (simulator.recordings().heard(recorder) == 0 || end == begin) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          end == begin
              ? "there is no rate: no time was simulated"
              : "there is no rate: nothing is connected to the recorder");
    }
    return spikes(recorder).size() / (simulator.recordings().heard(recorder) * duration() * 1e-3);
  }
}
