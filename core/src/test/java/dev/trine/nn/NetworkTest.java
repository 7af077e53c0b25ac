package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  /** Scales by a parameter of its own, which it asks for as often as it is told. */
  private record Scale(int times) implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      Node out = in;
      for (int i = 0; i < times; i++) {
        Shape shape = in.shape().example();
        Node factor = scope.parameter("factor", shape, Initialiser.uniform(1), false);
        out = Elementwise.multiply(out, factor);
      }
      return out;
    }
  }

  @Test
  void aSummaryIsATable() {
    assertEquals(
        """
        LAYER      KIND     OUTPUT  PARAMETERS
        features   input    2 x 3
        flatten/0  flatten  6       0
        dense/0    dense    200     1,400
        all                         1,400\
        """,
        Network.of(Shape.of(2, 3), Layers.flatten(), Layers.dense(200)).summary().toString());
  }

  @Test
  void parametersAreNamedByLayerAndThoseThatDecayComeFirst() {
    ParameterLayout layout =
        Network.of(
                Shape.of(4),
                Layers.dense(3, Activation.RELU),
                Layers.dropout(0.5),
                Layers.dropout(0.5),
                Layers.dense(2))
            .layout();
    List<String> names = layout.parameters().stream().map(Parameter::name).toList();
    assertEquals(
        List.of("dense/0/weight", "dense/1/weight", "dense/0/bias", "dense/1/bias"), names);
    assertEquals(12, layout.offset("dense/1/weight"));
    assertEquals(18, layout.offset("dense/0/bias"));
    assertEquals(18, layout.decayed());
    assertEquals(23, layout.elements());
  }

  @Test
  void anUnknownParameterIsNamed() {
    ParameterLayout layout = Network.of(Shape.of(4), Layers.dense(3)).layout();
    String message =
        assertThrows(IllegalArgumentException.class, () -> layout.offset("dense/9/weight"))
            .getMessage();
    assertTrue(message.contains("dense/9/weight") && message.contains("dense/0/bias"), message);
  }

  @Test
  void theOutputIsThatOfTheLastLayer() {
    assertEquals(
        Shape.of(10), Network.of(Shape.of(8, 8), Layers.flatten(), Layers.dense(10)).output());
    assertEquals(Shape.of(8, 8), Network.of(Shape.of(8, 8)).output());
  }

  @Test
  void aLayerThatDoesNotFitIsNamedWithTheRemedy() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Network.of(Shape.of(), Layers.dropout(0.1), Layers.dense(10)))
            .getMessage();
    assertTrue(message.startsWith("dense/0: ") && message.contains("flatten()"), message);
  }

  @Test
  void aLayerThatAsksTwiceForAParameterIsRefused() {
    assertEquals(4, Network.of(Shape.of(4), new Scale(1)).layout().elements());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Network.of(Shape.of(4), new Scale(2)))
            .getMessage();
    assertTrue(message.contains("Scale/0") && message.contains("'factor'"), message);
  }

  @Test
  void twoLayersOfAKindHaveParametersOfTheirOwn() {
    ParameterLayout layout = Network.of(Shape.of(4), new Scale(1), new Scale(1)).layout();
    assertEquals(
        List.of("Scale/0/factor", "Scale/1/factor"),
        layout.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void layersCheckTheirSettings() {
    assertThrows(IllegalArgumentException.class, () -> Layers.dense(0));
    assertThrows(IllegalArgumentException.class, () -> Layers.dropout(1));
    assertThrows(IllegalArgumentException.class, () -> Layers.dropout(Double.NaN));
    assertThrows(NullPointerException.class, () -> Layers.dense(3, null));
    assertThrows(NullPointerException.class, () -> Layers.activate(null));
  }
}
