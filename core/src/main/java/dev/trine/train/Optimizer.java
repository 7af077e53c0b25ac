package dev.trine.train;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import java.util.List;

/** How gradients change parameters. */
public interface Optimizer {
  /** The step size to start with. */
  double learningRate();

  /** How many tensors, each as large as the parameters, it keeps from step to step. */
  int moments();

  /**
   * Adds the update of all parameters to a graph.
   *
   * @param decayed how many parameters, from the first, weight decay applies to
   */
  void update(Graph graph, Operands operands, long decayed);

  /**
   * What an update works on.
   *
   * @param parameters all parameters, flat
   * @param gradients as {@code parameters}
   * @param moments each as {@code parameters}, zero before the first step
   * @param rate the learning rate, [1]
   * @param stepState see {@link dev.trine.backend.op.StepState}
   */
  record Operands(Node parameters, Node gradients, List<Node> moments, Node rate, Node stepState) {}
}
