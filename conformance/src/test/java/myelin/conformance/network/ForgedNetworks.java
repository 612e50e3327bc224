package myelin.conformance.network;

import static myelin.Names.all_to_all;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Small networks that have a bit of everything, for [Forgery].
final class ForgedNetworks {

  /// Their names.
  static final List<String> ALL = List.of("neurons", "trains", "plastic", "coupled", "files");

  private ForgedNetworks() {}

  /// Builds one of them and simulates it for 12 ms.
  ///
  /// @param folder where its recorders write
  static Simulator make(String name, Path folder) {
    Simulator sim = Simulator.builder().seed(3).threads(2).data_path(folder).build();
    switch (name) {
      case "neurons" -> neurons(sim);
      case "trains" -> trains(sim);
      case "plastic" -> plastic(sim);
      case "coupled" -> coupled(sim);
      default -> files(sim);
    }
    sim.simulate(12);
    return sim;
  }

  private static NodeCollection device(Simulator sim, String model, Object... parameters) {
    NodeModel device = NodeModel.named(model);
    for (int i = 0; i < parameters.length; i += 2) {
      device = device.with((String) parameters[i], parameters[i + 1]);
    }
    return sim.create(device);
  }

  private static void neurons(Simulator sim) {
    NodeModel exp = NodeModel.named("iaf_psc_exp").with("V_m", normal(mV(-62), mV(4)));
    NodeCollection currents =
        sim.create(exp.with("tau_syn_ex", uniform(ms(1), ms(4))), 5)
            .and(sim.create("iaf_psc_alpha", 5))
            .and(sim.create(NodeModel.named("iaf_psc_delta").with("refractory_input", true), 4));
    NodeCollection cond = sim.create("iaf_cond_exp", 4);
    NodeCollection parrots =
        sim.create(NodeModel.named("parrot_neuron").named("mine", Map.of()), 3);
    NodeCollection spikes = device(sim, "spike_recorder");
    NodeCollection meter = device(sim, "multimeter", "record_from", "V_m", "interval", 0.7);
    NodeCollection poisson = device(sim, "poisson_generator", "rate", 9000.0);
    Synapse delayed = static_synapse.with("delay", uniform(ms(0.5), ms(3)));
    sim.connect(poisson, currents, static_synapse.with("weight", 60).with("delay", 1.1));
    sim.connect(poisson, cond, static_synapse.with("weight", 2));
    sim.connect(poisson, spikes);
    NodeCollection train =
        device(
            sim,
            "spike_generator",
            "spike_times",
            new double[] {1, 2.5, 7.1, 12.3, 17},
            "spike_weights",
            new double[] {1, 0.5, 2, 1, 1},
            "spike_multiplicities",
            new double[] {1, 2, 3, 1, 2});
    sim.connect(train, currents, delayed.with("weight", 50));
    sim.connect(train, parrots, delayed);
    sim.connect(device(sim, "dc_generator", "amplitude", 400.0, "start", 3.0), currents);
    sim.connect(device(sim, "ac_generator", "amplitude", 70.0, "frequency", 40.0), currents);
    sim.connect(device(sim, "noise_generator", "std", 90.0, "dt", 0.3), cond);
    sim.connect(
        device(
            sim,
            "step_current_generator",
            "amplitude_times",
            new double[] {2, 9},
            "amplitude_values",
            new double[] {-20, 33}),
        currents);
    sim.connect(currents, currents, pairwise_bernoulli(0.5), delayed.with("weight", normal(40, 9)));
    sim.connect(currents, cond, pairwise_bernoulli(0.5), delayed.with("weight", 3));
    sim.connect(
        cond, currents, all_to_all(), static_synapse.with("weight", -30).with("delay", 1.5));
    sim.connect(parrots, currents, pairwise_bernoulli(0.5), delayed.with("weight", 70));
    sim.connect(meter, currents);
    sim.connect(currents.and(cond).and(parrots), spikes);
  }

  /// Devices that remember what they have drawn or heard.
  private static void trains(Simulator sim) {
    NodeCollection neurons = sim.create("iaf_psc_exp", 3);
    NodeCollection binary =
        sim.create(NodeModel.named("mcculloch_pitts_neuron").with("tau_m", 1.0), 2);
    NodeCollection spikes = device(sim, "spike_recorder");
    Synapse delayed = static_synapse.with("delay", uniform(ms(0.5), ms(3))).with("weight", 90);
    NodeCollection gamma =
        device(sim, "gamma_sup_generator", "rate", 90.0, "gamma_shape", 3, "n_proc", 9);
    NodeCollection dead =
        device(sim, "ppd_sup_generator", "rate", 90.0, "dead_time", 0.5, "n_proc", 9);
    NodeCollection sine = device(sim, "sinusoidal_gamma_generator", "rate", 900.0, "order", 2.5);
    NodeCollection common =
        device(sim, "sinusoidal_gamma_generator", "rate", 900.0, "individual_spike_trains", false);
    NodeCollection dilutor = device(sim, "spike_dilutor", "p_copy", 0.7);
    NodeCollection train =
        device(sim, "spike_train_injector", "spike_times", new double[] {1, 2.5, 7.1, 12, 17});
    NodeCollection packet =
        device(sim, "pulsepacket_generator", "pulse_times", new double[] {6}, "activity", 9);
    for (NodeCollection source : new NodeCollection[] {gamma, dead, sine, common, dilutor}) {
      sim.connect(source, neurons, delayed);
      sim.connect(source, spikes);
    }
    sim.connect(train, neurons, Synapse.model("stdp_synapse").with("weight", 40));
    sim.connect(train.and(packet), dilutor, static_synapse.with("delay", 1.5));
    sim.connect(packet, neurons, delayed);
    NodeCollection pairs = device(sim, "correlomatrix_detector", "N_channels", 2);
    sim.connect(train, pairs, static_synapse.receptor(1));
    sim.connect(gamma, pairs);
    NodeCollection spins = device(sim, "correlospinmatrix_detector", "N_channels", 2);
    sim.connect(binary.at(0), spins);
    sim.connect(binary.at(1), spins, static_synapse.receptor(1));
    sim.connect(neurons.and(binary), spikes);
  }

  private static void plastic(Simulator sim) {
    NodeCollection exp = sim.create(NodeModel.named("iaf_psc_exp").with("I_e", 900.0), 5);
    NodeCollection delta = sim.create(NodeModel.named("iaf_psc_delta").with("I_e", 900.0), 4);
    NodeCollection weights = device(sim, "weight_recorder");
    NodeCollection spikes = device(sim, "spike_recorder");
    Synapse delayed = static_synapse.with("delay", 0.5);
    sim.connect(device(sim, "poisson_generator", "rate", 9000.0), exp, delayed.with("weight", 90));
    for (String model :
        new String[] {
          "stdp_synapse", "stdp_synapse_hom", "stdp_triplet_synapse", "stdp_pl_synapse_hom"
        }) {
      Synapse synapse =
          Synapse.model(model)
              .with("weight", uniform(1, 20))
              .with("delay", uniform(ms(0.5), ms(2)));
      sim.connect(exp, delta, synapse.recordedBy(weights));
    }
    Synapse inhibit =
        Synapse.model("vogels_sprekeler_synapse").with("weight", -20).with("Wmax", -60);
    sim.connect(delta, exp, pairwise_bernoulli(0.5), inhibit);
    Synapse recorded = Synapse.model("stdp_synapse").with("lambda", 0.02).recordedBy(weights);
    sim.connect(delta, exp, pairwise_bernoulli(0.4), recorded);
    sim.connect(exp.and(delta), spikes);
  }

  private static void coupled(Simulator sim) {
    NodeCollection cells = sim.create(NodeModel.named("hh_psc_alpha_gap").with("I_e", 400.0), 4);
    NodeCollection rates = sim.create(NodeModel.named("lin_rate_ipn").with("mu", 1.0), 4);
    NodeCollection siegert = sim.create("siegert_neuron", 3);
    sim.connect(
        cells.first(2),
        cells.last(2),
        one_to_one().symmetric(),
        Synapse.model("gap_junction").with("weight", 5.0));
    sim.connect(
        rates,
        rates,
        all_to_all(),
        Synapse.model("rate_connection_instantaneous").with("weight", 0.05));
    sim.connect(
        rates,
        rates,
        all_to_all(),
        Synapse.model("rate_connection_delayed")
            .with("weight", 0.05)
            .with("delay", uniform(ms(1), ms(3))));
    sim.connect(siegert, siegert, all_to_all(), Synapse.model("diffusion_connection"));
    sim.connect(cells, cells, all_to_all(), static_synapse.with("weight", 20).with("delay", 0.8));
    sim.connect(device(sim, "multimeter", "record_from", "V_m", "interval", 0.5), cells);
    sim.connect(device(sim, "multimeter", "record_from", "rate"), rates);
    sim.connect(cells, device(sim, "spike_recorder"));
  }

  private static void files(Simulator sim) {
    NodeCollection neurons = sim.create(NodeModel.named("iaf_psc_alpha").with("I_e", 700.0), 3);
    sim.connect(neurons, device(sim, "spike_recorder", "record_to", "ascii", "label", "spikes"));
    sim.connect(device(sim, "multimeter", "record_from", "V_m", "record_to", "ascii"), neurons);
    sim.connect(neurons, neurons, all_to_all(), static_synapse.with("weight", 20));
  }
}
