package dev.trine.report;

import static dev.trine.report.ReportTest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import dev.trine.train.Schedule;
import dev.trine.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page of trainings on the reference. */
class TrainingReportTest {
  private static List<String> texts(Document page, String element) {
    return elements(page, element).stream().map(Element::getTextContent).toList();
  }

  private static Dataset digits(int from, int to) {
    return Datasets.digits().select(IntStream.range(from, to).toArray());
  }

  @Test
  void ofClassesShowsCurvesConfusionsMistakesAndTheHiddenLayer() throws Exception {
    Network network =
        Network.of(
            Shape.of(64), Layers.dense(16, Activation.RELU), Layers.dropout(0.1), Layers.dense(10));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      List<EpochReport> epochs =
          Trainer.of(model)
              .epochs(3)
              .validation(0.1)
              .schedule(Schedule.exponential(0.5))
              .build()
              .fit(digits(0, 300));
      Document page =
          ReportTest.parsed(
              TrainingReport.of(model, digits(300, 400), epochs)
                  .titled("Digits")
                  .result("Test accuracy", "50 %")
                  .settings(Map.of("optimizer", "adam"))
                  .pictures(8, 8, 1)
                  .page());
      assertEquals(
          List.of(
              "Result",
              "Training",
              "Answers",
              "Worst mistakes",
              "Hidden representation",
              "Configuration"),
          texts(page, "h2"));
      List<String> captions = texts(page, "figcaption");
      assertEquals(
          List.of("Loss", "Accuracy", "Examples a second", "Learning rate"),
          captions.subList(0, 4));
      assertTrue(
          captions.contains("What 'dropout/0' gives, 16 numbers, for 100 examples"), "" + captions);
      assertTrue(!elements(page, "img").isEmpty() && elements(page, "img").size() <= 24);
      assertTrue(texts(page, "td").containsAll(List.of("adam", "1,210", "[16]")));
      assertWorst(page, model, digits(300, 400));
    }
  }

  /** The first picture is of the mistake that the truth was least probable for. */
  private static void assertWorst(Document page, Model model, Dataset test) {
    float[][] scores = model.predict(test);
    int worst = -1;
    double least = 2;
    for (int i = 0; i < scores.length; i++) {
      int truth = (int) test.read("targets", i)[0];
      double sum = 0;
      for (float score : scores[i]) {
        sum += Math.exp(score);
      }
      double probability = Math.exp(scores[i][truth]) / sum;
      if (probability < least) {
        least = probability;
        worst = i;
      }
    }
    String title = elements(page, "img").get(0).getAttribute("alt");
    assertTrue(title.startsWith((int) test.read("targets", worst)[0] + " taken for "), title);
    Pixels pixels = Pixels.stretched(8, 8, 1, test.read("features", worst));
    assertEquals(pixels.address(), elements(page, "img").get(0).getAttribute("src"));
  }

  @Test
  void ofNumbersShowsAnswersAndResiduals() throws Exception {
    float[][] x = new float[60][];
    float[][] y = new float[60][];
    for (int i = 0; i < 60; i++) {
      x[i] = new float[] {i / 60f, i % 7};
      y[i] = new float[] {i == 41 ? 1000 : 2 * i};
    }
    Dataset set = Dataset.valued(Shape.of(2), x, y);
    Network network =
        Network.of(
            Shape.of(2), Layers.dense(4, Activation.TANH), Layers.dense(1), Layers.scale(2, 1));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      List<EpochReport> epochs = Trainer.of(model).epochs(2).build().fit(set);
      TrainingReport report =
          TrainingReport.of(model, set, epochs).texts(example -> "example " + example);
      Document page = ReportTest.parsed(report.page());
      List<String> captions = texts(page, "figcaption");
      assertTrue(captions.containsAll(List.of("Answers and targets", "Residuals")), "" + captions);
      assertTrue(
          captions.contains("What 'dense/0' gives, 4 numbers, for 60 examples"), "" + captions);
      assertEquals("example 41", texts(page, "pre").get(0));
      assertEquals(12, texts(page, "pre").size());
      assertFalse(captions.contains("Accuracy"));
    }
  }

  /** There is no hidden layer, no validation, and nothing that is mistaken. */
  @Test
  void leavesOutWhatThereIsNot() throws Exception {
    float[][] x = new float[20][];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      labels[i] = i % 2;
      x[i] = new float[] {i % 2 == 0 ? 100 : -100};
    }
    Dataset set = Dataset.classified(Shape.of(1), x, labels, List.of("up", "down"));
    try (Backend backend = new ReferenceBackend();
        Model model = Network.of(Shape.of(1), Layers.dense(2)).initialise(backend, 1)) {
      model.write("dense/0/weight", new float[] {1, -1});
      Document page = ReportTest.parsed(TrainingReport.of(model, set, List.of()).page());
      assertEquals(
          List.of("Answers", "Worst mistakes", "Configuration"),
          texts(page, "h2").stream().filter(heading -> !heading.equals("Result")).toList());
      assertTrue(texts(page, "p").contains("None: all answers are right."));
    }
  }

  @Test
  void labelsOfStepsAreCountedStepByStep() throws Exception {
    Dataset set =
        Dataset.builder()
            .input(
                "features", Shape.of(3, 2), new float[][] {{1, 0, 0, 1, 1, 1}, {0, 0, 1, 1, 0, 1}})
            .labels("targets", Shape.of(3), new int[][] {{0, 1, -1}, {1, 1, 0}}, List.of("a", "b"))
            .build();
    Network network = Network.of(Shape.of(3, 2), Layers.dense(2));
    try (Backend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      List<EpochReport> epochs = Trainer.of(model).epochs(1).build().fit(set);
      Document page = ReportTest.parsed(TrainingReport.of(model, set, epochs).page());
      assertEquals(List.of("Result", "Training", "Answers", "Configuration"), texts(page, "h2"));
    }
  }

  @Test
  void nothingToReportOnIsRefused() {
    try (Backend backend = new ReferenceBackend();
        Model model = Network.of(Shape.of(64), Layers.dense(10)).initialise(backend, 1)) {
      assertThrows(
          IllegalArgumentException.class, () -> TrainingReport.of(model, digits(0, 0), List.of()));
    }
  }
}
