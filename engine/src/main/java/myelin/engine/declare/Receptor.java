package myelin.engine.declare;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.BadInput;

/// A receptor: what a connection may end on.
///
/// @param number NEST's `receptor_type`
/// @param name its name, for programs that prefer names
/// @param spikes channel for spikes of weight >= 0, or a value below 0 if it takes no spikes
/// @param spikesNegative channel for spikes of weight < 0
/// @param current channel for currents, or a value below 0 if it takes none
public record Receptor(int number, String name, int spikes, int spikesNegative, int current) {

  /// In place of a channel: such input is refused.
  public static final int REFUSED = -1;

  /// In place of a channel: such input is accepted and has no effect.
  public static final int IGNORED = -2;

  /// Whether spikes go to a channel from here.
  public boolean sendsSpikesTo(int channel) {
    return spikes == channel || spikesNegative == channel;
  }

  /// The receptor of that number, of those that a model has.
  ///
  /// @param other what the model takes besides spikes and currents, in words
  /// @throws BadInput listing the receptors if there is none of that number
  public static Receptor find(int number, List<Receptor> all, String model, String other) {
    for (Receptor r : all) if (r.number() == number) return r;
    if (all.isEmpty()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s takes neither spikes nor currents; it is connected by models that carry %s"
              .formatted(model, other));
    }
    List<String> allowed = new ArrayList<>();
    for (Receptor r : all) allowed.add(r.number() + " (" + r.name() + ")");
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "Receptor type %d is not available in %s; it has %s"
            .formatted(number, model, String.join(", ", allowed)));
  }
}
