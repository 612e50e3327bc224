package myelin.conformance.synapse;

import static myelin.Names.volume_transmitter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Boundaries;
import myelin.conformance.harness.Look;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every parameter of every synapse model, at the boundaries of what its declaration allows, in
/// connect and in a change of synapses that exist: taken, read back, and simulated without a NaN;
/// or refused by a message that names model, parameter, value and what is allowed, with nothing
/// changed.
class SynapseParametersTest {

  private static Stream<DynamicTest> each(BiConsumer<SynapseModel, ParameterSpec> test) {
    return Models.all().stream()
        .filter(m -> m instanceof SynapseModel)
        .flatMap(m ->
            m.parameters().stream()
                .filter(p -> p.kind() == Kind.REAL || p.kind() == Kind.INTEGER)
                .filter(p -> p.role() != Role.READ_ONLY)
                .map(p ->
                    DynamicTest.dynamicTest(
                        m.name() + ": " + p.name(), () -> test.accept((SynapseModel) m, p))));
  }

  /// Two sources that fire and two targets, such as a synapse model connects.
  private static final class Network implements AutoCloseable {
    final Simulator sim;
    final NodeCollection sources;
    final NodeCollection targets;
    final NodeCollection third;
    final ConnectionRule rule;
    final Model model;

    Network(SynapseModel synapse) {
      boolean step = synapse.isOfOneStep();
      sim = Simulator.builder().threads(1).resolution(Names.ms(step ? 1 : 0.1)).build();
      boolean both = synapse.signal().equals(Optional.of(Signal.POTENTIAL));
      rule = both ? Names.one_to_one().symmetric() : Names.one_to_one();
      model =
          synapse.signal().isEmpty()
              ? target(synapse)
              : Models.all().stream()
                  .filter(m -> m instanceof NeuronModel n && takes(n, synapse))
                  .findFirst()
                  .orElseThrow();
      sources = sim.create(source(synapse, model), 2);
      targets = sim.create(model.name(), 2);
      third = synapse.third().isPresent() ? sim.create(volume_transmitter) : targets;
      if (synapse.signal().isPresent()) return;
      double[] times = step ? new double[] {1, 2, 4, 5} : new double[] {0.5, 1, 2.3, 3.9};
      sim.connect(
          sim.create(NodeModel.named("spike_generator").with("spike_times", times)), sources);
    }

    /// A model of neurons that provide what such synapses hear.
    private static Model target(SynapseModel synapse) {
      if (synapse.histories().isEmpty()) return Names.iaf_psc_alpha.model();
      return first(n -> synapse.histories().stream().allMatch(h -> n.history(h) >= 0));
    }

    private static boolean takes(NeuronModel n, SynapseModel synapse) {
      return n.signal().equals(synapse.signal()) && n.hears(synapse.signal().orElseThrow());
    }

    private static String source(SynapseModel synapse, Model target) {
      if (synapse.signal().isEmpty()) return "parrot_neuron";
      Signal sent = synapse.signal().get();
      boolean same = target instanceof NeuronModel n && n.sends(sent);
      return same ? target.name() : first(n -> n.sends(sent)).name();
    }

    private static Model first(Predicate<NeuronModel> test) {
      return Models.all().stream()
          .filter(m -> m instanceof NeuronModel n && test.test(n))
          .findFirst()
          .orElseThrow();
    }

    void connect(Synapse synapse) {
      boolean hears = synapse.model().third().isPresent();
      sim.connect(sources, targets, rule, hears ? synapse.modulatedBy(third) : synapse);
    }

    /// A synapse onto a receptor of the target's that takes spikes.
    Synapse synapse(SynapseModel named) {
      Synapse synapse = Synapse.model(named.name());
      if (!(model instanceof NeuronModel n) || n.signal().isPresent()) return synapse;
      boolean first = n.receptors().stream().anyMatch(r -> r.number() == 0);
      return first ? synapse : synapse.receptor(n.receptors().getFirst().number());
    }

    Connections found() {
      return sim.connections(sources, targets);
    }

    Map<String, Object> look() {
      Map<String, Object> all = Look.of(sim);
      Look.add(all, "target", sim, targets, model);
      Connections found = found();
      for (ParameterSpec p : found.size() == 0 ? List.<ParameterSpec>of() : own(found)) {
        all.put(p.name(), found.get(p.name()));
      }
      return all;
    }

    private static List<ParameterSpec> own(Connections found) {
      SynapseModel model = Synapse.model(found.synapse(0)).model();
      return model.own().stream().filter(model.parameters()::contains).toList();
    }

    void requireRun(String what) {
      try {
        sim.simulate(8);
      } catch (RuntimeException e) {
        if (e instanceof BadInput && e.getMessage().contains("cannot be integrated")) return;
        throw new AssertionError(what + " was taken, and then: " + e, e);
      }
      look()
          .forEach((name, value) -> {
            if (value instanceof double[] numbers) {
              assertThat(numbers).as("%s after %s", name, what).doesNotContain(Double.NaN);
            }
          });
    }

    @Override
    public void close() {
      sim.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> aNumberInConnectIsTakenOrRefused() {
    return each((model, p) -> {
      for (double number : Boundaries.of(p.condition())) {
        try (Network network = new Network(model)) {
          Map<String, Object> before = network.look();
          try {
            network.connect(network.synapse(model).with(p.name(), number));
          } catch (BadInput e) {
            requireWords(e, model, p, number);
            requireSame(before, network.look());
            continue;
          }
          requireAllowed(p, number);
          if (model.signal().isEmpty()) requireRead(network.found(), p, number);
          network.requireRun(p.name() + " = " + number);
        }
      }
    });
  }

  /// For one of two synapses; what cannot be changed at all is refused as such.
  @TestFactory
  Stream<DynamicTest> aNumberForSynapsesThatExistIsTakenOrRefused() {
    return each((model, p) -> {
      if (model.signal().isPresent()) return;
      for (double number : Boundaries.of(p.condition())) {
        try (Network network = new Network(model)) {
          network.connect(network.synapse(model));
          Map<String, Object> before = network.look();
          Connections found = network.found();
          double[] some = found.get(p.name());
          some[1] = number;
          try {
            found.set(p.name(), some);
          } catch (BadInput e) {
            boolean never =
                e.getMessage()
                    .matches(".*(cannot be changed|when you connect|one number for all).*");
            if (!never) requireWords(e, model, p, number);
            requireSame(before, network.look());
            continue;
          }
          requireAllowed(p, number);
          requireRead(network.found().at(1), p, number);
          network.requireRun(p.name() + " = " + number);
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> anotherTypeUnitOrLengthIsRefused() {
    return each((model, p) -> {
      boolean weight = p.unit() == Unit.WEIGHT;
      Synapse synapse = Synapse.model(model.name());
      for (Object wrong : new Object[] {"1", true, new Object(), List.of(1.0)}) {
        assertThatExceptionOfType(BadInput.class)
            .isThrownBy(() -> synapse.with(p.name(), wrong))
            .withMessageContainingAll(model.name(), p.name(), p.kind().text());
      }
      Boundaries.otherUnits(p)
          .forEach((unit, value) -> {
            if (weight && List.of("mV", "pA", "nS").contains(unit.symbol())) return;
            assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> synapse.with(p.name(), value))
                .withMessageContainingAll(model.name(), p.name(), "in " + unit.symbol());
          });
      for (int n : new int[] {0, 1, 3}) {
        double[] array = new double[n];
        Arrays.fill(array, p.initialNumber());
        try (Network network = new Network(model)) {
          Map<String, Object> before = network.look();
          assertThatExceptionOfType(BadInput.class)
              .isThrownBy(() -> network.connect(network.synapse(model).with(p.name(), array)))
              .withMessageContaining(p.name());
          requireSame(before, network.look());
        }
      }
    });
  }

  private static void requireSame(Map<String, Object> before, Map<String, Object> after) {
    assertThat(Look.difference(before, after)).as("changed by what was refused").isEmpty();
  }

  private static void requireAllowed(ParameterSpec p, double number) {
    assertThat(p.condition().allows(number)).as("%s = %s", p.name(), number).isTrue();
  }

  /// Weights that static synapses have for themselves are `float`s.
  private static void requireRead(Connections found, ParameterSpec p, double number) {
    assertThat(found.size()).isPositive();
    for (double read : found.get(p.name())) {
      if (p.name().equals("weight")) {
        assertThat(read).isIn(number, (double) (float) number);
      } else if (p.role() == Role.CONSTANT) {
        assertThat(read).as("%s = %s", p.name(), number).isEqualTo(number);
      }
    }
  }

  private static void requireWords(BadInput e, Model model, ParameterSpec p, double number) {
    String message = String.valueOf(e.getMessage());
    boolean receptor = p.name().equals("receptor_type");
    assertThat(message).contains(receptor ? "eceptor" : p.name());
    if (!receptor) assertThat(message).contains(model.name());
    assertThat(Boundaries.shows(message, number)).as("%s in: %s", number, message).isTrue();
    if (!p.condition().allows(number)) assertThat(message).contains(p.condition().text());
    else {
      assertThat(message)
          .matches(
              ".*(must|multiple of|whole number|is needed|at least|at most|it has|keeps its sign).*");
    }
  }
}
