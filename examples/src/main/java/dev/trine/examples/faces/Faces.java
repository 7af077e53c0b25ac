package dev.trine.examples.faces;

import dev.trine.DataException;
import dev.trine.dataset.split.Folds;
import dev.trine.dataset.split.Split;
import dev.trine.examples.Example;
import dev.trine.examples.Setting;
import dev.trine.nn.Model;
import dev.trine.report.Report;
import dev.trine.report.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Tells faces from other things in small pictures. There are few, so each is tested with in its
 * turn (cross-validation), and training changes them a little every time. Then an autoencoder
 * learns what is common to faces.
 */
public final class Faces implements Example {
  /** What is noted in a model that was trained, so that it need not be tested again. */
  private static final String ACCURACY = "test accuracy";

  private final int folds;
  private final List<Detector> detectors;
  private final Autoencoder autoencoder;

  public Faces() {
    this(
        10,
        List.of(Detector.linear(100), Detector.convolutional(60), Detector.augmented(60)),
        new Autoencoder(300));
  }

  Faces(int folds, List<Detector> detectors, Autoencoder autoencoder) {
    this.folds = folds;
    this.detectors = detectors;
    this.autoencoder = autoencoder;
  }

  /** Pictures to train on and to test with. */
  private record Fold(int number, Patches train, Patches test) {
    static Fold of(int number, Patches all, Split split) {
      return new Fold(number, all.select(split.train()), all.select(split.test()));
    }
  }

  /** How often a way of telling them apart was right, fold by fold. */
  private record Result(String name, double[] accuracies) {
    double mean() {
      return Arrays.stream(accuracies).average().getAsDouble();
    }

    /** The standard deviation over the folds. */
    double spread() {
      double sum = Arrays.stream(accuracies).map(each -> Math.pow(each - mean(), 2)).sum();
      return Math.sqrt(sum / (accuracies.length - 1));
    }

    String text() {
      return String.format(Locale.ROOT, "%.1f %% ± %.1f %%", 100 * mean(), 100 * spread());
    }
  }

  @Override
  public String name() {
    return "faces";
  }

  @Override
  public String summary() {
    return "faces among small pictures, by a convolutional network and augmentation; an autoencoder";
  }

  @Override
  public String folder() {
    return "pictures of 25 × 25 pixels: …images-idx3-ubyte and …labels-idx1-ubyte, 1 for a face, or the folders 'faces' and 'others' of PNG or JPEG files";
  }

  @Override
  public void run(Setting setting) {
    Path folder =
        setting
            .data()
            .orElseThrow(
                () ->
                    new DataException(
                        "No pictures are bundled: make a folder with the folders 'faces' and 'others' of PNG or JPEG files in it, or with two files in IDX format, …images-idx3-ubyte of 25 × 25 pixels and …labels-idx1-ubyte, and give --data FOLDER"));
    Patches patches = Patches.read(folder);
    setting.say("%d faces, %d other pictures", patches.count(1), patches.count(0));
    List<Split> splits =
        Folds.stratified(Arrays.stream(patches.labels()).boxed().toList(), folds, 1);

    Result means =
        result(
            "nearest mean",
            patches,
            splits,
            fold -> NearestMean.of(fold.train()).accuracy(fold.test()));
    setting.say("%-25s %s", means.name(), means.text());
    Table table = Table.of("", "", "right").row(means.name(), means.text());
    Result best = means;
    Result baseline = means;
    for (Detector detector : detectors) {
      best = result(detector.name(), patches, splits, fold -> accuracy(setting, detector, fold));
      setting.say("%-25s %s", best.name(), best.text());
      table = table.row(best.name(), best.text());
      if (detector == detectors.get(0) && best.mean() > baseline.mean()) {
        baseline = best;
      }
    }
    setting.say("Baseline accuracy: %s (%s)", baseline.text(), baseline.name());
    String result = "Test accuracy: %s (%s)".formatted(best.text(), best.name());
    setting.say("%s", result);

    Patches shown = Fold.of(0, patches, splits.get(0)).train();
    Patches held = Fold.of(0, patches, splits.get(0)).test();
    try (Model model = drawing(setting, shown)) {
      Drawings drawings = Drawings.of(model, shown, held);
      drawings.say(setting);
      Report report =
          Report.titled("Faces")
              .summary(result)
              .section("Cross-validation, %s folds".formatted(folds), table);
      setting.write(() -> drawings.addTo(report));
    }
  }

  private static Result result(
      String name, Patches patches, List<Split> splits, ToDoubleFunction<Fold> accuracy) {
    double[] accuracies = new double[splits.size()];
    for (int i = 0; i < accuracies.length; i++) {
      accuracies[i] = accuracy.applyAsDouble(Fold.of(i, patches, splits.get(i)));
    }
    return new Result(name, accuracies);
  }

  private double accuracy(Setting setting, Detector detector, Fold fold) {
    String recipe = "%s, fold %s of %s".formatted(detector.recipe(), fold.number(), folds);
    String name = "%s-%s".formatted(detector.name().replaceAll("\\W+", "-"), fold.number());
    try (Model model =
        setting.model(
            name,
            recipe,
            () -> {
              setting.say("training: %s, part %d of %d", detector.name(), fold.number() + 1, folds);
              Model trained = detector.train(setting.backend(), fold.train().dataset());
              double right = trained.evaluate(fold.test().dataset()).accuracy();
              trained.note(ACCURACY, Double.toString(right));
              return trained;
            })) {
      return Double.parseDouble(model.notes().get(ACCURACY));
    }
  }

  private Model drawing(Setting setting, Patches shown) {
    return setting.model(
        "autoencoder",
        "%s, %s folds".formatted(autoencoder.recipe(), folds),
        () -> {
          setting.say("training the autoencoder");
          return autoencoder.train(setting.backend(), shown.select(shown.where(1)).pixels());
        });
  }
}
