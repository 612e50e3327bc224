package myelin.engine.plastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Marks and traces are exponentials of the times of spikes. Steps are 0.5 ms, time constants 10 ms
/// of targets and 5 ms of sources, so references are 4000 and 2000 steps apart.
class NewestSpikesTest {

  private static final double H = 0.5;
  private static final double TAU_MINUS = 10;
  private static final double TAU_PLUS = 5;
  private static final double CLOSE = 1e-13;

  private final PostSpikes posts = posts();
  private final NewestSpikes newest = posts.newest(new Decay(TAU_PLUS, H));

  private static PostSpikes posts() {
    PostSpikes posts = new PostSpikes(H);
    posts.reserve(3);
    for (int n = 0; n < 3; n++) {
      posts.decay(n, TAU_MINUS, 100);
      posts.hear(n);
    }
    return posts;
  }

  private void fire(int n, List<Long> steps) {
    for (long step : steps) posts.fired(n, step);
  }

  /// What the record of neuron `n` says must follow from its spikes, the oldest first.
  private void requireRecord(int n, List<Long> spikes, long plusFrom, long minusFrom) {
    assertThat(newest.plusFrom()).isEqualTo(plusFrom);
    assertThat(newest.minusFrom()).isEqualTo(minusFrom);
    for (int age = 0; age < NewestSpikes.MARKS; age++) {
      int k = spikes.size() - 1 - age;
      double mark =
          k < 0 ? Double.POSITIVE_INFINITY : Math.exp((plusFrom - spikes.get(k)) * H / TAU_PLUS);
      if (k < 0) assertThat(newest.mark(n, age)).isEqualTo(mark);
      else assertThat(newest.mark(n, age)).isCloseTo(mark, within(CLOSE * mark));
    }
    double trace = risen(spikes, minusFrom);
    double before = risen(spikes.subList(0, Math.max(0, spikes.size() - 1)), minusFrom);
    assertThat(newest.trace(n)).isCloseTo(trace, within(CLOSE * trace));
    assertThat(newest.before(n)).isCloseTo(before, within(CLOSE * before));
  }

  /// The trace right after the last spike, relative to `reference`: a sum over all spikes.
  private static double risen(List<Long> spikes, long reference) {
    double sum = 0;
    for (long s : spikes) sum += Math.exp((s - reference) * H / TAU_MINUS);
    return sum;
  }

  /// Eight spikes are one more than there are marks, and as many as are kept where nobody asks for
  /// them.
  @Test
  void spikesFromBeforeAreCollected() {
    List<Long> few = List.of(7L, 31L, 60L);
    List<Long> many = List.of(3L, 8L, 9L, 20L, 41L, 42L, 77L, 81L);
    fire(1, few);
    fire(2, many);
    newest.prepare(90);
    requireRecord(0, List.of(), 0, 0);
    requireRecord(1, few, 0, 0);
    requireRecord(2, many, 0, 0);
  }

  @Test
  void spikesAreTakenOnAsTheyAreFired() {
    newest.prepare(1);
    fire(1, List.of(7L, 31L));
    newest.prepare(40);
    fire(1, List.of(60L, 61L));
    requireRecord(1, List.of(7L, 31L, 60L, 61L), 0, 0);
    requireRecord(2, List.of(), 0, 0);
  }

  @Test
  void allIsReckonedAnewFromTheNextReferenceOfEither() {
    List<Long> spikes = List.of(1900L, 1950L, 1990L);
    newest.prepare(1999);
    fire(0, spikes);
    requireRecord(0, spikes, 0, 0);
    newest.prepare(2000);
    requireRecord(0, spikes, 2000, 0);
    newest.prepare(4001);
    requireRecord(0, spikes, 4000, 4000);
  }

  @Test
  void anotherTimeConstantOfTargetsCounts() {
    newest.prepare(1);
    fire(0, List.of(40L));
    for (int n = 0; n < 3; n++) posts.decay(n, 2 * TAU_MINUS, 100);
    newest.prepare(41);
    assertThat(newest.trace(0)).isCloseTo(Math.E, within(CLOSE));
  }
}
