package myelin.models.train;

import myelin.engine.device.Device;

/// A rate that oscillates: `rate + amplitude sin(2 pi frequency t + phase)`.
///
/// @param rate mean rate (1/s)
/// @param amplitude amplitude of the oscillation (1/s)
/// @param omega angular frequency (1/ms)
/// @param phase phase at time 0 (rad)
record Oscillation(double rate, double amplitude, double omega, double phase) {

  /// Reads `rate`, `amplitude`, `frequency` and `phase`.
  static Oscillation of(Device.Settings s) {
    return new Oscillation(
        s.real("rate"),
        s.real("amplitude"),
        2 * Math.PI * s.real("frequency") * 1e-3,
        Math.toRadians(s.real("phase")));
  }

  /// The argument of the sine at a time (ms).
  double angle(double t) {
    return omega * t + phase;
  }

  /// The rate at a time (ms), which may be below 0 (1/s).
  double at(double t) {
    return rate + amplitude * StrictMath.sin(angle(t));
  }
}
