package dev.trine.cli.option;

import picocli.CommandLine.TypeConversionException;

/**
 * A file or folder is not there, or cannot be used. So the command is written as it should be, and
 * its exit code is that of files which have not in them what they should.
 */
public final class UnusableFile extends TypeConversionException {
  UnusableFile(String message) {
    super(message);
  }
}
