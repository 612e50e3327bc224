package myelin.engine.growth;

/// A kind of synapses that come and go with elements.
///
/// @param name what it is called
/// @param synapse index of the synapse model, as in [ConnectCall][myelin.engine.wiring.ConnectCall]
/// @param pre name of the elements that sources give
/// @param post name of the elements that targets give
/// @param autapses whether a neuron may be connected to itself
public record GrowingSynapses(
    String name, int synapse, String pre, String post, boolean autapses) {}
