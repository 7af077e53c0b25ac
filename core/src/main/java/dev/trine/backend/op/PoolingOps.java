package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/**
 * One number for what a window sees of a channel at each of its places.
 *
 * <p>Images are F32 [batch, height, width, channels], results [batch, rows, columns, channels] with
 * the window's places over such images, all of them dense. Elements beyond the edges do not count.
 * Outputs must not overlap inputs. The order of sums is given, so that they have the same bits on
 * every backend.
 */
public interface PoolingOps {
  /**
   * The largest element that the window sees, NaN if there is one, −∞ if it sees none; +0 is larger
   * than −0.
   *
   * @param largest F32
   * @param chosen I32: which element that is, row of the window · width + column, the first if
   *     there are several; −1 if it is NaN or there is none. Null if nobody needs to know
   */
  Call maxPool(Window window, View images, View largest, View chosen);

  /**
   * The gradient by the images: each element's is the sum of those of the places where it was
   * chosen, in the order of the places.
   *
   * @param gradient F32, by the largest elements
   * @param chosen as {@link #maxPool} gave it
   */
  Call maxPoolGradient(Window window, View gradient, View chosen, View images);

  /**
   * The mean of the elements that the window sees: their sum, row by row, divided by their number;
   * 0 if it sees none.
   */
  Call averagePool(Window window, View images, View means);

  /**
   * The gradient by the images: each element's is the sum of those of the places that see it, each
   * divided by the number of elements seen there, in the order of the places.
   */
  Call averagePoolGradient(Window window, View gradient, View images);
}
