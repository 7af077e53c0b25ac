package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ShardTest {
  private static final List<Field> FIELDS =
      List.of(
          Field.input("pixels", new TensorType(DType.U8, Shape.of(3))),
          Field.input("more", TensorType.f32(Shape.of())),
          Field.labels("label", List.of("a", "b")));

  private static Shard shard(Example... examples) {
    return Shard.of(4, FIELDS, Arrays.asList(examples).iterator());
  }

  private static Example example(int first, float more, int label) {
    byte[] pixels = {(byte) first, (byte) (first + 1), (byte) (first + 2)};
    return Example.of(pixels, new float[] {more}, new int[] {label});
  }

  @Test
  void aSetOverItHasWhatTheExamplesHad() {
    Shard shard = shard(example(250, 0.5f, 1), example(7, -2, 0));
    Dataset set = Dataset.of(new ShardExamples(FIELDS, shard));
    assertEquals(2, set.size());
    assertArrayEquals(new double[] {250, 251, 252}, set.read("pixels", 0));
    assertArrayEquals(new double[] {-2}, set.read("more", 1));
    assertArrayEquals(new double[] {1}, set.read("label", 0));
    assertArrayEquals(new double[] {7, 8, 9}, set.select(1).read("pixels", 0));
  }

  static final List<Arguments> WRONG =
      List.of(
          Arguments.of(
              null,
              "Example 1 of partition 4 has null, expected an array for each of the fields [pixels, more, label]"),
          Arguments.of(
              Example.of(new byte[3]),
              "Example 1 of partition 4 has 1 arrays, expected an array for each of the fields [pixels, more, label]"),
          Arguments.of(
              Example.of(new byte[3], new float[2], new int[1]),
              "Field 'more' of example 1 of partition 4 is float[2], expected float[1] of shape []"),
          Arguments.of(
              Example.of(new byte[3], new double[1], new int[1]),
              "Field 'more' of example 1 of partition 4 is double[1], expected float[1] of shape []"),
          Arguments.of(
              Example.of("abc", new float[1], new int[1]),
              "Field 'pixels' of example 1 of partition 4 is a java.lang.String, expected byte[3] of shape [3]"),
          Arguments.of(
              Example.of(new byte[3], new float[1], null),
              "Field 'label' of example 1 of partition 4 is null, expected int[1] of shape []"));

  @ParameterizedTest
  @FieldSource("WRONG")
  void whatDoesNotFitIsNamed(Example wrong, String message) {
    Example right = example(0, 0, 0);
    DataException refused = assertThrows(DataException.class, () -> shard(right, wrong));
    assertEquals(message, refused.getMessage());
  }
}
