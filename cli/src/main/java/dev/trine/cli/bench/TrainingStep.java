package dev.trine.cli.bench;

import static java.util.stream.Collectors.toSet;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.cli.RandomExamples;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Network.Input;
import dev.trine.nn.NetworkSummary;
import dev.trine.nn.Objective;
import dev.trine.nn.Parameter;
import dev.trine.tensor.Shape;
import dev.trine.train.TrainStep;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The recorded step of a network: forward, backward, update. The examples are random and stay on
 * the device.
 */
final class TrainingStep implements Workload {
  private static final long SEED = 42;

  private final StepOptions options;
  private final Network network;
  private final Resources resources = new Resources();
  private final TrainStep step;
  private final Program program;

  TrainingStep(Backend backend, StepOptions options) {
    this.options = options;
    this.network = options.network();
    try {
      Model model = resources.add(network.initialise(backend, SEED));
      Dataset examples = Dataset.of(new RandomExamples(network, options.batch()));
      Objective objective = Objective.suiting(network, examples);
      step = resources.add(new TrainStep(model, objective, options.optimizer(), SEED));
      program = step.program(options.batch());
      upload(backend, examples);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private void upload(Backend backend, Dataset examples) {
    int[] order = IntStream.range(0, options.batch()).toArray();
    for (Field field : examples.fields()) {
      long elements = field.batched(order.length).elements();
      try (HostBuffer host = backend.allocateHost(field.type().type(), elements)) {
        examples.copy(field, order, 0, order.length, host);
        program.upload(field.name(), host).await();
      }
    }
  }

  @Override
  public String name() {
    return "training step " + options.name();
  }

  @Override
  public String unit() {
    return "step";
  }

  @Override
  public double flops() {
    return program.products().flops();
  }

  @Override
  public double samples() {
    return options.batch();
  }

  /**
   * Each layer with weights reads its operands and writes its result once, and on the way does all
   * that it can: bias and activation, their gradients, the norm, layers without weights. The loss
   * reads scores and labels and writes the gradient of the scores. The update passes over
   * everything once. The formula is that of docs/performance.md.
   */
  @Override
  public long minimumBytes() {
    long batch = options.batch();
    Set<String> given = network.inputs().stream().map(Input::name).collect(toSet());
    long elements = 0;
    for (String output : network.outputs()) {
      elements += batch * (2 * network.output(output).elements() + 1);
    }
    for (NetworkSummary.Row layer : network.summary().rows()) {
      if (layer.parameters().isEmpty()) {
        continue;
      }
      long in = layer.inputs().stream().mapToLong(Shape::elements).sum();
      long out = layer.outputs().stream().mapToLong(Shape::elements).sum();
      // Forward, and the gradients of the layer's own parameters.
      elements += 2 * (batch * (in + out) + layer.elements());
      if (!given.containsAll(layer.vertex().inputs())) {
        // The gradient of its input, masked by that input.
        elements += batch * (2 * in + out) + layer.elements(Parameter.Role.DECAYING);
      }
      elements += (3 + 2L * options.optimizer().moments()) * layer.elements();
    }
    return Float.BYTES * elements;
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
