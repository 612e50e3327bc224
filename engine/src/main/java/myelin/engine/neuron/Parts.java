package myelin.engine.neuron;

import java.util.List;
import java.util.Map;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;

/// What neurons of one shape have.
///
/// @param variables the recordables, then what can be read or set, but not recorded
/// @param shownBy the recordables that show parameters of other names, by these
/// @param incomplete what they lack before they can be simulated; empty if nothing
record Parts(
    List<Recordable> recordables,
    List<Recordable> variables,
    List<Channel> channels,
    List<Receptor> receptors,
    Map<String, String> shownBy,
    String incomplete) {

  /// The number among the variables of what shows a state variable, or else the parameter of that
  /// name; negative if nothing does.
  int variable(String parameter) {
    String shown = shownBy.getOrDefault(parameter, parameter);
    return variables.stream().map(Recordable::name).toList().indexOf(shown);
  }
}
