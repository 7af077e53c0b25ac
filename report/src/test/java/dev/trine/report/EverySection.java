package dev.trine.report;

import dev.trine.metric.ConfusionMatrix;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A page with every kind of section, and names that would do harm if they were not escaped. */
final class EverySection {
  static final String HARMFUL = "<script>alert('&\"')</script>";

  private EverySection() {}

  static Report page(int classes) {
    SplittableRandom random = new SplittableRandom(1);
    List<String> names =
        IntStream.range(0, classes).mapToObj(i -> i == 1 ? HARMFUL : "class " + i).toList();
    double[][] counts = new double[classes][classes];
    int[] labels = new int[600];
    float[][] hidden = new float[600][12];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(classes);
      int answer = random.nextInt(8) == 0 ? random.nextInt(classes) : labels[i];
      counts[labels[i]][answer]++;
      for (int j = 0; j < 12; j++) {
        hidden[i][j] = (float) (random.nextDouble() + (labels[i] % 12 == j ? 2 : 0));
      }
    }
    double[] loss = IntStream.rangeClosed(1, 40).mapToDouble(i -> 2.0 / i).toArray();
    double[] validation = IntStream.rangeClosed(1, 40).mapToDouble(i -> 0.05 + 2.1 / i).toArray();
    validation[7] = Double.NaN;
    double[][] values =
        random
            .doubles(300, 0, 50)
            .mapToObj(x -> new double[] {x, x + random.nextDouble(-5, 5)})
            .toArray(double[][]::new);
    Pictures pictures = Pictures.of("Taken for something else " + HARMFUL);
    for (int i = 0; i < 12; i++) {
      double[] pixels = random.doubles(28 * 28 * 3, 0, 255).toArray();
      pictures =
          pictures.with(
              i % 2 == 0
                  ? Pixels.of(28, 28, 3, pixels)
                  : Pixels.stretched(8, 8, 1, random.doubles(64).toArray()),
              names.get(i % classes) + " taken for " + names.get((i + 1) % classes),
              "91 % sure");
    }
    Pictures pairs = Pictures.of("Pairs").inGroupsOf(2);
    for (int i = 0; i < 14; i++) {
      Pixels pixels = Pixels.stretched(8, 8, 1, random.doubles(64).toArray());
      pairs = pairs.with(pixels, i % 2 == 0 ? "original" : "drawn", i % 2 == 0 ? "" : "error 0.1");
    }
    return Report.titled("Every section " + HARMFUL)
        .summary("Test accuracy: 87.50 %")
        .section(
            "Result",
            Figures.none()
                .with("Test accuracy", "87.50 %")
                .with("Epochs", "40")
                .with("Examples a second", "12,345")
                .with(HARMFUL, HARMFUL),
            new Paragraph("Of " + HARMFUL + ".\nA second line."))
        .section(
            "Training",
            Curves.of("epoch", "loss")
                .with("training", loss)
                .with(HARMFUL, validation)
                .onLogarithmicAxis(),
            Curves.of("epoch", "examples a second")
                .with("all", IntStream.range(0, 40).mapToDouble(i -> 20000 + 100 * i).toArray()))
        .section("Answers", new Confusions(new ConfusionMatrix(names, counts)))
        .section(
            "Hidden",
            Points.projected("Last hidden layer", hidden, labels, names),
            Points.of("Answers and targets", "target", "answer", values)
                .beside(Points.Line.DIAGONAL))
        .section(
            "Mistakes",
            pictures,
            pairs,
            Texts.of("Worst").with(HARMFUL, "a = 1\nb = " + HARMFUL, "3 % sure"))
        .section(
            "Configuration",
            Table.of("", Map.of("optimizer", HARMFUL)),
            Table.of("Files", "name", "bytes").row("a", "1,234").row(HARMFUL, "12"));
  }
}
