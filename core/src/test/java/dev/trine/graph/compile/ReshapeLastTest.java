package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.expression.Arithmetic;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Task;
import dev.trine.graph.ops.Elementwise;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReshapeLastTest {
  private static final Shape FLAT = Shape.of(6);

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(2, 3));
  private final Node weight = graph.input("weight", TensorType.f32(3, 3));

  /**
   * How many calls compute some values, whose numbers are those of a program that fuses nothing.
   */
  private long calls(Node... outputs) {
    List<Node> wanted = List.of(outputs);
    Map<String, double[]> inputs = Map.of("x", numbers(6), "weight", numbers(9));
    try (ReferenceBackend backend = new ReferenceBackend()) {
      List<double[]> fused = GraphRunner.of(backend, graph, inputs, wanted);
      List<Node> all = GraphRunner.all(graph);
      List<double[]> plain = GraphRunner.of(backend, graph, inputs, all);
      for (int i = 0; i < wanted.size(); i++) {
        assertArrayEquals(plain.get(all.indexOf(wanted.get(i))), fused.get(i), 1e-14);
      }
      return Schedule.of(graph, wanted, backend).stream()
          .filter(application -> application.op() instanceof Task)
          .count();
    }
  }

  private static double[] numbers(int count) {
    return DoubleStream.iterate(0.5, value -> 0.3 - value * 0.9).limit(count).toArray();
  }

  @Test
  void anActivationOfAReshapedProductIsPartOfTheProduct() {
    assertEquals(1, calls(activation(reshape(matmul(x, weight), FLAT), Activation.TANH)));
  }

  @Test
  void expressionsAreJoinedAcrossReshapes() {
    Node flat = exp(reshape(exp(x), FLAT));
    assertEquals(1, calls(multiply(reshape(flat, Shape.of(3, 2)), 3)));
  }

  @Test
  void otherFullOperandsAreReshapedToo() {
    Node other = graph.input("other", TensorType.f32(6));
    assertEquals(2, tasks(add(reshape(matmul(x, weight), FLAT), other)));
  }

  @Test
  void whatIsBroadcastAlongNewAxesStays() {
    Node row = graph.input("row", TensorType.f32(2));
    Node out = add(reshape(exp(x), Shape.of(3, 2)), row);
    assertEquals(2, tasks(out));
  }

  @Test
  void whatLooksAtItsIndexStays() {
    Node flat = reshape(exp(x), FLAT);
    Node out =
        Elementwise.of(
            Arithmetic.toFloat(
                Arithmetic.intAdd(Arithmetic.index(0), Arithmetic.toInt(Arithmetic.load(0)))),
            flat);
    assertEquals(2, calls(out));
  }

  @Test
  void aReshapeThatOthersNeedStays() {
    Node flat = reshape(exp(x), FLAT);
    assertEquals(2, calls(exp(flat), flat));
  }

  private long tasks(Node out) {
    return Schedule.of(graph, List.of(out), new ReferenceBackend()).stream()
        .filter(application -> application.op() instanceof Task)
        .count();
  }
}
