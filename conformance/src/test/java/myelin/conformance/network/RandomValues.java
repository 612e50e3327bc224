package myelin.conformance.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import myelin.Names;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.Unit;
import myelin.engine.declare.Fields;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;
import myelin.engine.device.DeviceModel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeCollection;

/// Parameters, rules and synapses that a random program uses: mostly valid, sometimes not.
final class RandomValues {

  /// The fraction of values that are not valid.
  private static final double WRONG = 0.02;

  /// Recorders of random programs write no files.
  private static final Set<String> LEFT_OUT =
      Set.of("record_to", "receptor_type", "n_events", "precision", "ignore_and_spike");

  static final List<Model> NEURONS =
      Models.all().stream().filter(m -> m instanceof NeuronModel).toList();

  /// Devices that send, including those that count as neurons.
  static final List<Model> STIMULATORS =
      Models.all().stream()
          .filter(m -> m instanceof DeviceModel && m.elementType().matches("stimulator|neuron"))
          .toList();

  static final List<Model> RECORDERS = ofType("recorder");
  static final List<Model> THIRD = ofType("other");
  private static final List<Model> SYNAPSES = ofType("synapse");

  private final RandomWorld world;
  private final Pick pick;

  /// Whether the rule is one in both directions.
  private boolean both;

  RandomValues(RandomWorld world, Pick pick) {
    this.world = world;
    this.pick = pick;
  }

  private static List<Model> ofType(String type) {
    return Models.all().stream().filter(m -> m.elementType().equals(type)).toList();
  }

  /// What can be set of a model.
  static List<ParameterSpec> settable(Model model) {
    return model.parameters().stream()
        .filter(p -> p.role() != ParameterSpec.Role.READ_ONLY && !LEFT_OUT.contains(p.name()))
        .toList();
  }

  /// A value for a parameter of `n` nodes or synapses; no arrays if `n` is negative.
  Said value(ParameterSpec p, int n) {
    if (pick.chance(WRONG)) {
      return Said.of(
          pick.of(
              (Object) Double.NaN, Double.POSITIVE_INFINITY, -1e300, "text", true, Names.deg(1)));
    }
    return switch (p.kind()) {
      case FLAG -> Said.of(pick.chance(0.5));
      case TEXT -> Said.of(p.choices().isEmpty() ? "x" : pick.of(p.choices()));
      case TEXTS -> Said.of(recordable());
      case INTEGERS -> Said.list(pick.below(5), i -> 1 + pick.below(9));
      case REALS -> list(p);
      case INTEGER -> Said.of(pick.below(3));
      case REAL -> real(p, n);
      case MAPS -> Said.of(maps(p));
      case NODE -> Said.of(1);
    };
  }

  /// Elements of which each hangs on one before, or stands on the first.
  private List<Map<String, Object>> maps(ParameterSpec p) {
    Fields fields = Objects.requireNonNull(p.fields());
    List<Map<String, Object>> all = new ArrayList<>();
    for (int n = 1 + pick.below(4); all.size() < n; ) {
      int[] own = new int[fields.structure().size()];
      Map<String, Object> one = new LinkedHashMap<>();
      for (int f = 0; f < own.length; f++) {
        ParameterSpec field = fields.structure().get(f);
        boolean hangs = field.condition().allows(-1);
        if (field.isChoice()) own[f] = pick.below(field.choices().size());
        else if (hangs) own[f] = all.isEmpty() ? -1 : pick.below(all.size());
        one.put(field.name(), field.isChoice() ? field.choices().get(own[f]) : (Object) own[f]);
      }
      Map<String, Object> numbers = new LinkedHashMap<>();
      for (ParameterSpec number : fields.numbers(own)) {
        if (pick.chance(0.3)) numbers.put(number.name(), number(number));
      }
      one.put(Fields.NUMBERS, numbers);
      all.add(one);
    }
    return all;
  }

  private String recordable() {
    List<Recordable> all = pick.of(NEURONS).recordables();
    return all.isEmpty() ? "V_m" : pick.of(all).name();
  }

  private Said list(ParameterSpec p) {
    int n = pick.below(7);
    double[] ascending = new double[n];
    int tenths = 0;
    for (int i = 0; i < n; i++) {
      tenths += pick.below(40) + 1;
      ascending[i] = tenths / 10.0;
    }
    return Said.list(n, i -> p.unit() == Unit.MS ? ascending[i] : pick.between(-1, 3));
  }

  private Said real(ParameterSpec p, int n) {
    if (n > 0 && pick.chance(0.15)) {
      return Said.list(pick.chance(0.1) ? n + 1 : n, i -> number(p));
    }
    double a = number(p);
    double b = number(p);
    if (!pick.chance(0.25) || a == b) return Said.of(a);
    return Said.uniform(Math.min(a, b), Math.max(a, b));
  }

  /// A number around the default.
  private double number(ParameterSpec p) {
    double initial = p.initialNumber();
    double near = Double.isFinite(initial) ? initial : 0;
    return switch (p.unit()) {
      case MV -> near + pick.between(-4, 4);
      case PA -> pick.between(p.name().equals("I_e") ? 300 : 0, 900);
      case HZ -> pick.between(0, 15_000);
      case MS -> near > 0 && pick.chance(0.9) ? pick.tenths(1, 40) : pick.tenths(0, 10);
      default -> near == 0 ? pick.between(0, 1) : near * pick.between(0.5, 1.5);
    };
  }

  /// A rule, written to the world's text as the third argument of connect; devices take few.
  ConnectionRule rule(boolean device) {
    String name = pick.chance(device ? 0.95 : 0.3) ? "all_to_all" : pick.of(ConnectionRule.names());
    boolean probability = name.contains("bernoulli");
    double number =
        pick.chance(WRONG)
            ? pick.of(-1.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY, 1e9)
            : probability
                ? pick.between(0, 0.6)
                : pick.below(name.equals("fixed_total_number") ? 60 : 7);
    ConnectionRule rule;
    boolean takesDrawn = name.matches("fixed_(in|out)degree|pairwise_.*");
    if (pick.chance(takesDrawn ? 0.2 : 0.01)) {
      var drawn = probability ? Names.uniform(0, 0.5) : Names.uniform_int(5);
      world.say("ConnectionRule.named(\"%s\", %s)".formatted(name, drawn));
      rule = ConnectionRule.named(name, drawn);
    } else {
      world.say("ConnectionRule.named(\"%s\", %s)".formatted(name, number));
      rule = ConnectionRule.named(name, number);
    }
    if (pick.chance(0.2)) {
      world.say(".withoutAutapses()");
      rule = rule.withoutAutapses();
    }
    if (pick.chance(0.2)) {
      world.say(".withoutMultapses()");
      rule = rule.withoutMultapses();
    }
    if (pick.chance(0.08)) {
      world.say(".symmetric()");
      both = true;
      rule = rule.symmetric();
    }
    if (pick.chance(0.1)) {
      int seed = pick.below(100);
      world.say(".seed(%d)".formatted(seed));
      rule = rule.seed(seed);
    }
    return rule;
  }

  /// A synapse, written to the world's text.
  ///
  /// @param source model of the first source
  /// @param n how many a call will make, if that is known, or a negative number
  Synapse synapse(Model source, int n) {
    List<Model> fitting = pick.chance(0.05) ? SYNAPSES : fitting(source);
    SynapseModel model = (SynapseModel) pick.of(fitting);
    if (pick.chance(0.3) && fitting.contains(Names.static_synapse.model())) {
      model = Names.static_synapse.model();
    }
    world.say(model.name());
    Synapse synapse = Synapse.model(model.name());
    if (pick.chance(0.85)) synapse = with(synapse, "weight", weight(n));
    if (pick.chance(0.6)) synapse = with(synapse, "delay", delay(n));
    for (int k = pick.below(2); k > 0 && !model.own().isEmpty(); k--) {
      ParameterSpec p = pick.of(model.own());
      synapse = with(synapse, p.name(), value(p, n));
    }
    if (pick.chance(0.04)) {
      int receptor = pick.below(3);
      world.say(".receptor(%d)".formatted(receptor));
      synapse = synapse.receptor(receptor);
    }
    if (pick.chance(0.1)) {
      world.say(".recordedBy(");
      NodeCollection recorder = world.nodes(pick, RECORDERS);
      world.say(")");
      synapse = synapse.recordedBy(recorder);
    }
    if (model.third().isPresent() && !pick.chance(WRONG)) {
      world.say(".modulatedBy(");
      NodeCollection third = world.nodes(pick, THIRD);
      world.say(")");
      synapse = synapse.modulatedBy(third.first(Math.min(1, third.size())));
    }
    if (pick.chance(0.4)) {
      String name = "s" + pick.below(4);
      world.say(".named(\"%s\")".formatted(name));
      synapse = synapse.named(name);
    }
    return synapse;
  }

  /// The synapse models that sources of a model send through.
  private static List<Model> fitting(Model source) {
    if (!source.elementType().equals("neuron")) return List.of(Names.static_synapse.model());
    return SYNAPSES.stream()
        .filter(m -> {
          var signal = ((SynapseModel) m).signal();
          if (!(source instanceof NeuronModel neuron)) return signal.isEmpty();
          return signal.isEmpty() ? neuron.spikes() : neuron.sends(signal.get());
        })
        .toList();
  }

  private Synapse with(Synapse synapse, String parameter, Said value) {
    if (synapse.model().parameter(parameter).isEmpty() && !pick.chance(WRONG)) return synapse;
    world.say(".with(\"%s\", %s)".formatted(parameter, value.text()));
    return synapse.with(parameter, value.value());
  }

  /// A weight for `n` synapses.
  Said weight(int n) {
    if (pick.chance(WRONG)) {
      return Said.of(
          pick.of((Object) Double.NaN, 1e39, Names.mV(1), Names.pA(1), Names.nS(2), "1"));
    }
    double scale = pick.of(1.0, 5.0, 40.0, 100.0, -20.0);
    if (n > 0 && pick.chance(0.2)) {
      return Said.list(pick.chance(0.1) ? n - 1 : n, i -> scale * pick.between(0, 1));
    }
    return switch (pick.below(7)) {
      case 0 -> Said.uniform(Math.min(0, scale), Math.max(0, scale));
      case 1 -> Said.normal(scale, pick.between(0.1, 30));
      case 2 -> Said.of(Names.normal(scale, 3));
      case 3 -> Said.of(0.0);
      default -> Said.of(scale);
    };
  }

  /// A delay for `n` synapses.
  Said delay(int n) {
    if (pick.chance(WRONG)) {
      return Said.of(pick.of((Object) 0.15, 0.0, -1.0, Double.NaN, 7000.0, Names.mV(1)));
    }
    if (n > 0 && pick.chance(0.2)) return Said.list(n, i -> pick.tenths(1, 40));
    return switch (pick.below(5)) {
      case 0 -> Said.uniform(0.5, pick.tenths(6, 50));
      case 1 -> Said.normal(2, 0.7);
      default -> Said.of(pick.tenths(1, 40));
    };
  }

  /// Parameters of a plastic synapse.
  List<ParameterSpec> plastic() {
    List<Model> all =
        SYNAPSES.stream().filter(m -> m instanceof SynapseModel s && s.plastic()).toList();
    return ((SynapseModel) pick.of(all)).own();
  }

  /// How many synapses a rule makes between neurons, if that is not drawn.
  OptionalLong count(
      ConnectionRule rule, NodeCollection sources, NodeCollection targets, long models) {
    long times = both ? 2 * models : models;
    String text = rule.toString();
    double number = number(text);
    if (Double.isNaN(number)) return OptionalLong.empty();
    long autapses =
        !text.contains("withoutAutapses")
            ? 0
            : rule.name().equals("one_to_one")
                ? IntStream.range(0, targets.size())
                    .filter(i -> sources.id(i) == targets.id(i))
                    .count()
                : Arrays.stream(sources.toArray()).filter(targets::contains).count();
    double made =
        switch (rule.name()) {
          case "all_to_all" -> (double) sources.size() * targets.size() - autapses;
          case "one_to_one" -> targets.size() - autapses;
          case "fixed_indegree" -> number * targets.size();
          case "fixed_outdegree" -> number * sources.size();
          case "fixed_total_number" -> number;
          default -> Double.NaN;
        };
    return Double.isNaN(made) ? OptionalLong.empty() : OptionalLong.of((long) (made * times));
  }

  /// The number in the parentheses of a rule; 0 if there is none, NaN if it is drawn.
  private static double number(String rule) {
    String inside = rule.substring(rule.indexOf('(') + 1, rule.indexOf(')'));
    if (inside.isEmpty()) return 0;
    return inside.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Double.parseDouble(inside)
        : Double.NaN;
  }

  /// Some of `n` places, ascending.
  int[] places(int n, double share) {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < n; i++) if (pick.chance(share)) some.add(i);
    return some.stream().mapToInt(i -> i).toArray();
  }
}
