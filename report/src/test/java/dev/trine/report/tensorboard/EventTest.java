package dev.trine.report.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against bytes that TensorBoard's own writer made (tensorboard 2.21, RecordWriter). */
class EventTest {
  private static final double SECONDS = 1_700_000_000.25;

  @Test
  void theBeginningOfAFileIsThatOfTensorBoard() {
    assertEquals(
        "1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9",
        hex(Event.version(SECONDS)));
  }

  @Test
  void numbersAreThoseOfTensorBoard() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/train", 0.5);
    values.put("loss/validation", Double.NaN);
    assertEquals(
        "39000000000000008b0737f10900001040fc54d94110ac022a2b0a110a0a6c6f73732f747261696e150000003f"
            + "0a160a0f6c6f73732f76616c69646174696f6e150000c07fd57026e5",
        hex(Event.scalars(SECONDS, 300, values)));
  }

  private static String hex(byte[] content) {
    return HexFormat.of().formatHex(FramedRecord.of(content));
  }
}
