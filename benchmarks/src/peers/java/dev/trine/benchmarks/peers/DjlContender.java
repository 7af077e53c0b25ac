package dev.trine.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** DJL with libtorch: the training loop of its guide, less the evaluators and listeners. */
final class DjlContender implements Contender {
  private static final String ENGINE = "PyTorch";

  private final Model model;
  private final Trainer trainer;
  private final NDManager data;
  private final NDList features;
  private final NDList labels;

  /**
   * Loads libtorch; the current thread is the one to call it from.
   *
   * @param cache where it is unpacked
   * @return name and version
   */
  static String load(int threads, Path cache) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("DJL_CACHE_DIR", cache.toString());
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine engine = Engine.getEngine(ENGINE);
    if (JniUtils.getNumThreads() != threads) {
      throw new IllegalStateException(
          "libtorch uses %s threads, expected %s".formatted(JniUtils.getNumThreads(), threads));
    }
    return "DJL %s with libtorch %s".formatted(Engine.getDjlVersion(), engine.getVersion());
  }

  DjlContender(Task task) {
    model = Model.newInstance("peer", Device.cpu(), ENGINE);
    model.setBlock(network(task));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(optimizer(task))
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(new Shape(task.batch(), task.inputs()));
    data = trainer.getManager().newSubManager();
    features = new NDList(data.create(task.features(), new Shape(task.batch(), task.inputs())));
    // What picking the labels' terms of the loss would otherwise convert them to in every step.
    long[] classes = Arrays.stream(task.labels()).asLongStream().toArray();
    labels = new NDList(data.create(classes));
  }

  private static SequentialBlock network(Task task) {
    List<float[]> weights = task.weights();
    SequentialBlock block = new SequentialBlock();
    for (int layer = 0; layer < weights.size(); layer++) {
      Linear linear = Linear.builder().setUnits(task.widths().get(layer + 1)).build();
      linear.getDirectParameters().get("weight").setInitializer(transposed(weights.get(layer)));
      block.add(linear);
      if (layer < weights.size() - 1) {
        block.add(Activation::relu);
      }
    }
    return block;
  }

  /** Here a layer's weights are [out, in]. */
  private static Initializer transposed(float[] weights) {
    return (manager, shape, type) -> {
      int out = (int) shape.get(0);
      int in = (int) shape.get(1);
      float[] values = new float[weights.length];
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          values[o * in + i] = weights[i * out + o];
        }
      }
      return manager.create(values, shape);
    };
  }

  private static Optimizer optimizer(Task task) {
    Tracker rate = Tracker.fixed(task.rule().learningRate);
    return switch (task.rule()) {
      case ADAM -> Optimizer.adam().optLearningRateTracker(rate).build();
      case SGD -> Optimizer.sgd().setLearningRateTracker(rate).build();
    };
  }

  /** libtorch computes on the CPU while it is called: there is nothing to wait for. */
  @Override
  public void step() {
    try (NDManager results = trainer.getManager().newSubManager()) {
      step(results);
    }
  }

  @Override
  public double stepAndLoss() {
    try (NDManager results = trainer.getManager().newSubManager()) {
      return step(results).getFloat();
    }
  }

  /**
   * What is computed belongs to the manager of what it is computed from, for as long as it lives.
   */
  private NDArray step(NDManager results) {
    results.tempAttachAll(features, labels);
    NDArray loss;
    try (GradientCollector gradients = trainer.newGradientCollector()) {
      loss = trainer.getLoss().evaluate(labels, trainer.forward(features));
      gradients.backward(loss);
    }
    trainer.step();
    return loss;
  }

  @Override
  public void close() {
    data.close();
    trainer.close();
    model.close();
  }
}
