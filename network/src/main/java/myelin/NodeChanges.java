package myelin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.parameter.Parameters;
import myelin.value.Quantity;

/// Parameters and state of several collections of nodes that are set together, all or none:
///
/// ```java
/// new NodeChanges(sim).add(exc, Map.of("I_e", 300)).add(inh, Map.of("I_e", 200)).make();
/// ```
///
/// Each change is checked when it is added, against the network as it is then; so the collections
/// must not overlap, and the network must not change before [#make].
///
/// One of several ranks may do so alone, for its own neurons: it checks numbers for all nodes, and
/// what they are together where the neurons are. Random values are for all ranks to give: which
/// numbers are drawn depends on how many such changes there were before.
public final class NodeChanges {

  private final Simulator simulator;
  private final List<Runnable> writes = new ArrayList<>();
  private final int call;
  private int draws;

  /// Begins without changes, for nodes of `simulator`.
  public NodeChanges(Simulator simulator) {
    this.simulator = simulator;
    call = simulator.parameters().calls();
  }

  /// Adds what is to be set of some nodes: parameters by name, as in [NodeCollection#set(Map)].
  ///
  /// @throws BadInput if a value is not allowed; nothing has changed then, nor will it be
  public NodeChanges add(NodeCollection nodes, Map<String, ?> values) {
    simulator.requireWhole();
    simulator.requireOwn(nodes);
    Parameters parameters = simulator.parameters();
    Map<String, Object> here = nodes.here(values);
    parameters.calls(call + draws);
    try {
      writes.add(parameters.check(nodes.ids(), here));
    } finally {
      parameters.calls(call);
    }
    if (here.values().stream().anyMatch(v -> v instanceof Quantity<?> q && q.isRandom())) draws++;
    return this;
  }

  /// Sets what has been added.
  public void make() {
    Parameters parameters = simulator.parameters();
    writes.forEach(Runnable::run);
    parameters.calls(parameters.calls() + draws);
    writes.clear();
    draws = 0;
  }
}
