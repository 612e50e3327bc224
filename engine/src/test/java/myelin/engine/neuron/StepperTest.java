package myelin.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import myelin.engine.base.Condition;
import myelin.engine.base.Ids;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Drive;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.input.TargetBlocks;
import org.junit.jupiter.api.Test;

/// Steps that would change nothing are left out, and no others.
class StepperTest {

  private static final int SLICE = 16;

  private static final NeuronModel MODEL =
      NeuronModel.named("halving")
          .words("halves its state in each step", "x is halved, then grows by what arrives.")
          .state("x", Unit.NONE, 0, "what is halved", Condition.FINITE)
          .channel("spikes", Channel.Content.WEIGHTS, Unit.NONE)
          .receptor(0, "default", 0, 0, Receptor.REFUSED)
          .block(Halving::new);

  private static final class Halving extends Block {
    private final double[] x = decaying("x");
    private int steps;

    @Override
    protected boolean repeats() {
      return true;
    }

    @Override
    protected void step(long t, Input input, SpikeOutbox out) {
      steps++;
      double[] arrives = input.sums(0);
      for (int i = 0; i < LANES; i++) x[i] = 0.5 * x[i] + arrives[i];
    }
  }

  private final Population population = new Population(MODEL, new TimeGrid(0.1), 1);
  private final SpikeOutbox out = new SpikeOutbox();
  private long now;

  private Halving block(int b) {
    return (Halving) population.block(b);
  }

  private void run(int slices) {
    for (int s = 0; s < slices; s++, now += SLICE) population.update(now, now + SLICE, out);
  }

  private void begin() {
    population.add(Ids.range(1, 300), 0, 300);
    population.prepare(64, 0);
    population.ring(0).needSums(TargetBlocks.of(260));
  }

  @Test
  void aBlockThatNothingReachesIsSteppedOnce() {
    begin();
    run(100);
    assertThat(block(0).steps).isEqualTo(SLICE);
    assertThat(block(1).steps).isEqualTo(SLICE);
  }

  @Test
  void whatArrivesWakesItsBlock() {
    begin();
    run(20);
    population.ring(0).sums(now + 5)[260] += 1;
    run(10);
    assertThat(block(0).steps).isEqualTo(SLICE);
    assertThat(block(1).steps).isEqualTo(11 * SLICE);
    assertThat(population.read(0, 260)).isEqualTo(Math.pow(0.5, 10 * SLICE - 6));
    run(200);
    int steps = block(1).steps;
    assertThat(population.read(0, 260)).isZero();
    run(50);
    assertThat(block(1).steps).isEqualTo(steps);
  }

  @Test
  void whoSetsAStateOrDrivesABlockWakesIt() {
    begin();
    run(20);
    population.put(MODEL.requireParameter("x"), 3, 8, now);
    run(1);
    assertThat(block(0).steps).isEqualTo(2 * SLICE);
    assertThat(population.read(0, 3)).isEqualTo(8 * Math.pow(0.5, SLICE));
    population.attach(1, new Drive[1][0], new Sampler[0]);
    run(1);
    assertThat(block(1).steps).isEqualTo(2 * SLICE);
  }

  @Test
  void samplesOfABlockAtRestAreTaken() {
    begin();
    long[] last = {0};
    int[] samples = {0};
    Sampler sampler =
        (block, step) -> {
          assertThat(step).isEqualTo(last[0] + 1);
          last[0] = step;
          samples[0]++;
        };
    population.attach(1, new Drive[1][0], new Sampler[] {sampler});
    run(30);
    assertThat(samples[0]).isEqualTo(30 * SLICE);
    assertThat(block(1).steps).isEqualTo(SLICE);
  }
}
