package dev.trine.train;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.data.Batch;
import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Variable;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a graph with every value kept and looks for the first that is not finite. */
final class Diagnosis {
  private static final int CHUNK = 4096;

  /** As {@link StepGraphs} names them. */
  private static final String MEASURES = "loss";

  private Diagnosis() {}

  /**
   * What was found.
   *
   * @param row of the batch in which it is; −1 if it is in no single one
   * @param isFinite whether every value is
   */
  record Finding(String text, int row, boolean isFinite) {
    Finding(String text) {
      this(text, -1, false);
    }
  }

  /**
   * Runs a step.
   *
   * @param ofSet names of state that has examples which are not of this batch
   */
  static Finding firstNotFinite(
      Backend backend,
      Graph graph,
      Set<Node> gradients,
      Map<String, View> state,
      Set<String> ofSet,
      Batch batch) {
    List<Node> values =
        graph.applications().stream()
            .filter(a -> !(a.op() instanceof Effect))
            .filter(a -> !(a.op() instanceof Variable set && ofSet.contains(set.name())))
            .map(Application::outputs)
            .flatMap(List::stream)
            .filter(node -> node.type() == DType.F32)
            .toList();
    try (Arena arena = new Arena(backend, "diagnosis");
        Program program = Program.compile(backend, graph, state, values, arena, "diagnosis")) {
      for (String input : program.inputNames()) {
        program.upload(input, batch.buffer(input)).await();
      }
      program.run();
      double squares = 0;
      for (Node node : values) {
        Values found = examine(backend, program, node, batch.examples());
        if (found.finding != null) {
          return found.finding;
        }
        squares += gradients.contains(node) ? found.squares : 0;
      }
      return new Finding(
          "every value is finite, "
              + (squares > Float.MAX_VALUE
                  ? "but the sum of the squares of all gradients is not"
                  : "and so is the sum of the squares of all gradients: it was not this batch"),
          -1,
          squares <= Float.MAX_VALUE);
    } catch (OutOfDeviceMemoryException full) {
      return new Finding(
          "there is too little memory to keep all values and find the first such one");
    }
  }

  /**
   * What a tensor holds.
   *
   * @param finding null if all of it is finite
   * @param squares their sum
   */
  private record Values(Finding finding, double squares) {}

  private static Values examine(Backend backend, Program program, Node node, int examples) {
    long elements = node.shape().elements();
    float[] chunk = new float[CHUNK];
    double squares = 0;
    try (HostBuffer host = backend.allocateHost(DType.F32, elements)) {
      program.download(node, host).await();
      for (long from = 0; from < elements; from += CHUNK) {
        int count = (int) Math.min(CHUNK, elements - from);
        host.get(from, chunk, 0, count);
        for (int i = 0; i < count; i++) {
          if (!Float.isFinite(chunk[i])) {
            String text =
                "the first such value is %s, element %s of '%s' of shape %s"
                    .formatted(chunk[i], from + i, node.name(), node.shape());
            return new Values(new Finding(text, row(node, from + i, examples), false), Double.NaN);
          }
          squares += (double) chunk[i] * chunk[i];
        }
      }
    }
    return new Values(null, squares);
  }

  /**
   * In the forward pass, values of as many rows as examples have a row for each. What is measured
   * of them, [measures, examples], has a column.
   */
  private static int row(Node node, long element, int examples) {
    if (node.name().equals(MEASURES)) {
      return (int) (element % examples);
    }
    boolean isForward = !node.name().startsWith("gradient of ");
    boolean hasRows =
        node.shape().rank() > 0
            && node.shape().dimension(0) == examples
            && !(node.producer().op() instanceof Variable);
    return isForward && hasRows ? (int) (element / (node.shape().elements() / examples)) : -1;
  }
}
