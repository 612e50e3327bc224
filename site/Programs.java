// Runs programs that are single files, one after the other in this Java; what each printed is in a file .out beside it,
// after FAILED if it does not compile or fails, with what Java says.
//
//   ./myelin run Programs.java FILE.java ... [--alone FILE.java ...]
//
// Files are compiled together, which is quicker, unless one of them does not compile; those after --alone one by one.

import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import javax.tools.ToolProvider;

void main(String... words) throws Exception {
  List<String> files = List.of(words);
  int end = files.contains("--alone") ? files.indexOf("--alone") : files.size();
  List<Path> together = files.subList(0, end).stream().map(Path::of).toList();
  List<Path> alone = files.subList(Math.min(end + 1, files.size()), files.size()).stream().map(Path::of).toList();
  Path classes = Files.createTempDirectory("programs");
  boolean compiled = !together.isEmpty() && compile(together, classes, new ByteArrayOutputStream());
  for (Path file : together) tell(file, said -> (compiled || compile(List.of(file), classes, said)) && run(file, classes));
  for (Path file : alone) tell(file, said -> compile(List.of(file), classes, said) && run(file, classes));
}

interface Deed {
  boolean isDone(OutputStream said) throws Exception;
}

/// Does something with a program, and writes what was said meanwhile.
void tell(Path file, Deed deed) throws Exception {
  var said = new ByteArrayOutputStream();
  PrintStream out = System.out;
  PrintStream err = System.err;
  boolean done = false;
  try (var all = new PrintStream(said, true, "UTF-8")) {
    System.setOut(all);
    System.setErr(all);
    done = deed.isDone(all);
  } finally {
    System.setOut(out);
    System.setErr(err);
  }
  Files.writeString(file.resolveSibling(name(file) + ".out"), (done ? "" : "FAILED\n") + said.toString("UTF-8"));
}

String name(Path file) {
  return file.getFileName().toString().replace(".java", "");
}

boolean compile(List<Path> files, Path classes, OutputStream said) {
  String modules = System.getProperty("jdk.module.path");
  var options = List.of("-d", classes.toString(), "--module-path", modules, "--add-modules", "myelin,myelin.analysis,myelin.cli,myelin.sonata");
  String[] words = Stream.concat(options.stream(), files.stream().map(Path::toString)).toArray(String[]::new);
  return ToolProvider.getSystemJavaCompiler().run(null, said, said, words) == 0;
}

/// Runs a program that is compiled; whether that went well.
boolean run(Path file, Path classes) throws Exception {
  try (var loader = new URLClassLoader(new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
    var constructor = loader.loadClass(name(file)).getDeclaredConstructor();
    constructor.setAccessible(true);
    var main = constructor.getDeclaringClass().getDeclaredMethod("main");
    main.setAccessible(true);
    main.invoke(constructor.newInstance());
    return true;
  } catch (InvocationTargetException failed) {
    failed.getCause().printStackTrace();
    return false;
  }
}
