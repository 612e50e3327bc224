package myelin;

import myelin.connect.Synapse;
import myelin.node.NodeModel;

/// All that a program needs by name, after `import static myelin.Names.*;`: models, parameters,
/// units, distributions and connection rules, spelt as in NEST.
public final class Names extends ParameterNames {

  private Names() {}

  /// Hodgkin-Huxley neuron with gap junctions and alpha-shaped synaptic currents.
  public static final NodeModel hh_psc_alpha_gap = NodeModel.named("hh_psc_alpha_gap");

  /// Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances.
  public static final NodeModel iaf_cond_exp = NodeModel.named("iaf_cond_exp");

  /// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents.
  public static final NodeModel iaf_psc_alpha = NodeModel.named("iaf_psc_alpha");

  /// Leaky integrate-and-fire neuron whose potential jumps at each spike.
  public static final NodeModel iaf_psc_delta = NodeModel.named("iaf_psc_delta");

  /// Leaky integrate-and-fire neuron with exponentially decaying synaptic currents.
  public static final NodeModel iaf_psc_exp = NodeModel.named("iaf_psc_exp");

  /// Leaky integrate-and-fire neuron with a current for each receptor.
  public static final NodeModel iaf_psc_exp_multisynapse =
      NodeModel.named("iaf_psc_exp_multisynapse");

  /// Linear rate neuron with input noise.
  public static final NodeModel lin_rate_ipn = NodeModel.named("lin_rate_ipn");

  /// Repeats each spike that it receives.
  public static final NodeModel parrot_neuron = NodeModel.named("parrot_neuron");

  /// Repeats what it receives, at precise times.
  public static final NodeModel parrot_neuron_ps = NodeModel.named("parrot_neuron_ps");

  /// Binary neuron with a step as its gain.
  public static final NodeModel mcculloch_pitts_neuron = NodeModel.named("mcculloch_pitts_neuron");

  /// Mean-field rate of a population of leaky integrate-and-fire neurons.
  public static final NodeModel siegert_neuron = NodeModel.named("siegert_neuron");

  /// Rate neuron with input noise and a hyperbolic tangent as gain.
  public static final NodeModel tanh_rate_ipn = NodeModel.named("tanh_rate_ipn");

  /// Sinusoidal current.
  public static final NodeModel ac_generator = NodeModel.named("ac_generator");

  /// Constant current.
  public static final NodeModel dc_generator = NodeModel.named("dc_generator");

  /// Gaussian white noise current.
  public static final NodeModel noise_generator = NodeModel.named("noise_generator");

  /// Spikes of a Poisson process, independent for each target.
  public static final NodeModel poisson_generator = NodeModel.named("poisson_generator");

  /// Random spikes in continuous time.
  public static final NodeModel poisson_generator_ps = NodeModel.named("poisson_generator_ps");

  /// Spikes at given times.
  public static final NodeModel spike_generator = NodeModel.named("spike_generator");

  /// Piecewise constant current.
  public static final NodeModel step_current_generator = NodeModel.named("step_current_generator");

  /// Piecewise constant rate.
  public static final NodeModel step_rate_generator = NodeModel.named("step_rate_generator");

  /// Counts pairs of spikes by the time between them.
  public static final NodeModel correlation_detector = NodeModel.named("correlation_detector");

  /// Samples state variables.
  public static final NodeModel multimeter = NodeModel.named("multimeter");

  /// Records spikes; the name in NEST 2.
  public static final NodeModel spike_detector = NodeModel.named("spike_detector");

  /// Records spikes.
  public static final NodeModel spike_recorder = NodeModel.named("spike_recorder");

  /// Records states of binary neurons.
  public static final NodeModel spin_detector = NodeModel.named("spin_detector");

  /// Samples the membrane potential.
  public static final NodeModel voltmeter = NodeModel.named("voltmeter");

  /// Records the weights of synapses, spike by spike.
  public static final NodeModel weight_recorder = NodeModel.named("weight_recorder");

  /// Synapse of constant weight.
  public static final Synapse static_synapse = Synapse.model("static_synapse");

  /// Spike-timing dependent plasticity, all pairs of spikes.
  public static final Synapse stdp_synapse = Synapse.model("stdp_synapse");

  /// Spike-timing dependent plasticity, one set of parameters for all synapses.
  public static final Synapse stdp_synapse_hom = Synapse.model("stdp_synapse_hom");

  /// Spike-timing dependent plasticity, facilitation by a power of the weight.
  public static final Synapse stdp_pl_synapse_hom = Synapse.model("stdp_pl_synapse_hom");

  /// Spike-timing dependent plasticity of triplets of spikes.
  public static final Synapse stdp_triplet_synapse = Synapse.model("stdp_triplet_synapse");

  /// Short-term depression and facilitation.
  public static final Synapse tsodyks_synapse = Synapse.model("tsodyks_synapse");

  /// Symmetric plasticity with a constant depression.
  public static final Synapse vogels_sprekeler_synapse = Synapse.model("vogels_sprekeler_synapse");

  /// Rate of a siegert_neuron, as mean and variance of input.
  public static final Synapse diffusion_connection = Synapse.model("diffusion_connection");

  /// Electrical synapse.
  public static final Synapse gap_junction = Synapse.model("gap_junction");

  /// Rate of a rate neuron, after a delay.
  public static final Synapse rate_connection_delayed = Synapse.model("rate_connection_delayed");

  /// Rate of a rate neuron, at once.
  public static final Synapse rate_connection_instantaneous =
      Synapse.model("rate_connection_instantaneous");
}
