package myelin.engine.plastic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;

/// A synapse model: its declaration, and for a plastic one the rule by which weights change.
public final class SynapseModel extends Model {

  /// What every connection has, and no rule of plasticity.
  private static final Set<String> COMMON =
      Set.of("weight", "delay", "receptor_type", "weight_recorder");

  /// In place of a model, for no synapses.
  public static final SynapseModel NONE =
      new SynapseModel(
          new Words("none", "", ""),
          List.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final boolean alike;
  private final Optional<Supplier<Plasticity>> rule;
  private final Optional<Signal> signal;
  private final List<ParameterSpec> own;
  private final Optional<ParameterSpec> third;
  private final List<String> histories;

  private SynapseModel(
      Words words,
      List<ParameterSpec> parameters,
      boolean alike,
      Optional<Supplier<Plasticity>> rule,
      Optional<Signal> signal,
      Optional<FastLoop> fastLoop) {
    super(words, parameters, fastLoop);
    histories = List.of();
    this.signal = signal;
    this.alike = alike;
    this.rule = rule;
    third = parameters.stream().filter(p -> p.kind() == ParameterSpec.Kind.NODE).findFirst();
    own =
        parameters.stream()
            .filter(p -> !COMMON.contains(p.name()) && p.kind() != ParameterSpec.Kind.NODE)
            .toList();
  }

  private SynapseModel(SynapseModel other, List<String> histories) {
    super(
        new Words(other.name(), other.summary(), other.description()),
        other.parameters(),
        other.fastLoop());
    signal = other.signal;
    alike = other.alike;
    rule = other.rule;
    own = other.own;
    third = other.third;
    this.histories = histories;
  }

  /// A model of synapses whose weights stay, with these parameters, `weight` and `delay` among
  /// them.
  public SynapseModel(Words words, List<ParameterSpec> parameters) {
    this(words, parameters, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// A model of plastic synapses.
  ///
  /// @param parameters one of them may be a node, the third that synapses hear
  /// @param alike whether all synapses of a model share the parameters of the rule, but for what
  ///   changes by itself, as in NEST's `_hom` models
  public SynapseModel(
      Words words, List<ParameterSpec> parameters, boolean alike, Supplier<Plasticity> rule) {
    this(words, parameters, alike, Optional.of(rule), Optional.empty(), Optional.empty());
  }

  /// A model of connections that carry a signal all the time; without a parameter `delay` at once.
  public SynapseModel(Words words, List<ParameterSpec> parameters, Signal signal) {
    this(words, parameters, false, Optional.empty(), Optional.of(signal), Optional.empty());
  }

  /// The same model, of which the inner loop of the rule has a faster form.
  public SynapseModel fastLoop(FastLoop loop) {
    return new SynapseModel(
        new Words(name(), summary(), description()),
        parameters(),
        alike,
        rule,
        signal,
        Optional.of(loop));
  }

  /// The same model, whose synapses hear what their targets leave under these names.
  public SynapseModel hearing(String... names) {
    return new SynapseModel(this, List.of(names));
  }

  /// What its synapses hear of their targets beside spikes, by name.
  public List<String> histories() {
    return histories;
  }

  /// What its connections carry instead of spikes.
  public Optional<Signal> signal() {
    return signal;
  }

  @Override
  public String elementType() {
    return "synapse";
  }

  /// Whether weights change.
  public boolean plastic() {
    return rule.isPresent();
  }

  /// The parameter that names a third node, which synapses hear beside source and target.
  public Optional<ParameterSpec> third() {
    return third;
  }

  /// Whether all synapses share the constant parameters of the rule.
  public boolean alike() {
    return alike;
  }

  /// The parameters of the rule, in order of declaration.
  public List<ParameterSpec> own() {
    return own;
  }

  Plasticity newRule() {
    return rule.map(Supplier::get).orElseGet(Fixed::new);
  }

  /// Weights do not change.
  private static final class Fixed extends Plasticity {
    @Override
    protected SourceTrace[] open() {
      return new SourceTrace[0];
    }

    @Override
    protected void spike(int from, int to, int row, long since, long until) {}
  }
}
