package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpikeFilesTest {
  private static final String HEADER = "# NEST version: 3.8\n# RecordingBackendASCII version: 2\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aGdfHoldsIdsAndMilliseconds() throws IOException {
    Path file = file("spikes.gdf", "3\t0.300\t\n1\t0.100\t\r\n 2 12.700\n\n4\t1e2\n5\t-0.5");

    assertThat(Spikes.read(file))
        .isEqualTo(Spikes.of(new int[] {5, 1, 3, 2, 4}, new double[] {-0.5, 0.1, 0.3, 12.7, 100}));
  }

  @Test
  void aGdfInStepsNeedsTheResolution() throws IOException {
    Path file = file("spikes.gdf", "3\t3\n1\t10\n");

    Spikes spikes = Spikes.read(0.1, file);

    assertThat(spikes.senders()).containsExactly(3, 1);
    assertThat(spikes.times()).containsExactly(0.3, 1.0);
    assertThat(Spikes.read(0.25, file).times()).containsExactly(0.75, 2.5);
    assertThat(Spikes.read(2, file).times()).containsExactly(6, 20);
  }

  @Test
  void aDatHoldsSendersAndMillisecondsBelowAHeader() throws IOException {
    Path file = file("a.dat", HEADER + "sender\ttime_ms\n7\t0.900\n8\t1.000\n");

    assertThat(Spikes.read(file)).isEqualTo(Spikes.of(new int[] {7, 8}, new double[] {0.9, 1.0}));
    assertThat(Spikes.read(0.1, file)).isEqualTo(Spikes.read(file));
  }

  @Test
  void furtherColumnsOfADatAreIgnored() throws IOException {
    Path file = file("a.dat", HEADER + "sender\ttime_ms\tV_m\n7\t0.900\tnan\n8\t1.000\t-70.0\n");

    assertThat(Spikes.read(file).senders()).containsExactly(7, 8);
  }

  @Test
  void aDatInStepsSubtractsTheOffset() throws IOException {
    Path file =
        file("a.dat", HEADER + "sender\ttime_step\ttime_offset\n7\t9\t0.025\n8\t10\t0.000\n");

    assertThat(Spikes.read(0.1, file).times()).containsExactly(0.9 - 0.025, 1.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.read(file))
        .withMessageContaining("resolution");
  }

  @Test
  void theFilesOfSeveralThreadsMerge() throws IOException {
    Path first = file("a-0.gdf", "2\t1.0\n4\t3.0\n");
    Path second = file("a-1.gdf", "3\t0.5\n1\t1.0\n5\t3.0\n");
    Path third = file("a-2.dat", HEADER + "sender\ttime_ms\n9\t2.0\n");

    Spikes merged = Spikes.read(first, second, third);

    assertThat(merged.senders()).containsExactly(3, 1, 2, 9, 4, 5);
    assertThat(merged.times()).containsExactly(0.5, 1.0, 1.0, 2.0, 3.0, 3.0);
    assertThat(Spikes.read(third, second, first)).isEqualTo(merged);
  }

  @Test
  void filesWithoutRowsAreEmptyRecordings() throws IOException {
    assertThat(Spikes.read(file("a.gdf", ""))).isEqualTo(Spikes.none());
    assertThat(Spikes.read(file("a.dat", HEADER + "sender\ttime_ms\n"))).isEqualTo(Spikes.none());
  }

  @Test
  void aMalformedLineIsNamedWithFileNumberAndWhatWasExpected() throws IOException {
    Path file = file("bad.gdf", "1\t0.1\n2\t0.2\n3 three\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.read(file))
        .withMessage(
            file
                + ", line 3: expected a neuron id and a time in ms, separated by a tab,"
                + " but found \"3 three\"");
  }

  @Test
  void lineNumbersCountHeadersAndComments() throws IOException {
    Path file = file("bad.dat", HEADER + "sender\ttime_ms\n1\t0.1\n2\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.read(file))
        .withMessageContaining("line 5: expected a sender and a time_ms");
  }

  @Test
  void whatIsNoSpikeIsRefused() throws IOException {
    for (String line :
        new String[] {
          "1",
          "-1\t1",
          "1.5\t1",
          "1\tNaN",
          "1\t1e999",
          "1\t0x1p3",
          "1\t1\t1",
          "1\t1.0.0",
          "1\t-",
          "99999999999\t1",
          "1,1",
          "1\t1d"
        }) {
      Path file = file("bad.gdf", line);
      assertThatIllegalArgumentException()
          .as(line)
          .isThrownBy(() -> Spikes.read(file))
          .withMessageContaining("line 1: expected a neuron id");
    }
    Path broken = file("bad.gdf", "1\t0.5\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.read(0.1, broken))
        .withMessageContaining("whole steps");
    Path header = file("bad.dat", "neuron\ttime\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spikes.read(header))
        .withMessageContaining("expected the columns sender and time_ms");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Spikes.read(folder.resolve("none.gdf")))
        .withMessageContaining("none.gdf");
    assertThatIllegalArgumentException().isThrownBy(() -> Spikes.read());
    assertThatIllegalArgumentException().isThrownBy(() -> Spikes.read(0));
  }

  @Test
  void numbersAreReadToTheLastBit() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    double[] times = new double[5000];
    for (int i = 0; i < times.length; i++) {
      String time =
          i % 2 == 0
              ? Double.toString(random.nextDouble() * 1e5)
              : String.format(Locale.ROOT, "%.3f", random.nextDouble() * 1e5);
      times[i] = Double.parseDouble(time);
      text.append(i).append('\t').append(time).append('\n');
    }
    int[] ids = java.util.stream.IntStream.range(0, times.length).toArray();

    assertThat(Spikes.read(file("many.gdf", text.toString()))).isEqualTo(Spikes.of(ids, times));
  }
}
