package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.function.Supplier;

/**
 * What a layer may ask for while it is traced for one step of its sequences at a time, as {@link
 * Generator} does. The same graph runs for each step, so that whatever differs from step to step
 * lies on the device: what {@linkplain #carried is carried}, the {@linkplain #history history}, and
 * {@linkplain #position where} in the sequence the step is.
 *
 * <p>Rows of a batch may change their places between two steps, as the beams of a search do; what
 * is carried and remembered goes with them.
 */
public interface StepScope extends Scope {
  /** The number of this step, from 0: I32 [1]. */
  Node position();

  /** How many steps there are at most. */
  int length();

  /** How many steps the sequences have that the network is made for, and was trained on. */
  int time();

  /**
   * Which of {@link #length} steps there have been, this one among them: I32 [batch, length], 0 for
   * those to come.
   */
  Node reached();

  /**
   * Remembers a value of this step beside those of all before it.
   *
   * @param name unique in the layer
   * @param value F32 [batch, …, 1, features]
   * @return the values of all steps, this one among them, 0 for those to come: [batch, …, length,
   *     features]
   */
  Node history(String name, Node value);

  /** Whether a value is the same for all steps, as what an encoder made of its input is. */
  boolean isConstant(Node value);

  /**
   * What is computed of {@linkplain #isConstant constant} values: once, before the first step.
   *
   * @param name unique in the layer
   * @return what is kept of it, [batch, …]
   */
  Node once(String name, Supplier<Node> value);

  /**
   * As {@link #carried(String, Shape)}, of which the first step finds something else than zeros.
   *
   * @param first what it finds, {@linkplain #isConstant constant}, F32 of the shape
   */
  Node carriedFrom(String name, Node first);
}
