package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.nn.Model;
import dev.trine.nn.NetworkSummary;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The page of a finished training: how it went epoch by epoch, what the model makes of examples
 * that it was not trained on, where it is most mistaken, how its last hidden layer sees them, and
 * with what settings. What cannot be said of a network or a set, such as confusions of numbers, is
 * left out; of a network of several outputs it is how training went.
 *
 * <pre>{@code
 * TrainingReport.of(model, test, trainer.fit(train))
 *     .titled("Digits")
 *     .page()
 *     .write(Path.of("digits.html"));
 * }</pre>
 */
public final class TrainingReport {
  private final Model model;
  private final Dataset test;
  private final List<EpochReport> epochs;
  private final Map<String, String> results = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private String title = "Training";
  private boolean areProbabilities = true;
  private ExampleView examples;

  private TrainingReport(Model model, Dataset test, List<EpochReport> epochs) {
    this.model = model;
    this.test = test;
    this.epochs = List.copyOf(epochs);
    examples = ExampleView.of(test);
  }

  /**
   * The report on a model.
   *
   * @param test examples that it was not trained on, at least one
   * @param epochs what {@link dev.trine.train.Trainer#fit} gave
   */
  public static TrainingReport of(Model model, Dataset test, List<EpochReport> epochs) {
    if (test.size() == 0) {
      throw new IllegalArgumentException("There is no example to report on: give at least one");
    }
    return new TrainingReport(model, test, epochs);
  }

  /** What was trained on what. */
  public TrainingReport titled(String value) {
    title = Objects.requireNonNull(value, "title is null");
    return this;
  }

  /** Adds a result that stands large at the top: {@code result("Test accuracy", "98.41 %")}. */
  public TrainingReport result(String name, String value) {
    results.put(name, value);
    return this;
  }

  /** Adds what training was told, or depended on, by name. */
  public TrainingReport settings(Map<String, String> values) {
    settings.putAll(values);
    return this;
  }

  /**
   * Says that scores of classes are no logarithms of probabilities, as those that were trained by a
   * hinge: so no probabilities are shown.
   */
  public TrainingReport withoutProbabilities() {
    areProbabilities = false;
    return this;
  }

  /** Says that features are pictures, though they are just numbers: of so many pixels. */
  public TrainingReport pictures(int height, int width, int channels) {
    examples = ExampleView.pictures(test, Shape.of(height, width, channels));
    return this;
  }

  /** Says how an example of the test part is shown as text, by its number. */
  public TrainingReport texts(IntFunction<String> text) {
    examples = ExampleView.texts(text);
    return this;
  }

  /** The page; what the model answers is computed now. */
  public Report page() {
    Report report = Report.titled(title);
    Figures figures = new Figures(results);
    if (!epochs.isEmpty()) {
      figures =
          figures
              .with("Epochs", Numbers.text(epochs.size()))
              .with("Examples a second", throughput())
              .with("Seconds of training", String.format(Locale.ROOT, "%,.1f", seconds()));
      Courses courses = new Courses(epochs);
      report.section("Result", figures).section("Training", courses.sections());
    } else {
      report.section("Result", figures);
    }
    target().ifPresent(target -> addAnswers(report, target));
    return report.section("Configuration", configuration());
  }

  private void addAnswers(Report report, Field target) {
    HiddenLayer hidden = new HiddenLayer(model, test);
    boolean isSingle = target.type().shape().rank() == 0;
    if (target.type().type() == DType.I32) {
      ClassAnswers answers = new ClassAnswers(model, test, target, areProbabilities);
      report.section("Answers", new Confusions(answers.matrix()));
      if (isSingle) {
        report.section("Worst mistakes", answers.worst(examples));
        report.section("Hidden representation", hidden.byClass(target));
      }
    } else {
      ValueAnswers answers = new ValueAnswers(model, test, target);
      report.section("Answers", answers.sections());
      report.section("Worst mistakes", answers.worst(examples));
      report.section("Hidden representation", hidden.byValue(target));
    }
  }

  /** What the only output is compared with, if there is just one. */
  private Optional<Field> target() {
    List<Field> targets = test.targets();
    return model.network().outputs().size() == 1 && targets.size() == 1
        ? Optional.of(targets.get(0))
        : Optional.empty();
  }

  private List<Section> configuration() {
    List<Section> sections = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("parameters", Numbers.text(model.layout().elements()));
    all.put("examples to test with", Numbers.text(test.size()));
    sections.add(Table.of("Settings", all));
    sections.add(layers());
    return sections;
  }

  private Table layers() {
    Table table = Table.of("Network", "layer", "kind", "gives", "parameters");
    for (NetworkSummary.Row row : model.network().summary().rows()) {
      String shapes = row.outputs().stream().map(Shape::toString).collect(Collectors.joining(", "));
      table = table.row(row.vertex().name(), row.kind(), shapes, Numbers.text(row.elements()));
    }
    return table;
  }

  private String throughput() {
    OptionalDouble mean = epochs.stream().mapToDouble(EpochReport::samplesPerSecond).average();
    return String.format(Locale.ROOT, "%,.0f", mean.orElse(0));
  }

  private double seconds() {
    return epochs.stream().mapToDouble(EpochReport::seconds).sum();
  }
}
