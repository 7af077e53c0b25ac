package dev.trine.dataset.npy;

import dev.trine.DataException;
import dev.trine.dataset.array.ElementType;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's way to write an element type: byte order, kind and bytes, such as {@code <f4}. */
record NpyType(ElementType type, ByteOrder order) {
  private static final Pattern SIMPLE = Pattern.compile("'([<>|])([A-Za-z]\\d+)'");

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("b1", ElementType.BOOL),
          Map.entry("u1", ElementType.U8),
          Map.entry("u2", ElementType.U16),
          Map.entry("u4", ElementType.U32),
          Map.entry("u8", ElementType.U64),
          Map.entry("i1", ElementType.I8),
          Map.entry("i2", ElementType.I16),
          Map.entry("i4", ElementType.I32),
          Map.entry("i8", ElementType.I64),
          Map.entry("f2", ElementType.F16),
          Map.entry("f4", ElementType.F32),
          Map.entry("f8", ElementType.F64));

  /**
   * @param descr as it is written in the header, with its quotes
   */
  static NpyType of(String source, String descr) {
    Matcher simple = SIMPLE.matcher(descr);
    ElementType type = simple.matches() ? TYPES.get(simple.group(2)) : null;
    if (type == null || (type.bytes() > 1 && simple.group(1).equals("|"))) {
      throw new DataException(
          "%s has elements of type %s, which are %s; expected one of b1, u1 to u8, i1 to i8, f2, f4 or f8, little- or big-endian: save array.astype('float32'), or the columns one by one"
              .formatted(source, descr, kind(descr)));
    }
    boolean big = simple.group(1).equals(">");
    return new NpyType(type, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** What elements are that are no numbers here. */
  private static String kind(String descr) {
    if (!descr.startsWith("'")) {
      return "records of several fields";
    }
    String letters = descr.replaceAll("[^A-Za-z]", "");
    return switch (letters.isEmpty() ? "" : letters.substring(0, 1)) {
      case "O" -> "pickled Python objects, whose reading can run a program";
      case "U", "S", "a" -> "text";
      case "V" -> "bytes of no type";
      case "c" -> "complex numbers";
      case "M", "m" -> "times";
      default -> "no numbers that can be read here";
    };
  }
}
