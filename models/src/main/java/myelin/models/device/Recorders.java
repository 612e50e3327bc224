package myelin.models.device;

import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Coding;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Multimeter;
import myelin.engine.device.SpikeRecorder;
import myelin.engine.device.WeightRecorder;

/// The models of recorders.
public final class Recorders {

  /// Records spikes.
  public static final DeviceModel SPIKE_RECORDER = spikeRecorder("spike_recorder");

  /// The name of [#SPIKE_RECORDER] in NEST 2.
  public static final DeviceModel SPIKE_DETECTOR = spikeRecorder("spike_detector");

  /// Records the states of binary neurons.
  public static final DeviceModel SPIN_DETECTOR =
      common(DeviceModel.recorder("spin_detector"))
          .words(
              "records the states of binary neurons",
              """
              Connect binary neurons to it. It records sender, time and the new state of each transition in
              (start, stop]: 1 for two coincident spikes of a neuron, 0 for one, or more than two.
              """)
          .coding(Coding.TRANSITIONS, Coding.TRANSITIONS)
          .device(SpinDetector::new);

  /// Records state variables.
  public static final DeviceModel MULTIMETER =
      meter("multimeter", "samples state variables of neurons and devices", new String[0]);

  /// Records the membrane potential.
  public static final DeviceModel VOLTMETER =
      meter("voltmeter", "samples the membrane potential", new String[] {"V_m"});

  /// Records the weights of synapses.
  public static final DeviceModel WEIGHT_RECORDER =
      common(DeviceModel.recorder("weight_recorder"))
          .words(
              "records the weights of synapses, spike by spike",
              """
              Name it in a synapse model, by stdp_synapse.recordedBy(recorder) or the parameter
              weight_recorder. For each spike that passes such a synapse it records sender, target,
              receptor and the weight with which the spike acts, with the time at which it was sent,
              in (start, stop].
              """)
          .integers(
              "senders", "record only spikes of these nodes; all, if empty", Condition.POSITIVE)
          .integers(
              "targets", "record only spikes to these nodes; all, if empty", Condition.POSITIVE)
          .device(WeightRecorder::new);

  private Recorders() {}

  private static DeviceModel spikeRecorder(String name) {
    return common(DeviceModel.recorder(name))
        .words(
            "records spikes",
            """
            Connect nodes to it. It records sender and time of each spike in (start, stop], with the time at
            which the spike was sent, whatever the delay of the connection.
            """)
        .coding(Coding.ANY, Coding.ANY)
        .device(SpikeRecorder::new);
  }

  private static DeviceModel meter(String name, String summary, String[] quantities) {
    return common(DeviceModel.recorder(name))
        .words(
            summary,
            """
            Connect it to nodes. At offset, offset + interval, ..., but never at 0, it records the
            quantities named in record_from, which each of its targets must have; `myelin models
            NAME` lists them. A value with time t is the state at t. record_from is fixed once it is
            connected. The first sample is at offset even where that is one step, as NEST's
            documentation says; NEST 3.10 itself then begins an interval later.
            """)
        .texts("record_from", quantities, "quantities to record")
        .real("interval", Unit.MS, 1, "time between samples", Condition.POSITIVE)
        .real(
            "offset",
            Unit.MS,
            0,
            "time of the first sample; if 0, the first is at interval",
            Condition.NOT_NEGATIVE)
        .coding(Coding.ANY, Coding.ANY)
        .device(Multimeter::new);
  }

  private static DeviceModel.Builder common(DeviceModel.Builder model) {
    return model
        .choice(
            "record_to",
            List.of("memory", "ascii", "gdf", "screen"),
            "where records go from the next simulation on: ascii is NEST 3's text file, gdf that of NEST 2")
        .flag(
            "time_in_steps",
            false,
            "in files, times as steps and offsets; in memory both are there")
        .text("file_extension", "", "extension of text files; empty for dat or gdf")
        .integer(
            "precision",
            3,
            "digits after the point in text files",
            new Condition(
                "a whole number from 0 to 17", v -> v >= 0 && v <= 17 && v == Math.rint(v)))
        .integer(
            "n_events",
            0,
            "number of events recorded; setting it to 0 clears them",
            new Condition("0, to clear the events", v -> v == 0));
  }
}
