package myelin;

import static myelin.Names.V_m;
import static myelin.Names.all_to_all;
import static myelin.Names.delay;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.number;
import static myelin.Names.pA;
import static myelin.Names.poisson_generator;
import static myelin.Names.record_to;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import myelin.space.Positions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After a run has failed, every call that would change the network says so and changes nothing,
/// and what was recorded can be read.
class BrokenNetworkTest {

  /// Methods that only look, or end the network.
  private static final Set<String> LOOKS =
      Set.of(
          "builtConnections",
          "connections",
          "deviceConnections",
          "footprint",
          "left",
          "live",
          "stop",
          "time",
          "size",
          "nodes",
          "install",
          "synapse",
          "models",
          "off_grid_spiking",
          "synapses",
          "min_delay",
          "max_delay",
          "sliceBegin",
          "tablesVersion",
          "collectSamplesLater",
          "spikeCount",
          "ownSpikeCount",
          "ranks",
          "gatherEvents",
          "distances",
          "resolution",
          "timers",
          "toString",
          "filenames",
          "filename",
          "events",
          "spikes",
          "close");

  @TempDir private Path folder;

  /// A network that has recorded spikes to memory and to a file, and was then broken by rates that
  /// feed each other until they are not numbers any more.
  private Simulator broken() {
    Simulator sim = Simulator.builder().threads(2).data_path(folder).build();
    var source = sim.create(spike_generator.with(spike_times, ms(1, 2, 3)));
    var cells = sim.create(iaf_psc_alpha, 3);
    var memory = sim.create(spike_recorder);
    var file = sim.create(spike_recorder.with(record_to, "ascii"));
    var noise = sim.create(poisson_generator);
    sim.connect(source, memory.and(file));
    sim.connect(cells, cells, static_synapse.with(weight, pA(2)));
    sim.connect(noise, cells);
    var rates = sim.create("lin_rate_ipn", 2);
    var late = Synapse.model("rate_connection_delayed").with(weight, Names.number(1e20));
    sim.connect(rates, rates, all_to_all(), late.with(delay, ms(1)));
    assertThatThrownBy(() -> sim.simulate(100)).isInstanceOf(BadInput.class);
    assertThat(sim.time()).isGreaterThanOrEqualTo(3);
    return sim;
  }

  private Map<String, ThrowingCallable> changes(Simulator sim) {
    NodeCollection cells = sim.nodes(2, 3);
    Connections synapses = sim.connections(cells, cells);
    DeviceConnections drives = sim.deviceConnections(sim.nodes(), cells, "");
    assertThat(synapses.size()).isEqualTo(4);
    assertThat(drives.size()).isEqualTo(2);
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("require", () -> sim.require(Names.iaf_psc_alpha));
    calls.put("create", () -> sim.create(iaf_psc_alpha));
    calls.put("create 3", () -> sim.create(iaf_psc_alpha, Positions.grid(2, 2)));
    calls.put("create 2", () -> sim.create("spike_recorder", 2));
    calls.put("connect", () -> sim.connect(cells, cells));
    calls.put("connect 2", () -> sim.connect(new int[] {2}, new int[] {3}, static_synapse));
    calls.put("connect 4", () -> sim.connect(pairs(new int[] {2}, new int[] {3})));
    calls.put("connect 3", () -> sim.connect(new int[] {2, 3}, 3, static_synapse));
    calls.put("build", sim::build);
    calls.put("save", () -> sim.save(folder.resolve("network")));
    calls.put("checkpoint", () -> sim.checkpoint(folder.resolve("network"), ms(1), true));
    calls.put("seed", () -> sim.seed(7));
    calls.put("delays", () -> sim.delays(1, 2));
    calls.put("wfr", () -> sim.wfr(1e-5, 15, ms(1), 3));
    calls.put("prepare", sim::prepare);
    calls.put("recordTo", () -> sim.recordTo(folder, "other", true));
    calls.put("simulate", () -> sim.simulate(ms(1)));
    calls.put("simulate 2", () -> sim.simulate(-1));
    calls.put("requireWhole", sim::requireWhole);
    StructuralPlasticity growth = sim.structuralPlasticity();
    calls.put("structuralPlasticity enable", growth::enable);
    calls.put("structuralPlasticity disable", growth::disable);
    calls.put("structuralPlasticity updateInterval", () -> growth.updateInterval(ms(100)));
    calls.put("structuralPlasticity kernel", () -> growth.kernel(number(1)));
    calls.put("structuralPlasticity withoutKernel", growth::withoutKernel);
    calls.put("structuralPlasticity synapses", () -> growth.synapses(Map.of()));
    calls.put(
        "structuralPlasticity put", () -> growth.put(cells, Map.of("A", SynapticElement.linear())));
    calls.put("set", () -> cells.set(V_m, mV(-60)));
    calls.put("set a device", () -> sim.nodes(5).set("n_events", 0));
    calls.put("set synapses", () -> synapses.set("weight", 5));
    calls.put("set synapses anew", () -> synapses.set("delay", 2.0));
    calls.put("disconnect", synapses::disconnect);
    calls.put("set connections of devices", () -> drives.set("weight", 3));
    return calls;
  }

  private String look(Simulator sim) throws IOException {
    NodeCollection cells = sim.nodes(2, 3);
    Connections synapses = sim.connections(cells, cells);
    DeviceConnections drives = sim.deviceConnections(sim.nodes(), cells, "");
    try (Stream<Path> files = Files.list(folder)) {
      return Stream.of(
              sim.time(),
              sim.size(),
              sim.synapses(),
              sim.min_delay(),
              sim.max_delay(),
              sim.filenames(),
              sim.filename(sim.nodes(6)),
              Arrays.toString(cells.get(V_m)),
              Arrays.toString(synapses.weight()),
              Arrays.toString(synapses.delay()),
              Arrays.toString(drives.weight()),
              Arrays.toString(sim.events(sim.nodes(5)).times()),
              Arrays.toString(sim.spikes(sim.nodes(6)).times()),
              files.sorted().toList(),
              Files.readString(sim.filenames().getFirst()))
          .map(Object::toString)
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void eachChangeIsRefusedAndWhatWasRecordedCanBeRead() throws IOException {
    try (Simulator sim = broken()) {
      String before = look(sim);
      changes(sim)
          .forEach((name, call) ->
              assertThatThrownBy(call)
                  .as(name)
                  .isInstanceOf(BadInput.class)
                  .hasMessageContainingAll("network is broken", "lin_rate_ipn", "can be read")
                  .extracting(e -> ((BadInput) e).kind())
                  .isEqualTo(BadInput.Kind.BROKEN));
      assertThat(look(sim)).isEqualTo(before);
      assertThat(sim.events(sim.nodes(5)).times()).containsExactly(1, 2, 3);
      assertThat(sim.spikes(sim.nodes(6)).times()).containsExactly(1, 2, 3);
    }
  }

  /// A public method that is not known here would not be tried.
  @Test
  void allPublicMethodsAreKnownHere() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Method method : Simulator.class.getDeclaredMethods()) {
      boolean own = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
      if (own && !Modifier.isStatic(method.getModifiers())) names.add(method.getName());
    }
    try (Simulator sim = broken()) {
      Set<String> known = new TreeSet<>(LOOKS);
      for (String name : changes(sim).keySet()) known.add(name.split(" ", -1)[0]);
      known.removeAll(Set.of("set", "disconnect")); // of nodes and connections
      assertThat(names).isEqualTo(known);
    }
  }

  @Test
  void aFailureIsToldOncePerCallAndTheOthersAreUnharmed() {
    try (Simulator sim = broken();
        Simulator other = Simulator.builder().threads(1).build()) {
      assertThatThrownBy(() -> sim.simulate(1)).hasMessageContaining("Make a new network");
      other.create(iaf_psc_alpha);
      assertThat(other.simulate(1).duration()).isEqualTo(1);
      assertThat(List.of(sim.size(), other.size())).containsExactly(9, 1);
    }
  }

  private static List<Synapse.Pairs> pairs(int[] sources, int[] targets) {
    return List.of(new Synapse.Pairs(sources, targets, static_synapse, "here"));
  }
}
