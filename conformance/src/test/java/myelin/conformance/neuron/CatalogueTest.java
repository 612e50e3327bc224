package myelin.conformance.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.Synapse;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;
import myelin.models.Models;
import myelin.node.NodeModel;
import myelin.value.FlagParameter;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Models have the parameters, defaults and recordables that NEST's have; `catalogue.json` holds
/// what NEST 3.10 says of itself.
class CatalogueTest {

  /// What NEST lists among the defaults and Myelin does not have, with the reason.
  private static final Map<String, String> NOT_PARAMETERS =
      Map.of(
          "available", "fill of NEST's memory pools",
          "capacity", "size of NEST's memory pools",
          "elementsize", "size of NEST's objects in memory",
          "instantiations", "nodes in NEST's memory pools",
          "synaptic_elements", "structural plasticity, which Myelin does not have",
          "events", "what was recorded; Simulator.events and Result.events give it",
          "has_delay", "constant property of NEST's synapse models",
          "requires_symmetric", "constant property of NEST's synapse models",
          "synapse_model", "name of the model; Synapse.name gives it",
          "weight_recorder", "in Myelin a recorder, not a number: Synapse.recordedBy");

  private static final String NO_ZEROS = "zeros, which NEST makes when a simulation begins";

  /// Defaults that differ, with the reason.
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "noise_generator.y_0",
          "cosine of an angle that is 0 at first; NEST computes it when a simulation begins",
          "correlation_detector.histogram",
          NO_ZEROS,
          "correlation_detector.histogram_correction",
          NO_ZEROS,
          "correlation_detector.count_histogram",
          NO_ZEROS,
          "correlomatrix_detector.covariance",
          NO_ZEROS,
          "correlomatrix_detector.count_covariance",
          NO_ZEROS,
          "correlospinmatrix_detector.count_covariance",
          NO_ZEROS);

  /// NEST writes the largest number for an end that never comes.
  private static final double NEVER = Double.MAX_VALUE;

  /// Parameters whose name means another quantity in another model.
  private static final Map<String, Unit> ELSEWHERE =
      Map.ofEntries(
          Map.entry("ignore_and_fire: phase", Unit.NONE),
          Map.entry("izhikevich: a", Unit.NONE),
          Map.entry("izhikevich: b", Unit.NONE),
          Map.entry("iaf_cond_exp_sfa_rr: q_sfa", Unit.NS),
          Map.entry("stdp_dopamine_synapse: b", Unit.NONE),
          Map.entry("stdp_dopamine_synapse: c", Unit.NONE),
          Map.entry("lin_rate_ipn: g", Unit.NONE),
          Map.entry("tanh_rate_ipn: g", Unit.NONE),
          Map.entry("ignore_and_fire: rate", Unit.NONE),
          Map.entry("lin_rate_ipn: rate", Unit.NONE),
          Map.entry("lin_rate_ipn: g_ex", Unit.NONE),
          Map.entry("lin_rate_ipn: g_in", Unit.NONE),
          Map.entry("siegert_neuron: mean", Unit.HZ),
          Map.entry("tanh_rate_ipn: rate", Unit.NONE),
          Map.entry("tanh_rate_ipn: theta", Unit.NONE),
          Map.entry("step_rate_generator: amplitude_values", Unit.NONE),
          Map.entry("sinusoidal_poisson_generator: amplitude", Unit.HZ),
          Map.entry("sinusoidal_gamma_generator: amplitude", Unit.HZ));

  private static final Map<String, Unit> UNITS = units();

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new LinkedHashMap<>();
    for (String name :
        List.of(
            "V_m",
            "E_L",
            "E_Na",
            "E_K",
            "E_ex",
            "E_in",
            "V_th",
            "V_reset",
            "V_min",
            "delta",
            "theta",
            "theta_plus",
            "theta_minus",
            "u_bar_plus",
            "u_bar_minus",
            "u_bar_bar",
            "V_T",
            "V_T_star",
            "V_act_NMDA",
            "V_old",
            "V_peak",
            "V_th_alpha_1",
            "V_th_alpha_2",
            "V_th_v",
            "E_rev",
            "E_rev_AMPA",
            "E_rev_NMDA",
            "E_rev_GABA_A",
            "E_rev_GABA_B",
            "E_rev_KNa",
            "E_rev_NaP",
            "E_rev_T",
            "E_rev_h",
            "E_rr",
            "E_sfa",
            "Delta_T",
            "Delta_V",
            "I_KNa",
            "I_NaP",
            "I_T",
            "I_h",
            "U_m",
            "alpha_1",
            "alpha_2",
            "omega",
            "arriving",
            "kept",
            "c",
            "d",
            "q_sfa",
            "theta_eq",
            "th_spike_add",
            "threshold",
            "threshold_spike",
            "threshold_voltage",
            "voltage_reset_add",
            "h")) {
      units.put(name, Unit.MV);
    }
    List<String> times =
        List.of(
            "tau_m",
            "dead_time",
            "tau_syn",
            "tau_syn_ex",
            "tau_syn_in",
            "tau_minus",
            "tau_minus_triplet",
            "tau_Ca",
            "t_ref",
            "t_spike",
            "start",
            "stop",
            "origin",
            "dt",
            "interval",
            "delay",
            "tau",
            "tau_plus",
            "tau_plus_triplet",
            "tau_psc",
            "tau_fac",
            "tau_rec",
            "tau_c",
            "tau_x",
            "tau_u_bar_plus",
            "tau_u_bar_minus",
            "tau_u_bar_bar",
            "delay_u_bars",
            "tau_n",
            "delta_tau",
            "tau_max",
            "Tstart",
            "Tstop",
            "spike_times",
            "amplitude_times",
            "rate_times",
            "pulse_times",
            "sdev",
            "ignore_and_spike_interval",
            "ignore_and_spike_offset",
            "refr_t",
            "held_t",
            "spike_t",
            "t_ref_abs",
            "t_ref_tot",
            "t_ref_remaining",
            "tau_1",
            "tau_2",
            "tau_D_KNa",
            "tau_Mg_fast_NMDA",
            "tau_Mg_slow_NMDA",
            "tau_decay",
            "tau_decay_AMPA",
            "tau_decay_NMDA",
            "tau_decay_GABA_A",
            "tau_decay_GABA_B",
            "tau_decay_ex",
            "tau_decay_in",
            "tau_rise",
            "tau_rise_AMPA",
            "tau_rise_NMDA",
            "tau_rise_GABA_A",
            "tau_rise_GABA_B",
            "tau_rise_ex",
            "tau_rise_in",
            "tau_rr",
            "tau_sfa",
            "tau_spike",
            "tau_stc",
            "tau_theta",
            "tau_v",
            "tau_w",
            "flush_event_send_interval");
    for (String name : times) units.put(name, Unit.MS);
    for (String name :
        List.of(
            "I_e",
            "amplitude",
            "amplitude_values",
            "mean",
            "std",
            "std_mod",
            "ASCurrents_sum",
            "I",
            "I_stc",
            "I_syn",
            "I_syn_ex",
            "I_syn_in",
            "asc_amps",
            "asc_init",
            "q_stc",
            "w",
            "b")) {
      units.put(name, Unit.PA);
    }
    for (String name : List.of("rate", "rate_values", "frequency", "rho")) units.put(name, Unit.HZ);
    for (String name :
        List.of(
            "g_L", "g_Na", "g_K", "g_Kv1", "g_Kv3", "g_ex", "g_in", "a", "g", "g_rr", "g_sfa",
            "q_rr")) units.put(name, Unit.NS);
    units.put("C_m", Unit.PF);
    units.put("phase", Unit.DEG);
    for (String name : List.of("weight", "Wmax", "Wmin")) units.put(name, Unit.WEIGHT);
    return units;
  }

  @TestFactory
  Stream<DynamicTest> nodesHaveTheDefaultsOfNest() {
    return nodes()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  try (Simulator sim = Simulator.builder().build()) {
                    var node = sim.create(NodeModel.named(e.getKey()));
                    requireDefaults(e.getKey(), e.getValue().get("defaults"), node::value);
                  }
                }));
  }

  @Test
  void staticSynapsesHaveTheDefaultsOfNest() {
    Model model = Synapse.model("static_synapse").model();
    requireDefaults(
        "static_synapse",
        Json.resource("catalogue.json").get("synapses").get("static_synapse"),
        name -> model.requireParameter(name).initial());
  }

  private interface Defaults {
    Object get(String parameter);
  }

  private static void requireDefaults(String model, JsonNode expected, Defaults actual) {
    expected
        .properties()
        .forEach(p -> {
          if (NOT_PARAMETERS.containsKey(p.getKey())) return;
          if (DIFFERENT.containsKey(model + "." + p.getKey())) return;
          Object wanted = Json.value(p.getValue());
          Object given = plain(actual.get(p.getKey()));
          if (p.getKey().matches("T?stop") && wanted.equals(NEVER))
            wanted = Double.POSITIVE_INFINITY;
          boolean bothEmpty = wanted instanceof double[] d && d.length == 0 && isEmpty(given);
          if (!bothEmpty) assertThat(given).as(p.getKey()).isEqualTo(wanted);
        });
  }

  private static Object plain(Object value) {
    if (value instanceof long[] whole) return Arrays.stream(whole).asDoubleStream().toArray();
    return value instanceof Number n ? (Object) n.doubleValue() : value;
  }

  private static boolean isEmpty(Object array) {
    return java.lang.reflect.Array.getLength(array) == 0;
  }

  @TestFactory
  Stream<DynamicTest> nodesHaveTheRecordablesOfNest() {
    return nodes()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  Model model = NodeModel.named(e.getKey()).model();
                  assertThat(model.recordables().stream().map(Recordable::name))
                      .containsExactlyInAnyOrder(Json.texts(e.getValue().get("recordables")));
                  assertThat(model.elementType())
                      .isEqualTo(e.getValue().get("element_type").stringValue());
                }));
  }

  private static Stream<Map.Entry<String, JsonNode>> nodes() {
    return Json.resource("catalogue.json").get("nodes").properties().stream();
  }

  @TestFactory
  Stream<DynamicTest> everyParameterHasANameOfItsKind() {
    return Models.all().stream()
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.parameters()) requireName(m, p);
                }));
  }

  @Test
  void everyModelHasAName() throws ReflectiveOperationException {
    for (Model model : Models.all()) {
      Object name = Names.class.getField(model.name()).get(null);
      assertThat(name instanceof Synapse s ? s.model() : ((NodeModel) name).model())
          .isSameAs(model);
    }
  }

  private static void requireName(Model model, ParameterSpec p) throws IllegalAccessException {
    if (p.kind() == ParameterSpec.Kind.NODE) return; // a method of Synapse sets it
    String what = model.name() + ": " + p.name();
    Field field;
    try {
      field = Names.class.getField(p.name());
    } catch (NoSuchFieldException e) {
      throw new AssertionError(what + " is not in Names", e);
    }
    Object name = field.get(null);
    switch (p.kind()) {
      case FLAG -> assertThat(name).as(what).isEqualTo(new FlagParameter(p.name()));
      case TEXT, TEXTS -> assertThat(name).as(what).isEqualTo(new TextParameter(p.name()));
      default -> {
        assertThat(name).as(what).isEqualTo(new QuantityParameter<>(p.name()));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> parametersAreInTheUnitsOfNest() {
    return Models.all().stream()
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.parameters()) {
                    if (p.name().equals("offset")) continue;
                    Unit expected =
                        ELSEWHERE.getOrDefault(
                            m.name() + ": " + p.name(), UNITS.getOrDefault(p.name(), Unit.NONE));
                    if (p.name().startsWith("y_")) continue;
                    assertThat(p.unit()).as(m.name() + ": " + p.name()).isEqualTo(expected);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> numbersThatAreSetCanBeReadBack() {
    return nodes()
        .map(e -> NodeModel.named(e.getKey()))
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () -> {
                  for (ParameterSpec p : m.model().parameters()) requireReadBack(m, p);
                }));
  }

  /// Parameters that can only be set together with others.
  private static final Set<String> TOGETHER =
      Set.of(
          "noise_generator: std_mod",
          "sinusoidal_gamma_generator: amplitude",
          "correlation_detector: delta_tau",
          "correlomatrix_detector: delta_tau",
          "correlospinmatrix_detector: delta_tau");

  private static void requireReadBack(NodeModel model, ParameterSpec p) {
    if (p.kind() != ParameterSpec.Kind.REAL || p.role() == ParameterSpec.Role.READ_ONLY) return;
    double value = p.initialNumber() + 0.5;
    boolean possible = Double.isFinite(value) && p.condition().allows(value);
    if (!possible || TOGETHER.contains(model.name() + ": " + p.name())) return;
    try (Simulator sim = Simulator.builder().build()) {
      double[] read = sim.create(model.with(p.name(), value), 3).get(p.name());
      assertThat(read).as(p.name()).containsExactly(value, value, value);
    }
  }
}
