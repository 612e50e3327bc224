package myelin.conformance.neuron;

import static myelin.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Frozen nodes. Equations that do not name the time are the same at any time, so a neuron that was
/// frozen for a while must do all that its twin does, as much later.
class FrozenTest {

  /// Neurons whose steps depend on nothing but their state and a constant current.
  static Stream<Model> autonomous() {
    return Models.all().stream()
        .filter(m -> m instanceof NeuronModel neuron && neuron.incomplete().isEmpty())
        .filter(m -> m.parameter("I_e").isPresent())
        .filter(m -> !m.name().matches("eprop.*|gif_.*|pp_.*|ht_neuron|.*_bw_2001.*"));
  }

  private static List<Double> state(Model model, NodeCollection neurons, int i) {
    NodeCollection one = neurons.slice(i, i + 1);
    List<Double> all = new ArrayList<>();
    for (ParameterSpec p : model.parameters()) {
      boolean number = p.kind() == ParameterSpec.Kind.REAL;
      if (p.role() != ParameterSpec.Role.STATE || !number || p.name().equals("Ca")) continue;
      all.add(one.get(p.name())[0]);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("autonomous")
  void aNeuronGoesOnWhereItWas(Model model) {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection twins = sim.create(NodeModel.named(model.name()).with("I_e", 600), 2);
      NodeCollection second = twins.last(1);
      sim.simulate(5);
      second.set(frozen, true);
      List<Double> before = state(model, twins, 1);
      sim.simulate(4);
      List<Double> first = state(model, twins, 0);
      sim.simulate(3.3);
      assertThat(state(model, twins, 1)).isEqualTo(before);
      second.set(frozen, false);
      sim.simulate(4);
      assertThat(state(model, twins, 1)).isEqualTo(first).isNotEqualTo(before);
    }
  }

  @Test
  void othersOfTheBlockAreNotDisturbed() {
    double[][] heard = new double[2][];
    for (int k = 0; k < 2; k++) {
      try (Simulator sim = Simulator.builder().threads(2).seed(3).build()) {
        NodeCollection neurons = sim.create(iaf_cond_exp, 300);
        NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(9000)), 1);
        sim.connect(noise, neurons, static_synapse.with("weight", 6));
        NodeCollection recorder = sim.create(spike_recorder, 1);
        sim.connect(neurons.slice(0, 300, 2), recorder);
        NodeCollection others = neurons.slice(1, 300, 2);
        sim.simulate(20);
        if (k == 1) others.set(frozen, true);
        sim.simulate(30);
        if (k == 1) others.set(frozen, false);
        sim.simulate(20);
        heard[k] = sim.spikes(recorder).times();
      }
    }
    assertThat(heard[0]).hasSizeGreaterThan(50).isEqualTo(heard[1]);
  }

  @Test
  void nodesAreCreatedFrozen() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection neurons = sim.create(iaf_psc_exp.with(I_e, pA(500)).with(frozen, true), 2);
      neurons.first(1).set("frozen", false);
      assertThat(neurons.get("frozen")).containsExactly(0, 1);
      assertThat(neurons.last(1).value("frozen")).isEqualTo(true);
      sim.simulate(1);
      assertThat(neurons.get(V_m)[0]).isGreaterThan(-70);
      assertThat(neurons.get(V_m)[1]).isEqualTo(-70);
    }
  }

  @Test
  void whatCannotBeFrozenIsRefused() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection nodes = sim.create(iaf_psc_exp, 1).and(sim.create(multimeter, 1));
      assertThatThrownBy(() -> nodes.set(frozen, true))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "node 2: multimeter cannot be frozen; set its stop, or freeze the nodes that it samples");
      assertThat(nodes.get("frozen")).containsExactly(0, 0);
      assertThatThrownBy(() -> sim.create(multimeter.with(frozen, true), 1))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("cannot be frozen");
      assertThatThrownBy(() -> nodes.first(1).set("frozen", 1))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("frozen");
      assertThat(sim.size()).isEqualTo(2);
    }
  }
}
