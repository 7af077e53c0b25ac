package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Dropout;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** Inverted dropout; inputs are the values and the step state that the mask is drawn from. */
public record Drop(Dropout spec) implements Computation {
  /** Drops elements of {@code in}. */
  public static Node dropout(Dropout spec, Node in, Node stepState) {
    return in.graph().apply(new Drop(spec), in, stepState);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(inputs.get(0));
  }

  /** The mask is drawn again rather than kept: same seed, stream and step. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    return Arrays.asList(dropout(spec, outputGradients.get(0), application.input(1)), null);
  }

  @Override
  public boolean allowsInPlace(TensorType input) {
    return input.type() == DType.F32;
  }

  /** Drawing the mask takes integers only. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.dropout(spec, inputs.get(1), inputs.get(0), outputs.get(0));
  }
}
