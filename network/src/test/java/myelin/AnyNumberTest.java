package myelin;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.connect.DeviceConnections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.space.Layers;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Box;
import myelin.value.Dimension;
import myelin.value.FlagParameter;
import myelin.value.MapsParameter;
import myelin.value.Place;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever number is given to whatever public method: it works, or it is refused by a [BadInput]
/// that shows nothing of the program's internals, and then the network is as before and can be
/// simulated. What is made from such a number, for instance a rule, is then used, with the same
/// outcome.
@Timeout(60)
class AnyNumberTest {

  private static final double[] REALS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -1,
    0,
    1e308,
    -1e308,
    0x1p62,
    0.3
  };
  private static final int[] INTS = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1};
  private static final long[] LONGS = {
    Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, -1, 0
  };
  private static final Pattern INSIDE =
      Pattern.compile("java\\.|myelin\\.|Exception|[a-z]Error|@[0-9a-f]{4,}|\\[[DIJLF][@a-z]");

  private static final List<Class<?>> TYPES =
      List.of(
          Simulator.class,
          Builder.class,
          NodeCollection.class,
          Connections.class,
          DeviceConnections.class,
          NodeModel.class,
          Synapse.class,
          ConnectionRule.class,
          Positions.class,
          Mask.class,
          Names.class,
          Quantity.class,
          Result.class,
          Events.class);

  private static final List<String> PARAMETERS =
      List.of("V_m", "C_m", "weight", "delay", "receptor_type", "tau_plus", "n_receptors", "rate");

  @TempDir private static Path folder;

  /// A small network and what can be asked of it.
  private static final class Network {

    final Simulator sim = Simulator.builder().threads(2).data_path(folder).build();
    final NodeCollection neurons;
    final Connections synapses;
    final DeviceConnections devices;
    final Result result;
    final Events events;

    Network() {
      neurons = sim.create("iaf_psc_alpha", 2);
      sim.connect(neurons, neurons, Names.static_synapse.with("weight", 20.0));
      sim.connect(neurons, neurons, Names.stdp_synapse);
      NodeCollection noise = sim.create(Names.poisson_generator.with("rate", 9000.0), 1);
      sim.connect(noise, neurons, Names.static_synapse.with("weight", 300.0));
      NodeCollection recorder = sim.create("spike_recorder", 1);
      sim.connect(neurons, recorder);
      result = sim.simulate(20);
      events = sim.events(recorder);
      synapses = sim.connections();
      devices = sim.deviceConnections(sim.nodes(), sim.nodes(), "");
    }

    /// All that a refused call must leave as it is.
    List<Object> state() {
      List<Object> all = new ArrayList<>(List.of(sim.size(), sim.synapses(), sim.time()));
      for (String name : List.of("V_m", "C_m", "tau_m", "I_e")) {
        all.add(Arrays.hashCode(neurons.get(name)));
      }
      Connections now = sim.connections();
      all.add(Arrays.hashCode(now.weight()));
      all.add(Arrays.hashCode(now.delay()));
      DeviceConnections others = sim.deviceConnections(sim.nodes(), sim.nodes(), "");
      all.add(Arrays.hashCode(others.weight()));
      all.add(Arrays.hashCode(others.delay()));
      all.add(List.of(sim.min_delay(), sim.max_delay(), sim.spikeCount()));
      return all;
    }

    void simulates() {
      double before = sim.time();
      sim.simulate(3);
      assertThat(sim.time()).isEqualTo(before + 3);
      assertThat(neurons.get("V_m")).doesNotContain(Double.NaN);
    }
  }

  static Stream<Class<?>> types() {
    return TYPES.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void worksOrIsRefused(Class<?> type) {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(m -> m.getDeclaringClass().getPackageName().startsWith("myelin"))
            .filter(m -> !m.isBridge() && !m.getName().equals("equals"))
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    methods.forEach(m -> m.setAccessible(true)); // some are declared by classes of other rooms
    List<String> faults = new ArrayList<>();
    int refused = 0;
    Network network = new Network();
    for (Method method : methods) {
      for (int place = 0; place < method.getParameterCount(); place++) {
        for (String name : names(method)) {
          boolean pairs = method.toGenericString().contains("Synapse$Pairs");
          for (Object odd : pairs ? pairs() : odd(method.getParameterTypes()[place])) {
            List<Object> before = network.state();
            Object[] given = given(method, name, network);
            given[place] = odd;
            String outcome = attempt(method, network, given);
            String call = method.getName() + Arrays.deepToString(given);
            if (outcome.equals(REFUSED)) {
              refused++;
              if (!network.state().equals(before)) faults.add(call + " changed the network");
            } else {
              if (!outcome.isEmpty()) faults.add(call + ": " + outcome);
              network = new Network();
            }
          }
        }
      }
    }
    network.simulates();
    assertThat(String.join("\n", faults)).isEmpty();
    if (type != Result.class) assertThat(refused).isPositive();
  }

  private static final String REFUSED = "refused";

  /// Calls, and uses what comes back; returns what is wrong, [#REFUSED], or nothing.
  private static String attempt(Method method, Network network, Object... given) {
    try {
      Object made = method.invoke(target(method, network), given);
      if (made != null) use(made, network);
    } catch (InvocationTargetException e) {
      return judge(e.getCause());
    } catch (BadInput e) {
      return judge(e);
    } catch (ReflectiveOperationException | RuntimeException | AssertionError e) {
      return "afterwards " + judge(e);
    }
    return simulate(network);
  }

  /// A value that was accepted may drive a neuron out of all bounds, which a run reports; such a
  /// network cannot go on.
  private static String simulate(Network network) {
    try {
      network.simulates();
      return "";
    } catch (BadInput e) {
      String outcome = judge(e);
      return outcome.equals(REFUSED) ? "" : outcome;
    } catch (RuntimeException | AssertionError e) {
      return "simulating " + judge(e);
    }
  }

  private static String judge(@Nullable Throwable e) {
    if (!(e instanceof BadInput)) {
      StackTraceElement[] at = e == null ? new StackTraceElement[0] : e.getStackTrace();
      return e + " at " + Arrays.toString(Arrays.copyOf(at, Math.min(3, at.length)));
    }
    String message = String.valueOf(e.getMessage());
    boolean plain = !message.isBlank() && !INSIDE.matcher(message).find();
    return plain ? REFUSED : "says: " + message;
  }

  private static @Nullable Object target(Method method, Network network) {
    Class<?> type = method.getDeclaringClass();
    if (Modifier.isStatic(method.getModifiers())) return null;
    if (type == Builder.class) return Simulator.builder();
    return right(type, "", network);
  }

  /// Uses what was made from an odd number.
  private static void use(Object made, Network network) {
    switch (made) {
      case Quantity<?> v -> {
        try {
          network.neurons.set("V_m", v);
        } catch (BadInput e) {
          network.neurons.set("V_m", Names.mV(-70).plus(cast(v)));
        }
      }
      case ConnectionRule rule -> {
        network.sim.connect(network.neurons, network.neurons, rule);
        network.sim.build();
      }
      case Synapse s -> network.sim.connect(network.neurons, network.neurons, s);
      case NodeModel model -> network.sim.create(model, 1);
      case Connections c -> assertThat(c.weight()).hasSize(c.size());
      case DeviceConnections c -> assertThat(c.weight()).hasSize(c.size());
      case NodeCollection n -> assertThat(n.toArray()).hasSize(n.size());
      case Builder b -> {
        try (Simulator sim = b.build()) {
          sim.create("iaf_psc_alpha", 2);
          sim.simulate(sim.min_delay());
        }
      }
      default -> assertThat(made.toString()).isNotNull();
    }
  }

  @SuppressWarnings("unchecked")
  private static Quantity<Dimension.Voltage> cast(Quantity<?> v) {
    return (Quantity<Dimension.Voltage>) v;
  }

  /// The names that a method is called with: all names of parameters, or of rules, where it takes
  /// one with a value.
  private static List<String> names(Method method) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length == 2 && types[0] == String.class && types[1] != int.class) {
      return method.getDeclaringClass() == ConnectionRule.class
          ? ConnectionRule.names()
          : PARAMETERS;
    }
    return List.of(method.getName().equals("create") ? "iaf_psc_alpha" : "weight");
  }

  private static Object[] given(Method method, String name, Network network) {
    return Arrays.stream(method.getParameterTypes()).map(t -> right(t, name, network)).toArray();
  }

  /// A valid argument of a type.
  private static Object right(Class<?> type, String name, Network network) {
    if (type == double.class) return 1.0;
    if (type == int.class) return 1;
    if (type == long.class) return 1L;
    if (type == boolean.class) return false;
    if (type.isArray() && type.getComponentType() == Synapse.class) return new Synapse[0];
    Map<Class<?>, Object> all = new LinkedHashMap<>();
    all.put(double[].class, new double[] {1});
    all.put(int[].class, new int[] {1});
    all.put(String[].class, new String[] {"x"});
    all.put(LongBuffer.class, LongBuffer.allocate(2));
    all.put(DoubleBuffer.class, DoubleBuffer.allocate(2));
    all.put(String.class, name);
    all.put(Object.class, 1.0);
    all.put(Path.class, folder.resolve("file"));
    all.put(Map.class, Map.of());
    all.put(Map[].class, new Map<?, ?>[] {Map.of()});
    all.put(List.class, List.of(Map.of()));
    all.put(Quantity.class, Names.uniform(0.5, 1));
    all.put(QuantityParameter.class, Names.weight);
    all.put(FlagParameter.class, Names.precise_times);
    all.put(TextParameter.class, Names.record_from);
    all.put(MapsParameter.class, Names.compartments);
    all.put(Quantity[].class, new Quantity<?>[] {Names.um(1), Names.um(1)});
    all.put(Ids.class, Ids.range(1, 2));
    all.put(Layers.class, new Layers());
    all.put(Positions.class, Positions.grid(2, 2));
    all.put(Mask.class, Mask.circular(Names.um(1)));
    all.put(Place.class, new Place());
    all.put(Box.class, new Box());
    all.put(ConnectionRule.class, Names.all_to_all());
    all.put(Synapse.class, Names.static_synapse);
    all.put(NodeModel.class, Names.iaf_psc_alpha);
    all.put(Simulator.class, network.sim);
    all.put(NodeCollection.class, network.neurons);
    all.put(Connections.class, network.synapses);
    all.put(DeviceConnections.class, network.devices);
    all.put(Result.class, network.result);
    all.put(Events.class, network.events);
    all.put(myelin.engine.random.RandomStream.class, new myelin.engine.random.RandomStream(1));
    all.put(ModelRegistry.class, Models.registry());
    all.put(Model.class, Names.iaf_psc_alpha.model());
    all.put(Unit.class, Unit.MV);
    Object found = all.get(type);
    if (found == null) throw new AssertionError("the test has nothing to give for " + type);
    return found;
  }

  /// Odd lists of synapses to make.
  private static List<Object> pairs() {
    List<Object> all = new ArrayList<>();
    int[] first = {1};
    for (int[] ids : wholes()) {
      all.add(List.of(new Synapse.Pairs(ids, first, Names.static_synapse, "here")));
      all.add(List.of(new Synapse.Pairs(first, ids, Names.static_synapse, "here")));
    }
    for (int x : INTS) {
      Synapse odd = Names.static_synapse.receptor(x);
      all.add(List.of(new Synapse.Pairs(first, first, odd, "here")));
    }
    return all;
  }

  /// Odd values to give in place of an argument of a type; none for types without numbers.
  private static List<Object> odd(Class<?> type) {
    List<Object> all = new ArrayList<>();
    if (type == double.class) for (double x : REALS) all.add(x);
    if (type == int.class) for (int x : INTS) all.add(x);
    if (type == long.class) for (long x : LONGS) all.add(x);
    if (type == double[].class) all.addAll(arrays());
    if (type == int[].class) all.addAll(wholes());
    if (type == Object.class) all.addAll(objects());
    if (type == Map.class) all.addAll(maps());
    if (type == List.class) maps().forEach(m -> all.add(List.of(m)));
    if (type == Quantity.class) all.addAll(values());
    for (int x : INTS) {
      Synapse s = Names.static_synapse.receptor(x);
      if (type == Synapse.class) all.add(s);
      if (type == Synapse[].class) all.add(new Synapse[] {s});
    }
    return all;
  }

  private static List<double[]> arrays() {
    List<double[]> all = new ArrayList<>(List.of(new double[0], new double[] {1, Double.NaN}));
    for (double x : REALS) all.add(new double[] {x});
    return all;
  }

  private static List<int[]> wholes() {
    List<int[]> all = new ArrayList<>(List.of(new int[0], new int[] {1, 1}, new int[] {2, 1}));
    for (int x : INTS) all.add(new int[] {x});
    return all;
  }

  private static List<Quantity<?>> values() {
    List<Quantity<?>> all = new ArrayList<>(List.of(ms(), Names.numbers(1, Double.NaN)));
    for (double x : REALS) all.addAll(List.of(Names.number(x), ms(x)));
    all.add(Names.uniform(-1e308, 1e308));
    all.add(Names.normal(0, 1e308));
    all.add(Names.exponential(1e308));
    all.add(Names.lognormal(0, 1e3));
    all.add(Names.uniform_int(1L << 53));
    return all;
  }

  private static List<Object> objects() {
    List<Object> all = new ArrayList<>(values());
    all.addAll(arrays());
    all.addAll(wholes());
    for (double x : REALS) all.add(x);
    for (int x : INTS) all.add(x);
    for (long x : LONGS) all.addAll(List.of(x, new long[] {x}));
    all.addAll(List.of(new float[] {1}, new Object(), List.of(Double.NaN), Map.of(), 'x', "x"));
    return all;
  }

  private static List<Map<String, Object>> maps() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String name : PARAMETERS) {
      for (double x : REALS) all.add(Map.of(name, x));
      all.add(Map.of(name, new Object()));
    }
    return all;
  }
}
