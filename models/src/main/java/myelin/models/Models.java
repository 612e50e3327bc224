package myelin.models;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.plastic.SynapseModel;
import myelin.models.binary.ErfcNeuron;
import myelin.models.binary.GinzburgNeuron;
import myelin.models.binary.McCullochPittsNeuron;
import myelin.models.compartment.CmDefault;
import myelin.models.device.AcGenerator;
import myelin.models.device.CorrelationDetector;
import myelin.models.device.CorrelomatrixDetector;
import myelin.models.device.CorrelospinmatrixDetector;
import myelin.models.device.DcGenerator;
import myelin.models.device.NoiseGenerator;
import myelin.models.device.PulsepacketGenerator;
import myelin.models.device.Recorders;
import myelin.models.device.SpikeGenerator;
import myelin.models.device.SpikeTrainInjector;
import myelin.models.device.StepCurrentGenerator;
import myelin.models.device.StepRateGenerator;
import myelin.models.device.VolumeTransmitter;
import myelin.models.eprop.EpropIaf;
import myelin.models.eprop.EpropIafBsshslm2020;
import myelin.models.eprop.EpropReadout;
import myelin.models.eprop.EpropSynapse;
import myelin.models.eprop.EpropSynapseBsshslm2020;
import myelin.models.integrated.AeifPscDeltaClopath;
import myelin.models.integrated.HhCondBetaGapTraub;
import myelin.models.integrated.HhPscAlphaClopath;
import myelin.models.integrated.HhPscAlphaGap;
import myelin.models.integrated.IafBw2001;
import myelin.models.integrated.IafBw2001Exact;
import myelin.models.integrated.IafCondExp;
import myelin.models.neuron.IafChs2007;
import myelin.models.neuron.IafPscAlpha;
import myelin.models.neuron.IafPscDelta;
import myelin.models.neuron.IafPscExp;
import myelin.models.neuron.IafPscExpMultisynapse;
import myelin.models.neuron.IafTum2000;
import myelin.models.neuron.ParrotNeuron;
import myelin.models.neuron.SiegertNeuron;
import myelin.models.population.GifPopPscExp;
import myelin.models.precise.IafPscAlphaPs;
import myelin.models.precise.IafPscDeltaPs;
import myelin.models.precise.IafPscExpPs;
import myelin.models.precise.IafPscExpPsLossless;
import myelin.models.precise.ParrotNeuronPs;
import myelin.models.rate.RateIpn;
import myelin.models.rate.RateOpn;
import myelin.models.rate.RateTransformer;
import myelin.models.synapse.ClopathSynapse;
import myelin.models.synapse.Couplings;
import myelin.models.synapse.StdpDopamineSynapse;
import myelin.models.synapse.StdpFacetshwSynapse;
import myelin.models.synapse.StdpPlSynapse;
import myelin.models.synapse.StdpSynapse;
import myelin.models.synapse.StdpTripletSynapse;
import myelin.models.synapse.Synapses;
import myelin.models.synapse.TsodyksSynapse;
import myelin.models.synapse.UrbanczikSynapse;
import myelin.models.synapse.VogelsSprekelerSynapse;
import myelin.models.train.GammaSupGenerator;
import myelin.models.train.InhomogeneousPoissonGenerator;
import myelin.models.train.MipGenerator;
import myelin.models.train.PoissonGenerator;
import myelin.models.train.PoissonGeneratorPs;
import myelin.models.train.PpdSupGenerator;
import myelin.models.train.SinusoidalGammaGenerator;
import myelin.models.train.SinusoidalPoissonGenerator;
import myelin.models.train.SpikeDilutor;

/// Myelin's own models, by name: neurons, stimulators, recorders, synapses. Each network begins
/// with them; see [#registry]. A model is declared when it is first asked for.
public final class Models {

  /// Models of nodes that are classes.
  private static final List<String> NODE_CLASSES =
      List.of(
          "aeif_psc_delta_clopath",
          "cm_default",
          "eprop_iaf",
          "eprop_iaf_adapt",
          "eprop_iaf_adapt_bsshslm_2020",
          "eprop_iaf_bsshslm_2020",
          "eprop_iaf_psc_delta",
          "eprop_iaf_psc_delta_adapt",
          "eprop_readout",
          "eprop_readout_bsshslm_2020",
          "erfc_neuron",
          "gif_pop_psc_exp",
          "ginzburg_neuron",
          "hh_cond_beta_gap_traub",
          "hh_psc_alpha_clopath",
          "hh_psc_alpha_gap",
          "iaf_bw_2001",
          "iaf_bw_2001_exact",
          "iaf_chs_2007",
          "iaf_cond_exp",
          "iaf_psc_alpha",
          "iaf_psc_alpha_ps",
          "iaf_psc_delta",
          "iaf_psc_delta_ps",
          "iaf_psc_exp",
          "iaf_psc_exp_multisynapse",
          "iaf_psc_exp_ps",
          "iaf_psc_exp_ps_lossless",
          "iaf_tum_2000",
          "mcculloch_pitts_neuron",
          "parrot_neuron",
          "parrot_neuron_ps",
          "siegert_neuron",
          "gauss_rate_ipn",
          "lin_rate_ipn",
          "sigmoid_rate_ipn",
          "sigmoid_rate_gg_1998_ipn",
          "tanh_rate_ipn",
          "threshold_lin_rate_ipn",
          "lin_rate_opn",
          "tanh_rate_opn",
          "threshold_lin_rate_opn",
          "rate_transformer_gauss",
          "rate_transformer_lin",
          "rate_transformer_sigmoid",
          "rate_transformer_sigmoid_gg_1998",
          "rate_transformer_tanh",
          "rate_transformer_threshold_lin",
          "ac_generator",
          "dc_generator",
          "gamma_sup_generator",
          "inhomogeneous_poisson_generator",
          "mip_generator",
          "noise_generator",
          "poisson_generator",
          "poisson_generator_ps",
          "ppd_sup_generator",
          "pulsepacket_generator",
          "sinusoidal_gamma_generator",
          "sinusoidal_poisson_generator",
          "spike_dilutor",
          "spike_generator",
          "spike_train_injector",
          "step_current_generator",
          "step_rate_generator",
          "correlation_detector",
          "correlomatrix_detector",
          "correlospinmatrix_detector",
          "multimeter",
          "spike_detector",
          "spike_recorder",
          "spin_detector",
          "voltmeter",
          "weight_recorder",
          "volume_transmitter");

  /// Models of synapses that are classes.
  private static final List<String> SYNAPSE_CLASSES =
      List.of(
          "clopath_synapse",
          "cont_delay_synapse",
          "diffusion_connection",
          "eprop_learning_signal_connection",
          "eprop_learning_signal_connection_bsshslm_2020",
          "eprop_synapse",
          "eprop_synapse_bsshslm_2020",
          "gap_junction",
          "rate_connection_delayed",
          "rate_connection_instantaneous",
          "sic_connection",
          "stdp_dopamine_synapse",
          "stdp_facetshw_synapse_hom",
          "stdp_pl_synapse_hom",
          "stdp_synapse",
          "stdp_synapse_hom",
          "stdp_triplet_synapse",
          "static_synapse",
          "static_synapse_hom_w",
          "tsodyks_synapse",
          "tsodyks_synapse_hom",
          "urbanczik_synapse",
          "vogels_sprekeler_synapse");

  /// Models of nodes that are texts.
  private static final List<String> NODE_TEXTS =
      List.of(
          "aeif_cond_alpha",
          "aeif_cond_alpha_astro",
          "aeif_cond_alpha_multisynapse",
          "aeif_cond_beta_multisynapse",
          "aeif_cond_exp",
          "aeif_psc_alpha",
          "aeif_psc_delta",
          "aeif_psc_exp",
          "amat2_psc_exp",
          "astrocyte_lr_1994",
          "gif_cond_exp",
          "gif_cond_exp_multisynapse",
          "gif_psc_exp",
          "gif_psc_exp_multisynapse",
          "glif_cond",
          "glif_psc",
          "glif_psc_double_alpha",
          "hh_cond_exp_traub",
          "hh_psc_alpha",
          "ht_neuron",
          "iaf_chxk_2008",
          "iaf_cond_alpha",
          "iaf_cond_alpha_mc",
          "iaf_cond_beta",
          "iaf_cond_exp_sfa_rr",
          "iaf_psc_alpha_multisynapse",
          "iaf_psc_exp_htum",
          "ignore_and_fire",
          "izhikevich",
          "mat2_psc_exp",
          "pp_cond_exp_mc_urbanczik",
          "pp_psc_delta");

  /// Models of synapses that are texts.
  private static final List<String> SYNAPSE_TEXTS =
      List.of(
          "bernoulli_synapse",
          "ht_synapse",
          "jonke_synapse",
          "quantal_stp_synapse",
          "stdp_nn_pre_centered_synapse",
          "stdp_nn_restr_synapse",
          "stdp_nn_symm_synapse",
          "tsodyks2_synapse");

  private static final SequencedSet<String> NAMES = names();

  private static final Map<String, Model> TEXTS_READ = new ConcurrentHashMap<>();

  /// The endings of the names of variants of synapse models.
  private static final String LABELLED = "_lbl";

  private static final String HPC = "_hpc";

  /// Variants by their model and their name.
  private static final Map<Model, Map<String, Model>> VARIANTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Models() {}

  private static SequencedSet<String> names() {
    SequencedSet<String> names = new LinkedHashSet<>(NODE_CLASSES);
    names.addAll(SYNAPSE_CLASSES);
    names.addAll(NODE_TEXTS);
    names.addAll(SYNAPSE_TEXTS);
    return Collections.unmodifiableSequencedSet(names);
  }

  private static Model declared(String name) {
    return switch (name) {
      case "aeif_psc_delta_clopath" -> AeifPscDeltaClopath.MODEL;
      case "cm_default" -> CmDefault.MODEL;
      case "eprop_iaf" -> EpropIaf.MODEL;
      case "eprop_iaf_adapt" -> EpropIaf.ADAPT;
      case "eprop_iaf_adapt_bsshslm_2020" -> EpropIafBsshslm2020.ADAPT;
      case "eprop_iaf_bsshslm_2020" -> EpropIafBsshslm2020.MODEL;
      case "eprop_iaf_psc_delta" -> EpropIaf.PSC_DELTA;
      case "eprop_iaf_psc_delta_adapt" -> EpropIaf.PSC_DELTA_ADAPT;
      case "eprop_readout" -> EpropReadout.MODEL;
      case "eprop_readout_bsshslm_2020" -> EpropReadout.BSSHSLM_2020;
      case "erfc_neuron" -> ErfcNeuron.MODEL;
      case "gif_pop_psc_exp" -> GifPopPscExp.MODEL;
      case "ginzburg_neuron" -> GinzburgNeuron.MODEL;
      case "hh_cond_beta_gap_traub" -> HhCondBetaGapTraub.MODEL;
      case "hh_psc_alpha_clopath" -> HhPscAlphaClopath.MODEL;
      case "hh_psc_alpha_gap" -> HhPscAlphaGap.MODEL;
      case "iaf_bw_2001" -> IafBw2001.MODEL;
      case "iaf_bw_2001_exact" -> IafBw2001Exact.MODEL;
      case "iaf_chs_2007" -> IafChs2007.MODEL;
      case "iaf_cond_exp" -> IafCondExp.MODEL;
      case "iaf_psc_alpha" -> IafPscAlpha.MODEL;
      case "iaf_psc_alpha_ps" -> IafPscAlphaPs.MODEL;
      case "iaf_psc_delta" -> IafPscDelta.MODEL;
      case "iaf_psc_delta_ps" -> IafPscDeltaPs.MODEL;
      case "iaf_psc_exp" -> IafPscExp.MODEL;
      case "iaf_psc_exp_multisynapse" -> IafPscExpMultisynapse.MODEL;
      case "iaf_psc_exp_ps" -> IafPscExpPs.MODEL;
      case "iaf_psc_exp_ps_lossless" -> IafPscExpPsLossless.MODEL;
      case "iaf_tum_2000" -> IafTum2000.MODEL;
      case "mcculloch_pitts_neuron" -> McCullochPittsNeuron.MODEL;
      case "parrot_neuron" -> ParrotNeuron.MODEL;
      case "parrot_neuron_ps" -> ParrotNeuronPs.MODEL;
      case "siegert_neuron" -> SiegertNeuron.MODEL;
      case "gauss_rate_ipn" -> RateIpn.GAUSS;
      case "lin_rate_ipn" -> RateIpn.LIN;
      case "sigmoid_rate_ipn" -> RateIpn.SIGMOID;
      case "sigmoid_rate_gg_1998_ipn" -> RateIpn.SIGMOID_GG_1998;
      case "tanh_rate_ipn" -> RateIpn.TANH;
      case "threshold_lin_rate_ipn" -> RateIpn.THRESHOLD_LIN;
      case "lin_rate_opn" -> RateOpn.LIN;
      case "tanh_rate_opn" -> RateOpn.TANH;
      case "threshold_lin_rate_opn" -> RateOpn.THRESHOLD_LIN;
      case "rate_transformer_gauss" -> RateTransformer.GAUSS;
      case "rate_transformer_lin" -> RateTransformer.LIN;
      case "rate_transformer_sigmoid" -> RateTransformer.SIGMOID;
      case "rate_transformer_sigmoid_gg_1998" -> RateTransformer.SIGMOID_GG_1998;
      case "rate_transformer_tanh" -> RateTransformer.TANH;
      case "rate_transformer_threshold_lin" -> RateTransformer.THRESHOLD_LIN;
      case "ac_generator" -> AcGenerator.MODEL;
      case "dc_generator" -> DcGenerator.MODEL;
      case "gamma_sup_generator" -> GammaSupGenerator.MODEL;
      case "inhomogeneous_poisson_generator" -> InhomogeneousPoissonGenerator.MODEL;
      case "mip_generator" -> MipGenerator.MODEL;
      case "noise_generator" -> NoiseGenerator.MODEL;
      case "poisson_generator" -> PoissonGenerator.MODEL;
      case "poisson_generator_ps" -> PoissonGeneratorPs.MODEL;
      case "ppd_sup_generator" -> PpdSupGenerator.MODEL;
      case "pulsepacket_generator" -> PulsepacketGenerator.MODEL;
      case "sinusoidal_gamma_generator" -> SinusoidalGammaGenerator.MODEL;
      case "sinusoidal_poisson_generator" -> SinusoidalPoissonGenerator.MODEL;
      case "spike_dilutor" -> SpikeDilutor.MODEL;
      case "spike_generator" -> SpikeGenerator.MODEL;
      case "spike_train_injector" -> SpikeTrainInjector.MODEL;
      case "step_current_generator" -> StepCurrentGenerator.MODEL;
      case "step_rate_generator" -> StepRateGenerator.MODEL;
      case "correlation_detector" -> CorrelationDetector.MODEL;
      case "correlomatrix_detector" -> CorrelomatrixDetector.MODEL;
      case "correlospinmatrix_detector" -> CorrelospinmatrixDetector.MODEL;
      case "multimeter" -> Recorders.MULTIMETER;
      case "spike_detector" -> Recorders.SPIKE_DETECTOR;
      case "spike_recorder" -> Recorders.SPIKE_RECORDER;
      case "spin_detector" -> Recorders.SPIN_DETECTOR;
      case "voltmeter" -> Recorders.VOLTMETER;
      case "weight_recorder" -> Recorders.WEIGHT_RECORDER;
      case "volume_transmitter" -> VolumeTransmitter.MODEL;
      case "clopath_synapse" -> ClopathSynapse.MODEL;
      case "cont_delay_synapse" -> Synapses.CONT_DELAY_SYNAPSE;
      case "diffusion_connection" -> Couplings.DIFFUSION;
      case "eprop_learning_signal_connection" -> Couplings.LEARNING_SIGNAL;
      case "eprop_learning_signal_connection_bsshslm_2020" ->
          Couplings.LEARNING_SIGNAL_BSSHSLM_2020;
      case "eprop_synapse" -> EpropSynapse.MODEL;
      case "eprop_synapse_bsshslm_2020" -> EpropSynapseBsshslm2020.MODEL;
      case "gap_junction" -> Couplings.GAP_JUNCTION;
      case "rate_connection_delayed" -> Couplings.RATE_DELAYED;
      case "rate_connection_instantaneous" -> Couplings.RATE_INSTANTANEOUS;
      case "sic_connection" -> Couplings.SIC;
      case "stdp_dopamine_synapse" -> StdpDopamineSynapse.MODEL;
      case "stdp_facetshw_synapse_hom" -> StdpFacetshwSynapse.MODEL;
      case "stdp_pl_synapse_hom" -> StdpPlSynapse.MODEL;
      case "stdp_synapse" -> StdpSynapse.MODEL;
      case "stdp_synapse_hom" -> StdpSynapse.ALIKE;
      case "stdp_triplet_synapse" -> StdpTripletSynapse.MODEL;
      case "static_synapse" -> Synapses.STATIC_SYNAPSE;
      case "static_synapse_hom_w" -> Synapses.STATIC_SYNAPSE_HOM_W;
      case "tsodyks_synapse" -> TsodyksSynapse.MODEL;
      case "tsodyks_synapse_hom" -> TsodyksSynapse.ALIKE;
      case "urbanczik_synapse" -> UrbanczikSynapse.MODEL;
      case "vogels_sprekeler_synapse" -> VogelsSprekelerSynapse.MODEL;
      default -> TEXTS_READ.computeIfAbsent(name, Texts::model);
    };
  }

  /// The model of a name that NEST gives to a variant of another model, which may be one that was
  /// installed. With `_lbl` at the end, each synapse has a label. With `_hpc`, the model is the
  /// same, as Myelin has one layout for networks of all sizes.
  private static Optional<Model> variant(String name, ModelRegistry models) {
    boolean labelled = name.endsWith(LABELLED);
    if (!labelled && !name.endsWith(HPC)) return Optional.empty();
    Model base = models.listed(name.substring(0, name.length() - HPC.length())).orElse(null);
    if (!(base instanceof SynapseModel model) || model.signal().isPresent())
      return Optional.empty();
    return Optional.of(
        VARIANTS
            .computeIfAbsent(model, m -> new ConcurrentHashMap<>())
            .computeIfAbsent(name, n -> labelled ? model.labelled(n) : model.renamed(n)));
  }

  /// Whether the model of that name is a model of nodes. Declares no model.
  public static boolean isNode(String name) {
    return NODE_CLASSES.contains(name) || NODE_TEXTS.contains(name);
  }

  /// Whether the model of that name is a model of synapses; variants do not count. Declares no
  /// model.
  public static boolean isSynapse(String name) {
    return SYNAPSE_CLASSES.contains(name) || SYNAPSE_TEXTS.contains(name);
  }

  /// All models. Declares those that have not been asked for.
  public static List<Model> all() {
    return registry().all();
  }

  /// The model of that name. Names of models of synapses that carry spikes may end in `_lbl`, which
  /// gives each synapse a label, or in `_hpc`.
  ///
  /// @throws BadInput with the nearest names if there is none
  public static Model named(String name) {
    return registry().named(name);
  }

  /// The models of a new network.
  public static ModelRegistry registry() {
    return new ModelRegistry(NAMES, Models::declared, Models::variant);
  }
}
