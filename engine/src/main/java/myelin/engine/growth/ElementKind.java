package myelin.engine.growth;

/// How elements of one name grow in a neuron, with NEST's names.
///
/// @param curve the growth curve
/// @param growth_rate largest growth (1/ms)
/// @param tau_vacant fraction of the vacant elements that goes at each update
/// @param continuous whether the number of elements is meant to be continuous; kept as NEST keeps
///   it, without effect: synapses take whole elements in any case
/// @param eps concentration of calcium at which growth comes to rest
/// @param eta the other concentration at which a gaussian curve is 0
/// @param psi width of a sigmoid curve
public record ElementKind(
    GrowthCurve curve,
    double growth_rate,
    double tau_vacant,
    boolean continuous,
    double eps,
    double eta,
    double psi) {

  /// NEST's defaults.
  public static final ElementKind DEFAULT =
      new ElementKind(GrowthCurve.LINEAR, 1, 0.1, true, 0.7, 0.1, 0.1);
}
