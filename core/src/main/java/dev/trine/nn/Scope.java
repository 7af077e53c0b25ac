package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.List;

/** What a layer may ask for while it is traced into a graph. */
public interface Scope {
  /**
   * A trainable tensor of this layer.
   *
   * @param name unique in the layer: {@code weight}
   * @param decays whether weight decay applies to it; by convention to weights, not to biases
   */
  Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays);

  /**
   * A tensor of this layer that is not trained, such as a running mean. It is saved with the
   * weights, and changes by {@link #next} alone. Of layers that share it, each finds what the one
   * before it has made of it in this step.
   *
   * @param name unique in the layer
   */
  Node state(String name, Shape shape, Initialiser initialiser);

  /**
   * What state becomes at the end of a step of training, if the step counts. Elsewhere nothing
   * comes of it.
   *
   * @param name of a {@link #state} of this layer
   * @param value of its shape
   */
  void next(String name, Node value);

  /**
   * What this layer has {@linkplain #carry carried} from the batch before, where the rows of a
   * batch go on from that ({@link dev.trine.data.Dataset#streams()}); zeros where they begin, and
   * where batches have nothing to do with each other. No gradient goes back through it.
   *
   * @param name unique in the layer
   * @param shape with the rows of the batch as its first axis: [batch, units]
   */
  Node carried(String name, Shape shape);

  /**
   * What the next batch finds; of a step of training, if that counts.
   *
   * @param name of something {@link #carried} by this layer
   * @param value of its shape
   */
  void carry(String name, Node value);

  /**
   * Adds a layer that this one is made of. Its parameters are called by this layer's name, the
   * part's, and their own: {@code tower/body/weight}.
   *
   * @param name unique in this layer
   */
  List<Node> part(String name, Layer layer, List<Node> inputs);

  /** As {@link #part(String, Layer, List)}, called by its kind and number: {@code dense/0}. */
  List<Node> part(Layer layer, List<Node> inputs);

  /**
   * As {@link #part(String, Layer, List)} for a part of one input and one output.
   *
   * @throws IllegalArgumentException if it has several outputs
   */
  default Node part(String name, Layer layer, Node in) {
    List<Node> outputs = part(name, layer, List.of(in));
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "its part '%s' gives %s outputs, expected one".formatted(name, outputs.size()));
    }
    return outputs.get(0);
  }

  /** Whether the layer is being trained; dropout, for one, is for training only. */
  boolean training();

  /** The tensor from which random ops read the step, see {@link dev.trine.backend.op.StepState}. */
  Node stepState();

  /** The seed of the run's random ops. */
  long seed();

  /** A number that no other random op of this network has. */
  int newRandomStream();
}
