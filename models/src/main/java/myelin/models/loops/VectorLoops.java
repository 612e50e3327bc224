package myelin.models.loops;

import java.util.Set;

/// The innermost loops of some models, written with vectors of several neurons: several steps of a
/// few neurons after one another, with their state in registers. They have the same results, to the
/// bit, as the plain loops, which are there in any case.
///
/// A module that is not part of every Java implements this; see [VectorSwitch].
public interface VectorLoops {

  /// What there are loops for.
  enum Kind {
    /// [#alpha].
    ALPHA,
    /// [#conductances].
    CONDUCTANCES,
    /// [#poisson].
    POISSON,
    /// [#stdp].
    STDP
  }

  /// What the loops on this machine's vectors are quicker for than the plain ones: all, or less
  /// where vectors are short.
  Set<Kind> kinds();

  /// What neurons with a threshold have in common, an array of a number a neuron each.
  ///
  /// @param V potential
  /// @param held where they are held while they are silent
  /// @param left for how many steps they are silent, 0 or less for those that are not
  /// @param V_th threshold
  /// @param V_reset potential after a spike
  /// @param silence for how many steps they are silent after a spike
  /// @param alike whether thresholds, resets and coefficients are one number for all: the same few
  ///   elements of each array are read then, and the cache has room for the state
  record Leaky(
      double[] V,
      double[] held,
      double[] left,
      double[] V_th,
      double[] V_reset,
      double[] silence,
      boolean alike) {}

  /// A current that is alpha-shaped.
  record Alpha(double[] x, double[] dx, double[] P11, double[] P31, double[] P32) {}

  /// Advances `iaf_psc_alpha`.
  ///
  /// @param spikes_ex excitatory spikes by step
  /// @param spikes_in inhibitory spikes by step
  /// @param fired on return `lane << 16 | step` of each spike
  /// @return number of spikes
  int alpha(
      int steps,
      double[][] spikes_ex,
      double[][] spikes_in,
      Leaky neurons,
      double[] P33,
      double[] drift,
      Alpha ex,
      Alpha in,
      int[] fired);

  /// A conductance that decays by itself, of neurons that are alike.
  ///
  /// @param g its values at the beginning of the step
  /// @param E reversal potential
  /// @param at what is left of it where each of the six slopes is asked for
  /// @param error error of a step of it
  record Conductance(double[] g, double E, double[] at, double error) {}

  /// Potentials of neurons that are alike but for their drive.
  ///
  /// @param V potential at the beginning of the step
  /// @param V_th currents are those at this potential where it is exceeded
  /// @param g_L conductance of the leak
  /// @param E_L its reversal potential
  /// @param drive constant current
  /// @param gain slope of the potential per current, 0 where it stays
  record Membrane(double[] V, double V_th, double g_L, double E_L, double[] drive, double[] gain) {}

  /// Advances the potentials of `iaf_cond_exp` by a step of the Runge-Kutta-Fehlberg formulas.
  ///
  /// @param k room for five slopes
  /// @param next on return the potentials at the end of the step of `h`
  /// @param allowed what errors may be
  /// @param failing on return the neurons of which an error is larger
  /// @return how many these are
  int conductances(
      double h,
      Membrane membrane,
      Conductance ex,
      Conductance in,
      double allowed,
      double[][] k,
      double[] next,
      int[] failing);

  /// Numbers of words in [#poisson] are multiples of this.
  int WORDS_TOGETHER = 8;

  /// Poisson numbers: how many of `steps` are below each of the four 16-bit numbers in each word;
  /// with bit 15 set where one is equal.
  ///
  /// @param words as many as `numbers`, a multiple of [#WORDS_TOGETHER]
  /// @param steps 16-bit numbers, each less 32768, ascending
  /// @return whether none is equal
  boolean poisson(long[] words, short[] steps, long[] numbers);

  /// What the synapses of one source have in common at a spike of it; see
  /// [myelin.models.synapse.StdpSynapse] and [myelin.engine.plastic.SpikePairs].
  ///
  /// @param sinceMark marks below this are heard
  /// @param beforeMark a newest mark below this is not yet, or as well
  /// @param up part by which a spike of mark 1 facilitates
  /// @param down part by which a target's trace of 1 depresses
  /// @param fall what is left of targets' traces
  /// @param most largest weight
  /// @param less how much of the weight is missing from what is facilitated, 0 or 1
  /// @param part how much of the weight is depressed, 0 or 1
  /// @param rest what is depressed beside
  record Pairing(
      double sinceMark,
      double beforeMark,
      double up,
      double down,
      double fall,
      double most,
      double less,
      double part,
      double rest) {}

  /// Changes the weights of the synapses `[from, to)` of one source by what they hear of their
  /// targets.
  ///
  /// @param record by target, as [myelin.engine.plastic.SpikePairs#record]
  /// @param left room for one per synapse; on return those that have not been changed, because they
  ///   hear much, or not yet all, or because it does not fit
  /// @return number of synapses in `left`
  int stdp(
      double[] weight,
      char[] target,
      int from,
      int to,
      double[] record,
      Pairing shared,
      int[] left);
}
