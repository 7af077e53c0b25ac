package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.metric.ConfusionMatrix;
import dev.trine.metric.Metrics;
import dev.trine.metric.Scores;
import dev.trine.nn.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a model that tells classes apart makes of a set. */
final class ClassAnswers {
  private final Dataset test;
  private final Field target;
  private final boolean areProbabilities;
  private final Model model;
  private final ConfusionMatrix matrix;

  ClassAnswers(Model model, Dataset test, Field target, boolean areProbabilities) {
    this.model = model;
    this.test = test;
    this.target = target;
    this.areProbabilities = areProbabilities;
    matrix = model.evaluate(test, Metrics.confusionMatrix());
  }

  /** Which class was taken for which. */
  ConfusionMatrix matrix() {
    return matrix;
  }

  private record Mistake(int example, int truth, int answer, double ofTruth, double ofAnswer) {}

  /** Those of which the truth seems least probable. */
  List<Section> worst(ExampleView view) {
    Sample sample = Sample.of(test, (int) model.network().output().elements());
    float[][] scores = model.predict(sample.examples());
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      int truth = (int) sample.examples().read(target.name(), i)[0];
      double[] probabilities = Scores.softmax(scores[i]);
      int answer = Scores.largest(scores[i]);
      if (truth >= 0 && answer != truth) {
        mistakes.add(
            new Mistake(
                sample.number(i), truth, answer, probabilities[truth], probabilities[answer]));
      }
    }
    if (mistakes.isEmpty()) {
      return List.of(new Paragraph("None: all answers are right."));
    }
    mistakes.sort(Comparator.comparingDouble(Mistake::ofTruth));
    List<ExampleView.Shown> shown =
        mistakes.stream().limit(view.most()).map(mistake -> shown(mistake)).toList();
    String caption =
        "%s of %s examples are taken for another class; %s"
            .formatted(
                Numbers.text(mistakes.size()),
                Numbers.text(scores.length),
                areProbabilities
                    ? "those whose own class seems least probable"
                    : "those whose own class has the lowest score beside the others");
    return List.of(view.section(caption, shown));
  }

  private ExampleView.Shown shown(Mistake mistake) {
    List<String> names = matrix.classes();
    String title =
        "%s taken for %s".formatted(names.get(mistake.truth()), names.get(mistake.answer()));
    String note =
        areProbabilities
            ? "%s for %s\n%s for %s"
                .formatted(
                    Numbers.percent(mistake.ofTruth()),
                    names.get(mistake.truth()),
                    Numbers.percent(mistake.ofAnswer()),
                    names.get(mistake.answer()))
            : "";
    return new ExampleView.Shown(mistake.example(), title, note);
  }
}
