package myelin.models.compartment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Fields;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Shape;

/// Neuron that is a tree of compartments; see [#MODEL].
public final class CmDefault extends Block {

  private static final String COMPARTMENTS = "compartments";
  private static final String RECEPTORS = "receptors";
  private static final List<String> TYPES = List.of("AMPA", "GABA", "NMDA", "AMPA_NMDA");
  private static final int EFFORT = 40;

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("cm_default")
          .words(
              "tree of compartments with ion channels and receptors",
              """
              Of each compartment, with its parent p and its children c,

                C_m dv/dt = g_L * (e_L - v) + g_C * (v_p - v) + sum_c g_C,c * (v_c - v)
                            + gbar_Na * m^3 * h * (e_Na - v) + gbar_K * n * (e_K - v) + I_syn + I_stim
                dx/dt     = 3.21 * (a_x(v) + b_x(v)) * (x_inf(v) - x)  for the gates x = m, h, n

              with the rates of Mainen and Sejnowski 1996, and of each receptor

                AMPA, GABA  I_syn = g * (e - v)
                NMDA        I_syn = g * (e - v) / (1 + 0.3 * exp(-0.1 * v))
                AMPA_NMDA   both, NMDA NMDA_ratio times, with one reversal potential
                g           weight times a difference of exponentials whose peak is 1.

              Compartments and receptors are lists of maps:

                compartments  [{"parent_idx": -1, "params": {"C_m": 1.0}}, {"parent_idx": 0}]
                receptors     [{"comp_idx": 1, "receptor_type": "AMPA", "params": {"tau_d_AMPA": 2.0}}]

              The first compartment is the root, with parent -1; each further one hangs on one before it.
              Potentials are in mV, times in ms, conductances and weights in uS, capacitances in nF,
              currents in nA, those of stimulators, too. Spikes go to the receptor whose place in the list
              is their receptor_type, currents to the compartment of that number, where they act in the
              step in which they arrive, one step sooner than in other models. Where v of the root reaches
              V_th from below the neuron fires; nothing is reset.

              Recordables, of compartment k: v_compk, m_Na_k, h_Na_k, n_K_k; of receptor r of type T: g_r_T_r
              and g_d_T_r, whose sum is g; AMPA_NMDA has them as AN_AMPA and AN_NMDA.

              In a step gates move on by their exponentials at the potential before it; then potentials do
              by the trapezoidal rule, where conductances are those after the step.

              Wybo et al. 2021 (doi:10.7554/eLife.60936), Mainen and Sejnowski 1996 (doi:10.1038/382363a0).
              """)
          .parameter("V_th", Unit.MV, -55, "threshold at the root", Condition.FINITE)
          .maps(COMPARTMENTS, compartment(), "compartments, the root first")
          .maps(RECEPTORS, receptor(), "receptors for spikes")
          .clock(false)
          .archive()
          .shaped(CmDefault::declare)
          .check(CmDefault::requireDifferentTimes)
          .block(CmDefault::new);

  private final Tree tree;
  private final double[][] v;
  private final Channels[] channels;
  private final Compartment[] coefficients;
  private final double[][] between;
  private final List<Site> sites = new ArrayList<>();
  private final Coefficient V_th = parameter("V_th");
  private final Coefficient one = coefficient(p -> 1);

  /// By compartment: whether any neuron of the block has such channels.
  private final boolean[] sodium;

  private final boolean[] potassium;
  private final double[] before = new double[LANES];

  /// The coefficients of a compartment.
  private record Compartment(
      Coefficient own,
      Coefficient kept,
      Coefficient leak,
      Coefficient g_C,
      Coefficient gbar_Na,
      Coefficient e_Na,
      Coefficient gbar_K,
      Coefficient e_K) {}

  /// A conductance of a receptor.
  ///
  /// @param receptor its number, which is that of its channel
  private record Site(
      int receptor, int compartment, Conductance g, Coefficient e, Coefficient share) {}

  private CmDefault(Shape shape) {
    int n = shape.length(COMPARTMENTS);
    tree = new Tree(IntStream.range(0, n).map(k -> parent(shape, k)).toArray(), LANES);
    v = new double[n][];
    channels = new Channels[n];
    coefficients = new Compartment[n];
    between = new double[n][];
    sodium = new boolean[n];
    potassium = new boolean[n];
    double[][] scratch = new double[3][LANES];
    for (int k = 0; k < n; k++) {
      v[k] = variable("v_comp" + k);
      channels[k] =
          new Channels(variable("m_Na_" + k), variable("h_Na_" + k), variable("n_K_" + k), scratch);
      coefficients[k] = coefficients(k);
    }
    for (int r = 0; r < shape.length(RECEPTORS); r++) addReceptor(shape, r, scratch[0]);
  }

  private static int parent(Shape shape, int k) {
    return shape.structure(COMPARTMENTS, k)[0];
  }

  private Compartment coefficients(int k) {
    String c = "%s[%d].".formatted(COMPARTMENTS, k);
    List<String> joints = new ArrayList<>(k == 0 ? List.of() : List.of(c + "g_C"));
    for (int child = k + 1; child < tree.size(); child++) {
      if (tree.parent(child) == k) joints.add("%s[%d].g_C".formatted(COMPARTMENTS, child));
    }
    return new Compartment(
        coefficient(p -> {
          double g = p.get(c + "g_L");
          for (String joint : joints) g += p.get(joint);
          return p.get(c + "C_m") / p.h() + g / 2;
        }),
        coefficient(p -> p.get(c + "C_m") / p.h() - p.get(c + "g_L") / 2),
        coefficient(p -> p.get(c + "g_L") * p.get(c + "e_L")),
        coefficient(p -> p.get(c + "g_C") / 2),
        parameter(c + "gbar_Na"),
        parameter(c + "e_Na"),
        parameter(c + "gbar_K"),
        parameter(c + "e_K"));
  }

  private void addReceptor(Shape shape, int r, double[] scratch) {
    int[] own = shape.structure(RECEPTORS, r);
    String type = TYPES.get(own[1]);
    Coefficient e = parameter("%s[%d].e_%s".formatted(RECEPTORS, r, type));
    for (String kind : kinds(type)) {
      boolean isBlocked = kind.equals("NMDA");
      String tau_r = "%s[%d].tau_r_%s".formatted(RECEPTORS, r, kind);
      String tau_d = "%s[%d].tau_d_%s".formatted(RECEPTORS, r, kind);
      String shown = shown(type, kind, r);
      Conductance g =
          new Conductance(
              new double[][] {decaying("g_r_" + shown), decaying("g_d_" + shown)},
              new Coefficient[] {
                coefficient(p -> StrictMath.exp(-p.h() / p.get(tau_r))),
                coefficient(p -> StrictMath.exp(-p.h() / p.get(tau_d)))
              },
              coefficient(p -> Conductance.norm(p.get(tau_r), p.get(tau_d))),
              isBlocked,
              scratch);
      boolean shared = type.equals("AMPA_NMDA") && isBlocked;
      Coefficient share = shared ? parameter("%s[%d].NMDA_ratio".formatted(RECEPTORS, r)) : one;
      sites.add(new Site(r, own[0], g, e, share));
    }
  }

  /// The conductances of a receptor of some type.
  private static List<String> kinds(String type) {
    return type.equals("AMPA_NMDA") ? List.of("AMPA", "NMDA") : List.of(type);
  }

  private static String shown(String type, String kind, int r) {
    return "%s%s_%d".formatted(type.equals("AMPA_NMDA") ? "AN_" : "", kind, r);
  }

  private static Fields compartment() {
    Condition any = Condition.FINITE;
    Condition positive = Condition.POSITIVE;
    Condition not_negative = Condition.NOT_NEGATIVE;
    return new Fields(
        List.of(
            Fields.structure(
                "parent_idx",
                List.of(),
                "number of the compartment that it hangs on, -1 for the root",
                new Condition(">= -1", k -> k >= -1))),
        Map.of(
            "",
            List.of(
                ParameterSpec.number("C_m", Unit.NONE, 1, "capacitance (nF)", positive),
                ParameterSpec.number(
                    "g_C", Unit.NONE, 0.01, "conductance to its parent (uS)", not_negative),
                ParameterSpec.number("g_L", Unit.NONE, 0.1, "leak conductance (uS)", not_negative),
                ParameterSpec.number("e_L", Unit.MV, -70, "reversal potential of the leak", any),
                ParameterSpec.number("v_comp", Unit.MV, -70, "potential", any)
                    .as(ParameterSpec.Role.STATE),
                ParameterSpec.number(
                    "gbar_Na", Unit.NONE, 0, "sodium conductance (uS)", not_negative),
                ParameterSpec.number("e_Na", Unit.MV, 50, "reversal potential of sodium", any),
                ParameterSpec.number(
                    "gbar_K", Unit.NONE, 0, "potassium conductance (uS)", not_negative),
                ParameterSpec.number(
                    "e_K", Unit.MV, -85, "reversal potential of potassium", any))));
  }

  private static Fields receptor() {
    Map<String, List<ParameterSpec>> numbers = new LinkedHashMap<>();
    for (String type : TYPES) {
      List<ParameterSpec> own = new ArrayList<>();
      double e = type.equals("GABA") ? -80 : 0;
      own.add(
          ParameterSpec.number("e_" + type, Unit.MV, e, "reversal potential", Condition.FINITE));
      for (String kind : kinds(type)) {
        double tau_d = kind.equals("AMPA") ? 3 : kind.equals("GABA") ? 10 : 43;
        own.add(
            ParameterSpec.number("tau_r_" + kind, Unit.MS, 0.2, "rise time", Condition.POSITIVE));
        own.add(
            ParameterSpec.number(
                "tau_d_" + kind, Unit.MS, tau_d, "decay time", Condition.POSITIVE));
      }
      if (type.equals("AMPA_NMDA")) {
        own.add(
            ParameterSpec.number(
                "NMDA_ratio", Unit.NONE, 2, "how many times NMDA counts", Condition.FINITE));
      }
      numbers.put(type, List.copyOf(own));
    }
    return new Fields(
        List.of(
            Fields.structure(
                "comp_idx",
                List.of(),
                "number of the compartment that it is on",
                new Condition(">= 0", k -> k >= 0)),
            Fields.structure("receptor_type", TYPES, "type", Condition.ANY)),
        numbers);
  }

  /// Channels 0, 1, ... are those of the receptors, then follow the currents of the compartments.
  private static void declare(NeuronModel.Builder b, Shape shape) {
    int n = shape.length(COMPARTMENTS);
    int receptors = shape.length(RECEPTORS);
    requireTree(shape);
    if (n == 0) b.incomplete("it has no compartments; set 'compartments'");
    for (int k = 0; k < n; k++) {
      String c = "%s[%d].".formatted(COMPARTMENTS, k);
      b.shows(c + "v_comp", "v_comp" + k, Unit.MV, "potential of compartment " + k)
          .recordable("m_Na_" + k, Unit.NONE, "activation of sodium in compartment " + k)
          .recordable("h_Na_" + k, Unit.NONE, "inactivation of sodium in compartment " + k)
          .recordable("n_K_" + k, Unit.NONE, "activation of potassium in compartment " + k);
    }
    for (int r = 0; r < receptors; r++) {
      String type = TYPES.get(shape.structure(RECEPTORS, r)[1]);
      for (String kind : kinds(type)) {
        String shown = shown(type, kind, r);
        b.recordable("g_r_" + shown, Unit.NONE, "rising part of receptor " + r + " (uS)")
            .recordable("g_d_" + shown, Unit.NONE, "decaying part of receptor " + r + " (uS)");
      }
      b.channel("spikes on receptor " + r, Content.WEIGHTS, Unit.NONE);
    }
    for (int k = 0; k < n; k++) {
      b.channel("current into compartment " + k, Content.CURRENT, Unit.NONE);
    }
    for (int r = 0; r < Math.max(n, receptors); r++) {
      int spikes = r < receptors ? r : Receptor.REFUSED;
      String type = r < receptors ? TYPES.get(shape.structure(RECEPTORS, r)[1]) : "current";
      int current = r < n ? receptors + r : Receptor.REFUSED;
      b.receptor(r, "%s %d".formatted(type, r), spikes, Receptor.REFUSED, current);
    }
  }

  private static void requireTree(Shape shape) {
    int n = shape.length(COMPARTMENTS);
    for (int k = 0; k < n; k++) {
      int parent = parent(shape, k);
      if (k == 0 ? parent == -1 : parent >= 0 && parent < k) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_COMPARTMENT,
          "cm_default: compartments[%d].parent_idx = %d is not allowed; it must be %s"
              .formatted(
                  k,
                  parent,
                  k == 0
                      ? "-1, since the first compartment is the root"
                      : "from 0 to %d, a compartment before it".formatted(k - 1)));
    }
    for (int r = 0; r < shape.length(RECEPTORS); r++) {
      int compartment = shape.structure(RECEPTORS, r)[0];
      if (compartment < n) continue;
      throw new BadInput(
          BadInput.Kind.UNKNOWN_COMPARTMENT,
          "cm_default: receptors[%d].comp_idx = %d is not allowed; there is no such compartment, but %d of them"
              .formatted(r, compartment, n));
    }
  }

  private static void requireDifferentTimes(NeuronModel.Values p) {
    for (int r = 0; r < p.shape().length(RECEPTORS); r++) {
      for (String kind : kinds(TYPES.get(p.shape().structure(RECEPTORS, r)[1]))) {
        double rise = p.get("%s[%d].tau_r_%s".formatted(RECEPTORS, r, kind));
        double decay = p.get("%s[%d].tau_d_%s".formatted(RECEPTORS, r, kind));
        if (rise != decay) continue;
        throw new BadInput(
            BadInput.Kind.VALUE,
            "receptors[%d]: tau_r_%s = %s ms must differ from tau_d_%s = %s ms"
                .formatted(r, kind, rise, kind, decay));
      }
    }
  }

  @Override
  protected int effort() {
    return 1 + EFFORT * tree.size();
  }

  /// A potential that is set settles the gates, too.
  @Override
  protected void write(int recordable, int i, double value) {
    super.write(recordable, i, value);
    channels[recordable / RECORDABLES].settle(i, value);
  }

  /// A compartment has so many recordables, of which the potential is the first.
  private static final int RECORDABLES = 4;

  @Override
  protected void derive(Derivation d) {
    for (int k = 0; k < tree.size(); k++) {
      between[k] = coefficients[k].g_C.each();
      sodium[k] = any(coefficients[k].gbar_Na);
      potassium[k] = any(coefficients[k].gbar_K);
    }
  }

  private boolean any(Coefficient gbar) {
    for (int i = 0; i < size(); i++) if (gbar.of(i) > 0) return true;
    return false;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    int n = size();
    if (tree.size() == 0) return;
    System.arraycopy(v[0], 0, before, 0, n);
    for (int k = 0; k < tree.size(); k++) collectMembrane(k, n);
    for (int k = 1; k < tree.size(); k++) collectJoint(k, tree.parent(k), n);
    for (int k = 0; k < tree.size(); k++) collectChannels(k, n);
    for (Site s : sites) {
      s.g.step(
          input.sums(s.receptor),
          v[s.compartment],
          s.e.each(),
          s.share.each(),
          tree.own[s.compartment],
          tree.known[s.compartment],
          n);
    }
    int currents = sites.isEmpty() ? 0 : sites.getLast().receptor + 1;
    for (int k = 0; k < tree.size(); k++) {
      double[] I_stim = input.arriving(currents + k);
      if (I_stim != null) add(I_stim, tree.known[k], n);
    }
    tree.solve(between, v, n);
    for (int i = 0; i < n; i++) {
      if (before[i] < V_th.of(i) && v[0][i] >= V_th.of(i)) fire(i, t, out);
    }
  }

  private void collectMembrane(int k, int n) {
    double[] own = coefficients[k].own.each();
    double[] kept = coefficients[k].kept.each();
    double[] leak = coefficients[k].leak.each();
    double[] known = tree.known[k];
    double[] v = this.v[k];
    System.arraycopy(own, 0, tree.own[k], 0, n);
    for (int i = 0; i < n; i++) known[i] = kept[i] * v[i] + leak[i];
  }

  private void collectJoint(int k, int parent, int n) {
    double[] g = between[k];
    double[] v = this.v[k];
    double[] above = this.v[parent];
    double[] known = tree.known[k];
    double[] right = tree.known[parent];
    for (int i = 0; i < n; i++) {
      double current = g[i] * (above[i] - v[i]);
      known[i] += current;
      right[i] -= current;
    }
  }

  private void collectChannels(int k, int n) {
    Compartment c = coefficients[k];
    double[] own = tree.own[k];
    double[] known = tree.known[k];
    if (sodium[k]) {
      channels[k].sodium(h(), v[k], c.gbar_Na.each(), c.e_Na.each(), own, known, n);
    }
    if (potassium[k]) {
      channels[k].potassium(h(), v[k], c.gbar_K.each(), c.e_K.each(), own, known, n);
    }
  }

  private static void add(double[] from, double[] to, int n) {
    for (int i = 0; i < n; i++) to[i] += from[i];
  }
}
