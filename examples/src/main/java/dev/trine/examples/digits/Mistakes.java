package dev.trine.examples.digits;

import dev.trine.data.Dataset;
import dev.trine.metric.Scores;
import dev.trine.nn.Model;
import dev.trine.report.Pictures;
import dev.trine.report.Pixels;
import java.util.List;

/** Images that a network takes for another digit. */
final class Mistakes {
  private static final int MOST = 24;

  private Mistakes() {}

  /** The first of a set. */
  static Pictures of(Model model, Dataset set) {
    List<String> classes = set.field(Dataset.TARGETS).classes();
    float[][] scores = model.predict(set);
    Pictures pictures = Pictures.of("Mistaken, the first " + MOST + " at most");
    for (int i = 0; i < scores.length && pictures.pictures().size() < MOST; i++) {
      int label = (int) set.read(Dataset.TARGETS, i)[0];
      int answer = Scores.largest(scores[i]);
      if (answer != label) {
        double[] image = set.read(Dataset.FEATURES, i);
        int side = (int) Math.round(Math.sqrt(image.length));
        pictures =
            pictures.with(
                Pixels.stretched(side, side, 1, image),
                classes.get(label),
                "taken for " + classes.get(answer));
      }
    }
    return pictures;
  }
}
