package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.inputOfInts;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Softmax, and cross-entropy with accuracy, as the graph binds them, with scores and labels that
 * careless code trips over.
 */
final class ClassificationCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int[][] SIZES = {
    {0, 10},
    {1, 1},
    {13, 1},
    {1, 207},
    {6, 13},
    {13, 6},
    {207, 10},
    {3, 1000},
    {3, 2046},
    {4098, 10},
    {2, 4098},
    {8192, 512}
  };

  /** Exponentials that overflow, all vanish, tie, overflow even when shifted, and saturate. */
  private static final double[][] EXTREME_SCORES = {
    {10_000, -10_000, 0},
    {-10_000, -10_001, -10_002},
    {7, 7, 7},
    {(float) 1e30, 0, (float) -1e30},
    {100, 99, 98},
    {-0.0, 0, -0.0}
  };

  private ClassificationCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int[] size : SIZES) {
      int classes = size[1];
      // Of one class the probability is 1, and loss and gradient are 0.
      boolean differences = classes == 1;
      Scores scores =
          new Scores(
              size[0], classes, Values.uniform(-4, 4), Values.integers(0, classes), differences);
      cases.add(softmax("", scores));
      cases.add(crossEntropy("", scores));
    }
    Scores usual = new Scores(6, 13, Values.uniform(-4, 4), Values.integers(0, 13), false);
    cases.add(softmaxInPlace(6, 13));
    cases.add(softmaxInPlace(2, 1025));
    cases.add(crossEntropyInPlace(usual));
    cases.add(crossEntropyWithoutGradient(usual));
    cases.add(
        crossEntropyWithoutGradient(
            new Scores(2, 1030, Values.uniform(-4, 4), Values.integers(0, 1030), false)));
    Scores extreme =
        new Scores(6, 3, Values.ofRows(EXTREME_SCORES), Values.of(1, 2, 1, 0, 0, 1), true);
    cases.add(softmax("extreme scores", extreme));
    cases.add(crossEntropy("extreme scores", extreme));
    for (int c = 0; c < 3; c++) {
      Scores labelled = extreme.withLabels(Values.constant(c));
      cases.add(crossEntropy("extreme scores, label " + c, labelled));
    }
    Scores ofAllSizes =
        new Scores(
            ScoreRows.ROWS.length,
            ScoreRows.CLASSES,
            Values.ofRows(ScoreRows.ROWS),
            Values.cycle(ScoreRows.CLASSES),
            true);
    cases.add(softmax("scores of all sizes", ofAllSizes));
    cases.add(crossEntropy("scores of all sizes", ofAllSizes));
    Scores masked =
        new Scores(
            2, 3, Values.of(-INFINITY, 1, 2, 3, -INFINITY, -INFINITY), Values.of(1, 0), true);
    cases.add(softmax("minus infinity", masked));
    cases.add(crossEntropy("minus infinity", masked));
    cases.add(
        crossEntropy(
            "all scores minus infinity",
            new Scores(2, 3, Values.constant(-INFINITY), Values.of(0, 1), false)));
    Scores poisoned = usual.withScores(usual.scores.except(30, Double.NaN));
    cases.add(softmax("one NaN", poisoned));
    cases.add(crossEntropy("one NaN", poisoned));
    cases.add(
        crossEntropy(
            "NaN before and after the largest",
            new Scores(
                2, 3, Values.of(Double.NaN, 5, 1, 5, 1, Double.NaN), Values.of(1, 0), false)));
    Scores mislabelled =
        usual.withLabels(Values.of(12, 13, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0));
    cases.add(crossEntropy("labels out of range", mislabelled));
    return cases;
  }

  /**
   * @param differences whether losses and gradients are mostly differences of equal numbers
   */
  private record Scores(int rows, int classes, Values scores, Values labels, boolean differences) {
    Scores withScores(Values others) {
      return new Scores(rows, classes, others, labels, differences);
    }

    Scores withLabels(Values others) {
      return new Scores(rows, classes, scores, others, differences);
    }

    Tolerance within(Bound bound) {
      return differences ? Tolerance.ofDifferences(bound) : Tolerance.within(bound);
    }

    Tolerance gradientTolerance() {
      return within(CrossEntropyBound.ofGradient("logits", "labels", classes));
    }

    Argument ofRowsArgument() {
      return output("ofRows", within(CrossEntropyBound.ofRows(classes)), 3, rows);
    }

    Argument logitsArgument() {
      return input("logits", scores, rows, classes);
    }

    Argument labelsArgument() {
      return inputOfInts("labels", labels, rows);
    }

    double flops() {
      return 4.0 * rows * classes;
    }

    Call bind(Backend backend, Map<String, View> tensors, View gradient) {
      return new SoftmaxCrossEntropy()
          .bind(
              backend,
              List.of(tensors.get("logits"), tensors.get("labels")),
              Arrays.asList(tensors.get("ofRows"), gradient));
    }

    String name(String what) {
      return "%sx%s%s".formatted(rows, classes, what.isEmpty() ? "" : ", " + what);
    }
  }

  private static OpCase softmax(String what, Scores s) {
    return new OpCase(
        "rows",
        "softmax of " + s.name(what),
        List.of(
            input("in", s.scores, s.rows, s.classes),
            output("out", Tolerance.within(new SoftmaxBound("in", s.classes)), s.rows, s.classes)),
        (backend, tensors) ->
            new Softmax().bind(backend, List.of(tensors.get("in")), List.of(tensors.get("out"))),
        s.flops());
  }

  private static OpCase softmaxInPlace(int rows, int classes) {
    return new OpCase(
        "rows",
        "softmax of %sx%s, in place".formatted(rows, classes),
        List.of(
            updated(
                "in",
                Values.uniform(-4, 4),
                Tolerance.within(new SoftmaxBound("in", classes)),
                rows,
                classes)),
        (backend, tensors) ->
            new Softmax().bind(backend, List.of(tensors.get("in")), List.of(tensors.get("in"))),
        4.0 * rows * classes);
  }

  private static OpCase crossEntropy(String what, Scores s) {
    return new OpCase(
        "rows",
        "cross-entropy of " + s.name(what),
        List.of(
            s.logitsArgument(),
            s.labelsArgument(),
            s.ofRowsArgument(),
            output("gradient", s.gradientTolerance(), s.rows, s.classes)),
        (backend, tensors) -> s.bind(backend, tensors, tensors.get("gradient")),
        s.flops());
  }

  private static OpCase crossEntropyInPlace(Scores s) {
    return new OpCase(
        "rows",
        "cross-entropy of " + s.name("gradient over the logits"),
        List.of(
            updated("logits", s.scores, s.gradientTolerance(), s.rows, s.classes),
            s.labelsArgument(),
            s.ofRowsArgument()),
        (backend, tensors) -> s.bind(backend, tensors, tensors.get("logits")),
        s.flops());
  }

  private static OpCase crossEntropyWithoutGradient(Scores s) {
    return new OpCase(
        "rows",
        "cross-entropy of " + s.name("without gradient"),
        List.of(s.logitsArgument(), s.labelsArgument(), s.ofRowsArgument()),
        (backend, tensors) -> s.bind(backend, tensors, null),
        s.flops());
  }
}
