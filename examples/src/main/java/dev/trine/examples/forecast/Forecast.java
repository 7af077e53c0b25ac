package dev.trine.examples.forecast;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.gru;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Schedule.cosine;

import dev.trine.data.Dataset;
import dev.trine.examples.Example;
import dev.trine.examples.Setting;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Returns;
import dev.trine.report.Curves;
import dev.trine.report.Report;
import dev.trine.tensor.Shape;
import dev.trine.train.Trainer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Forecasts the sunspots of the next year from those of all years before. A few recurrent networks,
 * which differ in nothing but the weights that they began with, are trained on the years 1709 to
 * 1958, and their mean forecasts 1959 to 2008, which nothing here has seen.
 */
public final class Forecast implements Example {
  private static final int TESTED = 1959;

  /** Of the years that are trained on, those by which sizes, rates and orders were chosen. */
  private static final int CHOSEN_BY = 1909;

  /** How many years the network is shown at each step; the solar cycle takes about eleven. */
  private static final int YEARS = 9;

  /** Steps through which gradients go back; the state goes on. */
  private static final int WINDOW = 10;

  private static final Network NETWORK =
      Network.of(Shape.of(WINDOW, YEARS), gru(8, Returns.ALL).carried(), dense(1));

  /** To be counted up when training becomes another. */
  private static final String RECIPE = NETWORK.toJson() + " 1";

  private final int networks;
  private final int epochs;

  public Forecast() {
    this(4, 400);
  }

  Forecast(int networks, int epochs) {
    this.networks = networks;
    this.epochs = epochs;
  }

  @Override
  public String summary() {
    return "next year's sunspots, by recurrent networks and truncated backpropagation through time";
  }

  @Override
  public void run(Setting setting) {
    Sunspots sunspots = Sunspots.bundled();
    double[] counts = sunspots.counts();
    int tested = sunspots.at(TESTED);
    int chosenBy = sunspots.at(CHOSEN_BY);
    setting.say(
        "sunspots of %d to %d; trained on those before %d, tested on the others",
        sunspots.first(), sunspots.last(), TESTED);

    // Large counts scatter more than small ones, in about their square roots; roots scatter alike.
    double[] roots = Arrays.stream(counts).map(count -> Math.sqrt(count) / 10).toArray();
    Autoregression linear = Autoregression.chosen(counts, 15, chosenBy, tested);
    Autoregression linearOfRoots = Autoregression.chosen(roots, 15, chosenBy, tested);

    double[] persistent = new double[counts.length];
    System.arraycopy(counts, 0, persistent, 1, counts.length - 1);
    double[] regressed = linear.forecasts(counts);
    double[] regressedRoots = squares(linearOfRoots.forecasts(roots));
    double[] forecasts = mean(setting, sunspots.at(TESTED) - YEARS, roots);

    new TextPlot(12).print(setting, TESTED, counts, forecasts, tested);
    int end = counts.length;
    setting.say("Root of the mean squared error, %d to %d:", TESTED, sunspots.last());
    setting.say("  %6.2f  as the year before", error(persistent, counts, tested, end));
    setting.say(
        "  %6.2f  linear autoregression of square roots, order %d",
        error(regressedRoots, counts, tested, end), linearOfRoots.order());
    setting.say(
        "Baseline RMSE: %.2f (linear autoregression, order %d)",
        error(regressed, counts, tested, end), linear.order());
    String result =
        String.format(Locale.ROOT, "Test RMSE: %.2f", error(forecasts, counts, tested, end));
    setting.say("%s", result);
    setting.write(
        () ->
            Report.titled("Sunspots")
                .summary(result)
                .section(
                    "Forecast the year before",
                    Curves.of("year", "sunspots")
                        .at(
                            IntStream.range(tested, end)
                                .map(sunspots::year)
                                .asDoubleStream()
                                .toArray())
                        .with("sunspots", Arrays.copyOfRange(counts, tested, end))
                        .with("networks", Arrays.copyOfRange(forecasts, tested, end))
                        .with(
                            "linear autoregression", Arrays.copyOfRange(regressed, tested, end))));
  }

  /** The mean of what the networks forecast of each year, in sunspots. */
  private double[] mean(Setting setting, int trained, double[] roots) {
    Dataset steps = steps(roots);
    // Five streams of 50 years each, 1709 to 1758 and so on, side by side in windows of ten years.
    Dataset training = steps.select(IntStream.range(0, trained).toArray()).streams(5, WINDOW);
    // In use the state is that of all years before, from the first on.
    Dataset all = steps.streams(1, WINDOW);

    double[] mean = new double[roots.length];
    for (int seed = 1; seed <= networks; seed++) {
      double[] forecast = new double[roots.length];
      try (Model model = model(setting, training, seed)) {
        float[][] windows = model.predict(all);
        for (int step = 0; step < steps.size(); step++) {
          forecast[step + YEARS] = windows[step / WINDOW][step % WINDOW];
        }
      }
      double[] squares = squares(forecast);
      Arrays.setAll(mean, t -> mean[t] + squares[t] / networks);
    }
    return mean;
  }

  private Model model(Setting setting, Dataset training, int seed) {
    String recipe = "%s, seed %s, %s epochs".formatted(RECIPE, seed, epochs);
    return setting.model(
        "network-" + seed,
        recipe,
        () -> {
          setting.say("training network %d of %d", seed, networks);
          Model model = NETWORK.initialise(setting.backend(), seed);
          Trainer.of(model)
              .optimizer(adam(0.01).withWeightDecay(0.01))
              .schedule(cosine(epochs, 0))
              .epochs(epochs)
              .build()
              .fit(training);
          return model;
        });
  }

  /** An example a year, from the first one on that has enough years before it. */
  private static Dataset steps(double[] roots) {
    float[][] before = new float[roots.length - YEARS][YEARS];
    float[][] next = new float[before.length][1];
    for (int step = 0; step < before.length; step++) {
      for (int i = 0; i < YEARS; i++) {
        before[step][i] = (float) roots[step + i];
      }
      next[step][0] = (float) roots[step + YEARS];
    }
    return Dataset.valued(Shape.of(YEARS), before, next);
  }

  /** Counts of roots; below 0 there are none. */
  private static double[] squares(double[] roots) {
    return Arrays.stream(roots).map(root -> 100 * Math.pow(Math.max(root, 0), 2)).toArray();
  }

  /** The root of the mean squared error from {@code begin} up to, and not with, {@code end}. */
  static double error(double[] forecasts, double[] counts, int begin, int end) {
    double sum = 0;
    for (int t = begin; t < end; t++) {
      sum += Math.pow(forecasts[t] - counts[t], 2);
    }
    return Math.sqrt(sum / (end - begin));
  }
}
