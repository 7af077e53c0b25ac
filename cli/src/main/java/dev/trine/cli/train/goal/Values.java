package dev.trine.cli.train.goal;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.metric.Metrics;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Vertex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * To come close to numbers. They are trained on by their distance from the mean in units of their
 * deviation, so that a learning rate suits them whatever they are measured in; a last layer takes
 * that back.
 *
 * @param means of the training part, of each number that an example has
 * @param mean of all of them
 * @param deviation of all of them; 1 if they are all the same
 */
record Values(double[] means, double mean, double deviation) implements Goal {
  /** What the last layer is called. */
  private static final String LAYER = "in units of the target";

  static Values of(Dataset train) {
    Field target = train.targets().get(0);
    double[] means = new double[(int) target.type().elements()];
    for (int i = 0; i < train.size(); i++) {
      double[] values = train.read(target.name(), i);
      for (int j = 0; j < means.length; j++) {
        means[j] += values[j] / train.size();
      }
    }
    double mean = 0;
    for (double each : means) {
      mean += each / means.length;
    }
    double[] same = new double[means.length];
    Arrays.fill(same, mean);
    double deviation = distance(train, same);
    return new Values(means, mean, deviation > 0 ? deviation : 1);
  }

  @Override
  public int outputs() {
    return means.length;
  }

  @Override
  public Dataset trained(Dataset set) {
    return Dataset.of(new ScaledTarget(set, mean, deviation));
  }

  @Override
  public Network answering(Network trained) {
    List<Vertex> layers = new ArrayList<>(trained.layers());
    layers.add(
        new Vertex(LAYER, Layers.scale(deviation, mean), LAYER, List.of(trained.onlyOutput())));
    return new Network(trained.inputs(), layers, List.of(LAYER), trained.frozen());
  }

  @Override
  public ChosenLoss loss(ChosenLoss chosen) {
    ChosenLoss loss = chosen == null ? ChosenLoss.usual(false) : chosen;
    loss.check(false);
    return loss;
  }

  @Override
  public Score uninformed(Dataset test) {
    return score(distance(test, means));
  }

  @Override
  public String uninformedAnswer() {
    return "always the mean";
  }

  @Override
  public Score score(Model model, Dataset test) {
    return score(model.evaluate(test, Metrics.regressionErrors()).rootMeanSquaredError());
  }

  /** The root of the mean squared distance of the targets of a set from always the same. */
  private static double distance(Dataset set, double[] answer) {
    String target = set.targets().get(0).name();
    double squares = 0;
    for (int i = 0; i < set.size(); i++) {
      double[] values = set.read(target, i);
      for (int j = 0; j < answer.length; j++) {
        squares += (values[j] - answer[j]) * (values[j] - answer[j]);
      }
    }
    return Math.sqrt(squares / set.size() / answer.length);
  }

  /** Of large errors all digits before the point, of small ones the first four. */
  private static Score score(double error) {
    String text = String.format(Locale.ROOT, error >= 1e4 && error < 1e9 ? "%.0f" : "%.4g", error);
    return new Score("rmse", "RMSE", error, text);
  }
}
