package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Field.Role;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {
  private static void refused(String part, Executable making) {
    String message = assertThrows(IllegalArgumentException.class, making).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void eachKindHasItsTypeAndRole() {
    TensorType image = new TensorType(DType.U8, Shape.of(28, 28, 1));
    assertEquals(new Field("image", image, Role.INPUT, List.of()), Field.input("image", image));
    assertEquals(
        new Field("y", TensorType.f32(3), Role.TARGET, List.of()), Field.values("y", Shape.of(3)));
    assertEquals(
        new Field("kind", TensorType.i32(), Role.TARGET, List.of("cat", "dog")),
        Field.labels("kind", List.of("cat", "dog")));
    assertEquals(new Field("w", TensorType.f32(), Role.WEIGHT, List.of()), Field.weight("w"));
  }

  @Test
  void aBatchHasOneMoreAxis() {
    Field image = Field.input("image", new TensorType(DType.U8, Shape.of(28, 28)));
    assertEquals(new TensorType(DType.U8, Shape.of(7, 28, 28)), image.batched(7));
    assertEquals(TensorType.f32(7), Field.weight("w").batched(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "_", "x_1", "left image", "encoder/layer.0/q-k", "größe", "特徴", "3"})
  void wordsAreNames(String name) {
    assertEquals(name, Field.weight(name).name());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", " ", " x", "x ", "a  b", "/x", "x/", "a//b", ".", "..", "a..b", "../x", "a'b", "a\\b",
        "a:b", "a,b", "a\tb", "a\nb", "a\n", "-x", "a*"
      })
  void whatIsNoNameIsShown(String name) {
    refused(name == null ? "named null" : "'" + name + "'", () -> Field.weight(name));
  }

  @Test
  void classesAreOfWholeNumbersThatAreTargets() {
    List<String> classes = List.of("a", "b");
    refused(
        "'x' has classes, so it should be a TARGET of type I32, and is INPUT of type I32",
        () -> new Field("x", TensorType.i32(), Role.INPUT, classes));
    refused("type F32", () -> new Field("x", TensorType.f32(), Role.TARGET, classes));
    refused("'x' has labels of no class", () -> Field.labels("x", List.of()));
    refused("'x' has two classes of one name", () -> Field.labels("x", List.of("a", "b", "a")));
    new Field("one a step", TensorType.i32(12), Role.TARGET, classes);
  }

  @Test
  void weightsAreNumbers() {
    assertEquals(TensorType.f32(12), Field.weight("one a step", Shape.of(12)).type());
    refused("'w' is a weight", () -> new Field("w", TensorType.i32(12), Role.WEIGHT, List.of()));
    refused("and is I32", () -> new Field("w", TensorType.i32(), Role.WEIGHT, List.of()));
  }
}
