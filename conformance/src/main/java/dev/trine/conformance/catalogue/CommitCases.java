package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.updated;
import static dev.trine.conformance.catalogue.Argument.updatedInts;

import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.StepState;
import java.util.ArrayList;
import java.util.List;

/** Whether a step counts: of one block of gradients and examples and of several. */
final class CommitCases {
  private static final double[] NON_FINITE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static final Values USUAL = Values.uniform(-1, 1);

  private CommitCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    // The last are of more blocks than a group of lanes takes at once.
    int[][] sizes = {
      {0, 1, 1},
      {1, 2, 0},
      {1, 0, 3},
      {13, 2, 10},
      {1030, 1, 33},
      {207, 5, 16},
      {207, 1, 1030},
      {2046, 2, 8192},
      {4098, 2, 17_411},
      {13, 1, 1_048_576},
      {1_049_601, 2, 1}
    };
    for (int[] size : sizes) {
      cases.add(new Of(size[0], size[1], size[2]).named("finite"));
    }
    for (int gradients : new int[] {13, 2046, 1_049_601}) {
      Of usual = new Of(gradients, 2, 10);
      cases.add(usual.with(USUAL.except(gradients - 1, Double.NaN), USUAL).named("the last NaN"));
    }
    Of small = new Of(207, 2, 11);
    cases.add(small.in(false, false).named("unhealthy"));
    cases.add(small.in(true, true).named("after an overflow"));
    cases.add(small.in(false, true).named("unhealthy after an overflow"));
    cases.add(small.skipping().named("skipping"));
    cases.add(small.in(false, false).skipping().named("unhealthy, skipping"));
    cases.add(small.in(true, true).skipping().named("after an overflow, skipping"));
    Of lost = small.with(USUAL.except(100, Double.NaN), USUAL);
    cases.add(lost.skipping().named("one NaN, skipping"));
    cases.add(lost.in(true, true).skipping().named("one NaN after an overflow, skipping"));
    // Each is finite, their squares are not; nor is the sum of the measures.
    cases.add(small.with(Values.constant((float) 1e20), USUAL).named("large gradients"));
    cases.add(small.with(USUAL, Values.constant(Float.MAX_VALUE)).named("large measures"));
    for (double value : NON_FINITE) {
      cases.add(small.with(USUAL.except(100, value), USUAL).named("a gradient of " + value));
      cases.add(small.with(USUAL, USUAL.except(3, value)).named("a loss of " + value));
      cases.add(small.with(USUAL, USUAL.except(21, value)).named("a last measure of " + value));
    }
    return cases;
  }

  /** A case but for its name. */
  private record Of(
      int gradients,
      int measures,
      int examples,
      Values ofGradients,
      Values ofMeasures,
      boolean healthy,
      boolean overflowed,
      boolean skips,
      boolean counts) {
    Of(int gradients, int measures, int examples) {
      this(gradients, measures, examples, USUAL, USUAL, true, false, false, true);
    }

    /** A step that does not count, by what it found. */
    Of with(Values gradient, Values measure) {
      return of(gradient, measure, healthy, overflowed, skips, false);
    }

    /** A step that does not count, by what was before it. */
    Of in(boolean healthyBefore, boolean overflowedBefore) {
      return of(ofGradients, ofMeasures, healthyBefore, overflowedBefore, skips, false);
    }

    /** The same where training goes on behind a step that does not count. */
    Of skipping() {
      boolean finite = ofGradients == USUAL && ofMeasures == USUAL;
      return of(ofGradients, ofMeasures, healthy, overflowed, true, finite);
    }

    private Of of(
        Values gradient, Values measure, boolean fit, boolean lost, boolean skip, boolean count) {
      return new Of(gradients, measures, examples, gradient, measure, fit, lost, skip, count);
    }

    OpCase named(String what) {
      return new OpCase(
          "commit",
          "of %s and %sx%s, %s".formatted(gradients, measures, examples, what),
          List.of(
              input("gradients", ofGradients, gradients),
              input("measures", ofMeasures, measures, examples),
              output("sums", Tolerance.ofDifferences(sums()), measures),
              output("squares", Tolerance.within(squares()), 1),
              updated(
                  "totals",
                  Values.uniform(0, 100),
                  counts ? Tolerance.ofDifferences(bound()) : Tolerance.exact(),
                  2,
                  measures),
              updatedInts(
                  "stepState",
                  Values.of(41, healthy ? 1 : 0, overflowed ? 1 : 0, skips ? 1 : 0, 5),
                  StepState.ELEMENTS)),
          (backend, tensors) ->
              backend.commit(
                  tensors.get("gradients"),
                  tensors.get("measures"),
                  tensors.get("sums"),
                  tensors.get("squares"),
                  tensors.get("totals"),
                  tensors.get("stepState")),
          2.0 * gradients + (double) measures * examples);
    }

    private Bound squares() {
      return new ReduceBound(
          Reduction.ofAll(Reduction.Kind.SUM_OF_SQUARES, gradients, 1), "gradients");
    }

    private Bound sums() {
      return new ReduceBound(
          new Reduction(Reduction.Kind.SUM, measures, examples, 1, 1), "measures");
    }

    /** Of a sum and of one more addition; what is lost by that is as much at most. */
    private Bound bound() {
      return (tensor, run) -> {
        double[] after = run.after(tensor);
        double[] ofSums = sums().of("sums", run);
        double[] bounds = new double[after.length];
        for (int i = 0; i < bounds.length; i++) {
          int measure = i % measures;
          bounds[i] = ofSums[measure] + Rounding.bound(Rounding.ARITHMETIC, after[measure]);
        }
        return bounds;
      };
    }
  }
}
