package dev.trine.onnx.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A setting of a node ({@code AttributeProto}), of which one of the values counts.
 *
 * @param type ONNX's number of the kind of its value
 * @param tensor null if it is of another kind
 */
public record OnnxAttribute(
    String name,
    long type,
    float real,
    long whole,
    String text,
    OnnxTensor tensor,
    List<Float> reals,
    List<Long> wholes,
    List<String> texts) {
  private static final int REAL = 1;
  private static final int WHOLE = 2;
  private static final int TEXT = 3;
  private static final int TENSOR = 4;
  private static final int REALS = 6;
  private static final int WHOLES = 7;
  private static final int TEXTS = 8;

  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int S = 4;
  private static final int T = 5;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int STRINGS = 9;
  private static final int TYPE = 20;

  /** A number. */
  public static OnnxAttribute real(String name, double value) {
    return new OnnxAttribute(
        name, REAL, (float) value, 0, "", null, List.of(), List.of(), List.of());
  }

  /** A whole number. */
  public static OnnxAttribute whole(String name, long value) {
    return new OnnxAttribute(name, WHOLE, 0, value, "", null, List.of(), List.of(), List.of());
  }

  /** A text. */
  public static OnnxAttribute text(String name, String value) {
    return new OnnxAttribute(name, TEXT, 0, 0, value, null, List.of(), List.of(), List.of());
  }

  /** Numbers. */
  public static OnnxAttribute reals(String name, double... values) {
    List<Float> all = Arrays.stream(values).mapToObj(value -> (float) value).toList();
    return new OnnxAttribute(name, REALS, 0, 0, "", null, all, List.of(), List.of());
  }

  /** Whole numbers. */
  public static OnnxAttribute wholes(String name, long... values) {
    List<Long> all = Arrays.stream(values).boxed().toList();
    return new OnnxAttribute(name, WHOLES, 0, 0, "", null, List.of(), all, List.of());
  }

  /** Texts. */
  public static OnnxAttribute texts(String name, String... values) {
    return new OnnxAttribute(name, TEXTS, 0, 0, "", null, List.of(), List.of(), List.of(values));
  }

  void write(FieldWriter to) {
    to.text(NAME, name);
    switch ((int) type) {
      case REAL -> to.real(F, real);
      case WHOLE -> to.number(I, whole);
      case TEXT -> to.bytes(S, utf8(text));
      case TENSOR -> to.message(T, tensor::write);
      case REALS -> reals.forEach(value -> to.real(FLOATS, value));
      case WHOLES -> wholes.forEach(value -> to.number(INTS, value));
      case TEXTS -> texts.forEach(value -> to.bytes(STRINGS, utf8(value)));
      default -> throw new IllegalArgumentException("An attribute of the kind " + type);
    }
    to.number(TYPE, type);
  }

  private static ByteBuffer utf8(String value) {
    return ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
  }

  static OnnxAttribute read(FieldReader from) {
    String name = "";
    long type = 0;
    float real = 0;
    long whole = 0;
    String text = "";
    OnnxTensor tensor = null;
    List<Float> reals = new ArrayList<>();
    List<Long> wholes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case NAME -> name = from.text();
        case F -> real = from.real();
        case I -> whole = from.number();
        case S -> text = from.text();
        case T -> tensor = OnnxTensor.read(from.message());
        case FLOATS -> from.reals(reals);
        case INTS -> from.numbers(wholes);
        case STRINGS -> texts.add(from.text());
        case TYPE -> type = from.number();
        default -> from.skip();
      }
    }
    return new OnnxAttribute(
        name,
        type,
        real,
        whole,
        text,
        tensor,
        List.copyOf(reals),
        List.copyOf(wholes),
        List.copyOf(texts));
  }
}
