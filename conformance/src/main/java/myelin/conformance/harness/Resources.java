package myelin.conformance.harness;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The files that NEST's numbers and the golden hashes are kept in, for classes of any package.
public final class Resources {

  private static final String FOLDER = "/myelin/conformance/";

  private Resources() {}

  /// The bytes of a resource, whose path is relative to `myelin/conformance`; null if there is
  /// none.
  public static @Nullable InputStream open(String path) {
    return Resources.class.getResourceAsStream(FOLDER + path);
  }

  /// Whether there is such a resource.
  public static boolean has(String path) {
    return Resources.class.getResource(FOLDER + path) != null;
  }
}
