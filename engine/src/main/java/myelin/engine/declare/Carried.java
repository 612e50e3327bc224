package myelin.engine.declare;

import java.util.Set;

/// The numbers that spikes of a model carry, and which receptors of the model itself take such
/// spikes. Synapses multiply their weights by them where they end on a channel of the content
/// [CARRIED][myelin.engine.declare.Channel.Content#CARRIED].
///
/// @param ownOnly receptors that take spikes of neurons of this model only
/// @param ownRefused receptors that refuse spikes of neurons of this model
public record Carried(Set<Integer> ownOnly, Set<Integer> ownRefused) {

  /// Copies the sets.
  public Carried {
    ownOnly = Set.copyOf(ownOnly);
    ownRefused = Set.copyOf(ownRefused);
  }

  /// Whether a receptor takes spikes of neurons of this model, or else of others.
  public boolean takes(int receptor, boolean own) {
    return own ? !ownRefused.contains(receptor) : !ownOnly.contains(receptor);
  }
}
