package myelin.models.synapse;

import java.util.ArrayList;
import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.SynapseModel;

/// Static synapses, and what declarations of synapse models have in common.
public final class Synapses {

  /// A synapse of constant weight.
  public static final SynapseModel STATIC_SYNAPSE =
      new SynapseModel(
          new Model.Words(
              "static_synapse",
              "synapse of constant weight",
              """
              A spike sent at t arrives at t + delay and acts with `weight`: a current in pA, a jump
              of the potential in mV or a conductance in nS, whatever the target's receptor takes.
              """),
          parameters(1));

  /// Synapses that share one weight, a default of the model.
  public static final SynapseModel STATIC_SYNAPSE_HOM_W =
      new SynapseModel(
              new Model.Words(
                  "static_synapse_hom_w",
                  "synapses of one constant weight",
                  """
                  Like static_synapse, but `weight` is one number for all synapses of the model, set
                  by its defaults.
                  """),
              parameters(1))
          .withSharedWeight();

  /// A synapse of constant weight whose delay is no multiple of the resolution.
  public static final SynapseModel CONT_DELAY_SYNAPSE =
      new SynapseModel(
              new Model.Words(
                  "cont_delay_synapse",
                  "synapse of constant weight with a delay between the steps",
                  """
                  As static_synapse, but that `delay` need not be a multiple of the resolution, nor less than a
                  step: a spike arrives at any time within a step at neurons that know such times
                  (iaf_psc_exp_ps and others), and at the end of that step at others.
                  """),
              parameters(1))
          .withFineDelays();

  /// The condition on a part of a whole.
  static final Condition FRACTION = new Condition("between 0 and 1", v -> v >= 0 && v <= 1);

  private Synapses() {}

  /// Weight, delay and receptor, which all synapses have, then those of the model.
  public static List<ParameterSpec> parameters(double weight, ParameterSpec... own) {
    List<ParameterSpec> all = new ArrayList<>();
    all.add(
        ParameterSpec.number(
            "weight",
            Unit.WEIGHT,
            weight,
            "strength, in the unit of the target's receptor",
            Condition.FINITE));
    all.add(
        ParameterSpec.number(
            "delay", Unit.MS, 1, "time from sending to arrival", Condition.POSITIVE));
    all.add(
        new ParameterSpec(
            "receptor_type",
            Unit.NONE,
            ParameterSpec.Kind.INTEGER,
            0L,
            "receptor of the target",
            new Condition(">= 0 and below 2^31", v -> v >= 0 && v < 0x1p31),
            ParameterSpec.Role.CONSTANT));
    all.addAll(List.of(own));
    return List.copyOf(all);
  }

  /// A node other than source and target whose spikes synapses receive; users must give it.
  static ParameterSpec node(String name, String meaning) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        ParameterSpec.Kind.NODE,
        "",
        meaning,
        Condition.ANY,
        ParameterSpec.Role.CONSTANT);
  }

  static ParameterSpec state(String name, String meaning) {
    return state(name, 0, meaning, Condition.NOT_NEGATIVE);
  }

  static ParameterSpec state(String name, double initial, String meaning, Condition condition) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        ParameterSpec.Kind.REAL,
        initial,
        meaning,
        condition,
        ParameterSpec.Role.STATE);
  }
}
