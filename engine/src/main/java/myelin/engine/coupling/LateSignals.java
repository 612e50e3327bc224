package myelin.engine.coupling;

import java.io.IOException;
import java.util.Arrays;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.table.ConnectionTable;

/// What coupled neurons have sent to couplings with a delay and is not on its way yet. As in NEST,
/// signals are handed on when spikes are delivered. So signals sent within the smallest delay
/// before the end of a run get the weights and delays that hold when the next run begins.
///
/// ```
///   sent   step t: neuron 0, neuron 1, ... | step t+1: ...        steps from `handed` on
/// ```
final class LateSignals {

  private double[] sent = {};
  private int neurons;
  private int slots = 1;

  /// Signals of steps before this one were handed on before the present slice.
  private long from;

  /// Signals of steps before this one are handed on.
  private long handed;

  private boolean used;

  /// Whether there are couplings with a delay, or have been.
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
    int pending = (int) (now - handed);
    int wanted = Math.max(slots, Integer.highestOneBit(pending + 2 * lags + smallest) << 1);
    if (n == neurons && wanted == slots) return;
    double[] wider = new double[n * wanted];
    for (long t = handed; t < now; t++) {
      System.arraycopy(sent, cell(t), wider, ((int) t & (wanted - 1)) * n, neurons);
    }
    sent = wider;
    neurons = n;
    slots = wanted;
  }

  /// What was sent: the values of all neurons in a step from [#cell] on.
  double[] sent() {
    return sent;
  }

  /// Where the values of a step begin in [#sent].
  int cell(long step) {
    return ((int) step & (slots - 1)) * neurons;
  }

  /// Neuron number `i` has sent `value` in a step.
  void put(long step, int i, double value) {
    sent[cell(step) + i] = value;
  }

  double at(long step, int i) {
    return sent[cell(step) + i];
  }

  /// Marks what was sent before step `until` to be handed on, unless it was already.
  void handOn(long until) {
    from = handed;
    if (used) handed = Math.max(handed, until);
  }

  /// First step whose signals are to be handed on now.
  long from() {
    return from;
  }

  /// First step whose signals are not handed on yet.
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

  /// Reads what was saved. There are `n` neurons; the last of them may have been made after the
  /// last run, and have sent nothing.
  void load(CheckpointReader in, int n, long now) throws IOException {
    if (in.whole() == 0) return;
    from = handed = in.step(now);
    in.require(now - handed <= ConnectionTable.DELAY_LIMIT, "signals are from another time");
    used = true;
    neurons = n;
    slots = Integer.highestOneBit((int) (now - handed) + 1) << 1;
    sent = new double[n * slots];
    for (long t = handed; t < now; t++) {
      double[] values = in.finite(in.reals());
      in.require(values.length <= n, "signals are of other neurons");
      System.arraycopy(values, 0, sent, cell(t), values.length);
    }
  }
}
