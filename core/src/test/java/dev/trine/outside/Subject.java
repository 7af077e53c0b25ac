package dev.trine.outside;

import dev.trine.backend.Backend;
import java.util.List;
import java.util.Set;

/** What Trine has for a case. */
interface Subject {
  /** Computes outputs and gradients from the inputs of a case. */
  Computed compute(Backend backend, TorchCase inputs);

  /** The classes, and the operators of expressions, of which it shows that they are right. */
  Set<Object> covers(TorchCase inputs);

  /**
   * As the case has them.
   *
   * @param gradients of the inputs that are differentiated by
   */
  record Computed(List<double[]> outputs, List<double[]> gradients) {}
}
