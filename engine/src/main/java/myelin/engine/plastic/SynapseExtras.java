package myelin.engine.plastic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;

/// What only some models of synapses have.
///
/// @param rule makes the rule by which weights change
/// @param signal what connections carry all the time, in place of spikes
/// @param fastLoop the faster form of the rule's inner loop
/// @param histories what its synapses hear of their targets beside spikes, by name
/// @param kept what the rule keeps of each synapse, besides its parameters
/// @param oneStep whether the delay is one step
/// @param source the text in which it is written
/// @param aliases other names of parameters
/// @param hidden parameters of each synapse that no user sees
/// @param sharedWeight whether all synapses have one weight
/// @param anySign whether weights may change their sign between their limits
record SynapseExtras(
    Optional<Supplier<Plasticity>> rule,
    Optional<Signal> signal,
    Optional<FastLoop> fastLoop,
    List<String> histories,
    List<String> kept,
    boolean oneStep,
    Optional<String> source,
    Map<String, String> aliases,
    List<ParameterSpec> hidden,
    boolean sharedWeight,
    boolean anySign) {

  static final SynapseExtras NONE =
      new SynapseExtras(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          false,
          Optional.empty(),
          Map.of(),
          List.of(),
          false,
          false);

  SynapseExtras rule(Supplier<Plasticity> r) {
    Optional<Supplier<Plasticity>> given = Optional.of(r);
    return new SynapseExtras(
        given,
        signal,
        fastLoop,
        histories,
        kept,
        oneStep,
        source,
        aliases,
        hidden,
        sharedWeight,
        anySign);
  }

  SynapseExtras signal(Signal s) {
    Optional<Signal> given = Optional.of(s);
    return new SynapseExtras(
        rule,
        given,
        fastLoop,
        histories,
        kept,
        oneStep,
        source,
        aliases,
        hidden,
        sharedWeight,
        anySign);
  }

  SynapseExtras fastLoop(FastLoop f) {
    Optional<FastLoop> given = Optional.of(f);
    return new SynapseExtras(
        rule,
        signal,
        given,
        histories,
        kept,
        oneStep,
        source,
        aliases,
        hidden,
        sharedWeight,
        anySign);
  }

  SynapseExtras histories(List<String> h) {
    return new SynapseExtras(
        rule, signal, fastLoop, h, kept, oneStep, source, aliases, hidden, sharedWeight, anySign);
  }

  SynapseExtras kept(List<String> k) {
    return new SynapseExtras(
        rule,
        signal,
        fastLoop,
        histories,
        k,
        oneStep,
        source,
        aliases,
        hidden,
        sharedWeight,
        anySign);
  }

  SynapseExtras ofOneStep() {
    return new SynapseExtras(
        rule,
        signal,
        fastLoop,
        histories,
        kept,
        true,
        source,
        aliases,
        hidden,
        sharedWeight,
        anySign);
  }

  SynapseExtras written(String text, Map<String, String> a) {
    Optional<String> given = Optional.of(text);
    return new SynapseExtras(
        rule, signal, fastLoop, histories, kept, oneStep, given, a, hidden, sharedWeight, anySign);
  }

  SynapseExtras hidden(List<ParameterSpec> all) {
    return new SynapseExtras(
        rule,
        signal,
        fastLoop,
        histories,
        kept,
        oneStep,
        source,
        aliases,
        all,
        sharedWeight,
        anySign);
  }

  SynapseExtras withSharedWeight() {
    return new SynapseExtras(
        rule, signal, fastLoop, histories, kept, oneStep, source, aliases, hidden, true, anySign);
  }

  SynapseExtras withAnySign() {
    return new SynapseExtras(
        rule,
        signal,
        fastLoop,
        histories,
        kept,
        oneStep,
        source,
        aliases,
        hidden,
        sharedWeight,
        true);
  }
}
