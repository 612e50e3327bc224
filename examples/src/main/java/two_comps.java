// A neuron of two compartments
//
// NEST has an example of the same name. A soma and a dendrite (cm_default, [1]), both passive,
// coupled by a conductance. A constant current into either one tells the resistances of the cell,
// which Kirchhoff's laws give, too: the resistance from one to the other is the same both ways.
// Not so for synapses. The same synapse makes a large local potential in the small dendrite, but a
// small and late one in the soma, and one in the soma acts on the dendrite almost as on the soma.
// And an NMDA receptor, whose conductance grows with the local potential, sees the dendrite's: ten
// spikes together make more than ten times the potential of one.
//
// [1] Wybo WAM, Jordan J, Ellenberger B, Marti Mengual U, Nevian T, Senn W (2021). Data-driven
//     reduction of dendritic morphologies with preserved dendro-somatic responses. eLife 10:e60936.
//     doi:10.7554/eLife.60936

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

double dt = 0.1; // resolution in ms
double rest = -70; // reversal potential of the leak in mV
double g_soma = 0.01, g_dend = 0.002, g_coupling = 0.004; // in uS
double C_soma = 0.08, C_dend = 0.02; // in nF
double I = 0.1; // constant current in nA
double onset = 10; // when spikes arrive in ms
double[] weights = {0.002, 0.002, 0.02}; // largest conductance of a spike in uS: AMPA, AMPA, NMDA
String[] names = {"soma", "dendrite"};

void main(String... args) {
  Arguments.read(this, args);
  Arguments.requireFolder(out);
  steady();
  synapses();
}

// The cell: a soma, and a dendrite that hangs on it; an AMPA receptor on each, NMDA on the
// dendrite.
NodeModel cell() {
  var soma = Map.of("parent_idx", -1, "params", Map.of("C_m", C_soma, "g_L", g_soma, "e_L", rest));
  var dend = Map.of("C_m", C_dend, "g_L", g_dend, "e_L", rest, "g_C", g_coupling);
  var dendrite = Map.of("parent_idx", 0, "params", dend);
  return cm_default
      .with(compartments, soma, dendrite)
      .with(
          receptors,
          Map.of("comp_idx", 0, "receptor_type", "AMPA"),
          Map.of("comp_idx", 1, "receptor_type", "AMPA"),
          Map.of("comp_idx", 1, "receptor_type", "NMDA"))
      .with(V_th, mV(0));
}

// The potentials after a long time with a current, beside those of Kirchhoff's laws.
void steady() {
  double det = g_soma * g_dend + g_coupling * (g_soma + g_dend);
  double[][] R = {
    {(g_dend + g_coupling) / det, g_coupling / det}, {g_coupling / det, (g_soma + g_coupling) / det}
  };
  print("%-16s %22s %26s", "current into", "R to the soma (MOhm)", "R to the dendrite (MOhm)");
  for (int into = 0; into < 2; into++) {
    double[] v = new double[2];
    try (var sim = Simulator.builder().resolution(ms(dt)).build()) {
      var neuron = sim.create(cell());
      var current = sim.create(dc_generator.with("amplitude", I));
      sim.connect(current, neuron, static_synapse.receptor(into));
      var meter = sim.create(multimeter.with(record_from, "v_comp0", "v_comp1"));
      sim.connect(meter, neuron);
      var events = sim.simulate(2000).events(meter);
      for (int k = 0; k < 2; k++) v[k] = events.values("v_comp" + k)[events.size() - 1] - rest;
    }
    print(
        "%-16s %10.4f (%8.4f) %14.4f (%8.4f)",
        names[into], v[0] / I, R[into][0], v[1] / I, R[into][1]);
  }
}

// What spikes through each receptor do.
void synapses() {
  print("\n%-27s %14s %14s %12s", "", "soma (mV)", "dendrite (mV)", "after (ms)");
  var figure = Plots.grid(1).title("Spikes at 10 ms onto a soma and its dendrite, both passive");
  figure.add(respond("1 spike to AMPA, soma", 0, 1));
  figure.add(respond("1 spike to AMPA, dendrite", 1, 1));
  figure.add(respond("1 spike to NMDA, dendrite", 2, 1));
  figure.add(respond("10 spikes to NMDA, dendrite", 2, 10));
  Path plot = out.resolve("two_comps.png");
  figure.size(1000, 1300).save(plot);
  print("Plot of the potentials: %s", plot.normalize());
}

// The potentials after so many spikes at once through a receptor.
TracePlot respond(String title, int receptor, int spikes) {
  try (var sim = Simulator.builder().resolution(ms(dt)).build()) {
    var neuron = sim.create(cell());
    var train = sim.create(spike_generator.with(spike_times, ms(onset - 1)));
    double strength = spikes * weights[receptor];
    sim.connect(
        train,
        neuron,
        static_synapse.with("weight", strength).with(delay, ms(1)).receptor(receptor));
    var meter =
        sim.create(multimeter.with(record_from, "v_comp0", "v_comp1").with(interval, ms(dt)));
    sim.connect(meter, neuron);
    var events = sim.simulate(120).events(meter);
    double[] times = events.times();
    double[] soma = events.values("v_comp0");
    double[] dendrite = events.values("v_comp1");
    int top = top(soma);
    double after = times[top] - onset;
    print(
        "%-27s %14.3f %14.3f %12.1f",
        title, soma[top] - rest, dendrite[top(dendrite)] - rest, after);
    return Plots.traces()
        .series("soma", times, soma)
        .series("dendrite", times, dendrite)
        .title(title);
  }
}

// Where the largest value is.
int top(double[] values) {
  int top = 0;
  for (int i = 1; i < values.length; i++) if (values[i] > values[top]) top = i;
  return top;
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
