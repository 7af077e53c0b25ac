package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.op.ProbeOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rounds of products and sums. */
final class ProbeCases {
  private static final int[] LENGTHS = {0, 1, 3, 4, 6, 13, 207, 2046, 4098, 100_003};

  private ProbeCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(of("", 1, Values.uniform(-2, 2), length));
    }
    for (int rounds : new int[] {2, 3, 100}) {
      cases.add(of("", rounds, Values.uniform(-2, 2), 13));
    }
    cases.add(of(" of the whole range", 1, Values.of(FloatRange.all()), FloatRange.all().length));
    cases.add(inPlace(2, 207));
    return cases;
  }

  private static OpCase of(String what, int rounds, Values values, int length) {
    return new OpCase(
        "multiplyAdd",
        "%s in %s rounds%s".formatted(length, rounds, what),
        List.of(input("in", values, length), output("out", near(rounds), length)),
        (backend, tensors) -> backend.multiplyAdd(rounds, tensors.get("in"), tensors.get("out")),
        flops(rounds, length));
  }

  private static OpCase inPlace(int rounds, int length) {
    return new OpCase(
        "multiplyAdd",
        "%s in %s rounds, in place".formatted(length, rounds),
        List.of(updated("in", Values.uniform(-2, 2), near(rounds), length)),
        (backend, tensors) -> backend.multiplyAdd(rounds, tensors.get("in"), tensors.get("in")),
        flops(rounds, length));
  }

  private static double flops(int rounds, int length) {
    return 2.0 * rounds * ProbeOps.STEPS * length;
  }

  /**
   * Each step rounds twice where it is not fused, and values lie between the first and 1; what a
   * step is off by fades from then on, but not much in few steps.
   */
  private static Tolerance near(int rounds) {
    return Tolerance.within(
        (tensor, run) ->
            Arrays.stream(run.before("in"))
                .map(x -> Rounding.bound(2 * rounds * ProbeOps.STEPS, Math.max(1, Math.abs(x))))
                .toArray());
  }
}
