package dev.trine.outside;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batch;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.nn.Parameter;
import dev.trine.train.Muon;
import dev.trine.train.Optimizer;
import dev.trine.train.TrainStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few steps of training by one batch. Inputs: features, the parameters as they lie in the model,
 * targets. Outputs: the parameters afterwards, and the sums of the loss and of the right answers
 * over all examples of all steps.
 */
record Trained(
    Network network, Objective objective, Optimizer optimizer, int steps, List<String> targets)
    implements Subject {
  @Override
  public Computed compute(Backend backend, TorchCase inputs) {
    List<TorchTensor> in = inputs.inputs();
    List<String> given = network.inputs().stream().map(Network.Input::name).toList();
    try (Model model = network.initialise(backend, 0);
        TrainStep step = new TrainStep(model, objective, optimizer, 0);
        Batch batch = batch(backend, given, in)) {
      batch.filled((int) in.get(0).shape()[0]);
      List<Parameter> parameters = model.layout().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        double[] initial = in.get(given.size() + i).values();
        GraphRunner.write(backend, model.parameter(parameters.get(i).name()), initial);
      }
      for (int i = 0; i < steps; i++) {
        step.run(batch);
      }
      List<double[]> outputs = new ArrayList<>();
      for (Parameter parameter : parameters) {
        outputs.add(GraphRunner.read(backend, model.parameter(parameter.name())));
      }
      outputs.add(totals(step.metrics().sums()));
      return new Computed(outputs, List.of());
    }
  }

  /** The sums of what is measured; of one loss, without the weight. */
  private double[] totals(Map<String, Double> sums) {
    return sums.entrySet().stream()
        .filter(sum -> targets.size() > 1 || !sum.getKey().equals("weight"))
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }

  private Batch batch(Backend backend, List<String> given, List<TorchTensor> in) {
    Map<String, HostBuffer> buffers = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      buffers.put(given.get(i), host(backend, in.get(i)));
    }
    for (int i = 0; i < targets.size(); i++) {
      buffers.put(targets.get(i), host(backend, in.get(in.size() - targets.size() + i)));
    }
    return new Batch(buffers);
  }

  private static HostBuffer host(Backend backend, TorchTensor tensor) {
    HostBuffer host = backend.allocateHost(tensor.type(), tensor.values().length);
    for (int i = 0; i < tensor.values().length; i++) {
      host.set(i, tensor.values()[i]);
    }
    return host;
  }

  /** Nothing that has a case of its own: an optimizer of whole matrices has none. */
  @Override
  public Set<Object> covers(TorchCase inputs) {
    return optimizer instanceof Muon ? Set.of(Muon.class) : Set.of();
  }
}
