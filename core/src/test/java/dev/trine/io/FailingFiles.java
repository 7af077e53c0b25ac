package dev.trine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;

/** A file system that notes what it is asked for, writes little at a time, and may be full. */
final class FailingFiles implements FileOperations {
  private static final int AT_A_TIME = 100;

  private final int failing;
  private final boolean failsToDelete;
  private final List<String> asked = new ArrayList<>();
  private String failed;

  /**
   * @param failing number of the operation that fails, and with it all later ones of its kind
   */
  FailingFiles(int failing, boolean failsToDelete) {
    this.failing = failing;
    this.failsToDelete = failsToDelete;
  }

  /** What it was asked for, in order. */
  List<String> asked() {
    return asked;
  }

  /** What kind of operation failed; null for none. */
  String failed() {
    return failed;
  }

  private void ask(String operation) throws IOException {
    if (asked.size() == failing) {
      failed = operation;
    }
    asked.add(operation);
    boolean fails = operation.equals("delete") ? failsToDelete : operation.equals(failed);
    if (fails) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    ask("create");
    return FileOperations.super.create(file, attributes);
  }

  @Override
  public int write(FileChannel file, ByteBuffer bytes) throws IOException {
    ask("write");
    ByteBuffer some = bytes.duplicate();
    some.limit(Math.min(some.limit(), some.position() + AT_A_TIME));
    int written = FileOperations.super.write(file, some);
    bytes.position(some.position());
    return written;
  }

  @Override
  public void force(FileChannel file) throws IOException {
    ask("force");
    FileOperations.super.force(file);
  }

  @Override
  public void move(Path from, Path to, CopyOption... how) throws IOException {
    ask("move");
    FileOperations.super.move(from, to, how);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    ask("force folder");
    FileOperations.super.forceFolder(folder);
  }

  @Override
  public void deleteIfExists(Path file) throws IOException {
    ask("delete");
    FileOperations.super.deleteIfExists(file);
  }
}
