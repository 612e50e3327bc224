package myelin;

import myelin.connect.Rules;
import myelin.value.Dimension;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Capacitance;
import myelin.value.Dimension.Conductance;
import myelin.value.Dimension.Current;
import myelin.value.Dimension.Frequency;
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
  public static final QuantityParameter<Voltage> V_m = new QuantityParameter<>("V_m");

  /// Resting potential, or reversal potential of a leak.
  public static final QuantityParameter<Voltage> E_L = new QuantityParameter<>("E_L");

  /// Reversal potential of sodium.
  public static final QuantityParameter<Voltage> E_Na = new QuantityParameter<>("E_Na");

  /// Reversal potential of potassium.
  public static final QuantityParameter<Voltage> E_K = new QuantityParameter<>("E_K");

  /// Reversal potential of excitatory synapses.
  public static final QuantityParameter<Voltage> E_ex = new QuantityParameter<>("E_ex");

  /// Reversal potential of inhibitory synapses.
  public static final QuantityParameter<Voltage> E_in = new QuantityParameter<>("E_in");

  /// Spike threshold.
  public static final QuantityParameter<Voltage> V_th = new QuantityParameter<>("V_th");

  /// Reset potential.
  public static final QuantityParameter<Voltage> V_reset = new QuantityParameter<>("V_reset");

  /// Lower bound of the membrane potential.
  public static final QuantityParameter<Voltage> V_min = new QuantityParameter<>("V_min");

  /// Threshold relative to rest (mV), or shift of a rate neuron's gain.
  public static final QuantityParameter<Dimension> theta = new QuantityParameter<>("theta");

  /// Width of a soft threshold.
  public static final QuantityParameter<Voltage> delta = new QuantityParameter<>("delta");

  /// Leak conductance.
  public static final QuantityParameter<Conductance> g_L = new QuantityParameter<>("g_L");

  /// Conductance of sodium channels.
  public static final QuantityParameter<Conductance> g_Na = new QuantityParameter<>("g_Na");

  /// Conductance of Kv1 potassium channels.
  public static final QuantityParameter<Conductance> g_Kv1 = new QuantityParameter<>("g_Kv1");

  /// Conductance of Kv3 potassium channels.
  public static final QuantityParameter<Conductance> g_Kv3 = new QuantityParameter<>("g_Kv3");

  /// Membrane capacitance.
  public static final QuantityParameter<Capacitance> C_m = new QuantityParameter<>("C_m");

  /// Membrane time constant.
  public static final QuantityParameter<Time> tau_m = new QuantityParameter<>("tau_m");

  /// Excitatory synaptic time constant.
  public static final QuantityParameter<Time> tau_syn_ex = new QuantityParameter<>("tau_syn_ex");

  /// Inhibitory synaptic time constant.
  public static final QuantityParameter<Time> tau_syn_in = new QuantityParameter<>("tau_syn_in");

  /// Synaptic time constant.
  public static final QuantityParameter<Time> tau_syn = new QuantityParameter<>("tau_syn");

  /// Refractory period.
  public static final QuantityParameter<Time> t_ref = new QuantityParameter<>("t_ref");

  /// Time of the last spike.
  public static final QuantityParameter<Time> t_spike = new QuantityParameter<>("t_spike");

  /// Time constant of depression.
  public static final QuantityParameter<Time> tau_minus = new QuantityParameter<>("tau_minus");

  /// Slow time constant of triplet plasticity.
  public static final QuantityParameter<Time> tau_minus_triplet =
      new QuantityParameter<>("tau_minus_triplet");

  /// Time constant of the calcium trace.
  public static final QuantityParameter<Time> tau_Ca = new QuantityParameter<>("tau_Ca");

  /// Interval of spikes by the clock.
  public static final QuantityParameter<Time> ignore_and_spike_interval =
      new QuantityParameter<>("ignore_and_spike_interval");

  /// Time of the first spike by the clock.
  public static final QuantityParameter<Time> ignore_and_spike_offset =
      new QuantityParameter<>("ignore_and_spike_offset");

  /// Interval of events that flush e-prop synapses.
  public static final QuantityParameter<Time> flush_event_send_interval =
      new QuantityParameter<>("flush_event_send_interval");

  /// Constant input current.
  public static final QuantityParameter<Current> I_e = new QuantityParameter<>("I_e");

  /// Firing rate at a soft threshold.
  public static final QuantityParameter<Frequency> rho = new QuantityParameter<>("rho");

  /// Activation of sodium channels.
  public static final QuantityParameter<Scalar> Act_m = new QuantityParameter<>("Act_m");

  /// Inactivation of sodium channels.
  public static final QuantityParameter<Scalar> Inact_h = new QuantityParameter<>("Inact_h");

  /// Activation of Kv1 potassium channels.
  public static final QuantityParameter<Scalar> Act_n = new QuantityParameter<>("Act_n");

  /// Activation of Kv3 potassium channels.
  public static final QuantityParameter<Scalar> Inact_p = new QuantityParameter<>("Inact_p");

  /// Calcium trace.
  public static final QuantityParameter<Scalar> Ca = new QuantityParameter<>("Ca");

  /// Growth of the calcium trace at a spike.
  public static final QuantityParameter<Scalar> beta_Ca = new QuantityParameter<>("beta_Ca");

  /// Trace that plastic synapses onto a neuron read.
  public static final QuantityParameter<Scalar> post_trace = new QuantityParameter<>("post_trace");

  /// Spikes kept for plastic synapses onto a neuron.
  public static final QuantityParameter<Scalar> archiver_length =
      new QuantityParameter<>("archiver_length");

  /// Strength of a rate neuron's noise.
  public static final QuantityParameter<Scalar> sigma = new QuantityParameter<>("sigma");

  /// Gain of a rate neuron.
  public static final QuantityParameter<Scalar> g = new QuantityParameter<>("g");

  /// Excitatory synaptic conductance, or factor of a rate neuron's excitatory coupling.
  public static final QuantityParameter<Dimension> g_ex = new QuantityParameter<>("g_ex");

  /// Inhibitory synaptic conductance, or factor of a rate neuron's inhibitory coupling.
  public static final QuantityParameter<Dimension> g_in = new QuantityParameter<>("g_in");

  /// Shift of a rate neuron's excitatory coupling.
  public static final QuantityParameter<Scalar> theta_ex = new QuantityParameter<>("theta_ex");

  /// Shift of a rate neuron's inhibitory coupling.
  public static final QuantityParameter<Scalar> theta_in = new QuantityParameter<>("theta_in");

  /// Lowest rate of a rate neuron.
  public static final QuantityParameter<Scalar> rectify_rate =
      new QuantityParameter<>("rectify_rate");

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
  public static final QuantityParameter<Time> start = new QuantityParameter<>("start");

  /// End of a device's activity.
  public static final QuantityParameter<Time> stop = new QuantityParameter<>("stop");

  /// Reference time of start and stop.
  public static final QuantityParameter<Time> origin = new QuantityParameter<>("origin");

  /// Rate of a Poisson generator or a population, or of a rate neuron, a pure number.
  public static final QuantityParameter<Dimension> rate = new QuantityParameter<>("rate");

  /// Frequency of an oscillation.
  public static final QuantityParameter<Frequency> frequency = new QuantityParameter<>("frequency");

  /// Phase of an oscillation.
  public static final QuantityParameter<Angle> phase = new QuantityParameter<>("phase");

  /// Current, or amplitude of a current.
  public static final QuantityParameter<Current> amplitude = new QuantityParameter<>("amplitude");

  /// Mean of a noise current, or a constant rate added to that of a population.
  public static final QuantityParameter<Dimension> mean = new QuantityParameter<>("mean");

  /// Standard deviation of a noise current.
  public static final QuantityParameter<Current> std = new QuantityParameter<>("std");

  /// Modulation of the deviation of a noise current.
  public static final QuantityParameter<Current> std_mod = new QuantityParameter<>("std_mod");

  /// Interval between changes of a noise current.
  public static final QuantityParameter<Time> dt = new QuantityParameter<>("dt");

  /// When a step current changes.
  public static final QuantityParameter<Time> amplitude_times =
      new QuantityParameter<>("amplitude_times");

  /// To what a step current (pA) or a step rate changes.
  public static final QuantityParameter<Dimension> amplitude_values =
      new QuantityParameter<>("amplitude_values");

  /// When a spike generator spikes.
  public static final QuantityParameter<Time> spike_times = new QuantityParameter<>("spike_times");

  /// Factor of each spike's weight.
  public static final QuantityParameter<Scalar> spike_weights =
      new QuantityParameter<>("spike_weights");

  /// Number of spikes at once.
  public static final QuantityParameter<Scalar> spike_multiplicities =
      new QuantityParameter<>("spike_multiplicities");

  /// Move times to the end of their step.
  public static final FlagParameter allow_offgrid_times = new FlagParameter("allow_offgrid_times");

  /// Keep times between steps as offsets.
  public static final FlagParameter precise_times = new FlagParameter("precise_times");

  /// Send spikes of the present time one step later.
  public static final FlagParameter shift_now_spikes = new FlagParameter("shift_now_spikes");

  /// Time between samples.
  public static final QuantityParameter<Time> interval = new QuantityParameter<>("interval");

  /// Quantities that a multimeter records.
  public static final TextParameter record_from = new TextParameter("record_from");

  /// Where a recorder's events go: `memory`, `ascii`, `gdf` or `screen`.
  public static final TextParameter record_to = new TextParameter("record_to");

  /// Name of a device, used for files and plots.
  public static final TextParameter label = new TextParameter("label");

  /// Extension of a recorder's file.
  public static final TextParameter file_extension = new TextParameter("file_extension");

  /// Digits after the point in text files.
  public static final QuantityParameter<Scalar> precision = new QuantityParameter<>("precision");

  /// Number of events recorded.
  public static final QuantityParameter<Scalar> n_events = new QuantityParameter<>("n_events");

  /// Record times as steps.
  public static final FlagParameter time_in_steps = new FlagParameter("time_in_steps");

  /// Ids of the nodes whose spikes a weight recorder records; all, if empty.
  public static final QuantityParameter<Scalar> senders = new QuantityParameter<>("senders");

  /// Ids of the nodes to which a weight recorder records spikes; all, if empty.
  public static final QuantityParameter<Scalar> targets = new QuantityParameter<>("targets");

  /// Strength of a synapse, in the unit of the target's receptor.
  public static final QuantityParameter<Weight> weight = new QuantityParameter<>("weight");

  /// Time from sending to arrival of a spike.
  public static final QuantityParameter<Time> delay = new QuantityParameter<>("delay");

  /// Mean of a population's input (mV) per rate of the source (Hz).
  public static final QuantityParameter<Scalar> drift_factor =
      new QuantityParameter<>("drift_factor");

  /// Variance of a population's input (mV²) per rate of the source (Hz).
  public static final QuantityParameter<Scalar> diffusion_factor =
      new QuantityParameter<>("diffusion_factor");

  /// Limit of a plastic weight, of its sign.
  public static final QuantityParameter<Weight> Wmax = new QuantityParameter<>("Wmax");

  /// Time constant of facilitation.
  public static final QuantityParameter<Time> tau_plus = new QuantityParameter<>("tau_plus");

  /// Slow time constant of facilitation by triplets.
  public static final QuantityParameter<Time> tau_plus_triplet =
      new QuantityParameter<>("tau_plus_triplet");

  /// Time constant of symmetric plasticity, or of a rate.
  public static final QuantityParameter<Time> tau = new QuantityParameter<>("tau");

  /// Step size of plasticity, or passive decay of a rate.
  public static final QuantityParameter<Scalar> lambda = new QuantityParameter<>("lambda");

  /// Step size of symmetric plasticity.
  public static final QuantityParameter<Scalar> eta = new QuantityParameter<>("eta");

  /// Depression, relative to facilitation or to the step size.
  public static final QuantityParameter<Scalar> alpha = new QuantityParameter<>("alpha");

  /// Exponent of the weight in facilitation, or mean input of a rate neuron.
  public static final QuantityParameter<Scalar> mu = new QuantityParameter<>("mu");

  /// Exponent of facilitation.
  public static final QuantityParameter<Scalar> mu_plus = new QuantityParameter<>("mu_plus");

  /// Exponent of depression.
  public static final QuantityParameter<Scalar> mu_minus = new QuantityParameter<>("mu_minus");

  /// Facilitation by pairs of spikes.
  public static final QuantityParameter<Scalar> Aplus = new QuantityParameter<>("Aplus");

  /// Facilitation by triplets of spikes.
  public static final QuantityParameter<Scalar> Aplus_triplet =
      new QuantityParameter<>("Aplus_triplet");

  /// Depression by pairs of spikes.
  public static final QuantityParameter<Scalar> Aminus = new QuantityParameter<>("Aminus");

  /// Depression by triplets of spikes.
  public static final QuantityParameter<Scalar> Aminus_triplet =
      new QuantityParameter<>("Aminus_triplet");

  /// Trace of the source's spikes.
  public static final QuantityParameter<Scalar> Kplus = new QuantityParameter<>("Kplus");

  /// Slow trace of the source's spikes.
  public static final QuantityParameter<Scalar> Kplus_triplet =
      new QuantityParameter<>("Kplus_triplet");

  /// Use of resources by a spike at rest.
  public static final QuantityParameter<Scalar> U = new QuantityParameter<>("U");

  /// Use of resources by the last spike.
  public static final QuantityParameter<Scalar> u = new QuantityParameter<>("u");

  /// Fraction of resources that is recovered.
  public static final QuantityParameter<Scalar> x = new QuantityParameter<>("x");

  /// Fraction of resources that is active.
  public static final QuantityParameter<Scalar> y = new QuantityParameter<>("y");

  /// Time constant of inactivation.
  public static final QuantityParameter<Time> tau_psc = new QuantityParameter<>("tau_psc");

  /// Time constant of facilitation.
  public static final QuantityParameter<Time> tau_fac = new QuantityParameter<>("tau_fac");

  /// Time constant of recovery.
  public static final QuantityParameter<Time> tau_rec = new QuantityParameter<>("tau_rec");

  /// Width of a bin of times.
  public static final QuantityParameter<Time> delta_tau = new QuantityParameter<>("delta_tau");

  /// Longest time between two spikes.
  public static final QuantityParameter<Time> tau_max = new QuantityParameter<>("tau_max");

  /// Begin of counting.
  public static final QuantityParameter<Time> Tstart = new QuantityParameter<>("Tstart");

  /// End of counting.
  public static final QuantityParameter<Time> Tstop = new QuantityParameter<>("Tstop");
}
