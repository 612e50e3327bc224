package myelin.stress;

import myelin.engine.base.Barrier;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// The exchange of spikes as [Run][myelin.engine.kernel.Run] does it, with one meeting for each
/// slice: while one worker still reads the batch of a slice, the other may already write what it
/// fires in the next into its box.
///
/// Two slices of two steps. In step 0 neurons 2 and 1 fire, in step 3 neuron 4, in step 2 neuron 5;
/// the even ones belong to worker 0. A worker notes each spike of the batch by two digits, neuron
/// and step.
@JCStressTest
@Outcome(
    id = "10205243, 10205243",
    expect = Expect.ACCEPTABLE,
    desc = "both deliver all spikes of both slices, by step, then by neuron")
@Outcome(expect = Expect.FORBIDDEN, desc = "a spike is missing, strange, early or late")
@State
public class ExchangeStress {

  private final Barrier barrier = new Barrier(2);
  private final SpikeOutbox[] boxes = {new SpikeOutbox(), new SpikeOutbox()};
  private final SpikeBatch batch = new SpikeBatch();
  private long begin;

  @Actor
  public void even(JJ_Result r) {
    r.r1 = work(0);
  }

  @Actor
  public void odd(JJ_Result r) {
    r.r2 = work(1);
  }

  private long work(int worker) {
    SpikeOutbox box = boxes[worker];
    box.open(0);
    box.add(2 - worker, 0);
    barrier.await(this::exchange);
    long seen = deliver(0);
    box.open(2);
    box.add(4 + worker, 3 - worker);
    barrier.await(this::exchange);
    return deliver(seen);
  }

  private void exchange() {
    batch.gather(boxes, begin, 2);
    begin += 2;
  }

  private long deliver(long before) {
    long seen = before;
    for (int lag = 0; lag < batch.lags(); lag++) {
      long step = batch.begin() + lag;
      for (int k = batch.from(lag); k < batch.from(lag + 1); k++) {
        seen = 100 * seen + 10L * batch.sender(k) + step;
      }
    }
    return seen;
  }
}
