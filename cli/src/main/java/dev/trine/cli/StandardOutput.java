package dev.trine.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Standard output that remembers why it lost something. Java's own print streams swallow what goes
 * wrong, so that a full disk or a closed pipe would look like success.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream to;
  private IOException failure;

  StandardOutput(OutputStream to) {
    this.to = to;
  }

  /** Puts one in the place of {@link System#out}. */
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(output, true));
    return output;
  }

  /** Why something written so far was lost, if anything was. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      to.write(bytes, from, count);
    } catch (IOException lost) {
      if (failure == null) {
        failure = lost;
      }
      throw lost;
    }
  }
}
