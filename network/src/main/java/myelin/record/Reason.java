package myelin.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Why a file could not be read or written, in words for users.
public final class Reason {

  private Reason() {}

  /// The reason without the names of classes.
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> "there is no " + n.getFile();
      case AccessDeniedException n -> "there is no permission for " + n.getFile();
      case FileAlreadyExistsException n -> "there is a " + n.getFile() + " already";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> Objects.requireNonNullElse(e.getMessage(), "the system does not say why");
    };
  }
}
