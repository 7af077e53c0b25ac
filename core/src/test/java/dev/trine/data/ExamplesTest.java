package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Examples that lie in no array: a user's own. */
class ExamplesTest {
  private static final Field POWERS =
      Field.input("powers", new TensorType(DType.BF16, Shape.of(2)));
  private static final Field ROOT = Field.values("root", Shape.of());

  /** Example i has the input [2^i, −2^i] and the target √i. */
  private record Computed(int size, List<Field> fields) implements Examples {
    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      for (int i = 0; i < count; i++) {
        int example = order[from + i];
        if (field.equals(ROOT)) {
          to.set(i, Math.sqrt(example));
        } else {
          to.set(2 * i, Math.scalb(1, example));
          to.set(2 * i + 1, -Math.scalb(1, example));
        }
      }
    }
  }

  private static final Dataset SET = Dataset.of(new Computed(100, List.of(POWERS, ROOT)));

  @Test
  void theyAreASet() {
    assertEquals(100, SET.size());
    assertEquals(List.of(ROOT), SET.targets());
    assertArrayEquals(new double[] {8, -8}, SET.read("powers", 3));
    assertArrayEquals(new double[] {3}, SET.read("root", 9));
    Dataset selected = SET.select(64, 25, 4).select(2, 0);
    assertArrayEquals(new double[] {2}, selected.read("root", 0));
    assertArrayEquals(new double[] {8}, selected.read("root", 1));
    assertArrayEquals(new double[] {16, -16}, selected.read("powers", 0));
  }

  @Test
  void theyAreNeverAskedForWhatTheyDoNotHave() {
    HeapBuffer buffer = new HeapBuffer(ROOT.batched(2));
    int[] order = {1, 100};
    assertThrows(IndexOutOfBoundsException.class, () -> SET.copy(ROOT, order, 0, 2, buffer));
    assertThrows(IndexOutOfBoundsException.class, () -> SET.copy(ROOT, order, 1, 2, buffer));
    Field other = Field.values("cube", Shape.of());
    assertThrows(IllegalArgumentException.class, () -> SET.copy(other, order, 0, 1, buffer));
  }

  @Test
  void theirFieldsAreChecked() {
    Examples twice = new Computed(1, List.of(POWERS, ROOT, ROOT));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Dataset.of(twice)).getMessage();
    assertTrue(message.contains("Two fields are named 'root'"), message);
    Examples noInput = new Computed(1, List.of(ROOT));
    message = assertThrows(IllegalArgumentException.class, () -> Dataset.of(noInput)).getMessage();
    assertTrue(message.contains("[root] is an input"), message);
  }

  @Test
  void severalThreadsCopyAtOnce() {
    Dataset evens = SET.select(IntStream.range(0, 50).map(i -> 2 * i).toArray());
    int[] order = IntStream.range(0, 50).map(i -> 49 - i).toArray();
    long right =
        IntStream.range(0, 2000)
            .parallel()
            .filter(
                i -> {
                  int from = i % 45;
                  HeapBuffer buffer = new HeapBuffer(ROOT.batched(5));
                  evens.copy(ROOT, order, from, 5, buffer);
                  return IntStream.range(0, 5)
                      .allMatch(j -> buffer.get(j) == (float) Math.sqrt(2 * order[from + j]));
                })
            .count();
    assertEquals(2000, right);
  }
}
