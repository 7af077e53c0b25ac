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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Tells faces from other things in small pictures. There are few, so each is tested with in its
 * turn (cross-validation), and training changes them a little every time. Then an autoencoder
 * learns what is common to faces.
 */
public final class Faces implements Example {
  /** What is noted in a model that was trained, so that it need not be tested again. */
  private static final String ACCURACIES = "test accuracies";

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
  private record Part(Patches train, Patches test) {
    static Part of(Patches all, Split split) {
      return new Part(all.select(split.train()), all.select(split.test()));
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
        setting.folder(
            "No pictures are bundled: make a folder with the folders 'faces' and 'others' of PNG or JPEG files in it, or with two files in IDX format, …images-idx3-ubyte of 25 × 25 pixels and …labels-idx1-ubyte, and give --data FOLDER");
    Patches patches = Patches.read(folder);
    setting.say("%d faces, %d other pictures", patches.count(1), patches.count(0));
    if (patches.count(1) < folds || patches.count(0) < folds) {
      throw new DataException(
          "%s has too few pictures to be dealt into %s parts: expected at least so many of both"
              .formatted(folder, folds));
    }
    List<Part> parts =
        Folds.stratified(Arrays.stream(patches.labels()).boxed().toList(), folds, 1).stream()
            .map(split -> Part.of(patches, split))
            .toList();
    Result baseline =
        new Result(
            "nearest mean",
            parts.stream()
                .mapToDouble(part -> NearestMean.of(part.train()).accuracy(part.test()))
                .toArray());
    List<Result> results = new ArrayList<>(List.of(baseline));
    for (Detector detector : detectors) {
      results.add(new Result(detector.name(), accuracies(setting, detector, parts)));
    }
    Table table = Table.of("", "", "right");
    for (Result each : results) {
      setting.say("%-25s %s", each.name(), each.text());
      table = table.row(each.name(), each.text());
    }
    if (results.get(1).mean() > baseline.mean()) {
      baseline = results.get(1);
    }
    Result best = results.get(results.size() - 1);
    setting.say("Baseline accuracy: %s (%s)", baseline.text(), baseline.name());
    String result = "Test accuracy: %s (%s)".formatted(best.text(), best.name());
    setting.say("%s", result);

    Patches shown = parts.get(0).train();
    Patches held = parts.get(0).test();
    try (Model model = drawing(setting, shown, held)) {
      Drawings drawings = Drawings.of(model, held);
      drawings.say(setting);
      Report report =
          Report.titled("Faces")
              .summary(result)
              .section("Cross-validation, %s folds".formatted(folds), table);
      setting.write(() -> drawings.addTo(report));
    }
  }

  /** How often a detector is right of each part, when it is trained on the others. */
  private double[] accuracies(Setting setting, Detector detector, List<Part> parts) {
    String recipe = "%s, %s folds".formatted(detector.recipe(), folds);
    String name = detector.name().replaceAll("\\W+", "-");
    try (Model last = setting.model(name, recipe, () -> crossValidated(setting, detector, parts))) {
      return Stream.of(last.notes().get(ACCURACIES).split(" "))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }

  /** The model of the last part, with how often that of each part was right. */
  private static Model crossValidated(Setting setting, Detector detector, List<Part> parts) {
    Model model = null;
    StringJoiner accuracies = new StringJoiner(" ");
    for (Part part : parts) {
      if (model != null) {
        model.close();
      }
      setting.say(
          "training: %s, part %d of %d", detector.name(), parts.indexOf(part) + 1, parts.size());
      model = detector.train(setting.backend(), part.train().dataset());
      accuracies.add(Double.toString(model.evaluate(part.test().dataset()).accuracy()));
    }
    model.note(ACCURACIES, accuracies.toString());
    return model;
  }

  private Model drawing(Setting setting, Patches shown, Patches held) {
    return setting.model(
        "autoencoder",
        "%s, %s folds".formatted(autoencoder.recipe(), folds),
        () -> {
          setting.say("training the autoencoder");
          float[][] faces = shown.select(shown.where(1)).pixels();
          Model model = autoencoder.train(setting.backend(), faces);
          Drawings.note(model, faces, held);
          return model;
        });
  }
}
