package dev.trine.nn;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Batch;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.metric.Metric;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a model over a set and counts what a metric counts, on the host. Only a batch of answers is
 * there at a time.
 */
final class Measurement {
  private final Field target;
  private final Optional<Field> weight;
  private final int answers;
  private final int width;

  /**
   * @param output the shape of the output for one example
   */
  private Measurement(Shape output, Field target, Optional<Field> weight) {
    this.target = target;
    this.weight = weight;
    boolean isLabelled = target.type().type() == DType.I32;
    Shape each = weight.map(field -> field.type().shape()).orElse(Shape.of());
    long answers = isLabelled ? target.type().elements() : each.elements();
    long numbers = isLabelled ? answers : target.type().elements();
    boolean fits =
        answers > 0
            && output.elements() % answers == 0
            && (isLabelled || numbers == output.elements())
            && (each.elements() == 1 || each.elements() == answers);
    if (!fits) {
      throw new IllegalArgumentException(
          "The output is %s an example, the target '%s' %s and its weights %s: expected a label for each row of scores, or as many numbers, and one weight or one for each step"
              .formatted(output, target.name(), target.type(), each));
    }
    this.answers = Math.toIntExact(answers);
    this.width = Math.toIntExact(output.elements() / answers);
  }

  static <R> R of(Model model, Dataset dataset, String output, Metric<R> metric) {
    DatasetCheck.requireExamples(dataset);
    Network network = model.network();
    Field target = Objective.target(network, dataset, output);
    DatasetCheck.requireClasses(model, output, target);
    Measurement measurement =
        new Measurement(network.output(output), target, Objective.weights(dataset));
    return measurement.run(model, dataset, output, metric);
  }

  private <R> R run(Model model, Dataset dataset, String output, Metric<R> metric) {
    Metric.Tally<R> tally = metric.begin(width, target);
    List<Field> beside = new ArrayList<>(List.of(target));
    weight.ifPresent(beside::add);
    Prediction.forEach(
        model,
        dataset,
        output,
        beside,
        (given, batch, row) -> {
          double[] targets = read(batch, target, row);
          double[] weights = weight.map(field -> read(batch, field, row)).orElse(new double[] {1});
          for (int i = 0; i < answers; i++) {
            double weighs = weights[weights.length == 1 ? 0 : i];
            tally.add(part(given, i), part(targets, i), weighs);
          }
        });
    return tally.result();
  }

  private static double[] read(Batch batch, Field field, int row) {
    HostBuffer buffer = batch.buffer(field.name());
    double[] values = new double[(int) field.type().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.get((long) row * values.length + i);
    }
    return values;
  }

  private float[] part(float[] given, int answer) {
    return answers == 1 ? given : Arrays.copyOfRange(given, answer * width, (answer + 1) * width);
  }

  private double[] part(double[] targets, int answer) {
    int each = targets.length / answers;
    return Arrays.copyOfRange(targets, answer * each, (answer + 1) * each);
  }
}
