package dev.trine.dataset;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Damaged copies of a file, each of which is to give a set or to be refused, and nothing else. */
public final class Mutants {
  private static final int MOST_EXAMPLES = 20;

  private Mutants() {}

  /**
   * Writes them, one after the other, and reads each.
   *
   * @param file where they are written
   * @param read opens the set that the file is of
   */
  public static void areReadOrRefused(byte[] original, Path file, Supplier<Dataset> read) {
    boolean isPacked = file.toString().matches(".*\\.(gz|npz|png|jpe?g)");
    int packing = isPacked ? dev.trine.Mutants.PACKED : dev.trine.Mutants.PLAIN;
    dev.trine.Mutants.areReadOrRefused(
        original, file, DataException.class, packing, () -> look(read.get()));
  }

  private static void look(Dataset set) {
    for (int i = 0; i < Math.min(MOST_EXAMPLES, set.size()); i++) {
      for (Field field : set.fields()) {
        set.read(field.name(), i);
      }
    }
  }
}
