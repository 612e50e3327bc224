package myelin.models.neuron;

/// Short-term plasticity between two spikes (Tsodyks, Uziel and Markram 2000,
/// doi:10.1523/JNEUROSCI.20-01-j0003.2000): what is left of the variables, and how much of the
/// resources has recovered.
///
/// ```
///   dx/dt = z / tau_rec     dy/dt = -y / tau_psc     dz/dt = y / tau_psc - z / tau_rec
///   du/dt = -u / tau_fac
/// ```
///
/// @param active part of y that is left
/// @param use part of u that is left
/// @param recovered part of z that has recovered
/// @param recoveredOfActive part of y that has become inactive and recovered
public record ReleaseDecays(double active, double use, double recovered, double recoveredOfActive) {

  /// Time constants whose relative difference is smaller than this count as equal.
  private static final double CLOSE = 1e-5;

  /// The decays after `t` (ms) with these time constants (ms).
  ///
  /// @param tau_psc time constant of inactivation
  /// @param tau_fac time constant of facilitation; 0 for no facilitation
  /// @param tau_rec time constant of recovery
  public static ReleaseDecays of(double tau_psc, double tau_fac, double tau_rec, double t) {
    return new ReleaseDecays(
        StrictMath.exp(-t / tau_psc),
        tau_fac == 0 ? 0 : StrictMath.exp(-t / tau_fac),
        -StrictMath.expm1(-t / tau_rec),
        chain(tau_psc, tau_rec, t));
  }

  private static double chain(double tau_psc, double tau_rec, double t) {
    if (Math.abs(tau_rec - tau_psc) < CLOSE * tau_rec) {
      double s = 2 * t / (tau_rec + tau_psc);
      return 1 - (1 + s) * StrictMath.exp(-s);
    }
    double inactive = -tau_psc * StrictMath.expm1(-t / tau_psc);
    double waiting = -tau_rec * StrictMath.expm1(-t / tau_rec);
    return (waiting - inactive) / (tau_rec - tau_psc);
  }
}
