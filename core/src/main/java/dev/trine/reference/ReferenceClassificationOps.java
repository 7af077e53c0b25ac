package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ClassificationOps;

/** Softmax, its cross-entropy and accuracy, row by row. */
final class ReferenceClassificationOps implements ClassificationOps {
  private final ReferenceQueue queue;

  ReferenceClassificationOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call softmax(View in, View out) {
    Contract.softmax(in, out);
    int rows = rows(in);
    int classes = classes(in);
    return queue.bind(
        () -> {
          Floats result = Floats.of(out);
          for (int r = 0; r < rows; r++) {
            double[] probabilities = probabilities(Floats.of(in), r, classes);
            for (int c = 0; c < classes; c++) {
              result.set(r * classes + c, probabilities[c]);
            }
          }
        },
        in,
        out);
  }

  @Override
  public Call softmaxCrossEntropy(
      double scale, View logits, View labels, View losses, View gradient) {
    Contract.softmaxCrossEntropy(logits, labels, losses, gradient);
    int rows = rows(logits);
    int classes = classes(logits);
    return queue.bind(
        () -> {
          for (int r = 0; r < rows; r++) {
            int label = Ints.of(labels).get(r);
            boolean valid = label >= 0 && label < classes;
            Floats scores = Floats.of(logits);
            double[] probabilities = probabilities(scores, r, classes);
            double loss = valid ? surprise(scores, r, classes, label) : Double.NaN;
            Floats.of(losses).set(r, scale * loss);
            if (gradient != null) {
              for (int c = 0; c < classes; c++) {
                double target = c == label ? 1 : 0;
                Floats.of(gradient)
                    .set(r * classes + c, valid ? scale * (probabilities[c] - target) : Double.NaN);
              }
            }
          }
        },
        logits,
        labels,
        losses,
        gradient);
  }

  @Override
  public Call correct(View logits, View labels, View out) {
    Contract.correct(logits, labels, out);
    int rows = rows(logits);
    int classes = classes(logits);
    return queue.bind(
        () -> {
          for (int r = 0; r < rows; r++) {
            int predicted = largest(Floats.of(logits), r, classes);
            boolean hit = predicted >= 0 && predicted == Ints.of(labels).get(r);
            Floats.of(out).set(r, hit ? 1 : 0);
          }
        },
        logits,
        labels,
        out);
  }

  /** The softmax of a row, shifted by its maximum so that no exponential overflows. */
  private static double[] probabilities(Floats scores, int row, int classes) {
    double max = max(scores, row, classes);
    double[] result = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      result[c] = Math.exp(scores.get(row * classes + c) - max);
      sum += result[c];
    }
    for (int c = 0; c < classes; c++) {
      result[c] /= sum;
    }
    return result;
  }

  /** {@code −ln softmax(row)[label]}. */
  private static double surprise(Floats scores, int row, int classes, int label) {
    double max = max(scores, row, classes);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(scores.get(row * classes + c) - max);
    }
    return max - scores.get(row * classes + label) + Math.log(sum);
  }

  /** NaN where the row has one. */
  private static double max(Floats scores, int row, int classes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, scores.get(row * classes + c));
    }
    return max;
  }

  /** The first index of the largest score; −1 where the row has a NaN. */
  private static int largest(Floats scores, int row, int classes) {
    double max = max(scores, row, classes);
    for (int c = 0; c < classes; c++) {
      if (scores.get(row * classes + c) == max) {
        return c;
      }
    }
    return -1;
  }

  private static int rows(View logits) {
    return Math.toIntExact(logits.shape().dimension(0));
  }

  private static int classes(View logits) {
    return Math.toIntExact(logits.shape().dimension(1));
  }
}
