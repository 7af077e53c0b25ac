package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.inputOfInts;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.outputOfInts;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.StepState;
import java.util.ArrayList;
import java.util.List;

/** Random bits and dropout masks, equal to the last bit on every backend. */
final class RandomCases {
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 6, 13, 207, 2046, 4098, 100_003, 1 << 20};
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final double FLOPS_PER_ELEMENT = 20;

  private RandomCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(bits(length, SEED, 3, 7));
      cases.add(dropout(new Dropout(0.2, SEED, 3), 7, length));
    }
    for (int step : new int[] {0, 1, 1000, Integer.MAX_VALUE}) {
      cases.add(bits(13, 42, 0, step));
      cases.add(dropout(new Dropout(0.5, 42, 0), step, 13));
    }
    cases.add(bits(13, -1, -1, -1));
    cases.add(bits(13, 1L << 32, 0, 0));
    for (double rate : new double[] {0, 0.5, 0.999}) {
      cases.add(dropout(new Dropout(rate, SEED, 1), 2, 4098));
    }
    cases.add(dropout(new Dropout(0, SEED, 1), 2, 13));
    cases.add(dropoutInPlace(new Dropout(0.5, SEED, 1), 2, 207));
    cases.add(
        dropout(
            ", of NaN and infinity",
            new Dropout(0.5, SEED, 1),
            2,
            207,
            Values.uniform(0.5, 2)
                .except(i -> i % 3 == 0, Double.NaN)
                .except(i -> i % 5 == 0, Double.NEGATIVE_INFINITY)));
    return cases;
  }

  /** The step is the first element of the step state; the flag behind it does not matter here. */
  private static Argument stepState(int step) {
    return inputOfInts("stepState", UpdateCases.stepState(step, true), StepState.ELEMENTS);
  }

  private static OpCase bits(int length, long seed, int stream, int step) {
    return new OpCase(
        "randomBits",
        "%s of seed %s, stream %s, step %s".formatted(length, seed, stream, step),
        List.of(stepState(step), outputOfInts("out", length)),
        (backend, tensors) ->
            backend.randomBits(seed, stream, tensors.get("stepState"), tensors.get("out")),
        FLOPS_PER_ELEMENT * length);
  }

  /** No input is 0, so that a 0 in the result is a dropped element. */
  private static OpCase dropout(Dropout spec, int step, int length) {
    return dropout("", spec, step, length, Values.uniform(0.5, 2));
  }

  private static OpCase dropout(String what, Dropout spec, int step, int length, Values values) {
    return new OpCase(
        "dropout",
        name(spec, step, length) + what,
        List.of(stepState(step), input("in", values, length), output("out", kept(), length)),
        (backend, tensors) ->
            backend.dropout(spec, tensors.get("stepState"), tensors.get("in"), tensors.get("out")),
        FLOPS_PER_ELEMENT * length);
  }

  private static OpCase dropoutInPlace(Dropout spec, int step, int length) {
    return new OpCase(
        "dropout",
        name(spec, step, length) + ", in place",
        List.of(stepState(step), updated("in", Values.uniform(0.5, 2), kept(), length)),
        (backend, tensors) ->
            backend.dropout(spec, tensors.get("stepState"), tensors.get("in"), tensors.get("in")),
        FLOPS_PER_ELEMENT * length);
  }

  private static Tolerance kept() {
    return Tolerance.within(Bound.relative(Rounding.ARITHMETIC));
  }

  private static String name(Dropout spec, int step, int length) {
    return "%s at rate %s, stream %s, step %s".formatted(length, spec.rate(), spec.stream(), step);
  }
}
