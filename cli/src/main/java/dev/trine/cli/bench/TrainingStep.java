package dev.trine.cli.bench;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.cli.option.Widths;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizer;
import dev.trine.train.TrainStep;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The recorded step of a classifier with ReLU layers: forward, backward, update. Features and
 * labels are random and stay on the device.
 */
final class TrainingStep implements Workload {
  private static final long SEED = 42;

  private final Widths widths;
  private final int batch;
  private final Optimizer optimizer;
  private final String optimizerName;
  private final Resources resources = new Resources();
  private final TrainStep step;
  private final Program program;

  TrainingStep(
      Backend backend, Widths widths, int batch, Optimizer optimizer, String optimizerName) {
    this.widths = widths;
    this.batch = batch;
    this.optimizer = optimizer;
    this.optimizerName = optimizerName;
    try {
      Model model = resources.add(network(widths).initialise(backend, SEED));
      step = resources.add(new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer, SEED));
      program = step.program(batch);
      upload(backend);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  static Network network(Widths widths) {
    List<Layer> layers = new ArrayList<>();
    for (int width : widths.values().subList(1, widths.values().size() - 1)) {
      layers.add(Layers.dense(width, Activation.RELU));
    }
    layers.add(Layers.dense(widths.last()));
    return Network.of(Shape.of(widths.first()), layers.toArray(Layer[]::new));
  }

  private void upload(Backend backend) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (HostBuffer features = backend.allocateHost(DType.F32, (long) batch * widths.first());
        HostBuffer labels = backend.allocateHost(DType.I32, batch)) {
      float[] example = new float[widths.first()];
      for (int i = 0; i < batch; i++) {
        for (int j = 0; j < example.length; j++) {
          example[j] = (float) random.nextDouble();
        }
        features.put((long) i * example.length, example, 0, example.length);
        labels.set(i, random.nextInt(widths.last()));
      }
      program.upload("features", features).await();
      program.upload("targets", labels).await();
    }
  }

  @Override
  public String name() {
    return "training step %s, batch %s, %s".formatted(widths, batch, optimizerName);
  }

  @Override
  public String unit() {
    return "step";
  }

  /**
   * A layer multiplies three times: forward, and for the gradients of its weights and of its input,
   * which the first layer does without.
   */
  @Override
  public double flops() {
    double flops = 0;
    for (int layer = 1; layer < widths.values().size(); layer++) {
      double product = 2.0 * batch * widths.values().get(layer - 1) * widths.values().get(layer);
      flops += (layer == 1 ? 2 : 3) * product;
    }
    return flops;
  }

  @Override
  public double samples() {
    return batch;
  }

  /**
   * Each matrix product reads its operands and writes its result once, and on the way does all that
   * it can: bias and activation, their gradients, the norm. The loss reads scores and labels and
   * writes the gradient of the scores. The update passes over everything once. The formula is that
   * of docs/performance.md.
   */
  @Override
  public long minimumBytes() {
    long elements = batch * (2L * widths.last() + 1);
    long parameters = 0;
    for (int layer = 1; layer < widths.values().size(); layer++) {
      long in = widths.values().get(layer - 1);
      long out = widths.values().get(layer);
      long own = (in + 1) * out;
      // Forward, and the gradients of the layer's own parameters.
      elements += 2 * (batch * (in + out) + own);
      // The gradient of its input, masked by that input.
      elements += layer == 1 ? 0 : batch * (2 * in + out) + in * out;
      parameters += own;
    }
    long perParameter = 3 + 2L * optimizer.moments();
    return Float.BYTES * (elements + perParameter * parameters);
  }

  @Override
  public List<CallProfile> profile() {
    return program.profile();
  }

  @Override
  public void enqueue() {
    program.run();
  }

  /** Updates are skipped where loss or gradients are not finite. */
  @Override
  public void check() {
    step.metrics();
  }

  @Override
  public void close() {
    resources.close();
  }
}
