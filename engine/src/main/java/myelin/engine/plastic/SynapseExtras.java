package myelin.engine.plastic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;

/// What only some models of synapses have. Each method with an argument gives the same with another
/// value, and changes nothing.
final class SynapseExtras {

  static final SynapseExtras NONE = new SynapseExtras();

  private Optional<Supplier<Plasticity>> rule = Optional.empty();
  private Optional<Signal> signal = Optional.empty();
  private Optional<FastLoop> fastLoop = Optional.empty();
  private List<String> histories = List.of();
  private List<String> kept = List.of();
  private boolean oneStep;
  private Optional<String> source = Optional.empty();
  private Map<String, String> aliases = Map.of();
  private List<ParameterSpec> hidden = List.of();
  private boolean sharedWeight;
  private boolean anySign;
  private Optional<SumLimit> sum = Optional.empty();

  private SynapseExtras() {}

  private SynapseExtras with(Consumer<SynapseExtras> change) {
    SynapseExtras changed = new SynapseExtras();
    changed.rule = rule;
    changed.signal = signal;
    changed.fastLoop = fastLoop;
    changed.histories = histories;
    changed.kept = kept;
    changed.oneStep = oneStep;
    changed.source = source;
    changed.aliases = aliases;
    changed.hidden = hidden;
    changed.sharedWeight = sharedWeight;
    changed.anySign = anySign;
    changed.sum = sum;
    change.accept(changed);
    return changed;
  }

  SynapseExtras rule(Supplier<Plasticity> r) {
    return with(e -> e.rule = Optional.of(r));
  }

  SynapseExtras signal(Signal s) {
    return with(e -> e.signal = Optional.of(s));
  }

  SynapseExtras fastLoop(FastLoop f) {
    return with(e -> e.fastLoop = Optional.of(f));
  }

  SynapseExtras histories(List<String> h) {
    return with(e -> e.histories = h);
  }

  SynapseExtras kept(List<String> k) {
    return with(e -> e.kept = k);
  }

  SynapseExtras ofOneStep() {
    return with(e -> e.oneStep = true);
  }

  SynapseExtras written(String text, Map<String, String> a) {
    return with(e -> {
      e.source = Optional.of(text);
      e.aliases = a;
    });
  }

  SynapseExtras hidden(List<ParameterSpec> all) {
    return with(e -> e.hidden = all);
  }

  SynapseExtras withSharedWeight() {
    return with(e -> e.sharedWeight = true);
  }

  SynapseExtras withAnySign() {
    return with(e -> e.anySign = true);
  }

  SynapseExtras sum(SumLimit limit) {
    return with(e -> e.sum = Optional.of(limit));
  }

  /// Makes the rule by which weights change.
  Optional<Supplier<Plasticity>> rule() {
    return rule;
  }

  /// What connections carry all the time, in place of spikes.
  Optional<Signal> signal() {
    return signal;
  }

  /// The faster form of the rule's inner loop.
  Optional<FastLoop> fastLoop() {
    return fastLoop;
  }

  /// What its synapses hear of their targets beside spikes, by name.
  List<String> histories() {
    return histories;
  }

  /// What the rule keeps of each synapse, besides its parameters.
  List<String> kept() {
    return kept;
  }

  /// Whether the delay is one step.
  boolean oneStep() {
    return oneStep;
  }

  /// The text in which it is written.
  Optional<String> source() {
    return source;
  }

  /// Other names of parameters.
  Map<String, String> aliases() {
    return aliases;
  }

  /// Parameters of each synapse that no user sees.
  List<ParameterSpec> hidden() {
    return hidden;
  }

  /// Whether all synapses have one weight.
  boolean sharedWeight() {
    return sharedWeight;
  }

  /// Whether weights may change their sign between their limits.
  boolean anySign() {
    return anySign;
  }

  /// What limits a sum of parameters.
  Optional<SumLimit> sum() {
    return sum;
  }
}
