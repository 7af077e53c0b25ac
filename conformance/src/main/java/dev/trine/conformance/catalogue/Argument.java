package dev.trine.conformance.catalogue;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * One tensor of an {@link OpCase}.
 *
 * @param name the SPI's name of it
 * @param initial its content before the op runs
 * @param tolerance how far its content may be from the reference's afterwards
 */
public record Argument(
    String name, DType type, Shape shape, Role role, Values initial, Tolerance tolerance) {

  /** What the op may do with a tensor. */
  public enum Role {
    /** Only read. */
    INPUT,
    /** Written, and not read before that; whatever lies there must not matter. */
    OUTPUT,
    /** Read and written, or written in part. */
    UPDATED
  }

  /** What lies in I32 outputs beforehand: no plausible result. */
  private static final int UNWRITTEN = 0xBAD0BAD0;

  public static Argument input(String name, Values values, long... dimensions) {
    return new Argument(
        name, DType.F32, Shape.of(dimensions), Role.INPUT, values, Tolerance.exact());
  }

  /** An I32 tensor that is only read. */
  public static Argument inputOfInts(String name, Values values, long... dimensions) {
    return new Argument(
        name, DType.I32, Shape.of(dimensions), Role.INPUT, values, Tolerance.exact());
  }

  /** Holds NaN beforehand. */
  public static Argument output(String name, Tolerance tolerance, long... dimensions) {
    return new Argument(
        name, DType.F32, Shape.of(dimensions), Role.OUTPUT, Values.constant(Double.NaN), tolerance);
  }

  /** An I32 result, right to the last bit. */
  public static Argument outputOfInts(String name, long... dimensions) {
    return new Argument(
        name,
        DType.I32,
        Shape.of(dimensions),
        Role.OUTPUT,
        Values.constant(UNWRITTEN),
        Tolerance.exact());
  }

  public static Argument updated(
      String name, Values initial, Tolerance tolerance, long... dimensions) {
    return new Argument(name, DType.F32, Shape.of(dimensions), Role.UPDATED, initial, tolerance);
  }

  /** An I32 tensor that is read and written, right to the last bit. */
  public static Argument updatedInts(String name, Values initial, long... dimensions) {
    return new Argument(
        name, DType.I32, Shape.of(dimensions), Role.UPDATED, initial, Tolerance.exact());
  }
}
