package dev.trine.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trine.outside.Subject.Computed;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and gradients against PyTorch's. Central differences, the reference and what a fused op
 * expands to may all be of one formula, and agree where it is wrong.
 */
class TorchValuesTest {
  private static final Map<String, TorchCase> CASES = new TreeMap<>(TorchCase.all());

  @Test
  void eachCaseIsInBothLanguages() {
    assertEquals(Set.of(), difference(CASES.keySet(), Subjects.ALL.keySet()), "unknown to Trine");
    assertEquals(Set.of(), difference(Subjects.ALL.keySet(), CASES.keySet()), "not of PyTorch");
  }

  private static Set<String> difference(Set<String> of, Set<String> without) {
    Set<String> rest = new TreeSet<>(of);
    rest.removeAll(without);
    return rest;
  }

  @TestFactory
  Stream<DynamicTest> valuesAndGradients() {
    return CASES.keySet().stream()
        .filter(Subjects.ALL::containsKey)
        .map(name -> dynamicTest(name, () -> check(name, Subjects.ALL.get(name), CASES.get(name))));
  }

  private static void check(String name, Subject subject, TorchCase expected) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      Computed found = subject.compute(backend, expected);
      double tolerance = tolerance(expected);
      check(name + ", output", expected.outputs(), found.outputs(), tolerance);
      if (expected.gradients() != null) {
        List<TorchTensor> gradients =
            expected.gradients().stream().filter(Objects::nonNull).toList();
        check(name + ", gradient", gradients, found.gradients(), tolerance);
      }
      assertEquals(0, backend.memory().liveBytes());
    }
  }

  /** None where numbers are rounded to so few bits that both must come to the same. */
  private static double tolerance(TorchCase expected) {
    return Stream.of(expected.inputs(), expected.outputs())
            .flatMap(List::stream)
            .anyMatch(tensor -> tensor.type() == DType.BF16)
        ? 0
        : 1e-12;
  }

  /** Relative, but what is below a thousandth may be what is left of larger terms. */
  private static void check(
      String what, List<TorchTensor> expected, List<double[]> found, double tolerance) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      double[] values = expected.get(i).values();
      assertEquals(values.length, found.get(i).length);
      for (int j = 0; j < values.length; j++) {
        double allowed = tolerance * Math.max(Math.abs(values[j]), 1e-3);
        double value = found.get(i)[j];
        assertTrue(
            Math.abs(value - values[j]) <= allowed,
            "%s %s, element %s: %s, of PyTorch %s".formatted(what, i, j, value, values[j]));
      }
    }
  }
}
