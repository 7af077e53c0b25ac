package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * A computation that other ops can do, which a backend may do in one piece. Where none does, a
 * program has the expansion in its place. Backends claim what they implement an interface for,
 * beside {@link Backend}.
 */
public interface Fused extends Computation {
  /**
   * The same by other ops, as new nodes.
   *
   * @return one an output
   */
  List<Node> expand(List<Node> inputs);

  /** Whether {@link #bind} works on a backend. */
  boolean isClaimedBy(Backend backend, List<TensorType> inputs);

  /**
   * As {@link Op#gradient}, where that is cheaper than the gradient of the expansion.
   *
   * @return null for the expansion's
   */
  @Override
  default List<Node> gradient(Application application, List<Node> outputGradients) {
    return null;
  }
}
