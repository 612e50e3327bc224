package myelin;

import myelin.connect.Rules;
import myelin.engine.base.Unit;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Capacitance;
import myelin.value.Dimension.Conductance;
import myelin.value.Dimension.Coupling;
import myelin.value.Dimension.Current;
import myelin.value.Dimension.Frequency;
import myelin.value.Dimension.Mean;
import myelin.value.Dimension.Rate;
import myelin.value.Dimension.Scalar;
import myelin.value.Dimension.Time;
import myelin.value.Dimension.Voltage;
import myelin.value.Dimension.Weight;
import myelin.value.FlagParameter;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;

/// Parameters, spelt as in NEST; users reach them through [Names].
public abstract sealed class ParameterNames extends Rules permits Names {

  ParameterNames() {}

  /// Membrane potential.
  public static final QuantityParameter<Voltage> V_m = new QuantityParameter<>("V_m", Unit.MV);

  /// Resting potential, or reversal potential of a leak.
  public static final QuantityParameter<Voltage> E_L = new QuantityParameter<>("E_L", Unit.MV);

  /// Reversal potential of sodium.
  public static final QuantityParameter<Voltage> E_Na = new QuantityParameter<>("E_Na", Unit.MV);

  /// Reversal potential of potassium.
  public static final QuantityParameter<Voltage> E_K = new QuantityParameter<>("E_K", Unit.MV);

  /// Reversal potential of excitatory synapses.
  public static final QuantityParameter<Voltage> E_ex = new QuantityParameter<>("E_ex", Unit.MV);

  /// Reversal potential of inhibitory synapses.
  public static final QuantityParameter<Voltage> E_in = new QuantityParameter<>("E_in", Unit.MV);

  /// Spike threshold.
  public static final QuantityParameter<Voltage> V_th = new QuantityParameter<>("V_th", Unit.MV);

  /// Reset potential.
  public static final QuantityParameter<Voltage> V_reset =
      new QuantityParameter<>("V_reset", Unit.MV);

  /// Lower bound of the membrane potential.
  public static final QuantityParameter<Voltage> V_min = new QuantityParameter<>("V_min", Unit.MV);

  /// Threshold relative to rest.
  public static final QuantityParameter<Voltage> theta = new QuantityParameter<>("theta", Unit.MV);

  /// Width of a soft threshold.
  public static final QuantityParameter<Voltage> delta = new QuantityParameter<>("delta", Unit.MV);

  /// Leak conductance.
  public static final QuantityParameter<Conductance> g_L = new QuantityParameter<>("g_L", Unit.NS);

  /// Conductance of sodium channels.
  public static final QuantityParameter<Conductance> g_Na =
      new QuantityParameter<>("g_Na", Unit.NS);

  /// Conductance of Kv1 potassium channels.
  public static final QuantityParameter<Conductance> g_Kv1 =
      new QuantityParameter<>("g_Kv1", Unit.NS);

  /// Conductance of Kv3 potassium channels.
  public static final QuantityParameter<Conductance> g_Kv3 =
      new QuantityParameter<>("g_Kv3", Unit.NS);

  /// Membrane capacitance.
  public static final QuantityParameter<Capacitance> C_m = new QuantityParameter<>("C_m", Unit.PF);

  /// Membrane time constant.
  public static final QuantityParameter<Time> tau_m = new QuantityParameter<>("tau_m", Unit.MS);

  /// Excitatory synaptic time constant.
  public static final QuantityParameter<Time> tau_syn_ex =
      new QuantityParameter<>("tau_syn_ex", Unit.MS);

  /// Inhibitory synaptic time constant.
  public static final QuantityParameter<Time> tau_syn_in =
      new QuantityParameter<>("tau_syn_in", Unit.MS);

  /// Synaptic time constant.
  public static final QuantityParameter<Time> tau_syn = new QuantityParameter<>("tau_syn", Unit.MS);

  /// Refractory period.
  public static final QuantityParameter<Time> t_ref = new QuantityParameter<>("t_ref", Unit.MS);

  /// Time of the last spike.
  public static final QuantityParameter<Time> t_spike = new QuantityParameter<>("t_spike", Unit.MS);

  /// Time constant of depression.
  public static final QuantityParameter<Time> tau_minus =
      new QuantityParameter<>("tau_minus", Unit.MS);

  /// Slow time constant of triplet plasticity.
  public static final QuantityParameter<Time> tau_minus_triplet =
      new QuantityParameter<>("tau_minus_triplet", Unit.MS);

  /// Time constant of the calcium trace.
  public static final QuantityParameter<Time> tau_Ca = new QuantityParameter<>("tau_Ca", Unit.MS);

  /// Interval of spikes by the clock.
  public static final QuantityParameter<Time> ignore_and_spike_interval =
      new QuantityParameter<>("ignore_and_spike_interval", Unit.MS);

  /// Time of the first spike by the clock.
  public static final QuantityParameter<Time> ignore_and_spike_offset =
      new QuantityParameter<>("ignore_and_spike_offset", Unit.MS);

  /// Interval of events that flush e-prop synapses.
  public static final QuantityParameter<Time> flush_event_send_interval =
      new QuantityParameter<>("flush_event_send_interval", Unit.MS);

  /// Constant input current.
  public static final QuantityParameter<Current> I_e = new QuantityParameter<>("I_e", Unit.PA);

  /// Firing rate at a soft threshold.
  public static final QuantityParameter<Frequency> rho = new QuantityParameter<>("rho", Unit.HZ);

  /// Activation of sodium channels.
  public static final QuantityParameter<Scalar> Act_m = new QuantityParameter<>("Act_m", Unit.NONE);

  /// Inactivation of sodium channels.
  public static final QuantityParameter<Scalar> Inact_h =
      new QuantityParameter<>("Inact_h", Unit.NONE);

  /// Activation of Kv1 potassium channels.
  public static final QuantityParameter<Scalar> Act_n = new QuantityParameter<>("Act_n", Unit.NONE);

  /// Activation of Kv3 potassium channels.
  public static final QuantityParameter<Scalar> Inact_p =
      new QuantityParameter<>("Inact_p", Unit.NONE);

  /// Calcium trace.
  public static final QuantityParameter<Scalar> Ca = new QuantityParameter<>("Ca", Unit.NONE);

  /// Growth of the calcium trace at a spike.
  public static final QuantityParameter<Scalar> beta_Ca =
      new QuantityParameter<>("beta_Ca", Unit.NONE);

  /// Trace that plastic synapses onto a neuron read.
  public static final QuantityParameter<Scalar> post_trace =
      new QuantityParameter<>("post_trace", Unit.NONE);

  /// Spikes kept for plastic synapses onto a neuron.
  public static final QuantityParameter<Scalar> archiver_length =
      new QuantityParameter<>("archiver_length", Unit.NONE);

  /// Strength of a rate neuron's noise.
  public static final QuantityParameter<Scalar> sigma = new QuantityParameter<>("sigma", Unit.NONE);

  /// Gain of a rate neuron.
  public static final QuantityParameter<Scalar> g = new QuantityParameter<>("g", Unit.NONE);

  /// Excitatory synaptic conductance, or factor of a rate neuron's excitatory coupling.
  public static final QuantityParameter<Coupling> g_ex = new QuantityParameter<>("g_ex", Unit.NS);

  /// Inhibitory synaptic conductance, or factor of a rate neuron's inhibitory coupling.
  public static final QuantityParameter<Coupling> g_in = new QuantityParameter<>("g_in", Unit.NS);

  /// Shift of a rate neuron's excitatory coupling.
  public static final QuantityParameter<Scalar> theta_ex =
      new QuantityParameter<>("theta_ex", Unit.NONE);

  /// Shift of a rate neuron's inhibitory coupling.
  public static final QuantityParameter<Scalar> theta_in =
      new QuantityParameter<>("theta_in", Unit.NONE);

  /// Lowest rate of a rate neuron.
  public static final QuantityParameter<Scalar> rectify_rate =
      new QuantityParameter<>("rectify_rate", Unit.NONE);

  /// Keep the rate at rectify_rate or above.
  public static final FlagParameter rectify_output = new FlagParameter("rectify_output");

  /// Sum a rate neuron's input before the gain, or after it.
  public static final FlagParameter linear_summation = new FlagParameter("linear_summation");

  /// Multiply a rate neuron's input by a function of its rate.
  public static final FlagParameter mult_coupling = new FlagParameter("mult_coupling");

  /// Keep spikes that arrive in the refractory period.
  public static final FlagParameter refractory_input = new FlagParameter("refractory_input");

  /// Fire by the clock, whatever the input.
  public static final FlagParameter ignore_and_spike = new FlagParameter("ignore_and_spike");

  /// Begin of a device's activity.
  public static final QuantityParameter<Time> start = new QuantityParameter<>("start", Unit.MS);

  /// End of a device's activity.
  public static final QuantityParameter<Time> stop = new QuantityParameter<>("stop", Unit.MS);

  /// Reference time of start and stop.
  public static final QuantityParameter<Time> origin = new QuantityParameter<>("origin", Unit.MS);

  /// Rate of a Poisson generator or a population, or of a rate neuron, a pure number.
  public static final QuantityParameter<Rate> rate = new QuantityParameter<>("rate", Unit.HZ);

  /// Frequency of an oscillation.
  public static final QuantityParameter<Frequency> frequency =
      new QuantityParameter<>("frequency", Unit.HZ);

  /// Phase of an oscillation.
  public static final QuantityParameter<Angle> phase = new QuantityParameter<>("phase", Unit.DEG);

  /// Current, or amplitude of a current.
  public static final QuantityParameter<Current> amplitude =
      new QuantityParameter<>("amplitude", Unit.PA);

  /// Mean of a noise current, or a constant rate added to that of a population.
  public static final QuantityParameter<Mean> mean = new QuantityParameter<>("mean", Unit.PA);

  /// Standard deviation of a noise current.
  public static final QuantityParameter<Current> std = new QuantityParameter<>("std", Unit.PA);

  /// Modulation of the deviation of a noise current.
  public static final QuantityParameter<Current> std_mod =
      new QuantityParameter<>("std_mod", Unit.PA);

  /// Interval between changes of a noise current.
  public static final QuantityParameter<Time> dt = new QuantityParameter<>("dt", Unit.MS);

  /// When a step current changes.
  public static final QuantityParameter<Time> amplitude_times =
      new QuantityParameter<>("amplitude_times", Unit.MS);

  /// To what a step current changes.
  public static final QuantityParameter<Current> amplitude_values =
      new QuantityParameter<>("amplitude_values", Unit.PA);

  /// When a spike generator spikes.
  public static final QuantityParameter<Time> spike_times =
      new QuantityParameter<>("spike_times", Unit.MS);

  /// Factor of each spike's weight.
  public static final QuantityParameter<Scalar> spike_weights =
      new QuantityParameter<>("spike_weights", Unit.NONE);

  /// Number of spikes at once.
  public static final QuantityParameter<Scalar> spike_multiplicities =
      new QuantityParameter<>("spike_multiplicities", Unit.NONE);

  /// Move times to the end of their step.
  public static final FlagParameter allow_offgrid_times = new FlagParameter("allow_offgrid_times");

  /// Keep times between steps as offsets.
  public static final FlagParameter precise_times = new FlagParameter("precise_times");

  /// Send spikes of the present time one step later.
  public static final FlagParameter shift_now_spikes = new FlagParameter("shift_now_spikes");

  /// Time between samples.
  public static final QuantityParameter<Time> interval =
      new QuantityParameter<>("interval", Unit.MS);

  /// Quantities that a multimeter records.
  public static final TextParameter record_from = new TextParameter("record_from");

  /// Where a recorder's events go: `memory`, `ascii`, `gdf` or `screen`.
  public static final TextParameter record_to = new TextParameter("record_to");

  /// Name of a device, used for files and plots.
  public static final TextParameter label = new TextParameter("label");

  /// Extension of a recorder's file.
  public static final TextParameter file_extension = new TextParameter("file_extension");

  /// Digits after the point in text files.
  public static final QuantityParameter<Scalar> precision =
      new QuantityParameter<>("precision", Unit.NONE);

  /// Number of events recorded.
  public static final QuantityParameter<Scalar> n_events =
      new QuantityParameter<>("n_events", Unit.NONE);

  /// Record times as steps.
  public static final FlagParameter time_in_steps = new FlagParameter("time_in_steps");

  /// Ids of the nodes whose spikes a weight recorder records; all, if empty.
  public static final QuantityParameter<Scalar> senders =
      new QuantityParameter<>("senders", Unit.NONE);

  /// Ids of the nodes to which a weight recorder records spikes; all, if empty.
  public static final QuantityParameter<Scalar> targets =
      new QuantityParameter<>("targets", Unit.NONE);

  /// Strength of a synapse, in the unit of the target's receptor.
  public static final QuantityParameter<Weight> weight =
      new QuantityParameter<>("weight", Unit.NONE);

  /// Time from sending to arrival of a spike.
  public static final QuantityParameter<Time> delay = new QuantityParameter<>("delay", Unit.MS);

  /// Mean of a population's input (mV) per rate of the source (Hz).
  public static final QuantityParameter<Scalar> drift_factor =
      new QuantityParameter<>("drift_factor", Unit.NONE);

  /// Variance of a population's input (mV²) per rate of the source (Hz).
  public static final QuantityParameter<Scalar> diffusion_factor =
      new QuantityParameter<>("diffusion_factor", Unit.NONE);

  /// Limit of a plastic weight, of its sign.
  public static final QuantityParameter<Weight> Wmax = new QuantityParameter<>("Wmax", Unit.NONE);

  /// Time constant of facilitation.
  public static final QuantityParameter<Time> tau_plus =
      new QuantityParameter<>("tau_plus", Unit.MS);

  /// Slow time constant of facilitation by triplets.
  public static final QuantityParameter<Time> tau_plus_triplet =
      new QuantityParameter<>("tau_plus_triplet", Unit.MS);

  /// Time constant of symmetric plasticity, or of a rate.
  public static final QuantityParameter<Time> tau = new QuantityParameter<>("tau", Unit.MS);

  /// Step size of plasticity, or passive decay of a rate.
  public static final QuantityParameter<Scalar> lambda =
      new QuantityParameter<>("lambda", Unit.NONE);

  /// Step size of symmetric plasticity.
  public static final QuantityParameter<Scalar> eta = new QuantityParameter<>("eta", Unit.NONE);

  /// Depression, relative to facilitation or to the step size.
  public static final QuantityParameter<Scalar> alpha = new QuantityParameter<>("alpha", Unit.NONE);

  /// Exponent of the weight in facilitation, or mean input of a rate neuron.
  public static final QuantityParameter<Scalar> mu = new QuantityParameter<>("mu", Unit.NONE);

  /// Exponent of facilitation.
  public static final QuantityParameter<Scalar> mu_plus =
      new QuantityParameter<>("mu_plus", Unit.NONE);

  /// Exponent of depression.
  public static final QuantityParameter<Scalar> mu_minus =
      new QuantityParameter<>("mu_minus", Unit.NONE);

  /// Facilitation by pairs of spikes.
  public static final QuantityParameter<Scalar> Aplus = new QuantityParameter<>("Aplus", Unit.NONE);

  /// Facilitation by triplets of spikes.
  public static final QuantityParameter<Scalar> Aplus_triplet =
      new QuantityParameter<>("Aplus_triplet", Unit.NONE);

  /// Depression by pairs of spikes.
  public static final QuantityParameter<Scalar> Aminus =
      new QuantityParameter<>("Aminus", Unit.NONE);

  /// Depression by triplets of spikes.
  public static final QuantityParameter<Scalar> Aminus_triplet =
      new QuantityParameter<>("Aminus_triplet", Unit.NONE);

  /// Trace of the source's spikes.
  public static final QuantityParameter<Scalar> Kplus = new QuantityParameter<>("Kplus", Unit.NONE);

  /// Slow trace of the source's spikes.
  public static final QuantityParameter<Scalar> Kplus_triplet =
      new QuantityParameter<>("Kplus_triplet", Unit.NONE);

  /// Use of resources by a spike at rest.
  public static final QuantityParameter<Scalar> U = new QuantityParameter<>("U", Unit.NONE);

  /// Use of resources by the last spike.
  public static final QuantityParameter<Scalar> u = new QuantityParameter<>("u", Unit.NONE);

  /// Fraction of resources that is recovered.
  public static final QuantityParameter<Scalar> x = new QuantityParameter<>("x", Unit.NONE);

  /// Fraction of resources that is active.
  public static final QuantityParameter<Scalar> y = new QuantityParameter<>("y", Unit.NONE);

  /// Time constant of inactivation.
  public static final QuantityParameter<Time> tau_psc = new QuantityParameter<>("tau_psc", Unit.MS);

  /// Time constant of facilitation.
  public static final QuantityParameter<Time> tau_fac = new QuantityParameter<>("tau_fac", Unit.MS);

  /// Time constant of recovery.
  public static final QuantityParameter<Time> tau_rec = new QuantityParameter<>("tau_rec", Unit.MS);

  /// Width of a bin of times.
  public static final QuantityParameter<Time> delta_tau =
      new QuantityParameter<>("delta_tau", Unit.MS);

  /// Longest time between two spikes.
  public static final QuantityParameter<Time> tau_max = new QuantityParameter<>("tau_max", Unit.MS);

  /// Begin of counting.
  public static final QuantityParameter<Time> Tstart = new QuantityParameter<>("Tstart", Unit.MS);

  /// End of counting.
  public static final QuantityParameter<Time> Tstop = new QuantityParameter<>("Tstop", Unit.MS);
}
