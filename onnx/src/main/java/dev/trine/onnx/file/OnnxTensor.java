package dev.trine.onnx.file;

import dev.trine.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of a file ({@code TensorProto}).
 *
 * @param type ONNX's number of it
 * @param data its elements, row-major and little-endian; a view of the file until they are asked
 *     for
 * @param isVarints whether they are integers of variable length
 * @param isElsewhere whether they are in another file
 */
public record OnnxTensor(
    String name,
    long type,
    List<Long> dims,
    ByteBuffer data,
    boolean isVarints,
    boolean isElsewhere) {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int DATA_LOCATION = 14;

  /** A tensor whose elements lie as they are. */
  public static OnnxTensor of(String name, ElementType type, List<Long> dims, ByteBuffer data) {
    return new OnnxTensor(name, type.code(), dims, data, false, false);
  }

  void write(FieldWriter to) {
    dims.forEach(extent -> to.number(DIMS, extent));
    to.number(DATA_TYPE, type);
    to.text(NAME, name);
    to.bytes(isVarints ? INT64_DATA : RAW_DATA, data);
  }

  static OnnxTensor read(FieldReader from) {
    String name = "";
    long type = 0;
    List<Long> dims = new ArrayList<>();
    ByteBuffer data = ByteBuffer.allocate(0);
    boolean isVarints = false;
    boolean isElsewhere = false;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case DIMS -> from.numbers(dims);
        case DATA_TYPE -> type = from.number();
        case NAME -> name = from.text();
        case FLOAT_DATA, DOUBLE_DATA, RAW_DATA -> data = from.bytes();
        case INT32_DATA, INT64_DATA -> {
          data = from.bytes();
          isVarints = true;
        }
        case DATA_LOCATION -> isElsewhere = from.number() != 0;
        default -> from.skip();
      }
    }
    return new OnnxTensor(name, type, List.copyOf(dims), data, isVarints, isElsewhere);
  }

  /** The type of its elements. */
  public ElementType elementType() {
    return ElementType.of(type, toString());
  }

  /**
   * How many elements it has, once it is sure that the file has them.
   *
   * @throws ModelFormatException if it has not
   */
  public int elements() {
    if (isElsewhere) {
      throw new ModelFormatException(
          this + " lies in another file; save the model as one file, without external data");
    }
    long count = 1;
    for (long extent : dims) {
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        throw new ModelFormatException(this + " has an extent of " + extent);
      }
      count = Math.min(count * extent, 1L << 32);
    }
    int bytes = isVarints ? 1 : elementType().bytes();
    boolean fits = isVarints ? count <= data.remaining() : count * bytes == data.remaining();
    if (!fits) {
      throw new ModelFormatException(
          "%s has %s bytes of data; the file is damaged, or cut short"
              .formatted(this, data.remaining()));
    }
    return (int) count;
  }

  /** The elements as floats, rounded to them. */
  public float[] floats() {
    float[] values = new float[elements()];
    ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ElementType element = elementType();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          isVarints && element == ElementType.FLOAT16
              ? Half.toFloat((short) Varint.read(from))
              : isVarints ? Varint.read(from) : nextFloat(from, element);
    }
    return values;
  }

  private float nextFloat(ByteBuffer from, ElementType element) {
    return switch (element) {
      case FLOAT -> from.getFloat();
      case DOUBLE -> (float) from.getDouble();
      case FLOAT16 -> Half.toFloat(from.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
      default -> nextLong(from, element);
    };
  }

  /** The elements as whole numbers. */
  public long[] longs() {
    long[] values = new long[elements()];
    ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = isVarints ? Varint.read(from) : nextLong(from, elementType());
    }
    return values;
  }

  private long nextLong(ByteBuffer from, ElementType element) {
    return switch (element) {
      case INT64 -> from.getLong();
      case INT32 -> from.getInt();
      case INT8 -> from.get();
      case UINT8, BOOL -> from.get() & 0xFF;
      default ->
          throw new ModelFormatException(
              "%s is of %s, expected whole numbers".formatted(this, element));
    };
  }

  @Override
  public String toString() {
    return "the tensor '%s' %s".formatted(name, dims);
  }
}
