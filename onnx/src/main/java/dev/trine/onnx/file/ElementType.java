package dev.trine.onnx.file;

import dev.trine.ModelFormatException;
import dev.trine.tensor.DType;
import java.util.Arrays;

/** Types of elements, those that are read here, by ONNX's numbers. */
public enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** ONNX's number for it. */
  public int code() {
    return code;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  /** What ONNX calls a type of Trine. */
  public static ElementType of(DType type) {
    return switch (type) {
      case F32 -> FLOAT;
      case BF16 -> BFLOAT16;
      case I32 -> INT32;
      case U8 -> UINT8;
    };
  }

  /**
   * The type of a number.
   *
   * @param of what has it, for the message
   */
  static ElementType of(long code, String of) {
    return Arrays.stream(values())
        .filter(type -> type.code == code)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s has elements of ONNX's type %s, expected one of %s"
                        .formatted(of, code, Arrays.toString(values()))));
  }
}
