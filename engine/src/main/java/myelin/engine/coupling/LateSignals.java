package myelin.engine.coupling;

import java.io.IOException;
import java.util.Arrays;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.table.ConnectionTable;

/// What coupled neurons have sent to couplings with a delay and is not on its way yet. As in NEST,
/// signals are handed on when a time of the network's smallest delay is over and the simulation
/// goes on: so the weights and delays that signals of the last such time meet are those at the
/// beginning of the next call.
///
/// ```
///   sent   step t: neuron 0, neuron 1, ... | step t+1: ...        steps from `handed` on
/// ```
final class LateSignals {

  private double[] sent = {};
  private int neurons;
  private int slots = 1;
  private int minDelay = 1;

  /// Signals of steps before this one were handed on before the present slice.
  private long from;

  /// Signals of steps before this one are handed on.
  private long handed;

  private boolean used;

  /// Whether there are couplings with a delay.
  boolean used() {
    return used;
  }

  /// Makes room for `n` neurons and slices of `lags` steps.
  ///
  /// @param smallest the network's smallest delay in steps
  void reserve(int n, int lags, int smallest, long now) {
    if (!used) {
      used = true;
      from = handed = now;
    }
    minDelay = smallest;
    int pending = (int) (now - handed);
    int wanted = Integer.highestOneBit(pending + 2 * lags + smallest) << 1;
    if (n == neurons && wanted <= slots) return;
    double[] wider = new double[n * Math.max(slots, wanted)];
    int more = Math.max(slots, wanted);
    for (long t = handed; t < now; t++) {
      int old = cell(t);
      System.arraycopy(sent, old, wider, ((int) t & (more - 1)) * n, neurons);
    }
    sent = wider;
    neurons = n;
    slots = more;
  }

  private int cell(long step) {
    return ((int) step & (slots - 1)) * neurons;
  }

  /// Neuron number `i` has sent `value` in a step.
  void put(long step, int i, double value) {
    sent[cell(step) + i] = value;
  }

  double at(long step, int i) {
    return sent[cell(step) + i];
  }

  /// Hands on what was sent before step `now`, in a run that ends at step `end`: but not what was
  /// sent since the last time of the smallest delay began, as that waits for the next run.
  void turn(long now, long end) {
    from = handed;
    long last = end - 1 - Math.floorMod(end - 1, minDelay);
    if (used) handed = Math.max(handed, Math.min(now, last));
  }

  /// First step whose signals are to be handed on now.
  long from() {
    return from;
  }

  /// First step whose signals are not.
  long until() {
    return handed;
  }

  void save(CheckpointWriter out, long now) throws IOException {
    out.put(used ? 1 : 0);
    if (!used) return;
    out.put(handed);
    for (long t = handed; t < now; t++) {
      out.put(Arrays.copyOfRange(sent, cell(t), cell(t) + neurons));
    }
  }

  /// Reads what was saved; room for all neurons has been made.
  void load(CheckpointReader in, long now) throws IOException {
    if (in.whole() == 0) return;
    long since = in.wide();
    if (since > now || now - since > ConnectionTable.DELAY_LIMIT) {
      throw in.refuse("it is damaged: signals are from another time");
    }
    int n = neurons;
    handed = now;
    neurons = 0;
    used = true;
    slots = Integer.highestOneBit(Math.max(slots, (int) (now - since) + 1)) << 1;
    sent = new double[n * slots];
    neurons = n;
    handed = since;
    for (long t = since; t < now; t++) {
      double[] values = in.reals();
      if (values.length != n) throw in.refuse("it is damaged: signals of other neurons");
      System.arraycopy(values, 0, sent, cell(t), n);
    }
    from = handed;
  }
}
