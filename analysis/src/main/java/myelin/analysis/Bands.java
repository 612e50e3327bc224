package myelin.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import myelin.analysis.draw.BandAxis;
import myelin.analysis.draw.Kinds;
import myelin.analysis.draw.LegendLine;
import myelin.analysis.draw.Range;

/// The bands of a raster, from the top: neurons that are drawn in rows next to each other, whatever
/// their ids.
final class Bands {
  private record Band(String name, String kind, int firstId, int lastId, int above) {
    int size() {
      return lastId - firstId + 1;
    }

    boolean holds(int id) {
      return id >= firstId && id <= lastId;
    }
  }

  private final List<Band> bands = new ArrayList<>();
  private final Kinds kinds = new Kinds();
  private int rows;

  boolean isEmpty() {
    return bands.isEmpty();
  }

  void add(String name, String kind, int firstId, int lastId) {
    Objects.requireNonNull(name, "name");
    kinds.add(kind);
    if (lastId < firstId) {
      throw new IllegalArgumentException(
          "band " + name + " ends before it begins: " + firstId + " to " + lastId);
    }
    Band band = new Band(name, kind, firstId, lastId, rows);
    rows = Math.addExact(rows, band.size());
    bands.add(band);
  }

  /// The spikes of the neurons in bands, with rows, counted from the bottom, in place of ids.
  Spikes inRows(Spikes spikes) {
    int[] senders = new int[spikes.size()];
    double[] times = new double[spikes.size()];
    int kept = 0;
    for (int i = 0; i < spikes.size(); i++) {
      int row = row(spikes.sender(i));
      if (row >= 0) {
        senders[kept] = row;
        times[kept++] = spikes.time(i);
      }
    }
    return Spikes.of(Arrays.copyOf(senders, kept), Arrays.copyOf(times, kept));
  }

  /// The row of a neuron, or -1 if it is in no band.
  private int row(int id) {
    for (Band band : bands) {
      if (band.holds(id)) {
        return rows - 1 - band.above - (id - band.firstId);
      }
    }
    return -1;
  }

  private int lowest(Band band) {
    return rows - band.above - band.size();
  }

  /// The bands as groups of rows.
  List<SpikeMarks.Group> groups() {
    return bands.stream()
        .map(band ->
            new SpikeMarks.Group(
                band.name, lowest(band), lowest(band) + band.size() - 1, kinds.colour(band.kind)))
        .toList();
  }

  BandAxis axis(float fontSize) {
    List<BandAxis.Band> names =
        bands.stream()
            .map(band ->
                new BandAxis.Band(band.name, lowest(band) - 0.5, lowest(band) + band.size() - 0.5))
            .toList();
    return new BandAxis(names, new Range(-0.5, rows - 0.5).padded(0.005), fontSize);
  }

  LegendLine legend(float fontSize) {
    return new LegendLine(kinds.entries(), fontSize);
  }
}
