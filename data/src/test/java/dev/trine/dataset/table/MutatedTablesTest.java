package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give a table and a data set, or an error that names the file. */
class MutatedTablesTest {
  private static final String TEXT =
      "length,colour,\"the \"\"size\"\"\",price\n1.5,red,S,10\n-2,,M,12.5\n\"1e3\",blue,\"L\nXL\",9\nNA,red,M,-4\n";

  private static final byte[] LIKELY =
      "\"\"\",,;|\t\n\r\n0.e-+NAnan?inf\u00fc\0".getBytes(StandardCharsets.UTF_8);

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void giveATableOrAnError(@TempDir Path folder) throws IOException {
    byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);
    byte[] gzip = TableFile.gzip(TEXT);
    int sets = 0;
    int errors = 0;
    for (int i = 0; i < 1_000; i++) {
      Path file = TableFile.of(folder, mutated(i % 5 == 0 ? gzip : plain));
      try {
        Table table = Table.read(file);
        Preparation preparation =
            Preparation.of(table.columns().size() - 1).markMissing().fit(table);
        assertEquals(table.size(), preparation.dataset(table).size());
        sets++;
      } catch (DataException expected) {
        assertTrue(expected.getMessage().contains("t.csv"), expected.getMessage());
        errors++;
      }
    }
    assertTrue(sets > 100 && errors > 100, sets + " data sets, " + errors + " errors");
  }

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int edits = random.nextInt(1, 4); edits > 0 && bytes.length > 0; edits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = LIKELY[random.nextInt(LIKELY.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
          System.arraycopy(bytes, 0, doubled, bytes.length, at);
          bytes = doubled;
        }
      }
    }
    return bytes;
  }
}
