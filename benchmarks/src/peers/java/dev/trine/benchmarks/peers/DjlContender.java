package dev.trine.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

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
    Shape shape = new Shape(task.batch()).addAll(input(task));
    trainer.initialize(shape);
    writeWeights(task);
    data = trainer.getManager().newSubManager();
    features = new NDList(data.create(task.features(), shape));
    // What picking the labels' terms of the loss would otherwise convert them to in every step.
    long[] classes = Arrays.stream(task.labels()).asLongStream().toArray();
    labels = new NDList(data.create(classes));
  }

  /** Images have their channels first here; those of one channel lie as they do in Trine. */
  private static Shape input(Task task) {
    int[] input = task.input();
    return input.length == 3
        ? new Shape(input[2], input[0], input[1])
        : new Shape(Arrays.stream(input).asLongStream().toArray());
  }

  private static SequentialBlock network(Task task) {
    SequentialBlock block = new SequentialBlock();
    for (Part part : task.parts()) {
      if (part instanceof Part.Dense dense) {
        block.add(Linear.builder().setUnits(dense.units()).build());
        if (dense.relu()) {
          block.add(Activation::relu);
        }
      } else if (part instanceof Part.Convolution convolution) {
        int size = convolution.size();
        block.add(
            Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .optPadding(new Shape(size / 2, size / 2))
                .setFilters(convolution.filters())
                .build());
        block.add(Activation::relu);
      } else if (part instanceof Part.MaxPool) {
        block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      } else if (part instanceof Part.Lstm lstm) {
        block.add(new TorchLstm(task.input()[1], lstm.units()));
      } else {
        block.add(Blocks.batchFlattenBlock());
      }
    }
    return block;
  }

  /** Biases are 0, as those of DJL's own blocks are by themselves. */
  private void writeWeights(Task task) {
    Iterator<Weights> weights = task.weights().iterator();
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        parameter.getArray().set(weights.next().forTorch());
      } else {
        parameter.getArray().set(new float[(int) parameter.getArray().size()]);
      }
    }
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
