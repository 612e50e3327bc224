package net;

import static myelin.Names.*;

import module myelin;

/// Fifty neurons that noise drives.
public final class Net {

  private Net() {}

  /// Prints the rate at which they fire, and draws their spikes.
  public static void main(String[] args) {
    var sim = Simulator.builder().seed(1).build();
    var neurons = sim.create(iaf_psc_alpha, 50);
    var noise = sim.create(poisson_generator.with(rate, kHz(8)));
    var spikes = sim.create(spike_recorder);
    sim.connect(noise, neurons, static_synapse.with(weight, pA(8)));
    sim.connect(neurons, spikes);
    var result = sim.simulate(ms(1000));
    IO.println("rate %.2f spikes/s".formatted(result.rate(spikes)));
    Plots.raster(result.spikes(spikes)).withHistogram().save("net.png");
    IO.println("raster plot in net.png");
  }
}
