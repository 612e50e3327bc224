// Precise spike times against spikes on the grid of time steps
//
// NEST has an example of the same name for single neurons; this is a network. Neurons that inhibit
// each other at random and get the same constant current begin at different potentials. Nothing in
// their equations makes any two fire at exactly the same time. But spikes that are put on the grid
// of time steps (iaf_psc_exp) coincide by the dozen: the grid synchronizes the network [1, 2], the
// less the finer it is, and its times are wrong by up to a step, which delays add to.
//
// Neurons that fire and receive at any time within a step (iaf_psc_exp_ps) have the same spikes at
// all resolutions, each its own [2, 3].
//
// [1] Hansel D, Mato G, Meunier C, Neltner L (1998). On numerical simulations of integrate-and-fire
//     neural networks. Neural Computation 10:467-483. doi:10.1162/089976698300017845
// [2] Morrison A, Straube S, Plesser HE, Diesmann M (2007). Exact subthreshold integration with
//     continuous spike times in discrete-time neural network simulations. Neural Computation
//     19:47-79. doi:10.1162/neco.2007.19.1.47
// [3] Hanuschkin A, Kunkel S, Helias M, Morrison A, Diesmann M (2010). A general and efficient
//     method for incorporating precise spike times in globally time-driven simulations. Frontiers
//     in Neuroinformatics 4:113. doi:10.3389/fninf.2010.00113

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--neurons", paramLabel = "N", description = "number of neurons")
int N = 200;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 1000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

double[] resolutions = {1, 0.5, 0.25, 0.125}; // in ms
double last = 200; // what is counted at the end, in ms
double shown = 20; // what is drawn at the end, in ms

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(N >= 20 && N <= 5000, "--neurons = " + N + ": it must be 20 to 5000");
  Arguments.require(simtime > last, "--simtime = " + simtime + ": it must be more than " + last);
  Arguments.requireFolder(out);

  print("%13s  %21s  %23s", "", "rate (spikes/s)", "spikes alone at a time");
  print("%13s  %10s %10s  %11s %11s", "step (ms)", "on grid", "precise", "on grid", "precise");
  var figure = Plots.grid(1).title("The same network, in steps of " + resolutions[0] + " ms");
  for (double h : resolutions) {
    Spikes grid = simulate(iaf_psc_exp, h);
    Spikes precise = simulate(iaf_psc_exp_ps, h);
    print(
        "%13s  %10.2f %10.2f  %11.3f %11.3f",
        h, rate(grid), rate(precise), alone(grid), alone(precise));
    if (h == resolutions[0]) {
      figure.add(raster(grid, "iaf_psc_exp: spikes on the grid"));
      figure.add(raster(precise, "iaf_psc_exp_ps: precise spikes"));
    }
  }
  Path plot = out.resolve("precise_spiking.png");
  figure.size(1000, 1000).save(plot);
  print("Raster plots: %s", plot.normalize());
}

// The spikes of a network of that model at the end of a simulation.
Spikes simulate(NodeModel model, double resolution) {
  try (var sim = Simulator.builder().resolution(ms(resolution)).threads(threads).build()) {
    var neurons = sim.create(model.with(I_e, pA(400)), N);
    neurons.set(V_m, mV(IntStream.range(0, N).mapToDouble(i -> -70 + 15.0 * i / N).toArray()));
    var inhibition = static_synapse.with(weight, pA(-20)).with(delay, ms(2));
    sim.connect(neurons, neurons, fixed_indegree(20).seed(1), inhibition);
    var recorder = sim.create(spike_recorder.with(start, ms(simtime - last)));
    sim.connect(neurons, recorder);
    return sim.simulate(simtime).spikes(recorder);
  }
}

double rate(Spikes spikes) {
  return 1000 * spikes.size() / (N * last);
}

// The fraction of spikes at whose time no other neuron fires.
double alone(Spikes spikes) {
  double[] times = spikes.times();
  Arrays.sort(times);
  int n = times.length;
  int alone = 0;
  for (int i = 0; i < n; i++) {
    boolean before = i > 0 && times[i] - times[i - 1] < 1e-9;
    boolean after = i < n - 1 && times[i + 1] - times[i] < 1e-9;
    if (!before && !after) alone++;
  }
  return (double) alone / n;
}

RasterPlot raster(Spikes spikes, String title) {
  return Plots.raster(spikes).between(simtime - shown, simtime).title(title);
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
