package myelin.nestml.run;

import java.util.Arrays;
import myelin.engine.neuron.Block;

/// The values of a state variable in the last steps. Each neuron reads the one that is as old as
/// its delay. There is an array for each step that has passed, up to the longest delay.
public final class Delayed {

  private final double[] initial = new double[Block.LANES];
  private int[] ages = {};
  private boolean alike;
  private int longest;
  private double[][] ring = {};
  private int newest = -1;

  /// @param initial what the variable was before the first step
  public Delayed(double initial) {
    Arrays.fill(this.initial, initial);
  }

  /// Sets the delays (steps), one for each lane; past values are kept as far as the delays until
  /// now and from now on reach.
  public void delays(double[] steps) {
    longest = (int) Arrays.stream(steps).max().orElse(0);
    double[][] kept = byAge();
    ring = new double[(int) Math.min(kept.length, longest + 1L)][];
    newest = ring.length - 1;
    for (int age = 0; age < ring.length; age++) ring[newest - age] = kept[age];
    alike = true;
    int[] now = new int[Block.LANES];
    for (int i = 0; i < now.length; i++) {
      now[i] = (int) steps[i];
      alike &= now[i] == now[0];
      int reach = Math.min(now[i], ages.length == 0 ? now[i] : ages[i]);
      for (int age = reach + 1; age < ring.length; age++) at(age)[i] = initial[i];
    }
    ages = now;
  }

  /// Makes arrays for steps before those that have passed, so that there are `arrays` of them, or
  /// as many as the longest delay needs.
  public void reserve(int arrays) {
    int more = (int) Math.min(arrays, longest + 1L) - ring.length;
    if (more <= 0) return;
    double[][] kept = byAge();
    ring = new double[kept.length + more][];
    newest = ring.length - 1;
    for (int age = 0; age < ring.length; age++) {
      ring[newest - age] = age < kept.length ? kept[age] : initial.clone();
    }
  }

  /// Forgets the past of a lane.
  public void begin(int lane) {
    for (double[] values : ring) values[lane] = initial[lane];
  }

  /// The values, the newest first.
  public double[][] byAge() {
    double[][] all = new double[ring.length][];
    for (int age = 0; age < all.length; age++) all[age] = at(age);
    return all;
  }

  private double[] at(int age) {
    if (age >= ring.length) return initial;
    int place = newest - age;
    return ring[place < 0 ? place + ring.length : place];
  }

  /// Takes the values in a step, and writes the delayed ones to `to`.
  public void pass(double[] now, double[] to) {
    if (ring.length <= longest) reserve(ring.length + 1);
    newest = newest + 1 == ring.length ? 0 : newest + 1;
    System.arraycopy(now, 0, ring[newest], 0, now.length);
    if (alike) System.arraycopy(at(ages[0]), 0, to, 0, to.length);
    else for (int i = 0; i < to.length; i++) to[i] = at(ages[i])[i];
  }
}
