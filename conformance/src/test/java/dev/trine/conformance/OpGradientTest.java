package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.Dropout;
import dev.trine.conformance.catalogue.Values;
import dev.trine.reference.GradientCheck;
import dev.trine.reference.ReferenceBackend;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gradients that the SPI itself defines. */
class OpGradientTest {
  private static final int ELEMENTS = 60;
  private static final double[] UPSTREAM = Values.uniform(-2, 2).draw(ELEMENTS, 1);

  private final Backend backend = new ReferenceBackend();
  private final ReferenceTensors tensors = new ReferenceTensors(backend);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void dropoutIsItsOwnGradient() {
    double[] x = Values.uniform(-2, 2).draw(ELEMENTS, 5);
    View gradient = tensors.undefined(ELEMENTS);
    dropout(tensors.floats(UPSTREAM), gradient);
    assertMatches(
        at -> {
          View out = tensors.undefined(ELEMENTS);
          dropout(tensors.floats(at), out);
          return weighted(tensors.read(out));
        },
        x,
        gradient);
  }

  @Test
  void wrongGradientIsFound() {
    double[] gradient = {2, 4.001};
    assertEquals(
        true,
        GradientCheck.fault(at -> at[0] * at[0] + at[1] * at[1], new double[] {1, 2}, gradient)
            .orElseThrow()
            .startsWith("gradient element 1 is 4.001"));
  }

  private void dropout(View in, View out) {
    backend.dropout(new Dropout(0.4, 42, 1), tensors.ints(7, 1, 0, 0, 0), in, out).enqueue();
  }

  private void assertMatches(ToDoubleFunction<double[]> f, double[] at, View gradient) {
    assertEquals(Optional.empty(), GradientCheck.fault(f, at, tensors.read(gradient)));
  }

  /** A scalar of which {@link #UPSTREAM} is the gradient by each output. */
  private static double weighted(double[] outputs) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += UPSTREAM[i] * outputs[i];
    }
    return sum;
  }
}
