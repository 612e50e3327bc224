package myelin.models.device;

import java.util.Arrays;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeSource;
import myelin.engine.device.Window;
import myelin.engine.random.RandomStream;

/// Packets of spikes around given times; see [#MODEL].
public final class PulsepacketGenerator extends SpikeSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("pulsepacket_generator")
          .words(
              "packets of spikes around given times, the same for all targets",
              """
              Each of `pulse_times` is the middle of a packet of `activity` spikes, whose times are
              normally distributed with the standard deviation sdev; as in NEST, a spike is sent one
              step after the end of the step that its time lies in. New times are drawn when
              pulse_times, activity or sdev are set, and spikes whose time has passed by then are
              left out. Diesmann, Gewaltig and Aertsen 1999 (doi:10.1038/990101). Spikes are sent in
              (start + origin, stop + origin].
              """)
          .reals(
              "pulse_times",
              Unit.MS,
              "middles of the packets",
              new Condition("below 1e9 in size", v -> Math.abs(v) < 1e9))
          .integer(
              "activity",
              0,
              "number of spikes of a packet",
              new Condition("a whole number from 0 to 10^6", v -> v >= 0 && v <= 1e6))
          .real("sdev", Unit.MS, 0, "standard deviation of times", Condition.DURATION)
          .device(PulsepacketGenerator::new);

  private static final double MOST_SPIKES = 1e8;

  private Window window = new Window(0, Long.MAX_VALUE);
  private double[] middles = {};
  private int activity;
  private double sdev;

  /// How often packets have been set; other numbers are drawn each time.
  private int changes;

  /// Spikes up to this step have been sent, or are too late.
  private long since;

  /// Stamps of the spikes, ascending; empty until they are drawn.
  private long[] stamps = {};

  private boolean drawn;

  private PulsepacketGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Window newWindow = Window.of(s);
    boolean anew = s.changed("pulse_times") || s.changed("activity") || s.changed("sdev");
    double[] times = s.reals("pulse_times");
    Arrays.sort(times);
    if (times.length * s.real("activity") > MOST_SPIKES) {
      throw s.refuse(
          "activity = %d is too high for %d pulse_times; there must be at most 10^8 spikes together"
              .formatted((long) s.real("activity"), times.length));
    }
    return () -> {
      window = newWindow;
      if (!anew) return;
      middles = times;
      activity = (int) s.real("activity");
      sdev = s.real("sdev");
      changes++;
      since = now;
      drawn = false;
    };
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return parameter.equals("pulse_times") ? Optional.of(middles.clone()) : Optional.empty();
  }

  private void draw() {
    stamps = new long[middles.length * activity];
    RandomStream random = new RandomStream(seed());
    int n = 0;
    for (int p = 0; p < middles.length; p++) {
      random.at(RandomStream.Purpose.TRAIN, id(), (long) changes << Integer.SIZE | p);
      for (int k = 0; k < activity; k++) {
        double ms = middles[p] + sdev * random.nextNormal();
        stamps[n++] = grid().ceil(ms, "pulse_times") + 1;
      }
    }
    Arrays.sort(stamps);
    drawn = true;
  }

  @Override
  public void emit(long begin, long end, Sink sink) {
    if (!drawn) draw();
    int i = Arrays.binarySearch(stamps, Math.max(begin, since) + 1);
    if (i < 0) i = -i - 1;
    while (i > 0 && i < stamps.length && stamps[i - 1] == stamps[i]) i--;
    for (int next; i < stamps.length && stamps[i] <= end; i = next) {
      next = i + 1;
      while (next < stamps.length && stamps[next] == stamps[i]) next++;
      if (window.contains(stamps[i])) sink.spike(stamps[i] - 1, next - i, 1, 0);
    }
  }
}
