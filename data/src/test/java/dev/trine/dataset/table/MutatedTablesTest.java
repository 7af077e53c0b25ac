package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.DataException;
import dev.trine.Mutants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give a table and a data set, or an error that names the file. */
class MutatedTablesTest {
  private static final String TEXT =
      "length,colour,\"the \"\"size\"\"\",price\n1.5,red,S,10\n-2,,M,12.5\n\"1e3\",blue,\"L\nXL\",9\nNA,red,M,-4\n";

  @TempDir private Path folder;

  @Test
  void asTheyAre() {
    giveATableOrAnError(TEXT.getBytes(StandardCharsets.UTF_8), Mutants.PLAIN);
  }

  @Test
  void packed() throws IOException {
    giveATableOrAnError(TableFile.gzip(TEXT), Mutants.PACKED);
  }

  private void giveATableOrAnError(byte[] original, int packing) {
    Path file = folder.resolve("t.csv");
    Mutants.areReadOrRefused(
        original,
        file,
        DataException.class,
        packing,
        () -> {
          Table table = Table.read(file);
          Preparation preparation =
              Preparation.of(table.columns().size() - 1).markMissing().fit(table);
          assertEquals(table.size(), preparation.dataset(table).size());
        });
  }
}
