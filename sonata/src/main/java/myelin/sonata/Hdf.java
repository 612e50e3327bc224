package myelin.sonata;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.dataset.DatasetBase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import org.jspecify.annotations.Nullable;

/// A file in HDF5, open to be read. Whatever is wrong in it is refused with its path in the file.
final class Hdf implements AutoCloseable {

  static {
    // jHDF logs to slf4j, which would print a warning without a provider
    String verbosity = "slf4j.internal.verbosity";
    if (System.getProperty(verbosity) == null) System.setProperty(verbosity, "ERROR");
  }

  private final Path file;
  private final HdfFile root;

  private Hdf(Path file, HdfFile root) {
    this.file = file;
    this.root = root;
  }

  /// Opens a file.
  static Hdf open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          BadInput.Kind.FILE,
          Files.exists(file) ? file + " is a folder" : "there is no file " + file);
    }
    try {
      return new Hdf(file, new HdfFile(file));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new BadInput(
          BadInput.Kind.FILE, "%s cannot be read as HDF5: %s".formatted(file, reason(e)), e);
    }
  }

  /// The error that a file cannot be read.
  static BadInput unreadable(Path file, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException none -> "there is no file " + file;
          case AccessDeniedException denied -> file + " must not be read";
          default -> "%s cannot be read: %s".formatted(file, e.getMessage());
        };
    return new BadInput(BadInput.Kind.FILE, why, e);
  }

  /// An error in the file.
  BadInput bad(String path, String what) {
    return new BadInput(BadInput.Kind.FILE, "%s: %s %s".formatted(file, path, what));
  }

  /// The names of the groups in a group that must be there.
  List<String> groups(String path) {
    Group group = group(path);
    try {
      return group.getChildren().values().stream()
          .filter(Group.class::isInstance)
          .map(Node::getName)
          .toList();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw broken(path, e);
    }
  }

  /// The names of the columns in a group that must be there.
  List<String> columns(String path) {
    Group group = group(path);
    try {
      return group.getChildren().values().stream()
          .filter(DatasetBase.class::isInstance)
          .map(Node::getName)
          .toList();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw broken(path, e);
    }
  }

  boolean has(String path) {
    return find(path) != null;
  }

  private Group group(String path) {
    if (require(path) instanceof Group group) return group;
    throw bad(path, "is no group");
  }

  private @Nullable Node find(String path) {
    Node at = root;
    try {
      for (String name : path.substring(1).split("/", -1)) {
        if (!(at instanceof Group group)) return null;
        Node next = group.getChildren().get(name);
        if (next == null) return null;
        at = next;
      }
      return at;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw broken(path, e);
    }
  }

  private Node require(String path) {
    Node found = find(path);
    if (found != null) return found;
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String parent = slash == 0 ? "/" : path.substring(0, slash);
    Node above = slash == 0 ? root : require(parent);
    if (!(above instanceof Group group)) throw bad(parent, "is no group");
    List<String> there = List.copyOf(group.getChildren().keySet());
    throw bad(
        path,
        "is missing%s"
            .formatted(there.isEmpty() ? "; " + parent + " is empty" : Nearest.hint(name, there)));
  }

  /// The error that a part of the file cannot be read. A broken file may also ask for more memory
  /// than there is, or refer to itself.
  BadInput broken(String path, Throwable e) {
    if (e instanceof BadInput told) return told;
    return new BadInput(
        BadInput.Kind.FILE, "%s: %s cannot be read: %s".formatted(file, path, reason(e)), e);
  }

  /// What lies at the bottom of an error.
  private static @Nullable String reason(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null) last = last.getCause();
    if (last instanceof OutOfMemoryError) return "it asks for more memory than there is";
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }

  /// A column of numbers that must be there.
  Column column(String path) {
    if (require(path) instanceof DatasetBase data) return new Column(this, path, data);
    throw bad(path, "is no dataset");
  }

  /// A column of numbers that must be there and have so many elements.
  ///
  /// @param of the path of what has as many
  Column column(String path, long length, String of) {
    Column column = column(path);
    if (column.length() == length) return column;
    throw bad(path, "has %,d elements, %s has %,d".formatted(column.length(), of, length));
  }

  /// An attribute that is a text, or null if there is none.
  @Nullable String attribute(String path, String name) {
    Object value;
    try {
      Attribute attribute = require(path).getAttribute(name);
      if (attribute == null) return null;
      value = attribute.getData();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw broken(path, e);
    }
    if (value instanceof String text) return text;
    if (value instanceof String[] texts && texts.length == 1) return texts[0];
    throw bad(path, "has an attribute %s, which must be one text".formatted(name));
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    root.close();
  }
}
