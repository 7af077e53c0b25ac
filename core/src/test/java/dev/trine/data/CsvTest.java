package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvTest {
  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static Dataset read(byte[] gzipped) {
    return Csv.classified(
        new ByteArrayInputStream(gzipped), "toy.csv", Shape.of(2), List.of("no", "yes"), 0.5);
  }

  private static void refused(String part, String text) throws IOException {
    byte[] bytes = gzipped(text);
    String message = assertThrows(DataException.class, () -> read(bytes)).getMessage();
    assertTrue(message.startsWith("toy.csv") && message.contains(part), message);
  }

  @Test
  void featuresAreScaledAndLabelsAreNot() throws IOException {
    Dataset set = read(gzipped("1,2,0\n3,-4,1\n"));
    assertEquals(2, set.size());
    assertArrayEquals(new double[] {0.5, 1}, set.read("features", 0));
    assertArrayEquals(new double[] {1.5, -2}, set.read("features", 1));
    assertArrayEquals(new double[] {0}, set.read("targets", 0));
    assertArrayEquals(new double[] {1}, set.read("targets", 1));
    assertEquals(List.of("no", "yes"), set.field("targets").classes());
  }

  @Test
  void whatIsWrongIsNamedByLineAndField() throws IOException {
    refused("line 2: 2 fields", "1,2,0\n1,2\n");
    refused("line 2, field 1: 'x'", "1,2,0\nx,2,0\n");
    refused("line 1, field 2: ''", "1,,0\n");
    refused("line 1, field 2: 'NaN'", "1,NaN,0\n");
    refused("line 1, field 2: '1e99'", "1,1e99,0\n");
    refused("line 1, field 3: 'NaN'", "1,2,NaN\n");
    refused("line 1, field 3: '0.5'", "1,2,0.5\n");
    refused("line 3, field 3: '2'", "1,2,0\n1,2,1\n1,2,2\n");
    refused("line 1, field 3: '-1'", "1,2,-1\n");
  }

  @Test
  void aFileCutShortIsSaidToBeUnreadable() throws IOException {
    byte[] whole = gzipped("1,2,0\n".repeat(10_000));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    String message = assertThrows(DataException.class, () -> read(half)).getMessage();
    assertTrue(message.contains("toy.csv cannot be read"), message);
    assertThrows(DataException.class, () -> read(new byte[] {1, 2, 3}));
  }
}
