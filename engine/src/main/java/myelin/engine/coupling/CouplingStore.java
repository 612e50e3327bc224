package myelin.engine.coupling;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Signal;
import myelin.engine.device.RateSource;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.table.ConnectionTable;

/// Writes couplings, and signals on their way, to a checkpoint, and makes them again.
public final class CouplingStore {

  private static final String NO_COUPLINGS = "it is damaged: there are no such couplings";

  private final Couplings couplings;
  private final Nodes nodes;

  /// The couplings of a network.
  public CouplingStore(Couplings couplings) {
    this.couplings = couplings;
    nodes = couplings.nodes;
  }

  /// Writes the couplings of this rank.
  public void save(CheckpointWriter out) throws IOException {
    out.section("couplings");
    out.put(couplings.maxDelay);
    out.put(couplings.made().size());
    for (Couplings.Edges e : couplings.made()) {
      out.put(e.signal().name());
      out.put(e.synapse(), e.late() ? 1 : 0, e.factor().length, e.receptor());
      out.put(e.source());
      out.put(e.target());
      out.put(e.delay());
      for (double[] column : e.factor()) out.put(column);
      out.put(e.since());
    }
  }

  /// Writes the signals that have been sent and are not on their way at step `now`.
  public void saveLate(CheckpointWriter out, long now) throws IOException {
    couplings.lateSignals.save(out, now);
  }

  /// Writes the signals that are under way to the neurons of this rank at step `now`.
  public void saveInputs(CheckpointWriter out, long now) throws IOException {
    out.section("signals");
    for (List<CoupledInputs> mine : couplings.inputs)
      for (CoupledInputs input : mine) input.save(out, now, couplings.maxDelay + 1);
    out.put(0);
  }

  /// Reads what [#save] has written, of one rank after the other.
  public void load(CheckpointReader in, long now) throws IOException {
    in.section("couplings");
    int maxDelay = in.whole();
    if (maxDelay < 0 || maxDelay > ConnectionTable.DELAY_LIMIT) {
      throw in.refuse("it is damaged: signals are under way for too long");
    }
    couplings.maxDelay = Math.max(couplings.maxDelay, maxDelay);
    for (int n = in.whole(); n > 0; n--) {
      String name = in.text();
      Signal signal =
          Arrays.stream(Signal.values())
              .filter(s -> s.name().equals(name))
              .findFirst()
              .orElseThrow(() -> in.refuse(NO_COUPLINGS));
      int[] head = in.wholes();
      int factors = signal == Signal.DIFFUSION ? signal.channels() : 1;
      if (head.length != 4 || head[0] < 0 || head[2] != factors) throw in.refuse(NO_COUPLINGS);
      int[] source = in.wholes();
      int[] target = in.wholes();
      int[] delay = in.wholes();
      double[][] factor = new double[head[2]][];
      boolean fits = source.length == target.length;
      for (int f = 0; f < factor.length; f++) {
        factor[f] = in.finite(in.reals());
        fits &= factor[f].length == source.length;
      }
      fits &= delay.length == 1 || delay.length == source.length;
      for (int d : delay) fits &= d >= (head[1] == 1 ? 1 : 0) && d <= ConnectionTable.DELAY_LIMIT;
      if (!fits) throw in.refuse(NO_COUPLINGS);
      if (head[1] == 0 && !signal.repeats()) throw in.refuse(NO_COUPLINGS);
      for (int id : target) if (!takes(id, signal, head[3])) throw in.refuse(NO_COUPLINGS);
      for (int id : source) {
        if (!sends(id, signal) && !(head[1] == 1 && signal == Signal.RATE && sendsRate(id))) {
          throw in.refuse(NO_COUPLINGS);
        }
      }
      long since = in.step(now);
      couplings.add(
          new Couplings.Edges(
              head[0], signal, head[1] == 1, head[3], source, target, factor, delay, since));
    }
  }

  /// Reads what [#saveLate] has written, once all couplings have been read.
  public void loadLate(CheckpointReader in, long now, int polynomial) throws IOException {
    if (couplings.present()) couplings.prepare(1, polynomial, 1, now);
    couplings.lateSignals.load(in, couplings.end.length, now);
  }

  /// Reads what [#saveInputs] has written.
  public void loadInputs(CheckpointReader in, long now) throws IOException {
    in.section("signals");
    for (int id = in.whole(); id != 0; id = in.whole()) {
      if (!couplings.isCoupled(id)) throw in.refuse(NO_COUPLINGS);
      if (!nodes.isHere(id)) {
        in.finite(in.reals());
        continue;
      }
      Population population = couplings.populations[nodes.part(id)][nodes.model(id)];
      Signal signal = couplings.model(id).signal().orElseThrow();
      Couplings.input(couplings.inputs.get(nodes.part(id)), population, signal)
          .load(in, nodes.local(id), now);
    }
  }

  private boolean takes(int id, Signal carried, int receptor) {
    if (!couplings.isCoupled(id)) return false;
    Signal taken = nodes.models().get(nodes.model(id)).signal().orElseThrow();
    boolean fits =
        taken.hasReceptors() ? receptor >= 1 && receptor <= taken.channels() : receptor == 0;
    return fits && couplings.model(id).hears(carried);
  }

  private boolean sends(int id, Signal signal) {
    return couplings.isCoupled(id) && couplings.model(id).sends(signal);
  }

  private boolean sendsRate(int id) {
    return nodes.device(id, RateSource.class).isPresent();
  }
}
