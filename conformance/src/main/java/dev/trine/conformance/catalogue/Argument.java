package dev.trine.conformance.catalogue;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

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

  /** What lies in outputs of whole numbers beforehand: no plausible result. */
  private static final int UNWRITTEN = 0xBAD0BAD0;

  public TensorType tensorType() {
    return new TensorType(type, shape);
  }

  public static Argument input(String name, Values values, long... dimensions) {
    return new Argument(
        name, DType.F32, Shape.of(dimensions), Role.INPUT, values, Tolerance.exact());
  }

  /** An I32 tensor that is only read. */
  public static Argument inputOfInts(String name, Values values, long... dimensions) {
    return inputOf(DType.I32, name, values, dimensions);
  }

  /** Holds NaN beforehand. */
  public static Argument output(String name, Tolerance tolerance, long... dimensions) {
    return new Argument(
        name, DType.F32, Shape.of(dimensions), Role.OUTPUT, Values.constant(Double.NaN), tolerance);
  }

  /** An I32 result, right to the last bit. */
  public static Argument outputOfInts(String name, long... dimensions) {
    return outputOf(DType.I32, name, dimensions);
  }

  /** A tensor of any type that is only read. */
  public static Argument inputOf(DType type, String name, Values values, long... dimensions) {
    return new Argument(name, type, Shape.of(dimensions), Role.INPUT, values, Tolerance.exact());
  }

  /** A result of any type, right to the last bit. */
  public static Argument outputOf(DType type, String name, long... dimensions) {
    double unwritten =
        switch (type) {
          case F32, BF16 -> Double.NaN;
          case I32 -> UNWRITTEN;
          case U8 -> UNWRITTEN & 0xFF;
        };
    return new Argument(
        name,
        type,
        Shape.of(dimensions),
        Role.OUTPUT,
        Values.constant(unwritten),
        Tolerance.exact());
  }

  /** The same tensor of numbers that another type has. */
  Argument roundedTo(DType other) {
    return new Argument(name, other, shape, role, initial.roundedTo(other), tolerance);
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
