package myelin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Why a file could not be read or written, in words for users.
final class Reason {

  private Reason() {}

  /// The reason without the names of classes.
  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> "there is no " + n.getFile();
      case AccessDeniedException n -> "there is no permission for " + n.getFile();
      case FileAlreadyExistsException n -> "there is a " + n.getFile() + " already";
      default -> Objects.requireNonNullElse(e.getMessage(), "it cannot be read or written");
    };
  }
}
