package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.metric.Metrics;
import dev.trine.metric.RegressionErrors;
import dev.trine.nn.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a model that comes close to numbers makes of a set. */
final class ValueAnswers {
  private static final int MOST_POINTS = 2000;

  private final Sample sample;
  private final RegressionErrors errors;
  private final double[][] truths;
  private final float[][] answers;

  ValueAnswers(Model model, Dataset test, Field target) {
    sample = Sample.of(test, (int) model.network().output().elements());
    errors = model.evaluate(test, Metrics.regressionErrors());
    answers = model.predict(sample.examples());
    truths = new double[answers.length][];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = sample.examples().read(target.name(), i);
    }
  }

  /** Answers beside what they should be, and how far they are from that. */
  List<Section> sections() {
    int step = (truths.length * truths[0].length + MOST_POINTS - 1) / MOST_POINTS;
    List<double[]> beside = new ArrayList<>();
    List<double[]> off = new ArrayList<>();
    for (int i = 0; i < truths.length; i += step) {
      for (int j = 0; j < truths[i].length; j++) {
        beside.add(new double[] {truths[i][j], answers[i][j]});
        off.add(new double[] {answers[i][j], truths[i][j] - answers[i][j]});
      }
    }
    return List.of(
        Figures.none()
            .with("Root mean squared error", Numbers.text(errors.rootMeanSquaredError()))
            .with("Mean absolute error", Numbers.text(errors.meanAbsoluteError()))
            .with("R²", Numbers.text(errors.rSquared())),
        Points.of("Answers and targets", "target", "answer", beside.toArray(double[][]::new))
            .beside(Points.Line.DIAGONAL),
        Points.of("Residuals", "answer", "target less answer", off.toArray(double[][]::new))
            .beside(Points.Line.ZERO));
  }

  /** Those that are farthest from their targets. */
  List<Section> worst(ExampleView view) {
    List<ExampleView.Shown> shown =
        IntStream.range(0, truths.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -squares(i)))
            .limit(view.most())
            .map(i -> shown(i))
            .toList();
    return List.of(view.section("The examples that answers are farthest from", shown));
  }

  private ExampleView.Shown shown(int i) {
    String title = "%s, answered %s".formatted(text(truths[i]), text(doubles(answers[i])));
    String note =
        truths[i].length == 1
            ? "off by " + Numbers.text(Math.abs(truths[i][0] - answers[i][0]))
            : "";
    return new ExampleView.Shown(sample.number(i), title, note);
  }

  /** NaN is farther away than anything. */
  private double squares(int i) {
    double sum = 0;
    for (int j = 0; j < truths[i].length; j++) {
      sum += (truths[i][j] - answers[i][j]) * (truths[i][j] - answers[i][j]);
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static String text(double[] values) {
    List<String> texts = Arrays.stream(values).limit(8).mapToObj(Numbers::text).toList();
    return String.join(" ", texts) + (values.length > 8 ? " …" : "");
  }
}
