package net;

import static myelin.Names.*;

import module myelin;

/// Ten neurons that a current drives.
public final class Net {

  private Net() {}

  /// Prints the rate at which they fire.
  public static void main(String[] args) {
    var sim = Simulator.builder().seed(1).build();
    var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(376)), 10);
    var spikes = sim.create(spike_recorder);
    sim.connect(neurons, spikes);
    var result = sim.simulate(ms(1000));
    IO.println("rate %.2f spikes/s".formatted(result.rate(spikes)));
  }
}
