// A network that learns to draw a curve by e-prop
//
// NEST has examples of this task, pattern generation, after [1]. A recurrent network gets the same
// noise again and again, and a readout neuron is to follow a sum of four sine waves each time.
// Synapses learn by eligibility propagation: each keeps a trace of how its source's spikes act on
// its target, and what the readout lacks, sent to all neurons by random connections, tells how
// weights are to change. All of it is local in time and space, unlike backpropagation through time.
//
// [1] Bellec G, Scherr F, Subramoney A, Hajek E, Salaj D, Legenstein R, Maass W (2020). A solution
//     to the learning dilemma for recurrent networks of spiking neurons. Nature Communications
//     11:3625. doi:10.1038/s41467-020-17236-y

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--iterations", paramLabel = "N", description = "how often the curve is drawn")
int iterations = 100;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

int steps = 500; // steps of 1 ms of an iteration
int N_in = 100, N_rec = 100; // inputs, recurrent neurons
double input = 50; // rate of the inputs in Hz
int offset = 4; // steps until a curve that is sent counts

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(iterations >= 2, "--iterations = " + iterations + ": it must be at least 2");
  Arguments.requireFolder(out);

  var settings = Simulator.builder().resolution(ms(1)).seed(seed).threads(threads);
  var sim = settings.learningIntervals(ms(steps), ms(steps), true).build();

  // Neurons whose potential is without a unit, as in [1]: 0 at rest.
  var neuron = eprop_iaf_bsshslm_2020.with(C_m, pF(1)).with(tau_m, ms(30)).with(t_ref, ms(0));
  neuron = neuron.with(E_L, mV(0)).with(V_m, mV(0)).with(V_th, mV(0.03));
  neuron = neuron.with("c_reg", 30.0).with("f_target", 10.0).with("regular_spike_arrival", false);
  var readout = eprop_readout_bsshslm_2020.with(C_m, pF(1)).with(tau_m, ms(30));
  readout = readout.with(E_L, mV(0)).with(V_m, mV(0));
  var inputs = sim.create(parrot_neuron, N_in);
  var recurrent = sim.create(neuron, N_rec);
  var answer = sim.create(readout);

  // The same noise in each iteration.
  var random = new SplittableRandom(seed);
  for (int i = 0; i < N_in; i++) {
    int[] noise =
        IntStream.range(1, steps).filter(_ -> random.nextDouble() < input / 1000).toArray();
    double[] times =
        IntStream.range(0, iterations)
            .flatMap(k -> Arrays.stream(noise).map(t -> k * steps + t))
            .asDoubleStream()
            .toArray();
    var train = sim.create(spike_generator.with(spike_times, ms(times)));
    sim.connect(train, inputs.at(i), static_synapse.with(delay, ms(1)));
  }

  // The curve that is to be drawn.
  double[] wave = new double[steps];
  for (int sine : new int[] {1, 2, 3, 5}) {
    double amplitude = random.nextDouble(0.5, 2), phase = random.nextDouble(2 * Math.PI);
    for (int t = 0; t < steps; t++) {
      wave[t] += amplitude * Math.sin(2 * Math.PI * sine * t / steps + phase);
    }
  }
  double[] times = IntStream.range(0, iterations * steps).mapToDouble(t -> t + offset).toArray();
  double[] values =
      IntStream.range(0, iterations * steps).mapToDouble(t -> wave[t % steps]).toArray();
  var generator = step_rate_generator.with("amplitude_times", times);
  var target = sim.create(generator.with("amplitude_values", values));
  var rates = rate_connection_delayed.with(delay, ms(1));
  sim.connect(target, answer, rates.receptor("target_signal"));

  var learning = eprop_synapse_bsshslm_2020.with(delay, ms(1)).with("tau_m_readout", 30.0);
  learning = learning.with("optimizer", "adam").with("eta", 0.003);
  sim.connect(inputs, recurrent, all_to_all(), learning.with("weight", gaussian(N_in)));
  sim.connect(
      recurrent,
      recurrent,
      all_to_all().withoutAutapses(),
      learning.with("weight", gaussian(N_rec)));
  sim.connect(recurrent, answer, all_to_all(), learning.with("weight", gaussian(N_rec)));
  var signal = eprop_learning_signal_connection_bsshslm_2020.with(delay, ms(1));
  sim.connect(answer, recurrent, all_to_all(), signal.with("weight", gaussian(1)));

  var record = multimeter.with(record_from, "readout_signal", "error_signal");
  var meter = sim.create(record.with(interval, ms(1)));
  sim.connect(meter, answer, static_synapse.with(delay, ms(1)));

  var events = sim.simulate(iterations * steps + offset + 1).events(meter);
  double[] error = events.values("error_signal");
  double[] drawn = events.values("readout_signal");
  double[] losses = new double[iterations];
  for (int t = 0; t < iterations * steps; t++) {
    losses[t / steps] += 0.5 * error[t + offset] * error[t + offset];
  }
  print("loss at first      : %.1f", losses[0]);
  print(
      "loss of the last 5 : %.1f",
      Arrays.stream(losses).skip(Math.max(0, iterations - 5)).average().orElse(0));

  var figure = Plots.grid(1).title("A recurrent network learns to draw a curve by e-prop");
  double[] number = IntStream.range(0, iterations).mapToDouble(k -> k + 1).toArray();
  var curve = Plots.trace(number, losses).over("Iteration").label("Loss").between(1, iterations);
  figure.add(curve.title("sum of half the squared errors"));
  double[] within = IntStream.range(0, steps).asDoubleStream().toArray();
  var traces = Plots.traces().label("Signal").title("target, and answers");
  traces.series("target", within, wave);
  traces
      .series("first", within, part(drawn, 0))
      .series("last", within, part(drawn, iterations - 1));
  figure.add(traces);
  Path plot = out.resolve("eprop_regression.png");
  figure.size(1000, 900).save(plot);
  print("Plot of loss and curves: %s", plot.normalize());
}

// What was drawn in an iteration.
double[] part(double[] drawn, int iteration) {
  int from = iteration * steps + offset;
  return Arrays.copyOfRange(drawn, from, from + steps);
}

// Weights with mean 0, whose sum over so many inputs has a variance of 1.
Quantity<Dimension.Scalar> gaussian(int inputs) {
  return normal(0, 1 / Math.sqrt(inputs));
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
