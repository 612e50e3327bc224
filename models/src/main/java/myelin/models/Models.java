package myelin.models;

import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.models.device.AcGenerator;
import myelin.models.device.CorrelationDetector;
import myelin.models.device.DcGenerator;
import myelin.models.device.NoiseGenerator;
import myelin.models.device.PoissonGenerator;
import myelin.models.device.PoissonGeneratorPs;
import myelin.models.device.Recorders;
import myelin.models.device.SpikeGenerator;
import myelin.models.device.StepCurrentGenerator;
import myelin.models.device.StepRateGenerator;
import myelin.models.device.VolumeTransmitter;
import myelin.models.neuron.HhPscAlphaClopath;
import myelin.models.neuron.HhPscAlphaGap;
import myelin.models.neuron.IafCondExp;
import myelin.models.neuron.IafPscAlpha;
import myelin.models.neuron.IafPscDelta;
import myelin.models.neuron.IafPscExp;
import myelin.models.neuron.IafPscExpMultisynapse;
import myelin.models.neuron.LinRateIpn;
import myelin.models.neuron.McCullochPittsNeuron;
import myelin.models.neuron.ParrotNeuron;
import myelin.models.neuron.ParrotNeuronPs;
import myelin.models.neuron.SiegertNeuron;
import myelin.models.neuron.TanhRateIpn;
import myelin.models.synapse.ClopathSynapse;
import myelin.models.synapse.Couplings;
import myelin.models.synapse.StdpDopamineSynapse;
import myelin.models.synapse.StdpPlSynapse;
import myelin.models.synapse.StdpSynapse;
import myelin.models.synapse.StdpTripletSynapse;
import myelin.models.synapse.Synapses;
import myelin.models.synapse.TsodyksSynapse;
import myelin.models.synapse.VogelsSprekelerSynapse;

/// Myelin's own models, by name. Each network begins with them; see [#registry].
public final class Models {

  private static final List<Model> ALL =
      List.of(
          HhPscAlphaClopath.MODEL,
          HhPscAlphaGap.MODEL,
          IafCondExp.MODEL,
          IafPscAlpha.MODEL,
          IafPscDelta.MODEL,
          IafPscExp.MODEL,
          IafPscExpMultisynapse.MODEL,
          LinRateIpn.MODEL,
          McCullochPittsNeuron.MODEL,
          ParrotNeuron.MODEL,
          ParrotNeuronPs.MODEL,
          SiegertNeuron.MODEL,
          TanhRateIpn.MODEL,
          AcGenerator.MODEL,
          DcGenerator.MODEL,
          NoiseGenerator.MODEL,
          PoissonGenerator.MODEL,
          PoissonGeneratorPs.MODEL,
          SpikeGenerator.MODEL,
          StepCurrentGenerator.MODEL,
          StepRateGenerator.MODEL,
          CorrelationDetector.MODEL,
          Recorders.MULTIMETER,
          Recorders.SPIKE_DETECTOR,
          Recorders.SPIKE_RECORDER,
          Recorders.SPIN_DETECTOR,
          Recorders.VOLTMETER,
          Recorders.WEIGHT_RECORDER,
          VolumeTransmitter.MODEL,
          ClopathSynapse.MODEL,
          Couplings.DIFFUSION,
          Couplings.GAP_JUNCTION,
          Couplings.RATE_DELAYED,
          Couplings.RATE_INSTANTANEOUS,
          StdpDopamineSynapse.MODEL,
          StdpPlSynapse.MODEL,
          StdpSynapse.MODEL,
          StdpSynapse.ALIKE,
          StdpTripletSynapse.MODEL,
          Synapses.STATIC_SYNAPSE,
          TsodyksSynapse.MODEL,
          VogelsSprekelerSynapse.MODEL);

  private static final ModelRegistry BY_NAME = new ModelRegistry(ALL);

  private Models() {}

  /// All models: neurons, stimulators, recorders, synapses.
  public static List<Model> all() {
    return ALL;
  }

  /// The model of that name.
  ///
  /// @throws BadInput with the nearest names if there is none
  public static Model named(String name) {
    return BY_NAME.named(name);
  }

  /// The models of a network that is about to be made.
  public static ModelRegistry registry() {
    return new ModelRegistry(ALL);
  }
}
