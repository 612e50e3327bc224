package myelin.conformance.rule;

import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.distance;
import static myelin.Names.exponential;
import static myelin.Names.gamma;
import static myelin.Names.gaussian;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.number;
import static myelin.Names.pA;
import static myelin.Names.pos;
import static myelin.Names.source_pos;
import static myelin.Names.static_synapse;
import static myelin.Names.target_pos;
import static myelin.Names.um;
import static myelin.Names.uniform;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import myelin.space.Positions;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Place;
import myelin.value.Quantity;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Synapses that grow find partners by a kernel of places.
///
/// Each source has few elements and each target many, so that sources draw nearly independently,
/// and how often a pair is met is known.
class GrowthByDistanceTest {

  private static final int N = 150;
  private static final int AXONS = 20;
  private static final int DENDRITES = 2000;

  private static Map<String, Quantity<Scalar>> kernels() {
    Quantity<Length> x = target_pos(0).minus(source_pos(0));
    Map<String, Quantity<Scalar>> all = new LinkedHashMap<>();
    all.put("gaussian", gaussian(distance(), um(0), um(0.15)));
    all.put("exponential", exponential(distance(), um(0.1)).times(3));
    all.put("ring", gaussian(distance(), um(0.3), um(0.05)));
    all.put("linear", number(1).minus(distance().per(um(0.4))));
    all.put("aside", gaussian(x, um(0.2), um(0.1)));
    // Infinitely likely at a distance of 0, so that no largest value is known.
    all.put("gamma", gamma(distance(), 0.8, um(0.2)));
    return all;
  }

  static Collection<Quantity<Scalar>> values() {
    return kernels().values();
  }

  private static Positions places(int dimensions, boolean wrapped) {
    Quantity<Length> side = uniform(um(-0.5), um(0.5));
    Positions free =
        dimensions == 2
            ? Positions.random(N, 5, side, side).extent(new double[] {1, 1})
            : Positions.random(N, 5, side, side, side).extent(new double[] {1, 1, 1});
    return wrapped ? free.wrapped() : free;
  }

  private static Simulator network(int threads) {
    return Simulator.builder().seed(11).threads(threads).build();
  }

  private static StructuralPlasticity grow(
      Simulator sim, NodeCollection nodes, double axons, double dendrites, boolean autapses) {
    StructuralPlasticity growth = sim.structuralPlasticity();
    GrowingSynapse synapse =
        new GrowingSynapse(static_synapse.named("grown").elements("Axon", "Dendrite"));
    growth.synapses(Map.of("grown", autapses ? synapse : synapse.withoutAutapses()));
    SynapticElement still = SynapticElement.linear().growth_rate(0);
    growth.put(nodes, Map.of("Axon", still.z(axons), "Dendrite", still.z(dendrites)));
    growth.updateInterval(ms(10));
    growth.enable();
    return growth;
  }

  @TestFactory
  Stream<DynamicTest> distancesAreThoseOfTheory() {
    return kernels().entrySet().stream()
        .flatMap(kernel ->
            Stream.of(2, 3)
                .flatMap(d ->
                    Stream.of(false, true)
                        .map(wrapped ->
                            DynamicTest.dynamicTest(
                                "%s %dD %s".formatted(kernel.getKey(), d, wrapped),
                                () ->
                                    require(
                                        kernel.getValue(),
                                        places(d, wrapped),
                                        !kernel.getKey().equals("gamma"))))));
  }

  /// The distances of all pairs are sorted into 20 classes of equal expected numbers; chi^2 with 19
  /// degrees of freedom is above 50 once in 7000 times.
  private static void require(Quantity<Scalar> kernel, Positions places, boolean autapses) {
    double[] length = new double[N * N];
    double[] expected = expected(kernel, places, autapses, length);
    double[] found = new double[N * N];
    try (Simulator sim = network(2)) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, places);
      grow(sim, nodes, AXONS, DENDRITES, autapses).kernel(kernel);
      sim.simulate(ms(11));
      Connections all = sim.connections();
      for (int e = 0; e < all.size(); e++) {
        found[nodes.indexOf(all.source()[e]) * N + nodes.indexOf(all.target()[e])]++;
      }
    }
    double sum = Arrays.stream(expected).sum();
    assertThat(Arrays.stream(found).sum()).isEqualTo(sum);
    Integer[] order = new Integer[N * N];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(length[a], length[b]));
    double[] must = new double[20];
    double[] is = new double[20];
    double before = 0;
    for (int i : order) {
      if (expected[i] == 0) assertThat(found[i]).isZero();
      int group = (int) Math.min(19, before / sum * 20);
      must[group] += expected[i];
      is[group] += found[i];
      before += expected[i];
    }
    double chi2 = 0;
    for (int g = 0; g < 20; g++) {
      if (must[g] > 0) chi2 += (is[g] - must[g]) * (is[g] - must[g]) / must[g];
    }
    assertThat(chi2).isLessThan(50);
  }

  /// How often each pair is expected, in the order of sources.
  private static double[] expected(
      Quantity<Scalar> kernel, Positions places, boolean autapses, double[] length) {
    double[] p = new double[N * N];
    RandomStream none = new RandomStream(0);
    Place place = new Place();
    for (int s = 0; s < N; s++) {
      double sum = 0;
      for (int t = 0; t < N; t++) {
        for (int k = 0; k < places.dimensions(); k++) {
          place.source(k, places.at(k, s));
          place.target(k, places.at(k, t));
          place.away(k, Math.abs(places.displacement(k, places.at(k, s), places.at(k, t))));
        }
        length[s * N + t] = place.distance();
        if (s == t && !autapses) continue;
        p[s * N + t] = Math.max(0, kernel.draw(none, 0, place));
        sum += p[s * N + t];
      }
      for (int t = 0; t < N; t++) p[s * N + t] *= AXONS / sum;
    }
    return p;
  }

  /// Elements for which no pair is possible stay vacant; those of other kinds find partners.
  @Test
  void elementsTooFarFromAllOthersStayVacant() {
    double[][] at = {{0, 1, 10}, {0, 0, 0}};
    try (Simulator sim = network(1)) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, Positions.free(at));
      grow(sim, nodes, 1, 2, false).kernel(number(1).minus(distance().per(um(5))));
      sim.simulate(ms(11));
      assertThat(sim.connections().source()).containsExactlyInAnyOrder(1, 2);
      assertThat(sim.structuralPlasticity().z_connected(nodes, "Axon")).containsExactly(1, 1, 0);
    }
  }

  /// Neurons that fire at different rates grow and lose elements; synapses come and go.
  @Test
  void threadsDoNotMatter() {
    int[][][] found = new int[3][][];
    for (int threads = 1; threads <= 3; threads++) {
      try (Simulator sim = network(threads)) {
        NodeCollection nodes =
            sim.create(
                iaf_psc_alpha.with(I_e, pA(500).times(pos(0).per(um(1))).plus(pA(400))),
                places(2, true));
        StructuralPlasticity growth = sim.structuralPlasticity();
        growth.synapses(
            Map.of(
                "grown",
                new GrowingSynapse(
                    static_synapse
                        .with(delay, ms(1.5))
                        .named("grown")
                        .elements("Axon", "Dendrite"))));
        SynapticElement one = SynapticElement.gaussian().growth_rate(0.05).eta(0).eps(0.02).z(3);
        growth.put(nodes, Map.of("Axon", one, "Dendrite", one));
        growth.updateInterval(ms(15));
        growth.kernel(gaussian(distance(), um(0), um(0.1)));
        growth.enable();
        sim.simulate(ms(300));
        Connections all = sim.connections();
        found[threads - 1] = new int[][] {all.source(), all.target()};
      }
    }
    assertThat(found[0][0].length).isGreaterThan(N);
    assertThat(found[1]).isDeepEqualTo(found[0]);
    assertThat(found[2]).isDeepEqualTo(found[0]);
  }

  @Test
  void aKernelIsTakenAway() {
    try (Simulator sim = network(1)) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, 5);
      StructuralPlasticity growth = grow(sim, nodes, 3, 3, true);
      growth.kernel(gaussian(distance(), um(0), um(1)));
      assertThat(growth.kernel()).isPresent();
      growth.withoutKernel();
      assertThat(growth.kernel()).isEmpty();
      sim.simulate(ms(11));
      assertThat(sim.connections().size()).isEqualTo(15);
    }
  }

  @Test
  void whatCannotBeAKernelIsRefused() {
    try (Simulator sim = network(1)) {
      StructuralPlasticity growth = sim.structuralPlasticity();
      Quantity<Scalar> drawn = exponential(distance(), um(1)).times(uniform(0.2, 0.8));
      refused(() -> growth.kernel(drawn), "cannot be drawn");
      refused(() -> growth.kernel(um(1, 2).per(um(1))), "give one value");
      refused(() -> growth.kernel(pos(0).per(um(1))), "is used between nodes");
      assertThat(growth.kernel()).isEmpty();
    }
  }

  @Test
  void nodesThatDoNotFitAKernelAreRefusedBeforeTheSimulation() {
    double[][] at = {{0, 1, 1}, {0, 0, 0}};
    try (Simulator sim = network(1)) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, Positions.free(at));
      StructuralPlasticity growth = grow(sim, nodes, 3, 3, false);
      growth.kernel(distance(2).per(um(1)));
      refused(() -> sim.simulate(ms(11)), "needs 3 dimensions");
      Quantity<Scalar> infinite = gamma(distance(), 0.8, um(1)); // where the distance is 0
      growth.kernel(infinite);
      refused(() -> sim.simulate(ms(11)), "is Infinity for nodes 2 and 3");
      growth.kernel(number(1).plus(infinite).minus(infinite));
      refused(() -> sim.simulate(ms(11)), "is NaN for nodes 2 and 3");
      growth.kernel(gaussian(distance(), um(0), um(1)));
      NodeCollection nowhere = sim.create(iaf_psc_alpha, 1);
      growth.put(nowhere, Map.of("Axon", SynapticElement.linear()));
      refused(() -> sim.simulate(ms(11)), "node 4, a source of grown, has no place");
      assertThat(sim.time()).isZero();
      assertThat(sim.connections().size()).isZero();
      growth.put(nowhere, Map.of());
      sim.simulate(ms(11));
      assertThat(sim.connections().size()).isEqualTo(9);
    }
  }

  /// As `grow`, with elements that come and go, and synapses by place.
  private static NodeCollection growing(Simulator sim, Quantity<Scalar> kernel) {
    NodeCollection nodes = sim.create(iaf_psc_alpha, places(2, true));
    nodes.set(I_e, pA(400));
    Synapse synapse =
        static_synapse
            .with(weight, exponential(distance(), um(0.2)).times(uniform(1, 2)))
            .with(delay, ms(1).plus(ms(2).times(distance().per(um(1)))));
    StructuralPlasticity growth = sim.structuralPlasticity();
    growth.synapses(
        Map.of(
            "grown",
            new GrowingSynapse(synapse.named("grown").elements("Axon", "Dendrite"))
                .withoutAutapses()));
    SynapticElement one = SynapticElement.gaussian().growth_rate(0.05).eta(0).eps(0.02).z(3);
    growth.put(nodes, Map.of("Axon", one, "Dendrite", one));
    growth.updateInterval(ms(15));
    growth.kernel(kernel);
    growth.enable();
    return nodes;
  }

  private static double[][] synapses(Simulator sim) {
    Connections all = sim.connections();
    return new double[][] {
      Arrays.stream(all.source()).asDoubleStream().toArray(),
      Arrays.stream(all.target()).asDoubleStream().toArray(),
      all.weight(),
      all.delay(),
      sim.nodes().get(V_m)
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void aNetworkThatIsSavedGoesOnToTheSameBits(Quantity<Scalar> kernel, @TempDir Path folder) {
    Path file = folder.resolve("network");
    double[][] whole;
    try (Simulator sim = network(2)) {
      growing(sim, kernel);
      sim.simulate(ms(100));
      sim.save(file);
      double[][] before = synapses(sim);
      sim.simulate(ms(100));
      whole = synapses(sim);
      assertThat(whole).isNotEqualTo(before);
    }
    try (Simulator sim = Simulator.load(file)) {
      assertThat(sim.structuralPlasticity().kernel()).get().hasToString(kernel.toString());
      sim.simulate(ms(100));
      assertThat(synapses(sim)).isDeepEqualTo(whole);
    }
  }

  @Test
  void weightsAndDelaysFollowPlaces() {
    try (Simulator sim = network(1)) {
      growing(sim, gaussian(distance(), um(0), um(0.2)));
      sim.simulate(ms(31));
      Connections all = sim.connections();
      assertThat(all.size()).isGreaterThan(N);
      double[] distances = sim.distances(all.source(), all.target());
      for (int e = 0; e < distances.length; e++) {
        double least = Math.exp(-distances[e] / 0.2);
        assertThat(all.weight()[e]).isBetween(least * (1 - 1e-6), 2 * least * (1 + 1e-6));
        // to the step of 0.1 ms that is nearest, after rounding to 1 us
        assertThat(all.delay()[e]).isCloseTo(1 + 2 * distances[e], within(0.0506));
      }
    }
  }

  @Test
  void synapsesByPlaceNeedPlaces() {
    try (Simulator sim = network(1)) {
      NodeCollection nowhere = sim.create(iaf_psc_alpha, 3);
      StructuralPlasticity growth = grow(sim, nowhere, 2, 2, true);
      Synapse far = static_synapse.named("far").elements("Axon", "Dendrite");
      growth.synapses(Map.of("far", new GrowingSynapse(far.with(weight, distance(1).per(um(1))))));
      refused(() -> sim.simulate(ms(11)), "node 1, a source, has no place");
      refused(
          () ->
              growth.synapses(
                  Map.of("far", new GrowingSynapse(far.with(weight, pos(1).per(um(1)))))),
          "is used between nodes");
      assertThat(sim.time()).isZero();
      growth.disable();
      sim.simulate(ms(11));
      assertThat(sim.connections().size()).isZero();
    }
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatExceptionOfType(BadInput.class).isThrownBy(call).withMessageContaining(words);
  }
}
