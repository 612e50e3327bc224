package myelin.mpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;

/// An MPI library of this machine, opened so that what it loads itself finds it, too.
@SuppressWarnings("restricted") // the jar's manifest and the launcher allow calls of native code
final class Library {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final int NOW = 2;
  private static final int GLOBAL = System.getProperty("os.name").startsWith("Mac") ? 8 : 0x100;

  private final String name;
  private final MemorySegment handle;
  private final MethodHandle find;

  private Library(String name, MemorySegment handle) {
    this.name = name;
    this.handle = handle;
    find =
        function(
            "dlsym",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  }

  /// The library of the MPI that has started this process: the one that `MYELIN_MPI` names, the one
  /// that is loaded already, or the first that opens of those that belong to the launcher.
  ///
  /// @throws BadInput if there is none
  static Library ofLauncher(Launcher launcher) {
    keepSignals();
    String chosen = System.getenv("MYELIN_MPI");
    List<String> candidates = new ArrayList<>();
    if (chosen != null && !chosen.isBlank()) {
      candidates.add(chosen);
    } else {
      loaded().ifPresent(candidates::add);
      if (candidates.isEmpty()) {
        for (String library : launcher.libraries()) {
          folders().map(f -> f.resolve(library).toString()).forEach(candidates::add);
        }
        candidates.addAll(launcher.libraries());
      }
    }
    List<String> why = new ArrayList<>();
    for (String candidate : candidates) {
      if (candidate.contains("/") && !Files.exists(Path.of(candidate))) {
        if (candidate.equals(chosen)) why.add(candidate + ": there is no such file");
        continue;
      }
      MemorySegment handle = open(candidate);
      if (!handle.equals(MemorySegment.NULL)) return new Library(candidate, handle);
      why.add(error());
    }
    throw new BadInput(
        BadInput.Kind.FILE,
        "this process was started by %s, but no library of it was found (%s). Install it, or set MYELIN_MPI to the path of libmpi.so.40 (Open MPI), libmpich.so.12 (MPICH), or libmpi_abi.so.1 (MPI-5)"
            .formatted(launcher.text(), String.join("; ", why)));
  }

  /// The MPI library that this process has loaded already, as by mpi4py.
  private static Optional<String> loaded() {
    if (!Files.isReadable(MAPS)) return Optional.empty();
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .filter(file -> file.matches(".*/lib(mpi|mpich|mpi_abi)\\.(so[.0-9]*|dylib)"))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Folders of libraries beside the programs from which this process descends.
  private static Stream<Path> folders() {
    List<Path> found = new ArrayList<>();
    Optional<ProcessHandle> process = ProcessHandle.current().parent();
    for (int k = 0; k < 4 && process.isPresent(); k++) {
      process
          .get()
          .info()
          .command()
          .map(Path::of)
          .map(Path::getParent)
          .map(Path::getParent)
          .map(prefix -> prefix.resolve("lib"))
          .filter(Files::isDirectory)
          .ifPresent(found::add);
      process = process.get().parent();
    }
    return found.stream().distinct();
  }

  /// Has UCX, which an MPI may load, leave SIGSEGV to Java, which stops its threads by it.
  private static void keepSignals() {
    MethodHandle set =
        function(
            "setenv",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom("UCX_ERROR_SIGNALS");
      MemorySegment none = arena.allocateFrom("");
      NativeCall.require("setenv", () -> (int) set.invoke(name, none, 0));
    }
  }

  private static MemorySegment open(String file) {
    MethodHandle open =
        function(
            "dlopen",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(file);
      return NativeCall.of(() -> (MemorySegment) open.invoke(name, NOW | GLOBAL));
    }
  }

  private static String error() {
    MethodHandle error = function("dlerror", FunctionDescriptor.of(ValueLayout.ADDRESS));
    MemorySegment text = NativeCall.of(() -> (MemorySegment) error.invoke());
    return text.equals(MemorySegment.NULL)
        ? "it cannot be opened"
        : text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type);
  }

  /// Its path, or its name.
  String name() {
    return name;
  }

  /// Where a symbol is.
  Optional<MemorySegment> find(String symbol) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(symbol);
      MemorySegment found = NativeCall.of(() -> (MemorySegment) find.invoke(handle, text));
      return found.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(found);
    }
  }

  /// Where a symbol is that the library must have.
  MemorySegment require(String symbol) {
    return find(symbol)
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.FILE,
                "%s is no MPI library that is known: it lacks %s".formatted(name, symbol)));
  }

  /// A function of the library.
  MethodHandle function(String symbol, java.lang.foreign.MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        require(symbol), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }
}
