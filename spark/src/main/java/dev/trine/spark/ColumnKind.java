package dev.trine.spark;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** How a value of a column becomes elements of a field. */
enum ColumnKind {
  /** A number, as F32. */
  NUMBER(DType.F32) {
    @Override
    void copy(Object value, Object to, int at) {
      ((float[]) to)[at] = ((Number) value).floatValue();
    }
  },
  /** False or true, as 0 or 1 in F32. */
  FLAG(DType.F32) {
    @Override
    void copy(Object value, Object to, int at) {
      ((float[]) to)[at] = (Boolean) value ? 1 : 0;
    }
  },
  /** A vector of Spark ML, dense or sparse, as F32. */
  VECTOR(DType.F32) {
    @Override
    Shape shape(Object value) {
      return Shape.of(((Vector) value).size());
    }

    @Override
    void copy(Object value, Object to, int at) {
      double[] elements = ((Vector) value).toArray();
      for (int i = 0; i < elements.length; i++) {
        ((float[]) to)[at + i] = (float) elements[i];
      }
    }
  },
  /** An array of floats or doubles, as F32. */
  REALS(DType.F32) {
    @Override
    void copy(Object value, Object to, int at) {
      int next = at;
      for (Object element : (List<?>) value) {
        ((float[]) to)[next++] = ((Number) element).floatValue();
      }
    }
  },
  /** An array of int, as I32. */
  INTS(DType.I32) {
    @Override
    void copy(Object value, Object to, int at) {
      int next = at;
      for (Object element : (List<?>) value) {
        ((int[]) to)[next++] = (Integer) element;
      }
    }
  },
  /** An array of bytes, as U8 of the same bits. */
  BYTES(DType.U8) {
    @Override
    void copy(Object value, Object to, int at) {
      int next = at;
      for (Object element : (List<?>) value) {
        ((byte[]) to)[next++] = (Byte) element;
      }
    }
  },
  /** Bytes in a row, as U8. */
  BINARY(DType.U8) {
    @Override
    Shape shape(Object value) {
      return Shape.of(((byte[]) value).length);
    }

    @Override
    void copy(Object value, Object to, int at) {
      byte[] bytes = (byte[]) value;
      System.arraycopy(bytes, 0, to, at, bytes.length);
    }
  },
  /** An image as Spark's source has it, as U8 [height, width, channels]. */
  IMAGE(DType.U8) {
    @Override
    Object value(Row row, int column) {
      return RowImage.of(row.getStruct(column));
    }

    @Override
    Shape shape(Object value) {
      return ((RowImage) value).shape();
    }

    @Override
    void copy(Object value, Object to, int at) {
      ((RowImage) value).copy((byte[]) to, at);
    }
  };

  /** What a column may be, for messages. */
  static final String EXPECTED =
      "a number, boolean, a vector of Spark ML, array<float>, array<double>, array<int>, array<tinyint>, binary, or the struct of Spark's image source";

  private final DType elements;

  ColumnKind(DType elements) {
    this.elements = elements;
  }

  /** How values of a type are read; nothing if they are not. */
  static Optional<ColumnKind> of(DataType type) {
    if (type instanceof ArrayType array) {
      return ofArray(array.elementType());
    }
    if (type instanceof NumericType) {
      return Optional.of(NUMBER);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Optional.of(FLAG);
    }
    if (type.equals(DataTypes.BinaryType)) {
      return Optional.of(BINARY);
    }
    if (type.equals(SQLDataTypes.VectorType())) {
      return Optional.of(VECTOR);
    }
    return RowImage.isType(type) ? Optional.of(IMAGE) : Optional.empty();
  }

  private static Optional<ColumnKind> ofArray(DataType element) {
    if (element.equals(DataTypes.FloatType) || element.equals(DataTypes.DoubleType)) {
      return Optional.of(REALS);
    }
    if (element.equals(DataTypes.IntegerType)) {
      return Optional.of(INTS);
    }
    return element.equals(DataTypes.ByteType) ? Optional.of(BYTES) : Optional.empty();
  }

  /** The type of the elements that it gives. */
  DType elements() {
    return elements;
  }

  /** The value in a row, which has one there. */
  Object value(Row row, int column) {
    return switch (this) {
      case REALS, INTS, BYTES -> row.getList(column);
      default -> row.get(column);
    };
  }

  /** The shape of the elements of a value. */
  Shape shape(Object value) {
    return value instanceof List<?> list ? Shape.of(list.size()) : Shape.of(1);
  }

  /** Copies the elements of a value to an array of their type. */
  abstract void copy(Object value, Object to, int at);
}
