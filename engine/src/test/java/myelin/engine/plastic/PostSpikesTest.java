package myelin.engine.plastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PostSpikesTest {

  private static final double H = 0.1;

  private static PostSpikes posts(int neurons) {
    PostSpikes posts = new PostSpikes(H);
    posts.reserve(neurons);
    for (int n = 0; n < neurons; n++) {
      posts.decay(n, 20 + n, 110 + n);
      posts.hear(n);
    }
    return posts;
  }

  /// The trace just before `step`, spike by spike.
  private static double trace(List<Long> spikes, long step, double tau) {
    double sum = 0;
    for (long s : spikes) if (s < step) sum += Math.exp(-(step - s) * H / tau);
    return sum;
  }

  @Test
  void tracesAreSumsOverSpikes() {
    PostSpikes posts = posts(3);
    Random random = new Random(5);
    List<List<Long>> spikes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    PlasticTable unheard = reader(posts);
    long now = 1;
    for (int i = 0; i < 400; i++) {
      now += random.nextInt(3) * random.nextInt(40);
      int n = random.nextInt(3);
      posts.fired(n, now);
      spikes.get(n).add(now);
      for (int back = 0; back < 50; back += 7) {
        for (int m = 0; m < 3; m++) {
          long step = now + 3 - back;
          if (back > 3 && posts.size(m) < spikes.get(m).size()) continue;
          assertThat(posts.trace(m, step, now))
              .isCloseTo(trace(spikes.get(m), step, 20 + m), within(1e-12));
        }
      }
    }
    assertThat(unheard.size()).isZero();
  }

  @Test
  void agesCountTheSpikesAfterAStep() {
    PostSpikes posts = posts(1);
    reader(posts);
    long[] steps = {3, 5, 5, 9, 10, 11, 12, 13};
    for (long s : steps) posts.fired(0, s);
    assertThat(posts.size(0)).isEqualTo(steps.length);
    for (int step = 0; step < 16; step++) {
      long limit = step;
      int newer = (int) LongStream.of(steps).filter(s -> s > limit).count();
      assertThat(posts.age(0, step)).as("after %d", step).isEqualTo(newer);
    }
    for (int k = 0; k < steps.length; k++) {
      assertThat(posts.step(0, steps.length - 1 - k)).isEqualTo(steps[k]);
    }
    assertThat(posts.age(0, -4)).isEqualTo(steps.length);
  }

  @Test
  void theSlowTraceIsThatBeforeTheSpike() {
    PostSpikes posts = posts(2);
    reader(posts);
    for (long s : new long[] {10, 60, 60, 200}) posts.fired(1, s);
    double tau = 111;
    assertThat(posts.slowTraceBefore(1, 3)).isZero();
    double second = Math.exp(-5 / tau);
    assertThat(posts.slowTraceBefore(1, 2)).isCloseTo(second, within(1e-14));
    assertThat(posts.slowTraceBefore(1, 1)).isCloseTo(second + 1, within(1e-14));
    double fourth = Math.exp(-19 / tau) + 2 * Math.exp(-14 / tau);
    assertThat(posts.slowTraceBefore(1, 0)).isCloseTo(fourth, within(1e-14));
  }

  @Test
  void spikesThatNobodyNeedsAreForgotten() {
    PostSpikes posts = posts(1);
    reader(posts);
    List<Long> spikes = new ArrayList<>();
    for (long s = 10; s < 100_000; s += 10) {
      posts.fired(0, s);
      spikes.add(s);
      assertThat(posts.size(0)).isLessThan(20);
    }
    assertThat(posts.trace(0, 100_000)).isCloseTo(trace(spikes, 100_000, 20), within(1e-10));
  }

  private static PlasticTable reader(PostSpikes posts) {
    PlasticTable none = PlasticTable.EMPTY;
    posts.add(none);
    return none;
  }
}
