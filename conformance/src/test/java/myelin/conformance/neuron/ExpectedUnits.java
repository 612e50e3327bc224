package myelin.conformance.neuron;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;

/// The units of parameters as NEST's documentation has them, written down apart from the models'
/// declarations.
final class ExpectedUnits {

  /// Parameters whose name means another quantity in another model.
  private static final Map<String, Unit> ELSEWHERE =
      Map.ofEntries(
          Map.entry("ignore_and_fire: phase", Unit.NONE),
          Map.entry("izhikevich: a", Unit.NONE),
          Map.entry("izhikevich: b", Unit.NONE),
          Map.entry("iaf_cond_exp_sfa_rr: q_sfa", Unit.NS),
          Map.entry("quantal_stp_synapse: a", Unit.NONE),
          Map.entry("stdp_dopamine_synapse: b", Unit.NONE),
          Map.entry("stdp_dopamine_synapse: c", Unit.NONE),
          Map.entry("ignore_and_fire: rate", Unit.NONE),
          Map.entry("erfc_neuron: sigma", Unit.MV),
          Map.entry("gif_pop_psc_exp: lambda_0", Unit.HZ),
          Map.entry("gif_pop_psc_exp: mean", Unit.NONE),
          Map.entry("siegert_neuron: mean", Unit.HZ),
          Map.entry("step_rate_generator: amplitude_values", Unit.NONE),
          Map.entry("sinusoidal_poisson_generator: amplitude", Unit.HZ),
          Map.entry("sinusoidal_gamma_generator: amplitude", Unit.HZ));

  private static final Map<String, Unit> UNITS = units();

  private ExpectedUnits() {}

  /// The unit that a parameter of a model is to have. Rate neurons know pure numbers and times
  /// only.
  static Unit of(Model model, String parameter) {
    String own = parameter.substring(parameter.indexOf('.') + 1); // of a compartment
    Unit usual = UNITS.getOrDefault(own, Unit.NONE);
    Unit unit = ELSEWHERE.getOrDefault(model.name() + ": " + parameter, usual);
    boolean rate =
        model instanceof NeuronModel n && n.signal().filter(Signal.RATE::equals).isPresent();
    return rate && unit != Unit.MS ? Unit.NONE : unit;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new LinkedHashMap<>();
    for (String name :
        List.of(
            "V_m",
            "E_L",
            "E_Na",
            "E_K",
            "E_ex",
            "E_in",
            "V_th",
            "V_reset",
            "V_min",
            "delta",
            "theta",
            "theta_plus",
            "theta_minus",
            "u_bar_plus",
            "u_bar_minus",
            "u_bar_bar",
            "V_T",
            "V_T_star",
            "V_act_NMDA",
            "V_old",
            "V_peak",
            "V_th_alpha_1",
            "V_th_alpha_2",
            "V_th_v",
            "E_rev",
            "E_rev_AMPA",
            "E_rev_NMDA",
            "E_rev_GABA_A",
            "E_rev_GABA_B",
            "E_rev_KNa",
            "E_rev_NaP",
            "E_rev_T",
            "E_rev_h",
            "E_rr",
            "E_sfa",
            "Delta_T",
            "Delta_V",
            "I_KNa",
            "I_NaP",
            "I_T",
            "I_h",
            "U_m",
            "alpha_1",
            "alpha_2",
            "omega",
            "arriving",
            "kept",
            "c",
            "d",
            "q_sfa",
            "theta_eq",
            "th_spike_add",
            "threshold",
            "threshold_spike",
            "threshold_voltage",
            "V_clamp",
            "V_epsp",
            "V_th_max",
            "V_th_rest",
            "E_ahp",
            "voltage_reset_add",
            "V_th_adapt",
            "adapt_beta",
            "surrogate_gradient_width",
            "h")) {
      units.put(name, Unit.MV);
    }
    List<String> times =
        List.of(
            "tau_m",
            "dead_time",
            "tau_syn",
            "tau_syn_ex",
            "tau_syn_in",
            "tau_minus",
            "tau_minus_stdp",
            "tau_Delta",
            "driver_readout_time",
            "readout_cycle_duration",
            "next_readout_time",
            "tau_minus_triplet",
            "tau_Ca",
            "t_ref",
            "t_spike",
            "start",
            "stop",
            "origin",
            "dt",
            "interval",
            "delay",
            "tau",
            "tau_plus",
            "tau_plus_triplet",
            "tau_psc",
            "tau_P",
            "tau_fac",
            "tau_rec",
            "tau_c",
            "tau_x",
            "tau_u_bar_plus",
            "tau_u_bar_minus",
            "tau_u_bar_bar",
            "delay_u_bars",
            "tau_n",
            "delta_tau",
            "tau_max",
            "Tstart",
            "Tstop",
            "spike_times",
            "amplitude_times",
            "rate_times",
            "pulse_times",
            "sdev",
            "ignore_and_spike_interval",
            "ignore_and_spike_offset",
            "refr_t",
            "held_t",
            "spike_t",
            "t_ref_abs",
            "t_ref_tot",
            "t_ref_remaining",
            "tau_1",
            "tau_2",
            "tau_D_KNa",
            "tau_Mg_fast_NMDA",
            "tau_Mg_slow_NMDA",
            "tau_decay",
            "tau_decay_AMPA",
            "tau_decay_NMDA",
            "tau_decay_GABA_A",
            "tau_decay_GABA_B",
            "tau_decay_ex",
            "tau_decay_in",
            "tau_rise",
            "tau_rise_AMPA",
            "tau_rise_NMDA",
            "tau_rise_GABA_A",
            "tau_rise_GABA_B",
            "tau_rise_ex",
            "tau_rise_in",
            "tau_rr",
            "tau_sfa",
            "tau_spike",
            "tau_stc",
            "tau_theta",
            "tau_v",
            "tau_IP3",
            "tau_w",
            "tau_AMPA",
            "tau_GABA",
            "tau_V_th",
            "tau_ahp",
            "tau_epsp",
            "tau_reset",
            "tau_syn_fast",
            "tau_syn_slow",
            "tau_z",
            "t_clamp",
            "flush_event_send_interval",
            "eprop_isi_trace_cutoff",
            "adapt_tau",
            "tau_m_readout");
    for (String name : times) units.put(name, Unit.MS);
    for (String name :
        List.of(
            "I_e",
            "amplitude",
            "amplitude_values",
            "mean",
            "std",
            "std_mod",
            "ASCurrents_sum",
            "I",
            "I_stc",
            "I_syn",
            "I_syn_ex",
            "I_syn_in",
            "I_SIC",
            "SIC_scale",
            "asc_amps",
            "asc_init",
            "q_stc",
            "I_AMPA",
            "I_GABA",
            "I_NMDA",
            "I_sp",
            "w",
            "b")) {
      units.put(name, Unit.PA);
    }
    for (String name : List.of("rate", "rate_values", "frequency", "rho", "f_target"))
      units.put(name, Unit.HZ);
    for (String name :
        List.of(
            "g_L", "g_Na", "g_K", "g_Kv1", "g_Kv3", "g_ex", "g_in", "a", "g", "g_rr", "g_sfa",
            "g_sp", "g_pd", "g_ps", "q_rr", "g_m", "g_ahp", "s_AMPA", "s_GABA", "s_NMDA")) {
      units.put(name, Unit.NS);
    }
    units.put("C_m", Unit.PF);
    units.put("phase", Unit.DEG);
    for (String name : List.of("weight", "Wmax", "Wmin", "weight_per_lut_entry"))
      units.put(name, Unit.WEIGHT);
    return units;
  }
}
