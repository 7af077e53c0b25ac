package dev.trine.dataset.folder;

import java.nio.file.Path;

/**
 * Makes an example of a file. Several threads do so at once.
 *
 * @param <A> the type of the row-major array that it is
 */
@FunctionalInterface
public interface Decoder<A> {
  /**
   * @throws dev.trine.DataException if the file is none that can be read, naming it
   */
  A decode(Path file);
}
