package dev.trine.onnx.file;

import java.util.ArrayList;
import java.util.List;

/**
 * An input or output of a graph ({@code ValueInfoProto}).
 *
 * @param type ONNX's number of the type of its elements; 0 if it is no tensor
 * @param dims its extents, each a number or the name of one that is left open, empty if it has none
 */
public record OnnxValue(String name, long type, List<String> dims) {
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIM = 1;
  private static final int DIM_VALUE = 1;
  private static final int DIM_NAME = 2;

  void write(FieldWriter to) {
    to.text(NAME, name);
    to.message(
        TYPE,
        all ->
            all.message(
                TENSOR,
                tensor -> {
                  tensor.number(ELEMENT_TYPE, type);
                  tensor.message(
                      SHAPE, shape -> dims.forEach(dim -> shape.message(DIM, d -> write(dim, d))));
                }));
  }

  private static void write(String dim, FieldWriter to) {
    if (isNumber(dim)) {
      to.number(DIM_VALUE, Long.parseLong(dim));
    } else {
      to.text(DIM_NAME, dim);
    }
  }

  /** Whether an extent is known. */
  public static boolean isNumber(String dim) {
    return !dim.isEmpty() && dim.length() < 19 && dim.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static OnnxValue read(FieldReader from) {
    String name = "";
    long type = 0;
    List<String> dims = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case NAME -> name = from.text();
        case TYPE -> type = readType(from.message(), dims);
        default -> from.skip();
      }
    }
    return new OnnxValue(name, type, List.copyOf(dims));
  }

  private static long readType(FieldReader from, List<String> dims) {
    long type = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == TENSOR) {
        FieldReader tensor = from.message();
        for (int inner = tensor.next(); inner != 0; inner = tensor.next()) {
          switch (inner) {
            case ELEMENT_TYPE -> type = tensor.number();
            case SHAPE -> readShape(tensor.message(), dims);
            default -> tensor.skip();
          }
        }
      } else {
        from.skip();
      }
    }
    return type;
  }

  private static void readShape(FieldReader from, List<String> dims) {
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == DIM) {
        dims.add(readDim(from.message()));
      } else {
        from.skip();
      }
    }
  }

  private static String readDim(FieldReader from) {
    String dim = "";
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case DIM_VALUE -> dim = Long.toString(from.number());
        case DIM_NAME -> dim = from.text();
        default -> from.skip();
      }
    }
    return dim;
  }
}
