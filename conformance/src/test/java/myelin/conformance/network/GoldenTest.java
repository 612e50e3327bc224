package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import myelin.conformance.harness.Resources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Networks have the spikes and states that they had before, to the last bit.
///
/// What is expected is Myelin's own: it says nothing about whether it is right, which the other
/// tests do, but tells when it has changed, as a slip in a loop or a random number would change it.
/// With `-Dgolden.record=true` the test writes `golden.properties` in the sources instead.
class GoldenTest {

  private static final String RESOURCE = "golden.properties";
  private static final boolean RECORD = Boolean.getBoolean("golden.record");
  private static final Map<String, String> FOUND = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> networksDoAsTheyDidBefore() {
    Properties golden = golden();
    return GoldenNetworks.all().entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () -> {
                  String hash = e.getValue().hash();
                  FOUND.put(e.getKey(), hash);
                  if (RECORD) return;
                  assertThat(hash)
                      .as(changed(e.getKey()))
                      .isEqualTo(golden.getProperty(e.getKey()));
                }));
  }

  private static String changed(String network) {
    return """
    the spikes or states of %s have changed. If that is not on purpose, something was broken: \
    other tests may tell what. If it is, record them with -Dgolden.record=true and say why in \
    the commit\
    """
        .formatted(network);
  }

  @Test
  void nothingElseIsRecorded() {
    if (RECORD) return;
    assertThat(golden().stringPropertyNames())
        .as("networks recorded; record again with -Dgolden.record=true if one has gone")
        .containsExactlyInAnyOrderElementsOf(GoldenNetworks.all().keySet());
  }

  /// What each network's hash is, in a line as [GoldenNetworks#main] prints it.
  static String recorded() {
    Map<String, String> all = new TreeMap<>();
    Properties golden = golden();
    for (String name : golden.stringPropertyNames()) all.put(name, golden.getProperty(name));
    return all.toString();
  }

  /// The hashes by name of the network.
  static Properties golden() {
    Properties golden = new Properties();
    try (InputStream in = Resources.open(RESOURCE)) {
      if (in != null) golden.load(in);
      return golden;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void record() throws IOException {
    if (!RECORD) return;
    StringBuilder text = new StringBuilder("# Written by GoldenTest with -Dgolden.record=true.\n");
    FOUND.forEach((name, hash) -> text.append(name).append(" = ").append(hash).append('\n'));
    Files.writeString(Path.of("src/test/resources/myelin/conformance", RESOURCE), text);
  }
}
