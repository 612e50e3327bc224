package myelin.nestml.run;

import java.util.Arrays;
import myelin.engine.neuron.Block;

/// The values of a state variable at the beginnings of the last steps. Each neuron reads the one
/// that is as old as its delay.
final class Delayed {

  private final double initial;
  private int[] ages = {};
  private double[][] ring = {};
  private int newest;

  /// @param initial what the variable was before the first step
  Delayed(double initial) {
    this.initial = initial;
  }

  /// Sets the delays (steps), one for each lane; past values are kept.
  void delays(int[] steps) {
    ages = steps;
    double[][] kept = byAge();
    int longest = Arrays.stream(steps).max().orElse(0);
    if (kept.length == longest + 1) return;
    ring = new double[longest + 1][];
    newest = longest;
    for (int age = 0; age <= longest; age++) {
      double[] known = age < kept.length ? kept[age] : new double[Block.LANES];
      if (age >= kept.length) Arrays.fill(known, initial);
      ring[longest - age] = known;
    }
  }

  /// Forgets the past of a lane.
  void begin(int lane) {
    for (double[] values : ring) values[lane] = initial;
  }

  /// The values, the newest first.
  double[][] byAge() {
    double[][] all = new double[ring.length][];
    for (int age = 0; age < all.length; age++) all[age] = at(age);
    return all;
  }

  private double[] at(int age) {
    return ring[(newest - age + ring.length) % ring.length];
  }

  /// Takes the values at the beginning of a step, and writes the delayed ones to `to`.
  void pass(double[] now, double[] to) {
    newest = (newest + 1) % ring.length;
    System.arraycopy(now, 0, ring[newest], 0, now.length);
    for (int i = 0; i < to.length; i++) to[i] = at(ages[i])[i];
  }
}
