// Runs programs that are single files, one after the other in this Java; what each printed is in a file .out beside it,
// after FAILED and what Java says if it is refused or fails.
//
//   ./myelin run Programs.java FILE.java ...

import java.net.URLClassLoader;
import javax.tools.ToolProvider;

void main(String... files) throws Exception {
  for (String each : files) {
    Path file = Path.of(each);
    String name = file.getFileName().toString().replace(".java", "");
    var said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    boolean done;
    try (var all = new PrintStream(said, true, UTF_8)) {
      System.setOut(all);
      System.setErr(all);
      done = run(file, name, all);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    Files.writeString(file.resolveSibling(name + ".out"), (done ? "" : "FAILED\n") + said.toString(UTF_8));
  }
}

/// Compiles and runs a program; whether that went well.
boolean run(Path file, String name, PrintStream all) throws Exception {
  Path classes = Files.createDirectories(file.resolveSibling(name));
  String modules = "myelin,myelin.analysis,myelin.cli,myelin.sonata";
  int status = ToolProvider.getSystemJavaCompiler()
      .run(null, all, all, "-d", classes.toString(), "--module-path", System.getProperty("jdk.module.path"),
          "--add-modules", modules, file.toString());
  if (status != 0) return false;
  try (var loader = new URLClassLoader(new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
    Class<?> type = loader.loadClass(name);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    for (var method : type.getDeclaredMethods()) {
      if (!method.getName().equals("main")) continue;
      method.setAccessible(true);
      Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {new String[0]};
      method.invoke(constructor.newInstance(), arguments);
      return true;
    }
    throw new IllegalStateException(file + " has no method main");
  } catch (java.lang.reflect.InvocationTargetException failed) {
    failed.getCause().printStackTrace(all);
    return false;
  }
}

static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;
