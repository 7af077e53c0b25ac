package dev.trine.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read and write a file, where the file system knows that as POSIX does. */
final class Permissions {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private Permissions() {}

  /** For a file that will have another's permissions: nobody else reads it before it has them. */
  static FileAttribute<?>[] untilCopied(Path from) {
    boolean known =
        Files.exists(from)
            && Files.getFileAttributeView(from, PosixFileAttributeView.class) != null;
    return known
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  /** Gives one file what another has, if that is there. */
  static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (target == null || Files.notExists(from)) {
      return;
    }
    PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
    copyOwner(wanted, target);
    target.setPermissions(wanted.permissions());
  }

  /** Only the superuser can give files away, and others only to groups of their own. */
  private static void copyOwner(PosixFileAttributes wanted, PosixFileAttributeView target)
      throws IOException {
    PosixFileAttributes now = target.readAttributes();
    try {
      if (!now.group().equals(wanted.group())) {
        target.setGroup(wanted.group());
      }
      if (!now.owner().equals(wanted.owner())) {
        target.setOwner(wanted.owner());
      }
    } catch (IOException notAllowed) {
      // The new file then belongs to who wrote it.
    }
  }
}
