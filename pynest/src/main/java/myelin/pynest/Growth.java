package myelin.pynest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import myelin.Names;
import myelin.connect.Synapse;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import myelin.value.Dimension.Scalar;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Structural plasticity. Elements cross as names, growth curves, and numbers.
public final class Growth {

  /// growth_rate, tau_vacant, continuous (1 or 0), eps, eta, psi, z, z_connected.
  private static final int NUMBERS = 8;

  private Growth() {}

  private static StructuralPlasticity of(Kernel kernel) {
    return kernel.network().structuralPlasticity();
  }

  private static SynapticElement element(String curve, double[] x, int at) {
    return new SynapticElement(
        curve,
        x[at],
        x[at + 1],
        x[at + 2] != 0,
        x[at + 3],
        x[at + 4],
        x[at + 5],
        x[at + 6],
        (int) x[at + 7]);
  }

  /// Refuses elements that are not possible.
  ///
  /// @param numbers eight for each element: growth_rate, tau_vacant, continuous (1 or 0), eps, eta,
  ///   psi, z, z_connected
  /// @throws myelin.engine.base.BadInput if a value is not allowed
  public static void require(String[] curves, double[] numbers) {
    for (int k = 0; k < curves.length; k++) {
      element(curves[k], numbers, NUMBERS * k).requirePossible();
    }
  }

  /// Gives nodes elements.
  ///
  /// @param numbers likewise
  public static void put(
      Kernel kernel, NodeCollection nodes, String[] names, String[] curves, double[] numbers) {
    Map<String, SynapticElement> all = new LinkedHashMap<>();
    for (int k = 0; k < names.length; k++) {
      all.put(names[k], element(curves[k], numbers, NUMBERS * k));
    }
    of(kernel).put(nodes, all);
  }

  /// The elements of a node: names, growth curves, and numbers likewise.
  public static Object[] get(Kernel kernel, int node) {
    Map<String, SynapticElement> all = of(kernel).elements(node);
    String[] curves =
        all.values().stream().map(SynapticElement::growth_curve).toArray(String[]::new);
    double[] numbers =
        all.values().stream()
            .flatMapToDouble(e ->
                Arrays.stream(
                    new double[] {
                      e.growth_rate(),
                      e.tau_vacant(),
                      e.continuous() ? 1 : 0,
                      e.eps(),
                      e.eta(),
                      e.psi(),
                      e.z(),
                      e.z_connected()
                    }))
            .toArray();
    return new Object[] {all.keySet().toArray(String[]::new), curves, numbers};
  }

  /// Synapses that come and go.
  ///
  /// @throws myelin.engine.base.BadInput if such synapses cannot
  public static GrowingSynapse growing(Synapse synapse, boolean autapses, boolean multapses) {
    return new GrowingSynapse(synapse, autapses, multapses);
  }

  /// Sets which synapses come and go.
  ///
  /// @param growing for each name a [GrowingSynapse]
  public static void synapses(Kernel kernel, String[] names, Object[] growing) {
    Map<String, GrowingSynapse> all = new LinkedHashMap<>();
    for (int k = 0; k < names.length; k++) all.put(names[k], (GrowingSynapse) growing[k]);
    of(kernel).synapses(all);
  }

  /// Sets whether synapses come and go, and how often.
  ///
  /// @param interval time between two updates (ms); 0 for never
  /// @param nearness how likely nodes become partners, or null for equally likely
  public static void set(
      Kernel kernel, boolean enabled, double interval, @Nullable Quantity<Scalar> nearness) {
    StructuralPlasticity growth = of(kernel);
    if (nearness == null) growth.withoutKernel();
    else growth.kernel(nearness);
    if (interval > 0) growth.updateInterval(Names.ms(interval));
    if (enabled && interval > 0) growth.enable();
    else growth.disable();
  }

  /// Refuses a value by which nodes cannot become partners.
  ///
  /// @throws myelin.engine.base.BadInput if it is drawn, or of the place of one node
  public static void requireKernel(Quantity<Scalar> nearness) {
    StructuralPlasticity.requireKernel(nearness);
  }

  /// Gives elements back that synapses had taken.
  public static void release(Kernel kernel, int[] sources, int[] targets, String pre, String post) {
    of(kernel).release(sources, targets, pre, post);
  }
}
