package myelin.sonata;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableAttributeImpl;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import myelin.engine.base.BadInput;

/// Writes SONATA's files of spikes and of reports, as h5py and libsonata read them. A file is there
/// once it is whole.
final class Output {

  /// The orders that spikes can have, by their numbers in the files.
  static final List<String> ORDERS = List.of("none", "by_id", "by_time");

  private static final int MAGIC = 0x0A7A;
  private static final DatasetCreationOptions UNSIGNED =
      DatasetCreationOptions.builder().unsigned().build();

  private Output() {}

  /// Spikes of one population.
  ///
  /// @param nodes id of each spike's node, which count from 0 in the population
  /// @param times time of each spike (ms)
  record Spikes(long[] nodes, double[] times) {}

  /// What was recorded of one population.
  ///
  /// @param nodes ids of the nodes, ascending
  /// @param rows the values of all nodes, at one time after the other
  record Report(long[] nodes, float[][] rows) {}

  /// Writes a file of spikes.
  ///
  /// @param order one of [#ORDERS]
  static void spikes(Path file, String order, Map<String, Spikes> populations) {
    write(
        file,
        root -> {
          WritableGroup all = root.putGroup("spikes");
          populations.forEach((name, spikes) -> {
            WritableGroup group = all.putGroup(name);
            put(group, new Order(group, ORDERS.indexOf(order)));
            group.putDataset("node_ids", spikes.nodes, UNSIGNED);
            WritableDataset times = group.putDataset("timestamps", spikes.times);
            times.putAttribute("units", "ms");
          });
        });
  }

  /// Writes a report.
  ///
  /// @param unit unit of the values
  /// @param time time of the first row, end of the last, and time between them (ms)
  static void report(Path file, String unit, double[] time, Map<String, Report> populations) {
    write(
        file,
        root -> {
          WritableGroup all = root.putGroup("report");
          populations.forEach((name, report) -> {
            WritableGroup group = all.putGroup(name);
            WritableDataset data = group.putDataset("data", report.rows);
            data.putAttribute("units", unit);
            WritableGroup mapping = group.putGroup("mapping");
            int n = report.nodes.length;
            long[] pointers = new long[n + 1];
            for (int i = 0; i <= n; i++) pointers[i] = i;
            WritableDataset ids = mapping.putDataset("node_ids", report.nodes, UNSIGNED);
            ids.putAttribute("sorted", (byte) 1);
            mapping.putDataset("index_pointers", pointers, UNSIGNED);
            mapping.putDataset("element_ids", new int[n], UNSIGNED);
            WritableDataset times = mapping.putDataset("time", time);
            times.putAttribute("units", "ms");
          });
        });
  }

  private static void write(Path file, Consumer<WritableHdfFile> fill) {
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(parent);
      try (WritableHdfFile root = HdfFile.write(fresh)) {
        root.putAttribute("magic", MAGIC);
        root.putAttribute("version", new int[] {0, 1});
        fill.accept(root);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      throw new BadInput(
          BadInput.Kind.FILE, "%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void put(WritableNode node, Attribute attribute) {
    node.getAttributes().put(attribute.getName(), attribute);
  }

  /// The attribute `sorting`, an enumeration, which jHDF only reads.
  private static final class Order extends WritableAttributeImpl {

    Order(WritableNode node, int number) {
      super("sorting", node, (byte) number);
    }

    @Override
    public DataType getDataType() {
      return new Orders();
    }
  }

  /// The type of that attribute: version 3 of the class of enumerations, whose members are named in
  /// [#ORDERS], on bytes. See section IV.A.2.d of the specification of HDF5's format.
  private static final class Orders extends FixedPoint {

    private static final int VERSION_AND_CLASS = 3 << 4 | 8;

    Orders() {
      super(1);
    }

    @Override
    public ByteBuffer toBuffer() {
      ByteBuffer type = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
      type.put((byte) VERSION_AND_CLASS).put((byte) ORDERS.size()).put((byte) 0).put((byte) 0);
      type.putInt(1);
      type.put(super.toBuffer().rewind());
      for (String name : ORDERS) {
        type.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
      }
      for (int i = 0; i < ORDERS.size(); i++) type.put((byte) i);
      return ByteBuffer.wrap(Arrays.copyOf(type.array(), type.position()));
    }
  }
}
