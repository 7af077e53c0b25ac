package dev.trine.conformance;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Pullback;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
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
  void activationsAndTheirDerivatives() throws IOException {
    for (String line : lines("known_activations.csv")) {
      String[] fields = line.split(",");
      double value = value(fields[0], Double.parseDouble(fields[1]));
      assertClose(line, Double.parseDouble(fields[2]), value);
    }
  }

  /** A derivative loads the activation's argument or its value: {@code x} is whichever. */
  private static double value(String name, double x) {
    String function = name.replace("_GRADIENT", "");
    Expression activation = Activation.valueOf(function).function().of(load(0));
    Expression wanted =
        name.equals(function)
            ? activation
            : Pullback.of(activation, load(1), constant(1)).get(new Load(0, DType.F32));
    return DoublePrecision.of(wanted, new double[] {x, x});
  }

  @Test
  void losses() throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceTensors tensors = new ReferenceTensors(backend);
      for (String line : lines("known_losses.csv")) {
        String[] fields = line.split(",");
        double[] scores =
            Arrays.stream(fields[0].split(" ")).mapToDouble(Double::parseDouble).toArray();
        View ofRow = tensors.undefined(3, 1);
        View logits = tensors.matrix(1, scores.length, scores);
        View label = tensors.ints(scores.length - 1);
        new SoftmaxCrossEntropy()
            .bind(backend, List.of(logits, label), Arrays.asList(ofRow, null))
            .enqueue();
        assertClose(line, Double.parseDouble(fields[1]), tensors.read(ofRow)[0]);
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
