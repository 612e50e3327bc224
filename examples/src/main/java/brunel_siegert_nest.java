// Mean-field theory for random balanced network
//
// NEST's example of the same name: a mean-field analysis of the spiking network of brunel_delta.
// The self-consistent equation for the rates of its populations (eq. 27 in [1], [2]) is solved by
// integrating a dynamics in pseudo-time (eq. 30 in [1]): a network of three rate neurons, one for
// the excitatory population, one for the inhibitory, one for the external drive. The rates at which
// it settles are the prediction for those of the spiking network, averaged over neurons and time.
//
// Both populations get the same input here, so that their rates are the same, 32.03 spikes/s.
// brunel_delta finds 32.00 and 31.88 spikes/s in 50 neurons of each during one second.
//
// [1] Hahne J, Dahmen D, Schuecker J, Frommer A, Bolten M, Helias M and Diesmann M (2017).
//     Integration of continuous-time dynamics in a spiking neural network simulator. Frontiers in
//     Neuroinformatics 11:34. doi:10.3389/fninf.2017.00034
// [2] Schuecker J, Schmidt M, van Albada SJ, Diesmann M and Helias M (2017). Fundamental activity
//     constraints lead to specific interpretations of the connectome. PLOS Computational Biology
//     13(2):e1005179. doi:10.1371/journal.pcbi.1005179

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--order", paramLabel = "N", description = "a fifth of the number of neurons")
int order = 2500;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 50;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      order >= 10 && order <= 25_000, "--order = " + order + ": it must be 10 to 25000");
  Arguments.require(simtime >= 1, "--simtime = " + simtime + ": it must be at least 1");
  Arguments.requireFolder(out);

  double dt = 0.1; // the resolution in ms

  double g = 5; // ratio inhibitory weight/excitatory weight
  double eta = 2; // external rate relative to threshold rate
  double epsilon = 0.1; // connection probability

  int NE = 4 * order; // number of excitatory neurons
  int NI = order; // number of inhibitory neurons
  int CE = (int) (epsilon * NE); // number of excitatory synapses per neuron
  int CI = (int) (epsilon * NI); // number of inhibitory synapses per neuron

  double tauMem = 20; // time constant of membrane potential in ms
  double V_theta = 20; // membrane threshold potential in mV
  var neuron = siegert_neuron.with(tau_m, ms(tauMem)).with(t_ref, ms(2));
  neuron = neuron.with(theta, mV(V_theta)).with(V_reset, mV(0));

  double J = 0.1; // postsynaptic amplitude in mV
  double J_ex = J; // amplitude of excitatory postsynaptic potential
  double J_in = -g * J_ex; // amplitude of inhibitory postsynaptic potential

  // the external rate that holds the membrane potential around its threshold, in 1/ms
  double nu_th = V_theta / (J * CE * tauMem);
  double nu_ex = eta * nu_th;
  double p_rate = 1000 * nu_ex * CE;

  var sim = Simulator.builder().resolution(ms(dt)).print_time(true).threads(1).build();

  // One rate neuron for each population. The drive has no input: its rate is its mean, that of the
  // Poisson generator in the spiking network.
  IO.println("Building network");
  var siegert_ex = sim.create(neuron);
  var siegert_in = sim.create(neuron);
  var siegert_drive = sim.create(siegert_neuron.with(mean, Hz(p_rate)));
  var meter = sim.create(multimeter.with(record_from, "rate").with(interval, ms(dt)));

  // Mean and variance of the input per rate of its source (eq. 28 and 29 in [1]).
  var both = siegert_ex.and(siegert_in);
  sim.connect(siegert_drive, both, all_to_all(), diffusion(tauMem, 1, J_ex));
  sim.connect(siegert_ex, both, all_to_all(), diffusion(tauMem, CE, J_ex));
  sim.connect(siegert_in, both, all_to_all(), diffusion(tauMem, CI, J_in));
  sim.connect(meter, both);

  var events = sim.simulate(simtime).events(meter);
  double[] times = of(siegert_ex, events, events.times());
  double[] rates_ex = of(siegert_ex, events, events.values(rate));
  double[] rates_in = of(siegert_in, events, events.values(rate));
  print("Excitatory rate   : %.2f Hz", rates_ex[rates_ex.length - 1]);
  print("Inhibitory rate   : %.2f Hz", rates_in[rates_in.length - 1]);

  Path plot = out.resolve("brunel_siegert_nest.png");
  var traces = Plots.traces().label("Rate (spikes/s)").size(1000, 500);
  traces.series("excitatory", times, rates_ex).dashed("inhibitory", times, rates_in);
  traces
      .title("Brunel network, mean-field theory: the rates of both populations coincide")
      .save(plot);
  print("Plot of the rates : %s", plot.normalize());
}

// A connection that stands for C synapses per neuron, each of postsynaptic amplitude J.
Synapse diffusion(double tauMem, int C, double J) {
  double drift = tauMem * 1e-3 * C * J;
  double diffusion = tauMem * 1e-3 * C * J * J;
  return diffusion_connection.with(drift_factor, drift).with(diffusion_factor, diffusion);
}

// Those of the values that were recorded from a neuron.
double[] of(NodeCollection neuron, Events events, double[] values) {
  int[] senders = events.senders();
  return IntStream.range(0, senders.length)
      .filter(e -> neuron.contains(senders[e]))
      .mapToDouble(e -> values[e])
      .toArray();
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
