package myelin.growth;

import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.growth.ElementKind;
import myelin.engine.growth.Elements;
import myelin.engine.growth.GrowthCurve;

/// Elements of one name that a neuron has, such as its axonal boutons, and how they grow.
/// Immutable; the names are NEST's.
///
/// ```
///   linear     dz/dt = growth_rate (1 - Ca / eps)
///   gaussian   dz/dt = growth_rate (2 exp(-((Ca - xi) / zeta)^2) - 1)
///              xi = (eta + eps) / 2, zeta = (eta - eps) / (2 sqrt(ln 2))
///   sigmoid    dz/dt = growth_rate (2 / (1 + exp((Ca - eps) / psi)) - 1)
/// ```
///
/// @param growth_curve `"linear"`, `"gaussian"` or `"sigmoid"`
/// @param growth_rate largest growth (1/ms)
/// @param tau_vacant fraction of the vacant elements that goes at each update of the network, above
///   0
/// @param continuous kept as NEST keeps it, without effect: synapses take whole elements in any
///   case
/// @param eps concentration of calcium at which growth comes to rest
/// @param eta the other concentration at which a gaussian curve is 0
/// @param psi width of a sigmoid curve, above 0
/// @param z number of elements
/// @param z_connected number of elements that synapses have taken; 0 for new ones
public record SynapticElement(
    String growth_curve,
    double growth_rate,
    double tau_vacant,
    boolean continuous,
    double eps,
    double eta,
    double psi,
    double z,
    int z_connected) {

  private static final ElementKind USUAL = ElementKind.DEFAULT;

  /// Checks each value by itself; see also [#requirePossible].
  ///
  /// @throws BadInput if one is not allowed
  public SynapticElement {
    if (GrowthCurve.of(growth_curve).isEmpty()) {
      throw refuse(
          "there is no growth curve '%s'; there are %s"
              .formatted(growth_curve, String.join(", ", GrowthCurve.names())));
    }
    Map<String, Double> all =
        Map.of(
            "growth_rate",
            growth_rate,
            "tau_vacant",
            tau_vacant,
            "eps",
            eps,
            "eta",
            eta,
            "psi",
            psi,
            "z",
            z);
    all.forEach((name, x) -> {
      if (!Double.isFinite(x)) throw refuse("%s = %s must be a finite number".formatted(name, x));
    });
    if (!(tau_vacant > 0)) {
      throw refuse(
          "All time constants must be strictly positive. tau_vacant is %s".formatted(tau_vacant));
    }
    if (z < 0) throw refuse("z = %s: there cannot be fewer elements than none".formatted(z));
  }

  private static BadInput refuse(String why) {
    return new BadInput(BadInput.Kind.VALUE, why);
  }

  private static SynapticElement usual(GrowthCurve curve) {
    return of(new Elements.Held(USUAL, 0, 0)).growth_curve(curve.text());
  }

  /// Elements with a linear growth curve, and NEST's defaults.
  public static SynapticElement linear() {
    return usual(GrowthCurve.LINEAR);
  }

  /// Elements with a gaussian growth curve, and NEST's defaults.
  public static SynapticElement gaussian() {
    return usual(GrowthCurve.GAUSSIAN);
  }

  /// Elements with a sigmoid growth curve, and NEST's defaults.
  public static SynapticElement sigmoid() {
    return usual(GrowthCurve.SIGMOID);
  }

  static SynapticElement of(Elements.Held held) {
    ElementKind k = held.kind();
    return new SynapticElement(
        k.curve().text(),
        k.growth_rate(),
        k.tau_vacant(),
        k.continuous(),
        k.eps(),
        k.eta(),
        k.psi(),
        held.z(),
        held.connected());
  }

  /// Refuses numbers that do not go together with the growth curve. Neurons take no such elements.
  ///
  /// @throws BadInput if they do not
  public void requirePossible() {
    if (growth_curve.equals("sigmoid") && !(psi > 0)) {
      throw refuse("psi parameter must be greater than 0. It is %s".formatted(psi));
    }
    if (growth_curve.equals("linear") && eps == 0) {
      throw refuse("eps = 0: a linear curve is divided by eps; give another number");
    }
    if (growth_curve.equals("gaussian") && eps == eta) {
      throw refuse("eta = eps = %s: a gaussian curve needs two different ones".formatted(eps));
    }
  }

  Elements.Held held() {
    requirePossible();
    GrowthCurve curve = GrowthCurve.of(growth_curve).orElseThrow();
    return new Elements.Held(
        new ElementKind(curve, growth_rate, tau_vacant, continuous, eps, eta, psi), z, z_connected);
  }

  /// Number of whole elements that no synapse has taken; below zero where synapses have taken more
  /// than there are.
  public int z_vacant() {
    return (int) Math.floor(z) - z_connected;
  }

  /// The same with another growth curve.
  public SynapticElement growth_curve(String name) {
    return new SynapticElement(
        name, growth_rate, tau_vacant, continuous, eps, eta, psi, z, z_connected);
  }

  /// The same with another largest growth (1/ms).
  public SynapticElement growth_rate(double rate) {
    return new SynapticElement(
        growth_curve, rate, tau_vacant, continuous, eps, eta, psi, z, z_connected);
  }

  /// The same with another fraction of vacant elements that goes.
  public SynapticElement tau_vacant(double fraction) {
    return new SynapticElement(
        growth_curve, growth_rate, fraction, continuous, eps, eta, psi, z, z_connected);
  }

  /// The same with another concentration at which growth comes to rest.
  public SynapticElement eps(double calcium) {
    return new SynapticElement(
        growth_curve, growth_rate, tau_vacant, continuous, calcium, eta, psi, z, z_connected);
  }

  /// The same with another lower concentration at which a gaussian curve is 0.
  public SynapticElement eta(double calcium) {
    return new SynapticElement(
        growth_curve, growth_rate, tau_vacant, continuous, eps, calcium, psi, z, z_connected);
  }

  /// The same with another width of a sigmoid curve.
  public SynapticElement psi(double width) {
    return new SynapticElement(
        growth_curve, growth_rate, tau_vacant, continuous, eps, eta, width, z, z_connected);
  }

  /// The same, meant to be continuous or not.
  public SynapticElement continuous(boolean on) {
    return new SynapticElement(
        growth_curve, growth_rate, tau_vacant, on, eps, eta, psi, z, z_connected);
  }

  /// The same with another number of elements.
  public SynapticElement z(double number) {
    return new SynapticElement(
        growth_curve, growth_rate, tau_vacant, continuous, eps, eta, psi, number, z_connected);
  }
}
