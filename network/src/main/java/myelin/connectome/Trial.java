package myelin.connectome;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import myelin.engine.base.BadInput;

/// The spikes of one trial, in the order in which they came.
///
/// @param duration how long the trial was (ms)
/// @param ids the cell that fired, by spike
/// @param times when it fired (ms), from the trial's beginning: the end of the step, as everywhere
///   in Myelin; Brian tells its beginning
public record Trial(double duration, long[] ids, double[] times) {

  public Trial {
    if (!(duration > 0 && duration < Double.POSITIVE_INFINITY)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "a trial of %s ms: it must be longer than 0, and end".formatted(duration));
    }
    if (ids.length != times.length) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%d ids and %d times; each spike has one of both".formatted(ids.length, times.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trial trial
        && duration == trial.duration
        && Arrays.equals(ids, trial.ids)
        && Arrays.equals(times, trial.times);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(duration) + Arrays.hashCode(ids)) + Arrays.hashCode(times);
  }

  /// The rates (spikes/s) of the cells that fired, by id.
  public Map<Long, Double> rates() {
    Map<Long, Double> rates = new TreeMap<>();
    for (long id : ids) rates.merge(id, 1000 / duration, Double::sum);
    return rates;
  }

  /// Writes a table in CSV with a row for each spike, `id` and `t_ms`.
  ///
  /// @throws BadInput if it cannot be written
  public void write(Path csv) {
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("id,t_ms\n");
      for (int k = 0; k < ids.length; k++) {
        out.write(Long.toString(ids[k]));
        out.write(',');
        out.write(Double.toString(times[k]));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, csv + " cannot be written: " + e, e);
    }
  }
}
