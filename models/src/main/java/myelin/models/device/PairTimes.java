package myelin.models.device;

import java.util.stream.Stream;
import myelin.engine.base.Condition;
import myelin.engine.base.TimeGrid;
import myelin.engine.base.Unit;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;

/// Which pairs of spikes a detector of correlations counts, and in which bins.
///
/// @param window the time in which spikes are heard
/// @param bin width of a bin (steps)
/// @param longest the longest time between two spikes (steps)
/// @param from pairs count from this step on
/// @param to pairs count up to this step
record PairTimes(Window window, long bin, long longest, long from, long to) {

  /// The largest number of bins on either side of 0.
  private static final int MOST_BINS = 1_000_000;

  private static final int MOST_NUMBERS = 20_000_000;

  /// Declares the parameters of these times.
  ///
  /// @param delta_tau default width of a bin (ms)
  static DeviceModel.Builder declare(DeviceModel.Builder model, double delta_tau) {
    return model
        .real("delta_tau", Unit.MS, delta_tau, "width of a bin", Condition.POSITIVE_DURATION)
        .real(
            "tau_max",
            Unit.MS,
            10 * delta_tau,
            "longest time between two spikes",
            Condition.DURATION)
        .real("Tstart", Unit.MS, 0, "pairs count from here on", Condition.NOT_NEGATIVE)
        .real(
            "Tstop",
            Unit.MS,
            Double.POSITIVE_INFINITY,
            "pairs count up to here",
            new Condition(">= 0, or inf", v -> v >= 0));
  }

  /// The times of a detector with default parameters.
  ///
  /// @param usual default width of a bin (steps)
  /// @param tau_max default of the longest time (ms)
  static PairTimes initial(TimeGrid grid, int usual, double tau_max) {
    Window always = new Window(0, Long.MAX_VALUE);
    return new PairTimes(always, usual, grid.ceil(tau_max, "tau_max"), 0, Long.MAX_VALUE);
  }

  /// Reads these times from settings.
  ///
  /// @param usual default width of a bin (steps)
  static PairTimes of(Device.Settings s, TimeGrid grid, int usual) {
    long bin = s.given("delta_tau") ? s.steps("delta_tau") : usual;
    long longest = s.steps("tau_max");
    if (bin < 1) {
      throw s.refuse("delta_tau = %s ms must be at least one step".formatted(s.real("delta_tau")));
    }
    if (longest / bin > MOST_BINS) {
      throw s.refuse(
          "tau_max = %s ms must be at most %d times delta_tau, %s ms"
              .formatted(s.real("tau_max"), MOST_BINS, grid.ms(bin)));
    }
    boolean shaped = s.given("delta_tau") || s.given("tau_max");
    if (shaped && longest % bin != 0) {
      throw s.refuse(
          "tau_max = %s ms must be a multiple of delta_tau = %s ms"
              .formatted(
                  s.real("tau_max"), s.given("delta_tau") ? s.real("delta_tau") : grid.ms(bin)));
    }
    return new PairTimes(Window.of(s), bin, longest, s.steps("Tstart"), s.steps("Tstop"));
  }

  /// Whether the user has just set one of these times.
  static boolean changed(Device.Settings s) {
    return Stream.of("delta_tau", "tau_max", "Tstart", "Tstop").anyMatch(s::changed);
  }

  /// Refuses settings by which a detector would have to keep too many numbers.
  static void requireRoom(Device.Settings s, double numbers) {
    if (numbers <= MOST_NUMBERS) return;
    throw s.refuse(
        "N_channels = %s and tau_max = %s ms make too many numbers; there must be at most %,d"
            .formatted((long) s.real("N_channels"), s.real("tau_max"), MOST_NUMBERS));
  }

  /// Whether the bins differ from those before.
  boolean otherBins(PairTimes before) {
    return bin != before.bin || longest != before.longest;
  }

  /// Whether a pair whose later spike has this stamp counts.
  boolean counts(long stamp) {
    return stamp >= from && stamp <= to;
  }

  /// Number of bins on one side, the one around 0 included.
  int bins() {
    return Math.toIntExact(longest / bin + 1);
  }
}
