package myelin.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version of Myelin, which the build writes into a file.
public final class Version {

  private Version() {}

  /// For instance `0.1.0`; `unknown` if the build wrote none.
  public static String text() {
    try (InputStream in = Version.class.getResourceAsStream("/myelin/version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("version.txt", e);
    }
  }
}
