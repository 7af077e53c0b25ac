package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Fused;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Task;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  private static final Map<String, double[]> INPUT = Map.of("x", new double[] {1, -2, 3});

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(3));

  /** Computes two outputs of the type of its input, and is claimed by nobody. */
  private record Twofold(Function<Node, List<Node>> expansion) implements Fused {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
      return List.of(inputs.get(0), inputs.get(0));
    }

    @Override
    public List<Node> expand(List<Node> inputs) {
      return expansion.apply(inputs.get(0));
    }

    @Override
    public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
      return false;
    }

    @Override
    public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
      throw new AssertionError("nobody claims it");
    }
  }

  private List<Node> apply(Function<Node, List<Node>> expansion) {
    return graph.applyAll(new Twofold(expansion), x);
  }

  private double[] sumOf(List<Node> both) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      int before = graph.applications().size();
      Node sum = add(both.get(0), multiply(both.get(1), 10));
      double[] result = GraphRunner.of(backend, graph, INPUT, List.of(sum)).get(0);
      assertEquals(before + 2, graph.applications().size(), "the graph is as it was");
      return result;
    }
  }

  @Test
  void theExpansionTakesThePlace() {
    List<Node> both = apply(in -> List.of(multiply(in, 2), add(in, in)));
    assertArrayEquals(new double[] {22, -44, 66}, sumOf(both));
  }

  @Test
  void resultsMayBeInputsOrTheSameTwice() {
    assertArrayEquals(new double[] {11, -22, 33}, sumOf(apply(in -> List.of(in, in))));
    List<Node> twice =
        apply(
            in -> {
              Node result = multiply(in, 3);
              return List.of(result, result);
            });
    assertArrayEquals(new double[] {33, -66, 99}, sumOf(twice));
  }

  @Test
  void anExpansionMayHaveFusedOpsInIt() {
    Function<Node, List<Node>> inner = in -> List.of(multiply(in, 2), multiply(in, 5));
    List<Node> both = apply(in -> in.graph().applyAll(new Twofold(inner), in));
    assertArrayEquals(new double[] {52, -104, 156}, sumOf(both));
  }

  /** What forward and backward pass expand to is computed once. */
  @Test
  void withoutAGradientOfItsOwnItHasThatOfItsExpansion() {
    List<Node> both = apply(in -> List.of(multiply(in, in), multiply(in, 4)));
    List<Node> gradients = Differentiator.pullback(both, List.of(x, x), List.of(x));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      double[] gradient = GraphRunner.of(backend, graph, INPUT, gradients).get(0);
      assertArrayEquals(new double[] {2 + 4, 8 - 8, 18 + 12}, gradient);
      List<Application> all =
          Schedule.of(graph, List.of(both.get(0), gradients.get(0)), backend).stream()
              .filter(application -> application.op() instanceof Task)
              .toList();
      assertEquals(2, all.size(), all::toString);
    }
  }

  @Test
  void anExpansionOfAnotherTypeIsRefused() {
    Node wrong = graph.input("wrong", TensorType.f32(2));
    List<Node> both = apply(in -> List.of(in, wrong));
    assertThrows(IllegalStateException.class, () -> sumOf(both));
  }
}
