/// The engine: time grid, populations, input rings, connection tables, spike exchange, random
/// numbers. It knows no model, no file and no user; it depends on nothing but `java.base`.
///
/// Each of its packages uses only those below it in this list:
///
/// ```
///   kernel       the whole network: run, checkpoint, routing of spikes and devices
///   growth       synaptic elements, structural plasticity
///   coupling     continuous signals, relaxation
///   wiring       connect calls, recipes, building, looking up, changing
///   plastic      plastic tables, pairs of spikes, traces
///   table        connection tables, targets (list, bits, weighted), order of delays
///   nodes        ids
///   device       stimulators, recorders
///   neuron       model, block, population, columns, refractoriness
///   past         numbers that neurons leave to synapses
///   input        rings, drives, spikes on their way
///   declare      parameters, channels, receptors, recordables, signals
///   checkpoint   reader, writer
///   random       counter-based numbers
///   math         elementary functions
///   base         errors, units, time grid, memory, workers, barrier
/// ```
///
/// What is public in a package is for the packages above it; what other modules may use is
/// exported.
@SuppressWarnings("module") // the modules that packages are exported to are compiled later
module myelin.engine {
  requires static org.jspecify;

  exports myelin.engine.base;
  exports myelin.engine.declare;
  exports myelin.engine.input to
      myelin.nestml,
      myelin.models;
  exports myelin.engine.random to
      myelin.nestml,
      myelin.models,
      myelin.vector,
      myelin,
      myelin.pynest;
  exports myelin.engine.math to
      myelin,
      myelin.nestml,
      myelin.models;
  exports myelin.engine.neuron to
      myelin.nestml,
      myelin.models,
      myelin.vector,
      myelin,
      myelin.pynest,
      myelin.cli;
  exports myelin.engine.past to
      myelin.nestml,
      myelin.models,
      myelin.vector,
      myelin,
      myelin.pynest,
      myelin.cli;
  exports myelin.engine.device to
      myelin.nestml,
      myelin.models,
      myelin;
  exports myelin.engine.plastic to
      myelin.nestml,
      myelin.models,
      myelin.vector,
      myelin,
      myelin.pynest,
      myelin.cli;
  exports myelin.engine.coupling to
      myelin;
  exports myelin.engine.growth to
      myelin;
  exports myelin.engine.wiring to
      myelin;
  exports myelin.engine.kernel to
      myelin;
  exports myelin.engine.checkpoint to
      myelin,
      myelin.models;
}
