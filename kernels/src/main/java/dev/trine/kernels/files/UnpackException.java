package dev.trine.kernels.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** No folder takes a native library. */
final class UnpackException extends IOException {
  private static final long serialVersionUID = 1;

  UnpackException(Path cache, IOException there, String temporary, IOException thereNeither) {
    super(
        "cannot be unpacked to %s (%s), nor to %s (%s)"
            .formatted(cache, reason(there), temporary, reason(thereNeither)),
        thereNeither);
    addSuppressed(there);
  }

  /** Of most of these the message is just a path. */
  private static String reason(IOException failure) {
    if (failure instanceof FileSystemException about && about.getReason() != null) {
      return about.getReason();
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    return failure.toString();
  }
}
