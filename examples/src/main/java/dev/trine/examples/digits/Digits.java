package dev.trine.examples.digits;

import dev.trine.data.Dataset;
import dev.trine.examples.EpochLines;
import dev.trine.examples.Example;
import dev.trine.examples.Setting;
import dev.trine.metric.Metrics;
import dev.trine.nn.Model;
import dev.trine.report.Confusions;
import dev.trine.report.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads handwritten digits, by networks of three kinds: a perceptron, whose layers see all pixels,
 * a convolutional network, whose filters see a few at a time, and one whose units take each other's
 * outputs until they settle.
 */
public final class Digits implements Example {
  /** What is noted in a model that was trained, for when it is run again. */
  private static final String ACCURACY = "test accuracy";

  private static final String SECONDS = "seconds of training";

  private final int mostEpochs;

  public Digits() {
    this(Integer.MAX_VALUE);
  }

  Digits(int mostEpochs) {
    this.mostEpochs = mostEpochs;
  }

  @Override
  public String summary() {
    return "handwritten digits, by a perceptron, a convolutional and a fixed-point network";
  }

  @Override
  public String folder() {
    return "MNIST as it is distributed, four files in IDX format";
  }

  @Override
  public boolean isForSpark() {
    return true;
  }

  @Override
  public void run(Setting setting) {
    Contest contest =
        setting.data().map(Contest::mnist).orElseGet(Contest::bundled).withEpochs(mostEpochs);
    Dataset train = contest.digits().train();
    Dataset test = contest.digits().test();
    setting.say("%d digits to train on, %d to test with", train.size(), test.size());

    Report report = Report.titled("Digits");
    Map<String, Double> reached = new LinkedHashMap<>();
    for (Contender contender : contest.contenders()) {
      try (Model model = model(setting, contender, train, test)) {
        double accuracy = Double.parseDouble(model.notes().get(ACCURACY));
        double seconds = Double.parseDouble(model.notes().get(SECONDS));
        setting.say("%-14s %s, trained in %.0f s", contender.name(), percent(accuracy), seconds);
        reached.put(contender.name(), accuracy);
        if (setting.report().isPresent()) {
          report.section(
              contender.name(),
              new Confusions(model.evaluate(test, Metrics.confusionMatrix())),
              Mistakes.of(model, test));
        }
      }
    }

    if (setting.data().isEmpty()) {
      double neighbours = new NearestNeighbour(train).accuracy(test);
      setting.say("Baseline accuracy: %s (nearest neighbour)", percent(neighbours));
    } else { // of so many images neighbours are not found in seconds
      setting.say("Baseline accuracy: %s (linear)", percent(reached.get(Contest.LINEAR)));
    }
    String winner = Collections.max(reached.entrySet(), Map.Entry.comparingByValue()).getKey();
    String result = "Test accuracy: %s (%s)".formatted(percent(reached.get(winner)), winner);
    setting.say("%s", result);
    setting.write(() -> report.summary(result));
  }

  private static Model model(Setting setting, Contender contender, Dataset train, Dataset test) {
    return setting.model(
        contender.name(),
        contender.toString(),
        () -> {
          setting.say("training the %s network", contender.name());
          EpochLines lines = new EpochLines(setting, contender.name(), contender.epochs());
          long begun = System.nanoTime();
          Model model = contender.train(setting.backend(), train, lines);
          model.note(SECONDS, "" + (System.nanoTime() - begun) * 1e-9);
          model.note(ACCURACY, "" + model.evaluate(test).accuracy());
          return model;
        });
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
