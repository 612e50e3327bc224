/// Neurons whose spikes have times within a step, a file for each model.
///
/// In each step all neurons of a block move at once, as if nothing happened within it
/// ([PreciseNeurons]). The few to which something happens are put back and go through the step
/// again one by one, from event to event: a spike that arrives, the end of the refractory period,
/// the threshold. Between events the equations have closed solutions; the time at which the
/// threshold is crossed is found to the last digits.
///
/// Morrison et al. 2007 (doi:10.1162/neco.2007.19.1.47), Hanuschkin et al. 2010
/// (doi:10.3389/fninf.2010.00113), Krishnan et al. 2018 (doi:10.3389/fninf.2017.00075).
package myelin.models.precise;
