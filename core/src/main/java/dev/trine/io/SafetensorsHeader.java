package dev.trine.io;

import dev.trine.ModelFormatException;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file says of itself before its tensors, held to the rules of the format: strict JSON in
 * UTF-8, and tensors that lie one behind the other without holes or overlaps.
 *
 * @param tensors in the order in which they are named
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> tensors) {
  /** In bytes; the format's own limit. */
  static final long LARGEST = 100_000_000;

  private static final List<String> FIELDS = List.of("dtype", "shape", "data_offsets");

  /** One tensor: its place is in bytes after the header. */
  record Entry(String name, StoredType type, Shape shape, long from, long to) {}

  /**
   * Reads the JSON.
   *
   * @param types that tensors may have
   * @throws ModelFormatException that says what is wrong and where
   */
  static SafetensorsHeader parse(ByteBuffer json, List<StoredType> types) {
    String text = decoded(json);
    if (!text.startsWith("{")) {
      throw new ModelFormatException("it does not begin with '{'");
    }
    Map<String, JsonField> members = new LinkedHashMap<>(StrictJson.parse(text).members());
    Map<String, String> metadata = metadata(members.remove(Safetensors.METADATA));
    List<Entry> entries = new ArrayList<>();
    members.forEach((name, tensor) -> entries.add(entry(name, tensor, types)));
    checkPlaces(entries);
    return new SafetensorsHeader(metadata, entries);
  }

  /** The bytes of all tensors. */
  long dataBytes() {
    return tensors.stream().mapToLong(Entry::to).max().orElse(0);
  }

  private static String decoded(ByteBuffer json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException malformed) {
      throw new ModelFormatException("it is no UTF-8", malformed);
    }
  }

  private static Map<String, String> metadata(JsonField field) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (field != null) {
      field.members().forEach((name, value) -> metadata.put(name, value.text()));
    }
    return metadata;
  }

  private static Entry entry(String name, JsonField tensor, List<StoredType> types) {
    Map<String, JsonField> fields = tensor.members(FIELDS);
    StoredType type = type(fields.get("dtype"), types);
    List<JsonField> offsets = fields.get("data_offsets").elements();
    if (offsets.size() != 2) {
      throw fields.get("data_offsets").isNot("two offsets");
    }
    return new Entry(
        name,
        type,
        shape(fields.get("shape")),
        offsets.get(0).whole(Long.MAX_VALUE),
        offsets.get(1).whole(Long.MAX_VALUE));
  }

  private static StoredType type(JsonField field, List<StoredType> types) {
    String name = field.text();
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> field.isNot(types.size() == 1 ? types.get(0).name() : "one of " + types));
  }

  private static Shape shape(JsonField field) {
    long[] extents =
        field.elements().stream().mapToLong(extent -> extent.whole(Long.MAX_VALUE)).toArray();
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(field.place() + ": " + tooLarge.getMessage(), tooLarge);
    }
  }

  private static void checkPlaces(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long end = 0;
    for (Entry entry : sorted) {
      long elements = entry.shape.elements();
      if (elements > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "tensor '%s' of shape %s has more than 2^31 elements"
                .formatted(entry.name, entry.shape));
      }
      long bytes = entry.type.bytes() * elements;
      if (entry.from != end || entry.to != end + bytes) {
        throw new ModelFormatException(
            "tensor '%s' of shape %s lies at [%s, %s), expected [%s, %s)"
                .formatted(entry.name, entry.shape, entry.from, entry.to, end, end + bytes));
      }
      end = entry.to;
    }
  }
}
