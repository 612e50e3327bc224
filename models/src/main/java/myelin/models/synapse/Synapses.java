package myelin.models.synapse;

import java.util.List;
import myelin.engine.Condition;
import myelin.engine.Model;
import myelin.engine.ParameterSpec;
import myelin.engine.SynapseModel;
import myelin.engine.Unit;

/// The synapse models.
public final class Synapses {

  /// A synapse of constant weight.
  public static final SynapseModel STATIC_SYNAPSE =
      new SynapseModel(
          new Model.Words(
              "static_synapse",
              "synapse of constant weight",
              """
              A spike sent at t arrives at t + delay and acts with `weight`: a current in pA, a jump of the
              potential in mV or a conductance in nS, as the target's receptor has it.
              """),
          List.of(
              real("weight", Unit.NONE, 1, "strength, in the unit of the target's receptor"),
              new ParameterSpec(
                  "delay",
                  Unit.MS,
                  ParameterSpec.Kind.REAL,
                  1.0,
                  "time from sending to arrival",
                  Condition.POSITIVE,
                  ParameterSpec.Role.CONSTANT),
              new ParameterSpec(
                  "receptor_type",
                  Unit.NONE,
                  ParameterSpec.Kind.INTEGER,
                  0L,
                  "receptor of the target",
                  Condition.NOT_NEGATIVE,
                  ParameterSpec.Role.CONSTANT)));

  private Synapses() {}

  private static ParameterSpec real(String name, Unit unit, double initial, String meaning) {
    return new ParameterSpec(
        name,
        unit,
        ParameterSpec.Kind.REAL,
        initial,
        meaning,
        Condition.FINITE,
        ParameterSpec.Role.CONSTANT);
  }
}
