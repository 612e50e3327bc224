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
import myelin.value.Flag;
import myelin.value.Key;
import myelin.value.Text;

/// Parameters, spelt as in NEST; users reach them through [Names].
public abstract sealed class ParameterNames extends Rules permits Names {

  ParameterNames() {}

  /// Membrane potential.
  public static final Key<Voltage> V_m = new Key<>("V_m", Unit.MV);

  /// Resting potential, or reversal potential of a leak.
  public static final Key<Voltage> E_L = new Key<>("E_L", Unit.MV);

  /// Reversal potential of sodium.
  public static final Key<Voltage> E_Na = new Key<>("E_Na", Unit.MV);

  /// Reversal potential of potassium.
  public static final Key<Voltage> E_K = new Key<>("E_K", Unit.MV);

  /// Reversal potential of excitatory synapses.
  public static final Key<Voltage> E_ex = new Key<>("E_ex", Unit.MV);

  /// Reversal potential of inhibitory synapses.
  public static final Key<Voltage> E_in = new Key<>("E_in", Unit.MV);

  /// Spike threshold.
  public static final Key<Voltage> V_th = new Key<>("V_th", Unit.MV);

  /// Reset potential.
  public static final Key<Voltage> V_reset = new Key<>("V_reset", Unit.MV);

  /// Lower bound of the membrane potential.
  public static final Key<Voltage> V_min = new Key<>("V_min", Unit.MV);

  /// Threshold relative to rest.
  public static final Key<Voltage> theta = new Key<>("theta", Unit.MV);

  /// Width of a soft threshold.
  public static final Key<Voltage> delta = new Key<>("delta", Unit.MV);

  /// Leak conductance.
  public static final Key<Conductance> g_L = new Key<>("g_L", Unit.NS);

  /// Conductance of sodium channels.
  public static final Key<Conductance> g_Na = new Key<>("g_Na", Unit.NS);

  /// Conductance of Kv1 potassium channels.
  public static final Key<Conductance> g_Kv1 = new Key<>("g_Kv1", Unit.NS);

  /// Conductance of Kv3 potassium channels.
  public static final Key<Conductance> g_Kv3 = new Key<>("g_Kv3", Unit.NS);

  /// Membrane capacitance.
  public static final Key<Capacitance> C_m = new Key<>("C_m", Unit.PF);

  /// Membrane time constant.
  public static final Key<Time> tau_m = new Key<>("tau_m", Unit.MS);

  /// Excitatory synaptic time constant.
  public static final Key<Time> tau_syn_ex = new Key<>("tau_syn_ex", Unit.MS);

  /// Inhibitory synaptic time constant.
  public static final Key<Time> tau_syn_in = new Key<>("tau_syn_in", Unit.MS);

  /// Synaptic time constant.
  public static final Key<Time> tau_syn = new Key<>("tau_syn", Unit.MS);

  /// Refractory period.
  public static final Key<Time> t_ref = new Key<>("t_ref", Unit.MS);

  /// Time of the last spike.
  public static final Key<Time> t_spike = new Key<>("t_spike", Unit.MS);

  /// Time constant of depression.
  public static final Key<Time> tau_minus = new Key<>("tau_minus", Unit.MS);

  /// Slow time constant of triplet plasticity.
  public static final Key<Time> tau_minus_triplet = new Key<>("tau_minus_triplet", Unit.MS);

  /// Time constant of the calcium trace.
  public static final Key<Time> tau_Ca = new Key<>("tau_Ca", Unit.MS);

  /// Interval of spikes by the clock.
  public static final Key<Time> ignore_and_spike_interval =
      new Key<>("ignore_and_spike_interval", Unit.MS);

  /// Time of the first spike by the clock.
  public static final Key<Time> ignore_and_spike_offset =
      new Key<>("ignore_and_spike_offset", Unit.MS);

  /// Interval of events that flush e-prop synapses.
  public static final Key<Time> flush_event_send_interval =
      new Key<>("flush_event_send_interval", Unit.MS);

  /// Constant input current.
  public static final Key<Current> I_e = new Key<>("I_e", Unit.PA);

  /// Firing rate at a soft threshold.
  public static final Key<Frequency> rho = new Key<>("rho", Unit.HZ);

  /// Activation of sodium channels.
  public static final Key<Scalar> Act_m = new Key<>("Act_m", Unit.NONE);

  /// Inactivation of sodium channels.
  public static final Key<Scalar> Inact_h = new Key<>("Inact_h", Unit.NONE);

  /// Activation of Kv1 potassium channels.
  public static final Key<Scalar> Act_n = new Key<>("Act_n", Unit.NONE);

  /// Activation of Kv3 potassium channels.
  public static final Key<Scalar> Inact_p = new Key<>("Inact_p", Unit.NONE);

  /// Calcium trace.
  public static final Key<Scalar> Ca = new Key<>("Ca", Unit.NONE);

  /// Growth of the calcium trace at a spike.
  public static final Key<Scalar> beta_Ca = new Key<>("beta_Ca", Unit.NONE);

  /// Trace that plastic synapses onto a neuron read.
  public static final Key<Scalar> post_trace = new Key<>("post_trace", Unit.NONE);

  /// Spikes kept for plastic synapses onto a neuron.
  public static final Key<Scalar> archiver_length = new Key<>("archiver_length", Unit.NONE);

  /// Strength of a rate neuron's noise.
  public static final Key<Scalar> sigma = new Key<>("sigma", Unit.NONE);

  /// Gain of a rate neuron.
  public static final Key<Scalar> g = new Key<>("g", Unit.NONE);

  /// Excitatory synaptic conductance, or factor of a rate neuron's excitatory coupling.
  public static final Key<Coupling> g_ex = new Key<>("g_ex", Unit.NS);

  /// Inhibitory synaptic conductance, or factor of a rate neuron's inhibitory coupling.
  public static final Key<Coupling> g_in = new Key<>("g_in", Unit.NS);

  /// Shift of a rate neuron's excitatory coupling.
  public static final Key<Scalar> theta_ex = new Key<>("theta_ex", Unit.NONE);

  /// Shift of a rate neuron's inhibitory coupling.
  public static final Key<Scalar> theta_in = new Key<>("theta_in", Unit.NONE);

  /// Lowest rate of a rate neuron.
  public static final Key<Scalar> rectify_rate = new Key<>("rectify_rate", Unit.NONE);

  /// Keep the rate at rectify_rate or above.
  public static final Flag rectify_output = new Flag("rectify_output");

  /// Sum a rate neuron's input before the gain, or after it.
  public static final Flag linear_summation = new Flag("linear_summation");

  /// Multiply a rate neuron's input by a function of its rate.
  public static final Flag mult_coupling = new Flag("mult_coupling");

  /// Keep spikes that arrive in the refractory period.
  public static final Flag refractory_input = new Flag("refractory_input");

  /// Fire by the clock, whatever the input.
  public static final Flag ignore_and_spike = new Flag("ignore_and_spike");

  /// Begin of a device's activity.
  public static final Key<Time> start = new Key<>("start", Unit.MS);

  /// End of a device's activity.
  public static final Key<Time> stop = new Key<>("stop", Unit.MS);

  /// Reference time of start and stop.
  public static final Key<Time> origin = new Key<>("origin", Unit.MS);

  /// Rate of a Poisson generator or a population, or of a rate neuron, a pure number.
  public static final Key<Rate> rate = new Key<>("rate", Unit.HZ);

  /// Frequency of an oscillation.
  public static final Key<Frequency> frequency = new Key<>("frequency", Unit.HZ);

  /// Phase of an oscillation.
  public static final Key<Angle> phase = new Key<>("phase", Unit.DEG);

  /// Current, or amplitude of a current.
  public static final Key<Current> amplitude = new Key<>("amplitude", Unit.PA);

  /// Mean of a noise current, or a constant rate added to that of a population.
  public static final Key<Mean> mean = new Key<>("mean", Unit.PA);

  /// Standard deviation of a noise current.
  public static final Key<Current> std = new Key<>("std", Unit.PA);

  /// Modulation of the deviation of a noise current.
  public static final Key<Current> std_mod = new Key<>("std_mod", Unit.PA);

  /// Interval between changes of a noise current.
  public static final Key<Time> dt = new Key<>("dt", Unit.MS);

  /// When a step current changes.
  public static final Key<Time> amplitude_times = new Key<>("amplitude_times", Unit.MS);

  /// To what a step current changes.
  public static final Key<Current> amplitude_values = new Key<>("amplitude_values", Unit.PA);

  /// When a spike generator spikes.
  public static final Key<Time> spike_times = new Key<>("spike_times", Unit.MS);

  /// Factor of each spike's weight.
  public static final Key<Scalar> spike_weights = new Key<>("spike_weights", Unit.NONE);

  /// Number of spikes at once.
  public static final Key<Scalar> spike_multiplicities =
      new Key<>("spike_multiplicities", Unit.NONE);

  /// Move times to the end of their step.
  public static final Flag allow_offgrid_times = new Flag("allow_offgrid_times");

  /// Keep times between steps as offsets.
  public static final Flag precise_times = new Flag("precise_times");

  /// Send spikes of the present time one step later.
  public static final Flag shift_now_spikes = new Flag("shift_now_spikes");

  /// Time between samples.
  public static final Key<Time> interval = new Key<>("interval", Unit.MS);

  /// Quantities that a multimeter records.
  public static final Text record_from = new Text("record_from");

  /// Where a recorder's events go: `memory`, `ascii`, `gdf` or `screen`.
  public static final Text record_to = new Text("record_to");

  /// Name of a device, used for files and plots.
  public static final Text label = new Text("label");

  /// Extension of a recorder's file.
  public static final Text file_extension = new Text("file_extension");

  /// Digits after the point in text files.
  public static final Key<Scalar> precision = new Key<>("precision", Unit.NONE);

  /// Number of events recorded.
  public static final Key<Scalar> n_events = new Key<>("n_events", Unit.NONE);

  /// Record times as steps.
  public static final Flag time_in_steps = new Flag("time_in_steps");

  /// Ids of the nodes whose spikes a weight recorder records; all, if empty.
  public static final Key<Scalar> senders = new Key<>("senders", Unit.NONE);

  /// Ids of the nodes to which a weight recorder records spikes; all, if empty.
  public static final Key<Scalar> targets = new Key<>("targets", Unit.NONE);

  /// Strength of a synapse, in the unit of the target's receptor.
  public static final Key<Weight> weight = new Key<>("weight", Unit.NONE);

  /// Time from sending to arrival of a spike.
  public static final Key<Time> delay = new Key<>("delay", Unit.MS);

  /// Mean of a population's input (mV) per rate of the source (Hz).
  public static final Key<Scalar> drift_factor = new Key<>("drift_factor", Unit.NONE);

  /// Variance of a population's input (mV²) per rate of the source (Hz).
  public static final Key<Scalar> diffusion_factor = new Key<>("diffusion_factor", Unit.NONE);

  /// Limit of a plastic weight, of its sign.
  public static final Key<Weight> Wmax = new Key<>("Wmax", Unit.NONE);

  /// Time constant of facilitation.
  public static final Key<Time> tau_plus = new Key<>("tau_plus", Unit.MS);

  /// Slow time constant of facilitation by triplets.
  public static final Key<Time> tau_plus_triplet = new Key<>("tau_plus_triplet", Unit.MS);

  /// Time constant of symmetric plasticity, or of a rate.
  public static final Key<Time> tau = new Key<>("tau", Unit.MS);

  /// Step size of plasticity, or passive decay of a rate.
  public static final Key<Scalar> lambda = new Key<>("lambda", Unit.NONE);

  /// Step size of symmetric plasticity.
  public static final Key<Scalar> eta = new Key<>("eta", Unit.NONE);

  /// Depression, relative to facilitation or to the step size.
  public static final Key<Scalar> alpha = new Key<>("alpha", Unit.NONE);

  /// Exponent of the weight in facilitation, or mean input of a rate neuron.
  public static final Key<Scalar> mu = new Key<>("mu", Unit.NONE);

  /// Exponent of facilitation.
  public static final Key<Scalar> mu_plus = new Key<>("mu_plus", Unit.NONE);

  /// Exponent of depression.
  public static final Key<Scalar> mu_minus = new Key<>("mu_minus", Unit.NONE);

  /// Facilitation by pairs of spikes.
  public static final Key<Scalar> Aplus = new Key<>("Aplus", Unit.NONE);

  /// Facilitation by triplets of spikes.
  public static final Key<Scalar> Aplus_triplet = new Key<>("Aplus_triplet", Unit.NONE);

  /// Depression by pairs of spikes.
  public static final Key<Scalar> Aminus = new Key<>("Aminus", Unit.NONE);

  /// Depression by triplets of spikes.
  public static final Key<Scalar> Aminus_triplet = new Key<>("Aminus_triplet", Unit.NONE);

  /// Trace of the source's spikes.
  public static final Key<Scalar> Kplus = new Key<>("Kplus", Unit.NONE);

  /// Slow trace of the source's spikes.
  public static final Key<Scalar> Kplus_triplet = new Key<>("Kplus_triplet", Unit.NONE);

  /// Use of resources by a spike at rest.
  public static final Key<Scalar> U = new Key<>("U", Unit.NONE);

  /// Use of resources by the last spike.
  public static final Key<Scalar> u = new Key<>("u", Unit.NONE);

  /// Fraction of resources that is recovered.
  public static final Key<Scalar> x = new Key<>("x", Unit.NONE);

  /// Fraction of resources that is active.
  public static final Key<Scalar> y = new Key<>("y", Unit.NONE);

  /// Time constant of inactivation.
  public static final Key<Time> tau_psc = new Key<>("tau_psc", Unit.MS);

  /// Time constant of facilitation.
  public static final Key<Time> tau_fac = new Key<>("tau_fac", Unit.MS);

  /// Time constant of recovery.
  public static final Key<Time> tau_rec = new Key<>("tau_rec", Unit.MS);

  /// Width of a bin of times.
  public static final Key<Time> delta_tau = new Key<>("delta_tau", Unit.MS);

  /// Longest time between two spikes.
  public static final Key<Time> tau_max = new Key<>("tau_max", Unit.MS);

  /// Begin of counting.
  public static final Key<Time> Tstart = new Key<>("Tstart", Unit.MS);

  /// End of counting.
  public static final Key<Time> Tstop = new Key<>("Tstop", Unit.MS);
}
