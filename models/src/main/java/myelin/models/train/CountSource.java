package myelin.models.train;

import myelin.engine.base.Condition;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.RandomSource;
import myelin.engine.input.Drive;

/// A stimulator that draws how many spikes it sends for each target and step, independently of what
/// it has sent before: the number is a function of seed, device, target and step.
abstract class CountSource extends RandomSource {

  /// The condition on a probability.
  static final Condition PROBABILITY = new Condition(">= 0 and <= 1", v -> v >= 0 && v <= 1);

  private record Step(long k, CountDistribution numbers) {}

  /// The last one made, as all blocks need the same one at about the same time.
  private volatile Step last = new Step(-1, CountDistribution.NONE);

  /// A source with default parameters.
  CountSource(DeviceModel model, Site site) {
    super(model, site);
  }

  /// The distribution of the numbers of spikes that are sent in step `k`; [CountDistribution#NONE]
  /// where the source is silent.
  abstract CountDistribution distribution(long k);

  /// Whether each target receives its own spikes, rather than all receiving the same.
  boolean individual() {
    return true;
  }

  private CountDistribution numbers(long k) {
    Step step = last;
    if (step.k() != k) last = step = new Step(k, distribution(k));
    return step.numbers();
  }

  /// The distribution of the number of spikes in a step at a rate (1/s).
  final CountDistribution poisson(double rate) {
    double mean = rate * grid().h_ms() * 1e-3;
    return mean > 0 ? CountDistribution.poisson(mean) : CountDistribution.NONE;
  }

  /// Refuses a rate (1/s) that is too high.
  final void requireRate(Settings s, String parameter, double rate) {
    if (Math.abs(rate) * grid().h_ms() * 1e-3 <= PoissonTable.LARGEST_MEAN) return;
    throw s.refuse(
        "%s = %s Hz is too high; there can be at most 1e6 spikes per step"
            .formatted(parameter, rate));
  }

  /// Forgets the distribution that was made for a step, because settings have changed.
  final void renew() {
    last = new Step(-1, CountDistribution.NONE);
  }

  @Override
  public void spikes(long k, int target, int occurrence, Sink sink) {
    CountDistribution numbers = numbers(k);
    if (numbers == CountDistribution.NONE) return;
    boolean own = individual();
    int n =
        numbers.number(
            Uniforms.at(seed(), id(), own ? target : Uniforms.ALL, own ? occurrence : 0, k));
    if (n > 0) sink.spikes(n, 0);
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return new Counts(lanes);
  }

  /// The spikes for the lanes of one block.
  private final class Counts implements Drive {
    private final Lanes to;
    private final Uniforms uniforms;

    Counts(Lanes to) {
      this.to = to;
      uniforms = new Uniforms(id(), to.id(), to.occurrence());
    }

    @Override
    public void add(long t, double[] input) {
      long k = t - to.delay();
      if (!to.carries(k)) return;
      CountDistribution numbers = numbers(k);
      if (numbers == CountDistribution.NONE) return;
      if (individual()) addEach(numbers, uniforms.at(seed(), k), input);
      else addAll(numbers.number(Uniforms.at(seed(), id(), Uniforms.ALL, 0, k)), input);
    }

    private void addEach(CountDistribution numbers, double[] unit, double[] input) {
      for (int i = 0; i < unit.length; i++) {
        int n = numbers.number(unit[i]);
        if (n > 0) input[to.lane()[i]] += n * to.weight()[i];
      }
    }

    private void addAll(int n, double[] input) {
      if (n == 0) return;
      for (int i = 0; i < to.lane().length; i++) input[to.lane()[i]] += n * to.weight()[i];
    }
  }
}
