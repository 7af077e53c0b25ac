package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of updates by the rows that their indices name: of indices of any shape, I32, and updates
 * [indices…, …] a tensor [rows, …], 0 where nothing is added. An index that names no row adds
 * nothing.
 */
public record ScatterAdd(long rows) implements Computation {
  public ScatterAdd {
    if (rows < 0) {
      throw new IllegalArgumentException(
          "ScatterAdd to %s rows, expected 0 or more".formatted(rows));
    }
  }

  /** {@code out[r] = Σ updates[i]} over all i with {@code indices[i] = r}, for so many rows. */
  public static Node scatterAdd(Node indices, Node updates, long rows) {
    return updates.graph().apply(new ScatterAdd(rows), indices, updates);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType indices = inputs.get(0);
    TensorType updates = inputs.get(1);
    int axes = indices.shape().rank();
    long[] extents = updates.shape().dimensions();
    if (indices.type() != DType.I32
        || updates.type() != DType.F32
        || extents.length < axes
        || !indices.shape().equals(Shape.of(Arrays.copyOf(extents, axes)))) {
      throw new IllegalArgumentException(
          "ScatterAdd takes indices of I32 and updates F32[indices…, …], not %s and %s"
              .formatted(indices, updates));
    }
    return List.of(TensorType.f32(row(updates.shape(), axes).batched(rows)));
  }

  /** What belongs to one index. */
  private static Shape row(Shape updates, int axes) {
    return Shape.of(Arrays.copyOfRange(updates.dimensions(), axes, updates.rank()));
  }

  /**
   * Each update has the gradient of its row; one that is left out has NaN, as in {@link Gather}.
   */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node dy = Elementwise.cast(outputGradients.get(0), DType.F32);
    return Arrays.asList(null, Gather.gather(dy, application.input(0)));
  }

  @Override
  public String label(List<View> inputs, List<View> outputs) {
    return "scatter add %s to %s".formatted(inputs.get(1).shape(), outputs.get(0).shape());
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(1).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View indices = inputs.get(0);
    View updates = inputs.get(1);
    long width = row(updates.shape(), indices.shape().rank()).elements();
    return backend.scatterAdd(
        indices,
        updates.reshape(Shape.of(indices.elements(), width)),
        outputs.get(0).reshape(Shape.of(rows, width)));
  }
}
