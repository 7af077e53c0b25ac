package dev.trine.onnx.foreign;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value that flows through the network, and how the graph's layout of it differs. So transposes
 * are no layers: they change what is said here.
 *
 * @param value its name in the network
 * @param type in the network, for a batch of one
 * @param axes for each axis in the graph the number of that in the network, {@link #NONE} for one
 *     of extent 1 that the network has not
 * @param flattened if its last axis is an image or a sequence that the graph has flattened with
 *     channels first, and the network with channels last: its shape in the network, else null
 * @param sigmoidOf the value whose sigmoid it is, else null
 * @param last of all outputs of a layer over sequences: the value of its last output, else null
 */
record Flow(
    String value,
    TensorType type,
    List<Integer> axes,
    Shape flattened,
    String sigmoidOf,
    String last)
    implements Operand {
  /** An axis that the network has not. */
  static final int NONE = -1;

  Flow {
    axes = List.copyOf(axes);
  }

  /** One that lies in the graph as in the network. */
  static Flow of(String value, TensorType type) {
    return of(value, type, inOrder(type.shape().rank()));
  }

  static Flow of(String value, TensorType type, List<Integer> axes) {
    return new Flow(value, type, axes, null, null, null);
  }

  static List<Integer> inOrder(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  /** Images or sequences with channels first: 0, 3, 1, 2. */
  static List<Integer> channelsFirst(int rank) {
    List<Integer> axes = new ArrayList<>(List.of(0, rank - 1));
    IntStream.range(1, rank - 1).forEach(axes::add);
    return axes;
  }

  /** Sequences with time first. */
  static List<Integer> timeFirst() {
    return List.of(1, 0, 2);
  }

  /** The same with axes in another order in the graph. */
  Flow with(List<Integer> newAxes) {
    return new Flow(value, type, newAxes, flattened, null, last);
  }

  /** The same as a flattened image. */
  Flow flattenedFrom(Shape image) {
    return new Flow(value, type, axes, image, null, null);
  }

  boolean isInOrder() {
    return flattened == null && axes.equals(inOrder(type.shape().rank()));
  }

  boolean isChannelsFirst() {
    return axes.size() > 2
        && axes.size() == type.shape().rank()
        && axes.equals(channelsFirst(axes.size()));
  }

  /** Whether the last axis in the graph is that of the network. */
  boolean isLastAxisLast() {
    return axes.get(axes.size() - 1) == type.shape().rank() - 1;
  }

  /** Its rank in the graph. */
  int rank() {
    return axes.size();
  }

  /** An extent in the graph; of the batch it is 1. */
  long extent(int axis) {
    int there = axes.get(axis);
    return there == NONE ? 1 : type.shape().dimension(there);
  }

  /** The number of an axis in the graph, which may count from the last. */
  int axis(long number) {
    if (number < -rank() || number >= rank()) {
      throw new Refusal("it has no axis %s of %s".formatted(number, rank()));
    }
    return (int) (number < 0 ? number + rank() : number);
  }
}
