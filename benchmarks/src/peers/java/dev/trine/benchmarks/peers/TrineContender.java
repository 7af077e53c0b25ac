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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
    List<Layer> layers = new ArrayList<>();
    for (int width : task.widths().subList(1, task.widths().size() - 1)) {
      layers.add(Layers.dense(width, Activation.RELU));
    }
    layers.add(Layers.dense(task.classes()));
    return Network.of(Shape.of(task.inputs()), layers.toArray(Layer[]::new));
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
    Iterator<float[]> weights = task.weights().iterator();
    model.layout().parameters().stream()
        .filter(Parameter::decays)
        .forEach(parameter -> model.write(parameter.name(), weights.next()));
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
