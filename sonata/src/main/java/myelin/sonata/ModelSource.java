package myelin.sonata;

import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeModel;

/// Where the models that a network's files name come from.
public interface ModelSource {

  /// The model of nodes of that name, with its defaults.
  ///
  /// @throws myelin.engine.base.BadInput with the nearest names if there is none
  NodeModel node(String name);

  /// The synapse model of that name, with its defaults.
  ///
  /// @throws myelin.engine.base.BadInput with the nearest names if there is none
  Synapse synapse(String name);

  /// The models of a simulator, with their own defaults.
  static ModelSource of(Simulator simulator) {
    return new ModelSource() {
      @Override
      public NodeModel node(String name) {
        return NodeModel.of(simulator.models().named(name));
      }

      @Override
      public Synapse synapse(String name) {
        return Synapse.of(simulator.models().named(name));
      }
    };
  }
}
