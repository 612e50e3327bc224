package myelin.engine.declare;

import java.util.List;

/// What coupled neurons tell each other all the time.
public enum Signal {
  /// The rate of a rate neuron. Channel 0 sums those with weights >= 0, channel 1 the others.
  RATE("rates", 2, false),
  /// The rate of a population in diffusion approximation: channel 0 sums rates times drift factors,
  /// channel 1 rates times diffusion factors.
  DIFFUSION("diffusion input", 2, false),
  /// The membrane potential, for gap junctions: channel 0 sums conductances times potentials.
  POTENTIAL("gap junctions", 1, true),
  /// Rates that a readout neuron takes on receptors of their own, which are channels: receptor 1 is
  /// channel 0, receptor 2 channel 1.
  READOUT("rates", 2, false),
  /// The error of a readout neuron, by which others learn.
  LEARNING("learning signals", 1, false),
  /// The slow inward current that an astrocyte causes in neurons near it (pA): channel 0 sums
  /// weights times currents. It goes one way, and always with a delay.
  SLOW_CURRENT("slow inward currents", 1, false);

  private final String text;
  private final int channels;
  private final boolean continuous;

  Signal(String text, int channels, boolean continuous) {
    this.text = text;
    this.channels = channels;
    this.continuous = continuous;
  }

  /// What multiplies it in a connection: the names of one parameter, or of one for each channel.
  public List<String> factors() {
    return this == DIFFUSION ? List.of("drift_factor", "diffusion_factor") : List.of("weight");
  }

  /// Whether a connection names the channel, by its receptor; otherwise there is one receptor.
  public boolean hasReceptors() {
    return this == READOUT;
  }

  /// Whether neurons that take this signal also take what connections carry as `other`.
  public boolean takes(Signal other) {
    return this == other || (this == READOUT && other == RATE);
  }

  /// The signal in words, for messages.
  public String text() {
    return text;
  }

  /// Number of sums that a neuron keeps of it.
  public int channels() {
    return channels;
  }

  /// Whether slices may be repeated for it, as it may act without delay.
  public boolean repeats() {
    return this != SLOW_CURRENT;
  }

  /// Whether its course within a step matters.
  public boolean continuous() {
    return continuous;
  }
}
