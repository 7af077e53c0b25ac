package dev.trine.examples.faces;

import dev.trine.data.Dataset;
import dev.trine.examples.Setting;
import dev.trine.nn.Model;
import dev.trine.report.Pictures;
import dev.trine.report.Pixels;
import dev.trine.report.Points;
import dev.trine.report.PrincipalComponents;
import dev.trine.report.Report;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an autoencoder makes of pictures that it was not shown: it draws faces well, and other
 * things badly, or as faces.
 *
 * @param held pictures that were not trained on, of both kinds
 * @param drawn what the network draws of each
 * @param codes what it puts each into
 * @param patterns of which it puts drawings together
 * @param baseline the mean error of faces as principal components draw them, as many as codes have
 *     numbers
 */
record Drawings(
    Patches held, float[][] drawn, float[][] codes, float[][] patterns, double baseline) {
  private static final String BASELINE = "error of principal components";
  private static final int SHOWN = 6;

  /** In standard deviations of a picture's pixels: what is shown black, and white. */
  private static final double BLACK = -2.2;

  private static final double WHITE = 2.2;

  /** Of a model and the pictures held out when it was trained. */
  static Drawings of(Model model, Patches held) {
    Dataset set = Autoencoder.drawn(held.pixels());
    return new Drawings(
        held,
        model.predict(set),
        model.activations(set, Autoencoder.CODE_LAYER),
        Autoencoder.patterns(model),
        Double.parseDouble(model.notes().get(BASELINE)));
  }

  /** Notes in a model what its baseline is, which takes a while to find. */
  static void note(Model model, float[][] faces, Patches held) {
    float[][] others = held.select(held.where(1)).pixels();
    float[][] drawn = linear(PrincipalComponents.of(faces, Autoencoder.CODE), others);
    double error = Arrays.stream(Autoencoder.errors(others, drawn)).average().orElse(0);
    model.note(BASELINE, Double.toString(error));
  }

  private static float[][] linear(PrincipalComponents components, float[][] pixels) {
    double[][] codes = components.project(pixels);
    float[][] drawn = new float[pixels.length][(int) Patches.SHAPE.elements()];
    for (int i = 0; i < drawn.length; i++) {
      for (int j = 0; j < drawn[i].length; j++) {
        double sum = components.mean()[j];
        for (int k = 0; k < codes[i].length; k++) {
          sum += codes[i][k] * components.directions()[k][j];
        }
        drawn[i][j] = (float) sum;
      }
    }
    return drawn;
  }

  void say(Setting setting) {
    double[] errors = Autoencoder.errors(held.pixels(), drawn);
    setting.say(
        "Baseline error of drawn faces: %.3f of the variance (%d principal components)",
        baseline, Autoencoder.CODE);
    setting.say(
        "Error of drawn faces: %.3f (autoencoder; of other pictures %.3f)",
        mean(errors, 1), mean(errors, 0));
    setting.say(
        "Of a face and another picture, the face is drawn better: %.0f %% of the time",
        100 * ranked(errors));
  }

  private double mean(double[] errors, int label) {
    return Arrays.stream(held.where(label)).mapToDouble(i -> errors[i]).average().orElse(0);
  }

  /** The fraction of pairs of a face and another picture of which the face has the lesser error. */
  private double ranked(double[] errors) {
    long less = 0;
    for (int face : held.where(1)) {
      less += Arrays.stream(held.where(0)).filter(other -> errors[face] < errors[other]).count();
    }
    return (double) less / held.count(1) / held.count(0);
  }

  Report addTo(Report report) {
    return report
        .section("Faces that the autoencoder was not shown", pictures(1))
        .section("Other pictures, of which it knows nothing", pictures(0))
        .section(
            "What it learnt",
            patternsShown(),
            Points.projected(
                "The %s numbers that stand for each picture".formatted(Autoencoder.CODE),
                codes,
                held.labels(),
                Patches.CLASSES));
  }

  private Pictures pictures(int label) {
    Pictures pictures =
        Pictures.of("Each beside what is drawn of it from %s numbers".formatted(Autoencoder.CODE))
            .inGroupsOf(2);
    double[] errors = Autoencoder.errors(held.pixels(), drawn);
    int[] some = Arrays.stream(held.where(label)).limit(SHOWN).toArray();
    for (int i : some) {
      pictures =
          pictures
              .with(shown(held.pixels()[i]), "original", "")
              .with(shown(drawn[i]), "drawn", String.format(Locale.ROOT, "error %.2f", errors[i]));
    }
    return pictures;
  }

  private Pictures patternsShown() {
    Pictures pictures = Pictures.of("The patterns of which it puts drawings together");
    for (int k = 0; k < patterns.length; k++) {
      double[] pixels = new double[patterns[k].length];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = patterns[k][j];
      }
      pictures =
          pictures.with(Pixels.stretched(Patches.SIDE, Patches.SIDE, 1, pixels), "" + (k + 1), "");
    }
    return pictures;
  }

  private static Pixels shown(float[] picture) {
    double[] pixels = new double[picture.length];
    Arrays.setAll(pixels, i -> picture[i]);
    return Pixels.scaled(Patches.SIDE, Patches.SIDE, 1, pixels, BLACK, WHITE);
  }
}
