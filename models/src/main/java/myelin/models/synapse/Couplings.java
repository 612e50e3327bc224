package myelin.models.synapse;

import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;
import myelin.engine.plastic.SynapseModel;

/// Connections that carry a continuous signal instead of spikes.
public final class Couplings {

  private static final ParameterSpec WEIGHT =
      ParameterSpec.number("weight", Unit.WEIGHT, 1, "strength", Condition.FINITE);

  private static final ParameterSpec RECEPTOR =
      new ParameterSpec(
          "receptor_type",
          Unit.NONE,
          ParameterSpec.Kind.INTEGER,
          0L,
          "receptor of the target; there is only one",
          new Condition("0", v -> v == 0),
          ParameterSpec.Role.CONSTANT);

  private static final ParameterSpec READOUT_RECEPTOR =
      new ParameterSpec(
          "receptor_type",
          Unit.NONE,
          ParameterSpec.Kind.INTEGER,
          0L,
          "receptor of the target; readout neurons have 1 and 2",
          new Condition(">= 0 and below 2^31", v -> v >= 0 && v < 0x1p31),
          ParameterSpec.Role.CONSTANT);

  /// Carries rates, without delay.
  public static final SynapseModel RATE_INSTANTANEOUS =
      new SynapseModel(
          new Model.Words(
              "rate_connection_instantaneous",
              "rate of a rate neuron, without delay",
              """
              The rate that the source has at the beginning of a step, times the weight, acts in this step.
              Since all act on each other at once, slices of the simulation are repeated until they settle
              (use_wfr and the wfr_ settings of the Simulator's builder). Hahne et al. 2017
              (doi:10.3389/fninf.2017.00034).
              """),
          List.of(WEIGHT, RECEPTOR),
          Signal.RATE);

  /// Carries rates, with a delay.
  public static final SynapseModel RATE_DELAYED =
      new SynapseModel(
          new Model.Words(
              "rate_connection_delayed",
              "rate of a rate neuron, with a delay",
              """
              The rate that the source has at t, times the weight, acts in the step that begins at t
              + delay; so it acts one step later than a spike would. Hahne et al. 2017
              (doi:10.3389/fninf.2017.00034).
              """),
          List.of(
              WEIGHT,
              ParameterSpec.number(
                  "delay", Unit.MS, 1, "time from sending to arrival", Condition.POSITIVE),
              READOUT_RECEPTOR),
          Signal.RATE);

  /// Carries rates, in the diffusion approximation.
  public static final SynapseModel DIFFUSION =
      new SynapseModel(
          new Model.Words(
              "diffusion_connection",
              "rate of a siegert_neuron, as mean and variance of input",
              """
              Adds drift_factor times the source's rate to the mean of the target's input, and
              diffusion_factor times the rate to its variance; at once, so that slices of the simulation are
              repeated until they settle (use_wfr and the wfr_ settings of the Simulator's builder). For K
              synapses per neuron that make jumps J [mV], and a membrane time constant tau_m [s]:
              drift_factor = tau_m K J, diffusion_factor = tau_m K J^2.
              """),
          List.of(
              ParameterSpec.number(
                  "drift_factor",
                  Unit.NONE,
                  1,
                  "mean of the input [mV] per rate [Hz]",
                  Condition.FINITE),
              ParameterSpec.number(
                  "diffusion_factor",
                  Unit.NONE,
                  1,
                  "variance of the input [mV^2] per rate [Hz]",
                  Condition.FINITE),
              RECEPTOR),
          Signal.DIFFUSION);

  /// An electrical synapse.
  public static final SynapseModel GAP_JUNCTION =
      new SynapseModel(
          new Model.Words(
              "gap_junction",
              "electrical synapse",
              """
                I_gap = weight (V_source - V_target)

              A conductance `weight` [nS] couples the potentials of two neurons, in both directions: make it
              by one_to_one().symmetric(), or by all_to_all() within a population. Slices of the simulation are
              repeated until they settle (use_wfr and the wfr_ settings of the Simulator's builder). Hahne
              et al. 2015 (doi:10.3389/fninf.2015.00022).
              """),
          List.of(
              ParameterSpec.number("weight", Unit.WEIGHT, 1, "conductance [nS]", Condition.FINITE),
              RECEPTOR),
          Signal.POTENTIAL);

  /// Carries errors of readout neurons, for networks that learn step by step.
  public static final SynapseModel LEARNING_SIGNAL =
      learningSignal("eprop_learning_signal_connection");

  /// The same for networks that learn interval by interval.
  public static final SynapseModel LEARNING_SIGNAL_BSSHSLM_2020 =
      learningSignal("eprop_learning_signal_connection_bsshslm_2020");

  private static SynapseModel learningSignal(String name) {
    return new SynapseModel(
            new Model.Words(
                name,
                "learning signal from a readout neuron",
                """
                The error that the source, a readout neuron, has in a step, times the weight,
                reaches the target in the next step and adds to its learning signal. The delay is
                one step; NEST accepts others, but they have no effect there. Bellec et al. 2020
                (doi:10.1038/s41467-020-17236-y).
                """),
            List.of(
                WEIGHT,
                ParameterSpec.number(
                    "delay", Unit.MS, 1, "time from sending to arrival", Condition.POSITIVE),
                RECEPTOR),
            Signal.LEARNING)
        .ofOneStep();
  }

  /// Carries slow inward currents from astrocytes.
  public static final SynapseModel SIC =
      new SynapseModel(
          new Model.Words(
              "sic_connection",
              "slow inward current from an astrocyte to a neuron",
              """
              The slow inward current [pA] that an astrocyte causes at t, times the weight, reaches
              the neuron at t + delay, and drives it from then on, as currents of devices do.
              Several such currents add up.
              """),
          List.of(
              WEIGHT,
              ParameterSpec.number(
                  "delay", Unit.MS, 1, "time from sending to arrival", Condition.POSITIVE),
              RECEPTOR),
          Signal.SLOW_CURRENT);

  private Couplings() {}
}
