package myelin;

import static myelin.Names.Hz;
import static myelin.Names.V_m;
import static myelin.Names.Wmax;
import static myelin.Names.dc_generator;
import static myelin.Names.deg;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.kHz;
import static myelin.Names.lin_rate_ipn;
import static myelin.Names.mV;
import static myelin.Names.mean;
import static myelin.Names.ms;
import static myelin.Names.nS;
import static myelin.Names.number;
import static myelin.Names.pA;
import static myelin.Names.pF;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.siegert_neuron;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static myelin.Names.tanh_rate_ipn;
import static myelin.Names.theta;
import static myelin.Names.vogels_sprekeler_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.value.Dimension;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {

  private static final List<Quantity<?>> ONE_OF_EACH =
      List.of(ms(1), mV(1), pA(1), pF(1), nS(1), Hz(1), deg(1));

  static Stream<Arguments> quantities() {
    List<Arguments> all = new ArrayList<>();
    for (Model m : Models.all()) {
      for (ParameterSpec p : m.parameters()) {
        if (!numeric(p) || p.unit() == Unit.WEIGHT) continue;
        all.add(Arguments.of(m, Named.of(p.name(), p)));
      }
    }
    return all.stream();
  }

  private static boolean numeric(ParameterSpec p) {
    return p.role() != ParameterSpec.Role.READ_ONLY
        && switch (p.kind()) {
          case REAL, INTEGER, REALS, INTEGERS -> true;
          default -> false;
        };
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void aQuantityInAnotherUnitIsRefusedWithBothUnits(Model model, ParameterSpec p) {
    for (Quantity<?> value : ONE_OF_EACH) {
      if (value.unit() == p.unit()) continue;
      String wanted = p.unit() == Unit.NONE ? "a pure number" : "measured in " + p.unit().symbol();
      assertThatThrownBy(() -> with(model, p.name(), value))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll(model.name(), p.name(), "is in " + value.unit().symbol(), wanted)
          .extracting(e -> ((BadInput) e).kind())
          .isEqualTo(BadInput.Kind.UNIT);
    }
  }

  /// By a name that takes any quantity, since models differ in what it measures.
  @Test
  void aNameOfSeveralDimensionsIsCheckedByTheModel() {
    assertThat(poisson_generator.with(rate, kHz(2)).toString()).contains("2000 Hz");
    assertThat(lin_rate_ipn.with(rate, number(2)).with(rate, 3).toString()).contains("rate=3");
    assertWrong(
        () -> poisson_generator.with(rate, ms(2)), "poisson_generator", "rate = 2 ms", "Hz");
    assertWrong(
        () -> poisson_generator.with(rate, 2), "poisson_generator", "rate = 2 is a pure", "Hz");
    assertWrong(() -> lin_rate_ipn.with(rate, Hz(2)), "lin_rate_ipn", "in Hz", "a pure number");
    assertWrong(() -> tanh_rate_ipn.with(theta, mV(2)), "tanh_rate_ipn", "in mV", "a pure number");
    assertWrong(
        () -> siegert_neuron.with(theta, number(2)), "siegert_neuron", "theta = 2 is a pure", "mV");
    assertWrong(() -> siegert_neuron.with(mean, mV(2)), "siegert_neuron", "mean", "in mV", "in Hz");
    try (var sim = Simulator.builder().build()) {
      var nodes = sim.create(poisson_generator).and(sim.create(lin_rate_ipn));
      assertWrong(() -> nodes.set(rate, Hz(2)), "lin_rate_ipn", "rate", "in Hz", "a pure number");
      assertWrong(
          () -> nodes.set(rate, number(2)), "poisson_generator", "rate = 2 is a pure", "Hz");
      assertThat(nodes.get(rate)).containsExactly(0, 0);
    }
  }

  /// A name that measures a time in one model and a frequency in another, as `tau` might.
  @Test
  void anotherModelMayMeasureAnotherThingByTheSameName() {
    var spec =
        new ParameterSpec(
            "tau",
            Unit.HZ,
            ParameterSpec.Kind.REAL,
            1.0,
            "pace",
            Condition.POSITIVE,
            ParameterSpec.Role.CONSTANT);
    var paced = new SynapseModel(new Model.Words("paced_synapse", "", ""), List.of(spec));
    var tau = new QuantityParameter<Dimension>("tau");
    assertThat(Synapse.of(paced).with(tau, Hz(3)).model()).isSameAs(paced);
    assertThat(vogels_sprekeler_synapse.with(tau, ms(3)).name()).startsWith("vogels");
    assertWrong(
        () -> Synapse.of(paced).with(tau, ms(3)), "paced_synapse", "tau = 3 ms is in ms", "Hz");
    assertWrong(
        () -> vogels_sprekeler_synapse.with(tau, Hz(3)), "vogels_sprekeler_synapse", "in Hz", "ms");
    assertWrong(
        () -> Synapse.of(paced).with(tau, 3), "paced_synapse", "tau = 3 is a pure number", "Hz");
  }

  private static void assertWrong(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.UNIT);
  }

  private static Object with(Model model, String parameter, Object value) {
    return model instanceof SynapseModel
        ? Synapse.model(model.name()).with(parameter, value)
        : NodeModel.named(model.name()).with(parameter, value);
  }

  @Test
  void unitsOfOtherSizeAreConverted() {
    assertThat(Names.s(2).number()).isEqualTo(2000);
    assertThat(Names.us(250).number()).isCloseTo(0.25, within(1e-15));
    assertThat(Names.V(-0.07).number()).isCloseTo(-70, within(1e-13));
    assertThat(Names.nA(1.5).number()).isEqualTo(1500);
    assertThat(Names.nA(1, 2).numbers()).containsExactly(1000, 2000);
    assertThat(Names.nF(0.25).number()).isEqualTo(250);
    assertThat(Names.kHz(2).number()).isEqualTo(2000);
    var sim = Simulator.builder().build();
    assertThat(sim.create(iaf_psc_alpha.with(V_m, Names.V(-0.0625))).get(V_m))
        .containsExactly(-62.5);
  }

  @Test
  void aWeightHasTheUnitOfTheTargetsReceptor() {
    var sim = Simulator.builder().build();
    var source = sim.create(Jumps.SPIKE);
    var current = sim.create(dc_generator);
    var alpha = sim.create(iaf_psc_alpha);
    var delta = sim.create(iaf_psc_delta);
    var parrot = sim.create(parrot_neuron);
    sim.connect(source, alpha, static_synapse.with(weight, pA(1)));
    sim.connect(source, delta, static_synapse.with(weight, mV(1)));
    sim.connect(source, parrot, static_synapse.with(weight, mV(1)));
    sim.connect(source, alpha.and(delta), static_synapse.with(weight, number(1)));
    sim.connect(current, alpha, static_synapse.with(weight, number(2)));
    requireRefused(sim, source, alpha, static_synapse.with(weight, mV(1)), "mV", "pA");
    requireRefused(sim, source, delta, static_synapse.with(weight, pA(1)), "pA", "mV");
    requireRefused(
        sim, source, delta, static_synapse.with(weight, nS(new double[] {1})), "nS", "mV");
    requireRefused(sim, source, alpha.and(delta), static_synapse.with(weight, pA(1)), "pA", "mV");
    requireRefused(sim, current, alpha, static_synapse.with(weight, pA(1)), "pA", "pure number");
    requireRefused(
        sim, source, alpha, static_synapse.with(weight, Names.normal(mV(1), mV(1))), "mV", "pA");
    assertThat(sim.synapses(static_synapse)).isEqualTo(6);
  }

  @Test
  void theLimitOfAWeightHasTheUnitOfTheWeight() {
    var sim = Simulator.builder().build();
    var neuron = sim.create(iaf_psc_alpha);
    var synapse = stdp_synapse.with(weight, pA(35));
    sim.connect(neuron, neuron, synapse.with(Wmax, pA(70)));
    sim.connect(neuron, neuron, synapse.with(Wmax, number(70)));
    var wrong = synapse.with(Wmax, mV(70));
    assertThatThrownBy(() -> sim.connect(neuron, neuron, wrong))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("stdp_synapse: Wmax", "is in mV", "iaf_psc_alpha takes pA");
    assertThatThrownBy(() -> stdp_synapse.with("Wmax", ms(1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("stdp_synapse: Wmax", "is in ms", "measured in mV, pA or nS");
  }

  /// From neurons and from devices, by rules and from lists, onto one model and onto several.
  @Test
  void theUnitOfAWeightIsComparedInEveryWayToConnect() {
    var sim = Simulator.builder().build();
    var alpha = sim.create(iaf_psc_alpha, 3);
    var delta = sim.create(iaf_psc_delta, 3);
    var exp = sim.create(iaf_psc_exp, 3);
    var noise = sim.create(poisson_generator);
    Synapse jump = static_synapse.with("weight", mV(1)).named("jump");
    Synapse current = static_synapse.with("weight", pA(1)).named("current");
    requireRefused(sim, noise, alpha, jump, "mV", "iaf_psc_alpha takes pA");
    requireRefused(sim, noise, delta, current, "pA", "iaf_psc_delta takes mV");
    requireRefused(sim, noise, exp, jump, "mV", "iaf_psc_exp takes pA");
    requireRefused(sim, delta, exp.and(delta), jump, "mV", "iaf_psc_exp takes pA");
    requireRefused(sim, alpha, exp, jump, "mV", "iaf_psc_exp takes pA");
    requireRefused(sim, sim.create(dc_generator), exp, jump.receptor(1), "mV", "pure number");
    assertRefused(
        () -> sim.connect(delta, alpha, fixed_indegree(2), jump), "mV", "iaf_psc_alpha takes pA");
    assertRefused(
        () -> sim.connect(alpha, delta, fixed_indegree(2), current),
        "pA",
        "iaf_psc_delta takes mV");
    assertRefused(
        () -> sim.connect(new int[] {4, 5}, new int[] {1, 1}, jump),
        "mV",
        "iaf_psc_alpha takes pA");
    assertRefused(() -> sim.connect(new int[] {1, 2}, 4, current), "pA", "iaf_psc_delta takes mV");
    assertThat(sim.synapses()).isEmpty();
  }

  /// The compiler refuses these; here they come by name.
  @Test
  void aWeightIsNeitherATimeNorACapacitance() {
    for (Quantity<?> wrong : List.of(ms(1), pF(1), Hz(1), deg(1), Names.normal(ms(1), ms(1)))) {
      assertRefused(
          () -> static_synapse.with("weight", wrong),
          "static_synapse",
          "is in " + wrong.unit().symbol(),
          "measured in mV, pA or nS");
    }
  }

  private static void assertRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("weight")
        .hasMessageContainingAll(words)
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.UNIT);
  }

  private static void requireRefused(
      Simulator sim, NodeCollection from, NodeCollection to, Synapse synapse, String... units) {
    assertRefused(() -> sim.connect(from, to, synapse), units);
  }

  @Test
  void delaysAreTimes() {
    assertThatThrownBy(() -> static_synapse.with("delay", mV(1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("static_synapse", "delay", "mV", "ms");
    assertThat(static_synapse.with(delay, ms(2)).toString()).contains("delay=2 ms");
  }
}
