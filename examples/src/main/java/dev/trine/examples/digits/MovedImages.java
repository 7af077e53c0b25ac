package dev.trine.examples.digits;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Each image of a set in five places: where it is, and a pixel to each side. Example {@code 5·i +
 * p} is image i in place p; what it should be taken for stays the same.
 *
 * @param images of bytes, [height, width], their edges empty
 */
record MovedImages(Dataset images) implements Examples {
  private static final int[] DOWN = {0, 1, -1, 0, 0};
  private static final int[] RIGHT = {0, 0, 0, 1, -1};

  @Override
  public int size() {
    return images.size() * DOWN.length;
  }

  @Override
  public List<Field> fields() {
    return images.fields();
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    int[] originals = new int[count];
    for (int i = 0; i < count; i++) {
      originals[i] = order[from + i] / DOWN.length;
    }
    images.copy(field, originals, 0, count, to);
    if (field.name().equals(Dataset.FEATURES)) {
      int width = (int) field.type().shape().dimension(1);
      byte[] image = new byte[(int) field.type().elements()];
      byte[] moved = new byte[image.length];
      for (int i = 0; i < count; i++) {
        int place = order[from + i] % DOWN.length;
        long at = (long) i * image.length;
        to.get(at, image, 0, image.length);
        move(image, moved, width * DOWN[place] + RIGHT[place]);
        to.put(at, moved, 0, moved.length);
      }
    }
  }

  /**
   * Pixels go so far along the rows. What leaves a row on its side comes into the next one, but is
   * empty.
   */
  private static void move(byte[] image, byte[] moved, int by) {
    Arrays.fill(moved, (byte) 0);
    int length = image.length - Math.abs(by);
    System.arraycopy(image, Math.max(0, -by), moved, Math.max(0, by), length);
  }
}
