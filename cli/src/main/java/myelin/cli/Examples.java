package myelin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;

/// The precompiled examples on the class path. Each is a compact source file, hence a class of the
/// unnamed package; `examples.properties` beside them lists their names with a line on each.
final class Examples {

  private static final String INDEX = "examples.properties";

  private Examples() {}

  /// Their names with a line on each.
  static SortedMap<String, String> all() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    SortedMap<String, String> all = new TreeMap<>();
    try (InputStream in = loader.getResourceAsStream(INDEX)) {
      if (in == null) return all;
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      Properties properties = new Properties();
      properties.load(reader);
      for (String name : properties.stringPropertyNames()) {
        all.put(name, properties.getProperty(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// Runs an example with its arguments.
  ///
  /// @throws BadInput with the nearest names if there is none of that name
  /// @throws ReflectiveOperationException if the example failed; its cause tells why
  static void run(String name, String... args) throws ReflectiveOperationException {
    var all = all();
    if (!all.containsKey(name)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "there is no example '%s'%s".formatted(name, Nearest.hint(name, all.keySet())));
    }
    Class<?> type = Class.forName(name, true, ClassLoader.getSystemClassLoader());
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main = type.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(constructor.newInstance(), (Object) args);
  }
}
