package dev.trine.outside;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batch;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals.Reading;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.train.Optimizer;
import dev.trine.train.TrainStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few steps of training by one batch. Inputs: features, the parameters as they lie in the model,
 * targets. Outputs: the parameters afterwards, and the sums of the loss and of the right answers
 * over all examples of all steps.
 */
record Trained(Network network, Loss loss, Optimizer optimizer, int steps) implements Subject {
  @Override
  public Computed compute(Backend backend, TorchCase inputs) {
    List<TorchTensor> in = inputs.inputs();
    TorchTensor features = in.get(0);
    TorchTensor targets = in.get(in.size() - 1);
    try (Model model = network.initialise(backend, 0);
        TrainStep step = new TrainStep(model, loss, optimizer, 0);
        Batch batch =
            new Batch(
                Map.of("features", host(backend, features), "targets", host(backend, targets)))) {
      batch.filled((int) features.shape()[0]);
      List<Parameter> parameters = model.layout().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        double[] initial = in.get(1 + i).values();
        GraphRunner.write(backend, model.parameter(parameters.get(i).name()), initial);
      }
      for (int i = 0; i < steps; i++) {
        step.run(batch);
      }
      List<double[]> outputs = new ArrayList<>();
      for (Parameter parameter : parameters) {
        outputs.add(GraphRunner.read(backend, model.parameter(parameter.name())));
      }
      Reading totals = step.metrics();
      outputs.add(new double[] {totals.loss(), totals.correct()});
      return new Computed(outputs, List.of());
    }
  }

  private static HostBuffer host(Backend backend, TorchTensor tensor) {
    HostBuffer host = backend.allocateHost(tensor.type(), tensor.values().length);
    for (int i = 0; i < tensor.values().length; i++) {
      host.set(i, tensor.values()[i]);
    }
    return host;
  }

  /** Nothing that has no case of its own. */
  @Override
  public Set<Object> covers(TorchCase inputs) {
    return Set.of();
  }
}
