package dev.trine.cli.option;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Why a file or folder cannot be used, in words. */
final class Unusable {
  private Unusable() {}

  static String reason(Exception failure) {
    if (failure instanceof InvalidPathException malformed) {
      return malformed.getReason();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no %s, and it cannot be made".formatted(missing.getFile());
    }
    if (failure instanceof AccessDeniedException denied) {
      return "access to %s is denied".formatted(denied.getFile());
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return "%s: %s".formatted(other.getFile(), other.getReason());
    }
    return failure.toString();
  }
}
