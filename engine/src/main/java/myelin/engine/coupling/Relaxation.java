package myelin.engine.coupling;

import myelin.engine.base.BadInput;
import myelin.engine.base.TimeGrid;

/// How coupled neurons find each other's course within a slice: by waveform relaxation, that is by
/// repeating the slice, each neuron with what the others sent in the last repetition, until nothing
/// changes by more than a tolerance (Hahne et al. 2015, doi:10.3389/fninf.2015.00022).
///
/// @param use_wfr whether to repeat; if not, slices are one step long and what is sent is held
/// @param wfr_tol tolerance, in the unit of what must settle: mV or 1/s
/// @param wfr_max_iterations repetitions at most, up to [#MOST_REPETITIONS]; what has not settled
///   then does not settle by more of them
/// @param wfr_comm_interval length of a slice (ms), at most; rounded to the nearest step, as delays
///   are
/// @param wfr_interpolation_order order of the polynomial by which the potential is sent: 0, 1 or 3
public record Relaxation(
    boolean use_wfr,
    double wfr_tol,
    int wfr_max_iterations,
    double wfr_comm_interval,
    int wfr_interpolation_order) {

  /// Repetitions of a slice at most, whatever is asked for: a run ends in any case.
  public static final int MOST_REPETITIONS = 10_000;

  /// NEST's defaults.
  public static final Relaxation DEFAULT = new Relaxation(true, 1e-4, 15, 1.0, 3);

  /// Checks the settings.
  ///
  /// @throws BadInput naming the one that is not allowed
  public Relaxation {
    require(wfr_tol >= 0 && Double.isFinite(wfr_tol), "wfr_tol", wfr_tol, "a number >= 0");
    require(wfr_max_iterations >= 1, "wfr_max_iterations", wfr_max_iterations, "at least 1");
    require(
        wfr_comm_interval > 0 && Double.isFinite(wfr_comm_interval),
        "wfr_comm_interval",
        wfr_comm_interval,
        "a time of at least the resolution [ms]");
    boolean order = wfr_interpolation_order == 0 || wfr_interpolation_order == 1;
    require(
        order || wfr_interpolation_order == 3,
        "wfr_interpolation_order",
        wfr_interpolation_order,
        "0, 1 or 3");
  }

  private static void require(boolean allowed, String name, double value, String what) {
    if (allowed) return;
    String number = value == Math.rint(value) ? "%.0f".formatted(value) : String.valueOf(value);
    throw new BadInput(
        BadInput.Kind.VALUE, "%s = %s is not allowed; it must be %s".formatted(name, number, what));
  }

  /// The same with other numbers, see [Relaxation].
  public Relaxation with(double tol, int max_iterations, double comm_interval, int order) {
    return new Relaxation(use_wfr, tol, max_iterations, comm_interval, order);
  }

  /// Refuses to go on with another order, as a network does that has been simulated.
  public void requireOrder(Relaxation later) {
    if (later.wfr_interpolation_order == wfr_interpolation_order) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "wfr_interpolation_order cannot change once the network has been simulated; set it before");
  }

  /// Repetitions of a slice at most.
  public int repetitions() {
    return Math.min(wfr_max_iterations, MOST_REPETITIONS);
  }

  /// Steps of a slice at most.
  public int interval(TimeGrid grid) {
    if (!use_wfr) return 1;
    long steps = grid.nearest(Math.min(wfr_comm_interval, 1e9), "wfr_comm_interval");
    return (int) Math.max(1, Math.min(1 << 20, steps));
  }
}
