package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
  private static final String HEADER = "# NEST version: 3.10\n# RecordingBackendASCII version: 2\n";
  private static final String COLUMNS = "sender\ttime_ms\tV_m\tI_syn_ex\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void columnsHaveTheNamesOfTheHeader() throws IOException {
    Path file = file("a.dat", HEADER + COLUMNS + "2\t1.000\t-70.5\t0.25\n2\t2.000\t-69\t1e-3\n");
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("V_m", new double[] {-70.5, -69});
    expected.put("I_syn_ex", new double[] {0.25, 0.001});
    Samples read = Samples.read(file);
    assertThat(read).isEqualTo(Samples.of(new int[] {2, 2}, new double[] {1, 2}, expected));
    assertThat(read.quantities()).containsExactly("V_m", "I_syn_ex");
    assertThat(Samples.read(0.1, file)).isEqualTo(read);
  }

  @Test
  void numbersThatAreNoneAreReadAsCWritesThem() throws IOException {
    Path file =
        file("a.dat", HEADER + COLUMNS + "1 1 nan inf\r\n1 2 -nan -inf\r\n\n1\t3\t-0\t+2.5E1\t\n");
    Samples read = Samples.read(file);
    assertThat(read.values("V_m")).containsExactly(Double.NaN, Double.NaN, -0.0);
    assertThat(read.values("I_syn_ex"))
        .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 25);
  }

  @Test
  void timesInStepsNeedTheResolution() throws IOException {
    Path file = file("a.dat", HEADER + "sender\ttime_step\ttime_offset\tV_m\n3\t9\t0.025\t-60\n");
    Samples read = Samples.read(0.1, file);
    assertThat(read.times()).containsExactly(0.9 - 0.025);
    assertThat(read.values("V_m")).containsExactly(-60);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(file))
        .withMessage(file + ", line 3: the times are in steps; give the resolution to read them");
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.read(0, file));
  }

  @Test
  void theFilesOfSeveralThreadsMerge() throws IOException {
    Path odd = file("a-0.dat", HEADER + COLUMNS + "1\t1\t11\t0\n3\t1\t31\t0\n1\t2\t12\t0\n");
    Path even = file("a-1.dat", HEADER + COLUMNS + "2\t1\t21\t0\n2\t2\t22\t0\n");
    Samples merged = Samples.read(odd, even);
    assertThat(merged.senders()).containsExactly(1, 2, 3, 1, 2);
    assertThat(merged.values("V_m")).containsExactly(11, 21, 31, 12, 22);
    assertThat(Samples.read(even, odd)).isEqualTo(merged);
  }

  @Test
  void filesOfOtherQuantitiesAreRefused() throws IOException {
    Path first = file("a.dat", HEADER + COLUMNS + "1\t1\t11\t0\n");
    Path other = file("b.dat", HEADER + "sender\ttime_ms\tV_m\n1\t2\t12\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(first, other))
        .withMessage(
            other
                + ", line 3: expected the quantities that "
                + first
                + " has, V_m, I_syn_ex, but found \"sender\ttime_ms\tV_m\"");
  }

  @Test
  void aMalformedLineIsNamedWithFileNumberAndWhatWasExpected() throws IOException {
    for (String line :
        new String[] {
          "1", "1\t1\t1", "1\t1\t1\t1\t1", "-1\t1\t1\t1", "1\tnan\t1\t1", "1\t1\tNaN\t1",
          "1\t1\tx\t1", "1\t1\t1..0\t1", "1.5\t1\t1\t1", "1,1,1,1", "1\t1\t1\t-", "1\t1\t1\t1e999"
        }) {
      Path file = file("bad.dat", HEADER + COLUMNS + "1\t1\t1\t1\n" + line + "\n");
      assertThatIllegalArgumentException()
          .as(line)
          .isThrownBy(() -> Samples.read(file))
          .withMessage(
              file
                  + ", line 5: expected a sender, a time_ms, V_m, I_syn_ex, separated by tabs,"
                  + " but found \""
                  + line
                  + "\"");
    }
  }

  @Test
  void columnsWithoutNamesAreRefused() throws IOException {
    Path bare = file("bare.dat", "1\t1.0\t-70\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(bare))
        .withMessage(
            bare
                + ", line 1: expected names of columns, sender and time_ms first, above the first"
                + " numbers, but found \"1\t1.0\t-70\"");
    Path empty = file("empty.dat", HEADER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(empty))
        .withMessageContaining("empty.dat has no names of columns");
    Path wrong = file("wrong.dat", "time\tV_m\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(wrong))
        .withMessageContaining("wrong.dat, line 1: expected columns that begin with sender");
    Path twice = file("twice.dat", "sender\ttime_ms\tV_m\tV_m\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read(twice))
        .withMessageContaining("different names");
  }

  @Test
  void filesWithoutRowsHaveNamesOnly() throws IOException {
    Samples none = Samples.read(file("a.dat", HEADER + COLUMNS));
    assertThat(none.size()).isZero();
    assertThat(none.quantities()).containsExactly("V_m", "I_syn_ex");
    assertThat(Samples.read(file("b.dat", HEADER + "sender\ttime_ms\n1\t2\n")).quantities())
        .isEmpty();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Samples.read(folder.resolve("none.dat")))
        .withMessageContaining("none.dat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.read())
        .withMessage("no file given to read samples from");
  }

  /// More rows than there is room for at first, longer than a buffer.
  @Test
  void longFilesAreReadToTheLastBit() throws IOException {
    Random random = new Random(1);
    int n = 5000;
    double[] values = random.doubles(n, -80, -50).toArray();
    StringBuilder text = new StringBuilder(HEADER + "sender\ttime_ms\tV_m\n");
    for (int i = 0; i < n; i++)
      text.append("1\t").append(i).append(".000\t").append(values[i]).append('\n');
    assertThat(Samples.read(file("many.dat", text.toString())).values("V_m")).isEqualTo(values);
  }
}
