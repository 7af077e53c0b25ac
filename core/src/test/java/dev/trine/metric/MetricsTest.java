package dev.trine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Against what scikit-learn says; {@code known_metrics.py} has the same answers. */
class MetricsTest {
  private static final double EXACT = 1e-12;
  private static final Field LABEL = Field.labels("label", List.of("a", "b", "c", "d"));
  private static final Field ONE = Field.values("one", Shape.of(1));
  private static final Field TWO = Field.values("two", Shape.of(2));
  private static final Field BINARY = Field.labels("binary", List.of("no", "yes"));

  private static final int[] LABELS = {0, 1, 2, 3, 1, 1, 0, 2, 2, 0};
  private static final float[][] SCORES = {
    {2.0f, 0.5f, -1.0f, 0.1f},
    {0.3f, 0.2f, 0.1f, -0.5f},
    {0.0f, -1.0f, 3.0f, 2.0f},
    {1.5f, 0.7f, 0.9f, 0.8f},
    {-1.0f, 2.5f, 0.0f, 0.2f},
    {0.4f, 0.6f, 1.1f, 0.0f},
    {0.9f, 1.0f, -0.2f, 0.3f},
    {0.2f, 0.1f, 0.6f, 0.5f},
    {1.2f, 0.0f, 1.1f, -2.0f},
    {0.8f, -0.3f, 0.1f, 0.0f},
  };
  private static final double[] WEIGHTS = {1, 2, 0.5, 1, 3, 1, 1, 0.25, 2, 1};
  private static final int[] POSITIVE = {0, 1, 1, 0, 1, 0, 0, 1, 0, 1};
  private static final float[] RANKED = {-2, 0.5f, 0.5f, 0.5f, 3, -1, 1.5f, -1, 0, 2};
  private static final double[][] TARGETS = {{1, -2}, {2, 0.5}, {4, 0.25}, {3.5, -1}, {-1, 2}};
  private static final float[][] VALUES = {{1.5f, -2.5f}, {2, 0}, {3, 1}, {4, -1.5f}, {0, 1}};

  @Test
  void confusionAndWhatFollowsFromIt() {
    ConfusionMatrix matrix = ofClasses(Metrics.confusionMatrix(), false);
    int[][] counts = {{2, 1, 0, 0}, {1, 1, 1, 0}, {1, 0, 2, 0}, {1, 0, 0, 0}};
    for (int label = 0; label < 4; label++) {
      for (int answer = 0; answer < 4; answer++) {
        assertEquals(counts[label][answer], matrix.count(label, answer));
      }
    }
    assertEquals(List.of("a", "b", "c", "d"), matrix.classes());
    assertEquals("c [1.0, 0.0, 2.0, 0.0]", matrix.toString().split("\n")[2]);
    each(new double[] {0.4, 0.5, 2.0 / 3, 0}, matrix::precision);
    each(new double[] {2.0 / 3, 1.0 / 3, 2.0 / 3, 0}, matrix::recall);
    each(new double[] {0.5, 0.4, 2.0 / 3, 0}, matrix::f1);
    assertEquals(0.39166666666666666, matrix.macroPrecision(), EXACT);
    assertEquals(0.41666666666666663, matrix.macroRecall(), EXACT);
    assertEquals(0.39166666666666666, matrix.macroF1(), EXACT);
    assertEquals(0.5, matrix.microF1(), EXACT);
    assertEquals(0.5, matrix.accuracy(), EXACT);
  }

  @Test
  void confusionByWeights() {
    ConfusionMatrix matrix = ofClasses(Metrics.confusionMatrix(), true);
    each(new double[] {2.0 / 7, 0.75, 3.0 / 7, 0}, matrix::precision);
    each(new double[] {2.0 / 3, 0.5, 3.0 / 11, 0}, matrix::recall);
    assertEquals(0.36607142857142855, matrix.macroPrecision(), EXACT);
    assertEquals(0.3598484848484848, matrix.macroRecall(), EXACT);
    assertEquals(0.3333333333333333, matrix.macroF1(), EXACT);
    assertEquals(0.45098039215686275, matrix.accuracy(), EXACT);
  }

  private static void each(double[] expected, IntToDoubleFunction ofClass) {
    assertArrayEquals(expected, IntStream.range(0, 4).mapToDouble(ofClass).toArray(), EXACT);
  }

  @Test
  void whatNeverOccursIsInNoAverage() {
    double[][] counts = {{3, 1, 0}, {0, 2, 0}, {0, 0, 0}};
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b", "never"), counts);
    assertEquals((1 + 2.0 / 3) / 2, matrix.macroPrecision(), EXACT);
    assertEquals(0, matrix.precision(2));
    assertEquals(0, matrix.recall(2));
    counts[0][0] = 100;
    assertEquals(3, matrix.count(0, 0), "the counts are its own");
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of("a"), counts));
  }

  @Test
  void topK() {
    double[] plain = {0.5, 0.9, 1};
    double[] weighted = {0.45098039215686275, 0.9215686274509803, 1};
    for (int k = 1; k <= 3; k++) {
      assertEquals(plain[k - 1], ofClasses(Metrics.topKAccuracy(k), false), EXACT);
      assertEquals(weighted[k - 1], ofClasses(Metrics.topKAccuracy(k), true), EXACT);
    }
  }

  @Test
  void ofEqualScoresTheFirstIsLargerAndNotANumberIsLargest() {
    Metric.Tally<Double> first = Metrics.topKAccuracy(1).begin(4, LABEL);
    Metric.Tally<ConfusionMatrix> matrix = Metrics.confusionMatrix().begin(4, LABEL);
    float[][] scores = {{1, 1, 1, 1}, {0, 2, 1, 2}, {5, Float.NaN, 1, 9}};
    int[] answers = {0, 1, 1};
    for (int i = 0; i < scores.length; i++) {
      first.add(scores[i], new double[] {answers[i] == 1 ? 3 : 0}, 1);
      matrix.add(scores[i], new double[] {3}, 1);
    }
    assertEquals(1.0 / 3, first.result(), EXACT);
    assertEquals(1, matrix.result().count(3, 0));
    assertEquals(2, matrix.result().count(3, 1));
  }

  @Test
  void aLabelOfMinusOneDoesNotCount() {
    Metric.Tally<Double> hits = Metrics.topKAccuracy(1).begin(4, LABEL);
    hits.add(SCORES[0], new double[] {0}, 1);
    hits.add(SCORES[0], new double[] {-1}, 1);
    assertEquals(1, hits.result());
    assertThrows(IllegalArgumentException.class, () -> hits.add(SCORES[0], new double[] {4}, 1));
  }

  @Test
  void areaUnderTheCurve() {
    assertEquals(0.74, ranked(Metrics.rocAuc(), false), EXACT);
    assertEquals(0.8796296296296297, ranked(Metrics.rocAuc(), true), EXACT);
    Metric.Tally<Double> ofClasses = Metrics.rocAuc().begin(2, BINARY);
    for (int i = 0; i < RANKED.length; i++) {
      ofClasses.add(new float[] {7, 7 + RANKED[i]}, new double[] {POSITIVE[i]}, 1);
    }
    assertEquals(0.74, ofClasses.result(), EXACT);
  }

  @Test
  void areaOfManyAnswersByCountingPairs() {
    Metric.Tally<Double> tally = Metrics.rocAuc().begin(1, ONE);
    float[] scores = new float[301];
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % 7 == 0 ? -0f : i % 5 == 0 ? 0f : (i * 37 % 101 - 50) / 8f;
      tally.add(new float[] {scores[i]}, new double[] {i % 3 == 0 ? 1 : 0}, 1);
    }
    for (int i = 0; i < scores.length; i += 3) {
      for (int j = 0; j < scores.length; j++) {
        if (j % 3 != 0) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertEquals(won / pairs, tally.result(), EXACT);
  }

  @Test
  void areaOfOneKindOrOfNoNumbersIsNone() {
    Metric.Tally<Double> one = Metrics.rocAuc().begin(1, ONE);
    one.add(new float[] {1}, new double[] {1}, 1);
    assertTrue(Double.isNaN(one.result()));
    one.add(new float[] {0}, new double[] {0}, 1);
    assertEquals(1, one.result());
    one.add(new float[] {Float.NaN}, new double[] {0}, 1);
    assertTrue(Double.isNaN(one.result()));
  }

  @Test
  void byAThreshold() {
    ConfusionMatrix matrix = ranked(Metrics.confusionMatrix(0.25), false);
    assertEquals(List.of("negative", "positive"), matrix.classes());
    assertEquals(3, matrix.count(0, 0));
    assertEquals(2, matrix.count(0, 1));
    assertEquals(1, matrix.count(1, 0));
    assertEquals(4, matrix.count(1, 1));
  }

  @Test
  void regression() {
    RegressionErrors plain = regression(false);
    assertEquals(0.625, plain.meanAbsoluteError(), EXACT);
    assertEquals(0.6937218462755804, plain.rootMeanSquaredError(), EXACT);
    assertEquals(0.7985115491835921, plain.rSquared(), EXACT);
    RegressionErrors weighted = regression(true);
    assertEquals(0.6583333333333333, weighted.meanAbsoluteError(), EXACT);
    assertEquals(0.7430231041719586, weighted.rootMeanSquaredError(), EXACT);
    assertEquals(0.778938028938029, weighted.rSquared(), EXACT);
  }

  @Test
  void ofTargetsThatAreAllTheSame() {
    Metric.Tally<RegressionErrors> tally = Metrics.regressionErrors().begin(2, TWO);
    tally.add(new float[] {1, 5}, new double[] {1, 4}, 1);
    tally.add(new float[] {1, 4}, new double[] {1, 4}, 1);
    assertEquals(0.5, tally.result().rSquared());
  }

  @Test
  void othersAreRefused() {
    refused("k is 0", () -> Metrics.topKAccuracy(0));
    refused("at most the 4", () -> Metrics.topKAccuracy(5).begin(4, LABEL));
    refused("'one' is F32", () -> Metrics.topKAccuracy(1).begin(4, ONE));
    refused("there are 3 outputs", () -> Metrics.confusionMatrix().begin(3, LABEL));
    refused("'label' is I32", () -> Metrics.regressionErrors().begin(4, LABEL));
    refused("not of 2", () -> Metrics.confusionMatrix(0).begin(2, TWO));
    refused("two classes, not of 4", () -> Metrics.rocAuc().begin(4, LABEL));
    refused("single output, not of 2", () -> Metrics.rocAuc().begin(2, TWO));
  }

  private static void refused(String message, Executable call) {
    String found = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(found.contains(message), found);
  }

  private static <R> R ofClasses(Metric<R> metric, boolean weighted) {
    Metric.Tally<R> tally = metric.begin(4, LABEL);
    for (int i = 0; i < LABELS.length; i++) {
      tally.add(SCORES[i], new double[] {LABELS[i]}, weighted ? WEIGHTS[i] : 1);
    }
    return tally.result();
  }

  private static <R> R ranked(Metric<R> metric, boolean weighted) {
    Metric.Tally<R> tally = metric.begin(1, ONE);
    for (int i = 0; i < RANKED.length; i++) {
      double weight = weighted ? WEIGHTS[i] : 1;
      tally.add(new float[] {RANKED[i]}, new double[] {POSITIVE[i]}, weight);
    }
    return tally.result();
  }

  private static RegressionErrors regression(boolean weighted) {
    Metric.Tally<RegressionErrors> tally = Metrics.regressionErrors().begin(2, TWO);
    for (int i = 0; i < TARGETS.length; i++) {
      tally.add(VALUES[i], TARGETS[i], weighted ? WEIGHTS[i] : 1);
    }
    return tally.result();
  }
}
