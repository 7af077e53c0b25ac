package dev.trine.nn;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Normalise;
import dev.trine.tensor.Shape;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel, the last axis: [batch, …, channels]
 * to the same. In training, channels are normalised by mean and biased variance of the batch, and
 * their running means follow these: {@code 0.9·running + 0.1·batch}, of the unbiased variance; not
 * those of a batch with a single value of each channel, which has no such variance. When the
 * network is used, it is by the running ones. Then {@code scale·x + shift}, each [channels].
 *
 * @param epsilon added to the variance; 10⁻⁵ by custom
 */
public record BatchNorm(@Default("1e-5") double epsilon) implements UnaryLayer, Stepwise {
  private static final double MOMENTUM = 0.9;

  public BatchNorm {
    Norms.checkEpsilon(epsilon);
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Norms.checkInput("batchNorm", in);
    Shape channels = Shape.of(in.shape().dimension(-1));
    Node scale = scope.parameter("scale", channels, Initialiser.constant(1), false);
    Node shift = scope.parameter("shift", channels, Initialiser.zeros(), false);
    Node mean = scope.state("mean", channels, Initialiser.zeros());
    Node variance = scope.state("variance", channels, Initialiser.constant(1));
    if (!scope.training()) {
      return Normalise.by(in, mean, variance, scale, shift, epsilon);
    }
    Node ofBatch = Normalise.meanOfChannels(in);
    Node spread = Normalise.varianceOfChannels(in, ofBatch);
    double count = in.shape().elements() / (double) Math.max(1, channels.elements());
    double taken = count > 1 ? 1 - MOMENTUM : 0;
    scope.next("mean", running(mean, ofBatch, taken, 1));
    scope.next("variance", running(variance, spread, taken, count / Math.max(1, count - 1)));
    return Normalise.by(in, ofBatch, spread, scale, shift, epsilon);
  }

  private static Node running(Node before, Node now, double taken, double factor) {
    return add(multiply(before, 1 - taken), multiply(now, taken * factor));
  }
}
