package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.View;
import dev.trine.backend.op.StageOp;
import dev.trine.reference.ReferenceBackend;
import dev.trine.reference.StageFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reference against values over the whole range of single precision that were computed
 * elsewhere, from the definitions, to many digits: see {@code known_values.py}.
 */
class KnownValuesTest {
  private static final double RELATIVE = 1e-12;

  @Test
  void stages() throws IOException {
    for (String line : lines("known_stages.csv")) {
      String[] fields = line.split(",");
      StageOp op = StageOp.valueOf(fields[0]);
      double x = Double.parseDouble(fields[1]);
      double value = op.isBinary() ? StageFunction.apply(op, 1, x) : StageFunction.apply(op, x, 0);
      assertClose(line, Double.parseDouble(fields[2]), value);
    }
  }

  @Test
  void losses() throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceTensors tensors = new ReferenceTensors(backend);
      for (String line : lines("known_losses.csv")) {
        String[] fields = line.split(",");
        double[] scores =
            Arrays.stream(fields[0].split(" ")).mapToDouble(Double::parseDouble).toArray();
        View loss = tensors.undefined(1);
        View logits = tensors.matrix(1, scores.length, scores);
        View label = tensors.ints(scores.length - 1);
        backend.softmaxCrossEntropy(1, logits, label, loss, null).enqueue();
        assertClose(line, Double.parseDouble(fields[1]), tensors.read(loss)[0]);
      }
    }
  }

  private static void assertClose(String what, double expected, double actual) {
    double tolerance = RELATIVE * Math.abs(expected) + Double.MIN_NORMAL;
    assertTrue(Math.abs(actual - expected) <= tolerance, () -> what + " is " + actual);
  }

  private static List<String> lines(String resource) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                KnownValuesTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
