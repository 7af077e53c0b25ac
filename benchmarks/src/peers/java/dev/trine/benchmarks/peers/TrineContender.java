package dev.trine.benchmarks.peers;

import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizer;
import dev.trine.train.TrainStep;
import java.util.Arrays;
import java.util.Iterator;

/** Trine: a recorded step. */
final class TrineContender implements Contender {
  private static final long SEED = 42;

  private final Backend backend;
  private final Task task;
  private final Resources resources = new Resources();
  private final Model model;
  private final TrainStep step;
  private final Program program;

  TrineContender(Backend backend, Task task) {
    this.backend = backend;
    this.task = task;
    model = resources.add(network(task).initialise(backend, SEED));
    step = resources.add(new TrainStep(model, Losses.softmaxCrossEntropy(), optimizer(task), SEED));
    program = step.program(task.batch());
    writeWeights();
    upload();
  }

  private static Network network(Task task) {
    long[] input = Arrays.stream(task.input()).asLongStream().toArray();
    Layer[] layers = task.parts().stream().map(TrineContender::layer).toArray(Layer[]::new);
    return Network.of(Shape.of(input), layers);
  }

  private static Layer layer(Part part) {
    if (part instanceof Part.Dense dense) {
      return Layers.dense(dense.units(), dense.relu() ? Activation.RELU : Activation.IDENTITY);
    } else if (part instanceof Part.Convolution convolution) {
      return Layers.conv2d(convolution.filters(), convolution.size(), Activation.RELU);
    } else if (part instanceof Part.MaxPool) {
      return Layers.maxPool2d(2);
    } else if (part instanceof Part.Lstm lstm) {
      return Layers.lstm(lstm.units());
    }
    return Layers.flatten();
  }

  private static Optimizer optimizer(Task task) {
    float rate = task.rule().learningRate;
    return switch (task.rule()) {
      case ADAM -> adam(rate);
      case SGD -> sgd(rate);
    };
  }

  private void upload() {
    float[] values = task.features();
    int[] classes = task.labels();
    try (HostBuffer features = backend.allocateHost(DType.F32, values.length);
        HostBuffer labels = backend.allocateHost(DType.I32, classes.length)) {
      features.put(0, values, 0, values.length);
      for (int i = 0; i < classes.length; i++) {
        labels.set(i, classes[i]);
      }
      program.upload("features", features).await();
      program.upload("targets", labels).await();
    }
  }

  private void writeWeights() {
    Iterator<Weights> weights = task.weights().iterator();
    for (Parameter parameter : model.layout().parameters()) {
      boolean isBias = parameter.shape().rank() == 1;
      int elements = (int) parameter.shape().elements();
      model.write(parameter.name(), isBias ? new float[elements] : weights.next().values());
    }
  }

  @Override
  public void step() {
    program.run();
    backend.synchronize();
  }

  @Override
  public double stepAndLoss() {
    step.clearMetrics();
    program.run();
    return step.metrics().loss() / task.batch();
  }

  @Override
  public void close() {
    resources.close();
  }
}
