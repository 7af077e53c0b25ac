package dev.trine.onnx.foreign;

import dev.trine.onnx.file.OnnxNode;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A softmax at the end. No layer is one, since losses take scores: it is left out, and what the
 * network gives are scores of classes, of which {@code Model.probabilities} makes the same again.
 */
final class Classifiers {
  private Classifiers() {}

  static void softmax(OnnxNode node, NetworkDraft draft) {
    Flow scores = draft.flow(node, 0);
    String output = node.outputs().get(0);
    if (!draft.isEnd(output)) {
      throw new Refusal(
          "no layer is a softmax, and this one is not the end of the network, where it is left out; export the model without it");
    }
    int rank = scores.axes().size();
    long axis = node.whole("axis", rank == 2 ? 1 : rank);
    boolean isOfLast = axis == -1 || axis == rank - 1;
    if (!isOfLast || !scores.axes().equals(Flow.inOrder(rank)) || scores.flattened() != null) {
      throw new Refusal(
          "its classes lie along axis %s of %s, expected along the last; export the model without it"
              .formatted(axis, rank));
    }
    draft.set(output, scores);
    draft.classified(output);
  }

  /** Names of classes of which a file says nothing but how many there are: their numbers. */
  static List<String> names(Shape output) {
    int classes = Math.toIntExact(output.dimension(output.rank() - 1));
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
