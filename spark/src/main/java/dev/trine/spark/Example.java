package dev.trine.spark;

import java.io.Serializable;

/**
 * One example of a {@link SparkDataset}: an array for each of its fields, in their order. It is
 * made of arrays alone, which every serializer of Spark moves.
 */
public final class Example implements Serializable {
  private static final long serialVersionUID = 1;

  private final Object[] arrays;

  private Example(Object[] arrays) {
    this.arrays = arrays;
  }

  /**
   * An example of any fields.
   *
   * @param arrays one a field, row-major: {@code float[]} where that is F32, {@code int[]} for I32,
   *     {@code byte[]} for U8; they are not copied
   */
  public static Example of(Object... arrays) {
    return new Example(arrays.clone());
  }

  /**
   * An example with a class.
   *
   * @param label the number of the class, from 0
   */
  public static Example labelled(float[] features, int label) {
    return of(features, new int[] {label});
  }

  /** An example with what a network should give for it. */
  public static Example valued(float[] features, float... values) {
    return of(features, values);
  }

  int fields() {
    return arrays.length;
  }

  Object array(int field) {
    return arrays[field];
  }
}
