package myelin.engine.plastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;

/// A synapse model: its declaration, and for a plastic one the rule by which weights change.
public final class SynapseModel extends Model {

  /// Parameters that every connection has, and that no rule of plasticity declares.
  private static final Set<String> COMMON =
      Set.of("weight", "delay", "receptor_type", "weight_recorder");

  /// In place of a model, for no synapses.
  public static final SynapseModel NONE =
      new SynapseModel(new Words("none", "", ""), List.of(), false, SynapseExtras.NONE);

  /// The parameter that labels synapses.
  public static final String LABEL = "synapse_label";

  /// The hidden parameter of synapses whose delays are no multiples of the resolution: by how much
  /// the delay is shorter than its steps (ms).
  public static final String EARLY = "early";

  private static final ParameterSpec EARLY_SPEC =
      new ParameterSpec(
          EARLY,
          Unit.MS,
          ParameterSpec.Kind.REAL,
          0.0,
          "by how much the delay is shorter than its steps",
          Condition.NOT_NEGATIVE,
          ParameterSpec.Role.STATE);

  private static final ParameterSpec LABEL_SPEC =
      new ParameterSpec(
          LABEL,
          Unit.NONE,
          ParameterSpec.Kind.INTEGER,
          -1L,
          "a number by which to find the synapse again, -1 for none",
          new Condition(">= 0, or -1 for none", v -> v >= -1),
          ParameterSpec.Role.STATE);

  private final Words words;
  private final boolean alike;
  private final SynapseExtras extras;
  private final List<ParameterSpec> own;
  private final List<ParameterSpec> columns;
  private final Optional<ParameterSpec> third;

  private SynapseModel(
      Words words, List<ParameterSpec> parameters, boolean alike, SynapseExtras extras) {
    super(words, parameters, extras.fastLoop());
    this.words = words;
    this.alike = alike;
    this.extras = extras;
    third = parameters.stream().filter(p -> p.kind() == ParameterSpec.Kind.NODE).findFirst();
    own =
        Stream.concat(parameters.stream(), extras.hidden().stream())
            .filter(p -> !COMMON.contains(p.name()) && p.kind() != ParameterSpec.Kind.NODE)
            .flatMap(p -> p.isList() ? elements(p).stream() : Stream.of(p))
            .toList();
    Stream<ParameterSpec> kept = extras.kept().stream().map(SynapseModel::column);
    columns = Stream.concat(own.stream(), kept).toList();
  }

  private static ParameterSpec column(String name) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        ParameterSpec.Kind.REAL,
        0.0,
        "kept by the rule",
        Condition.FINITE,
        ParameterSpec.Role.STATE);
  }

  private SynapseModel with(SynapseExtras changed) {
    return new SynapseModel(words, parameters(), alike, changed);
  }

  /// A model of synapses whose weights stay, with these parameters, `weight` and `delay` among
  /// them.
  public SynapseModel(Words words, List<ParameterSpec> parameters) {
    this(words, parameters, false, SynapseExtras.NONE);
  }

  /// A model of plastic synapses.
  ///
  /// @param parameters one of them may be a node, the third that synapses hear; lists, as long as
  ///   their defaults, are one for all
  /// @param alike whether all synapses of a model share the parameters of the rule, except for what
  ///   changes by itself, as in NEST's `_hom` models
  public SynapseModel(
      Words words, List<ParameterSpec> parameters, boolean alike, Supplier<Plasticity> rule) {
    this(words, parameters, alike, SynapseExtras.NONE.rule(rule));
  }

  /// A model of connections that carry a signal all the time; without a parameter `delay` at once.
  public SynapseModel(Words words, List<ParameterSpec> parameters, Signal signal) {
    this(words, parameters, false, SynapseExtras.NONE.signal(signal));
  }

  /// The same model, whose rule has a faster form of its inner loop.
  public SynapseModel fastLoop(FastLoop loop) {
    return with(extras.fastLoop(loop));
  }

  /// The same model, whose synapses hear what their targets leave under these names.
  public SynapseModel hearing(String... names) {
    return with(extras.histories(List.of(names)));
  }

  /// The same model, whose rule keeps numbers of each synapse under these names, besides its
  /// parameters; they begin at zero, and users do not see them.
  public SynapseModel keeping(String... names) {
    return with(extras.kept(List.of(names)));
  }

  /// The same model, for synapses whose delay is one step of the simulation.
  public SynapseModel ofOneStep() {
    return with(extras.ofOneStep());
  }

  /// Whether the delay of its synapses is one step of the simulation.
  public boolean isOfOneStep() {
    return extras.oneStep();
  }

  /// The same model, which is written in a text.
  ///
  /// @param aliases names that parameters have there, beside their own
  public SynapseModel written(String text, Map<String, String> aliases) {
    return with(extras.written(text, Map.copyOf(aliases)));
  }

  /// The same model, whose synapses have these further numbers that no user sees, and which begin
  /// as they are declared.
  public SynapseModel hiding(List<ParameterSpec> hidden) {
    return with(extras.hidden(List.copyOf(hidden)));
  }

  /// The same model, whose delays need not be multiples of the resolution.
  public SynapseModel withFineDelays() {
    return hiding(List.of(EARLY_SPEC));
  }

  /// Whether delays need not be multiples of the resolution.
  public boolean hasFineDelays() {
    return extras.hidden().contains(EARLY_SPEC);
  }

  /// The same model, whose synapses all have one weight.
  public SynapseModel withSharedWeight() {
    return with(extras.withSharedWeight());
  }

  /// The same model, whose weights may change their sign between their limits: its targets have one
  /// channel for both signs.
  public SynapseModel withAnySign() {
    return with(extras.withAnySign());
  }

  /// Whether weights may change their sign between their limits.
  public boolean hasAnySign() {
    return extras.anySign();
  }

  /// The same model, for parameters whose sum has a limit.
  public SynapseModel with(SumLimit limit) {
    return with(extras.sum(limit));
  }

  /// What limits a sum of parameters.
  public Optional<SumLimit> sum() {
    return extras.sum();
  }

  /// The same model under another name.
  public SynapseModel renamed(String name) {
    Words own = new Words(name, words.summary(), words.description());
    return new SynapseModel(own, parameters(), alike, extras);
  }

  /// The same model under another name, whose synapses have a label each, [#LABEL].
  public SynapseModel labelled(String name) {
    Words own = new Words(name, words.summary() + ", with a label", words.description());
    List<ParameterSpec> all = new ArrayList<>(parameters());
    all.add(LABEL_SPEC);
    return new SynapseModel(own, all, alike, extras);
  }

  /// Whether its synapses hear the spikes of their targets; those of short-term plasticity do not.
  public boolean hears() {
    return extras.rule().isPresent() && extras.rule().get().get().hears();
  }

  /// Constant parameters of its targets that the rule reads, by name.
  public List<String> ofTargets() {
    return extras.rule().map(r -> r.get().ofTargets()).orElse(List.of());
  }

  @Override
  public Optional<String> source() {
    return extras.source();
  }

  /// Names that parameters have in the model's text, beside their own: `w` of `weight`.
  public Map<String, String> aliases() {
    return extras.aliases();
  }

  /// The name of the parameter that goes by this name or alias.
  public String named(String parameter) {
    return extras.aliases().getOrDefault(parameter, parameter);
  }

  /// What its synapses hear of their targets beside spikes, by name.
  public List<String> histories() {
    return extras.histories();
  }

  /// What its connections carry instead of spikes.
  public Optional<Signal> signal() {
    return extras.signal();
  }

  @Override
  public String elementType() {
    return "synapse";
  }

  /// Whether weights change.
  public boolean plastic() {
    return extras.rule().isPresent();
  }

  /// Whether its synapses are in tables with columns for parameters of theirs: those whose weights
  /// change, and those that have labels.
  public boolean keepsColumns() {
    return plastic() || (extras.signal().isEmpty() && !own.isEmpty());
  }

  /// Whether all synapses have one weight, as in NEST's `static_synapse_hom_w`.
  public boolean sharedWeight() {
    return extras.sharedWeight();
  }

  /// Parameters of each synapse that no user sees.
  public List<ParameterSpec> hidden() {
    return extras.hidden();
  }

  /// The parameter that names a third node, which synapses hear beside source and target.
  public Optional<ParameterSpec> third() {
    return third;
  }

  /// Whether all synapses share the constant parameters of the rule.
  public boolean alike() {
    return alike;
  }

  /// Whether all synapses share a parameter.
  public boolean shares(ParameterSpec p) {
    if (p.name().equals("weight")) return sharedWeight();
    return alike && p.role() == ParameterSpec.Role.CONSTANT && (p.isList() || own.contains(p));
  }

  /// The elements of a list, which all synapses share, as parameters of the rule.
  public static List<ParameterSpec> elements(ParameterSpec list) {
    return IntStream.range(0, list.length()).mapToObj(list::element).toList();
  }

  /// The parameters of the rule, in order of declaration, of lists each element, then those that no
  /// user sees.
  public List<ParameterSpec> own() {
    return own;
  }

  /// All that is kept of each synapse besides weight and delay: [#own], then what the rule keeps.
  public List<ParameterSpec> columns() {
    return columns;
  }

  Plasticity newRule() {
    return extras.rule().map(Supplier::get).orElseGet(Fixed::new);
  }

  /// A rule by which weights do not change.
  private static final class Fixed extends Plasticity {
    @Override
    protected boolean hears() {
      return false;
    }

    @Override
    protected SourceTrace[] open() {
      return new SourceTrace[0];
    }

    @Override
    protected void spike(int from, int to, int row, long since, long until) {}
  }
}
