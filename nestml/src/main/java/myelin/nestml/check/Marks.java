package myelin.nestml.check;

import java.util.List;
import java.util.Set;
import myelin.engine.base.Nearest;
import myelin.nestml.model.Symbol;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;

/// The marks that variables and ports may have, such as `@myelin::hidden`.
final class Marks {

  /// A state variable that can be neither set nor recorded.
  static final String HIDDEN = "myelin::hidden";

  /// A state variable that can be recorded only.
  static final String RECORDED = "myelin::recorded";

  /// A state variable that others receive as a slow inward current, or the port that receives it.
  static final String SLOW_CURRENT = "myelin::slow_current";

  /// The name by which users set a variable.
  static final String SET_AS = "myelin::set_as";

  /// The name by which users record a state variable.
  static final String RECORDED_AS = "myelin::recorded_as";

  /// The name under which synapses onto a neuron read one of its state variables.
  static final String LEFT_AS = "myelin::left_as";

  /// By what name users read how many elements a list has.
  static final String COUNTED_AS = "myelin::counted_as";

  /// A parameter of a synapse that belongs to its target, or the variable of the target that a
  /// continuous port reads.
  static final String TARGET = "myelin::target";

  /// A continuous port of a synapse that, at a spike of the target, reads it as it was when it
  /// fired.
  static final String WHEN_FIRED = "myelin::when_fired";

  /// The name of a port's receptor.
  static final String RECEPTOR = "myelin::receptor";

  /// A port for spikes that refuses negative weights.
  static final String NOT_NEGATIVE = "myelin::not_negative";

  /// Marks that ports may have.
  static final List<String> OF_PORTS =
      List.of(SLOW_CURRENT, RECEPTOR, NOT_NEGATIVE, TARGET, WHEN_FIRED);

  /// Marks that variables may have.
  static final List<String> OF_VARIABLES =
      List.of(
          "heterogeneous",
          "homogeneous",
          HIDDEN,
          RECORDED,
          TARGET,
          SLOW_CURRENT,
          SET_AS,
          RECORDED_AS,
          LEFT_AS,
          COUNTED_AS);

  /// Parameters that all neurons have on which plastic synapses may end.
  private static final Set<String> OF_TARGETS = Set.of("tau_minus", "tau_minus_triplet");

  private Marks() {}

  /// Marks of NEST that mean something here: the weight and the delay of a connection.
  private static final List<String> OF_CONNECTIONS = List.of("nest::weight", "nest::delay");

  /// Refuses a mark that is not among those that are known. Marks of other programs mean nothing
  /// here; NEST's that mean nothing are warned of, as they may be misspelt.
  static void refuse(Names names, Declaration.Decorator mark, List<String> known) {
    String name = mark.name();
    if (name.contains("::") && !name.startsWith("myelin::")) {
      if (!name.startsWith("nest::") || OF_CONNECTIONS.contains(name)) return;
      String near = Nearest.hint(name, OF_CONNECTIONS);
      names.problems().warning(mark.place(), "'@%s' has no meaning%s".formatted(name, near));
      return;
    }
    String hint = Nearest.hint(name, known);
    names.problems().error(mark.place(), "there is no mark '@%s'%s".formatted(name, hint));
  }

  /// Whether a variable belongs to the target; refuses the mark where it is not allowed.
  static boolean ofTarget(
      Names names, Declaration.Decorator mark, Block.Section section, Symbol symbol) {
    boolean fits = section == Block.Section.PARAMETERS && OF_TARGETS.contains(symbol.name());
    if (fits) return true;
    names
        .problems()
        .error(
            mark.place(),
            "'@%s' is a mark for the parameters tau_minus and tau_minus_triplet, which all neurons have"
                .formatted(mark.name()));
    return false;
  }

  /// The name that a mark gives to a variable.
  static String name(Names names, Declaration.Decorator mark) {
    String text = mark.text();
    if (text != null && !text.isBlank()) return text;
    throw names.refuse(
        mark.place(),
        "'@%s' needs a name, as in '@%s(\"soma.g_L\")'".formatted(mark.name(), mark.name()));
  }
}
